"""One step judged: the sources are edited and built, and beside them a fresh copy with no cache; both must be the same."""

from __future__ import annotations

import difflib
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hostile.judge import Snapshot, taken

from incremental.builds import Lane, Told
from incremental.chains import Part, Step
from incremental.kinds import KINDS
from incremental.looks import laid_out
from incremental.project import STATE, Entry, Project

_FEW = 30  # lines of a difference that are shown
_DISTURBED = ("killed", "killed-at-operation", "fails-at-operation")


@dataclass(frozen=True, slots=True)
class Judged:
    """A step in words, which of its edits changed anything, what is wrong (nothing), and whether the site was built."""

    story: str
    effective: tuple[str, ...]
    wrong: str
    built: bool


@dataclass(slots=True)
class Bench:
    """A project on a lane, with what was good: its sources when it was built last."""

    project: Project
    lane: Lane
    turn: int = 0
    failed: bool = False
    good: dict[str, bytes] = field(default_factory=dict)

    def judge(self, step: Step) -> Judged:
        """Edit, build, compare."""
        self.turn += 1
        told = self._mended(step)
        effective = []
        for edit in step.edits:
            if words := KINDS[edit.name].change(self.project, edit.rng):
                told.append(words)
                effective.append(edit.name)
        wrong, how, ended = self._built(step.way)
        told.append(how)
        built = ended.code == 0
        if built and step.way.name != "check":
            self.good, self.project.stood = self.project.sources(), True
        self.failed = not built and step.way.name != "strict"
        return Judged("; ".join(told), tuple(effective), wrong, built)

    def _mended(self, step: Step) -> list[str]:
        if not (self.failed and step.mends):
            return []
        self.project.restore(self.good)
        return ["the sources are what they were when it was built last"]

    def _built(self, way: Part) -> tuple[str, str, Told]:
        """What is wrong, how it was built in words, and how the build ended."""
        project, lane, turn = self.project, self.lane, self.turn
        fresh, spare = (self._copy(name) for name in ("clean", "spare"))
        before, told, disturbed = taken(project.output), f"built ({way})", None
        if way.name in _DISTURBED:
            told = f"a build, {lane.disturbed(project, way)}, and one after it"
            disturbed = taken(project.output)
        if way.name == "two-at-once":
            ended, second = lane.two_at_once(project, way, turn=turn)
        else:
            ended = lane.build(project.folder, project, way, turn=turn)
            second = lane.build(project.folder, project, way, turn=turn) if way.name == "again" else ended
        after = taken(project.output)
        clean = self._clean(fresh, spare, way, before, after)
        wrong = [*_differs("the end", _of(clean), _of(ended)), *_differs("the end of the second build", _of(clean), _of(second))]
        writes = clean.code == 0 and way.name != "check"
        wanted = taken(fresh / "output") if writes else before
        wrong += _differs("the output" if writes else "the output, which should have stayed as it was,", wanted, after)
        if disturbed not in (None, before, after):
            wrong += [f"a mixture was left: neither the site before nor that after it\n{_listed(before, disturbed or {})}"]
        wrong += _differs("the sources", _as_snapshot(_sources(fresh)), _as_snapshot(project.sources()))
        return "\n".join(wrong), f"{told}: {_end(ended)}", ended

    def _copy(self, name: str) -> Path:
        shutil.rmtree(self.project.place / name, ignore_errors=True)
        return self.project.copy_to(self.project.place / name)

    def _clean(self, fresh: Path, spare: Path, way: Part, stood: Snapshot, stands: Snapshot) -> Told:
        """How the build of the fresh copy ended, with the foreign files in the output that a build must keep.

        ``stood`` is the output before, ``stands`` what the build has made of it. ``spare`` is another copy, which is not built.
        """
        project = self.project
        if project.forgotten:
            clean = self._built_fresh(fresh, way, {})
            if clean.code or way.name == "check":
                return clean
            kept = self._stale(taken(fresh / "output"), stood, stands)
            shutil.rmtree(fresh)
            spare.rename(fresh)
            project.forgotten = ""
        else:
            kept = self._kept()
        clean = self._built_fresh(fresh, way, kept)
        if clean.code == 0 and way.name != "check":
            project.foreign = kept
        return clean

    def _built_fresh(self, fresh: Path, way: Part, foreign: Mapping[str, Entry]) -> Told:
        for name, entry in foreign.items():
            _place(fresh / "output", name, entry)
        return self.lane.build(fresh, self.project, way, turn=self.turn + 1)

    def _kept(self) -> dict[str, Entry]:
        """The foreign files that a build keeps: all, or where it empties the output, those that are hidden."""
        emptied = self.project.stood and _is_emptied(self.project)
        return {name: entry for name, entry in self.project.foreign.items() if name.startswith(".") or not emptied}

    def _stale(self, new: Snapshot, stood: Snapshot, stands: Snapshot) -> dict[str, Entry]:
        """What is foreign to a press that does not know what it has written: what stood and is stale may be."""
        stale = {name: entry for name, entry in stood.items() if name not in new and entry[0] != "folder"}
        if self.project.forgotten == "all":
            return stale
        return {name: entry for name, entry in stale.items() if name in stands} | self._kept()


def begun(place: Path, look: str, seed: int, lane: Lane) -> Bench:
    """A bench with a new project, in a place of its own."""
    project = laid_out(place, look, seed)
    bench = Bench(project, lane, good=project.sources())
    project.build_other = lambda: _other(place / "another", look, seed, lane)
    return bench


def _other(place: Path, look: str, seed: int, lane: Lane) -> Path:
    """The folder of another project of the same look, which has been built."""
    if not place.exists():
        other = laid_out(place, look, seed + 1)
        lane.build(other.folder, other, Part("plain"), turn=0)
    return place / "site"


def _is_emptied(project: Project) -> bool:
    lines = [line for line in project.read("siteconf.py").splitlines() if line.startswith("DELETE_OUTPUT_DIRECTORY = ")]
    return bool(lines) and lines[-1].endswith("True")


def _place(output: Path, name: str, entry: Entry) -> None:
    what, mode, data = entry
    path = output / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if what == "link":
        path.symlink_to(str(data))
    elif what == "file":
        path.write_bytes(bytes(data) if isinstance(data, bytes) else data.encode())
        path.chmod(mode)


def _sources(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {name: path.read_bytes() for path in found if (name := path.relative_to(folder).as_posix()).partition("/")[0] not in STATE}


def _end(told: Told) -> str:
    first = next((line for line in told.err.splitlines() if "(warning)" not in line), "")
    return f"{told.code} {first}" if told.code else "0"


# --- what differs, in words ---------------------------------------------------------------------------------


def _of(told: Told) -> Snapshot:
    return {"exit code": ("file", 0, str(told.code)), "standard output": ("file", 0, told.out), "standard error": ("file", 0, told.err)}


def _as_snapshot(files: Mapping[str, bytes]) -> Snapshot:
    return {name: ("file", 0, data) for name, data in files.items()}


def _differs(what: str, clean: Snapshot, incremental: Snapshot) -> Iterator[str]:
    if clean != incremental:
        yield f"{what} is not that of a clean build:\n{_listed(clean, incremental)}"


def _listed(clean: Snapshot, incremental: Snapshot) -> str:
    names = sorted(name for name in {*clean, *incremental} if clean.get(name) != incremental.get(name))
    missing = [f"  missing: {name}" for name in names if name not in incremental]
    beyond = [f"  too much: {name}" for name in names if name not in clean]
    both = [name for name in names if name in clean and name in incremental]
    others = [f"  other: {name}" for name in both[1:]]
    lines = [line for name in both[:1] for line in _difference(name, clean[name], incremental[name])]
    return "\n".join([*missing[:_FEW], *beyond[:_FEW], *lines, *others[:_FEW]])


def _difference(name: str, clean: Entry, incremental: Entry) -> list[str]:
    if clean[:2] != incremental[:2]:
        return [f"  {name}: {clean[0]} {clean[1]:o} and not {incremental[0]} {incremental[1]:o}"]
    before, after = ((data if isinstance(data, str) else data.decode(errors="replace")).splitlines() for data in (clean[2], incremental[2]))
    return [f"  {line}" for line in difflib.unified_diff(before, after, f"{name} (clean)", f"{name} (incremental)", n=0, lineterm="")][
        :_FEW
    ]
