"""Source files: the Markdown files of a content folder, read, or remembered by what is in them."""

from __future__ import annotations

import fnmatch
import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

from editorial import source_memory
from editorial.memory import Memory
from editorial.source_memory import Written
from manuscript.problems import ContentError
from manuscript.source import decode, read_text, shown_path

# Of so many files at a time the bytes are held besides the texts.
_AT_ONCE: Final = 256


def read(root: Path, kinds: Mapping[str, str], memory: Memory) -> Iterator[tuple[Path, str, Written | ContentError]]:
    """What each source says, with its file and kind, or why it cannot be read; in the order of the folders, then of the paths.

    ``kinds`` are those of the folders, one within another before it. What is hidden or is skipped is left out.
    """
    folders = [folder for folder in kinds if "/" not in folder]
    files = (_file(root, name, kinds) for folder in folders for name in _names(root, folder))
    while some := list(islice(files, _AT_ONCE)):
        yield from _read(some, root, memory)


@dataclass(frozen=True, slots=True)
class _File:
    """One file: its kind, how it is shown, what is in it (None for one that cannot be read so), the key under which it is remembered."""

    file: Path
    kind: str
    path: str
    data: bytes | None
    key: str


def _names(root: Path, folder: str) -> list[str]:
    """The Markdown files below a folder, relative to the root, in order; nothing hidden, and nothing behind a link to a folder."""
    found = []
    for where, folders, files in os.walk(root / folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        inner = Path(where).relative_to(root).as_posix()
        found += [f"{inner}/{name}" for name in fnmatch.filter(files, "*.md") if not name.startswith(".")]
    return sorted(name for name in found if (root / name).is_file())


def _file(root: Path, name: str, kinds: Mapping[str, str]) -> _File:
    file, kind = root / name, next(kind for folder, kind in kinds.items() if name.startswith(f"{folder}/"))
    path = shown_path(file, root)
    try:
        data = file.read_bytes()
    except OSError:
        return _File(file, kind, path, None, "")
    return _File(file, kind, path, data, hashlib.blake2b(data, digest_size=16, person=kind.encode(), salt=_salt(path)).hexdigest())


def _salt(path: str) -> bytes:
    return hashlib.blake2b(path.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _read(files: Sequence[_File], root: Path, memory: Memory) -> Iterator[tuple[Path, str, Written | ContentError]]:
    known = memory.recall("source", [one.key for one in files if one.key])
    made: dict[str, Any] = {}
    for one in files:
        try:
            text = read_text(one.file, root) if one.data is None else decode(one.data, one.path)
        except ContentError as error:
            yield one.file, one.kind, error
            continue
        if one.key in known:
            written = source_memory.of_data(known[one.key], text, one.path)
        else:
            written = source_memory.read(text, one.path, one.kind)
            made[one.key] = source_memory.as_data(written, text)
        if written:
            yield one.file, one.kind, written
    memory.keep("source", {key: data for key, data in made.items() if key})
