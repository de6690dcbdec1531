"""Serving, in the child: what is asked is done, until the parent goes."""

from __future__ import annotations

import math
import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Final, NoReturn

from press.workers.failures import TooCostly, told
from press.workers.logged import Logged, log_into
from press.workers.memory import MEGABYTE, limit_memory
from press.workers.messages import decoded, encoded, read_message, write_message
from press.workers.outcomes import NO_MEMORY

Jobs = Mapping[str, Callable[[Any], Any]]

# Of the thread that does the jobs. Python's recursion limit needs a small part of it; what libraries in C need on top is not known.
_STACK: Final = 64 * MEGABYTE


def serve(jobs: Jobs, asked: int, answered: int, *, seconds: float, megabytes: int) -> NoReturn:
    """Do what is asked until the parent goes, and end this process.

    It is done in a thread of its own: how deep a text may be nested must not depend on how deep the parent stood when it forked.
    """
    threading.stack_size(_STACK)
    thread = threading.Thread(target=_serve, args=(jobs, asked, answered), kwargs={"seconds": seconds, "megabytes": megabytes})
    thread.start()
    thread.join()
    os._exit(0)


def _serve(jobs: Jobs, asked: int, answered: int, *, seconds: float, megabytes: int) -> None:
    logged: Logged = []
    log_into(logged)
    try:
        limit_memory(megabytes)
        with suppress(OSError):  # the parent is gone
            while request := read_message(asked):
                logged.clear()
                signal.alarm(math.ceil(seconds) + 1)  # should the parent be gone and the child not know
                answer = _answer(jobs, request, logged)
                signal.alarm(0)
                write_message(answered, answer)
    except MemoryError:
        os._exit(NO_MEMORY)


def _answer(jobs: Jobs, request: bytearray, logged: Logged) -> bytes:
    """The answer to a request. Raises MemoryError."""
    try:
        job, value = decoded(request)
        return encoded(["done", jobs[job](value), logged])
    except MemoryError:
        raise
    except BaseException as error:
        failure = told(error)
        kind, said = ("costly", (str(failure),)) if isinstance(failure, TooCostly) else ("failed", failure.args)
        return encoded([kind, said, logged])
    finally:
        with suppress(Exception):
            sys.stderr.flush()
