"""The site theme and the templates beside it: they exist, and have what they must have."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from pelican.settings import DEFAULT_THEME

from manuscript.problems import did_you_mean
from press.pelican_settings.fault import Fault, Settings
from press.pelican_settings.folders import exists, leads_out_of, near_path
from press.pelican_settings.places import outside

PELICANS_THEMES: Final = Path(DEFAULT_THEME).parent


def theme_faults(settings: Settings, authored: Collection[str]) -> Iterator[Fault]:
    """That the site theme does not exist, or lacks its templates or static folders."""
    folder = Path(settings["THEME"])
    shown = f"the site theme {folder.name if folder.parent == PELICANS_THEMES else near_path(str(folder))}"
    if not os.path.isdir(folder):  # noqa: PTH112
        what = "is not a folder" if os.path.exists(folder) else "does not exist"  # noqa: PTH110
        near = did_you_mean(folder.name, _pelican_themes()) or "Correct THEME, or leave it out"
        yield Fault("THEME", "bad-setting", f"{shown} {what}", near)
        return
    if not (folder / "templates").is_dir():
        yield Fault("THEME", "bad-setting", f'{shown} has no folder "templates"', "Name the folder that holds it")
    for path in map(os.fspath, settings["THEME_STATIC_PATHS"]):
        if exists(str(folder), path):
            continue
        if "THEME_STATIC_PATHS" in authored:
            message = f'THEME_STATIC_PATHS has "{path}", which {shown} does not have'
            yield Fault("THEME_STATIC_PATHS", "bad-setting", message, "Correct it, or take it out")
        elif folder.parent != PELICANS_THEMES:
            yield Fault("THEME", "doubtful-setting", f'{shown} has no folder "{path}"', "Set THEME_STATIC_PATHS = [] if it needs none")


def template_page_faults(settings: Settings) -> Iterator[Fault]:
    """That a template of TEMPLATE_PAGES does not exist, or its page would stand where none may."""
    if not os.path.isdir(settings["PATH"]):  # noqa: PTH112
        return
    pages = settings["TEMPLATE_PAGES"] or {}
    folders = (settings["PATH"], *map(os.fspath, settings["THEME_TEMPLATES_OVERRIDES"]), *_template_folders(settings))
    for source, place in pages.items():
        if leads_out_of(settings["PATH"], source):
            message = f'TEMPLATE_PAGES has "{source}", which leads out of the content folder'
            yield Fault("TEMPLATE_PAGES", "outside-content", message, "Put it into the content folder")
        elif not source.startswith("!") and not any(exists(folder, source) for folder in folders):
            message = f'TEMPLATE_PAGES has "{source}", which does not exist'
            yield Fault("TEMPLATE_PAGES", "bad-setting", message, "Correct the path, which starts from the content folder")
        yield from outside("TEMPLATE_PAGES", place)


def _pelican_themes() -> tuple[str, ...]:
    """The site themes that can be named without a path, sorted."""
    return tuple(sorted(entry.name for entry in PELICANS_THEMES.iterdir() if (entry / "templates").is_dir()))


def _template_folders(settings: Settings) -> tuple[str, str]:
    return str(Path(settings["THEME"], "templates")), str(PELICANS_THEMES / "simple" / "templates")
