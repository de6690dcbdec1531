"""editorial.tagging: what is found, why, and that the sum is exactly the score."""

from __future__ import annotations

import pytest
from conftest import ROOT
from examples import LAMPS, NO_WORD, OIL, sentence
from hypothesis import given
from hypothesis import strategies as st

from editorial import learning, themes
from editorial.author_word import AuthorWord
from editorial.cues import Cue
from editorial.prose import Sentence, plain_text
from editorial.tagging import Tagger
from editorial.tags import Tag
from editorial.themes import Theme

DATA = ROOT / "content" / "data"


@pytest.fixture(scope="session")
def tagger() -> Tagger:
    """The tagger of the sample site, with its model."""
    vocabulary, problems = themes.parse((DATA / "themes.toml").read_text(encoding="utf-8"), "themes.toml")
    assert not problems
    return Tagger(vocabulary, learning.parse((DATA / "themes.model.json").read_text(encoding="utf-8"), "model"))


def outcome(*sentences: Sentence, word: AuthorWord = NO_WORD, theme: Theme = LAMPS) -> Tag:
    (tag,) = Tagger([theme]).tags("a.md", sentences, word)
    return tag


@pytest.mark.parametrize(
    ("sentences", "found"),
    [
        ([sentence("A lamp."), sentence("Lanterns!")], "assigned"),
        ([sentence("A lamp.")], "suggested"),
        ([sentence("On lamps", 1, "title")], "assigned"),
        ([sentence("A lamp, they said.", 5, "quotation")], "suggested"),
        ([sentence("A headlamp.")], "none"),
        ([], "none"),
    ],
)
def test_a_theme_without_examples_goes_by_its_cues(sentences: list[Sentence], found: str) -> None:
    assert outcome(*sentences).outcome == found


def test_what_an_exclusion_covers_does_not_count() -> None:
    theme = Theme("t", "Trust", cues=(Cue("not", "National Trust"),))
    text = [sentence("The National Trust."), sentence("A trust.")]

    assert [hit.points for hit in outcome(*text, theme=theme).cues.hits] == [4.0]


@pytest.mark.parametrize(
    ("kind", "cue", "text", "failed"),
    [
        ("context", "child", "A lamp. A lantern.", ["context"]),
        ("context", "child", "A lamp. A lantern. A child.", []),
        ("unless", "git", "A lamp. A lantern. In git.", ["unless"]),
        ("weak", "wick", "A lamp.", ["corroboration"]),
    ],
)
def test_a_rule_that_fails_holds_a_theme_back_and_is_named(kind: str, cue: str, text: str, failed: list[str]) -> None:
    theme = Theme("lamps", "Lamp", cues=(Cue("alt", "lantern"), Cue(kind, cue)))  # type: ignore[arg-type]
    tag = outcome(*(sentence(part + ".") for part in text.rstrip(".").split(". ")), theme=theme)

    assert ([rule.name for rule in tag.failed], tag.outcome) == (failed, "suggested" if failed else "assigned")


def test_three_names_in_one_sentence_leave_no_doubt() -> None:
    theme = Theme("lamps", "Lamp", cues=(Cue("alt", "lantern"), Cue("strong", "wick")), threshold=0.999)
    tag = outcome(sentence("A lamp, a lantern and a wick."), sentence("Oil, and a lamp."), theme=theme)

    assert (tag.emphatic, tag.outcome, tag.score < tag.threshold) == (True, "assigned", True)


def test_the_author_has_the_last_word_and_the_evidence_stays() -> None:
    text = [sentence("Oil."), sentence("More oil.")]
    tags = Tagger([LAMPS, OIL]).tags("a.md", text, AuthorWord(add=("lamps",), remove=("oil",)))

    assert [(tag.outcome, tag.origin, tag.found, len(tag.evidence)) for tag in tags] == [
        ("assigned", "author", "none", 0),
        ("none", "author", "assigned", 2),
    ]


def test_a_quotation_and_its_zone_are_told() -> None:
    tag = outcome(sentence("Lamp, they said.", 3, "quotation"), sentence("Lamps."), sentence("A lantern."))

    assert [(item.line, item.zone) for item in tag.evidence] == [(3, "quotation"), (5, "body"), (5, "body")]


TEXTS = [
    "Within a day of the verdict the newspapers had settled on a name, and nobody would speak up again.",
    "The inspectors came on Tuesday; by Friday the grade was on the railings of the school.",
    "Two teams are to be merged into one directorate, with a new board for children's services.",
    "> We were told to keep our heads down, said a nurse.",
    "She reads to the children on Fridays.",
    "Forty cases each, and three vacant posts in the team.",
]


@pytest.mark.parametrize("text", TEXTS)
def test_the_weight_of_the_only_sentence_is_all_that_is_added_to_the_base(tagger: Tagger, text: str) -> None:
    tags = tagger.tags("a.md", [sentence(text)], NO_WORD, all_evidence=True)
    added = [tag.parts.model + tag.parts.vocabulary for tag in tags]

    assert [sum(item.weight for item in tag.evidence) for tag in tags] == pytest.approx([max(0.0, one) for one in added], abs=1e-3)


def test_the_weights_of_all_tokens_are_the_models_part(tagger: Tagger) -> None:
    from editorial import tagging

    sentences = [sentence(text, n) for n, text in enumerate(TEXTS * 5, 1)]
    text = tagger.read(sentences)
    assert tagger._learner
    reading = tagging._Reading("a.md", sentences, text, tagging._Learned.of(text, tagger._learner))
    tags = tagger.tags("a.md", sentences, NO_WORD)

    columns = [tagger._column[tag.theme.slug] for tag in tags]

    assert [float(tagging._by_token(n, reading).sum()) for n in columns] == pytest.approx([tag.parts.model for tag in tags], abs=1e-6)


@given(st.lists(st.sampled_from(TEXTS), max_size=12))
def test_every_quotation_slices_out_of_the_plain_text(tagger: Tagger, texts: list[str]) -> None:
    sentences = [sentence(text, n) for n, text in enumerate(texts, 1)]
    plain = plain_text(sentences)
    items = [item for tag in tagger.tags("a.md", sentences, NO_WORD, all_evidence=True) for item in tag.evidence]

    assert [plain[item.start : item.end] for item in items] == [item.quote for item in items]


def test_the_order_of_other_texts_changes_nothing(tagger: Tagger) -> None:
    texts = [[sentence(text)] for text in TEXTS]
    fresh = Tagger(tagger._themes, tagger.model)
    forwards = [fresh.tags("a.md", text, NO_WORD) for text in texts]

    assert [tagger.tags("a.md", text, NO_WORD) for text in reversed(texts)] == forwards[::-1]


@pytest.mark.parametrize(
    "text",
    ["", "?!", "子どもの安全", "Ce texte parle d'autre chose.", "\x0b\x0c", "|;|;|", "a" * 100_000, "<div>", "Ofsted " * 20_000],
)
def test_strange_texts_are_read_without_harm(tagger: Tagger, text: str) -> None:
    tags = tagger.tags("a.md", [sentence(text)] if text else [], NO_WORD, all_evidence=True)

    assert [tag.theme for tag in tags if 0 <= tag.score <= 1] == list(tagger._themes)


def test_a_theme_that_the_model_does_not_know_goes_by_its_cues_beside_those_that_it_knows(tagger: Tagger) -> None:
    mixed = Tagger([*tagger._themes, LAMPS], tagger.model)
    tags = mixed.tags("a.md", [sentence("A lamp."), sentence("A lantern.")], NO_WORD)

    assert [tag.theme.slug for tag in tags if tag.outcome == "assigned"] == ["lamps"]
