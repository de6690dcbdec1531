"""What is done to the caches, and to the press's own folder beside the output."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

from incremental.kinds import kind
from incremental.project import Project

_CACHE = ".cache"
_HIDDEN = ".output.press"


def _file(project: Project, rng: Random) -> Path:
    """A file of the cache; where there is none, one that is made."""
    found = [path for path in sorted((project.folder / _CACHE).rglob("*")) if path.is_file()]
    if not found:
        shutil.rmtree(project.folder / _CACHE, ignore_errors=True)
        found = [project.folder / _CACHE / "press.sqlite"]
        found[0].parent.mkdir()
        found[0].write_bytes(b"no cache")
    return rng.choice(found)


@kind("cache-deleted")
def _deleted(project: Project, rng: Random) -> str:
    shutil.rmtree(project.folder / _CACHE, ignore_errors=True)
    return "the cache is deleted"


@kind("cache-file-deleted")
def _file_deleted(project: Project, rng: Random) -> str:
    path = _file(project, rng)
    path.unlink()
    return f"{path.name} is deleted from the cache"


@kind("cache-bits")
def _bits(project: Project, rng: Random) -> str:
    path = _file(project, rng)
    path.write_bytes(_flipped(path.read_bytes(), rng))
    return f"bits of {path.name} in the cache are others"


@kind("cache-cut")
def _cut(project: Project, rng: Random) -> str:
    path = _file(project, rng)
    data = path.read_bytes()
    path.write_bytes(data[: rng.randrange(len(data) + 1)])
    return f"{path.name} in the cache is cut off"


@kind("cache-garbage")
def _garbage(project: Project, rng: Random) -> str:
    path = _file(project, rng)
    path.write_bytes(rng.randbytes(rng.choice((0, 10, 5000))))
    return f"{path.name} in the cache is garbage"


@kind("cache-folder")
def _folder(project: Project, rng: Random) -> str:
    path = _file(project, rng)
    path.unlink()
    (path / "deep").mkdir(parents=True)
    return f"{path.name} in the cache is a folder"


@kind("cache-kept")
def _kept(project: Project, rng: Random) -> str:
    aside = project.place / "kept"
    shutil.rmtree(aside, ignore_errors=True)
    if (project.folder / _CACHE).is_dir():
        shutil.copytree(project.folder / _CACHE, aside)
    return "the cache is kept elsewhere, as CI does"


@kind("cache-of-before")
def _before(project: Project, rng: Random) -> str:
    return _take(project, project.place / "kept", "the cache is one of before")


@kind("cache-of-another")
def _another(project: Project, rng: Random) -> str:
    return _take(project, project.build_other() / _CACHE, "the cache is that of another project") if project.build_other else ""


def _take(project: Project, cache: Path, told: str) -> str:
    shutil.rmtree(project.folder / _CACHE, ignore_errors=True)
    if cache.is_dir():
        shutil.copytree(cache, project.folder / _CACHE)
    return told


@kind("hidden-folder-deleted")
def _hidden(project: Project, rng: Random) -> str:
    shutil.rmtree(project.folder / _HIDDEN, ignore_errors=True)
    project.forgotten = "all"
    return "the press's folder beside the output is deleted"


@kind("hidden-folder-damaged")
def _hidden_damaged(project: Project, rng: Random) -> str:
    folder = project.folder / _HIDDEN
    found = [path for path in sorted(folder.glob("*")) if path.is_file() and path.name != "lock"] if folder.is_dir() else []
    if not found:
        return ""
    path = rng.choice(found)
    path.write_bytes(rng.choice((b"", b"{}", _flipped(path.read_bytes(), rng))))
    project.forgotten = project.forgotten or "some"
    return f"{path.name} in the press's folder is damaged"


@kind("site-before-changed")
def _previous(project: Project, rng: Random) -> str:
    """Touch the other of the two folders that take turns; files that stand too are left alone."""
    folders = [path for path in (project.folder / _HIDDEN).glob("*") if path.is_dir()] if (project.folder / _HIDDEN).is_dir() else []
    found = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()]
    if not found:
        return ""
    path = rng.choice(found)
    data = path.read_bytes()
    path.unlink()
    if rng.random() < 0.6:
        path.write_bytes(data + b"<!-- by hand -->")
    return f"{path.name} of the site before is changed or removed"


def _flipped(data: bytes, rng: Random) -> bytes:
    flipped = bytearray(data)
    for _ in range(rng.randint(1, 8) if flipped else 0):
        flipped[rng.randrange(len(flipped))] ^= 1 << rng.randrange(8)
    return bytes(flipped)
