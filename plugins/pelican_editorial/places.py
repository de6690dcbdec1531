"""Places: the sentences of a body that evidence quotes, made into targets of links."""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from markupsafe import Markup

from editorial.tags import Evidence, Tag

# A tag ends at the first > that stands in none of its attributes.
_MARKUP = r"<[^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*>"
_PIECE = re.compile(rf"<!--.*?-->|{_MARKUP}|[^<]+|<", re.DOTALL)
# What a reader sees and the quoted sentence does not have: citations, footnote marks, code.
_UNQUOTED = re.compile(
    r'<span class="citation">.*?</span>|<(sup|pre|code|script|style|svg|math|textarea|select)\b.*?</\1\s*>|<!--.*?-->', re.DOTALL
)
# An entity, or letters and digits (in Python, those are what \w has beside the underscore).
_RUN = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|\w+);|[^\W_]+")
_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")
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
    letters, starts, ends = _letters(body)
    spans: list[tuple[int, int, str]] = []
    for start in sorted(quotes):
        wanted = _squeezed(quotes[start].quote)
        # After the one before, or anywhere: notes stand at the end of the page, whatever their place in the source.
        for after in (spans[-1][1] if spans else 0, 0):
            first = _find(letters, wanted, starts, ends, after)
            here = (starts[first], ends[first + len(wanted) - 1]) if first >= 0 else (0, 0)
            if first >= 0 and not any(here[0] < last and begin < here[1] for begin, last, _ in spans):
                spans.append((*here, place_of(quotes[start])))
                break
    for first, last, place in sorted(spans, reverse=True):
        inside = body[first:last]
        if _balanced(inside):
            tail = re.match(r"[^\w<&]*", body[last:])
            end = last + len((tail[0] if tail else "").rstrip())
            body = f'{body[:first]}<span id="{place}">{body[first:end]}</span>{body[end:]}'
        else:
            body = f'{body[:first]}<span id="{place}"></span>{body[first:]}'
    return Markup(body)


def _find(letters: str, wanted: str, starts: Sequence[int], ends: Sequence[int], after: int) -> int:
    """Where a sentence stands among the letters, from a place in the body on, not within a word; -1 where it does not."""
    found = letters.find(wanted, bisect_left(starts, after)) if wanted else -1
    while found >= 0:
        last = found + len(wanted) - 1
        joined_before = found > 0 and ends[found - 1] == starts[found]
        joined_after = last + 1 < len(starts) and ends[last] == starts[last + 1]
        if not joined_before and not joined_after:
            return found
        found = letters.find(wanted, found + 1)
    return -1


def _letters(body: str) -> tuple[str, Sequence[int], Sequence[int]]:
    """The letters and digits that a reader sees, and where each begins and ends in the HTML."""
    hidden = [(match.start(), match.end()) for match in _UNQUOTED.finditer(body)]
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for piece in _PIECE.finditer(body):
        if piece[0].startswith("<"):
            continue
        while hidden and hidden[0][1] <= piece.start():
            hidden.pop(0)
        if hidden and hidden[0][0] < piece.start():
            continue
        for run in _RUN.finditer(piece[0]):
            start, end = piece.start() + run.start(), piece.start() + run.end()
            if not run[0].startswith("&"):
                letters.append(run[0])
                starts.extend(range(start, end))
                ends.extend(range(start + 1, end + 1))
            elif (text := html.unescape(run[0]))[:1].isalnum():
                letters.append(text[0])
                starts.append(start)
                ends.append(end)
    return "".join(letters), starts, ends


def _squeezed(quote: str) -> str:
    return "".join(letter for letter in quote if letter.isalnum())


def _balanced(markup: str) -> bool:
    """Whether every element that begins in a piece of HTML ends in it, and none is a block."""
    inside: list[str] = []
    for closing, name, attributes in _TAG.findall(markup):
        name, empty = name.lower(), attributes.endswith("/")
        if name not in _INLINE:
            return False
        if closing:
            if not inside or inside.pop() != name:
                return False
        elif not empty and name not in _VOID:
            inside.append(name)
    return not inside
