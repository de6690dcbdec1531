"""Other headers: what reStructuredText and HTML say in the place of a header, as fields with their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Final

from manuscript.source import Field

# Names that stand in the heads of pages and the tops of documents everywhere, and that nothing of a site need read.
COMMON: Final = frozenset(
    {"viewport", "generator", "robots", "referrer", "theme-color", "color-scheme", "application-name", "charset", "contents"}
    | {"address", "contact", "copyright", "dedication", "abstract", "organization", "revision", "version"}
)
_RST: Final = re.compile(r"^:(?P<key>[A-Za-z0-9_-]+):(?:[ \t]+(?P<value>.*))?$", re.MULTILINE)
_META: Final = re.compile(r"<meta\b[^<>]*>", re.IGNORECASE)
_PART: Final = re.compile(
    r"""\b(?P<name>name|contents?)\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>]+))""", re.IGNORECASE
)
_HIGHEST: Final = 20_000  # characters; nobody writes a header below


def fields_of(text: str, *, ending: str) -> tuple[Field, ...]:
    """The fields of a text by the ending of its file (``.rst`` or an ending of HTML), in their order; none of other texts."""
    if ending == ".rst":
        return tuple(_of_rst(text[:_HIGHEST]))
    return tuple(_of_html(text[:_HIGHEST])) if ending in (".html", ".htm") else ()


def _of_rst(text: str) -> Iterator[Field]:
    """The first list of fields: what stands below the title without a paragraph between."""
    last = 0
    for match in _RST.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        if last and re.search(r"^\S", text[last : match.start()].strip("\n"), re.MULTILINE):
            return
        last = match.end()
        yield Field(match["key"], (match["value"] or "").strip(), line, 1)


def _of_html(text: str) -> Iterator[Field]:
    for tag in _META.finditer(text):
        parts = {part["name"].lower(): unescape(part["double"] or part["single"] or part["bare"] or "") for part in _PART.finditer(tag[0])}
        key = parts.get("name", "")
        if re.fullmatch(r"[A-Za-z0-9_-]+", key):
            value = " ".join((parts.get("content") or parts.get("contents") or "").split())
            yield Field("tags" if key.lower() == "keywords" else key, value, text.count("\n", 0, tag.start()) + 1, 1)
