"""Data files in TOML: their tables, each with the line it begins on."""

from __future__ import annotations

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


def line_of_table(text: str, *names: str) -> int:
    """The line on which the table ``[a.b]`` or a table within it begins, from 1; 0 when it has no header of its own."""
    dotted = r"\s*\.\s*".join(rf"[\"']?{re.escape(name)}[\"']?" for name in names)
    return line_of(text, rf"^[ \t]*\[\s*{dotted}\s*[.\]]")
