"""Which addresses the sources hold, each with all its places."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from manuscript.source import Source
from press.external.in_text import in_text
from press.external.normal_form import as_asked, shown

_ALONE = re.compile(r"https?://\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where an address stands in a source: path as problems name it, line and column from 1."""

    path: str
    line: int
    column: int


def addresses(sources: Iterable[Source]) -> Mapping[str, tuple[Place, ...]]:
    """Every http and https address as it is asked for, with all its places; both sorted.

    Found are the links, images, definitions and automatic links of Markdown, the ``href`` and ``src`` of raw HTML, and fields
    of the header that hold one of these or an address alone. What cannot be read as an address is there as it is written.
    """
    places = defaultdict(set)
    for source in sources:
        for written, line, column in _written(source):
            places[_as_key(written)].add(Place(source.path, line, column))
    return {address: tuple(sorted(places[address])) for address in sorted(places)}


def _written(source: Source) -> Iterator[tuple[str, int, int]]:
    """Every address of a source as it is written, with line and column."""
    for one in source.fields:
        if _ALONE.fullmatch(one.value):
            yield one.value, one.line, one.column
        else:
            yield from ((written, one.line, one.column + start) for written, start in in_text(one.value))
    text = source.without_code()
    line, begins, counted = source.body_line, 0, 0
    for written, start in in_text(text):
        line += text.count("\n", counted, start)
        begins = max(begins, text.rfind("\n", counted, start) + 1)  # counted on, as a line may be as long as the whole text
        counted = start
        yield written, line, start - begins + 1


def _as_key(written: str) -> str:
    try:
        return as_asked(written)
    except ValueError:
        return shown(written)
