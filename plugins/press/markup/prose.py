"""Prose: a body in which code, comments and HTML are blanked, every character in its place."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from manuscript.source import Source
from press.markup.text import Element, Text

# No text has it (manuscript.source.decode refuses it).
OPEN_COMMENT = "\0" * 4


def without_code(source: Source) -> str:
    """The body without code, and every comment that nothing closes marked.

    To look for the end of each of them would take time that grows with their number squared.
    """
    last = source.body.rfind("-->") + 1
    if source.body.find("<!--", last) < 0:
        return source.without_code()
    marked = source.body[:last] + source.body[last:].replace("<!--", OPEN_COMMENT)
    return dataclasses.replace(source, body=marked).without_code()


def without_indented_code(body: str, prose: str) -> str:
    """The prose without lines that are code by being indented, after an empty line, by four more than what holds them."""
    if not ("    " in body or "\t" in body) or not _INDENTED.search(body):
        return prose
    lines = prose.split("\n")
    code = _indented_lines(body.split("\n"))
    return "\n".join(" " * len(line) if is_code else line for line, is_code in zip(lines, code, strict=True))


def without_elements(text: Text) -> tuple[Text, tuple[Element, ...]]:
    """The text without HTML tags and without what stands in elements that hold code; and the tags that open."""
    if "<" not in text.prose:
        return text, ()
    parts: list[str] = []
    found: list[Element] = []
    prose, done = text.prose, 0
    unclosed: set[str] = set()
    while match := _TAG.search(prose, done):
        name, end = match["name"].lower(), match.end()
        if not name.startswith("/"):
            found.append(Element(name, match["attributes"], match.start(), end))
        if name in _CLOSING and name not in unclosed:
            if closing := _CLOSING[name].search(prose, end):
                end = closing.start()
            else:
                unclosed.add(name)
        parts += prose[done : match.start()], _blank(prose[match.start() : end])
        done = end
    return dataclasses.replace(text, prose="".join([*parts, prose[done:]])), tuple(found)


_INDENTED = re.compile(r"^[ >]*+(?:(?<= {4})|\t)", re.MULTILINE)
_QUOTED = re.compile(r"(?: {0,3}>)*+ ?")
# What holds lines that are indented by four: list items, definitions, footnotes, admonitions.
_HOLDER = re.compile(r"(?:[-*+:]|\d{1,9}[.)]|!!!|\?\?\?\+?)(?=\s)|\[\^[^\]\n]*\]:")


def _indented_lines(lines: list[str]) -> Iterator[bool]:
    quoted, level, after_empty, code = 0, 0, True, False
    for line in lines:
        start = _QUOTED.match(line)
        depth = line.count(">", 0, start.end()) if start else 0
        if depth != quoted:
            quoted, level, after_empty, code = depth, 0, True, False
        rest = line[start.end() if start and depth else 0 :]
        words = rest.lstrip(" \t")
        indent = len(rest[: len(rest) - len(words)].expandtabs(4))
        if not words:
            after_empty = True
            yield False
            continue
        if after_empty:
            level = min(level, indent // 4)
        code = (after_empty or code) and indent >= 4 * (level + 1)
        if not code and _HOLDER.match(words):
            level = min(level, indent // 4) + 1
        after_empty = False
        yield code


# Bounded by the next "<", so that one that is not closed costs no more than what stands up to it.
_TAG = re.compile(r"""<(?P<name>/?[A-Za-z][A-Za-z0-9-]*+)(?P<attributes>(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+)>""")
# In these, Markdown's marks are most likely meant as they are written.
_VERBATIM = ("code", "kbd", "math", "pre", "samp", "script", "style", "svg", "textarea")
_CLOSING = {name: re.compile(rf"</{name}\b", re.IGNORECASE) for name in _VERBATIM}


def _blank(text: str) -> str:
    return "\n".join(" " * len(line) for line in text.split("\n"))
