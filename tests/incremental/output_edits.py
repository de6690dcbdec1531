"""What is done to an output behind the back of builds."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from random import Random

from incremental.kinds import kind
from incremental.project import Project, drop


def _one(project: Project, rng: Random) -> Path | None:
    """A file that a build has written."""
    found = (
        [path for path in sorted(project.output.rglob("*")) if path.is_file() and not path.is_symlink()] if project.output.is_dir() else []
    )
    found = [path for path in found if path.relative_to(project.output).as_posix() not in project.foreign]
    return rng.choice(found) if found else None


@kind("output-removed")
def _removed(project: Project, rng: Random) -> str:
    if not (path := _one(project, rng)):
        return ""
    drop(path, project.output)
    return f"{path.name} is removed from the output"


@kind("output-changed")
def _changed(project: Project, rng: Random) -> str:
    if not (path := _one(project, rng)):
        return ""
    path.write_bytes(path.read_bytes() + b"<!-- by hand -->")
    return f"{path.name} is changed in the output"


@kind("output-changed-in-secret")
def _secret(project: Project, rng: Random) -> str:
    if not (path := _one(project, rng)) or not path.stat().st_size:
        return ""
    data, status = bytearray(path.read_bytes()), path.stat()
    data[rng.randrange(len(data))] ^= 1
    path.write_bytes(data)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    return f"{path.name} is changed in the output, with the same time and size"


@kind("output-replaced-in-secret")
def _replaced(project: Project, rng: Random) -> str:
    if not (path := _one(project, rng)) or not path.stat().st_size:
        return ""
    data, aside = bytearray(path.read_bytes()), project.place / "aside"
    data[0] ^= 1
    aside.write_bytes(data)
    shutil.copystat(path, aside)
    aside.replace(path)
    return f"another file has the name {path.name} in the output, with the same time and size"


@kind("output-emptied-file")
def _emptied(project: Project, rng: Random) -> str:
    if not (path := _one(project, rng)):
        return ""
    path.write_bytes(b"")
    return f"{path.name} is empty in the output"


@kind("output-mode")
def _mode(project: Project, rng: Random) -> str:
    if not (path := _one(project, rng)):
        return ""
    path.chmod(0o600)
    return f"{path.name} has another mode in the output"


@kind("output-linked")
def _linked(project: Project, rng: Random) -> str:
    if not (path := _one(project, rng)):
        return ""
    aside = project.place / "linked"
    shutil.copyfile(path, aside)
    path.unlink()
    path.symlink_to(aside)
    return f"{path.name} is a link in the output, to a file that is the same"


@kind("output-exchanged")
def _exchanged(project: Project, rng: Random) -> str:
    one, other = _one(project, rng), _one(project, rng)
    if not one or not other or one == other:
        return ""
    aside = project.place / "aside"
    for source, target in ((one, aside), (other, one), (aside, other)):
        source.rename(target)
    return f"{one.name} and {other.name} have exchanged their names in the output"


@kind("output-deleted")
def _deleted(project: Project, rng: Random) -> str:
    if not project.output.is_dir():
        return ""
    shutil.rmtree(project.output)
    project.foreign.clear()
    return "the output is deleted"


@kind("foreign-added")
def _foreign(project: Project, rng: Random) -> str:
    name = rng.choice(("mine.txt", "theme/mine.css", "mine/deep/file.html", ".git/HEAD", "posts/mine.html"))
    return _put(project, name, rng) if project.output.is_dir() else ""


@kind("foreign-changed")
def _foreign_changed(project: Project, rng: Random) -> str:
    if not project.foreign:
        return _foreign(project, rng)
    return _put(project, rng.choice(sorted(project.foreign)), rng)


@kind("foreign-removed")
def _foreign_removed(project: Project, rng: Random) -> str:
    if not project.foreign:
        return _foreign(project, rng)
    name = rng.choice(sorted(project.foreign))
    drop(project.output / name, project.output)
    del project.foreign[name]
    return f"{name}, which is foreign, is removed from the output"


def _put(project: Project, name: str, rng: Random) -> str:
    path = project.output / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        path.unlink()  # it may be one file with that of the site before
    path.write_bytes(data := f"<p>mine {rng.randrange(100)}</p>".encode())
    path.chmod(0o644)
    project.foreign[name] = ("file", 0o644, data)
    return f"{name} is put into the output"
