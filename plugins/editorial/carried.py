"""Carried: the articles inside posts, as readers are told of them."""

from __future__ import annotations

import datetime
import itertools
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from editorial import permissions, prose, reproductions, sections
from editorial.desk import Desk, Manuscript
from editorial.differences import Difference
from editorial.marks import own_words
from editorial.model import GroupArticle, Publication
from editorial.permissions import Permission
from editorial.reproductions import Extent, Reproduction
from editorial.versions import Version
from editorial.works import Work, cited_in
from manuscript.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A reproduction as readers are told of it: ``article`` in the version that is carried, and what allows it.

    ``permission`` is None for an article of a group whose site this is, else ``granted_by`` is who gave it, in words. ``source``
    are the words, ``cited`` the works that they cite. ``place`` counts the reproductions of the page, from 1; ``level`` is that of
    its heading among those of the page; words of the post follow it, before the next, where it ``is_followed``.
    """

    place: int
    level: int
    is_followed: bool
    article: GroupArticle
    extent: Extent
    sections: tuple[str, ...]
    source: Source
    cited: tuple[Work, ...]
    differences: tuple[Difference, ...] = ()
    permission: Permission | None = None
    granted_by: str = ""

    @property
    def prefix(self) -> str:
        """What the ids within it begin with, so that none is that of another on the page."""
        return f"{self.article.slug}:" if self.place == 1 else f"{self.article.slug}.{self.place}:"


def of_desk(
    desk: Desk, texts: Mapping[str, Publication], versions: Mapping[str, tuple[Version, ...]], day: datetime.date
) -> Mapping[str, tuple[Carried, ...]]:
    """What each post carries on a day, by its slug. ``texts`` hold those that are published and those that are not."""
    return {
        post.slug: tuple(_of_post(post, desk, texts, versions, day))
        for post in desk.texts()
        if post.slug in texts and post.header.reproduces
    }


def _of_post(
    post: Manuscript, desk: Desk, texts: Mapping[str, Publication], versions: Mapping[str, tuple[Version, ...]], day: datetime.date
) -> Iterator[Carried]:
    found = reproductions.of_post(post, desk)
    followed = _followed(post, found)
    for place, one in enumerate(found, 1):
        slug, number = one.original.slug, one.original.header.version
        article = next((kept.article for kept in versions.get(slug, ()) if kept.article.version == number), texts.get(slug))
        if isinstance(article, GroupArticle):
            use = reproductions.use_of(slug, post, found, day)
            allowed = None if article.group.ours else permissions.fitting(post.header.permission, use, desk.permissions)
            yield Carried(
                place=place,
                level=reproductions.level_at(one.mark, post),
                is_followed=followed[place - 1],
                article=article,
                extent=one.extent,
                sections=one.mark.sections,
                source=one.source,
                cited=cited_in(one.source, desk.works),
                differences=one.differences,
                permission=allowed,
                granted_by=desk.people.name_of(allowed.granted_by) if allowed else "",
            )


def _followed(post: Manuscript, found: tuple[Reproduction, ...]) -> list[bool]:
    """Of each reproduction, whether words of the post stand between it and the next; its notes stand at the end of the page."""
    own = own_words(post.source)
    notes = {own.body_line + line for line in sections.note_lines(own)}
    lines = [one.line for one in prose.sentences(own) if one.zone != "title" and one.line not in notes]
    marks = [one.mark.line for one in found]
    return [any(start < line < end for line in lines) for start, end in itertools.pairwise([*marks, math.inf])]
