"""The vocabulary: the themes that texts can be about, read from ``themes.toml``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, get_args

from editorial import cues, toml_data, urls
from editorial.cues import Cue
from manuscript.problems import Problem, did_you_mean

_CUE_KINDS: Final[tuple[cues.Kind, ...]] = get_args(cues.Kind)
_KEYS = ("label", "scope", "broader", "related", "threshold", *_CUE_KINDS)


@dataclass(frozen=True, slots=True)
class Theme:
    """A subject of posts, a SKOS concept: preferred label, scope note, and the cues that point to it.

    ``broader`` and ``related`` are slugs of other themes. ``threshold`` is the score from which the theme is
    assigned, where the vocabulary gives one. Source: SKOS Reference, sections 5 to 8.
    """

    slug: str
    label: str
    scope: str = ""
    broader: str = ""
    related: tuple[str, ...] = ()
    cues: tuple[Cue, ...] = ()
    threshold: float | None = None
    line: int = 0

    @property
    def alt(self) -> tuple[str, ...]:
        """Its alternative labels (the cues of kind ``alt``), without the sign that makes one exact."""
        return tuple(cue.text.lstrip("=") for cue in self.cues if cue.kind == "alt")

    @property
    def url(self) -> str:
        """The address of its reading list."""
        return urls.of_theme(self.slug)


def digest(found: Iterable[Theme]) -> str:
    """What tells a vocabulary from another: its labels and cues, not its scope notes, places or thresholds."""
    rows = [[theme.slug, theme.label, [(cue.kind, cue.text) for cue in theme.cues]] for theme in found]
    return hashlib.sha256(json.dumps(sorted(rows), ensure_ascii=False).encode()).hexdigest()[:16]


def parse(text: str, path: str) -> tuple[tuple[Theme, ...], tuple[Problem, ...]]:
    """The themes in a TOML text, in the order of the file, and what is wrong with them.

    One table a theme, its name the slug. Cues stand one a line in text blocks. A faulty theme is left out;
    a theme of which only a cue cannot be read loses that cue.

    Raises ContentError: the text is not TOML.
    """
    data = toml_data.parse(text, path)
    problems: list[Problem] = []
    themes: list[Theme] = []
    lines = toml_data.lines_of_keys(text)
    for slug, table in data.items():
        line = lines.get((slug, ""), 0)
        faults = [
            Problem(path, lines.get((slug, key), line), 0, "bad-data", fact, remedy) for key, fact, remedy in _faults(slug, table, data)
        ]
        problems.extend(faults)
        if not faults:
            found = [
                Cue(kind, cue, place)
                for kind in _CUE_KINDS
                for cue, place in toml_data.lines_of_block(table.get(kind, ""), lines.get((slug, kind), line), text)
            ]
            bad = {cue: Problem(path, cue.line, 0, "bad-cue", *fault) for cue in found for fault in _malformed(cue, slug)}
            problems.extend(bad.values())
            themes.append(_theme(slug, table, tuple(cue for cue in found if cue not in bad), line))
    for theme, ring in _rings(themes):
        fact = f'theme "{theme.slug}" is broader than itself: {" → ".join(ring)}'
        problems.append(Problem(path, theme.line, 0, "bad-data", fact, "Take one of them out"))
    return tuple(themes), tuple(problems)


def _theme(slug: str, table: dict[str, Any], found: tuple[Cue, ...], line: int) -> Theme:
    threshold = table.get("threshold")
    return Theme(
        slug=slug,
        label=table["label"].strip(),
        scope=" ".join(table.get("scope", "").split()),
        broader="".join(_lines(table.get("broader", ""))[:1]),
        related=_lines(table.get("related", "")),
        cues=found,
        threshold=None if threshold is None else float(threshold),
        line=line,
    )


def _malformed(cue: Cue, slug: str) -> Iterator[tuple[str, str]]:
    try:
        cues.parse(cue.text)
    except ValueError as error:
        yield f'"{cue.text}" is not a cue of theme "{slug}": {error}', "docs/tagging.md explains how cues are written"


def _rings(themes: list[Theme]) -> Iterator[tuple[Theme, list[str]]]:
    """Each ring of broader themes once, at its first theme. Source: SKOS Reference §8.6.8 leaves rings to applications."""
    broader = {theme.slug: theme.broader for theme in themes}
    told: set[str] = set()
    for theme in themes:
        way = [theme.slug]
        while (above := broader.get(way[-1], "")) and above not in way:
            way.append(above)
        if above == theme.slug and not told & set(way):
            told.update(way)
            yield theme, [*way, theme.slug]


def _lines(block: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in block.splitlines() if line.strip())


def _text(table: Mapping[str, Any], key: str) -> str:
    """The text under a key; empty where there is none, or something else."""
    value = table.get(key)
    return value if isinstance(value, str) else ""


def _faults(slug: str, table: Any, data: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """What is wrong with a theme beside its cues: the key, the fact, the remedy."""
    if not urls.SLUG.fullmatch(slug):
        yield "", f'"{slug}" is not a slug', "Use lower-case letters, digits and single hyphens"
    if not isinstance(table, dict):
        yield "", f'"{slug}" is not a table', f"Write [{slug}] and the lines below it"
        return
    for key, value in table.items():
        if key not in _KEYS:
            yield key, f'theme "{slug}" has an unknown key "{key}"', did_you_mean(key, _KEYS) or f"The keys are {', '.join(_KEYS)}"
        elif key == "threshold":
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1:
                yield key, f'"threshold" of theme "{slug}" is not a number between 0 and 1', "Write one, such as threshold = 0.6"
        elif not isinstance(value, str):
            yield key, f'"{key}" of theme "{slug}" is not a text', f'Write {key} = """ … """, one entry a line'
    if not _text(table, "label").strip():
        yield "", f'theme "{slug}" has no label', 'Add a line label = "…"'
    if len(_lines(_text(table, "broader"))) > 1:
        yield "broader", f'theme "{slug}" has more than one broader theme', "Keep one; the others may be related"
    for key in ("broader", "related"):
        for other in _lines(_text(table, key)):
            if other == slug:
                yield key, f'"{key}" of theme "{slug}" names the theme itself', "Name another, or leave it out"
            elif other not in data:
                yield key, f'theme "{slug}" names "{other}", which is not another theme', did_you_mean(other, set(data) - {slug})
