"""The board: what browsers are told of builds, kept for those who come later."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from manuscript.problems import Problem, shown
from press.report import counted
from press.watching.outcomes import Outcome

# Of a page that was read while a build went on: of what build it is cannot be said.
UNCERTAIN: Final = "~"


@dataclass(frozen=True, slots=True)
class Row:
    """A problem in the parts that are shown apart, each on one line, with nothing in it that cannot be seen."""

    place: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What there is to tell: of which build the site is, and what is wrong with the sources as they are now.

    ``number`` grows with each notice. ``failed`` says how many problems there are, and is empty when the last build was good.
    """

    number: int
    build: str
    failed: str = ""
    rows: tuple[Row, ...] = ()


@dataclass(slots=True)
class Board:
    """Holds the last notice; the thread that builds writes it, those that serve wait for it."""

    _process: str = field(default_factory=lambda: f"{os.getpid():x}.{time.time_ns():x}")
    _changed: threading.Condition = field(default_factory=threading.Condition)
    _builds: int = 0
    _number: int = 0
    _building: bool = False
    _failed: tuple[str, tuple[Row, ...]] = ("", ())
    closed: bool = False

    def begin(self) -> None:
        """Note that a build has begun: the site may be exchanged at any moment."""
        with self._changed:
            self._building = True

    def end(self, outcome: Outcome) -> None:
        """Tell what came of a build."""
        with self._changed:
            self._building = False
            self._builds += outcome.built
            self._failed = ("", ()) if outcome.built else _told(outcome.stopping)
            self._number += 1
            self._changed.notify_all()

    def close(self) -> None:
        """Let all who wait go."""
        with self._changed:
            self.closed = True
            self._changed.notify_all()

    @property
    def notice(self) -> Notice:
        """The last notice."""
        with self._changed:
            return self._notice()

    def wait(self, number: int, seconds: float) -> Notice:
        """The last notice, as soon as its number is another than this one, or after these seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self.closed or self._number != number, seconds)
            return self._notice()

    def _notice(self) -> Notice:
        build = f"{self._process}.{self._builds}{UNCERTAIN if self._building else ''}"
        return Notice(self._number, build, *self._failed)


def _told(problems: tuple[Problem, ...]) -> tuple[str, tuple[Row, ...]]:
    return counted(problems, strict=True) or "The build failed", tuple(_rows(problems))


def _rows(problems: Iterable[Problem]) -> Iterator[Row]:
    for one in sorted(problems):
        place = f"{one.path}:{one.line}" if one.line else one.path
        yield Row(shown(place), shown(_sentence(one.message)), shown(_sentence(one.remedy)))


def _sentence(text: str) -> str:
    return text if not text or text.rstrip('"”’)').endswith((".", "?", "!")) else f"{text}."
