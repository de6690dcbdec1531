"""A fact: one thing that a page has read, as an expression which each build can evaluate anew."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, TypeAlias

# A kind, and what it takes: strings, numbers and None, and tuples of them.
Fact: TypeAlias = tuple[Any, ...]

VAR: Final = "var"  # a variable that all pages share, and the columns of its rows that were read, if not all of it
LOCAL: Final = "local"  # the same of one that only this page has
GLOBAL: Final = "global"  # a global of Jinja's (JINJA_GLOBALS)
PAGE: Final = "page"  # the template of the page, and which variables are its own
SETTINGS: Final = "settings"  # all settings
TEMPLATE: Final = "template"  # the source of a template
ENTITY: Final = "entity"  # an attribute of an entity, by its key
DEEP: Final = "deep"  # an entity with all its attributes, and all entities that these lead to
ASK: Final = "ask"  # an attribute of an asked object, by the name of its variable
CALL: Final = "call"  # what a method of an entity or of an asked object gives
FILTER: Final = "filter"  # what a filter, test or global gives that was handed an asked object
UNTRACKED: Final = "untracked"  # why the page is always rendered

# What is evaluated against the page itself, and not once in a build.
OF_THE_PAGE: Final = frozenset({LOCAL, PAGE})
# What has arguments, which may be variables of the page.
CALLS: Final = frozenset({CALL, FILTER})


def as_data(fact: Fact) -> list[Any]:
    """A fact for JSON."""
    return [as_data(part) if isinstance(part, tuple) else part for part in fact]


def from_data(data: Iterable[Any]) -> Fact:
    """The fact that ``as_data`` has made data of."""
    return tuple(from_data(part) if isinstance(part, list) else part for part in data)


def in_words(fact: Fact) -> str:
    """A fact for people: ``the title of Article posts/a.md``, ``the setting SITENAME``, ``library.trails_of("a")``."""
    kind, *rest = fact
    if kind in (VAR, LOCAL):
        return f"the {'setting' if rest[0].isupper() else 'variable'} {rest[0]}"
    if kind == ENTITY:
        return f"the {rest[1]} of {rest[0]}"
    if kind == ASK:
        return ".".join(map(str, rest))
    if kind == CALL:
        return f"{rest[0]}.{rest[1]}({_arguments(rest[2], rest[3])})"
    if kind == FILTER:
        return f"{rest[1]}({_arguments(rest[2], rest[3])})"
    words = {
        GLOBAL: "the global {0}",
        PAGE: "the template of the page, or which variables it has",
        SETTINGS: "the settings",
        TEMPLATE: "the template {0}",
        DEEP: "all of {0}",
        UNTRACKED: "{0}",
    }
    return words[kind].format(*rest)


def _arguments(values: Iterable[Any], named: Iterable[Any]) -> str:
    return ", ".join((*map(_argument, values), *(f"{name}={_argument(value)}" for name, value in named)))


def _argument(value: Any) -> str:
    kind, *rest = value
    if kind == "data":
        return f'"{rest[0]}"' if isinstance(rest[0], str) else str(rest[0])
    return f"({', '.join(map(_argument, rest))})" if kind in ("list", "tuple", "dict") else str(rest[0])
