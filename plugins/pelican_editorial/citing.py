"""Citing: ``[@key, p. 14]`` in Markdown becomes author and year, linked to the work at the end of the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

from editorial import citations
from editorial.citations import Work


class CitationExtension(Extension):
    """``works`` are those that can be cited, by key."""

    def __init__(self, *, works: Mapping[str, Work]) -> None:
        super().__init__()
        self._works = works

    def extendMarkdown(self, md: Markdown) -> None:
        """Register before links (priority 160), which would take the brackets."""
        md.inlinePatterns.register(_CitationProcessor(citations.CLUSTER.pattern, md, works=self._works), "citation", 165)


class _CitationProcessor(InlineProcessor):
    def __init__(self, pattern: str, md: Markdown, *, works: Mapping[str, Work]) -> None:
        super().__init__(pattern, md)
        self._works = works

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[ElementTree.Element | None, int | None, int | None]:
        """``(Munro, 2011, p. 14; Reason, 2000)``; a cluster with an unknown key stays as it was written."""
        try:
            cited = citations.parse_cluster(m["items"])
        except ValueError:
            return None, None, None
        if any(citation.key not in self._works for citation in cited):
            return None, None, None
        whole = ElementTree.Element("span", {"class": "citation"})
        whole.text = "("
        for number, citation in enumerate(cited):
            link = ElementTree.SubElement(whole, "a", {"href": f"#work:{citation.key}"})
            link.text = self._works[citation.key].label
            place = f", {citation.locator}" if citation.locator else ""
            link.tail = place + (")" if number == len(cited) - 1 else "; ")
        return whole, m.start(0), m.end(0)
