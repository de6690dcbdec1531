"""The library: everything published, cross-linked and frozen. Templates ask it; nothing changes it."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar

from editorial import overlaps, read_next, reading_lists, routes, ways
from editorial.carried import Carried
from editorial.charts.overlap import Link, MapChart, Node, overlap
from editorial.charts.timeline import Point, TimelineChart, timeline
from editorial.charts.years import Row, YearsChart, years
from editorial.contributors import Contributor
from editorial.likeness import Alike
from editorial.model import Group, GroupArticle, Person, Publication
from editorial.overlaps import Overlap
from editorial.quality import Facts
from editorial.read_next import Suggestion
from editorial.reading_lists import ReadingList, Trail
from editorial.record import histories, moves
from editorial.record.blocks import Block
from editorial.record.histories import Correction, History
from editorial.record.matching import Matching
from editorial.relations import PHRASES, Relations
from editorial.routes import Routes
from editorial.tags import Bearing, Outcome, Tag
from editorial.themes import Theme
from editorial.versions import Version
from editorial.ways import Place, Way
from editorial.works import CitedWork, Work, most_cited


@dataclass(frozen=True)
class Library:
    """Everything published. Every order is total: publications newest first, then by slug; themes as in the vocabulary.

    ``unlisted`` are drafts and hidden texts: they have pages of their own at most, and no list,
    relation or count knows them. ``bearings`` hold what lists are told of the tags that are assigned to each text,
    unlisted ones too, as in the vocabulary, ``tags`` those tags with all their evidence, ``plain`` the text that this quotes; these
    two are looked up when they are asked for, and ``made_of`` tells them from others. ``words`` counts those
    of each text and version, by address. ``found`` is what the tagger says of the themes
    that the author of a text adds or takes away; ``tagger`` what is known of how good the tags are.
    ``lists`` are those of the themes, in their order, then the curated ones; ``intersections`` what two themes share.
    ``uncited`` are works that no published text cites and no list holds. ``versions`` are those of each paper that has several,
    the current one first; ``carried`` the articles that each post carries, in order; ``contributors`` groups, then people.
    ``matching`` is what the publication record knows of all that is published, ``histories`` what subscribers are told of texts,
    by slug. A day of the record means its midnight in ``zone``.
    """

    publications: tuple[Publication, ...]
    unlisted: tuple[Publication, ...]
    themes: tuple[Theme, ...]
    bearings: Mapping[str, tuple[Bearing, ...]]
    relations: Relations
    lists: tuple[ReadingList, ...]
    cited: Mapping[str, tuple[Work, ...]]
    intersections: tuple[ReadingList, ...] = ()
    uncited: tuple[Work, ...] = ()
    tags: Mapping[str, tuple[Tag, ...]] = field(default_factory=dict)
    plain: Mapping[str, str] = field(default_factory=dict)
    made_of: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, int] = field(default_factory=dict)
    tagger: Facts = field(default_factory=Facts)
    likeness: Mapping[str, tuple[Alike, ...]] = field(default_factory=dict)
    versions: Mapping[str, tuple[Version, ...]] = field(default_factory=dict)
    carried: Mapping[str, tuple[Carried, ...]] = field(default_factory=dict)
    contributors: tuple[Contributor, ...] = ()
    matching: Matching = field(default_factory=Matching)
    histories: Mapping[str, History] = field(default_factory=dict)
    zone: datetime.tzinfo = datetime.UTC
    found: Mapping[str, Mapping[str, Outcome]] = field(default_factory=dict)

    # What the answer to a question hangs on: fields, or (with []) what a field has for the first argument. The press looks at the
    # answers to a question only where one of these has changed.
    HANGS_ON: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "carried_in": ("carried[]",),
        "history_of": ("histories[]",),
        "home_of": ("carried[]", "publications", "unlisted"),
        "is_kept_from_search": ("carried[]", "publications", "unlisted"),
        "lists_of": ("lists",),
        "publication": ("publications", "unlisted"),
        "read_next": ("likeness[]", "lists", "publications", "relations"),
        "related_to": ("relations", "publications", "unlisted"),
        "tags_of": ("made_of[]", "themes"),
        "themes_of": ("bearings[]", "themes"),
        "trails_of": ("lists",),
        "ways_of": ("lists",),
        "what_it_answers": ("relations", "publications", "unlisted"),
        "words_of": ("words[]",),
        "works_of": ("cited[]",),
        "written_by_members": ("relations", "publications", "unlisted"),
    }

    @cached_property
    def _by_slug(self) -> dict[str, Publication]:
        return {text.slug: text for text in (*self.publications, *self.unlisted)}

    @cached_property
    def _published(self) -> dict[str, Publication]:
        return {text.slug: text for text in self.publications}

    @cached_property
    def _trails(self) -> dict[str, tuple[Trail, ...]]:
        found: defaultdict[str, list[Trail]] = defaultdict(list)
        for reading_list in self.lists:
            for trail in reading_lists.trails(reading_list):
                for item in (trail.entry.item, *trail.entry.reproduced_in):
                    found[item.id].append(trail)
        return {id_: tuple(trails) for id_, trails in found.items()}

    @cached_property
    def _overlaps(self) -> Mapping[str, tuple[Overlap, ...]]:
        return overlaps.overlaps(self.lists)

    @property
    def gone(self) -> tuple[Block, ...]:
        """What was withdrawn, by id."""
        return tuple(block for block in self.matching.missing if block.withdrawn)

    @cached_property
    def moves(self) -> Mapping[str, str]:
        """Where each address that something had leads now, by address."""
        return moves.moves(self.matching.identities, self.matching.missing)

    @cached_property
    def works(self) -> tuple[CitedWork, ...]:
        """Every work that a published text cites or a list holds, most cited first, then by author, year and title."""
        return most_cited(self.publications, self.cited, (work for one in self.lists for work in one.works))

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

    def years(self) -> tuple[tuple[int, tuple[Publication, ...]], ...]:
        """The publications by the year of their date, newest first."""
        found: defaultdict[int, list[Publication]] = defaultdict(list)
        for text in self.publications:
            found[text.published.year].append(text)
        return tuple((year, tuple(texts)) for year, texts in found.items())

    def tags_of(self, slug: str) -> tuple[Tag, ...]:
        """The themes that a text has, with their evidence, strongest first, then as in the vocabulary."""
        return tuple(sorted(self.tags[slug], key=lambda tag: -tag.score))

    def themes_of(self, slug: str) -> tuple[Theme, ...]:
        """The themes that a text has, in the order of its tags."""
        return tuple(tag.theme for tag in sorted(self.bearings[slug], key=lambda tag: -tag.score))

    def trails_of(self, id_: str) -> tuple[Trail, ...]:
        """Where a text (by its slug) or a work (by ``@`` and its key) stands on each list it is on, theme lists first.

        A reproducing post stands where its original does. Empty for an unlisted text.
        """
        return self._trails.get(id_, ())

    def lists_of(self, id_: str) -> tuple[Place, ...]:
        """The lists that a text or a work is on, in the order of its trails."""
        return tuple(ways.place(trail) for trail in self.trails_of(id_))

    def ways_of(self, slug: str) -> tuple[Way, ...]:
        """What the page of a text says of its trails, in their order."""
        return tuple(ways.way(trail, slug) for trail in self.trails_of(slug))

    def words_of(self, url: str) -> int:
        """How many words a text, or a version of one, has, by its address. Raises KeyError."""
        return self.words[url]

    def history_of(self, slug: str) -> History | None:
        """What subscribers are told of a text; None where there is nothing."""
        return self.histories.get(slug)

    def carried_in(self, slug: str) -> tuple[Carried, ...]:
        """The articles that a post carries, in order."""
        return self.carried.get(slug, ())

    @cached_property
    def number_of_texts(self) -> int:
        """How many texts are published."""
        return len(self.publications)

    @cached_property
    def number_of_authors(self) -> int:
        """How many people and groups have written something that is published."""
        return sum(bool(one.wrote) for one in self.contributors)

    @cached_property
    def number_of_works(self) -> int:
        """How many works published texts cite or lists hold."""
        return len(self.works)

    @cached_property
    def has_corrections(self) -> bool:
        """Whether anything was changed in substance or withdrawn."""
        return bool(self.corrections)

    def related_to(self, slug: str) -> tuple[tuple[str, tuple[Publication, ...]], ...]:
        """What a text answers, cites and so on, and what does so to it: phrases for readers with those texts, the weightiest first."""
        found: dict[str, list[Publication]] = {}
        for phrase, other in self.relations.of(slug):
            found.setdefault(phrase, []).append(self._by_slug[other])
        return tuple((phrase, tuple(others)) for phrase, others in found.items())

    def what_it_answers(self, slug: str) -> tuple[Publication, ...]:
        """The published texts that a text answers, in the order of its header."""
        return tuple(self._by_slug[other] for other in self.relations.named_by(slug, "responds-to"))

    def what_replaces_it(self, slug: str) -> tuple[Publication, ...]:
        """The published papers that supersede a paper, oldest first."""
        return tuple(self._by_slug[other] for other in self.relations.naming(slug, "supersedes"))

    def read_next(self, slug: str) -> tuple[Suggestion, ...]:
        """What to read after a text, best first, each with its reason. Empty for an unlisted text."""
        if slug not in self._published:
            return ()
        return read_next.read_next(
            self._published[slug], self._published, self.relations, self.trails_of(slug), self.likeness.get(slug, ())
        )

    def home_of(self, slug: str) -> Publication:
        """The text whose address is the canonical one of a page: the text itself, or the article that it carries, where that is agreed."""
        homes = (one.article.slug for one in self.carried.get(slug, ()) if one.permission and one.permission.indexing == "canonical")
        return self._by_slug[next(homes, slug)]  # in its current version, which is the one to be found

    def is_kept_from_search(self, slug: str) -> bool:
        """Whether search engines are asked to leave a page out: it is hidden, or a permission for what it carries says so."""
        asked = (one.permission.indexing == "noindex" for one in self.carried.get(slug, ()) if one.permission)
        return self._by_slug[slug].status != "published" or any(asked)

    @cached_property
    def pages_of_contributors(self) -> frozenset[str]:
        """The addresses of the pages on people and groups."""
        return frozenset(one.url for one in self.contributors)

    def has_page(self, who: Person | Group) -> bool:
        """Whether there is a page on a person or a group."""
        return self.has_page_at(who.page)

    def has_page_at(self, page: str) -> bool:
        """Whether that is the address of a page on a person or a group."""
        return page in self.pages_of_contributors

    def versions_of(self, slug: str) -> tuple[Version, ...]:
        """The versions of a paper that are kept, the current one first; empty where there is only one."""
        return self.versions.get(slug, ())

    def is_superseded(self, article: GroupArticle) -> bool:
        """Whether there is a later version of an article."""
        return any(one.article.version > article.version for one in self.versions.get(article.slug, ()))

    def written_by_members(self, slug: str) -> tuple[tuple[str, Publication], ...]:
        """The posts by members and signatories of a paper's group that name it, each with how; newest first."""
        paper = self._by_slug[slug]
        if not isinstance(paper, GroupArticle):
            return ()
        ids = {*paper.group.members, *(one.person.id for one in paper.signatories)}
        naming = ((said, self._by_slug[other]) for verb, (_, said) in PHRASES.items() for other in self.relations.naming(slug, verb))
        found = {text.slug: (said, text) for said, text in naming if text.kind == "post" and ids & {one.id for one in text.authors}}
        return tuple(sorted(found.values(), key=lambda one: one[1].recency))

    def routes_of(self, reading_list: ReadingList) -> Routes:
        """The ways through a list."""
        return routes.of(reading_list, self.relations)

    def overlaps_of(self, reading_list: ReadingList) -> tuple[Overlap, ...]:
        """The lists that share texts with one, most shared first."""
        return self._overlaps.get(reading_list.url, ())

    def intersections_of(self, reading_list: ReadingList) -> tuple[ReadingList, ...]:
        """The pages on what a theme's list shares with another theme's, in the order of the themes."""
        return tuple(one for one in self.intersections if reading_list.theme in one.themes)

    def works_of(self, slug: str) -> tuple[Work, ...]:
        """The works that a text cites, by author, year and title."""
        return self.cited.get(slug, ())

    def works_on(self, reading_list: ReadingList) -> tuple[CitedWork, ...]:
        """The works that the texts of a list cite, most cited first, each with those texts."""
        return most_cited(reading_list.texts, self.cited)

    @cached_property
    def chart_of_years(self) -> YearsChart | None:
        """How many texts each theme has in each year."""
        rows = ((one, Counter(text.published.year for text in one.publications)) for one in self.theme_lists)
        return years([Row(one.title, one.url, counts) for one, counts in rows])

    @cached_property
    def map_of_lists(self) -> MapChart | None:
        """The lists that hold something, and how many texts each two of them share."""
        held = [one for one in self.lists if one.publications]
        place = {one.url: n for n, one in enumerate(held)}
        links = [
            Link(place[url], place[overlap.other.url], len(overlap.shared))
            for url in place
            for overlap in self._overlaps.get(url, ())
            if place[url] < place[overlap.other.url]
        ]
        return overlap([Node(one.title, one.url, len(one.publications)) for one in held], links)

    def timeline_of(self, reading_list: ReadingList) -> TimelineChart | None:
        """When the texts of a list were published."""
        points = [Point(text.published.date(), text.title, text.url, text.kind == "paper") for text in reading_list.publications]
        return timeline(points)

    @cached_property
    def corrections(self) -> tuple[Correction, ...]:
        """Every substantive change to a published text, and everything that was withdrawn, the latest first, then by id."""
        changed = [one for text in self.publications for one in histories.corrections(text, self.histories[text.slug])]
        return tuple(sorted((*changed, *(histories.withdrawal(block, self.zone) for block in self.gone)), key=lambda one: one.order))

    def on_no_list(self) -> tuple[Publication, ...]:
        """The published texts that stand on no list, newest first."""
        return tuple(text for text in self.publications if not self.trails_of(text.slug))
