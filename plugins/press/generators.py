"""Generators: Pelican's and those of plugins, made to take files in order, and to go on where one of them fails."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import TemplateError
from pelican.generators import ArticlesGenerator, Generator, PelicanTemplateNotFound, SourceFileGenerator, StaticGenerator

from manuscript.problems import ContentError, Problem
from manuscript.source import shown_path
from press.converter import Converter, in_time
from press.dates import in_words
from press.escaping import protect
from press.inventory import Inventory
from press.reader import clean_others
from press.rereading import Rereading
from press.static import PressSourceGenerator, PressStaticGenerator
from press.workers import TooCostly
from press.writer import BrokenTemplate


def classes(found: Collection[type], inventory: Inventory) -> list[type]:
    """The generators to run, Pelican's own for files replaced by ours."""
    ours = {
        StaticGenerator: type("StaticGenerator", (PressStaticGenerator,), {"inventory": inventory}),
        SourceFileGenerator: type("SourceFileGenerator", (PressSourceGenerator,), {}),
    }
    return [ours.get(cls, cls) for cls in found]


def prepare(generator: Generator, inventory: Inventory, converter: Converter, before: Callable[[], Rereading | None]) -> None:
    """Give a generator the inventory for its files, templates that escape and fail one by one, and readers that clean.

    ``before`` gives what is known of texts from builds before, when they are read.

    What a plugin offers as a generator need not be of Pelican's class; then it reads no texts and makes no pages of templates.
    """
    if not isinstance(generator, Generator):
        return
    templates = {os.path.normpath(name) for name in generator.settings["TEMPLATE_PAGES"]}
    generator.get_files = partial(_files, generator, inventory, templates)
    generator.get_template = partial(_template, generator.get_template)
    protect(generator.env, generator.settings["DEFAULT_LANG"], own=generator.settings["JINJA_FILTERS"])
    clean_others(generator.readers, converter)
    generator.readers.read_file = partial(_read, generator.readers.read_file, generator.settings, before)


def name_periods(generator: Generator) -> None:
    """Write the months of Pelican's archives of a period in the language of the site, not of the machine."""
    if not isinstance(generator, ArticlesGenerator):
        return
    for periods in generator.period_archives.values():
        for period in periods:
            if len(period["period"]) > 1:
                month = in_words(period["dates"][0].date, "%B", generator.settings["DEFAULT_LANG"])
                period["period"] = (period["period"][0], month, *period["period"][2:])


def _files(
    generator: Generator, inventory: Inventory, templates: Collection[str], paths: Any, exclude: Any = None, extensions: Any = None
) -> Any:
    """What Pelican's ``get_files`` gives: from the inventory, and in one order on every machine."""
    endings = tuple(generator.readers.extensions) if extensions is None else None if extensions is False else tuple(extensions)
    found = inventory.under([paths] if isinstance(paths, str) else paths, exclude or (), endings)
    if endings is not None:  # a template of TEMPLATE_PAGES is no text
        for template in templates & found.keys():
            del found[template]
    return found.keys()


def _read(
    read: Callable[..., Any],
    settings: Mapping[str, Any],
    before: Callable[[], Rereading | None],
    base_path: str,
    path: str,
    *args: Any,
    **options: Any,
) -> Any:
    """A source as Pelican reads it, within the time that one may take: patterns of the settings may never end.

    One that is known from before is not read.

    Raises ContentError: it took longer.
    """
    rereading, kind = before(), options.get("content_class")
    if rereading and kind and (text := rereading.text(kind, path)):
        return text
    try:
        with in_time(settings):
            if rereading and kind and not args:
                return rereading.read(kind, path, lambda: read(base_path, path, **options))
            return read(base_path, path, *args, **options)
    except TooCostly as error:
        message, remedy = f"the text cannot be read: {error}", "Look at FILENAME_METADATA, PATH_METADATA and the SLUG settings too"
        shown = shown_path(Path(base_path, path), Path(settings["PATH"]))
        raise ContentError(Problem(shown, 0, 0, "too-costly", message, remedy)) from error


def _template(get: Callable[[str], Any], name: str) -> Any:
    """A template, or what stands for one that cannot be loaded, so that each page that wants it is named."""
    try:
        return get(name)
    except PelicanTemplateNotFound as error:
        if name == "period_archives":  # Pelican tries another
            raise
        return BrokenTemplate(name, error)
    except (TemplateError, UnicodeError, OSError) as error:
        return BrokenTemplate(name, error)


def template_sources(settings: Any, root: Path) -> dict[str, Path]:
    """The files of the content folder that are templates of pages (TEMPLATE_PAGES), by their names in it."""
    return {os.path.normpath(name).replace(os.sep, "/"): root / name for name in settings["TEMPLATE_PAGES"]}
