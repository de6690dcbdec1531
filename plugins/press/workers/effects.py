"""Effects: what a job does beside making something of its value, such as reading a file; what it makes is then not kept."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

# Of the events that Python tells. Source: https://docs.python.org/3/library/audit_events.html
_EVENTS: Final = (
    "open", "os.", "pty.", "shutil.", "glob.", "tempfile.", "subprocess.", "socket.", "urllib.", "http.", "ftplib.", "smtplib.",
    "sqlite3.", "mmap.",
)  # fmt: skip
_IMPORT: Final = ("<frozen importlib", "<frozen zipimport")
_INSTALLED: Final = tuple(
    f"{os.path.realpath(folder)}{os.sep}" for name in ("stdlib", "platstdlib", "purelib", "platlib") if (folder := sysconfig.get_path(name))
)


@contextmanager
def noted() -> Iterator[list[str]]:
    """Within, what this process does to files, to the network and to other processes is noted, in words.

    To import and to read what is installed is no effect: that is part of the code.
    """
    global _noting
    if not _HOOKED:
        sys.addaudithook(_hear)
        _HOOKED.append(True)
    before, found = _noting, list[str]()
    _noting = found
    try:
        yield found
    finally:
        _noting = before


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    if _noting is None or not event.startswith(_EVENTS) or _is_import():
        return
    about = arguments[0] if arguments else ""
    name = os.fsdecode(about) if isinstance(about, str | bytes | os.PathLike) else ""
    if name and _is_code(os.path.realpath(name)):
        return
    _noting.append(f"{event} {name}".strip())


def _is_code(name: str) -> bool:
    """Whether it is installed, or where Python looks for modules and for what distributions say of themselves."""
    return name.startswith(_INSTALLED) or name in map(os.path.realpath, sys.path) or ".dist-info" in name or ".egg-info" in name


def _is_import() -> bool:
    """Whether it is Python's own import that does something; what an imported module does is another matter."""
    return sys._getframe(2).f_code.co_filename.startswith(_IMPORT)


_noting: list[str] | None = None  # audit hooks cannot be taken away again
_HOOKED: Final[list[bool]] = []
