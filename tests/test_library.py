"""editorial.library: everything published, in a total order, cross-linked and frozen."""

import dataclasses
import random

import pytest
from examples import EDITORS, curated, desk, library, link, manuscript, paper, post, posts, webs
from hypothesis import given
from hypothesis import strategies as st

from editorial.desk import Manuscript
from editorial.reading_lists import ReadingList


def slugs_of(reading_list: ReadingList) -> list[str]:
    return [text.slug for text in reading_list.publications]


def test_the_newest_stands_first_and_texts_of_one_day_by_slug() -> None:
    made = library(post("b", day="2011-01-01"), post("a", day="2011-01-01"), post("c", day="2012-01-01"))

    assert [text.slug for text in made.publications] == ["c", "a", "b"]


def test_drafts_hidden_and_future_texts_are_on_no_list() -> None:
    made = library(
        post("draft", Status="draft"), post("hidden", Status="hidden"), post("future", day="2030-01-01"),
        post("shown"),
    )  # fmt: skip

    assert (
        [text.slug for text in made.publications],
        {text.slug: text.status for text in made.unlisted},
        [slugs_of(one) for one in made.lists],
    ) == (["shown"], {"draft": "draft", "hidden": "hidden", "future": "draft"}, [["shown"], []])


def test_relations_have_their_inverses() -> None:
    made = library(post("a"), post("b", Responds_to="a", day="2011-01-01"), post("c", Responds_to="a, b", day="2012-01-01"))
    shown = {slug: [(phrase, [other.slug for other in others]) for phrase, others in made.related_to(slug)] for slug in "abc"}

    assert shown == {
        "a": [("Answered by", ["b", "c"])],
        "b": [("Answered by", ["c"]), ("Answers", ["a"])],
        "c": [("Answers", ["a", "b"])],
    }


def test_relations_with_what_is_not_published_are_not_shown() -> None:
    assert library(post("a"), post("b", Responds_to="a", Status="draft")).related_to("a") == ()


def test_a_summary_is_the_header_s_or_the_opening() -> None:
    made = library(post("a", Summary="Said."), post("b", "Opening. *More* of it.\n\nNext."), post("c", "word " * 60))

    assert [made.publication(slug).summary for slug in "abc"] == ["Said.", "Opening. More of it.", "word " * 39 + "word…"]


def test_the_reason_of_an_entry_says_why_it_is_on_the_list_at_all() -> None:
    made = library(
        post("oil", "Oil. And oil. Lamps."), post("two", "Oil. And oil."), post("hand", "Nothing.", Themes="+oil"), post("oil-only", "Nothing."),
    )  # fmt: skip
    entries = {entry.item.title: entry.reason.text.split(". ", 1)[-1] for entry in made.lists[1].entries}

    assert entries == {
        "oil": "Its title speaks of the theme.",
        "two": "Two sentences speak of the theme most clearly.",
        "hand": "The author placed it under the theme.",
        "oil-only": "Its title speaks of the theme.",
    }


def test_a_curated_list_keeps_its_order_and_notes() -> None:
    body = "An introduction.\n\n1. [B]({filename}../posts/b.md). Begin here,\n   slowly.\n2. [A]({filename}../posts/a.md)\n"
    made = library(post("a"), post("b"), manuscript(f"Title: L\nSummary: S.\n\n{body}", "content/lists/l.md", "list"))
    (curated,) = made.curated_lists

    assert (curated.title, curated.about, curated.url, [(entry.position, entry.item.title, entry.reason.text) for entry in curated.entries]) == (
        "L", "S.", "lists/l/", [(1, "b", "Begin here, slowly."), (2, "a", "Chosen for this place by hand.")],
    )  # fmt: skip


def test_a_curated_list_may_hold_works_and_its_trails_pass_through_them() -> None:
    references = '[{"id": "wick-1901", "title": "On wicks", "URL": "https://example.org/w"}]'
    made = library(
        post("a"),
        post("b"),
        curated("l", f"1. {link('a')}\n2. [@wick-1901, ch. 2]: the second chapter\n3. {link('b')}\n"),
        references=references,
    )
    (chosen,) = made.curated_lists
    (trail,) = [one for one in made.trails_of("a") if one.reading_list is chosen]
    assert trail.next

    assert (
        [(entry.kind, entry.item.title, entry.locator, entry.reason.text, entry.minutes) for entry in chosen.entries][1],
        [chosen.anchor(entry) for entry in chosen.entries],
        (trail.next.kind, made.uncited),
    ) == (
        ("work", "On wicks", "ch. 2", "The second chapter.", 0),
        ["posts/a/#list:l", "lists/l/#entry:2", "posts/b/#list:l"],
        ("work", ()),
    )


def test_nothing_in_the_library_can_be_changed() -> None:
    made = library(post("a", Authors="editors"))

    for frozen in (made, made.publications[0], made.lists[0], made.lists[0].entries[0], made.relations, made.tags["a"][0], EDITORS):
        for field in dataclasses.fields(frozen):
            with pytest.raises(dataclasses.FrozenInstanceError):
                setattr(frozen, field.name, None)


@given(webs(), st.randoms(use_true_random=False))
def test_the_order_of_the_files_does_not_matter(made: list[Manuscript], chance: random.Random) -> None:
    shuffled = list(made)
    chance.shuffle(shuffled)

    assert library(*shuffled) == library(*made)


def on(reading_list: ReadingList) -> set[str]:
    """The texts that stand on a list, those that stand there under their originals too."""
    return {text.slug for entry in reading_list.entries for text in (entry.publication, *entry.reproduced_in) if text}


@given(webs())
def test_a_text_is_on_a_list_exactly_when_the_list_is_on_the_text(made: list[Manuscript]) -> None:
    built = library(*made)
    from_lists = {(one.slug, slug) for one in built.lists for slug in on(one)}
    from_texts = {(trail.reading_list.slug, text.slug) for text in built.publications for trail in built.trails_of(text.slug)}
    from_tags = {(tag.theme.slug, text.slug) for text in built.publications for tag in built.tags_of(text.slug)}

    assert from_lists == from_texts == from_tags


@given(webs())
def test_following_next_visits_every_entry_once(made: list[Manuscript]) -> None:
    built = library(*made)
    for reading_list in built.lists:
        walked: list[str] = []
        back: list[str] = []
        entry = reading_list.entries[0] if reading_list.entries else None
        while entry and entry.publication:
            walked.append(entry.publication.slug)
            (trail,) = [one for one in built.trails_of(walked[-1]) if one.reading_list is reading_list]
            back += [trail.previous.publication.slug] if trail.previous and trail.previous.publication else []
            entry = trail.next

        assert (walked, back) == (slugs_of(reading_list), slugs_of(reading_list)[:-1])


@given(posts)
def test_every_quotation_stands_on_its_stated_line(made: list[Manuscript]) -> None:
    built = library(*made)
    lines = {text.source.path: ["", *text.source.body.split("\n")] for text in desk(*made).texts()}
    offsets = {text.source.path: text.source.body_line - 1 for text in made}

    assert all(
        item.quote in lines[item.path][item.line - offsets[item.path]]
        for tags in built.tags.values()
        for tag in tags
        for item in tag.evidence
        if item.zone != "title"
    )


def test_years_go_by_the_clock_of_the_site() -> None:
    made = library(post("a", day="2016-01-01T00:30+14:00"), post("b", day="2015-12-31T23:00+00:00"))

    assert [(year, [text.slug for text in texts]) for year, texts in made.years()] == [(2015, ["b", "a"])]


@given(webs())
def test_what_is_not_published_changes_nothing_that_readers_see(made: list[Manuscript]) -> None:
    whole = library(*made)
    without = library(*(one for one in made if one.header.status == "published"))

    assert (whole.publications, whole.lists, whole.intersections, whole.relations, whole.works, whole.likeness) == (
        without.publications, without.lists, without.intersections, without.relations, without.works, without.likeness,
    )  # fmt: skip


def test_a_paper_that_was_replaced_says_by_what() -> None:
    made = library(paper("old"), paper("new", Supersedes="old"), paper("draft", Supersedes="old", Status="draft"))

    assert [[text.slug for text in made.what_replaces_it(slug)] for slug in ("old", "new")] == [["new"], []]


def test_what_members_wrote_of_a_paper_are_the_posts_that_name_it_by_members_and_signatories() -> None:
    made = library(
        paper("p", Responds_to="answered", Signatories="ben"),
        post("answered", Authors="ada"),
        post("by-a-member", day="2011-01-01", Authors="editors, ada", Responds_to="p"),
        post("by-a-signatory", f"See {link('p').replace('posts', 'papers')}.", day="2012-01-01", Authors="ben"),
        post("by-another", Authors="editors", Responds_to="p"),
    )

    assert [(said, text.slug) for said, text in made.written_by_members("p")] == [
        ("Cited by", "by-a-signatory"), ("Answered by", "by-a-member"),
    ]  # fmt: skip
