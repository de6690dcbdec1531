"""The tags of a text, as browsers read them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from html.entities import html5
from typing import Final

from press.sanitiser.allowed import listed

_VOID: Final = listed("area base br col embed frame hr image img input link meta param source track wbr")
# What need not be closed, or is opened again by an end without a beginning.
LOOSE: Final = _VOID | listed("body dd dt head html li optgroup option p rb rp rt rtc tbody td tfoot th thead tr")


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as it is written, from ``start`` to ``stop``; ``foreign`` in a drawing or formula. ``fault`` says what is wrong with it."""

    name: str
    end: bool = False
    rest: str = ""
    fault: str = ""
    foreign: bool = False
    start: int = 0
    stop: int = 0

    def attributes(self) -> Iterator[tuple[str, str, str]]:
        """Name in lower case, value, and value as written, of each attribute."""
        for match in _ATTRIBUTE.finditer(self.rest):
            raw = match[2] or match[3] or match[4] or ""
            yield match[1].lower(), _REFERENCE_IN_VALUE.sub(_character, raw) if "&" in raw else raw, raw


def tags_in(html: str) -> Iterator[Tag]:
    """The tags of a text in their order, with what looks like one and is left out."""
    place, foreign = 0, 0
    while match := _TAG.search(html, place):
        place = match.end()
        name = (match["name"] or "").lower()
        if not name:
            if match["bogus"]:
                yield Tag("", fault=f"<{match['bogus']}")
            elif match["open"] is not None:
                yield Tag("", fault="<!--")
            continue
        end = bool(match["end"])
        yield Tag(name, end, match["rest"], "" if match["close"] else f"<{name}", foreign > 0, match.start(), place)
        if name in ("svg", "math") and not match["rest"].endswith("/"):
            foreign = max(0, foreign + (-1 if end else 1))
        if not end and not foreign and name in _RAW:
            place = _end_of_raw(html, name, place)


# As browsers read them: a quotation mark counts right after an equals sign only, and what is not closed goes on to the end.
# Source: HTML Standard §13.2.5.
_TAG: Final = re.compile(
    r"<!--(?P<comment>-?>|.*?(?:--!?>|(?P<open>\Z)))"
    r"|<(?P<bogus>[!?]|/(?![A-Za-z>]))[^>]*>?"
    r"|<(?P<end>/?)(?P<name>[A-Za-z][^\s/>]*)(?P<rest>(?:[^>=]++|=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))?)*+)(?P<close>>|\Z)",
    re.DOTALL,
)
_REFERENCE_IN_VALUE: Final = re.compile(r"&(?:(#(?:[xX][0-9A-Fa-f]+|[0-9]+);?)|([A-Za-z][A-Za-z0-9]*(?:;|(?![=A-Za-z0-9]))))")
_ATTRIBUTE: Final = re.compile(r"([^\s/>][^\s/>=]*)(?:\s*+=\s*+(?:\"([^\"]*)\"?|'([^']*)'?|([^\s>]*)))?")
# What is read as characters up to its end, outside drawings and formulas. Source: HTML Standard §13.1.2.
_RAW: Final = listed("iframe noembed noframes plaintext script style textarea title xmp")


def _character(reference: re.Match[str]) -> str:
    """The character of a reference in a value, as it stands where it is none. Source: HTML Standard §13.2.5.73."""
    return unescape(reference[0]) if reference[1] else html5.get(reference[2], reference[0])


def _end_of_raw(html: str, name: str, place: int) -> int:
    match = None if name == "plaintext" else _end_tag(name).search(html, place)
    return match.start() if match else len(html)


@lru_cache(maxsize=16)
def _end_tag(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
