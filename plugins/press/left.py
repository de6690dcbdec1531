"""Left: in writing, how a build has left the site, so that the next one sees what somebody has touched since.

The record is an SQLite file in the hidden folder. It belongs to one site only: that whose folder has the inode that it names, and none
where a build was begun that ended as that folder stood, of which it does not know how.
"""

from __future__ import annotations

import errno
import json
import os
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from press import disk
from press.marks import SIZE, Folder, full, inode, is_same, is_same_file, look, mark, marks_of, others, scan

if TYPE_CHECKING:
    import sqlite3

NAMES: Final = ("state.sqlite", "state.sqlite-journal")  # of the files of the record, in the hidden folder
_FORM: Final = 1  # of the data; another is not read
_SCHEMA: Final = (
    "CREATE TABLE site (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID",
    # of each folder: its stamp in the one and the other of the two sites that take turns, and its leaves in the one that stands
    "CREATE TABLE folders (path BLOB PRIMARY KEY, one BLOB, other BLOB, names BLOB, foreigners BLOB, marks BLOB) WITHOUT ROWID",
)


class DamagedError(OSError):
    """The record holds what no build has written, and was removed: nothing is known."""


@dataclass(frozen=True, slots=True)
class Left:
    """The last exchange: ``identity`` of the site, inode of its folder, which of the two stamps of each folder is its own.

    ``before`` is the inode of the site before it, 0 where that is of no use for the next; ``differing`` are the leaves in which
    the two differ. Of one that is not ``settled`` the next build makes another of the same. An empty identity: no site of a build is
    known to have come to stand.
    """

    identity: str = ""
    root: int = 0
    turn: int = 0
    before: int = 0
    differing: tuple[str, ...] = ()
    settled: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """A folder in writing: as it is in the site that stands, and its stamp in the site before; a stamp is empty where it has none."""

    path: str
    folder: Folder
    before: bytes = b""


@dataclass(frozen=True, slots=True)
class Survey:
    """How the site is, compared with how it was left.

    ``changed`` are the leaves that builds have written and that are gone, or others. ``foreign`` are all that no build has written;
    ``strange`` are those of them that have come or are other files, and ``lost`` are such that are gone. ``stamps`` are those of the
    folders that somebody touched.
    """

    changed: frozenset[str] = frozenset()
    foreign: frozenset[str] = frozenset()
    strange: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()
    stamps: tuple[tuple[str, bytes], ...] = ()

    @property
    def is_as_left(self) -> bool:
        """Whether nothing of it was touched."""
        return not (self.changed or self.strange or self.lost or self.stamps)


class Record:
    """The record in that file; empty where there is none, or a damaged one."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._left = Left()
        self._rows: dict[str, tuple[bytes, bytes, bytes, bytes]] = {}  # by path: both stamps, names, foreign names
        self._begun_root = 0
        self._begun: frozenset[str] = frozenset()

    @classmethod
    def read(cls, file: Path) -> Record:
        """What is on record. Raises OSError: it is there and cannot be read. To go on would make stale pages foreign, for good."""
        found = cls(file)
        if not _is_there(file):
            return found
        try:
            found._read()
        except (DamagedError, LookupError, ValueError, TypeError, AttributeError, RecursionError):
            found = cls(file)
        return found

    @property
    def stood(self) -> bool:
        """Whether a site of a build has come to stand."""
        return bool(self._left.identity)

    def of(self, folder: Path) -> Left | None:
        """What is known of the site in the folder; None where the record is of another."""
        is_of_it = self.stood and self._left.root == inode(folder) != self._begun_root
        return self._left if is_of_it else None

    def left(self) -> Left:
        """The last exchange, whatever stands now."""
        return self._left

    def stamps(self, turn: int) -> dict[str, bytes]:
        """The stamps of the folders in the one of the two sites, by path."""
        return {path: row[turn] for path, row in self._rows.items() if row[turn]}

    @cached_property
    def of_builds(self) -> frozenset[str]:
        """The leaves of the site that were left there and that builds have written."""
        found: set[str] = set()
        for path, (_, _, names, foreigners) in self._rows.items():
            own = _unpacked(names) if not foreigners else [name for name in _unpacked(names) if name not in _unpacked(foreigners)]
            found.update([f"{path}/{name}" for name in own] if path else own)
        return frozenset(found)

    @cached_property
    def of_others(self) -> frozenset[str]:
        """The leaves of the site that were left there and that no build has written."""
        return frozenset(full(path, name) for path, row in self._rows.items() if row[3] for name in _unpacked(row[3]))

    @property
    def written(self) -> frozenset[str]:
        """The leaves that builds have written: of the site that was left, and of one that may have come to stand."""
        return self.of_builds | self._begun

    def folders(self, paths: Iterable[str]) -> dict[str, Folder]:
        """These folders of the site that was left, those that it has, with the marks of their leaves. Raises OSError."""
        turn, found = self._left.turn, dict[str, Folder]()
        with self._opened(writes=False) as connection:
            for path in paths:
                if row := self._rows.get(path):
                    (marks,) = connection.execute("SELECT marks FROM folders WHERE path = ?", (os.fsencode(path),)).fetchone()
                    leaves = {name: marks[at * SIZE : (at + 1) * SIZE] for at, name in enumerate(_unpacked(row[2]))}
                    found[path] = Folder(row[turn], leaves, frozenset(_unpacked(row[3])))
        return found

    def marks(self) -> Iterator[tuple[str, list[str], bytes]]:
        """Each folder of the site that was left, with its leaves and, one after another, their marks. Raises OSError."""
        with self._opened(writes=False) as connection:
            marks = connection.execute("SELECT path, marks FROM folders").fetchall()
        for path, packed in zip(_paths(marks), (row[1] for row in marks), strict=True):
            if self._rows[path][self._left.turn]:
                yield path, _unpacked(self._rows[path][2]), packed

    def begin(self, root: int, leaves: Iterable[str]) -> None:
        """Note that a site of these leaves may come to stand, in the folder of that inode. Raises OSError."""
        begun = sorted({*self._begun, *(leaf for leaf in leaves if leaf not in self.of_builds)})
        with self._opened() as connection:
            _set(connection, "begun", {"root": root, "leaves": begun})

    def end(self, left: Left, rows: Iterable[Row], *, whole: bool) -> None:
        """Note that the site stands: all its folders, where ``whole``, else those that are not as was noted. Raises OSError."""
        with self._opened() as connection:
            if whole:
                connection.execute("DELETE FROM folders")
            for row in rows:
                if row.folder.stamp or row.before:
                    connection.execute("INSERT OR REPLACE INTO folders VALUES (?, ?, ?, ?, ?, ?)", _packed_row(row, left.turn))
                else:
                    connection.execute("DELETE FROM folders WHERE path = ?", (os.fsencode(row.path),))
            _set(connection, "left", asdict(left))
            connection.execute("DELETE FROM site WHERE name = 'begun'")

    # --- helpers --------------------------------------------------------------------------------

    def _read(self) -> None:
        with self._opened(writes=False) as connection:
            values = {name: json.loads(value) for name, value in connection.execute("SELECT name, value FROM site")}
            rows = connection.execute("SELECT path, one, other, names, foreigners FROM folders").fetchall()
        if values["form"] != _FORM:
            return
        begun = values.get("begun", {"root": 0, "leaves": []})
        left = Left(**values["left"]) if "left" in values else Left()
        differing = tuple(map(str, left.differing))
        self._rows = {path: row[1:] for path, row in zip(_paths(rows), rows, strict=True)}
        self._begun_root, self._begun = int(begun["root"]), frozenset(map(str, begun["leaves"]))
        self._left = Left(str(left.identity), int(left.root), int(bool(left.turn)), int(left.before), differing, bool(left.settled))
        _check([*differing, *self._begun, *self._rows], rows)

    @contextmanager
    def _opened(self, *, writes: bool = True) -> Iterator[sqlite3.Connection]:
        """The data, in one step: all that is done within, or nothing. Raises OSError, DamagedError too."""
        import sqlite3

        try:
            with closing(sqlite3.connect(self._file, isolation_level=None)) as connection:
                connection.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
                if writes and not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
                    _make(connection)
                yield connection
                connection.execute("COMMIT")
        except sqlite3.Error as error:
            if isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
                raise OSError(errno.EIO, str(error), str(self._file)) from error
            remove(self._file)
            raise DamagedError(errno.EIO, f"damaged, and removed ({error})", str(self._file)) from error


def remove(file: Path) -> None:
    """Remove the record. Raises OSError."""
    for name in NAMES:
        disk.remove(file.with_name(name))


def survey(root: Path, record: Record, *, thorough: bool) -> Survey:
    """How the site in the folder is, compared with the record, which is of it.

    Told by its folders alone where not ``thorough``: that sees what came, went, or took the place of another, and not what was written
    into a file. Raises OSError.
    """
    left = record.left()
    known = record.stamps(left.turn)
    touched = _touched(root, known)
    changed: set[str] = set()
    strange: set[str] = set()
    lost: set[str] = set()
    for path, folder in record.folders(touched).items():
        found, inner = look(root, path) if touched[path] else (Folder(b"", {}), ())
        _compare(path, folder, found, changed=changed, strange=strange, lost=lost)
        for below, one in scan(root, *(each for each in inner if each not in known)).items():
            touched[below] = one.stamp
            strange.update(full(below, name) for name in one.leaves)
    if thorough:
        changed |= _written_into(root, record, touched)
    foreign = frozenset((record.of_others - lost) | strange)
    return Survey(frozenset(changed), foreign, frozenset(strange), frozenset(lost), tuple(touched.items()))


def is_untouched(root: Path, known: Mapping[str, bytes]) -> bool:
    """Whether the folders in it have these stamps, all of them."""
    return not _touched(root, known)


def _touched(root: Path, known: Mapping[str, bytes]) -> dict[str, bytes]:
    """The folders whose stamp is another, each with the one that it has now; none of what is not in a folder of the site any more."""
    found = dict(others(root, known))
    if gone := tuple(f"{path}/" for path, now in found.items() if not now):
        found |= {path: b"" for path in known if path.startswith(gone)}  # a link may lead to where they are now
    return found


def _compare(path: str, before: Folder, now: Folder, *, changed: set[str], strange: set[str], lost: set[str]) -> None:
    for name, noted in before.leaves.items():
        there = now.leaves.get(name, b"")
        if name not in before.foreign:
            if not (there and (is_same(noted, there) or not name)):
                changed.add(full(path, name))
        elif not there:
            lost.add(full(path, name))
        elif not is_same_file(noted, there):
            strange.add(full(path, name))
    strange.update(full(path, name) for name in now.leaves if name not in before.leaves)


def _written_into(root: Path, record: Record, touched: Mapping[str, bytes]) -> set[str]:
    """The leaves of builds in the other folders that are not as they were left."""
    doubtful = [path for path, names, marks in record.marks() if path not in touched and marks != marks_of(root, path, names)]
    found: set[str] = set()
    for path, folder in record.folders(doubtful).items():
        for name, before in folder.leaves.items():
            if name and name not in folder.foreign and not is_same(before, mark(f"{root}/{full(path, name)}")):
                found.add(full(path, name))
    return found


def _is_there(file: Path) -> bool:
    """Whether there is a record; what is no file (a link would lead elsewhere) is removed. Raises OSError: it cannot be read."""
    for path in (file.with_name(f"{file.name}{end}") for end in ("", "-journal", "-wal", "-shm")):
        if os.path.lexists(path) and not stat.S_ISREG(path.lstat().st_mode):
            disk.remove(path)
    if not file.exists():
        return False
    with file.open("rb"):
        return True


def _check(paths: Iterable[str], rows: Collection[tuple[bytes, ...]]) -> None:
    """Raises ValueError, TypeError: there are names that would lead out of the site, or what is no name."""
    _ = b"".join(part for row in rows for part in row[1:3])
    names = b"\0".join(part for row in rows for part in row[3:])
    if b"/" in names or (b".." in names and b".." in names.split(b"\0")):
        raise ValueError("a name that leads elsewhere")
    together = "\0".join(paths)
    if (".." in together or "\0/" in f"\0{together}") and any(
        path.startswith("/") or ".." in path.split("/") for path in together.split("\0")
    ):
        raise ValueError("a path that leads elsewhere")


def _paths(rows: Collection[tuple[bytes, ...]]) -> list[str]:
    return os.fsdecode(b"\0".join(row[0] for row in rows)).split("\0") if rows else []


def _make(connection: sqlite3.Connection) -> None:
    for statement in _SCHEMA:
        connection.execute(statement)
    _set(connection, "form", _FORM)


def _set(connection: sqlite3.Connection, name: str, value: object) -> None:
    connection.execute("INSERT OR REPLACE INTO site VALUES (?, ?)", (name, json.dumps(value)))


def _packed_row(row: Row, turn: int) -> tuple[bytes, ...]:
    stamps = (row.folder.stamp, row.before) if turn == 0 else (row.before, row.folder.stamp)
    leaves = row.folder.leaves
    return (os.fsencode(row.path), *stamps, _packed(leaves), _packed(sorted(row.folder.foreign)), b"".join(leaves.values()))


def _packed(names: Iterable[str]) -> bytes:
    """Names as bytes, each with an end."""
    return os.fsencode("".join(f"{name}\0" for name in names))


def _unpacked(data: bytes) -> list[str]:
    return os.fsdecode(data).split("\0")[:-1] if data else []
