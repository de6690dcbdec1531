"""The site: Pelican's build in the press's order: read everything, name every problem, write, exchange."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

from pelican import Pelican
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator, StaticGenerator
from pelican.plugins import signals

from manuscript.problems import Problem, as_json, has_errors
from manuscript.settings import misspelt
from press import inventory, links
from press.exchange import exchange, refusal, staging
from press.log import PelicanLog
from press.reader import StrictMarkdownReader
from press.writer import PressWriter

SETTINGS: Final = {
    "PRESS_DATA_PATHS": "folders under content that are data, not published",
    "PRESS_CHECK_ONLY": "find the problems and write nothing",
    "PRESS_JSON": "print the problems as JSON on standard output",
    "PRESS_WATCHING": "say the problems and wait for the next change, rather than exit",
}


class Site(Pelican):
    """Set ``PELICAN_CLASS`` to this. A problem of level error stops the build before the old site is touched."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self._log = PelicanLog()
        self._log.attach()
        settings["READERS"] = {**dict.fromkeys(StrictMarkdownReader.file_extensions, StrictMarkdownReader), **settings["READERS"]}
        try:
            super().__init__(settings)
        finally:
            self._log.detach()
        self._log.keep()
        # Through a symlink, so that what it leads to is exchanged and the link stays.
        self._output = Path(settings["OUTPUT_PATH"]).resolve()
        self._root = Path(settings["PATH"])
        self._files: tuple[str, ...] = ()
        self._stands = False  # the new site, in the place of the old one

    def run(self) -> None:
        """Build the site. Exits with 1 when there are errors, with 130 when interrupted."""
        started = time.perf_counter()
        self._log.attach()
        self._stands = False
        try:
            problems, done = self._build_in_staging()
        except KeyboardInterrupt:
            told = (
                "The site is published; what goes with it may not be done: publish again." if self._stands else "The site stands as it was."
            )
            print(f"Interrupted. {told}", file=sys.stderr)
            raise SystemExit(130) from None
        finally:
            self._log.detach()
            self._log.clear()
            self._write_into(self._output)
        self._report(problems, f"{done} in {time.perf_counter() - started:.1f} s.")

    # --- the order of a build -------------------------------------------------------------------

    def _build_in_staging(self) -> tuple[set[Problem], str]:
        refused = refusal(self._output, content=self._root.resolve(), site_theme=Path(self.theme).resolve(), here=Path.cwd())
        if refused:
            remedy = "Name another folder with -o, or empty this one yourself"
            return {Problem(self._output.name, 0, 0, "unsafe-output", refused, remedy)}, ""
        try:
            with staging(self._output) as staged:
                return self._build(staged)
        except OSError as error:
            return self._failed(error), ""

    def _build(self, staged: Path) -> tuple[set[Problem], str]:
        """Every problem, and what was done, in words."""
        self._write_into(staged)
        self._files = inventory.take(self._root, self.ignore_files)
        context = self._context()
        try:
            generators = self._read(context)
        except Exception as error:
            return context["problems"] | self._failed(error), ""
        problems: set[Problem] = context["problems"]
        problems |= set(links.check(self._files, context, self._root, problems))
        named = {problem.path for problem in problems}
        problems |= self._log.problems(self._files, self._root, named)
        named = {problem.path for problem in problems}
        problems |= set(inventory.unaccounted(self._root, self._files, context, named))
        if has_errors(problems) or self.settings.get("PRESS_CHECK_ONLY"):
            return problems, f"Checked {_count(generators)}"
        self._log.clear()
        problems |= self._write(generators)
        if not has_errors(problems):
            exchange(staged, self._output)
            self._stands = True
            problems |= self._finish(context["when_published"])
        return problems, f"Built {_count(generators)}"

    def _finish(self, what: Iterable[Callable[[], None]]) -> set[Problem]:
        """Do what is to be done once the new site stands; what fails is told, and the site stays."""
        found = set()
        for done in what:
            try:
                done()
            except Exception as error:
                if self.settings.get("DEBUG"):
                    raise
                found.add(Problem(self._root.name, 0, 0, "not-finished", str(error), "Mend it, and publish again"))
        return found

    def _context(self) -> dict[str, Any]:
        """What generators share.

        ``problems`` is where plugins put theirs, beside those of the folder and the settings; ``when_published`` what they want
        done once the new site stands in its place.
        """
        return {
            **self.settings,
            "generated_content": {},
            "static_links": set(),
            "static_content": {},
            "localsiteurl": self.settings["SITEURL"],
            "when_published": [],
            "problems": {
                *misspelt(self.settings, "PRESS_", SETTINGS, self._root),
                *inventory.not_followed(self._root, self.ignore_files),
            },
        }

    def _read(self, context: dict[str, Any]) -> list[Generator]:
        generators = [
            cls(context=context, settings=self.settings, path=self.path, theme=self.theme, output_path=self.output_path)
            for cls in self._get_generator_classes()
        ]
        for generator in generators:
            if isinstance(generator, StaticGenerator):
                _forget_links_of_drafts(context)
            if hasattr(generator, "generate_context"):
                generator.generate_context()
            if hasattr(generator, "check_disabled_readers"):
                generator.check_disabled_readers()
        signals.all_generators_finalized.send(generators)
        for generator in generators:
            if hasattr(generator, "refresh_metadata_intersite_links"):
                generator.refresh_metadata_intersite_links()
        return generators

    def _write(self, generators: list[Generator]) -> set[Problem]:
        writer = self._get_writer()
        try:
            for generator in generators:
                if hasattr(generator, "generate_output"):
                    generator.generate_output(writer)
            signals.finalized.send(self)
        except Exception as error:
            return {*self._failed(error), *getattr(writer, "problems", {}).values()}
        return {*self._log.problems(self._files, self._root), *getattr(writer, "problems", {}).values()}

    def _get_writer(self) -> Any:
        offered = [writer for _, writer in signals.get_writer.send(self) if isinstance(writer, type)]
        return (offered[0] if offered else PressWriter)(self.output_path, settings=self.settings)

    def _write_into(self, folder: Path) -> None:
        # Pelican reads the place from either.
        self.output_path = self.settings["OUTPUT_PATH"] = str(folder)

    # --- problems -------------------------------------------------------------------------------

    def _failed(self, error: Exception) -> set[Problem]:
        if self.settings.get("DEBUG"):
            raise error
        message = f"{type(error).__name__}: {error}"
        failed = Problem(self._root.name, 0, 0, "build-failed", message, "Run again with --debug to see where")
        return {failed, *self._log.problems(self._files, self._root)}

    def _report(self, problems: Iterable[Problem], done: str) -> None:
        found = sorted(problems)
        if self.settings.get("PRESS_JSON"):
            print(as_json(found))
        else:
            for problem in found:
                print(problem, file=sys.stderr)
        if not has_errors(found):
            print(done, file=sys.stderr if self.settings.get("PRESS_JSON") else sys.stdout)
            return
        errors = sum(problem.level == "error" for problem in found)
        counted = [(errors, "problem"), (len(found) - errors, "warning")]
        told = " and ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in counted if count)
        what = "The site is published, and this is not done" if self._stands else "Nothing was written; the site stands as it was"
        print(f"{told}. {what}.", file=sys.stderr)
        if not self.settings.get("PRESS_WATCHING"):
            raise SystemExit(1)


def _forget_links_of_drafts(context: dict[str, Any]) -> None:
    """Leave out the files that only drafts link to: Pelican would publish them."""
    published = (content for content in context["generated_content"].values() if content is not None and content.status != "draft")
    context["static_links"] = {link for content in published for link in content.get_static_links()}


def _count(generators: Iterable[Generator]) -> str:
    """How many articles, pages and drafts were read, in words."""
    articles = pages = drafts = 0
    for generator in generators:
        if isinstance(generator, ArticlesGenerator):
            articles += len(generator.articles) + len(generator.translations) + len(generator.hidden_articles)
            drafts += len(generator.drafts)
        elif isinstance(generator, PagesGenerator):
            pages += len(generator.pages) + len(generator.translations) + len(generator.hidden_pages)
            drafts += len(generator.draft_pages)
    counted = ((articles, "article"), (pages, "page"), (drafts, "draft"))
    words = [f"{number} {word}{'' if number == 1 else 's'}" for number, word in counted if number or word != "draft"]
    return f"{', '.join(words[:-1])} and {words[-1]}"
