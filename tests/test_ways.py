"""editorial.ways and the other questions that pages ask: they say what the whole says, and hang on no more than that."""

from __future__ import annotations

from examples import library, post, webs
from hypothesis import given

from editorial.desk import Manuscript
from editorial.feeds.feeds import ATOM, Beside, Feed
from editorial.library import Library
from editorial.ways import Place


@given(webs())
def test_a_way_says_what_its_trail_says(texts: list[Manuscript]) -> None:
    made = library(*texts)
    told = [
        (
            way.slug,
            way.title,
            way.url,
            way.position,
            way.count,
            way.reason,
            way.next and way.next.anchor,
            way.previous and way.previous.title,
        )
        for text in made.publications
        for way in made.ways_of(text.slug)
    ]
    trails = [
        (
            one.slug, one.title, one.url, trail.entry.position, len(one.entries), trail.entry.reason.elsewhere,
            trail.next and one.anchor(trail.next), trail.previous and trail.previous.item.title,
        )
        for text in made.publications
        for trail in made.trails_of(text.slug)
        for one in [trail.reading_list]
    ]  # fmt: skip

    assert told == trails


def asked(made: Library) -> object:
    return (
        made.ways_of("b"), made.lists_of("b"), made.history_of("b"), made.carried_in("b"),
        made.number_of_texts, made.number_of_authors, made.number_of_works, made.has_corrections,
    )  # fmt: skip


def test_what_the_page_of_a_text_asks_stays_when_the_body_of_one_further_on_its_list_changes() -> None:
    names = "abcdef"
    before, after = (
        library(*(post(name, "A lamp." if name != "f" else words, Themes="= lamps") for name in names))
        for words in ("A lamp.", "A lamp. Words.")
    )

    assert (asked(before), before.trails_of("b") == after.trails_of("b")) == (asked(after), False)


def test_a_text_that_is_on_no_list_has_no_way() -> None:
    made = library(post("a", "Nothing."))

    assert (made.ways_of("a"), made.lists_of("a"), made.ways_of("nobody")) == ((), (), ())


def test_the_lists_of_a_text_are_told_by_title_address_and_theme() -> None:
    assert library(post("a", "A lamp.", Themes="= lamps")).lists_of("a") == (Place("Lamp", "themes/lamps/", "lamps"),)


def test_a_page_finds_its_feeds_each_once_and_in_its_order() -> None:
    beside = Beside([Feed(f"tag:{page}", "list", f"{page}feed", page, page.title(), "", ()) for page in ("a/", "b/")])

    assert [(one.title, one.address(ATOM)) for one in beside.of(["b/", "nowhere/", "a/", "b/"])] == [
        ("B/", "b/feed.atom.xml"), ("A/", "a/feed.atom.xml"),
    ]  # fmt: skip
