"""Recent: what is kept in memory of a build, so that it does not grow with the number of its pages."""

from __future__ import annotations

from typing import Any, Final, Generic, TypeVar

_MOST: Final = 50_000  # of each generation

K = TypeVar("K")
V = TypeVar("V")


class Recent(Generic[K, V]):
    """A table of two generations: what has not been asked for while the younger one was filled is forgotten."""

    __slots__ = ("_most", "_old", "young")

    def __init__(self, most: int = _MOST) -> None:
        self.young: dict[K, V] = {}
        self._old: dict[K, V] = {}
        self._most = most

    def get(self, key: K) -> V | None:
        """What is kept under a key; None if there is nothing."""
        found = self.young.get(key)
        return found if found is not None else self.aged(key)

    def aged(self, key: K) -> V | None:
        """What is kept under a key that is not among the young; it is young again."""
        found: Any = self._old.pop(key, None)
        if found is not None:
            self.young[key] = found
        return found

    def keep(self, key: K, value: V) -> None:
        """Keep a value under a key, in the place of any other."""
        if len(self.young) >= self._most:
            self._old, self.young = self.young, {}
        self.young[key] = value
