"""Archives: how a long feed is parted, so that whoever subscribes today can get all of it. Source: RFC 5005 §4."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

# An archive is closed at so many entries, or bytes. What a reader asks for again and again has at least so many entries, as
# long as they are not more than two archives' bytes.
MOST_ENTRIES: Final = 50
MOST_BYTES: Final = 400_000
LEAST_CURRENT: Final = 20


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a feed: the entries from ``start`` to before ``end``, counted from the last changed.

    ``number`` is that of an archive, the oldest is 1; the current document has 0. ``older`` and ``newer`` are the numbers of its
    neighbours; None where there is none.
    """

    start: int
    end: int
    number: int
    older: int | None = None
    newer: int | None = None


def parts(sizes: Sequence[int]) -> tuple[Part, ...]:
    """The documents of a feed whose entries, the last changed first, have these sizes in bytes: the current one, then its archives.

    Archives are filled from the oldest entry on, so that they stay as they are when a text is added. No entry is in two.
    """
    ends = list(_closed(sizes))
    while ends and ends[-1] < LEAST_CURRENT and sum(sizes[: (ends[-2:-1] or [len(sizes)])[0]]) <= 2 * MOST_BYTES:
        ends.pop()
    bounds = [len(sizes), *ends]
    archives = [(start, end) for start, end in zip(bounds[1:], bounds, strict=False)]
    newest = len(archives)
    found = [Part(0, bounds[-1], 0, older=newest or None)]
    for number, (start, end) in reversed(list(enumerate(archives, 1))):
        found.append(Part(start, end, number, older=number - 1 or None, newer=number + 1 if number < newest else 0))
    return tuple(found)


def _closed(sizes: Sequence[int]) -> Iterator[int]:
    """Where each full archive begins, the oldest first."""
    count = size = 0
    for place in range(len(sizes) - 1, -1, -1):
        if count and (count == MOST_ENTRIES or size + sizes[place] > MOST_BYTES):
            yield place + 1
            count = size = 0
        count, size = count + 1, size + sizes[place]
