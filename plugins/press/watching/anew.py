"""Anew: the same command from its beginning, in the place of this process, so that changed code is read."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

from press.watching import sockets


def begin_anew(listener: socket.socket | None, here: Path) -> NoReturn:
    """Run the command of this process once more, from the folder that it was given in, and with its listening socket.

    Every other file and connection is closed, every thread ends. Raises SystemExit where a program cannot take the place of
    another (Windows): a child has run it. Raises OSError.
    """
    command = [sys.executable, *sys.orig_argv[1:]]
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os.chdir(here)
    if os.name == "posix":
        if listener is not None:
            sockets.hand_over(listener)
        os.execv(sys.executable, command)
    if listener is not None:
        listener.close()
    raise SystemExit(subprocess.call(command))
