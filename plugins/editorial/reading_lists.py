"""Reading lists: ordered entries, each with its reason, and the trails that run through them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from editorial import urls
from editorial.model import Publication
from editorial.tags import Tag
from editorial.themes import Theme

ReasonCode = Literal["author", "title", "sentences", "curated"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an entry is on its list: a code for machines, a sentence for people."""

    code: ReasonCode
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One text on a list; ``position`` counts from 1."""

    position: int
    publication: Publication
    reason: Reason


@dataclass(frozen=True, slots=True)
class ReadingList:
    """Ordered entries on a theme, or chosen by a curator (``theme`` is then None). Each text is on it once."""

    slug: str
    title: str
    about: str
    url: str
    entries: tuple[Entry, ...]
    theme: Theme | None = None

    @property
    def minutes(self) -> int:
        """The reading time of all entries, in minutes."""
        return sum(entry.publication.minutes for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Trail:
    """Where a text stands on one list: its entry, and the ones before and after it, if any."""

    reading_list: ReadingList
    entry: Entry
    previous: Entry | None
    next: Entry | None


def of_theme(theme: Theme, publications: Iterable[Publication], tags: Mapping[str, Tag]) -> ReadingList:
    """The list of a theme: every text that has it, newest first (texts of one instant by slug).

    ``tags`` holds, by slug, the tag of this theme on each text.
    """
    members = sorted((text for text in publications if tags[text.slug].outcome == "assigned"), key=lambda text: text.recency)
    entries = tuple(Entry(n, text, reason_of(tags[text.slug])) for n, text in enumerate(members, 1))
    return ReadingList(theme.slug, theme.label, theme.scope, theme.url, entries, theme)


def curated(slug: str, title: str, about: str, members: Iterable[tuple[Publication, str]]) -> ReadingList:
    """A curator's list in the curator's order; the reasons are the curator's notes."""
    entries = tuple(Entry(n, text, Reason("curated", note)) for n, (text, note) in enumerate(members, 1))
    return ReadingList(slug, title, about, urls.of_list(slug), entries)


def reason_of(tag: Tag) -> Reason:
    """Why a text is on the list of a theme, from its tag."""
    count = sum(item.zone != "title" for item in tag.evidence)
    told = f"{count} {'sentence' if count == 1 else 'sentences'}"
    if tag.origin == "author":
        return Reason("author", "The author placed it here.")
    if any(item.zone == "title" for item in tag.evidence):
        also = f", and so {'does' if count == 1 else 'do'} {told}" if count else ""
        return Reason("title", f"Its title speaks of the theme{also}.")
    return Reason("sentences", f"{told[0].upper()}{told[1:]} {'speaks' if count == 1 else 'speak'} of the theme.")


def trails(reading_list: ReadingList) -> tuple[Trail, ...]:
    """One trail for each entry, in order; following ``next`` from the first visits every entry once."""
    around = (None, *reading_list.entries, None)
    return tuple(
        Trail(reading_list, entry, before, after)
        for before, entry, after in zip(around, around[1:], around[2:], strict=False)
        if entry is not None
    )
