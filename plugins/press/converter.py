"""The converter: what authors write made into HTML that cannot run, in a worker that may not take too long."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any, Final

from markdown import Markdown
from pelican.readers import RstReader

from manuscript.problems import ContentError, Problem
from press import sanitiser
from press.sources import Sources
from press.workers import JobFailed, TooCostly, Worker, limited

SECONDS: Final = 10.0
MEGABYTES: Final = 1024


def in_time(settings: Mapping[str, Any]) -> AbstractContextManager[None]:
    """Within, what takes longer than one text may take raises TooCostly; for what no worker does."""
    return limited(settings.get("PRESS_SECONDS", SECONDS))


# docutils tells the line of what it cannot read in the text of its error.
_DOCUTILS: Final = re.compile(r":(?P<line>\d+): \([A-Z]+/\d\) (?P<told>.*)", re.DOTALL)


class Converter:
    """Makes HTML of Markdown and reStructuredText, and cleans any HTML; ``problems`` gathers what was found in it.

    Every text goes through the worker by itself: what takes more than PRESS_SECONDS or PRESS_MEGABYTES is a problem of its
    source, and the others go on.
    """

    def __init__(self, settings: dict[str, Any]) -> None:
        self._settings = settings
        self._root = Path(settings["PATH"])
        self._trusted = tuple(path.strip("/") for path in settings.get("PRESS_TRUSTED", ()))
        self.problems: set[Problem] = set()
        self.sources = Sources(self._root)
        # What is done with a source while it is converted, given its absolute path.
        self.meanwhile: Callable[[str], None] = lambda _: None
        self.following: Mapping[str, str] = {}  # the source that is read after each, by their absolute paths
        jobs: Mapping[str, Callable[[Any], Any]] = {"markdown": self._markdown, "rst": self._rst, "clean": self._clean}
        seconds, megabytes = settings.get("PRESS_SECONDS", SECONDS), settings.get("PRESS_MEGABYTES", MEGABYTES)
        self._worker = Worker(jobs, seconds=seconds, megabytes=megabytes)
        self._markdown_converter: Markdown | None = None

    def close(self) -> None:
        """End the worker."""
        self._worker.close()

    def begin(self) -> None:
        """Forget the build before."""
        self.problems.clear()
        self.sources.forget()

    def markdown(self, text: str, path: str, *, line: int = 1, file: str = "") -> str:
        """The HTML of a Markdown text, which stands in its source from ``line`` on. With ``file``, ``meanwhile`` is done with that.

        Raises ContentError: it cannot be converted.
        """
        made = self._run("markdown", {"text": text, "trusted": self._trusts(path)}, path, file)
        return self._cleaned(made, path, text, line)

    def begin_next(self, file: str) -> None:
        """Let the worker begin with the source that is read after this one."""
        try:
            source = self.sources.source(self.following[file])
        except (KeyError, ContentError):
            return
        self._worker.begin("markdown", {"text": source.body, "trusted": self._trusts(source.path)})

    def clean(self, html: str, path: str, *, source: str = "") -> str:
        """HTML of whatever reader, with nothing in it that runs. Raises ContentError: it cannot be read."""
        made = self._run("clean", {"text": html, "trusted": self._trusts(path)}, path)
        return self._cleaned(made, path, source or (self._source(path) if made["found"] else ""), 1)

    def rst(self, file: str, path: str, *, source: str = "") -> tuple[str, str, dict[str, Any]]:
        """Body and title of a reStructuredText file as HTML, and its fields as written. Raises ContentError: it cannot be converted."""
        made = self._run("rst", {"file": file, "trusted": self._trusts(path)}, path)
        return self._cleaned(made["body"], path, source, 1), made["title"], made["fields"]

    def _cleaned(self, made: Mapping[str, Any], path: str, source: str, line: int) -> str:
        if made["found"]:
            found = tuple(map(sanitiser.Finding.from_data, made["found"]))
            self.problems |= set(sanitiser.problems(found, source, line, path))
        return str(made["html"])

    def _source(self, path: str) -> str:
        try:
            return self.sources.text(str(self._root.parent / path))
        except ContentError:
            return ""

    def _run(self, job: str, value: Mapping[str, Any], path: str, file: str = "") -> Any:
        try:
            return self._worker.run(job, value, meanwhile=partial(self.meanwhile, file) if file else None)
        except TooCostly as error:
            remedy = "Make it shorter or simpler; PRESS_SECONDS and PRESS_MEGABYTES are the limits"
            raise ContentError(Problem(path, 0, 0, "too-costly", f"the text cannot be converted: {error}", remedy)) from error
        except JobFailed as error:
            raise ContentError(_fault(str(error), path)) from error

    def _trusts(self, path: str) -> bool:
        """Whether the settings vouch for a source, or for the folder that it lies in."""
        file = path.removeprefix(f"{self._root.name}/")
        return any(f"{file}/".startswith(f"{trusted}/") for trusted in self._trusted)

    # --- in the worker ---------------------------------------------------------------------------

    def _markdown(self, value: Mapping[str, Any]) -> dict[str, Any]:
        if self._markdown_converter is None:
            self._markdown_converter = Markdown(**self._settings["MARKDOWN"])
            if "meta" in self._markdown_converter.preprocessors:
                self._markdown_converter.preprocessors.deregister("meta")
        # State of one text (footnotes, references, ids) must not reach the next.
        return _as_data(self._markdown_converter.reset().convert(value["text"]), value["trusted"])

    def _clean(self, value: Mapping[str, Any]) -> dict[str, Any]:
        return _as_data(value["text"], value["trusted"])

    def _rst(self, value: Mapping[str, Any]) -> dict[str, Any]:
        _confine(self._root)
        settings = {**self._settings, "DOCUTILS_SETTINGS": {**self._settings.get("DOCUTILS_SETTINGS", {}), "_disable_config": True}}
        reader = _FieldReader(settings)
        body, fields = reader.read(value["file"])
        return {"body": _as_data(body or "", value["trusted"]), "title": fields.pop("title", "") or "", "fields": fields}


class _FieldReader(RstReader):
    """Pelican's reader, which leaves the fields as they are written."""

    def process_metadata(self, name: str, value: Any) -> Any:
        return value


def _as_data(html: str, trusted: bool) -> dict[str, Any]:
    cleaned = sanitiser.clean(html, trusted=trusted)
    return {"html": cleaned.html, "found": [finding.as_data() for finding in cleaned.found]}


def _fault(told: str, path: str) -> Problem:
    """The problem of a text that its converter refuses."""
    if match := _DOCUTILS.search(told):
        return Problem(path, int(match["line"]), 0, "pelican-error", " ".join(match["told"].split()))
    return Problem(path, 0, 0, "pelican-error", f"the text cannot be converted: {' '.join(told.split())}")


def _confine(root: Path) -> None:
    """Let docutils read from the content folder only, in this process, and nothing from the network.

    Its directives include, raw and csv-table read files and addresses that a text names.
    """
    import docutils.io  # in the worker only, when there is such a text
    from docutils.parsers.rst.directives import misc, tables

    opened = docutils.io.FileInput.__init__
    if hasattr(opened, "confined"):
        return
    allowed = (root.resolve(), Path(docutils.__file__).parent)

    def confined(self: Any, *arguments: Any, **options: Any) -> None:
        path = options.get("source_path")
        if path and not any(Path(path).resolve().is_relative_to(folder) for folder in allowed):
            raise docutils.io.InputError(None, "it lies outside the content folder", os.path.relpath(path, root))
        opened(self, *arguments, **options)

    confined.confined = True  # type: ignore[attr-defined]
    docutils.io.FileInput.__init__ = confined
    misc.urlopen = tables.urlopen = _refuse_address


def _refuse_address(*_arguments: Any, **_options: Any) -> Any:
    raise OSError("a build asks no other machine")
