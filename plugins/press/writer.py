"""The writer: Pelican's, but nothing leaves the output, no page hides another, and what fails is a problem with its place.

What stands already and would come out the same is not made again (``press.making``). Pages of texts and files beside pages wait
until ``finish``, and are made by several workers at once.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from jinja2 import TemplateNotFound, TemplateRuntimeError
from markupsafe import Markup, escape
from pelican.plugins import signals
from pelican.writers import Writer

from manuscript.problems import Problem
from manuscript.source import UNTEXTUAL, shown_path
from press import dates, paths
from press.claims import Claims, Owner
from press.escaping import html_of
from press.failing import Failures
from press.making import PART, Making, Reading
from press.progress import Progress
from press.standing import Standing
from press.store import Store, digest
from press.workers.crew import MEGABYTES, SECONDS, Crew

# So few are made at once by this process, as workers take their time to begin.
_FEW: Final = 8


@dataclass(frozen=True, slots=True)
class BrokenTemplate:
    """What stands for a template that cannot be loaded: it fails when a page is made of it, so that all others go on."""

    name: str
    error: Exception

    def render(self, *_arguments: Any, **_options: Any) -> str:
        """Nothing. Raises what went wrong when it was loaded."""
        raise self.error


class _UnrenderedError(OSError):
    """An OSError that a template raised, and not the disk that the page is written to."""


@dataclass(frozen=True, slots=True)
class _Rendering:
    """A template that tells its own faults from those of the disk, makes no empty page of a text, and none again that stays."""

    template: Any
    writer: PressWriter

    @property
    def name(self) -> str:
        return str(self.template.name)

    def render(self, local: Mapping[str, Any]) -> str:
        return self.writer.render(self.template, local)


class _File(io.StringIO):
    """A file that is written when all of it is there, and not at all where something fails."""

    def __init__(self, done: Callable[[bytes], None]) -> None:
        super().__init__(newline="")
        self._done = done

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        if kind is None:
            self._done(self.getvalue().encode())
        super().__exit__(kind, error, trace)


@dataclass(frozen=True, slots=True)
class Part:
    """A text that is part of several files: its digest, and the text when it is asked for."""

    digest: str
    make: Callable[[], str]
    store: Store | None

    def text(self) -> str:
        """The text, from what an earlier build has kept, or made."""
        found = self.store.recall("part", [self.digest]) if self.store else {}
        return str(found[self.digest]) if found else self.make()


class PressWriter(Writer):
    """Writes into ``output_path``; ``problems`` tells what went wrong, ``written`` what was written and by whom.

    ``making`` decides what is made; ``workers`` is how many processes may make it at once.
    """

    def __init__(self, output_path: str, settings: dict[str, Any]) -> None:
        super().__init__(output_path, settings=settings)
        self.making = Making(Standing(), None)
        self.workers = 1
        self.store: Store | None = None
        self._output = Path(output_path)
        self._root = Path(settings["PATH"])
        self._failures = Failures(settings)
        self._claims = Claims(self._output, self._root, self._failures)
        self._owner = Owner("the site")
        self._reading: Reading | None = None
        self._stays = False
        self._target: Path | None = None  # of a page that was claimed before
        self._apart: list[Any] | None = None  # what was written, where that is to be known in another process
        self._inputs = ""
        self._has_items = False
        self._unwritable: dict[int, tuple[Problem, ...]] = {}
        self._waiting: list[Callable[[], None]] = []

    @property
    def plugins(self) -> tuple[Any, ...]:
        """The plugins, one of which a fault may come from."""
        return self._failures.plugins

    @plugins.setter
    def plugins(self, plugins: tuple[Any, ...]) -> None:
        self._failures.plugins = plugins

    @property
    def written(self) -> dict[str, Owner]:
        """The files and their owners."""
        return self._claims.written

    @property
    def failed(self) -> frozenset[str]:
        """The names of the pages that could not be made."""
        return self._failures.failed

    @property
    def problems(self) -> set[Problem]:
        """Everything that went wrong, each fault of a template once, with all the pages that it spoils."""
        return self._failures.problems

    def claim(self, name: str, owner: Owner) -> Path | None:
        """The file of that name in the output, for its owner to write; None where it may not be written, which is told."""
        return self._claims.claim(name, owner)

    def fail(self, error: BaseException, name: str, *, template: str = "") -> None:
        """Tell what came of an error while a file of that name was made."""
        self._failures.source = self._owner.path
        self._failures.fail(error, name, template=template)

    # --- what is written --------------------------------------------------------------------------

    def write_file(self, name: Any, template: Any, context: Any, *args: Any, **kwargs: Any) -> None:
        """Render a page and write it, as Pelican's writer does; the page of a text when ``finish`` is called."""
        if not name:
            return
        name = os.fspath(name)
        self._owner = self._owner_of(template, kwargs)
        if not paths.is_inside(name):
            self.claim(name, self._owner)
        elif self._owner.path and not args and _is_alone(kwargs):
            self._write_later(name, template, context, kwargs)
        else:
            with self._telling(name, template):
                super().write_file(name, _Rendering(template, self), context, *args, **kwargs)

    def write_feed(self, elements: Any, context: Any, path: Any = None, *args: Any, **kwargs: Any) -> Any:
        """Make a feed and write it, as Pelican's writer does."""
        name = os.fspath(path) if path else ""
        self._owner, self._has_items = Owner(f"the feed {name}"), bool(elements)
        if name and not paths.is_inside(name):
            self.claim(name, self._owner)
            return None
        unwritable = [fault for each in elements for fault in self._faults_once(each)]
        for fault in unwritable:
            self._failures.pass_on(fault)
        if unwritable:
            return None
        self._inputs = self._inputs_of_feed(elements, name, args, kwargs)
        try:
            if self._inputs and self.making.data_stay([name], _key(self._owner), self._inputs):
                self.claim(name, self._owner)
                return None
            return super().write_feed(elements, context, name or None, *args, **kwargs)
        except (OSError, KeyboardInterrupt):
            raise
        except BaseException as error:
            self.fail(error, name)
            return None
        finally:
            self._inputs = ""

    def write_data(self, names: Sequence[str], made_of: Any, make: Callable[[], Iterable[str | bytes]]) -> None:
        """Write files that are no pages of templates; ``make`` gives what is in each.

        All that they depend on is ``made_of``; where it is None, they are made to be compared.
        """
        owner = Owner(f"the file {names[0]}")
        files = [self._claims.claim(name, owner, is_page=False) for name in names]
        inputs = "" if made_of is None else self.making.inputs(made_of)
        if None not in files and not (inputs and self.making.data_stay(names, _key(owner), inputs)):
            self._waiting.append(lambda: self._make_data(names, owner, inputs, make))

    def parts(self, template: Any, wanted: Mapping[str, tuple[Mapping[str, Any], Callable[[], str]]]) -> dict[str, Part]:
        """Texts that are parts of several files, by their names: each is made by a function, of what the template reads with variables.

        What would come out as before is not made. What goes wrong is told, and the part is empty then.
        """
        names = {name: f"part:{name}" for name in wanted}
        digests = {name: self.making.part_stays(names[name], template, local) for name, (local, _) in wanted.items()}
        waiting = [name for name, found in digests.items() if not found]
        for name, made in zip(waiting, self._done(lambda name: self._part(template, *wanted[name]), waiting), strict=True):
            self._failures.take(made["failed"])
            digests[name] = digest(made["text"])
            self.making.made(names[name], PART, digests[name], reading=Reading.from_data(made["reading"]))
            if self.store:
                self.store.keep("part", {digests[name]: made["text"]})
        return {name: Part(digests[name], wanted[name][1], self.store) for name in wanted}

    def digest(self, value: Any) -> str:
        """The digest of all that is in a value; empty where it cannot be compared."""
        return self.making.inputs(value)

    def write_copy(self, source: io.BufferedReader, name: str, owner: Owner, target: Path) -> None:
        """Copy an open file to a place that was claimed. Raises OSError."""
        data = hashlib.file_digest(source, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
        if not self.making.same_data(name, _key(owner), data):
            source.seek(0)
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as written:
                shutil.copyfileobj(source, written)
        self.making.made(name, _key(owner), data)

    def finish(self) -> None:
        """Make what waits, by as many workers as there may be; what came of it is as if one had made it in order. Raises OSError."""
        waiting, self._waiting = self._waiting, []
        with Progress("Making pages", len(waiting)) as progress:
            if self._workers_for(waiting) < 2:
                for make in waiting:
                    make()
                    progress.step()
            else:
                for made in self._done(lambda number: self._made_apart(waiting[number]), range(len(waiting))):
                    self._take_in(made)
                    progress.step()
        for name in self.failed:
            self.written.pop(name, None)

    # --- pages ------------------------------------------------------------------------------------

    def render(self, template: Any, local: Mapping[str, Any]) -> str:
        """A page, whose facts are kept until it is written; nothing of one that stays as it stands. Raises what the template raises."""
        name = _plain(local["output_file"])
        self._reading = None
        self._stays = self._target is None and self.making.page_stays(name, _key(self._owner), template=template, local=local)
        if self._stays:
            return ""
        with self.making.reading(template, local) as reading:
            try:
                page = str(template.render(local))
            except OSError as error:
                raise _UnrenderedError from error
        self._reading = reading
        if self._owner.path and not page.strip():
            raise TemplateRuntimeError("the template makes an empty page")
        return page

    def _write_later(self, name: str, template: Any, context: Any, kwargs: Mapping[str, Any]) -> None:
        owner = replace(self._owner, overrides=bool(kwargs.get("override_output")))
        target = self.claim(name, owner)
        if target is None:
            return
        own = {key: value for key, value in kwargs.items() if key not in _OF_THE_WRITER}
        local = {**context, "localsiteurl": context.get("localsiteurl"), "output_file": name, **own}
        if not self.making.page_stays(name, _key(owner), template=template, local=local):
            self._waiting.append(lambda: self._make_page(name, template, context, kwargs, owner, target))

    def _make_page(self, name: str, template: Any, context: Any, kwargs: Mapping[str, Any], owner: Owner, target: Path) -> None:
        self._owner, self._target = owner, target
        try:
            with self._telling(name, template):
                super().write_file(name, _Rendering(template, self), context, **kwargs)
        finally:
            self._target = None

    def _make_data(self, names: Sequence[str], owner: Owner, inputs: str, make: Callable[[], Iterable[str | bytes]]) -> None:
        self._owner = owner
        for name, text in zip(names, make(), strict=True):
            self._put(text.encode() if isinstance(text, str) else text, name, owner, self._output / name, inputs=inputs)

    @contextmanager
    def _telling(self, name: str, template: Any) -> Iterator[None]:
        """Within, what goes wrong with a page becomes a problem. Raises OSError: the disk is at fault."""
        try:
            yield
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            if isinstance(error, FileExistsError | NotADirectoryError | IsADirectoryError) and self.claim(name, self._owner) is None:
                return  # a file where a folder is wanted, or the other way round: told
            if isinstance(error, OSError) and not isinstance(error, TemplateNotFound | _UnrenderedError):
                raise  # the disk, not the page
            if self.settings.get("DEBUG"):
                traceback.print_exc()
            cause = error.__cause__ if isinstance(error, _UnrenderedError) else None
            self.fail(cause or error, name, template=getattr(template, "name", "") or "")

    # --- files ------------------------------------------------------------------------------------

    def _put(self, data: bytes, name: str, owner: Owner, target: Path, *, inputs: str = "", reading: Reading | None = None) -> None:
        """Write a file, unless it stands already letter by letter. Raises OSError."""
        found = digest(data)
        same = self.making.same_data(name, _key(owner), found)
        if not same:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        if self._apart is None:
            self.making.made(name, _key(owner), found, inputs=inputs, reading=reading)
        else:
            self._apart.append([name, _key(owner), found, inputs, reading.as_data() if reading else None, same])

    def _workers_for(self, waiting: Sequence[Any]) -> int:
        return 1 if len(waiting) < _FEW else self.workers

    def _done(self, do: Callable[[Any], Any], values: Sequence[Any]) -> Iterator[Any]:
        """What is done with each value, in order, by as many workers as there may be; values and what is done are data."""
        if self._workers_for(values) < 2:
            yield from map(do, values)
            return
        crew = Crew({"make": do}, number=self.workers, seconds=SECONDS, megabytes=MEGABYTES)
        try:
            for outcome in crew.outcomes("make", values):
                yield outcome.result(MEGABYTES)
        finally:
            crew.close()

    def _part(self, template: Any, local: Mapping[str, Any], make: Callable[[], str]) -> dict[str, Any]:
        before, self._failures = self._failures, self._failures.anew()
        text, reading = "", Reading(untracked="it could not be made")
        try:
            with self.making.reading(template, local) as reading:
                text = make()
        except Exception as error:
            self.fail(error, "", template=str(getattr(template, "name", "")))
        finally:
            found, self._failures = self._failures, before
        return {"text": text, "reading": reading.as_data(), "failed": found.as_data()}

    def _made_apart(self, make: Callable[[], None]) -> dict[str, Any]:
        """What came of it, as data: this is another process than the one that is to know it."""
        self._apart, self._failures = [], self._failures.anew()
        disk: list[Any] = []
        try:
            make()
        except OSError as error:
            disk = [error.errno, error.strerror or str(error), str(error.filename or "")]
        return {"put": self._apart, "failed": self._failures.as_data(), "disk": disk}

    def _take_in(self, made: Mapping[str, Any]) -> None:
        """Take in what came of it in another process. Raises OSError."""
        self._failures.take(made["failed"])
        for name, owner, data, inputs, reading, same in made["put"]:
            if same:
                self.making.keep(name)
            self.making.made(name, tuple(owner), data, inputs=inputs, reading=Reading.from_data(reading) if reading else None)
        if made["disk"]:
            number, told, name = made["disk"]
            raise OSError(number, told, name or None)

    # --- what Pelican's writer asks ------------------------------------------------------------------

    def _open_w(self, filename: str, encoding: str, override: bool = False) -> Any:
        name = Path(os.path.relpath(filename, self.output_path)).as_posix()
        owner = replace(self._owner, overrides=bool(override and self._owner.path))
        target = self._target or self.claim(name, owner)
        if target is None or self._stays:
            for folder in Path(name).parents[:-1]:  # Pelican has made them
                with suppress(OSError):
                    (self._output / folder).rmdir()
            return _File(lambda _: None)
        return _File(partial(self._put, name=name, owner=owner, target=target, inputs=self._inputs, reading=self._reading))

    def _create_new_feed(self, feed_type: str, feed_title: Any, context: Any) -> Any:
        feed = super()._create_new_feed(feed_type, feed_title, context)
        if not self._has_items:
            feed.latest_post_date = dates.now  # feedgenerator takes the clock's, which makes each build another
        return feed

    def _add_item_to_the_feed(self, feed: Any, item: Any) -> None:
        super()._add_item_to_the_feed(feed, _FeedItem(item))

    # --- helpers ---------------------------------------------------------------------------------------

    def _faults_once(self, element: Any) -> tuple[Problem, ...]:
        """The faults of a text, which stands in many feeds."""
        if id(element) not in self._unwritable:
            self._unwritable[id(element)] = tuple(self._faults(element))
        return self._unwritable[id(element)]

    def _faults(self, element: Any) -> Iterator[Problem]:
        """The characters of a text that no feed can carry."""
        for name in ("title", "summary", "author", "category"):
            if found := UNTEXTUAL.search(str(getattr(element, name, ""))):
                path = shown_path(Path(element.source_path), self._root)
                message = f"U+{ord(found[0]):04X} in its {name} is not a character of a text, and no feed can carry it"
                yield Problem(path, 0, 0, "control-character", message, "Delete it")

    def _owner_of(self, template: Any, kwargs: Mapping[str, Any]) -> Owner:
        for kind in ("article", "page"):
            source = getattr(kwargs.get(kind), "source_path", None)
            if source:
                return Owner(kind, shown_path(Path(source), self._root))
        for kind in ("tag", "category", "author"):
            if kwargs.get(kind) is not None:
                return Owner(f"the page of the {kind} {kwargs[kind]}", yields=True)
        name = str(kwargs.get("template_name") or getattr(template, "name", "") or "a plugin")
        return Owner(f"the page of the template {name.removesuffix('.html')}", yields=True)

    def _inputs_of_feed(self, elements: Any, name: str, args: Any, kwargs: Any) -> str:
        """The digest of what a feed is made of; empty where it is not known."""
        if not name or not elements or any(signal.receivers for signal in (signals.feed_generated, signals.feed_written)):
            return ""
        most = self.settings["FEED_MAX_ITEMS"]
        settings = {key: value for key, value in self.settings.items() if key not in _WHERE and isinstance(value, str | int | None)}
        return self.making.inputs((list(elements[:most] if most else elements), name, list(args), dict(kwargs), settings))


class _FeedItem:
    """A text as Pelican's feeds take it: its title is words, not HTML, and its summary is HTML, not words."""

    def __init__(self, item: Any) -> None:
        self._item = item

    def __getattr__(self, name: str) -> Any:
        return getattr(self._item, name)

    @property
    def title(self) -> Markup:
        # Pelican takes the tags out of it: "a < b" must be no tag.
        return escape(self._item.title)

    @property
    def summary(self) -> str:
        return str(html_of(self._item, "summary", self._item.summary))


# What of the arguments of ``write_file`` templates do not see.
_OF_THE_WRITER: Final = frozenset({"relative_urls", "paginated", "template_name", "override_output", "url"})
_WHERE: Final = frozenset({"OUTPUT_PATH", "CACHE_PATH"})


def _is_alone(kwargs: Mapping[str, Any]) -> bool:
    """Whether a page is made of nothing but these arguments, and nobody waits for it."""
    parted = kwargs.get("paginated") or kwargs.get("template_name") or kwargs.get("relative_urls")
    return not parted and not signals.content_written.receivers


def _key(owner: Owner) -> tuple[str, str]:
    return owner.what, owner.path


def _plain(name: Any) -> str:
    return os.path.normpath(os.fspath(name)).replace(os.sep, "/")
