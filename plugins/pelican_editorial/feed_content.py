"""Feed content: the HTML of a text for readers that have neither our style sheet nor our page, with nothing in it that runs."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import nh3

# What a text may be made of; what is not among these goes, and its words stay.
_TAGS: Final = frozenset(nh3.ALLOWED_TAGS) - {"details", "summary", "nav", "hgroup", "center", "tt", "strike", "acronym"} | {
    "audio", "math", "mfrac", "mi", "mn", "mo", "mover", "mroot", "mrow", "msqrt", "msub", "msubsup", "msup", "mtable", "mtd", "mtext",
    "mtr", "munder", "munderover", "section", "tfoot", "video",
}  # fmt: skip
_ATTRIBUTES: Final = {
    "*": {"dir", "lang", "title"},
    "a": {"href", "hreflang"},
    "audio": {"controls", "src"},
    "blockquote": {"cite"},
    "col": {"span"},
    "data": {"value"},
    "del": {"cite", "datetime"},
    "img": {"alt", "height", "src", "width"},
    "ins": {"cite", "datetime"},
    "li": {"value"},
    "math": {"display"},
    "ol": {"reversed", "start", "type"},
    "q": {"cite"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "video": {"controls", "height", "poster", "src", "width"},
}
_ADDRESSES: Final = frozenset({"cite", "href", "poster", "src"})
# The characters of an address that stand for themselves. Source: RFC 3986 §2.2, §2.3.
_SAFE: Final = "%/:=&?~#+!$,;'@()*"
_PLAIN: Final = re.compile(r"[A-Za-z0-9._%/:=&?~#+!$,;'@()*-]+")
_HOST: Final = re.compile(r"(?:[\w.:@-]|\[[0-9A-Fa-f:.]+\])+")
# What holds no words of the text.
_DROPPED: Final = {"iframe", "noscript", "object", "script", "style", "template"}
_SUMMARY: Final = re.compile(r"<(/?)summary\b[^<>]*>", re.IGNORECASE)
# Where a drawing begins, and where it ends.
_EDGE: Final = re.compile(r"<svg\b|(</svg\s*>)", re.IGNORECASE)
_TITLE: Final = re.compile(r"<title\b[^<>]*>([^<>]*)<", re.IGNORECASE)
_LABEL: Final = re.compile(r"\baria-label\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)


def for_feeds(body: str, page: str) -> str:
    """The HTML of a text as it goes into feeds; ``page`` is the absolute address of its page.

    Links and pictures are absolute, those within the text too, which lead to the page. What readers cannot open stands open; a
    drawing is named, with a link to the page.
    """
    opened = _SUMMARY.sub(lambda tag: "</strong></p>" if tag[1] else "<p><strong>", body)
    return nh3.clean(
        _without_drawings(opened, page),
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        clean_content_tags=_DROPPED,
        attribute_filter=_absolute(page),
        link_rel=None,
        url_schemes={"http", "https", "mailto", "tel", "doi"},
    ).strip()


def _absolute(page: str) -> Callable[[str, str, str], str | None]:
    """What makes addresses absolute; one that cannot be read is left out."""

    def filtered(_tag: str, name: str, value: str) -> str | None:
        if name not in _ADDRESSES:
            return value
        try:
            return _encoded(urljoin(page, value.strip()))
        except ValueError:
            return None

    return filtered


def _encoded(address: str) -> str:
    """An address with the characters encoded that none may have. Raises ValueError: its host has one."""
    if _PLAIN.fullmatch(address):
        return address
    parts = urlsplit(address)
    if parts.netloc and not _HOST.fullmatch(parts.netloc):
        raise ValueError(f"{parts.netloc} is no host")
    path, query, fragment = (quote(part, safe=_SAFE) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, parts.netloc, path, query, fragment))


def _without_drawings(body: str, page: str) -> str:
    """The HTML with each drawing, which most readers leave out, named in its place, with a link to the page."""
    parts: list[str] = []
    here, start = 0, -1
    for edge in _EDGE.finditer(body):
        if not edge[1]:
            start = edge.start() if start < 0 else start
        elif start >= 0:
            parts += [body[here:start], _named(body[start : edge.start()], page)]
            here, start = edge.end(), -1
    return "".join([*parts, body[here:]])


def _named(drawing: str, page: str) -> str:
    """The name of a drawing as a link to the page: its label, or else its title."""
    opening = drawing[: 1 + drawing.find("<", 1)] or drawing
    label, title = _LABEL.search(opening), _TITLE.search(drawing)
    name = (label[1] or label[2] or "") if label else title[1] if title else ""
    return f'<a href="{page}">[{f"Drawing: {name}" if name else "A drawing"}]</a>'
