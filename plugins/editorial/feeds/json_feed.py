"""JSON Feed 1.1, as its site says (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from typing import Any

from editorial.feeds.archives import Part
from editorial.feeds.entries import Entry, Site, rfc3339
from editorial.feeds.feeds import JSON, Feed
from editorial.feeds.xml import without_forbidden


def entry(one: Entry) -> str:
    """An item; the same text in every feed."""
    item: dict[str, Any] = {
        "id": one.id,
        "url": one.url,
        "title": one.title,
        "content_html": one.content,
        "summary": one.summary,
        "date_published": rfc3339(one.published),
        "date_modified": rfc3339(one.updated),
        "authors": [_without_empty({"name": author.name, "url": author.url}) for author in one.authors],
        "tags": [each.label for each in one.categories],
        "language": one.lang,
    }
    return _written({**_without_empty(item), "content_html": one.content})


def feed(one: Feed, part: Part, entries: Iterable[str], updated: datetime.datetime | None, site: Site) -> str:
    """One document of a feed. ``entries`` are written already; ``updated`` is the last change among them, None where there are none.

    What JSON Feed has no word for stands in an extension.
    """
    head: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": one.titled(site.name),
        "description": one.about,
        "home_page_url": f"{site.address}/{one.page}",
        "feed_url": f"{site.address}/{one.address(JSON, part.number)}",
        "next_url": f"{site.address}/{one.address(JSON, part.older)}" if part.older else "",
        "language": site.lang,
        "authors": [{"name": site.name, "url": f"{site.address}/"}],
        "hubs": [{"type": "WebSub", "url": site.hub}] if site.hub and not part.number else [],
        "_feed": _without_empty({"id": one.id, "updated": rfc3339(updated or site.since), "rights": site.rights}),
    }
    opening = _written(_without_empty(head)).removesuffix("\n}")
    items = ",\n".join(entries)
    return f'{opening},\n"items": [{items}]\n}}\n'


def _without_empty(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value}


def _written(data: dict[str, Any]) -> str:
    return json.dumps(_readable(data), ensure_ascii=False, indent=0)


def _readable(value: Any) -> Any:
    """The data without characters that no text may have."""
    if isinstance(value, dict):
        return {key: _readable(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_readable(inner) for inner in value]
    return without_forbidden(value) if isinstance(value, str) else value
