"""Calls: what a page reads by calling a function, a method, a filter, a test or a global."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from jinja2.runtime import BlockReference, LoopContext, Macro
from pelican.contents import Content
from pelican.paginator import Page, Paginator

from press.tracing import purity, shapes
from press.tracing.arguments import Unwritable
from press.tracing.facts import CALL, FILTER, Fact
from press.tracing.reads import Reads
from press.tracing.shapes import Untrackable

if TYPE_CHECKING:
    from press.tracing.tracer import Tracer

# What is to be told the result of a call; None where it is nothing new.
Told: TypeAlias = Callable[[Any], None] | None
Named: TypeAlias = Mapping[str, Any]
# Of calling these nothing is recorded: what they read they record themselves.
OF_TEMPLATES: Final = frozenset({Macro, BlockReference, LoopContext})
_METHODS: Final = (types.MethodType, types.BuiltinFunctionType)


class Calls:
    """What one page reads by calls."""

    def __init__(self, tracer: Tracer, reads: Reads) -> None:
        self._tracer = tracer
        self._reads = reads

    def call(self, function: Any, values: tuple[Any, ...], named: Named) -> Told:
        """What calling a function, a method or a class reads."""
        if type(function) is types.MethodType:
            if name := self._tracer.asked.names.get(id(function.__self__)):
                return self._recorded((CALL, name, function.__name__), values, named)
            if (type(function.__self__), function.__func__) in self._tracer.pure_methods and not named:
                self._given_as_data(function, values)
                return None
        receiver = getattr(function, "__self__", None) if isinstance(function, _METHODS) else None
        if receiver is not None and not isinstance(receiver, types.ModuleType):
            return self._method(function, receiver, values=values, named=named)
        if purity.is_of_templates(function):
            self._change(function, "called")
            return None
        name = self._tracer.environments.name_of(function)
        pure = self._tracer.is_pure(name, function)
        return self.given("global", name, function, pure=pure, values=values, named=named)

    def given(self, kind: str, name: str, function: Any, *, pure: bool, values: tuple[Any, ...], named: Named) -> Told:
        """What a filter, a test or another function reads by its arguments."""
        if not pure:
            self._reads.untracked(f"the {kind} {name} is not known to be pure")
            return None
        arguments = (*values, *named.values())
        asked = next(filter(None, map(self._tracer.asked.name_of, arguments)), "")
        if asked and kind != "method" and not hasattr(function, "jinja_pass_arg"):
            return self._recorded((FILTER, kind, name), values, named)
        self._given_as_data(f"the {kind} {name}", arguments)
        return None

    def watched(self, who: str, value: Any) -> Any:
        """An iterator whose items count as read by a function as they come; any other value as it is."""
        return self._watching(who, value) if isinstance(value, Iterator) and not isinstance(value, purity.OF_JINJA) else value

    def deep(self, who: Any, value: Any) -> None:
        """A value is read by a function (``who``, or its name) that asks for no attributes."""
        try:
            self._reads.deep(value)
        except Untrackable as why:
            self._reads.untracked(f"{getattr(who, '__qualname__', who)} is given what cannot be compared: {why}")

    def _given_as_data(self, who: Any, values: tuple[Any, ...]) -> None:
        for one in values:
            if type(one) not in shapes.SCALARS and not isinstance(one, Iterator):
                self.deep(who, one)

    def _watching(self, who: str, value: Iterator[Any]) -> Iterator[Any]:
        for one in value:
            self.deep(who, one)
            yield one

    def _method(self, method: Any, receiver: Any, *, values: tuple[Any, ...], named: Named) -> Told:
        name = method.__name__
        if (type(receiver), name) in self._tracer.quiet_methods or (type(receiver) is str and not name.startswith(("format", "__"))):
            return None
        asked = self._tracer.asked.name_of(receiver)
        key = asked or self._tracer.entities.key_of(receiver)
        if key is not None:
            if asked or self._tracer.purity.of(method) or (isinstance(receiver, Content) and purity.is_of_text(method)):
                return self._recorded((CALL, key, name), values, named)
        elif purity.is_of_library(method) or isinstance(receiver, Page | Paginator):
            self._change(receiver, name)
            if isinstance(receiver, str):
                if name in ("format", "format_map"):
                    self._formatted(receiver, (*values, *named.values()))
            elif type(receiver) in shapes.SCALARS:
                self._tracer.quiet_methods.add((type(receiver), name))
            return None
        elif self._tracer.purity.of(method):
            if self._tracer.entities.kind_of(type(receiver)) is None and isinstance(method, types.MethodType):
                self._tracer.pure_methods.add((type(receiver), method.__func__))
            return self.given("method", f"{type(receiver).__qualname__}.{name}", method, pure=True, values=values, named=named)
        self._reads.untracked(f"{key or type(receiver).__qualname__}.{name}() is not known to be pure")
        return None

    def _formatted(self, template: str, values: tuple[Any, ...]) -> None:
        if purity.looks_inside(template) and any(type(one) not in shapes.SCALARS for one in values):
            self._reads.untracked("format() looks into an object")
        for one in values:
            self._tracer.printed(one)

    def _recorded(self, what: Fact, values: tuple[Any, ...], named: Named) -> Told:
        try:
            fact = (*what, *self._tracer.arguments.written(values, named, self._reads.own))
        except Unwritable:
            self._reads.untracked(f"{what[-2]}.{what[-1]}() is given what cannot be named in another build")
            return None
        return partial(self._tell, fact)

    def _tell(self, fact: Fact, result: Any) -> None:
        self._reads.add(fact, result)

    def _change(self, receiver: Any, name: str) -> None:
        if purity.changes(receiver, name):
            self._tracer.change(receiver, name)
