"""Failing: what went wrong while files were written, each fault once, with its place and all the files that it spoils."""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import TemplateSyntaxError
from pelican.generators import PelicanTemplateNotFound

from manuscript.problems import ContentError, Problem
from manuscript.source import read
from press import paths, plugins
from press.pelican_settings.site_theme import PELICANS_THEMES


class Failures:
    """What went wrong while the files of a site were written; ``source`` is the path of the text whose page is being made, or empty."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.settings = settings
        self.source = ""
        self.plugins: tuple[Any, ...] = ()
        self._root = Path(settings["PATH"])
        self._failed: dict[tuple[str, int, str, str, str], list[str]] = {}

    @property
    def failed(self) -> frozenset[str]:
        """The names of the pages that could not be made."""
        return frozenset(name for names in self._failed.values() for name in names if name)

    @property
    def problems(self) -> set[Problem]:
        """Everything that went wrong, each fault of a template once, with all the pages that it spoils."""
        return {
            Problem(path, line, 0, code, f"{message} (while writing {', '.join(names)})" if names[0] else message, remedy)
            for (path, line, code, message, remedy), names in self._failed.items()
        }

    def fail(self, error: BaseException, name: str, *, template: str = "") -> None:
        """Tell what came of an error while a file of that name was made."""
        if isinstance(error, ContentError):
            for fault in error.problems:
                self.pass_on(fault)
        elif isinstance(error, PelicanTemplateNotFound):
            self._tell_missing(template, name)
        elif found := plugins.culprit(error, self.plugins, self._root):
            self.pass_on(found, name)
        else:
            path, line = self._place(error, template)
            self.tell(path, line, "template", plugins.described(error), "Mend the template", name=name)

    def _tell_missing(self, template: str, name: str) -> None:
        remedy = "Correct the name, or leave the line out"
        line = _line_of_key(self._root.parent / self.source, self._root, "template") if self.source else 0
        if line or (self.source and template not in ("article", "page")):
            self.tell(self.source, line, "unknown-template", f'the site theme has no template "{template}"', remedy)
        else:
            remedy = "Add it, or take what asks for it out of the settings"
            self.tell(self._file_of(template), 0, "template", f"there is no template {template}", remedy, name=name)

    def anew(self) -> Failures:
        """The same without faults."""
        made = Failures(self.settings)
        made.plugins = self.plugins
        return made

    def as_data(self) -> list[Any]:
        """All faults with the files that each spoils, as data for JSON."""
        return [[list(fault), names] for fault, names in self._failed.items()]

    def take(self, data: Iterable[Any]) -> None:
        """Tell the faults of ``as_data``, which were found elsewhere."""
        for fault, names in data:
            for name in names:
                self.tell(*fault, name=name)

    def pass_on(self, problem: Problem, name: str = "") -> None:
        """Tell a problem that is known already."""
        self.tell(problem.path, problem.line, problem.code, problem.message, problem.remedy, name=name)

    def tell(self, path: str, line: int, code: str, message: str, remedy: str = "", *, name: str = "") -> None:
        """Tell a fault; ``name`` is the file that it spoils, if it is one's."""
        names = self._failed.setdefault((path, line, code, message, remedy), [])
        if name not in names:
            names.append(name)

    def _place(self, error: BaseException, template: str) -> tuple[str, int]:
        """The innermost line of a template that the error came from, relative to the project."""
        if isinstance(error, TemplateSyntaxError) and error.filename:
            return self._shown(Path(error.filename)), error.lineno
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            if any(Path(frame.filename).is_relative_to(folder) for folder in self._template_folders()):
                return self._shown(Path(frame.filename)), frame.lineno or 0
        if template:
            return self._file_of(template), 0
        return self.source or self._root.name, 0

    def _file_of(self, template: str) -> str:
        """The file of a template, as problems name it: the first that has its name, also where it leads to nothing."""
        folders = (*map(Path, self.settings["THEME_TEMPLATES_OVERRIDES"]), Path(self.settings["THEME"], "templates"))
        files = [folder / f"{template}{ending}" for folder in folders for ending in ("", *self.settings["TEMPLATE_EXTENSIONS"])]
        found = next((file for file in files if os.path.lexists(file)), None)
        return self._shown(found) if found else f"{Path(self.settings['THEME']).name}/templates/{template}"

    def _template_folders(self) -> tuple[Path, ...]:
        return (Path(self.settings["THEME"]), *map(Path, self.settings["THEME_TEMPLATES_OVERRIDES"]), PELICANS_THEMES, self._root)

    def _shown(self, file: Path) -> str:
        bases = (Path(self.settings["THEME"]).parent, self._root.parent, Path.cwd(), PELICANS_THEMES.parent)
        return paths.shown(file, bases)


def _line_of_key(file: Path, root: Path, key: str) -> int:
    try:
        field = read(file, root).field(key)
    except ContentError:
        return 0
    return field.line if field else 0
