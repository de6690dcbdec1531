"""editorial.words: what counts as a word, and which forms of it are alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.words import Lexicon, plain, stem, tokens


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Don’t blame the night nurse.", ["Don’t", "blame", "the", "night", "nurse"]),
        ("a take-over", ["a", "take", "over"]),
        ("to re-organise, co-operate", ["to", "reorganise", "cooperate"]),
        ("snake_case, C++ and 2015", ["snake", "case", "C", "and", "2015"]),
        ("", []),
    ],
)
def test_words_are_letters_digits_and_inner_apostrophes(text: str, found: list[str]) -> None:
    assert tokens(text) == found


def test_words_broken_at_the_end_of_a_line_are_whole_again() -> None:
    text = Lexicon().read(["The in- spectors and pro- tection; short- and long-term", "so\u00adft"])

    assert (text.words(range(len(text.ids))), text.bounds) == ("The inspectors and protection short and long term soft", (0, 8, 9))


@pytest.mark.parametrize(("token", "word"), [("Ofsted’s", "ofsted"), ("of\ufb01ce", "office"), ("nurses'", "nurses"), ("IT", "it")])
def test_a_plain_word_has_no_capitals_ligatures_or_possessive(token: str, word: str) -> None:
    assert plain(token) == word


@pytest.mark.parametrize(
    "forms",
    [
        ("blame", "blames", "blamed", "blaming"),
        ("merge", "merges", "merged", "merging"),
        ("bully", "bullies", "bullied", "bullying"),
        ("organise", "organised", "organizing", "organizes"),
        ("plan", "plans", "planned", "planning"),
        ("academy", "academies"),
        ("abolish", "abolishes", "abolishing"),
        ("care", "cares", "cared", "caring"),
        ("control", "controlled", "controlling"),
        ("use", "used", "using"),
        ("class", "classes"),
    ],
)
def test_inflected_forms_share_a_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("authority", "author"), ("inspectorate", "inspector"), ("care", "car"), ("note", "not"), ("news", "new"), ("plane", "plan")],
)
def test_different_words_keep_different_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@given(st.lists(st.text(max_size=40), max_size=5))
def test_a_lexicon_reads_the_same_twice(sentences: list[str]) -> None:
    lexicon = Lexicon()
    first, second = lexicon.read(sentences), lexicon.read(sentences)

    assert (first.ids, first.bounds) == (second.ids, second.bounds)
