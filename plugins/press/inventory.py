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
            if _is_ignored(entry.name, ignored):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(Path(entry.path), root, ignored)
            elif entry.is_file():
                yield Path(entry.path).relative_to(root).as_posix()


def not_followed(root: Path, ignored: Collection[str]) -> Iterator[Problem]:
    """A problem for every symbolic link below ``root`` that leads to a folder (Pelican would follow it) or to nothing."""
    for folder, folders, files in os.walk(root):
        for name in sorted([*folders, *files]):
            path = Path(folder, name)
            if path.is_symlink() and not path.is_file() and not _is_ignored(name, ignored):
                what = "a folder" if path.is_dir() else "nothing"
                message = f"this is a link that leads to {what}"
                yield Problem(shown_path(path, root), 0, 0, "not-followed", message, "Put the files themselves here, or take the link away")


# What holds a text, by its ending: lost, it is missed. Anything else may be a file that is kept here only.
_TEXTS = frozenset({".md", ".markdown", ".mkd", ".mdown", ".rst", ".html", ".htm", ".txt"})


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
        if Path(file).suffix.lower() not in _TEXTS:
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
                "Give it the ending .md, put it into a folder that is built (ARTICLE_PATHS, PAGE_PATHS), or give it Status: skip",
            )


def _is_ignored(name: str, ignored: Collection[str]) -> bool:
    return any(fnmatch.fnmatch(name, pattern.removeprefix("**/")) for pattern in ignored)


def _is_skipped(file: Path, root: Path) -> bool:
    try:
        return read(file, root).status == "skip"
    except ContentError:
        return False
