"""Faults: a build in which the n-th file operation fails, or ends the process.

``python tests/faults.py`` reads requests, one JSON object a line, runs each in a forked child (so
that Pelican is imported once), and answers with a line each: the exit code, how many operations
were counted, whether the fault came, and what the build said.
"""

from __future__ import annotations

import builtins
import ctypes
import errno
import io
import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parent.parent
PATHS = {  # the audit events of operations on files, each with the places of (path, folder's descriptor) in its arguments
    "open": ((0, None),),
    "os.listdir": ((0, None),),
    "os.scandir": ((0, None),),
    "os.mkdir": ((0, 2),),
    "os.rmdir": ((0, 1),),
    "os.remove": ((0, 1),),
    "os.chmod": ((0, 2),),
    "os.chown": ((0, 3),),
    "os.utime": ((0, 3),),
    "os.truncate": ((0, None),),
    "os.rename": ((0, 2), (1, 3)),
    "os.link": ((0, 2), (1, 3)),
    "os.symlink": ((1, 2),),
}
NEEDS_ROOM = {"os.mkdir", "os.link", "os.symlink", "write", "sql write"}
# What SQLite says of what fails below it. Source: https://sqlite.org/rescode.html
OF_SQLITE = {"EIO": (10, "disk I/O error"), "ENOSPC": (13, "database or disk is full"), "EACCES": (14, "unable to open database file")}
KEPT = frozenset({"kept/1.html", "kept/2.html", "posts/3.html", "posts/4.html"})  # of a site that is exchanged in turns
SIGNALS = {"SIGINT": signal.SIGINT, "SIGTERM": signal.SIGTERM, "SIGKILL": signal.SIGKILL}


@dataclass
class Request:
    """A build to run: ``arguments`` are those of the press, or name a module and a function without arguments.

    ``kind`` is an errno's name (ENOSPC fails from then on, for all that needs room), a signal's,
    "remove" (the output goes) or "" (no fault); ``at`` counts operations under ``folder`` from 1.
    """

    folder: str
    arguments: list[str]
    kind: str = ""
    at: int = 0
    file_size: int = 0  # bytes that a file may have at most; 0: any
    powerless: bool = False  # root, but what modes forbid is forbidden
    environment: dict[str, str] = field(default_factory=dict)


@dataclass
class Result:
    """What came of it; ``code`` as subprocess has it, negative for a signal; ``operations`` and ``came`` are those of the fault."""

    code: int
    operations: int
    came: bool
    said: str


class Faults:
    """Counts the operations on files under a folder; the n-th fails."""

    def __init__(self, request: Request, tell: Callable[[int, bool], None]) -> None:
        self._request = request
        self._tell = tell
        self._under = os.path.realpath(request.folder)
        self._process = os.getpid()
        self._count = 0
        self._busy = False

    def install(self) -> None:
        """From now on."""
        sys.addaudithook(self._audit)
        for name in ("fsync", "write", "sendfile"):
            setattr(os, name, self._counting(getattr(os, name), name))
        builtins.open = io.open = self._open  # type: ignore[assignment]
        sqlite3.connect = self._connect
        from press import disk

        find = disk._c
        disk._c = lambda name: self._calling(name, find(name))  # type: ignore[assignment]

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in PATHS and not self._busy and os.getpid() == self._process:
            paths = [_path(arguments[at], arguments[folder] if folder is not None else -1) for at, folder in PATHS[event]]
            self._step(event, paths)

    def _step(self, event: str, paths: list[str]) -> None:
        if not any(path == self._under or path.startswith(f"{self._under}/") for path in paths):
            return
        self._count += 1
        kind, at = self._request.kind, self._request.at
        came = bool(kind) and (self._count == at or (kind == "ENOSPC" and self._count > at and event in NEEDS_ROOM))
        self._tell(self._count, came)
        if came:
            self._fail(kind, paths[0], of_sqlite=event.startswith("sql"))

    def _fail(self, kind: str, path: str, *, of_sqlite: bool) -> None:
        self._busy = True
        try:
            if kind in SIGNALS:
                os.kill(self._process, SIGNALS[kind])
            elif of_sqlite and kind in OF_SQLITE:
                error = sqlite3.OperationalError(OF_SQLITE[kind][1])
                error.sqlite_errorcode = OF_SQLITE[kind][0]
                raise error
            elif kind == "remove":
                shutil.rmtree(Path(self._under, "output"))
            else:
                raise OSError(getattr(errno, kind), os.strerror(getattr(errno, kind)), path)
        finally:
            self._busy = False

    def _counting(self, function: Callable[..., Any], name: str) -> Callable[..., Any]:
        def counted(descriptor: int, *arguments: Any, **named: Any) -> Any:
            if os.getpid() == self._process:
                self._step("fsync" if name == "fsync" else "write", [_path(descriptor, -1)])
            # No test pulls the plug: to flush would only take time.
            return None if name == "fsync" else function(descriptor, *arguments, **named)

        return counted

    def _calling(self, name: str, function: Any) -> Any:
        """A function of the C library that fails as those do."""

        def called(*arguments: Any) -> int:
            try:
                self._step("call", [self._under])
            except OSError as error:
                ctypes.set_errno(error.errno or 0)
                return -1
            return 0 if name == "syncfs" else int(function(*arguments))

        return called if function else None

    def _connect(self, database: Any, *arguments: Any, **named: Any) -> sqlite3.Connection:
        """As sqlite3.connect, but each statement counts, too."""
        path = str(Path(unquote(os.fsdecode(database).removeprefix("file://").partition("?")[0])).resolve())
        self._step("sql read", [path])
        made = _connect(database, *arguments, **{**named, "factory": _Connection})
        made.step = lambda sql: (
            self._step("sql write" if sql.startswith(_WRITES) else "sql read", [path]) if os.getpid() == self._process else None
        )
        return made

    def _open(self, file: Any, mode: str = "r", buffering: int = -1, encoding: Any = None, errors: Any = None, newline: Any = None,
              closefd: bool = True, opener: Any = None) -> Any:  # fmt: skip
        """As open, but what is written goes through ``_Raw``."""
        if not set(mode) & set("wax+"):
            return _open(file, mode, buffering, encoding, errors, newline, closefd, opener)
        raw = _Raw(file, "".join(sign for sign in mode if sign not in "bt"), closefd, opener)
        raw.step = lambda: self._step("write", [_path(raw.fileno(), -1)]) if os.getpid() == self._process else None
        if buffering == 0:
            return raw
        buffered = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        return buffered if "b" in mode else io.TextIOWrapper(buffered, encoding or "utf-8", errors, newline, buffering == 1)


_open, _connect = open, sqlite3.connect
_WRITES = ("INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "COMMIT")


class _Connection(sqlite3.Connection):
    step: Callable[[str], None]

    def execute(self, sql: str, *arguments: Any) -> sqlite3.Cursor:
        self.step(sql)
        return super().execute(sql, *arguments)

    def executemany(self, sql: str, *arguments: Any) -> sqlite3.Cursor:
        self.step(sql)
        return super().executemany(sql, *arguments)

    def executescript(self, sql: str) -> sqlite3.Cursor:
        self.step(sql)
        return super().executescript(sql)


class _Raw(io.FileIO):
    step: Callable[[], None]

    def write(self, data: Any) -> int:
        self.step()
        return super().write(data)


def _path(value: Any, folder: Any) -> str:
    """The path of what an operation is on, absolute; of a descriptor too."""
    if isinstance(value, int):
        return _of_descriptor(value)
    path = os.fsdecode(value) if value is not None else "."
    base = _of_descriptor(folder) if isinstance(folder, int) and folder >= 0 else str(Path.cwd())
    return os.path.normpath(Path(base, path))


def _of_descriptor(descriptor: int) -> str:
    try:
        return str(Path(f"/proc/self/fd/{descriptor}").readlink())
    except OSError:
        return ""


# --- what a request may call ----------------------------------------------------------------------------


def exchange_alone() -> None:
    """What a build does at its end, by itself."""
    from press.exchange import Workplace

    with Workplace.at(Path("output"), wait_seconds=0) as workplace:
        (workplace.staged / "posts").mkdir()
        for name in ("index.html", "posts/b.html"):
            (workplace.staged / name).write_text("new", encoding="utf-8")
        workplace.exchange(emptied=False, retained=())


def exchange_in_turns() -> None:
    """As above, with files that are kept where they stand as they were left."""
    from press.exchange import Workplace

    with Workplace.at(Path("output"), wait_seconds=0) as workplace:
        site = {"index.html": "new", "posts/b.html": "new", **dict.fromkeys(KEPT, "kept")}
        kept = KEPT - workplace.survey().changed if workplace.standing else set()
        for name in site.keys() - kept:
            (workplace.staged / name).parent.mkdir(exist_ok=True)
            (workplace.staged / name).write_text(site[name], encoding="utf-8")
        workplace.exchange(emptied=False, retained=(), kept=kept)


def exchange_without_swap() -> None:
    """As above, on a system that cannot exchange two names."""
    from press import disk

    disk.swap = lambda one, other: False
    exchange_alone()


# --- the server ---------------------------------------------------------------------------------------


class Server:
    """Runs builds with faults."""

    def __init__(self) -> None:
        environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'plugins'}:{ROOT / 'tests'}", "PYTHONDONTWRITEBYTECODE": "1"}
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__))], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )

    def run(self, request: Request) -> Result:
        """What comes of the build."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{json.dumps(asdict(request))}\n")
        self._process.stdin.flush()
        return Result(**json.loads(self._process.stdout.readline()))


@contextmanager
def server() -> Iterator[Server]:
    """A server, for as long as it is needed."""
    made = Server()
    try:
        yield made
    finally:
        made._process.communicate()


def serve() -> None:
    """Answer requests until there are no more."""
    import press.command

    del press
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for line in sys.stdin:
        request = Request(**json.loads(line))
        with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as told:
            child = os.fork()
            if child == 0:
                _run(request, said.fileno(), told.fileno())
            _, status = os.waitpid(child, 0)
            said.seek(0)
            told.seek(0)
            counts = [int(count) for count in told.read().split()]
            text = said.read().decode(errors="replace")
        result = Result(os.waitstatus_to_exitcode(status), max(counts, default=0), bool(request.kind and counts), text)
        answers.write(f"{json.dumps(asdict(result))}\n")
        answers.flush()


def _run(request: Request, said: int, told: int) -> None:
    """Build, and end the process."""
    os.setsid()
    os.dup2(said, 1)
    os.dup2(said, 2)
    os.chdir(request.folder)
    os.environ.update(request.environment)
    code = 70
    import traceback

    try:
        if request.powerless:
            _drop_powers()
        if request.file_size:
            resource.setrlimit(resource.RLIMIT_FSIZE, (request.file_size, request.file_size))
        write = os.write
        Faults(request, lambda count, came: _tell(write, told, count, came, request)).install()
        code = _called(request.arguments)
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else 1
    except KeyboardInterrupt:
        traceback.print_exc()  # as Python does, where nobody has caught it
        code = 130
    except BaseException:
        traceback.print_exc()
        code = 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _tell(write: Callable[[int, bytes], int], told: int, count: int, came: bool, request: Request) -> None:
    if came or not request.kind:  # at once, for the process may be killed next
        write(told, f"{count}\n".encode())


def _called(arguments: list[str]) -> int:
    import importlib

    if arguments[0] == "call":
        getattr(importlib.import_module(arguments[1]), arguments[2])()
        return 0
    sys.argv = ["press", *arguments]
    return int(importlib.import_module("press.__main__").main(arguments))


def _drop_powers() -> None:
    """Give up what root may do beyond modes. Source: capset(2)."""
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    ctypes.CDLL(None).capset(header, (ctypes.c_uint32 * 6)())


if __name__ == "__main__":
    serve()
