"""Unchanged: a build of which everything is as it was when it succeeded last is told from that alone, before Pelican is loaded."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import stat
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from press import caches
from press.inputs import Inputs, day_and_machine
from press.timings import Timings

FORM: Final = 1  # of the data; another is not read
_FOLDER: Final = Path(".cache", "press")
# With these a command does more than a build, or is to show how a build is done.
_MORE: Final = frozenset({"-l", "--listen", "-r", "--autoreload", "-D", "--debug", "-v", "--verbose", "-h", "--help", "--version", "--why"})


@dataclass(frozen=True, slots=True)
class Success:
    """What a build that succeeded was made from, and said.

    ``site`` is the identity of the site that stands since, empty where nothing was written; ``due`` the instant (UTC, ISO 8601) from
    which the same input makes another site, or nothing; ``told`` are the texts that it printed, each with whether on standard error.
    """

    inputs: Inputs
    output: str = ""
    site: str = ""
    due: str = ""
    told: tuple[tuple[bool, str], ...] = ()
    built: str = ""
    machine: str = field(default_factory=lambda: _digest(*day_and_machine()))


def again(arguments: Sequence[str], stands: Callable[[Path, str], bool], timings: Timings) -> Success | None:
    """The success of this very command that would only be repeated, or None: there is something to do.

    ``stands`` says whether the site of an identity stands at an output, each file as it was left.
    """
    if any(part.split("=")[0] in _MORE for part in arguments):
        return None
    with timings.of("reading what was read"):
        found = _read(_file(arguments))
    if found is None or found.inputs.beyond or found.machine != _digest(*day_and_machine()):
        return None
    if found.due and found.due <= now().isoformat():
        return None
    with timings.of("comparing what was read"):
        if next(found.inputs.changed(), None) is not None:
            return None
    with timings.of("comparing the site that stands"):
        return None if found.output and not stands(Path(found.output), found.site) else found


def remember(arguments: Sequence[str], success: Success) -> None:
    """Keep what a command has succeeded in; what cannot be kept is done again."""
    file = _file(arguments)
    if _leads_elsewhere(file):
        return
    data = {
        "form": FORM,
        "inputs": success.inputs.as_data(),
        "output": success.output,
        "site": success.site,
        "due": success.due,
        "told": success.told,
        "built": success.built,
        "machine": success.machine,
    }
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError), (_FOLDER.parent / ".gitignore").open("x", encoding="ascii") as stream:
            stream.write("*\n")
        beside = file.with_name(f"{file.name}.{os.getpid()}")
        beside.unlink(missing_ok=True)
        beside.write_text(json.dumps(data), encoding="utf-8", errors="surrogatepass")
        beside.replace(file)


def forget(arguments: Sequence[str]) -> None:
    """Keep nothing of a command: it is under way, or has failed."""
    file = _file(arguments)
    with suppress(OSError):
        if not _leads_elsewhere(file):
            file.unlink(missing_ok=True)


def now() -> datetime.datetime:
    """The instant of the build, in UTC: that of SOURCE_DATE_EPOCH (seconds) where it is set, else the clock's."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.datetime.fromtimestamp(int(epoch) if epoch.isdigit() else time.time(), datetime.UTC)


def _file(arguments: Sequence[str]) -> Path:
    return _FOLDER / f"{_digest(os.getcwd(), sys.executable, *arguments)}.json"  # noqa: PTH109


def _digest(*parts: str) -> str:
    """A digest that nobody else can make: a success that comes with a project is not found."""
    data = "\0".join(parts).encode("utf-8", "surrogateescape")
    return hashlib.blake2b(data, digest_size=16, key=bytes.fromhex(caches.secret())).hexdigest()


def _read(file: Path) -> Success | None:
    try:
        if _leads_elsewhere(file) or not stat.S_ISREG(file.lstat().st_mode):  # to read a pipe would take for ever
            return None
        data: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8", errors="surrogatepass"))
        if data["form"] != FORM:
            return None
        told = tuple((bool(error), str(text)) for error, text in data["told"])
        output, site, due, built, machine = (str(data[name]) for name in ("output", "site", "due", "built", "machine"))
        return Success(Inputs.from_data(data["inputs"]), output, site, due, told, built, machine)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _leads_elsewhere(file: Path) -> bool:
    """Whether a folder that it lies in is a link."""
    return os.path.islink(file.parent) or os.path.islink(file.parent.parent)  # noqa: PTH114 - it may not be entered
