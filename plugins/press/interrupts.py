"""Interrupts: signals that end a program become exceptions, and wait while a step must not be cut in two."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Final

# SIGHUP is not on every system.
_NUMBERS: Final = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))

# The signals that came while they were held; None while they are not.
_waiting: list[int] | None = None


class Interrupted(KeyboardInterrupt):
    """The program was told to end, as by Ctrl-C, but by another signal; ``number`` says which."""

    def __init__(self, number: int) -> None:
        super().__init__(f"signal {number}")
        self.number = number


@contextmanager
def as_exceptions() -> Iterator[None]:
    """Within, SIGTERM and SIGHUP raise Interrupted as SIGINT raises KeyboardInterrupt.

    What is ignored (by ``nohup``, in the background) stays ignored, and handlers of others stay.
    Does nothing outside the main thread, where signals are not delivered.
    """
    before = _taken_over() if _is_main() else ()
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)


@contextmanager
def held() -> Iterator[None]:
    """Within, these signals wait; the first that came is raised at the end.

    For steps that are short and have to be whole. Done by a handler and not by a mask: with a
    second thread, which a mask leaves open, Python would run the handler in the main thread all
    the same.
    """
    global _waiting
    if _waiting is not None or not _is_main():
        yield
        return
    with as_exceptions():
        came: list[int] = []
        _waiting = came
        try:
            yield
        finally:
            _waiting = None
            if came:
                _ended(came[0], None)


def _taken_over() -> tuple[tuple[int, Any], ...]:
    defaults = (signal.SIG_DFL, signal.default_int_handler)
    return tuple((number, signal.signal(number, _ended)) for number in _NUMBERS if signal.getsignal(number) in defaults)


def _ended(number: int, frame: FrameType | None) -> None:
    if _waiting is not None:
        _waiting.append(number)
    elif number == signal.SIGINT:
        raise KeyboardInterrupt
    else:
        raise Interrupted(number)


def _is_main() -> bool:
    return threading.current_thread() is threading.main_thread()
