"""Sections: the parts of a body below its headings, with the notes and addresses that they use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from editorial import prose
from editorial.differences import plain
from manuscript.source import Source


def missing(names: Iterable[str], source: Source) -> tuple[str, ...]:
    """Those names that no heading of the source has."""
    known = {_alike(words) for _, _, words in headings(source)}
    return tuple(name for name in names if _alike(_words(name)) not in known)


def note_lines(source: Source) -> frozenset[int]:
    """The lines (indexes from 0) of the footnotes and link definitions of a body."""
    return frozenset(line for block in _definitions(source).values() for line in block)


def headings(source: Source) -> tuple[tuple[int, int, str], ...]:
    """The headings of a body: the index of the line (from 0), the level, the words, in order."""
    found = []
    written = source.body.split("\n")
    lines = source.without_code().split("\n")
    for n, line in enumerate(lines):
        if line.startswith("#") and (match := re.fullmatch(r"(#{1,6})\s*([^#\s].*?)\s*#*\s*", written[n])):
            found.append((n, len(match[1]), _words(match[2])))
        elif n and lines[n - 1].strip() and re.fullmatch(r"(=+|-+)[ ]*", line) and (n < 2 or not lines[n - 2].strip()):
            found.append((n - 1, 1 if line.startswith("=") else 2, _words(written[n - 1])))
    return tuple(found)


# The label of a note begins with its caret, so that it is not that of a link.
_LABEL = re.compile(r"\[(?P<label>[^\[\]\n]+)\]")
_FOOTNOTE = re.compile(r" {0,3}\[(?P<label>\^[^\]\n]+)\]:")
_REFERENCE = re.compile(r" {0,3}\[(?P<label>[^\]\n^][^\]\n]*)\]:")
_ABBREVIATION = re.compile(r" {0,3}\*\[[^\]\n]+\]:")


def only(names: Iterable[str], source: Source) -> Source:
    """The source with everything blanked but the sections of these names, and the notes and addresses that they use.

    A section reaches to the next heading of its level or above. Every section of a name is meant.
    """
    lines = source.body.split("\n")
    prose_lines = source.without_code().split("\n")
    wanted = {_alike(_words(name)) for name in names}
    kept: set[int] = set()
    found = headings(source)
    for place, (start, level, words) in enumerate(found):
        if _alike(words) in wanted:
            end = next((line for line, other, _ in found[place + 1 :] if other <= level), len(lines))
            kept.update(range(start, end))
    notes = _definitions(source)
    kept.difference_update(*notes.values())
    used = {match["label"] for line in sorted(kept) for match in _LABEL.finditer(prose_lines[line])}
    while used:  # a note may use another
        more = {line for label in used for line in notes.get(label.casefold(), ())} - kept
        kept |= more
        used = {match["label"] for line in more for match in _LABEL.finditer(prose_lines[line])}
        if not more:
            break
    kept |= {n for n, line in enumerate(lines) if _ABBREVIATION.match(line)}
    return replace(source, fields=(), body="\n".join(line if n in kept else "" for n, line in enumerate(lines)))


def _definitions(source: Source) -> Mapping[str, tuple[int, ...]]:
    """The lines of the footnotes and link definitions of a body, by label in lower case."""
    found: dict[str, tuple[int, ...]] = {}
    lines = source.without_code().split("\n")
    for n, line in enumerate(lines):
        if match := _FOOTNOTE.match(line):
            found[match["label"].casefold()] = (n, *_continued(lines, n + 1))
        elif match := _REFERENCE.match(line):
            found[match["label"].casefold()] = (n,)
    return found


def _continued(lines: Sequence[str], start: int) -> Iterator[int]:
    """The lines that belong to the note above: those of its paragraph, and what is indented below it."""
    after_gap = False
    for n in range(start, len(lines)):
        line = lines[n]
        if not line.strip():
            after_gap = True
        elif line.startswith("    ") or not (after_gap or _FOOTNOTE.match(line) or _REFERENCE.match(line) or line.startswith("#")):
            yield n
        else:
            return


def _alike(words: str) -> str:
    """What headings of the same words have in common, whatever their case and punctuation."""
    return plain(words).casefold()


def _words(heading: str) -> str:
    """The words of a heading as a reader sees them, those of its code among them."""
    found = prose.sentences(Source("", (), heading.replace("`", ""), 1))
    return " ".join(" ".join(one.text for one in found).split())
