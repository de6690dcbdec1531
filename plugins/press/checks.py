"""Checks: what is wrong with the sources of a site, each on its own and all together."""

from __future__ import annotations

import json
import os
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any, Final
from urllib.parse import unquote

from pelican.contents import Content
from pelican.generators import Generator
from pelican.utils import slugify

from manuscript.problems import ContentError, Problem
from manuscript.source import MARKDOWN, Source, shown_path
from press import names, paths
from press.addresses import address
from press.contents import NoDataError
from press.converter import in_time
from press.rereading import described_as_data
from press.source_checks import SourceChecks as SourceChecks
from press.sources import Sources
from press.store import digest
from press.workers import TooCostly
from press.writer import PressWriter


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
    entries = tuple(entry for content in contents for entry in _named(content, root))
    claimed = tuple(claim for content in contents if (claim := _claim(content, root)))
    store, key = context.get("store"), _key_of_texts(entries, claimed, context, url_places)
    if store and key and store.recall(_KIND, [key]):
        return
    lines = _Lines(root, read)
    found = [
        *names.merged(entries, context, placed=lines.of_name),
        *_without_address(entries, context, lines),
        *_elsewhere(claimed, url_places, lines),
        *_misplaced(claimed, lines),
        *names.claims((claim for claim in claimed if paths.is_inside(claim.save_as)), placed=lines.of_claim),
    ]
    if not contents:
        found.append(Problem(root.name, 0, 0, "no-posts", "there is no text to publish", "Check PATH and ARTICLE_PATHS"))
    if store and key and not found:  # where something is told, its line depends on more
        store.keep(_KIND, {key: True})
    yield from found


_KIND: Final = "nothing-wrong-with-all-texts"
_SETTINGS: Final = (
    "SLUG_REGEX_SUBSTITUTIONS", "SLUGIFY_PRESERVE_CASE", "SLUGIFY_USE_UNICODE",
    *(f"{kind}_{what}" for kind in ("AUTHOR", "CATEGORY", "TAG") for what in ("REGEX_SUBSTITUTIONS", "SAVE_AS")),
)  # fmt: skip


def _key_of_texts(
    entries: Iterable[names.Named], claims: Iterable[names.Claim], context: Mapping[str, Any], url_places: Mapping[str, tuple[str, int]]
) -> str:
    """A digest of all that is told of texts together is told from; empty where there is none."""
    try:
        settings = json.dumps([described_as_data(context.get(name)) for name in _SETTINGS])
    except NoDataError:
        return ""
    written = ("\0".join((one.kind, one.name, one.path)) for one in entries)
    claimed = ("\0".join((one.save_as, one.url, one.what, one.path, str(one.overrides))) for one in claims)
    return digest(settings, json.dumps(url_places), "\1".join(written), "\1".join(claimed))


def _misplaced(claims: Iterable[names.Claim], lines: _Lines) -> Iterator[Problem]:
    """A problem for each text that would be written outside the output, or where no file can stand."""
    for claim in claims:
        if not paths.is_inside(claim.save_as):
            message = f"it would be written to {claim.save_as}, outside the output"
            yield Problem(claim.path, lines.of_claim(claim).line, 0, "outside-output", message, "Correct its address")
        elif fault := paths.fault(claim.save_as):
            message = f"it would be written to {claim.save_as[:80]}, which {fault}"
            yield Problem(claim.path, lines.of_claim(claim).line, 0, "bad-name", message, "Give it another address")


class _Lines:
    """Where in their sources names and addresses are written; a source is parsed when there is something to tell of it."""

    def __init__(self, root: Path, read: Sources) -> None:
        self._root = root
        self._read = read

    def of_name(self, entry: names.Named) -> names.Named:
        """The entry with its line, or 0."""
        keys = {names.TAG: ("tags",), names.AUTHOR: ("authors", "author"), names.CATEGORY: ("category",)}[entry.kind]
        return replace(entry, line=self._line(entry.path, keys))

    def of_claim(self, claim: names.Claim) -> names.Claim:
        """The claim with the line that makes it, or 0."""
        return replace(claim, line=self._line(claim.path, ("save_as", "slug", "title")))

    def _line(self, path: str, keys: Sequence[str]) -> int:
        source = _source(str(self._root.parent / path), self._read)
        return next((field.line for key in keys if source and (field := source.field(key))), 0)


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


def not_written(contents: Iterable[Content | None], writer: PressWriter, root: Path, kept: Container[str] = ()) -> Iterator[Problem]:
    """A problem for every text that was read and whose page nobody wrote, or somebody has removed again.

    ``kept`` are pages that count as written, and need not be there.
    """
    output = f"{writer.output_path}{os.sep}"
    gone = [name for name in writer.written if name not in kept and not os.path.exists(output + name)]  # noqa: PTH110 - of every page
    for name in gone:
        yield Problem(root.name, 0, 0, "not-published", f"{name} was written, and is gone", "Look for the plugin that removes it")
    for content in contents:
        save_as = "" if content is None or content.status == "draft" else address(content, "save_as")
        if content is None or not save_as or save_as in writer.written or save_as in kept:
            continue
        message = f"the text was read, and its page {save_as} was not written"
        yield Problem(_path(content, root), 0, 0, "not-published", message, "Look for the plugin that leaves it out")


def of_templates(site_theme: Path, overrides: Iterable[str], root: Path) -> Iterator[Problem]:
    """A problem for every template that is a link to nothing: Pelican would take another of its name."""
    for folder in (*map(Path, overrides), site_theme / "templates"):
        for file in sorted(folder.rglob("*")):
            if file.is_symlink() and not file.exists():
                path = paths.shown(file, (Path.cwd(), root.parent, site_theme.parent))
                yield Problem(path, 0, 0, "template", "this template is a link that leads to nothing", "Put the file itself here")


def _without_address(entries: Iterable[names.Named], context: Mapping[str, Any], lines: _Lines) -> Iterator[Problem]:
    """A problem for each name that makes no address, where names of its kind have pages."""
    for entry in entries:
        if context.get(f"{entry.kind.upper()}_SAVE_AS") and not names.slug_of(entry.kind, entry.name, context):
            message = f'the {entry.kind} "{entry.name}" has no character that an address can hold'
            yield Problem(entry.path, lines.of_name(entry).line, 0, "bad-slug", message, "Write another name")


def _elsewhere(claims: Iterable[names.Claim], places: Mapping[str, tuple[str, int]], lines: _Lines) -> Iterator[Problem]:
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
        path, line = (claim.path, lines.of_claim(claim).line) if claim.overrides else places.get(kind, ("", 0))
        if not claim.overrides:
            told.add(kind)
        message = f"{claim.path} would be linked to as /{url}, and written to {claim.save_as}"
        yield Problem(path or claim.path, line, 0, "broken-link", message, "Make URL and SAVE_AS say the same")


def _claim(content: Any, root: Path) -> names.Claim | None:
    try:
        save_as, url = address(content, "save_as"), address(content, "url")
    except (KeyError, ValueError, IndexError, AttributeError):  # a pattern of the settings, which is told by itself
        return None
    if not save_as:
        return None
    what = "draft" if content.status == "draft" else type(content).__name__.lower()
    overrides = hasattr(content, "override_save_as") or hasattr(content, "override_url")
    return names.Claim(save_as, url, what, _path(content, root), 0, overrides=overrides)


def _named(content: Any, root: Path) -> Iterator[names.Named]:
    path = _path(content, root)
    for kind, given in (
        (names.TAG, getattr(content, "tags", ())),
        (names.AUTHOR, getattr(content, "authors", ())),
        (names.CATEGORY, [content.category] if hasattr(content, "category") else ()),
    ):
        for one in given if isinstance(given, list | tuple) else ():
            yield names.Named(kind, str(one), path, 0)


def _path(content: Any, root: Path) -> str:
    file, above = str(content.source_path), f"{root.parent}{os.sep}"
    return file[len(above) :].replace(os.sep, "/") if file.startswith(above) else shown_path(Path(file), root)


def _source(file: str, read: Sources) -> Source | None:
    if not file.lower().endswith(MARKDOWN):
        return None
    try:
        return read.source(file)
    except ContentError:
        return None
