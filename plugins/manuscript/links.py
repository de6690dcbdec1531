"""Links: the files that a source names with ``{filename}``, ``{static}`` and ``{attach}``."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from manuscript.source import Source

# Pelican's INTRASITE_LINK_REGEX, in the two places where Markdown has an address.
_LINK = re.compile(r"""[{|](?<=[(<:"'\s][{|])(?P<what>filename|static|attach)[|}](?P<target>[^\s()<>"']+(?:\([^\s()]*\)[^\s()<>"']*)*)""")
_SPACED = re.compile(r"<[{|](?P<what>filename|static|attach)[|}](?P<target>[^<>\n]+)>")


@dataclass(frozen=True, slots=True)
class Link:
    """One link as written: ``what`` is filename, static or attach; line and column count from 1.

    ``start`` and ``end`` are the characters of the body from the brace to the end of the target.
    """

    what: str
    target: str
    line: int
    column: int
    start: int = 0
    end: int = 0


def links(source: Source) -> Iterator[Link]:
    """Every such link of a body, in order; code is passed over."""
    if "{" in source.body or "|" in source.body:
        text = source.without_code()
        spaced = list(_SPACED.finditer(text))
        inside = {place for match in spaced for place in range(match.start() + 1, match.end())}
        plain = (match for match in _LINK.finditer(text) if match.start() not in inside)
        line, counted = source.body_line, 0
        for match in sorted([*spaced, *plain], key=lambda match: match.start()):
            line += text.count("\n", counted, match.start())
            counted = match.start()
            start = match.start() + match[0].startswith("<")
            yield Link(match["what"], match["target"], line, source.column_at(match.start()), start, match.end("target"))


def named(path: str, target: str) -> str:
    """The source that a link in ``path`` names; both as problems name them, the content folder first."""
    folder, _, file = path.partition("/")
    return f"{folder}/{resolved(file, target)}"


def resolved(file: str, target: str) -> str:
    """The file that a link in ``file`` names; both are relative to the content folder."""
    path = unquote(urlsplit(target).path)
    return posixpath.normpath(path.lstrip("/") if path.startswith("/") else posixpath.join(posixpath.dirname(file), path))


def rooted(source: Source) -> str:
    """The body with each such link written from the content folder, so that it means the same wherever the body stands.

    What was attached is static then: the file keeps its place with the source that attaches it.
    """
    folder = quote(posixpath.dirname(source.path.partition("/")[2]))
    body = list(source.body)
    for link in sorted(links(source), key=lambda link: -link.start):
        what = "static" if link.what == "attach" else link.what
        address, mark, rest = _parted(link.target)
        path = address if address.startswith("/") else f"/{posixpath.normpath(posixpath.join(folder, address))}"
        body[link.start : link.end] = f"{{{what}}}{path}{mark}{rest}"
    return "".join(body)


def _parted(target: str) -> tuple[str, str, str]:
    """The path of a target, and what follows it: a query or a fragment with its mark."""
    match = re.search(r"[?#]", target)
    return (target[: match.start()], match[0], target[match.end() :]) if match else (target, "", "")
