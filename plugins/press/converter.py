"""The converter: what authors write made into HTML that cannot run, in a worker that may not take too long."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any, Final

from manuscript.problems import ContentError, Problem
from press import sanitiser, typography
from press.conversions import Conversions
from press.jobs import Jobs, made_elsewhere
from press.progress import Progress
from press.sources import Sources
from press.store import Store, digest
from press.workers import Crew, JobFailed, TooCostly, cores, limited
from press.workers.logged import log_again
from press.workers.outcomes import Outcome

SECONDS: Final = 10.0
MEGABYTES: Final = 1024
BATCH: Final = 256  # texts that are converted before their punctuation is set


def in_time(settings: Mapping[str, Any]) -> AbstractContextManager[None]:
    """Within, what takes longer than one text may take raises TooCostly; for what no worker does."""
    return limited(settings.get("PRESS_SECONDS", SECONDS))


# docutils tells the line of what it cannot read in the text of its error.
_DOCUTILS: Final = re.compile(r":(?P<line>\d+): \([A-Z]+/\d\) (?P<told>.*)", re.DOTALL)


class Converter:
    """Makes HTML of Markdown and reStructuredText, and cleans any HTML; ``problems`` gathers what was found in it.

    Every text goes through a worker by itself, unless the store knows what it comes to. What takes more than PRESS_SECONDS or
    PRESS_MEGABYTES is a problem of its source, and the others go on.
    """

    def __init__(self, settings: dict[str, Any], store: Store | None = None) -> None:
        self._root = Path(settings["PATH"])
        self._trusted = tuple(path.strip("/") for path in settings.get("PRESS_TRUSTED", ()))
        self.problems: set[Problem] = set()
        self.sources = Sources(self._root)
        # What is done with a source while it is converted, given its absolute path.
        self.meanwhile: Callable[[str], None] = lambda _: None
        self.following: Mapping[str, str] = {}  # the source that is read after each, by their absolute paths
        self.typogrify = False  # whether TYPOGRIFY's punctuation will be asked for, too
        self._settings = settings
        self._megabytes = settings.get("PRESS_MEGABYTES", MEGABYTES)
        self._jobs = Jobs(settings)
        self.crew = Crew(
            self._jobs.by_name(),
            number=settings.get("PRESS_WORKERS") or cores(),
            seconds=settings.get("PRESS_SECONDS", SECONDS),
            megabytes=self._megabytes,
            elsewhere=partial(made_elsewhere, settings),
        )
        self._conversions = Conversions(settings, store)

    @property
    def store(self) -> Store | None:
        """Where conversions are kept for other builds."""
        return self._conversions.store

    @store.setter
    def store(self, store: Store | None) -> None:
        self._conversions.store = store

    @property
    def uncached_because(self) -> str:
        """Why conversions, or some of them, are done in each build; empty where all are kept. It is known after the reading."""
        return self._conversions.uncached_because

    @property
    def unsteady(self) -> int:
        """A number that grows with each text that came to something which may be other tomorrow, though the text is the same."""
        return self._conversions.unsteady

    def close(self) -> None:
        """End the workers."""
        self.crew.close()

    def begin(self) -> None:
        """Forget the build before."""
        self.problems.clear()
        self.sources.forget()
        self._jobs.forget()
        self._conversions.begin()

    def convert_ahead(self, files: Sequence[str]) -> None:
        """Convert Markdown sources, named by their absolute paths in the order of reading, by all workers at once.

        What is known of before is not converted. ``meanwhile`` is done with all of them. What goes wrong with a source is told
        when it is asked for. With one worker nothing is done: then a text is converted while the one before is read.
        """
        if self.crew.number < 2:
            return
        meanwhile = map(self.meanwhile, files)
        with Progress("Converting texts", len(files)) as progress:
            for at in range(0, len(files), BATCH):
                batch = files[at : at + BATCH]
                bodies = self._unknown("markdown", map(self._value_of, batch))
                made = self._do_ahead("markdown", bodies, meanwhile, progress)
                progress.step(len(batch) - len(bodies))
                if self.typogrify:
                    self._do_ahead("typogrify", self._unknown("typogrify", ({"text": html} for html in made if html)), meanwhile)
        self.crew.rest()

    def typogrified(self, html: str) -> str:
        """HTML with TYPOGRIFY's punctuation."""
        value = {"text": html}
        key = self._conversions.key("typogrify", value)
        if (known := self._conversions.find("typogrify", key)) and known.kind == "done":
            return str(known.said)
        made = typography.typogrified(html, self._settings)
        self._conversions.keep("typogrify", key, Outcome("done", made))
        return made

    def markdown(self, text: str, path: str, *, line: int = 1, file: str = "") -> str:
        """The HTML of a Markdown text, which stands in its source from ``line`` on. With ``file``, ``meanwhile`` is done with that.

        Raises ContentError: it cannot be converted.
        """
        made = self._run("markdown", {"text": text, "trusted": self._trusts(path)}, path, file)
        return self._cleaned(made, path, text, line)

    def begin_next(self, file: str) -> None:
        """Let the worker begin with the source that is read after this one."""
        value = self._value_of(self.following.get(file, ""))
        if value is None:
            return
        key = self._conversions.key("markdown", value)
        if known := self._conversions.find("markdown", key):
            self._conversions.hold(key, known)
        else:
            self.crew.first.begin("markdown", value)

    def clean(self, html: str, path: str, *, source: str = "") -> str:
        """HTML of whatever reader, with nothing in it that runs. Raises ContentError: it cannot be read."""
        made = self._run("clean", {"text": html, "trusted": self._trusts(path)}, path)
        return self._cleaned(made, path, source or (self._text(str(self._root.parent / path)) if made["found"] else ""), 1)

    def rst(self, file: str, path: str, *, source: str = "") -> tuple[str, str, dict[str, Any]]:
        """Body and title of a reStructuredText file as HTML, and its fields as written. Raises ContentError: it cannot be converted."""
        text = self._text(file)
        made = self._run("rst", {"file": file, "digest": digest(text), "trusted": self._trusts(path)}, path)
        return self._cleaned(made["body"], path, source, 1), made["title"], made["fields"]

    def _cleaned(self, made: Mapping[str, Any], path: str, source: str, line: int) -> str:
        if made["found"]:
            found = tuple(map(sanitiser.Finding.from_data, made["found"]))
            self.problems |= set(sanitiser.problems(found, source, line, path))
        return str(made["html"])

    def _text(self, file: str) -> str:
        """The text of a source; empty where it cannot be read."""
        try:
            return self.sources.text(file)
        except ContentError:
            return ""

    def _run(self, job: str, value: Mapping[str, Any], path: str, file: str = "") -> Any:
        outcome = self._outcome(job, value, file)
        log_again(outcome.logged)
        try:
            return outcome.result(self._megabytes)
        except TooCostly as error:
            remedy = "Make it shorter or simpler; PRESS_SECONDS and PRESS_MEGABYTES are the limits"
            raise ContentError(Problem(path, 0, 0, "too-costly", f"the text cannot be converted: {error}", remedy)) from error
        except JobFailed as error:
            raise ContentError(_fault(str(error), path)) from error

    def _outcome(self, job: str, value: Mapping[str, Any], file: str) -> Outcome:
        """What becomes of a job, or is known to have become of it."""
        meanwhile = partial(self.meanwhile, file) if file else None
        key = self._conversions.key(job, value)
        if outcome := self._conversions.find(job, key):
            if meanwhile:
                meanwhile()
        else:
            outcome = self.crew.first.outcome(job, value, meanwhile=meanwhile)
            self._conversions.keep(job, key, outcome)
        self._conversions.note(job, key, outcome)
        return outcome

    def _value_of(self, file: str) -> dict[str, Any] | None:
        """What the job ``markdown`` gets of a source; None where there is none, or it cannot be read."""
        if not file:
            return None
        try:
            source = self.sources.source(file)
        except ContentError:
            return None
        return {"text": source.body, "trusted": self._trusts(source.path)}

    def _unknown(self, job: str, values: Iterable[dict[str, Any] | None]) -> dict[str, dict[str, Any]]:
        """Those values of which nothing is known, by their keys."""
        keyed = {self._conversions.key(job, value): value for value in values if value is not None}
        known = self._conversions.known(job, keyed)
        return {key: value for key, value in keyed.items() if key not in known}

    def _do_ahead(
        self, job: str, values: Mapping[str, dict[str, Any]], meanwhile: Iterator[None], progress: Progress | None = None
    ) -> list[str]:
        """The HTML that a job makes of values, in their order; empty where it fails."""
        made = []
        for key, outcome in zip(values, self.crew.outcomes(job, values.values(), meanwhile=meanwhile), strict=True):
            self._conversions.take(job, key, outcome)
            if progress:
                progress.step()
            made.append(outcome.said["html"] if outcome.kind == "done" and job == "markdown" else "")
        return made

    def _trusts(self, path: str) -> bool:
        """Whether the settings vouch for a source, or for the folder that it lies in."""
        file = path.removeprefix(f"{self._root.name}/")
        return any(f"{file}/".startswith(f"{trusted}/") for trusted in self._trusted)


def _fault(told: str, path: str) -> Problem:
    """The problem of a text that its converter refuses."""
    if match := _DOCUTILS.search(told):
        return Problem(path, int(match["line"]), 0, "pelican-error", " ".join(match["told"].split()))
    return Problem(path, 0, 0, "pelican-error", f"the text cannot be converted: {' '.join(told.split())}")
