"""The fields of a header, one after the other: their keys, and the lines that go on with them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from manuscript.problems import Problem, did_you_mean
from manuscript.source import Field, Source
from press.headers.fault import Fault
from press.headers.keys import KEYS, ONE_LINE, PROSE, RESERVED, SINGLE
from press.headers.rows import HIGHEST, NOTHING, Rows
from press.headers.site import Site
from press.headers.values import value_faults
from press.wording import one_line


def of_fields(rows: Rows, source: Source, site: Site, taken: Collection[int]) -> Iterator[Problem]:
    """What is wrong with each field; a key that comes again is not looked into further."""
    for entry in _entries(rows, source, site.known, taken):
        field = entry.field
        key_fault = _key_fault(entry, site.known)
        if key_fault:
            yield Problem(source.path, field.line, 1, *key_fault)
        if swallowed := _swallowed(entry):
            yield _swallowed_problem(source.path, field, swallowed)
        elif not key_fault or key_fault.code == "doubtful-key":
            yield from (Problem(source.path, field.line, field.column, *fault) for fault in value_faults(field, source, site))


@dataclass(frozen=True, slots=True)
class _Entry:
    """A field in its header: the line it begins with, the lines that go on with it, and what comes before and after."""

    field: Field
    above: str
    more: tuple[tuple[int, str], ...]
    first: int  # the line of the first field with that key, or 0 when this is it
    tail: bool  # no key that is known stands below
    last: bool
    followed: bool  # by text, without an empty line between
    many: bool  # so many stand above that no header has them

    @property
    def key(self) -> str:
        """The key, in lower case."""
        return self.field.key.lower()


def _entries(rows: Rows, source: Source, known: Collection[str], taken: Collection[int]) -> Iterator[_Entry]:
    """The fields that are not told already, in their order."""
    lines = dict(rows.rows)
    firsts: dict[str, int] = {}
    last_known = max((field.line for field in source.fields if field.key.lower() in known and field.line not in taken), default=0)
    ends = [*(field.line for field in source.fields), source.body_line][1:]
    for place, (field, end) in enumerate(zip(source.fields, ends, strict=True)):
        if field.line in taken or field.key == NOTHING:
            continue
        more = tuple((line, lines[line]) for line in range(field.line + 1, end) if lines.get(line, "").startswith((" ", "\t")))
        first = firsts.setdefault(field.key.lower(), field.line)
        yield _Entry(
            field,
            lines.get(field.line, ""),
            more,
            first=first if first != field.line else 0,
            tail=field.line > last_known,
            last=end == source.body_line,
            followed=source.stray == field.line + 1,
            many=place >= HIGHEST,
        )


def _swallowed_problem(path: str, field: Field, line: int) -> Problem:
    """That an indented line is joined to the value above it."""
    message = f'this indented line would be read as part of "{field.key}", and shown to nobody'
    remedy = "Leave a line empty above the text; write a value on the line of its key"
    return Problem(path, line, 1, "eaten-text", message, remedy)


def _key_fault(entry: _Entry, known: frozenset[str]) -> Fault | None:
    key, shown = entry.key, one_line(entry.field.key)
    if key in RESERVED or key.startswith(("_", "override_")):
        return Fault("reserved-key", f'"{shown}" would overwrite what Pelican keeps on a text', "Give the key another name")
    if key not in known and entry.tail and not entry.more and _reads_like_text(entry):
        message = f'this line is read as the key "{shown}" of the header, and shown to nobody'
        return Fault("eaten-text", message, "Leave a line empty between the header and the text")
    if entry.first:
        code, remedy = ("duplicate-key", "Keep one of the two") if key in SINGLE else ("repeated-key", "Keep one, if no list is meant")
        return Fault(code, f'"{shown}" stands here again; the first is in line {entry.first}', remedy)
    if key not in known:
        near = "" if entry.many else _near(key[:40])
        return Fault(
            "doubtful-key", f'Pelican does not know the key "{shown}"', near or "It may be one that the site theme or a plugin reads"
        )
    return None


@lru_cache(maxsize=1024)  # an unknown key stands in many texts
def _near(key: str) -> str:
    return did_you_mean(key, KEYS)  # what themes ask for is found by its form alone, and is no word to propose


_SENTENCE: Final = re.compile(r"[.!?…。！？]['\"”’»)\]*_`]*$")


def _reads_like_text(entry: _Entry) -> bool:
    """Whether a field is most likely the first sentence of the text: words and a full stop, many words, words that go on, or an address."""
    key, value = entry.key, entry.field.value
    if key in ("http", "https", "ftp", "mailto") and (value.startswith("//") or key == "mailto"):
        return True
    if "_" in key or key in PROSE:
        return False
    words = len(value.split(maxsplit=12))
    return words > 12 or (words >= 3 and (entry.followed or bool(_SENTENCE.search(value)))) or bool(re.search(r"[。！？]$", value))


_CODE: Final = re.compile(
    r"[;{})]$|\w\(|^(?:\$|>>>|#!|//|<\w|import |from \w+ import )|\s[=+]=?\s|^[\w.]+\s*=\s*\S|^(?:def|class|for|if|while) .*:$"
)


def _swallowed(entry: _Entry) -> int:
    """The first indented line below a field that is most likely none of its value, or 0."""
    above = entry.above
    for line, row in entry.more:
        parted_off = entry.key in ("tags", "authors") and not above.rstrip().endswith((",", ";"))
        if entry.key in ONE_LINE or parted_off or (entry.last and _CODE.search(row.strip())):
            return line
        above = row
    return 0
