"""editorial.record.record_checks: no id changes, no day moves, no two things are one, no published address vanishes."""

import dataclasses

import pytest
from examples import LAMPS, NOW, OIL, frozen, manuscript, paper, post
from publishing import EMPTY, desk_on, id_of, matching_on, publish, told

from editorial.desk import PUBLICATIONS, Desk, Manuscript
from editorial.record import editing, record_checks
from editorial.record.blocks import Record
from editorial.record.record_checks import PATH
from editorial.themes import Theme
from manuscript.problems import RULES, Problem

A, B = post("a", "Words of a lamp."), post("b", "Other words of oil.", day="2011-01-01")
BOTH = publish(EMPTY, A, B)
RECORD = "python3 tasks.py record"
WITHDRAW = '--because "A sentence for readers."'
CHANGED = {"Modified": "2012-05-01", "Changes": "A figure was wrong."}
LANTERNS = Theme("lanterns", "Lantern", cues=LAMPS.cues)


def page(text: str = "", name: str = "about", words: str = "A page.") -> Manuscript:
    return manuscript(f"Title: {name}\n{text}\n{words}\n", f"content/pages/{name}.md", "page")


def withdrawn(address: str) -> Record:
    return editing.withdrawn(BOTH, address, "It was not true.", NOW.date())


# --- where all is well ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "made",
    [
        (A, B),
        (A, post("b", "Other words of oil.", day="2011-01-01", Status="hidden")),
        (A, post("b", "Other words of oil, corrected.", day="2011-01-01")),
        (A, post("b", "Other words of oil.", day="2011-01-01", **CHANGED)),
        (A, post("b", "Other words of oil.", day="2011-01-01", Slug="c")),
        (A, post("b", "Other words of oil.", day="2011-01-01", Redirect_from="/old/, /2011/b.html")),
        (A, post("b", "Other words of oil.", day="2011-01-01", Id=id_of("posts/b"))),
        (A, post("b", "Other words of oil.", day="2011-01-01T23:30:00-05:00")),
        (A, post("c", "New.", day="2011-01-01", Redirect_from="/posts/b/")),
        (post("b", "Words of a lamp.", Slug="a"), post("a", "Other words of oil.", day="2011-01-01", Slug="b")),
        (A, B, post("new", "New.", day="2015-01-01"), page()),
    ],
    ids=["as before", "hidden", "corrected", "changed", "another slug", "old addresses", "its own Id", "its hour", "renamed and written anew", "swapped files", "more"],
)  # fmt: skip
def test_nothing_is_told_where_no_promise_is_broken(made: tuple[Manuscript, ...]) -> None:
    assert told(BOTH, *made) == []


def test_a_first_build_without_a_record_tells_nothing() -> None:
    made = [
        A,
        post("b", day="2011-01-01", Redirect_from="/old/", Id="x:1", **CHANGED),
        page(),
        frozen(paper("p", "One.")),
        paper("p", "Two.", Version="2", **CHANGED),
    ]

    assert told(EMPTY, *made) == []


def test_the_same_instant_in_another_time_zone_is_the_same_day() -> None:
    record = publish(EMPTY, post("a", day="2010-01-01T23:30:00+00:00"))

    assert told(record, post("a", day="2010-01-02T00:30:00+01:00")) == []


def test_a_person_whose_only_text_is_another_s_now_keeps_the_page() -> None:
    record = publish(EMPTY, post("a", Authors="ada"))

    assert (told(record, post("a", Authors="ben")), "people/ada/" in matching_on(record, post("a", Authors="ben")).identities) == ([], True)


def test_two_themes_that_share_nothing_any_more_are_not_missed() -> None:
    texts = [post(f"t{n}", "A lamp. A lamp. Oil. No oil.") for n in range(6)]
    record = publish(EMPTY, *texts)
    less = [post(f"t{n}", "A lamp. A lamp. A lamp burns.") for n in range(6)]
    shared = [block.address for block in record.blocks.values() if block.kind == "shared"]

    assert (len(shared), told(record, *less)) == (1, [])


def test_a_desk_whose_record_is_damaged_is_not_checked_against_what_is_left_of_it() -> None:
    made = desk_on(Record())
    fault = Problem(PATH, 7, 0, "bad-data", "it is damaged")
    damaged: tuple[Desk, ...] = (
        dataclasses.replace(made, record=BOTH, problems=(fault,)),
        dataclasses.replace(made, record=BOTH, unread=frozenset({PUBLICATIONS})),
    )

    assert [record_checks.check(one, matching_on(BOTH), "other.example,2020") for one in damaged] == [(), ()]


# --- ids --------------------------------------------------------------------------------------------


def test_another_authority_than_that_of_the_record_is_named() -> None:
    assert told(BOTH, A, B, authority="new.example,2026") == [
        'pelicanconf.py: EDITORIAL_AUTHORITY is "new.example,2026", and ids were minted by "example.org,2020-01-31". '
        'Write EDITORIAL_AUTHORITY = "example.org,2020-01-31", also after a change of domain.'
    ]


@pytest.mark.parametrize("new", ["x:1", id_of("posts/b")])
def test_an_id_that_would_change_is_named(new: str) -> None:
    assert told(BOTH, post("a", "Words of a lamp.", Id=new), B) == [
        f"content/posts/a.md:3: the Id would change: this was published as {id_of('posts/a')}. "
        "Take the line out: subscribers would see an old text as a new one."
    ]


def test_an_id_that_two_texts_have_is_named_in_both() -> None:
    assert told(EMPTY, post("a", Id="x:1"), post("b", Id="x:1")) == [
        "content/posts/a.md:3: x:1 is the Id of 2 texts. Keep it with the text that was published under it.",
        "content/posts/b.md:3: x:1 is the Id of 2 texts. Keep it with the text that was published under it.",
    ]


def test_a_copy_with_the_id_of_its_original_is_named() -> None:
    record = publish(EMPTY, post("a", "Words.", Id="x:1"))

    assert told(record, post("a", "Words.", Id="x:1"), post("copy", "Words.", Id="x:1")) == [
        "content/posts/a.md:3: x:1 is the Id of 2 texts. Keep it with the text that was published under it.",
        "content/posts/copy.md:3: x:1 is the Id of 2 texts. Keep it with the text that was published under it.",
    ]


def test_a_new_text_with_the_id_of_another_on_record_is_named() -> None:
    assert told(BOTH, A, B, post("c", "New.", Id=id_of("posts/b"))) == [
        f"content/posts/c.md:3: {id_of('posts/b')} is the Id of another text on record. Take the line out."
    ]


# --- days -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["2010-01-02", "2009-12-31T23:59:00+00:00"])
def test_a_day_that_would_move_is_named(day: str) -> None:
    assert told(BOTH, post("a", "Words of a lamp.", day=day), B) == [
        f"content/posts/a.md:2: it was published on 2010-01-01, and would be of {day[:10]}. "
        "Write Date: 2010-01-01; a later change has its day in Modified:, and is told in Changes:. "
        f"If the day on record is wrong: {RECORD} --redate /posts/a/."
    ]


def test_an_instant_that_would_move_is_named_as_it_was_written() -> None:
    record = publish(EMPTY, post("a", day="2010-01-01T23:30:00+01:00"))

    assert told(record, post("a", day="2010-01-03")) == [
        "content/posts/a.md:2: it was published on 2010-01-01, and would be of 2010-01-03. "
        "Write Date: 2010-01-01T23:30:00+01:00; a later change has its day in Modified:, and is told in Changes:. "
        f"If the day on record is wrong: {RECORD} --redate /posts/a/."
    ]


def test_a_last_change_before_the_last_on_record_is_named() -> None:
    record = publish(EMPTY, post("a", **CHANGED))

    assert told(record, post("a", Modified="2012-04-30", Changes="A figure was wrong.")) == [
        "content/posts/a.md:3: it was changed on 2012-05-01 (“A figure was wrong.”), and the day of its last change would be 2012-04-30. "
        f"Write Modified: 2012-05-01. If the day on record is wrong: {RECORD} --redate /posts/a/."
    ]


# --- changes ----------------------------------------------------------------------------------------


def test_a_day_of_change_without_what_changed_is_named() -> None:
    assert told(BOTH, post("a", "Words of a lamp.", Modified="2012-05-01"), B) == [
        "content/posts/a.md:3: it was modified, and nobody is told what changed: feeds do not show it as changed. "
        "Say it in a line Changes:, or take Modified: out, if it was a mere slip of the pen."
    ]


def test_what_changed_without_its_day_is_named() -> None:
    assert told(BOTH, post("a", "Words of a lamp.", Changes="A figure was wrong."), B) == [
        "content/posts/a.md:3: Changes: has no day, so nobody is told of it. Add a line Modified:, the day on which it was changed."
    ]


def test_an_old_sentence_for_a_new_day_is_named() -> None:
    record = publish(EMPTY, post("a", **CHANGED))

    assert told(record, post("a", Modified="2012-06-01", Changes="A figure was wrong.")) == [
        "content/posts/a.md:4: Changes: says what it said of 2012-05-01. Say what changed this time."
    ]


@pytest.mark.parametrize(
    ("made", "problems"),
    [
        (paper("p", "Other words."), ["content/papers/p.md:1: version 1 was published with other words, and readers are not told of a change. If it is more than a slip of the pen: python3 tasks.py release-paper begins a new version, and keeps this one."]),
        (paper("p", "Other words.", Version="1"), ["content/papers/p.md:4: version 1 was published with other words, and readers are not told of a change. If it is more than a slip of the pen: python3 tasks.py release-paper begins a new version, and keeps this one."]),
        (paper("p", "Other words.", **CHANGED), []),
        (paper("p", "Other words.", Version="2", **CHANGED), []),
        (post("p", "Other words."), []),
    ],
    ids=["without a release", "with a Version", "with a change that is told", "with a release", "a post"],
)  # fmt: skip
def test_other_words_in_a_paper_are_told(made: Manuscript, problems: list[str]) -> None:
    record = publish(EMPTY, paper("p", "Words.") if made.kind == "paper" else post("p", "Words."))

    assert told(record, made) == problems


def test_other_words_in_a_paper_are_told_once() -> None:
    other = paper("p", "Other words.")

    assert told(publish(publish(EMPTY, paper("p", "Words.")), other), other) == []


def test_nothing_is_asked_of_a_frozen_version() -> None:
    first = paper("p", "One.", Modified="2011-01-01")

    assert told(EMPTY, frozen(first), paper("p", "Two.", Version="2", **CHANGED)) == []


# --- addresses that would vanish --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "why"),
    [
        ({"Status": "draft"}, "its status is draft now"),
        ({"day": "2026-01-02"}, "it is held back now by its date"),
    ],
)
def test_what_is_not_published_any_more_is_named(header: dict[str, str], why: str) -> None:
    assert told(BOTH, post("a", "Words of a lamp.", **header), B) == [
        f"{PATH}: /posts/a/ was published, and posts/a.md is not ({why}). "
        f"Publish it, or take it out with a word to its readers: {RECORD} --withdraw /posts/a/ {WITHDRAW}"
    ]


def test_what_was_held_is_named() -> None:
    record = publish(EMPTY, paper("p", Canonical="https://example.org/p"), A)

    assert told(record, paper("p", Canonical="https://example.org/p", Status="held"), A)[-1] == (
        f"{PATH}: /papers/p/ was published, and papers/p.md is not (its status is held now). "
        f"Publish it, or take it out with a word to its readers: {RECORD} --withdraw /papers/p/ {WITHDRAW}"
    )


def test_what_was_deleted_is_named_with_its_line_in_the_record() -> None:
    block = BOTH.blocks[id_of("posts/a")]
    record = dataclasses.replace(BOTH, blocks={**BOTH.blocks, block.id: dataclasses.replace(block, line=12)})

    assert told(record, B) == [
        f"{PATH}:12: /posts/a/ was published, and nothing stands there now. "
        f"Put posts/a.md back, or write Redirect-from: into what replaces it, or {RECORD} --withdraw /posts/a/ {WITHDRAW}"
    ]


def test_what_is_new_and_like_it_is_named_with_it() -> None:
    like = manuscript("Title: A\nDate: 2010-01-01\n\nAll is new.\n", "content/posts/new.md")

    assert told(BOTH, like, B) == [
        f"{PATH}: /posts/a/ was published, and nothing stands there now; content/posts/new.md is new. "
        f"If that is the same text, write Redirect-from: /posts/a/ into its header; if not: {RECORD} --withdraw /posts/a/ {WITHDRAW}"
    ]


def test_another_text_in_its_place_is_named() -> None:
    assert told(BOTH, post("b", "Other words of oil.", day="2011-01-01", Slug="a")) == [
        f"{PATH}: /posts/a/ was published, and content/posts/b.md stands there now, which is another. "
        f"Give that another Slug, or let go of what was there: {RECORD} --forget /posts/a/."
    ]


def test_a_file_in_which_another_text_stands_now_does_not_count_as_held_back() -> None:
    instead = manuscript("Title: b\nDate: 2011-01-01\nSlug: b\n\nOther words of oil.\n", "content/posts/a.md")

    assert told(BOTH, instead) == [
        f"{PATH}: /posts/a/ was published, and nothing stands there now. "
        f"Put posts/a.md back, or write Redirect-from: into what replaces it, or {RECORD} --withdraw /posts/a/ {WITHDRAW}"
    ]


def test_a_theme_that_was_renamed_is_named_and_moved() -> None:
    moved = editing.moved(BOTH, "/themes/lamps/", "themes/lanterns/")

    assert [told(record, A, B, themes=(LANTERNS, OIL)) for record in (BOTH, moved)] == [
        [
            f"{PATH}: /themes/lamps/ was published, and nothing stands there now. "
            f"If it was renamed, {RECORD} --moved /themes/lamps/ --to /new/address/; if not, {RECORD} --withdraw /themes/lamps/ {WITHDRAW}"
        ],
        [],
    ]


def test_a_page_or_a_frozen_version_that_is_gone_is_named() -> None:
    later = paper("p", "Two.", Version="2", **CHANGED)
    record = publish(EMPTY, page(), frozen(paper("p", "One.")), later)

    assert told(record, later) == [
        f"{PATH}: /about/ was published, and nothing stands there now. "
        f"Put pages/about.md back, or write Redirect-from: into what replaces it, or {RECORD} --withdraw /about/ {WITHDRAW}",
        f"{PATH}: /papers/p/v1/ was published, and nothing stands there now. "
        f"If it was renamed, {RECORD} --moved /papers/p/v1/ --to /new/address/; if not, {RECORD} --withdraw /papers/p/v1/ {WITHDRAW}",
    ]


def test_a_block_whose_kind_was_changed_by_hand_is_named() -> None:
    blocks = {id_: dataclasses.replace(one, kind="page") if one.address == "posts/a/" else one for id_, one in BOTH.blocks.items()}

    assert told(dataclasses.replace(BOTH, blocks=blocks), A, B) == [
        f"{PATH}: /posts/a/ was published, and content/posts/a.md stands there now, which is another. "
        f"Give that another Slug, or let go of what was there: {RECORD} --forget /posts/a/."
    ]


def test_a_faulty_source_is_not_named_as_vanished_too_nor_what_may_hang_on_it() -> None:
    fault = Problem("content/posts/a.md", 2, 7, "bad-date", "the date is none")
    found = [told(BOTH, B, themes=(LANTERNS, OIL), known=known) for known in ((fault,), ())]

    assert [[line.split(" was ")[0] for line in lines] for lines in found] == [[], [f"{PATH}: /posts/a/", f"{PATH}: /themes/lamps/"]]


def test_a_faulty_source_hides_no_other() -> None:
    fault = Problem("content/posts/a.md", 2, 7, "bad-date", "the date is none")

    assert [line.split(" was ")[0] for line in told(BOTH, known=(fault,))] == [f"{PATH}: /posts/b/"]


def test_a_warning_hides_nothing() -> None:
    warning = Problem("content/posts/a.md", 1, 0, "untold-change", "x")

    assert [line.split(" was ")[0] for line in told(BOTH, B, known=(warning,))] == [f"{PATH}: /posts/a/"]


def test_the_record_of_another_site_is_named_as_that() -> None:
    record = publish(EMPTY, *(post(f"old-{n}", f"Lamp {n}.") for n in range(5)))

    assert told(record, A, authority="my.example,2026")[-1] == (
        f"{PATH}: 5 of the 7 addresses on record were published, and nothing stands there now. "
        f"Put their sources back; or delete {PATH}, if this is a new site: nothing of it has been published yet."
    )


def test_a_few_texts_that_are_gone_make_no_other_site() -> None:
    record = publish(EMPTY, *(post(f"old-{n}", f"Lamp {n}.") for n in range(3)))

    assert [line.partition(" stands there now. ")[2][:8] for line in told(record)] == ["Put post"] * 3


# --- addresses that would be two things -------------------------------------------------------------


@pytest.mark.parametrize(
    ("was", "what"),
    [
        ("/posts/b/", "the address of content/posts/b.md"),
        ("/posts/b", "the address of content/posts/b.md"),
        ("/posts/B/", "the address of content/posts/b.md"),
        ("/posts/b/index.html", "the address of content/posts/b.md"),
        ("/posts/%62/", "the address of content/posts/b.md"),
        ("/themes/oil/", "the address of /themes/oil/"),
        ("/posts/New/", "its own address, but for upper and lower case"),
        ("/feeds/atom.xml", "an address of the site itself"),
        ("/archive/", "an address of the site itself"),
        ("/archive/index.html", "an address of the site itself"),
        ("/index.html", "an address of the site itself"),
    ],
)
def test_a_former_address_at_which_something_stands_is_named(was: str, what: str) -> None:
    assert told(BOTH, A, B, post("new", "New.", day="2015-01-01", Redirect_from=was)) == [
        f"content/posts/new.md:3: {was} is {what}. Name an address at which nothing stands."
    ]


def test_a_live_address_is_named_in_a_text_on_record_and_nothing_else_is() -> None:
    assert told(BOTH, post("a", "Words of a lamp.", Redirect_from="/posts/b/"), B) == [
        "content/posts/a.md:3: /posts/b/ is the address of content/posts/b.md. Name an address at which nothing stands."
    ]


@pytest.mark.parametrize("was", ["/posts/a/", "/posts/a", "/posts/a/index.html"])
def test_an_address_of_its_own_does_no_harm(was: str) -> None:
    assert told(BOTH, post("a", "Words of a lamp.", Redirect_from=was), B) == []


def test_one_former_address_of_two_texts_is_named_once() -> None:
    found = told(
        BOTH, post("a", "Words of a lamp.", Redirect_from="/old/"), post("b", "Other words of oil.", day="2011-01-01", Redirect_from="/old")
    )

    assert found == ["content/posts/a.md:3: /old/ is a former address of content/posts/b.md. Name an address at which nothing stands."]


def test_a_former_address_on_record_is_named_in_the_text_that_had_it_not() -> None:
    record = publish(BOTH, post("a", "Words of a lamp.", Redirect_from="/old/"), B)
    found = told(
        record,
        post("a", "Words of a lamp.", Redirect_from="/old/"),
        post("b", "Other words of oil.", day="2011-01-01", Redirect_from="/old/"),
    )

    assert found == ["content/posts/b.md:3: /old/ is a former address of content/posts/a.md. Name an address at which nothing stands."]


def test_a_text_that_takes_in_another_is_told_to_forget_it() -> None:
    record = publish(BOTH, A, post("b", "Other words of oil.", day="2011-01-01", Slug="c"))

    assert told(record, post("a", "Words of a lamp.", Redirect_from="/posts/c/")) == [
        "content/posts/a.md:3: /posts/c/ is on record as an address of ‘b’. "
        f"If that has become part of this, name /posts/b/ here too, and {RECORD} --forget /posts/c/."
    ]


def test_a_text_that_takes_in_another_which_is_forgotten_is_in_order() -> None:
    forgotten = editing.forgotten(BOTH, "/posts/b/")
    made = post("a", "Words of a lamp.", Redirect_from="/posts/b/")

    assert (told(forgotten, made), told(publish(forgotten, made), made)) == ([], [])


def test_something_new_at_an_address_that_leads_elsewhere_is_named() -> None:
    moved = post("b", "Other words of oil.", day="2011-01-01", Slug="c")
    record = publish(BOTH, A, moved)
    new = manuscript("Title: New\nDate: 2015-01-01\nSlug: b\n\nNew.\n", "content/posts/new.md")

    assert told(record, A, moved, new) == [
        "content/posts/new.md:3: /posts/b/ leads to content/posts/b.md, which stood there before, and would be content/posts/new.md. "
        "Give it another Slug: links of years would lead to another text."
    ]


def test_swapped_slugs_are_named_in_both() -> None:
    found = told(BOTH, post("a", "Words of a lamp.", Slug="b"), post("b", "Other words of oil.", day="2011-01-01", Slug="a"))

    assert [line.split(":")[:2] for line in found] == [["content/posts/a.md", "3"], ["content/posts/b.md", "3"]]


def test_a_text_at_an_address_that_was_withdrawn_is_named() -> None:
    assert told(withdrawn("/posts/b/"), post("a", "Words of a lamp.", Slug="b")) == [
        'content/posts/a.md:3: /posts/b/ was the address of "b", which was withdrawn. '
        f"Give it another Slug; if it is the same text, write Id: {id_of('posts/b')}; or let go of what was there: {RECORD} --forget /posts/b/."
    ]


def test_a_new_text_where_one_was_withdrawn_is_another_unless_it_says_so() -> None:
    new, same = post("b", "All new.", day="2015-01-01"), post("b", "All new.", day="2011-01-01", Id=id_of("posts/b"))
    found = [told(withdrawn("/posts/b/"), A, made) for made in (new, same)]

    assert [[line.split(": ")[1][:35] for line in one] for one in found] == [['/posts/b/ was the address of "b", wh'[:35]], []]


def test_a_theme_that_was_withdrawn_and_is_still_in_the_data_is_named() -> None:
    assert told(withdrawn("/themes/oil/"), A, B) == [
        f'{PATH}: /themes/oil/ was the address of "Oil", which was withdrawn. '
        f"Take it out of the data; or let go of what was there: {RECORD} --forget /themes/oil/."
    ]


def test_a_former_address_that_was_withdrawn_is_named() -> None:
    assert told(withdrawn("/posts/b/"), post("a", "Words of a lamp.", Redirect_from="/posts/b/")) == [
        "content/posts/a.md:3: /posts/b/ is on record as an address of ‘b’, which was withdrawn. "
        f"If that has become part of this, {RECORD} --forget /posts/b/."
    ]


def test_what_was_withdrawn_is_not_missed_and_may_come_back() -> None:
    assert (told(withdrawn("/posts/b/"), A), told(withdrawn("/posts/b/"), A, B)) == ([], [])


def test_each_code_of_the_record_is_an_error_but_that_of_changes_nobody_is_told() -> None:
    assert {code: RULES[code].level for code in ("id-changed", "id-twice", "date-moved", "address-vanished", "address-taken", "bad-redirect", "untold-change")} == {
        "id-changed": "error", "id-twice": "error", "date-moved": "error", "address-vanished": "error", "address-taken": "error",
        "bad-redirect": "error", "untold-change": "warning",
    }  # fmt: skip
