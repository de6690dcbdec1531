"""Citing: ``[@key, p. 14]`` in Markdown becomes author and year in a style, linked to the work at the end of the page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.util import AtomicString

from editorial import citations
from editorial.csl import Piece, Style
from editorial.memory import digest
from editorial.works import Work
from manuscript.source import Source

# What may be the key of a work in a text, wherever it stands.
_KEY = re.compile(r"@([A-Za-z0-9][\w:./-]*)")


class CitationExtension(Extension):
    """``works`` are those that can be cited, by key; ``style`` is how.

    ``cache_key`` tells the press all that conversions depend on here, ``cache_key_of`` what that of one text depends on.
    """

    def __init__(self, *, works: Mapping[str, Work], style: Style) -> None:
        super().__init__()
        self._works = works
        self._style = style

    @cached_property
    def cache_key(self) -> str:
        """What tells the style and all works from others."""
        return self._told(self._works)

    def cache_key_of(self, text: str) -> str:
        """What tells the style and the works that a text may cite from others; the same whatever else can be cited."""
        return self._told(sorted({key for found in _KEY.findall(text) for key in (found, found.rstrip(".:/-"))}))

    def _told(self, keys: Iterable[str]) -> str:
        return digest(self._style.cache_key, json.dumps([[key, self._works[key].item if key in self._works else None] for key in keys]))

    def extendMarkdown(self, md: Markdown) -> None:
        """Register before links (priority 160), which would take the brackets; and before everything else, to see what is cited."""
        letters = _Letters(md, works=self._works, style=self._style)
        md.preprocessors.register(letters, "cited", 100)
        processor = _CitationProcessor(citations.CLUSTER.pattern, md, works=self._works, style=self._style, letters=letters)
        md.inlinePatterns.register(processor, "citation", 165)


class _Letters(Preprocessor):
    """Finds what a text cites, so that works of one author and year get the letters that tell them apart on this page."""

    def __init__(self, md: Markdown, *, works: Mapping[str, Work], style: Style) -> None:
        super().__init__(md)
        self._works = works
        self._style = style
        self.found: Mapping[str, str] = {}

    def run(self, lines: list[str]) -> list[str]:
        keys = citations.keys(Source("", (), "\n".join(lines), 1))
        self.found = self._style.letters(self._works[key] for key in keys if key in self._works)
        return lines


class _CitationProcessor(InlineProcessor):
    def __init__(self, pattern: str, md: Markdown, *, works: Mapping[str, Work], style: Style, letters: _Letters) -> None:
        super().__init__(pattern, md)
        self._works = works
        self._style = style
        self._letters = letters

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[ElementTree.Element | None, int | None, int | None]:
        """``(Munro, 2011, p. 14; Reason, 2000)``; a cluster with an unknown key stays as it was written."""
        try:
            cited = citations.parse_cluster(m["items"])
        except ValueError:
            return None, None, None
        if any(citation.key not in self._works for citation in cited):
            return None, None, None
        pieces = self._style.cite(cited, self._works, self._letters.found)
        # An element, and not its text: within the text of a picture Markdown takes the words alone.
        whole = ElementTree.fromstring(f'<span class="citation">{"".join(map(_linked, pieces))}</span>')
        for element in whole.iter():  # and nothing in it is Markdown
            element.text = AtomicString(element.text or "")
            element.tail = AtomicString(element.tail or "")
        return whole, m.start(0), m.end(0)


def _linked(piece: Piece) -> str:
    return f'<a href="#work:{piece.key}">{piece.html}</a>' if piece.key else piece.html
