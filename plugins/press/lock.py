"""The lock: one build of an output at a time; the lock of a process that is dead is none."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from manuscript.problems import ContentError, Problem

_PAUSE: Final = 0.1  # seconds between two attempts
_NO_LINK: Final = getattr(os, "O_NOFOLLOW", 0)  # not on Windows


@contextmanager
def taken(file: Path, output: str, *, wait_seconds: float, told: Callable[[str], None]) -> Iterator[None]:
    """Within, this process has the lock in the file ``file``, for the output of that name.

    The system holds the lock for as long as the process lives, so none has to be healed. The file
    stays: another process may have it open. It holds the number of the process, to tell others.
    ``told`` is called once when there is something to wait for.

    Raises ContentError (``locked``): the lock was not free within ``wait_seconds``. Raises OSError.
    """
    descriptor = _waited_for(file, output, wait_seconds=wait_seconds, told=told)
    try:
        _write_number(descriptor, f"{os.getpid()}\n")
        yield
    finally:
        _write_number(descriptor, "")
        _free(descriptor)
        os.close(descriptor)


def _waited_for(file: Path, output: str, *, wait_seconds: float, told: Callable[[str], None]) -> int:
    until = time.monotonic() + wait_seconds
    waits = False
    while True:
        descriptor = _opened(file)
        try:
            if _lock(descriptor) and _is_still(file, descriptor):
                return descriptor
            holder = _holder(descriptor)
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
        if time.monotonic() >= until:
            raise ContentError(Problem(output, 0, 0, "locked", f"{holder} is building this output", "Wait for it, or end it"))
        if not waits:
            told(f"Waiting for {holder}, which is building {output}.")
            waits = True
        time.sleep(_PAUSE)


def _opened(file: Path) -> int:
    return os.open(file, os.O_RDWR | os.O_CREAT | _NO_LINK, 0o644)


def _is_still(file: Path, descriptor: int) -> bool:
    """Whether the file that is locked is the one that others will find: somebody may have removed its folder."""
    try:
        return os.path.samestat(os.fstat(descriptor), file.lstat())
    except FileNotFoundError:
        return False


def _holder(descriptor: int) -> str:
    os.lseek(descriptor, 0, os.SEEK_SET)
    number = os.read(descriptor, 20).strip()
    return f"process {number.decode()}" if number.isdigit() else "another process"


def _write_number(descriptor: int, text: str) -> None:
    with suppress(OSError):  # on a full disk the lock holds as well
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, text.encode())


if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30  # a byte behind the number: others could not read one that is locked

    def _lock(descriptor: int) -> bool:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

    def _free(descriptor: int) -> None:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _free(descriptor: int) -> None:
        # Not by closing alone: a child that was forked meanwhile has the lock too.
        fcntl.flock(descriptor, fcntl.LOCK_UN)
