"""The sources that are looked through: what is Markdown below a content folder."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from manuscript.problems import ContentError, Problem
from manuscript.source import MARKDOWN, Source, read, shown_path


def read_sources(root: Path, left_out: Collection[str] = ()) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """The Markdown sources below a content folder, sorted by path, and a problem for each that cannot be read.

    Passed over are names that begin with a dot, folders that ``left_out`` names (relative to ``root``), links that lead out of
    ``root``, and what is no regular file.
    """
    sources: list[Source] = []
    unread: list[Problem] = []
    for file in sorted(_files(root, frozenset(folder.strip("/") for folder in left_out), unread)):
        try:
            sources.append(read(file, root))
        except ContentError as error:
            unread.extend(error.problems)
    return tuple(sources), tuple(sorted(unread))


def _files(root: Path, left_out: Collection[str], unread: list[Problem]) -> Iterator[Path]:
    def cannot(error: OSError) -> None:
        message = f"the folder cannot be read ({error.strerror})"
        unread.append(Problem(shown_path(Path(error.filename), root), 0, 0, "unreadable", message, "Check who may read it"))

    for name, folders, files in os.walk(root, onerror=cannot):
        folder = Path(name)
        folders[:] = [each for each in folders if not each.startswith(".") and (folder / each).relative_to(root).as_posix() not in left_out]
        for each in files:
            file = folder / each
            if not each.startswith(".") and each.endswith(MARKDOWN) and file.is_file() and root.resolve() in file.resolve().parents:
                yield file
