"""Feeds: which there are, with what each contains, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal
from urllib.parse import unquote

from editorial.contributors import Contributor
from editorial.library import Library
from editorial.model import Publication
from editorial.reading_lists import ReadingList
from editorial.record.histories import Correction

Kind = Literal["site", "papers", "corrections", "theme", "list", "group", "person"]


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name, the ending of its files, its media type."""

    name: str
    ending: str
    media_type: str


# In the order in which readers are offered them. Sources of the types: RFC 4287 §7, JSON Feed 1.1; that of RSS was never registered.
ATOM: Final = Format("Atom", ".atom.xml", "application/atom+xml")
RSS: Final = Format("RSS", ".rss.xml", "application/rss+xml")
JSON: Final = Format("JSON Feed", ".json", "application/feed+json")
FORMATS: Final = (ATOM, RSS, JSON)


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed. ``texts`` are its items, the last changed first, then by id; several feeds may have the same.

    The feed of corrections has ``corrections`` instead, each an item of its own, so that whoever follows it is told of each.

    ``stem`` is its address without the ending of a format; ``page`` that of the page which it belongs to. ``id`` is permanent.
    ``about`` says in a sentence what it contains. ``former`` are stems under which it is found as well.
    """

    id: str
    kind: Kind
    stem: str
    page: str
    title: str
    about: str
    texts: tuple[Publication, ...]
    former: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """What tells its items from others: the slugs of texts, or the ids of corrections."""
        return tuple(text.slug for text in self.texts) or tuple(one.id for one in self.corrections)

    def titled(self, site: str) -> str:
        """Its title, as it stands among the feeds of other sites."""
        return f"{self.title} · {site}" if self.title else site

    def address(self, form: Format, archive: int = 0) -> str:
        """Where it stands in a format, relative to the root; its archives are numbered, the oldest is 1."""
        return address(self.stem, form, archive)


def address(stem: str, form: Format, archive: int = 0) -> str:
    """The address of a feed with this stem in a format, or of one of its archives."""
    return f"{stem}{f'-{archive}' if archive else ''}{form.ending}"


def of_library(library: Library, *, authority: str, about: str) -> tuple[Feed, ...]:
    """The feeds of a site: everything, papers, corrections, then each theme, curated list, group and person, empty ones too.

    ``authority`` minted the ids; ``about`` says what the site is about.
    """
    newest = _by_change(library, library.publications)
    papers = [text for text in newest if text.kind == "paper"]
    return (
        _of_site("site", "feeds/all", "", "", about, newest, authority),
        _of_site("papers", "feeds/papers", "papers/", "Position papers", "Articles that groups sign.", papers, authority),
        replace(
            _of_site("corrections", "feeds/corrections", "corrections/", "Corrections", _CORRECTIONS, (), authority),
            corrections=library.corrections,
        ),
        *(_of_list(one, library) for one in library.lists),
        *(_of_contributor(one, library) for one in library.contributors),
    )


_CORRECTIONS: Final = "What was changed in texts after they were published, and what was withdrawn."


def _of_site(kind: Kind, stem: str, page: str, title: str, about: str, texts: Iterable[Publication], authority: str) -> Feed:
    return Feed(f"tag:{authority}:{stem}", kind, stem, page, title, about, tuple(texts))


def _of_list(one: ReadingList, library: Library) -> Feed:
    about = one.about or (f"Texts on the theme {one.title}." if one.theme else f"Texts on the reading list {one.title}.")
    return _of_page("theme" if one.theme else "list", one.url, one.title, about, one.texts, library)


def _of_contributor(one: Contributor, library: Library) -> Feed:
    about = f"What {one.who.name} {'published' if one.is_group else 'wrote or signs'} here."
    return _of_page("group" if one.is_group else "person", one.url, one.who.name, about, one.in_feed, library)


def _of_page(kind: Kind, url: str, title: str, about: str, texts: Iterable[Publication], library: Library) -> Feed:
    """The feed beside a page, whose id is that of the page with a word after it."""
    identity = library.matching.identities[url]
    former = former_stems(identity.former)
    return Feed(f"{identity.id}/feed", kind, f"{url}feed", url, title, about, _by_change(library, texts), former)


def former_stems(addresses: Iterable[str]) -> tuple[str, ...]:
    """Where the feed of a page was while the page had these addresses, those of folders."""
    return tuple(f"{unquote(one)}feed" for one in addresses if one.endswith("/"))


def _by_change(library: Library, texts: Iterable[Publication]) -> tuple[Publication, ...]:
    return tuple(sorted(texts, key=lambda text: library.histories[text.slug].order))


# Where a feed of each kind stands, for people.
_GROUPS: Final[Mapping[Kind, str]] = {
    "site": "The site",
    "papers": "The site",
    "corrections": "The site",
    "theme": "Themes",
    "list": "Reading lists",
    "group": "Groups",
    "person": "People",
}


def grouped(feeds: Iterable[Feed]) -> tuple[tuple[str, tuple[Feed, ...]], ...]:
    """The feeds by what they are of: the name of each group with its feeds, in their order."""
    found: dict[str, list[Feed]] = {}
    for one in feeds:
        found.setdefault(_GROUPS[one.kind], []).append(one)
    return tuple((name, tuple(those)) for name, those in found.items())


@dataclass(frozen=True, slots=True)
class Link:
    """A feed as the pages that it belongs to name it: its title, and its address without the ending of a format."""

    title: str
    stem: str

    def address(self, form: Format) -> str:
        """Where it stands in a format, relative to the root."""
        return address(self.stem, form)


class Beside:
    """The feeds beside pages. A page that asks for its own hangs on no text in them."""

    HANGS_ON: Final[Mapping[str, tuple[str, ...]]] = {"of": ("links",)}  # as those of ``Library``

    def __init__(self, feeds: Iterable[Feed]) -> None:
        self.links = {feed.page: Link(feed.title, feed.stem) for feed in feeds}

    def of(self, pages: Iterable[str]) -> tuple[Link, ...]:
        """The feeds of these pages, in their order."""
        return tuple(self.links[page] for page in dict.fromkeys(pages) if page in self.links)
