"""Mentions: the texts of the site that a text links to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from editorial import urls
from manuscript.links import links, resolved
from manuscript.source import Source


def files(source: Source) -> Iterator[str]:
    """The sources that a body links to with ``{filename}``, as problems name them (``content/posts/a.md``), in order."""
    folder, _, here = source.path.partition("/")
    for link in links(source):
        if link.what == "filename":
            yield f"{folder}/{resolved(here, link.target)}"


def addresses(source: Source, site: str) -> Iterator[str]:
    """The slugs of posts and papers that a body links to by their address, relative to the root or with the site's own.

    ``site`` is the public address, without a slash at its end; it may be empty.
    """
    if "/posts/" in source.body or "/papers/" in source.body:
        mark = re.compile(rf"(?<=[(<\s\"'])(?:{re.escape(site)})?/(?:posts|papers)/(?P<slug>{urls.SLUG.pattern})/")
        for match in mark.finditer(source.without_code()):
            yield match["slug"]
