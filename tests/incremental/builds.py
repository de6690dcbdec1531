"""Builds of a project: plain ones, and such that are killed, fail at an operation, or have another beside them."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from faults import Request
from faults import Server as FaultServer

from incremental.chains import Part
from incremental.preloaded import Preloaded
from incremental.project import Project
from press.site import SETTINGS

_ARGUMENTS: Final = ("content", "-s", "siteconf.py", "-o", "output")
_MORE: Final = {"json": ("--json",), "strict": ("--strict",), "check": ("--check",), "publish": ("-e", "EDITORIAL_PUBLISHING=true")}
_FAULTS: Final = ("EIO", "ENOSPC", "EACCES", "SIGINT", "SIGTERM")
# What differs between builds of the same site: how long it took, and who else was building.
_PASSING: Final = re.compile(r"^(?:.* in [\d.]+ s\.|Unchanged: .* s\.|Waiting for .*)\n?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Told:
    """How a build ended and what it said, without what is in passing."""

    code: int
    out: str
    err: str


class Lane:
    """Builds one thing after another. Two servers, of which each has another hash seed, take turns."""

    def __init__(self) -> None:
        self._servers = [Preloaded(PYTHONHASHSEED="1"), Preloaded(PYTHONHASHSEED="2")]
        self._faults: FaultServer | None = None

    def build(self, folder: Path, project: Project, way: Part, *, turn: int) -> Told:
        """A build of the sources in ``folder``, in that way, as far as it is one for a build that comes to its end."""
        arguments = (*_ARGUMENTS, *_MORE.get(way.name, ()), *_workers(1 + (way.number + turn) % 2))
        ran = self._servers[turn % 2].run(folder, arguments, plain=way.name == "pelican", environment=project.environment)
        assert not ran.hung, f"the build hangs: {ran.err}"
        # What plain Pelican says of settings that it cannot run has the time and the width of a terminal.
        return Told(ran.code, "" if way.name == "pelican" else _settled(ran.out, folder), _settled(ran.err, folder))

    def disturbed(self, project: Project, way: Part) -> str:
        """What came of the build that comes before another one, in words. ``way`` tells how it fails."""
        rng = way.rng
        if way.name == "killed":
            after = rng.uniform(0.0, 1.2 if project.is_ours else 0.25)
            ran = self._servers[0].run(project.folder, _ARGUMENTS, environment=project.environment, seconds=after)
            return f"killed after {after:.2f} s" if ran.hung else "not killed, as it was quick"
        kind = "SIGKILL" if way.name == "killed-at-operation" else rng.choice(_FAULTS)
        at = 1 + int((1000 if project.is_ours else 330) * rng.random() ** 1.5)
        self._faults = self._faults or FaultServer()
        result = self._faults.run(Request(str(project.folder), list(_ARGUMENTS), kind, at, environment=project.environment))
        return f"{kind} at operation {at}: {result.code}" if result.came else f"no {kind}, as there were no {at} operations"

    def two_at_once(self, project: Project, way: Part, *, turn: int) -> tuple[Told, Told]:
        """Two builds of the project at the same time, one of which knows it by another name."""
        other = project.place / "other"
        other.mkdir(exist_ok=True)
        with suppress(FileExistsError):
            (other / "site").symlink_to(project.folder)
        with ThreadPoolExecutor(2) as threads:
            one, two = (
                threads.submit(self.build, folder, project, way, turn=turn + n) for n, folder in enumerate((project.folder, other / "site"))
            )
            return one.result(), two.result()

    def close(self) -> None:
        """End the servers."""
        for server in self._servers:
            server.close()
        if self._faults:
            self._faults._process.communicate()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _workers(number: int) -> tuple[str, ...]:
    return ("-e", f"PRESS_WORKERS={number}") if "PRESS_WORKERS" in SETTINGS else ()


def _settled(text: str, folder: Path) -> str:
    return _PASSING.sub("", text.replace(str(folder), "SITE").replace(str(folder.resolve()), "SITE"))
