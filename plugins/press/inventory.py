"""The inventory: every file under the content folder, and what became of each."""

from __future__ import annotations

import fnmatch
import os
import re
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, Final

from manuscript.problems import ContentError, Problem
from manuscript.source import MARKDOWN, read, shown_path


@dataclass(frozen=True, slots=True)
class Inventory:
    """Every regular file under ``root``, relative to it, sorted (``known`` as a set); ``problems`` names what else lies there.

    ``settings_files`` are those that set the site's settings, which are not among the files.
    """

    root: Path
    files: tuple[str, ...]
    known: frozenset[str]
    problems: frozenset[Problem]
    settings_files: tuple[str, ...] = ()

    def under(self, paths: Iterable[str], excluded: Collection[str], endings: Collection[str] | None) -> dict[str, None]:
        """The files below any of the paths and below none of those excluded, in order, as the keys of a dict.

        ``endings`` are those wanted, without their dot, or None for all. A path may be a file.
        """
        wanted = tuple(_folder(path) for path in paths)
        refused = tuple(folder for path in excluded if (folder := _folder(path)))  # Pelican excludes "" where texts lie anywhere
        return {
            file: None
            for file in self.files
            if _within(file, wanted) and not _within(file, refused) and (endings is None or _ending(file) in endings)
        }


def take(root: Path, ignored: Collection[str], aside: Collection[Path] = (), settings_files: Collection[Path] = ()) -> Inventory:
    """The inventory of a folder. Nothing is opened, so that a pipe cannot hold it up.

    ``ignored`` are patterns for names of files and folders that do not count (Pelican's IGNORE_FILES); ``aside`` are
    folders and files that are not content although they may lie in it: the output, the site theme, the settings.
    """
    problems: set[Problem] = set()
    walk = _Walk(root, _pattern_of(ignored), frozenset(map(str, aside)), problems)
    found = sorted(walk.files(str(root), ""))
    secret = tuple(file for file in found if file.endswith(".py") and (root / file).resolve() in settings_files)
    files = tuple(file for file in found if file not in secret)
    return Inventory(root, files, frozenset(files), frozenset(problems), secret)


@dataclass(frozen=True, slots=True)
class _Walk:
    """A walk through a folder. Most of what it meets are files with which nothing is wrong, of which it asks as little as it can."""

    root: Path
    ignored: re.Pattern[str] | None
    aside: frozenset[str]
    problems: set[Problem]

    def files(self, folder: str, inner: str) -> Iterator[str]:
        """The files below a folder, relative to the root, as ``inner`` is."""
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            message = f"the folder cannot be read ({error.strerror})"
            self.problems.add(_problem(Path(folder), self.root, "unreadable", message, "Check who may read it"))
            return
        for entry in entries:
            if (self.ignored and self.ignored.match(os.path.normcase(entry.name))) or entry.path in self.aside:
                continue
            is_file = entry.is_file(follow_symlinks=False)
            if not is_file and entry.is_dir(follow_symlinks=False):
                yield from self._below(entry, f"{inner}{entry.name}/")
                continue
            fault = None if is_file else self._fault(entry)
            if named := fault or _fault_of_name(Path(entry.path), self.root) if fault or not entry.name.isascii() else None:
                self.problems.add(named)
            if fault is None:
                yield f"{inner}{entry.name}"

    def _below(self, entry: os.DirEntry[str], inner: str) -> Iterator[str]:
        path = Path(entry.path)
        if _is_environment(path):
            return
        yield from self.files(entry.path, inner)
        if fault := _fault_of_folder(path, self.root) or _fault_of_name(path, self.root):
            self.problems.add(fault)

    def _fault(self, entry: os.DirEntry[str]) -> Problem | None:
        path = Path(entry.path)
        if entry.is_symlink():
            return _fault_of_link(path, self.root)
        return _problem(path, self.root, "not-a-file", f"this is {_kind(path)}, which cannot be published", "Take it away")


def _is_environment(path: Path) -> bool:
    """Whether a folder is a virtual environment of Python's."""
    try:
        return (path / "pyvenv.cfg").exists()
    except OSError:  # it may not be entered
        return False


def _fault_of_link(path: Path, root: Path) -> Problem | None:
    """Why a symbolic link is not followed, or None for one that leads to a file in the content folder."""
    remedy = "Put the files themselves here, or take the link away"
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):  # RuntimeError: a loop, before Python 3.13
        return _problem(path, root, "not-followed", "this is a link that leads to nothing", remedy)
    if not target.is_relative_to(root.resolve()):
        return _problem(path, root, "outside-content", "this is a link that leads out of the content folder", remedy)
    if not target.is_file():
        what = "a folder" if target.is_dir() else _kind(target)
        return _problem(path, root, "not-followed", f"this is a link that leads to {what}", remedy)
    return None


def _fault_of_folder(path: Path, root: Path) -> Problem | None:
    if path.suffix.lower() not in SOURCES:
        return None
    return _problem(path, root, "folder-like-text", "this is a folder, although it is named like a text", "Give it another name")


def _fault_of_name(path: Path, root: Path) -> Problem | None:
    try:
        path.name.encode("utf-8")
    except UnicodeEncodeError:
        return _problem(path, root, "bad-name", "the name is not UTF-8", "Give it another name")
    return None


def _kind(path: Path) -> str:
    try:
        mode = path.stat().st_mode
    except OSError:
        return "something that cannot be read"
    kinds = ((stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"), (stat.S_ISDIR, "a folder"))
    return next((name for is_kind, name in kinds if is_kind(mode)), "a device")


def _problem(path: Path, root: Path, code: str, message: str, remedy: str) -> Problem:
    return Problem(shown_path(path, root), 0, 0, code, message, remedy)


# Endings of what holds a text: lost, it is missed.
OTHERS: Final = (".rst", ".html", ".htm")
SOURCES: Final = frozenset((*MARKDOWN, *OTHERS))


def unaccounted(inventory: Inventory, context: Mapping[str, Any], named: Collection[str]) -> Iterator[Problem]:
    """A problem for every file that is neither published, nor draft, hidden, skipped, static or data, nor named.

    ``named`` are the paths that a problem of level error names already. Pelican alone would say nothing of these
    files, or say it and go on.
    """
    data = tuple(_folder(folder) for folder in context.get("PRESS_DATA_PATHS", ()))
    excluded = tuple(folder for path in _excluded(context) if (folder := _folder(path)))
    used = context["generated_content"], context["static_content"], context.get("template_sources", {})
    for file in inventory.files:
        if any(kind.get(file) is not None for kind in used) or _within(file, data) or _within(file, excluded):
            continue
        path = shown_path(inventory.root / file, inventory.root)
        if path in named:
            continue
        if PurePosixPath(file).suffix.lower() not in SOURCES:
            message, remedy = "the file is not published", "Link to it with {static} or {attach}, or put it into a folder of STATIC_PATHS"
            yield Problem(path, 0, 0, "not-copied", message, remedy)
        elif not _is_skipped(inventory.root / file, inventory.root):
            remedy = "Give it the ending .md, put it into a folder that is built (ARTICLE_PATHS, PAGE_PATHS), or give it Status: skip"
            yield Problem(path, 0, 0, "not-published", "the source was left out of the site", remedy)


def _excluded(context: Mapping[str, Any]) -> set[str]:
    """The folders that the site's settings leave out; Pelican adds the pages' to those of articles, and the other way round."""
    return {
        *(set(context["ARTICLE_EXCLUDES"]) - set(context["PAGE_PATHS"])),
        *(set(context["PAGE_EXCLUDES"]) - set(context["ARTICLE_PATHS"])),
        *context["STATIC_EXCLUDES"],
    }


def settings_published(inventory: Inventory, context: Mapping[str, Any]) -> Iterator[Problem]:
    """A problem for every settings file that STATIC_PATHS or a link would publish; it is left out in any case."""
    folders = tuple(_folder(path) for path in context["STATIC_PATHS"])
    for file in inventory.settings_files:
        if _within(file, folders) or file in context["static_links"]:
            message = "this file sets the settings of the site, and would be published"
            remedy = "Keep it out of the folders of STATIC_PATHS, and link to it nowhere"
            yield Problem(shown_path(inventory.root / file, inventory.root), 0, 0, "settings-published", message, remedy)


def is_ignored(name: str, ignored: Collection[str]) -> bool:
    """Whether the name of a file or folder is among those that do not count."""
    pattern = _pattern_of(ignored)
    return pattern is not None and pattern.match(os.path.normcase(name)) is not None


def _pattern_of(ignored: Collection[str]) -> re.Pattern[str] | None:
    """A pattern that is each of those that do not count, in the case that the system knows; None for none."""
    return _compiled(tuple(ignored))


@lru_cache(maxsize=16)
def _compiled(ignored: tuple[str, ...]) -> re.Pattern[str] | None:
    patterns = [fnmatch.translate(os.path.normcase(one.removeprefix("**/"))) for one in ignored]
    return re.compile("|".join(patterns)) if patterns else None


def _is_skipped(file: Path, root: Path) -> bool:
    try:
        return read(file, root).status == "skip"
    except ContentError:
        return False


def _folder(path: str) -> str:
    """A path of the settings as the beginning of the files below it; the content folder itself is the empty one."""
    normal = os.path.normpath(path).replace(os.sep, "/").strip("/") if path else ""
    return "" if normal in ("", ".") else f"{normal}/"


def _within(file: str, folders: tuple[str, ...]) -> bool:
    return f"{file}/".startswith(folders)


def _ending(file: str) -> str:
    """What stands after the last full stop of a name that neither begins nor ends with it."""
    name = file.rpartition("/")[2]
    place = name.rfind(".")
    return name[place + 1 :] if 0 < place < len(name) - 1 else ""
