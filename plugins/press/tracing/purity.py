"""Purity: which functions depend on nothing but their arguments, and change nothing."""

from __future__ import annotations

import collections
import datetime
import functools
import string
import types
from collections.abc import Collection, Mapping
from typing import Any, Final

from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.environment import TemplateModule
from jinja2.filters import FILTERS
from jinja2.runtime import BlockReference, LoopContext, Macro, TemplateReference, Undefined
from jinja2.tests import TESTS
from jinja2.utils import Cycler, Joiner, Namespace

# What Jinja's compiled code has, and templates make of it.
OF_JINJA: Final = (Macro, BlockReference, TemplateReference, LoopContext, Undefined, Cycler, Joiner, Namespace, TemplateModule)

_ALWAYS: Final = ("press", "markupsafe", "pelican.paginator", "json.dumps", "operator")
_BUILTINS: Final = frozenset(
    [
        "abs",
        "all",
        "any",
        "bool",
        "bytes",
        "chr",
        "complex",
        "dict",
        "divmod",
        "enumerate",
        "float",
        "frozenset",
        "int",
        "len",
        "list",
        "max",
        "min",
        "ord",
        "pow",
        "range",
        "reversed",
        "round",
        "set",
        "sorted",
        "str",
        "sum",
        "tuple",
        "zip",
    ]
)
_GLOBALS: Final = tuple(value for name, value in DEFAULT_NAMESPACE.items() if name != "lipsum")
_CLOCKS: Final = frozenset({"now", "today", "utcnow"})
# Where the methods of values are written, if not in C.
_LIBRARIES: Final = ("jinja2.", "markupsafe", "datetime", "_pydatetime", "collections", "zoneinfo", "pathlib", "pelican.utils")
_OF_TEXTS: Final = frozenset(
    {"get_content", "get_summary", "get_siteurl", "get_relative_source_path", "get_static_links", "get_url_setting", "is_valid"}
)
_CHANGING: Final[Mapping[type, frozenset[str]]] = {
    list: frozenset(["append", "clear", "extend", "insert", "pop", "remove", "reverse", "sort", "__setitem__", "__delitem__", "__iadd__"]),
    dict: frozenset(
        ["clear", "pop", "popitem", "setdefault", "update", "move_to_end", "subtract", "__setitem__", "__delitem__", "__ior__"]
    ),
    collections.deque: frozenset(
        [
            "append",
            "appendleft",
            "clear",
            "extend",
            "extendleft",
            "insert",
            "pop",
            "popleft",
            "remove",
            "reverse",
            "rotate",
            "__setitem__",
            "__delitem__",
            "__iadd__",
        ]
    ),
    set: frozenset(
        [
            "add",
            "clear",
            "difference_update",
            "discard",
            "intersection_update",
            "pop",
            "remove",
            "symmetric_difference_update",
            "update",
            "__ior__",
            "__iand__",
        ]
    ),
}


class Purity:
    """What is known to be pure: some of the standard library, and what ``pure`` names.

    Such a name is that of a filter, test or global, of a function or class (``package.module.name``), or of a module or package.
    """

    def __init__(self, pure: Collection[str]) -> None:
        self._names = frozenset(pure)
        self._prefixes = tuple(f"{name}." for name in (*_ALWAYS, *pure))
        self._known: dict[types.FunctionType, bool] = {}

    def of_name(self, name: str) -> bool:
        """Whether whatever stands under a name as a filter, test or global is pure."""
        return name in self._names

    def of(self, function: Any) -> bool:
        """Whether a function, a method, a class or what can be called is pure."""
        plain = function.__func__ if type(function) is types.MethodType else function
        if type(plain) is not types.FunctionType:
            return self._of(function)
        if plain not in self._known:
            self._known[plain] = self._of(plain)
        return self._known[plain]

    def _of(self, function: Any) -> bool:
        while isinstance(function, functools.partial):
            function = function.func
        module, name = getattr(function, "__module__", None), getattr(function, "__qualname__", "")
        if not name:  # an object that can be called
            module, name = type(function).__module__, type(function).__qualname__
        if module == "builtins":
            return name in _BUILTINS
        return f"{module}.{name}.".startswith(self._prefixes)


def is_jinjas(kind: str, name: str, function: Any) -> bool:
    """Whether a filter or test is the one that Jinja has under that name, and depends on nothing but its arguments."""
    own: Mapping[str, Any] = FILTERS if kind == "filter" else TESTS
    return own.get(name) is function and name != "random"


def is_of_templates(function: Any) -> bool:
    """Whether what is called is a macro, a block, or a global of Jinja's, but for ``lipsum``, which is random."""
    return isinstance(function, OF_JINJA) or any(function is one for one in _GLOBALS)


def is_of_library(method: Any) -> bool:
    """Whether a method, whatever it is a method of, is written by Python or a library that we know, and reads no clock."""
    if method.__name__ in _CLOCKS or method.__name__.startswith("__") or isinstance(method.__self__, types.ModuleType):
        return False
    if isinstance(method, types.BuiltinFunctionType):
        return not isinstance(method.__self__, type) or method.__self__.__module__ in ("builtins", "datetime", "pelican.utils")
    return str(getattr(method, "__module__", "")).startswith(_LIBRARIES)


def is_of_text(method: Any) -> bool:
    """Whether a method of Pelican's texts changes nothing."""
    return method.__name__ in _OF_TEXTS


def changes(receiver: Any, name: str) -> bool:
    """Whether a method changes what it is a method of."""
    if isinstance(receiver, Cycler | Joiner | Namespace):
        return True
    return any(isinstance(receiver, kind) and name in names for kind, names in _CHANGING.items())


def looks_inside(template: str) -> bool:
    """Whether a text for ``str.format`` names attributes or items of what it is given."""
    try:
        return any(field and ("." in field or "[" in field) for _, field, _, _ in string.Formatter().parse(template))
    except ValueError:
        return False


def is_date(value: Any) -> bool:
    """Whether a value is a date, a time or a duration."""
    return isinstance(value, datetime.date | datetime.time | datetime.timedelta)
