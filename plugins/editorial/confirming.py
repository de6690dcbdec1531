"""Confirming: the author's word written into a header, with the day on which the themes were read."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from manuscript.source import Source


def confirmed(text: str, source: Source, slugs: Sequence[str], day: datetime.date) -> str:
    """The text of a source with ``Themes:`` saying exactly these (or none) and ``Themes-checked:`` this day; nothing else changes.

    The lines stand where they stood, or at the end of the header. ``text`` has ``\\n`` for line ends, and a header.

    Raises ValueError: the source has no header.
    """
    lines = text.split("\n")
    wanted = {"Themes": "= " + ", ".join(slugs) if slugs else "none", "Themes-checked": day.isoformat()}
    end = _end(lines, max(field.line for field in source.fields))
    missing = [f"{key}: {value}" for key, value in wanted.items() if not source.field(key)]
    lines[end:end] = missing
    there = [(field.line, key) for key in wanted if (field := source.field(key))]
    for line, key in sorted(there, reverse=True):  # from below, so that lines keep their numbers
        lines[line - 1 : _end(lines, line)] = [f"{key}: {wanted[key]}"]
    return "\n".join(lines)


def _end(lines: Sequence[str], line: int) -> int:
    """The number of the last line of the field on this line, with what continues its value."""
    while line < len(lines) and lines[line].startswith("    ") and lines[line].strip():
        line += 1
    return line
