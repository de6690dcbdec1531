"""Reading lists: entries in an order, each with the reason for its place, and the trails that run through them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from editorial import urls
from editorial.model import Person, Publication
from editorial.relations import Relations
from editorial.themes import Theme
from editorial.wording import ended
from editorial.works import Work

ReasonCode = Literal["pinned", "start", "prerequisite", "answers", "central", "newest", "curated"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an entry stands where it stands: a code for machines, a sentence for people.

    ``because`` are the slugs of the texts that put it there, if it was put there by others. ``text`` may speak of the
    entry above; ``elsewhere`` says the same away from the list.
    """

    code: ReasonCode
    text: str
    because: tuple[str, ...] = ()
    away: str = ""

    @property
    def elsewhere(self) -> str:
        """The sentence for people who do not see the list."""
        return self.away or self.text


@dataclass(frozen=True, slots=True)
class Entry:
    """One text or work on a list; ``position`` counts from 1.

    ``reproduced_in`` are the posts on the list's subject that carry the text, which count with it; ``locator`` is the part
    of a work that is meant.
    """

    position: int
    item: Publication | Work
    reason: Reason
    reproduced_in: tuple[Publication, ...] = ()
    locator: str = ""

    @property
    def kind(self) -> Literal["post", "paper", "work"]:
        """What it is."""
        return "work" if isinstance(self.item, Work) else self.item.kind

    @property
    def publication(self) -> Publication | None:
        """The text of this site that it is; None for a work."""
        return None if isinstance(self.item, Work) else self.item

    @property
    def minutes(self) -> int:
        """Reading time in minutes; 0 for a work, whose length is not known."""
        return 0 if isinstance(self.item, Work) else self.item.minutes


@dataclass(frozen=True, slots=True)
class ReadingList:
    """Ordered entries; each text is on a list once, and a work once for each part of it that is meant.

    ``themes`` are those it is about: one for the list of a theme, two for what two themes share, none for a curated list.
    ``curators`` are those who chose or introduced it.
    """

    slug: str
    title: str
    about: str
    url: str
    entries: tuple[Entry, ...]
    themes: tuple[Theme, ...] = ()
    curators: tuple[Person, ...] = ()

    @property
    def theme(self) -> Theme | None:
        """The theme whose list it is, if it is one's."""
        return self.themes[0] if len(self.themes) == 1 else None

    @property
    def minutes(self) -> int:
        """The reading time of all entries, in minutes."""
        return sum(entry.minutes for entry in self.entries)

    @property
    def publications(self) -> tuple[Publication, ...]:
        """The texts of this site that are its entries, in its order."""
        return tuple(entry.publication for entry in self.entries if entry.publication)

    @property
    def works(self) -> tuple[Work, ...]:
        """The works that are its entries, in its order."""
        return tuple(entry.item for entry in self.entries if isinstance(entry.item, Work))

    @property
    def texts(self) -> tuple[Publication, ...]:
        """Every text of this site that stands on it, those that carry an entry after the entry."""
        return tuple(text for entry in self.entries for text in (entry.publication, *entry.reproduced_in) if text)

    def anchor(self, entry: Entry) -> str:
        """Where following the list leads: to a text, with the list in the address; to a work, its place on the list's own page.

        No text counts its place on what two themes share, so that these links carry no list.
        """
        if not entry.publication:
            return f"{self.url}#entry:{entry.position}"
        return entry.publication.url if len(self.themes) > 1 else f"{entry.publication.url}#list:{self.slug}"


@dataclass(frozen=True, slots=True)
class Trail:
    """Where a text stands on one list: its entry, and the ones before and after it, if any."""

    reading_list: ReadingList
    entry: Entry
    previous: Entry | None
    next: Entry | None


def trails(reading_list: ReadingList) -> tuple[Trail, ...]:
    """One trail for each entry, in order; following ``next`` from the first visits every entry once."""
    around = (None, *reading_list.entries, None)
    return tuple(
        Trail(reading_list, entry, before, after)
        for before, entry, after in zip(around, around[1:], around[2:], strict=False)
        if entry is not None
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """What a curator chose: a text or a work, the note on it (may be empty), the part of a work that is meant (may be empty)."""

    item: Publication | Work
    note: str = ""
    locator: str = ""


def curated(
    slug: str, title: str, about: str, choices: Iterable[Choice], relations: Relations, *, curators: tuple[Person, ...] = ()
) -> ReadingList:
    """A curator's list in the curator's order; the note on each entry is its reason. Posts that carry another entry stand under it."""
    chosen = tuple(choices)
    texts = {one.item.slug: one.item for one in chosen if not isinstance(one.item, Work)}
    under = reproductions(texts, relations)
    carried = {text.slug for posts in under.values() for text in posts}
    kept = (one for one in chosen if isinstance(one.item, Work) or one.item.slug not in carried)
    entries = tuple(
        Entry(
            n,
            one.item,
            Reason("curated", ended(one.note) or "Chosen for this place by hand."),
            () if isinstance(one.item, Work) else under.get(one.item.slug, ()),
            one.locator,
        )
        for n, one in enumerate(kept, 1)
    )
    return ReadingList(slug, title, about, urls.of_list(slug), entries, curators=curators)


def reproductions(texts: Mapping[str, Publication], relations: Relations) -> Mapping[str, tuple[Publication, ...]]:
    """The posts that carry another of these texts, under the slug of the first one that they carry, oldest first."""
    found: dict[str, list[Publication]] = {}
    for text in sorted(texts.values(), key=lambda text: (text.published, text.slug)):
        originals = [slug for slug in relations.named_by(text.slug, "reproduces") if slug in texts]
        if originals:
            found.setdefault(originals[0], []).append(text)
    return {slug: tuple(posts) for slug, posts in found.items()}
