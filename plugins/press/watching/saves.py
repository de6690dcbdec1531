"""Saves: what was saved, created, moved or removed in the places of a site, gathered while nobody waits for it."""

from __future__ import annotations

import errno
import queue
import sys
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from press.report import say
from press.watching.noise import is_noise
from press.watching.places import Places

_Said = set[Any] | Exception

# Milliseconds. After an event it is waited until none has come for so long: editors save in several steps.
_QUIET_FOR_SOURCES: Final = 10
_QUIET_FOR_CODE: Final = 40
# What goes on longer than this, like a checkout, is built in between.
_LONGEST: Final = 500
# More files than these are not read to see whether they are as they were.
_MOST_READ: Final = 200


@dataclass(slots=True)
class Saves:
    """Gathers; ``next`` gives what was gathered. Use as a context: within, it gathers."""

    places: Places
    _said: queue.SimpleQueue[_Said] = field(default_factory=queue.SimpleQueue)
    _wanted: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)
    _stops: list[_Stop] = field(default_factory=list)
    _known: dict[Path, bytes] = field(default_factory=dict)

    def __enter__(self) -> Saves:
        self._start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def next(self, *, all_count: bool) -> frozenset[Path] | None:
        """The files that have changed since the last time, as soon as nobody saves for a moment; None where some may be missing.

        A file that is written with what it held before has not changed, unless ``all_count``. A folder stands for what is in it.

        Raises OSError: the system watches nothing.
        """
        while True:
            changed = frozenset(self._changed(self._events(), all_count=all_count))
            if any(source.is_relative_to(path) for path in changed for source in self.places.sources):
                self._end()  # the folder is another now, or is there for the first time
                self._start()
                return None
            if changed:
                return changed

    def _events(self) -> set[tuple[Any, str]]:
        self._wanted.set()
        events: set[tuple[Any, str]] = set()
        while not events or not self._said.empty():
            try:
                said = self._said.get(timeout=0.5)  # on Windows, what waits without a limit hears of no Ctrl-C
            except queue.Empty:
                continue
            if isinstance(said, Exception):
                raise OSError(f"files cannot be watched: {said}") from said
            events |= said
        self._wanted.clear()
        return events

    def _changed(self, events: Iterable[tuple[Any, str]], *, all_count: bool) -> Iterator[Path]:
        wanted = sorted({(Path(name), change.raw_str()) for change, name in events if self._counts(Path(name))})
        for path, change in wanted:
            if path.is_dir():
                if change != "modified":
                    yield path
                continue
            # To link to a file, as builds may, is an event of that file too: without this they would build for ever.
            before, now = self._known.pop(path, None), _content(path) if len(wanted) <= _MOST_READ else None
            if now is not None:
                self._known[path] = now
            if all_count or now is None or now != before:
                yield path

    def _counts(self, path: Path) -> bool:
        if is_noise(path, self.places.made):
            return False
        return (path.suffix == ".py" and path.parent in self.places.code) or self.places.makes(path)

    # --- gathering -------------------------------------------------------------------------------

    def _start(self) -> None:
        sources = {source for source in self.places.sources if source.is_dir()}
        outer = {one for one in sources if sources.isdisjoint(one.parents)}
        for folders, recursive, quiet in ((outer, True, _QUIET_FOR_SOURCES), (self.places.shallow, False, _QUIET_FOR_CODE)):
            stop, names = _Stop(), sorted(map(str, folders))
            options = {"recursive": recursive, "quiet": quiet, "polling": None}
            thread = threading.Thread(target=self._gather, args=(names, stop), kwargs=options, name="watching", daemon=True)
            self._threads.append(thread)
            self._stops.append(stop)
            thread.start()
        for stop in self._stops:
            stop.begun.wait(30)

    def _end(self) -> None:
        # Joined: a thread that is in the library while Python ends could end the process in its own way.
        for stop in self._stops:
            stop.asked = True
        self._wanted.set()
        for thread in self._threads:
            thread.join(5)
        self._threads.clear()
        self._stops.clear()

    def _gather(self, folders: list[str], stop: _Stop, *, recursive: bool, quiet: int, polling: bool | None) -> None:
        import watchfiles

        try:
            events = watchfiles.watch(
                *folders,
                watch_filter=None,
                debounce=_LONGEST,
                step=quiet,
                stop_event=stop,
                raise_interrupt=False,
                recursive=recursive,
                force_polling=polling,
                ignore_permission_denied=True,
            )
            for some in events:
                self._said.put(some)
                self._wanted.wait()  # the library gathers meanwhile, and disturbs the build less
        except Exception as error:
            if not polling and _lacks_watches(error):
                say("The system watches no more files (fs.inotify.max_user_watches). They are looked at every 0.3 s.", sys.stderr)
                self._gather(folders, stop, recursive=recursive, quiet=quiet, polling=True)
            else:
                self._said.put(error)
        finally:
            stop.begun.set()


class _Stop:
    """Tells the library to stop; that it asks tells that it has begun."""

    def __init__(self) -> None:
        self.asked = False
        self.begun = threading.Event()

    def is_set(self) -> bool:
        """Whether to stop."""
        self.begun.set()
        return self.asked


def _lacks_watches(error: Exception) -> bool:
    return getattr(error, "errno", None) in (errno.ENOSPC, errno.EMFILE) or "watch limit" in str(error)


def _content(file: Path) -> bytes | None:
    """What tells the content of a file from others, or None: it cannot be read."""
    try:
        return blake2b(file.read_bytes(), digest_size=16).digest()
    except OSError:
        return None
