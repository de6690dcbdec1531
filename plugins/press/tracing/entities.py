"""Entities: objects with an identity across builds, whose attributes are tracked one by one."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from pelican.contents import Content

# What a template may do to an object without asking the environment. An entity's type may have none of these of its own:
# such a read would go unnoticed. Equality is no read where equal entities have one key; what is printed is noticed.
_READING: Final = [
    "__iter__",
    "__len__",
    "__bool__",
    "__contains__",
    "__getitem__",
    "__lt__",
    "__le__",
    "__gt__",
    "__ge__",
    "__html__",
    "__call__",
    "__int__",
    "__float__",
    "__index__",
    "__add__",
    "__radd__",
    "__sub__",
    "__rsub__",
    "__mul__",
    "__rmul__",
    "__mod__",
    "__rmod__",
    "__truediv__",
    "__rtruediv__",
    "__and__",
    "__or__",
    "__format__",
    "__getattr__",
    "__getattribute__",
]
# What a text has of the build that it is in.
_OF_THE_BUILD: Final = frozenset({"settings", "_context", "_fetch", "_press_body", "_output_location_referenced"})
_COMPUTED: Final = ("content", "summary", "url", "save_as")


@dataclasses.dataclass(frozen=True, slots=True)
class Kind:
    """A class whose objects are entities; ``key`` names an object for good, ``find`` gives the object of a key in this build.

    Objects of one key are equal, and of different keys not. ``find`` raises LookupError. What the attributes of an object are
    is asked of the object; its methods are pure if those of its module are.
    """

    cls: type
    key: Callable[[Any], str]
    find: Callable[[str], Any]


class Entities:
    """The entities of one build: Pelican's texts and files, by their sources, and those of ``kinds``.

    Raises TypeError: objects of a class can be read without their attributes being asked for.
    """

    def __init__(self, context: Mapping[str, Any], kinds: Collection[Kind] = ()) -> None:
        self._context = context
        self._kinds = {kind.cls.__name__: kind for kind in kinds}
        self._kind_of: dict[type, Kind | type[Content] | None] = {}
        self._keys: dict[int, tuple[Any, str | None]] = {}
        self._found: dict[str, Any] = {}
        for kind in kinds:
            if own := read_natively(kind.cls, object):
                raise TypeError(f"{kind.cls.__name__} cannot be an entity: it has {own}")

    @property
    def are_printed(self) -> bool:
        """Whether there are any that have a text of their own, so that printing them reads them."""
        return bool(self._kinds)

    def key_of(self, value: Any) -> str | None:
        """The key of an entity; None for what is none."""
        kind = self.kind_of(type(value))
        if kind is None:
            return None
        known = self._keys.get(id(value))
        if known is not None and known[0] is value:
            return known[1]
        key = self._registered(kind, value) if isinstance(kind, Kind) else self._of_content(value)
        self._keys[id(value)] = value, key
        return key

    def kind_of(self, cls: type) -> Kind | type[Content] | None:
        """What the objects of a class are, if some of them are entities."""
        try:
            return self._kind_of[cls]
        except KeyError:
            registered = next((self._kinds[one.__name__] for one in cls.__mro__ if self._is_kind(one)), None)
            kind = self._kind_of[cls] = Content if issubclass(cls, Content) else registered
            return kind

    def find(self, key: str) -> Any:
        """The entity of a key in this build. Raises LookupError: there is none."""
        if key in self._found:
            return self._found[key]
        name, _, rest = key.partition(" ")
        if name in self._kinds:
            return self._kinds[name].find(rest)
        for of in ("generated_content", "static_content"):
            content = self._context.get(of, {}).get(rest)
            if content is not None and self.key_of(content) == key:
                return content
        raise LookupError(key)

    def shown_as(self, entity: Any) -> str:
        """What is printed of an entity in its place, if that is not noticed otherwise."""
        return str(entity.source_path) if isinstance(entity, Content) else type(entity).__name__

    def attributes(self, entity: Any) -> dict[str, Any]:
        """All attributes of an entity by name, in order, but for what it has of the whole build."""
        if isinstance(entity, Content):
            own = {name: value for name, value in vars(entity).items() if name not in _OF_THE_BUILD}
            computed = {name: _computed(entity, name) for name in (*_COMPUTED, "_content")}
            return dict(sorted({**own, **computed}.items()))
        if dataclasses.is_dataclass(entity):
            return {field.name: getattr(entity, field.name, ...) for field in dataclasses.fields(entity)}
        return dict(sorted(vars(entity).items()))

    def _is_kind(self, cls: type) -> bool:
        return cls.__name__ in self._kinds and self._kinds[cls.__name__].cls is cls

    def _registered(self, kind: Kind, value: Any) -> str | None:
        """The key of an object, if it is the one that its key stands for; a copy that differs is data."""
        key = kind.key(value)
        try:
            held = kind.find(key)
        except LookupError:
            return None
        return f"{kind.cls.__name__} {key}" if held is value or (type(held) is type(value) and held == value) else None

    def _of_content(self, content: Content) -> str | None:
        if read_natively(type(content), Content):
            return None
        path = getattr(content, "relative_source_path", None) or ""
        key = f"{type(content).__name__} {path}"
        number = 1
        while self._found.setdefault(key, content) is not content:  # several are made of one source
            number += 1
            key = f"{type(content).__name__} {path} #{number}"
        return key


def read_natively(cls: type, base: type, *, but: Collection[str] = ()) -> str:
    """A method of a class, and not of its base, that reads an object without its attributes being asked for; empty if it has none."""
    own = {name for one in cls.__mro__ if one not in base.__mro__ for name in vars(one)}
    return next((name for name in _READING if name in own and name not in but), "")


def _computed(content: Content, name: str) -> Any:
    try:
        return getattr(content, name)
    except Exception as error:  # a text that cannot say it, such as a file without a body
        return f"{type(error).__name__}"
