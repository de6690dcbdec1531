"""Links of feeds that lead nowhere good: Atom, RSS and JSON Feed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from lxml import etree  # type: ignore[import-untyped]

from press.pages.faults import Mention
from press.pages.reading import Html, line_of, read_html
from press.pages.site import Site
from press.store import digest


def mentions_of(data: bytes, site: Site, name: str) -> tuple[Mention, ...]:
    """The links of a feed of that name, in their order; none of what is no feed."""
    read = _xml_feed if name.lower().endswith(".xml") else _json_feed
    return tuple(read(data, site, site.address_of(name)))


def links_of(text: str) -> tuple[str, ...]:
    """The addresses in the HTML of an item. The same item stands in many feeds, and in three formats: it is read once."""
    key = digest(text)
    if key not in _LINKS:
        if len(_LINKS) >= _MOST_LINKS:
            _LINKS.clear()
        _LINKS[key] = tuple(address for address, _ in read_html(text.encode("utf-8", "replace")).links)
    return _LINKS[key]


_LINKS: Final[dict[str, tuple[str, ...]]] = {}
_MOST_LINKS: Final = 2_000  # texts; some megabytes


_XML_BASE: Final = "{http://www.w3.org/XML/1998/namespace}base"
_MARKED_UP: Final = frozenset({"content", "summary", "description", "encoded"})
_LINKING: Final = frozenset({"link", "guid", "comments", "icon", "logo", "url", "uri", "docs"})
_ATOM: Final = "{http://www.w3.org/2005/Atom}"
_XHTML: Final = "{http://www.w3.org/1999/xhtml}"


def _xml_feed(data: bytes, site: Site, here: str) -> Iterator[Mention]:
    """The links of an Atom or RSS feed, which stands at ``here``; none of any other XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, recover=True, collect_ids=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError):
        return
    if root is None or _local(root) not in ("feed", "rss", "RDF"):
        return
    start = site.path(root.get(_XML_BASE, ""), here)
    for part in [one for child in root for one in (child if _local(child) == "channel" else (child,))]:
        if _local(part) in ("entry", "item"):
            yield from _in_item(part, site, start)
        else:
            yield from _in_elements(part, start, start, "", "")


def _in_item(item: Any, site: Site, start: str | None) -> Iterator[Mention]:
    links = [one for one in item if _local(one) == "link" and one.get("rel", "alternate") == "alternate"]
    own = (links[0].get("href") or links[0].text or "").strip() if links else ""
    title = next((" ".join("".join(one.itertext()).split()) for one in item if _local(one) == "title"), "")
    base = site.path(item.get(_XML_BASE, ""), start)
    # Relative addresses in the text start from xml:base, else (as readers do) from the page of the item.
    text_base = base if item.get(_XML_BASE) or not own else site.path(own, base)
    yield from _in_elements(item, base, text_base, title or own, own)


def _in_elements(part: Any, base: str | None, text_base: str | None, words: str, own: str) -> Iterator[Mention]:
    for element in part.iter("*"):
        name, line, text = _local(element), line_of(element), element.text or ""
        if element.tag.startswith(_XHTML):
            found = Html()
            found.take(name.lower(), element.items(), line)
            yield from (Mention(address, line, text_base, words, own) for address, _ in found.links)
            continue
        if name in _MARKED_UP and "<" in text and element.get("type", "text" if element.tag.startswith(_ATOM) else "html") != "text":
            yield from (Mention(address, line, text_base, words, own) for address in links_of(text))
        addresses = [element.get(attribute) for attribute in ("href", "url", "src")]
        if name in _LINKING and element.get("isPermaLink", "true").strip() != "false":
            addresses.append(text.strip())
        yield from (Mention(address, line, base, words, own) for address in addresses if address)


def _local(element: Any) -> str:
    """The name of an element without its namespace, or a prefix that stands for none; nothing of a comment."""
    return element.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(element.tag, str) else ""


_JSON_ADDRESSES: Final = ("url", "home_page_url", "feed_url", "next_url", "icon", "favicon", "image", "banner_image", "avatar")


def _json_feed(data: bytes, site: Site, here: str) -> Iterator[Mention]:
    """The links of a JSON Feed, which stands at ``here``; none of any other JSON. Source: JSON Feed 1.1."""
    if b"jsonfeed.org" not in data:
        return
    try:
        feed = json.loads(data)
    except (ValueError, RecursionError):
        return
    if not isinstance(feed, dict) or "jsonfeed.org/version/" not in str(feed.get("version")):
        return
    yield from (Mention(address, 0, here) for address in _json_addresses(feed))
    for item in _objects(feed.get("items")):
        own, title, text = (one if isinstance(one := item.get(name), str) else "" for name in ("url", "title", "content_html"))
        words, text_base = title or own, site.path(own, here)
        yield from (Mention(address, 0, here, words, own) for address in _json_addresses(item))
        yield from (Mention(address, 0, text_base, words, own) for address in links_of(text))


def _json_addresses(data: Mapping[str, Any]) -> Iterator[str]:
    parts = [data, *_objects(data.get("attachments")), *_objects(data.get("authors")), *_objects([data.get("author")])]
    yield from (part[name] for part in parts for name in _JSON_ADDRESSES if isinstance(part.get(name), str))


def _objects(data: Any) -> list[dict[str, Any]]:
    return [one for one in data if isinstance(one, dict)] if isinstance(data, list) else []
