"""Examples: labelled texts in JSON lines, for learning from and for measuring against."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from editorial import prose
from editorial.prose import Sentence
from manuscript.problems import ContentError, Problem, did_you_mean
from manuscript.source import Field, Source, read_text, shown_path

# Halves of characters, which JSON can write and no file can hold.
_HALVES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Example:
    """A text with the themes that it has, by slug. ``group`` is what it must not be parted from in cross-validation: its file.

    ``mentions`` are themes that it names without being about them. ``kind`` is ``theme`` (has one), ``none`` (of the field,
    without one), ``other-field``, ``hard-negative`` (a theme's words in another sense), or empty where nobody says.
    ``line`` is where the text begins in its file, for those that have one of their own.
    """

    id: str
    text: str
    themes: frozenset[str]
    group: str
    title: str = ""
    mentions: frozenset[str] = frozenset()
    kind: str = ""
    line: int = 1

    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of its title and its Markdown text."""
        fields = (Field("Title", self.title, 1, 1),) if self.title else ()
        return prose.sentences(Source(self.id, fields, self.text, self.line))

    @property
    def digest(self) -> str:
        """What tells it from every other: changes with its words or its themes."""
        return digest([self])


def digest(examples: Iterable[Example]) -> str:
    """One digest of some examples, whatever their order."""
    rows = sorted(json.dumps([one.id, one.title, one.text, sorted(one.themes)], ensure_ascii=False) for one in examples)
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16]


def read_folder(folder: Path, root: Path, themes: Collection[str] | None = None) -> tuple[tuple[Example, ...], tuple[Problem, ...]]:
    """The examples in every ``*.jsonl`` of a folder, by file and line, and what is wrong with them. Empty where there is none."""
    found: list[Example] = []
    problems: list[Problem] = []
    for file in sorted(folder.glob("*.jsonl")):
        try:
            examples, faults = parse(read_text(file, root), shown_path(file, root), themes)
        except ContentError as error:
            problems.extend(error.problems)
            continue
        found.extend(examples)
        problems.extend(faults)
    return tuple(found), tuple(problems)


def parse(text: str, path: str, themes: Collection[str] | None = None) -> tuple[tuple[Example, ...], tuple[Problem, ...]]:
    """The examples in JSON lines, in their order, and what is wrong with them; a faulty line is left out.

    Each is ``{"id", "text", "themes": […]}``, with ``title``, ``mentions`` and ``kind`` if need be. Where ``themes`` are
    given, others are unknown.
    """
    found: dict[str, Example] = {}
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            example = _example(json.loads(line), path)
            if example.id in found:
                raise ValueError(f'"{example.id}" is the id of a line above')
        except RecursionError:
            problems.append(Problem(path, number, 0, "bad-example", "this line is nested too deeply", "Write one flat object a line"))
            continue
        except ValueError as error:
            fact = f"this is not JSON ({error.msg})" if isinstance(error, json.JSONDecodeError) else str(error)
            problems.append(Problem(path, number, 0, "bad-example", fact, "docs/tagging.md shows a line"))
            continue
        found[example.id] = example
        known = example.themes | example.mentions if themes is None else frozenset(themes)
        for slug in sorted((example.themes | example.mentions) - known):
            fact = f'theme "{slug}" of example "{example.id}" is not in the vocabulary'
            problems.append(Problem(path, number, 0, "unknown-theme", fact, did_you_mean(slug, known)))
    return tuple(found.values()), tuple(problems)


def _example(data: Any, path: str) -> Example:
    """Raises ValueError: what is missing, or of the wrong form."""
    if not isinstance(data, dict):
        raise ValueError("a line is not an object")
    if isinstance(data.get("id"), int):
        data["id"] = str(data["id"])
    if not isinstance(data.get("id"), str) or not data["id"].strip():
        raise ValueError('"id" is missing, or not a text')
    if not isinstance(data.get("text"), str):
        raise ValueError('"text" is missing, or not a text')
    for key in ("title", "kind"):
        if not isinstance(data.get(key, ""), str | None):
            raise ValueError(f'"{key}" is not a text')
    if _HALVES.search(f"{data['id']}{data['text']}{data.get('title') or ''}"):
        raise ValueError("it has half a character (a lone surrogate)")
    lists: dict[str, Any] = {key: data.get(key, [] if key == "mentions" else None) for key in ("themes", "mentions")}
    for key, names in lists.items():
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise ValueError(f'"{key}" is missing, or not a list of slugs')
    return Example(
        data["id"],
        data["text"],
        frozenset(lists["themes"]),
        path.rsplit("/", 1)[-1].removesuffix(".jsonl"),
        data.get("title") or "",
        frozenset(lists["mentions"]),
        data.get("kind") or "",
    )
