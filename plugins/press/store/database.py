"""The database: rows in an SQLite file, of which nothing is lost but time when it is damaged, foreign, locked or not there."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from press import caches

if TYPE_CHECKING:
    from sqlite3 import Connection

BUSY: Final = 1.0  # seconds for which another build is waited for, once in a build
CHUNK: Final = 500  # keys in one question: SQLite takes no more than 999 in its oldest form
_SCHEMA: Final = (
    "CREATE TABLE made (key BLOB PRIMARY KEY, day INTEGER, value BLOB)",
    "CREATE INDEX days ON made (day)",
)


@dataclass(frozen=True, slots=True)
class Pruning:
    """What is removed: what was not used for so many ``days``; where the file is too large still, all but what is ``used``."""

    used: Collection[bytes]
    days: int


class Database:
    """Rows by their keys, each with the day when it was last used; opened when it is first asked.

    What goes wrong with it raises nothing: there are no such rows then, and nothing is written. A file that is damaged, or
    is another's, is removed and begun anew by the next write.
    """

    def __init__(self, file: Path, *, limit: int) -> None:
        self._file = file
        self._limit = limit
        self._connection: Connection | None = None
        self._process = os.getpid()
        self._gone = False  # until it is closed: it cannot be used, and is not tried again
        self._damaged = False

    def read(self, keys: Sequence[bytes]) -> list[tuple[Any, Any, Any]]:
        """The rows of these keys as key, day and value, in no order; after damage each of them may be anything."""
        return self._found("key, day, value", keys)

    def known(self, keys: Sequence[bytes]) -> list[Any]:
        """Those of the keys of which there are rows, in no order."""
        return [key for (key,) in self._found("key", keys)]

    def write(self, rows: Collection[tuple[bytes, bytes]], touched: Iterable[bytes], *, day: int, pruning: Pruning | None = None) -> bool:
        """Write rows, say of others that they were used on this day, and prune, all or nothing. Whether it was done."""

        def change(connection: Connection) -> None:
            _write(connection, rows, touched, day)
            _verify(connection, [key for key, _ in rows])
            if pruning:
                _prune(connection, pruning, day, limit=self._limit)

        done = self._change(change)
        if done and pruning:
            self._attempt(lambda: self._opened().executescript("PRAGMA incremental_vacuum"))  # a script, or it would free one page
        return done

    def close(self) -> None:
        """Let the file go; asked again, it is opened again."""
        connection, self._connection = self._connection, None
        self._gone = False
        if connection:
            with suppress(Exception):
                connection.close()

    def _found(self, what: str, keys: Sequence[bytes]) -> list[Any]:
        found: list[Any] = []
        for at in range(0, len(keys), CHUNK):
            found += self._attempt(partial(self._found_of, what, keys[at : at + CHUNK])) or ()
        return found

    def _found_of(self, what: str, keys: Sequence[bytes]) -> list[Any]:
        if self._connection is None and not self._file.exists():
            return []
        return _select(self._opened(), what, keys)

    def _change(self, change: Callable[[Connection], None]) -> bool:
        """Change it in one transaction; where it turns out to be damaged, anew and once more. Whether it was done."""
        done = None if self._damaged else self._attempt(partial(self._change_once, change))
        if self._damaged:
            self._gone = False
            self._attempt(self._begin_anew)
            done = self._attempt(partial(self._change_once, change))
        return bool(done)

    def _attempt(self, do: Callable[[], Any]) -> Any:
        """What is done, or None where the file does not let it be done."""
        import sqlite3  # only where there is something to ask

        if self._gone:
            return None
        try:
            return do()
        except (sqlite3.Error, _ForeignError, UnicodeError, OSError, MemoryError) as error:
            self.close()
            self._gone = True
            writable = all(os.access(path, os.W_OK) for path in (self._file, self._file.parent))
            self._damaged = _is_damage(error) or (_is_refusal(error) and writable)
            return None

    def _change_once(self, change: Callable[[Connection], None]) -> bool:
        _in_one(self._opened(), change)
        return True

    def _begin_anew(self) -> None:
        self.close()
        for file in (self._file.with_name(f"{self._file.name}-journal"), self._file):
            file.unlink(missing_ok=True)
        self._damaged = False

    def _opened(self) -> Connection:
        if self._process != os.getpid():  # a fork: a connection is its parent's, and not even to be closed here
            _OF_PARENTS.append(self._connection)
            self._connection, self._process = None, os.getpid()
        if self._connection is None:
            self._connection = _connect(self._file)
        return self._connection


# Source: https://sqlite.org/howtocorrupt.html §2.6.
_OF_PARENTS: Final[list[Any]] = []


def _connect(file: Path) -> Connection:
    """A connection to the file, which is made where there is none. Raises sqlite3.Error and OSError."""
    import sqlite3

    file.parent.mkdir(parents=True, exist_ok=True)
    _check(file)
    connection = sqlite3.connect(file, timeout=BUSY, isolation_level=None, check_same_thread=False)
    try:
        connection.text_factory = bytes  # damaged text need not be UTF-8
        # Nothing waits for the disk: what a failure of power damages is seen by the checksums.
        for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "synchronous = OFF"):
            connection.execute(f"PRAGMA {pragma}")
        if not _schema(connection):
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
            _in_one(connection, _create)
        if _schema(connection) != sorted(_SCHEMA):
            raise _ForeignError
    except BaseException:
        connection.close()
        raise
    return connection


def _check(file: Path) -> None:
    """Raises OSError: what is there is no file, or what is written in its folder would be written elsewhere."""
    if file.parent.is_symlink() or caches.strange(file):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(file))


def _schema(connection: Connection) -> list[str]:
    """How its tables are made, sorted; of a damaged one that may be anything."""
    return sorted(str(sql, "utf-8", "replace") if isinstance(sql, bytes) else "" for (sql,) in connection.execute(_QUESTION))


_QUESTION: Final = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"


def _create(connection: Connection) -> None:
    for statement in () if _schema(connection) else _SCHEMA:  # another build may have come first
        connection.execute(statement)


def _in_one(connection: Connection, change: Callable[[Connection], None]) -> None:
    """Do all of a change or nothing of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        change(connection)
        connection.execute("COMMIT")
    except BaseException:
        with suppress(Exception):
            connection.execute("ROLLBACK")
        raise


def _select(connection: Connection, what: str, keys: Sequence[bytes]) -> list[Any]:
    return connection.execute(f"SELECT {what} FROM made WHERE key IN ({','.join('?' * len(keys))})", keys).fetchall()


def _verify(connection: Connection, keys: Sequence[bytes]) -> None:
    """Look whether what was written is found: where an index is damaged, it may never be."""
    for at in range(0, len(keys), CHUNK):
        if len(_select(connection, "key", some := keys[at : at + CHUNK])) != len(some):
            raise _ForeignError


def _write(connection: Connection, rows: Collection[tuple[bytes, bytes]], touched: Iterable[bytes], day: int) -> None:
    connection.executemany("INSERT OR REPLACE INTO made VALUES (?, ?, ?)", ((key, day, value) for key, value in rows))
    connection.executemany("UPDATE made SET day = ? WHERE key = ?", ((day, key) for key in touched))


def _prune(connection: Connection, pruning: Pruning, day: int, *, limit: int) -> None:
    # A day after this one is of a clock that was set back since.
    connection.execute("UPDATE made SET day = ? WHERE day > ?", (day, day))
    connection.execute("DELETE FROM made WHERE day < ? OR typeof(day) <> 'integer'", (day - pruning.days,))
    if _bytes(connection) > limit:
        connection.execute("CREATE TEMP TABLE used (key BLOB PRIMARY KEY)")
        connection.executemany("INSERT OR IGNORE INTO used VALUES (?)", ((key,) for key in pruning.used))
        connection.execute("DELETE FROM made WHERE key NOT IN (SELECT key FROM used)")
        connection.execute("DROP TABLE temp.used")


def _bytes(connection: Connection) -> int:
    """How much of the file is in use."""
    pages, free, size = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size"))
    return int((pages - free) * size)


def _is_damage(error: BaseException) -> bool:
    """Whether the file is damaged or foreign; else it cannot be used now (locked, not ours to write, no room)."""
    if isinstance(error, _ForeignError | UnicodeError):  # the words of an error may be damaged, too
        return True
    code = getattr(error, "sqlite_errorcode", 0)
    return code == _SHORT_READ or code & 0xFF in _DAMAGE


def _is_refusal(error: BaseException) -> bool:
    """Whether the file says that it must not be written: so does a damaged one that may be."""
    return getattr(error, "sqlite_errorcode", 0) == _READ_ONLY


class _ForeignError(Exception):
    """The file is a database of something else, or does not give what it was given."""


# ERROR (no such table), CORRUPT, SCHEMA, CONSTRAINT, MISMATCH, FORMAT, NOTADB. Source: https://sqlite.org/rescode.html
_DAMAGE: Final = frozenset((1, 11, 17, 19, 20, 24, 26))
_READ_ONLY: Final = 8
_SHORT_READ: Final = 522  # the file has been cut
