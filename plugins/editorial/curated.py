"""Curated lists: the introduction and the items of a list that a person wrote."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from editorial.desk import Manuscript
from manuscript.problems import Problem, did_you_mean

_ITEM = re.compile(r" {0,3}(?:\d{1,9}[.)]|[-*+])\s+(?P<text>.*)")
# What belongs to the introduction wherever it stands: link definitions, footnotes, rules.
_DEFINITION = re.compile(r" {0,3}\[[^\]]+\]:\s*\S.*")
_RULE = re.compile(r" {0,3}([-*_])(\s*\1){2,}\s*")
_NAMED = re.compile(
    r"\[(?:[^\[\]]|\[[^\[\]]*\])+\]\(<?(?:\{filename\}|\|filename\|)(?P<target>[^)>\s]+)>?(?:\s+\"[^\"]*\")?\)[\s:.,;–—-]*(?P<note>.*)",
    re.DOTALL,
)

_MOVE = "Move it before the first item, or indent it by four spaces to make it part of the note above"
REMEDY = "Begin the item with a link such as [Title]({filename}../posts/title.md), then a note"


@dataclass(frozen=True, slots=True)
class Item:
    """One item: the source path that its link names, the curator's note (may be empty), the line."""

    target: str
    note: str
    line: int


@dataclass(frozen=True, slots=True)
class CuratedList:
    """A curated list as written: ``introduction`` is Markdown; the items stand in the curator's order."""

    introduction: str
    items: tuple[Item, ...]


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
        if match := _NAMED.match(text):
            folder = posixpath.dirname(source.path)
            target = unquote(match["target"])
            path = posixpath.join(folder.split("/")[0], target.lstrip("/")) if target.startswith("/") else posixpath.join(folder, target)
            items.append(Item(posixpath.normpath(path), " ".join(match["note"].split()), number))
        else:
            problems.append(Problem(source.path, number, 0, "list-item", "this item names no post or paper", REMEDY))
    return CuratedList("\n".join(introduction).strip(), tuple(items)), tuple(problems)


def check(manuscript: Manuscript, published: Mapping[str, str]) -> tuple[Problem, ...]:
    """Items that name nothing published, and items that name a text a second time.

    ``published`` maps the paths of what is published to their slugs.
    """
    found, faults = parse(manuscript)
    problems = list(faults)
    seen: dict[str, int] = {}
    for item in found.items:
        if item.target not in published:
            message = f"{item.target} is not a published post or paper"
            problems.append(
                Problem(manuscript.source.path, item.line, 0, "list-item", message, did_you_mean(item.target, published) or REMEDY)
            )
        elif item.target in seen:
            message = f"{item.target} stands on the list twice; the first is in line {seen[item.target]}"
            problems.append(Problem(manuscript.source.path, item.line, 0, "list-twice", message, "Keep one of the two"))
        seen.setdefault(item.target, item.line)
    return tuple(problems)
