"""Names and addresses that only all texts together show to be one: of tags, of files, of pages."""

from __future__ import annotations

import posixpath
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from pelican.readers import ensure_metadata_list
from pelican.utils import slugify

from manuscript.problems import Problem
from manuscript.source import Source
from press.paths import folded

TAG, AUTHOR, CATEGORY = "tag", "author", "category"
# What is made of a text has the text's address; two of these are two sources, whatever else they are.
TEXTS: Final = frozenset({"article", "page", "draft"})
# A kind of name, by the key under which a header has it.
KINDS: Final[Mapping[str, str]] = {"tags": TAG, "author": AUTHOR, "authors": AUTHOR, "category": CATEGORY}


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """A tag, author or category as a text writes it: ``kind`` is TAG, AUTHOR or CATEGORY."""

    kind: str
    name: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Claim:
    """One file of the site that something is written to.

    ``save_as`` is relative to the output, ``what`` is what is written (article, page, draft, static,
    template, feed …), ``path`` and ``line`` where that is said (no path for what only settings ask for);
    ``overrides`` is true when the header of a text itself says ``save_as``.
    """

    save_as: str
    url: str
    what: str
    path: str
    line: int
    overrides: bool = False


def named(source: Source) -> tuple[Named, ...]:
    """The tags, authors and category in the header of a source, in their order, as Pelican parts them."""
    firsts = [field for key in KINDS if (field := source.field(key))]
    return tuple(
        Named(KINDS[field.key.lower()], name, source.path, field.line) for field in firsts for name in parted(field.key, field.value)
    )


def parted(key: str, value: str) -> tuple[str, ...]:
    """The names in the value of a key, each once: at semicolons where there are any, otherwise at commas."""
    if key.lower() in ("tags", "authors"):
        return tuple(ensure_metadata_list(value))
    return (value.strip(),) if value.strip() else ()


def slug_of(kind: str, name: str, settings: Mapping[str, Any]) -> str:
    """The slug that Pelican makes of a name, by the settings; empty where no character is left."""
    substitutions = settings.get(f"{kind.upper()}_REGEX_SUBSTITUTIONS", settings.get("SLUG_REGEX_SUBSTITUTIONS", ()))
    return _slug(
        name,
        tuple((pattern, by) for pattern, by in substitutions),
        preserve_case=bool(settings.get("SLUGIFY_PRESERVE_CASE")),
        use_unicode=bool(settings.get("SLUGIFY_USE_UNICODE")),
    )


def merged(
    entries: Iterable[Named], settings: Mapping[str, Any], *, placed: Callable[[Named], Named] = lambda entry: entry
) -> Iterator[Problem]:
    """A problem wherever a name is written otherwise than mostly, of those that share a slug and so a page.

    What is written equally often counts as it stands first. A name without a slug is passed over. ``placed`` gives an entry its
    line, for those whose line is not looked up before there is something to tell.
    """
    pages: defaultdict[tuple[str, str], list[Named]] = defaultdict(list)
    for entry in entries:
        if slug := slug_of(entry.kind, entry.name, settings):
            pages[entry.kind, slug].append(entry)
    for (_, slug), group in pages.items():
        if len({entry.name for entry in group}) > 1:
            yield from _merged(slug, sorted(group, key=_place), placed)


def twins(paths: Iterable[str], root: str = "content") -> Iterator[Problem]:
    """A problem for every file whose path is another's, but for case or for how its accents are encoded.

    ``paths`` are relative to the content folder, whose name is ``root``. The first of them, sorted, is named beside.
    """
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted(set(paths)):
        alike[folded(path)].append(path)
    for first, *others in alike.values():
        for other in others:
            same = _composed(first) == _composed(other)
            message = f'the name is that of "{root}/{first}", {"with accents encoded otherwise" if same else "in upper and lower case"}'
            remedy = "Give one of the two another name: on other machines they are one file"
            yield Problem(f"{root}/{other}", 0, 0, "twin-names", message, remedy)


def claims(claims: Iterable[Claim], *, placed: Callable[[Claim], Claim] = lambda claim: claim) -> Iterator[Problem]:
    """A problem for every file of the site that two things would be written to, at the later of their paths.

    So too for a file where another needs a folder. A text whose header says ``save_as`` may stand in for a template.
    ``placed`` gives a claim its line, as in ``merged``.
    """
    files: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(set(claims), key=_claimed):
        if claim.save_as:  # empty: it is not written
            files[_output(claim.save_as)].append(claim)
    for group in files.values():
        if len(group) > 1:
            yield from _claimed_twice(sorted(map(placed, group), key=_claimed))
    yield from _file_and_folder(files, placed)


# --- names --------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)  # a name stands in many texts
def _slug(name: str, substitutions: tuple[tuple[str, str], ...], *, preserve_case: bool, use_unicode: bool) -> str:
    return str(slugify(name, regex_subs=substitutions, preserve_case=preserve_case, use_unicode=use_unicode))


def _merged(slug: str, group: Sequence[Named], placed: Callable[[Named], Named]) -> Iterator[Problem]:
    firsts: dict[str, Named] = {}
    for entry in group:
        firsts.setdefault(entry.name, entry)
    usual = Counter(entry.name for entry in group).most_common(1)[0][0]  # the first of the most common: they are sorted
    others = [usual, *(name for name in firsts if name != usual)]
    firsts = {name: placed(entry) for name, entry in firsts.items()}
    for entry in sorted({entry for entry in group if entry.name != usual}):
        beside = _listed([f'"{name}" ({_where(firsts[name])})' for name in others if name != entry.name])
        message = f'the {entry.kind} "{entry.name}" shares the page "{slug}" with {beside}'
        remedy = f'Write "{usual}", or give them different addresses with SLUG_REGEX_SUBSTITUTIONS'
        yield Problem(entry.path, placed(entry).line, 0, "merged-names", message, remedy)


_LISTED: Final = 8  # more would hide the name that is meant; each has a problem of its own


def _listed(shown: Sequence[str]) -> str:
    rest = len(shown) - _LISTED
    return ", ".join(shown[:_LISTED]) + (f" and {rest} more" if rest > 0 else "")


def _where(entry: Named) -> str:
    return f"{entry.path}:{entry.line}" if entry.line else entry.path


def _place(entry: Named) -> tuple[str, int, str]:
    return entry.path, entry.line, entry.name


# --- files and pages ----------------------------------------------------------------------------


def _composed(path: str) -> str:
    return unicodedata.normalize("NFC", path)


def _output(save_as: str) -> str:
    return folded(save_as.lstrip("/"))


def _claimed(claim: Claim) -> tuple[str, int, str, str]:
    return claim.path, claim.line, claim.what, claim.save_as


def _claimed_twice(group: Sequence[Claim]) -> Iterator[Problem]:
    for place, later in enumerate(group):
        earlier = next((claim for claim in group[:place] if not _may_share(claim, later)), None)
        if earlier:
            both = earlier.what in TEXTS and later.what in TEXTS
            yield _collision(later, f"{_told(later)} would be written to {_same(earlier, later)}, as {_told(earlier)} is", texts=both)


def _may_share(one: Claim, other: Claim) -> bool:
    """Whether two claims are one thing, or a text that stands in for a template."""
    if one.path and (one.path, one.what) == (other.path, other.what):
        return True
    return any(text.what in TEXTS and text.overrides and template.what == "template" for text, template in ((one, other), (other, one)))


def _file_and_folder(files: Mapping[str, Sequence[Claim]], placed: Callable[[Claim], Claim]) -> Iterator[Problem]:
    told: set[str] = set()  # one fault, however much is in the folder
    for file, inner in files.items():
        for folder in _above(file):
            if folder in files and folder not in told:
                told.add(folder)
                first, later = sorted((placed(files[folder][0]), placed(inner[0])), key=_claimed)
                message = (
                    f'"{files[folder][0].save_as}" would be a file and a folder: {_told(first)} and {_told(later)} cannot both be written'
                )
                yield _collision(later, message, texts=False)


def _above(file: str) -> Iterator[str]:
    while file := posixpath.dirname(file):
        yield file


def _collision(claim: Claim, message: str, *, texts: bool) -> Problem:
    remedy = "Give one of the two another slug, or another save_as"
    return Problem(claim.path or claim.save_as, claim.line, 0, "duplicate-slug" if texts else "collision", message, remedy)


def _told(claim: Claim) -> str:
    where = f" {claim.path}:{claim.line}" if claim.path and claim.line else f" {claim.path}" if claim.path else ""
    return f"the {claim.what}{where}"


def _same(earlier: Claim, later: Claim) -> str:
    if posixpath.normpath(earlier.save_as) == posixpath.normpath(later.save_as):
        return f'"{later.save_as}"'
    return f'"{later.save_as}", which is "{earlier.save_as}" on other machines'
