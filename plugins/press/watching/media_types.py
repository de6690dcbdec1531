"""Media types: what a file is, by its name, on every machine alike."""

from __future__ import annotations

import mimetypes
from functools import cache
from typing import Final

# What Python's own table lacks, or has only on some machines or of late.
_MORE: Final = {
    ".atom": "application/atom+xml",
    ".avif": "image/avif",
    ".bib": "application/x-bibtex",
    ".gz": "application/gzip",
    ".ico": "image/vnd.microsoft.icon",
    ".ics": "text/calendar",
    ".js": "text/javascript",
    ".jsonld": "application/ld+json",
    ".md": "text/markdown",
    ".mjs": "text/javascript",
    ".opml": "text/x-opml",
    ".otf": "font/otf",
    ".ris": "application/x-research-info-systems",
    ".rss": "application/rss+xml",
    ".ttf": "font/ttf",
    ".ttl": "text/turtle",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
_TEXTUAL: Final = ("application/json", "application/xml", "application/x-bibtex", "application/x-research-info-systems")


def content_type(name: str) -> str:
    """The value of Content-Type for a file of this name; what is text is UTF-8, as the press writes it."""
    ending = f".{name.rpartition('.')[2].lower()}" if "." in name else ""
    kind = _types().get(ending, "application/octet-stream")
    is_text = kind.startswith("text/") or kind in _TEXTUAL or kind.endswith(("+xml", "+json"))
    return f"{kind}; charset=utf-8" if is_text else kind


def is_html(name: str) -> bool:
    """Whether browsers show a file of this name as a page."""
    return content_type(name).startswith("text/html")


@cache
def _types() -> dict[str, str]:
    return {**mimetypes.MimeTypes().types_map[1], **_MORE}
