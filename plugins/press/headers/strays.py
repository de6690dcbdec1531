"""Lines that are no field: files without a header, and what stands in one by mistake."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from manuscript.source import Source
from press.headers.fault import Fault
from press.headers.keys import KEYS
from press.headers.rows import FIELD, Rows, is_known
from press.wording import one_line


def no_header(rows: Rows, source: Source) -> Fault:
    """Why nothing of the file is read as its header."""
    first = rows.first
    if not source.body.strip() and not rows.fenced:
        return Fault("missing-title", "the file is empty, and so there is no title", "Write Title: and a title, or remove the file")
    if rows.fenced:
        message = "there is no title: below the first rule stands no key with its value"
        return Fault("missing-title", message, "Begin with lines such as Title: … and Date: 2015-12-15, then an empty line")
    if not first.strip():
        message = "there is no title: the file begins with an empty line, which ends the header before it begins"
        return Fault("missing-title", message, "Delete the empty lines above the header; without one, add a line Title: …")
    if heading := re.fullmatch(r"#{1,6}\s+(.*?)\s*#*\s*", first):
        message = "there is no title: the file begins with a heading, and has no header"
        return Fault("missing-title", message, f"Begin with Title: {one_line(heading[1])}, then an empty line")
    why = _why_no_field(first)
    message = f"there is no title: the file does not begin with a header{f' ({why})' if why else ''}"
    return Fault("missing-title", message, "Begin with lines such as Title: … and Date: 2015-12-15, then an empty line")


def stray_lines(rows: Rows, taken: Collection[int]) -> Iterator[tuple[int, Fault]]:
    """The lines of a header that are no field, and not the text either; each with what is wrong."""
    if rows.fenced and not rows.closed:
        yield (
            1,
            Fault("stray-line", 'the header begins with "---", and no second "---" ends it', "Write --- on a line of its own below it"),
        )
    if rows.blank:
        message = "this empty line ends the header before its second rule, and the lines below it would be shown as text"
        yield rows.blank, Fault("stray-line", message, "Delete the empty line")
    for place, (number, line) in enumerate(rows.rows):
        if number in taken or not line.strip() or FIELD.fullmatch(line) or (place and re.match(r" {4}|\t", line)):
            continue
        if not rows.closed and _is_text(line, rows.rows[place + 1 :]):
            return
        why = _why_no_field(line)
        message = f"this line of the header is not a key and its value{f': {why}' if why else ''}"
        yield number, Fault("stray-line", message, "Write Key: value, or leave a line empty between the header and the text")


def _why_no_field(line: str) -> str:
    """What keeps a line from being read as a key and its value, where that can be told; otherwise nothing."""
    start = line[:80]
    if invisible := re.match("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]", start):
        return f"its first line begins with an invisible character, U+{ord(invisible[0]):04X}"
    if re.match(r"(?: {4,}|\s*\t\s*)\S", start) and FIELD.fullmatch(line.strip()):
        return "the line is indented"
    if re.match(r"\s*[\w-]+\s*：", start):
        return "its colon is the wide one, U+FF1A"
    if re.match(r"\s*[A-Za-z0-9_-]+\s+:(?:\s|$)", start):
        return "a space stands before its colon"
    if re.match(r"\s*[*_`\"']+[\w -]+[*_`\"']*:", start):
        return "its key is marked"
    if re.match(r"\s*[A-Za-z0-9_-]+(?: [A-Za-z0-9_-]+){1,2}:(?:\s|$)", start):
        return "a key has no spaces"
    if re.match(r"\s*\w+:(?:\s|$)", start):
        return "a key is written in the letters a to z"
    return ""


_MARKDOWN: Final = re.compile(r"\s*(?:#|>|<|!\[|\[|[-*+]\s|\d+[.)]\s|`|~~~|\||:::|\{|\$|---|\.\.\.|___|\*)")
_SENTENCE_END: Final = re.compile(r"[.!?…。！？:;,]['\"”’»)\]*_`]*\s*$")


def _is_text(line: str, below: Sequence[tuple[int, str]]) -> bool:
    """Whether a line below the header is the text, which Pelican reads there even without an empty line between."""
    whole = len(line.split(maxsplit=8)) > 7 and _SENTENCE_END.search(line)  # "In other words: …" is no key
    if any(is_known(other) for _, other in below) or (_why_no_field(line) and not whole):
        return False
    first = re.split(r"\W", line.strip(), maxsplit=1)[0].lower()
    if first in KEYS and len(line) < 80 and not _SENTENCE_END.search(line):
        return False
    last = below[-1][1] if below else line
    return bool(_MARKDOWN.match(line) or _SENTENCE_END.search(last) or len(line) >= 80)
