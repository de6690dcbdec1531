"""The disk: what the exchange asks of the system and Python does not have: swap two names, flush, remove for good."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, Final

# What a system or file system says that knows no swapping. EPERM: some sandboxes say it of any call that is new to them.
_UNABLE: Final = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EXDEV, errno.EPERM})
_HERE: Final = -100  # AT_FDCWD, the working folder. Source: Linux, fcntl.h
_EXCHANGE: Final = 2  # RENAME_EXCHANGE of Linux, linux/fs.h; RENAME_SWAP of macOS, sys/stdio.h


def swap(one: Path, other: Path) -> bool:
    """Whether the two names, both there and on one file system, were exchanged in one step; False where the system cannot.

    Source: renameat2(2) of Linux 3.15, renamex_np(2) of macOS 10.12. Raises OSError.
    """
    names = (os.fsencode(one), os.fsencode(other))
    if function := _c("renameat2"):
        done = function(_HERE, names[0], _HERE, names[1], _EXCHANGE)
    elif function := _c("renamex_np"):
        done = function(*names, _EXCHANGE)
    else:
        return False
    return _is_done(done, one, other)


def flush(folder: Path, *, only: Iterable[str] | None = None) -> None:
    """Return when everything in the folder is on the disk, or ``only`` these files and folders in it. Raises OSError.

    By syncfs on Linux: one call for all files. It reports what could not be written from Linux 5.8
    on. Elsewhere each file is flushed; links and the like are part of their folder.
    """
    if (function := _c("syncfs")) and _is_done(_opened(folder, function), folder):
        return
    if only is not None:
        paths = [folder / path for path in only]
    else:
        paths = [Path(here, name) for here, _, names in os.walk(folder, onerror=_raise) for name in (".", *names)]
    for path in paths:
        with suppress(PermissionError):  # another's, and so not written by this build
            if stat.S_ISREG(mode := path.lstat().st_mode):
                _opened(path, os.fsync)
            elif stat.S_ISDIR(mode):
                flush_names(path)


def flush_names(folder: Path) -> None:
    """Return when the names in the folder are on the disk, where the system knows of such a thing. Raises OSError."""
    if os.name == "posix":
        _opened(folder, os.fsync)


def remove(path: Path) -> None:
    """Remove what stands there, whatever it is; folders that are read-only too; nothing is fine. Raises OSError.

    A link is removed, never followed. Of files nothing is changed before they go: what has another
    name elsewhere stays there as it is.
    """
    if path.is_symlink() or not path.is_dir():
        path.unlink(missing_ok=True)
        return
    try:
        shutil.rmtree(path)
    except PermissionError:
        _open_up(path)
        shutil.rmtree(path)


def _open_up(folder: Path) -> None:
    """Let the owner list the folders in it, and remove from them."""
    folders = [folder]
    while folders:
        here = folders.pop()
        with suppress(PermissionError):  # another's: the removal will say so
            here.chmod(0o700)
        with os.scandir(here) as entries:
            folders += [Path(entry.path) for entry in entries if entry.is_dir(follow_symlinks=False)]


def _opened(path: Path, use: Callable[[int], Any]) -> Any:
    descriptor = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)  # Windows flushes only what may be written
    try:
        return use(descriptor)
    finally:
        os.close(descriptor)


def _is_done(result: int, *paths: Path) -> bool:
    """Whether a call succeeded; False where the system cannot. Raises OSError: it can, and failed."""
    if result == 0:
        return True
    number = ctypes.get_errno()
    if number in _UNABLE:
        return False
    first, *second = map(str, paths)
    raise OSError(number, os.strerror(number), first, *(part for path in second for part in (None, path)))


@cache
def _c(name: str) -> Any:
    """The function of the C library, or None where there is none of that name."""
    if sys.platform == "win32":
        return None
    return getattr(ctypes.CDLL(None, use_errno=True), name, None)


def _raise(error: OSError) -> None:
    raise error
