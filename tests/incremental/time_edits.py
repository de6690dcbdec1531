"""Edits that are about time: of files, of the clock, and of what is said to be now."""

from __future__ import annotations

import os
from random import Random

from incremental.kinds import kind
from incremental.project import NOW, Project, bumped

# What a site is made from, of every kind.
_ALL = ("content/*", "look/*", "over/*", "*.py", "*.txt", "*.json")


def _markable(project: Project, rng: Random) -> tuple[str, str, str]:
    """A source with a mark: its name, its text, and the text with another mark of the same length; no name where there is none."""
    names = [name for name in project.names(*_ALL) if name.endswith((".md", ".html", ".css", ".py", ".txt", ".json", ".svg", ".rst"))]
    rng.shuffle(names)
    for name in names:
        text = project.read(name)
        if (other := bumped(text, rng)) != text:
            return name, text, other
    return "", "", ""


@kind("same-time-and-size")
def _same(project: Project, rng: Random) -> str:
    name, _, other = _markable(project, rng)
    if not name:
        return ""
    project.write(name, other, "same")
    return f"{name} is another, with the same time and size"


@kind("clock-set-back")
def _clock_back(project: Project, rng: Random) -> str:
    name, _, other = _markable(project, rng)
    if not name:
        return ""
    project.write(name, other, "back")
    return f"{name} is another, and older than before"


@kind("touch")
def _touch(project: Project, rng: Random) -> str:
    name = rng.choice(project.names(*_ALL))
    os.utime(project.folder / name)
    return f"{name} is touched, and the same"


@kind("touch-all")
def _touch_all(project: Project, rng: Random) -> str:
    stamp = rng.randrange(10**9) * 10**9
    for name in project.names("*"):
        os.utime(project.folder / name, ns=(stamp, stamp))
    return "all sources have another time, as after a clone"


@kind("written-again")
def _again(project: Project, rng: Random) -> str:
    name = rng.choice(project.names(*_ALL))
    data = (project.folder / name).read_bytes()
    (project.folder / name).unlink()
    project.write(name, data)
    return f"{name} is written again, the same"


@kind("instant")
def _instant(project: Project, rng: Random) -> str:
    before, project.epoch = project.epoch, rng.choice((NOW, NOW + 86_400, NOW - 3_600, 1_720_000_000, 4_200_000_000))
    return f"the build is at {project.epoch}" if before != project.epoch else ""


@kind("environment")
def _environment(project: Project, rng: Random) -> str:
    before, project.flavour = project.flavour, rng.choice(("plain", "sweet", "sour"))
    return f"FLAVOUR is {project.flavour}" if before != project.flavour else ""
