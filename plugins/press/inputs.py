"""Inputs: every file that a build has read and every folder that it has listed, and whether they are still what they were.

Python tells of each file that is opened (audit events), whoever opens it: Pelican, a plugin, the settings. What a build did
besides, such as starting another program, cannot be told again from files; then ``beyond`` says so.

Source: PEP 578, and the table of audit events in Python's documentation.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

Stat = tuple[int, ...]  # of a file: size, times of content and of inode in nanoseconds, inode; empty where there is none

# The clock of a file system may be this coarse: what was changed so shortly before it was looked at may have been changed again.
_RACY_NS: Final = 2_000_000_000
# What comes and goes beside what is read.
_PASSING: Final = frozenset({"__pycache__", ".git", ".cache"})
_BEYOND: Final = {
    "subprocess.Popen": "another program was started",
    "os.system": "another program was started",
    "socket.connect": "another machine was asked",
}


@dataclass(slots=True)
class Inputs:
    """What was read: ``files`` by absolute path, ``folders`` with the names in them; ``beyond`` what files do not tell."""

    files: dict[str, Stat] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)  # of files that were young when they were read
    folders: dict[str, tuple[str, ...]] = field(default_factory=dict)
    aside: list[str] = field(default_factory=list)  # folders, by absolute path, whose names do not count
    beyond: str = ""

    def take(self, path: str) -> None:
        """Take in a file, as it is now, unless it is known."""
        if path not in self.files:
            self.files[path] = found = stat_of(path)
            if found and max(found[1], found[2]) > time.time_ns() - _RACY_NS:
                self.digests[path] = digest_of(path)

    def take_folder(self, path: str) -> None:
        """Take in the names in a folder, unless it is known."""
        if path not in self.folders:
            self.folders[path] = ()  # known from here on: to list it is heard, too
            self.folders[path] = _names(path, ())

    def changed(self) -> Iterator[str]:
        """Every file and folder that is not what it was, by its absolute path."""
        for path, before in self.files.items():
            if stat_of(path) != before or (path in self.digests and digest_of(path) != self.digests[path]):
                yield path
        for path, names in self.folders.items():
            if _names(path, self.aside) != tuple(name for name in names if os.path.join(path, name) not in self.aside):  # noqa: PTH118
                yield path

    def as_data(self) -> dict[str, Any]:
        """As data for JSON."""
        return {"files": self.files, "digests": self.digests, "folders": self.folders, "aside": self.aside, "beyond": self.beyond}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Inputs:
        """What ``as_data`` gave. Raises KeyError, TypeError and ValueError: it is something else."""
        files = {str(path): tuple(map(int, found)) for path, found in data["files"].items()}
        folders = {str(path): tuple(map(str, names)) for path, names in data["folders"].items()}
        return cls(files, dict(data["digests"]), folders, list(map(str, data["aside"])), str(data["beyond"]))


def stat_of(path: str) -> Stat:
    """What tells one state of a file from another; empty where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - ten thousand of them
    except (OSError, ValueError):
        return ()
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def digest_of(path: str) -> str:
    """The digest of a file's bytes, 32 hex digits; empty where it cannot be read."""
    try:
        with open(path, "rb", opener=_at_once) as stream:
            return hashlib.blake2b(stream.read() or b"", digest_size=16).hexdigest()
    except (OSError, ValueError):
        return ""


def _at_once(path: str, flags: int) -> int:
    """A descriptor that does not wait for whoever writes into a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def modules() -> Iterator[str]:
    """The file of every module that is loaded."""
    for module in tuple(sys.modules.values()):
        file = getattr(module, "__file__", None)
        if isinstance(file, str):
            yield os.path.abspath(file)  # noqa: PTH100


@contextmanager
def observed(aside: Callable[[str], bool]) -> Iterator[Inputs]:
    """Within, what this process reads is taken in, but for what is ``aside``, by its absolute path."""
    global _now
    inputs = Inputs()
    _hook()
    before, _now = _now, (inputs, aside)
    try:
        yield inputs
    finally:
        _now = before


_now: tuple[Inputs, Callable[[str], bool]] | None = None
_hooked = False
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


def _hook() -> None:
    """Listen to audit events, for as long as the process lives: a hook cannot be taken back."""
    global _hooked
    if not _hooked:
        _hooked = True
        sys.addaudithook(_heard)


def _heard(event: str, arguments: tuple[Any, ...]) -> None:
    if _now is None or event not in _EVENTS:
        return
    inputs, aside = _now
    if event in _BEYOND:
        inputs.beyond = inputs.beyond or _BEYOND[event]
        return
    path = _absolute(arguments[0])
    if not path or path.endswith(".pyc") or aside(path):
        return
    if event != "open":
        inputs.take_folder(path)
    elif not (isinstance(arguments[2], int) and arguments[2] & _WRITING):
        inputs.take(path)


_EVENTS: Final = frozenset({"open", "os.listdir", "os.scandir", *_BEYOND})


def _absolute(path: Any) -> str:
    try:
        return os.path.abspath(os.fsdecode(path)) if isinstance(path, str | bytes | os.PathLike) else ""  # noqa: PTH100
    except (TypeError, ValueError, OSError):
        return ""


def _names(path: str, aside: Collection[str]) -> tuple[str, ...]:
    """The names in a folder, sorted, but for those that come and go, and those of folders that are aside."""
    try:
        names = os.listdir(path)  # noqa: PTH208 - names are wanted
    except (OSError, ValueError):
        return ()
    counted = (name for name in names if name not in _PASSING and not name.endswith((".press", ".pyc", "~")))
    return tuple(sorted(name for name in counted if os.path.join(path, name) not in aside))  # noqa: PTH118


class Below:
    """Folders, which say of a path whether it belongs to them."""

    def __init__(self, *folders: str) -> None:
        self._starts: tuple[str, ...] = ()
        self.add(*folders)

    def add(self, *folders: str) -> None:
        """Add folders, relative to the present one."""
        self._starts += tuple(f"{os.path.abspath(folder)}{os.sep}" for folder in folders)  # noqa: PTH100

    def __call__(self, path: str) -> bool:
        """Whether a path is one of them, or lies in one."""
        return f"{path}{os.sep}".startswith(self._starts)


def day_and_machine() -> tuple[str, ...]:
    """What else a build may depend on: the day, the version of Python, the environment but for what every command changes."""
    passing = {"_", "OLDPWD", "SHLVL", "PYTEST_CURRENT_TEST", "COLUMNS", "LINES"}
    environment = sorted(f"{name}={value}" for name, value in os.environ.items() if name not in passing)
    return time.strftime("%Y-%m-%d %Z"), sys.version, *environment
