"""Citations: the marks in a text that cite works, ``[@key, p. 14]``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from manuscript.source import Source

# [@key], [@key, p. 14], [@one; @two, pp. 3-4]. Source: the citation syntax of Pandoc's Markdown.
# What a link or a reference follows is its text, not a citation.
CLUSTER = re.compile(r"(?<!\\)\[(?P<items>@[^\[\]]+)\](?![(\[])")
_ITEM = re.compile(r"@(?P<key>[A-Za-z0-9][\w:.-]*)(?:,\s*(?P<locator>\S.*))?")


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation in a text: the key of the work, and the place in it, if named."""

    key: str
    locator: str = ""


def parse_cluster(items: str) -> tuple[Citation, ...]:
    """The citations between the brackets of a cluster, in order.

    Raises ValueError: one of them is not ``@key`` or ``@key, place``.
    """
    found = []
    for item in items.split(";"):
        match = _ITEM.fullmatch(" ".join(item.split()))
        if match is None:
            raise ValueError(f'"{item.strip()}" is not a citation')
        found.append(Citation(match["key"], (match["locator"] or "").strip()))
    return tuple(found)


def clusters(source: Source) -> Iterator[tuple[int, str]]:
    """Every citation cluster of a source with its line, in order; code is passed over."""
    if "[@" in source.body:
        for match in CLUSTER.finditer(source.without_code()):
            yield source.line_at(match.start()), " ".join(match["items"].split())


def keys(source: Source) -> tuple[str, ...]:
    """The keys of the works that a source cites, each once, in order; what is no citation is passed over."""
    found: dict[str, None] = {}
    for _, items in clusters(source):
        try:
            found.update((citation.key, None) for citation in parse_cluster(items))
        except ValueError:  # checks.works_are_known names it
            continue
    return tuple(found)


def can_be_cited(key: str) -> bool:
    """Whether a mark can name a work of that key."""
    return _ITEM.fullmatch(f"@{key}") is not None
