"""The walk over the tags that were given: what each has that it may not have, and what is gone all the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from typing import Final

from press.sanitiser.addresses import ADDRESSES, RUNNING_SCHEMES, scheme_of
from press.sanitiser.allowed import OF_SVG, OF_SVG_TRUSTED, PREFIXES, SVG, SVG_TRUSTED, anywhere, elements
from press.sanitiser.custom import may_be_custom
from press.sanitiser.finding import NO_ATTRIBUTE, TAKE_OUT, Finding
from press.sanitiser.refused import NEVER, NEVER_ATTRIBUTES, NEVER_UNTRUSTED, RUNS, known_names
from press.sanitiser.sayings import not_closed, of_input, of_style, of_value
from press.sanitiser.tags import LOOSE, Tag, tags_in
from press.sanitiser.values import kept_value


def findings_of(given: str, cleaned: str, trusted: bool, custom: frozenset[str]) -> Iterator[Finding]:
    """What is to be said of HTML that was given, and of which something is gone: first tag by tag, then of what is missing."""
    walk = _Walk(trusted, custom)
    for tag in tags_in(given):
        yield from walk.of(tag)
    if not walk.swallowed:
        yield from walk.missing(cleaned)


def alike(given: str, cleaned: str) -> bool:
    """Whether two texts differ in nothing but spelling. Where this says no, they may differ in nothing else all the same."""
    if given == cleaned:
        return True
    return _respelt(given) == _respelt(cleaned)


def _respelt(html: str) -> str:
    respelt = _RESPELT.sub(lambda one: unescape(one[0]) if one[0].startswith("&") else ">", html)
    return respelt.replace("\xa0", "&nbsp;")


_RESPELT: Final = re.compile(r" ?/>|&(?!(?:amp|lt|gt|nbsp);)#?\w+;")


class _Walk:
    """A walk over the tags of a text: what each has that it may not have, and what was allowed."""

    def __init__(self, trusted: bool, custom: frozenset[str]) -> None:
        self._trusted = trusted
        self._names = {**{name: frozenset[str]() for name in custom}, **_lower_case(trusted)}
        self._custom = custom
        self._known = known_names(trusted) | custom
        self._never = NEVER if trusted else {**NEVER, **NEVER_UNTRUSTED}
        self._open: Counter[str] = Counter()
        self._elements: Counter[str] = Counter()
        self._attributes: list[tuple[str, str, str]] = []
        self.swallowed = False

    def of(self, tag: Tag) -> Iterator[Finding]:
        """What is to be said of one tag."""
        if tag.fault:
            yield not_closed(tag)
            self.swallowed = True
        elif tag.end:
            yield from self._of_end(tag.name)
        elif tag.name in self._never:
            self.swallowed = True
            self._open[tag.name] += 1
            yield Finding("unsafe-html", f"<{tag.name}> {self._never[tag.name]}", TAKE_OUT, f"<{tag.name}")
        else:
            self._open[tag.name] += 1
            yield from self._of_start(tag)

    def _of_end(self, name: str) -> Iterator[Finding]:
        if self._open[name]:
            self._open[name] -= 1
        elif name not in LOOSE:
            yield Finding(
                "html-removed", f"</{name}> closes nothing that is open", "Take it out, or open the element before it", f"</{name}"
            )

    def _of_start(self, tag: Tag) -> Iterator[Finding]:
        allowed = tag.name in self._names and (tag.foreign or tag.name in self._known)
        if not allowed:
            message = f"<{tag.name}> is not among the elements of texts, and is left out"
            yield Finding("html-removed", message, _BRACKET, f"<{tag.name}")
        attributes = list(tag.attributes())
        if tag.name == "input" and not self._trusted:
            yield from of_input({name: value for name, value, _ in attributes})
            allowed = False  # what is kept of it does not depend on what it was given
        told = [(attribute, tuple(self._of_attribute(tag.name, *attribute))) for attribute in attributes]
        found = [one for _, ones in told for one in ones]
        yield from (one for one in found if allowed or one.code == "unsafe-html")
        if allowed and not any(one.code == "unsafe-html" for one in found):  # nh3 may take such an element away altogether
            self._elements[tag.name] += 1
            self._attributes += [(tag.name, name, value) for (name, value, _), ones in told if not ones and name != "style"]

    def _of_attribute(self, tag: str, name: str, value: str, raw: str) -> Iterator[Finding]:
        if _HANDLER.fullmatch(name):
            yield Finding("unsafe-html", f"{name} of <{tag}> {RUNS}", NO_ATTRIBUTE, name)
        elif name == "attributename" and _local(value.strip().lower()) == "href":
            yield Finding("unsafe-html", f"<{tag}> would change where a link leads", TAKE_OUT, name)
        elif name in NEVER_ATTRIBUTES:
            yield Finding("unsafe-html", f"{name} of <{tag}> {NEVER_ATTRIBUTES[name]}", NO_ATTRIBUTE, name)
        elif not self._may_have(tag, name):
            yield self._unlisted(tag, name, value, raw)
        elif name == "style":
            yield from of_style(tag, value, self._trusted)
        elif kept_value(self._trusted, _svg_case(tag), _svg_case(_local(name)), value) is None:
            yield of_value(tag, name, value, raw)

    def _may_have(self, tag: str, name: str) -> bool:
        return (
            name.startswith(tuple(PREFIXES))
            or _local(name) in self._names.get(tag, ())
            or name in anywhere(self._trusted)
            or name in ("xml:lang", "xmlns:xlink")
            or (tag in self._custom and may_be_custom(name))
        )

    def _unlisted(self, tag: str, name: str, value: str, raw: str) -> Finding:
        if scheme_of(value) in RUNNING_SCHEMES:
            return of_value(tag, name, value, raw)
        return Finding("html-removed", f"the attribute {name} of <{tag}> is left out", NO_ATTRIBUTE, name)

    def missing(self, cleaned: str) -> Iterator[Finding]:
        """What was allowed and is gone all the same: it stood where it may not, or its address is none."""
        kept = [tag for tag in tags_in(cleaned) if not tag.end]
        gone = self._elements - Counter(tag.name for tag in kept)
        for name, count in gone.items():
            message = f"<{name}> stands where no such element may stand, and is left out"
            yield from [Finding("html-removed", message, "Put it into the element that it belongs to", f"<{name}")] * count
        there = Counter((tag.name, name, value) for tag in kept for name, value, _ in tag.attributes())
        for tag, name, value in self._attributes:
            if there[tag, name, value]:
                there[tag, name, value] -= 1
            elif tag not in gone and not _is_respelt(value):
                message = f"{name} of <{tag}> stands there twice, or its value cannot be read; it is left out"
                yield Finding("html-removed", message, "Correct it, or take it out", value[:60] if name in ADDRESSES else name)


_HANDLER: Final = re.compile(r"on\w+")
_BRACKET: Final = "Write &lt; where a bracket is meant, or write it in Markdown, or name the source in PRESS_TRUSTED"
_OF_OTHERS: Final = frozenset({"xlink:", "xml:", "xmlns:"})


@lru_cache(maxsize=2)
def _lower_case(trusted: bool) -> dict[str, frozenset[str]]:
    return {name.lower(): frozenset(one.lower() for one in names) for name, names in elements(trusted).items()}


def _is_respelt(value: str) -> bool:
    """Whether a parser reads a value as other characters than are written."""
    return any(char in value for char in "\r\x00\ufffd")


def _local(name: str) -> str:
    """The name of an attribute as nh3 has it: ``xlink:href`` is ``href``."""
    prefix, colon, local = name.partition(":")
    return local if prefix + colon in _OF_OTHERS else name


_CASES: Final = {name.lower(): name for name in (*SVG, *SVG_TRUSTED, *OF_SVG, *OF_SVG_TRUSTED)}


def _svg_case(name: str) -> str:
    return _CASES.get(name, name)
