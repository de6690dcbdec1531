"""A project: the folder of a site that is edited, and what its builds are given."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from random import Random
from typing import Final

# What builds make; all else in the folder is source. A clean build has none of these.
STATE: Final = (".cache", "cache", "output", ".output.press", "__pycache__")
# A mark that an edit can change, and that shows in what is built: a letter and four digits.
MARK: Final = re.compile(r"\b([a-z])(\d{4})\b")
NOW: Final = 1_700_000_000  # SOURCE_DATE_EPOCH, seconds
Entry = tuple[str, int, bytes | str]  # what kind it is, its mode, its bytes or where it leads
_DAY: Final = 86_400 * 10**9  # nanoseconds


@dataclass(slots=True)
class Project:
    """The site in ``place/site``; ``epoch`` (seconds) and ``flavour`` are in the environment of its builds.

    ``foreign`` are the files in the output that no build has written. ``forgotten`` says that builds cannot
    know what they have written: what is stale may stay; ``stood`` that they know of a site that stood.
    """

    place: Path
    look: str
    epoch: int = NOW
    flavour: str = "plain"
    foreign: dict[str, Entry] = field(default_factory=dict)
    forgotten: str = ""
    stood: bool = False
    build_other: Callable[[], Path] | None = None

    @property
    def folder(self) -> Path:
        return self.place / "site"

    @property
    def output(self) -> Path:
        return self.folder / "output"

    @property
    def environment(self) -> dict[str, str]:
        return {"SOURCE_DATE_EPOCH": str(self.epoch), "FLAVOUR": self.flavour, "TZ": "UTC"}

    @property
    def is_ours(self) -> bool:
        return self.look == "ours"

    def names(self, *patterns: str) -> list[str]:
        """The sources whose paths are like one of the patterns, sorted."""
        return [name for name in sorted(self._walk()) if any(fnmatchcase(name, pattern) for pattern in patterns)]

    def has(self, name: str) -> bool:
        return (self.folder / name).is_file()

    def read(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def write(self, name: str, text: str | bytes, when: str = "now") -> None:
        """Write a source; ``when`` is its time: now, the same as before, or back, a day before that."""
        path = self.folder / name
        before = path.stat().st_mtime_ns if path.exists() else 0
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        if before and when != "now":
            stamp = before - (_DAY if when == "back" else 0)
            os.utime(path, ns=(stamp, stamp))

    def remove(self, name: str) -> None:
        """Remove a source, and the folders that this leaves empty."""
        drop(self.folder / name, self.folder)

    def sources(self) -> dict[str, bytes]:
        """Every source and its bytes."""
        return {name: (self.folder / name).read_bytes() for name in self._walk()}

    def restore(self, sources: Mapping[str, bytes]) -> None:
        """Make the sources what they were, to the very same bytes."""
        for name in [name for name in self._walk() if name not in sources]:
            self.remove(name)
        for name, data in sources.items():
            if not self.has(name) or (self.folder / name).read_bytes() != data:
                self.write(name, data)

    def copy_to(self, place: Path) -> Path:
        """The folder of a fresh copy of the sources in ``place``, with times of its own."""
        ignored = shutil.ignore_patterns("__pycache__")
        top = lambda folder, names: {*ignored(folder, names), *(STATE if Path(folder) == self.folder else ())}  # noqa: E731
        return Path(shutil.copytree(self.folder, place / "site", copy_function=shutil.copyfile, ignore=top))

    def _walk(self) -> list[str]:
        found = []
        for top, folders, files in os.walk(self.folder):
            base = Path(top).relative_to(self.folder)
            folders[:] = [name for name in folders if name != "__pycache__" and not (base == Path() and name in STATE)]
            found += [(base / name).as_posix() for name in files]
        return found


def drop(path: Path, root: Path) -> None:
    """Remove a file, and the folders above it, below ``root``, that it leaves empty."""
    path.unlink()
    folder = path.parent
    while folder != root and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def bumped(text: str, rng: Random) -> str:
    """The text with other digits in one of its marks; the same text where it has none. The length stays."""
    found = list(MARK.finditer(text))
    if not found:
        return text
    mark = rng.choice(found)
    return f"{text[: mark.start()]}{fresh(mark[1], rng)}{text[mark.end() :]}"


def fresh(letter: str, rng: Random) -> str:
    """A mark that is hardly in use."""
    return f"{letter}{rng.randrange(10_000):04}"
