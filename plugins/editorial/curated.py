"""Curated lists: the introduction and the items of a list that a person wrote; those of a theme's list are pins."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import PurePosixPath

from editorial import front_matter, mentions
from editorial.citations import parse_cluster
from editorial.desk import REFERENCES, Manuscript
from manuscript.links import named
from manuscript.problems import Problem, did_you_mean, nearest
from manuscript.source import Source

_ITEM = re.compile(r" {0,3}(?:\d{1,9}[.)]|[-*+])\s+(?P<text>.*)")
# What belongs to the introduction wherever it stands: link definitions, footnotes, rules.
_DEFINITION = re.compile(r" {0,3}\[[^\]]+\]:\s*\S.*")
_RULE = re.compile(r" {0,3}([-*_])(\s*\1){2,}\s*")
_NAMED = re.compile(
    r"\[(?:[^\[\]]|\[[^\[\]]*\])+\]\(<?(?:\{filename\}|\|filename\|)(?P<target>[^)>\s]+)>?(?:\s+\"[^\"]*\")?\)[\s:.,;–—-]*(?P<note>.*)",
    re.DOTALL,
)
_LINKED = re.compile(r"\[(?:[^\[\]]|\[[^\[\]]*\])+\]\(")
_CITED = re.compile(r"\[(?P<citation>@[^\[\]]+)\](?![(\[])[\s:.,;–—-]*(?P<note>.*)", re.DOTALL)

_MOVE = "Move it before the first item, or indent it by four spaces to make it part of the note above"
_LINK = "Begin the item with a link such as [Title]({filename}/posts/title.md)"
REMEDIES: Mapping[str, str] = {
    front_matter.LIST: f"{_LINK} or a work such as [@key], then a note",
    front_matter.INTRODUCTION: f"{_LINK}, then a note",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One item: the source path that its link names, or the key (and place) of a work that it cites; the note, which may be empty."""

    path: str
    note: str
    line: int
    key: str = ""
    locator: str = ""


@dataclass(frozen=True, slots=True)
class CuratedList:
    """A curated list as written: ``introduction`` is Markdown; the items stand in the curator's order."""

    introduction: str
    items: tuple[Item, ...]


def parse(manuscript: Manuscript) -> tuple[CuratedList, tuple[Problem, ...]]:
    """The introduction and items of a list, and the items that name nothing."""
    return _parsed(manuscript.source, manuscript.kind)


def introduced(manuscript: Manuscript, by_file: Mapping[str, str], site: str) -> tuple[str, ...]:
    """The slugs of the texts that the introduction of a list links to, as ``mentions.slugs`` finds them."""
    return mentions.slugs(replace(manuscript.source, body=parse(manuscript)[0].introduction), by_file, site)


@lru_cache(maxsize=256)  # a list is asked for its items by each check, and when it is made
def _parsed(source: Source, kind: str) -> tuple[CuratedList, tuple[Problem, ...]]:
    introduction: list[str] = []
    raw: list[tuple[int, str]] = []
    problems: list[Problem] = []
    after_gap = False
    for number, line in enumerate(source.body.split("\n"), source.body_line):
        if _DEFINITION.fullmatch(line) or _RULE.fullmatch(line):
            introduction.append(line)
        elif match := _ITEM.fullmatch(line):
            raw.append((number, match["text"]))
        elif raw and after_gap and line.strip() and not line.startswith("    "):
            problems.append(Problem(source.path, number, 0, "list-text", "text stands after the items", _MOVE))
        elif raw:
            raw[-1] = (raw[-1][0], f"{raw[-1][1]} {line.strip()}")
        else:
            introduction.append(line)
        after_gap = not line.strip()
    items: list[Item] = []
    for number, text in raw:
        item, fault = _item(source.path, number, text)
        if item:
            items.append(item)
        else:
            what = "post, paper or work" if kind == front_matter.LIST else "post or paper"
            message = fault or f"this item names no {what}"
            problems.append(Problem(source.path, number, 0, "list-item", message, REMEDIES[kind]))
    return CuratedList("\n".join(introduction).strip(), tuple(items)), tuple(problems)


def _item(here: str, line: int, text: str) -> tuple[Item | None, str]:
    """What an item names, and its note; or None and what is wrong with it, if that can be told."""
    if match := _NAMED.match(text):
        return Item(named(here, match["target"]), _note(match), line), ""
    if match := _CITED.match(text):
        try:
            cited = parse_cluster(match["citation"])
        except ValueError as error:
            return None, str(error)
        if len(cited) > 1:
            return None, "this item names several works, and an item is one"
        return Item("", _note(match), line, cited[0].key, cited[0].locator), ""
    return None, "this item links to an address, and an item is named by its file" if _LINKED.match(text) else ""


def _note(match: re.Match[str]) -> str:
    return " ".join(match["note"].split())


def check(manuscript: Manuscript, known: Mapping[str, Manuscript], works: Collection[str] | None) -> tuple[Problem, ...]:
    """Items that name nothing published, and items that name a text or a work a second time.

    ``known`` holds every source by its path, ``works`` the keys that can be cited; None where they could not be read.
    """
    found, faults = parse(manuscript)
    return (*faults, *_unnamed(manuscript, found.items, known, works), *_twice(manuscript.source.path, found.items, known))


def _unnamed(
    manuscript: Manuscript, items: tuple[Item, ...], known: Mapping[str, Manuscript], works: Collection[str] | None
) -> Iterator[Problem]:
    path, remedy = manuscript.source.path, REMEDIES[manuscript.kind]
    for item in items:
        if item.key and manuscript.kind == front_matter.INTRODUCTION:
            yield Problem(path, item.line, 0, "list-item", "this item names a work, and the list of a theme holds posts and papers", remedy)
        elif item.key and works is not None and item.key not in works:
            message = f'work "{item.key}" is not in content/data/{REFERENCES}'
            yield Problem(path, item.line, 0, "unknown-work", message, did_you_mean(item.key, works) or "Add it there")
        elif item.path:
            yield from (
                Problem(path, item.line, 0, "list-item", *fault)
                for fault in _fault(item.path, known, is_draft=manuscript.header.status != "published")
            )


def _fault(path: str, known: Mapping[str, Manuscript], *, is_draft: bool) -> Iterator[tuple[str, str]]:
    """What is wrong with an item that names this source, and what to do."""
    named = known.get(path)
    if named is None:
        by_name = {PurePosixPath(other).stem: other for other in sorted(known) if known[other].is_text}
        near = nearest(PurePosixPath(path).stem, by_name)
        yield f"{path} does not exist", f'Did you mean "/{by_name[near].partition("/")[2]}"?' if near else "Correct the path"
    elif not named.is_text:
        yield f"{path} is a {named.kind}, and lists hold posts, papers and works", "Write the link above the items, or take it out"
    elif named.header.status != "published" and not is_draft:
        yield f"{path} is not published (its status is {named.header.status})", "Publish it, or take the item out"


def _twice(path: str, items: tuple[Item, ...], known: Mapping[str, Manuscript]) -> Iterator[Problem]:
    """Items that name again what another names: the same text, or one that carries it."""
    seen: dict[str, int] = {}
    slugs = {known[item.path].slug: item.line for item in items if item.path in known}
    for item in items:
        name = item.path or ", ".join(part for part in (f"@{item.key}", item.locator) if part)
        carried = [slug for slug in known[item.path].header.reproduces if slug in slugs] if item.path in known else []
        if name in seen:
            message = f"{name} stands on the list twice; the first is in line {seen[name]}"
            yield Problem(path, item.line, 0, "list-twice", message, "Keep one of the two")
        elif carried:
            message = f"{name} carries {carried[0]}, which stands in line {slugs[carried[0]]}; the two count once"
            yield Problem(path, item.line, 0, "list-twice", message, "Keep one of the two; on the list, each names the other")
        seen.setdefault(name, item.line)
