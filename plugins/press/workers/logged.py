"""What a job logs, kept in the child for its parent, who logs it again."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

Logged = list[tuple[str, int, str]]  # name of the logger, level, text


def log_into(logged: Logged) -> None:
    """Let every message that a logger lets through be kept, before filters: they are the parent's."""

    def handle(_logger: logging.Logger, record: logging.LogRecord) -> None:
        logged.append((record.name, record.levelno, _text(record)))

    logging.Logger.handle = handle  # type: ignore[method-assign, assignment]


@contextmanager
def gathered() -> Iterator[Logged]:
    """Within, every message of this process is kept and not logged."""
    logged: Logged = []
    handle = logging.Logger.handle
    try:
        log_into(logged)
        yield logged
    finally:
        logging.Logger.handle = handle  # type: ignore[method-assign]


def log_again(logged: Iterable[tuple[str, int, str]]) -> None:
    """Log what was kept."""
    for name, level, text in logged:
        logging.getLogger(name).log(level, text)


def _text(record: logging.LogRecord) -> str:
    try:
        text = record.getMessage()
    except Exception:  # arguments that do not fit: the parent's logging would not raise either
        text = str(record.msg)
    error = record.exc_info[1] if record.exc_info else None
    return f"{text} ({type(error).__name__}: {error})" if error else text
