"""The desk: everything written, as it lies in the content folder, read but not yet put together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TypeVar

from editorial import escapes, front_matter, noted, people, permissions, source_files, themes, works
from editorial.front_matter import Header
from editorial.memory import NOTHING, Memory
from editorial.noted import Noted
from editorial.people import People
from editorial.permissions import Permission
from editorial.record import record_file
from editorial.record.blocks import Record
from editorial.themes import Theme
from editorial.works import Work
from manuscript.problems import ContentError, Problem
from manuscript.source import Source, read_text, shown_path

FOLDERS: Mapping[str, str] = {
    "posts": front_matter.POST,
    "papers": front_matter.PAPER,
    "pages": front_matter.PAGE,
    "lists": front_matter.LIST,
}
# Within the lists: the introductions of themes' lists, each named by the slug of its theme.
INTRODUCTIONS = "lists/themes"
# Within the papers: earlier versions, frozen, each as <slug of the paper>/v<number>.md.
VERSIONS = "papers/versions"

# The data files, in content/data/.
PEOPLE, THEMES, REFERENCES = "people.toml", "themes.toml", "references.json"
# What a desk can do without: who may reproduce what, what training writes, what publishing writes.
PERMISSIONS, MODEL, PUBLICATIONS = "permissions.toml", "themes.model.json", "publications.toml"

_Data = TypeVar("_Data")


@dataclass(frozen=True, slots=True)
class Manuscript:
    """One source with what its header says. ``slug`` is empty when neither header nor file name gives one."""

    source: Source
    kind: str
    header: Header
    slug: str
    _noted: Noted | None = field(default=None, compare=False, repr=False)

    @property
    def noted(self) -> Noted:
        """What is asked again and again of its source."""
        return self._noted or noted.of(self.source)

    @property
    def is_text(self) -> bool:
        """True for posts and papers, which lists hold and themes are found in."""
        return self.kind in (front_matter.POST, front_matter.PAPER)

    @property
    def is_list(self) -> bool:
        """True for what has items: curated lists, and introductions, whose items are pins."""
        return self.kind in (front_matter.LIST, front_matter.INTRODUCTION)


@dataclass(frozen=True)
class Desk:
    """Everything written but what is skipped, in the order of its paths, and what was wrong with its form.

    ``unread`` are the names of the data files that could not be read at all: nothing is known of
    what they would hold. ``model`` is the text of the tagger's model, empty where there is none: it
    is understood when the first text is tagged. ``examples`` tells whether there are any to learn from. ``versions`` are the
    frozen versions of papers, which are no texts of their own; ``record`` is what has been published.
    """

    manuscripts: tuple[Manuscript, ...]
    people: People
    themes: tuple[Theme, ...]
    works: Mapping[str, Work]
    problems: tuple[Problem, ...]
    unread: frozenset[str] = frozenset()
    model: str = ""
    examples: bool = False
    versions: tuple[Manuscript, ...] = ()
    permissions: Mapping[str, Permission] = field(default_factory=dict)
    record: Record = field(default_factory=Record)

    def named_in_faults(self, file: str, what: str = "") -> frozenset[str]:
        """What the problems of a data file name: a faulty entry is left out of the data, and whoever names it has made no mistake.

        ``what`` is the word that stands before such a name, in a file whose problems quote other words too.
        """
        faults = (problem.message for problem in self.problems if problem.path.endswith(f"data/{file}"))
        named = re.compile(rf'\b{what} "([^"]+)"' if what else r'"([^"]+)"')
        return frozenset(name for message in faults for name in named.findall(message))

    def written(self) -> Iterator[Manuscript]:
        """The posts and papers, and the frozen versions of papers."""
        return chain(self.texts(), self.versions)

    @cached_property
    def papers(self) -> Mapping[str, Manuscript]:
        """The group articles by slug, held ones too; of two with one slug the first."""
        found: dict[str, Manuscript] = {}
        for text in self.texts():
            if text.kind == front_matter.PAPER:
                found.setdefault(text.slug, text)
        return found

    @cached_property
    def _versions(self) -> Mapping[str, tuple[Manuscript, ...]]:
        found: dict[str, list[Manuscript]] = {}
        for one in sorted(self.versions, key=lambda one: -one.header.version):
            found.setdefault(one.slug, []).append(one)
        return {slug: tuple(versions) for slug, versions in found.items()}

    def versions_of(self, slug: str) -> tuple[Manuscript, ...]:
        """The frozen versions of a paper, the latest first."""
        return self._versions.get(slug, ())

    def texts(self) -> Iterator[Manuscript]:
        """The posts and papers."""
        return (manuscript for manuscript in self.manuscripts if manuscript.is_text)

    def lists(self) -> Iterator[Manuscript]:
        """The curated lists, and the introductions of themes' lists."""
        return (manuscript for manuscript in self.manuscripts if manuscript.is_list)


def read_desk(root: Path, memory: Memory = NOTHING) -> Desk:
    """The desk in a content folder: every ``*.md`` in its folders, and the data files. Never raises for their faults."""
    problems: list[Problem] = []
    manuscripts: list[Manuscript] = []
    for file, kind, found in source_files.read(root, _KINDS, memory):
        if isinstance(found, ContentError):
            problems.extend(found.problems)
        else:
            problems.extend(found.problems)
            slug = file.parent.name if kind == front_matter.VERSION else found.header.slug or file.stem
            manuscripts.append(Manuscript(found.source, kind, found.header, slug, found.noted))
    data = _DataFiles(root)
    known = data.read(PEOPLE, people.parse, People())
    vocabulary: tuple[Theme, ...] = data.read(THEMES, themes.parse, ())
    references: Mapping[str, Work] = data.read(REFERENCES, works.parse, {})
    permitted: Mapping[str, Permission] = data.read_if_there(PERMISSIONS, permissions.parse, {})
    record = data.read_if_there(PUBLICATIONS, record_file.parse, Record())
    model = data.read_if_there(MODEL, lambda text, _: (text, ()), "")
    return Desk(
        tuple(one for one in manuscripts if one.kind != front_matter.VERSION),
        people=known,
        themes=vocabulary,
        works=references,
        problems=(*problems, *data.problems),
        unread=frozenset(data.unread),
        model=model,
        examples=any((root / "data" / "examples").glob("*.jsonl")),
        versions=tuple(one for one in manuscripts if one.kind == front_matter.VERSION),
        permissions=permitted,
        record=record,
    )


# What the files in a folder are; what stands within another is told first.
_KINDS: Mapping[str, str] = {INTRODUCTIONS: front_matter.INTRODUCTION, VERSIONS: front_matter.VERSION, **FOLDERS}


class _DataFiles:
    """Reads the data files of a content folder; gathers their faults, and which could not be read at all."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.problems: list[Problem] = []
        self.unread: set[str] = set()

    def read(self, name: str, parse: Callable[[str, str], tuple[_Data, tuple[Problem, ...]]], empty: _Data) -> _Data:
        """What a data file holds, or ``empty`` when it cannot be read."""
        file = self._root / "data" / name
        path = shown_path(file, self._root)
        try:
            if not file.exists():
                least = "just []" if name == REFERENCES else "empty"
                remedy = f"Make it; it may be {least}, if nothing names what it would hold"
                raise ContentError(Problem(path, 0, 0, "missing-data", "the file is missing", remedy))
            text = read_text(file, self._root)
            data, faults = parse(text, path)
            faults = (*faults, *escapes.check(text, path))
        except ContentError as error:
            self.problems.extend(error.problems)
            self.unread.add(name)
            return empty
        self.problems.extend(faults)
        return data

    def read_if_there(self, name: str, parse: Callable[[str, str], tuple[_Data, tuple[Problem, ...]]], empty: _Data) -> _Data:
        """What a data file holds that need not be there."""
        file = self._root / "data" / name
        return self.read(name, parse, empty) if file.exists() or file.is_symlink() else empty
