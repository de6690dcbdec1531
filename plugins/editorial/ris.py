"""Works in RIS, from CSL-JSON: as Zotero, EndNote and others read it.

Source: RIS Format Specifications, Research Information Systems, 2001 and 2011. Where they and the readers differ, a tag is
what Zotero's translator takes it for, which follows EndNote.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from editorial import csl_fields
from editorial.csl_fields import Name, text

_TYPES: Final = {
    "article": "JOUR",
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "chapter": "CHAP",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "legal_case": "CASE",
    "legislation": "STAT",
    "paper-conference": "CONF",
    "post": "BLOG",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "thesis": "THES",
    "webpage": "ELEC",
}
# Elsewhere A2 is someone else: a series' editor, a bill's sponsor, a case's reporter. There ED is the editor.
_WITH_EDITOR_IN_A2: Final = frozenset({"JOUR", "CHAP", "CONF", "DICT", "ENCYC", "GEN"})
_NUMBERS: Final = {"RPRT": "SN", "CASE": "SV", "CHAP": "SV"}
_SERIALS: Final = frozenset({"JOUR", "MGZN", "NEWS"})


def ris(items: Iterable[Mapping[str, Any]]) -> str:
    r"""The works as RIS records, in the order given; empty for none.

    Lines end in ``\n``, not ``\r\n`` as the specification has it: all readers take both, and a diff stays legible. A value
    is on one line. A URL with a semicolon stays whole, though a reader may take it for two (the specification lets it).
    """
    return "".join(f"{tag}  - {value}\n" for item in items for tag, value in _lines(item))


def _lines(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    kind = _TYPES.get(text(item, "type"), "GEN")
    yield "TY", kind
    yield from ((tag, value) for tag, value in _values(kind, item) if value)
    yield "ER", ""


def _values(kind: str, item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The tags of a record with their values, in the order of the file; some empty."""
    yield "ID", text(item, "id")
    yield from (("AU", _name(name)) for name in csl_fields.names(item, "author"))
    yield from (("A2" if kind in _WITH_EDITOR_IN_A2 else "ED", _name(name)) for name in csl_fields.names(item, "editor"))
    yield "TI", text(item, "title")
    yield "T2", text(item, "container-title")
    yield from _dates(csl_fields.issued(item))
    yield "VL", text(item, "volume")
    yield "IS", text(item, "issue")
    yield from zip(("SP", "EP"), csl_fields.PAGE_RANGE.split(text(item, "page"), 1), strict=False)
    yield "ET", text(item, "edition") or text(item, "version")
    yield "PB", text(item, "publisher")
    yield "CY", text(item, "publisher-place")
    yield _NUMBERS.get(kind, "M1"), text(item, "number")
    yield from (("SN", text(item, key)) for key in (("ISSN", "ISBN") if kind in _SERIALS else ("ISBN", "ISSN")))
    yield "M3", text(item, "genre") if kind in ("RPRT", "THES") else ""
    yield "DO", csl_fields.doi(item)
    yield "UR", text(item, "URL")
    yield "LA", text(item, "language")
    yield "AB", text(item, "abstract")
    yield "N1", text(item, "note")


def _dates(date: tuple[int, ...]) -> Iterator[tuple[str, str]]:
    """The year, and with a month the date: year/month/day/other, where a part may be empty, but no slash left out."""
    parts = [f"{date[0]:04d}", *(f"{part:02d}" for part in date[1:])] if date else [""]
    yield "PY", parts[0]
    yield "DA", "/".join((*parts, "", "", "")[:4]) if len(parts) > 1 else ""


def _name(name: Name) -> str:
    """``Family, Given, Suffix``, or the name of a body."""
    family = csl_fields.with_particle(name.particle, name.family)
    # The place of the dropping particle is after the given name: Beethoven, Ludwig van.
    given = " ".join(filter(None, (name.given, name.dropping)))
    parts = [part.translate(csl_fields.COMMA) for part in (name.literal or family, given, name.suffix)]
    return ", ".join(parts).rstrip(", ")
