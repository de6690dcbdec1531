"""Filters and tests of an environment, which say what they read."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from jinja2.runtime import Undefined

from press.dates import DateFilter
from press.tracing import purity
from press.tracing.calls import Calls
from press.tracing.facts import VAR
from press.tracing.reads import MISSING
from press.tracing.shapes import SCALARS

if TYPE_CHECKING:
    from press.tracing.tracer import Tracer

# Those of Jinja's own that look at a list or at what the environment gives them, and make no text of what is in it.
_STRUCTURAL: Final = frozenset(
    [
        "map",
        "select",
        "reject",
        "selectattr",
        "rejectattr",
        "sort",
        "groupby",
        "unique",
        "min",
        "max",
        "sum",
        "first",
        "last",
        "list",
        "length",
        "count",
        "default",
        "d",
        "batch",
        "slice",
        "reverse",
        "items",
        "dictsort",
        "abs",
        "round",
        "int",
        "float",
        "random",
        "attr",
        "sameas",
        "defined",
        "undefined",
        "none",
        "in",
        "eq",
        "ne",
        "iterable",
        "mapping",
        "sequence",
    ]
)


# Of these there is only one each: being the same is no matter of places in memory.
_ALONE: Final = (type(None), bool, Undefined)


class NotConstant(Exception):  # noqa: N818 - it tells Jinja's compiler to ask again when the page is rendered
    """What is not known to be pure has no value before the page is rendered."""


class TracedFunctions(dict[str, Any]):
    """Filters or tests (``kind``) by their names, each handed out so that it tells the tracer what it is given."""

    def __init__(self, functions: dict[str, Any], kind: str, tracer: Tracer, env: Any) -> None:
        super().__init__(functions)
        self._kind = kind
        self._tracer = tracer
        self._env = env
        self._made: dict[str, tuple[Any, Any]] = {}

    def __getitem__(self, name: str) -> Any:
        function = super().__getitem__(name)
        made = self._made.get(name)
        if made is None or made[0] is not function:
            made = self._made[name] = function, self._wrapped(name, function)
        return made[1]

    def get(self, name: str, default: Any = None) -> Any:
        """The filter or test of a name, or ``default``."""
        try:
            return self[name]
        except KeyError:
            return default

    def plain(self, name: str) -> Any:
        """The filter or test itself."""
        return super().__getitem__(name)

    def _wrapped(self, name: str, function: Any) -> Any:
        if self._env.is_async:  # all its pages are untracked
            return function
        if purity.is_jinjas(self._kind, name, function):
            if name in ("attr", "sameas"):
                return _like(function, {"attr": _attr, "sameas": _sameas}[name](self._tracer, function))
            if name != "tojson" or self._env.policies.get("json.dumps_function") is None:
                return _like(function, _printing(self._tracer, function)) if self._prints(name) else function
        return _like(function, _foreign(self._tracer, self._kind, name, function))

    def _prints(self, name: str) -> bool:
        return self._kind == "filter" and self._tracer.sees_printing and name not in _STRUCTURAL


def _like(function: Any, wrapped: Callable[..., Any]) -> Callable[..., Any]:
    """A function that gets what the other gets: Jinja's context, its environment, or neither."""
    passed = getattr(function, "jinja_pass_arg", None)
    if passed is not None:
        wrapped.jinja_pass_arg = passed  # type: ignore[attr-defined]
    return wrapped


def _foreign(tracer: Tracer, kind: str, name: str, function: Any) -> Callable[..., Any]:
    pure = tracer.is_pure(name, function) or (name == "plugin_enabled" and kind == "test")
    setting = "PLUGINS" if name == "plugin_enabled" else "DEFAULT_LANG" if isinstance(function, DateFilter) else ""
    skipped = 0 if getattr(function, "jinja_pass_arg", None) is None else 1

    is_quick = pure and not setting

    def foreign(*values: Any, **named: Any) -> Any:
        if is_quick and not named:
            for value in values:
                if type(value) not in SCALARS:
                    break
            else:  # there is nothing to record
                return function(*values)
        if tracer.compiling and not pure:
            raise NotConstant(name)
        reads = tracer.reads
        if reads is None:
            return function(*values, **named)
        if setting:
            reads.add((VAR, setting), tracer.context.get(setting, MISSING))
        passed, values = values[:skipped], values[skipped:]
        calls, who = Calls(tracer, reads), f"the {kind} {name}"
        tell = calls.given(kind, name, function, pure=pure, values=values, named=named)
        values = tuple(calls.watched(who, value) for value in values)
        named = {key: calls.watched(who, value) for key, value in named.items()}
        result = function(*passed, *values, **named)
        if tell:
            tell(result)
        return result

    return foreign


def _printing(tracer: Tracer, function: Any) -> Callable[..., Any]:
    skipped = 0 if getattr(function, "jinja_pass_arg", None) is None else 1

    def printing(*values: Any, **named: Any) -> Any:
        for value in (*values[skipped:], *named.values()):
            tracer.printed(value)
        return function(*values, **named)

    return printing


def _attr(tracer: Tracer, function: Any) -> Callable[..., Any]:
    """Jinja's does not ask the environment where there is no such attribute."""

    @functools.wraps(function)
    def attr(env: Any, obj: Any, name: str) -> Any:
        found = function(env, obj, name)
        if tracer.reads is not None and isinstance(found, Undefined):
            tracer.reads.attribute(obj, name, found, found)
        return found

    return attr


def _sameas(tracer: Tracer, function: Any) -> Callable[..., Any]:
    def sameas(value: Any, other: Any) -> Any:
        if tracer.reads is not None and not (isinstance(value, _ALONE) or isinstance(other, _ALONE)):
            tracer.reads.untracked("the test sameas compares places in memory")
        return function(value, other)

    return sameas
