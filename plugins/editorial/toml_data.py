"""Data files in TOML: their tables, keys and text blocks, with the lines they stand on."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Mapping
from typing import Any

from manuscript.problems import ContentError, Problem
from manuscript.source import line_of


def parse(text: str, path: str) -> Mapping[str, Any]:
    """The tables of a TOML text.

    Raises ContentError: the text is not TOML; the line is named.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line, column = (int(place[1]), int(place[2])) if place else (text.count("\n") + 1, 0)
        fact = re.sub(r"\s*\(at .*\)", "", str(error))
        raise ContentError(
            Problem(path, line, column, "bad-data", f"this is not TOML ({fact})", "Mend the line or the one above it")
        ) from None


def is_text(value: Any) -> bool:
    """Whether a value is a text that says something."""
    return isinstance(value, str) and bool(value.strip())


def is_day(value: Any) -> bool:
    """Whether a value is a day without a time."""
    return isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)


def is_number(value: Any) -> bool:
    """Whether a value is a whole number from 1."""
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def line_of_table(text: str, *names: str) -> int:
    """The line on which the table ``[a.b]`` or a table within it begins, from 1; 0 when it has no header of its own."""
    dotted = r"\s*\.\s*".join(rf"[\"']?{re.escape(name)}[\"']?" for name in names)
    return line_of(text, rf"^[ \t]*\[\s*{dotted}\s*[.\]]")


def lines_of_keys(text: str) -> Mapping[tuple[str, str], int]:
    """The line of each key, by its table and its name; that of the table itself by the name ``""``.

    For tables of one level, as ``themes.toml`` has them; what stands in text blocks is passed over.
    """
    found: dict[tuple[str, str], int] = {}
    table = closing = ""
    for number, line in enumerate(text.split("\n"), 1):
        if closing:
            closing = "" if closing in line else closing
        elif match := re.match(r"\s*\[\s*[\"']?([^\[\]\"']*?)[\"']?\s*\]", line):
            table = match[1]
            found.setdefault((table, ""), number)
        elif match := re.match(r"\s*[\"']?([\w-]+)[\"']?\s*=\s*(\"{3}|'{3})?", line):
            found.setdefault((table, match[1]), number)
            closing = match[2] if match[2] and match[2] not in line[match.end() :] else ""
    return found


def lines_of_block(value: str, line: int, text: str) -> tuple[tuple[str, int], ...]:
    """The lines of a text block that hold something, stripped, each with its line in the file.

    ``line`` is that of its key. TOML leaves out the line end right after the opening quotation marks.
    """
    opening = text.split("\n", line)[line - 1]
    line += opening.endswith(('"""', "'''")) and opening.count(opening[-3:]) == 1
    return tuple((entry.strip(), line + n) for n, entry in enumerate(value.split("\n")) if entry.strip())
