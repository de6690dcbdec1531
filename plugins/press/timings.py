"""Timings: what a build spends its time on."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Timings:
    """Seconds by what was done, in the order in which it was begun; what is done within something else counts for itself."""

    def __init__(self, started: float | None = None) -> None:
        self.started = time.perf_counter() if started is None else started
        self._seconds: dict[str, float] = {}
        self._within: list[float] = []

    def add(self, what: str, seconds: float) -> None:
        """Count what was done before there was anybody to count."""
        self._seconds[what] = self._seconds.get(what, 0.0) + seconds

    @contextmanager
    def of(self, what: str) -> Iterator[None]:
        """Within, the time is this one's."""
        self._seconds.setdefault(what, 0.0)
        self._within.append(0.0)
        started = time.perf_counter()
        try:
            yield
        finally:
            taken = time.perf_counter() - started
            self._seconds[what] += taken - self._within.pop()
            if self._within:
                self._within[-1] += taken

    def table(self) -> str:
        """A line for each, with its seconds and its share of the whole."""
        whole = time.perf_counter() - self.started
        rows = [*self._seconds.items(), ("all else", max(0.0, whole - sum(self._seconds.values()))), ("together", whole)]
        return "\n".join(f"{seconds:8.3f} s  {seconds / whole:4.0%}  {what}" for what, seconds in rows)
