"""Outcomes: what became of a job, from what its child said or how it ended."""

from __future__ import annotations

import signal
from dataclasses import dataclass
from typing import Any, Final, Self

from press.workers.failures import JobFailed, TooCostly, told
from press.workers.memory import MEGABYTE
from press.workers.messages import decoded

Logged = tuple[tuple[str, int, str], ...]  # name of the logger, level, text

NO_MEMORY: Final = 86  # the exit code of a child that has reached its limit: saying more might need memory


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: ``done`` with what it made, or ``costly``, ``failed``, ``memory``, ``broken`` with the words."""

    kind: str
    said: Any
    logged: Logged = ()

    @classmethod
    def of_failure(cls, error: TooCostly | JobFailed) -> Self:
        """The outcome of a job that came to nothing."""
        return cls("costly" if isinstance(error, TooCostly) else "failed", error.args)

    def result(self, megabytes: int) -> Any:
        """What the job made. Raises TooCostly and JobFailed."""
        if self.kind == "done":
            return self.said
        if self.kind == "costly":
            raise TooCostly(*self.said)
        if self.kind == "memory":
            raise TooCostly(f"it needs more than {megabytes} MB")
        raise JobFailed(*self.said)


@dataclass(frozen=True, slots=True)
class End:
    """How a child ended: the exit code (below 0 a signal, None where nobody knows); by how many bytes its memory had grown at most."""

    code: int | None = None
    grown: int = 0


def received(answer: bytearray) -> Outcome:
    """The outcome that a child tells."""
    try:
        kind, said, logged = decoded(answer)
    except RecursionError as error:  # written by the child, which has more room, and too deep for us
        return Outcome.of_failure(told(error))
    return Outcome(kind, said, tuple(map(tuple, logged)))


def broken(end: End, megabytes: int) -> Outcome:
    """The outcome where a child has ended by itself."""
    # Libraries in C and Rust abort where there is no memory. An assertion of theirs that fails does not find so much of it used.
    aborted_full = end.code == -signal.SIGABRT and end.grown > megabytes * MEGABYTE // 4
    if end.code == NO_MEMORY or aborted_full:
        return Outcome("memory", ())
    how = "" if end.code is None else f" (signal {-end.code})" if end.code < 0 else f" (exit code {end.code})"
    return Outcome("broken", ("", f"the converter broke off{how}"))
