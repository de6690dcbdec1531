"""Pelican's own messages: caught while it builds, so that its errors stop the build and none is lost."""

from __future__ import annotations

import logging
from collections.abc import Collection
from pathlib import Path

from manuscript.problems import Problem
from manuscript.source import shown_path


class PelicanLog(logging.Filter):
    """Holds back what Pelican and the plugins log at WARNING or above; ``problems`` tells it.

    Works on the handlers of the root logger, where Pelican prints from.
    """

    def __init__(self) -> None:
        super().__init__()
        self._records: list[logging.LogRecord] = []
        self._kept = 0
        self._handlers: list[logging.Handler] = []

    def attach(self) -> None:
        """Begin to hold back."""
        self._handlers = list(logging.getLogger().handlers)
        for handler in self._handlers:
            handler.addFilter(self)

    def detach(self) -> None:
        """Let messages through again."""
        for handler in self._handlers:
            handler.removeFilter(self)

    def keep(self) -> None:
        """Keep what was held back so far for every build to come: it concerns the settings and plugins."""
        self._kept = len(self._records)

    def clear(self) -> None:
        """Forget what was held back, but for what is kept."""
        del self._records[self._kept :]

    def filter(self, record: logging.LogRecord) -> bool:
        """False for what is held back (the name is the logging module's)."""
        if record.levelno < logging.WARNING:
            return True
        self._records.append(record)
        return False

    def problems(self, files: Collection[str], root: Path, named: Collection[str] = ()) -> set[Problem]:
        """What was logged as problems, each at a file of the inventory that its message names, if any.

        ``named`` are the paths of files that have a problem already: a message on one of them says
        the same once more, and is left out.
        """
        found = set()
        for record in self._records:
            message = _message(record)
            paths = sorted(shown_path(root / file, root) for file in files if file in message)
            if not any(path in named for path in paths):
                code = "pelican-error" if record.levelno >= logging.ERROR else "pelican-warning"
                told = message.replace(f"{root}/", f"{root.name}/")
                found.add(Problem(paths[0] if paths else root.name, 0, 0, code, f"Pelican says: {told}"))
        return found


def _message(record: logging.LogRecord) -> str:
    message = " ".join(record.getMessage().split())
    if record.exc_info and record.exc_info[1] is not None:
        message += f" ({type(record.exc_info[1]).__name__}: {record.exc_info[1]})"
    return message
