"""Links and pictures: they lead somewhere, and have words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from manuscript.problems import Problem
from press.markup.brackets import LABEL, is_indexed, is_picture
from press.markup.text import Element, Text


def of_links(text: Text, brackets: list[tuple[int, int]]) -> Iterator[Problem]:
    """A problem for every link and picture that leads to nothing, or that has no words."""
    prose, body = text.prose, text.source.body
    for start, end in brackets:
        follows = prose[end + 1 : end + 2]
        if not follows or follows not in "([":
            continue
        target = (_TARGET if follows == "(" else LABEL).match(body, end + 1)
        if target is None:
            continue
        words = _SPACE.match(body, start + 1, end)
        has_words = words is not None and words.end() < end
        has_target = follows == "[" or not _NO_TARGET.match(body, end + 1)
        if not (has_words and has_target):
            written = _ATTRIBUTES.match(body, target.end())
            yield from _empty(text, start, has_words, has_target, written[0] if written else "")


def of_elements(text: Text, elements: tuple[Element, ...]) -> Iterator[Problem]:
    """A problem for every picture and link in HTML that has no words."""
    for element in elements:
        if element.name not in ("img", "a"):
            continue
        names = _VALUE.sub("=", element.attributes)
        if element.name == "img" and not _ALT.search(names):
            message = "the picture has no text for those who do not see it"
            yield text.problem(element.start, "missing-alt", message, remedy='Write what it shows, alt="…", or alt="" if it only decorates')
        if element.name == "a" and _HREF.search(names) and not _SAID.search(names) and _CLOSED.match(text.source.body, element.end):
            yield text.problem(element.start, "empty-link", "the link has no text", remedy="Write the words that lead there")


_SPACE = re.compile(r"\s*+")
_TARGET = re.compile(r"\((?:[^()]++|\([^()]*+\))*+\)")
_NO_TARGET = re.compile(r"""\(\s*+(?:<\s*+>\s*+)?+(?:"[^"]*+"\s*+|'[^']*+'\s*+)?+\)""")
_ATTRIBUTES = re.compile(r"\{[^{}\n]*+\}")
_NAMED_ANCHOR = re.compile(r"[\s{:]#|\bid=")
_OTHER_ALT = re.compile(r"\b(?:alt|role|aria-hidden)=")


def _empty(text: Text, start: int, has_words: bool, has_target: bool, attributes: str) -> Iterator[Problem]:
    picture = is_picture(text.prose, start)
    if not picture and not has_words and (_NAMED_ANCHOR.search(attributes) or is_indexed(text.prose, start)):
        return  # the place that a link leads to, or an index
    place, what = start - picture, "picture" if picture else "link"
    if not has_target:
        yield text.problem(place, "broken-link", f"the {what} has no address", remedy="Write it between the parentheses")
    if not has_words and not picture:
        yield text.problem(place, "empty-link", "the link has no text", remedy="Write the words that lead there, between the brackets")
    if not has_words and picture and not _OTHER_ALT.search(attributes):
        yield text.problem(
            place, "missing-alt", "the picture has no text for those who do not see it", remedy="Write what it shows between the brackets"
        )


_VALUE = re.compile(r"""=\s*+(?:"[^"]*+"|'[^']*+')""")
_ALT = re.compile(r"(?<![\w-])alt(?![\w-])", re.IGNORECASE)
_HREF = re.compile(r"(?<![\w-])href(?![\w-])", re.IGNORECASE)
_SAID = re.compile(r"(?<![\w-])(?:id|name|title|aria-label|aria-labelledby|aria-hidden)(?![\w-])", re.IGNORECASE)
_CLOSED = re.compile(r"\s*+</a\b", re.IGNORECASE)
