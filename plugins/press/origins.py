"""Origins: where what was found in written pages can be mended."""

from __future__ import annotations

import html
import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from manuscript.problems import Problem
from press import paths
from press.claims import Owner
from press.pages import PageSource
from press.pelican_settings.site_theme import PELICANS_THEMES
from press.sources import lenient


class Origins:
    """Who wrote what stands on the pages of a site: its texts, the site theme, the settings.

    ``written`` says of each file of the output whose it is, ``sources`` what the pages of texts were made from.
    """

    def __init__(
        self, written: Mapping[str, Owner], sources: Mapping[str, PageSource], settings: Mapping[str, Any], settings_files: Collection[Path]
    ) -> None:
        self._written = written
        self._sources = sources
        self._settings = settings
        self._settings_files = settings_files

    def told(self, found: Iterable[Problem], *, missing: Collection[str]) -> Iterator[Problem]:
        """The problems, each where it can be mended.

        What stands on the page of one text alone is the text's. What a template, the settings or a summary says word for word
        is told there. What the site theme makes of settings (it links to tags, and there are no pages of tags) is a warning:
        nobody wrote it. A link to a page that is missing for another reason (``missing`` are the last parts of their addresses) is the
        consequence of that, and is not told.
        """
        given = tuple(found)
        at_source = {problem.message for problem in given if problem.path not in self._written}
        for problem in given:
            if problem.path in self._written and problem.message in at_source:  # a text that another carries
                continue
            if problem.code == "broken-link" and last_part(_address(problem)) in missing:
                continue
            owner = self._written.get(problem.path)
            if owner is None:  # told at its source already
                yield problem
            elif owner.what in ("article", "page") and "further page" not in problem.message:
                yield _moved(problem, (owner.path, 0))
            elif place := self._place(_address(problem)):
                yield _moved(problem, place)
            elif problem.code == "link-to-draft":
                yield problem
            else:
                yield Problem(problem.path, problem.line, problem.column, "theme-link", problem.message, problem.remedy)

    def _place(self, address: str) -> tuple[str, int] | None:
        """File and line in which an address stands as a whole, or None."""
        for path, text in self._texts:
            for before, after in (("(", ")"), ("<", ">"), ('"', '"'), ("'", "'"), ("}}", '"'), ("}}", "'")):
                place = text.find(f"{before}{address}{after}")
                if place >= 0:
                    return path, text.count("\n", 0, place) + 1
        return None

    @cached_property
    def _texts(self) -> tuple[tuple[str, str], ...]:
        """Sources, templates of the site's own theme, and settings files, each with its path as problems name it."""
        site_theme = Path(self._settings["THEME"])
        folders = [Path(folder) for folder in self._settings["THEME_TEMPLATES_OVERRIDES"]]
        if not site_theme.is_relative_to(PELICANS_THEMES):
            folders.append(site_theme / "templates")
        templates = [file for folder in folders for file in sorted(folder.rglob("*")) if file.is_file()]
        bases = (site_theme.parent, Path(self._settings["PATH"]).parent, Path.cwd())
        files = [*templates, *sorted(self._settings_files)]
        sources = {source.path: source.text for source in self._sources.values()}
        return (*sorted(sources.items()), *((paths.shown(file, bases), lenient(file)) for file in files))


def _moved(problem: Problem, place: tuple[str, int]) -> Problem:
    return Problem(*place, 0, problem.code, f"{problem.message} (on {problem.path})", problem.remedy)


def _address(problem: Problem) -> str:
    """The address that a message on a link begins with, as it is written."""
    return html.unescape(problem.message.split(" ", 1)[0])


def last_part(address: str) -> str:
    """What an address says of its page: its last part without an ending, the folder's for an index."""
    path = unquote(address.partition("#")[0].partition("?")[0]).rstrip("/").removesuffix("/index.html")
    return posixpath.splitext(posixpath.basename(path))[0].lower()
