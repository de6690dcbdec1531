"""Reproductions: what a post carries: a group article in full, sections of it, or the words of it that are pasted."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from editorial import beside, differences, front_matter, prose, sections
from editorial.desk import Desk, Manuscript
from editorial.differences import Difference
from editorial.marks import Mark, blanked, marks, own_words
from editorial.permissions import Use
from editorial.prose import Sentence
from manuscript.source import Source

# In full, in part, with changes; or the title and the summary only.
Extent = Literal["full", "part", "changed", "summary"]


@dataclass(frozen=True, slots=True)
class Reproduction:
    """What one mark carries. ``original`` is the article, in the version that is meant; ``source`` the words that are carried.

    The lines of ``source`` are those of the file that it stands in; ``sentences`` say whose words they are. ``differences`` are
    those between the original (or the sections that are meant) and what is carried: of its sentences, then of what is beside them.
    """

    mark: Mark
    original: Manuscript
    source: Source
    sentences: tuple[Sentence, ...]
    extent: Extent
    differences: tuple[Difference, ...] = ()

    @property
    def words(self) -> int:
        """How many words are carried, those of code among them."""
        return prose.count_all_words(self.source)


def of_post(post: Manuscript, desk: Desk) -> tuple[Reproduction, ...]:
    """What the marks of a post carry, in order. A mark that leads to nothing is left out (``reproduction_checks`` names it)."""
    found = []
    for mark in marks(post.source) if post.kind == front_matter.POST else ():
        original = original_of(mark, post, desk)
        if original and not sections.missing(mark.sections, original.source):
            found.append(_reproduction(mark, post, original))
    return tuple(found)


def use_of(slug: str, text: Manuscript, carried: Sequence[Reproduction], day: datetime.date) -> Use:
    """What a text uses of an article, all that it carries of it together."""
    of_it = [one for one in carried if one.original.slug == slug]
    only_summary = all(one.extent == "summary" for one in of_it)
    return Use(slug, sum(one.words for one in of_it), only_summary, text.header.authors, day)


def level_at(mark: Mark, post: Manuscript) -> int:
    """The level of the heading that an article has where the mark stands: one below that of the section, and never the first."""
    before = [level for line, level, _ in sections.headings(own_words(post.source)) if post.source.body_line + line < mark.line]
    return min(max(before[-1:] or [1]) + 1, 5)


def slug_of(mark: Mark, post: Manuscript) -> str:
    """The slug of the article that a mark means: its own, or the only one of the header; empty where there is no telling."""
    named = post.header.reproduces
    return mark.slug or (named[0] if len(named) == 1 else "")


def original_of(mark: Mark, post: Manuscript, desk: Desk) -> Manuscript | None:
    """The article that a mark means, in the version that it means; None where the desk does not have it."""
    slug = slug_of(mark, post)
    current = desk.papers.get(slug)
    if current and mark.version not in (0, current.header.version):
        return next((one for one in desk.versions_of(slug) if one.header.version == mark.version), None)
    return current


def sentences(text: Manuscript, desk: Desk) -> tuple[Sentence, ...]:
    """The sentences that a reader of a text reads, in their order: its own, and those of the articles that it carries."""
    own = prose.sentences(own_words(text.source))
    found: list[Sentence] = []
    for one in of_post(text, desk):
        before = [sentence for sentence in own if sentence.zone == "title" or sentence.line < one.mark.line]
        found.extend(before)
        found.extend(one.sentences)
        own = own[len(before) :]
    return (*found, *own)


@lru_cache(maxsize=256)  # a post is asked for what it carries by each check, and when it is read
def _reproduction(mark: Mark, post: Manuscript, original: Manuscript) -> Reproduction:
    meant = sections.only(mark.sections, original.source) if mark.sections else replace(original.source, fields=())
    if mark.only_summary:
        return Reproduction(mark, original, replace(meant, body=""), (), "summary")
    if mark.pasted is None:
        return Reproduction(mark, original, meant, _voiced(meant, original.slug), "part" if mark.sections else "full")
    first, last = mark.pasted
    pasted = replace(post.source, fields=(), body=blanked(post.source.body, ((0, first), (last, len(post.source.body)))))
    before, after = _voiced(meant, original.slug), _voiced(pasted, original.slug)
    found = (
        *differences.differences(before, after),
        *differences.differences(beside.of_source(meant), beside.of_source(pasted)),
    )
    extent: Extent = "full" if not mark.sections else "part"
    if found:
        extent = "part" if all(one.change == "left-out" for one in found) else "changed"
        theirs = {id(one.after) for one in found}  # what is not in the article is not in its voice
        after = tuple(replace(one, voice="") if id(one) in theirs else one for one in after)
    return Reproduction(mark, original, pasted, after, extent, found)


def _voiced(source: Source, slug: str) -> tuple[Sentence, ...]:
    """The sentences of what is carried, with whose words they are. Its opening is not that of the post."""
    return tuple(
        replace(one, voice=slug, path=source.path, zone="body" if one.zone == "opening" else one.zone) for one in prose.sentences(source)
    )
