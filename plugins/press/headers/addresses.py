"""Addresses in a header: where a text is written and stands, and what would run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Final

from manuscript.source import Field, Source
from press.headers.fault import Fault
from press.headers.keys import PROSE
from press.headers.site import Site
from press.headers.slugs import DEVICE, is_control
from press.wording import one_line


def save_as_faults(field: Field, source: Source, site: Site) -> Iterator[Fault]:
    """What is wrong with where a text is to be written: it leads out of the output, or no file can stand there."""
    value = field.value
    parts = re.split(r"[/\\]", value)
    if value[0] in "/\\" or ".." in parts or re.match(r"[A-Za-z]:", value):
        yield Fault("outside-output", f'"{one_line(value)}" leads out of the output', "Write a path below it, as about/index.html")
    elif why := _bad_path(value, parts):
        yield Fault("bad-address", f'"{one_line(value)}" {why}', "Write a path below the output, as about/index.html")


def url_faults(field: Field, source: Source, site: Site) -> Iterator[Fault]:
    """What is wrong with an address that a text gives itself: it is none of the web's, or leads out of the site."""
    value = field.value
    scheme = re.match(r"[A-Za-z][A-Za-z0-9+.-]+:", _SQUEEZED.sub("", unescape(value[:4000])))
    if scheme and scheme[0].lower() not in ("http:", "https:"):
        message = f'"{one_line(value)}" is neither an http nor an https address'
        yield Fault("unsafe-value", message, "Write an address that begins with https:")
    elif why := _bad_url(value, outside=bool(scheme)):
        yield Fault("bad-address", f'"{one_line(value)}" {why}', "Write it as it stands below the site's root, as about/")


def unsafe_fault(key: str, value: str) -> Fault | None:
    """That a value is an address that runs, as browsers read one: without white space and controls, with entities replaced."""
    # Source: WHATWG URL §4.4, which strips leading controls and all tabs and line ends.
    start = value[:4000]
    if not _RUNS.match(_SQUEEZED.sub("", unescape(unescape(start))).lower()):
        return None
    if key in PROSE and re.match(r"\w+:\s", start):  # a title: "JavaScript: a history"
        return None
    message = f'"{one_line(value)}" is an address that would run'
    return Fault("unsafe-value", message, "Write an address that begins with https:")


_SQUEEZED: Final = re.compile("[\\s\x00-\x20\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]+")
_RUNS: Final = re.compile(r"(?:javascript|vbscript):|data:(?:[a-z]+/|[;,])")


def _bad_path(value: str, parts: Sequence[str]) -> str:
    if any(map(is_control, value)):
        return "has an invisible character"
    if "\\" in value:
        return "has a backslash, which is a folder's end on Windows only"
    if parts[-1] in ("", "."):
        return "is a folder, not a file"
    if any(len(part.encode("utf-8", "surrogatepass")) > 255 for part in parts):
        return "has a name of more than 255 bytes"
    return "has the name of a device on Windows" if any(map(DEVICE.fullmatch, parts)) else ""


def _bad_url(value: str, *, outside: bool) -> str:
    if any(map(is_control, value)):
        return "has an invisible character"
    if "\\" in value or re.match(r"[A-Za-z]:", value):
        return "is a path of Windows, not an address"
    if outside:
        return ""
    if value.startswith("/") and value != "/":  # that of the home page
        return "begins with a slash, and would lead to another site where SITEURL is empty"
    return "leads above the site's root" if ".." in re.split(r"[/?#]", value) else ""
