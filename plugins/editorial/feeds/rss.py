"""RSS 2.0. Sources: the RSS 2.0 specification (2.0.11) and the RSS Advisory Board's Best Practices Profile."""

from __future__ import annotations

import datetime
import html
from collections.abc import Iterable
from email.utils import format_datetime
from typing import Final

from editorial.feeds.archives import Part
from editorial.feeds.atom import links
from editorial.feeds.entries import Entry, Site, in_minutes, rfc3339
from editorial.feeds.feeds import RSS, Feed
from editorial.feeds.xml import document, element, empty, escaped_for_rss

_NAMESPACES: Final = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in (
        ("atom", "http://www.w3.org/2005/Atom"),
        ("content", "http://purl.org/rss/1.0/modules/content/"),
        ("dc", "http://purl.org/dc/elements/1.1/"),
        ("fh", "http://purl.org/syndication/history/1.0"),
    )
)


def entry(one: Entry) -> str:
    """An item; the same text in every feed. Names are Dublin Core's: RSS's own author wants an address for mail."""
    parts = [
        _plain("title", one.title),
        element("link", one.url),
        element("guid", one.id, isPermaLink="false"),
        element("pubDate", rfc822(one.published)),
        *(element("dc:creator", author.name) for author in one.authors),
        *(element("category", each.label, domain=each.scheme) for each in one.categories),
        element("description", html.escape(one.summary, quote=False)) if one.summary else "",  # it is HTML
        element("content:encoded", one.content),
        empty("atom:link", rel="via", href=one.home) if one.home else "",
        element("atom:updated", rfc3339(one.updated)) if one.updated != one.published else "",
    ]
    return f"<item>\n{''.join(parts)}</item>\n"


def feed(one: Feed, part: Part, entries: Iterable[str], updated: datetime.datetime | None, site: Site) -> str:
    """One document of a feed. ``entries`` are written already; ``updated`` is the last change among them, None where there are none."""
    here = f"{site.address}/{one.address(RSS, part.number)}"
    parts = [
        "<channel>\n",
        _plain("title", one.titled(site.name)),
        element("link", f"{site.address}/{one.page}"),
        _plain("description", one.about or one.titled(site.name)),
        element("language", site.lang),
        _plain("copyright", site.rights) if site.rights else "",
        element("lastBuildDate", rfc822(updated or site.since)),
        element("generator", "Pamphleteer"),
        element("docs", "https://www.rssboard.org/rss-specification"),
        empty("atom:link", rel="self", type=RSS.media_type, href=here),
        *links(one, part, site, RSS),
    ]
    return document('rss version="2.0"', [*parts, *entries, "</channel>\n"], stylesheet=site.stylesheet, namespaces=_NAMESPACES)


def rfc822(when: datetime.datetime) -> str:
    """An instant as RSS writes it. Source: RFC 822 §5, with the year in four digits."""
    return format_datetime(in_minutes(when))


def _plain(name: str, text: str) -> str:
    return f"<{name}>{escaped_for_rss(text)}</{name}>\n"
