"""Outcomes: what came of one build, and the press that makes it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from manuscript.problems import Problem


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one build.

    ``built`` says whether its site stands; else the one before does. ``written`` are the names of the files that are not as
    they were before, or None where that is not known.
    """

    problems: tuple[Problem, ...]
    seconds: float
    built: bool
    written: frozenset[str] | None = None

    @property
    def stopping(self) -> tuple[Problem, ...]:
        """The problems that stopped the build: its errors; all where only warnings did (they count as errors). None when built."""
        if self.built:
            return ()
        return tuple(one for one in self.problems if one.level == "error") or self.problems


class Press(Protocol):
    """What builds a site over and over, in the main thread of one process."""

    def build(self, changed: frozenset[Path] | None) -> Outcome:
        """What came of building once more; ``changed`` are the files that were saved since, or None: anything may have changed.

        May raise ContentError.
        """

    def rest(self) -> None:
        """Do what can wait until the new page is shown."""

    def close(self) -> None:
        """End what the press keeps: nothing is built after this."""
