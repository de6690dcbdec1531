"""The vocabulary: the themes that texts can be about, read from ``themes.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from editorial import toml_data, urls
from manuscript.problems import Problem, did_you_mean

_KEYS = ("label", "scope", "alt", "broader", "related")


@dataclass(frozen=True, slots=True)
class Theme:
    """A subject of posts, a SKOS concept: preferred label, scope note, alternative labels.

    ``broader`` and ``related`` are slugs of other themes. Source: SKOS Reference, sections 5 to 8.
    """

    slug: str
    label: str
    scope: str = ""
    alt: tuple[str, ...] = ()
    broader: str = ""
    related: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """The address of its reading list."""
        return urls.of_theme(self.slug)


def parse(text: str, path: str) -> tuple[tuple[Theme, ...], tuple[Problem, ...]]:
    """The themes in a TOML text, in the order of the file, and what is wrong with them.

    One table a theme, its name the slug. ``alt`` holds one label a line. A faulty theme is left out.

    Raises ContentError: the text is not TOML.
    """
    data = toml_data.parse(text, path)
    problems: list[Problem] = []
    themes: list[Theme] = []
    for slug, table in data.items():
        line = toml_data.line_of_table(text, slug)
        faults = [Problem(path, line, 0, "bad-data", *fault) for fault in _faults(slug, table, data)]
        problems.extend(faults)
        if not faults:
            themes.append(_theme(slug, table))
    for label, holders in _labels(themes).items():
        if len(holders) > 1:
            line = toml_data.line_of_table(text, holders[1])
            message = f'"{label}" is a label of theme "{holders[0]}" and of theme "{holders[1]}"'
            # Source: SKOS Reference, integrity condition S13 and S14, by which labels tell concepts apart.
            problems.append(Problem(path, line, 0, "bad-data", message, "Keep it in one of the two"))
    return tuple(themes), tuple(problems)


def _labels(themes: list[Theme]) -> dict[str, list[str]]:
    holders: dict[str, list[str]] = {}
    for theme in themes:
        for label in dict.fromkeys(label.lower() for label in (theme.label, *theme.alt)):
            holders.setdefault(label, []).append(theme.slug)
    return holders


def _theme(slug: str, table: dict[str, Any]) -> Theme:
    return Theme(
        slug=slug,
        label=table["label"].strip(),
        scope=" ".join(table.get("scope", "").split()),
        alt=_lines(table.get("alt", "")),
        broader=table.get("broader", ""),
        related=_lines(table.get("related", "")),
    )


def _lines(block: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in block.splitlines() if line.strip())


def _text(table: Mapping[str, Any], key: str) -> str:
    """The text under a key; empty where there is none, or something else."""
    value = table.get(key)
    return value if isinstance(value, str) else ""


def _faults(slug: str, table: Any, data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if not urls.SLUG.fullmatch(slug):
        yield f'"{slug}" is not a slug', "Use lower-case letters, digits and single hyphens"
    if not isinstance(table, dict):
        yield f'"{slug}" is not a table', f"Write [{slug}] and the lines below it"
        return
    for key, value in table.items():
        if key not in _KEYS:
            yield f'theme "{slug}" has an unknown key "{key}"', did_you_mean(key, _KEYS) or f"The keys are {', '.join(_KEYS)}"
        elif not isinstance(value, str):
            yield f'"{key}" of theme "{slug}" is not a text', f'Write {key} = """ … """, one entry a line'
    if not _text(table, "label").strip():
        yield f'theme "{slug}" has no label', 'Add a line label = "…"'
    for label in _lines(_text(table, "alt")):
        if not re.match(r"\w", label):
            yield (
                f'"{label}" is not a label of theme "{slug}": it does not begin with a word',
                "Write one label a line, without a dash or a dot before it",
            )
    for other in filter(None, (_text(table, "broader"), *_lines(_text(table, "related")))):
        if other not in data or other == slug:
            yield f'theme "{slug}" names "{other}", which is not another theme', did_you_mean(other, set(data) - {slug})
