"""The text of a source, and its places."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from manuscript.problems import Problem
from manuscript.source import Source


@dataclass(frozen=True, slots=True)
class Text:
    """A source with ``prose``: its body in which what is not prose is blanked, every character in its place."""

    source: Source
    prose: str

    @property
    def ends(self) -> tuple[int, ...]:
        """Where the lines of the body end."""
        return _ends(self.source.body)

    def line_at(self, place: int) -> int:
        """The line of the file (from 1) that holds this character of the body."""
        return self.source.body_line + bisect_left(self.ends, place)

    def problem(self, place: int, code: str, message: str, *, remedy: str) -> Problem:
        """A problem that stands at this character of the body."""
        before = bisect_left(self.ends, place)
        column = place - (self.ends[before - 1] if before else -1)
        return Problem(self.source.path, self.source.body_line + before, column, code, message, remedy)


@lru_cache(maxsize=2)  # a text is asked for the places of all that is wrong in it, and most for none
def _ends(body: str) -> tuple[int, ...]:
    return tuple(match.start() for match in re.finditer("\n", body))


@dataclass(frozen=True, slots=True)
class Element:
    """An HTML tag that opens: its name in lower case, its attributes as written, and where it stands."""

    name: str
    attributes: str
    start: int
    end: int
