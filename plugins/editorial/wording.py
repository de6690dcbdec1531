"""Wording: numbers and names as sentences for readers have them."""

from __future__ import annotations

from collections.abc import Sequence

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def number(count: int) -> str:
    """A number in words up to ten, then in figures."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def counted(count: int, one: str) -> str:
    """A number with its noun, of which the plural is regular: ``one text``, ``three texts``."""
    return f"{number(count)} {one}{'' if count == 1 else 's'}"


def opened(sentence: str) -> str:
    """A sentence with a capital at its beginning."""
    return sentence[:1].upper() + sentence[1:]


def ended(sentence: str) -> str:
    """A note of somebody's as a sentence: with a capital at its beginning and a mark at its end; empty for an empty one."""
    if not sentence or sentence.endswith((".", "!", "?", "…", ")", "”", "’", '"', "'")):
        return opened(sentence)
    return f"{opened(sentence)}."


def titled(title: str) -> str:
    """A title as it is named in a sentence: in quotation marks."""
    return f"‘{title}’"


def listed(names: Sequence[str]) -> str:
    """Names with commas between, and ``and`` before the last."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
