"""Ways: what the page of a text says of the lists that it is on, and no more of them: most of a list may change without it."""

from __future__ import annotations

from dataclasses import dataclass

from editorial.reading_lists import Entry, ReadingList, Trail


@dataclass(frozen=True, slots=True)
class Place:
    """A list that a text is on: its title, its address, and the slug of its theme, empty for a curated one."""

    title: str
    url: str
    theme: str


@dataclass(frozen=True, slots=True)
class Step:
    """The entry before or after: its title, where following the list leads, why it stands there; empty where it stands by its date."""

    title: str
    anchor: str
    why: str


@dataclass(frozen=True, slots=True)
class Way:
    """Where a text stands on one list: its position among so many entries, the reason for it, and the steps around it, if any.

    ``counted_with`` are the address and the title of the text that it carries, if it is that which is the entry.
    """

    slug: str
    title: str
    url: str
    position: int
    count: int
    reason: str
    counted_with: tuple[str, str] | None
    previous: Step | None
    next: Step | None


def place(trail: Trail) -> Place:
    """The list of a trail."""
    one = trail.reading_list
    return Place(one.title, one.url, one.theme.slug if one.theme else "")


def way(trail: Trail, slug: str) -> Way:
    """A trail as the page of the text of that slug tells it."""
    one, entry = trail.reading_list, trail.entry
    text = entry.publication
    return Way(
        one.slug,
        one.title,
        one.url,
        entry.position,
        len(one.entries),
        entry.reason.elsewhere,
        (text.url, text.title) if text and text.slug != slug else None,
        _step(one, trail.previous),
        _step(one, trail.next),
    )


def _step(reading_list: ReadingList, entry: Entry | None) -> Step | None:
    if not entry:
        return None
    return Step(entry.item.title, reading_list.anchor(entry), "" if entry.reason.code == "newest" else entry.reason.elsewhere)
