"""The site's settings: read once, checked as a whole, and made fit for the press."""

from __future__ import annotations

import argparse
import ast
import copy
import locale
import os
import sys
import sysconfig
import tokenize
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pelican.settings
from pelican.settings import DEFAULT_CONFIG

from manuscript.problems import ContentError, Problem, has_errors
from press.pelican_settings import Fault, faults, kind_faults, plain_format

# What stands on the command line as an option of its own, and what only ``-e`` can say.
_COMMAND_LINE: Final = "command line"
_EXTRA: Final = "-e"
_OPTIONS: Final = frozenset(
    {
        "BIND",
        "CACHE_PATH",
        "DEBUG",
        "DELETE_OUTPUT_DIRECTORY",
        "LOAD_CONTENT_CACHE",
        "OUTPUT_PATH",
        "PATH",
        "PORT",
        "RELATIVE_URLS",
        "THEME",
    }
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings that a site can be built with: whole, with absolute paths. ``problems`` are warnings only, sorted."""

    settings: dict[str, Any]
    problems: tuple[Problem, ...]


def load(settings_file: str | None, overrides: dict[str, Any]) -> Loaded:
    """The settings of a file (or none), those of the command line put over them, as Pelican reads them.

    The file runs once. ``overrides`` are as ``pelican.get_config`` makes them.

    Raises ContentError: the file cannot be run, or a setting cannot be used; holds every problem that
    could be found, and the exception that the file raised as its cause.
    """
    file = Path(settings_file) if settings_file is not None else None
    places = _Places(_COMMAND_LINE)
    ran = _run(file, places) if file is not None else _Ran({})
    places.read_from(file)
    places.overridden = frozenset(overrides)
    given = {**ran.values, **overrides}
    settings, wrong = _whole(given, file)
    if "PATH" not in given and not ran.problems:
        wrong.append(Fault("PATH", "bad-setting", "no content folder is named", "Set PATH, or give the folder on the command line"))
    found = [*ran.problems, *places.problems([*wrong, *faults(settings, {*given, *places.unread} - _names(wrong), places.read)])]
    if not has_errors(found):
        found += places.problems(_configure(settings))
    problems = tuple(sorted(set(found)))
    if has_errors(problems):
        raise ContentError(*problems) from ran.error
    settle(settings)
    return Loaded(settings, problems)


def of_command_line(arguments: Sequence[str]) -> Path | None:
    """The settings file of a command that Pelican has read, or None: what follows ``-s``, else its usual name here."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("-s", "--settings", default="pelicanconf.py")
    file = Path(parser.parse_known_args(arguments[1:])[0].settings)
    return file if file.is_file() else None


def place_of(name: str, settings_file: Path | None) -> tuple[str, int]:
    """The file, as problems name it, and the line that set a setting; no file where none is known."""
    if settings_file is None:
        return "", 0
    places = _Places("settings")
    places.read_from(settings_file)
    file, line = places.lines.get(name, (settings_file, 0))
    return _shown(file), line


def files_of(settings_file: Path | None) -> frozenset[Path]:
    """The settings file and those that it takes settings from, resolved."""
    places = _Places("settings")
    places.read_from(settings_file)
    return frozenset(places.files)


def check(settings: Mapping[str, Any], settings_file: Path | None) -> tuple[Problem, ...]:
    """What is wrong with settings that Pelican has read, sorted; empty when nothing is.

    ``settings_file`` is where they come from, if that is known. It is read, not run.
    """
    places = _Places("settings")
    places.read_from(settings_file)
    wrong = list(kind_faults(settings))
    usable = {**DEFAULT_CONFIG, "PATH": "", **_without(settings, wrong)}
    authored = {name for name in usable if name in places.lines or usable[name] != DEFAULT_CONFIG.get(name)}
    found = [*wrong, *faults(usable, {*authored, *places.unread} - _names(wrong), places.read)]
    return tuple(sorted(set(places.problems(found))))


def settle(settings: dict[str, Any]) -> None:
    """Take out of Pelican's settings what the press does without: its caches, and dates in the words of a locale.

    The locale for dates becomes "C": what is written in words is written in the language of the site.
    """
    settings["CACHE_CONTENT"] = settings["LOAD_CONTENT_CACHE"] = False
    settings["JINJA_ENVIRONMENT"].pop("bytecode_cache", None)
    settings["DEFAULT_DATE_FORMAT"] = plain_format(settings["DEFAULT_DATE_FORMAT"])
    settings["DATE_FORMATS"] = {lang: plain_format(form) for lang, form in settings["DATE_FORMATS"].items()}
    locale.setlocale(locale.LC_TIME, "C")


# --- running the file -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Ran:
    """What a settings file says, or why it cannot be run."""

    values: dict[str, Any]
    problems: tuple[Problem, ...] = ()
    error: BaseException | None = None


def _run(file: Path, places: _Places) -> _Ran:
    if why := _unreadable(file):
        return _Ran({}, (why,))
    places.read_from(file)  # before it runs: what it raises is found in these files
    try:
        return _Ran(pelican.settings.get_settings_from_file(str(file)))
    except SystemExit as error:
        places.read_from(file)
        return _Ran({}, (_exited(error, places),), error)
    except Exception as error:  # a settings file may raise whatever it likes
        places.read_from(file)  # it may have changed where modules are found
        return _Ran({}, (_failed(error, places),), error)


def _unreadable(file: Path) -> Problem | None:
    """Why the file cannot be run, or None."""
    if file.is_dir():
        return _at(file, 0, "this is a folder", "Name the file of settings with -s")
    if not file.exists():
        return _at(file, 0, "there is no such file", "Name the file of settings with -s")
    if not file.is_file():
        return _at(file, 0, "this is neither a file nor a folder", "Name the file of settings with -s")
    if file.suffix != ".py":
        return _at(file, 0, "the name does not end in .py, so Python cannot run it", "Rename it")
    try:
        data = file.read_bytes()
    except OSError as error:
        return _at(file, 0, f"the file cannot be read ({error.strerror})", "Check who may read it")
    return _undecodable(file, data)


def _undecodable(file: Path, data: bytes) -> Problem | None:
    try:
        coding, _ = tokenize.detect_encoding(iter(data.splitlines(keepends=True)).__next__)
    except SyntaxError:  # as Python does with what names no coding
        coding = "utf-8"
    try:
        data.decode(coding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return _at(file, line, f"byte 0x{data[error.start]:02x} is not UTF-8", "Save the file as UTF-8")
    return None


def _failed(error: Exception, places: _Places) -> Problem:
    if isinstance(error, SyntaxError) and error.filename and places.are_settings(error.filename):
        column = error.offset or 0
        return _at(Path(error.filename), error.lineno or 0, f"Python cannot read this: {error.msg}", "Correct it", column=max(column, 0))
    path, line = next(((path, line) for path, line in _frames(error) if places.are_settings(path)), (places.file, 0))
    remedy = "Install it, or correct its name" if isinstance(error, ModuleNotFoundError) else f"Correct this {'line' if line else 'file'}"
    return _at(Path(path), line, _told(error), remedy)


def _exited(error: SystemExit, places: _Places) -> Problem:
    """At the innermost line of the settings or of a plugin: a library that exits was asked to."""
    path, line = next(((path, line) for path, line in _frames(error) if not _is_library(path)), (places.file, 0))
    told = f" with {error.code!r}" if error.code is not None else ""
    if places.are_settings(path):
        return _at(Path(path), line, f"the settings exit the build{told}", "Take the call of sys.exit out")
    remedy = "Mend the plugin, or take it out of the settings"
    return _at(Path(path), line, f"a plugin exits the build{told} when it is imported", remedy, code="plugin-failed")


def _frames(error: BaseException) -> Iterator[tuple[str, int]]:
    """File and line of each call, the innermost first."""
    return ((frame.filename, frame.lineno or 0) for frame in reversed(traceback.extract_tb(error.__traceback__)))


def _is_library(path: str) -> bool:
    """Whether it is of Python, or installed, and no plugin."""
    for name in ("purelib", "platlib", "stdlib", "platstdlib"):
        if Path(path).is_relative_to(base := sysconfig.get_path(name)):
            return "plugins" not in Path(path).relative_to(base).parts
    return path.startswith("<")


# --- from what is said to what is whole -----------------------------------------------------------

_PATHS: Final = frozenset({"PATH", "OUTPUT_PATH", "THEME", "CACHE_PATH"})


def _whole(given: Mapping[str, Any], file: Path | None) -> tuple[dict[str, Any], list[Fault]]:
    """The settings with what is left out and what is of a wrong kind as Pelican has it by default, and paths absolute.

    ``PATH`` is empty where it is left out or wrong.
    """
    wrong = list(kind_faults(given))
    settings = _without(given, wrong)
    if "JINJA_EXTENSIONS" in settings:
        settings.setdefault("JINJA_ENVIRONMENT", {})  # Pelican puts the one into the other without looking
    try:
        settings = pelican.settings.handle_deprecated_settings(settings)
    except Exception as error:  # both the old and the new name, or an old one of a wrong kind
        wrong.append(Fault("", "bad-setting", f"old settings cannot be used: {_told(error)}", "Use the new names alone"))
    moved = list(kind_faults(settings))  # an old name may have brought a value of a wrong kind
    settings = {name: _plain(name, value) for name, value in _without(settings, moved).items()}
    if file is not None:
        base = Path(os.path.abspath(file)).parent  # noqa: PTH100 (as Pelican has it: links are not followed)
        _make_absolute(settings, base)
    settings = {**copy.deepcopy(DEFAULT_CONFIG), "PATH": "", **settings}
    named = Path(pelican.settings.DEFAULT_THEME).parent / settings["THEME"]
    if not os.path.isdir(settings["THEME"]) and named.is_dir():  # noqa: PTH112
        settings["THEME"] = str(named)
    return settings, [*wrong, *moved]


def _without(settings: Mapping[str, Any], wrong: Iterable[Fault]) -> dict[str, Any]:
    names = _names(wrong)
    return {name: value for name, value in settings.items() if name not in names}


def _names(found: Iterable[Fault]) -> set[str]:
    return {fault.name for fault in found}


def _plain(name: str, value: Any) -> Any:
    """A value in the form that Pelican works with: texts for paths, lists for other collections, in one order."""
    if name == "LOG_FILTER":
        return [tuple(pair) for pair in value]
    if name in _PATHS or name == "THEME_STATIC_DIR":
        return os.fspath(value)
    if isinstance(value, set | frozenset) and name in DEFAULT_CONFIG:
        return sorted(value, key=str)
    if isinstance(DEFAULT_CONFIG.get(name), list) and not isinstance(value, str | list):
        return list(value)
    return value


def _make_absolute(settings: dict[str, Any], base: Path) -> None:
    """Let paths start from the folder of the settings file, where they are given."""
    for name in settings.keys() & _PATHS:
        whole = os.path.abspath(base / settings[name])  # noqa: PTH100
        if name != "THEME" or os.path.exists(whole):  # noqa: PTH110 (a site theme may be named without a path)
            settings[name] = whole
    if "PLUGIN_PATHS" in settings:
        settings["PLUGIN_PATHS"] = [os.path.abspath(base / path) for path in settings["PLUGIN_PATHS"]]  # noqa: PTH100


def _configure(settings: dict[str, Any]) -> Iterator[Fault]:
    """Let Pelican finish the settings, in place, without its locale: that is the same on all machines."""
    locales, before = settings["LOCALE"], locale.setlocale(locale.LC_ALL)
    settings["LOCALE"] = ["C"]
    try:
        pelican.settings.configure_settings(settings)
        # Where Pelican's directives for reStructuredText look for it.
        pelican.settings.PYGMENTS_RST_OPTIONS = settings["PYGMENTS_RST_OPTIONS"]
    except Exception as error:
        yield Fault("", "bad-setting", f"Pelican cannot use the settings: {_told(error)}")
    finally:
        locale.setlocale(locale.LC_ALL, before)
        settings["LOCALE"] = [locales] if isinstance(locales, str) else locales


def _told(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split()).rstrip(". ")


# --- where settings are set -----------------------------------------------------------------------


@dataclass(slots=True)
class _Places:
    """Where each setting is set: read from the source of the file and of the files that it takes everything from."""

    file: str
    lines: dict[str, tuple[Path, int]] = field(default_factory=dict)
    assigned: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)
    files: set[Path] = field(default_factory=set)
    overridden: frozenset[str] = frozenset()

    @property
    def unread(self) -> set[str]:
        """The names in small letters that the files assign, and do not read."""
        return {name for name in self.assigned - self.read if name != name.upper()}

    def read_from(self, file: Path | None) -> None:
        """Read the file, and those that it imports all names of."""
        if file is not None:
            self.file = str(file)
            self.files.clear()
            self._read(file)

    def are_settings(self, path: str) -> bool:
        """Whether this is one of the files."""
        return Path(path).resolve() in self.files

    def problems(self, found: Iterable[Fault]) -> list[Problem]:
        """Each fault as a problem where the setting is set."""
        return [self.problem(fault) for fault in found]

    def problem(self, fault: Fault) -> Problem:
        """The fault as a problem where the setting is set; the file alone where that is not to be found."""
        if fault.name in self.overridden:
            path, line = (_COMMAND_LINE if fault.name in _OPTIONS else _EXTRA), 0
        elif fault.name in self.lines:
            file, line = self.lines[fault.name]
            path = _shown(file)
        else:
            path, line = _shown(Path(self.file)), 0
        return Problem(path, line, 0, fault.code, fault.message, fault.remedy)

    def _read(self, file: Path) -> None:
        if file.resolve() in self.files or not file.is_file():
            return
        self.files.add(file.resolve())
        try:
            tree = ast.parse(file.read_bytes())
        except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
            return
        self.read |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
        for node in _in_order(tree):
            if isinstance(node, ast.Name):
                self.lines[node.id] = (file, node.lineno)
                self.assigned.add(node.id)
            elif isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
                if (source := _source_of(node.module or "", file.parent)) is not None:
                    self._read(source)
            elif isinstance(node, ast.Import | ast.ImportFrom):
                for alias in node.names:
                    self.lines.setdefault(alias.asname or alias.name, (file, node.lineno))


def _in_order(tree: ast.AST) -> list[ast.Name | ast.Import | ast.ImportFrom]:
    """What binds names of the module, in the order of its lines."""
    found = [node for node in _outer(tree) if isinstance(node, ast.Name | ast.Import | ast.ImportFrom)]
    bound = [node for node in found if not isinstance(node, ast.Name) or isinstance(node.ctx, ast.Store)]
    return sorted(bound, key=lambda node: (node.lineno, node.col_offset))


def _outer(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes but those inside functions and classes, whose names are their own."""
    for node in ast.iter_child_nodes(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            yield node
            yield from _outer(node)


def _source_of(module: str, folder: Path) -> Path | None:
    """The source file of a module: as it was imported, or would be, without importing it."""
    loaded = getattr(sys.modules.get(module), "__file__", None)
    if loaded and loaded.endswith(".py") and Path(loaded).is_file():
        return Path(loaded)
    inner = module.replace(".", "/")
    starts = (Path(start) / ending for start in (str(folder), *sys.path) for ending in (f"{inner}.py", f"{inner}/__init__.py"))
    return next((start for start in starts if module and start.is_file()), None)


def _at(file: Path, line: int, message: str, remedy: str, *, column: int = 0, code: str = "bad-setting") -> Problem:
    return Problem(_shown(file), line, column, code, message, remedy)


def _shown(file: Path) -> str:
    """The file as problems name it: from here where it lies below, with forward slashes."""
    return (file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file).as_posix()
