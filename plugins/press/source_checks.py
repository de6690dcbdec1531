"""Source checks: what is wrong in each source on its own, told again of those that stay as they were."""

from __future__ import annotations

import datetime
import json
import os
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import astuple, replace
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath
from typing import Any, Final

from manuscript.problems import ContentError, Problem
from manuscript.source import MARKDOWN, Source, parse, shown_path
from press import dates, headers, markup, other_headers
from press.contents import NoDataError
from press.converter import in_time
from press.inventory import OTHERS, Inventory
from press.ledger import Ledger
from press.rereading import described_as_data
from press.sources import Sources, lenient
from press.store import digest
from press.workers import TooCostly

# How templates and plugins ask a text for something of its header: after a dot, or by a name in quotation marks.
_ASKED: Final = re.compile(r"""(?:\.|(?<=')(?=\w+')|(?<=")(?=\w+"))(\w+)""")


class SourceChecks:
    """What is wrong in the Markdown sources: their encoding, their header, their marks.

    Each is looked at while it is converted; ``rest`` looks at those that nobody has converted. The headers of paths in the
    context's ``headers_checked`` a plugin has checked by its own rules.
    """

    def __init__(self, inventory: Inventory, context: Mapping[str, Any], plugins: Iterable[Any], sources: Sources) -> None:
        self._context = context
        self._sources = sources
        self._root = inventory.root
        self._now = dates.now()
        self._used = _asked_for(Path(context["THEME"]), tuple(context["THEME_TEMPLATES_OVERRIDES"]), plugins)
        self._keys = headers.known_keys(context, self._used)
        extensions = map(_extension_name, context["MARKDOWN"].get("extensions", ()))
        self._footnotes = any("footnotes" in name or "extra" in name for name in extensions)
        self._articles = inventory.under(context["ARTICLE_PATHS"], context["ARTICLE_EXCLUDES"], None)
        # In the order in which Pelican reads them, each once.
        self._texts = self._articles | inventory.under(context["PAGE_PATHS"], context["PAGE_EXCLUDES"], None)
        self._done: set[str] = set()
        self._found: set[Problem] = set()
        self._ledger = self._begun()

    def look_at(self, file: str) -> None:
        """Find what is wrong in a source, by its absolute path."""
        name = file[len(self._folder) :].replace(os.sep, "/")
        if name in self._done:
            return
        self._done.add(name)
        try:
            token = self._sources.digest(file) + ("" if self._is_ours(name) else "-")
            if self._ledger.knows(name, token):
                self._found |= {Problem(*one) for one in self._ledger.get(name) or ()}
            else:
                self._look_into(name, file, token)
        except ContentError as error:
            self._found |= set(error.problems)
        except TooCostly:  # told by whoever reads it
            return

    def _look_into(self, name: str, file: str, token: str) -> None:
        instants: list[datetime.datetime] = []
        with in_time(self._context):
            if name.lower().endswith(MARKDOWN):
                found = set(self._faults(name, self._sources.text(file), self._sources.source(file), instants))
            else:
                found = set(self._other_faults(name, self._sources.text(file), instants))
        self._found |= found
        last = max((instant.timestamp() for instant in instants), default=0.0)
        if last <= self._now.timestamp():  # else it is told otherwise once that has passed
            self._ledger.put(name, token, [astuple(one) for one in sorted(found)] or None, since=last)

    def rest(self) -> set[Problem]:
        """Everything that was found, also in the sources that were not looked at yet."""
        for file in (*self.files(), *(str(self._root / file) for file in self._texts if file.lower().endswith(OTHERS))):
            self.look_at(file)
        self._ledger.keep()
        return self._found

    def files(self) -> tuple[str, ...]:
        """The absolute paths of all Markdown sources, in the order in which Pelican reads them."""
        data = tuple(f"{folder}/" for folder in self._context.get("PRESS_DATA_PATHS", ()))
        texts = (file for file in self._texts if file.lower().endswith(MARKDOWN) and not file.startswith(data))
        return tuple(f"{self._folder}{file.replace('/', os.sep)}" for file in texts)

    @property
    def _folder(self) -> str:
        return f"{self._root}{os.sep}"

    def _begun(self) -> Ledger:
        """What was told of the sources by the same rules."""
        names = (*headers.SETTINGS, "ARTICLE_PATHS", "ARTICLE_EXCLUDES", "PAGE_PATHS", "PAGE_EXCLUDES")
        store = self._context.get("store")
        try:
            settings = json.dumps([described_as_data(self._context.get(name)) for name in names])
        except NoDataError:
            settings, store = "", None
        key = digest(str(self._root), settings, str(self._footnotes), *sorted(self._used))
        return Ledger(store, "source-checks", key, now=self._now.timestamp())

    def _is_ours(self, name: str) -> bool:
        """Whether the header of a text is checked here, by Pelican's rules."""
        return f"{self._root.name}/{name}" not in self._context["headers_checked"]

    def _faults(self, name: str, text: str, source: Source, instants: list[datetime.datetime]) -> Iterator[Problem]:
        if source.status == "skip" or name not in self._texts:
            return
        if self._is_ours(name):
            given, dated = headers.provided(name, self._context), name in self._articles
            yield from self._header_faults(text, source, used=self._used, given=given, dated=dated, instants=instants)
        yield from markup.check(source, footnotes=self._footnotes)

    def _header_faults(
        self, text: str, source: Source, *, used: frozenset[str], given: Collection[str], dated: bool, instants: list[datetime.datetime]
    ) -> Iterator[Problem]:
        known = self._keys if used is self._used else None
        check = partial(headers.check, settings=self._context, used=used, known=known, now=self._now)
        yield from check(text, source, given=given, dated=dated, instants=instants)

    def _other_faults(self, name: str, text: str, instants: list[datetime.datetime]) -> Iterator[Problem]:
        """What is wrong with the header of a text that is no Markdown, read as if it were written as one; with the pictures of HTML."""
        path = shown_path(self._root / name, self._root)
        fields = other_headers.fields_of(text, ending=PurePosixPath(name).suffix.lower())
        written = "\n".join(f"{field.key}: {field.value}" for field in fields) + "\n\nText.\n"
        source = parse(written, path)
        if source.status == "skip":
            return
        given = headers.provided(name, self._context) | {"title", "date"}
        used = self._used | other_headers.COMMON
        for problem in self._header_faults(written, source, used=used, given=given, dated=False, instants=instants):
            if problem.code not in _SAID_OF_MARKDOWN and 0 < problem.line <= len(fields):
                yield replace(problem, line=fields[problem.line - 1].line, column=0)
        if not name.lower().endswith(".rst"):
            marks = markup.check(Source(path, (), text, 1), footnotes=False)
            yield from (problem for problem in marks if problem.code in ("empty-link", "missing-alt"))


_SAID_OF_MARKDOWN: Final = frozenset(("header-format", "stray-line", "eaten-text", "missing-title", "missing-date"))


def _extension_name(extension: Any) -> str:
    return extension if isinstance(extension, str) else type(extension).__module__


def _asked_for(site_theme: Path, overrides: tuple[str, ...], plugins: Iterable[Any]) -> frozenset[str]:
    """The words, in lower case, that templates and plugins ask texts for."""
    files = [file for folder in (site_theme / "templates", *map(Path, overrides)) for file in folder.rglob("*") if file.is_file()]
    for plugin in plugins:
        module = sys.modules.get(str(getattr(plugin, "__module__", None) or getattr(plugin, "__name__", "")))
        if file := getattr(module, "__file__", None):
            files += Path(file).parent.glob("*.py") if Path(file).name == "__init__.py" else [Path(file)]
    return frozenset(word for file in files for word in _words_in(lenient(file)))


@lru_cache(maxsize=1024)  # between the builds of one process, few of them change
def _words_in(text: str) -> frozenset[str]:
    return frozenset(_ASKED.findall(text.lower()))
