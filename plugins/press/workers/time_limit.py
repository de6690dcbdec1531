"""A limit of time for what must run in this process."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

from press.workers.failures import too_long


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """A limit of time for what must run in this process.

    Only in the main thread, and where there are timers (not on Windows); elsewhere it does nothing. A
    library in C is stopped only when it asks for signals, as ``re`` does. An outer timer that ends
    sooner stays in charge; one that ends later is set again at the end, less the time that has passed.

    Raises TooCostly: the time, in seconds above 0, is over.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    left, interval = signal.getitimer(signal.ITIMER_REAL)
    if 0 < left <= seconds:
        yield
        return
    began = time.monotonic()
    outer = signal.signal(signal.SIGALRM, _ringing(seconds))
    try:
        # Again and again: an exception can be lost, in a destructor or in an "except" for all.
        signal.setitimer(signal.ITIMER_REAL, seconds, seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        signal.signal(signal.SIGALRM, signal.SIG_DFL if outer is None else outer)
        if left:
            signal.setitimer(signal.ITIMER_REAL, max(left - (time.monotonic() - began), 1e-6), interval)


def _ringing(seconds: float) -> Callable[[int, object], NoReturn]:
    def ring(_number: int, _frame: object) -> NoReturn:
        raise too_long(seconds)

    return ring
