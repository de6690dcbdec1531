"""editorial.evaluation: the figures are those of scikit-learn."""

import numpy as np
import pytest
from examples import LAMPS, OIL, sentence
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import precision_recall_fscore_support

from editorial import evaluation
from editorial.author_word import AuthorWord
from editorial.evaluation import Verdict
from editorial.tagging import Tagger

tables = st.integers(1, 12).flatmap(
    lambda texts: st.tuples(*(st.lists(st.lists(st.booleans(), min_size=3, max_size=3), min_size=texts, max_size=texts) for _ in range(2)))
)


@given(tables)
def test_the_figures_agree_with_scikit_learn(both: tuple[list[list[bool]], list[list[bool]]]) -> None:
    truth, said = (np.array(rows, dtype=bool) for rows in both)
    report = evaluation.measure_decisions(truth, said, ("a", "b", "c"), 0)
    precision, recall, f1, positives = precision_recall_fscore_support(truth, said, average=None, zero_division=0)
    micro = precision_recall_fscore_support(truth, said, average="micro", zero_division=0)
    present = [n for n in range(3) if positives[n]]

    assert [(one.precision, one.recall, one.f1, one.positives) for one in report.themes.values()] == [
        pytest.approx(row) for row in zip(precision, recall, f1, positives, strict=True)
    ]
    assert (report.micro.precision, report.micro.recall, report.micro.f1) == pytest.approx(micro[:3])
    assert report.macro_f1 == pytest.approx(np.mean([f1[n] for n in present]) if present else 0.0)


@given(tables)
def test_an_interval_holds_between_nothing_and_one(both: tuple[list[list[bool]], list[list[bool]]]) -> None:
    truth, said = (np.array(rows, dtype=bool) for rows in both)
    report = evaluation.measure_decisions(truth, said, ("a", "b", "c"), 0)

    assert all(0 <= low <= high <= 1 for low, high in report.intervals.values())


def test_what_is_suggested_counts_as_reached_and_every_parting_is_told() -> None:
    tagger = Tagger([LAMPS, OIL])
    found = [
        Verdict("right", frozenset({"lamps"}), tagger.tags("a", [sentence("A lamp."), sentence("A lantern.")], AuthorWord())),
        Verdict("half", frozenset({"oil"}), tagger.tags("b", [sentence("Some oil.")], AuthorWord())),
        Verdict("missed", frozenset({"oil"}), tagger.tags("c", [sentence("Nothing.")], AuthorWord())),
        Verdict("wrong", frozenset(), tagger.tags("d", [sentence("Oil."), sentence("More oil.")], AuthorWord())),
    ]
    report = evaluation.measure(found, ("lamps", "oil"))

    assert (report.micro.positives, report.reached) == (3, pytest.approx(2 / 3))
    assert [(one.id, tag.theme.slug, kind) for one, tag, kind in evaluation.disagreements(found)] == [
        ("half", "oil", "suggested"),
        ("missed", "oil", "missed"),
        ("wrong", "oil", "wrong"),
    ]
