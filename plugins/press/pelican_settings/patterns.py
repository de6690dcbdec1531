"""Patterns: settings that are filled in, such as the addresses of articles."""

from __future__ import annotations

import os
import re
import string
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final

from pelican.utils import SafeDatetime

from manuscript.problems import did_you_mean
from press.pelican_settings.families import CONTENT_FIELDS, FEEDS, FORMS, HEADER_FIELDS, OF_CONTENT, OF_NAMES, OF_PERIODS, direct_places
from press.pelican_settings.fault import Fault, Settings
from press.pelican_settings.places import outside
from press.pelican_settings.usage import is_key


@dataclass(frozen=True, slots=True)
class Pattern:
    """A setting that is filled in: its ``fields``, and for each of what (``of``) it is filled in.

    ``open`` where the keys of a header are fields as well; ``written`` where the result is a file, not an address.
    """

    name: str
    text: str
    fields: frozenset[str]
    of: str
    open: bool

    @property
    def written(self) -> bool:
        """Whether it names a file; else an address."""
        return not self.name.endswith("_URL")


def pattern_faults(settings: Settings, authored: Collection[str]) -> Iterator[Fault]:
    """That a pattern cannot be filled in, leads out of the output, or is the same for all."""
    for pattern in _patterns(settings):
        yield from _of_pattern(pattern, settings)
    yield from outside("THEME_STATIC_DIR", os.fspath(settings["THEME_STATIC_DIR"]))
    yield from _pagination(settings)


class _Anything:
    """Stands for a value of a header in a pattern: whatever a pattern asks of it, it has."""

    def __format__(self, _spec: str) -> str:
        return "x"

    def __getattr__(self, _name: str) -> _Anything:
        return self

    def __getitem__(self, _key: Any) -> _Anything:
        return self


def _patterns(settings: Settings) -> Iterator[Pattern]:
    """All patterns that are not empty."""
    own = frozenset(_own_fields(settings))
    for name, (fields, of, is_open) in {**dict.fromkeys(direct_places(settings), ((), "", False)), **_FIELDS}.items():
        value = settings.get(name)
        if value and value is not True:
            yield Pattern(name, os.fspath(value), frozenset(fields) | (own if is_open else frozenset()), of, is_open)


_FIELDS: Final[Mapping[str, tuple[Collection[str], str, bool]]] = MappingProxyType(
    {f"{what}_{form}": (CONTENT_FIELDS | HEADER_FIELDS, of, True) for what, of in OF_CONTENT.items() for form in ("SAVE_AS", "URL")}
    | {f"{what}_{form}": (("name", "slug"), of, False) for what, of in OF_NAMES.items() for form in ("SAVE_AS", "URL")}
    | {f"{what}_{form}": (("date",), of, False) for what, of in OF_PERIODS.items() for form in ("SAVE_AS", "URL")}
    | {
        f"{what}_{form}{url}": ((field,) if field else (), of, False)
        for what, (field, of) in FEEDS.items()
        for form in FORMS
        for url in ("", "_URL")
    }
)


def _own_fields(settings: Settings) -> Iterator[str]:
    """The keys that the settings themselves give to texts."""
    for name in ("FILENAME_METADATA", "PATH_METADATA"):
        yield from (field.lower() for field in re.findall(r"\(\?P<(\w+)>", settings[name] or ""))
    yield from map(str, dict(settings["DEFAULT_METADATA"]) if settings["DEFAULT_METADATA"] else ())
    for values in settings["EXTRA_PATH_METADATA"].values():
        yield from map(str, values)


def _of_pattern(pattern: Pattern, settings: Settings) -> Iterator[Fault]:
    name, text = pattern.name, pattern.text
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError as error:
        yield _broken(name, text, error)
        return
    used = {re.split(r"[.\[]", field, maxsplit=1)[0] for _, field, _, _ in parts if field is not None}
    if any(re.search(r"%s|%\(\w+\)s", literal) for literal, *_ in parts):
        yield Fault(name, "bad-setting", f'{name} is "{text}", which has a field in the old style, with "%"', "Write it like {slug}")
    unknown = sorted(field for field in used if field not in pattern.fields and not (pattern.open and is_key(field, settings)))
    for field in unknown:
        near = did_you_mean(field, pattern.fields) or _listed(pattern)
        yield Fault(name, "bad-setting", f'{name} is "{text}", and nothing fills in {{{field}}}', near)
    if not unknown and (stumbled := _unfilled(text, used)):
        yield _broken(name, text, stumbled)
    absolute = pattern.written or (pattern.of and not text.startswith("//"))
    yield from outside(name, text, absolute=bool(absolute), address=not pattern.written)
    if pattern.written and pattern.of and not used and text:
        message = f'every {pattern.of} would be written to "{text}"'
        yield Fault(
            name, "collision", message, f"Put a field like {{{'slug' if 'slug' in pattern.fields else min(pattern.fields)}}} into it"
        )


def _broken(name: str, text: str, error: BaseException) -> Fault:
    return Fault(
        name, "bad-setting", f'{name} is "{text}", which is not a pattern: {error}', "Write fields like {slug}, and a brace itself twice"
    )


def _listed(pattern: Pattern) -> str:
    shown = sorted(pattern.fields & CONTENT_FIELDS) if pattern.open else sorted(pattern.fields)
    return "The fields are " + ", ".join(f"{{{field}}}" for field in shown) if shown else "It has no fields: take it out"


def _unfilled(text: str, used: Iterable[str]) -> BaseException | None:
    known = {**dict.fromkeys(CONTENT_FIELDS | {"name"}, "x"), "date": SafeDatetime(2001, 2, 3), "number": 2}
    try:
        text.format(**{field: known.get(field, _Anything()) for field in used if field})
    except (ValueError, LookupError, AttributeError, TypeError) as error:
        return error
    return None


def _pagination(settings: Settings) -> Iterator[Fault]:
    name = "PAGINATION_PATTERNS"
    fields = frozenset({"base_name", "extension", "name", "number", "save_as", "url"})
    rules = sorted((tuple(rule) for rule in settings[name]), key=lambda rule: rule[0])
    for _, address, place in rules:
        for form, text in (("_URL", address), ("", place)):
            pattern = Pattern(f"{name}{form}", text, fields, "", open=False)
            # Each is named as what it is a part of.
            yield from (
                replace(fault, name=name, message=fault.message.replace(f"{pattern.name} is", f"{name} has"))
                for fault in _of_pattern(pattern, settings)
            )
    per_page = [settings["DEFAULT_PAGINATION"], *settings["PAGINATED_TEMPLATES"].values()]
    # Of each rule: from which page on it holds, from which the next does, and where the pages go.
    spans = zip(rules, [*(rule[0] for rule in rules[1:]), None], strict=False)
    for (first, _, place), after in spans if any(per_page) else ():
        covers_one = first == -1 or (after is not None and after <= first + 1)
        if not covers_one and "{number" not in place:
            yield Fault(name, "collision", f'every page from number {first} on would be written to "{place}"', "Put {number} into it")
