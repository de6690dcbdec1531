"""Paths: where a file may be written, and when two names are one."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Final

_LONGEST: Final = 255
_DRIVE: Final = re.compile("[A-Za-z]:")  # of Windows


def is_inside(name: str) -> bool:
    """Whether a name of an output file, relative to the output, stays within it on every system.

    A test of the parts, not of the beginning: ``../output-evil/x`` begins like the output and lies outside it.
    """
    if not name or "\0" in name or "\\" in name or name.startswith("/") or _DRIVE.match(name):
        return False
    parts = name.split("/")
    return ".." not in parts and any(part not in ("", ".") for part in parts)


def fault(name: str) -> str:
    """Why no file can have a name, as the end of a sentence; empty for one that can. Source: NAME_MAX of Linux and macOS, 255 bytes."""
    if name.endswith("/"):
        return "is a folder"
    if any(len(os.fsencode(part)) > _LONGEST for part in PurePosixPath(name).parts):
        return f"is longer than {_LONGEST} bytes"
    return ""


def shown(file: Path, bases: Iterable[Path]) -> str:
    """A file as problems name it: relative to the first of these folders that holds it, else its name alone."""
    absolute = file.absolute()
    return next((absolute.relative_to(base).as_posix() for base in bases if absolute.is_relative_to(base)), file.name)


def within(folder: Path, name: str, *, known: set[Path]) -> Path:
    """The file of that name below a folder. ``known`` are folders that were found to lie in it, and grows.

    Raises ValueError: it would lie outside, by its parts or through a symbolic link.
    """
    if not is_inside(name):
        raise ValueError(f"{name!r} lies outside the output")
    file = folder / name
    if file.parent not in known:
        if not file.parent.resolve().is_relative_to(folder.resolve()):
            raise ValueError(f"{name!r} leads out of the output through a link")
        known.add(file.parent)
    return file


def folded(name: str) -> str:
    """A name as file systems see it that know no case and one form of accents (macOS, Windows): alike there, alike here.

    Source: Unicode Standard §3.13, D145. What folding takes apart is put together again.
    """
    plain = os.path.normpath(name).replace(os.sep, "/")
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", plain).casefold())
