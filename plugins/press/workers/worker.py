"""A worker: one child process that does jobs one after another, and is made anew where one failed."""

from __future__ import annotations

import os
import weakref
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, Final, Self

from press.workers.child import Child, uninterrupted
from press.workers.failures import told, too_long
from press.workers.forking import fork
from press.workers.logged import gathered, log_again
from press.workers.messages import decoded, encoded
from press.workers.outcomes import End, Outcome, broken, received
from press.workers.serving import Jobs, serve
from press.workers.waiting import Came, Request, advance

# Where forks are not wanted (macOS), the environment says so: PRESS_START=spawn.
FORKS: Final = hasattr(os, "fork") and os.environ.get("PRESS_START") != "spawn"


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
        self.request: Request | None = None  # what the child works on
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
        outcome = self.outcome(job, value, meanwhile=meanwhile)
        log_again(outcome.logged)
        return outcome.result(self._megabytes)

    def outcome(self, job: str, value: Any, *, meanwhile: Callable[[], None] | None = None) -> Outcome:
        """What becomes of a job, as ``run`` does it; what it logged is not logged again. Raises KeyError and OSError."""
        call = self._jobs[job]
        if not FORKS:
            if meanwhile:
                meanwhile()
            return done_here(call, value)
        try:
            if outcome := self.ask(job, value):
                return outcome
            if meanwhile:
                meanwhile()
            return self._awaited()
        except BaseException:
            self.close()
            raise

    def ask(self, job: str, value: Any) -> Outcome | None:
        """Let the child, which is made if there is none, begin with a job; ``request`` is what is to be waited for.

        If that was begun ahead, it goes on; what else was begun is waited for and forgotten. None, or the outcome at once:
        the value is nested too deeply. Raises OSError.
        """
        try:
            data = encoded([job, value])
        except RecursionError as error:
            return Outcome.of_failure(told(error))
        if self.request is not None and not self.request.child.pid:  # it is the child of the process that this one is a fork of
            self.request = None
        if self.request is not None and self.request.data != data:
            self._awaited()
        if self.request is None:
            self._ask(data)
        return None

    def take(self) -> Outcome | None:
        """The outcome of the request that has come out; None where it was begun once more, in a new child. Raises OSError."""
        request, self.request = self.request, None
        if request is None or request.came is None:
            raise ValueError("nothing has come out")
        if request.came is Came.ANSWER:
            outcome = received(request.answer)
        elif request.came is Came.LATE:
            outcome = Outcome.of_failure(too_long(self._seconds))
        else:
            outcome = broken(self._stop() or End(), self._megabytes)
        if outcome.kind == "done":
            self._ready = request.child
            return outcome
        self.close()
        if request.used and outcome.kind in ("memory", "broken"):
            self._ask(request.data)
            return None
        return outcome

    def begin(self, job: str, value: Any) -> None:
        """Let the child begin with a job that ``run`` will ask for; what goes wrong is told then.

        Only one is begun ahead, by a child that is there and idle.
        """
        if self._ready is None or not self._ready.pid or self.request is not None:
            return
        try:
            self._ask(encoded([job, value]))
        except (RecursionError, OSError):  # whoever asks for it meets the same
            self.close()

    def close(self) -> None:
        """Stop the child, if there is one. So it is when this process ends, or nothing refers to the worker."""
        self._ready = self.request = None
        self._stop()

    def _awaited(self) -> Outcome:
        """The outcome of the request, when it is there. Raises OSError."""
        while self.request is not None:
            advance((self.request,), wait=True)
            if self.request.came and (outcome := self.take()):
                return outcome
        raise ValueError("nothing was asked")

    def _ask(self, data: bytes) -> None:
        child, self._ready = self._ready, None  # ready again only after a whole answer
        used = child is not None and child.pid != 0
        if child is None or not used:
            child = self._start()
        self.request = Request.sent(child, data, seconds=self._seconds, used=used)

    def _start(self) -> Child:
        self.close()
        with uninterrupted():
            child = fork(partial(serve, self._jobs, seconds=self._seconds, megabytes=self._megabytes))
            self._stop = weakref.finalize(self, child.stop)
        return child


def done_here(call: Callable[[Any], Any], value: Any) -> Outcome:
    """What becomes of a job that is done in this process, in the form in which a child would have sent it."""
    with gathered() as logged:
        try:
            made = decoded(encoded(call(decoded(encoded(value)))))
        except (Exception, SystemExit) as error:
            return replace(Outcome.of_failure(told(error)), logged=tuple(logged))
        return Outcome("done", made, tuple(logged))
