"""Confirming: the author's word written into a header, with the day on which the themes were read."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from manuscript.source import Source


def confirmed(text: str, source: Source, slugs: Sequence[str], day: datetime.date) -> str:
    """The text of a source with ``Themes:`` saying exactly these (or none) and ``Themes-checked:`` this day; nothing else changes.

    The lines stand where they stood, or at the end of the header. ``text`` has ``\\n`` for line ends, and a header.
    """
    lines = text.split("\n")
    wanted = {"Themes": "= " + ", ".join(slugs) if slugs else "none", "Themes-checked": day.isoformat()}
    last = max(field.line for field in source.fields)
    while last < len(lines) and lines[last].startswith("    ") and lines[last].strip():
        last += 1  # what continues the last value
    for key, value in reversed(wanted.items()):
        field = source.field(key)
        if field:
            end = field.line
            while end < len(lines) and lines[end].startswith("    ") and lines[end].strip():
                end += 1
            lines[field.line - 1 : end] = [f"{key}: {value}"]
            last -= (end - field.line) if end <= last else 0
        else:
            lines.insert(last, f"{key}: {value}")
    return "\n".join(lines)
