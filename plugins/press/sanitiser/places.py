"""Where what went stands in the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from manuscript.problems import Problem
from manuscript.source import Source
from press.sanitiser.finding import Finding


def problems(found: Iterable[Finding], source_text: str, first_line: int, path: str) -> Iterator[Problem]:
    """The findings as problems, in their order; the n-th of those that look for the same text stands where it occurs the n-th time.

    ``first_line`` is the line of the file (from 1) with which ``source_text`` begins. The line is 0 where the text does not occur.
    """
    told = tuple(found)
    places = _Places(source_text, path)
    total = Counter(finding.needle for finding in told)
    seen: Counter[str] = Counter()
    for finding in told:
        line, column = places.of(finding.needle, seen[finding.needle], total=total[finding.needle])
        seen[finding.needle] += 1
        yield Problem(path, line and line + first_line - 1, column, finding.code, finding.message, finding.remedy)


_MOST_SCANS: Final = 1_000


class _Places:
    """Where texts stand in a source, whatever their case; code does not count unless there is nothing else."""

    def __init__(self, source_text: str, path: str) -> None:
        self._text = source_text
        self._prose = Source(path, (), source_text, 1).without_code()
        self._found: dict[str, list[int]] = {}
        self._lines = [0, *(match.end() for match in re.finditer("\n", source_text))]
        self._scans = 0

    def of(self, needle: str, number: int, *, total: int) -> tuple[int, int]:
        """Line and column of the occurrence of that number (from 0), or 0 and 0; ``total`` are looked for."""
        if needle not in self._found:
            self._found[needle] = self._all(needle, total)
        places = self._found[needle]
        if number >= len(places):
            return 0, 0
        line = bisect_right(self._lines, places[number])
        return line, places[number] - self._lines[line - 1] + 1

    def _all(self, needle: str, total: int) -> list[int]:
        """Every place, read as strictly as leaves enough of them."""
        self._scans += 1
        if not needle or self._scans > _MOST_SCANS:  # each scan reads the whole text
            return []
        word = re.escape(needle)
        strict = rf"{word}(?![\w-])" if needle.startswith("<") else rf"(?<![\w-]){word}(?=\s*[=:])"
        places: list[int] = []
        for pattern, text in ((strict, self._prose), (word, self._prose), (word, self._text)):
            places = [match.start() for match in re.finditer(pattern, text, re.IGNORECASE)]
            if len(places) >= total:
                break
        return places
