"""Rewriting: values of a header changed in the text of its source, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from manuscript.source import Source


def with_values(text: str, source: Source, values: Mapping[str, str | None]) -> str:
    """The text of a source whose header has these values, or lacks the key where the value is None; nothing else changes.

    The lines stand where they stood, or at the end of the header. ``text`` has ``\\n`` for line ends, and a header.

    Raises ValueError: the source has no header.
    """
    lines = text.split("\n")
    end = _end(lines, max(field.line for field in source.fields))
    lines[end:end] = [f"{key}: {value}" for key, value in values.items() if value is not None and not source.field(key)]
    there = [(field.line, key) for key in values if (field := source.field(key))]
    for line, key in sorted(there, reverse=True):  # from below, so that lines keep their numbers
        lines[line - 1 : _end(lines, line)] = [] if values[key] is None else [f"{key}: {values[key]}"]
    return "\n".join(lines)


def _end(lines: Sequence[str], line: int) -> int:
    """The number of the last line of the field on this line, with what continues its value."""
    while line < len(lines) and lines[line].startswith("    ") and lines[line].strip():
        line += 1
    return line
