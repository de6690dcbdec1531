"""Places: where what a site is made from lies, so that it can be watched, and what lies between it and is made of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

# Settings that are the names of files and folders written or read otherwise.
_NO_SOURCES: Final = frozenset({"OUTPUT_PATH", "CACHE_PATH", "PATH", "THEME"})


@dataclass(frozen=True, slots=True)
class Places:
    """What is watched, absolute.

    ``sources`` are folders, with all that is in them; ``files`` are single files; ``code`` are folders in which only what
    lies directly in them is code. What lies in ``made`` is never watched.
    """

    sources: frozenset[Path]
    files: frozenset[Path]
    code: frozenset[Path]
    made: frozenset[Path]

    @property
    def shallow(self) -> frozenset[Path]:
        """The folders to be watched without those in them: those of files, of code, and above sources, which may come and go."""
        wanted = {*self.code, *(file.parent for file in self.files), *(_existing(source.parent) for source in self.sources)}
        return frozenset(folder for folder in wanted if folder.is_dir())

    def makes(self, path: Path) -> bool:
        """Whether the site is made from what is there, or in it."""
        return path in self.files or any(path.is_relative_to(source) or source.is_relative_to(path) for source in self.sources)


def places(settings: Mapping[str, Any], *, base: Path, settings_files: Iterable[Path], code: Iterable[Path]) -> Places:
    """The places of a site by its settings, which may be incomplete; ``base`` is the folder that names in them start from."""
    output, templates = _absolute(settings["OUTPUT_PATH"]), settings.get("THEME_TEMPLATES_OVERRIDES") or ()
    named = [settings.get(name) for name in ("PATH", "THEME")] + list(templates)
    sources = {_absolute(name) for name in named if name and (Path(name).is_dir() or not Path(name).exists())}
    made = {output, output.with_name(f".{output.name}.press"), *map(_absolute, filter(None, [settings.get("CACHE_PATH")]))}
    return Places(
        sources=frozenset(sources),
        files=frozenset({*settings_files, *_named_files(settings, base)}),
        code=frozenset(code),
        made=frozenset(one for one in made if one not in sources),
    )


def _named_files(settings: Mapping[str, Any], base: Path) -> Iterator[Path]:
    """The files that settings name, like a style of citations: those that are there, and lie in the project."""
    for name, value in settings.items():
        for text in value if isinstance(value, list | tuple) else (value,):
            if name not in _NO_SOURCES and isinstance(text, str) and _may_name(text):
                file = _absolute(base / text)
                if file.is_relative_to(base) and file.is_file():
                    yield file


def _may_name(text: str) -> bool:
    return 0 < len(text) < 256 and "\0" not in text and "\n" not in text and bool(Path(text).suffix)


def _existing(folder: Path) -> Path:
    return next(one for one in (folder, *folder.parents) if one.exists())


def _absolute(name: Any) -> Path:
    return Path(os.path.abspath(name))  # noqa: PTH100 (links are not followed: what is watched is told by the name it is watched by)
