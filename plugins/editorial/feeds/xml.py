"""XML: elements as text, which hold whatever a title may hold. Source: XML 1.0 §2.2, §2.4."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from manuscript.source import UNTEXTUAL

_ESCAPES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_IN_TEXT: Final = str.maketrans(_ESCAPES)
_IN_ATTRIBUTES: Final = str.maketrans({**_ESCAPES, '"': "&quot;", "\t": "&#9;", "\n": "&#10;"})
# Readers that take a title for HTML read these as what they stand for. Source: RSS Best Practices Profile, Character Data.
_PLAIN_ESCAPES: Final = str.maketrans({"&": "&#x26;", "<": "&#x3C;", ">": "&#x3E;", "\r": " "})


def escaped(text: str) -> str:
    """Plain text as character data."""
    return without_forbidden(text).translate(_IN_TEXT)


def escaped_for_rss(text: str) -> str:
    """Plain text as character data of RSS, which does not say whether it is HTML."""
    return without_forbidden(text).translate(_PLAIN_ESCAPES)


def without_forbidden(text: str) -> str:
    """The text with U+FFFD in the place of characters that no document may have.

    Sources and data are refused for them; this is for what a plugin makes, which nobody reads before it is here.
    """
    return UNTEXTUAL.sub("\ufffd", text)


def element(name: str, text: str, **attributes: str) -> str:
    """An element with text in it, on a line; attributes that are empty are left out."""
    return f"<{name}{_written(attributes)}>{escaped(text)}</{name}>\n"


def empty(name: str, **attributes: str) -> str:
    """An element with nothing in it, on a line; attributes that are empty are left out."""
    return f"<{name}{_written(attributes)}/>\n"


def _written(attributes: dict[str, str]) -> str:
    return "".join(f' {name}="{without_forbidden(value).translate(_IN_ATTRIBUTES)}"' for name, value in attributes.items() if value)


def document(root: str, parts: Iterable[str], *, stylesheet: str, namespaces: str) -> str:
    """A document with its declaration, and the sheet by which browsers show it, if there is one."""
    sheet = f'<?xml-stylesheet type="text/css" href="{escaped(stylesheet)}"?>\n' if stylesheet else ""
    return f'<?xml version="1.0" encoding="utf-8"?>\n{sheet}<{root} {namespaces}>\n{"".join(parts)}</{root.split()[0]}>\n'
