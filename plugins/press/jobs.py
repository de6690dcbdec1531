"""The jobs of the workers: HTML that cannot run, made of what authors write."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from markdown import Markdown
from pelican.readers import RstReader

from manuscript.problems import ContentError
from manuscript.source import read_text
from press import sanitiser, typography
from press.extensions import is_own, own_code
from press.store import digest
from press.workers.effects import noted


class Jobs:
    """What workers do. Each job makes JSON data of JSON data, and what it makes depends on nothing that it did before.

    Where what is made may not be kept for another build, it says why as ``impure``.
    """

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self._settings = settings
        self._markdown: Markdown | None = None
        self._impure: list[str] = []  # what the extensions did as they were made
        self._known = {name.partition(".")[0] for name in sys.modules}  # whose code is known to whoever keeps what is made
        self._seen: set[str] = set()
        self._foreign: list[str] = []

    def by_name(self) -> dict[str, Callable[[Any], Any]]:
        """The jobs by their names."""
        return {"markdown": self.markdown, "rst": self.rst, "clean": self.clean, "typogrify": self.typogrify}

    def forget(self) -> None:
        """Begin from the settings as they are now."""
        self._markdown = None

    def markdown(self, value: Mapping[str, Any]) -> dict[str, Any]:
        """The HTML of ``text`` with what was found in it; from one that is ``trusted`` less goes."""
        with noted() as beside:
            markdown = self._converter()
            html = markdown.reset().convert(value["text"])  # footnotes, references and ids of one text must not reach the next
        return {**_cleaned(html, value["trusted"]), "impure": [*self._impure, *beside, *self._foreign_code()][:3]}

    def clean(self, value: Mapping[str, Any]) -> dict[str, Any]:
        """The HTML ``text`` with what was found in it; from one that is ``trusted`` less goes."""
        return _cleaned(value["text"], value["trusted"])

    def rst(self, value: Mapping[str, Any]) -> dict[str, Any]:
        """Body, title and fields of a ``file`` of reStructuredText, whose text had this ``digest``."""
        root = Path(self._settings["PATH"])
        _confine(root)
        settings = {**self._settings, "DOCUTILS_SETTINGS": {**self._settings.get("DOCUTILS_SETTINGS", {}), "_disable_config": True}}
        with noted() as beside, _roles_of_one_text():
            body, fields = _FieldReader(settings).read(value["file"])
        others = [one for one in beside if one != f"open {value['file']}"]
        others += _unsteady(value["file"], root, value["digest"])
        made = _cleaned(body or "", value["trusted"])
        return {"body": made, "title": fields.pop("title", "") or "", "fields": fields, "impure": others[:3]}

    def typogrify(self, value: Mapping[str, Any]) -> str:
        """The HTML ``text`` with TYPOGRIFY's punctuation."""
        return typography.typogrified(value["text"], self._settings)

    def _foreign_code(self) -> list[str]:
        """Modules that only extensions have loaded, and that are neither installed nor theirs: nobody sees when these change."""
        loaded = {name for name in sys.modules if name.partition(".")[0] not in self._known}
        if self._seen != loaded:
            self._seen = loaded
            theirs = own_code(self._settings["MARKDOWN"])
            files = {name: getattr(sys.modules[name], "__file__", None) for name in loaded}
            self._foreign = sorted(
                name for name, file in files.items() if file and is_own(Path(file)) and Path(file).resolve() not in theirs
            )
        return [f"the code of {name}" for name in self._foreign]

    def _converter(self) -> Markdown:
        if self._markdown is None:
            with noted() as beside:
                self._markdown = Markdown(**self._settings["MARKDOWN"])
            self._impure = beside
            if "meta" in self._markdown.preprocessors:
                self._markdown.preprocessors.deregister("meta")
        return self._markdown


def made_elsewhere(settings: Mapping[str, Any]) -> tuple[str, str, Any] | None:
    """How another Python makes these jobs: module, function and its argument. None where the settings are no JSON data.

    Markdown only: of reStructuredText and HTML few sites have so much that it would be worth it.
    """
    needed = {name: settings[name] for name in _NEEDED if name in settings}
    try:
        same = json.loads(json.dumps(needed)) == needed
    except (TypeError, ValueError, RecursionError):
        return None
    return ("press.jobs", "of_settings", needed) if same else None


def of_settings(settings: Mapping[str, Any]) -> dict[str, Callable[[Any], Any]]:
    """The jobs by their names, in another Python."""
    return Jobs(settings).by_name()


_NEEDED: Final = ("MARKDOWN", "PATH", "TYPOGRIFY_DASHES", "TYPOGRIFY_IGNORE_TAGS", "TYPOGRIFY_OMIT_FILTERS")


class _FieldReader(RstReader):
    """Pelican's reader, which leaves the fields as they are written."""

    def process_metadata(self, name: str, value: Any) -> Any:
        return value


def _cleaned(html: str, trusted: bool) -> dict[str, Any]:
    cleaned = sanitiser.clean(html, trusted=trusted)
    return {"html": cleaned.html, "found": [finding.as_data() for finding in cleaned.found]}


def _unsteady(file: str, root: Path, of_text: str) -> list[str]:
    """Why the text of a file may come to something else although it is the same; empty where it does not."""
    try:
        text = read_text(Path(file), root)
    except ContentError:
        text = ""
    if digest(text) != of_text:
        return ["what is being written"]
    return ["the date"] if _DATED.search(text) else []


# A directive of reStructuredText that asks for the day.
_DATED: Final = re.compile(r"\bdate\s*::", re.IGNORECASE)


@contextmanager
def _roles_of_one_text() -> Iterator[None]:
    """Within, docutils may learn roles; it would know those of one text in the next, too."""
    from docutils.parsers.rst import roles  # in the worker only, when there is such a text

    before = dict(roles._roles)
    try:
        yield
    finally:
        roles._roles.clear()
        roles._roles.update(before)


def _confine(root: Path) -> None:
    """Let docutils read from the content folder only, in this process, and nothing from the network.

    Its directives include, raw and csv-table read files and addresses that a text names.
    """
    import docutils.io
    from docutils.parsers.rst.directives import misc, tables

    _CONFINED[:] = [root.resolve(), Path(docutils.__file__).parent]
    opened = docutils.io.FileInput.__init__
    if hasattr(opened, "confined"):
        return

    def confined(self: Any, *arguments: Any, **options: Any) -> None:
        path = options.get("source_path")
        if path and not any(Path(path).resolve().is_relative_to(folder) for folder in _CONFINED):
            raise docutils.io.InputError(None, "it lies outside the content folder", os.path.relpath(path, _CONFINED[0]))
        opened(self, *arguments, **options)

    confined.confined = True  # type: ignore[attr-defined]
    docutils.io.FileInput.__init__ = confined
    misc.urlopen = tables.urlopen = _refuse_address


_CONFINED: Final[list[Path]] = []  # the folders that docutils may read from; the content folder first


def _refuse_address(*_arguments: Any, **_options: Any) -> Any:
    raise OSError("a build asks no other machine")
