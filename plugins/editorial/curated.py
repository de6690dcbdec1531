"""Curated lists: the introduction and the items of a list that a person wrote; those of a theme's list are pins."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from editorial import front_matter, mentions
from editorial.citations import parse_cluster
from editorial.desk import REFERENCES, Manuscript
from manuscript.links import resolved
from manuscript.problems import Problem, did_you_mean

_ITEM = re.compile(r" {0,3}(?:\d{1,9}[.)]|[-*+])\s+(?P<text>.*)")
# What belongs to the introduction wherever it stands: link definitions, footnotes, rules.
_DEFINITION = re.compile(r" {0,3}\[[^\]]+\]:\s*\S.*")
_RULE = re.compile(r" {0,3}([-*_])(\s*\1){2,}\s*")
_NAMED = re.compile(
    r"\[(?:[^\[\]]|\[[^\[\]]*\])+\]\(<?(?:\{filename\}|\|filename\|)(?P<target>[^)>\s]+)>?(?:\s+\"[^\"]*\")?\)[\s:.,;–—-]*(?P<note>.*)",
    re.DOTALL,
)
_CITED = re.compile(r"\[(?P<citation>@[^\[\];]+)\](?![(\[])[\s:.,;–—-]*(?P<note>.*)", re.DOTALL)

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
    """A curated list as written: ``introduction`` is Markdown; the items stand in the curator's order.

    ``introduced`` are the source paths that the introduction links to, in its order, each once.
    """

    introduction: str
    items: tuple[Item, ...]
    introduced: tuple[str, ...] = ()


def parse(manuscript: Manuscript) -> tuple[CuratedList, tuple[Problem, ...]]:
    """The introduction and items of a list, and the items that name nothing."""
    source = manuscript.source
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
        if item := _item(source.path, number, text):
            items.append(item)
        else:
            what = "post, paper or work" if manuscript.kind == front_matter.LIST else "post or paper"
            problems.append(Problem(source.path, number, 0, "list-item", f"this item names no {what}", REMEDIES[manuscript.kind]))
    opening = "\n".join(introduction).strip()
    introduced = tuple(dict.fromkeys(mentions.files(replace(source, body=opening))))
    return CuratedList(opening, tuple(items), introduced), tuple(problems)


def _item(here: str, line: int, text: str) -> Item | None:
    """What an item names, and its note; None where it names nothing."""
    if match := _NAMED.match(text):
        folder, _, file = here.partition("/")
        return Item(f"{folder}/{resolved(file, match['target'])}", _note(match), line)
    if match := _CITED.match(text):
        try:
            (citation,) = parse_cluster(match["citation"])
        except ValueError:
            return None
        return Item("", _note(match), line, citation.key, citation.locator)
    return None


def _note(match: re.Match[str]) -> str:
    return " ".join(match["note"].split())


def check(manuscript: Manuscript, published: Collection[str], works: Collection[str] | None) -> tuple[Problem, ...]:
    """Items that name nothing published, and items that name a text or a work a second time.

    ``published`` holds the paths of what is published, ``works`` the keys that can be cited; None where they could not be read.
    """
    found, faults = parse(manuscript)
    return (*faults, *_unnamed(manuscript, found.items, published, works), *_twice(manuscript.source.path, found.items))


def _unnamed(
    manuscript: Manuscript, items: tuple[Item, ...], published: Collection[str], works: Collection[str] | None
) -> Iterator[Problem]:
    path, remedy = manuscript.source.path, REMEDIES[manuscript.kind]
    for item in items:
        if item.key and manuscript.kind == front_matter.INTRODUCTION:
            yield Problem(path, item.line, 0, "list-item", "this item names a work, and the list of a theme holds posts and papers", remedy)
        elif item.key and works is not None and item.key not in works:
            message = f'work "{item.key}" is not in content/data/{REFERENCES}'
            yield Problem(path, item.line, 0, "unknown-work", message, did_you_mean(item.key, works) or "Add it there")
        elif item.path and item.path not in published:
            message = f"{item.path} is not a published post or paper"
            yield Problem(path, item.line, 0, "list-item", message, did_you_mean(item.path, published) or remedy)


def _twice(path: str, items: tuple[Item, ...]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for item in items:
        name = item.path or f"@{item.key}"
        if name in seen:
            message = f"{name} stands on the list twice; the first is in line {seen[name]}"
            yield Problem(path, item.line, 0, "list-twice", message, "Keep one of the two")
        seen.setdefault(name, item.line)
