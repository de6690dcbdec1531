"""Where a word is used: in the site theme, in templates, in plugins, in headers."""

from __future__ import annotations

import inspect
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import pelican.plugins

from press.pelican_settings.fault import Settings
from press.pelican_settings.site_theme import PELICANS_THEMES
from press.pelican_settings.values import as_list


def is_used(name: str, settings: Settings) -> bool:
    """Whether the word occurs in the site theme, in a template beside it, or in a plugin."""
    folders = (settings["THEME"], *map(os.fspath, settings["THEME_TEMPLATES_OVERRIDES"]), str(PELICANS_THEMES / "simple"))
    pages = [Path(settings["PATH"], source) for source in settings["TEMPLATE_PAGES"] or ()]
    files = (file for folder in folders for file in _files_below(folder))
    return _occurs(re.compile(rb"\b" + re.escape(name.encode()) + rb"\b"), (*pages, *files, *_plugin_files(settings)))


def is_key(field: str, settings: Settings) -> bool:
    """Whether a text has it as a key of its header, or a plugin may give it."""
    if not field.isidentifier():
        return False
    key = re.compile(
        rb"^[ :<]{0,8}(?:meta name=[\"'])?" + re.escape(field.encode()) + rb"[\"']?\s*(?::|content)", re.MULTILINE | re.IGNORECASE
    )
    word = re.compile(rb"\b" + re.escape(field.encode()) + rb"\b")
    return _occurs(key, _files_below(settings["PATH"])) or _occurs(word, _plugin_files(settings))


def _plugin_files(settings: Settings) -> Iterator[Path]:
    """The files of the plugins, found without importing any."""
    plugins = settings["PLUGINS"]
    for plugin in [None] if plugins is None else plugins:
        for start in _plugin_starts(plugin, settings):
            yield from _files_below(start) if start.is_dir() else (start,)


def _plugin_starts(plugin: Any, settings: Settings) -> Iterator[Path]:
    namespace = [Path(folder) for folder in pelican.plugins.__path__]
    if plugin is None:  # all that are installed
        yield from (entry for folder in namespace if folder.is_dir() for entry in sorted(folder.iterdir()) if entry.is_dir())
    elif isinstance(plugin, str):
        folders = [*map(Path, map(os.fspath, as_list(settings["PLUGIN_PATHS"]))), *namespace, *map(Path, sys.path)]
        inner = plugin.replace(".", "/")
        found = (folder / ending for folder in folders for ending in (inner, f"{inner}.py"))
        yield from [start for start in found if start.exists()][:1]
    else:
        module = plugin if inspect.ismodule(plugin) else sys.modules.get(getattr(plugin, "__module__", ""))
        file = Path(getattr(module, "__file__", None) or "")
        yield file.parent if file.name == "__init__.py" else file


def _files_below(folder: str | Path) -> Iterator[Path]:
    if not os.path.isdir(folder):  # noqa: PTH112
        return
    for where, _, files in os.walk(folder):
        yield from (Path(where, file) for file in sorted(files))


_READ_AT_MOST: Final = 1_000_000  # bytes; neither a template nor a header is longer


def _occurs(word: re.Pattern[bytes], files: Iterable[Path]) -> bool:
    return any(word.search(_beginning(file)) for file in files)


def _beginning(file: Path) -> bytes:
    try:
        if not file.is_file():
            return b""
        with file.open("rb") as opened:
            return opened.read(_READ_AT_MOST)
    except OSError:
        return b""
