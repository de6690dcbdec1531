"""What is said of a tag, an attribute, a style or an address that goes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from press.sanitiser.addresses import FILES, RUNNING_SCHEMES, scheme_of
from press.sanitiser.finding import NO_ATTRIBUTE, TAKE_OUT, Finding
from press.sanitiser.refused import RUNS
from press.sanitiser.styles import declarations, is_harmless_style, may_say
from press.sanitiser.tags import Tag


def not_closed(tag: Tag) -> Finding:
    """What is said of what looks like a tag and is none."""
    if tag.fault == "<!--":
        message = "a comment is not closed, and all that follows is left out"
    elif tag.name:
        message = f"{tag.fault} is not closed, and all that follows is left out"
    else:
        message = f"{tag.fault} begins no element, and is left out up to the next >"
    return Finding("html-removed", message, "Close it, or write &lt; where a bracket is meant", tag.fault)


def of_input(attributes: Mapping[str, str]) -> Iterator[Finding]:
    """What is said of a field for input where only boxes that cannot be ticked may be; nothing of those."""
    if attributes.get("type", "").lower() != "checkbox":
        yield Finding("html-removed", "<input> is no part of a text, and is left out", "Take it out", "<input")
    elif "disabled" not in attributes:
        message = "a box of a text cannot be ticked, and stands as it is"
        yield Finding("html-removed", message, 'Give it the attribute disabled="disabled"', "<input")


def of_style(tag: str, value: str, trusted: bool) -> Iterator[Finding]:
    """What is said of a style: of the whole, where the source is trusted, else of each declaration."""
    if trusted:
        if not is_harmless_style(value):
            message = f"the style of <{tag}> asks for what it may not, and is left out"
            yield Finding("html-removed", message, "Put it into a style sheet", "style")
        return
    for declaration in declarations(value):
        if not may_say(declaration):
            name = declaration.partition(":")[0].strip()[:60]
            message = f'"{" ".join(declaration.split())[:60]}" in the style of <{tag}> is left out'
            yield Finding("html-removed", message, "Give the element a class, and put it into a style sheet", name)


def of_value(tag: str, name: str, value: str, raw: str) -> Finding:
    """What is said of an attribute whose value it may not have, mostly an address."""
    scheme, written = scheme_of(value), _as_written(raw)
    if scheme == "data" and name not in FILES and tag != "image":
        return Finding("unsafe-html", f"{name} of <{tag}> is a page in itself (data:), not the address of one", TAKE_OUT, written)
    if scheme in RUNNING_SCHEMES - {"data"}:
        return Finding("unsafe-html", f"{name} of <{tag}> is an address that {RUNS} ({scheme}:)", TAKE_OUT, written)
    if tag == "iframe":
        return Finding("unsafe-html", f"<iframe> brings a page of another site into this one ({value[:60]})", TAKE_OUT, written)
    if scheme:
        message = f"{name} of <{tag}> has the scheme {scheme}:, which texts may not have there; it is left out"
        return Finding("html-removed", message, "Give it an address of http, https, mailto or tel", written)
    message = f"{name} of <{tag}> has a value that it may not have ({value[:60]}), and is left out"
    return Finding("html-removed", message, NO_ATTRIBUTE, name)


def _as_written(raw: str) -> str:
    """How an address begins in the HTML, up to the colon of its scheme, with all that hides it."""
    match = re.match(r"(?:&#?\w+;|[^:&])*?(?::|&colon;|&#0*58;?|&#x0*3a;?)", raw[:200], re.IGNORECASE)
    return (match[0] if match else raw[:60]).strip()
