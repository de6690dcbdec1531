"""The epoch: one digest of all code that a build runs, so that what other code has made counts for nothing."""

from __future__ import annotations

import hashlib
import os
import sys
import sysconfig
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from press import caches
from press.inputs import digest_of

_INSTALLED: Final = frozenset(sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib"))


def of_code(settings_files: Collection[Path] = ()) -> str:
    """The digest, 32 hex digits, of Python, of what is installed by name and version, of the project's code by its bytes, and of a secret.

    Of a package all files count, also those that are not loaded yet. Settings files are code: they may hold functions.
    """
    made = hashlib.blake2b(sys.version.encode(), digest_size=16, key=bytes.fromhex(caches.secret()))
    for name in (
        *sorted(_distributions()),
        *(part for file in sorted({*_own_files(), *map(str, settings_files)}) for part in (file, digest_of(file))),
    ):
        made.update(name.encode(errors="surrogateescape") + b"\0")
    return made.hexdigest()


def _distributions() -> Iterator[str]:
    """The folder of every installed distribution, whose name holds its version."""
    for folder in {*_INSTALLED, *sys.path}:
        if folder and os.path.isdir(folder):  # noqa: PTH112
            yield from (name for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-info")))  # noqa: PTH208


def _own_files() -> set[str]:
    """The files of the modules and packages that are loaded and not installed."""
    found: set[str] = set()
    for name, module in tuple(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if "." in name or not isinstance(file, str) or os.path.abspath(file).startswith(tuple(f"{one}{os.sep}" for one in _INSTALLED)):  # noqa: PTH100
            continue
        if Path(file).name == "__init__.py":
            found |= {str(one) for one in Path(file).parent.rglob("*.py")}
        else:
            found.add(file)
    return found
