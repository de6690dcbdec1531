"""A memory: what was made before, by what it was made from; and a crew that makes several things at once.

Whoever builds the site may lend both. What is remembered is data for JSON; nothing here changes what is made, only how soon.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, Protocol


class Memory(Protocol):
    """Keeps data under keys, which are digests of everything that the data was made from but our code."""

    def recall(self, kind: str, keys: Iterable[str]) -> Mapping[str, Any]:
        """What is remembered under these keys."""
        ...

    def keep(self, kind: str, made: Mapping[str, Any]) -> None:
        """Remember data under keys."""
        ...


class Crew(Protocol):
    """Does pure work for many values, perhaps in several processes."""

    def map(self, function: Callable[[Any], Any], values: Sequence[Any]) -> Sequence[Any]:
        """What the function makes of each value, in their order; both are data for JSON. An exception stands for what failed."""
        ...


class _Nothing:
    """The memory of whoever has none."""

    def recall(self, _kind: str, _keys: Iterable[str]) -> Mapping[str, Any]:
        """Nothing."""
        return {}

    def keep(self, _kind: str, _made: Mapping[str, Any]) -> None:
        """Forget."""


class _Alone:
    """The crew of whoever has none."""

    def map(self, function: Callable[[Any], Any], values: Sequence[Any]) -> Sequence[Any]:
        """One after the other."""
        return [function(value) for value in values]


NOTHING: Final[Memory] = _Nothing()
ALONE: Final[Crew] = _Alone()


def digest(*parts: str) -> str:
    """What tells these texts from all others, 32 hexadecimal digits."""
    found = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        found.update(b"%d:" % len(data))
        found.update(data)
    return found.hexdigest()


def remembered(memory: Memory, kind: str, keys: Sequence[str], make: Callable[[Sequence[int]], Sequence[Any]]) -> list[Any]:
    """The data under each key, in their order; what is missing is made, given the places of its keys, and kept."""
    known = memory.recall(kind, keys)
    missing = [place for place, key in enumerate(keys) if key not in known]
    made = dict(zip((keys[place] for place in missing), make(missing), strict=True)) if missing else {}
    if made:
        memory.keep(kind, made)
    return [known[key] if key in known else made[key] for key in keys]
