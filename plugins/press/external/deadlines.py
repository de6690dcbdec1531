"""Deadlines: until when one question may go on, and what it comes to when it fails."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Self

from press.external.answers import LATER, Answer
from press.external.judging import failure
from press.external.stopping import Stop, StoppedError


@dataclass(frozen=True, slots=True)
class Deadline:
    """The end of one question: ``until`` on the monotonic clock, so many ``seconds`` after its beginning, or when all is broken off."""

    seconds: float
    until: float
    stop: Stop

    @classmethod
    def after(cls, seconds: float, stop: Stop) -> Self:
        """The deadline of a question that begins now."""
        return cls(seconds, time.monotonic() + seconds, stop)

    @property
    def left(self) -> float:
        """How many seconds are left, below 0 when it is over."""
        return self.until - time.monotonic()

    @property
    def is_over(self) -> bool:
        """Whether nothing is left."""
        return time.monotonic() >= self.until

    def timeout(self, parts: int = 1) -> float:
        """What is left, shared among so many, in seconds as sockets take them: 0 would mean another thing to them."""
        return max(self.left / parts, 0.01)

    def check(self) -> None:
        """Raises TimeoutError or StoppedError where it was us who ended what looks like the end of a reply."""
        self.stop.check()
        if self.is_over:
            raise TimeoutError

    def failed(self, error: Exception) -> Answer:
        """What an error comes to. Raises StoppedError when it comes from breaking off."""
        if self.stop.given:
            raise StoppedError from error
        if isinstance(error, TimeoutError) or self.is_over:
            return Answer("doubtful", f"did not answer within {self.seconds:g} seconds", LATER)
        return failure(error)
