"""A crew: several workers that do the same jobs at once; what they make comes in the order in which it was asked for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from press.progress import Progress
from press.workers import worker as one_worker
from press.workers.failures import JobFailed, TooCostly
from press.workers.logged import log_again
from press.workers.outcomes import Outcome
from press.workers.serving import Jobs
from press.workers.waiting import advance
from press.workers.worker import Worker, done_here

if TYPE_CHECKING:
    from press.workers.spawned import Spawned

SECONDS: Final = 600.0  # that one value may take, where nobody says less
MEGABYTES: Final = 4096

# Values for each worker that may be done before the one whose turn it is: so much is held in memory.
_AHEAD: Final = 16


def cores() -> int:
    """How many cores this process may use, at least 1."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


Elsewhere = Callable[[], tuple[str, str, Any] | None]


class Crew:
    """So many workers at most, each with the limits of one (see ``Worker``); they are forks, made as there is work for them.

    ``first`` is the one for jobs that come one by one. Where nothing can be forked and ``elsewhere`` tells how another Python
    makes the jobs (module, function, its argument), ``outcomes`` come from new processes; all else is done in this one.
    """

    def __init__(self, jobs: Jobs, *, number: int, seconds: float, megabytes: int, elsewhere: Elsewhere = lambda: None) -> None:
        self._workers = tuple(Worker(jobs, seconds=seconds, megabytes=megabytes) for _ in range(max(1, number)))
        self._elsewhere = elsewhere
        self._seconds = seconds
        self._megabytes = megabytes
        self._spawned: Spawned | None = None
        self.first = self._workers[0]

    @property
    def number(self) -> int:
        """How many jobs may be done at once."""
        return len(self._workers) if one_worker.FORKS or self._elsewhere() else 1

    def close(self) -> None:
        """Stop all children."""
        self.first.close()
        self.rest()

    def rest(self) -> None:
        """Stop all children but the first one's."""
        for worker in self._workers[1:]:
            worker.close()
        if self._spawned:
            self._spawned.close()
            self._spawned = None

    def outcomes(self, job: str, values: Iterable[Any], *, meanwhile: Iterable[Any] = ()) -> Iterator[Outcome]:
        """What becomes of a job with each value, in their order. Raises KeyError and OSError.

        Values are taken as there are workers for them. ``meanwhile`` is gone on with while all are busy: a step must be short.
        What a job logged is not logged again.
        """
        if one_worker.FORKS:
            return _Row(self._workers, job, iter(values)).outcomes(iter(meanwhile))
        if len(self._workers) > 1 and (made_by := self._elsewhere()):
            # Only where there are no forks.
            from press.workers.spawned import Spawned

            number, seconds, megabytes = len(self._workers), self._seconds, self._megabytes
            self._spawned = self._spawned or Spawned(made_by, number=number, seconds=seconds, megabytes=megabytes)
            return self._outcomes_of(self._spawned, job, tuple(values), meanwhile=meanwhile)
        return (self.first.outcome(job, value) for value in values)

    def _outcomes_of(self, spawned: Spawned, job: str, values: Sequence[Any], *, meanwhile: Iterable[Any]) -> Iterator[Outcome]:
        """Outcomes from new processes; what they cannot do is done here."""
        number = 0
        try:
            for outcome in spawned.outcomes(job, values, meanwhile=meanwhile):
                yield self.first.outcome(job, values[number]) if outcome.kind == "broken" else outcome
                number += 1
        except OSError:
            self._elsewhere = lambda: None
            yield from (self.first.outcome(job, value) for value in values[number:])

    def map(self, function: Callable[[Any], Any], values: Sequence[Any], *, what: str = "Looking into texts") -> list[Any]:
        """What a function makes of each value, in their order; what it raises stands in the place of what it would have made.

        The values and what is made of them are JSON data. The function is pure: it runs in new forks of this process, which
        see everything as it is now; where there is one core, one value or no fork, it runs here. A value that needs more than
        600 s or 4 GB is a TooCostly, anything else that fails a JobFailed.
        """
        number = min(self.number, len(values))
        if number < 2:
            return [_told(done_here(function, value)) for value in values]
        crew = Crew({"function": function}, number=number, seconds=SECONDS, megabytes=MEGABYTES)
        try:
            with Progress(what, len(values)) as progress:
                made = []
                for outcome in crew.outcomes("function", values):
                    made.append(_told(outcome))
                    progress.step()
            return made
        finally:
            crew.close()


class _Row:
    """Values that stand in a row: which are under way, which are done, and whose turn it is."""

    def __init__(self, workers: Sequence[Worker], job: str, values: Iterator[Any]) -> None:
        self._workers = workers
        self._job = job
        self._values = values
        self._busy: dict[Worker, int] = {}
        self._done: dict[int, Outcome] = {}
        self._begun = self._due = 0
        self._more = True

    def outcomes(self, meanwhile: Iterator[Any]) -> Iterator[Outcome]:
        """The outcomes in the order of the values."""
        try:
            while self._more or self._busy or self._done:
                self._begin()
                while self._due in self._done:
                    self._due += 1
                    yield self._done.pop(self._due - 1)
                if self._busy:
                    self._go_on(wait=next(meanwhile, _NOTHING) is _NOTHING)
        finally:  # whoever asked may have had enough
            for worker in self._busy:
                worker.close()

    def _begin(self) -> None:
        """Give each worker that is idle its next value."""
        for worker in self._workers:
            while self._more and worker not in self._busy and self._begun < self._due + _AHEAD * len(self._workers):
                if (value := next(self._values, _NOTHING)) is _NOTHING:
                    self._more = False
                    return
                if outcome := worker.ask(self._job, value):
                    self._done[self._begun] = outcome
                else:
                    self._busy[worker] = self._begun
                self._begun += 1

    def _go_on(self, *, wait: bool) -> None:
        advance([worker.request for worker in self._busy if worker.request], wait=wait)
        for worker in tuple(self._busy):
            if worker.request and worker.request.came and (outcome := worker.take()):
                self._done[self._busy.pop(worker)] = outcome


def _told(outcome: Outcome) -> Any:
    """What was made, or why nothing was."""
    log_again(outcome.logged)
    try:
        return outcome.result(MEGABYTES)
    except (TooCostly, JobFailed) as error:
        return error


_NOTHING: Final = object()
