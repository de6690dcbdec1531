"""Citations: the marks in a text that cite works, ``[@key, p. 14]``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from manuscript.source import Source

# [@key], [@key, p. 14], [@one; @two, pp. 3-4]. Source: the citation syntax of Pandoc's Markdown.
# What a link or a reference follows is its text, not a citation.
CLUSTER = re.compile(r"(?<!\\)\[(?P<items>@[^\[\]]+)\](?![(\[])")
_ITEM = re.compile(r"@(?P<key>[A-Za-z0-9][\w:./-]*)(?:,\s*(?P<locator>\S.*))?")
# Bounded, so that no text takes long: what precedes the key is a word or two.
_NEAR_MISS = re.compile(r"(?<!\\)\[(?!@)[^\[\]@]{1,80}@(?P<key>[A-Za-z0-9][\w:./-]*)[^\[\]]{0,200}\](?![(\[:])")


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


def places(source: Source) -> Iterator[tuple[int, str]]:
    """The line and the key of every citation of a source, in order; a cluster that cannot be read is passed over."""
    return in_clusters(clusters(source))


def in_clusters(found: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The line and the key of every citation in clusters, in order; one that cannot be read is passed over."""
    for line, items in found:
        try:
            cited = parse_cluster(items)
        except ValueError:  # checks.citations_are_well_formed names it
            continue
        yield from ((line, citation.key) for citation in cited)


def keys(source: Source) -> tuple[str, ...]:
    """The keys of the works that a source cites, each once, in order."""
    return tuple(dict.fromkeys(key for _, key in places(source)))


def near_misses(source: Source) -> Iterator[tuple[int, str, str]]:
    """What stands in brackets with a key in it and is no cluster (``[see @key]``, ``[-@key]``): the line, the mark, the key."""
    if "@" in source.body and "[" in source.body:
        for match in _NEAR_MISS.finditer(source.without_code()):
            yield source.line_at(match.start()), " ".join(match[0].split()), match["key"].rstrip(".:-")


def can_be_cited(key: str) -> bool:
    """Whether a mark can name a work of that key."""
    return _ITEM.fullmatch(f"@{key}") is not None
