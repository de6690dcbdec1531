"""Arguments of calls as data, and the values again that they stand for in another build."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from markupsafe import Markup

from press.tracing.facts import Fact

_PLAIN: Final = (str, int, float, bool, type(None))


class Unwritable(Exception):  # noqa: N818 - it is an answer, and no fault
    """An argument is neither data nor known by a name."""


class Arguments:
    """For one build: ``key_of`` gives the key of an entity or None, ``name_of`` the name of an asked object, or empty."""

    def __init__(self, key_of: Callable[[Any], str | None], name_of: Callable[[Any], str], find: Callable[[str], Any]) -> None:
        self._key_of = key_of
        self._name_of = name_of
        self._find = find

    def written(self, values: Iterable[Any], named: Mapping[str, Any], own: Mapping[str, Any]) -> tuple[Fact, Fact]:
        """Arguments as data; ``own`` are the variables of the page, which may be arguments by name. Raises Unwritable."""
        if not named:
            return tuple([("data", value) if type(value) is str else self._write(value, own) for value in values]), ()
        return tuple(self._write(value, own) for value in values), tuple((name, self._write(value, own)) for name, value in named.items())

    def read(self, values: Iterable[Any], named: Iterable[Any], *, asked: Mapping[str, Any], own: Mapping[str, Any]) -> Any:
        """The arguments that data stand for, in this build. Raises LookupError: one is no more."""
        tables = {"asked": asked, "own": own}
        return [self._read(value, tables) for value in values], {name: self._read(value, tables) for name, value in named}

    def _write(self, value: Any, own: Mapping[str, Any]) -> Fact:
        if type(value) in _PLAIN:
            return ("data", value)
        if type(value) is Markup:
            return ("html", str(value))
        if (key := self._key_of(value)) is not None:
            return ("entity", key)
        if name := self._name_of(value):
            return ("asked", name)
        if type(value) in (list, tuple):
            return (type(value).__name__, *(self._write(one, own) for one in value))
        if type(value) is dict:
            return ("dict", *(self._write(pair, own) for pair in value.items()))
        if (variable := next((name for name, one in own.items() if one is value), None)) is not None:
            return ("own", variable)
        raise Unwritable

    def _read(self, data: Any, tables: Mapping[str, Mapping[str, Any]]) -> Any:
        kind, *rest = data
        if kind == "data":
            return rest[0]
        if kind == "html":
            return Markup(rest[0])
        if kind == "entity":
            return self._find(rest[0])
        if kind in tables:
            return tables[kind][rest[0]]
        values = [self._read(one, tables) for one in rest]
        return tuple(values) if kind == "tuple" else dict(values) if kind == "dict" else values


def is_of_page(arguments: Iterable[Any]) -> bool:
    """Whether one of the arguments is a variable of the page, so that they mean something else on each."""
    for one in arguments:  # noqa: SIM110 - a generator takes twice as long, and there are many
        if type(one) is tuple and one and (one[0] == "own" or is_of_page(one)):
            return True
    return False
