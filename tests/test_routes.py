"""editorial.routes: the ways through a reading list."""

from __future__ import annotations

import pytest
from examples import library, manuscript, post, webs
from hypothesis import given
from hypothesis import strategies as st
from test_ordering import member, relations, text

from editorial import routes
from editorial.desk import Manuscript
from editorial.model import WORDS_A_MINUTE, minutes_of
from editorial.ordering import Member, Wishes, ordered
from editorial.reading_lists import Choice, ReadingList, curated
from editorial.relations import Relations
from editorial.routes import Routes
from editorial.works import Work


def way(*members: Member, related: Relations | None = None, wishes: Wishes | None = None) -> Routes:
    known = related or Relations()
    return routes.of(ReadingList("l", "L", "", "themes/l/", ordered(members, known, wishes or Wishes({}))), known)


def titles(entries: object) -> str:
    return "".join(entry.item.title for entry in entries)  # type: ignore[attr-defined]


def test_one_starts_with_three_to_five_entries_where_there_are_so_many() -> None:
    few = way(member("a"), member("b"))
    plain = way(*(member(slug) for slug in "abcdefg"))
    pinned = way(*(member(slug) for slug in "abcdefg"), wishes=Wishes(dict.fromkeys("gfedcb", "")))
    four = way(*(member(slug) for slug in "abcdefg"), wishes=Wishes(dict.fromkeys("gfed", "")))

    assert [titles(one.start) for one in (few, plain, pinned, four)] == ["AB", "ABC", "GFEDC", "GFED"]


def test_ten_minutes_take_in_order_what_still_fits() -> None:
    members = [
        Member(text(slug, minutes=minutes), 1.0, 0.9 - n / 10)
        for n, (slug, minutes) in enumerate(zip("abcde", (4, 7, 5, 2, 1), strict=True))
    ]

    assert titles(way(*members).ten_minutes) == "ACE"


def test_nothing_is_taken_without_what_it_builds_on() -> None:
    members = [
        Member(text("a", minutes=11), 1.0, 0.9),
        Member(text("b", minutes=1), 1.0, 0.8),
        Member(text("c", minutes=1), 1.0, 0.7),
    ]

    assert titles(way(*members, related=relations("b requires a")).ten_minutes) == "C"


def test_by_date_the_newest_stands_first_and_works_are_left_out() -> None:
    work = Work("w", "W")
    chosen = curated(
        "l", "L", "", [Choice(text("a", "2010-01-01")), Choice(work, "Read it."), Choice(text("b", "2012-01-01"))], Relations()
    )
    found = routes.of(chosen, Relations())

    assert (titles(found.by_date), titles(found.complete), titles(found.hour)) == ("BA", "AWB", "AB")


def test_an_argument_is_a_thread_with_each_reply_below_what_it_answers() -> None:
    found = way(
        *(member(slug, day=f"201{n}-01-01") for n, slug in enumerate("abcdef")),
        related=relations("b answers a", "c answers a", "d answers b", "d answers c", "e answers f"),
    )
    position = {entry.item.title: entry.position for entry in found.complete}

    assert [(reply.entry.item.title, reply.depth, reply.answers) for reply in found.argument] == [
        ("A", 0, ()), ("B", 1, (position["A"],)), ("D", 2, (position["B"], position["C"])), ("C", 1, (position["A"],)),
        ("F", 0, ()), ("E", 1, (position["F"],)),
    ]  # fmt: skip


def test_a_text_whose_only_answer_stands_elsewhere_is_in_the_argument_too() -> None:
    found = way(*(member(slug, day=f"201{n}-01-01") for n, slug in enumerate("abx")), related=relations("x answers a", "x answers b"))

    assert [(reply.entry.item.title, reply.depth, len(reply.answers)) for reply in found.argument] == [
        ("B", 0, 0),
        ("X", 1, 2),
        ("A", 0, 0),
    ]


def test_replies_stand_oldest_first_whatever_their_names() -> None:
    found = way(member("a"), member("z", day="2011-01-01"), member("y", day="2012-01-01"), related=relations("y answers a", "z answers a"))

    assert [reply.entry.item.title for reply in found.argument] == ["A", "Z", "Y"]


def test_answers_and_prerequisites_open_a_list_too() -> None:
    found = way(
        *(member(slug, day=f"201{n}-01-01") for n, slug in enumerate("abcdefg")),
        related=relations("b answers a", "c answers a", "d answers b", "b requires e"),
    )

    assert titles(found.start) == "AEBDC"


def test_an_hour_is_sixty_minutes() -> None:
    members = [
        Member(text(slug, minutes=minutes), 1.0, 0.9 - n / 10) for n, (slug, minutes) in enumerate(zip("abc", (30, 30, 1), strict=True))
    ]

    assert titles(way(*members).hour) == "AB"


def test_on_a_curated_list_what_comes_later_is_not_left_out() -> None:
    chosen = curated("l", "L", "", [Choice(text("x")), Choice(text("y"))], Relations())

    assert titles(routes.of(chosen, relations("x requires y")).hour) == "XY"


def test_texts_that_answer_one_another_stand_in_one_thread() -> None:
    found = way(member("a"), member("b"), related=relations("a answers b", "b answers a"))

    assert [(reply.entry.item.title, reply.depth) for reply in found.argument] == [("B", 0), ("A", 1)]


@pytest.mark.parametrize(
    ("authors", "count"), [({"Authors": "editors"}, 0), ({}, 0), ({"Group": "circle"}, 1), ({"Group": "circle", "Signatories": "editors"}, 0)]
)  # fmt: skip
def test_a_counter_position_is_an_answer_by_others(authors: dict[str, str], count: int) -> None:
    text = "".join(f"{key}: {value}\n" for key, value in {"Title": "B", "Date": "2011-01-01", "Responds-to": "a", **authors}.items())
    kind = "paper" if "Group" in authors else "post"
    made = library(post("a", Authors="editors"), manuscript(f"{text}\nA lamp. A lamp.", f"content/{kind}s/b.md", kind))

    assert len(list(routes.counter_positions(made.lists[0], made.relations))) == count


@given(webs())
def test_every_route_keeps_its_promise(made: list[Manuscript]) -> None:
    built = library(*made)
    for one in (*built.lists, *built.intersections):
        found = built.routes_of(one)
        on_list = {entry.item.title for entry in one.entries}
        replies = [reply.entry.item.title for reply in found.argument]
        known = built.relations.between_originals({post.slug: entry.item.id for entry in one.entries for post in entry.reproduced_in})
        talking = {
            slug
            for relation in known.stated
            if relation.verb == "responds-to" and {relation.source, relation.target} <= {text.slug for text in one.publications}
            for slug in (relation.source, relation.target)
        }

        assert (found.complete, found.start + found.rest) == (one.entries, one.entries)
        assert len(found.start) == min(len(one.entries), max(3, min(5, len(found.start))))
        assert (sorted(replies), len(set(replies))) == (sorted(f"Title of {slug}" for slug in talking), len(replies))
        assert {entry.item.title for entry in found.by_date} == on_list
        for minutes, route in ((10, found.ten_minutes), (60, found.hour)):
            assert sum(entry.publication.minutes for entry in route if entry.publication) <= minutes
            assert list(route) == [entry for entry in one.entries if entry in route]


@given(st.integers(0, 100_000))
def test_reading_times_add_up_to_no_less_than_it_takes(words: int) -> None:
    assert WORDS_A_MINUTE * (minutes_of(words) - 1) < max(1, words) <= WORDS_A_MINUTE * minutes_of(words)


def test_a_post_of_one_word_takes_a_minute() -> None:
    assert library(post("a", "Lamp.")).publications[0].minutes == 1
