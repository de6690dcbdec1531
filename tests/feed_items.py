"""What a feed says of each of its items, alike from the three formats, so that they can be compared."""

from __future__ import annotations

import datetime
import html
import json
from collections.abc import Callable
from typing import Any, TypedDict

from feed_values import instant, mail_date
from lxml import etree
from lxml.html import fromstring

Element = etree._Element

NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "fh": "http://purl.org/syndication/history/1.0",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "thr": "http://purl.org/syndication/thread/1.0",
}
FORMATS = {".atom.xml": "atom", ".rss.xml": "rss", ".json": "json", ".opml": "opml"}


class Item(TypedDict):
    """An item: the title is plain text, the content HTML, the instants are aware; what it has not is empty or None."""

    id: str
    url: str
    title: str
    published: datetime.datetime | None
    updated: datetime.datetime | None
    authors: list[str]
    categories: list[str]
    content: str


def items_of(data: bytes, address: str) -> list[Item]:
    """The items of a feed in Atom, RSS or JSON, in their order; the authors are those of the feed where an item has none.

    Raises ValueError for an address that ends as none of these.
    """
    if format_of(address) == "json":
        feed = json.loads(data)
        return [_of_json(item, feed) for item in feed["items"]]
    root = root_of(data)
    if format_of(address) == "atom":
        return [_of_atom(entry, root) for entry in root.findall("atom:entry", NAMESPACES)]
    if format_of(address) == "rss":
        return [_of_rss(item, root) for item in root.findall("channel/item")]
    raise ValueError(f"{address} is a list of feeds and has no items")


def format_of(address: str) -> str:
    """The format in which a feed is published at an address: atom, rss, json or opml. Raises ValueError for another ending."""
    for ending, name in FORMATS.items():
        if address.endswith(ending):
            return name
    raise ValueError(f"{address} ends as no feed does: {', '.join(FORMATS)}")


def root_of(data: bytes) -> Element:
    """The root of an XML document, read without comments and without what lies outside it. Raises etree.XMLSyntaxError."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True))


def text_of(element: Element | None) -> str:
    """The text in an element, empty without an element."""
    return "" if element is None else "".join(element.itertext())


def _of_atom(entry: Element, feed: Element) -> Item:
    return {
        "id": _first(entry, "atom:id"),
        "url": _first(entry, "atom:link[not(@rel) or @rel='alternate'][not(@type) or @type='text/html']/@href"),
        "title": _plain(entry.find("atom:title", NAMESPACES)),
        "published": instant(_first(entry, "atom:published")),
        "updated": instant(_first(entry, "atom:updated")),
        "authors": _all(entry, "atom:author/atom:name") or _all(feed, "atom:author/atom:name"),
        "categories": [one.get("label") or one.get("term", "") for one in entry.findall("atom:category", NAMESPACES)],
        "content": _html(entry.find("atom:content", NAMESPACES)),
    }


def _of_rss(item: Element, rss: Element) -> Item:
    return {
        "id": _first(item, "guid"),
        "url": _first(item, "link") or _first(item, "guid[not(@isPermaLink='false')]"),
        "title": _first(item, "title"),
        "published": mail_date(_first(item, "pubDate")),
        "updated": instant(_first(item, "atom:updated")),
        "authors": _all(item, "dc:creator") or _all(rss, "channel/dc:creator"),
        "categories": _all(item, "category"),
        "content": _first(item, "content:encoded") or _first(item, "description"),
    }


def _of_json(item: dict[str, Any], feed: dict[str, Any]) -> Item:
    return {
        "id": item["id"],
        "url": item.get("url", ""),
        "title": item.get("title", ""),
        "published": instant(item.get("date_published", "")),
        "updated": instant(item.get("date_modified", "")),
        "authors": [one.get("name", "") for one in item.get("authors") or feed.get("authors", [])],
        "categories": item.get("tags", []),
        "content": item.get("content_html") or html.escape(item.get("content_text", "")),
    }


def _all(element: Element, path: str) -> list[str]:
    return [one if isinstance(one, str) else text_of(one) for one in element.xpath(path, namespaces=NAMESPACES)]


def _first(element: Element, path: str) -> str:
    return next(iter(_all(element, path)), "")


def _plain(element: Element | None) -> str:
    """The words of a text construct. Source: RFC 4287 §3.1.1."""
    return _read(element, text=str, markup=lambda value: fromstring(f"<p>{value}").text_content())


def _html(element: Element | None) -> str:
    """The HTML of a content. Source: RFC 4287 §4.1.3.3."""
    return _read(element, text=html.escape, markup=str)


def _read(element: Element | None, *, text: Callable[[str], str], markup: Callable[[str], str]) -> str:
    kind = markup if element is not None and element.get("type") == "html" else text
    return kind(text_of(element))
