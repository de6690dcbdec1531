"""What builds have made, by what it was made from."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from press.store.database import Database, Pruning
from press.store.digests import add, framed
from press.store.rows import packed, unpacked

DAYS: Final = 30  # what no build has used for so long is removed
TOUCHED: Final = 7  # days after which it is written down that something is still used
LIMIT: Final = 512 << 20  # bytes of the file, above which only what the last build used stays
WAITING: Final = 16 << 20  # bytes that are held in memory before they are written

_DAY: Final = 86_400  # seconds


class Store:
    """JSON data by kind and key, in one SQLite file; ``epoch`` says which code made them.

    A key must name all that its data were made from (``digest`` makes short ones). What has been kept is there at once for
    ``recall``. Nothing about the file raises: where it is damaged, foreign, locked, unwritable or missing, nothing is found
    or kept. Two builds may use one file at once. The file is opened when it is first asked, and again after ``close``.
    """

    def __init__(self, file: Path, epoch: str, *, clock: Callable[[], float] = time.time, limit: int = LIMIT) -> None:
        self._epoch = epoch
        self._clock = clock
        self._database = Database(file, limit=limit)
        self._kept: dict[bytes, bytes] = {}
        self._waiting = 0  # bytes in what is kept
        self._used: set[bytes] = set()
        self._touched: set[bytes] = set()
        self._wrote = False

    def recall(self, kind: str, keys: Iterable[str]) -> dict[str, Any]:
        """What is known of a kind, by key; a key of which nothing is known is not in it."""
        named = self._named(kind, keys)
        rows = {name: self._kept[name] for name in named if name in self._kept}
        today = self._today()
        for name, day, row in self._database.read([name for name in named if name not in rows]):
            if isinstance(name, bytes) and name in named:
                rows[name] = row
                if not isinstance(day, int) or abs(today - day) >= TOUCHED:
                    self._touched.add(name)
        found = {}
        for name, key in named.items():
            try:
                found[key] = unpacked(name, rows[name])
            except (KeyError, ValueError, RecursionError):
                self._touched.discard(name)
            else:
                self._used.add(name)
        return found

    def known(self, kind: str, keys: Iterable[str]) -> set[str]:
        """Those of the keys of which something is known; ``recall`` may still find it damaged."""
        named = self._named(kind, keys)
        kept = {name for name in named if name in self._kept}
        return {named[name] for name in (*kept, *self._database.known([name for name in named if name not in kept])) if name in named}

    def keep(self, kind: str, made: Mapping[str, Any]) -> None:
        """Keep data of a kind by key, in the place of what was kept before. Raises TypeError and ValueError: they are no JSON data."""
        for name, key in self._named(kind, made).items():
            try:
                row = packed(name, made[key])
            except RecursionError:  # nested too deeply to be written, and so made again each time
                continue
            self._waiting += len(row) - len(self._kept.get(name, b""))
            self._kept[name] = row
            self._used.add(name)
        if self._waiting > WAITING:
            self._write()

    def close(self, succeeded: bool) -> None:
        """Write what was kept, and let the file go; only after a build that succeeded is anything removed."""
        self._write(Pruning(self._used, DAYS) if succeeded else None)
        self._forget_kept()
        self._used.clear()
        self._wrote = False
        self._database.close()

    def _write(self, pruning: Pruning | None = None) -> None:
        if self._kept or self._touched or (self._wrote and pruning):
            touched = self._touched - self._kept.keys()
            if not self._database.write(self._kept.items(), touched, day=self._today(), pruning=pruning):
                return  # what was kept is still there for this build
            self._wrote = True
        self._forget_kept()

    def _forget_kept(self) -> None:
        self._kept.clear()
        self._touched.clear()
        self._waiting = 0

    def _named(self, kind: str, keys: Iterable[str]) -> dict[bytes, str]:
        """The keys by the names of their rows."""
        common = framed(self._epoch, kind)
        named = {}
        for key in keys:
            made = common.copy()
            add(made, key)
            named[made.digest()] = key
        return named

    def _today(self) -> int:
        """The number of this day."""
        return int(self._clock() // _DAY)
