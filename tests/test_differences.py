"""editorial.differences: how a text departs from another."""

import pytest
from examples import sentence
from hypothesis import given
from hypothesis import strategies as st

from editorial.differences import Difference, differences, plain
from editorial.prose import Sentence


def text(*lines: str) -> tuple[Sentence, ...]:
    """Sentences on lines of their own; those that begin with # are headings."""
    return tuple(sentence(line.lstrip("# "), n, "heading" if line.startswith("#") else "body") for n, line in enumerate(lines, 1))


def told(before: tuple[Sentence, ...], after: tuple[Sentence, ...]) -> list[tuple[str, str | None, str | None, str]]:
    return [
        (one.change, one.before.text if one.before else None, one.after.text if one.after else None, one.under)
        for one in differences(before, after)
    ]


WHOLE = text("We keep the lamp.", "# Fog", "In fog the keeper rings a bell.", "The bell is loud.", "# Rain", "In rain she counts the oil.")


@pytest.mark.parametrize(
    ("after", "found"),
    [
        (WHOLE, []),
        (WHOLE[:3] + WHOLE[4:], [("left-out", "The bell is loud.", None, "Fog")]),
        (WHOLE[1:], [("left-out", "We keep the lamp.", None, "")]),
        (WHOLE[:4], [("left-out", "Rain", None, "Fog"), ("left-out", "In rain she counts the oil.", None, "Fog")]),
        ((*WHOLE, sentence("So be it.")), [("added", None, "So be it.", "Rain")]),
        ((sentence("Listen."), *WHOLE), [("added", None, "Listen.", "")]),
        (
            (*WHOLE[:2], sentence("In fog the keeper rings two bells."), *WHOLE[3:]),
            [("changed", "In fog the keeper rings a bell.", "In fog the keeper rings two bells.", "Fog")],
        ),
        (
            (*WHOLE[:2], sentence("Nobody has ever been here."), *WHOLE[3:]),
            [("added", None, "Nobody has ever been here.", "Fog"), ("left-out", "In fog the keeper rings a bell.", None, "Fog")],
        ),
        (
            (*WHOLE[:4], sentence("Snow", 5, "heading"), sentence("In rain she counts the oil again.")),
            [("added", None, "Snow", "Fog"), ("left-out", "Rain", None, "Snow"),
             ("changed", "In rain she counts the oil.", "In rain she counts the oil again.", "Snow")],
        ),
        ((WHOLE[0], WHOLE[1], WHOLE[3], WHOLE[2], *WHOLE[4:]),
         [("added", None, "The bell is loud.", "Fog"), ("left-out", "The bell is loud.", None, "Fog")]),
        ((), [("left-out", one.text, None, "") for one in WHOLE]),
    ],
)  # fmt: skip
def test_each_sentence_that_differs_is_found_below_its_heading(
    after: tuple[Sentence, ...], found: list[tuple[str, str | None, str | None, str]]
) -> None:
    assert told(WHOLE, after) == found


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ('"It\'s lit," they said.', "“It’s lit,” they said."), ("'Lit'", "‘Lit’"), ("Pages 1--2 --- all.", "Pages 1–2 — all."),
        ("Pages 1-2", "Pages 1–2"), ("And so on...", "And so on…"), ("5 km", "5\u00a0km"),
    ],
)  # fmt: skip
def test_punctuation_is_the_same_however_it_is_typed(typed: str, set_: str) -> None:
    assert (differences(text(typed), text(set_)), differences(text(set_), text(typed))) == ((), ())


@pytest.mark.parametrize(
    "other", ["We keep the lamp", "we keep the lamp.", "We keep the lamps.", "We keep the lamp!", "We keep, the lamp."]
)
def test_any_other_difference_counts(other: str) -> None:
    assert [one.change for one in differences(text("We keep the lamp."), text(other))] == ["changed"]


def test_the_parts_of_a_changed_sentence_read_in_order() -> None:
    made = Difference(sentence("In fog the keeper rings a bell."), sentence("In thick fog she rings a bell twice."))

    assert made.parts == (
        ("same", "In"), ("added", "thick"), ("same", "fog"), ("left-out", "the keeper"), ("added", "she"), ("same", "rings a"),
        ("left-out", "bell."), ("added", "bell twice."),
    )  # fmt: skip


def test_a_sentence_that_came_or_went_is_one_part() -> None:
    one = sentence("In fog she rings.")

    assert (Difference(None, one).parts, Difference(one, None).parts) == ((("added", one.text),), (("left-out", one.text),))


def test_long_texts_are_compared_too() -> None:
    before = text(*(f"Sentence number {n} of many, and no other." for n in range(2500)))
    after = (*before[:1200], *before[1201:2000], sentence("A new one altogether.", 9), *before[2000:])

    assert [(one.change, one.parts[0][1]) for one in differences(before, after)] == [
        ("left-out", "Sentence number 1200 of many, and no other."), ("added", "A new one altogether."),
    ]  # fmt: skip


WORDS = ["lamp", "oil", "the", "bell", "“fog”", '"fog"', "keeper’s", "keeper's", "—", "-"]
TEXTS = st.lists(
    st.tuples(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join), st.sampled_from(["", "", "# "])), max_size=12
).map(lambda found: text(*(mark + words for words, mark in found)))


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(one: tuple[Sentence, ...]) -> None:
    assert differences(one, one) == ()


@given(TEXTS, TEXTS)
def test_without_its_differences_a_text_is_the_other_without_them(before: tuple[Sentence, ...], after: tuple[Sentence, ...]) -> None:
    found = differences(before, after)
    gone, new = [one.before for one in found if one.before], [one.after for one in found if one.after]

    assert [plain(one.text) for one in before if one not in gone] == [plain(one.text) for one in after if one not in new]
    assert new == [one for one in after if one in new]


@given(TEXTS, TEXTS)
def test_the_parts_of_a_difference_are_the_sentences_of_both_texts(before: tuple[Sentence, ...], after: tuple[Sentence, ...]) -> None:
    for one in differences(before, after):
        was, is_ = (" ".join(words for kind, words in one.parts if kind != other) for other in ("added", "left-out"))

        assert (plain(was), is_) == (plain(one.before.text) if one.before else "", one.after.text if one.after else "")


def test_a_text_of_two_sentences_said_over_and_over_is_compared_all_the_same() -> None:
    # Comparing each with each would take minutes.
    before = [sentence(one) for _ in range(800) for one in ("It is so.", "It is not so.")]
    after = [sentence(one) for _ in range(800) for one in ("It is so.", "It is not so.", "Nor was it.")]

    assert {(one.change, one.parts) for one in differences(before, [sentence("Hear:"), *after])} == {
        ("added", (("added", "Hear:"),)), ("added", (("added", "Nor was it."),)),
    }  # fmt: skip


def test_every_other_sentence_of_a_very_long_text_is_found() -> None:
    before = [sentence(f"Sentence {n} is here.") for n in range(6000)]
    after = [sentence(f"Sentence {n} is {'here' if n % 2 else 'there'}.") for n in range(6000)]

    assert [one.change for one in differences(before, after)] == ["changed"] * 3000
