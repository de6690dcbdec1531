"""Builds in forks of one process that has imported everything once: what takes a second alone takes a fifth of it.

``Server`` is what tests use. Run as a program, this file is the process that forks; it never builds
itself, so no build finds what an earlier one left in memory.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

ROOT: Final = Path(__file__).resolve().parent.parent
SECONDS: Final = 40  # a safety limit: what takes as long hangs
# What builds import late; each build has it at once.
_EARLY: Final = (
    "babel.dates", "docutils.core", "docutils.parsers.rst.states", "docutils.writers.html4css1", "dateutil.parser", "feedgenerator",
    "jinja2.ext", "lxml.etree", "lxml.html", "markdown.extensions.codehilite", "markdown.extensions.extra", "markdown.extensions.meta",
    "markdown.extensions.toc", "nh3", "pelican", "press.__main__", "press.command", "sqlite3", "pygments.formatters", "pygments.lexers.python", "typogrify.filters",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ran:
    """A build that has ended: its exit code (``-9`` for a killed one), what it said, whether it hung or left processes."""

    code: int
    out: str
    err: str
    hung: bool = False
    orphans: bool = False


class Server:
    """A process that builds on request; one build at a time. ``environment`` is fixed for all of them (``PYTHONHASHSEED``)."""

    def __init__(self, **environment: str) -> None:
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LD_LIBRARY_PATH")}
        self._process = subprocess.Popen(
            [sys.executable, __file__],
            env={**kept, "PYTHONPATH": str(ROOT / "plugins"), "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(
        self,
        folder: Path,
        arguments: Sequence[str],
        *,
        plain: bool = False,
        environment: Mapping[str, str] | None = None,
        file_bytes: int = 0,
        seconds: int = SECONDS,
    ) -> Ran:
        """One build in ``folder``, by ``python -m press`` or plain ``pelican``; ``file_bytes`` limits each file that is written."""
        assert self._process.stdin
        assert self._process.stdout
        said = [folder.parent / "said.out", folder.parent / "said.err"]
        request = {
            "folder": str(folder), "arguments": list(arguments), "plain": plain, "environment": dict(environment or {}),
            "file_bytes": file_bytes, "seconds": seconds, "said": [str(file) for file in said],
        }  # fmt: skip
        print(json.dumps(request), file=self._process.stdin, flush=True)
        answer = json.loads(self._process.stdout.readline())
        out, err = (file.read_text(encoding="utf-8", errors="replace") for file in said)
        return Ran(answer["code"], out, err, answer["hung"], answer["orphans"])

    def close(self) -> None:
        """End the process."""
        self._process.communicate()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


# --- in the process that forks --------------------------------------------------------------------------


def _serve() -> None:
    for name in _EARLY:
        with contextlib.suppress(Exception):  # a press that cannot be imported says so in the build
            importlib.import_module(name)
    for line in sys.stdin:
        request = json.loads(line)
        child = os.fork()
        if not child:
            signal.signal(signal.SIGHUP, signal.SIG_DFL)  # the tests may run under nohup
            _build(request)  # and out of this loop, to an end like that of a program
            return
        print(json.dumps(_await(child, request["seconds"])), flush=True)


def _await(child: int, seconds: float) -> dict[str, Any]:
    """How the child ended; what it left behind is killed."""
    until = time.monotonic() + seconds
    hung = False
    while not (ended := os.waitpid(child, os.WNOHANG))[0]:
        if time.monotonic() > until:
            hung = True
            os.killpg(child, signal.SIGKILL)
        time.sleep(0.003)
    orphans = _has_members(child)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    return {"code": os.waitstatus_to_exitcode(ended[1]), "hung": hung, "orphans": orphans and not hung}


def _has_members(group: int) -> bool:
    """Whether a process of the group is there yet after half a second: what the child has just killed needs a moment."""
    for _ in range(50):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.01)
    return True


def _build(request: Mapping[str, Any]) -> None:
    os.setpgid(0, 0)
    os.chdir(request["folder"])
    _redirect(request["said"])
    os.environ.update(request["environment"])
    time.tzset()
    _give_up_power()
    if request["file_bytes"]:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # as Python starts: EFBIG, not a signal
        resource.setrlimit(resource.RLIMIT_FSIZE, (request["file_bytes"], request["file_bytes"]))
    sys.path[0] = request["folder"]
    sys.argv = ["pelican" if request["plain"] else "press", *request["arguments"]]
    if request["plain"]:
        importlib.import_module("pelican").main()
    else:
        sys.exit(importlib.import_module("press.__main__").main())


def _redirect(said: Sequence[str]) -> None:
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    for number, file in enumerate(said, 1):
        written = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        os.dup2(written, number)
        os.close(written)
    os.close(nothing)


# Source: linux/capability.h. Without these two, what may not be read cannot be read by root either.
_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH, _VERSION_3, _PR_CAPBSET_DROP = 1, 2, 0x20080522, 24


def _give_up_power() -> None:
    """Let modes of files count for root as for everybody else (Linux)."""
    if os.geteuid() or sys.platform != "linux":
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(_VERSION_3, 0)
    data = (ctypes.c_uint32 * 6)()
    if libc.capget(header, data):
        return
    for capability in (_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH):
        libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)
        for part in range(3):
            data[part] &= ~(1 << capability)
    libc.capset(header, data)


if __name__ == "__main__":
    _serve()
