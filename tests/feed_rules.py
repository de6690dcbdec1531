"""The faults of a published feed, by the rules of its format and by those of this house.

A rule is a path to what it is about and what must be so there; each format has a list of them. Rules that no path can say are
functions. Sources: RFC 4287 (Atom), RFC 5005 (archives), RSS 2.0 with the RSS Best Practices Profile, JSON Feed 1.1, OPML 2.0,
RFC 3339 and RFC 822 (dates), RFC 5646 (languages), and the messages of the W3C feed validator.

Of the validator's warnings four are no rules here: that entries have the same date (ours are days), that a date is long ago or
to come (our writers may date as they like), that an archive document links no other (the only one has none to link), and what
concerns podcasts, maps and transport.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from feed_html import faults_of_html
from feed_items import NAMESPACES, Element, format_of, root_of, text_of
from feed_items import items_of as items_of
from feed_values import (
    Complaint,
    blank,
    either_date,
    escaped_twice,
    instant,
    mail_date,
    matching,
    not_a_language,
    not_absolute,
    not_ascii_on_the_web,
    not_on_the_web,
    not_rfc_822,
    not_rfc_3339,
)
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from lxml import etree

SCHEMAS = Path(__file__).resolve().parent / "schemas"

Rule = Callable[[Element, str], Iterator[tuple[Element, str]]]
Place = tuple[str | int, ...]
JsonRule = Callable[[Any, str], Iterator[tuple[Place, str]]]


def faults_of_feed(data: bytes, address: str) -> list[str]:
    """The faults of a document of any of the four formats, by the ending of its address."""
    of_format = {"atom": faults_of_atom, "rss": faults_of_rss, "json": faults_of_json_feed, "opml": faults_of_opml}
    return of_format[format_of(address)](data, address)


def faults_of_atom(data: bytes, address: str) -> list[str]:
    """The faults of an Atom feed as published at an address, in the order of the document."""
    return _faults_of_xml(data, address, root=f"{{{NAMESPACES['atom']}}}feed", rules=ATOM)


def faults_of_rss(data: bytes, address: str) -> list[str]:
    """The faults of an RSS 2.0 feed as published at an address, in the order of the document."""
    return _faults_of_xml(data, address, root="rss", rules=RSS)


def faults_of_opml(data: bytes, address: str) -> list[str]:
    """The faults of a list of feeds in OPML 2.0 as published at an address, in the order of the document."""
    return _faults_of_xml(data, address, root="opml", rules=OPML)


def faults_of_json_feed(data: bytes, address: str) -> list[str]:
    """The faults of a JSON Feed 1.1 as published at an address, in the order of the document."""
    try:
        feed = json.loads(data.decode("utf-8"))
    except ValueError as error:
        return [f"The document is not JSON in UTF-8: {error}."]
    order = {place: at for at, (place, _) in enumerate(_walk(feed))}
    found = [fault for rule in JSON for fault in rule(feed, address)]
    return [f"In {_place_in_json(place)}, {what}." for place, what in sorted(found, key=lambda fault: order[fault[0]])]


def _faults_of_xml(data: bytes, address: str, *, root: str, rules: Iterable[Rule]) -> list[str]:
    if faults := _faults_of_bytes(data):
        return faults
    document = root_of(data)
    if document.tag != root:
        return [f"The document begins with <{document.tag}>, not with <{root}>."]
    order = {element: at for at, element in enumerate(document.iter())}
    found = [fault for rule in rules for fault in rule(document, address)]
    return [f"In {_place_in_xml(element)}, {what}." for element, what in sorted(found, key=lambda fault: order[fault[0]])]


# What is said of a document before it can be read. Source: XML 1.0 §2.2 and §2.8. That there is no document type is a rule of
# this house: no format needs one, and many readers refuse what may define entities.

_DECLARATION = re.compile(r"""<\?xml version=(['"])1\.0\1 encoding=(['"])utf-8\2( standalone=(['"])yes\4)?\s*\?>""", re.I)
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _faults_of_bytes(data: bytes) -> list[str]:
    try:
        text = data.decode("utf-8")
        faults = [f"The document has the character U+{ord(one):04X}, which XML forbids." for one in _FORBIDDEN.findall(text)]
        if not _DECLARATION.match(text):
            faults.append("The document does not begin with an XML declaration that names UTF-8.")
        if not faults and root_of(data).getroottree().docinfo.doctype:
            faults.append("The document has a document type.")
        return faults
    except UnicodeDecodeError as error:
        return [f"The document is not UTF-8: {error}."]
    except etree.XMLSyntaxError as error:
        return [f"The document is not XML: {error.msg}."]


# Kinds of rules.


def _each(path: str, complaint: Complaint) -> Rule:
    """Each text or attribute at the path must give no complaint."""

    def rule(root: Element, address: str) -> Iterator[tuple[Element, str]]:
        for element, name, value in _values(root, path):
            if wrong := complaint(value):
                yield element, f"the {name} “{_short(value)}” {wrong}"

    return rule


def _html(path: str) -> Rule:
    """Each text at the path must be HTML that may stand in a feed."""

    def rule(root: Element, address: str) -> Iterator[tuple[Element, str]]:
        for element, name, value in _values(root, path):
            yield from ((element, f"the {name} has {fault}") for fault in faults_of_html(value))

    return rule


def _needs(within: str, path: str, what: str) -> Rule:
    """Within each element there must be something at the path."""

    def rule(root: Element, address: str) -> Iterator[tuple[Element, str]]:
        yield from ((element, f"there is no {what}") for element in _at(root, within) if not _at(element, path))

    return rule


def _one(within: str, path: str, what: str) -> Rule:
    """Within each element there must be one thing at the path, and not two."""

    def rule(root: Element, address: str) -> Iterator[tuple[Element, str]]:
        for element in _at(root, within):
            if (count := len(_at(element, path))) != 1:
                yield element, f"there must be one {what}, and there are {count}"

    return rule


def _none(path: str, what: str) -> Rule:
    """There must be nothing at the path."""

    def rule(root: Element, address: str) -> Iterator[tuple[Element, str]]:
        yield from ((element, f"<{_name(element)}> {what}") for element in _at(root, path))

    return rule


def _distinct(within: str, path: str, key: Callable[[Element], tuple[str, ...]]) -> Rule:
    """Within each element no two things at the path may have the same key."""

    def rule(root: Element, address: str) -> Iterator[tuple[Element, str]]:
        for container in _at(root, within):
            seen = set()
            for element in _at(container, path):
                if key(element) in seen:
                    yield element, f"<{_name(element)}> is a second one with “{' '.join(filter(None, key(element)))}”"
                seen.add(key(element))

    return rule


def _not_before(within: str, later: str, earlier: str, read: Callable[[str], datetime | None]) -> Rule:
    """Within each element no date at one path may be before one at another; what is no date is for another rule."""

    def rule(root: Element, address: str) -> Iterator[tuple[Element, str]]:
        for container in _at(root, within):
            known = [(then, found) for *found, value in _values(container, earlier) if (then := read(value))]
            last, found = max(known, key=lambda one: one[0], default=(None, []))
            for element, name, value in _values(container, later):
                if last and (then := read(value)) and then < last:
                    yield element, f"the {name} “{value}” is before the {found[1]} of {_place_in_xml(found[0])}"

    return rule


# Rules that no path can say.


def _grammar(root: Element, address: str) -> Iterator[tuple[Element, str]]:
    """The document must have the form of RFC 4287. The first fault of form is told: others follow from it as often as not."""
    grammar = _atom_grammar()
    if not grammar.validate(root):
        places = [error.path for error in grammar.error_log if error.path]
        element = _at(root, places[0])[0] if places else root
        yield element, f"the form is not that of RFC 4287: {grammar.error_log[0].message}"


@functools.cache
def _atom_grammar() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))


def _self(root: Element, address: str) -> Iterator[tuple[Element, str]]:
    """The link to the document itself must be its address."""
    for element, _, value in _values(root, "/*/atom:link[@rel='self']/@href | /rss/channel/atom:link[@rel='self']/@href"):
        if value != address:
            yield element, f"the self link is “{value}”, and the document is at “{address}”"


def _namespaces(root: Element, address: str) -> Iterator[tuple[Element, str]]:
    """Each namespace must be one that readers know, with the prefix by which some of them know it."""
    usual = {uri: prefix for prefix, uri in NAMESPACES.items()}
    for element in root.iter():
        above = element.getparent().nsmap if element.getparent() is not None else {}
        for prefix, uri in sorted(element.nsmap.items() - above.items(), key=str):
            if uri and uri not in usual:
                yield element, f"the namespace “{uri}” is not one that readers know"
            elif uri and prefix not in (usual[uri], None):
                yield element, f"the namespace “{uri}” has the prefix {prefix}, and readers may expect {usual[uri]}"


def _unknown(known: dict[str, str], prefix: str = "") -> Rule:
    """What has no namespace, or that of the prefix, must be among the names known within its parent; the parent “*” is any."""
    space = NAMESPACES.get(prefix, "")

    def rule(root: Element, address: str) -> Iterator[tuple[Element, str]]:
        for element in root.iterdescendants():
            allowed = known.get("*") or known.get(element.getparent().tag, "")
            if (etree.QName(element).namespace or "") == space and etree.QName(element).localname not in allowed.split():
                yield element, f"<{_name(element)}> is not defined within <{_name(element.getparent())}>"

    return rule


# Reading XML.


def _at(element: Element, path: str) -> list[Any]:
    return element.xpath(path, namespaces=NAMESPACES)


def _values(root: Element, path: str) -> Iterator[tuple[Element, str, str]]:
    """What stands at a path, in the order of the document: the element, the name of the attribute or element, its text."""
    for found in _at(root, path):
        if isinstance(found, str):
            yield found.getparent(), etree.QName(found.attrname).localname, str(found)
        else:
            yield found, _name(found), text_of(found)


def _name(element: Element) -> str:
    """The name of an element as it is written by custom."""
    prefix = {uri: prefix for prefix, uri in NAMESPACES.items()}.get(etree.QName(element).namespace or "", "")
    local = etree.QName(element).localname
    return local if prefix in ("", "atom") else f"{prefix}:{local}"


def _short(value: str) -> str:
    return value if len(value) <= 100 else f"{value[:99]}…"


def _place_in_xml(element: Element) -> str:
    """The words for where an element is: the nth entry, item or outline, or the head of the document."""
    for one in [element, *element.iterancestors()]:
        if (name := etree.QName(one).localname) in ("entry", "item", "outline"):
            return f"{name} {list(one.getroottree().iter(one.tag)).index(one) + 1}"
    return {"rss": "the channel", "opml": "the list"}.get(element.getroottree().getroot().tag, "the feed")


# The rules of Atom and RSS, of which RSS takes what it shares with Atom.

HISTORY = " or ".join(f"@rel='{rel}'" for rel in ("current", "prev-archive", "next-archive", "first", "last", "previous", "next"))
# Source: the IANA registry of link relations, as far as feeds have a use for it.
RELATIONS = "alternate|self|related|enclosure|via|license|replies|up|author|hub|current|first|last|next|previous|prev-archive|next-archive"
DUBLIN_CORE = "title creator subject description publisher contributor date type format identifier source language relation coverage rights"


def _shared(head: str, item: str) -> tuple[Rule, ...]:
    """The rules on links, languages, names and archives, with the paths to the head and to an item. Source: RFC 5005 §4."""
    return (
        _one(head, "atom:link[@rel='self']", "self link"),
        _self,
        _each("//atom:link/@href", not_on_the_web),
        _each("//atom:link/@rel", matching(rf"{RELATIONS}|https?://\S+", "is not a registered relation")),
        _each("//@xml:lang | //atom:link/@hreflang | //channel/language | //dc:language", not_a_language),
        _each("//@* | //*[not(*)]", matching(r"[^\x7f-\x84\x86-\x9f]*", "has a control character")),
        _namespaces,
        _unknown({"*": "archive complete"}, "fh"),
        _unknown({"*": "encoded"}, "content"),
        _unknown({"*": DUBLIN_CORE}, "dc"),
        _unknown({"*": "in-reply-to total"}, "thr"),
        _needs(f"{head}[fh:archive]", "atom:link[@rel='current']", "link to the current document, though this is an archive"),
        _needs(f"{head}[atom:link[@rel='next-archive']]", "fh:archive", "fh:archive, though this document is followed by another"),
        _none(f"{head}[fh:archive]/atom:link[@rel='current'][@href=../atom:link[@rel='self']/@href]", "names an archive as current"),
        _distinct(head, f"atom:link[{HISTORY}]", lambda link: (link.get("rel", ""),)),
        _none(f"{head}[fh:complete]/atom:link[{HISTORY}]", "leads on from a feed that is complete"),
        _none(f"{item}/atom:link[{HISTORY}]", "belongs to the head of the feed"),
    )


_IN_PLAIN_TEXT = "[not(@type) or @type='text']"
_TEXTS = ("title", "subtitle", "rights", "summary")

ATOM: tuple[Rule, ...] = (
    _grammar,
    _unknown({}),
    *_shared("/atom:feed", "//atom:entry"),
    _each("//atom:id", not_absolute),
    _distinct("/atom:feed", "atom:id | atom:entry/atom:id", lambda element: (text_of(element),)),
    _one(
        "/atom:feed | //atom:entry",
        "atom:link[@type='text/html'][not(@rel) or @rel='alternate']",
        "alternate link of the type text/html",
    ),
    _distinct(
        "/atom:feed | //atom:entry",
        "atom:link[not(@rel) or @rel='alternate']",
        lambda link: (link.get("type", ""), link.get("hreflang", "")),
    ),
    _none("/atom:feed/atom:link[@rel='self'][@type][@type!='application/atom+xml']", "is not said to be Atom"),
    _each("//atom:icon | //atom:logo | //atom:uri | //atom:generator/@uri | //atom:content/@src", not_on_the_web),
    _each("//atom:published | //atom:updated", not_rfc_3339),
    _not_before("//atom:entry", "atom:updated", "atom:published", instant),
    _not_before("/atom:feed", "atom:updated", "atom:entry/atom:updated", instant),
    _needs("/atom:feed[not(atom:author)]/atom:entry", "atom:author | atom:source/atom:author", "author, here or in the feed"),
    _each(
        " | ".join(f"//atom:{name}" for name in (*_TEXTS, "name", "generator"))
        + " | //atom:content[not(@src)] | //atom:category/@term | //atom:category/@label",
        blank,
    ),
    _each(
        " | ".join(f"//atom:{name}{_IN_PLAIN_TEXT}" for name in _TEXTS) + " | //atom:name | //atom:category/@term | //atom:category/@label",
        escaped_twice,
    ),
    _html(" | ".join(f"//atom:{name}[@type='html']" for name in (*_TEXTS, "content"))),
    # The rules for HTML read what is escaped; so that nothing goes by unread, nothing is written in another way.
    _none("//*[@type='xhtml']", "is of the type xhtml, and we write html"),
    _distinct("//atom:entry", "atom:author", lambda author: (text_of(author.find("atom:name", NAMESPACES)),)),
    _distinct("//atom:entry", "atom:category", lambda category: (category.get("scheme", ""), category.get("term", ""))),
)

OF_CHANNEL = (
    "title link description language copyright managingEditor webMaster pubDate lastBuildDate category generator docs "
    "cloud ttl image rating textInput skipHours skipDays item"
)
OF_ITEM = "title link description author category comments enclosure guid pubDate source"
OF_IMAGE = "url title link width height description"
OF_TEXT_INPUT = "title description name link"
EMAIL = r"[^\s@]+@[^\s@]+\.[^\s@]+( \(.+\))?"

RSS: tuple[Rule, ...] = (
    _needs("/rss", "self::*[@version='2.0']", "version 2.0"),
    _one("/rss", "channel", "channel"),
    _unknown(
        {
            "rss": "channel",
            "channel": OF_CHANNEL,
            "item": OF_ITEM,
            "image": OF_IMAGE,
            "textInput": OF_TEXT_INPUT,
            "skipHours": "hour",
            "skipDays": "day",
        }
    ),
    *_shared("/rss/channel", "//item"),
    *(_needs("/rss/channel", name, name) for name in ("title", "link", "description")),
    _distinct("//channel", "*[not(namespace-uri())][not(self::item or self::category)]", lambda element: (element.tag,)),
    _distinct("//item | //image", "*[not(namespace-uri())][not(self::category)]", lambda element: (element.tag,)),
    _distinct("//item", "content:encoded | atom:updated", lambda element: (_name(element),)),
    _distinct("//item", "dc:creator", lambda creator: (text_of(creator),)),
    _needs("//atom:link", "self::*[@href][@rel]", "href or no rel in a link"),
    _each("//title | //link | //description | //guid | //category | //dc:creator | //content:encoded", blank),
    _each("//title | //category | //dc:creator", escaped_twice),
    _each(
        "//link | //comments | //image/url | //enclosure/@url | //source/@url | //guid[not(@isPermaLink='false')]",
        not_ascii_on_the_web,
    ),
    _each("//guid/@isPermaLink", matching("true|false", "is neither true nor false")),
    _needs("//item", "title | description", "title or description"),
    _needs("//item", "guid", "guid"),
    _distinct("/rss/channel", "item/guid", lambda guid: (text_of(guid),)),
    _each("//pubDate | //lastBuildDate", not_rfc_822),
    _each("//atom:updated", not_rfc_3339),
    _not_before("/rss/channel", "lastBuildDate", "pubDate | item/pubDate | item/atom:updated", either_date),
    _not_before("//item", "atom:updated", "pubDate", either_date),
    _each("//item/author | //managingEditor | //webMaster", matching(EMAIL, "has no email address; names are for dc:creator")),
    _none("//*[author]/dc:creator | //*[category]/dc:subject | //*[pubDate]/dc:date", "says again what an element of RSS says"),
    _none("//*[language]/dc:language | //*[copyright]/dc:rights", "says again what an element of RSS says"),
    _none("//content:encoded[not(preceding-sibling::description)]", "has no description before it"),
    _html("//content:encoded | //item/description"),
    _distinct("//item", "category", lambda category: (category.get("domain", ""), text_of(category))),
    _each("//docs", matching(r"https://www\.rssboard\.org/rss-specification", "is not the address of the specification")),
    _each("//ttl", matching("[1-9][0-9]*", "is not a number of minutes")),
    _none("/rss/channel/item/following-sibling::*[not(self::item)]", "comes after an item"),
    _needs("//image", "self::*[url][title][link]", "url, title and link of the image"),
    _none("//image/title[. != /rss/channel/title] | //image/link[. != /rss/channel/link]", "is not that of the channel"),
    _needs("//enclosure", "self::*[@url][@length][@type]", "url, length or type of the enclosure"),
    _needs("//source", "self::*[@url]", "address of the source"),
)

OF_HEAD = (
    "title dateCreated dateModified ownerName ownerEmail ownerId docs expansionState vertScrollState windowTop "
    "windowLeft windowBottom windowRight"
)

OPML: tuple[Rule, ...] = (
    _needs("/opml", "self::*[@version='2.0']", "version 2.0"),
    _unknown({"opml": "head body", "head": OF_HEAD, "body": "outline", "outline": "outline"}),
    _one("/opml", "head", "head"),
    _one("/opml", "body", "body"),
    _one("/opml/head", "title", "title"),
    _distinct("/opml/head", "*[not(self::title)]", lambda element: (element.tag,)),
    _needs("/opml/body", "outline", "outline"),
    _needs("//outline", "@text", "text"),
    _each("//head/title | //outline/@text | //outline/@title", blank),
    _each("//head/title | //outline/@text | //outline/@title", escaped_twice),
    # What has outlines of its own is a folder; all else is a feed.
    *(_needs("//outline[not(outline)]", f"@{name}", name) for name in ("type", "title", "xmlUrl", "htmlUrl")),
    _each("//outline[not(outline)]/@type", matching("rss", "is not rss, which is the word for all formats")),
    _each("//outline/@xmlUrl | //outline/@htmlUrl | //head/docs | //head/ownerId", not_ascii_on_the_web),
    _distinct("/opml", "//outline[@xmlUrl]", lambda outline: (outline.get("xmlUrl", ""),)),
    _each("//outline/@version", matching("RSS|RSS1|RSS2|scriptingNews", "is not a version that OPML knows")),
    _each("//outline/@language | //@xml:lang", not_a_language),
    _each("//head/dateCreated | //head/dateModified | //outline/@created", not_rfc_822),
    _not_before("/opml/head", "dateModified", "dateCreated", mail_date),
)


# The rules of JSON Feed.


def _each_json(keys: set[str], complaint: Complaint) -> JsonRule:
    """Each text with one of the keys, extensions left alone, must give no complaint."""

    def rule(feed: Any, address: str) -> Iterator[tuple[Place, str]]:
        for place, value in _walk(feed):
            if _key(place) in keys and isinstance(value, str) and not _in_extension(place) and (wrong := complaint(value)):
                yield place, f"the {_key(place)} “{value}” {wrong}"

    return rule


def _schema(feed: Any, address: str) -> Iterator[tuple[Place, str]]:
    """The document must have the form that the specification gives."""
    yield from ((tuple(error.absolute_path), _in_words(error)) for error in _json_schema().iter_errors(feed))


@functools.cache
def _json_schema() -> Draft202012Validator:
    schema = json.loads((SCHEMAS / "json-feed-1.1.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _in_words(error: ValidationError) -> str:
    """What the schema misses; the library's own words where they are words."""
    key = _key(tuple(error.absolute_path))
    if error.validator == "anyOf":
        return f"one of {key} has none of {', '.join(one['required'][0] for one in error.validator_value)}"
    if error.validator is None:
        return "author is deprecated; authors takes its place"
    return f"the form is not that of JSON Feed 1.1: {error.message}"


def _addresses(feed: Any, address: str) -> Iterator[tuple[Place, str]]:
    """The address of the feed must be its own, that of the next one another; both it and its page must be named."""
    if not isinstance(feed, dict):
        return
    yield from (((), f"there is no {key}") for key in ("home_page_url", "feed_url") if key not in feed)
    if feed.get("feed_url", address) != address:
        yield ("feed_url",), f"the feed_url is “{feed['feed_url']}”, and the document is at “{address}”"
    if feed.get("next_url") == address:
        yield ("next_url",), "the next_url is the address of this document"


def _ids(feed: Any, address: str) -> Iterator[tuple[Place, str]]:
    """No two items may have the same id."""
    seen = set()
    for place, value in _walk(feed):
        if _is_of_item(place, "id") and isinstance(value, str):
            if value in seen:
                yield place, f"the id “{value}” is that of an item before"
            seen.add(value)


def _contents(feed: Any, address: str) -> Iterator[tuple[Place, str]]:
    """The HTML of items must be such as may stand in a feed."""
    for place, value in _walk(feed):
        if _is_of_item(place, "content_html") and isinstance(value, str):
            yield from ((place, f"the content_html has {fault}") for fault in faults_of_html(value))


def _modified(feed: Any, address: str) -> Iterator[tuple[Place, str]]:
    """No item may have been modified before it was published."""
    for place, item in _walk(feed):
        if len(place) == 2 and place[0] == "items" and isinstance(item, dict):
            published, modified = (instant(str(item.get(key))) for key in ("date_published", "date_modified"))
            if published and modified and modified < published:
                yield (*place, "date_modified"), "the date_modified is before the date_published"


def _strings(feed: Any, address: str) -> Iterator[tuple[Place, str]]:
    """Every text must have words, and letters that are whole: half a pair (RFC 8259 §8.2) is none."""
    for place, value in _walk(feed):
        if isinstance(value, str) and not value.strip():
            yield place, f"the {_key(place)} is empty"
        if any("\ud800" <= letter <= "\udfff" for letter in f"{value if isinstance(value, str) else ''}{_key(place)}"):
            yield place, f"the {_key(place)} has half of a letter".encode("ascii", "replace").decode()


ADDRESSES = {"home_page_url", "feed_url", "next_url", "icon", "favicon", "url", "external_url", "image", "banner_image", "avatar"}
WORDS = {"title", "description", "summary", "name", "tags"}

JSON: tuple[JsonRule, ...] = (
    _schema,
    _addresses,
    _each_json(ADDRESSES, not_ascii_on_the_web),
    _each_json({"language"}, not_a_language),
    _each_json(WORDS, escaped_twice),
    _ids,
    _contents,
    _modified,
    _strings,
)


def _walk(value: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Every value in a document with its place, in their order."""
    yield place, value
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from _walk(one, (*place, key))


def _key(place: Place) -> str:
    """The last name in a place: that of a value, or of the list in which it is; empty for the document."""
    return next((key for key in reversed(place) if isinstance(key, str)), "")


def _in_extension(place: Place) -> bool:
    return any(isinstance(key, str) and key.startswith("_") for key in place)


def _is_of_item(place: Place, key: str) -> bool:
    return len(place) == 3 and place[0] == "items" and place[2] == key


def _place_in_json(place: Place) -> str:
    """The words for where a value is: the nth item, or the feed."""
    match place:
        case ("items", int(at), *_):
            return f"item {at + 1}"
    return "the feed"
