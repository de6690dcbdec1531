"""Permissions: who allowed what to be reproduced, on what terms, until when; read from ``permissions.toml``."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from editorial import toml_data, urls
from manuscript.problems import Problem, did_you_mean

# What a post's header says in place of an id: the article is by a group whose site this is.
OWN: Final = "own"
# What stands in ``to`` for everybody who writes here.
SITE: Final = "site"

Scope = Literal["full", "extract", "summary"]
# What search engines are told of a post that carries the article: to go to the original, to leave the post out, nothing.
Indexing = Literal["canonical", "noindex", "post"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """One permission. ``what`` is the slug of a paper, ``to`` ids of people, or ``site``; ``granted_by`` an id or a name in words.

    ``words`` is how many an extract may have. Without ``expires`` it has no end. ``record`` says where it is to be found, an
    address or words; ``because`` why ``indexing`` is as it is; ``line`` where it stands in the file.
    """

    id: str
    what: str
    to: tuple[str, ...]
    granted_by: str
    date: datetime.date
    scope: Scope
    indexing: Indexing
    because: str
    record: str
    words: int = 0
    expires: datetime.date | None = None
    terms: str = ""
    line: int = 0

    @property
    def is_linked(self) -> bool:
        """Whether the record is an address."""
        return urls.WEB.fullmatch(self.record) is not None

    def lasts(self, day: datetime.date) -> bool:
        """Whether it has not expired on a day; the day of its expiry is the last."""
        return self.expires is None or day <= self.expires

    @property
    def allows(self) -> str:
        """What may be reproduced, in words."""
        return {"full": "the whole text", "extract": f"an extract of up to {self.words} words", "summary": "title and summary"}[self.scope]


@dataclass(frozen=True, slots=True)
class Use:
    """What a text reproduces of a paper: the slug, how many words, or the summary only; by whom (ids of the authors), on which day."""

    what: str
    words: int
    only_summary: bool
    authors: tuple[str, ...]
    day: datetime.date


def shortcomings(one: Permission, use: Use) -> tuple[tuple[str, str, str], ...]:
    """Why a permission for the paper does not hold for a use: code of the problem, fact, remedy; empty for one that does."""
    return tuple(_shortcomings(one, use))


def _shortcomings(one: Permission, use: Use) -> Iterator[tuple[str, str, str]]:
    if SITE not in one.to and not set(use.authors) & set(one.to):
        message = f'permission "{one.id}" is given to {", ".join(one.to)}, and not to an author of this text'
        yield "permission-elsewhere", message, "Ask for one, and add it to the data"
    if not one.lasts(use.day):
        message = f'permission "{one.id}" expired on {one.expires}'
        yield "permission-expired", message, "Ask for it anew and correct its date, or take the article out"
    if one.scope == "extract" and use.words > one.words:
        message = f'{use.words} words are reproduced, and permission "{one.id}" is for {one.words}'
        yield "permission-exceeded", message, "Reproduce fewer sections, or ask for more"
    if one.scope == "summary" and not use.only_summary:
        message = f'{use.words} words are reproduced, and permission "{one.id}" is for title and summary'
        yield "permission-exceeded", message, 'Write {{ reproduce only="summary" }}, or ask for more'


def fitting(named: Sequence[str], use: Use, known: Mapping[str, Permission]) -> Permission | None:
    """Of the permissions that a header names, the first for the paper that holds, or else the first for it.

    None where there is none: the site's own word stands.
    """
    found = [known[id_] for id_ in named if id_ in known and known[id_].what == use.what]
    return next((one for one in found if not shortcomings(one, use)), next(iter(found), None))


def _is_ids(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) for one in value)


def _one_of(literal: Any) -> Callable[[Any], bool]:
    return lambda value: value in get_args(literal)


# Every key: whether it is needed, whether a value is one, and what to write.
_KEYS: Final[Mapping[str, tuple[bool, Callable[[Any], bool], str]]] = {
    "what": (True, toml_data.is_text, 'the slug of a paper, what = "…"'),
    "to": (True, _is_ids, 'ids of people, to = ["ada"], or to = ["site"]'),
    "granted-by": (True, toml_data.is_text, 'who gave it, an id or a name, granted-by = "…"'),
    "date": (True, toml_data.is_day, "the day it was given, date = 2016-01-18"),
    "scope": (True, _one_of(Scope), 'scope = "full", "extract" (with words = 300) or "summary"'),
    "indexing": (True, _one_of(Indexing), 'indexing = "canonical", "noindex" or "post"'),
    "because": (True, toml_data.is_text, 'why indexing is so, because = "…"'),
    "record": (True, toml_data.is_text, 'where it is on record, an address or words, record = "…"'),
    "words": (False, toml_data.is_number, "a whole number, words = 300"),
    "expires": (False, toml_data.is_day, "the last day on which it holds, expires = 2030-12-31"),
    "terms": (False, toml_data.is_text, 'on what terms, terms = "…"'),
}


def parse(text: str, path: str) -> tuple[Mapping[str, Permission], tuple[Problem, ...]]:
    """The permissions in a TOML text, by id in the order of the file, and what is wrong; a faulty one is left out.

    Raises ContentError: the text is not TOML.
    """
    data = toml_data.parse(text, path)
    lines = toml_data.lines_of_keys(text)
    found: dict[str, Permission] = {}
    problems: list[Problem] = []
    for id_, table in data.items():
        faults = list(_faults(id_, table))
        for key, message, remedy in faults:
            line = lines.get((id_, key)) or lines.get((id_, "")) or lines.get(("", id_), 0)
            problems.append(Problem(path, line, 0, "bad-data", message, remedy))
        if not faults:
            values: dict[str, Any] = {key.replace("-", "_"): value for key, value in table.items()}
            found[id_] = Permission(id=id_, line=lines.get((id_, ""), 0), **{**values, "to": tuple(table["to"])})
    return found, tuple(problems)


def _faults(id_: str, table: Any) -> Iterator[tuple[str, str, str]]:
    """What is wrong with a table: the key at fault (empty for the whole), the fact, what to do."""
    if not isinstance(table, dict):
        yield "", f'"{id_}" is not a table', f"Write [{id_}] and the lines below it"
        return
    if not re.fullmatch(urls.SLUG, id_) or id_ == OWN:
        yield "", f'"{id_}" is not an id of a permission', f"Use lower-case letters, digits and hyphens, and another word than {OWN}"
    for key, (needed, is_one, form) in _KEYS.items():
        if needed and key not in table:
            yield "", f'permission "{id_}" has no {key}', f"Add {form}"
        elif key in table and not is_one(table[key]):
            yield key, f'"{key}" of permission "{id_}" has the wrong form', f"Write {form}"
    for key in table:
        if key not in _KEYS:
            yield key, f'permission "{id_}" has an unknown key "{key}"', did_you_mean(key, _KEYS) or f"The keys are {', '.join(_KEYS)}"
    if (table.get("scope") == "extract") != ("words" in table):
        yield (
            "scope",
            f'permission "{id_}" is for an extract and does not say of how many words, or the other way round',
            ('Write scope = "extract" together with words = 300'),
        )
    if toml_data.is_day(table.get("date")) and toml_data.is_day(table.get("expires")) and table["expires"] < table["date"]:
        yield "expires", f'permission "{id_}" expires before it is given', "Correct one of the two days"
