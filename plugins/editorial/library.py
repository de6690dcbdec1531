"""The library: everything published, cross-linked and frozen. Templates ask it; nothing changes it."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from editorial import citations, curated, front_matter, prose, reading_lists, relations, urls
from editorial.citations import Work
from editorial.desk import Desk, Manuscript
from editorial.model import Group, GroupArticle, Person, Post, Publication
from editorial.reading_lists import ReadingList, Trail
from editorial.relations import PHRASES, Relation
from editorial.tags import Tag
from editorial.themes import Theme

# Shown as the summary of a text that has none of its own: its opening, cut at a word.
SUMMARY_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Facts:
    """What a model says of itself: the digest of its vocabulary, and the quality that was measured when it was trained.

    Both are empty where there is no model.
    """

    vocabulary: str = ""
    quality: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Quality:
    """Precision and recall (0 to 1) of one theme, measured on so many texts, of which so many are about it."""

    precision: float
    recall: float
    positives: int
    texts: int

    @property
    def precision_in_100(self) -> int:
        """Of 100 texts that are put under the theme, so many belong there."""
        return round(100 * self.precision)

    @property
    def recall_in_100(self) -> int:
        """Of 100 texts that belong under the theme, so many are put there."""
        return round(100 * self.recall)


@dataclass(frozen=True)
class Library:
    """Everything published. Every order is total: publications newest first, then by slug; themes as in the vocabulary.

    ``unlisted`` are drafts and hidden texts: they have pages of their own at most, and no list,
    relation or count knows them. ``tags`` hold one tag a theme for each text, unlisted ones too;
    ``plain`` the text that their evidence quotes; ``tagger`` what is known of how good the tags are.
    """

    publications: tuple[Publication, ...]
    unlisted: tuple[Publication, ...]
    themes: tuple[Theme, ...]
    tags: Mapping[str, tuple[Tag, ...]]
    relations: tuple[Relation, ...]
    lists: tuple[ReadingList, ...]
    cited: Mapping[str, tuple[Work, ...]]
    plain: Mapping[str, str] = field(default_factory=dict)
    tagger: Facts = field(default_factory=Facts)

    @cached_property
    def _by_slug(self) -> dict[str, Publication]:
        return {text.slug: text for text in (*self.publications, *self.unlisted)}

    @cached_property
    def _trails(self) -> dict[str, tuple[Trail, ...]]:
        found: defaultdict[str, list[Trail]] = defaultdict(list)
        for reading_list in self.lists:
            for trail in reading_lists.trails(reading_list):
                found[trail.entry.publication.slug].append(trail)
        return {slug: tuple(trails) for slug, trails in found.items()}

    @cached_property
    def _related(self) -> dict[str, tuple[tuple[str, Publication], ...]]:
        found: defaultdict[str, list[tuple[str, Publication]]] = defaultdict(list)
        for relation in self.relations:
            says, inverse = PHRASES[relation.verb]
            found[relation.source].append((says, self._by_slug[relation.target]))
            found[relation.target].append((inverse, self._by_slug[relation.source]))
        return {slug: tuple(related) for slug, related in found.items()}

    def __contains__(self, slug: object) -> bool:
        """Whether there is a text of that slug, unlisted ones too."""
        return slug in self._by_slug

    def publication(self, slug: str) -> Publication:
        """The text of that slug, unlisted ones too. Raises KeyError."""
        return self._by_slug[slug]

    @property
    def papers(self) -> tuple[Publication, ...]:
        """The published group articles, newest first."""
        return tuple(text for text in self.publications if text.kind == "paper")

    @property
    def theme_lists(self) -> tuple[ReadingList, ...]:
        """The lists of the themes, in the order of the vocabulary, empty ones too."""
        return tuple(found for found in self.lists if found.theme)

    @property
    def curated_lists(self) -> tuple[ReadingList, ...]:
        """The lists that people chose, by title, then slug."""
        return tuple(found for found in self.lists if not found.theme)

    def _themes_named(self, slugs: Iterable[str]) -> tuple[Theme, ...]:
        wanted = frozenset(slugs)
        return tuple(theme for theme in self.themes if theme.slug in wanted)

    def _theme(self, slug: str) -> Theme:
        return next(theme for theme in self.themes if theme.slug == slug)

    def broader_than(self, slug: str) -> tuple[Theme, ...]:
        """The theme that one is part of: none or one."""
        return self._themes_named([self._theme(slug).broader])

    def narrower_than(self, slug: str) -> tuple[Theme, ...]:
        """The themes that are part of one, in the order of the vocabulary."""
        return tuple(theme for theme in self.themes if theme.broader == slug)

    def related_themes(self, slug: str) -> tuple[Theme, ...]:
        """The neighbours of a theme, whichever of the two names the other. Source: SKOS Reference S23 (related is symmetric)."""
        return self._themes_named([*self._theme(slug).related, *(theme.slug for theme in self.themes if slug in theme.related)])

    def quality_of(self, slug: str) -> Quality | None:
        """How good the tagger was at a theme on texts that it had not seen; None where that was not measured."""
        try:
            measured = self.tagger.quality.get("held_out") or self.tagger.quality["cross_validated"]
            found = measured["themes"][slug]
            return Quality(found["precision"], found["recall"], found["positives"], measured["texts"])
        except (KeyError, TypeError):  # a model made by hand says nothing of it
            return None

    def years(self) -> tuple[tuple[int, tuple[Publication, ...]], ...]:
        """The publications by the year of their date, newest first."""
        found: defaultdict[int, list[Publication]] = defaultdict(list)
        for text in self.publications:
            found[text.published.year].append(text)
        return tuple((year, tuple(texts)) for year, texts in found.items())

    def tags_of(self, slug: str) -> tuple[Tag, ...]:
        """The themes that a text has, with their evidence, strongest first, then as in the vocabulary."""
        return tuple(sorted((tag for tag in self.tags[slug] if tag.outcome == "assigned"), key=lambda tag: -tag.score))

    def trails_of(self, slug: str) -> tuple[Trail, ...]:
        """Where a text stands on each list it is on, theme lists first. Empty for an unlisted text."""
        return self._trails.get(slug, ())

    def related_to(self, slug: str) -> tuple[tuple[str, Publication], ...]:
        """What a text answers and what answers it: phrases for readers with the other text, in the order of dates."""
        return self._related.get(slug, ())

    def works_of(self, slug: str) -> tuple[Work, ...]:
        """The works that a text cites, by author, year and title."""
        return self.cited.get(slug, ())


def build(desk: Desk, *, lang: str, zone: datetime.tzinfo, now: datetime.datetime) -> Library:
    """The library of a desk whose checks found no error; what is faulty is left out.

    ``lang`` is the site's language; a date without time means its midnight in ``zone``; what is
    dated after ``now`` counts as a draft.

    Raises ContentError: the tagger's model is damaged.
    """
    from editorial import tagging  # here, as numpy is nothing that the rest of this module needs

    tagger = tagging.of_desk(desk)
    texts: list[Publication] = []
    tags: dict[str, tuple[Tag, ...]] = {}
    plain: dict[str, str] = {}
    cited: dict[str, tuple[Work, ...]] = {}
    stated: list[Relation] = []
    for manuscript in desk.texts():
        if not manuscript.header.date:
            continue
        sentences = prose.sentences(manuscript.source)
        text = _publication(manuscript, desk, sentences, lang=lang, zone=zone, now=now)
        texts.append(text)
        tags[text.slug] = tagger.tags(manuscript.source.path, sentences, manuscript.header.themes)
        plain[text.slug] = prose.plain_text(sentences)
        cited[text.slug] = _cited(manuscript, desk.works)
        stated.extend(relations.named_in(manuscript.header, text.slug))
    published = tuple(sorted((text for text in texts if text.status == "published"), key=lambda text: text.recency))
    by_slug = {text.slug: text for text in published}
    return Library(
        publications=published,
        unlisted=tuple(sorted((text for text in texts if text.status != "published"), key=lambda text: text.recency)),
        themes=desk.themes,
        tags=tags,
        relations=_listed(stated, by_slug),
        lists=(*_theme_lists(desk, published, tags), *_curated_lists(desk, published)),
        cited=cited,
        plain=plain,
        tagger=Facts(tagger.model.vocabulary, tagger.model.quality) if tagger.model else Facts(),
    )


def is_future(when: front_matter.Moment | None, *, zone: datetime.tzinfo, now: datetime.datetime) -> bool:
    """Whether a date of the front matter lies after ``now``."""
    return when is not None and instant(when, zone) > now


def instant(when: front_matter.Moment, zone: datetime.tzinfo) -> datetime.datetime:
    """A date of the front matter as an instant in ``zone``: a day is its midnight there."""
    return when.astimezone(zone) if isinstance(when, datetime.datetime) else datetime.datetime.combine(when, datetime.time(), zone)


def _publication(
    manuscript: Manuscript,
    desk: Desk,
    sentences: tuple[prose.Sentence, ...],
    *,
    lang: str,
    zone: datetime.tzinfo,
    now: datetime.datetime,
) -> Publication:
    header = manuscript.header
    assert header.date is not None
    people: tuple[Person | Group, ...] = tuple(desk.people.people[id_] for id_ in header.authors if id_ in desk.people.people)
    common: dict[str, Any] = {
        "path": manuscript.source.path,
        "slug": manuscript.slug,
        "url": urls.of_text(manuscript.kind, manuscript.slug),
        "title": header.title,
        "summary": header.summary or _opening(sentences),
        "status": "draft" if is_future(header.date, zone=zone, now=now) else header.status,
        "lang": header.lang or lang,
        "published": instant(header.date, zone),
        "modified": instant(header.modified, zone) if header.modified else None,
        "words": prose.count_words(sentences),
        "canonical": header.canonical,
    }
    group = desk.people.groups.get(header.group)
    if manuscript.kind == front_matter.PAPER and group:
        signatories = tuple(desk.people.people[id_] for id_ in header.signatories if id_ in desk.people.people)
        return GroupArticle(
            **common, authors=(group, *people), group=group, signatories=signatories, version=header.version, changes=header.changes
        )
    return Post(**common, authors=people)


def _opening(sentences: tuple[prose.Sentence, ...]) -> str:
    text = " ".join(sentence.text for sentence in sentences if sentence.zone == "opening")
    if len(text) <= SUMMARY_LENGTH:
        return text
    return text[:SUMMARY_LENGTH].rsplit(" ", 1)[0].rstrip(",;:.–—- ") + "…"


def _cited(manuscript: Manuscript, works: Mapping[str, Work]) -> tuple[Work, ...]:
    found: dict[str, Work] = {}
    for _, items in citations.clusters(manuscript.source):
        try:
            keys = [citation.key for citation in citations.parse_cluster(items)]
        except ValueError:  # checks.works_are_known names it
            continue
        found.update((key, works[key]) for key in keys if key in works)
    return tuple(sorted(found.values(), key=lambda work: work.sort_key))


def _listed(stated: Iterable[Relation], by_slug: Mapping[str, Publication]) -> tuple[Relation, ...]:
    """The relations between published texts, oldest source first."""
    kept = [relation for relation in stated if relation.source in by_slug and relation.target in by_slug]
    return tuple(sorted(kept, key=lambda relation: (by_slug[relation.source].published, relation)))


def _theme_lists(desk: Desk, published: tuple[Publication, ...], tags: Mapping[str, tuple[Tag, ...]]) -> list[ReadingList]:
    return [
        reading_lists.of_theme(theme, published, {text.slug: tags[text.slug][n] for text in published})
        for n, theme in enumerate(desk.themes)
    ]


def _curated_lists(desk: Desk, published: tuple[Publication, ...]) -> list[ReadingList]:
    by_path = {text.path: text for text in published}
    found = []
    for manuscript in desk.manuscripts:
        if manuscript.kind == front_matter.LIST and manuscript.header.status == "published":
            items = curated.parse(manuscript)[0].items
            members = [(by_path[item.target], item.note) for item in items if item.target in by_path]
            found.append(reading_lists.curated(manuscript.slug, manuscript.header.title, manuscript.header.summary, members))
    return sorted(found, key=lambda one: (one.title.casefold(), one.slug))
