"""Routes: the ways through a reading list: where to start, what fits into ten minutes or an hour, by date, the argument."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from editorial.model import GroupArticle, Publication
from editorial.reading_lists import Entry, ReadingList
from editorial.relations import Relations

# Where to start: so many entries at least, where there are so many, and so many at most.
_FEWEST, _MOST = 3, 5
# What opens a list by a wish of the editors, or by what others say of it.
_OPENING = ("pinned", "start", "prerequisite", "answers", "curated")


@dataclass(frozen=True, slots=True)
class Reply:
    """An entry within an argument; ``depth`` counts from 0, for what opens a thread.

    ``answers`` are the positions of the entries that it answers: first that of the one whose thread it stands in.
    """

    entry: Entry
    depth: int
    answers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Routes:
    """The ways through one list. Each holds entries of the list, each at most once; ``complete`` holds all, in the list's order.

    ``start`` is the beginning of the list: three to five entries, or all of a shorter list. ``ten_minutes`` and ``hour`` are
    in the list's order. ``by_date`` has the newest first, and no works. ``argument`` has the threads one below the other,
    each reply after what it replies to; empty where no entry answers another.
    """

    complete: tuple[Entry, ...]
    start: tuple[Entry, ...]
    ten_minutes: tuple[Entry, ...]
    hour: tuple[Entry, ...]
    by_date: tuple[Entry, ...]
    argument: tuple[Reply, ...]

    @property
    def rest(self) -> tuple[Entry, ...]:
        """What follows the start."""
        return self.complete[len(self.start) :]


def of(reading_list: ReadingList, relations: Relations) -> Routes:
    """The routes through a list."""
    entries = reading_list.entries
    relations = relations.between_originals({post.slug: entry.item.id for entry in entries for post in entry.reproduced_in})
    dated = [(text.recency, entry) for entry in entries if (text := entry.publication)]
    return Routes(
        complete=entries,
        start=entries[: _opening(entries)],
        ten_minutes=within(10, entries, relations),
        hour=within(60, entries, relations),
        by_date=tuple(entry for _, entry in sorted(dated, key=lambda pair: pair[0])),
        argument=tuple(_argument(entries, relations)),
    )


def within(minutes: int, entries: tuple[Entry, ...], relations: Relations) -> tuple[Entry, ...]:
    """The entries that can be read in so many minutes, in the list's order: each that still fits and builds on nothing left out.

    Works are passed over: their length is not known. The reading speed is that of ``model.WORDS_A_MINUTE``.
    """
    taken: dict[str, Entry] = {}
    passed: set[str] = set()
    left = minutes
    for entry in entries:
        text = entry.publication
        if text is None:
            continue
        if text.minutes <= left and not passed.intersection(relations.named_by(text.slug, "requires")):
            taken[text.slug] = entry
            left -= text.minutes
        else:
            passed.add(text.slug)
    return tuple(taken.values())


def _opening(entries: tuple[Entry, ...]) -> int:
    """How many entries open a list: those that do so by a wish or by what others say, within bounds."""
    count = next((n for n, entry in enumerate(entries) if entry.reason.code not in _OPENING), len(entries))
    return max(_FEWEST, min(count, _MOST))


def _argument(entries: tuple[Entry, ...], relations: Relations) -> Iterator[Reply]:
    """The threads, in the order of the entries that open them; the replies to one text oldest first."""
    by_slug = {text.slug: entry for entry in entries if (text := entry.publication)}
    above = _above(by_slug, relations)
    below: dict[str, list[str]] = {}
    for slug in sorted(above, key=lambda slug: _age(by_slug[slug])):
        below.setdefault(above[slug], []).append(slug)
    answered = {target for slug in by_slug for target in _targets(slug, by_slug, relations)}
    for root in (slug for slug in by_slug if slug in answered and slug not in above):
        ahead = [(root, 0)]
        while ahead:
            slug, depth = ahead.pop()
            targets = sorted(_targets(slug, by_slug, relations), key=lambda one: (one != above.get(slug), by_slug[one].position))
            yield Reply(by_slug[slug], depth, tuple(by_slug[one].position for one in targets))
            ahead.extend((reply, depth + 1) for reply in reversed(below.get(slug, [])))


def _above(by_slug: dict[str, Entry], relations: Relations) -> dict[str, str]:
    """For each reply the text that it stands below: the first that it answers and that is not below it. The oldest choose first."""
    above: dict[str, str] = {}
    has_replies: set[str] = set()
    for slug in sorted(by_slug, key=lambda slug: _age(by_slug[slug])):
        for target in _targets(slug, by_slug, relations):
            if not (slug in has_replies and _stands_below(target, slug, above)):
                above[slug] = target
                has_replies.add(target)
                break
    return above


def _targets(slug: str, by_slug: dict[str, Entry], relations: Relations) -> list[str]:
    """What a text answers among these: first what puts it in its place on the list, then as its header has it."""
    because = by_slug[slug].reason.because
    found = [one for one in relations.named_by(slug, "responds-to") if one in by_slug and one != slug]
    return sorted(found, key=lambda one: one not in because)


def _stands_below(slug: str, other: str, above: dict[str, str]) -> bool:
    while slug in above:
        slug = above[slug]
        if slug == other:
            return True
    return False


def _age(entry: Entry) -> tuple[float, str]:
    """A sort key: the oldest first."""
    assert entry.publication is not None
    return (entry.publication.published.timestamp(), entry.publication.slug)


def counter_positions(reading_list: ReadingList, relations: Relations) -> Iterator[tuple[Publication, Publication]]:
    """Each text of a list that answers another of it in another voice, with that one: nobody who speaks in the one speaks in the other."""
    texts = {text.slug: text for text in reading_list.publications}
    for text in texts.values():
        for slug in relations.named_by(text.slug, "responds-to"):
            if slug in texts and (mine := _voices(text)) and (theirs := _voices(texts[slug])) and not mine & theirs:
                yield text, texts[slug]


def _voices(text: Publication) -> set[str]:
    """The ids of everybody who speaks in a text: authors, the group with its members, signatories."""
    found = {author.id for author in text.authors}
    if isinstance(text, GroupArticle):
        found |= {*text.group.members, *(one.person.id for one in text.signatories)}
    return found
