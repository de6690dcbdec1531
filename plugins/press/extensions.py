"""Extensions: the project's own code of Markdown extensions that are only named, and so loaded by nobody but the workers."""

from __future__ import annotations

import sysconfig
from collections.abc import Iterator, Mapping
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

_INSTALLED: Final = tuple(
    Path(folder).resolve() for name in ("stdlib", "platstdlib", "purelib", "platlib") if (folder := sysconfig.get_path(name))
)


def own_code(markdown: Mapping[str, Any]) -> frozenset[Path]:
    """The files that the extensions named in the setting MARKDOWN are made of, but for what is installed; nothing is loaded.

    Of a package all files, of a module also those beside it, which it may import.
    """
    given = (*(markdown.get("extensions") or ()), *(markdown.get("extension_configs") or ()))
    names = {name.partition(":")[0] for name in given if isinstance(name, str)}
    return frozenset(file.resolve() for name in names for spec in _specs(name) for file in _files(spec))


def is_own(file: Path) -> bool:
    """Whether a file of code is not installed, so that no version tells when it changes."""
    return not any(file.resolve().is_relative_to(folder) for folder in _INSTALLED)


def _specs(name: str) -> Iterator[ModuleSpec]:
    """Where Python finds what an extension is named by, the name of a module or an entry point."""
    if spec := _spec(name):
        yield spec
    elif name.isidentifier() and not find_spec(f"markdown.extensions.{name}"):
        from importlib.metadata import entry_points  # only where it may be one that somebody has installed

        yield from filter(None, (_spec(entry.module) for entry in entry_points(group="markdown.extensions", name=name)))


def _spec(module: str) -> ModuleSpec | None:
    """Where the package at the top of a module is found."""
    try:
        return find_spec(module.partition(".")[0])
    except (ImportError, ValueError):
        return None


def _files(spec: ModuleSpec) -> Iterator[Path]:
    if spec.submodule_search_locations is not None:
        for folder in map(Path, spec.submodule_search_locations):
            if is_own(folder):
                yield from folder.rglob("*.py")
    elif spec.origin and spec.has_location and is_own(Path(spec.origin)):
        yield from Path(spec.origin).parent.glob("*.py")
