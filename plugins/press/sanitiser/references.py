"""References to characters that no text may have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from manuscript.source import UNTEXTUAL
from press.sanitiser.finding import Finding


def controls(html: str) -> Iterator[Finding]:
    """A finding for each reference to a character that no text may have, in their order."""
    if "&#" not in html:
        return
    for reference in REFERENCE.finditer(html):
        if is_control(reference):
            message = f"{reference[0]} stands for U+{number_of(reference):04X}, which is no character of a text"
            yield Finding("control-character", message, "Delete it", reference[0])


REFERENCE: Final = re.compile(r"&#(?:[xX]([0-9A-Fa-f]+)|([0-9]+));?")


def is_control(reference: re.Match[str]) -> bool:
    """Whether a reference, a match of REFERENCE, stands for such a character; those of 128 to 159 stand for others in HTML."""
    number = number_of(reference)
    return number < 0x110000 and not 0x80 <= number <= 0x9F and bool(UNTEXTUAL.match(chr(number)))


def number_of(reference: re.Match[str]) -> int:
    """The number in a reference; of more digits than any character has, the first will do."""
    digits = (reference[1] or reference[2]).lstrip("0")[:8]
    return int(digits or "0", 16 if reference[1] else 10)
