"""Meta tags: what the head of a page tells programs that collect citations, from the record of a text in CSL-JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from editorial import csl_fields
from editorial.csl_fields import Name, text

# Source: OpenURL 1.0 (ANSI/NISO Z39.88-2004), the matrix "dc"; COinS 1.0.
_COINS: Final = (("ctx_ver", "Z39.88-2004"), ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"))
_DC_TYPES: Final[Mapping[str, str]] = {"report": "report", "post-weblog": "blogPost"}


def highwire(record: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """The ``citation_`` tags of a paper, names and contents, in order: one author a tag, groups too.

    Source: Google Scholar, Inclusion Guidelines for Webmasters, "Indexing guidelines"; dates are written as 2016/01/18.
    """
    return tuple((name, value) for name, value in _highwire(record) if value)


def _highwire(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "citation_title", text(record, "title")
    yield from (("citation_author", _whole(name)) for name in csl_fields.names(record, "author"))
    yield "citation_publication_date", "/".join(f"{part:02d}" for part in csl_fields.issued(record))
    yield "citation_technical_report_institution", text(record, "publisher")
    yield "citation_technical_report_number", f"version {text(record, 'version')}" if text(record, "version") else ""
    yield "citation_publisher", text(record, "publisher")
    yield "citation_language", text(record, "language")
    yield "citation_abstract", text(record, "abstract")
    yield "citation_public_url", text(record, "URL")
    yield "citation_fulltext_html_url", text(record, "URL")


def coins(record: Mapping[str, Any]) -> str:
    """The record as a COinS: the title of an empty ``span`` of class Z3988, which reference managers read."""
    pairs = [
        *_COINS,
        ("rft.type", _DC_TYPES.get(text(record, "type"), "webpage")),
        ("rft.title", text(record, "title")),
        *(("rft.creator", _whole(name)) for name in csl_fields.names(record, "author")),
        ("rft.date", "-".join(f"{part:02d}" for part in csl_fields.issued(record))),
        ("rft.publisher", text(record, "publisher")),
        ("rft.source", text(record, "container-title")),
        ("rft.relation", f"version {text(record, 'version')}" if text(record, "version") else ""),
        ("rft.language", text(record, "language")),
        ("rft.identifier", text(record, "URL")),
    ]
    return urlencode([(key, value) for key, value in pairs if value])


def _whole(name: Name) -> str:
    """A name in one piece: that of a body as it is, that of a person as ``Family, Given``."""
    family = csl_fields.with_particle(name.particle, name.family)
    return name.literal or ", ".join(filter(None, (family, name.given)))
