"""Turns: the next site is made of the site before the one that stands, in time that depends on what is to change.

Two folders take turns: while the one stands, the other, which stood before it, is brought up to date. What stays is one file with a name
in both, so nothing in them is ever written to: a file takes the place of another, or goes. Where there is no other folder, or somebody
touched it, what stays gets a name in the folder in which the build has written.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from press.foreign import attributes, carry, give
from press.left import Record, Row, Survey
from press.marks import DOUBTFUL, Folder, folders_of, full, is_copied, is_linked, look, mark, mode, parted, scan, stamp

# What a system says of a folder that is not empty, or that is none.
_STAYS: Final = frozenset({errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT, errno.ENOTDIR})


@dataclass(frozen=True, slots=True)
class Plan:
    """What the next site is made of: leaves that are ``kept`` from the one that stands, ``foreign`` ones that are, and ``fresh`` ones.

    The three have no leaf in common. ``gone`` is what the site that stands has beside them. ``known`` says how that site is.
    """

    kept: frozenset[str]
    foreign: frozenset[str]
    fresh: frozenset[str]
    gone: frozenset[str]
    known: Survey


@dataclass(frozen=True, slots=True)
class Made:
    """What came of it: the folders as they are to be on record; ``differing`` leaves are another file than in the site that stands."""

    rows: tuple[Row, ...]
    differing: tuple[str, ...]
    is_whole: bool  # all folders; else those that are not as was noted
    takes_turns: bool  # the site that stands is of use when the next is made


def turn(before: Path, standing: Path, *, plan: Plan, record: Record) -> frozenset[str]:
    """Bring the site before up to date with the one that stands, but for what is fresh; the leaves that had to be copied.

    Raises OSError: it is half done, and of no use any more.
    """
    late = record.left().differing
    _remove(before, {*plan.gone, *plan.known.lost, *(leaf for leaf in late if not _stays(leaf, plan))})
    given = give(sorted(_linked(plan, record)), standing, before, replaces=True)
    for path in sorted(_foreign_folders(plan), reverse=True):
        if (before / path).is_dir():
            attributes(standing / path, before / path)
    return given.copied


def move_in(fresh: Path, site: Path) -> None:
    """Move what is in the one folder into the other, in the place of what has its name there. Raises OSError."""
    waiting = [""]
    while waiting:
        here = waiting.pop()
        with os.scandir(fresh / here) as entries:
            found = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)
        for name, is_folder in found:
            path = full(here, name)
            if is_folder and stamp(f"{site}/{path}"):
                waiting.append(path)
            elif is_folder:
                (fresh / path).rename(site / path)
            else:
                (fresh / path).replace(site / path)


def turned(site: Path, plan: Plan, *, record: Record, copied: frozenset[str]) -> Made:
    """What is to be noted of a site that was made by ``turn`` and ``move_in``. Raises OSError."""
    stamps, linked = dict(plan.known.stamps), _linked(plan, record)
    paths = folders_of([*plan.fresh, *plan.gone, *plan.known.lost, *linked, *record.left().differing]) | stamps.keys()
    noted, standing = record.folders(paths), record.stamps(record.left().turn)
    new = _by_folder(plan.fresh | linked)
    rows = []
    for path in sorted(paths):
        before = noted[path].leaves if path in noted else {}
        stay = {name: mark for name, mark in before.items() if _stays(full(path, name), plan)}
        foreign = frozenset(name for name in (*stay, *new.get(path, ())) if full(path, name) in plan.foreign)
        noticed = {name: mark for name, mark in stay.items() if name not in foreign}
        leaves = stay | {name: _mark(site, path, name=name, before=noticed.get(name), copied=copied) for name in new.get(path, ())}
        folder = Folder(stamp(f"{site}/{path}", top=not path), leaves, foreign)
        rows.append(Row(path, folder, stamps.get(path, standing.get(path, b""))))
    differing = plan.fresh | plan.gone | copied
    return Made(tuple(rows), tuple(sorted(differing)), is_whole=False, takes_turns=_is_of_use(differing, plan, standing=standing))


def anew(site: Path, standing: Path | None, *, plan: Plan) -> frozenset[str]:
    """Give what stays names in the folder in which the build has written; the leaves that had to be copied. Raises OSError."""
    if standing is None:
        return frozenset()
    given = give(sorted(plan.kept), standing, site)
    carry(sorted(plan.foreign), standing, site)
    return given.copied


def made_anew(site: Path, plan: Plan, *, record: Record, copied: frozenset[str], staged: dict[str, Folder]) -> Made:
    """What is to be noted of a site that was made by ``anew`` of what was ``staged``. Raises OSError."""
    if not plan.kept:
        folders = staged | {path: look(site, path)[0] for path in (folders_of(plan.foreign) if plan.foreign else ())}
        return Made(tuple(_rows(folders, {}, plan=plan)), (), is_whole=True, takes_turns=False)
    standing = record.stamps(record.left().turn)
    noted, before = record.folders(standing), standing | dict(plan.known.stamps)
    folders = {path: _as_noted(path, found, noted.get(path), plan=plan, copied=copied) for path, found in scan(site, "").items()}
    gone = [Row(path, Folder(b"", {}), stamped) for path, stamped in before.items() if path not in folders]
    differing = plan.fresh | plan.gone | copied
    is_of_use = _is_of_use(differing, plan, standing=standing)
    return Made(
        (*_rows(folders, before, plan=plan), *gone), tuple(sorted(differing)) if is_of_use else (), is_whole=True, takes_turns=is_of_use
    )


# --- helpers --------------------------------------------------------------------------------------------


def _remove(site: Path, leaves: Collection[str]) -> None:
    """Remove these leaves, where they are there, and the folders that are empty then."""
    for leaf in sorted(leaves):  # a link goes before what would be behind it
        if not leaf.endswith("/") and not stamp(f"{site}/{leaf}"):
            with suppress(FileNotFoundError, NotADirectoryError):
                (site / leaf).unlink()
    for path in sorted(folders_of(leaves) - {""}, reverse=True):
        try:
            (site / path).rmdir()
        except OSError as error:
            if error.errno not in _STAYS:
                raise


def _foreign_folders(plan: Plan) -> set[str]:
    """The folders that somebody touched and in which the site has nothing."""
    touched = {path for path, now in plan.known.stamps if path and now}
    return touched - folders_of([*plan.kept, *plan.fresh]) if touched else set()


def _is_of_use(differing: Collection[str], plan: Plan, *, standing: Mapping[str, bytes]) -> bool:
    """Whether the site that stands can be brought up to date later, and that is less work than to make it anew."""
    others = _foreign_folders(plan)
    for path, now in plan.known.stamps:
        if path and now and path not in others and path in standing and mode(now) != mode(standing[path]):
            return False
    return 2 * len(differing) <= len(plan.kept) + len(plan.fresh)


def _rows(folders: Mapping[str, Folder], before: Mapping[str, bytes], *, plan: Plan) -> Iterator[Row]:
    others = folders_of(plan.foreign)
    for path, found in folders.items():
        foreign = frozenset(name for name in found.leaves if full(path, name) in plan.foreign) if path in others else frozenset[str]()
        yield Row(path, Folder(found.stamp, found.leaves, foreign), before.get(path, b""))


def _as_noted(path: str, found: Folder, noted: Folder | None, *, plan: Plan, copied: frozenset[str]) -> Folder:
    """The folder, with doubtful marks for what is kept and is not as it was noted to be."""
    before = noted.leaves if noted else {}
    kept = [name for name in found.leaves if name and full(path, name) in plan.kept]
    marks = {name: _accepted(before.get(name), found.leaves[name], is_copy=full(path, name) in copied) for name in kept}
    return Folder(found.stamp, found.leaves | marks)


def _linked(plan: Plan, record: Record) -> set[str]:
    """What the site before has not, or has otherwise, and the next one has from the one that stands."""
    return {leaf for leaf in record.left().differing if _stays(leaf, plan)} | (plan.known.strange & plan.foreign)


def _stays(leaf: str, plan: Plan) -> bool:
    return leaf in plan.kept or leaf in plan.foreign


def _by_folder(leaves: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path, name in map(parted, leaves):
        found.setdefault(path, []).append(name)
    return found


def _mark(site: Path, path: str, *, name: str, before: bytes | None, copied: frozenset[str]) -> bytes:
    now = mark(f"{site}/{full(path, name)}") if name else DOUBTFUL
    return now if before is None else _accepted(before, now, is_copy=full(path, name) in copied)


def _accepted(before: bytes | None, now: bytes, *, is_copy: bool) -> bytes:
    """The mark of a leaf that got a name in another folder; that of no file where it is not as it was noted to be."""
    is_as_noted = before is not None and (is_copied(before, now) if is_copy else is_linked(before, now))
    return now if is_as_noted else DOUBTFUL
