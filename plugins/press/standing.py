"""Standing: what is known of the files of the site that stands, so that what was made of the same need not be made again.

Of each file: who owns it, what its bytes are, and what it was made of: the facts that its template read (``press.tracing``), or the
digest of its inputs. A fact is the same for all pages that read it, so it has a number, and is kept once, with the digest of its
value, beside the others of its root: what they are facts of. Where the root as a whole is what it was, none of them is looked at.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from press import caches
from press.store.digests import framed
from press.tracing.facts import Fact, from_data

FORM: Final = "2"  # of the data; another is not read
_SCHEMA: Final = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT)",
    "CREATE TABLE roots (root TEXT PRIMARY KEY, digest TEXT, facts TEXT, sum BLOB)",
    "CREATE TABLE files (name TEXT PRIMARY KEY, made TEXT, facts BLOB, sum BLOB)",
)


@dataclass(frozen=True, slots=True)
class Made:
    """How a file was made: of a template, with its own ``local`` facts, or of the inputs whose digest is ``inputs``.

    ``owner`` are the parts of its owner, ``data`` the digest of its bytes; ``shared`` are the numbers of the facts that other files may
    have read too. ``untracked`` says why it is to be made in each build.
    """

    owner: tuple[Any, ...]
    data: str = ""
    inputs: str = ""
    untracked: str = ""
    local: tuple[tuple[Fact, str], ...] = ()
    shared: array[int] = field(default_factory=lambda: array("I"))


class Standing:
    """What is known of the site that stands; nothing where nothing is known of it, or what was is damaged.

    ``files`` are those that stand, by name. What the next site is made of is added by ``keep`` and ``add``, and written by ``write``.
    """

    def __init__(self) -> None:
        self.files: dict[str, Made] = {}
        self._roots: dict[str, tuple[str, str]] = {}  # digest, and facts as they are written
        self._known: dict[str, dict[Fact, tuple[int, str]]] = {}  # the facts of roots that were looked at
        self._next = 1
        self._site = self._basis = ""
        self._added: dict[str, Made] = {}
        self._kept: set[str] = set()
        self._touched: set[str] = set()

    @classmethod
    def read(cls, file: Path, site: str) -> Standing:
        """What the file knows of the site of this identity."""
        import sqlite3

        found = cls()
        if not site or not file.is_file():
            return found
        try:
            for path in caches.strange(file):
                path.unlink()
            with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
                meta = dict(connection.execute("SELECT name, value FROM meta"))
                if (meta.get("form"), meta.get("site")) == (FORM, site):
                    found._take(connection, meta)
                    found._site, found._basis = site, meta["basis"]
        except (sqlite3.Error, ValueError, TypeError, KeyError, OSError):
            return cls()
        return found

    def begin(self, basis: str) -> str:
        """Why everything is made anew, or nothing: ``basis`` tells what all files hang on, such as the code."""
        if self.files and self._basis != basis:
            self.files, self._roots, self._known, self._site, self._basis = {}, {}, {}, "", basis
            return "the code has changed, or what all pages hang on"
        self._basis = basis
        return ""

    def changed(self, evaluate: Callable[[Fact], str], now: Callable[[str], str]) -> Mapping[int, Fact]:
        """All facts whose value is another now, by their numbers.

        ``evaluate`` gives the digest of a fact's value, ``now`` that of a root as a whole, empty where it has none.
        """
        found: dict[int, Fact] = {}
        for root, (before, _) in self._roots.items():
            if before and now(root) == before:
                continue
            for fact, (number, value) in self._facts(root).items():
                if evaluate(fact) != value:
                    found[number] = fact
        self._forget(found)
        return found

    def keep(self, name: str) -> None:
        """The file stays as it stands."""
        self._kept.add(name)

    def add(self, name: str, made: Made, shared: Iterable[tuple[str, Fact, str]] = ()) -> None:
        """The file was made: ``shared`` are its facts, each with its root and the digest of its value."""
        numbers = array("I", [self._number(root, fact, value) for root, fact, value in shared])
        self._added[name] = replace(made, shared=numbers)

    def now(self) -> Mapping[str, Made]:
        """The files of the next site, by name."""
        return {**{name: self.files[name] for name in self._kept}, **self._added}

    def write(self, file: Path, site: str, roots: Callable[[str], str]) -> None:
        """Write what is known of the next site, of this identity; ``roots`` gives the digest of each root as a whole, or nothing.

        Only what has changed is written. What cannot be written is not known, and the next build makes all anew.
        """
        import sqlite3

        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            for path in caches.strange(file):
                path.unlink()
            with closing(sqlite3.connect(file, isolation_level=None)) as connection:
                connection.execute("PRAGMA synchronous = OFF")
                connection.execute("BEGIN IMMEDIATE")
                self._write(connection, site, roots)
                connection.execute("COMMIT")
        except (sqlite3.Error, OSError, ValueError):
            with suppress(OSError):
                file.unlink(missing_ok=True)

    # --- helpers ----------------------------------------------------------------------------------

    def _take(self, connection: Any, meta: Mapping[str, str]) -> None:
        """Take what is known. Raises ValueError: something of it is damaged, or missing."""
        self._next = int(meta["next"])
        self._roots = {root: (value, facts) for root, value, facts in _whole(connection, "roots")}
        for name, made, facts in _whole(connection, "files"):
            shared = array("I")
            shared.frombytes(facts)
            owner, data, inputs, untracked, local = json.loads(made)
            own = tuple((from_data(fact), value) for fact, value in local)
            self.files[name] = Made(tuple(owner), data, inputs, untracked, own, shared)
        if meta["sum"] != _sum_of_meta(meta, len(self.files), len(self._roots)):
            raise ValueError("damaged")

    def _facts(self, root: str) -> dict[Fact, tuple[int, str]]:
        if root not in self._known:
            written = self._roots.get(root, ("", "[]"))[1]
            self._known[root] = {from_data(fact): (int(number), str(value)) for number, fact, value in json.loads(written)}
        return self._known[root]

    def _forget(self, changed: Mapping[int, Fact]) -> None:
        """Drop facts whose value is another: whatever has read them is made again, and reads them again."""
        for root, facts in self._known.items():
            gone = [fact for fact, (number, _) in facts.items() if number in changed]
            for fact in gone:
                del facts[fact]
            if gone:
                self._touched.add(root)

    def _number(self, root: str, fact: Fact, value: str) -> int:
        facts = self._facts(root)
        if fact not in facts:
            facts[fact] = (self._next, value)
            self._next += 1
            self._touched.add(root)
        number, known = facts[fact]
        if known != value:  # it changes while pages are made: no value is that of the next build
            facts[fact] = (number, "")
            self._touched.add(root)
        return number

    def _write(self, connection: Any, site: str, roots: Callable[[str], str]) -> None:
        files = self._added
        if not self._site or _site_of(connection) != self._site:  # another build has been here, or nobody
            _begin(connection)
            files = dict(self.now())
            self._touched |= self._roots.keys()
        else:
            gone = self.files.keys() - self._kept - self._added.keys()
            connection.executemany("DELETE FROM files WHERE name = ?", ((name,) for name in gone))
        rows = (_row(name, made) for name, made in files.items())
        connection.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", map(_summed, rows))
        connection.executemany("INSERT OR REPLACE INTO roots VALUES (?, ?, ?, ?)", map(_summed, self._rows_of_roots(roots)))
        meta = {"form": FORM, "site": site, "basis": self._basis, "next": str(self._next)}
        counts = (connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("files", "roots"))
        meta["sum"] = _sum_of_meta(meta, *counts)
        connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", meta.items())

    def _rows_of_roots(self, now: Callable[[str], str]) -> Iterator[tuple[str, str, str]]:
        for root in {*self._roots, *self._known}:
            before, written = self._roots.get(root, ("", "[]"))
            whole = now(root)
            if root in self._touched:
                rows = [[number, fact, value] for fact, (number, value) in self._facts(root).items()]
                yield root, whole, json.dumps(rows, separators=(",", ":"))
            elif whole != before:
                yield root, whole, written


def _row(name: str, made: Made) -> tuple[str, str, bytes]:
    data = [made.owner, made.data, made.inputs, made.untracked, made.local]
    return name, json.dumps(data, separators=(",", ":")), made.shared.tobytes()


def _summed(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return (*row, _sum(row))


def _sum(parts: Iterable[Any]) -> bytes:
    """A checksum: a damaged file may still be one that SQLite reads."""
    return framed(*(part if isinstance(part, bytes) else str(part) for part in parts)).digest()


def _sum_of_meta(meta: Mapping[str, str], files: int, roots: int) -> str:
    return _sum((*(meta[name] for name in ("form", "site", "basis", "next")), files, roots)).hex()


def _whole(connection: Any, table: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a table without their checksums. Raises ValueError: one does not fit."""
    for *row, found in connection.execute(f"SELECT * FROM {table}"):
        if found != _sum(row):
            raise ValueError("damaged")
        yield tuple(row)


def _begin(connection: Any) -> None:
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        connection.execute(f'DROP TABLE "{table}"')
    for statement in _SCHEMA:
        connection.execute(statement)


def _site_of(connection: Any) -> str:
    import sqlite3

    try:
        meta = dict(connection.execute("SELECT name, value FROM meta"))
    except sqlite3.DatabaseError:
        return ""
    return str(meta.get("site")) if meta.get("form") == FORM else ""
