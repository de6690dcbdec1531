"""Leads: how many files lead to each place of a site."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from zlib import crc32

from press.store import Store, digest

SHARDS: Final = 64  # so that an edit reads and writes a small part


class LostError(Exception):
    """What was counted is not known any more, and is to be counted anew."""


class Leads:
    """For each path within the site and each place on what stands there, how many files lead to it.

    They are kept in shards, which a change of a few files does not read. ``digests`` are those of the shards that an earlier
    build has kept; without them nothing leads anywhere.
    """

    def __init__(self, store: Store | None, digests: Sequence[str] = ()) -> None:
        self._store = store
        self._digests = list(digests)
        self._shards: dict[int, dict[str, dict[str, int]]] = {} if digests else {number: {} for number in range(SHARDS)}
        self._changed = set[int]() if digests else set(range(SHARDS))

    def change(self, goals: Iterable[tuple[str, str]], by: int) -> None:
        """Count one file more, or one less, for each of these paths and places. Raises LostError."""
        for path, place in goals:
            number = _number(path)
            places = self._shard(number).setdefault(path, {})
            places[place] = count = places.get(place, 0) + by
            if count < 0:
                raise LostError
            if not count:
                del places[place]
            if not places:
                del self._shard(number)[path]
            self._changed.add(number)

    def places(self, path: str) -> Mapping[str, int]:
        """The places at a path to which files lead, each with how many; an empty one is the path itself. Raises LostError."""
        return self._shard(_number(path)).get(path, {})

    def keep(self) -> list[str]:
        """The digests of the shards, which are kept as they are now."""
        for number in sorted(self._changed):
            shard = self._shards[number]
            self._digests[number : number + 1] = [digest(json.dumps(shard, sort_keys=True))]
            if self._store:
                self._store.keep(_KIND, {self._digests[number]: shard})
        self._changed.clear()
        return list(self._digests)

    def _shard(self, number: int) -> dict[str, Any]:
        if number not in self._shards:
            found = self._store.recall(_KIND, [self._digests[number]]) if self._store else {}
            if self._digests[number] not in found:
                raise LostError
            self._shards[number] = found[self._digests[number]]
        return self._shards[number]


_KIND: Final = "leads"


def _number(path: str) -> int:
    return crc32(path.encode("utf-8", "surrogatepass")) % SHARDS
