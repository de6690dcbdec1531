"""Overlaps: lists that share texts, and the pairs of themes that share enough for a page of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from editorial import ordering, urls
from editorial.model import Publication
from editorial.ordering import Member
from editorial.reading_lists import ReadingList
from editorial.relations import Relations
from editorial.tags import Bearing
from editorial.themes import Theme

# From so many texts on, what two themes share has a page of its own.
SHARED = 4


@dataclass(frozen=True, slots=True)
class Overlap:
    """What one list shares with another: the other, and the texts that are on both, in the order of the one."""

    one: ReadingList
    other: ReadingList
    shared: tuple[Publication, ...]

    @property
    def says(self) -> str:
        """The overlap in words, but for the name of the other list: ``7 of these 12 are also about``."""
        count, total = len(self.shared), len(self.one.publications)
        if count == total:
            those = "It is" if total == 1 else f"All {total} are"
        else:
            whole = f"these {total}" if total == len(self.one.entries) else f"the {total} texts"
            those = f"{count} of {whole} {'is' if count == 1 else 'are'}"
        return f"{those} also {'about' if self.other.theme else 'on'}"


def overlaps(lists: Sequence[ReadingList]) -> Mapping[str, tuple[Overlap, ...]]:
    """For each list, by its address, the others that share texts with it: most shared first, then as in ``lists``."""
    standing: defaultdict[str, list[int]] = defaultdict(list)
    for n, one in enumerate(lists):
        for text in one.texts:
            standing[text.slug].append(n)
    shared: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    for slug, places in standing.items():
        for pair in combinations(places, 2):
            shared[pair].add(slug)
    found: defaultdict[str, list[Overlap]] = defaultdict(list)
    for (first, second), slugs in sorted(shared.items()):
        for one, other in ((lists[first], lists[second]), (lists[second], lists[first])):
            found[one.url].append(Overlap(one, other, tuple(_shared(one, slugs))))
    return {url: tuple(sorted(those, key=lambda one: -len(one.shared))) for url, those in found.items()}


def _shared(one: ReadingList, slugs: set[str]) -> Iterator[Publication]:
    """The texts of a list that are among these slugs, or are carried by a post that is."""
    for entry in one.entries:
        if entry.publication and any(text.slug in slugs for text in (entry.publication, *entry.reproduced_in)):
            yield entry.publication


def intersections(lists: Iterable[ReadingList], tags: Mapping[str, Mapping[str, Bearing]], relations: Relations) -> tuple[ReadingList, ...]:
    """What each two themes share, as a list of its own, where at least four texts are about both; in the order of the themes.

    ``lists`` are those of themes; ``tags`` hold the tag of each theme on each text, by slug and then theme. A text stands in
    the order as far as the theme that it is less about puts it.
    """
    by_theme = [(one.theme, {text.slug: text for text in one.texts}) for one in lists if one.theme]
    found = (
        _intersection(first, second, [texts[slug] for slug in texts if slug in others], tags, relations)
        for (first, texts), (second, others) in combinations(by_theme, 2)
        if len(texts.keys() & others.keys()) >= SHARED
    )
    return tuple(one for one in found if len(one.entries) >= SHARED)


def _intersection(
    first: Theme, second: Theme, texts: Sequence[Publication], tags: Mapping[str, Mapping[str, Bearing]], relations: Relations
) -> ReadingList:
    members: list[Member] = [ordering.member_of(text, (tags[text.slug][first.slug], tags[text.slug][second.slug])) for text in texts]
    slug = "+".join(sorted((first.slug, second.slug)))
    about = "Texts that are about both."
    return ReadingList(
        slug, f"{first.label}, with {second.label}", about, urls.of_theme(slug), ordering.ordered(members, relations), (first, second)
    )
