"""The ledger: what was told of each of many files in the build before, for as long as they stay; read and written at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from press.store import Store


class Ledger:
    """JSON data by name, each with the token of what it was made from; nothing is written down of most names, which have none.

    ``kind`` and ``key`` say of what, and by which rules; what other rules have made is not found. In ten thousand files one
    has changed: to ask the store for each of the others would take longer than all else. Where the clock has been set back, and
    stands at ``now``, nothing is known that was told ``since`` a later instant (both in seconds).
    """

    def __init__(self, store: Store | None, kind: str, key: str, *, now: float = 0.0) -> None:
        self._store = store
        self._kind = kind
        self._key = key
        self._before: dict[str, str] = {}
        self._data: dict[str, Any] = {}
        self._since = 0.0
        self._recall(now)
        self._tokens: dict[str, str] = {}
        self._made: dict[str, Any] = {}

    def knows(self, name: str, token: str) -> bool:
        """Whether it is known what was made for a name with this token; then that is known to the next build, too."""
        if self._before.get(name) != token:
            return False
        self._tokens[name] = token
        if name in self._data:
            self._made[name] = self._data[name]
        return True

    def get(self, name: str) -> Any:
        """What was made for a name that is known; None where that is nothing."""
        return self._made.get(name)

    def put(self, name: str, token: str, made: Any, *, since: float = 0.0) -> None:
        """Write down what was made for a name, and will be from an instant on; None for nothing."""
        self._tokens[name] = token
        self._since = max(self._since, since)
        if made is None:
            self._made.pop(name, None)
        else:
            self._made[name] = made

    def made(self) -> Mapping[str, Any]:
        """All that was made for names that were asked for or put."""
        return self._made

    def keep(self) -> None:
        """Keep what was put or asked for, for the next build; the rest is gone."""
        if self._store and (self._tokens != self._before or self._made != self._data):
            tokens = "\0".join(part for item in self._tokens.items() for part in item)
            self._store.keep(self._kind, {self._key: [tokens, self._made, self._since]})

    def _recall(self, now: float) -> None:
        found = self._store.recall(self._kind, [self._key]).get(self._key) if self._store else None
        if found and found[2] <= now:
            tokens, self._data, self._since = found
            parts = iter(tokens.split("\0"))
            self._before = dict(zip(parts, parts, strict=False))
