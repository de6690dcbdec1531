"""Caches: where the press keeps what spares it work; nothing is lost with it but time."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final

# Of an SQLite file, and of those that SQLite puts beside it.
_ENDS: Final = ("", "-journal", "-wal", "-shm")


def folder() -> Path:
    """The folder of caches of the project that is worked on, which is made, and which git ignores. It may be impossible to make.

    Where it is a link, nothing is written there: it would be written elsewhere.
    """
    found = Path.cwd() / ".cache"
    with suppress(OSError):
        if found.is_symlink():
            return found
        found.mkdir(exist_ok=True)
        with (found / ".gitignore").open("x", encoding="ascii") as stream:
            stream.write("*\n")
    return found


def strange(file: Path) -> tuple[Path, ...]:
    """What stands in the place of an SQLite file, or of one beside it, and is no file. Raises OSError.

    What is written through a link is written elsewhere, and to open a pipe takes for ever.
    """
    paths = (file.with_name(f"{file.name}{end}") for end in _ENDS)
    return tuple(path for path in paths if os.path.lexists(path) and not stat.S_ISREG(path.lstat().st_mode))
