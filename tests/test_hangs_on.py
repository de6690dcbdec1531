"""editorial.library: what the answer to a question hangs on is all that it hangs on."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from examples import library, paper, post

from editorial.feeds import feeds
from editorial.library import Library

LIBRARY = library(
    post("a", "A lamp.", Authors="ada"),
    post("b", "The lamp, again.", Authors="ben", **{"Responds-to": "a"}),
    post("c", "Oil. Oil.", Status="hidden"),
    paper("p", "A lamp, and oil."),
)
ASKED = ("a", "b", "c", "p")


class _Forbidden:
    """A part of the library that an answer must not hang on."""

    def __getattribute__(self, name: str) -> Any:
        raise AssertionError(f"{name} of it is asked for")

    def __iter__(self) -> Any:
        raise AssertionError("it is gone through")


def only(names: tuple[str, ...]) -> Library:
    """The library with these of its parts alone."""
    parts = {name.removesuffix("[]") for name in names}
    others = {field.name: _Forbidden() for field in dataclasses.fields(LIBRARY) if field.name not in parts}
    return dataclasses.replace(LIBRARY, **others)


@pytest.mark.parametrize("question", sorted(Library.HANGS_ON))
def test_an_answer_hangs_on_nothing_else(question: str) -> None:
    asked = [f"posts/{slug}/" if slug != "p" else "papers/p/" for slug in ASKED] if question == "words_of" else ASKED
    hidden = only(("tags", *Library.HANGS_ON[question]) if question == "tags_of" else Library.HANGS_ON[question])

    assert [getattr(hidden, question)(one) for one in asked] == [getattr(LIBRARY, question)(one) for one in asked]


def test_what_is_declared_are_parts_and_questions() -> None:
    parts = {field.name for field in dataclasses.fields(Library)}
    named = {name.removesuffix("[]") for names in Library.HANGS_ON.values() for name in names}

    assert (named - parts, [name for name in Library.HANGS_ON if not hasattr(Library, name)]) == (set(), [])


def test_the_feeds_beside_a_page_hang_on_their_links() -> None:
    beside = feeds.Beside(())

    assert set(vars(beside)) == {name for names in feeds.Beside.HANGS_ON.values() for name in names}
