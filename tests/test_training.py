"""editorial.training and editorial.learning: what is learned is written, read back, and right to the last digit."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from examples import LAMPS, NO_WORD, OIL

from editorial import learning, training
from editorial.examples import Example
from editorial.tagging import Tagger
from editorial.vectors import WordVectors
from manuscript.problems import ContentError

LIGHT = ("The keeper trims the wick", "It burns all night above the harbour", "Light the lantern at dusk", "Ships look for the light")
PRESS = ("They press the olives in October", "The jars stand in the cellar", "A spoonful on bread", "The mill turns slowly")


def examples() -> list[Example]:
    found = []
    for n in range(12):
        writer = f"writer-{n % 3}"
        found.append(Example(f"l{n}", f"{LIGHT[n % 4]}. {LIGHT[(n + 1) % 4]}.", frozenset({"lamps"}), writer))
        found.append(Example(f"o{n}", f"{PRESS[n % 4]}. {PRESS[(n + 1) % 4]}.", frozenset({"oil"}), writer))
        found.append(Example(f"n{n}", f"The bus was late on day {n}. Nobody minded the rain.", frozenset(), writer))
    return found


@pytest.fixture(scope="module")
def material() -> training.Material:
    return training.prepare(examples(), [LAMPS, OIL])


@pytest.fixture(scope="module")
def model(material: training.Material) -> learning.Model:
    vectors = WordVectors()
    fitted = training.fit(material, vectors)
    return training.with_thresholds(fitted, training.cross_validated(material, vectors), material)


def test_what_is_learned_is_found_in_texts_without_a_cue(model: learning.Model) -> None:
    tagger = Tagger([LAMPS, OIL], model)
    texts = {"lamps": "At dusk the keeper looks to the wick.", "oil": "In the mill they press olives.", "": "The bus was late in the rain."}
    found = {
        told: "".join(
            tag.theme.slug
            for tag in tagger.tags("a", Example("x", text, frozenset(), "").sentences(), NO_WORD)
            if tag.outcome == "assigned"
        )
        for told, text in texts.items()
    }

    assert found == {told: told for told in texts}


def test_a_model_is_the_same_after_writing_and_reading_up_to_its_rounding(model: learning.Model) -> None:
    once = learning.parse(learning.dump(model), "model")

    assert learning.dump(learning.parse(learning.dump(once), "model")) == learning.dump(once)
    assert float(np.abs(once.weights - model.weights).max()) <= 0.0005


def test_a_threshold_stands_in_the_middle_between_those_who_have_the_theme_and_those_who_have_not(material: training.Material) -> None:
    odds = np.where(material.labels, 1.0, -0.6)
    model = training.with_thresholds(training.fit(material, WordVectors()), odds, material)

    assert model.assigned.tolist() == pytest.approx([0.2, 0.2], abs=0.1)


def test_what_one_writer_alone_has_and_what_has_no_word_do_not_stop_training() -> None:
    found = [*examples(), Example("code", "```\ncode 1\n```", frozenset(), "writer-0")]
    alone = [Example(one.id, one.text, one.themes, "a" if "oil" in one.themes else "b") for one in found]
    material = training.prepare(alone, [LAMPS, OIL])

    assert training.cross_validated(material, WordVectors()).shape == (36, 2)


def test_training_twice_gives_the_same_file(material: training.Material, model: learning.Model) -> None:
    again = training.fit(material, WordVectors())

    assert learning.dump(replace(again, assigned=model.assigned, suggested=model.suggested)) == learning.dump(model)


def test_a_theme_with_too_few_examples_is_left_to_its_cues() -> None:
    few = [example for example in examples() if "oil" not in example.themes or example.id in ("o1", "o2")]

    assert training.prepare(few, [LAMPS, OIL]).themes == ("lamps",)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.pop("base"),
        lambda data: data.update(format=2),
        lambda data: data.update(vectors="others"),
        lambda data: data.update(base=[1.0]),
        lambda data: data.update(centre=[None] * 256),
        lambda data: data["stems"].update(extra=[1]),
        lambda data: data.update(themes=None),
    ],
)
def test_a_damaged_model_is_a_problem(model: learning.Model, change: object) -> None:
    data = json.loads(learning.dump(model))
    change(data)  # type: ignore[operator]
    with pytest.raises(ContentError) as caught:
        learning.parse(json.dumps(data), "content/data/themes.model.json")

    assert [problem.code for problem in caught.value.problems] == ["bad-model"]


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "{" * 5000, '{"themes": "x"}'])
def test_what_is_no_model_at_all_is_a_problem(text: str) -> None:
    with pytest.raises(ContentError):
        learning.parse(text, "content/data/themes.model.json")


def test_a_word_that_no_example_has_is_read_by_its_neighbours_in_meaning(model: learning.Model) -> None:
    learner = learning.Learner(model)
    from editorial.words import Lexicon

    lexicon = Lexicon()
    scores = [learner.score(learner.run(learner.ids(lexicon.read([text])))) for text in ("lighthouse beam", "wheat flour")]

    assert [int(np.argmax(score)) for score in scores] == [0, 1]
