"""Atom 1.0. Sources: RFC 4287; RFC 5005 for archives; WebSub §4 for the hub."""

from __future__ import annotations

import datetime
import html
from collections.abc import Iterable
from typing import Final

from editorial.feeds.archives import Part
from editorial.feeds.entries import Entry, Site, rfc3339
from editorial.feeds.feeds import ATOM, Feed, Format
from editorial.feeds.xml import document, element, empty

_NAMESPACES: Final = 'xmlns="http://www.w3.org/2005/Atom" xmlns:fh="http://purl.org/syndication/history/1.0"'


def entry(one: Entry) -> str:
    """An entry; the same text in every feed."""
    parts = [
        element("id", one.id),
        element("title", one.title),
        empty("link", rel="alternate", type="text/html", href=one.url),
        empty("link", rel="via", href=one.home) if one.home else "",
        element("published", rfc3339(one.published)),
        element("updated", rfc3339(one.updated)),
        *(_person(author.name, author.url) for author in one.authors),
        *(empty("category", term=each.term or each.label, scheme=each.scheme, label=each.label) for each in one.categories),
        # As HTML: of what is plain text and what is HTML, readers by mail take the plain text, which is the summary alone.
        element("summary", html.escape(one.summary, quote=False), type="html") if one.summary else "",
        element("content", one.content, type="html"),
    ]
    return f'<entry xml:lang="{one.lang}">\n{"".join(parts)}</entry>\n'


def feed(one: Feed, part: Part, entries: Iterable[str], updated: datetime.datetime | None, site: Site) -> str:
    """One document of a feed. ``entries`` are written already; ``updated`` is the last change among them, None where there are none."""
    here = f"{site.address}/{one.address(ATOM, part.number)}"
    parts = [
        element("id", one.id),
        element("title", one.titled(site.name)),
        element("subtitle", one.about) if one.about else "",
        element("updated", rfc3339(updated or site.since)),
        empty("link", rel="self", type=ATOM.media_type, href=here),
        empty("link", rel="alternate", type="text/html", href=f"{site.address}/{one.page}"),
        *links(one, part, site, ATOM),
        _person(site.name, f"{site.address}/"),
        element("rights", site.rights) if site.rights else "",
        element("generator", "Pamphleteer"),
    ]
    return document(f'feed xml:lang="{site.lang}"', [*parts, *entries], stylesheet=site.stylesheet, namespaces=_NAMESPACES)


def links(one: Feed, part: Part, site: Site, form: Format) -> list[str]:
    """The hub, and the way through the archives, as elements of Atom, which RSS borrows."""
    name = "link" if form is ATOM else "atom:link"

    def to(rel: str, number: int | None) -> str:
        return empty(name, rel=rel, type=form.media_type, href=f"{site.address}/{one.address(form, number)}") if number is not None else ""

    found = [empty(name, rel="hub", href=site.hub) if site.hub and not part.number else "", to("prev-archive", part.older)]
    if part.number:
        found += [empty("fh:archive"), to("current", 0), to("next-archive", part.newer or None)]
    return found


def _person(name: str, url: str) -> str:
    inner = element("name", name) + (element("uri", url) if url else "")
    return f"<author>\n{inner}</author>\n"
