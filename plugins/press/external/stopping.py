"""Stopping: a round of questions is broken off, whatever its threads wait for."""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import Any


class StoppedError(Exception):
    """The round was broken off."""


class Stop:
    """The order to break a round off, given once by one thread and heard by all."""

    def __init__(self) -> None:
        self._given: Future[None] = Future()

    @property
    def given(self) -> bool:
        """Whether the round is broken off."""
        return self._given.done()

    def give(self) -> None:
        """Break the round off."""
        self._given.set_result(None)

    def check(self) -> None:
        """Raises StoppedError when the round is broken off."""
        if self.given:
            raise StoppedError

    def wait(self, *futures: Future[Any], seconds: float) -> None:
        """Wait for one of these, or so long. Raises StoppedError as soon as the round is broken off."""
        wait([self._given, *futures], timeout=max(seconds, 0), return_when=FIRST_COMPLETED)
        self.check()
