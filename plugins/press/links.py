"""Links: that every ``{filename}``, ``{static}`` and ``{attach}`` leads to something that is published."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from pelican.contents import Content

from manuscript.problems import Problem, did_you_mean
from manuscript.source import shown_path


def check(contents: Iterable[Content], files: Iterable[str], context: Mapping[str, Any], root: Path) -> Iterator[Problem]:
    """A problem for every link to a source that does not exist, or that is not published.

    ``files`` is the inventory. Links are read from the HTML before Pelican resolves them.
    """
    known = tuple(files)
    for content in contents:
        if not isinstance(content, Content) or not content._content or content.status == "draft":
            continue
        for match in content._get_intrasite_link_regex().finditer(content._content):
            if match["what"] in ("filename", "static", "attach"):
                yield from _check_one(content, match["what"], match["value"], known, context, root)


def _check_one(
    content: Content, what: str, value: str, known: tuple[str, ...], context: Mapping[str, Any], root: Path
) -> Iterator[Problem]:
    target = unquote(urlsplit(value).path)
    relative = target.lstrip("/") if target.startswith("/") else posixpath.join(content.relative_dir, target)
    file = posixpath.normpath(relative)
    source = Path(content.source_path)
    path, line = shown_path(source, root), _line(source, f"{{{what}}}{value}", value)
    if file not in known:
        nearest = did_you_mean(file, known)
        yield Problem(path, line, 0, "broken-link", f"{{{what}}}{value} leads to {root.name}/{file}, which does not exist", nearest or "Correct the path, which starts from the folder of this file")
        return
    linked = context["generated_content"].get(file) or context["static_content"].get(file)
    if linked is not None and linked.status == "draft" and content.status != "draft":
        yield Problem(path, line, 0, "link-to-draft", f"{{{what}}}{value} leads to a draft", "Publish it, or take the link out")


def _line(source: Path, *needles: str) -> int:
    """The line of the source in which the link stands, or 0."""
    text = source.read_text(encoding="utf-8", errors="replace")
    for needle in needles:
        place = text.find(needle)
        if place >= 0:
            return text.count("\n", 0, place) + 1
    return 0
