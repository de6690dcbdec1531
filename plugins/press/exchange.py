"""The exchange: a site is built beside the old one and takes its place, in one step, when it is whole.

Beside the folder ``output`` stands a hidden one, ``.output.press``, with

``lock``          which one build has at a time
``new``           where the site is written before it stands
``next``          the site before the old one, while it is brought up to date (``press.turns``)
``state.sqlite``  how the site was left (``press.left``): what no build has written is foreign, and stays
``notes.sqlite``  what the press knows of the site that stands
``previous``      the site before this one, for readers who were in the midst of it, until the next build: that changes or removes it
``old``           the old site, for the moment between two renames where there is no exchange in one step

The new site takes the place of the old one by the first of these that the system can do:

1. The two folders exchange their names in one step (Linux, macOS). At every moment a whole site stands.
2. Where no output is there yet, ``output`` becomes a link to a folder in the hidden one, and each
   later build replaces the link by another. At every moment a whole site stands.
3. The old folder is set aside, and the new one put in its place. Between the two renames there is
   no output; killed there, the next build puts the old one back.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from manuscript.problems import Problem, has_errors
from press import disk, interrupts, turns
from press.foreign import Tree, clashes, foreign, hand_over, shown, tree
from press.left import NAMES, Left, Record, Survey, is_untouched, survey
from press.lock import taken
from press.marks import Folder, full, inode, outlive, scan
from press.places import SITES, hidden, hidden_folder, place_of, refusal

__all__ = ("Workplace", "refusal", "stands")

# What a build finds in the hidden folder and does not remove.
_LASTING: Final = frozenset({"lock", ".gitignore", *NAMES, *(f"notes.sqlite{end}" for end in ("", "-journal", "-wal", "-shm"))})
_PUBLIC: Final = 0o755  # the mode of an output that was not there: a web server must be able to read it
_PASSABLE: Final = 0o711  # where the output is a link into it


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


class Workplace:
    """Where one build writes: ``staged`` is an empty folder; ``stands`` says whether its site has taken the place of the old one.

    ``standing`` is the folder whose files the next site may keep, None where it is not known what builds have left there, and
    ``standing_identity`` tells its site from all others; ``identity`` is that of the site that is built. ``notes`` is a place for an
    SQLite file of what the press knows of a site: it lasts, so it has to say of which identity it is.
    """

    def __init__(self, output: Path, folder: Path) -> None:
        self.output = output
        self.staged = folder / "new"
        self.notes = folder / "notes.sqlite"
        self.identity = os.urandom(8).hex()
        self.stands = False
        self._folder = folder
        self._site = self.staged  # what is to take the place of the old site
        self._record = Record(folder / NAMES[0])
        self._left: Left | None = None
        self._descriptor = -1

    @classmethod
    @contextmanager
    def at(cls, output: Path, *, wait_seconds: float = 600, told: Callable[[str], None] = _say) -> Iterator[Workplace]:
        """A workplace for this output, for as long as the lock is held.

        What a killed build has left is put right first. Where ``output`` is a link to a folder, that
        folder is what is exchanged, and the link stays.

        Raises ContentError (``locked``): another build did not end within ``wait_seconds``. Raises OSError.
        """
        place = place_of(output)
        folder = hidden_folder(place)
        with taken(folder / "lock", place.name, wait_seconds=wait_seconds, told=told):
            workplace = cls(place, folder)
            try:
                workplace._begin()
                yield workplace
            finally:
                workplace._end()

    @property
    def standing(self) -> Path | None:
        """The folder whose files may be kept, or None."""
        return self.output.resolve() if self._left else None

    @property
    def standing_identity(self) -> str:
        """What tells the site that stands from all others; empty where nothing is known of it."""
        return self._left.identity if self._left else ""

    def survey(self, *, thorough: bool = True) -> Survey:
        """How the site that stands is, compared with how it was left: what is ``changed`` must not be kept.

        Not ``thorough``, it does not see what was written into a file that stayed where it is. Raises OSError, and ValueError: there
        is nothing to compare with.
        """
        if self._left is None:
            raise ValueError("nothing is known of what stands")
        return survey(self.output.resolve(), self._record, thorough=thorough)

    def exchange(
        self,
        *,
        emptied: bool,
        retained: Collection[str],
        kept: Collection[str] | None = None,
        fails: Callable[[set[Problem]], bool] = has_errors,
    ) -> set[Problem]:
        """Put the staged site in the place of the old one, with what is kept of the old one; what there is to say of foreign files.

        ``kept`` are files of the site that stands, as names relative to it with forward slashes. What is staged goes before them; what
        else builds have written goes. ``emptied`` leaves the foreign files out, but for what is at the top of the output and is
        named in ``retained``, or begins with a dot. A folder that no build has written before is not
        emptied. When ``fails`` says of the problems that they stop the build, nothing was exchanged.

        Raises OSError: the old site stands; the place of the new one may be empty only as the
        module says under 3. Raises ValueError: what is kept was not left by a build.
        """
        self._check_staged()
        if os.path.lexists(self.output) and not self._is_folder():
            return {self._problem("unsafe-output", f"{shown(self.output.name)} is not a folder any more", "Take it away, and build again")}
        old = self.output.resolve() if self._is_folder() else None
        staged = scan(self.staged, "")
        new = Tree(frozenset(full(path, name) for path, folder in staged.items() for name in folder.leaves), frozenset(staged) - {""})
        plan, problems = self._planned(old, new, rule=_Rule(self._record.stood, emptied, frozenset(retained)), kept=frozenset(kept or ()))
        if fails(problems):
            return problems
        made = self._put_together(old, plan, staged)
        # Of both sites, so that a kill at any moment leaves no page that counts as foreign.
        root = inode(self._site)
        self._record.begin(root, plan.fresh)
        before = inode(old) if old and made.takes_turns else 0
        touched = [*plan.fresh, *(row.path for row in made.rows if row.folder.stamp)]
        disk.flush(self._site, only=None if made.is_whole else touched)
        outlive(self._folder)
        self._put(old)
        # From here on nothing is a failure of the build: what is left undone, the next one does.
        with suppress(OSError):
            disk.flush_names(self.output.parent)
            settled = not emptied or self._record.stood or not problems
            left = Left(self.identity, root, 1 - self._record.left().turn, before, made.differing, settled)
            self._record.end(left, made.rows, whole=made.is_whole)
        return problems

    # --- before and after -----------------------------------------------------------------------

    def _begin(self) -> None:
        with suppress(OSError), (self._folder / ".gitignore").open("x", encoding="ascii") as stream:
            stream.write("*\n")
        if not os.path.lexists(self.output) and (self._folder / "old").is_dir():
            (self._folder / "old").rename(self.output)
        self._record = Record.read(self._folder / NAMES[0])
        self._left = self._record.of(self.output.resolve()) if self._is_folder() else None
        self._clean()
        self.staged.mkdir(mode=_PUBLIC)
        if os.name == "posix":  # elsewhere an open folder cannot be renamed
            self._descriptor = os.open(self.staged, os.O_RDONLY)

    def _clean(self) -> None:
        """Remove what other builds have left, but for the site before, where the next can be made of it."""
        staying = {self.output.readlink().name} if self._is_link() else set()
        if self._left and self._left.before == inode(self._before):
            staying.add(self._before.name)
        for entry in sorted(self._folder.iterdir()):
            if entry.name not in _LASTING and entry.name not in staying:
                self._discard(entry)

    def _discard(self, entry: Path) -> None:
        """Remove it; what cannot be removed (it is another user's) is put out of the way."""
        try:
            disk.remove(entry)
        except OSError:
            if not entry.name.startswith("left-"):
                entry.rename(_free(self._folder, "left"))

    @property
    def _before(self) -> Path:
        """Where the site before is kept."""
        if not self._is_link():
            return self._folder / "previous"
        standing = self.output.readlink().name
        return self._folder / next(name for name in SITES if name != standing)

    def _end(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
        for entry in (self.staged, self._folder / "next"):
            with suppress(OSError):
                disk.remove(entry)

    def _check_staged(self) -> None:
        """Raises OSError: somebody has removed the staged site while it was written, and it may have been begun again."""
        if self._descriptor >= 0 and not os.path.samestat(os.fstat(self._descriptor), self.staged.lstat()):
            raise OSError(errno.ESTALE, "the folder was replaced while the site was written", str(self.staged))

    # --- the old site and the new one -----------------------------------------------------------

    def _planned(self, old: Path | None, new: Tree, *, rule: _Rule, kept: frozenset[str]) -> tuple[turns.Plan, set[Problem]]:
        """What the next site is made of, and what there is to say of it."""
        known = self._seen(old, kept)
        others = Tree(known.foreign, frozenset()) if known else tree(old) if old else Tree(frozenset(), frozenset())
        strange = foreign(others, new, () if known else self._record.written)
        names = tuple(name for name in strange if rule.keeps(name))
        remedy = "Move it to another place, or give the page another address"
        problems = {self._problem("unsafe-output", clash, remedy) for clash in clashes(names, new)}
        told = [shown(name) for name in names if not name.startswith(".")]
        if told and not problems:
            problems = {self._problem("files-kept", f"kept, though no build has written it: {', '.join(told)}", rule.remedy)}
        kept -= new.leaves
        gone = self._record.of_builds - kept - new.leaves | (known.foreign - new.leaves).difference(names) if known else frozenset[str]()
        return turns.Plan(kept, frozenset(names), new.leaves, gone, known or Survey()), problems

    def _seen(self, old: Path | None, kept: frozenset[str]) -> Survey | None:
        """How the old site is now; None where nothing is known of it. Raises OSError: what is to be kept is not as it was."""
        known = self._left if old and self._record.of(old) else None
        if not known or not old:
            if kept:
                raise OSError(errno.ESTALE, "it was replaced while the site was built", str(self.output))
            return None
        found = survey(old, self._record, thorough=False)
        if lost := min(kept & found.changed, default=""):
            raise OSError(errno.ESTALE, "it was changed while the site was built", str(old / lost))
        if not kept <= self._record.of_builds:
            raise ValueError("what is to be kept was not left by a build")
        return found

    def _put_together(self, old: Path | None, plan: turns.Plan, staged: dict[str, Folder]) -> turns.Made:
        """The next site, whole, and what is to be noted of it."""
        if old and plan.kept and self._is_before_of_use() and (made := self._turned(old, plan)):
            return made
        if os.path.lexists(self._before):
            self._discard(self._before)
        copied = turns.anew(self.staged, old, plan=plan)
        if old:
            hand_over(old, self.staged)
        return turns.made_anew(self.staged, plan, record=self._record, copied=copied, staged=staged)

    def _is_before_of_use(self) -> bool:
        left = self._record.left()
        return left.before == inode(self._before) != 0 and is_untouched(self._before, self._record.stamps(1 - left.turn))

    def _turned(self, old: Path, plan: turns.Plan) -> turns.Made | None:
        """The site before as the next one; None where it could not be brought up to date, and is gone."""
        site = self._before.rename(self._folder / "next")
        try:
            copied = turns.turn(site, old, plan=plan, record=self._record)
        except OSError:
            self._discard(site)
            return None
        turns.move_in(self.staged, site)
        hand_over(old, site)
        self._site = site
        return turns.turned(site, plan, record=self._record, copied=copied)

    def _problem(self, code: str, message: str, remedy: str) -> Problem:
        return Problem(shown(self.output.name), 0, 0, code, message, remedy)

    # --- the exchange itself --------------------------------------------------------------------

    def _put(self, old: Path | None) -> None:
        with interrupts.held():
            if self._is_link():
                self._lead_to_it()
            elif old is None:
                self._put_first()
            elif disk.swap(self._site, self.output):
                self.stands = True
                self._retire(self._site)
            else:
                self._set_aside_and_put()
            self.stands = True

    def _put_first(self) -> None:
        if not self._can_swap():
            with suppress(OSError):  # no links either: then as everywhere
                self._lead_to_it()
                return
        self._site.rename(self.output)

    def _set_aside_and_put(self) -> None:
        aside = self._folder / "old"
        self.output.rename(aside)
        try:
            self._site.rename(self.output)
        except OSError:
            aside.rename(self.output)
            raise
        self.stands = True
        self._retire(aside)

    def _lead_to_it(self) -> None:
        standing = self.output.readlink().name if self._is_link() else ""
        site = self._folder / next(name for name in SITES if name != standing)
        link = self._folder / "link"
        link.symlink_to(Path(self._folder.name, site.name))
        self._folder.chmod(_PASSABLE)
        self._site.rename(site)
        try:
            link.replace(self.output)
        except OSError:
            site.rename(self._site)
            raise

    def _retire(self, site: Path) -> None:
        """Keep the old site for those who read it; the next build removes it, by whatever name."""
        with suppress(OSError):
            site.rename(self._folder / "previous")

    def _is_folder(self) -> bool:
        return self.output.is_dir() and (self._is_link() or not self.output.is_symlink())

    def _is_link(self) -> bool:
        return self.output.is_symlink() and self.output.readlink() in [Path(self._folder.name, name) for name in SITES]

    def _can_swap(self) -> bool:
        one, other = self._folder / "probe-1", self._folder / "probe-2"
        one.mkdir()
        other.mkdir()
        try:
            return disk.swap(one, other)
        finally:
            one.rmdir()
            other.rmdir()


def stands(output: Path, identity: str, *, thorough: bool = True) -> bool:
    """Whether the site of that identity stands at ``output`` as it was left, and the next build of the same would make no other.

    Needs no lock. Not ``thorough``, it does not see what was written into a file that stayed where it is.
    """
    try:
        place = place_of(output)
        folder = place.resolve(strict=True)
        record = Record.read(hidden(place) / NAMES[0])
        left = record.of(folder)
        return left is not None and left.settled and left.identity == identity and survey(folder, record, thorough=thorough).is_as_left
    except OSError:
        return False


@dataclass(frozen=True, slots=True)
class _Rule:
    """Which foreign files are kept: all, or where the output is emptied some."""

    stood: bool  # a site of a build, before
    emptied: bool
    retained: frozenset[str]

    def keeps(self, name: str) -> bool:
        top = name.partition("/")[0]
        return not (self.emptied and self.stood) or top in self.retained or top.startswith(".")

    @property
    def remedy(self) -> str:
        if self.emptied and not self.stood:
            return "No build has written here before, so the output was not emptied; the next build will empty it"
        return "Remove what you do not want"


def _free(folder: Path, name: str) -> Path:
    number = 1
    while os.path.lexists(folder / f"{name}-{number}"):
        number += 1
    return folder / f"{name}-{number}"
