"""A child process, as this process sees it: asked, and stopped with all that it started."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Final

from press.workers.messages import CHUNK
from press.workers.outcomes import End


@dataclass(slots=True, eq=False)
class Child:
    """A child process and our ends of the two pipes to it; ``pid`` is 0 when it is not ours (any more).

    ``resident`` is what this process had in memory when it forked, in bytes.
    """

    pid: int
    asks: int
    answers: int
    resident: int

    def take_charge(self) -> None:
        """Make our ends of the pipes ready to be asked by, and see to it that forks of this process leave the child alone."""
        for end in (self.asks, self.answers):
            os.set_blocking(end, False)
        _LIVING.add(self)

    def stop(self) -> End:
        """How the child ended: it is killed with all that it started, if it has not ended before."""
        with uninterrupted():
            if not (pid := self.pid):
                return End()
            self.forget()
            _LIVING.discard(self)
            for kill in (os.killpg, os.kill):  # the first reaches nobody before the child has made its group
                with suppress(ProcessLookupError, PermissionError):
                    kill(pid, signal.SIGKILL)
            try:
                _, status, used = os.wait4(pid, 0)
            except ChildProcessError:  # somebody else has waited for it
                return End()
            # Kilobytes on Linux, and where it is another unit we do not know what to compare it with.
            grown = used.ru_maxrss * 1024 - self.resident if self.resident else 0
            return End(os.waitstatus_to_exitcode(status), grown)

    def forget(self) -> None:
        """Close the pipes, and leave the child alone."""
        self.pid = 0
        for end in (self.asks, self.answers):
            with suppress(OSError):
                os.close(end)

    def send(self, unsent: memoryview) -> memoryview:
        """What is left to send, when the pipe holds what it can. Raises OSError."""
        try:
            return unsent[os.write(self.asks, unsent) :]
        except BrokenPipeError:  # it has ended, and may have said why
            return unsent[:0]

    def receive(self) -> bytes:
        """What the pipe holds of an answer. Raises EOFError: the child has ended. Raises OSError."""
        if not (received := os.read(self.answers, CHUNK)):
            raise EOFError
        return received


@contextmanager
def uninterrupted() -> Iterator[None]:
    """No signal is handled meanwhile: an exception between two steps would leave a child or a pipe behind."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    try:
        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_LIVING: Final[set[Child]] = set()


def _forget_all() -> None:
    """In a fork of this process: its children are not the fork's, and would not see their pipes end while it holds them."""
    for child in _LIVING:
        child.forget()
    _LIVING.clear()


if hasattr(os, "fork"):
    os.register_at_fork(after_in_child=_forget_all)
