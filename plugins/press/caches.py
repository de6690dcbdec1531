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


def secret() -> str:
    """What only this user's builds know, 64 hex digits: it is part of the name of all that is kept, so that nobody else can plant anything.

    A project may come with a folder of caches. Where there is no place for it, it is another in each process: nothing is known then.
    """
    global _made
    if not _made:
        _made = _kept_secret() or os.urandom(32).hex()
    return _made


_made = ""


def _kept_secret() -> str:
    with suppress(OSError, RuntimeError, ValueError):  # no home, or one that is not ours
        base = os.environ.get("XDG_CACHE_HOME", "")
        file = (Path(base) if base.startswith("/") else Path.home() / ".cache") / "pamphleteer" / "secret"
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileExistsError):
            made = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            os.write(made, os.urandom(32).hex().encode())
            os.close(made)
        found = file.read_text(encoding="ascii")
        return found if len(bytes.fromhex(found)) == 32 else ""
    return ""


def strange(file: Path) -> tuple[Path, ...]:
    """What stands in the place of an SQLite file, or of one beside it, and is no file. Raises OSError.

    What is written through a link is written elsewhere, and to open a pipe takes for ever.
    """
    paths = (file.with_name(f"{file.name}{end}") for end in _ENDS)
    return tuple(path for path in paths if os.path.lexists(path) and not stat.S_ISREG(path.lstat().st_mode))
