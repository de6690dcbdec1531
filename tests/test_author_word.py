"""editorial.author_word: the three forms of the Themes key."""

import pytest

from editorial.author_word import AuthorWord, parse


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ("+oil, -lamps", AuthorWord(add=("oil",), remove=("lamps",))),
        ("= oil, lamps", AuthorWord(exactly=("oil", "lamps"))),
        ("=oil", AuthorWord(exactly=("oil",))),
        ("none", AuthorWord(exactly=())),
    ],
)
def test_each_form_is_read(value: str, word: AuthorWord) -> None:
    assert parse(value) == word


@pytest.mark.parametrize("value", ["oil", "+oil, lamps", "= +oil", "+oil, -oil", "+", "+oil,,", "=", ""])
def test_anything_else_is_refused(value: str) -> None:
    with pytest.raises(ValueError):
        parse(value)


def test_what_is_not_said_is_left_to_the_tagger() -> None:
    word = parse("+oil, -lamps")

    assert [word.says(slug) for slug in ("oil", "lamps", "wicks")] == [True, False, None]


def test_exactly_leaves_nothing_to_the_tagger() -> None:
    assert [parse("= oil").says(slug) for slug in ("oil", "lamps")] == [True, False]
