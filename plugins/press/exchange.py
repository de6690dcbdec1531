"""The exchange: a site is built beside the old one and takes its place, in one step, when it is whole.

Beside the folder ``output`` stands a hidden one, ``.output.press``, with

``lock``          which one build has at a time
``new``           where the site is written before it stands
``written.json``  the names that builds have written: all else in the output is foreign, and stays
``previous``      the site before this one, for readers who were in the midst of it; the next build removes it
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
import json
import os
import stat
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from manuscript.problems import Problem, has_errors
from press import disk, interrupts
from press.foreign import Tree, carry, clashes, foreign, hand_over, shown, tree
from press.lock import taken

# What a build finds in the hidden folder and does not remove.
_LASTING: Final = frozenset({"lock", "written.json", ".gitignore"})
_SITES: Final = ("site-1", "site-2")  # what the output leads to, in turn, where it is a link
_PUBLIC: Final = 0o755  # the mode of an output that was not there: a web server must be able to read it
_PRIVATE: Final = 0o700  # of the hidden folder: what is withdrawn, or not yet published, is nobody's
_PASSABLE: Final = 0o711  # where the output is a link into it


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


@dataclass(frozen=True, slots=True)
class Written:
    """The names of the leaves that builds have written; ``stood`` says whether one of these builds came to stand."""

    names: frozenset[str] = frozenset()
    stood: bool = False


class Workplace:
    """Where one build writes: ``staged`` is an empty folder; ``stands`` says whether its site has taken the place of the old one."""

    def __init__(self, output: Path, folder: Path) -> None:
        self.output = output
        self.staged = folder / "new"
        self.stands = False
        self._folder = folder
        self._descriptor = -1

    @classmethod
    @contextmanager
    def at(cls, output: Path, *, wait_seconds: float = 600, told: Callable[[str], None] = _say) -> Iterator[Workplace]:
        """A workplace for this output, for as long as the lock is held.

        What a killed build has left is put right first. Where ``output`` is a link to a folder, that
        folder is what is exchanged, and the link stays.

        Raises ContentError (``locked``): another build did not end within ``wait_seconds``. Raises OSError.
        """
        place = _place(output)
        folder = _hidden_folder(place)
        with taken(folder / "lock", place.name, wait_seconds=wait_seconds, told=told):
            workplace = cls(place, folder)
            try:
                workplace._begin()
                yield workplace
            finally:
                workplace._end()

    def exchange(self, *, emptied: bool, retained: Collection[str], fails: Callable[[set[Problem]], bool] = has_errors) -> set[Problem]:
        """Put the staged site in the place of the old one, with the foreign files of the old one; what there is to say of them.

        ``emptied`` leaves the foreign files out, but for what is at the top of the output and is
        named in ``retained``, or begins with a dot. A folder that no build has written before is not
        emptied. When ``fails`` says of the problems that they stop the build, nothing was exchanged.

        Raises OSError: the old site stands; the place of the new one may be empty only as the
        module says under 3.
        """
        self._check_staged()
        if os.path.lexists(self.output) and not self._is_folder():
            return {self._problem("unsafe-output", f"{shown(self.output.name)} is not a folder any more", "Take it away, and build again")}
        old = self.output.resolve() if self._is_folder() else None
        new, written = tree(self.staged), _read(self._folder / "written.json")
        problems = set[Problem]() if old is None else self._keep(old, new, _Rule(written, emptied, frozenset(retained)))
        if fails(problems):
            return problems
        # Of both sites, so that a kill at any moment leaves no page that counts as foreign.
        _write(self._folder / "written.json", Written(written.names | new.leaves, written.stood))
        self._put_when_flushed(old)
        # From here on nothing is a failure of the build: what is left undone, the next one does.
        with suppress(OSError):
            disk.flush_names(self.output.parent)
            _write(self._folder / "written.json", Written(new.leaves, stood=True))
        return problems

    # --- before and after -----------------------------------------------------------------------

    def _begin(self) -> None:
        with suppress(OSError), (self._folder / ".gitignore").open("x", encoding="ascii") as stream:
            stream.write("*\n")
        if not os.path.lexists(self.output) and (self._folder / "old").is_dir():
            (self._folder / "old").rename(self.output)
        self._clean()
        self.staged.mkdir(mode=_PUBLIC)
        if os.name == "posix":  # elsewhere an open folder cannot be renamed
            self._descriptor = os.open(self.staged, os.O_RDONLY)

    def _clean(self) -> None:
        """Remove what other builds have left. What cannot be removed (it is another user's) is put out of the way."""
        standing = self.output.readlink().name if self._is_link() else ""
        for entry in sorted(self._folder.iterdir()):
            if entry.name in _LASTING or entry.name == standing:
                continue
            try:
                disk.remove(entry)
            except OSError:
                if not entry.name.startswith("left-"):
                    entry.rename(_free(self._folder, "left"))

    def _end(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
        with suppress(OSError):
            disk.remove(self.staged)

    def _check_staged(self) -> None:
        """Raises OSError: somebody has removed the staged site while it was written, and it may have been begun again."""
        if self._descriptor >= 0 and not os.path.samestat(os.fstat(self._descriptor), self.staged.lstat()):
            raise OSError(errno.ESTALE, "the folder was replaced while the site was written", str(self.staged))

    # --- the old site ---------------------------------------------------------------------------

    def _keep(self, old: Path, new: Tree, rule: _Rule) -> set[Problem]:
        kept = tuple(name for name in foreign(tree(old), new, rule.written.names) if rule.keeps(name))
        remedy = "Move it to another place, or give the page another address"
        if problems := {self._problem("unsafe-output", clash, remedy) for clash in clashes(kept, new)}:
            return problems
        carry(kept, old, self.staged)
        hand_over(old, self.staged)
        told = [shown(name) for name in kept if not name.startswith(".")]
        return {self._problem("files-kept", f"kept, though no build has written it: {', '.join(told)}", rule.remedy)} if told else set()

    def _problem(self, code: str, message: str, remedy: str) -> Problem:
        return Problem(shown(self.output.name), 0, 0, code, message, remedy)

    # --- the exchange itself --------------------------------------------------------------------

    def _put_when_flushed(self, old: Path | None) -> None:
        disk.flush(self.staged)
        with interrupts.held():
            if self._is_link():
                self._lead_to_staged()
            elif old is None:
                self._put_first()
            elif disk.swap(self.staged, self.output):
                self.stands = True
                self._retire(self.staged)
            else:
                self._set_aside_and_put()
            self.stands = True

    def _put_first(self) -> None:
        if not self._can_swap():
            with suppress(OSError):  # no links either: then as everywhere
                self._lead_to_staged()
                return
        self.staged.rename(self.output)

    def _set_aside_and_put(self) -> None:
        aside = self._folder / "old"
        self.output.rename(aside)
        try:
            self.staged.rename(self.output)
        except OSError:
            aside.rename(self.output)
            raise
        self.stands = True
        self._retire(aside)

    def _lead_to_staged(self) -> None:
        standing = self.output.readlink().name if self._is_link() else ""
        site = self._folder / next(name for name in _SITES if name != standing)
        link = self._folder / "link"
        link.symlink_to(Path(self._folder.name, site.name))
        self._folder.chmod(_PASSABLE)
        self.staged.rename(site)
        try:
            link.replace(self.output)
        except OSError:
            site.rename(self.staged)
            raise

    def _retire(self, site: Path) -> None:
        """Keep the old site for those who read it; the next build removes it, by whatever name."""
        with suppress(OSError):
            site.rename(self._folder / "previous")

    def _is_folder(self) -> bool:
        return self.output.is_dir() and (self._is_link() or not self.output.is_symlink())

    def _is_link(self) -> bool:
        return self.output.is_symlink() and self.output.readlink() in [Path(self._folder.name, name) for name in _SITES]

    def _can_swap(self) -> bool:
        one, other = self._folder / "probe-1", self._folder / "probe-2"
        one.mkdir()
        other.mkdir()
        try:
            return disk.swap(one, other)
        finally:
            one.rmdir()
            other.rmdir()


@dataclass(frozen=True, slots=True)
class _Rule:
    """Which foreign files are kept: all, or where the output is emptied some."""

    written: Written
    emptied: bool
    retained: frozenset[str]

    def keeps(self, name: str) -> bool:
        top = name.partition("/")[0]
        return not (self.emptied and self.written.stood) or top in self.retained or top.startswith(".")

    @property
    def remedy(self) -> str:
        if self.emptied and not self.written.stood:
            return "No build has written here before, so the output was not emptied; the next build will empty it"
        return "Remove what you do not want"


def refusal(
    output: Path, *, content: Path, site_theme: Path, here: Path, settings_file: Path | None = None, sources: Collection[Path] = ()
) -> str:
    """Why a site must not be put at ``output``, or nothing. All paths are absolute.

    A build takes the place of what stands there, so that must not hold what the site is made from,
    the folder that the command was given in, or the home of the user; nor lie in what it is made from. Where the content folder
    is the whole project (Pelican's own default), that is the ``sources`` in it.
    """
    if not output.name or output == output.parent:
        return f"{output} is the root of the file system"
    if os.path.lexists(output) and not output.is_dir():
        return f"{output} is {_kind(output)}"
    place = _place(output)
    for source in (content, site_theme, here, *_home(), *([settings_file] if settings_file else [])):
        if _holds(place, source.resolve()):
            return f"{output} is or holds {source}, which would be lost"
    is_project = any(_holds(content.resolve(), one.resolve()) for one in (here, *([settings_file] if settings_file else [])))
    for source in (*(sources if is_project else (content,)), site_theme):
        if _holds(source.resolve(), place) or (is_project and _holds(place, source.resolve())):
            return f"{output} lies in {source}, which the site is made from"
    if mounted := _mounted(place):
        return f"{mounted} is another file system, and cannot be exchanged with the folder"
    return ""


def _kind(path: Path) -> str:
    if path.is_symlink():
        return "a link that leads to no folder"
    return "a file" if path.is_file() else "neither a file nor a folder"


def _home() -> Iterable[Path]:
    try:
        return (Path.home(),)
    except RuntimeError:  # a user without one
        return ()


def _holds(folder: Path, path: Path) -> bool:
    """Whether the path is that folder or lies in it, by whatever name (a file system may ignore case)."""
    if folder == path or folder in path.parents:
        return True
    return any(_is_same(folder, above) for above in (path, *path.parents))


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of the two is not there
        return False


def _mounted(place: Path) -> str:
    """The first place in the folder, or the folder itself, at which a file system is mounted; or nothing."""
    try:
        lines = os.fsencode(Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape")).splitlines()
    except OSError:  # not Linux
        return str(place) if os.path.ismount(place) else ""
    # Spaces and the like are written as octal numbers. Source: proc(5), mountinfo.
    points = [Path(os.fsdecode(line.split(b" ")[4].decode("unicode_escape").encode("latin-1"))) for line in lines]
    return next((str(point) for point in sorted(points) if point == place or place in point.parents), "")


def _place(output: Path) -> Path:
    """The folder that is exchanged, absolute: ``output``, or what it leads to; our own link is no other place.

    Raises OSError: the link leads to nothing, or the output has no name.
    """
    if output.name in ("", ".."):
        output = output.resolve()
    if not output.name:
        raise OSError(errno.EINVAL, "the root of a file system cannot be an output", str(output))
    place = output.parent.resolve() / output.name
    if place.is_symlink() and place.readlink().parent != Path(_hidden(place).name):
        place = place.resolve(strict=True)
    # Who has followed our link stands in the hidden folder.
    above = place.parent.name
    ours = place.name in _SITES and above.startswith(".") and above.endswith(".press")
    return place.parent.with_name(above[1:].removesuffix(".press")) if ours else place


def _hidden(place: Path) -> Path:
    return place.with_name(f".{place.name}.press")


def _hidden_folder(place: Path) -> Path:
    """The hidden folder, made where it is missing. Raises OSError: something else stands there."""
    folder = _hidden(place)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        folder.mkdir(mode=_PRIVATE)
    if not stat.S_ISDIR(folder.lstat().st_mode):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    return folder


def _free(folder: Path, name: str) -> Path:
    number = 1
    while os.path.lexists(folder / f"{name}-{number}"):
        number += 1
    return folder / f"{name}-{number}"


def _read(file: Path) -> Written:
    """What builds have written; nothing where the file is missing, damaged, or none of ours.

    Raises OSError: it is there and cannot be read. To go on would make stale pages foreign, for good.
    """
    try:
        if not stat.S_ISREG(file.lstat().st_mode):  # a FIFO would wait, a link lead elsewhere
            return Written()
        data = json.loads(file.read_bytes())
        names, stood = data["written"], data["stood"]
    except (FileNotFoundError, ValueError, LookupError, TypeError, RecursionError):
        return Written()
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names) or not isinstance(stood, bool):
        return Written()
    return Written(frozenset(names), stood)


def _write(file: Path, written: Written) -> None:
    """Write it so that the old or the new names are there, and nothing between. Raises OSError."""
    aside = file.with_name("written.new")
    with aside.open("wb") as stream:
        stream.write(json.dumps({"stood": written.stood, "written": sorted(written.names)}, indent=0).encode("ascii"))
        stream.flush()
        os.fsync(stream.fileno())
    aside.replace(file)
