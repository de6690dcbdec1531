"""Read next: what to read after a text: what it is related to, then what follows it on its lists, then what is like it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from editorial.likeness import Alike
from editorial.model import Publication
from editorial.reading_lists import Trail
from editorial.relations import Relations, Verb
from editorial.wording import listed

# So many of each, at most.
_RELATED, _ON_TRAILS, _ALIKE = 3, 2, 2

# What is said of a text that stands in a relation to this one, the weightiest first: the verb, whether it is the other that
# names this one, the reason.
_REASONS: Final[Sequence[tuple[Verb, bool, str]]] = (
    ("supersedes", True, "It takes the place of this text."),
    ("responds-to", True, "It answers this text."),
    ("responds-to", False, "This text answers it."),
    ("reproduces", False, "This text carries it."),
    ("requires", False, "This text builds on it."),
    ("requires", True, "It builds on this text."),
    ("reproduces", True, "It carries this text."),
    ("supersedes", False, "This text takes its place."),
    ("cites", True, "It cites this text."),
    ("cites", False, "This text cites it."),
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A text to read next, and why; ``anchor`` is its address, with the list in it where it follows on one."""

    publication: Publication
    reason: str
    anchor: str


def read_next(
    text: Publication, published: Mapping[str, Publication], relations: Relations, trails: Sequence[Trail], alike: Sequence[Alike]
) -> tuple[Suggestion, ...]:
    """What to read after a published text, best first: never the text itself, never a text twice, nothing unpublished.

    Posts that carry one paper are one text. Of texts in the same relation the newest comes first.
    """
    found: list[Suggestion] = []
    told = {text.slug}
    for most, group in (
        (_RELATED, _related(text, published, relations)),
        (_ON_TRAILS, _on_trails(trails)),
        (_ALIKE, _similar(published, alike)),
    ):
        left = most
        for one in group:
            name = _original(one.publication.slug, relations)
            if left and name not in told:
                told.add(name)
                found.append(one)
                left -= 1
    return tuple(found)


def _original(slug: str, relations: Relations) -> str:
    """The text that a post carries, or else itself: who has read the one has read the other."""
    return next(iter(relations.named_by(slug, "reproduces")), slug)


def _related(text: Publication, published: Mapping[str, Publication], relations: Relations) -> Iterator[Suggestion]:
    for verb, naming, reason in _REASONS:
        slugs = relations.naming(text.slug, verb) if naming else relations.named_by(text.slug, verb)
        others = sorted((published[slug] for slug in slugs if slug in published), key=lambda other: other.recency)
        yield from (Suggestion(other, reason, other.url) for other in others)


def _on_trails(trails: Sequence[Trail]) -> Iterator[Suggestion]:
    for trail in trails:
        if trail.next and trail.next.publication:
            reason = f"It comes next in {trail.reading_list.title}."
            yield Suggestion(trail.next.publication, reason, trail.reading_list.anchor(trail.next))


def _similar(published: Mapping[str, Publication], alike: Sequence[Alike]) -> Iterator[Suggestion]:
    for one in alike:
        if one.slug in published:
            reason = f"It is like this text in its words: {listed(one.words)}."
            yield Suggestion(published[one.slug], reason, published[one.slug].url)
