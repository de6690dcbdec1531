"""Before: what one build knows of those before it, of its texts, of its pages and of the site that stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from press import caches, epoch, escaping, extensions, pages, plugins
from press.exchange import Workplace
from press.making import Making
from press.rereading import Rereading
from press.sources import Sources
from press.standing import Standing
from press.store import Store, digest
from press.timings import Timings
from press.tracing import Tracer
from press.wholes import Wholes


class Before:
    """For one build. ``store`` is where it is kept, or None: then everything is made anew, as ``PRESS_CLEAN`` has it."""

    def __init__(self, settings: Any, settings_files: Iterable[Path], timings: Timings) -> None:
        self._settings = settings
        self._timings = timings
        self._epoch = epoch.of_code({*settings_files, *extensions.own_code(settings["MARKDOWN"])})
        self._anew = "everything is made anew" if settings.get("PRESS_CLEAN") else ""
        self._tracer: Tracer | None = None
        self.store = None if self._anew else Store(caches.folder() / "press.sqlite", self._epoch)
        self.rereading: Rereading | None = None

    def texts(self, files: Iterable[str], context: dict[str, Any], sources: Sources, told: Callable[[], int]) -> None:
        """Find what is known of texts; ``told`` is as in ``Rereading``."""
        if self.store:
            self.rereading = Rereading(
                self.store, settings=self._settings, context=context, files=files, digest_of=sources.digest, told=told
            )

    def knows(self, file: str) -> bool:
        """Whether a source, by its absolute path, need not be read."""
        return self.rereading is not None and self.rereading.knows(file)

    @property
    def keys(self) -> Mapping[str, str]:
        """What tells from all others what texts were made of, by their files."""
        return self.rereading.keys if self.rereading else {}

    def trace(self, context: dict[str, Any], generators: Iterable[Any]) -> None:
        """Let the templates of generators tell what they read."""
        pure = {*context["pure"], *self._settings.get("PRESS_PURE", ())}
        self._tracer = Tracer(context, settings=self._settings, pure=pure, asked=context["asked"])
        for generator in generators:
            if isinstance(getattr(generator, "env", None), escaping.EscapingEnvironment):
                self._tracer.prepare(generator.env)

    def making(self, context: dict[str, Any], workplace: Workplace | None) -> Making:
        """What decides which files are made: all, where nothing is known of those that stand."""
        if workplace is None:
            return Making(Standing(), None, all_anew="nothing is written")
        with self._timings.of("looking at the site that stands"):
            standing = Standing() if self._anew else Standing.read(workplace.notes, workplace.standing_identity)
            damaged = workplace.survey().changed if standing.files else frozenset()
        wholes = Wholes(self._tracer, self.rereading, context) if self._tracer else None
        basis = digest(self._epoch, *map(str, context["basis"]))
        told = plugins.told_of_files(context["pure"]) or standing.begin(basis) or self._anew
        relative = bool(self._settings["RELATIVE_URLS"])
        return Making(standing, self._tracer, all_anew=told, damaged=damaged, alone=relative, wholes=wholes)

    def pages(self, making: Making, workplace: Workplace | None, *, staged: Path, output: Path) -> pages.Known | None:
        """What is known of the files of the site before they are looked into."""
        if self.store is None or workplace is None:
            return None
        digests = {name: made.data for name, made in making.standing.now().items()}
        fresh = {name: digests.get(name, "") for name in pages.names_below(staged)}
        kept = {name: digests[name] for name in making.kept if name in digests}
        return pages.Known({**kept, **fresh}, workplace.standing or workplace.output, self.store, str(output))
