"""OPML 2.0 (http://opml.org/spec2.opml): all feeds of a site, to be taken into a reader at once."""

from __future__ import annotations

from collections.abc import Iterable

from editorial.feeds.entries import Site
from editorial.feeds.feeds import ATOM, Feed, grouped
from editorial.feeds.xml import element, empty


def document(feeds: Iterable[Feed], site: Site) -> str:
    """The feeds in Atom, in groups."""
    body = "".join(
        f'<outline text="{name}">\n{"".join(_outline(one, site) for one in those)}</outline>\n' for name, those in grouped(feeds)
    )
    head = element("title", f"Feeds of {site.name}") + element("docs", "http://opml.org/spec2.opml")
    return f'<?xml version="1.0" encoding="utf-8"?>\n<opml version="2.0">\n<head>\n{head}</head>\n<body>\n{body}</body>\n</opml>\n'


def _outline(one: Feed, site: Site) -> str:
    title = one.titled(site.name)
    return empty(
        "outline",
        type="rss",
        text=title,
        title=title,
        description=one.about,
        xmlUrl=f"{site.address}/{one.address(ATOM)}",
        htmlUrl=f"{site.address}/{one.page}",
    )
