"""Marks: what tells of each file and folder of a site, without a look into them, whether somebody touched it.

The mark of a leaf (see ``foreign.Tree``) is its inode, size, time of change of its data and of itself, and number of names. Who gives a
file another name, or takes one away, changes the time of the file itself; so that time counts only where the number is what it was.
The stamp of a folder is its inode, both times and its mode: while it is the same, no name in the folder came, went or changed its file.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from struct import Struct
from typing import Final

_LEAF: Final = Struct("=5q")
_FOLDER: Final = Struct("=4q")
_LARGEST: Final = 0x7FFF_FFFF_FFFF_FFFF  # some systems number inodes beyond it
SIZE: Final = _LEAF.size  # bytes of a mark
DOUBTFUL: Final = bytes(SIZE)  # the mark of no file: is never as it was left; also of an empty folder, of which its stamp tells
_TICKS: Final = 25  # how often a clock is looked at that does not go on, 2 ms each


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of a site: its stamp, its leaves by name, each with its mark, and which of these no build has written.

    The one leaf of an empty folder has the name "".
    """

    stamp: bytes
    leaves: dict[str, bytes]
    foreign: frozenset[str] = frozenset()


def mark(path: str) -> bytes:
    """The mark of what stands there, links not followed; empty where nothing does."""
    try:
        status = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return b""
    return _LEAF.pack(status.st_ino & _LARGEST, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_nlink)


def stamp(path: str, *, top: bool = False) -> bytes:
    """The stamp of the folder; nothing where none stands. The ``top`` of a site takes other names, which changes its own time."""
    try:
        status = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return b""
    if not stat.S_ISDIR(status.st_mode):
        return b""
    if top:
        return _FOLDER.pack(status.st_ino & _LARGEST, status.st_mtime_ns, 0, 0)
    return _FOLDER.pack(status.st_ino & _LARGEST, status.st_mtime_ns, status.st_ctime_ns, status.st_mode)


def inode(path: Path) -> int:
    """The number of what stands there, as marks have it; 0 where nothing does."""
    try:
        return path.lstat().st_ino & _LARGEST
    except (FileNotFoundError, NotADirectoryError):
        return 0


def is_same(before: bytes, now: bytes) -> bool:
    """Whether the leaf is as it was, whatever other names its file has got or lost."""
    if before == now:
        return True
    return is_linked(before, now) and _LEAF.unpack(before)[4] != _LEAF.unpack(now)[4]


def is_linked(before: bytes, now: bytes) -> bool:
    """Whether the leaf is the same file with the same data, by inode, size and time."""
    return before[:24] == now[:24]


def is_copied(before: bytes, now: bytes) -> bool:
    """Whether the leaf has the size and time that the other has, of which it is a copy."""
    return before[8:24] == now[8:24]


def is_same_file(before: bytes, now: bytes) -> bool:
    """Whether the two are one file, whatever is in it."""
    return before[:8] == now[:8]


def mode(stamped: bytes) -> int:
    """The mode of the folder that was stamped."""
    return int(_FOLDER.unpack(stamped)[3])


def look(root: Path, path: str) -> tuple[Folder, tuple[str, ...]]:
    """The folder at a path in the site as it is now, and the paths of the folders in it. Raises OSError."""
    here = os.path.join(root, path) if path else os.fspath(root)  # noqa: PTH118
    before = stamp(here, top=not path)  # ahead of the names, so that what comes meanwhile is seen next time
    with os.scandir(here) as entries:
        found = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)
    leaves = {name: mark(f"{here}/{name}") for name, is_folder in found if not is_folder}
    inner = tuple(f"{path}/{name}" if path else name for name, is_folder in found if is_folder)
    return Folder(before, leaves if found or not path else {"": DOUBTFUL}), inner


def scan(root: Path, *starts: str) -> dict[str, Folder]:
    """Every folder at or below these paths in the site as it is now, by path. Raises OSError."""
    found: dict[str, Folder] = {}
    waiting = list(starts)
    while waiting:
        path = waiting.pop()
        found[path], inner = look(root, path)
        waiting += inner
    return found


def full(path: str, name: str) -> str:
    """The name of a leaf in the folder at a path, relative to the site; with a slash at its end where it is that folder."""
    return f"{path}/{name}" if path else name


def parted(leaf: str) -> tuple[str, str]:
    """The path of the folder that a leaf is in, and its name there."""
    path, _, name = leaf.rpartition("/")
    return path, name


def folders_of(leaves: Iterable[str]) -> set[str]:
    """The paths of all folders that these leaves are in, the top of the site with them."""
    found = {""}
    for leaf in leaves:
        path = parted(leaf)[0]
        while path not in found:
            found.add(path)
            path = path.rpartition("/")[0]
    return found


def marks_of(root: Path, path: str, names: Iterable[str]) -> bytes:
    """The marks of these leaves of one folder, one after another."""
    here = f"{root}/{path}/" if path else f"{root}/"
    return b"".join([mark(here + name) if name else DOUBTFUL for name in names])


def others(root: Path, known: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The folders of the site whose stamp is not the one that is known, each with its own; nothing where none stands."""
    here, lstat, pack = f"{root}/", os.lstat, _FOLDER.pack
    for path, before in known.items():  # one by one this is the most of what a build that changes nothing does
        try:
            status = lstat(here + path)
        except (FileNotFoundError, NotADirectoryError):
            yield path, b""
            continue
        now = pack(status.st_ino & _LARGEST, status.st_mtime_ns, status.st_ctime_ns, status.st_mode)
        if now != before and (now := stamp(here + path, top=not path)) != before:
            yield path, now


def outlive(folder: Path) -> None:
    """Return when what is changed from now on has a later time than what was, as the file system has times. Raises OSError.

    A file system takes the time from a clock that ticks every few milliseconds. One that ticks every second is not waited for.
    """
    os.utime(folder)
    begun = folder.lstat().st_ctime_ns
    for _ in range(_TICKS):
        os.utime(folder)
        if folder.lstat().st_ctime_ns > begun:
            return
        time.sleep(0.002)
