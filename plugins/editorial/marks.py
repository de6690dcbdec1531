"""Marks: the lines ``{{ reproduce }}`` of a post, where it carries a group article or parts of one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from manuscript.problems import did_you_mean
from manuscript.source import Source

_OPTION = r"(?: +[a-z]+=\"[^\"\n]*\")"
_OPENING = re.compile(
    rf"^\{{\{{ *reproduce(?: +(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)(?!\S*=))?(?P<options>{_OPTION}*) *\}}\}}[ \t]*$", re.MULTILINE
)
_CLOSING = re.compile(r"^\{\{ *end reproduce *\}\}[ \t]*$", re.MULTILINE)
_ONE_OPTION = re.compile(r"(?P<name>[a-z]+)=\"(?P<value>[^\"\n]*)\"")
# Whatever looks as if it were meant to be one of these lines.
_ANY = re.compile(r"\{\{[^{}\n]{0,200}\}\}|^\{\{[^\n]{0,200}", re.MULTILINE)
_SIGN: Final = "{{"  # without which there is no mark
_WORDS: Final = ("reproduce", "end reproduce")
_OPTIONS: Final = ("sections", "version", "only")


@dataclass(frozen=True, slots=True)
class Mark:
    """One ``{{ reproduce }}``. ``start`` and ``end`` count characters of the body, and take in what is pasted below it.

    ``slug`` is empty where the header has to say which article; ``sections`` are headings, none for the whole; ``version`` is 0
    for the current one; ``pasted`` are the characters (from, to) between the line and its ``{{ end reproduce }}``, if it has one.
    """

    start: int
    end: int
    line: int
    slug: str = ""
    sections: tuple[str, ...] = ()
    version: int = 0
    only_summary: bool = False
    pasted: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """A mark that cannot be read: its line, what is the matter, what to do."""

    line: int
    message: str
    remedy: str


def marks(source: Source) -> tuple[Mark, ...]:
    """The marks of a body, in order; those that cannot be read are left out, and code is passed over."""
    return _read(source)[0] if _SIGN in source.body else ()


def faults(source: Source) -> tuple[Fault, ...]:
    """What looks like a mark and cannot be read as one, in order."""
    return _read(source)[1] if _SIGN in source.body else ()


def own_words(source: Source) -> Source:
    """The source without its marks and what is pasted below them; every line stays where it was."""
    found = marks(source)
    return replace(source, body=blanked(source.body, ((mark.start, mark.end) for mark in found))) if found else source


@lru_cache(maxsize=64)  # a post is asked for its marks by each check, and when it is read
def _read(source: Source) -> tuple[tuple[Mark, ...], tuple[Fault, ...]]:
    text = source.without_code()
    found: list[Mark] = []
    wrong: list[Fault] = []
    taken: set[int] = set()
    openings, closings = list(_OPENING.finditer(text)), list(_CLOSING.finditer(text))
    ends = [one.start() for one in closings]
    known = {one.start() for one in (*openings, *closings)}
    starts = [match.end() for match in re.finditer("\n", text)]

    def lines_at(place: int) -> int:
        return source.body_line + bisect_right(starts, place)

    for n, match in enumerate(openings):
        next_start = openings[n + 1].start() if n + 1 < len(openings) else len(text)
        after = bisect_left(ends, match.end())
        closing = closings[after] if after < len(closings) and ends[after] < next_start else None
        line = lines_at(match.start())
        if closing:
            taken.add(closing.start())
        try:
            found.append(_mark(match, closing, line))
        except ValueError as error:
            message, remedy = error.args
            wrong.append(Fault(line, message, remedy))
    for match in _ANY.finditer(text):
        if match.start() not in known and _is_meant(match[0], bool(openings)):
            remedy = 'Write {{ reproduce }} or {{ reproduce sections="One heading; another" }} on a line of its own, from its beginning on'
            wrong.append(Fault(lines_at(match.start()), f"{match[0].strip()} cannot be read", remedy))
    for one in closings:
        if one.start() not in taken:
            wrong.append(Fault(lines_at(one.start()), "{{ end reproduce }} ends nothing", "Write {{ reproduce }} above what is reproduced"))
    return tuple(found), tuple(sorted(wrong, key=lambda fault: fault.line))


def _is_meant(text: str, is_open: bool) -> bool:
    """Whether these words in braces were meant as a mark; an "end" was, where one has begun."""
    word = re.sub(r"[^a-z ]", " ", text.lower()).split()
    return bool(word) and ("reproduce" in word or (is_open and word[0] == "end") or bool(did_you_mean(word[0], _WORDS)))


def _mark(match: re.Match[str], closing: re.Match[str] | None, line: int) -> Mark:
    """Raises ValueError, with the fact and the remedy: an option is unknown, stands twice, or has a value that none can have."""
    options: dict[str, str] = {}
    for one in _ONE_OPTION.finditer(match["options"]):
        name = one["name"]
        if name in options:
            raise ValueError(f'{{{{ reproduce }}}} has "{name}" twice', "Write it once; several sections are parted by semicolons")
        options[name] = one["value"]
        if name not in _OPTIONS:
            raise ValueError(
                f'{{{{ reproduce }}}} has no option "{name}"', did_you_mean(name, _OPTIONS) or f"There are {', '.join(_OPTIONS)}"
            )
    # A semicolon parts two headings; one within a heading stands behind a backslash.
    named = (one.replace("\\;", ";") for one in re.split(r"(?<!\\);", options.get("sections", "")))
    sections = tuple(filter(None, (" ".join(one.split()) for one in named)))
    if "sections" in options and not sections:
        raise ValueError("{{ reproduce }} names no section", 'Write sections="One heading; another"')
    version = options.get("version", "0")
    if "version" in options and not re.fullmatch(r"[1-9]\d{0,3}", version):
        raise ValueError(f'"{version}" is not a version', 'Write a number, version="1"')
    only = options.get("only", "")
    if "only" in options and (only != "summary" or sections or closing):
        raise ValueError('{{ reproduce only="…" }} is for the summary, and alone', 'Write {{ reproduce only="summary" }}')
    end = closing.end() if closing else match.end()
    pasted = (match.end(), closing.start()) if closing else None
    return Mark(match.start(), end, line, match["slug"] or "", sections, int(version), only == "summary", pasted)


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """A text with these spans (from, to) taken out, all but their line ends: every line stays where it was."""
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + "\n" * text.count("\n", start, end) + text[end:]
    return text
