"""A spawned worker: a new Python that is asked on its standard input, and does jobs that could be described as data.

Run as a program it is the child: ``python -m press.workers.spawned``.
"""

from __future__ import annotations

import importlib
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, BinaryIO, Final

from press.workers.failures import told, too_long
from press.workers.logged import Logged, log_into
from press.workers.memory import limit_memory
from press.workers.messages import HEAD, decoded, encoded, message
from press.workers.outcomes import End, Outcome, broken, received

_PAUSE: Final = 0.05  # seconds between two looks at the clock, while nothing comes
_BEGINS: Final = 60.0  # seconds in which a child must have begun
_IDLE, _BEGINNING = -1, -2  # in the place of the index of a value


class Spawned:
    """Workers where nothing can be forked; ``made_by`` names what makes the jobs: module, function and its argument, JSON data.

    Time is limited as in forks. Memory is limited where the child knows how much it has (Linux).
    """

    def __init__(self, made_by: tuple[str, str, Any], *, number: int, seconds: float, megabytes: int) -> None:
        self._made_by = [*made_by, list(sys.path), megabytes]
        self._number = number
        self._seconds = seconds
        self._megabytes = megabytes
        self._children: list[_Child] = []
        self._came: queue.SimpleQueue[tuple[_Child, bytes | None]] = queue.SimpleQueue()

    def close(self) -> None:
        """Stop all children."""
        for child in self._children:
            child.stop()
        self._children.clear()

    def outcomes(self, job: str, values: Iterable[Any], *, meanwhile: Iterable[Any] = ()) -> Iterator[Outcome]:
        """What becomes of a job with each value, in their order, as a crew's. Raises OSError: there can be no children."""
        waiting = list(enumerate(values))[::-1]
        number, steps = len(waiting), iter(meanwhile)
        done: dict[int, Outcome] = {}
        try:
            for due in range(number):
                while due not in done:
                    self._hand_out(job, waiting, done)
                    if due not in done:
                        self._wait(done, idle=next(steps, _NOTHING) is _NOTHING)
                yield done.pop(due)
        finally:  # whoever asked may have had enough
            for child in [child for child in self._children if child.index != _IDLE]:
                self._remove(child)

    def _hand_out(self, job: str, waiting: list[tuple[int, Any]], done: dict[int, Outcome]) -> None:
        while waiting and (child := self._idle(len(waiting))):
            index, value = waiting.pop()
            try:
                child.ask(index, encoded([job, value]))
            except RecursionError as error:
                done[index] = Outcome.of_failure(told(error))

    def _idle(self, wanted: int) -> _Child | None:
        """A child that has nothing to do; as many are made as are ``wanted`` and allowed."""
        beginning = sum(child.index == _BEGINNING for child in self._children)
        for _ in range(min(wanted - beginning, self._number - len(self._children))):
            self._children.append(_Child(self._came, encoded(self._made_by)))
        return next((child for child in self._children if child.index == _IDLE), None)

    def _wait(self, done: dict[int, Outcome], *, idle: bool) -> None:
        """Take what has come, or wait a little if there is nothing else to do."""
        with suppress(queue.Empty):
            self._take(*(self._came.get(timeout=_PAUSE) if idle else self._came.get_nowait()), done)
        if self._came.empty():  # what has come is taken, however late: this process may have been stopped
            for child in tuple(self._children):
                self._look_at_clock(child, done)

    def _take(self, child: _Child, answer: bytes | None, done: dict[int, Outcome]) -> None:
        if child not in self._children:
            return
        index, child.index = child.index, _IDLE
        if index == _BEGINNING and answer is not None:
            return
        if index < 0:
            self._remove(child)
            raise OSError("a worker cannot begin")
        outcome = broken(End(), self._megabytes) if answer is None else received(bytearray(answer))
        done[index] = outcome
        if outcome.kind != "done":  # what the job left half done could show in the next
            self._remove(child)

    def _look_at_clock(self, child: _Child, done: dict[int, Outcome]) -> None:
        passed = time.monotonic() - child.at
        if child.index == _BEGINNING and passed > _BEGINS:
            raise OSError("a worker does not begin")
        if child.index >= 0 and passed > self._seconds:
            done[child.index] = Outcome.of_failure(too_long(self._seconds))
            self._remove(child)

    def _remove(self, child: _Child) -> None:
        self._children.remove(child)
        child.stop()


class _Child:
    """A child process, with a thread that hands on what it answers; ``index`` is that of its value."""

    def __init__(self, came: queue.SimpleQueue[tuple[_Child, bytes | None]], made_by: bytes) -> None:
        command = [sys.executable, "-m", "press.workers.spawned"]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONIOENCODING": "utf-8"}
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        self.index = _BEGINNING
        self.at = time.monotonic()
        self._asked: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._asked.put(made_by)
        self._threads = (
            threading.Thread(target=self._write, daemon=True),
            threading.Thread(target=self._read, args=(came,), daemon=True),
        )
        for thread in self._threads:
            thread.start()

    def ask(self, index: int, request: bytes) -> None:
        """Let it begin with a value."""
        self.index, self.at = index, time.monotonic()
        self._asked.put(request)

    def stop(self) -> None:
        """End it."""
        self._process.kill()
        self._asked.put(None)
        for thread in self._threads:
            thread.join()
        self._process.wait()
        for end in (self._process.stdin, self._process.stdout):
            if end:
                with suppress(OSError):
                    end.close()

    def _write(self) -> None:
        assert self._process.stdin
        with suppress(OSError):
            while (request := self._asked.get()) is not None:
                self._process.stdin.write(message(request))
                self._process.stdin.flush()

    def _read(self, came: queue.SimpleQueue[tuple[_Child, bytes | None]]) -> None:
        assert self._process.stdout
        while answer := _next(self._process.stdout):
            came.put((self, answer))
        came.put((self, None))


_NOTHING: Final = object()


def _next(stream: BinaryIO | Any) -> bytes:
    """The next message; empty where there is none."""
    head = stream.read(HEAD)
    return bytes(stream.read(int.from_bytes(head, "big"))) if len(head) == HEAD else b""


def _serve(asked: BinaryIO, answered: BinaryIO) -> None:
    """In the child: do what is asked until the parent goes."""
    module, function, argument, path, megabytes = decoded(_next(asked))
    sys.path[:] = path
    jobs = getattr(importlib.import_module(module), function)(argument)
    logged: Logged = []
    log_into(logged)
    limit_memory(megabytes)
    answered.write(message(b"begun"))
    answered.flush()
    while request := _next(asked):
        logged.clear()
        answered.write(message(_answer(jobs, request, logged)))
        answered.flush()


def _answer(jobs: Any, request: bytes, logged: Sequence[Any]) -> bytes:
    try:
        job, value = decoded(request)
        return encoded(["done", jobs[job](value), logged])
    except BaseException as error:
        outcome = Outcome.of_failure(told(error))
        return encoded([outcome.kind, outcome.said, logged])


def _main() -> None:
    asked, answered = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)  # what a job prints is no answer
    sys.stdout = sys.stderr
    _serve(asked, answered)


if __name__ == "__main__":
    _main()
