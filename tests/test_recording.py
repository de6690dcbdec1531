"""editorial.record.recording: the record once everything is published, and what publishing changes, in words."""

import dataclasses
import datetime
from pathlib import Path

import pytest
from examples import NOW, days, frozen, manuscript, paper, post, slugs, webs
from hypothesis import given
from hypothesis import strategies as st
from publishing import AUTHORITY, EMPTY, SITE, TODAY, block_at, differences, id_of, matching_on, publish

from editorial.desk import Manuscript
from editorial.record import editing, record_file, recording
from editorial.record.blocks import Block, Change, Record

A, B = post("a", "Words of a lamp."), post("b", "Other words of oil.", day="2011-01-01")
BOTH = publish(EMPTY, A, B)
LATER = datetime.date(2026, 6, 1)


def page(text: str = "") -> Manuscript:
    return manuscript(f"Title: About\n{text}\nA page.\n", "content/pages/about.md", "page")


# --- what is recorded -------------------------------------------------------------------------------


@given(webs(), st.dates(datetime.date(2026, 1, 2), datetime.date(2030, 1, 1)))
def test_publishing_again_changes_nothing(made: list[Manuscript], day: datetime.date) -> None:
    once = publish(EMPTY, *made)

    assert (publish(once, *made, today=day), differences(once, *made)) == (once, ())


@given(st.lists(st.tuples(slugs, days), max_size=4, unique_by=lambda one: one[0]), st.randoms(use_true_random=False))
def test_the_order_of_texts_is_irrelevant(found: list[tuple[str, str]], chance) -> None:  # type: ignore[no-untyped-def]
    made = [post(slug, f"Words of {slug}.", day=day) for slug, day in found]
    shuffled = list(made)
    chance.shuffle(shuffled)

    assert record_file.text_of(publish(EMPTY, *made)) == record_file.text_of(publish(EMPTY, *shuffled))


@given(webs())
def test_what_was_recorded_is_read_as_it_was_written(made: list[Manuscript]) -> None:
    record = publish(EMPTY, *made)

    assert record_file.parse(record_file.text_of(record), "x") == (record, ())


def test_everything_that_has_an_address_of_its_own_is_recorded_once() -> None:
    changes = {"Modified": "2012-05-01", "Changes": "C."}
    record = publish(
        EMPTY,
        post("a", Authors="ada"),
        post("hidden", "H.", Status="hidden"),
        post("draft", Status="draft"),
        post("future", day="2027-01-01"),
        frozen(paper("p", "One.")),
        paper("p", "Two.", Version="2", **changes),
        page(),
        manuscript("Title: L\nStatus: draft\n\n1. [A]({filename}/posts/a.md)\n", "content/lists/no.md", "list"),
        manuscript("Title: L\n\n1. [A]({filename}/posts/a.md)\n", "content/lists/l.md", "list"),
    )

    assert {(one.kind, one.address, one.source, one.version) for one in record.blocks.values()} == {
        ("post", "posts/a/", "posts/a.md", 1),
        ("post", "posts/hidden/", "posts/hidden.md", 1),
        ("paper", "papers/p/", "papers/p.md", 2),
        ("version", "papers/p/v1/", "papers/versions/p/v1.md", 1),
        ("page", "about/", "pages/about.md", 1),
        ("list", "lists/l/", "lists/l.md", 1),
        ("theme", "themes/lamps/", "", 1),
        ("theme", "themes/oil/", "", 1),
        ("person", "people/ada/", "", 1),
        ("group", "groups/circle/", "", 1),
    }


def test_a_text_is_recorded_with_all_that_readers_were_told() -> None:
    made = post("a", "Words.", day="2010-01-01T09:30:00+01:00", Modified="2012-05-01", Changes="A figure.", Redirect_from="/old/", Id="x:1")
    made = dataclasses.replace(made, header=dataclasses.replace(made.header, title="“A” \\ title"))

    assert publish(EMPTY, made).blocks["x:1"] == Block(
        id="x:1",
        kind="post",
        title="“A” \\ title",
        addresses=("old/", "posts/a/"),
        published=datetime.datetime.fromisoformat("2010-01-01T09:30:00+01:00"),
        source="posts/a.md",
        changes=(Change(datetime.date(2012, 5, 1), "A figure."),),
        digest="sha256-44dcebcdcc564a642123c985ea211a70d843bbb02df908a1a46172c4ca15c11f",
    )


def test_a_site_that_moves_keeps_its_authority_and_its_former_addresses() -> None:
    moved = publish(publish(BOTH, A, B, site="https://new.example"), A, B, site="https://newer.example")
    back = publish(moved, A, B, site=SITE)

    assert [(one.authority, one.sites, one.blocks.keys() == BOTH.blocks.keys()) for one in (moved, back)] == [
        (AUTHORITY, (SITE, "https://new.example", "https://newer.example"), True),
        (AUTHORITY, ("https://new.example", "https://newer.example", SITE), True),
    ]


def test_the_authority_of_the_first_publishing_stays() -> None:
    found = matching_on(BOTH, A, B)

    assert recording.recorded(BOTH, found, today=TODAY, site=SITE, authority="other.example,2026").authority == AUTHORITY


# --- days -------------------------------------------------------------------------------------------


def test_a_page_was_first_published_today_and_stays_so_and_what_is_made_of_data_has_no_day() -> None:
    once = publish(EMPTY, A, page())
    again = publish(once, A, page(), today=LATER)

    assert [(one.address, one.published) for record in (once, again) for one in record.blocks.values() if one.kind in ("page", "theme")] == [
        ("about/", TODAY), ("themes/lamps/", None), ("themes/oil/", None),
    ] * 2  # fmt: skip


def test_a_first_day_on_record_stays_whatever_the_header_says() -> None:
    assert block_at(publish(BOTH, post("a", "Words of a lamp.", day="2015-05-05"), B), "posts/a/").published == datetime.date(2010, 1, 1)


@pytest.mark.parametrize("written", ["2010-01-01", "2010-01-01T23:30:00-11:00", "2010-01-01T00:00:00+14:00"])
def test_a_date_is_recorded_as_it_was_written(written: str) -> None:
    record = publish(EMPTY, post("a", day=written))

    assert f"published = {written}\n" in record_file.text_of(record)


# --- changes ----------------------------------------------------------------------------------------


def changed(day: str, says: str, words: str = "Words of a lamp.") -> Manuscript:
    return post("a", words, Modified=day, Changes=says)


def test_changes_are_gathered_over_publishes_of_which_each_header_tells_one() -> None:
    record = BOTH
    for made in (changed("2012-05-01", "First."), changed("2013-05-01T09:00:00Z", "Second."), A, changed("2014-05-01", "Third.")):
        record = publish(record, made, B)

    assert block_at(record, "posts/a/").changes == (
        Change(datetime.date(2012, 5, 1), "First."),
        Change(datetime.datetime(2013, 5, 1, 9, tzinfo=datetime.UTC), "Second."),
        Change(datetime.date(2014, 5, 1), "Third."),
    )


@pytest.mark.parametrize(
    ("day", "says", "changes"),
    [
        ("2013-05-01", "Second.", [("2012-05-01", "First."), ("2013-05-01", "Second.")]),
        ("2012-05-01", "First, in better words.", [("2012-05-01", "First, in better words.")]),
        ("2012-05-01T18:00:00+01:00", "First.", [("2012-05-01T18:00:00+01:00", "First.")]),
        ("2012-04-30", "Before.", [("2012-05-01", "First.")]),
    ],
    ids=["a later day", "the same day", "its hour", "an earlier day"],
)
def test_of_one_day_the_header_has_the_last_word_and_of_earlier_days_none(day: str, says: str, changes: list[tuple[str, str]]) -> None:
    record = publish(publish(EMPTY, changed("2012-05-01", "First.")), changed(day, says))

    assert [(one.date.isoformat(), one.says) for one in block_at(record, "posts/a/").changes] == changes


@pytest.mark.parametrize("header", [{"Modified": "2012-05-01"}, {"Changes": "First."}])
def test_a_change_needs_its_day_and_its_words(header: dict[str, str]) -> None:
    assert block_at(publish(BOTH, post("a", "Words of a lamp.", **header), B), "posts/a/").changes == ()


# --- what is missing --------------------------------------------------------------------------------


def test_what_is_missing_stays_on_record_as_it_was() -> None:
    withdrawn = editing.withdrawn(BOTH, "/posts/b/", "It was not true.", NOW.date())

    assert [publish(record, A).blocks[id_of("posts/b")] for record in (BOTH, withdrawn)] == [
        BOTH.blocks[id_of("posts/b")],
        withdrawn.blocks[id_of("posts/b")],
    ]


def test_what_was_withdrawn_and_is_there_again_is_not_withdrawn() -> None:
    withdrawn = editing.withdrawn(BOTH, "/posts/b/", "It was not true.", NOW.date())

    assert publish(withdrawn, A, B) == BOTH


# --- in words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("made", "lines"),
    [
        ((A, B), ()),
        ((A, B, post("c", "Nothing.")), ("new        /posts/c/ ‘c’",)),
        ((A, post("b", "Other words of oil.", day="2011-01-01", Slug="c")), ("moved      /posts/b/ → /posts/c/",)),
        ((A, dataclasses.replace(B, header=dataclasses.replace(B.header, title="New"))), ("retitled   /posts/b/ ‘b’ → ‘New’",)),
        ((A, post("b", "Other words of oil, corrected.", day="2011-01-01")), ("corrected  /posts/b/ (without Changes:, so no subscriber is told)",)),
        ((A, post("b", "Corrected oil.", day="2011-01-01", Modified="2012-05-01", Changes="A figure.")), ("changed    /posts/b/ A figure.",)),
        ((A, post("b", "Other words of oil.", day="2011-01-01", Redirect_from="/old/")), ("noted      /posts/b/ (its earlier addresses)",)),
        ((A, manuscript("Title: b\nDate: 2011-01-01\n\nOther words of oil.\n", "content/posts/2011/b.md")), ("noted      /posts/b/ (its file)",)),
        ((A,), ()),
    ],
    ids=["nothing", "new", "moved", "retitled", "corrected", "changed", "an old address", "another folder", "missing"],
)  # fmt: skip
def test_what_publishing_changes_is_told_by_address(made: tuple[Manuscript, ...], lines: tuple[str, ...]) -> None:
    assert differences(BOTH, *made) == lines


def test_lines_stand_by_address_after_that_of_the_site() -> None:
    made = post("a", "Corrected.", Slug="z"), post("b", "Other words of oil.", day="2011-01-01", Slug="c")

    assert recording.differences(BOTH, publish(BOTH, *made, site="https://new.example")) == (
        "the site   https://example.org → https://new.example",
        "moved      /posts/b/ → /posts/c/",
        "corrected  /posts/z/ (without Changes:, so no subscriber is told)",
        "moved      /posts/a/ → /posts/z/",
    )


def test_a_first_publishing_tells_of_everything_and_not_of_the_site() -> None:
    assert differences(EMPTY, post("a", "Nothing.")) == (
        "new        /posts/a/ ‘a’",
        "new        /themes/lamps/ ‘Lamp’",
        "new        /themes/oil/ ‘Oil’",
    )


WITHDRAWN = editing.withdrawn(BOTH, "/posts/b/", "It was not true.", TODAY)


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        (BOTH, WITHDRAWN, ("withdrawn  /posts/b/ It was not true.",)),
        (WITHDRAWN, editing.withdrawn(WITHDRAWN, "/posts/b/", "It was wrong.", TODAY), ("withdrawn  /posts/b/ It was wrong.",)),
        (WITHDRAWN, BOTH, ("back       /posts/b/ ‘b’",)),
        (BOTH, editing.moved(BOTH, "/themes/oil/", "themes/fuel/"), ("moved      /themes/oil/ → /themes/fuel/",)),
        (BOTH, editing.redated(BOTH, "/posts/b/", datetime.date(2012, 1, 1)), ("redated    /posts/b/ 2011-01-01 → 2012-01-01",)),
        (BOTH, editing.forgotten(BOTH, "/posts/b/"), ("forgotten  /posts/b/",)),
    ],
    ids=["withdrawn", "withdrawn in other words", "back", "moved", "redated", "forgotten"],
)
def test_what_a_person_changes_is_told(before: Record, after: Record, lines: tuple[str, ...]) -> None:
    assert recording.differences(before, after) == lines


# --- the file ---------------------------------------------------------------------------------------


def test_the_record_is_kept_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    recording.keep(BOTH, EMPTY, tmp_path)
    recording.keep(WITHDRAWN, dataclasses.replace(BOTH, text=record_file.text_of(BOTH)), tmp_path)

    assert ([(file.name, file.read_bytes().decode()) for file in (tmp_path / "data").iterdir()]) == [
        ("publications.toml", record_file.text_of(WITHDRAWN))
    ]


@pytest.mark.parametrize("failing", ["write_text", "replace"])
def test_a_record_that_cannot_be_written_stays_as_it_was(failing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recording.keep(BOTH, EMPTY, tmp_path)

    def full(self: Path, *_: object, **__: object) -> None:
        if failing == "write_text":
            self.write_bytes(b"half")
        raise OSError("No space left on device")

    monkeypatch.setattr(Path, failing, full)
    with pytest.raises(OSError, match="No space"):
        recording.keep(WITHDRAWN, dataclasses.replace(BOTH, text=record_file.text_of(BOTH)), tmp_path)

    assert (tmp_path / "data" / "publications.toml").read_bytes().decode() == record_file.text_of(BOTH)


def test_a_record_that_was_changed_in_the_meantime_is_left_as_it_is(tmp_path: Path) -> None:
    recording.keep(BOTH, EMPTY, tmp_path)
    with pytest.raises(ValueError, match="changed in the meantime"):
        recording.keep(WITHDRAWN, EMPTY, tmp_path)

    assert (tmp_path / "data" / "publications.toml").read_bytes().decode() == record_file.text_of(BOTH)
