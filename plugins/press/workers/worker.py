"""A worker: one child process that does jobs one after another, and is made anew where one failed."""

from __future__ import annotations

import logging
import os
import weakref
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Self

from press.workers.child import Child, Sent, uninterrupted
from press.workers.failures import TooCostly, told
from press.workers.forking import fork
from press.workers.messages import decoded, encoded
from press.workers.outcomes import End, Outcome, broken, received
from press.workers.serving import Jobs, serve

FORKS: Final = hasattr(os, "fork")


@dataclass(frozen=True, slots=True)
class Ahead:
    """A request that the child has begun with before anybody asked for it."""

    request: bytes
    sent: Sent


class Worker:
    """One child process that does jobs one after another; killed at a limit, and made anew by the next job.

    The child is a fork of this process, made by the first ``run``: ``jobs`` may be closures, and see
    everything as it was then (``close`` lets the next run begin from what there is now). After a job
    that failed it is not used again, because what the job left half done could show in the next.

    ``seconds`` (above 0, finite) are of a clock on the wall, for each job. ``megabytes`` (of
    1,048,576 bytes) are the address space that the child may have beside what this process has; only
    Linux can say how much that is, so that elsewhere memory is not limited. Where there is no fork
    (Windows) a job runs in this process, without limits.

    macOS advises against forks because system libraries may run threads of their own. The press
    starts none before the first job, and the child calls only what converts text.

    A worker is used from one thread at a time. What a job prints goes to standard error.
    """

    def __init__(self, jobs: Jobs, *, seconds: float, megabytes: int) -> None:
        self._jobs = jobs
        self._seconds = seconds
        self._megabytes = megabytes
        self._ready: Child | None = None
        self._ahead: Ahead | None = None
        self._stop: Callable[[], End | None] = lambda: None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def run(self, job: str, value: Any, *, meanwhile: Callable[[], None] | None = None) -> Any:
        """What the job makes of the value; both are JSON data (text may hold lone surrogates).

        ``meanwhile`` is done here once the child has its work, and counts towards its time.

        What the job logs is logged again here, before the end. A job that breaks off or runs out of
        memory in a child that has done others is tried once more in a new one.

        Raises TooCostly: a limit is reached, or something is nested too deeply. Raises JobFailed: the
        job raised an exception, SystemExit too, or its process ended. Raises KeyError: there is no
        such job. Raises OSError: there can be no child, or no talking to it.
        """
        call = self._jobs[job]
        if not FORKS:
            if meanwhile:
                meanwhile()
            return _run_here(call, value)
        try:
            request = encoded([job, value])
        except RecursionError as error:
            raise told(error) from error
        used = self._ready is not None
        outcome = self._outcome_ahead(request, meanwhile) or self._attempt(request, meanwhile)
        if used and outcome.kind in ("memory", "broken"):
            outcome = self._attempt(request)
        for name, level, text in outcome.logged:
            logging.getLogger(name).log(level, text)
        return outcome.result(self._megabytes)

    def begin(self, job: str, value: Any) -> None:
        """Let the child begin with a job that ``run`` will ask for; what goes wrong is told then.

        Only one is begun ahead, by a child that is there and idle.
        """
        child = self._ready
        if child is None or not child.pid or self._ahead is not None:
            return
        try:
            request = encoded([job, value])
            self._ahead = Ahead(request, child.send(request))
        except (RecursionError, EOFError, OSError):  # whoever asks for it meets the same
            self.close()

    def close(self) -> None:
        """Stop the child, if there is one. So it is when this process ends, or nothing refers to the worker."""
        self._ready = self._ahead = None
        self._stop()

    def _outcome_ahead(self, request: bytes, meanwhile: Callable[[], None] | None) -> Outcome | None:
        """What became of a request that was begun ahead; None where it was not, or another was, which is waited for and forgotten."""
        ahead, self._ahead = self._ahead, None
        if ahead is None:
            return None
        if ahead.request == request:
            return self._attempt(request, meanwhile, sent=ahead.sent)
        with suppress(TooCostly):
            self._attempt(ahead.request, sent=ahead.sent)
        return None

    def _attempt(self, request: bytes, meanwhile: Callable[[], None] | None = None, *, sent: Sent | None = None) -> Outcome:
        child, self._ready = self._ready, None  # ready again only after a whole answer
        if child is None or not child.pid:
            child, sent = self._start(), None
        try:
            sent = sent or child.send(request)
            if meanwhile:
                meanwhile()
            outcome = received(child.answer(sent, self._seconds))
        except EOFError:
            return broken(self._stop() or End(), self._megabytes)
        except BaseException:
            self.close()
            raise
        if outcome.kind == "done":
            self._ready = child
        else:
            self.close()
        return outcome

    def _start(self) -> Child:
        self.close()
        with uninterrupted():
            child = fork(partial(serve, self._jobs, seconds=self._seconds, megabytes=self._megabytes))
            self._stop = weakref.finalize(self, child.stop)
        return child


def _run_here(call: Callable[[Any], Any], value: Any) -> Any:
    """What a job makes, done in this process; in the form in which a child would have sent it."""
    try:
        return decoded(encoded(call(decoded(encoded(value)))))
    except (Exception, SystemExit) as error:
        raise told(error) from error
