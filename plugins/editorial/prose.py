"""Prose: the sentences of a Markdown body, without its markup, each with its line and zone."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from manuscript.source import Source

Zone = Literal["title", "heading", "opening", "body", "quotation"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as plain text with single spaces; ``line`` is where it begins in the file, from 1."""

    text: str
    line: int
    zone: Zone


@dataclass(slots=True)
class _Block:
    line: int
    text: str
    zone: Zone


def sentences(source: Source) -> tuple[Sentence, ...]:
    """The sentences of a source in reading order: the title first, then headings, paragraphs, items and quotations.

    Code, comments, link addresses, citations and footnote marks are not prose. The first paragraph
    is the ``opening``. Empty for a source with neither title nor text.
    """
    found: list[Sentence] = []
    if (title := source.field("Title")) and title.value:
        found.append(Sentence(title.value, title.line, "title"))
    opening = True
    for block in _blocks(source.body, source.body_line):
        if block.zone == "body" and opening:
            block.zone, opening = "opening", False
        found.extend(_split(block))
    return tuple(found)


def count_words(found: tuple[Sentence, ...]) -> int:
    """The number of words in the sentences, the title left out."""
    return sum(len(re.findall(r"\w+(?:['’-]\w+)*", sentence.text)) for sentence in found if sentence.zone != "title")


# --- blocks -------------------------------------------------------------------------------------

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_ATX = re.compile(r" {0,3}#{1,6}\s+(?P<text>.*?)\s*#*\s*")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})\s*")
_RULE = re.compile(r" {0,3}([-*_])(\s*\1){2,}\s*")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+(?P<text>.*)")
_NOTE = re.compile(r" {0,3}\[\^[^\]]+\]:\s*(?P<text>.*)")
_DEFINITION = re.compile(r" {0,3}(\[[^\]^][^\]]*\]:\s*\S.*|\*\[[^\]]+\]:.*)")
_QUOTED = re.compile(r" {0,3}>\s?(?P<text>.*)")
_TABLE_LINE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*")


def _blocks(body: str, first_line: int) -> Iterator[_Block]:
    """The blocks of prose: paragraphs, headings, items, table rows; the lines of a block are consecutive."""
    block: _Block | None = None
    fence = ""
    in_item = after_gap = False
    for number, line in enumerate(_without_comments(body).split("\n"), first_line):
        if fence:
            fence = "" if line.strip().startswith(fence) and not line.strip().strip(fence[0]) else fence
            continue
        text, zone, starts = line, _BODY, False
        if not line.strip():
            after_gap = True
            if block:
                yield block
            block = None
            continue
        if match := _FENCE.match(line):
            fence, starts, text = match[1], True, ""
        elif after_gap and line.startswith("    ") and not in_item:
            continue
        elif match := _ATX.fullmatch(line):
            zone, starts, text = _HEADING, True, match["text"]
        elif block and _UNDERLINE.fullmatch(line) and "\n" not in block.text and block.zone == "body":
            block.zone, starts, text = "heading", True, ""
        elif _RULE.fullmatch(line) or _DEFINITION.fullmatch(line) or ("|" in line and _TABLE_LINE.fullmatch(line)):
            starts, text = True, ""
        elif line.lstrip().startswith("|") or " | " in line:
            starts, text = True, line.strip().strip("|").replace("|", "; ")
        elif match := _QUOTED.fullmatch(line):
            zone, text = _QUOTATION, match["text"]
            starts = block is not None and block.zone != "quotation"
        elif match := _ITEM.fullmatch(line) or _NOTE.fullmatch(line):
            starts, in_item, text = True, True, match["text"]
        if not line.startswith(" ") and not _ITEM.fullmatch(line) and not _NOTE.fullmatch(line):
            in_item = False
        after_gap = False
        if block and (starts or block.zone == "heading"):
            yield block
            block = None
        if block:
            block.text += "\n" + text
        elif text.strip():
            block = _Block(number, text, zone)
    if block:
        yield block


_BODY: Zone = "body"
_HEADING: Zone = "heading"
_QUOTATION: Zone = "quotation"

_COMMENT = re.compile(r"<!--.*?(-->|\Z)", re.DOTALL)


def _without_comments(body: str) -> str:
    return _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), body) if "<!--" in body else body


# --- sentences ----------------------------------------------------------------------------------

# In this order; the group that is kept, if any, is the words that a reader sees.
_INLINE = tuple(
    re.compile(pattern, re.DOTALL)
    for pattern in (
        r"(`+)(?!`).+?(?<!`)\1(?!`)",  # code
        r"\{\{.*?\}\}",  # a command to the build
        r"!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])",  # image
        r"\[(?:[^\]]*?)-?@[\w-][^\]]*\]",  # citation
        r"\[\^[^\]]+\]",  # footnote mark
        r"\[(?P<kept>[^\]]+)\]\([^)]*\)",  # link
        r"\[(?P<kept>[^\]]+)\]\[[^\]]*\]",  # reference link
        r"<https?://[^>]*>",  # bare address
        r"</?[A-Za-z][^>]*>",  # tag
        r"\{:[^}\n]*\}",  # attributes
        r"(?<![\w\\])(?P<mark>\*{1,3})(?=\S)(?P<kept>.+?)(?<=\S)(?P=mark)(?!\w)",  # *emphasis*
        r"(?<![\w\\])(?P<mark>_{1,3})(?=\S)(?P<kept>.+?)(?<=\S)(?P=mark)(?!\w)",  # _emphasis_
        r"\\(?P<kept>[\\`*_{}\[\]()#+.!-])",  # escape
    )
)
# Without one of these characters, none of the above is there.
_MARKUP = re.compile(r"[`{\[<*_\\]")


def _kept(match: re.Match[str]) -> str:
    """What stays of a piece of markup, with as many line ends as it had."""
    text = (match.groupdict().get("kept") or "").strip("\n")
    return text + "\n" * (match[0].count("\n") - text.count("\n"))


_END = re.compile(r"[.!?…][\"'’”)\]]*\s+(?=[\"'‘“(\[]*[A-Z0-9À-Þ])")
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|etc|cf|al|vs?|pp?|no|nos|mr|mrs|ms|dr|prof|st|ltd|[a-z]))\.\s+$", re.IGNORECASE)


def _split(block: _Block) -> Iterator[Sentence]:
    """The sentences of one block."""
    text = block.text
    if _MARKUP.search(text):
        for pattern in _INLINE:
            text = pattern.sub(_kept, text)
    text = html.unescape(text)
    start = 0
    for match in _END.finditer(text):
        if _ABBREVIATION.search(text, start, match.end()):
            continue
        yield from _sentence(block, text, start, match.end())
        start = match.end()
    yield from _sentence(block, text, start, len(text))


def _sentence(block: _Block, text: str, start: int, end: int) -> Iterator[Sentence]:
    piece = text[start:end]
    if not piece.strip():
        return
    start += len(piece) - len(piece.lstrip())
    words = " ".join(re.sub(r"\s+([.,;:!?])", r"\1", piece).split())
    yield Sentence(words, block.line + text.count("\n", 0, start), block.zone)
