"""Front matter: the keys that a header may have, and what a header says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from editorial import author_word, signatures, values
from editorial.author_word import AuthorWord
from editorial.model import Status
from editorial.signatures import Signed
from editorial.values import STATUSES, Moment, day
from manuscript.problems import Problem, did_you_mean
from manuscript.source import Source

# An introduction stands before the reading list of a theme; a version is a paper as it was, frozen.
POST, PAPER, PAGE, LIST, INTRODUCTION, VERSION = "post", "paper", "page", "list", "introduction", "version"
_PAPERS = frozenset({PAPER, VERSION})
_TEXTS = _PAPERS | {POST}
_LISTS = frozenset({LIST, INTRODUCTION})
_NAMED = _TEXTS | {PAGE, LIST}
_ALL = _NAMED | {INTRODUCTION}


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a header says, read. Dates are as written: a day, or an aware instant."""

    title: str = ""
    date: Moment | None = None
    modified: Moment | None = None
    slug: str = ""
    summary: str = ""
    status: Status = "published"
    authors: tuple[str, ...] = ()
    group: str = ""
    signatories: tuple[Signed, ...] = ()
    themes: AuthorWord = field(default_factory=AuthorWord)
    themes_checked: Moment | None = None
    tags: tuple[str, ...] = ()
    responds_to: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    reproduces: tuple[str, ...] = ()
    supersedes: tuple[str, ...] = ()
    permission: tuple[str, ...] = ()
    canonical: str = ""
    version: int = 1
    changes: str = ""
    lang: str = ""
    digest: str = ""
    id: str = ""
    redirect_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Key:
    """One key: which kinds of source may have it, how its value is read, what it is for."""

    name: str
    kinds: frozenset[str]
    read: Callable[[str], Any]
    help: str
    code: str = "named-twice"

    @property
    def attribute(self) -> str:
        """The name of the value in ``Header``."""
        return self.name.lower().replace("-", "_")


KEYS: Final[tuple[Key, ...]] = (
    Key("Title", _NAMED, str, "what the text is called; needed"),
    Key("Date", _TEXTS, values.moment, "the day it is published, as 2015-12-15, or with time and offset; needed", "bad-date"),
    Key("Modified", _TEXTS, values.moment, "the day of the last substantive change", "bad-date"),
    Key("Slug", _NAMED, values.slug, "its place in the address; without it, the file name", "bad-slug"),
    Key("Summary", _ALL, str, "one plain sentence for lists and feeds; without it, the opening sentence"),
    Key("Status", _ALL, values.status, "published (the default), draft, hidden (no list shows it), held or skip", "unknown-status"),
    Key("Authors", _TEXTS | _LISTS, values.names, "ids from content/data/people.toml, with commas between"),
    Key("Group", _PAPERS, str, "the group that speaks, an id from content/data/people.toml; needed"),
    Key("Signatories", _PAPERS, signatures.parse, "who signs: ada (chair; joined 2016-01-18; withdrawn 2017-03-01), ben", "bad-signatory"),
    Key("Themes", _TEXTS, author_word.parse, "your word on its themes: +just-culture, -ofsted; or = ofsted; or none", "bad-themes"),
    Key("Themes-checked", _TEXTS, values.moment, "the day on which you read its themes and found them right", "bad-date"),
    Key("Tags", _TEXTS, values.names, "free words of your own for feeds; themes are found by themselves"),
    Key("Responds-to", _TEXTS, values.names, "slugs of the posts or papers that it answers"),
    Key("Requires", _TEXTS, values.names, "slugs of the posts or papers to read before it"),
    Key("Reproduces", frozenset({POST}), values.names, "slugs of the papers that the post carries, with permission"),
    Key("Supersedes", _PAPERS, values.names, "slugs of the papers that it replaces"),
    Key("Permission", _TEXTS, values.names, "the permission to reproduce, an id from content/data/permissions.toml, or own"),
    Key("Canonical", _TEXTS, values.address, "the address to cite, when its home is elsewhere", "bad-address"),
    Key("Version", _PAPERS, values.version, "a whole number, higher with each revision", "bad-version"),
    Key("Changes", _TEXTS, str, "one sentence on what the revision changed"),
    Key("Lang", _ALL, values.lang, "its language, as en-GB; without it, the site's", "bad-lang"),
    Key("Id", _NAMED, values.permanent_id, "its permanent id, when it has one from elsewhere; the record mints all others", "bad-id"),
    Key("Redirect-from", _NAMED, values.former_addresses, "addresses that it had, as /posts/old/, with commas between", "bad-redirect"),
    Key("Digest", frozenset({VERSION}), values.digest, "tells that a frozen version is as it was; by release-paper", "bad-digest"),
)  # fmt: skip
_BY_NAME: Final[Mapping[str, Key]] = {key.name.lower(): key for key in KEYS}

_REMEDIES: Final[Mapping[str, str]] = {
    "bad-date": "Write a day as 2015-12-15, or an instant with its offset as 2015-12-15T09:30+00:00",
    "bad-slug": "Use lower-case letters, digits and single hyphens, as in six-months-to-improve",
    "bad-lang": "Write a tag such as en-GB or fr",
    "bad-version": "Write a whole number from 1",
    "bad-address": "Write the whole address, beginning with https://",
    "named-twice": "Keep one of the two",
    "bad-signatory": "Write ids with commas between, and what is said of one in parentheses: ada (chair; joined 2016-01-18), ben",
    "bad-id": "Write a URI without spaces, such as tag:example.org,2015-12-15:posts/fees",
    "bad-redirect": "Write paths below the site's root, such as /posts/old/ or /2015/12/old.html",
    "bad-digest": "Take the file back as it was frozen",
    "bad-themes": 'Write "+theme, -theme", or "= theme, theme" for exactly these, or "none"',
    "unknown-status": f"Use one of {', '.join(STATUSES)}",
}


def keys_of(kind: str) -> tuple[Key, ...]:
    """The keys that a source of this kind may have, in the order in which people write them."""
    return tuple(key for key in KEYS if kind in key.kinds)


def value(header: Header, name: str) -> Any:
    """What a header says under the key of that name, as ``Responds-to``."""
    return getattr(header, _BY_NAME[name.lower()].attribute)


def is_skipped(source: Source) -> bool:
    """Whether a source asks not even to be read."""
    status = source.field("Status")
    return status is not None and status.value == "skip"


def read(source: Source, kind: str) -> tuple[Header, tuple[Problem, ...]]:
    """What a header says, and every fault in its form.

    A key with a fault is as if it were missing; what the header names (people, themes, texts) is
    not looked up here.
    """
    problems: list[Problem] = [*_shape(source, kind)]
    read_as: dict[str, Any] = {}
    for key in keys_of(kind):
        found = source.field(key.name)
        if found is None:
            continue
        if not found.value:
            if key.name != "Title":
                remedy = f"Write one, or leave the line out ({key.help})"
                problems.append(source.problem(key.name, "empty-value", f"{key.name} has no value", remedy=remedy))
            continue
        try:
            read_as[key.attribute] = key.read(found.value)
        except ValueError as error:
            message = f"{key.name}: {error}"
            problems.append(source.problem(key.name, key.code, message, remedy=_remedy(key, found.value)))
    header = Header(**read_as)
    problems.extend(_whole(source, kind, header))
    return header, tuple(problems)


def _remedy(key: Key, value: str) -> str:
    nearest = did_you_mean(value, STATUSES) if key.code == "unknown-status" else ""
    return nearest or _REMEDIES[key.code]


def _shape(source: Source, kind: str) -> Iterator[Problem]:
    """The header as a whole: that there is one, that its keys are known, that each comes once."""
    if not source.fields:
        if kind == INTRODUCTION:  # it is all text, if its author likes
            return
        remedy = "Begin with lines such as Title: and Date:, then an empty line"
        yield Problem(source.path, 1, 0, "no-header", "the file does not begin with a header", remedy)
        return
    if source.stray:
        remedy = "Write Key: value; indent what continues a value by four spaces; leave a line empty before the text"
        yield Problem(source.path, source.stray, 1, "stray-line", "this line of the header is not a key and its value", remedy)
    allowed = [key.name for key in keys_of(kind)]
    seen: dict[str, int] = {}
    for found in source.fields:
        name = found.key.lower()
        if name in seen:
            message = f"{found.key} stands here a second time; the first is in line {seen[name]}"
            yield Problem(source.path, found.line, 1, "duplicate-key", message, "Keep one of the two")
        seen.setdefault(name, found.line)
        if name not in (key.lower() for key in allowed):
            elsewhere = _BY_NAME.get(name)
            message = f'{a(kind)} has no key "{found.key}"' if elsewhere else f'"{found.key}" is not a key of the front matter'
            remedy = did_you_mean(found.key, allowed) or f"The keys of {a(kind)} are {', '.join(allowed)}"
            yield Problem(source.path, found.line, 1, "unknown-key", message, remedy)


def _whole(source: Source, kind: str, header: Header) -> Iterator[Problem]:
    """What must be there, and what must agree."""
    if not source.fields:
        return
    if not header.title and kind != INTRODUCTION:
        yield source.problem("Title", "missing-title", "there is no title", remedy="Add a line Title: …")
    if kind in _TEXTS and source.field("Date") is None:
        yield source.problem("Date", "missing-date", "there is no date", remedy="Add a line such as Date: 2015-12-15")
    if kind in _PAPERS and source.field("Group") is None:
        remedy = "Add a line Group: with an id from content/data/people.toml"
        yield source.problem("Group", "missing-group", "a group article needs the group that speaks", remedy=remedy)
    if header.status == "held" and not (kind in _PAPERS and header.canonical):
        message = "held is for a group article whose home is elsewhere"
        yield source.problem("Status", "unknown-status", message, remedy="Say where, in a line Canonical:, or choose another status")
    if header.date and header.modified and day(header.modified) < day(header.date):
        message = f"it was modified on {day(header.modified)}, before it was published on {day(header.date)}"
        yield source.problem("Modified", "order-of-dates", message, remedy="Correct one of the two dates")


def a(kind: str) -> str:
    """A kind of text with its article, as messages name it."""
    return f"an {kind}" if kind == INTRODUCTION else f"a {kind}"
