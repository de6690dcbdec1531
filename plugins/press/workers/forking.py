"""Forking: a child made of this process, with a pipe to ask it and one for its answers."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable
from contextlib import suppress

from press.workers.child import Child
from press.workers.memory import resident
from press.workers.seclusion import be_a_child_of


def fork(serve: Callable[[int, int], None]) -> Child:
    """A new child, which serves: the ends of the pipes are those where it is asked, and where it answers. Raises OSError."""
    parent = os.getpid()
    ends: list[int] = []
    try:
        _fill_standard_streams()
        ends += os.pipe()
        ends += os.pipe()
        before = resident()
        pid = _quiet_fork()
    except BaseException:  # a child that has been made sees that there is nobody, and ends
        for end in ends:
            os.close(end)
        raise
    asked, asks, answers, answered = ends
    if pid == 0:
        try:
            os.close(asks)
            os.close(answers)
            be_a_child_of(parent)
            serve(asked, answered)
        finally:
            os._exit(1)
    child = Child(pid, asks, answers, before)
    try:
        for end in (asked, answered):
            os.close(end)
        child.take_charge()
    except BaseException:
        child.stop()
        raise
    return child


def _fill_standard_streams() -> None:
    """See to it that the descriptors 0 to 2 are taken: a pipe that got one of them would be written to by anybody."""
    while (end := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(end)


def _quiet_fork() -> int:
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError, ValueError):
            stream.flush()  # or the child would write it a second time
    with warnings.catch_warnings():
        # Python 3.12 and later warn where a library has started threads. The child uses none of them.
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()
