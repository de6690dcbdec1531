"""Conversions: what texts were converted to, held for this build and kept for others."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from press.contents import NoDataError
from press.extensions import own_code
from press.rereading import described_as_data
from press.store import Store, digest
from press.workers.messages import encoded
from press.workers.outcomes import Outcome

HELD: Final = 32 << 20  # characters that are held beside what is kept in the store

# What a job depends on beside its value, by its name.
_SETTINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "markdown": ("MARKDOWN",),
    "rst": ("DOCUTILS_SETTINGS", "PYGMENTS_RST_OPTIONS", "FORMATTED_FIELDS", "DEFAULT_LANG", "PATH"),
    "clean": (),
    "typogrify": ("TYPOGRIFY_DASHES", "TYPOGRIFY_IGNORE_TAGS", "TYPOGRIFY_OMIT_FILTERS"),
}


class Conversions:
    """Outcomes of jobs by their keys.

    Only what was made is kept in the store, and only where all that it was made from is known. What failed, and what was done
    beside (a file read), counts for this build alone.
    """

    def __init__(self, settings: Mapping[str, Any], store: Store | None) -> None:
        self.store = store
        self.uncached_because = ""
        self.unsteady = 0
        self._settings = settings
        self._held: dict[str, Outcome] = {}
        self._room = HELD
        self._common: dict[str, str] = {}

    def begin(self) -> None:
        """Begin a build from the settings as they are then."""
        self.uncached_because = ""
        self._held.clear()
        self._room = HELD
        self._common.clear()

    def key(self, job: str, value: Mapping[str, Any]) -> str:
        """What a conversion is held under."""
        return digest(job, encoded(value))

    def find(self, job: str, key: str) -> Outcome | None:
        """What is known to have become of a job; it is not held any more."""
        if held := self._held.pop(key, None):
            self._room += _size(held)
            return held
        if (name := self._name(job, key)) and self.store and (found := self.store.recall(job, (name,))):
            return _as_outcome(found[name])
        return None

    def known(self, job: str, keys: Iterable[str]) -> set[str]:
        """Those of the keys for which something is found."""
        keys = tuple(keys)
        named = {name: key for key in keys if (name := self._name(job, key))}
        kept = self.store.known(job, named) if self.store else ()
        return {*(named[name] for name in kept), *(key for key in keys if key in self._held)}

    def keep(self, job: str, key: str, outcome: Outcome) -> bool:
        """Keep what became of a job for other builds, if it may be kept. Whether it was."""
        if outcome.kind != "done" or not self.store or not (name := self._name(job, key)):
            return False
        if impure := _impure(outcome.said):
            return self._note(impure)
        self.store.keep(job, {name: [outcome.said, outcome.logged]})
        return True

    def note(self, job: str, key: str, outcome: Outcome) -> None:
        """Note that something is made of what a job made; where that may not be kept, nor may this."""
        if _impure(outcome.said) or not self._name(job, key):
            self.unsteady += 1

    def take(self, job: str, key: str, outcome: Outcome) -> None:
        """Take what was done ahead: it is kept if it may be, and held for whoever asks, unless it is too much and kept."""
        if not self.keep(job, key, outcome) or self._room > 0:
            self._held[key] = outcome
            self._room -= _size(outcome)

    def hold(self, key: str, outcome: Outcome) -> None:
        """Hold what was found until it is asked for again."""
        self._held[key] = outcome
        self._room -= _size(outcome)

    def _note(self, impure: Iterable[str]) -> bool:
        self.uncached_because = self.uncached_because or f"a text is made with the help of {', '.join(impure)}"
        return False

    def _name(self, job: str, key: str) -> str:
        """What it is kept under; empty where it may not be kept."""
        if job not in self._common:
            self._common[job] = self._described(job)
        return digest(self._common[job], key) if self._common[job] else ""

    def _described(self, job: str) -> str:
        """The digest of all that a job depends on beside its value; empty where something cannot be told."""
        if job == "rst" and (foreign := _foreign_rst()):
            self.uncached_because = f"reStructuredText has {foreign}, which may make anything"
            return ""
        parts = []
        for name in _SETTINGS[job]:
            try:
                parts.append(digest(name, encoded(described_as_data(self._settings.get(name)))))
            except (NoDataError, RecursionError):
                self.uncached_because = f"{name} holds what cannot be told from what it was: give its class an attribute cache_key"
                return ""
        if job == "markdown":
            parts += [digest(str(file), _bytes(file)) for file in sorted(own_code(self._settings["MARKDOWN"]))]
        plugins = sorted(map(str, self._settings.get("PLUGINS") or ()))
        # What is logged at another level is not known to the log.
        return digest(*parts, *plugins, str(logging.getLogger().getEffectiveLevel()))


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _as_outcome(kept: Any) -> Outcome | None:
    try:
        made, logged = kept
        return Outcome("done", made, tuple((str(name), int(level), str(text)) for name, level, text in logged))
    except (TypeError, ValueError):
        return None


def _impure(said: Any) -> list[str]:
    return list(said["impure"]) if isinstance(said, dict) and "impure" in said else []


def _size(outcome: Outcome) -> int:
    said = outcome.said
    return len(said) if isinstance(said, str) else len(said.get("html", "")) if isinstance(said, dict) else 0


def _foreign_rst() -> str:
    """A directive or role that neither docutils nor Pelican brings; empty where there is none."""
    from docutils.parsers.rst import directives, roles

    for name, made in (*directives._directives.items(), *roles._role_registry.items(), *roles._roles.items()):
        if not str(getattr(made, "__module__", "")).startswith(("docutils.", "pelican.")):
            return str(name)
    return ""
