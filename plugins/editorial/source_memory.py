"""Sources remembered: what a source file says as data, all but its body, which the file has, and the same again."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from editorial import front_matter, noted
from editorial.author_word import AuthorWord
from editorial.front_matter import Header
from editorial.noted import Noted
from editorial.signatures import Signed
from editorial.values import Moment
from manuscript.problems import Problem
from manuscript.source import Field, Source, parse


@dataclass(frozen=True, slots=True)
class Written:
    """What one source file says, and what is wrong with the form of its header."""

    source: Source
    header: Header
    noted: Noted
    problems: tuple[Problem, ...] = ()


def read(text: str, path: str, kind: str) -> Written | None:
    """What a text says that is of a kind; None for one that asks not even to be read."""
    source = parse(text, path)
    if front_matter.is_skipped(source):
        return None
    header, problems = front_matter.read(source, kind)
    return Written(source, header, noted.of(source), problems)


def as_data(one: Written | None, text: str) -> list[Any]:
    """What a text says, as data for JSON; an empty list for one that is skipped."""
    if one is None:
        return []
    source = one.source
    return [
        [[field.key, field.value, field.line, field.column, field.parts] for field in source.fields],
        [len(text) - len(source.body), source.body_line, source.stray],
        {name: value for name, value in _header(one.header).items() if value != _EMPTY[name]},
        [one.noted.digest, one.noted.words, one.noted.clusters, one.noted.near_misses],
        [dataclasses.astuple(problem)[1:] for problem in one.problems],
    ]


def of_data(data: Any, text: str, path: str) -> Written | None:
    """What a text says, of the data that was made of it."""
    if not data:
        return None
    fields, (begins, body_line, stray), header, (digest, words, clusters, near_misses), problems = data
    return Written(
        Source(path, tuple(map(_field, fields)), text[begins:], body_line, stray),
        _header_of(header),
        Noted(digest, words, tuple(map(tuple, clusters)), tuple(map(tuple, near_misses))),
        tuple(Problem(path, *one) for one in problems),
    )


def _field(data: Any) -> Field:
    key, value, line, column, parts = data
    return Field(key, value, line, column, tuple(parts))


def _header(header: Header) -> dict[str, Any]:
    values = {name: getattr(header, name) for name in _NAMES}
    values |= {name: values[name] and values[name].isoformat() for name in _MOMENTS}
    values["themes"] = [header.themes.add, header.themes.remove, header.themes.exactly]
    values["signatories"] = [[one.id, one.role, _iso(one.joined), _iso(one.withdrawn)] for one in header.signatories]
    return values


def _header_of(data: Mapping[str, Any]) -> Header:
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}
    values |= {name: _moment(values[name]) for name in _MOMENTS if name in values}
    if "themes" in values:
        add, remove, exactly = values["themes"]
        values["themes"] = AuthorWord(tuple(add), tuple(remove), None if exactly is None else tuple(exactly))
    if "signatories" in values:
        values["signatories"] = tuple(Signed(id_, role, _day(joined), _day(left)) for id_, role, joined, left in values["signatories"])
    return Header(**values)


def _iso(day: datetime.date | None) -> str:
    return day.isoformat() if day else ""


def _day(iso: str) -> datetime.date | None:
    return datetime.date.fromisoformat(iso) if iso else None


def _moment(iso: str) -> Moment:
    return datetime.datetime.fromisoformat(iso) if "T" in iso else datetime.date.fromisoformat(iso)


_NAMES: Final = tuple(field.name for field in dataclasses.fields(Header))
_MOMENTS: Final = ("date", "modified", "themes_checked")
_EMPTY: Final = _header(Header())
