"""Mentions: the texts of the site that a text links to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from editorial import urls
from manuscript.links import links, named
from manuscript.source import Source


def files(source: Source) -> Iterator[str]:
    """The sources that a body links to with ``{filename}``, as problems name them (``content/posts/a.md``), in order."""
    return (named(source.path, link.target) for link in links(source) if link.what == "filename")


# Where Markdown and HTML have the address of a link: [a](here), [a](<here>), [a]: here, <here>, href="here".
_TARGET = r"(?:\]\(<?|^ {0,3}\[[^\]\n]{1,200}\]:[ ]*<?|<(?=https?:)|href=[\"'])"


@dataclass(frozen=True, slots=True)
class Address:
    """A link to a text by its address: ``post`` or ``paper``, the slug, and where it stands; line and column count from 1."""

    kind: str
    slug: str
    line: int
    column: int


def slugs(source: Source, by_file: Mapping[str, str], site: str) -> tuple[str, ...]:
    """The slugs of the texts that a body links to, each once: by their files, in order, then by their addresses.

    ``by_file`` has the slugs of the texts by their sources.
    """
    known = (by_file[file] for file in files(source) if file in by_file)
    return tuple(dict.fromkeys((*known, *(one.slug for one in addresses(source, site)))))


def addresses(source: Source, site: str) -> Iterator[Address]:
    """The links of a body to texts by their addresses, relative to the root or with the site's own.

    ``site`` is the public address, without a slash at its end; it may be empty.
    """
    if "/posts/" in source.body or "/papers/" in source.body:
        roots = "|".join(re.escape(root) for root in dict.fromkeys((site, urlsplit(site).path)) if root)
        mark = re.compile(rf"{_TARGET}(?:{roots})?/(?P<kind>post|paper)s/(?P<slug>{urls.SLUG.pattern})/(?=[\s)>\"'#?]|$)", re.MULTILINE)
        for match in mark.finditer(source.without_code()):
            yield Address(match["kind"], match["slug"], source.line_at(match.start()), source.column_at(match.start()))
