"""The inventory: every file under the content folder, and what became of each."""

from __future__ import annotations

import fnmatch
import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from manuscript.problems import ContentError, Problem
from manuscript.source import read, shown_path


def take(root: Path, ignored: Collection[str]) -> tuple[str, ...]:
    """Every regular file under ``root`` (with the links that lead to one), relative to it, sorted.

    ``ignored`` are patterns for names of files and folders that do not count (Pelican's IGNORE_FILES).
    """
    return tuple(sorted(_walk(root, root, ignored)))


def _walk(folder: Path, root: Path, ignored: Collection[str]) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if any(fnmatch.fnmatch(entry.name, pattern.removeprefix("**/")) for pattern in ignored):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(Path(entry.path), root, ignored)
            elif entry.is_file():
                yield Path(entry.path).relative_to(root).as_posix()


def unaccounted(root: Path, files: Collection[str], context: Mapping[str, Any], named: Collection[str]) -> Iterator[Problem]:
    """A problem for every file that is neither published, nor draft, hidden, skipped, static or data, nor named.

    ``named`` are the paths that a problem names already. Pelican alone would say nothing of these
    files, or say it and go on.
    """
    data = tuple(f"{folder.strip('/')}/" for folder in context.get("PRESS_DATA_PATHS", ()))
    for file in files:
        path = shown_path(root / file, root)
        if file.startswith(data) or path in named:
            continue
        if context["generated_content"].get(file) is not None or context["static_content"].get(file) is not None:
            continue
        if not file.endswith(".md"):
            yield Problem(
                path,
                0,
                0,
                "not-copied",
                "the file is not published",
                "Link to it with {static} or {attach}, or put it into a folder of STATIC_PATHS",
            )
        elif not _is_skipped(root / file, root):
            yield Problem(
                path,
                0,
                0,
                "not-published",
                "the source was left out of the site",
                "Put it into a folder that is built (ARTICLE_PATHS, PAGE_PATHS), or give it Status: skip",
            )


def _is_skipped(file: Path, root: Path) -> bool:
    try:
        status = read(file, root).field("Status")
    except ContentError:
        return False
    return status is not None and status.value.lower() == "skip"
