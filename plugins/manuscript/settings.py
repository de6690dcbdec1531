"""Settings of ours that nothing reads: most likely misspelt."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from manuscript.problems import Problem, did_you_mean
from manuscript.source import line_of

_FILES = ("pelicanconf.py", "publishconf.py")


def misspelt(names: Iterable[str], prefix: str, known: Collection[str], root: Path) -> Iterator[Problem]:
    """A problem for each name with the prefix that is not known, at the line of the settings file that sets it.

    ``root`` is the content folder; the settings files stand beside it.
    """
    for name in sorted(names):
        if name.startswith(prefix) and name not in known:
            path, line = next(((file.name, line) for file in _beside(root) if (line := _line(file, name))), (_FILES[0], 0))
            yield Problem(path, line, 0, "unknown-setting", f"nothing reads {name}", did_you_mean(name, known))


def _beside(root: Path) -> Iterator[Path]:
    return (root.parent / name for name in _FILES)


def _line(file: Path, name: str) -> int:
    return line_of(file.read_text(encoding="utf-8"), rf"^{name}\b") if file.is_file() else 0
