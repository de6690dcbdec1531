"""Seclusion, in the child: it ends with its parent, and nothing it does reaches the parent's streams and files."""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
from typing import Final

if sys.platform != "win32":
    import resource

_PR_SET_PDEATHSIG: Final = 1  # Source: prctl(2)


def be_a_child_of(parent: int) -> None:
    """Make a fork of this process a worker: it ends with its parent, and nothing it does reaches the parent's streams and files."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, ctypes.c_ulong(signal.SIGKILL))
    if os.getppid() != parent:  # it ended before that
        os._exit(0)
    os.setpgid(0, 0)  # what a job starts is killed with it
    _let_signals_be()
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    gc.freeze()  # what the parent left as garbage must not be closed, and flushed, here
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _let_signals_be() -> None:
    for number in signal.valid_signals():
        if callable(signal.getsignal(number)):
            signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)  # out of the terminal's group, it may still write there
    signal.set_wakeup_fd(-1)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
