"""Code: the files that this process has read as Python, and which only a new process reads again."""

from __future__ import annotations

import sys
import sysconfig
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

from manuscript.problems import Problem
from press import paths

_INSTALLED: Final = ("site-packages", "dist-packages")


def files() -> frozenset[Path]:
    """The files of all modules, resolved, but for Python's own and those that are installed in an environment."""
    named = {getattr(module, "__file__", None) for module in tuple(sys.modules.values())}
    return frozenset(Path(name).resolve() for name in named if isinstance(name, str) and not _is_installed(name))


def folders(plugin_paths: Iterable[str]) -> frozenset[Path]:
    """The folders that such modules lie in or are looked for in, and those of packages there, whether or not they can be loaded."""
    roots = {Path(name or ".").resolve() for name in (*sys.path, *plugin_paths) if not _is_installed(name)}
    found = {folder for root in roots if root.is_dir() for folder in (root, *_packages(root))}
    return frozenset({*found, *(file.parent for file in files())})


def unreadable(changed: Iterable[Path], settings_files: Collection[Path], project: Path) -> tuple[Problem, ...]:
    """The problems of files that are not Python as they are now, sorted; what is gone has none."""
    found = (_fault(file, project, is_settings=file in settings_files) for file in changed if file.suffix == ".py")
    return tuple(sorted(problem for problem in found if problem))


def _fault(file: Path, project: Path, *, is_settings: bool) -> Problem | None:
    try:
        compile(file.read_bytes(), str(file), "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:  # the second: a null character, before Python 3.11.4
        line, column = getattr(error, "lineno", 0) or 0, max(getattr(error, "offset", 0) or 0, 0)
        message = f"Python cannot read this: {getattr(error, 'msg', error)}"
        code = "bad-setting" if is_settings else "plugin-failed"
        return Problem(paths.shown(file, (Path.cwd(), project)), line, column, code, message, "Correct it")
    except OSError:
        return None
    return None


def _packages(folder: Path) -> Iterator[Path]:
    """The packages in a folder, and those in them."""
    try:
        inner = sorted(one for one in folder.iterdir() if (one / "__init__.py").is_file() and not one.is_symlink())
    except OSError:
        return
    for one in inner:
        yield one
        yield from _packages(one)


@cache
def _is_installed(name: str) -> bool:
    if name.startswith("<") or any(part in name for part in _INSTALLED):
        return True
    path = Path(name).resolve()
    return bool(name) and any(path.is_relative_to(base) for base in _bases())


@cache
def _bases() -> tuple[Path, ...]:
    return tuple({Path(sysconfig.get_path(name)).resolve() for name in ("stdlib", "platstdlib", "purelib", "platlib")})
