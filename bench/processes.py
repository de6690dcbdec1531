"""What one command takes: seconds of the clock, and, where it is asked for, the most memory it held (Linux)."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tools import ROOT

_EVERY = 0.1  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True)
class Memory:
    """The most memory that a command held, in MB (10⁶ bytes).

    ``main`` is the peak of its own process; ``together`` what all its processes held at once, in which memory that they share
    is counted once.
    """

    main: float
    together: float


def seconds(command: Sequence[str], folder: Path) -> float:
    """How long a command takes in a folder, with our packages within its reach. Exits where it fails.

    What earlier commands left to be written to the disk is written first.
    """
    _settle()
    started = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True)
    taken = time.perf_counter() - started
    if done.returncode:
        sys.exit(_failed(command, done.stdout + done.stderr))
    return taken


def memory(command: Sequence[str], folder: Path) -> Memory:
    """The memory that a command takes, looked at ten times a second; 0 where the system does not tell. Exits where it fails."""
    main = together = 0.0
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=folder, env=environment(), stdout=said, stderr=said)
        while process.poll() is None:
            main = max(main, _kilobytes(Path(f"/proc/{process.pid}/status"), "VmHWM:") * 1024 / 1e6)
            held = sum(_kilobytes(Path(f"/proc/{one}/smaps_rollup"), "Pss:") for one in _family(process.pid))
            together = max(together, held * 1024 / 1e6)
            time.sleep(_EVERY)
        if process.returncode:
            said.seek(0)
            sys.exit(_failed(command, said.read().decode(errors="replace")))
    return Memory(main, max(main, together))


def environment() -> dict[str, str]:
    """The environment of every command."""
    return {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}


def _failed(command: Sequence[str], said: str) -> str:
    return f"{' '.join(command)}\n{said[-4000:]}"


def _settle() -> None:
    if hasattr(os, "sync"):
        os.sync()


def _family(pid: int) -> list[int]:
    """A process and all that it has started, as far as the system tells."""
    found = [pid]
    for one in found:
        try:
            for thread in Path(f"/proc/{one}/task").iterdir():
                found.extend(int(child) for child in (thread / "children").read_text().split())
        except OSError:  # gone by now
            continue
    return found


def _kilobytes(file: Path, key: str) -> int:
    try:
        return next(int(line.split()[1]) for line in file.read_text().splitlines() if line.startswith(key))
    except (OSError, StopIteration):  # gone by now, or another system
        return 0
