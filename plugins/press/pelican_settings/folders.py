"""The folders and files that settings name: they exist, and lie where they may."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from manuscript.problems import did_you_mean
from press.pelican_settings.fault import Fault, Settings
from press.pelican_settings.places import outside
from press.pelican_settings.values import described


def folder_faults(settings: Settings, authored: Collection[str]) -> Iterator[Fault]:
    """That folders do not exist, or lie outside the content folder."""
    for name in ("PLUGIN_PATHS", "THEME_TEMPLATES_OVERRIDES"):
        yield from (_missing(name, path) for path in map(os.fspath, settings[name]) if not exists("", path))
    root = settings["PATH"]
    if not root:
        return
    if not os.path.isdir(root):  # noqa: PTH112 (a path that Path cannot hold is no folder either)
        what = "is not a folder" if os.path.exists(root) else "does not exist"  # noqa: PTH110
        yield Fault(
            "PATH", "bad-setting", f"the content folder {near_path(root)} {what}", "Correct PATH, or give the folder on the command line"
        )
        return
    for name in ("ARTICLE_PATHS", "PAGE_PATHS", "STATIC_PATHS"):
        paths = tuple(map(os.fspath, settings[name]))
        # git keeps no empty folder: one of several may not be there yet.
        is_begun = name != "STATIC_PATHS" and any(path and exists(root, path) for path in paths)
        for path in paths:
            if leads_out_of(root, path):
                remedy = "Put what is there into the content folder"
                yield Fault(name, "outside-content", f'{name} has "{path}", which leads out of the content folder', remedy)
            elif name in authored and not exists(root, path) and not (is_begun and not _has_like(root, path)):
                yield _missing(name, f"{near_path(root)}/{path}")


def path_metadata_faults(settings: Settings, authored: Collection[str]) -> Iterator[Fault]:
    """That metadata are given to a path that does not exist, or lead out of the output."""
    known = os.path.isdir(settings["PATH"]) and "EXTRA_PATH_METADATA" in authored  # noqa: PTH112
    for path, values in settings["EXTRA_PATH_METADATA"].items():
        if known and not exists(settings["PATH"], str(path)):
            yield Fault(
                "EXTRA_PATH_METADATA",
                "doubtful-setting",
                f'EXTRA_PATH_METADATA has "{path}", and the content folder does not',
                "Correct the path, which starts from the content folder",
            )
        for key in ("path", "save_as"):
            if key in values and not isinstance(values[key], str):
                message = f'"{key}" of "{path}" in EXTRA_PATH_METADATA is {described(values[key])}, and must be a string'
                yield Fault("EXTRA_PATH_METADATA", "bad-setting", message)
            elif key in values:
                yield from outside("EXTRA_PATH_METADATA", values[key])


def leads_out_of(root: str, path: str) -> bool:
    """Whether a path that starts from a folder leads out of it, by its parts."""
    whole = os.path.normpath(os.path.join(root, path))  # noqa: PTH118
    return whole != os.path.normpath(root) and not whole.startswith(os.path.join(os.path.normpath(root), ""))  # noqa: PTH118


def exists(root: str, path: str) -> bool:
    """Whether something stands at a path that starts from a folder; a link that leads nowhere does."""
    return os.path.lexists(os.path.join(root, path))  # noqa: PTH118


def near_path(path: str) -> str:
    """A path as people read it: from here where it lies below, with forward slashes."""
    whole = Path(path)
    return (whole.relative_to(Path.cwd()) if whole.is_relative_to(Path.cwd()) else whole).as_posix()


def _missing(name: str, path: str) -> Fault:
    return Fault(name, "doubtful-setting", f"{name} has {near_path(path)}, which does not exist", "Correct it, or take it out")


def _has_like(root: str, path: str) -> bool:
    """Whether the folder has something whose name is near to that of a path that is not there."""
    return bool(did_you_mean(path, os.listdir(root)))  # noqa: PTH208
