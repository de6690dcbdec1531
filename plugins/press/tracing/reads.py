"""Reads: what one page has read while it was rendered, as facts with the digests of their values."""

from __future__ import annotations

import collections
import functools
import inspect
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from jinja2.runtime import Undefined
from jinja2.utils import missing
from pelican.contents import Content
from pelican.paginator import Page, Paginator
from pelican.settings import Settings
from pelican.urlwrappers import URLWrapper

from press.tracing import purity, shapes
from press.tracing.facts import ASK, DEEP, ENTITY, GLOBAL, LOCAL, OF_THE_PAGE, SETTINGS, TEMPLATE, UNTRACKED, VAR, Fact, in_words
from press.tracing.recent import Recent
from press.tracing.shapes import Untrackable

if TYPE_CHECKING:
    from press.tracing.tracer import Tracer

# In the place of a value where there is none.
MISSING: Final = ...
_GROWING: Final = frozenset(
    {list, dict, set, collections.deque, collections.defaultdict, collections.OrderedDict, collections.Counter, Settings}
)
_METHODS: Final = (types.MethodType, types.BuiltinFunctionType)
_OF_WRAPPERS: Final = frozenset({"name", "slug", "url", "save_as", "page_name"})
# Of these nothing is recorded: they were digested with what they were found in, or a template has made them.
_PASSIVE: Final = frozenset({*shapes.SCALARS, list, tuple, dict, set, frozenset, *purity.OF_JINJA})
_DATA: Final = (tuple, dict, list, types.SimpleNamespace, types.MappingProxyType)


class Known(NamedTuple):
    """What a fact was when it was recorded: the value (if it is computed, what it was computed from), its digest, and its size.

    The size is -1 where it cannot change.
    """

    fact: Fact
    value: Any
    size: int
    digest: str


@dataclass(slots=True)
class Memory:
    """What was recorded in this build, on pages whose links begin alike: by fact, by object and attribute, by variable."""

    facts: Recent[Fact, Known] = field(default_factory=Recent)
    attributes: Recent[tuple[int, Any], Known] = field(default_factory=Recent)
    variables: Recent[tuple[str, int, tuple[int, ...]], tuple[Known, ...]] = field(default_factory=Recent)


class Reads:
    """What a page reads; ``local`` are its variables, ``own`` those of them that no other page shares.

    ``local`` is None for macros that are imported without the page's variables. ``site`` is what links in texts begin with.
    """

    def __init__(self, tracer: Tracer, local: Mapping[str, Any] | None, own: Mapping[str, Any], *, site: str) -> None:
        self._tracer = tracer
        self._local = local
        self.own = own
        self.site = site
        self._known = tracer.known_for(site)
        self.facts: dict[Fact, str] = {}
        self.seen: set[tuple[Any, ...]] = set()
        self.used: dict[str, Any] = {}  # variables as they were used last

    def variable(self, name: str, value: Any, columns: tuple[int, ...] = ()) -> None:
        """A variable is used in a template, or some columns of its rows."""
        is_shared = name not in self.own and self._local is not None
        known = self._known.variables.get((name, id(value), columns)) if is_shared else None
        if known is not None:
            for one in known:
                if one.size >= 0 and one.size != len(one.value):
                    break
                self.facts[one.fact] = one.digest
            else:  # as on another page
                return
        made = list(self._of_variable(name, value, columns))
        whole = tuple(one for one in made if one is not None)
        if is_shared and made and len(whole) == len(made):
            self._known.variables.keep((name, id(value), columns), whole)

    def _of_variable(self, name: str, value: Any, columns: tuple[int, ...]) -> Iterator[Known | None]:
        local = self._local or {}
        if value is not missing and local.get(name, missing) is value:
            yield self.add((LOCAL if name in self.own else VAR, name, *columns), value)
            return
        known = self._tracer.environments.globals_of(name)
        if value is missing or any(value is one for one in known):  # what is none of these was made by a template
            yield self.add((GLOBAL, name), known)
            if self._local is not None and name not in local:
                yield self.add((VAR, name), MISSING)

    def attribute(self, obj: Any, name: Any, value: Any, raw: Any) -> None:
        """An attribute or item of an object was asked for; ``raw`` is what the object itself has, ``value`` what the template got."""
        known = self._known.attributes.young.get((id(obj), name)) or self._known.attributes.aged((id(obj), name))
        if known is not None and known.value is raw and known.size == _size(raw):  # as on another page
            self.seen.add((id(obj), name))
            self.facts[known.fact] = known.digest
        elif type(name) is str and name.startswith("__"):
            self.untracked(f"{name} of an object is read")
        elif type(obj) in _PASSIVE:
            if type(name) is str:
                self._tracer.quiet.add((type(obj), name))
        elif asked := self._tracer.asked.name_of(obj):
            self._of_known(obj, (ASK, asked, name), value, raw)
        elif (key := self._tracer.entities.key_of(obj)) is not None:
            self._of_known(obj, (ENTITY, key, name), value, raw)
        else:
            self._of_other(obj, name)

    def printed(self, value: Any) -> None:
        """A text is made of a value: what has a text of its own is read as a whole."""
        if isinstance(value, Undefined | Content):
            return
        try:
            self.deep(value, but=Content)
        except Untrackable as why:
            self.untracked(f"what is printed cannot be compared: {why}")

    def add(self, fact: Fact, value: Any, raw: Any = None) -> Known | None:
        """A fact with its value. What has that value still has its digest, on this page and on others."""
        held = value if raw is None else raw
        known = self._known.facts.get(fact)
        if known is None or not _alike(known.value, held) or known.size != _size(held):
            try:
                known = Known(fact, held, _size(held), self._tracer.digest_of_value(fact, value))
            except Untrackable as why:
                self.untracked(f"{in_words(fact)} cannot be compared: {why}")
                return None
            if fact[0] not in OF_THE_PAGE:
                self._known.facts.keep(fact, known)
        self.facts.setdefault(fact, known.digest)
        return known

    def template(self, name: str, digest: str) -> None:
        """The source of a template, or that there is none."""
        self.facts.setdefault((TEMPLATE, name), digest)

    def deep(self, value: Any, *, but: type | tuple[()] = ()) -> None:
        """A value is read by what asks for no attributes: the entities in it count with all that they have. Raises Untrackable."""
        if isinstance(value, Undefined):
            return
        for entity in self._tracer.digests.within(value):
            fact = (DEEP, self._tracer.entities.key_of(entity))
            if fact not in self.facts and not isinstance(entity, but):
                self.facts[fact] = self._tracer.deep(entity)

    def untracked(self, why: str) -> None:
        """The page cannot be compared: it is to be rendered in each build."""
        self.facts.setdefault((UNTRACKED, why), "")

    def _of_known(self, obj: Any, fact: Fact, value: Any, raw: Any) -> None:
        if isinstance(value, _METHODS) and getattr(value, "__self__", None) is obj:
            return  # what it gives is recorded when it is called
        self.seen.add((id(obj), fact[2]))
        is_missing = isinstance(value, Undefined)
        if known := self.add(fact, MISSING if is_missing else value, None if is_missing else raw):
            self._known.attributes.keep((id(obj), fact[2]), known)

    def _of_other(self, obj: Any, name: Any) -> None:
        """An attribute of what is no entity. Where the class tells that there is nothing to record, that is remembered."""
        cls = type(obj)
        if not self._is_silent(obj, name) or type(name) is not str:
            return
        if cls not in self._tracer.asked.types and self._tracer.entities.kind_of(cls) is None:
            self._tracer.quiet.add((cls, name))

    def _is_silent(self, obj: Any, name: Any) -> bool:
        """Whether nothing is to be recorded, whatever object of the class it is."""
        if isinstance(obj, purity.OF_JINJA):
            return True
        if isinstance(obj, URLWrapper | Page | Paginator) and name == "settings":
            self.add((SETTINGS,), obj.settings)
            return False
        if isinstance(obj, URLWrapper):
            if name not in _OF_WRAPPERS and name not in vars(obj):
                self._is_by_class(obj, name)
            return name in _OF_WRAPPERS
        if is_dataclass(obj) and not isinstance(obj, type):
            return any(one.name == name for one in fields(obj)) or self._is_by_class(obj, name)
        if isinstance(obj, _DATA) or purity.is_date(obj):
            return self._is_by_class(obj, name)
        if isinstance(obj, Page | Paginator):
            return True
        self.untracked(f"an object of {type(obj).__module__}.{type(obj).__qualname__} is read, which is not known to be data")
        return False

    def _is_by_class(self, obj: Any, name: Any) -> bool:
        """Whether what an object has by its class needs no record: a property must be pure; methods are judged when they are called."""
        found = inspect.getattr_static(type(obj), name, None) if isinstance(name, str) else None
        getter = found.fget if isinstance(found, property) else found.func if isinstance(found, functools.cached_property) else None
        if getter is None or self._tracer.purity.of(getter):
            return True
        self.untracked(f"the property {name} of {type(obj).__qualname__} is not known to be pure")
        return False


def _size(value: Any) -> int:
    return len(value) if type(value) in _GROWING else -1


def _alike(one: Any, other: Any) -> bool:
    """Whether two values certainly have one digest: they are the same, or equal texts (not HTML, which is another type)."""
    return one is other or (type(one) is str and type(other) is str and one == other)
