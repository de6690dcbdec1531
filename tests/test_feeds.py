"""Which feeds there are, and what is in each: laws over any site."""

from __future__ import annotations

import dataclasses
import datetime
import itertools

from examples import NOW, curated, desk, library, link, paper, post, webs
from hypothesis import given

from editorial.assembly import build
from editorial.desk import Desk, Manuscript
from editorial.feeds import feeds
from editorial.feeds.feeds import ATOM, FORMATS, Feed
from editorial.library import Library
from editorial.record import editing, recording
from editorial.record.blocks import Record

AUTHORITY = "example.org,2015-12-15"
TODAY = datetime.date(2026, 1, 1)


def feeds_of(made: Library) -> tuple[Feed, ...]:
    return feeds.of_library(made, authority=AUTHORITY, about="A site.")


def by_stem(made: Library) -> dict[str, list[str]]:
    return {feed.stem: list(feed.keys) for feed in feeds_of(made)}


def published(written: Desk, record: Record = Record()) -> tuple[Library, Record]:  # noqa: B008 (frozen)
    """The library of a desk that has a record, and the record once it is published."""
    made = build(dataclasses.replace(written, record=record), lang="en-GB", zone=datetime.UTC, now=NOW, authority=AUTHORITY)
    return made, recording.recorded(record, made.matching, today=TODAY, site="https://example.org", authority=AUTHORITY)


def test_a_small_site_has_a_feed_of_everything_of_papers_of_corrections_and_of_each_list_and_contributor() -> None:
    made = library(
        post("a", "A lamp. A lamp.", Authors="ada"),
        post("b", "Nothing.", day="2012-01-01", Authors="ben"),
        paper("p", "A lamp. A lamp.", day="2011-01-01", Signatories="ben"),
        curated("l", f"1. {link('b')}\n"),
    )

    assert by_stem(made) == {
        "feeds/all": ["b", "p", "a"], "feeds/papers": ["p"], "feeds/corrections": [], "themes/lamps/feed": ["p", "a"], "themes/oil/feed": [],
        "lists/l/feed": ["b"], "groups/circle/feed": ["p"], "people/ada/feed": ["a"], "people/ben/feed": ["b", "p"],
    }  # fmt: skip


def test_a_text_that_was_changed_in_substance_comes_first_and_has_a_correction() -> None:
    made = library(
        post("old", Modified="2020-01-01", Changes="A figure."), post("new", day="2019-01-01"), post("slip", Modified="2021-01-01")
    )
    found = by_stem(made)

    told = [(one.id, one.says, str(one.when.date())) for one in made.corrections]

    assert (found["feeds/all"], told) == (
        ["old", "new", "slip"], [(f"{made.histories['old'].id}/changed/2020-01-01", "A figure.", "2020-01-01")],
    )  # fmt: skip


@given(webs())
def test_what_is_published_is_in_the_feed_of_everything_once_and_nothing_else_is(texts: list[Manuscript]) -> None:
    made = library(*texts)
    found = by_stem(made)["feeds/all"]

    assert sorted(found) == sorted(text.slug for text in made.publications)


@given(webs())
def test_the_feed_of_a_theme_is_its_list_in_the_order_of_change(texts: list[Manuscript]) -> None:
    made = library(*texts)
    shown = {feed.page: {text.slug for text in feed.texts} for feed in feeds_of(made) if feed.kind in ("theme", "list")}
    unordered = [
        feed.stem
        for feed in feeds_of(made)
        for one, other in itertools.pairwise(feed.texts)
        if made.histories[one.slug].order >= made.histories[other.slug].order
    ]

    assert (shown, unordered) == ({one.url: {text.slug for text in one.texts} for one in made.lists}, [])


@given(webs())
def test_each_feed_has_an_id_and_an_address_of_its_own(texts: list[Manuscript]) -> None:
    found = feeds_of(library(*texts))

    assert (len({feed.id for feed in found}), len({feed.address(form) for feed in found for form in FORMATS})) == (
        len(found),
        3 * len(found),
    )


@given(webs())
def test_what_is_taken_out_is_in_no_feed_and_its_address_still_answers(texts: list[Manuscript]) -> None:
    before, record = published(desk(*texts))
    if not before.publications:
        return
    taken = before.publications[0]
    record = editing.withdrawn(record, taken.url, "It was wrong.", TODAY)
    after, _ = published(desk(*(one for one in texts if one.slug != taken.slug)), record)
    named = [feed.stem for feed in feeds_of(after) if any(text.slug == taken.slug for text in feed.texts)]

    assert (named, [block.address for block in after.gone], [one.says for one in after.corrections]) == ([], [taken.url], ["It was wrong."])


@given(webs())
def test_the_ids_of_feeds_stay_when_everything_is_published_again_elsewhere(texts: list[Manuscript]) -> None:
    before, record = published(desk(*texts))
    after = build(
        dataclasses.replace(desk(*texts), record=record),
        lang="en-GB",
        zone=datetime.UTC,
        now=NOW,
        address="https://another.example",
        authority=AUTHORITY,
    )

    assert [feed.id for feed in feeds_of(after)] == [feed.id for feed in feeds_of(before)]


def test_a_feed_whose_page_was_renamed_is_found_at_its_old_address_as_well() -> None:
    _, record = published(desk(post("a"), curated("old", f"1. {link('a')}\n")))
    after, _ = published(desk(post("a"), curated("new", f"1. {link('a')}\n")), editing.moved(record, "lists/old", "lists/new/"))
    (feed,) = [one for one in feeds_of(after) if one.kind == "list"]

    assert (feed.id, feed.address(ATOM), feed.former) == (f"tag:{AUTHORITY}:lists/old/feed", "lists/new/feed.atom.xml", ("lists/old/feed",))
