"""Places: the sentences of a body that evidence quotes, made into targets of links."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

from markupsafe import Markup

from editorial.tags import Evidence, Tag

_PIECE = re.compile(r"<!--.*?-->|<[^>]*>|[^<]+", re.DOTALL)
# What a reader sees and the quoted sentence does not have: citations, footnote marks, code.
_UNQUOTED = re.compile(r'<span class="citation">.*?</span>|<(sup|pre|script|style|svg|math)\b.*?</\1\s*>|<!--.*?-->', re.DOTALL)
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|\w+);")
_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)[^>]*?(/?)>")
# What may stand within a sentence; anything else ends the line of text.
_INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "dfn", "em", "i", "img", "kbd", "mark", "q", "s", "samp", "small", "span",
     "strong", "sub", "sup", "time", "u", "var", "wbr")
)  # fmt: skip
_VOID = frozenset(("br", "img", "wbr"))


def place_of(evidence: Evidence) -> str:
    """The id of the place that a quotation is linked to; the title has none of its own."""
    return "" if evidence.zone == "title" else f"said:{evidence.start}"


def with_places(body: str, tags: Iterable[Tag]) -> Markup:
    """Body HTML in which each quoted sentence is a ``span`` with the id of its place.

    Where a sentence begins and ends in different elements, an empty span stands before its first word.
    A sentence that cannot be found in the body is left out.
    """
    quotes = {item.start: item for tag in tags for item in tag.evidence if item.zone != "title"}
    letters, positions = _letters(body)
    spans: list[tuple[int, int, str]] = []
    done = 0
    for start in sorted(quotes):
        wanted = _squeezed(quotes[start].quote)
        found = letters.find(wanted, done) if wanted else -1
        if found >= 0:
            done = found + len(wanted)
            spans.append((positions[found], positions[done - 1] + 1, place_of(quotes[start])))
    for first, last, place in reversed(spans):
        inside = body[first:last]
        if _balanced(inside):
            tail = re.match(r"[^\w<&]*", body[last:])
            end = last + len((tail[0] if tail else "").rstrip())
            body = f'{body[:first]}<span id="{place}">{body[first:end]}</span>{body[end:]}'
        else:
            body = f'{body[:first]}<span id="{place}"></span>{body[first:]}'
    return Markup(body)


def _letters(body: str) -> tuple[str, Sequence[int]]:
    """The letters and digits that a reader sees, and where each stands in the HTML."""
    hidden = [(match.start(), match.end()) for match in _UNQUOTED.finditer(body)]
    letters: list[str] = []
    positions: list[int] = []
    for piece in _PIECE.finditer(body):
        if piece[0].startswith("<"):
            continue
        while hidden and hidden[0][1] <= piece.start():
            hidden.pop(0)
        if hidden and hidden[0][0] < piece.start():
            continue
        # An entity is as long as it was, so that places stay: its letter, then blanks.
        text = _ENTITY.sub(lambda match: html.unescape(match[0])[0].ljust(len(match[0])), piece[0])
        for offset, letter in enumerate(text):
            if letter.isalnum():
                letters.append(letter)
                positions.append(piece.start() + offset)
    return "".join(letters), positions


def _squeezed(quote: str) -> str:
    return "".join(letter for letter in quote if letter.isalnum())


def _balanced(markup: str) -> bool:
    """Whether every element that begins in a piece of HTML ends in it, and none is a block."""
    inside: list[str] = []
    for closing, name, empty in _TAG.findall(markup):
        name = name.lower()
        if name not in _INLINE:
            return False
        if closing:
            if not inside or inside.pop() != name:
                return False
        elif not empty and name not in _VOID:
            inside.append(name)
    return not inside
