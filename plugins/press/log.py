"""Pelican's own messages: caught while it builds, so that its errors stop the build and none is lost."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from pelican.log import FatalLogger, LimitFilter

from manuscript.problems import ContentError, Problem
from manuscript.source import shown_path
from press import plugins

# Pelican's words for what has a code of ours: the beginning of its message as it is written in its source.
_CODES: Final = (
    (re.compile(r"Skipping (.+): could not find information about 'title'"), "missing-title", "there is no title", "Give it one"),
    (re.compile(r"Skipping (.+): could not find information about 'date'"), "missing-date", "there is no date", "Give it one: 2015-12-15"),
    (re.compile(r"Unknown status '(.*)' for file"), "unknown-status", "", "Write published, draft, hidden or skip"),
    (re.compile(r"Skipping (.+): file '(.+)' would be written outside output path"), "outside-output", "", "Correct the address"),
)
# What other checks say with more: who links where, which pictures lack their text, who has the same address.
_SAID_BETTER: Final = (
    "Cannot load plugin `%s`\n%s",
    "Unable to find '%s', skipping url replacement.",
    "Empty alt attribute for image %s in %s",
)


class PelicanLog(logging.Handler):
    """Holds back what Pelican and the plugins log at WARNING or above; ``problems`` tells it.

    Takes the place of the handlers of the root logger, where Pelican prints from, and lifts Pelican's own limits: it says
    nothing twice, cuts off at five, and under ``-q`` says nothing at all.
    """

    def __init__(self) -> None:
        super().__init__(level=logging.WARNING)
        self._records: list[tuple[logging.LogRecord, BaseException | None]] = []
        self._kept = 0
        self._handlers: list[logging.Handler] = []
        self._ignored: frozenset[Any] = frozenset()
        self.settings_file = ""  # what is said before a build concerns it

    def attach(self, settings: dict[str, Any]) -> None:
        """Begin to hold back."""
        root, pelicans = logging.getLogger(), logging.getLogger("pelican")
        self._ignored = frozenset(settings.get("LOG_FILTER", ()))
        if self in root.handlers:
            return
        self._handlers = list(root.handlers)
        for handler in self._handlers:
            handler.addFilter(_below_warning)
        root.addHandler(self)
        for logger in (root, pelicans):
            if logger.level > logging.WARNING:
                logger.setLevel(logging.WARNING)
        LimitFilter.LOGS_DEDUP_MIN_LEVEL = logging.NOTSET
        FatalLogger.fatal_lvl = logging.CRITICAL + 1

    def detach(self) -> None:
        """Let messages through again."""
        for handler in self._handlers:
            handler.removeFilter(_below_warning)
        logging.getLogger().removeHandler(self)

    def keep(self) -> None:
        """Keep what was held back so far for every build to come: it concerns the settings and plugins."""
        self._kept = len(self._records)

    def clear(self) -> None:
        """Forget what was held back, but for what is kept."""
        del self._records[self._kept :]

    @property
    def count(self) -> int:
        """How many messages are held back."""
        return len(self._records)

    def last_error(self) -> BaseException | None:
        """The error that was being handled when something was logged last."""
        return self._records[-1][1] if self._records else None

    def emit(self, record: logging.LogRecord) -> None:
        """Hold back a message, with the error that is being handled, if any."""
        error = record.exc_info[1] if record.exc_info else sys.exc_info()[1]
        if record.levelno >= logging.ERROR or not {(record.levelno, record.msg), (record.levelno, record.getMessage())} & self._ignored:
            self._records.append((record, error))

    def problems(self, files: Collection[str], root: Path, named: Collection[Problem] = (), used: Iterable[Any] = ()) -> set[Problem]:
        """What was logged as problems, each at a file of the inventory that its message names, if any.

        ``named`` are the problems that are known: a warning on a file that has one says the same once more, and an error on a
        file that has an error; they are left out. ``used`` are the plugins, one of which an error may come from.
        """
        by_length = sorted(files, key=len, reverse=True)
        found: set[Problem] = set()
        touched, failed = ({one.path for one in named if not only or one.level == "error"} for only in (False, True))
        for number, (record, error) in enumerate(self._records):
            if record.msg in _SAID_BETTER:
                continue
            message = " ".join(record.getMessage().split())
            paths = sorted(shown_path(root / file, root) for file in _mentioned(by_length, message))
            known = failed if record.levelno >= logging.ERROR else touched
            if isinstance(error, ContentError) or not any(path in known for path in paths):
                place = paths[0] if paths else self.settings_file if number < self._kept else ""
                found |= set(_problems(record, error, message, place or root.name, root, used))
        return found


def _problems(
    record: logging.LogRecord, error: BaseException | None, message: str, path: str, root: Path, used: Iterable[Any]
) -> Iterator[Problem]:
    if isinstance(error, ContentError):
        yield from error.problems
        return
    if error and (failed := plugins.culprit(error, used, root)):
        yield Problem(failed.path, failed.line, 0, failed.code, f"{failed.message} (at {path})", failed.remedy)
        return
    for pattern, code, fact, remedy in _CODES:
        if pattern.match(message):
            yield Problem(path, 1 if code.startswith("missing") else 0, 0, code, fact or _told(message, root), remedy)
            return
    reason = f" ({plugins.described(error)})" if error else ""
    code = "pelican-error" if record.levelno >= logging.ERROR else "pelican-warning"
    yield Problem(path, 0, 0, code, f"Pelican says: {_told(message, root)}{reason}")


def _told(message: str, root: Path) -> str:
    return message.replace(f"{root}/", f"{root.name}/")


def _mentioned(files: Iterable[str], message: str) -> Iterator[str]:
    """The files that a message names; one whose name is the end of another's is not named by it."""
    for file in files:
        if file in message:
            message = message.replace(file, "\0")
            yield file


def _below_warning(record: logging.LogRecord) -> bool:
    return record.levelno < logging.WARNING
