"""Plugins: each loaded on its own, so that one that fails is named, and the others too."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from jinja2 import TemplateError
from pelican.plugins import signals
from pelican.plugins._utils import get_plugin_name, load_plugins

from manuscript.problems import ContentError, Problem
from press import paths


def load(settings: dict[str, Any], problems: set[Problem], place: tuple[str, int], logged: Callable[[], BaseException | None]) -> list[Any]:
    """The plugins of the settings, registered, in order; one that cannot be loaded or registered becomes a problem.

    Pelican only logs such a plugin, and builds the site without it. ``place`` is the file and line that set PLUGINS,
    ``logged`` gives the error that Pelican logged last.
    """
    wanted = settings.get("PLUGINS")
    loaded: list[Any] = []
    for each in [None] if wanted is None else wanted:  # None: all namespace plugins that are installed
        try:
            for plugin in load_plugins({**settings, "PLUGINS": None if each is None else [each]}) or _missing(each, logged()):
                plugin.register()
                loaded.append(plugin)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            problems.add(failure(error, _name(each), what="cannot be loaded", root=Path(settings["PATH"]), place=place))
            if settings.get("DEBUG"):
                traceback.print_exc()
    return loaded


def told_of_files(vouched: Collection[str]) -> str:
    """Why no file may stay as it stands: a plugin is told of each that is written; empty where none is.

    ``vouched`` are the modules of plugins that do not need to be told of files that stay.
    """
    told = (signals.content_written, signals.feed_generated, signals.feed_written, signals.finalized, signals.get_writer)
    for signal in told:
        for receiver in signal.receivers_for(object()):
            module = str(getattr(receiver, "__module__", ""))
            if not {module, module.partition(".")[0]} & {"press", *vouched}:
                return f"the plugin {module} is told of every file that is written ({signal.name})"
    return ""


def _missing(name: Any, logged: BaseException | None) -> list[Any]:
    """For what Pelican has logged and passed over. Raises that error, or ImportError."""
    if name is None:
        return []
    raise logged or ImportError("there is no such module")


def _name(plugin: Any) -> str:
    return "a plugin" if plugin is None else plugin if isinstance(plugin, str) else str(get_plugin_name(plugin))


def failure(error: BaseException, name: str, *, what: str, root: Path, place: tuple[str, int] = ("", 0)) -> Problem:
    """The problem of a plugin that failed: at the innermost line of its own, else at ``place``, a file and a line."""
    own = next(_frames(error.__traceback__, _modules([name])), None) or _written_wrong(error) or _in_project(error, root)
    path, line = (paths.shown(Path(own[0]), (Path.cwd(), root.parent)), own[1]) if own else place if place[0] else (name, 0)
    message = f"the plugin {name} {what}: {described(error)}"
    return Problem(path, line, 0, "plugin-failed", message, "Mend the plugin, or take it out of PLUGINS")


def culprit(error: BaseException, plugins: Iterable[Any], root: Path) -> Problem | None:
    """The problem of the plugin that an error came out of, or None where it came out of none."""
    names = {_name(plugin) for plugin in plugins} - {"press", "press.site"}
    for name in sorted(names):
        if next(_frames(error.__traceback__, _modules([name])), None):
            return failure(error, name, what="failed", root=root)
    return None


def described(error: BaseException) -> str:
    """An error in words, on one line."""
    if isinstance(error, SystemExit):
        return f"it called sys.exit({'' if error.code is None else repr(error.code)})"
    if isinstance(error, SyntaxError) and error.filename:
        return f"{error.msg} ({Path(error.filename).name}, line {error.lineno})"
    if isinstance(error, ContentError):
        return "; ".join(map(str, error.problems))
    if isinstance(error, TemplateError):
        return " ".join(str(error).split())
    return " ".join(f"{type(error).__name__}: {error}".split()).removesuffix(":")


def _frames(trace: TracebackType | None, files: frozenset[str]) -> Iterator[tuple[str, int]]:
    """The places in any of these files or folders that a traceback goes through, the innermost first."""
    for frame in reversed(traceback.extract_tb(trace)):
        if any(frame.filename == file or frame.filename.startswith(f"{file}/") for file in files):
            yield frame.filename, frame.lineno or 0


def _written_wrong(error: BaseException) -> tuple[str, int] | None:
    """Where Python could not read a file, if that is the error."""
    return (error.filename, error.lineno or 0) if isinstance(error, SyntaxError) and error.filename else None


def _in_project(error: BaseException, root: Path) -> tuple[str, int] | None:
    """The innermost place of a traceback that lies in the project, and in no environment of Python's."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        file = Path(frame.filename)
        if any(file.is_relative_to(base) for base in (Path.cwd(), root.parent)) and not {"site-packages", "press"} & set(file.parts):
            return frame.filename, frame.lineno or 0
    return None


def _modules(names: Iterable[str]) -> frozenset[str]:
    """The file of each module; the folder of a package."""
    found = set()
    for name in names:
        module = sys.modules.get(name) or sys.modules.get(name.rpartition(".")[0])
        file = getattr(module, "__file__", None)
        if file:
            found.add(str(Path(file).parent if Path(file).name == "__init__.py" else Path(file)))
    return frozenset(found)
