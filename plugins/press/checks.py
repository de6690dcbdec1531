"""Checks: what is wrong with the sources of a site, each on its own and all together."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, Final
from urllib.parse import unquote

from pelican.contents import Content
from pelican.generators import Generator
from pelican.utils import slugify

from manuscript.problems import ContentError, Problem
from manuscript.source import MARKDOWN, Source, parse, shown_path
from press import dates, headers, markup, names, other_headers, paths
from press.converter import in_time
from press.inventory import OTHERS, Inventory
from press.sources import Sources, lenient
from press.workers import TooCostly
from press.writer import PressWriter

# How templates and plugins ask a text for something of its header: after a dot, or by a name in quotation marks.
_ASKED: Final = re.compile(r"""(?:\.|(?<=')(?=\w+')|(?<=")(?=\w+"))(\w+)""")


class SourceChecks:
    """What is wrong in the Markdown sources: their encoding, their header, their marks.

    Each is looked at while it is converted; ``rest`` looks at those that nobody has converted. The headers of paths in the
    context's ``headers_checked`` a plugin has checked by its own rules.
    """

    def __init__(self, inventory: Inventory, context: Mapping[str, Any], plugins: Iterable[Any], sources: Sources) -> None:
        self._context = context
        self._sources = sources
        self._root = inventory.root
        self._now = dates.now()
        self._used = _asked_for(Path(context["THEME"]), tuple(context["THEME_TEMPLATES_OVERRIDES"]), plugins)
        extensions = map(_extension_name, context["MARKDOWN"].get("extensions", ()))
        self._footnotes = any("footnotes" in name or "extra" in name for name in extensions)
        self._articles = inventory.under(context["ARTICLE_PATHS"], context["ARTICLE_EXCLUDES"], None)
        # In the order in which Pelican reads them, each once.
        self._texts = self._articles | inventory.under(context["PAGE_PATHS"], context["PAGE_EXCLUDES"], None)
        self._done: set[str] = set()
        self._found: set[Problem] = set()

    def look_at(self, file: str) -> None:
        """Find what is wrong in a source, by its absolute path."""
        name = Path(file).relative_to(self._root).as_posix()
        if name in self._done:
            return
        self._done.add(name)
        try:
            with in_time(self._context):
                if name.lower().endswith(MARKDOWN):
                    self._found |= set(self._faults(name, self._sources.text(file), self._sources.source(file)))
                else:
                    self._found |= set(self._other_faults(name, self._sources.text(file)))
        except ContentError as error:
            self._found |= set(error.problems)
        except TooCostly:  # told by whoever reads it
            return

    def rest(self) -> set[Problem]:
        """Everything that was found, also in the sources that were not looked at yet."""
        for file in (*self.files(), *(str(self._root / file) for file in self._texts if file.lower().endswith(OTHERS))):
            self.look_at(file)
        return self._found

    def files(self) -> tuple[str, ...]:
        """The absolute paths of all Markdown sources, in the order in which Pelican reads them."""
        data = tuple(f"{folder}/" for folder in self._context.get("PRESS_DATA_PATHS", ()))
        return tuple(str(self._root / file) for file in self._texts if file.lower().endswith(MARKDOWN) and not file.startswith(data))

    def _faults(self, name: str, text: str, source: Source) -> Iterator[Problem]:
        if source.status == "skip" or name not in self._texts:
            return
        if source.path not in self._context["headers_checked"]:
            given, dated = headers.provided(name, self._context), name in self._articles
            yield from headers.check(text, source, settings=self._context, used=self._used, given=given, dated=dated, now=self._now)
        yield from markup.check(source, footnotes=self._footnotes)

    def _other_faults(self, name: str, text: str) -> Iterator[Problem]:
        """What is wrong with the header of a text that is no Markdown, read as if it were written as one; with the pictures of HTML."""
        path = shown_path(self._root / name, self._root)
        fields = other_headers.fields_of(text, ending=PurePosixPath(name).suffix.lower())
        written = "\n".join(f"{field.key}: {field.value}" for field in fields) + "\n\nText.\n"
        source = parse(written, path)
        if source.status == "skip":
            return
        given = headers.provided(name, self._context) | {"title", "date"}
        used = self._used | other_headers.COMMON
        for problem in headers.check(written, source, settings=self._context, used=used, given=given, dated=False, now=self._now):
            if problem.code not in _SAID_OF_MARKDOWN and 0 < problem.line <= len(fields):
                yield replace(problem, line=fields[problem.line - 1].line, column=0)
        if not name.lower().endswith(".rst"):
            marks = markup.check(Source(path, (), text, 1), footnotes=False)
            yield from (problem for problem in marks if problem.code in ("empty-link", "missing-alt"))


_SAID_OF_MARKDOWN: Final = frozenset(("header-format", "stray-line", "eaten-text", "missing-title", "missing-date"))


def of_texts(
    generators: Sequence[Generator],
    context: Mapping[str, Any],
    root: Path,
    url_places: Mapping[str, tuple[str, int]],
    read: Sources,
) -> Iterator[Problem]:
    """What only all texts together show: names that share a page, addresses that are claimed twice or lead elsewhere.

    ``url_places`` says where ARTICLE_URL and PAGE_URL are set.
    """
    contents = texts(generators)
    sources = {content.source_path: _source(content.source_path, read) for content in contents if content.source_path}
    entries = [entry for content in contents for entry in _named(content, sources, root)]
    yield from names.merged(entries, context)
    yield from _without_address(entries, context)
    claimed = [claim for content in contents if (claim := _claim(content, sources, root))]
    yield from _elsewhere(claimed, url_places)
    for claim in claimed:
        if not paths.is_inside(claim.save_as):
            message = f"it would be written to {claim.save_as}, outside the output"
            yield Problem(claim.path, claim.line, 0, "outside-output", message, "Correct its address")
        elif fault := paths.fault(claim.save_as):
            yield Problem(
                claim.path,
                claim.line,
                0,
                "bad-name",
                f"it would be written to {claim.save_as[:80]}, which {fault}",
                "Give it another address",
            )
    yield from names.claims([claim for claim in claimed if paths.is_inside(claim.save_as)])
    if not contents:
        yield Problem(root.name, 0, 0, "no-posts", "there is no text to publish", "Check PATH and ARTICLE_PATHS")


_LISTS: Final = (
    "articles", "translations", "hidden_articles", "hidden_translations", "drafts", "drafts_translations",
    "pages", "hidden_pages", "draft_pages", "draft_translations",
)  # fmt: skip


def texts(generators: Iterable[Generator]) -> tuple[Content, ...]:
    """Every article and page that Pelican has read, drafts and translations too, by their sources."""
    found = {
        id(one): one for generator in generators for name in _LISTS for one in getattr(generator, name, ()) if isinstance(one, Content)
    }
    return tuple(sorted(found.values(), key=lambda one: str(one.source_path)))


def told_once(found: Iterable[Problem], told: Iterable[Problem]) -> set[Problem]:
    """The problems that say something new: what two checks find of one address is told by the first."""
    known = {(problem.path, problem.code) for problem in told if problem.code in _ADDRESSES}
    return {problem for problem in found if problem.code not in _ADDRESSES or (problem.path, problem.code) not in known}


_ADDRESSES: Final = frozenset(("duplicate-slug", "collision", "outside-output", "bad-slug"))


def not_read(context: Mapping[str, Any], read: Sources, root: Path) -> frozenset[str]:
    """What the addresses of texts that could not be read most likely end in: their slugs, titles and names, in lower case."""
    names_of: set[str] = set()
    for file in (file for file, content in context["generated_content"].items() if content is None):
        source = _source(str(root / file), read)
        said = [field.value for key in ("slug", "title") if source and (field := source.field(key))]
        with suppress(TooCostly), in_time(context):  # a pattern may never end
            names_of |= {slugify(one, regex_subs=context["SLUG_REGEX_SUBSTITUTIONS"]) for one in (*said, PurePosixPath(file).stem)}
    return frozenset(names_of)


def not_written(contents: Iterable[Content | None], writer: PressWriter, root: Path) -> Iterator[Problem]:
    """A problem for every text that was read and whose page nobody wrote, or somebody has removed again."""
    gone = [name for name in writer.written if not Path(writer.output_path, name).exists()]
    for name in gone:
        yield Problem(root.name, 0, 0, "not-published", f"{name} was written, and is gone", "Look for the plugin that removes it")
    for content in contents:
        if content is None or content.status == "draft" or not content.save_as or str(content.save_as) in writer.written:
            continue
        message = f"the text was read, and its page {content.save_as} was not written"
        yield Problem(_path(content, root), 0, 0, "not-published", message, "Look for the plugin that leaves it out")


def of_templates(site_theme: Path, overrides: Iterable[str], root: Path) -> Iterator[Problem]:
    """A problem for every template that is a link to nothing: Pelican would take another of its name."""
    for folder in (*map(Path, overrides), site_theme / "templates"):
        for file in sorted(folder.rglob("*")):
            if file.is_symlink() and not file.exists():
                path = paths.shown(file, (Path.cwd(), root.parent, site_theme.parent))
                yield Problem(path, 0, 0, "template", "this template is a link that leads to nothing", "Put the file itself here")


def _without_address(entries: Iterable[names.Named], context: Mapping[str, Any]) -> Iterator[Problem]:
    """A problem for each name that makes no address, where names of its kind have pages."""
    for entry in entries:
        if context.get(f"{entry.kind.upper()}_SAVE_AS") and not names.slug_of(entry.kind, entry.name, context):
            message = f'the {entry.kind} "{entry.name}" has no character that an address can hold'
            yield Problem(entry.path, entry.line, 0, "bad-slug", message, "Write another name")


def _elsewhere(claims: Iterable[names.Claim], places: Mapping[str, tuple[str, int]]) -> Iterator[Problem]:
    """A problem where the address of a text is not that of its page; of what the settings say, for the first text."""
    told = set()
    for claim in claims:
        kind = claim.what.upper()
        if claim.what == "draft" or kind in told or "://" in claim.url:
            continue
        url = unquote(claim.url.partition("#")[0].partition("?")[0]).lstrip("/")
        # A host may add the ending or the slash by itself.
        if claim.save_as in (url, f"{url}index.html", f"{url}/index.html", f"{url}.html"):
            continue
        path, line = (claim.path, claim.line) if claim.overrides else places.get(kind, ("", 0))
        if not claim.overrides:
            told.add(kind)
        message = f"{claim.path} would be linked to as /{url}, and written to {claim.save_as}"
        yield Problem(path or claim.path, line, 0, "broken-link", message, "Make URL and SAVE_AS say the same")


def _claim(content: Any, sources: Mapping[str, Source | None], root: Path) -> names.Claim | None:
    try:
        save_as, url = content.save_as, content.url
    except (KeyError, ValueError, IndexError, AttributeError):  # a pattern of the settings, which is told by itself
        return None
    if not save_as:
        return None
    source = sources.get(content.source_path)
    fields = [source.field(key) for key in ("save_as", "slug", "title")] if source else []
    line = next((field.line for field in fields if field), 0)
    what = "draft" if content.status == "draft" else type(content).__name__.lower()
    return names.Claim(
        str(save_as),
        str(url),
        what,
        _path(content, root),
        line,
        overrides=hasattr(content, "override_save_as") or hasattr(content, "override_url"),
    )


def _named(content: Any, sources: Mapping[str, Source | None], root: Path) -> Iterator[names.Named]:
    source = sources.get(content.source_path)
    path = _path(content, root)
    for key, kind, given in (
        ("tags", names.TAG, getattr(content, "tags", ())),
        ("authors", names.AUTHOR, getattr(content, "authors", ())),
        ("category", names.CATEGORY, [content.category] if hasattr(content, "category") else ()),
    ):
        field = (source.field(key) or (source.field("author") if key == "authors" else None)) if source else None
        for one in given if isinstance(given, list | tuple) else ():
            yield names.Named(kind, str(one), path, field.line if field else 0)


def _path(content: Any, root: Path) -> str:
    return shown_path(Path(content.source_path), root)


def _source(file: str, read: Sources) -> Source | None:
    if not file.lower().endswith(MARKDOWN):
        return None
    try:
        return read.source(file)
    except ContentError:
        return None


def _extension_name(extension: Any) -> str:
    return extension if isinstance(extension, str) else type(extension).__module__


def _asked_for(site_theme: Path, overrides: tuple[str, ...], plugins: Iterable[Any]) -> frozenset[str]:
    """The words, in lower case, that templates and plugins ask texts for."""
    files = [file for folder in (site_theme / "templates", *map(Path, overrides)) for file in folder.rglob("*") if file.is_file()]
    for plugin in plugins:
        module = sys.modules.get(str(getattr(plugin, "__module__", None) or getattr(plugin, "__name__", "")))
        if file := getattr(module, "__file__", None):
            files += Path(file).parent.glob("*.py") if Path(file).name == "__init__.py" else [Path(file)]
    return frozenset(word for file in files for word in _asked_in(file))


@lru_cache(maxsize=1024)
def _asked_in(file: Path) -> frozenset[str]:
    return frozenset(_ASKED.findall(lenient(file).lower()))
