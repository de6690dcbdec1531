"""Noted: what is asked again and again of one source: what tells it from others, the digest of its words, its citations."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from editorial import citations
from editorial.memory import digest
from manuscript import links
from manuscript.source import Source


@dataclass(frozen=True, slots=True)
class Noted:
    """``digest`` tells the source from others, by its path and everything in it; ``words`` is the digest of its words alone.

    ``clusters`` are as in ``citations.clusters``, ``near_misses`` as there.
    """

    digest: str
    words: str
    clusters: tuple[tuple[int, str], ...] = ()
    near_misses: tuple[tuple[int, str, str], ...] = ()


def of(source: Source) -> Noted:
    """What there is to note of a source."""
    fields = (part for one in source.fields for part in (one.key, *one.lines, str(one.line), str(one.column)))
    told = digest(source.path, source.body, str(source.body_line), str(source.stray), *fields)
    return Noted(told, sha256(words_of(source)), tuple(citations.clusters(source)), tuple(citations.near_misses(source)))


def sha256(text: str) -> str:
    """The digest of a text, as headers and the publication record have it."""
    return f"sha256-{hashlib.sha256(text.encode()).hexdigest()}"


def words_of(source: Source) -> str:
    """The body of a source without the addresses of its links in the content folder, which change when a file is moved."""
    body = source.body
    for link in sorted(links.links(source), key=lambda link: -link.start):
        body = f"{body[: link.start]}{body[link.end :]}"
    return body.strip()
