"""Escapes: characters that no text may have, written as an escape or a reference, which a reader of the file does not see."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from typing import Any, Final

from manuscript.problems import Problem
from manuscript.source import UNTEXTUAL, Source

_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_REFERENCE: Final = re.compile(r"&#(?:[xX]([0-9A-Fa-f]+)|([0-9]+));?")
_SHORT: Final = {"b": ord("\b"), "f": ord("\f")}


def check(text: str, path: str) -> Iterator[Problem]:
    """The characters in the values of a data file (TOML or JSON that can be read) that no text may have, each with its line."""
    if "\\" in text:
        wrong = sorted({letter for value in _texts(_read(text, path)) for letter in UNTEXTUAL.findall(value)})
        for letter in wrong:
            yield _problem(path, _line_of(text, letter), ord(letter), "an escape")


def in_source(source: Source) -> Iterator[Problem]:
    """The references in a body to characters that no text may have."""
    if "&#" in source.body:
        for match in _REFERENCE.finditer(source.without_code()):
            number = _number(match[1], 16) if match[1] else _number(match[2], 10)
            if 0x80 <= number <= 0x9F:  # HTML reads these as letters of Windows. Source: HTML Living Standard §13.2.5.80
                continue
            if number > sys.maxunicode or UNTEXTUAL.search(chr(number)):
                yield _problem(source.path, source.line_at(match.start()), number, match[0])


def _number(digits: str, base: int) -> int:
    """What digits stand for; of more than any character has, the first will do."""
    return int(digits.lstrip("0")[:12] or "0", base)


def _read(text: str, path: str) -> Any:
    try:
        return tomllib.loads(text) if path.endswith(".toml") else json.loads(text)
    except ValueError:  # whoever reads the file says so
        return None


def _texts(value: Any) -> Iterator[str]:
    """Every text in the values, and the keys, of some data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from (key, *_texts(inner))
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _line_of(text: str, letter: str) -> int:
    """The line of the first escape that stands for a character; above U+FFFF JSON writes two for one."""
    high, low = divmod(ord(letter) - 0x10000, 0x400)
    pair = re.compile(rf"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}", re.IGNORECASE) if high >= 0 else None
    if pair and (match := pair.search(text)):
        return text.count("\n", 0, match.start()) + 1
    for match in _ESCAPE.finditer(text):
        if ord(letter) == (_SHORT.get(match[3]) if match[3] else int(match[1] or match[2], 16)):
            return text.count("\n", 0, match.start()) + 1
    return 0


def _problem(path: str, line: int, number: int, written: str) -> Problem:
    message = f"{written} stands for U+{number:04X}, which is no character of a text"
    return Problem(path, line, 0, "control-character", message, "Delete it")
