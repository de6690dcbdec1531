"""Serving: a site built, served on this machine, and built again on every save, until somebody ends it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pelican.settings import DEFAULT_CONFIG

from manuscript.problems import ContentError, Problem
from press import plugins
from press import settings as site_settings
from press.report import say
from press.watching import code, telling
from press.watching.anew import begin_anew
from press.watching.board import Board
from press.watching.outcomes import Outcome, Press
from press.watching.parents import end_with_parents
from press.watching.places import places
from press.watching.saves import Saves
from press.watching.server import Server, answering
from press.watching.sockets import CannotListenError, listening


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a command asks for: the settings and what is put over them, whether to serve, and whether to build."""

    settings_file: str | None
    overrides: Mapping[str, Any]
    serves: bool
    builds: bool


def serve(press: Press, wanted: Wanted) -> int:
    """Build, serve, and build again on every save, or as much of this as is wanted.

    Returns 1: the place to serve at is taken, or the system watches nothing. Else it ends with an exception: KeyboardInterrupt
    when it is told to end, ContentError when the settings of what is only served cannot be used.
    """
    end_with_parents()
    settings = _settings(wanted)
    board, output = Board(), Path(os.path.abspath(settings["OUTPUT_PATH"]))  # noqa: PTH100 (through a link, anew each time)
    try:
        with ExitStack() as stack:
            listener = listening(str(settings["BIND"]), int(settings["PORT"])) if wanted.serves else None
            if listener:
                server = Server(listener, output, board, reloads=wanted.builds)
                stack.enter_context(answering(server))
                say(f"The site is at {server.address} until you press Ctrl-C.", sys.stdout)
            if not wanted.builds:
                while True:
                    time.sleep(3600)
            stack.callback(press.close)
            session = _Session.of(press, wanted, settings, board)
            with session.saves:
                session.build_on_and_on()
        begin_anew(listener, session.here)
    except (CannotListenError, OSError) as error:
        say(str(error), sys.stderr)
        return 1


def _settings(wanted: Wanted) -> dict[str, Any]:
    """The settings; where they cannot be used, and building will tell why, Pelican's defaults and what was put over them."""
    try:
        return site_settings.load(wanted.settings_file, dict(wanted.overrides)).settings
    except ContentError:
        if not wanted.builds:
            raise
        return {**DEFAULT_CONFIG, **wanted.overrides}


@dataclass(slots=True)
class _Session:
    """The builds of one process. ``stale`` is code that has changed since it was read."""

    press: Press
    board: Board
    saves: Saves
    settings_files: frozenset[Path]
    project: Path
    here: Path = field(default_factory=Path.cwd)
    stale: frozenset[Path] = frozenset()

    @classmethod
    def of(cls, press: Press, wanted: Wanted, settings: Mapping[str, Any], board: Board) -> _Session:
        """The session of a command."""
        file = Path(wanted.settings_file).absolute() if wanted.settings_file else None
        files, project = site_settings.files_of(file) | ({file} if file else set()), file.parent if file else Path.cwd()
        folders = code.folders(map(str, settings.get("PLUGIN_PATHS") or ()))
        return cls(press, board, Saves(places(settings, base=project, settings_files=files, code=folders)), files, project)

    def build_on_and_on(self) -> None:
        """Build, now and on every save, until code has changed."""
        changed: frozenset[Path] | None = None
        while True:
            outcome = self._built(changed)
            self.press.rest()
            changed = self._next(outcome)
            while self.stale:
                if not (faults := code.unreadable(self.stale, self.settings_files, self.project)):
                    return
                outcome = Outcome(faults, 0, built=False)
                self._tell(outcome)
                changed = self._next(outcome)

    def _next(self, outcome: Outcome) -> frozenset[Path] | None:
        """The files that were saved, of those that matter; None: any may have been. What is code is ``stale`` from now on.

        After a failure any file of Python matters: it may be what was missing.
        """
        while (changed := self.saves.next(all_count=not outcome.built)) is not None:
            written = {path: path.resolve() for path in changed if path.suffix == ".py"}
            read = (code.files() | self.settings_files) if written and outcome.built else frozenset(written.values())
            self.stale |= read.intersection(written.values())
            if matter := frozenset(path for path in changed if written.get(path) in read or self.saves.places.makes(path)):
                return matter
        return None

    def _built(self, changed: frozenset[Path] | None) -> Outcome:
        self.board.begin()
        started = time.perf_counter()
        try:
            outcome = self.press.build(changed)
        except ContentError as error:
            outcome = Outcome(tuple(sorted(error.problems)), time.perf_counter() - started, built=False)
        except Exception as error:  # the next save may mend it
            problem = Problem(self.project.name, 0, 0, "build-failed", f"the build broke off: {plugins.described(error)}")
            outcome = Outcome((problem,), time.perf_counter() - started, built=False)
        self._tell(outcome)
        return outcome

    def _tell(self, outcome: Outcome) -> None:
        self.board.end(outcome)  # browsers first: somebody waits for them
        telling.tell(outcome)
