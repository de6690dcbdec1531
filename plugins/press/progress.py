"""Progress: how far long work has come, on a terminal only, from when it has taken a second until it is done."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final, Self, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

AFTER: Final = 1.0  # seconds that work may take before there is anything to see
EVERY: Final = 0.1  # seconds between two drawings of the bar

_stream: TextIO | None = None  # where progress is shown; None where it is not


@contextmanager
def shown_on(stream: TextIO) -> Iterator[None]:
    """Within, progress is shown on the stream, if that is a terminal. Without this nothing is shown: a program may have its own way."""
    global _stream
    before, _stream = _stream, stream if stream.isatty() else None
    try:
        yield
    finally:
        _stream = before


class Progress:
    """Work on so many things, as a context; ``step`` is told of each that is done.

    The bar is gone at the end of the context, also where that ends with an exception: what is said then stands by itself.
    What begins within other work is part of it, and has no bar.
    """

    def __init__(self, what: str, total: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._what = what
        self._total = total
        self._clock = clock
        self._due = 0.0
        self._done = 0
        self._stream: TextIO | None = None
        self._bar: Bar | None = None

    def __enter__(self) -> Self:
        global _stream
        self._stream, _stream = _stream, None
        self._due = self._clock() + AFTER
        return self

    def __exit__(self, *_: object) -> None:
        global _stream
        if self._stream is not None:
            _stream = self._stream
        if self._bar is not None:
            with suppress(OSError):
                self._bar.stop()
            self._bar = None

    def step(self, number: int = 1) -> None:
        """Count so many more as done."""
        self._done += number
        if self._stream is not None and (now := self._clock()) >= self._due:
            self._due = now + EVERY
            with suppress(OSError):  # a terminal that is gone is no fault of the work
                self._show(self._stream)

    def _show(self, stream: TextIO) -> None:
        if self._bar is None:
            self._bar = _bar(stream)
            self._bar.add_task(self._what, total=self._total, completed=self._done)
            self._bar.start()
        self._bar.update(self._bar.task_ids[0], completed=self._done, refresh=True)


def _bar(stream: TextIO) -> Bar:
    """A bar that draws itself when it is told to: no thread of its own, as workers are forks, and no hand on other streams."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    return Bar(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        console=Console(file=stream),
        transient=True,
        auto_refresh=False,
        redirect_stdout=False,
        redirect_stderr=False,
    )
