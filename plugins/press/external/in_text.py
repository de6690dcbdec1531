"""The addresses in a text of Markdown, as they are written, each with where it begins."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()>#+.!-])")  # Python-Markdown's ESCAPED_CHARS
_REFERENCE = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[0-9a-zA-Z]+);")
_PLAIN = r"\\.|[^()\\\n]|\n(?![ \t]*\n)"
_NESTED = rf"\((?:{_PLAIN}|\((?:{_PLAIN}|\((?:{_PLAIN})*+\))*+\))*+\)"
# Where Markdown and HTML have an address, which may have spaces. What is tried begins and ends where a word does, so that the
# time grows with the length of the text alone.
_LINK = re.compile(
    rf"""(?<!\\)\]\(\s*(?:<(?P<angled>https?:[^<>]*)>|(?P<linked>https?:(?:{_PLAIN}|{_NESTED})*?)(?<!\s)(?:\s*(?:"[^"\n]*"|'[^'\n]*'))?\s*\))"""
    r"""|^[ ]{0,3}\[(?!\^)[^\[\]\n]*\]:[ ]*\n?[ ]*<?(?P<defined>https?:[^\s<>]+)"""
    r"""|<(?P<auto>https?://[^<>]*)>"""
    r"""|<[a-z][a-z0-9:-]*(?P<tag>(?:[^<>"']|"[^"]*"|'[^']*')*+)>""",
    re.IGNORECASE | re.MULTILINE,
)
_ATTRIBUTE = re.compile(
    r"""(?<![^\s"'/])(?P<name>[^\s"'=<>/]++)\s*+=\s*+(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'=<>`]+))"""
)


def in_text(text: str) -> Iterator[tuple[str, int]]:
    """Every address in Markdown, in order, with its offset."""
    for match in _LINK.finditer(text):
        kind = match.lastgroup or ""
        if kind == "tag":
            yield from _in_tag(match["tag"], match.start("tag"))
        elif kind == "defined":  # a definition is taken as it stands; the other forms may have escapes
            yield _plain(match["defined"]), match.start("defined")
        else:
            yield _plain(_ESCAPED.sub(r"\1", match[kind])), match.start(kind)


def _in_tag(attributes: str, start: int) -> Iterator[tuple[str, int]]:
    for match in _ATTRIBUTE.finditer(attributes):
        kind = match.lastgroup or ""
        value = match[kind]
        if match["name"].lower() in ("href", "src", "xlink:href") and value.strip().lower().startswith(("http:", "https:")):
            yield _plain(value), start + match.start(kind) + len(value) - len(value.lstrip())


def _plain(text: str) -> str:
    """The text with its character references resolved; ``&copy=`` is none."""
    return _REFERENCE.sub(lambda match: html.unescape(match[0]), text).strip()
