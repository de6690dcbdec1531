"""The writer: Pelican's, but nothing leaves the output, no page hides another, and what fails is a problem with its place."""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from jinja2 import TemplateNotFound, TemplateRuntimeError, TemplateSyntaxError
from markupsafe import Markup, escape
from pelican.generators import PelicanTemplateNotFound
from pelican.writers import Writer

from manuscript.problems import ContentError, Problem
from manuscript.source import UNTEXTUAL, read, shown_path
from press import dates, paths, plugins
from press.escaping import html_of
from press.pelican_settings.site_theme import PELICANS_THEMES


@dataclass(frozen=True, slots=True)
class Owner:
    """Who writes a file: a source as ``path`` (its address set in its header: ``overrides``), or something of the site's.

    ``yields`` is what a text may take the place of, as Pelican's documentation has it of a home page: a page of lists.
    """

    what: str
    path: str = ""
    overrides: bool = False
    yields: bool = False

    def __str__(self) -> str:
        return self.path or self.what


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
    """A template that tells its own faults from those of the disk, and that makes no empty page of a text."""

    template: Any
    owner: Owner

    @property
    def name(self) -> str:
        return str(self.template.name)

    def render(self, *arguments: Any, **options: Any) -> str:
        try:
            page = self.template.render(*arguments, **options)
        except OSError as error:
            raise _UnrenderedError from error
        if self.owner.path and not page.strip():
            raise TemplateRuntimeError("the template makes an empty page")
        return str(page)


class PressWriter(Writer):
    """Writes into ``output_path``; ``problems`` tells what went wrong, ``written`` what was written and by whom."""

    def __init__(self, output_path: str, settings: dict[str, Any]) -> None:
        super().__init__(output_path, settings=settings)
        self.written: dict[str, Owner] = {}
        self.plugins: tuple[Any, ...] = ()
        self._by_place: dict[str, tuple[str, Owner]] = {}
        self._folders: dict[str, tuple[str, Owner]] = {}
        self._output = Path(output_path)
        self._known: set[Path] = set()
        self._failed: dict[tuple[str, int, str, str, str], list[str]] = {}
        self._owner = Owner("the site")
        self._has_items = False
        self._unwritable: dict[int, tuple[Problem, ...]] = {}
        self._root = Path(settings["PATH"])

    @property
    def failed(self) -> frozenset[str]:
        """The names of the pages that could not be made."""
        return frozenset(name for names in self._failed.values() for name in names if name)

    @property
    def problems(self) -> set[Problem]:
        """Everything that went wrong, each fault of a template once, with all the pages that it spoils."""
        return {
            Problem(path, line, 0, code, f"{message} (while writing {', '.join(names)})" if names[0] else message, remedy)
            for (path, line, code, message, remedy), names in self._failed.items()
        }

    def claim(self, name: str, owner: Owner) -> Path | None:
        """The file of that name in the output, for its owner to write; None where it may not be written, which is told."""
        try:
            file = paths.within(self._output, name, known=self._known)
        except ValueError as error:
            self._tell(owner.path or self._root.name, 0, "outside-output", f"{owner} would be written elsewhere: {error}")
            return None
        place = paths.folded(name)
        taken = self._taken(place)
        if taken and taken[1].overrides and owner.yields:
            return None
        if taken and not (owner.overrides and taken[1].yields):
            self._tell_collision(name, owner, *taken)
            return None
        self.written[name] = owner
        self._by_place[place] = (name, owner)
        for length in range(1, place.count("/") + 1):
            self._folders.setdefault(place.rsplit("/", length)[0], (name, owner))
        return file

    def write_file(self, name: Any, template: Any, context: Any, *args: Any, **kwargs: Any) -> None:
        """Render a page and write it, as Pelican's writer does."""
        if not name:
            return
        name = os.fspath(name)
        self._owner = self._owner_of(template, kwargs)
        if not paths.is_inside(name):
            self.claim(name, self._owner)
            return
        try:
            super().write_file(name, _Rendering(template, self._owner), context, *args, **kwargs)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            if isinstance(error, FileExistsError | NotADirectoryError | IsADirectoryError) and self.claim(name, self._owner) is None:
                return  # a file where a folder is wanted, or the other way round: told
            if isinstance(error, OSError) and not isinstance(error, TemplateNotFound | _UnrenderedError):
                raise  # the disk, not the page
            if self.settings.get("DEBUG"):
                traceback.print_exc()
            self.fail(
                (error.__cause__ if isinstance(error, _UnrenderedError) else None) or error,
                name,
                template=getattr(template, "name", "") or "",
            )

    def write_feed(self, elements: Any, context: Any, path: Any = None, *args: Any, **kwargs: Any) -> Any:
        """Make a feed and write it, as Pelican's writer does."""
        name = os.fspath(path) if path else ""
        self._owner, self._has_items = Owner(f"the feed {name}"), bool(elements)
        if name and not paths.is_inside(name):
            self.claim(name, self._owner)
            return None
        unwritable = [fault for each in elements for fault in self._faults_once(each)]
        for fault in unwritable:
            self._pass_on(fault)
        try:
            return None if unwritable else super().write_feed(elements, context, name or None, *args, **kwargs)
        except (OSError, KeyboardInterrupt):
            raise
        except BaseException as error:
            self.fail(error, name)
            return None

    def fail(self, error: BaseException, name: str, *, template: str = "") -> None:
        """Tell what came of an error while a file of that name was made."""
        if isinstance(error, ContentError):
            for fault in error.problems:
                self._pass_on(fault)
        elif isinstance(error, PelicanTemplateNotFound):
            self._tell_missing(template, name)
        elif found := plugins.culprit(error, self.plugins, self._root):
            self._pass_on(found, name)
        else:
            path, line = self._place(error, template)
            self._tell(path, line, "template", plugins.described(error), "Mend the template", name=name)

    # --- what Pelican's writer asks ------------------------------------------------------------------

    def _open_w(self, filename: str, encoding: str, override: bool = False) -> Any:
        name = Path(os.path.relpath(filename, self.output_path)).as_posix()
        owner = replace(self._owner, overrides=bool(override and self._owner.path))
        file = self.claim(name, owner)
        return open(os.devnull if file is None else file, "w", encoding=encoding, newline="\n")  # noqa: PTH123

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

    def _taken(self, place: str) -> tuple[str, Owner] | None:
        """What stands at a place already, or where a folder on the way to it would stand, or below it."""
        parts = place.split("/")
        above = ("/".join(parts[:length]) for length in range(1, len(parts) + 1))
        return next((self._by_place[one] for one in above if one in self._by_place), self._folders.get(place))

    def _tell_collision(self, name: str, owner: Owner, other: str, held: Owner) -> None:
        both_texts = owner.path and held.path and owner.what != "static file" != held.what
        path = owner.path or held.path or self._root.name
        if paths.folded(name) == paths.folded(other):
            where = name if name == other else f"{name} (and {other}, which is the same place on other machines)"
            message = f"{where} would be written by {held} and by {owner}"
        else:
            message = f"{name}, of {owner}, and {other}, of {held}: one of the two would be a folder, and the other a file"
        remedy = "Give one of the two another slug" if both_texts else "Give one of the two another address"
        self._tell(path, 0, "duplicate-slug" if both_texts else "collision", message, remedy)

    def _tell_missing(self, template: str, name: str) -> None:
        remedy = "Correct the name, or leave the line out"
        line = _line_of_key(self._root.parent / self._owner.path, self._root, "template") if self._owner.path else 0
        if line or (self._owner.path and template not in ("article", "page")):
            self._tell(self._owner.path, line, "unknown-template", f'the site theme has no template "{template}"', remedy)
        else:
            remedy = "Add it, or take what asks for it out of the settings"
            self._tell(self._file_of(template), 0, "template", f"there is no template {template}", remedy, name=name)

    def _pass_on(self, problem: Problem, name: str = "") -> None:
        self._tell(problem.path, problem.line, problem.code, problem.message, problem.remedy, name=name)

    def _tell(self, path: str, line: int, code: str, message: str, remedy: str = "", *, name: str = "") -> None:
        names = self._failed.setdefault((path, line, code, message, remedy), [])
        if name not in names:
            names.append(name)

    def _place(self, error: BaseException, template: str) -> tuple[str, int]:
        """The innermost line of a template that the error came from, relative to the project."""
        if isinstance(error, TemplateSyntaxError) and error.filename:
            return self._shown(Path(error.filename)), error.lineno
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            if any(Path(frame.filename).is_relative_to(folder) for folder in self._template_folders()):
                return self._shown(Path(frame.filename)), frame.lineno or 0
        if template:
            return self._file_of(template), 0
        return self._owner.path or self._root.name, 0

    def _file_of(self, template: str) -> str:
        """The file of a template, as problems name it: the first that has its name, also where it leads to nothing."""
        folders = (*map(Path, self.settings["THEME_TEMPLATES_OVERRIDES"]), Path(self.settings["THEME"], "templates"))
        files = [folder / f"{template}{ending}" for folder in folders for ending in ("", *self.settings["TEMPLATE_EXTENSIONS"])]
        found = next((file for file in files if os.path.lexists(file)), None)
        return self._shown(found) if found else f"{Path(self.settings['THEME']).name}/templates/{template}"

    def _template_folders(self) -> tuple[Path, ...]:
        return (Path(self.settings["THEME"]), *map(Path, self.settings["THEME_TEMPLATES_OVERRIDES"]), PELICANS_THEMES, self._root)

    def _shown(self, file: Path) -> str:
        bases = (Path(self.settings["THEME"]).parent, self._root.parent, Path.cwd(), PELICANS_THEMES.parent)
        return paths.shown(file, bases)


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


def _line_of_key(file: Path, root: Path, key: str) -> int:
    try:
        field = read(file, root).field(key)
    except ContentError:
        return 0
    return field.line if field else 0
