"""Links of feeds that lead nowhere good: Atom, RSS and JSON Feed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from lxml import etree  # type: ignore[import-untyped]

from press.pages.faults import Fault, wrong
from press.pages.reading import Html, bytes_of, line_of, read_html
from press.pages.site import Site


def in_feeds(site: Site, staged: Path) -> Iterator[Fault]:
    """The faults of all feeds. All pages are read by now."""
    for name in sorted(site.names):
        read = _xml_feed if name.lower().endswith(".xml") else _json_feed if name.lower().endswith(".json") else None
        for one in read(bytes_of(staged / name), site, site.address_of(name)) if read else ():
            goal = site.goal(one.address, one.base)
            if goal is None:
                continue
            code = wrong(site, goal, name)
            if not code and goal.fragment and not site.has(goal.fragment, goal.name):
                code = "broken-anchor"
            if code:
                page = site.goal(one.item, site.address_of(name)) if one.item else None
                yield Fault(code, name, one.line, one.address, goal, one.words, page.name if page else "")


@dataclass(frozen=True, slots=True)
class _Mention:
    """A link in a feed: the address, its line, what relative ones start from, and of an item its words and its own address."""

    address: str
    line: int
    base: str | None
    words: str = ""
    item: str = ""


_XML_BASE: Final = "{http://www.w3.org/XML/1998/namespace}base"
_MARKED_UP: Final = frozenset({"content", "summary", "description", "encoded"})
_LINKING: Final = frozenset({"link", "guid", "comments", "icon", "logo", "url", "uri", "docs"})
_ATOM: Final = "{http://www.w3.org/2005/Atom}"
_XHTML: Final = "{http://www.w3.org/1999/xhtml}"


def _xml_feed(data: bytes, site: Site, here: str) -> Iterator[_Mention]:
    """The links of an Atom or RSS feed, which stands at ``here``; none of any other XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, recover=True)
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


def _in_item(item: Any, site: Site, start: str | None) -> Iterator[_Mention]:
    links = [one for one in item if _local(one) == "link" and one.get("rel", "alternate") == "alternate"]
    own = (links[0].get("href") or links[0].text or "").strip() if links else ""
    title = next((" ".join("".join(one.itertext()).split()) for one in item if _local(one) == "title"), "")
    base = site.path(item.get(_XML_BASE, ""), start)
    # Relative addresses in the text start from xml:base, else (as readers do) from the page of the item.
    text_base = base if item.get(_XML_BASE) or not own else site.path(own, base)
    yield from _in_elements(item, base, text_base, title or own, own)


def _in_elements(part: Any, base: str | None, text_base: str | None, words: str, own: str) -> Iterator[_Mention]:
    for element in part.iter("*"):
        name, line, text = _local(element), line_of(element), element.text or ""
        if element.tag.startswith(_XHTML):
            found = Html()
            found.take(name.lower(), element.items(), line)
            yield from (_Mention(address, line, text_base, words, own) for address, _ in found.links)
            continue
        if name in _MARKED_UP and "<" in text and element.get("type", "text" if element.tag.startswith(_ATOM) else "html") != "text":
            links = read_html(text.encode("utf-8", "replace")).links
            yield from (_Mention(address, line, text_base, words, own) for address, _ in links)
        addresses = [element.get(attribute) for attribute in ("href", "url", "src")]
        if name in _LINKING and element.get("isPermaLink", "true").strip() != "false":
            addresses.append(text.strip())
        yield from (_Mention(address, line, base, words, own) for address in addresses if address)


def _local(element: Any) -> str:
    """The name of an element without its namespace, or a prefix that stands for none; nothing of a comment."""
    return element.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(element.tag, str) else ""


_JSON_ADDRESSES: Final = ("url", "home_page_url", "feed_url", "next_url", "icon", "favicon", "image", "banner_image", "avatar")


def _json_feed(data: bytes, site: Site, here: str) -> Iterator[_Mention]:
    """The links of a JSON Feed, which stands at ``here``; none of any other JSON. Source: JSON Feed 1.1."""
    if b"jsonfeed.org" not in data:
        return
    try:
        feed = json.loads(data)
    except (ValueError, RecursionError):
        return
    if not isinstance(feed, dict) or "jsonfeed.org/version/" not in str(feed.get("version")):
        return
    yield from (_Mention(address, 0, here) for address in _json_addresses(feed))
    for item in _objects(feed.get("items")):
        own, title, text = (one if isinstance(one := item.get(name), str) else "" for name in ("url", "title", "content_html"))
        words, text_base = title or own, site.path(own, here)
        yield from (_Mention(address, 0, here, words, own) for address in _json_addresses(item))
        for address, _ in read_html(text.encode("utf-8", "replace")).links:
            yield _Mention(address, 0, text_base, words, own)


def _json_addresses(data: Mapping[str, Any]) -> Iterator[str]:
    parts = [data, *_objects(data.get("attachments")), *_objects(data.get("authors")), *_objects([data.get("author")])]
    yield from (part[name] for part in parts for name in _JSON_ADDRESSES if isinstance(part.get(name), str))


def _objects(data: Any) -> list[dict[str, Any]]:
    return [one for one in data if isinstance(one, dict)] if isinstance(data, list) else []
