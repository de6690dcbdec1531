"""The shapes of values: what is in a list, a dataclass, a name of Pelican's, as far as templates can see it."""

from __future__ import annotations

import collections
import dataclasses
import datetime
import decimal
import enum
import fractions
import hashlib
import operator
import pathlib
import re
import sys
import types
import uuid
import zoneinfo
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from itertools import chain
from typing import Any, Final

from markupsafe import Markup
from pelican.paginator import Page, Paginator
from pelican.settings import Settings
from pelican.urlwrappers import URLWrapper
from pelican.utils import SafeDatetime

_SHORT: Final = 200  # letters of a text that stand for themselves
_SIZE: Final = 15  # bytes of a digest
_COMPARING: Final = ("SLUG_REGEX_SUBSTITUTIONS", "SLUGIFY_PRESERVE_CASE", "SLUGIFY_USE_UNICODE")


class Untrackable(Exception):  # noqa: N818 - it is an answer, and no fault
    """Why a value cannot be compared across builds, as the end of a sentence."""


@dataclasses.dataclass(frozen=True, slots=True)
class Shape:
    """What sort of value it is, and what is in it: ``tag`` and ``parts``. The order of the parts counts, if not ``unordered``.

    ``grows``: its length may be another later.
    """

    tag: str
    parts: Callable[[Any], Collection[Any]]
    unordered: bool = False
    grows: bool = False


def hashed(text: str) -> str:
    """The digest of a text, in 30 letters."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_SIZE).hexdigest()


def _of_text(tag: str, written: Callable[[Any], str]) -> Callable[[Any], str]:
    def token(value: Any) -> str:
        text = written(value)
        size = len(text)
        return f"{tag}{size}:{text}" if size <= _SHORT else f"{tag}#{hashed(text)}"

    return token


def _string(value: str) -> str:
    size = len(value)
    return f"s{size}:{value}" if size <= _SHORT else f"s#{hashed(value)}"


def _of_date(value: datetime.datetime | datetime.time) -> str:
    zone = value.tzinfo
    if zone is not None and not isinstance(zone, datetime.timezone) and not (isinstance(zone, zoneinfo.ZoneInfo) and zone.key):
        raise Untrackable(f"its time zone is an object of {type(zone).__name__}")
    return f"{value.isoformat()} {value.fold} {'' if zone is None else repr(zone)}"


def _of_zone(value: zoneinfo.ZoneInfo) -> str:
    if not value.key:
        raise Untrackable("it is a time zone without a name")
    return value.key


# Tokens: texts that stand for a value, of which none begins with another.
SCALARS: Final[Mapping[type, Callable[[Any], str]]] = {
    str: _string,
    Markup: _of_text("m", str.__str__),
    bytes: _of_text("b", bytes.hex),
    int: lambda value: f"i{value};",
    bool: lambda value: "o1;" if value else "o0;",
    type(None): lambda _: "n;",
    type(...): lambda _: "N;",
    float: _of_text("f", repr),
    complex: _of_text("c", repr),
    range: _of_text("r", repr),
    datetime.date: _of_text("d", str),
    datetime.time: _of_text("t", _of_date),
    datetime.datetime: _of_text("D", _of_date),
    SafeDatetime: _of_text("S", _of_date),
    datetime.timedelta: _of_text("l", repr),
    datetime.timezone: _of_text("z", repr),
    zoneinfo.ZoneInfo: _of_text("Z", _of_zone),
    decimal.Decimal: _of_text("e", repr),
    fractions.Fraction: _of_text("F", repr),
    uuid.UUID: _of_text("u", str),
    re.Pattern: _of_text("p", lambda value: f"{value.flags} {value.pattern!r}"),
    pathlib.PosixPath: _of_text("P", str),
    pathlib.WindowsPath: _of_text("W", str),
    pathlib.PurePosixPath: _of_text("q", str),
    pathlib.PureWindowsPath: _of_text("w", str),
}


class Shapes:
    """The shapes of values for one build, by their types."""

    def __init__(self) -> None:
        self._known: dict[type, Shape] = {
            list: Shape("list", _itself, grows=True),
            tuple: Shape("tuple", _itself),
            collections.deque: Shape("deque", _itself, grows=True),
            set: Shape("set", _of_set, unordered=True, grows=True),
            frozenset: Shape("frozenset", _of_set, unordered=True),
            types.SimpleNamespace: Shape("namespace", lambda value: _items(vars(value))),
            types.MappingProxyType: Shape("mappingproxy", _items),
            Paginator: Shape("paginator", _of_paginator),
            Page: Shape("page", _of_page),
            **{kind: Shape(kind.__name__, _items, grows=True) for kind in (dict, collections.OrderedDict, collections.Counter, Settings)},
            collections.defaultdict: Shape("defaultdict", lambda value: [value.default_factory, *_items(value)], grows=True),
        }

    def of(self, kind: type) -> Shape:
        """The shape of values of a type that are no scalars. Raises Untrackable: they are not known to be data."""
        try:
            return self._known[kind]
        except KeyError:
            shape = self._known[kind] = self._made(kind)
            return shape

    def _made(self, kind: type) -> Shape:
        name = f"{kind.__module__}.{kind.__qualname__}"
        if dataclasses.is_dataclass(kind) and not issubclass(kind, list | tuple | dict | set | str):
            return Shape(name, _of_record(kind, tuple(field.name for field in dataclasses.fields(kind))))
        if issubclass(kind, enum.Enum):
            return Shape(name, lambda value: (value.name, value._value_))
        if issubclass(kind, tuple) and hasattr(kind, "_fields") and kind.__iter__ is tuple.__iter__:
            return Shape(name, lambda value: tuple(tuple.__iter__(value)))
        if issubclass(kind, URLWrapper):
            return Shape(name, lambda value: tuple(_of_wrapper(value)))
        if issubclass(kind, type | types.FunctionType | types.BuiltinFunctionType | types.ModuleType):
            return Shape("named", lambda value: (_resolvable(value),))
        raise Untrackable(f"it is an object of {kind.__module__}.{kind.__qualname__}")


def _of_wrapper(value: URLWrapper) -> Iterable[Any]:
    settings, kind = value.settings, type(value).__name__.upper()
    own = sorted((name, part) for name, part in vars(value).items() if name not in ("settings", "name", "slug", "_slug"))
    yield from (value.name, value.slug, value.url, value.save_as, value.page_name)
    for name in (f"{kind}_REGEX_SUBSTITUTIONS", *_COMPARING):  # it is compared with texts
        yield settings.get(name)
    yield from chain.from_iterable(own)


def _of_record(kind: type, fields: tuple[str, ...]) -> Callable[[Any], Collection[Any]]:
    """What gives the parts of a record of a kind: its fields, and what was set beside them; but for cached properties."""
    names, bare = frozenset(fields), kind.__dictoffset__ == 0
    get = operator.attrgetter(*fields) if len(fields) > 1 else lambda value: tuple(getattr(value, field) for field in fields)

    def parts(value: Any) -> Collection[Any]:
        if bare or value.__dict__.keys() <= names:
            with suppress(AttributeError):
                return get(value)
        found = [getattr(value, field, ...) for field in fields]
        for name, part in getattr(value, "__dict__", {}).items():
            if name not in names and not hasattr(kind, name):
                found += (name, part)
        return tuple(found)

    return parts


def _itself(value: Collection[Any]) -> Collection[Any]:
    return value


def _items(value: Mapping[Any, Any]) -> list[Any]:
    return list(chain.from_iterable(value.items()))


def _of_set(value: Collection[Any]) -> list[Any]:
    # Numbers come in an order that depends on how the set was made; texts in another with each process, which nobody relies on.
    order = [list(value)] if all(type(one) in (int, float, bool) for one in value) else []  # no set holds a list
    return [*value, *order]


def _of_paginator(value: Paginator) -> Collection[Any]:
    patterns = tuple(map(tuple, value.settings["PAGINATION_PATTERNS"]))
    return (value.name, value.url, value.object_list, value.per_page, value.orphans, patterns)


def _of_page(value: Page) -> Collection[Any]:
    return (value.full_name, value.name, value.base_name, value.base_url, value.number, value.object_list, value.paginator)


def _resolvable(value: Any) -> str:
    """The name of a function, class or module under which it is found, so that no other has it. Raises Untrackable."""
    if isinstance(value, types.ModuleType):
        module, name, found = value.__name__, "", sys.modules.get(value.__name__)
    else:
        module, name = str(value.__module__), value.__qualname__
        found = sys.modules.get(module)
        for part in name.split("."):
            found = getattr(found, part, None)
    if found is not value:
        raise Untrackable(f"it is {name or module}, which is not found under its name")
    return f"{module} {name}"
