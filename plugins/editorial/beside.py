"""Beside: what a text has beside its sentences, for comparing: pictures, code, citations, links, tags and notes, each as a sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate
from typing import Final

from editorial import citations
from editorial.prose import Sentence
from manuscript import links
from manuscript.source import Source

# A picture or a link: its words, with brackets within, and its address.
_LINK: Final = re.compile(
    r"(?P<is_picture>!?)\[(?P<words>(?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?(?P<target>[^()\s<>]+(?:\([^()\s]*\)[^()\s<>]*)*)"
)
_REFERENCE: Final = re.compile(r"^ {0,3}\[(?P<label>[^\]\n^][^\]\n]*)\]:\s*<?(?P<target>[^\s<>]+)", re.MULTILINE)
_ADDRESS: Final = re.compile(r"<(?P<target>(?:https?://|mailto:)[^\s<>]*)>")
# How sources name one another, which readers do not.
_OURS: Final = re.compile(r"^\{(?:filename|static)\}")
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>")
_MEANING: Final = re.compile(r"^ {0,3}(\*\[[^\]\n]+\]:.*)", re.MULTILINE)
# The mark of a note, with the word before it, by which it is seen when it moves; a definition begins its line.
_NOTE: Final = re.compile(r"(?P<before>[^\s\[\]]*)\[\^[^\]\n]+\](?!:)")
_ITEM: Final = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s")


def of_source(source: Source) -> tuple[Sentence, ...]:
    """What a body has beside its sentences, in the order of its lines.

    Addresses of sources start from the content folder, so that those of two files can be compared.
    """
    rooted = replace(source, body=links.rooted(source))
    text = rooted.without_code()
    starts = list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
    found = [Sentence(f"the code {' '.join(code.split())}", line, "body") for line, code in source.code()]
    found += [Sentence(f"the citation [{cluster}]", line, "body") for line, cluster in citations.clusters(source)]
    found += [Sentence(said, rooted.body_line + bisect_right(starts, place) - 1, "body") for place, said in _found(text)]
    found += [Sentence(f"the indented line {line.strip()}", rooted.body_line + n, "body") for n, line in _indented(text)]
    return tuple(sorted(found, key=lambda one: one.line))


def _found(text: str) -> Iterator[tuple[int, str]]:
    """The place of each link, picture, tag and mark of a note, and what it is."""
    for match in _LINK.finditer(text):
        target = _OURS.sub("", match["target"])
        yield match.start(), f"the picture {target} ({match['words']})" if match["is_picture"] else f"the link to {target}"
    for pattern in (_REFERENCE, _ADDRESS):
        yield from ((match.start(), f"the link to {_OURS.sub('', match['target'])}") for match in pattern.finditer(text))
    yield from ((match.start(), f"the tag {match[0]}") for match in _TAG.finditer(text) if not _ADDRESS.match(match[0]))
    yield from ((match.start(), f"the meaning {match[1].strip()}") for match in _MEANING.finditer(text))
    yield from ((match.start(), f"the note after {match['before'] or 'nothing'}") for match in _NOTE.finditer(text))


def _indented(text: str) -> Iterator[tuple[int, str]]:
    """The indented lines that begin a paragraph of their own, or follow one: code, or what belongs to a note or an item."""
    after_gap = within = False
    for n, line in enumerate(text.split("\n")):
        is_indented = line.startswith(("    ", "\t")) and not _ITEM.match(line)
        within = bool(line.strip()) and is_indented and (after_gap or within)
        if within:
            yield n, line
        after_gap = not line.strip()
