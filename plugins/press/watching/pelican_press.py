"""Pelican's press: a site built anew in one process, which keeps nothing of it."""

from __future__ import annotations

import gc
import sys
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pelican.contents import Content
from pelican.plugins import signals

from manuscript.problems import Problem
from press import settings as site_settings
from press.log import PelicanLog
from press.report import once
from press.site import Site
from press.watching.outcomes import Outcome


class PelicanPress:
    """Reads the settings and makes a ``Site`` for each build."""

    def __init__(self, settings_file: str | None, overrides: dict[str, Any]) -> None:
        self._file, self._overrides = settings_file, {**overrides, "PRESS_WATCHING": True}

    def build(self, changed: frozenset[Path] | None) -> Outcome:
        """What came of building everything. Raises ContentError: the settings cannot be used."""
        started = time.perf_counter()
        log = PelicanLog()
        log.attach({})
        try:
            with _nothing_left_of_it():
                loaded = site_settings.load(self._file, dict(self._overrides))
                site = _Told(loaded.settings, loaded.problems, log=log, settings_file=Path(self._file) if self._file else None)
                site.run()
        finally:
            log.detach()
        return Outcome(tuple(sorted(site.found)), time.perf_counter() - started, site.good, site.names)

    def rest(self) -> None:
        """Free what the build has left: Pelican remembers the HTML of every text for ever, and generators refer to each other."""
        for method in (Content.get_content, Content.get_summary):
            if isinstance(cache := getattr(method, "cache", None), dict):
                cache.clear()
        gc.collect()

    def close(self) -> None:
        """Do nothing: nothing is kept."""


class _Told(Site):
    """A site that keeps what it found, for others to say."""

    found: frozenset[Problem] = frozenset()
    good = False
    names: frozenset[str] | None = None
    _writer: Any = None

    def _get_writer(self) -> Any:
        self._writer = super()._get_writer()
        return self._writer

    def _report(self, problems: set[Problem], done: str) -> None:
        self.found = frozenset(once(problems))
        self.good = not self._fails(problems) or self._stands
        written = getattr(self._writer, "written", None)
        self.names = frozenset(map(str, written)) if written is not None and self.good else None


@contextmanager
def _nothing_left_of_it() -> Iterator[None]:
    """After it, nothing that belonged to one build hears Pelican's signals, as the next build would call it too.

    Functions of modules stay: plugins connect them once more, which changes nothing, or have connected them when imported.
    """
    before = {name: set(signal.receivers) for name, signal in _signals()}
    try:
        yield
    finally:
        for name, signal in _signals():
            for key in set(signal.receivers) - before[name]:
                kept = signal.receivers[key]
                receiver = kept() if isinstance(kept, weakref.ref) else kept
                if receiver is not None and not _is_of_module(receiver):
                    signal.disconnect(receiver)


def _signals() -> Iterator[tuple[str, Any]]:
    return ((name, value) for name, value in vars(signals).items() if isinstance(value, type(signals.initialized)))


def _is_of_module(receiver: Any) -> bool:
    module = sys.modules.get(getattr(receiver, "__module__", None) or "")
    return getattr(module, getattr(receiver, "__qualname__", ""), None) is receiver
