"""Foreign files: what others put into an output, and how it gets into the site that takes its place."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

# What a file system says that has no hard links, or will make none of this file.
_NO_LINK: Final = frozenset(
    {errno.EPERM, errno.EACCES, errno.EXDEV, errno.EMLINK, errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}
)


@dataclass(frozen=True, slots=True)
class Tree:
    """What is in a folder, by path relative to it, with forward slashes.

    ``leaves`` are files, links and whatever else is no folder, and with a slash at the end the
    folders that are empty; ``folders`` are all folders. Links are not followed.
    """

    leaves: frozenset[str]
    folders: frozenset[str]


def tree(root: Path) -> Tree:
    """What is in the folder. Raises OSError: a folder in it cannot be read."""
    leaves: set[str] = set()
    folders: set[str] = set()
    waiting = [""]
    while waiting:
        here = waiting.pop()
        with os.scandir(root / here) as entries:
            found = [(f"{here}{entry.name}", entry.is_dir(follow_symlinks=False)) for entry in entries]
        leaves |= {name for name, is_folder in found if not is_folder}
        below = [name for name, is_folder in found if is_folder]
        folders.update(below)
        waiting += [f"{name}/" for name in below]
        if not found and here:
            leaves.add(here)
    return Tree(frozenset(leaves), frozenset(folders))


def foreign(old: Tree, new: Tree, written: Collection[str]) -> tuple[str, ...]:
    """The leaves of the old site that no build has ``written`` and that the new site does not have, sorted.

    An empty folder is none where the new site has something else: nothing is lost.
    """
    names = sorted(old.leaves - new.leaves - set(written))
    return tuple(name for name in names if not (name.endswith("/") and _has_place_of(name, new)))


def clashes(names: Collection[str], new: Tree) -> Iterator[str]:
    """A sentence for each of these names that cannot be beside the new site: one is a folder where the other is none."""
    for name in names:
        if name in new.folders:
            yield f"{shown(name)}, which no build has written, stands where the site has a folder"
        for folder in _folders_of(name):
            if folder in new.leaves:
                yield f"{shown(name)}, which no build has written, is in a folder where the site has a file"


def carry(names: Collection[str], old: Path, new: Path) -> None:
    """Give these leaves of the folder ``old`` the same names in the folder ``new`` as well, as ``give`` does.

    Folders get the mode, owner and times that they have. Nothing that is in ``new`` is replaced: a file system that ignores case may
    have the name. Raises OSError.
    """
    made: set[str] = set()
    for name in names:
        if name.endswith("/") or not os.path.lexists(new / name):
            made |= give((name,), old, new).folders
    for folder in made:  # at the end: a read-only folder takes no more
        attributes(old / folder, new / folder)


@dataclass(frozen=True, slots=True)
class Given:
    """What came of it: the folders that were made, and the leaves that had to be copied."""

    folders: frozenset[str]
    copied: frozenset[str]


def give(names: Iterable[str], old: Path, new: Path, *, replaces: bool = False) -> Given:
    """Give these leaves of the folder ``old`` the same names in the folder ``new`` as well; what came of it.

    They are hard-linked, or copied where that cannot be; links are links again and never followed. What has the name in ``new`` goes
    before, where one ``replaces`` the other. Raises OSError.
    """
    known, made, copied = {""}, set[str](), set[str]()
    for name in names:
        if (path := name.rpartition("/")[0]) not in known:
            made.update(_made(path, new, known))
        if name.endswith("/"):
            continue
        if replaces:
            (new / name).unlink(missing_ok=True)
        if not _link(f"{old}/{name}", f"{new}/{name}"):
            copied.add(name)
    return Given(frozenset(made), frozenset(copied))


def attributes(old: Path, new: Path) -> None:
    """Give the folder ``new`` the owner, as far as this user may, the mode and the times of the folder ``old``. Raises OSError."""
    hand_over(old, new)
    shutil.copystat(old, new)


def hand_over(old: Path, new: Path) -> None:
    """Give the folder ``new`` the owner of the folder ``old``, as far as this user may, and its mode. Raises OSError."""
    status = old.lstat()
    if hasattr(os, "chown"):
        with suppress(PermissionError):
            os.chown(new, status.st_uid, status.st_gid)
    new.chmod(stat.S_IMODE(status.st_mode))


def shown(name: str) -> str:
    """The name in one line, whatever is in it."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii") for sign in name)


def _has_place_of(name: str, new: Tree) -> bool:
    return name.rstrip("/") in new.folders or any(folder in new.leaves for folder in _folders_of(name))


def _folders_of(name: str) -> tuple[str, ...]:
    """The folders that a name is in, the outer first; of an empty folder itself too."""
    inside = PurePosixPath(f"{name}x" if name.endswith("/") else name)
    return tuple(str(folder) for folder in reversed(inside.parents) if folder.name)


def _made(path: str, new: Path, known: set[str]) -> Iterator[str]:
    """The folders on the way to a path that were not there, and are made."""
    for folder in _folders_of(f"{path}/"):
        if folder not in known and not os.path.lexists(new / folder):
            (new / folder).mkdir()
            yield folder
        known.add(folder)


def _link(old: str, new: str) -> bool:
    """Whether the file has the other name now; False where it had to be copied."""
    try:
        os.link(old, new, follow_symlinks=False)
    except NotImplementedError:
        _copy(Path(old), Path(new))
    except OSError as error:
        if error.errno not in _NO_LINK:
            raise
        _copy(Path(old), Path(new))
    else:
        return True
    return False


def _copy(old: Path, new: Path) -> None:
    mode = old.lstat().st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISLNK(mode)):
        raise OSError(errno.EINVAL, "what is neither file, folder nor link cannot be kept here", str(old))
    shutil.copy2(old, new, follow_symlinks=False)
