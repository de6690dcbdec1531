"""Prose: the sentences of a Markdown body, without its markup, each with its line and zone."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from editorial.citations import CLUSTER
from manuscript.source import Source

Zone = Literal["title", "heading", "opening", "body", "quotation"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as plain text with single spaces; ``line`` is where it begins in the file, from 1.

    ``voice`` is the slug of the group article whose words it is, in a post that carries one; ``path`` then names its file.
    """

    text: str
    line: int
    zone: Zone
    voice: str = ""
    path: str = ""


@dataclass(slots=True)
class _Block:
    line: int
    text: str
    zone: Zone
    in_list: bool = False


def sentences(source: Source) -> tuple[Sentence, ...]:
    """The sentences of a source in reading order: the title first, then headings, paragraphs, items and quotations.

    Code, comments, link addresses, citations and footnote marks are not prose. The first paragraph
    is the ``opening``. Empty for a source with neither title nor text.
    """
    found: list[Sentence] = []
    if (title := source.field("Title")) and title.value:
        found.append(Sentence(title.value, title.line, "title"))
    opening = True
    for block in _blocks(source.without_code(), source.body_line):
        if block.zone == "body" and opening:
            block.zone, opening = "opening", False
        found.extend(_split(block))
    return tuple(found)


def plain_text(found: Iterable[Sentence]) -> str:
    """The sentences, each on a line of its own: the text in which ``Evidence.start`` and ``end`` count characters."""
    return "\n".join(sentence.text for sentence in found)


def count_words(found: Iterable[Sentence]) -> int:
    """The number of words in the sentences, the title left out."""
    return len(_WORD.findall("\n".join([sentence.text for sentence in found if sentence.zone != "title"])))


_WORD = re.compile(r"\w+(?:['’-]\w+)*")
# Of scripts without spaces each sign is a word: kana, Han.
_SIGNS = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_COUNTED = re.compile(rf"[{_SIGNS}]|[^\W{_SIGNS}]+(?:['’-]\w+)*")
_UNSEEN = re.compile(r"<!--.*?-->|^ {0,3}\[[^\]^\n][^\]\n]*\]:[ ]*\S[^\n]*$", re.DOTALL | re.MULTILINE)


def count_all_words(source: Source) -> int:
    """The number of words that a reader sees of a body, its code too; the header is left out."""
    text = _UNSEEN.sub("", source.body)
    for sign, pattern in _INLINE:
        if sign in text:
            text = pattern.sub(_kept, text)
    return len(_COUNTED.findall(text))


# --- blocks -------------------------------------------------------------------------------------

_ATX = re.compile(r"#{1,6}\s*(?P<text>[^#].*?)\s*#*\s*")
_UNDERLINE = re.compile(r"(=+|-+)[ ]*")
_RULE = re.compile(r" {0,3}([-*_])(\s*\1){2,}\s*")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+(?P<text>.*)")
_NOTE = re.compile(r" {0,3}\[\^[^\]]+\]:\s*(?P<text>.*)")
_DEFINITION = re.compile(r" {0,3}(\[[^\]^][^\]]*\]:\s*\S.*|\*\[[^\]]+\]:.*)")
_QUOTED = re.compile(r" {0,3}>\s?(?P<text>.*)")
_TABLE_LINE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*")


def _blocks(body: str, first_line: int) -> Iterator[_Block]:
    """The blocks of prose: paragraphs, headings, items, table rows; the lines of a block are consecutive."""
    block: _Block | None = None
    in_list = after_gap = False
    for number, line in enumerate(body.split("\n"), first_line):
        if not line.strip():
            if block:
                yield block
            block, after_gap = None, True
            continue
        if after_gap and not block and line.startswith("    ") and not in_list:
            continue  # indented code
        text, zone, starts = line, _BODY, False
        # An item may follow an item, or a gap; within a paragraph its mark is text.
        item = _ITEM.fullmatch(line) if not block or block.in_list else None
        if match := _ATX.fullmatch(line):
            zone, starts, text = _HEADING, True, match["text"]
        elif block and block.zone == "body" and "\n" not in block.text and _UNDERLINE.fullmatch(line):
            block.zone, starts, text = "heading", True, ""
        elif _RULE.fullmatch(line) or _DEFINITION.fullmatch(line) or ("|" in line and _TABLE_LINE.fullmatch(line)):
            starts, text = True, ""
        elif line.lstrip().startswith("|") or " | " in line:
            starts, text = True, re.sub(r"\s*\|\s*", "; ", line.strip().strip("|").strip())
        elif match := _QUOTED.fullmatch(line):
            zone, text = _QUOTATION, match["text"]
            starts = block is not None and block.zone != "quotation"
        elif match := item or _NOTE.fullmatch(line):
            starts, text = True, match["text"]
        in_list = bool(item) or (in_list and (line.startswith(" ") or not after_gap))
        after_gap = False
        if block and (starts or block.zone == "heading"):
            yield block
            block = None
        if block:
            block.text += "\n" + text
        elif text.strip():
            block = _Block(number, text, zone, bool(item))
    if block:
        yield block


_BODY: Zone = "body"
_HEADING: Zone = "heading"
_QUOTATION: Zone = "quotation"

# --- sentences ----------------------------------------------------------------------------------

# Text in brackets, with one pair within; an address in parentheses, likewise.
_BRACKETS = r"\[(?P<kept>(?:[^\[\]]|\[[^\[\]]*\])+)\]"
_PARENTHESES = r"\((?:[^()]|\([^()]*\))*\)"

# In this order, each with characters without which it is not there; the group that is kept, if any, is the words that a reader sees.
_INLINE = tuple(
    (sign, re.compile(pattern, re.DOTALL))
    for sign, pattern in (
        ("![", r"!\[[^\]]*\](?:" + _PARENTHESES + r"|\[[^\]]*\])"),  # image
        ("[", CLUSTER.pattern),  # citation
        ("[^", r"\[\^[^\]]+\]"),  # footnote mark
        ("](", _BRACKETS + _PARENTHESES),  # link
        ("][", _BRACKETS + r"\[[^\]]*\]"),  # reference link
        ("<", r"<(?:https?://|mailto:)[^>]*>"),  # bare address
        ("<", r"</?[A-Za-z][^>]*>"),  # tag
        ("{", r"\{:?[ ]*[#.][^}\n]*\}"),  # attributes
        ("*", r"(?<![\w\\])(?P<mark>\*{1,3})(?=\S)(?P<kept>.+?)(?<=\S)(?P=mark)(?!\w)"),  # *emphasis*
        ("_", r"(?<![\w\\])(?P<mark>_{1,3})(?=\S)(?P<kept>.+?)(?<=\S)(?P=mark)(?!\w)"),  # _emphasis_
        ("*", r"(?<![\w\\])(?P<mark>\*{1,2})(?=\S)(?P<kept>.+?)(?<=\S)(?P=mark)(?!\w)"),  # emphasis within emphasis
        ("\\", r"\\(?P<kept>[\\`*_{}\[\]()#+.!-])"),  # escape
    )
)
# Without one of these characters, none of the above is there.
_MARKUP = re.compile(r"[{\[<*_\\]")


def _kept(match: re.Match[str]) -> str:
    """What stays of a piece of markup, with as many line ends as it had."""
    text = (match.groupdict().get("kept") or "").strip("\n")
    return text + "\n" * (match[0].count("\n") - text.count("\n"))


_END = re.compile(r"[.!?…][\"'’”)\]]*\s+(?=[\"'‘“(\[]*(?P<next>\w))")
# What may stand before a full stop that ends nothing. An initial is a single capital but I.
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|cf|vs?|mr|mrs|ms|dr|prof|st)\.\s+$", re.IGNORECASE)
_INITIAL = re.compile(r"(?:^|[\s(.])(?!I\.)[A-Z]\.\s+$")
_BEFORE_A_NUMBER = re.compile(r"\b(?:nos?|pp?|vol|ch|art|s)\.\s+$", re.IGNORECASE)


def _split(block: _Block) -> Iterator[Sentence]:
    """The sentences of one block."""
    text = block.text
    if _MARKUP.search(text):
        for sign, pattern in _INLINE:
            if sign in text:
                text = pattern.sub(_kept, text)
    if "&" in text:
        text = html.unescape(text)
    start = 0
    for match in _END.finditer(text):
        if not _goes_on(text[max(start, match.start() - 8) : match.end()], match["next"]):
            yield from _sentence(block, text, start, match.end())
            start = match.end()
    yield from _sentence(block, text, start, len(text))


def _goes_on(before: str, after: str) -> bool:
    """Whether the sentence goes on past a full stop, from the characters around it."""
    if after.isdigit() and _BEFORE_A_NUMBER.search(before):
        return True
    return not (after.isupper() or after.isdigit()) or bool(_ABBREVIATION.search(before) or _INITIAL.search(before))


# What was taken out before a mark leaves its space.
_STRAY = re.compile(r" ([.,;:!?])")


def _sentence(block: _Block, text: str, start: int, end: int) -> Iterator[Sentence]:
    piece = text[start:end]
    if not piece.strip():
        return
    start += len(piece) - len(piece.lstrip())
    words = _STRAY.sub(r"\1", " ".join(piece.split()))
    yield Sentence(words, block.line + text.count("\n", 0, start), block.zone)
