"""The site: Pelican's build in the press's order: read everything, name every problem, write what has changed, exchange."""

from __future__ import annotations

import datetime
import logging
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout, suppress
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from jinja2 import TemplateNotFound
from pelican import Pelican
from pelican.contents import Content
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator, StaticGenerator
from pelican.log import FatalLogger
from pelican.plugins import signals
from pelican.plugins._utils import get_plugin_name
from pelican.writers import Writer

from manuscript.problems import ContentError, Problem, has_errors
from manuscript.settings import misspelt
from press import (
    checks,
    dates,
    escaping,
    generators,
    interrupts,
    inventory,
    links,
    names,
    pages,
    plugins,
    typography,
)
from press import settings as site_settings
from press.before import Before
from press.contents import HELD, links_of
from press.converter import Converter
from press.exchange import Workplace, refusal
from press.inputs import Inputs
from press.inventory import Inventory
from press.log import PelicanLog
from press.making import Making
from press.origins import Origins, last_part
from press.reader import strict_readers
from press.report import Form, counted, once, report, say
from press.rereading import IN_EACH_BUILD, OF_THE_SOURCE
from press.sources import lenient
from press.standing import Standing
from press.timings import Timings
from press.unchanged import Success
from press.writer import PressWriter

SETTINGS: Final = {
    "PRESS_DATA_PATHS": "folders under content that are data, not published",
    "PRESS_CHECK_ONLY": "find the problems and write nothing",
    "PRESS_JSON": "print the problems as JSON on standard output",
    "PRESS_SARIF": "print the problems in SARIF on standard output",
    "PRESS_STRICT": "warnings are errors",
    "PRESS_TRUSTED": "sources and folders under content whose HTML may be whatever cannot run",
    "PRESS_SECONDS": "how long the conversion of one text may take",
    "PRESS_MEGABYTES": "how much memory the conversion of one text may take",
    "PRESS_WATCHING": "say the problems and wait for the next change, rather than exit",
    "PRESS_WORKERS": "how many processes may convert texts and make pages at once; as many as there are cores, if it is not set",
    "PRESS_PURE": "filters, tests, globals, functions and modules that depend on nothing but what they are given",
    "PRESS_CLEAN": "make everything anew, and look at nothing that an earlier build has kept",
    "PRESS_TIMINGS": "say what the build has spent its time on",
    "PRESS_WHY": "a page, as its file in the output: say why it was made, or that it was not",
}
BUILT, PROBLEMS, INTERRUPTED = 0, 1, 130


class Site(Pelican):
    """Set ``PELICAN_CLASS`` to this. A problem of level error stops the build before the old site is touched."""

    def __init__(
        self,
        settings: dict[str, Any],
        said: Iterable[Problem] | None = None,
        *,
        log: PelicanLog | None = None,
        settings_file: Path | None = None,
    ) -> None:
        self._said = set(said or ())
        self._settings_file = settings_file
        self.plugins: list[Any] = []
        self._lacks_plugins = False
        self._strict = bool(settings.get("PRESS_STRICT")) or FatalLogger.fatal_lvl <= logging.WARNING  # --fatal warnings
        self._log = log or PelicanLog()
        self._log.attach(settings)
        self._log.settings_file = settings_file.name if settings_file else ""
        if said is None:  # plain Pelican has read them
            self._settings_file = site_settings.of_command_line(sys.argv)
            self._said |= set(site_settings.check(settings, self._settings_file))
            site_settings.settle(settings)
        settings["JINJA_ENVIRONMENT"] = escaping.escaping(settings["JINJA_ENVIRONMENT"])
        self._typogrify, settings["TYPOGRIFY"] = settings["TYPOGRIFY"], False
        self._with_future, settings["WITH_FUTURE_DATES"] = settings["WITH_FUTURE_DATES"], True
        self._converter = Converter(settings)
        self._converter.typogrify = bool(self._typogrify)
        self.timings = Timings()
        settings["READERS"] = {**strict_readers(self._converter), **settings["READERS"]}
        try:
            super().__init__(settings)
        except BaseException as error:
            if settings.get("DEBUG") or isinstance(error, KeyboardInterrupt):
                raise
            self._said.add(self._failure(error, "failed at its start"))
        finally:
            self._log.detach()
        signals.content_object_init.connect(self._set_words)
        signals.content_object_init.connect(self._hold_back)
        self._log.keep()
        # Through a symlink, so that what it leads to is exchanged and the link stays.
        self._output = Path(settings["OUTPUT_PATH"])
        self._root = Path(settings["PATH"])
        self._files = Inventory(self._root, (), frozenset(), frozenset())
        self._looking: checks.SourceChecks | None = None
        self._missing: frozenset[str] = frozenset()
        self._before: Before | None = None
        self._why: Making = Making(Standing(), None, all_anew="nothing was made")
        self._stands = False  # the new site, in the place of the old one
        self._identity = self._due = self._built = ""
        self._told: list[tuple[bool, str]] = []
        # What to remember of a build that succeeded, given what it has read; None where it has not.
        self.success: Callable[[Inputs], Success] | None = None

    def init_plugins(self) -> None:
        """Load every plugin, and name each that cannot be."""
        place = site_settings.place_of("PLUGINS", self._settings_file)
        before = len(self._said)
        self.plugins = plugins.load(self.settings, self._said, place, self._log.last_error)
        self._lacks_plugins = len(self._said) > before
        self.settings["PLUGINS"] = [get_plugin_name(plugin) for plugin in self.plugins]

    def run(self) -> None:
        """Build the site. Exits with 1 when there are errors, with 128 and the signal's number when interrupted (130: Ctrl-C)."""
        started = time.perf_counter()
        self._log.attach(self.settings)
        self._stands = False
        try:
            with interrupts.as_exceptions(), self._undisturbed():
                problems, done = self._build_somewhere()
        except KeyboardInterrupt as error:
            told = (
                "The site is published; what goes with it may not be done: publish again." if self._stands else "The site stands as it was."
            )
            say(f"Interrupted. {told}", sys.stderr)
            raise SystemExit(128 + error.number if isinstance(error, interrupts.Interrupted) else INTERRUPTED) from None
        finally:
            self._converter.close()
            if self._before and self._before.store:
                self._before.store.close(self._stands)
            self._log.detach()
            self._log.clear()
            self._write_into(self._output)
        self._report(problems, f"{done} in {time.perf_counter() - started:.1f} s.")
        self._explain()

    def _succeeded(self, read: Inputs) -> Success:
        for file in (*self._files.files, *self._files.settings_files):
            read.take(str(self._root / file))
        if self._converter.unsteady:  # workers have read what this process has not seen
            read.beyond = read.beyond or self._converter.uncached_because or "texts hang on what cannot be seen"
        output = "" if self.settings.get("PRESS_CHECK_ONLY") else str(self._output)
        return Success(read, output, self._identity, self._due, tuple(self._told), self._built)

    def _explain(self) -> None:
        """Say why a page was made, and what took how long, where that is asked for; on standard error, as it is no result."""
        if page := self.settings.get("PRESS_WHY"):
            say(self._why.of(str(page)), sys.stderr)
        if self.settings.get("PRESS_TIMINGS"):
            say(self.timings.table(), sys.stderr)

    @contextmanager
    def _undisturbed(self) -> Iterator[None]:
        """Within, what plugins print goes to standard error, where the problems go to standard output."""
        if self._form == "text":
            yield
        else:
            with redirect_stdout(sys.stderr):
                yield

    @property
    def _form(self) -> Form:
        return "sarif" if self.settings.get("PRESS_SARIF") else "json" if self.settings.get("PRESS_JSON") else "text"

    # --- the order of a build -------------------------------------------------------------------

    def _build_somewhere(self) -> tuple[set[Problem], str]:
        try:
            if self.settings.get("PRESS_CHECK_ONLY"):
                with tempfile.TemporaryDirectory(prefix="press-") as folder:
                    return self._build(Path(folder))
            if refused := self._refusal():
                return {*self._said, refused}, ""
            with Workplace.at(self._output) as workplace:
                return self._build(workplace.staged, workplace)
        except ContentError as error:
            return {*self._said, *error.problems}, ""
        except OSError as error:
            return {*self._said, self._not_written(error)}, ""
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # a fault of the press: all the more the old site must stand
            return {*self._said, self._failure(error, "the build broke off")}, ""

    def _refusal(self) -> Problem | None:
        sources = {"content": self._root.resolve(), "site_theme": Path(self.theme).resolve(), "here": Path.cwd()}
        folders = {path for kind in ("ARTICLE", "PAGE", "STATIC") for path in self.settings[f"{kind}_PATHS"] if path not in ("", ".")}
        inner = tuple((self._root / path).resolve() for path in sorted(folders))
        told = refusal(self._output, **sources, settings_file=self._settings_file and self._settings_file.resolve(), sources=inner)
        return Problem(self._output.name, 0, 0, "unsafe-output", told, "Name another folder with -o") if told else None

    def _build(self, staged: Path, workplace: Workplace | None = None) -> tuple[set[Problem], str]:
        """Every problem, and what was done, in words."""
        self._write_into(staged)
        self._converter.begin()
        self._before = before = Before(self.settings, self._settings_files(), self.timings)
        self._converter.store = before.store
        with self.timings.of("listing the content folder"):
            self._files = inventory.take(self._root, self.ignore_files, self._aside(staged), self._settings_files())
        context = self._context(before)
        problems: set[Problem] = context["problems"]
        made = self._read(context, before)
        with self.timings.of("checking the texts"):
            problems |= self._problems_of_sources(made, context, before)
        self._missing = checks.not_read(context, self._converter.sources, self._root)
        self._converter.sources.forget()
        making = self._why = before.making(context, workplace)
        if not (context["unwritable"] and has_errors(problems)):
            self._log.clear()
            try:
                problems |= self._write(made, context, making, before, workplace)
            except OSError as error:  # what is wrong in the sources is told all the same
                return {*problems, self._not_written(error)}, ""
        self._built = counted_texts = _count(made)
        self._due = _next_date(made)
        if self._fails(problems) or workplace is None:
            return problems, f"Checked {counted_texts}"
        self._identity = workplace.identity
        try:
            with self.timings.of("putting the site in its place"):
                rules = {"emptied": self.delete_outputdir, "retained": self.output_retention, "fails": self._fails}
                problems |= workplace.exchange(kept=making.kept, **rules)
        finally:  # an interrupt that was held back comes when the new site stands
            self._stands = workplace.stands
        if self._stands:
            with self.timings.of("keeping what is known of it"):
                making.standing.write(workplace.notes, workplace.identity, making.root)
            problems |= self._finish(context["when_published"])
        return problems, f"Built {counted_texts}"

    def _fails(self, problems: Iterable[Problem]) -> bool:
        return has_errors(problems) or (self._strict and any(True for _ in problems))

    def _aside(self, staged: Path) -> tuple[Path, ...]:
        """What may lie in the content folder and is no content: what is built, what builds it."""
        outputs = (
            self._output,
            self._output.with_name(f".{self._output.name}.press"),
            staged,
            Path(self.settings["CACHE_PATH"]),
            Path(".cache"),
        )
        return tuple(path.absolute() for path in (*outputs, Path(".cache"), Path(self.theme), *map(Path, self.settings["PLUGIN_PATHS"])))

    def _settings_files(self) -> frozenset[Path]:
        """What must never be published: the files that set the settings."""
        usual = (base / name for base in (self._root, Path.cwd()) for name in ("pelicanconf.py", "publishconf.py"))
        return site_settings.files_of(self._settings_file) | {file.resolve() for file in usual if file.is_file()}

    def _context(self, before: Before) -> dict[str, Any]:
        """What generators share.

        ``problems`` is where plugins put theirs, beside those of the folder and the settings; ``headers_checked`` the paths
        of sources whose headers they check themselves; ``unwritable`` they set when errors leave them nothing to make pages
        of; ``clean`` makes HTML of theirs that cannot run (HTML and a path in, HTML out); ``when_published`` is what they
        want done once the new site stands in its place. ``store`` keeps data from build to build, and ``crew`` does many things at once
        (it may be None, and is there in any case); ``pure`` are the names of filters and the like that depend on nothing but what they are
        given, and ``asked`` those of variables whose attributes and methods are, and are told apart when a page reads them; ``basis`` are
        texts that tell from another what all those functions hang on besides.
        """
        return {
            **self.settings,
            **escaping.html_of_settings(self.settings),
            "generated_content": {},
            "static_links": set(),
            "static_content": {},
            "localsiteurl": self.settings["SITEURL"],
            "when_published": [],
            "headers_checked": set(),
            "unwritable": self._lacks_plugins,
            "clean": self._converter.clean,
            "store": before.store,
            "crew": self._converter.crew,
            "pure": set(self.settings.get("PRESS_PURE", ())),
            "basis": [repr(self.settings.get(name)) for name in ("DEFAULT_LANG", "TIMEZONE", "JINJA_ENVIRONMENT", "THEME")],
            "asked": set(),
            "template_sources": generators.template_sources(self.settings, self._root),
            "problems": {*self._said, *misspelt(self.settings, "PRESS_", SETTINGS, self._root), *self._files.problems},
        }

    def _read(self, context: dict[str, Any], before: Before) -> list[Generator]:
        """The generators, each with what it has read; what fails is a problem, and the others go on."""
        problems, made = context["problems"], []
        for cls in self._generator_classes(problems):
            with self._going_on(problems, f"{cls.__name__} cannot begin"):
                generator = cls(context=context, settings=self.settings, path=self.path, theme=self.theme, output_path=self.output_path)
                generators.prepare(generator, self._files, self._converter, lambda: before.rereading)
                made.append(generator)
        looking = checks.SourceChecks(self._files, context, self.plugins, self._converter.sources)
        self._looking, self._converter.meanwhile = looking, looking.look_at
        with self.timings.of("finding what is known of the texts"):
            before.trace(context, made)
            before.texts(self._files.files, context, self._converter.sources, self._number_told)
        waiting = [file for file in looking.files() if not before.knows(file)]
        self._converter.following = dict(pairwise(waiting))
        with self.timings.of("converting texts"):
            self._converter.convert_ahead(waiting)
        with self.timings.of("reading texts"):
            self._generate_contexts(made, context)
        return made

    def _number_told(self) -> int:
        """A number that grows when something is said of a text, or it hangs on more than its source."""
        return len(self._converter.problems) + self._log.count + self._converter.unsteady

    def _generate_contexts(self, made: list[Generator], context: dict[str, Any]) -> None:
        problems = context["problems"]
        for generator in made:
            if isinstance(generator, StaticGenerator):
                _forget_links_of_drafts(context)
            for step in ("generate_context", "check_disabled_readers"):
                with self._going_on(problems, f"{generator} failed"):
                    getattr(generator, step, lambda: None)()
            generators.name_periods(generator)
        with self._going_on(problems, "the texts were read, and then something failed"):
            signals.all_generators_finalized.send(made)
        for generator in made:
            with self._going_on(problems, f"{generator} failed"):
                getattr(generator, "refresh_metadata_intersite_links", lambda: None)()

    def _generator_classes(self, problems: set[Problem]) -> list[type[Generator]]:
        found: list[type[Generator]] = []
        with self._going_on(problems, "the generators cannot be found"):
            found += generators.classes(self._get_generator_classes(), self._files)
        return found

    def _problems_of_sources(self, made: list[Generator], context: dict[str, Any], before: Before) -> set[Problem]:
        """What is wrong before a page is written."""
        found: set[Problem] = context["problems"] | self._converter.problems
        found |= self._looking.rest() if self._looking else set()
        found |= set(checks.of_templates(Path(self.theme), self.settings["THEME_TEMPLATES_OVERRIDES"], self._root))
        found |= set(inventory.settings_published(self._files, context))
        found |= set(names.twins(self._files.files, self._root.name))
        url_places = {kind: site_settings.place_of(f"{kind}_URL", self._settings_file) for kind in ("ARTICLE", "PAGE")}
        found |= checks.told_once(checks.of_texts(made, context, self._root, url_places, self._converter.sources), found)
        facts = links.Facts(context, self._root, self._converter.sources, before.keys)
        found |= set(links.check(self._files.known, context, self._root, found, self._converter.sources, facts=facts))
        found |= set(links.check_names(checks.texts(made), context, self._root, facts=facts))
        facts.keep()
        found |= self._log.problems(self._files.files, self._root, found, self.plugins)
        return found | set(inventory.unaccounted(self._files, context, {one.path for one in found if one.level == "error"}))

    def _write(
        self, made: list[Generator], context: dict[str, Any], making: Making, before: Before, workplace: Workplace | None
    ) -> set[Problem]:
        told: set[Problem] = set(context["problems"])
        found: set[Problem] = set()
        _attach(made, context)
        writer = self._get_writer()
        if isinstance(writer, PressWriter):
            writer.plugins = tuple(self.plugins)
            writer.making, writer.workers, writer.store = making, self._converter.crew.number, before.store
        for generator in made:
            with self._going_on(found, f"{generator} failed", writer), self.timings.of("writing"):
                getattr(generator, "generate_output", lambda _: None)(writer)
        if isinstance(writer, PressWriter):
            with self._going_on(found, "the pages were being made, and then something failed", writer), self.timings.of("making pages"):
                writer.finish()
        with self._going_on(found, "the pages were written, and then something failed", writer):
            signals.finalized.send(self)
        found |= checks.told_once(getattr(writer, "problems", set()), told)
        if isinstance(writer, PressWriter) and not has_errors({*told, *found}):
            found |= set(checks.not_written(context["generated_content"].values(), writer, self._root, writer.making.kept))
        found |= self._converter.problems | self._log.problems(self._files.files, self._root, (), self.plugins)
        with self.timings.of("checking the pages"):
            return found | self._problems_of_pages(
                writer, made, before.pages(making, workplace, staged=Path(self.output_path), output=self._output)
            )

    def _problems_of_pages(self, writer: Any, made: list[Generator], known: pages.Known | None) -> set[Problem]:
        written = getattr(writer, "written", {})
        paths = {name: owner.path for name, owner in written.items() if owner.what in ("article", "page")}
        sources = pages.PageSources(paths, lambda path: lenient(self._root.parent / path))
        drafts = {str(text.save_as) for text in checks.texts(made) if text.status == "draft" and text.save_as}
        found = pages.check(Path(self.output_path), site_url=str(self.settings["SITEURL"]), sources=sources, drafts=drafts, known=known)
        # What the site theme links to on the page of a draft comes with its publication.
        shown = (problem for problem in found if problem.path not in drafts)
        missing = {last_part(name) for name in getattr(writer, "failed", ())} | self._missing
        return set(Origins(written, sources, self.settings, self._settings_files()).told(shown, missing=missing))

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

    def _get_writer(self) -> Any:
        """The writer that a plugin offers, put before ours, so that what it leaves to Pelican's keeps the promises; or ours."""
        offered = next((writer for _, writer in signals.get_writer.send(self) if isinstance(writer, type)), PressWriter)
        if issubclass(offered, Writer) and not issubclass(offered, PressWriter):
            offered = type(offered.__name__, (offered, PressWriter), {})
        return offered(self.output_path, settings=self.settings)

    def _write_into(self, folder: Path) -> None:
        # Pelican reads the place from either.
        self.output_path = self.settings["OUTPUT_PATH"] = str(folder)

    def _set_words(self, content: Content) -> None:
        """Set a text's punctuation and its dates in words."""
        if self._typogrify:
            typography.set_content(content, self.settings, of_html=self._converter.typogrified)
        dates.set_words(content)

    def _hold_back(self, content: Content) -> None:
        """Hold back what is dated after the build, if that is wished."""
        if not self._with_future and getattr(content, "date", None) and content.date > dates.now() and content.status == "published":
            content.__dict__[HELD], content.status = content.status, "draft"

    # --- problems -------------------------------------------------------------------------------

    @contextmanager
    def _going_on(self, problems: set[Problem], what: str, writer: Any = None) -> Iterator[None]:
        """Within, an error becomes a problem, and what stands behind goes on. Raises OSError: the disk is at fault."""
        try:
            yield
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            if isinstance(error, OSError) and not isinstance(error, TemplateNotFound) and (writer is not None or error.filename is None):
                raise
            if isinstance(writer, PressWriter) and not isinstance(error, SystemExit | ContentError):
                writer.fail(error, "")
            else:
                problems |= set(error.problems) if isinstance(error, ContentError) else {self._failure(error, what)}

    def _failure(self, error: BaseException, what: str) -> Problem:
        if self.settings.get("DEBUG"):
            traceback.print_exc()
        if found := plugins.culprit(error, getattr(self, "plugins", ()), Path(self.settings["PATH"])):
            return found
        message = f"{what}: {plugins.described(error)}"
        return Problem(Path(self.settings["PATH"]).name, 0, 0, "build-failed", message, "Run again with --debug to see where")

    def _not_written(self, error: OSError) -> Problem:
        if self.settings.get("DEBUG"):
            traceback.print_exc()
        file = f": {Path(str(error.filename)).name}" if error.filename else ""
        message = f"the site could not be written ({error.strerror or error}{file})"
        return Problem(self._output.name, 0, 0, "not-written", message, "Make room, or correct who may write, and build again")

    def _report(self, problems: set[Problem], done: str) -> None:
        problems, form = once(problems), self._form
        told = report(problems, form, strict=self._strict)
        if told:
            say(told, sys.stderr if form == "text" else sys.stdout)
            self._told.append((form == "text", told))
        if not self._fails(problems):
            self.success = None if self.settings.get("PRESS_CLEAN") else self._succeeded
            say(done, sys.stdout if form == "text" else sys.stderr)
            return
        what = "The site is published, and this is not done" if self._stands else "Nothing was written; the site stands as it was"
        say(f"{counted(problems, strict=self._strict)}. {what}.", sys.stderr)
        if not self.settings.get("PRESS_WATCHING"):
            self._explain()
            raise SystemExit(PROBLEMS)


setattr(Site._set_words, OF_THE_SOURCE, True)
setattr(Site._hold_back, IN_EACH_BUILD, True)


def _forget_links_of_drafts(context: dict[str, Any]) -> None:
    """Leave out the files that only drafts link to: Pelican would publish them."""
    published = (content for content in context["generated_content"].values() if content is not None and content.status != "draft")
    context["static_links"] = {link for content in published for link in content.get_static_links()}


def _attach(generators: Iterable[Generator], context: Mapping[str, Any]) -> None:
    """Put the files that texts attach beside their pages: Pelican does it while it makes a page, and not every page is made here."""
    for text in checks.texts(generators):
        if any(what == "attach" for what, _ in links_of(text)):
            with suppress(Exception):  # whoever makes the page says what is wrong
                text.get_content(context["localsiteurl"] or "")


def _next_date(generators: Iterable[Generator]) -> str:
    """The next instant at which a text is dated (UTC, ISO 8601): from then on the same sources make another site; empty for none."""
    now = dates.now()
    all_dates = (getattr(text, "date", None) for text in checks.texts(generators))
    later = [date for date in all_dates if isinstance(date, datetime.datetime) and date.tzinfo and date > now]
    try:
        return min(later).astimezone(datetime.UTC).isoformat() if later else ""
    except OverflowError:  # it is after the last instant of all
        return ""


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
