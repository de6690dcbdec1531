"""Links: that every ``{filename}``, ``{static}`` and ``{attach}`` leads to something that is published."""

from __future__ import annotations

import html
import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import astuple
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from pelican.contents import Author, Category, Content, Tag

from manuscript.links import Link, links, resolved
from manuscript.problems import ContentError, Problem, did_you_mean, nearest
from manuscript.source import MARKDOWN, Source, shown_path
from press.inventory import SOURCES
from press.ledger import Ledger
from press.sources import Sources, lenient
from press.store import digest

_FILES = ("filename", "static", "attach")
_NAMES = {"tag": Tag, "category": Category, "author": Author}


class Facts:
    """The links of Pelican's own kind in each text, kept for as long as the text stays.

    ``made`` are the texts of which is known what they were made of, each by its path below the content folder with a digest of all of
    that; all others are looked into.
    """

    def __init__(self, context: Mapping[str, Any], root: Path, read: Sources, made: Mapping[str, str] | None = None) -> None:
        self._read = read
        self._root = root
        self._texts = context["generated_content"]
        self._made = made or {}
        self._plain = str(context.get("INTRASITE_LINK_REGEX", "")).startswith("[{|]")
        self._ledger = Ledger(context.get("store"), "links", digest(str(root), str(context.get("INTRASITE_LINK_REGEX"))))
        self._known: dict[str, tuple[list[Link], list[tuple[str, str]]]] = {}

    def of(self, file: str, content: object) -> tuple[list[Link], list[tuple[str, str]]]:
        """The links to files of a Markdown source, and all that its HTML has, each as word and value."""
        if content is not self._texts.get(file):  # another text that says that it is made of this source
            return self._looked_into(file, content)
        if file not in self._known:
            token = self._made.get(file, "")
            if token and self._ledger.knows(file, token):
                links_, values = self._ledger.get(file) or ((), ())
                self._known[file] = [Link(*one) for one in links_], [(what, value) for what, value in values]
            else:
                self._known[file] = found = self._looked_into(file, content)
                if token:
                    self._ledger.put(file, token, [list(map(astuple, found[0])), found[1]] if any(found) else None)
        return self._known[file]

    def keep(self) -> None:
        """Keep what was found, for the next build."""
        self._ledger.keep()

    def _looked_into(self, file: str, content: object) -> tuple[list[Link], list[tuple[str, str]]]:
        values = self.values_of(content) if isinstance(content, Content) else None
        if not file.lower().endswith(MARKDOWN):
            return [], values or []
        try:
            source = self._read.source(str(self._root / file))
        except ContentError:  # named by whoever publishes it
            return [], values or []
        return list(_links(source, values)), values or []

    def values_of(self, content: Content) -> list[tuple[str, str]]:
        """All links of Pelican's own kind in the HTML of a text, each as word and value."""
        return [(match["what"], match["value"]) for match in self._matches(content)]

    def _matches(self, content: Content) -> Iterator[Any]:
        html_ = content._content or ""
        # Whether there may be any at all: to look for each takes long.
        if self._plain and not any(mark in html_ for brace in "{|" if brace in html_ for mark in (f'"{brace}', f"'{brace}")):
            return
        yield from content._get_intrasite_link_regex().finditer(html_)


def check(
    files: Collection[str],
    context: Mapping[str, Any],
    root: Path,
    told: Collection[Problem] = (),
    read: Sources | None = None,
    *,
    facts: Facts | None = None,
) -> Iterator[Problem]:
    """A problem for every link in a Markdown source to a file that does not exist, or to a draft.

    ``files`` is the inventory. Reads the sources themselves, so that the links of a source that
    Pelican could not use are checked too. Links out of drafts are checked like all others.
    ``told`` are problems that are known: one that names the same file in the same line says it already.
    """
    read = read or Sources(root)
    facts = facts or Facts(context, root, read)
    named = {(problem.path, problem.line): problem.message for problem in told}
    held = _Held(files, context, root, read)
    for file in files:
        found, _ = facts.of(file, context["generated_content"].get(file)) if file.lower().endswith(MARKDOWN) else ((), ())
        for link in found:
            path = f"{root.name}/{file}"
            target = resolved(file, link.target)
            mark = f"{{{link.what}}}{link.target}"
            if f"{root.name}/{target} " in named.get((path, link.line), ""):
                continue
            if target == ".." or target.startswith("../"):
                remedy = "Put the file into the content folder"
                yield Problem(path, link.line, link.column, "outside-content", f"{mark} leads out of the content folder", remedy)
            elif target not in files:
                message = f"{mark} leads to {root.name}/{target}, which does not exist"
                remedy = _nearest(link.target, file, files) or "Correct the path, which starts from the folder of this file"
                yield Problem(path, link.line, link.column, "broken-link", message, remedy)
            elif (status := held.status(target)) and not held.status(file):
                what = "what is not published: a draft, or held back" if status == "draft" else "what is skipped"
                yield Problem(path, link.line, link.column, "link-to-draft", f"{mark} leads to {what}", "Publish it, or take the link out")
            elif fault := _kind_fault(link.what, target, context):
                yield Problem(path, link.line, link.column, "broken-link", f"{mark} {fault[0]}", fault[1])


class _Held:
    """The Markdown sources that are drafts or skipped, each asked for as links lead there."""

    def __init__(self, files: Collection[str], context: Mapping[str, Any], root: Path, read: Sources) -> None:
        self._files = files
        self._context = context
        self._root = root
        self._read = read

    def status(self, file: str) -> str:
        """``draft`` or ``skip``, or nothing; by Pelican's reading where there is one (a date may hold a text back), else by the header."""
        if not file.lower().endswith(MARKDOWN) or file not in self._files:
            return ""
        content = self._context["generated_content"].get(file)
        try:
            status = self._read.source(str(self._root / file)).status if content is None else str(content.status)
        except ContentError:
            return ""
        return status if status in ("draft", "skip") else ""


def _links(source: Source, values: Iterable[tuple[str, str]] | None) -> Iterator[Link]:
    """The links of a source, by what the HTML has that was made of it, where there is any.

    The HTML knows what is code, and where an address ends. A link that the source has and its HTML lacks is left out only where it
    stands in what looks like code; the HTML of a source need not be all of it.
    """
    written = list(links(source))
    if values is None:
        yield from written
        return
    made = [(what, html.unescape(value)) for what, value in values]
    lines = source.body.split("\n") if written else []
    for link in written:
        is_made = (link.what, link.target) in made
        is_cut = any(what == link.what and value.startswith(link.target) for what, value in made)
        if is_made or not (is_cut or lines[link.line - source.body_line].startswith(("    ", "\t"))):
            yield link
    known = {(link.what, link.target) for link in written}
    for what, value in made:
        if what in _FILES and (what, value) not in known and not value.startswith("/"):  # rooted: another text that this one carries
            yield Link(what, value, *_place_of(source.body, value, what, source.body_line))


def check_names(contents: Iterable[Content], context: Mapping[str, Any], root: Path, *, facts: Facts | None = None) -> Iterator[Problem]:
    """A problem for every ``{tag}``, ``{category}``, ``{author}`` of nothing that is published, and for every other word in braces.

    Of texts that are no Markdown the files that they link to are looked at too.
    """
    known = {
        what: {one.slug: one.name for one in _published(context, f"{what}s" if what != "category" else "categories")} for what in _NAMES
    }
    alone = Facts(context, root, Sources(root))
    for content in contents:
        text = ""
        values = facts.of(content.get_relative_source_path(), content)[1] if facts else alone.values_of(content)
        for what, raw in values:
            value = html.unescape(raw)
            if fault := _name_fault(content, what, value, known, context):
                text = text or lenient(Path(content.source_path))
                line, column = _place_of(text, raw, what)
                path = shown_path(Path(content.source_path), root)
                yield Problem(path, line, column, fault[0], f"{{{what}}}{value} {fault[1]}", fault[2])


def _name_fault(
    content: Content, what: str, value: str, known: Mapping[str, Mapping[str, str]], context: Mapping[str, Any]
) -> tuple[str, str, str] | None:
    """Code, fact and remedy for a link that leads nowhere, or None."""
    name = unquote(urlsplit(value).path)
    if what in _NAMES:
        slug = _NAMES[what](name, content.settings).slug
        remedy = did_you_mean(name, known[what].values()) or "Correct the name"
        return (
            None if slug in known[what] else ("broken-link", f"leads to a{'n' if what == 'author' else ''} {what} that no text has", remedy)
        )
    if what == "index":
        return None
    if what not in _FILES:
        return "broken-link", "is no link that Pelican knows", did_you_mean(what, ("filename", "static", "attach", "index", *_NAMES))
    if content.source_path.endswith(MARKDOWN):
        return None
    target = resolved(content.get_relative_source_path(), value)
    if target.startswith("../") or target == "..":
        return "outside-content", "leads out of the content folder", "Put the file into the content folder"
    found = context["generated_content"].get(target) or context["static_content"].get(target)
    if found is None and target not in context["generated_content"]:
        return "broken-link", "leads to what does not exist or is not published", "Correct the path"
    if found is not None and found.status == "draft" and content.status != "draft":
        return "link-to-draft", "leads to what is not published: a draft, or held back", "Publish it, or take the link out"
    return None


def _kind_fault(what: str, target: str, context: Mapping[str, Any]) -> tuple[str, str] | None:
    """Fact and remedy for a link to a file that is there, and not published in the way that the link says; else None."""
    texts, files = context["generated_content"], context["static_content"]
    if what == "filename" and target not in texts and target not in files and not _is_text(target):
        return "leads to a file that is not published", "Write {static} or {attach}"
    if what in ("static", "attach") and target in texts and target not in files:
        return "leads to a text, not to a file", "Write {filename}"
    return None


def _is_text(target: str) -> bool:
    return target.lower().endswith(tuple(SOURCES))


def _published(context: Mapping[str, Any], name: str) -> Iterator[Any]:
    """Tags, categories or authors, as Pelican keeps them in the context: each with its texts."""
    for entry in context.get(name) or ():
        yield entry[0] if isinstance(entry, tuple) else entry


def _place_of(text: str, value: str, what: str, first: int = 1) -> tuple[int, int]:
    """Line and column (from 1) of a link as it is written, or zeros."""
    for written in (f"{{{what}}}{value}", f"|{what}|{value}", f"{{{what}}}{html.unescape(value)}", f"{{{what}}}", value):
        place = text.find(written)
        if place >= 0:
            return text.count("\n", 0, place) + first, place - text.rfind("\n", 0, place)
    return 0, 0


def _nearest(target: str, here: str, files: Collection[str]) -> str:
    """``Did you mean``, as a path from the file ``here``; judged by names, for the same folders make strangers look alike."""
    by_name = {PurePosixPath(file).stem: file for file in sorted(files)}
    near = nearest(PurePosixPath(unquote(urlsplit(target).path)).stem, by_name)
    if not near:
        return ""
    path = f"/{by_name[near]}" if target.startswith("/") else posixpath.relpath(by_name[near], posixpath.dirname(here) or ".")
    return f'Did you mean "{path}"?'
