"""Likeness: that a text is like another, how much, and by which words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alike:
    """A text (its slug) that is like the one asked about: their cosine (0 to 1), and the words that both have and that weigh most."""

    slug: str
    score: float
    words: tuple[str, ...]
