"""Carrying: a group article inside a post: its words converted on their own, set apart, with ids and headings that fit the page."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable
from typing import Final
from urllib.parse import quote

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from editorial.marks import marks
from editorial.model import GroupArticle
from editorial.reproductions import Carried
from manuscript import links
from manuscript.source import Source
from pelican_editorial import typography

_PLACE = '<div class="carried-here" id="carried:{}"></div>'
_HEADING = re.compile(r"<(/?)h([1-6])(?=[\s>])")
# What names an id: the attribute, its value.
_ID = re.compile(r'(?P<before><[A-Za-z][^<>]*?\sid=")(?P<id>[^"]+)"')
_NAMES_IDS = re.compile(r'(?P<before><[A-Za-z][^<>]*?\s(?:aria-labelledby|aria-describedby|headers|for)=")(?P<ids>[^"]+)"')
_TO_ID = re.compile(r'(?P<before><a\s[^<>]*?href=")#(?P<id>[^"]+)"')
_DEEPEST: Final = 6


class CarryingExtension(Extension):
    """Leaves an empty place in a post where a line ``{{ reproduce }}`` stands, with what is pasted below it."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register before everything else, as what is pasted is converted on its own."""
        md.preprocessors.register(_Places(md), "carried", 110)


class _Places(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        """Put an empty element into the place of each mark, numbered from 1."""
        text = "\n".join(lines)
        for number, mark in reversed(list(enumerate(marks(Source("", (), text, 1)), 1))):
            text = f"{text[: mark.start]}\n{_PLACE.format(number)}\n{text[mark.end :]}"
        return text.split("\n")


def carry(body: str, carried: Iterable[Carried], convert: Callable[[str], str], frame: Callable[..., str]) -> str:
    """The HTML of a post in which each place holds its article.

    ``convert`` makes HTML of Markdown; ``frame`` is given the Carried, the HTML of its words and the address of the original, and
    returns what the reader sees. Addresses are as authors write them (``{filename}…``), so that feeds get them whole.
    """
    for one in carried:
        address = address_of(one.article)
        words = typography.set_body(convert(links.rooted(one.source)))
        fitted = _with_ids(_with_headings(words, one.level + 1), one.prefix, address)
        body = body.replace(_PLACE.format(one.place), frame(one, fitted, address))
    return body


def address_of(article: GroupArticle) -> str:
    """Where an article is to be read: its home, or its page here, as a link that Pelican resolves."""
    if article.status == "held":
        return article.canonical
    return f"{{filename}}/{quote(article.path.partition('/')[2])}"


def _with_headings(words: str, highest: int) -> str:
    """The words with the highest of their headings at this level, the others below it in their order; none is lower than the sixth."""
    shift = highest - min((int(match[2]) for match in _HEADING.finditer(words)), default=highest)
    return _HEADING.sub(lambda match: f"<{match[1]}h{max(1, min(_DEEPEST, int(match[2]) + shift))}", words)


def _with_ids(words: str, prefix: str, address: str) -> str:
    """The words with ids that begin with the prefix; links to ids that are not among them lead to the original."""
    known = {match["id"] for match in _ID.finditer(words)}
    words = _ID.sub(lambda match: f'{match["before"]}{prefix}{match["id"]}"', words)
    words = _NAMES_IDS.sub(lambda match: f'{match["before"]}{" ".join(prefix + id_ for id_ in match["ids"].split())}"', words)

    def target(match: re.Match[str]) -> str:
        is_here = match["id"] in known or match["id"].startswith("work:")
        return f'{match["before"]}{"" if is_here else html.escape(address)}#{prefix if is_here else ""}{match["id"]}"'

    return _TO_ID.sub(target, words)
