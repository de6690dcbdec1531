"""The faults of the HTML in a feed: it is read far from its page, by programs that trust nobody.

Source: the messages SecurityRisk, SecurityRiskAttr, ContainsRelRef and HtmlFragment of the W3C feed validator; and a rule
of this house, that what only our own style sheet understands (classes, ids, what unfolds) is noise elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from feed_values import is_absolute

# Readers drop these; and a fragment is inside a page already, so that it has no page of its own.
UNWELCOME_ELEMENTS = frozenset([
    "script", "style", "iframe", "object", "embed", "applet", "form", "meta",
    "link", "base", "frame", "frameset", "noscript", "html", "head", "body", "details", "summary",
])  # fmt: skip
UNWELCOME_ATTRIBUTES = frozenset(["style", "class", "id"])
ADDRESSES = frozenset(["href", "src", "cite", "poster", "xlink:href"])
VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
FOREIGN = frozenset(["svg", "math"])
SCRIPTS = ("javascript:", "vbscript:")


def faults_of_html(html: str) -> list[str]:
    """What is wrong in a fragment, as the objects of a sentence that begins “the content has”, in the order of the fragment."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end()
    return reader.faults


class _Reader(HTMLParser):
    """Reads the tags as they were written, without the repairs by which a browser would hide a fault."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes what is wrong in the tag, and that the element is open now."""
        if tag in UNWELCOME_ELEMENTS:
            self.faults.append(f"the element <{tag}>")
        self.faults.extend(f"{fault} on <{tag}>" for name, value in attrs for fault in _of_attribute(name, value or ""))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes what is wrong in the tag; its slash closes nothing in HTML, and much in SVG."""
        self.handle_starttag(tag, attrs)
        if not FOREIGN.isdisjoint(self.open):
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Closes what is open, and notes what was left open within it, or that nothing was open."""
        if tag not in self.open:
            self.faults.append(f"</{tag}>, which closes nothing")
            return
        while (last := self.open.pop()) != tag:
            self.faults.append(f"<{last}>, which is not closed")

    def end(self) -> None:
        """Notes what is open still."""
        self.faults.extend(f"<{tag}>, which is not closed" for tag in reversed(self.open))


def _of_attribute(name: str, value: str) -> Iterator[str]:
    if name in UNWELCOME_ATTRIBUTES or name.startswith("on"):
        yield f"the attribute {name}"
    for address in _addresses(name, value):
        if _bare(address).startswith(SCRIPTS):
            yield f"a script as {name}"
        elif not is_absolute(address):
            yield f"the {name} “{address}”, which is not absolute,"


def _addresses(name: str, value: str) -> list[str]:
    """The addresses in an attribute: one, or those of the candidates of a set; none where the attribute has no address."""
    if name == "srcset":
        return re.findall(r"([^\s,](?:\S*[^\s,])?)(?:\s+[^,]*)?(?:,|\Z)", value) or [""]
    return [value] if name in ADDRESSES else []


def _bare(address: str) -> str:
    """An address as browsers read it, who skip what is invisible. Source: WHATWG URL, basic URL parser, steps 1 to 3."""
    return re.sub(r"[\t\r\n]", "", address).lstrip("".join(map(chr, range(33)))).lower()
