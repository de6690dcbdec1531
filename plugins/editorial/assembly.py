"""Assembly: the library put together from what lies on the desk."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from editorial import (
    carried,
    contributors,
    curated,
    front_matter,
    ordering,
    overlaps,
    publications,
    reading_lists,
    relations,
    versions,
    works,
)
from editorial.carried import Carried
from editorial.desk import Desk, Manuscript
from editorial.library import Library
from editorial.memory import ALONE, NOTHING, Crew, Memory, digest, remembered
from editorial.model import Person, Publication
from editorial.ordering import NO_WISHES, Wishes
from editorial.publications import Said
from editorial.quality import Facts
from editorial.reading_lists import Choice, ReadingList
from editorial.record import histories, items, matching
from editorial.relations import Relation, Relations
from editorial.tags import Bearing
from editorial.themes import Theme
from editorial.versions import Version
from editorial.wording import listed, titled
from editorial.words import Lexicon
from editorial.works import Work

if TYPE_CHECKING:
    from editorial.learning import Model


@dataclass(frozen=True, slots=True)
class Reading:
    """What one text says for itself: the tokens of its own words, what tags it has, the works that it cites, the relations it states."""

    text: Publication
    tokens: Sequence[int]
    bearings: tuple[Bearing, ...]
    cited: tuple[Work, ...] = ()
    stated: tuple[Relation, ...] = ()


def build(
    desk: Desk,
    *,
    lang: str,
    zone: datetime.tzinfo,
    now: datetime.datetime,
    address: str = "",
    authority: str = "",
    memory: Memory = NOTHING,
    crew: Crew = ALONE,
) -> Library:
    """The library of a desk whose checks found no error; what is faulty is left out.

    ``lang`` is the site's language; a date without time means its midnight in ``zone``; what is
    dated after ``now`` counts as a draft; ``address`` is the site's own, by which texts may link to one another; ``authority``
    mints the ids of what has not been published yet. ``memory`` and ``crew`` change nothing but the time that it takes.

    Raises ContentError: the tagger's model is damaged.
    """
    from editorial import readings, tagging  # here, as numpy is nothing that the rest of this module needs

    words: dict[str, int] = {}

    def published(manuscript: Manuscript, said: Said) -> Publication:
        text = publications.of_manuscript(manuscript, desk.people, said, lang=lang, zone=zone, now=now)
        words[text.url] = said.words
        return text

    tagger = cache(partial(tagging.of_desk, desk))  # not read for texts that are all remembered
    read = readings.of_desk(desk, tagger, address, memory=memory, crew=crew)
    by_file = {manuscript.source.path: manuscript.slug for manuscript in desk.texts()}
    titles = {manuscript.slug: manuscript.header.title for manuscript in desk.texts()}
    found = []
    for manuscript, one in read.texts:
        text = _summarised(published(manuscript, one.said), manuscript, titles)
        linked = dict.fromkeys((*(by_file[file] for file in one.files if file in by_file), *one.addresses))
        stated = relations.stated(manuscript.header, text.slug, linked)
        found.append(Reading(text, one.tokens, one.bearings, works.known(one.cited, desk.works), stated))
    (facts,) = remembered(memory, "model", [digest(desk.model)], lambda _: [_facts(tagger().model)])
    revised = versions.of_desk(desk, lambda manuscript, sentences: published(manuscript, publications.said(sentences)))
    inside = carried.of_desk(desk, {one.text.slug: one.text for one in found}, revised, now.astimezone(zone).date())
    author_said = {manuscript.slug: one.found for manuscript, one in read.texts if one.found}
    library = put_together(found, read.lexicon, desk, Facts(*facts), address=address, revised=revised, carried=inside)
    library = replace(library, tags=read.tags, plain=read.plain, made_of=read.made_of, found=author_said, words=words)
    return _on_record(library, desk, authority, zone)


def _facts(model: Model | None) -> tuple[str, Mapping[str, Any]]:
    return (model.vocabulary, model.quality) if model else ("", {})


def _on_record(library: Library, desk: Desk, authority: str, zone: datetime.tzinfo) -> Library:
    """The library with what the publication record knows of it."""
    found = matching.matched(items.of(library, desk), desk.record, authority)
    there = [text for text in (*library.publications, *library.unlisted) if text.url in found.identities]
    known = {text.slug: histories.of_text(text, found.identities[text.url], zone) for text in there}
    return replace(library, matching=found, histories=known, zone=zone)


def put_together(
    readings: Sequence[Reading],
    lexicon: Lexicon,
    desk: Desk,
    facts: Facts,
    *,
    address: str = "",
    revised: Mapping[str, tuple[Version, ...]] | None = None,
    carried: Mapping[str, tuple[Carried, ...]] | None = None,
) -> Library:
    """The library of texts that have been read: what they are to one another, and the lists that they stand on.

    It knows neither their tags nor their plain texts. ``lexicon`` is the one of their tokens; ``revised`` are the versions of
    papers that have more than one, ``carried`` what posts carry.
    """
    from editorial import similarity

    published = {one.text.slug: one for one in sorted(readings, key=lambda one: one.text.recency) if one.text.status == "published"}
    texts = tuple(one.text for one in published.values())
    known = _between((relation for one in readings for relation in one.stated), {text.slug: text for text in texts})
    tagged = {slug: {tag.theme.slug: tag for tag in one.bearings} for slug, one in published.items()}
    wishes = _wishes(desk, texts, address)
    theme_lists = [_theme_list(theme, desk, texts, tagged, known, wishes.get(theme.slug)) for theme in desk.themes]
    chosen = _curated_lists(desk, texts, known)
    lists = (*theme_lists, *chosen)
    return Library(
        publications=texts,
        unlisted=tuple(sorted((one.text for one in readings if one.text.status != "published"), key=lambda text: text.recency)),
        themes=desk.themes,
        bearings={one.text.slug: one.bearings for one in readings},
        relations=known,
        lists=lists,
        cited={one.text.slug: one.cited for one in readings},
        intersections=overlaps.intersections(theme_lists, tagged, known),
        uncited=_uncited(desk.works, chain(*(one.cited for one in published.values()), *(one.works for one in chosen))),
        tagger=facts,
        likeness=similarity.similarity({slug: one.tokens for slug, one in published.items()}, lexicon),
        versions=revised or {},
        carried=carried or {},
        contributors=contributors.of(desk.people, texts, lists, revised or {}, kept=_pages_on_record(desk)),
    )


def _pages_on_record(desk: Desk) -> frozenset[str]:
    """The addresses of the pages on people and groups that have been published, and not withdrawn."""
    return frozenset(block.address for block in desk.record.blocks.values() if block.kind in ("person", "group") and not block.withdrawn)


def _summarised(text: Publication, manuscript: Manuscript, titles: Mapping[str, str]) -> Publication:
    """A text that has a summary: one that has no words of its own says what it carries."""
    if text.summary or not manuscript.header.reproduces:
        return text
    named = listed([titled(titles[slug]) for slug in manuscript.header.reproduces if slug in titles])
    return replace(text, summary=f"Reproduces {named}.")


def _uncited(all_works: Mapping[str, Work], shown: Iterable[Work]) -> tuple[Work, ...]:
    keys = {work.key for work in shown}
    return tuple(sorted((work for key, work in all_works.items() if key not in keys), key=lambda work: work.sort_key))


def _between(stated: Iterable[Relation], published: Mapping[str, Publication]) -> Relations:
    """The relations between published texts, oldest source first; those of one text in the order in which it states them."""
    kept = [one for one in stated if one.source in published and one.target in published]
    return Relations(tuple(sorted(kept, key=lambda one: (published[one.source].published, one.source))))


def _theme_list(
    theme: Theme,
    desk: Desk,
    published: tuple[Publication, ...],
    tagged: Mapping[str, Mapping[str, Bearing]],
    known: Relations,
    wished: tuple[Manuscript, Wishes] | None,
) -> ReadingList:
    """The list of a theme: every text that has it, as its introduction wishes, if it has one."""
    found = ((text, tagged[text.slug].get(theme.slug)) for text in published)
    members = [ordering.member_of(text, (tag,)) for text, tag in found if tag]
    about = theme.scope
    curators: tuple[Person, ...] = ()
    if wished:
        about, curators = wished[0].header.summary or theme.scope, _curators(wished[0], desk)
    entries = ordering.ordered(members, known, wished[1] if wished else NO_WISHES)
    return ReadingList(theme.slug, theme.label, about, theme.url, entries, (theme,), curators)


def _wishes(desk: Desk, published: tuple[Publication, ...], address: str) -> Mapping[str, tuple[Manuscript, Wishes]]:
    """The introductions that are published, by the slug of their theme, with what they wish."""
    by_path = {text.path: text.slug for text in published}
    found = {}
    for manuscript in desk.lists():
        if manuscript.kind == front_matter.INTRODUCTION and manuscript.header.status == "published":
            pins = {by_path[item.path]: item.note for item in curated.parse(manuscript)[0].items if item.path in by_path}
            found[manuscript.slug] = (manuscript, Wishes(pins, curated.introduced(manuscript, by_path, address)))
    return found


def _curated_lists(desk: Desk, published: tuple[Publication, ...], known: Relations) -> list[ReadingList]:
    by_path = {text.path: text for text in published}
    found = []
    for manuscript in desk.lists():
        header = manuscript.header
        if manuscript.kind == front_matter.LIST and header.status == "published":
            named = ((by_path.get(item.path) or desk.works.get(item.key), item) for item in curated.parse(manuscript)[0].items)
            chosen = [Choice(what, item.note, item.locator) for what, item in named if what]
            curators = _curators(manuscript, desk)
            found.append(reading_lists.curated(manuscript.slug, header.title, header.summary, chosen, known, curators=curators))
    return sorted(found, key=lambda one: (one.title.casefold(), one.slug))


def _curators(manuscript: Manuscript, desk: Desk) -> tuple[Person, ...]:
    return tuple(desk.people.people[id_] for id_ in manuscript.header.authors if id_ in desk.people.people)
