"""editorial.ordering: the order of a theme's list, and the reason for every place in it."""

from __future__ import annotations

import dataclasses
import datetime
import random

import pytest
from examples import EDITORS, introduction, library, link, manuscript, paper, post, webs
from hypothesis import given
from hypothesis import strategies as st

from editorial.desk import Manuscript
from editorial.model import Post, Publication
from editorial.ordering import CENTRAL, Member, Wishes, ordered
from editorial.reading_lists import Entry
from editorial.relations import Relation, Relations


def text(slug: str, day: str = "2010-01-01", minutes: int = 1) -> Publication:
    when = datetime.datetime.fromisoformat(day).replace(tzinfo=datetime.UTC)
    return Post(
        path=f"content/posts/{slug}.md", slug=slug, url=f"posts/{slug}/", title=slug.upper(), summary="", status="published", lang="en",
        published=when, modified=None, authors=(), minutes=minutes,
    )  # fmt: skip


def member(slug: str, share: float = 0.0, day: str = "2010-01-01") -> Member:
    return Member(text(slug, day), 1.0, share, "It belongs.")


def told(entries: tuple[Entry, ...]) -> list[str]:
    return [f"{entry.item.slug}: {entry.reason.code}: {entry.reason.text}" for entry in entries if entry.publication]


def relations(*stated: str) -> Relations:
    """``a answers b`` and the like."""
    verbs = {"answers": "responds-to", "requires": "requires", "cites": "cites", "supersedes": "supersedes", "reproduces": "reproduces"}
    return Relations(tuple(Relation(one.split()[0], verbs[one.split()[1]], one.split()[2]) for one in stated))  # type: ignore[arg-type]


def test_pins_come_first_then_the_start_then_the_central_ones_then_the_others_by_date() -> None:
    members = [
        member("old"),
        member("new", day="2012-01-01"),
        member("mid", 0.4),
        member("top", 0.6),
        member("start", 0.1),
        member("pin"),
        member("two"),
    ]
    entries = ordered(members, Relations(), Wishes({"two": "", "pin": "Because we like it."}, ("start",)))

    assert told(entries) == [
        "two: pinned: Pinned to the top of this list by the editors.",
        "pin: pinned: Because we like it.",
        "start: start: Start here: the introduction to this list points to it.",
        "top: central: Central to the theme: 60% of the text speaks of it, and the tagger is 100% sure. It belongs.",
        "mid: central: Central to the theme: 40% of the text speaks of it, and the tagger is 100% sure. It belongs.",
        "new: newest: By date, newest first. It belongs.",
        "old: newest: By date, newest first. It belongs.",
    ]


def test_without_an_introduction_one_starts_with_what_most_others_answer_or_cite() -> None:
    members = [member(slug) for slug in "abcde"]
    entries = ordered(members, relations("b answers a", "c answers a", "c cites a", "d cites a", "a cites e", "b cites e"))

    assert told(entries) == [
        "a: start: Start here: two texts on this list answer it, one more cites it.",
        "b: answers: Answers the entry above.",
        "c: answers: Answers entry 1, ‘A’.",
        "d: newest: By date, newest first. It belongs.",
        "e: newest: By date, newest first. It belongs.",
    ]


def test_what_is_answered_further_down_is_told_too() -> None:
    entries = ordered(
        [member("a", day="2012-01-01"), member("b"), member("c", day="2011-01-01")],
        relations("a answers b", "a answers c", "c cites b"),
    )

    assert told(entries) == [
        "b: start: Start here: one text on this list answers it, one more cites it.",
        "a: answers: Answers the entry above. It answers entry 3, ‘C’.",
        "c: newest: By date, newest first. It belongs.",
    ]


def test_nobody_starts_with_what_another_text_of_the_list_supersedes() -> None:
    entries = ordered([member(slug) for slug in "abc"], relations("c answers a", "b supersedes a", "a cites c"))

    assert told(entries)[0] == "c: start: Start here: one text on this list cites it. It answers entry 2, ‘A’."


def test_what_a_text_builds_on_stands_before_it_and_so_on() -> None:
    entries = ordered(
        [member("a"), member("b"), member("c", 0.5), member("d", 0.4)], relations("c requires b", "b requires a", "d requires a")
    )

    assert told(entries) == [
        "a: prerequisite: Read it before the entry below, which builds on it.",
        "b: prerequisite: Read it before the entry below, which builds on it.",
        "c: central: Central to the theme: 50% of the text speaks of it, and the tagger is 100% sure. It belongs.",
        "d: central: Central to the theme: 40% of the text speaks of it, and the tagger is 100% sure. It belongs.",
    ]


def test_what_a_pin_builds_on_stands_before_it_and_a_pin_stays_a_pin() -> None:
    entries = ordered(
        [member("a"), member("b"), member("c", 0.9)],
        relations("a requires b", "a requires c"),
        Wishes({"a": "The first note", "b": "The second note"}),
    )

    assert told(entries) == [
        "b: pinned: The second note.",
        "c: prerequisite: Read it before the entry below, which builds on it.",
        "a: pinned: The first note.",
    ]


def test_answers_stand_oldest_first_whatever_their_names() -> None:
    members = [member("z", day="2009-01-01"), member("y", day="2010-01-01"), member("x", day="2011-01-01"), member("w", day="2012-01-01")]
    entries = ordered(members, relations("w answers z", "x answers z", "y answers z"))

    assert [entry.item.title for entry in entries] == ["Z", "Y", "X", "W"]


def test_where_the_introduction_names_only_pins_nothing_else_is_where_to_start() -> None:
    entries = ordered([member(slug) for slug in "abcd"], relations("d answers c"), Wishes({"a": ""}, ("a",)))

    assert [entry.reason.code for entry in entries] == ["pinned", "newest", "newest", "answers"]


def test_it_takes_a_sure_tagger_and_a_large_share_to_be_central() -> None:
    members = [Member(text("a"), 1.0, 0.3), Member(text("b"), 1.0, 0.29), Member(text("c"), 0.5, 0.59), Member(text("d"), 0.6, 0.5)]

    assert {entry.item.title: entry.reason.code for entry in ordered(members, Relations())} == {
        "A": "central",
        "B": "newest",
        "C": "newest",
        "D": "central",
    }


def test_what_is_said_of_a_copy_is_said_of_its_original() -> None:
    made = library(
        paper("original"), post("carries", Reproduces="original"), post("answers", Responds_to="carries", day="2011-01-01"),
        post("builds", Requires="carries", day="2012-01-01"), introduction("lamps", f"Begin with {link('carries')}."),
    )  # fmt: skip

    assert [(entry.item.title, entry.reason.code, entry.reason.because) for entry in made.lists[0].entries] == [
        ("original", "start", ()), ("answers", "answers", ("original",)), ("builds", "central", ()),
    ]  # fmt: skip
    assert [reply.entry.item.title for reply in made.routes_of(made.lists[0]).argument] == ["original", "answers"]


def test_what_two_themes_share_is_ordered_by_the_theme_that_a_text_is_less_about() -> None:
    lamps, oil = "A lamp burned in the lamp room.", "Oil was bought, and more oil."
    bodies = {
        "both": [lamps, oil] * 3,
        "lamp": [lamps] * 5 + [oil],
        "oils": [lamps] + [oil] * 5,
        "even": [lamps, oil, "Nobody came by at all."],
    }
    made = library(*(post(slug, "\n\n".join(parts), Themes="+lamps, +oil") for slug, parts in bodies.items()))
    (shared,) = made.intersections
    tags = {slug: {tag.theme.slug: tag.score * tag.share for tag in made.tags_of(slug)} for slug in bodies}

    central = [text.slug for entry in shared.entries if (text := entry.publication) and entry.reason.code == "central"]
    assert central == sorted((slug for slug in bodies if min(tags[slug].values()) >= CENTRAL), key=lambda slug: -min(tags[slug].values()))
    assert all("the theme" not in entry.reason.text for entry in shared.entries)


def test_a_reason_can_be_read_away_from_the_list() -> None:
    entries = ordered([member("a", 0.5), member("b"), member("c")], relations("b answers a", "a requires c"))

    assert [entry.reason.elsewhere for entry in entries] == [
        "Read it before ‘A’, which builds on it.",
        "Start here: one text on this list answers it.",
        "Answers ‘A’.",
    ]


def test_a_reproduction_and_its_original_count_once_under_the_original() -> None:
    made = library(
        paper("original"),
        post("carries", Reproduces="original", day="2011-01-01"),
        post("again", Reproduces="original", day="2012-01-01"),
        post("other"),
    )
    (lamps, _) = made.lists

    assert (
        {entry.item.title: [post.slug for post in entry.reproduced_in] for entry in lamps.entries},
        [(trail.reading_list.slug, trail.entry.item.title) for trail in made.trails_of("carries")],
    ) == ({"original": ["carries", "again"], "other": []}, [("lamps", "original")])


def test_a_pinned_reproduction_pins_its_original() -> None:
    pins = introduction("lamps", f"1. {link('carries')} see how\n")
    made = library(paper("original"), post("carries", Reproduces="original"), post("other", day="2024-01-01"), pins)

    assert next((entry.item.title, entry.reason.text) for entry in made.lists[0].entries) == ("original", "See how.")


def test_an_introduction_says_what_the_list_is_about_who_wrote_it_and_where_to_start() -> None:
    words = introduction(
        "lamps", f"Summary: Of lamps.\nAuthors: editors\n\nBegin with {link('b')}, then {link('a')}.\n\n1. {link('c')}: the pin\n"
    )
    made = library(post("a"), post("b"), post("c"), post("d", "Oil. Oil."), words)
    lamps = made.lists[0]

    assert (lamps.about, lamps.curators, [(entry.item.title, entry.reason.code) for entry in lamps.entries]) == (
        "Of lamps.", (EDITORS,), [("c", "pinned"), ("b", "start"), ("a", "start")],
    )  # fmt: skip


def test_the_share_of_a_text_that_speaks_of_a_theme_is_told() -> None:
    made = library(post("x", "A lamp burned all night.\n\nA second lamp burned too.\n\nNobody saw anything else here at all."))
    (entry,) = made.lists[0].entries

    assert entry.reason.text.startswith("Central to the theme: 56% of the text speaks of it, and the tagger is 90% sure. ")


def places(made: list[Manuscript]) -> dict[str, list[tuple[str, str, str]]]:
    return {one.slug: [(entry.item.title, entry.reason.code, entry.reason.text) for entry in one.entries] for one in library(*made).lists}


@given(webs(), st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_the_order_of_the_files(made: list[Manuscript], chance: random.Random) -> None:
    shuffled = list(made)
    chance.shuffle(shuffled)

    assert places(shuffled) == places(made)


@given(webs())
def test_every_member_stands_once_and_what_it_builds_on_stands_before_it(made: list[Manuscript]) -> None:
    built = library(*made)
    for one in built.lists:
        position = {text.slug: entry.position for entry in one.entries for text in (entry.publication, *entry.reproduced_in) if text}
        tagged = {text.slug for text in built.publications if one.theme in [tag.theme for tag in built.tags_of(text.slug)]}
        before = [
            (relation.target, relation.source)
            for relation in built.relations.stated
            if relation.verb == "requires" and {relation.source, relation.target} <= {text.slug for text in one.publications}
        ]

        assert (set(position), [pair for pair in before if position[pair[0]] > position[pair[1]]]) == (tagged, [])
        assert [entry.position for entry in one.entries] == list(range(1, len(one.entries) + 1))


@given(webs())
def test_a_reason_names_only_what_stands_on_the_list_and_what_it_says_is_true(made: list[Manuscript]) -> None:
    built = library(*made)
    for one in built.lists:
        entries = {entry.item.slug: entry for entry in one.entries if entry.publication}
        known = built.relations.between_originals({post.slug: slug for slug, entry in entries.items() for post in entry.reproduced_in})
        for slug, entry in entries.items():
            named = known.named_by(slug, "responds-to")
            naming = {verb: known.naming(slug, verb) for verb in ("requires", "responds-to", "cites")}
            causes = entry.reason.because
            match entry.reason.code:
                case "answers":
                    assert causes[0] in named and ("above" in entry.reason.text) == (entries[causes[0]].position == entry.position - 1)
                case "prerequisite":
                    assert causes[0] in naming["requires"] and ("below" in entry.reason.text) == (
                        entries[causes[0]].position == entry.position + 1
                    )
                case "start" if causes:
                    assert set(causes) == (set(naming["responds-to"]) | set(naming["cites"])) & set(entries)

            assert set(causes) <= set(entries)


stated = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from(["responds-to", "cites", "requires"]), st.sampled_from("abcdef")), max_size=10
).map(lambda rows: Relations(tuple(dict.fromkeys(Relation(s, v, t) for s, v, t in rows if s != t and (v != "requires" or t < s)))))  # type: ignore[arg-type]
members = st.dictionaries(
    st.sampled_from("abcdef"),
    st.tuples(st.sampled_from([0.0, 0.2, 0.3, 0.5]), st.sampled_from(["2010-01-01", "2011-01-01", "2012-01-01"])),
    min_size=1,
)
wishes = st.tuples(
    st.lists(st.sampled_from("abcdef"), unique=True, max_size=2), st.lists(st.sampled_from("abcdef"), unique=True, max_size=2)
)


@given(members, stated, wishes)
def test_deleting_the_cause_of_a_position_moves_or_unexplains_the_entry(
    made: dict[str, tuple[float, str]], related: Relations, wished: tuple[list[str], list[str]]
) -> None:
    found = {slug: member(slug, *facts) for slug, facts in made.items()}
    asked = Wishes(dict.fromkeys(wished[0], ""), tuple(wished[1]))
    before = {entry.item.title.lower(): entry for entry in ordered(found.values(), related, asked)}
    for slug, entry in before.items():
        fewer_members, fewer, less = dict(found), related, asked
        code = entry.reason.code
        if code == "pinned":
            less = Wishes({one: note for one, note in asked.pins.items() if one != slug}, asked.introduced)
        elif code == "start" and slug in asked.introduced:
            less = Wishes(asked.pins, tuple(one for one in asked.introduced if one != slug))
        elif code == "start":
            fewer = Relations(tuple(one for one in related.stated if one.target != slug or one.verb == "requires"))
        elif code in ("prerequisite", "answers"):
            ends = {("requires", entry.reason.because[0], slug), ("responds-to", slug, entry.reason.because[0])}
            fewer = Relations(tuple(one for one in related.stated if (one.verb, one.source, one.target) not in ends))
        elif code == "central":
            fewer_members[slug] = dataclasses.replace(found[slug], share=CENTRAL - 0.01)
        else:
            fewer_members[slug] = dataclasses.replace(found[slug], share=CENTRAL)
        after = {one.item.title.lower(): one for one in ordered(fewer_members.values(), fewer, less)}[slug]

        assert (after.reason.code, after.reason.because, after.reason.text) != (code, entry.reason.because, entry.reason.text) or (
            after.position != entry.position
        )


@pytest.mark.parametrize("length", [5000])
def test_a_chain_of_any_length_is_ordered(length: int) -> None:
    chain = [f"t{n:05d}" for n in range(length)]
    links = [Relation(one, verb, other) for one, other in zip(chain[1:], chain, strict=False) for verb in ("responds-to", "requires")]  # type: ignore[arg-type]
    entries = ordered([member(slug) for slug in chain], Relations(tuple(links)))

    assert [entry.item.title.lower() for entry in entries] == chain


def test_a_ring_of_prerequisites_loses_nobody() -> None:
    entries = ordered([member(slug) for slug in "abc"], relations("a requires b", "b requires c", "c requires a"))

    assert sorted(entry.item.title for entry in entries) == ["A", "B", "C"]


def test_a_theme_whose_introduction_is_a_draft_has_none() -> None:
    made = library(post("a"), post("b"), manuscript(f"Status: draft\n\n1. {link('a')}\n", "content/lists/themes/lamps.md", "introduction"))

    assert [entry.reason.code for entry in made.lists[0].entries] == ["central", "central"]
