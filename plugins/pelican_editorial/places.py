"""Places: the sentences of a body that evidence quotes, made into targets of links."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from markupsafe import Markup

from editorial.tags import Evidence, Tag

# A tag ends at the first > that stands in none of its attributes.
_MARKUP = r"<[^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*>"
_TEXT = re.compile(rf"<!--.*?-->|{_MARKUP}|([^<]+)|<", re.DOTALL)
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
    if not quotes:
        return Markup(body)
    letters = _Letters.of(body)
    spans: list[tuple[int, int, str]] = []
    for start in sorted(quotes):
        wanted = _squeezed(quotes[start].quote)
        # After the one before, or anywhere: notes stand at the end of the page, whatever their place in the source.
        for after in (spans[-1][1] if spans else 0, 0):
            first = letters.find(wanted, after)
            here = (letters.start(first), letters.end(first + len(wanted) - 1)) if first >= 0 else (0, 0)
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


@dataclass(frozen=True, slots=True)
class _Letters:
    """The letters and digits that a reader sees of a body, in runs: ``at`` is where each run begins among them, ``begins`` in the body.

    An entity is a run of one letter; ``entities`` has where those end in the body, by their numbers.
    """

    text: str
    at: Sequence[int]
    begins: Sequence[int]
    entities: Mapping[int, int]

    @staticmethod
    def of(body: str) -> _Letters:
        runs: list[str] = []
        begins: list[int] = []
        entities: dict[int, int] = {}
        hidden = deque((match.start(), match.end()) for match in _UNQUOTED.finditer(body))
        for piece in _TEXT.finditer(body):
            while hidden and hidden[0][1] <= piece.start():
                hidden.popleft()
            if not piece[1] or (hidden and hidden[0][0] < piece.start()):
                continue
            for run in _RUN.finditer(body, piece.start(), piece.end()):
                found = run[0]
                if found[0] == "&":
                    found = html.unescape(found)[:1]
                    if not found.isalnum():
                        continue
                    entities[len(runs)] = run.end()
                runs.append(found)
                begins.append(run.start())
        return _Letters("".join(runs), [0, *accumulate(map(len, runs))][:-1], begins, entities)

    def start(self, letter: int) -> int:
        """Where a letter begins in the body."""
        run = bisect_right(self.at, letter) - 1
        return self.begins[run] + letter - self.at[run]

    def end(self, letter: int) -> int:
        """Where a letter ends in the body."""
        run = bisect_right(self.at, letter) - 1
        return self.entities.get(run, self.begins[run] + letter - self.at[run] + 1)

    def find(self, wanted: str, after: int) -> int:
        """Where a sentence stands, from a place in the body on, not within a word; -1 where it does not."""
        found = self.text.find(wanted, self._first(after)) if wanted else -1
        while found >= 0:
            last = found + len(wanted) - 1
            joined_before = found > 0 and self.end(found - 1) == self.start(found)
            joined_after = last + 1 < len(self.text) and self.end(last) == self.start(last + 1)
            if not joined_before and not joined_after:
                return found
            found = self.text.find(wanted, found + 1)
        return -1

    def _first(self, place: int) -> int:
        """The first letter that does not begin before a place in the body."""
        run = bisect_right(self.begins, place) - 1
        if run < 0:
            return 0
        next_run = self.at[run + 1] if run + 1 < len(self.at) else len(self.text)
        return min(self.at[run] + place - self.begins[run], next_run)


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
