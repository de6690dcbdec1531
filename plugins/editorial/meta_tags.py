"""Meta tags: what the head of a page tells programs that collect citations, from the record of a text in CSL-JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from editorial import csl_fields
from editorial.csl_fields import Name, text

# Source: OpenURL 1.0 (ANSI/NISO Z39.88-2004), the matrices "book" (for reports) and "dc"; COinS 1.0.
_COINS: Final = "Z39.88-2004"
_BOOK, _DC = "info:ofi/fmt:kev:mtx:book", "info:ofi/fmt:kev:mtx:dc"


def highwire(record: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """The ``citation_`` tags of a paper, names and contents, in order: one author a tag, groups too.

    Source: Google Scholar, Inclusion Guidelines for Webmasters, "Indexing guidelines"; dates are written as 2016/01/18.
    """
    return tuple((name, value) for name, value in _highwire(record) if value)


def _highwire(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "citation_title", text(record, "title")
    yield from (("citation_author", _whole(name)) for name in csl_fields.names(record, "author"))
    yield "citation_publication_date", csl_fields.day(record, "/")
    yield "citation_technical_report_institution", text(record, "publisher")
    yield "citation_technical_report_number", _version(record)
    yield "citation_publisher", text(record, "publisher")
    yield "citation_language", text(record, "language")
    yield "citation_abstract", text(record, "abstract")
    yield "citation_public_url", text(record, "URL")
    yield "citation_fulltext_html_url", text(record, "URL")


def coins(record: Mapping[str, Any]) -> str:
    """The record as a COinS: the title of an empty ``span`` of class Z3988, which reference managers read.

    A report is one of the matrix for books, which knows bodies as authors, parts no name of theirs, and has them before people.
    """
    names = csl_fields.names(record, "author")
    date = csl_fields.day(record)
    if text(record, "type") == "report":
        pairs = [
            ("rft_val_fmt", _BOOK),
            ("rft.genre", "report"),
            ("rft.btitle", text(record, "title")),
            *(("rft.aucorp" if name.literal else "rft.au", name.literal or _whole(name)) for name in names),
            ("rft.date", date),
            ("rft.edition", _version(record)),
            ("rft.pub", text(record, "publisher")),
            ("rft_id", text(record, "URL")),
        ]
    else:
        pairs = [
            ("rft_val_fmt", _DC),
            ("rft.type", "blogPost"),
            ("rft.title", text(record, "title")),
            *(("rft.creator", _whole(name)) for name in names),
            ("rft.date", date),
            ("rft.source", text(record, "container-title")),
            ("rft.identifier", text(record, "URL")),
        ]
    pairs.append(("rft.language", text(record, "language")))
    return urlencode([("ctx_ver", _COINS), *((key, value) for key, value in pairs if value)])


def _version(record: Mapping[str, Any]) -> str:
    return f"version {text(record, 'version')}" if text(record, "version") else ""


def _whole(name: Name) -> str:
    """A name in one piece: that of a body as it is, but for its commas, that of a person as ``Family, Given``."""
    family = csl_fields.with_particle(name.particle, name.family)
    return name.literal.translate(csl_fields.COMMA) or ", ".join(filter(None, (family, name.given)))
