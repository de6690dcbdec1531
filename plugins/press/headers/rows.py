"""The lines of a header: where it begins and ends, and which of them are fields."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from manuscript.source import Source, parse
from press.headers.keys import KEYS

HIGHEST: Final = 400  # lines; a header has no more, and a body without an empty line may have a million
NOTHING: Final = "--"  # no key that anybody writes
FIELD: Final = re.compile(r"[ ]{0,3}(?P<key>[A-Za-z0-9_-]+):\s*(?P<value>.*)")
ITEM: Final = re.compile(r"\s*-(?:\s+(?P<item>.*))?")


@dataclass(frozen=True, slots=True)
class Rows:
    """The lines of a header with their numbers (from 1), and how it begins and ends."""

    first: str
    rows: tuple[tuple[int, str], ...]
    fenced: bool
    closed: bool
    blank: int = 0  # the first empty line between two rules, or 0

    @classmethod
    def of(cls, text: str) -> Rows:
        """The header of a text, which is the whole file."""
        lines = text.split("\n", HIGHEST)[:HIGHEST]
        fenced = lines[0].rstrip() == "---"
        if not fenced:
            return cls(lines[0], tuple(takewhile(lambda row: row[1].strip(), enumerate(lines, 1))), False, False)
        numbered = list(enumerate(lines[1:], 2))
        blank = next((number for number, line in numbered if not line.strip()), 0)
        if end := next((number for number, line in numbered if line.rstrip() in ("---", "...")), 0):
            inside = tuple(row for row in numbered if row[0] < end)
            if not blank or blank > end:
                return cls(lines[0], inside, True, True)
            if any(is_known(line) or ITEM.match(line) for number, line in inside if number > blank):
                return cls(lines[0], inside, True, True, blank)
        return cls(lines[0], tuple(row for row in numbered if not blank or row[0] < blank), True, False)


def is_known(line: str) -> bool:
    """Whether a line is a field whose key Pelican reads."""
    match = FIELD.fullmatch(line)
    return match is not None and match["key"].lower() in KEYS


def read_on(rows: Rows, source: Source, passed: Collection[int]) -> Source:
    """The source as it would be read if the lines that are named were fields without meaning: what stands below them is checked too."""
    tabs = any(line.startswith("\t") for _, line in rows.rows)
    if not passed and not tabs:
        return source
    lines = ["---"] if rows.fenced else []
    # Python-Markdown makes four spaces of a tab before it reads the header.
    lines += [f"{NOTHING}:" if number in passed or not line.strip() else line.expandtabs(4) for number, line in rows.rows]
    return parse("\n".join([*lines, "---" if rows.fenced else "", ""]), source.path)
