"""The strict readers: one reading of the header for everybody, faults with their place, HTML that cannot run."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from markupsafe import Markup
from pelican.readers import BaseReader, HTMLReader, MarkdownReader, Readers, RstReader

from manuscript.problems import ContentError, Problem
from manuscript.source import shown_path
from press import sanitiser
from press.converter import Converter
from press.moments import complete

# Pelican takes the first of these where a header has several, and makes a list of any other key that stands twice.
_SINGLE = frozenset(("tags", "date", "modified", "status", "category", "author", "authors", "save_as", "url", "slug"))


def strict_readers(converter: Converter) -> dict[str, type[BaseReader]]:
    """Our readers for the endings that Pelican has readers for, for its setting READERS.

    They have Pelican's names, which themes and plugins may ask a text for.
    """
    made = {cls: type(cls.__name__, (strict, cls), {"converter": converter}) for cls, strict in _STRICT.items()}
    return {ending: strict for cls, strict in made.items() for ending in cls.file_extensions if cls.enabled}


def clean_others(readers: Readers, converter: Converter) -> None:
    """Make the readers of plugins clean what they read, too."""
    for ending, reader in readers.readers.items():
        if ending != "static" and not isinstance(reader, _Strict):
            readers.readers[ending] = _cleaning(reader, converter)


class _Strict(BaseReader):
    """What our readers share. Raises ContentError: the file cannot be read. Raises ValueError: a date is not whole."""

    converter: Converter

    def process_metadata(self, name: str, value: Any) -> Any:
        """A value as Pelican wants it; a date has its year, month and day, which Pelican would take from today."""
        if name in ("date", "modified") and isinstance(value, str):
            complete(value)
        return super().process_metadata(name, value)

    def _path(self, file: str) -> str:
        return shown_path(Path(file), Path(self.settings["PATH"]))

    def _text(self, file: str) -> str:
        return self.converter.sources.text(file)


class _StrictMarkdown(_Strict):
    """Pelican's Markdown reader, but the header is read by ``manuscript.source`` and one converter serves all files."""

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """The HTML and the metadata of a source."""
        source = self.converter.sources.source(source_path)
        body = self.converter.markdown(source.body, source.path, line=source.body_line, file=source_path)
        values: dict[str, list[str]] = {}
        lines: dict[str, int] = {}
        for field in source.fields:
            name = field.key.lower()
            lines.setdefault(name, field.line)
            values.setdefault(name, []).extend([field.value] if name in _SINGLE else field.lines)
        metadata = {name: self._value(name, given, source.path, lines[name]) for name, given in values.items()}
        self.converter.begin_next(source_path)
        return body, metadata

    def _value(self, name: str, given: list[str], path: str, line: int) -> Any:
        if name in self.settings["FORMATTED_FIELDS"]:
            return self.process_metadata(name, self.converter.markdown("\n".join(given), path, line=line))
        value = given[0] if name in _SINGLE or len(given) == 1 else given
        if name == "lang" and isinstance(value, str):
            value = value.lower()  # Pelican compares languages in lower case
        return self.process_metadata(name, value)


class _StrictRst(_Strict):
    """Pelican's reader of reStructuredText, in the worker; nothing is read from outside the content folder."""

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """The HTML and the metadata of a source."""
        text = self._text(source_path)
        body, title, fields = self.converter.rst(source_path, self._path(source_path), source=text)
        metadata = {name: self._value(name, value, source_path) for name, value in fields.items()}
        if title:
            metadata.setdefault("title", sanitiser.plain_title(title))
        return body, metadata

    def _value(self, name: str, value: Any, source_path: str) -> Any:
        if name in self.settings["FORMATTED_FIELDS"] and isinstance(value, str):
            value = self.converter.clean(value, self._path(source_path))
        return self.process_metadata(name, value)


class _StrictHTML(_Strict):
    """Pelican's reader of HTML, its body cleaned."""

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """The HTML and the metadata of a source."""
        text = self._text(source_path)
        if fault := _outside_body(text):
            message, remedy = (
                f"words stand outside of the body, and would be shown to nobody: {fault}",
                "Put them between <body> and </body>",
            )
            raise ContentError(Problem(self._path(source_path), 0, 0, "eaten-text", message, remedy))
        if (opened := text.rfind("<!--")) > text.rfind("-->"):
            line = text.count("\n", 0, opened) + 1
            raise ContentError(Problem(self._path(source_path), line, 0, "unclosed", "a comment is not closed", "Close it with -->"))
        body, metadata = super().read(source_path)
        if isinstance(metadata.get("title"), str):
            metadata["title"] = sanitiser.plain_title(metadata["title"])
        path = self._path(source_path)
        return self.converter.clean(body, path, source=text), _cleaned(metadata, self.converter, self.settings, path)


def _cleaned(metadata: dict[str, Any], converter: Converter, settings: dict[str, Any], path: str) -> dict[str, Any]:
    """The metadata in which the fields that templates print as HTML (FORMATTED_FIELDS) are clean."""
    formatted = {name: value for name in settings["FORMATTED_FIELDS"] if isinstance(value := metadata.get(name), str)}
    return {**metadata, **{name: converter.clean(value, path) for name, value in formatted.items()}}


def _outside_body(text: str) -> str:
    """The first words of an HTML file that are in no body that is opened and closed; empty where all are."""
    if len(_BODY.findall(text)) > 1:
        return "there are two bodies, of which one would be shown"
    rest = _WHOLE_BODY.sub("", _HEAD.sub("", text))
    if opened := _BODY.search(rest):  # and not closed
        rest = rest[opened.end() :]
    return " ".join(Markup(_NO_WORDS.sub("", rest)).striptags().split())[:60]


_HEAD = re.compile(r"<head\b.*?</head\s*>|<!doctype[^>]*>|<title\b.*?</title\s*>", re.IGNORECASE | re.DOTALL)
_BODY = re.compile(r"<body\b[^>]*>", re.IGNORECASE)
_WHOLE_BODY = re.compile(r"<body\b.*</body\s*>", re.IGNORECASE | re.DOTALL)
_NO_WORDS = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)

_STRICT = {MarkdownReader: _StrictMarkdown, RstReader: _StrictRst, HTMLReader: _StrictHTML}


def _cleaning(reader: Any, converter: Converter) -> Any:
    """A reader of a plugin, whose HTML is cleaned."""
    cls = type(reader)

    class Cleaning(cls):  # type: ignore[valid-type, misc]
        def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
            body, metadata = super().read(source_path)
            path = shown_path(Path(source_path), Path(self.settings["PATH"]))
            html = converter.clean(body, path) if isinstance(body, str) else body
            return html, _cleaned(metadata, converter, self.settings, path)

    reader.__class__ = type(cls.__name__, (Cleaning,), {})
    return reader
