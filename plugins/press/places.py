"""Places: where a site may be put, and the hidden folder beside it, where the press works."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

SITES: Final = ("site-1", "site-2")  # what the output leads to, in turn, where it is a link
_PRIVATE: Final = 0o700  # of the hidden folder: what is withdrawn, or not yet published, is nobody's


def refusal(
    output: Path, *, content: Path, site_theme: Path, here: Path, settings_file: Path | None = None, sources: Collection[Path] = ()
) -> str:
    """Why a site must not be put at ``output``, or nothing. All paths are absolute.

    A build takes the place of what stands there, so that must not hold what the site is made from,
    the folder that the command was given in, or the home of the user; nor lie in what it is made from. Where the content folder
    is the whole project (Pelican's own default), that is the ``sources`` in it.
    """
    if not output.name or output == output.parent:
        return f"{output} is the root of the file system"
    if os.path.lexists(output) and not output.is_dir():
        return f"{output} is {_kind(output)}"
    place = place_of(output)
    for source in (content, site_theme, here, *_home(), *([settings_file] if settings_file else [])):
        if _holds(place, source.resolve()):
            return f"{output} is or holds {source}, which would be lost"
    is_project = any(_holds(content.resolve(), one.resolve()) for one in (here, *([settings_file] if settings_file else [])))
    for source in (*(sources if is_project else (content,)), site_theme):
        if _holds(source.resolve(), place) or (is_project and _holds(place, source.resolve())):
            return f"{output} lies in {source}, which the site is made from"
    if mounted := _mounted(place):
        return f"{mounted} is another file system, and cannot be exchanged with the folder"
    return ""


def place_of(output: Path) -> Path:
    """The folder that is exchanged, absolute: ``output``, or what it leads to; our own link is no other place.

    Raises OSError: the link leads to nothing, or the output has no name.
    """
    if output.name in ("", ".."):
        output = output.resolve()
    if not output.name:
        raise OSError(errno.EINVAL, "the root of a file system cannot be an output", str(output))
    place = output.parent.resolve() / output.name
    if place.is_symlink() and place.readlink().parent != Path(hidden(place).name):
        place = place.resolve(strict=True)
    # Who has followed our link stands in the hidden folder.
    above = place.parent.name
    ours = place.name in SITES and above.startswith(".") and above.endswith(".press")
    return place.parent.with_name(above[1:].removesuffix(".press")) if ours else place


def hidden(place: Path) -> Path:
    """The hidden folder beside it, there or not."""
    return place.with_name(f".{place.name}.press")


def hidden_folder(place: Path) -> Path:
    """The hidden folder, made where it is missing. Raises OSError: something else stands there."""
    folder = hidden(place)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        folder.mkdir(mode=_PRIVATE)
    if not stat.S_ISDIR(folder.lstat().st_mode):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    return folder


def _kind(path: Path) -> str:
    if path.is_symlink():
        return "a link that leads to no folder"
    return "a file" if path.is_file() else "neither a file nor a folder"


def _home() -> Iterable[Path]:
    try:
        return (Path.home(),)
    except RuntimeError:  # a user without one
        return ()


def _holds(folder: Path, path: Path) -> bool:
    """Whether the path is that folder or lies in it, by whatever name (a file system may ignore case)."""
    if folder == path or folder in path.parents:
        return True
    return any(_is_same(folder, above) for above in (path, *path.parents))


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of the two is not there
        return False


def _mounted(place: Path) -> str:
    """The first place in the folder, or the folder itself, at which a file system is mounted; or nothing."""
    try:
        lines = os.fsencode(Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape")).splitlines()
    except OSError:  # not Linux
        return str(place) if os.path.ismount(place) else ""
    # Spaces and the like are written as octal numbers. Source: proc(5), mountinfo.
    points = [Path(os.fsdecode(line.split(b" ")[4].decode("unicode_escape").encode("latin-1"))) for line in lines]
    return next((str(point) for point in sorted(points) if point == place or place in point.parents), "")
