"""Carrying: a group article inside a post: its words converted on their own, set apart, with ids and headings that fit the page."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from typing import Final
from urllib.parse import quote

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from editorial.carried import Carried
from editorial.marks import marks
from editorial.model import GroupArticle
from manuscript import links
from manuscript.source import Source
from pelican_editorial import typography

# What stands in the place of an article until it is carried: a character that no source may have, so that nobody can type it.
_PLACE: Final = "\x01carried:{}\x01"
# A tag ends at the first > that stands in none of its attributes.
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][\w:-]*)(?P<rest>[^<>\"']*(?:\"[^\"]*\"[^<>\"']*|'[^']*'[^<>\"']*)*)>")
_ATTRIBUTE = re.compile(
    r"(?P<before>\s(?P<name>[^\s\"'=<>/]+)\s*=\s*)(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'=<>`]+))"
)
_HEADING = re.compile(r"[hH]([1-6])")
# The attributes whose values are ids, and what a drawing is filled or cut with.
_NAMES_IDS: Final = frozenset(
    ("aria-labelledby", "aria-describedby", "aria-controls", "aria-details", "aria-owns", "headers", "for", "form", "list")
)
_DRAWN_WITH = re.compile(r"url\(#([^()\s]+)\)")
_DEEPEST: Final = 6
# Elements that have no end, or whose end may be left out. Source: HTML Living Standard §13.1.2, §13.1.2.4.
_CLOSED: Final = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
     "colgroup", "dd", "dt", "li", "optgroup", "option", "p", "rp", "rt", "tbody", "td", "tfoot", "th", "thead", "tr")
)  # fmt: skip


class CarryingExtension(Extension):
    """Leaves an empty place in a post where a line ``{{ reproduce }}`` stands, with what is pasted below it."""

    cache_key = ""  # for the press: it depends on nothing

    def extendMarkdown(self, md: Markdown) -> None:
        """Register before everything else, as what is pasted is converted on its own."""
        md.preprocessors.register(_Places(md), "carried", 110)


class _Places(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        """Put a place-holder where each mark stands, numbered from 1."""
        text = "\n".join(lines)
        for number, mark in reversed(list(enumerate(marks(Source("", (), text, 1)), 1))):
            text = f"{text[: mark.start]}\n{_PLACE.format(number)}\n{text[mark.end :]}"
        return text.split("\n")


def carry(
    body: str,
    carried: Iterable[Carried],
    convert: Callable[..., str],
    frame: Callable[..., str],
    told: Callable[[Carried, str], None] = lambda *_: None,
) -> str:
    """The HTML of a post in which each place holds its article.

    ``convert`` makes HTML of Markdown; ``told`` is given what is not closed in the words of a Carried; ``frame`` is given the
    Carried, the HTML of its words and the address of the original, and returns what the reader sees. Addresses are as authors
    write them (``{filename}…``), so that feeds get them whole.
    """
    for one in carried:
        address = address_of(one.article)
        words = typography.set_body(convert(_at_home(links.rooted(one.source), one.article, address), one.source.path))
        if fault := unbalanced(words):
            told(one, fault)
        fitted = _with_ids(_with_headings(words, one.level + 1), one.prefix, address)
        place = _PLACE.format(one.place)
        framed = frame(one, fitted, address)
        body = body.replace(f"<p>{place}</p>" if f"<p>{place}</p>" in body else place, framed, 1)
    return body


def unbalanced(words: str) -> str:
    """The first tag that is opened in a piece of HTML and not closed in it, or the other way round; empty where there is none.

    What HTML lets authors leave open counts as closed.
    """
    checker = _Balance()
    checker.feed(words)
    checker.close()
    return checker.fault or (f"<{checker.open[-1]}>" if checker.open else "")


class _Balance(HTMLParser):
    """Follows the tags of a piece of HTML; ``fault`` is the first that closes what is not open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.fault = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Note an element that is open now."""
        if tag not in _CLOSED:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Note that an element is closed; what was opened within it has to be closed before."""
        if tag in _CLOSED or self.fault:
            return
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.fault = f"</{tag}>"


def _at_home(body: str, article: GroupArticle, address: str) -> str:
    """A body in which links to the article itself lead to its home, where it has no page here."""
    here = f"{{filename}}/{article.path.partition('/')[2]}"
    return body.replace(here, address) if article.status == "held" else body


def address_of(article: GroupArticle) -> str:
    """Where an article is to be read: its home, or its page here, as a link that Pelican resolves."""
    if article.status == "held":
        return article.canonical
    return f"{{filename}}/{quote(article.path.partition('/')[2])}"


def _with_headings(words: str, highest: int) -> str:
    """The words with the highest of their headings at this level, the others below it in their order; none is lower than the sixth."""
    headings = (_HEADING.fullmatch(tag["name"]) for tag in _TAG.finditer(words))
    shift = highest - min((int(one[1]) for one in headings if one), default=highest)

    def fitted(tag: re.Match[str]) -> str:
        heading = _HEADING.fullmatch(tag["name"])
        return f"<{tag['end']}h{max(1, min(_DEEPEST, int(heading[1]) + shift))}{tag['rest']}>" if heading else tag[0]

    return _TAG.sub(fitted, words)


def _with_ids(words: str, prefix: str, address: str) -> str:
    """The words with ids that begin with the prefix; links to ids that are not among them lead to the original."""
    tags = list(_TAG.finditer(words))
    known = {_value(one) for tag in tags for one in _ATTRIBUTE.finditer(tag["rest"]) if _is_id(tag, one)}

    def fitted(tag: re.Match[str]) -> str:
        return f"<{tag['end']}{tag['name']}{_ATTRIBUTE.sub(lambda one: attribute(tag, one), tag['rest'])}>"

    def attribute(tag: re.Match[str], one: re.Match[str]) -> str:
        value = _value(one)
        named = value.removeprefix("#")
        if _is_id(tag, one):
            new = prefix + value
        elif one["name"].lower() in _NAMES_IDS:
            new = " ".join(prefix + id_ for id_ in value.split())
        elif one["name"].lower() == "usemap":
            new = f"#{prefix}{named}"
        elif one["name"].lower() in ("href", "xlink:href") and value != named and named:
            is_here, is_link = named in known or named.startswith("work:"), tag["name"].lower() == "a"
            new = f"#{prefix}{named}" if is_here else f"{html.escape(address)}{value}" if is_link else value
        else:
            new = _DRAWN_WITH.sub(lambda match: f"url(#{prefix}{match[1]})" if match[1] in known else match[0], value)
        return one[0] if new == value else f'{one["before"]}"{new.replace(chr(34), "&quot;")}"'

    return _TAG.sub(fitted, words)


def _value(attribute: re.Match[str]) -> str:
    return attribute["double"] or attribute["single"] or attribute["bare"] or ""


def _is_id(tag: re.Match[str], attribute: re.Match[str]) -> bool:
    """Whether an attribute is what links lead to; the name of an ``a`` is, too."""
    name = attribute["name"].lower()
    return bool(_value(attribute)) and (name == "id" or (name == "name" and tag["name"].lower() in ("a", "map")))
