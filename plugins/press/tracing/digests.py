"""Digests of values: equal for two values exactly when a template can tell no difference between them."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Final

from press.tracing import shapes
from press.tracing.asked import Asked
from press.tracing.entities import Entities
from press.tracing.recent import Recent
from press.tracing.shapes import SCALARS, Untrackable, hashed

_SIZE: Final = 15  # bytes of the digest of a body: 20 letters in base64
_SHORT: Final = 48  # letters of a token that is its own digest
_INLINE: Final = 100  # letters of what is in a container that stand for themselves
_MOST: Final = 100_000  # containers that are looked at, some of them again and again, where they hold one another

_BARE: Final = frozenset({str, int, float, bool, type(None)})


def body_digest(html: str) -> str:
    """The digest of a body, which a text may state of its own (``body_digest()``), so that the body need not be fetched."""
    data = hashlib.blake2b(html.encode("utf-8", "surrogatepass"), digest_size=_SIZE).digest()
    return base64.b64encode(data, b"-_").decode("ascii")


def source_digest(source: str) -> str:
    """The digest of the source of a template."""
    return body_digest(source)


class _HoldsItselfError(Exception):
    """A container is in itself."""


class Digests:
    """For one build. Values that were digested are kept for a while, so that no other takes their place in memory, and digested once.

    A list that grows or shrinks is digested again. Asked objects are known by their names.
    """

    def __init__(self, entities: Entities, asked: Asked) -> None:
        self._entities = entities
        self._asked = asked.names
        self._closed = asked.closed
        self._types = asked.types
        self._shapes = shapes.Shapes()
        # The value, its length where that may be another later (else -1), its token, and whether an entity or an asked object is in it.
        self._made: Recent[int, tuple[Any, int, str, bool]] = Recent()
        self._within: Recent[int, tuple[Any, int, tuple[Any, ...]]] = Recent()
        self._changing: dict[int, Any] = {}  # what came from outside of templates, and can be changed by them
        self._around: set[int] = set()
        self._depths: dict[int, int] = {}
        self._lowest = self._steps = 0
        self._open = False  # whether an entity or an asked object was met
        self._attributes: dict[tuple[str, str], tuple[str, tuple[Any, ...]]] = {}

    def of(self, value: Any) -> str:
        """The digest of a value; entities in it count by their keys. Raises Untrackable."""
        scalar = SCALARS.get(type(value))
        return _short(scalar(value) if scalar else self.token(value))

    def deep(self, value: Any, site: str, attributes: Callable[[Any], Any]) -> str:
        """The digest of a value with all attributes of the entities in it, and of those that these lead to. Raises Untrackable.

        ``attributes`` gives those of an entity; they are remembered for each ``site``, the address that links begin with.
        """
        found: dict[str, str] = {}
        parts = [self.token(value)]
        waiting = list(self.within(value))
        while waiting:
            entity = waiting.pop()
            key = self._entities.key_of(entity)
            if key is not None and key not in found:
                if (site, key) not in self._attributes:
                    self._attributes[site, key] = self._of_attributes(attributes(entity))
                found[key], further = self._attributes[site, key]
                waiting += further
        parts += [_text(key) + found[key] for key in sorted(found)]
        return _short("".join(parts))

    def of_columns(self, rows: Any, columns: Iterable[int]) -> str:
        """The digest of some columns of rows, and of how many these have; of everything if they are no rows. Raises Untrackable."""
        if type(rows) not in (list, tuple) or any(type(row) not in (list, tuple) or len(row) <= max(columns) for row in rows):
            return self.of(rows)
        cells = [f"{len(row)};" + "".join(self.token(row[column]) for column in columns) for row in rows]
        return _short(f"rows{len(cells)};" + "".join(cells))

    def is_known(self, value: Any) -> bool:
        """Whether a list, dict or the like came from outside of templates, so that all pages share it."""
        return id(value) in self._changing

    def token(self, value: Any) -> str:
        """A text that stands for a value: none of another value begins with it. Raises Untrackable."""
        scalar = SCALARS.get(type(value))
        if scalar is not None:
            return scalar(value)
        try:
            return self._compound(value)
        except _HoldsItselfError:
            self._steps = 0
            return self._of_cyclic(value)
        except RecursionError:
            raise Untrackable("too much is in one another") from None
        finally:
            self._around.clear()

    def within(self, value: Any) -> tuple[Any, ...]:
        """The entities in a value, each once, in order. Raises Untrackable."""
        try:
            return self._entities_in(value)
        except RecursionError:
            raise Untrackable("too much is in one another") from None

    def _entities_in(self, value: Any) -> tuple[Any, ...]:
        if type(value) in SCALARS:
            return ()
        identity = id(value)
        made = self._made.get(identity)
        if made is not None and not made[3] and (made[1] < 0 or made[1] == len(value)):
            return ()
        if self._entities.key_of(value) is not None:
            return (value,)
        known = self._within.get(identity)
        if known is None or known[1] != _length(value):
            self._within.keep(identity, (value, _length(value), ()))  # what holds itself adds nothing
            parts = {id(one): one for part in self._parts(value) if type(part) not in SCALARS for one in self._entities_in(part)}
            known = value, _length(value), tuple(parts.values())
            self._within.keep(identity, known)
        return known[2]

    def _of_attributes(self, named: Mapping[str, Any]) -> tuple[str, tuple[Any, ...]]:
        """The digest of attributes, and the entities in them. Raises Untrackable."""
        token = hashed("".join([_text(name) + self.token(part) for name, part in named.items()]))
        return token, tuple(one for part in named.values() for one in self.within(part))

    def _parts(self, value: Any) -> Iterable[Any]:
        if id(value) in self._asked or id(value) in self._closed:
            raise Untrackable(self._closed.get(id(value)) or f"all of {self._asked[id(value)]} is read")
        return self._shapes.of(type(value)).parts(value)

    def _compound(self, value: Any) -> str:
        """The token of a value that is no scalar. Raises _HoldsItselfError."""
        identity = id(value)
        made = self._made.young.get(identity) or self._made.aged(identity)
        if made is not None and (made[1] < 0 or made[1] == len(value)):
            self._open = self._open or made[3]
            return made[2]
        cls = type(value)
        if (cls in self._types or self._entities.kind_of(cls) is not None) and (token := self._named(value)) is not None:
            return token
        if identity in self._around:
            raise _HoldsItselfError
        shape, outer, self._open = self._shapes.of(cls), self._open, False
        self._around.add(identity)
        parts = shape.parts(value)
        if shape.unordered or not _BARE.issuperset(map(type, parts)):
            scalar_of, compound = SCALARS.get, self._compound
            token = _joined(shape, [scalar(part) if (scalar := scalar_of(type(part))) else compound(part) for part in parts])
        else:
            token = _of_bare(shape, parts)
        self._around.discard(identity)
        if cls is not tuple or len(token) > _SHORT:
            self._keep(value, shape, token)
        self._open = self._open or outer
        return token

    def _keep(self, value: Any, shape: shapes.Shape, token: str) -> None:
        if shape.grows:
            self._changing[id(value)] = value
        self._made.keep(id(value), (value, len(value) if shape.grows else -1, token, self._open))

    def _named(self, value: Any) -> str | None:
        """The token of what is known by a name, which is an asked object or an entity. Raises Untrackable."""
        identity = id(value)
        if identity in self._asked:
            self._open = True
            return "A" + _text(self._asked[identity])
        if identity in self._closed:
            raise Untrackable(self._closed[identity])
        if (key := self._entities.key_of(value)) is None:
            return None
        token = "E" + _text(key) + self.token(self._entities.shown_as(value))
        self._made.keep(identity, (value, -1, token, True))
        self._open = True
        return token

    def _of_cyclic(self, value: Any) -> str:
        """The token of a value in which one may hold itself."""
        scalar, identity = SCALARS.get(type(value)), id(value)
        if scalar is not None:
            return scalar(value)
        made = self._made.get(identity)
        if made is not None and (made[1] < 0 or made[1] == len(value)):
            self._open = self._open or made[3]
            return made[2]
        if (token := self._named(value)) is not None:
            return token
        depth = len(self._depths)
        if identity in self._depths:  # it holds itself
            self._lowest = min(self._lowest, self._depths[identity])
            return f"^{depth - self._depths[identity]};"
        self._steps += 1
        if self._steps > _MOST:
            raise Untrackable("its parts hold one another in too many ways")
        shape, outer, outside = self._shapes.of(type(value)), self._lowest, self._open
        self._depths[identity], self._lowest, self._open = depth, depth, False
        try:
            parts = shape.parts(value)
            is_bare = not shape.unordered and _BARE.issuperset(map(type, parts))
            token = _of_bare(shape, parts) if is_bare else _joined(shape, [self._of_cyclic(part) for part in parts])
        finally:
            del self._depths[identity]
            own, self._lowest = self._lowest, min(outer, self._lowest)
        if own >= depth:  # nothing in it stands for what is around it
            self._keep(value, shape, token)
        elif shape.grows:
            self._changing[identity] = value
        self._open = self._open or outside
        return token


def _joined(shape: shapes.Shape, tokens: list[str]) -> str:
    """The token of a container."""
    if shape.unordered:
        tokens.sort()
    inner = "".join(tokens)
    head = f"({len(tokens)} {shape.tag};"
    return f"{head}{inner}" if len(inner) <= _INLINE else f"C{hashed(head + inner)}"


def _of_bare(shape: shapes.Shape, parts: Collection[Any]) -> str:
    """The token of a container of bare values, written as Python does it, which tells all of them apart."""
    inner = repr(parts)
    head = f"[{len(inner)} {shape.tag};"
    return f"{head}{inner}" if len(inner) <= _INLINE else f"B{hashed(head + inner)}"


def _short(token: str) -> str:
    """A digest of a token: itself, if it is short."""
    return token if len(token) <= _SHORT and token.isascii() else f"#{hashed(token)}"


def _length(value: Any) -> int:
    return len(value) if isinstance(value, list | dict | set) else 0


def _text(text: str) -> str:
    return SCALARS[str](text)
