"""editorial.record.blocks: the publication record as it is written and read."""

import dataclasses
import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.desk import read_desk
from editorial.record.blocks import REALMS, Block, Change, Record, is_authority, since
from editorial.record.record_file import parse, text_of
from manuscript.problems import ContentError

PATH = "content/data/publications.toml"
TEXT = """[site]
authority = "example.org,2020-01-31"
addresses = ["https://example.org"]

["tag:example.org,2020-01-31:posts/a"]
kind = "post"
title = "A"
source = "posts/a.md"
addresses = [
  "posts/old/",
  "posts/a/",
]
published = 2015-12-15
changes = [{ date = 2016-01-18, says = "A figure was wrong." }]
version = 2
digest = "sha256-0"

["tag:example.org,2020-01-31:posts/b"]
kind = "post"
title = "B"
addresses = ["posts/b/"]
published = 2015-12-16T09:30:00+01:00
withdrawn = 2016-01-18
because = "It was not true."
"""
A, B = "tag:example.org,2020-01-31:posts/a", "tag:example.org,2020-01-31:posts/b"
FROM_GIT = "Take the file back from git, or mend the line"

# Whatever a title may hold, and more: quotation marks, backslashes, line ends, control characters, right-to-left marks, emoji.
_texts = st.text(st.characters(exclude_categories=("Cs",)) | st.sampled_from("\"'\\\n\r\t\x00\x1f\x7f\x85\u2028\u202e]}#=,"), min_size=1)
_said = _texts.filter(lambda text: bool(text.strip()))
_zones = st.sampled_from(
    [datetime.UTC, datetime.timezone(datetime.timedelta(hours=5, minutes=30)), datetime.timezone(datetime.timedelta(hours=-8))]
)
_days = st.dates(datetime.date(1990, 1, 1), datetime.date(2030, 1, 1))
_moments = _days | st.datetimes(datetime.datetime(1990, 1, 1), datetime.datetime(2030, 1, 1), timezones=_zones)
_ids = st.from_regex(r"[A-Za-z][A-Za-z0-9+.-]{0,3}:[A-Za-z0-9._~:/?#@!$&()*+,;=%-]{1,9}", fullmatch=True)
_paths = st.from_regex(r"[a-z0-9][a-z0-9._~!&()+,;=:@-]{0,4}(/[A-Z%][0-9]{2})?/?", fullmatch=True).map(lambda path: path.replace("%", "%4"))


@st.composite
def records(draw: st.DrawFn) -> Record:
    """A record of up to five items, in any order."""
    ids = draw(st.lists(_ids, unique=True, max_size=5))
    blocks = {}
    for number, id_ in enumerate(ids):
        withdrawn = draw(st.none() | _days)
        blocks[id_] = Block(
            id=id_,
            kind=draw(st.sampled_from(sorted(REALMS))),
            title=draw(_said),
            addresses=tuple(f"n{number}/{path}" for path in draw(st.lists(_paths, unique=True, min_size=1, max_size=3))),
            published=draw(_moments),
            source=draw(st.just("") | _said),
            changes=tuple(draw(st.lists(st.builds(Change, _moments, _said), max_size=3))),
            version=draw(st.integers(1, 99)),
            digest=draw(st.just("") | _said),
            withdrawn=withdrawn,
            because=draw(_said) if withdrawn else "",
        )
    authority = draw(st.sampled_from(["", "example.org,2020", "example.org,2020-01", "example.org,2020-01-31"]))
    sites = draw(st.lists(st.sampled_from(["https://a.example", "http://b.example/blog", 'https://c.example/ä?"b']), unique=True))
    return Record(authority, tuple(sites), blocks)


def told(text: str) -> list[str]:
    return sorted(str(problem) for problem in parse(text, PATH)[1])


@given(records())
def test_what_is_written_is_read_as_it_was(record: Record) -> None:
    assert parse(text_of(record), PATH) == (record, ())


@given(records(), st.randoms(use_true_random=False))
def test_the_order_in_which_items_come_is_irrelevant_and_blocks_stand_by_id(record: Record, chance) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(record.blocks.items())
    chance.shuffle(shuffled)
    again = dataclasses.replace(record, blocks=dict(shuffled))

    assert (text_of(again), list(parse(text_of(again), PATH)[0].blocks)) == (text_of(record), sorted(record.blocks))


@given(records(), st.data())
def test_one_item_more_is_one_run_of_lines_more(record: Record, data: st.DataObject) -> None:
    record = dataclasses.replace(record, authority="example.org,2020")
    id_ = data.draw(_ids.filter(lambda one: one not in record.blocks))
    one = Block(id=id_, kind="post", title="New", addresses=("new/", "newer/"), published=datetime.date(2020, 1, 1))
    before = text_of(record).split("\n")
    after = text_of(dataclasses.replace(record, blocks={**record.blocks, id_: one})).split("\n")
    more = len(after) - len(before)

    assert any(after[:n] + after[n + more :] == before for n in range(len(after)))


def test_a_record_is_written_for_people_to_read_and_for_git_to_merge() -> None:
    record, problems = parse(TEXT, PATH)
    opening, _, rest = text_of(record).partition("\n\n")

    assert (problems, rest, opening.split("\n")) == (
        (),
        TEXT,
        [
            "# What has been published: permanent ids, addresses, dates. `python3 tasks.py publish` writes this file; people read it.",
            "# It lives in git. One block for each item, by id; after a merge conflict keep the blocks of both sides.",
        ],
    )


def test_a_block_knows_its_line_and_the_address_that_it_has() -> None:
    record, _ = parse(TEXT, PATH)

    assert [(block.line, block.address, block.realm) for block in record.blocks.values()] == [
        (5, "posts/a/", "text"),
        (18, "posts/b/", "text"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "problems"),
    [
        ('authority = "example.org,2020-01-31"', 'authority = "example.org"', [f'{PATH}:2: "authority" is not a domain and a day, as "example.org,2026-01-31". {FROM_GIT}.']),
        ('authority = "example.org,2020-01-31"', 'authority = "example.org,2020-02-31"', [f'{PATH}:2: "authority" is not a domain and a day, as "example.org,2026-01-31". {FROM_GIT}.']),
        ('authority = "example.org,2020-01-31"', 'authority = 7', [f'{PATH}:2: "authority" is not a domain and a day, as "example.org,2026-01-31". {FROM_GIT}.']),
        ('["https://example.org"]', '["example.org"]', [f'{PATH}:3: "addresses" of the site are not http or https addresses. {FROM_GIT}.']),
        ('["https://example.org"]', '"https://example.org"', [f'{PATH}:3: "addresses" of the site are not http or https addresses. {FROM_GIT}.']),
        ('["https://example.org"]', '["https://example.org"]\nname = "x"', [f'{PATH}:4: the site has an unknown key "name". {FROM_GIT}.']),
        ("[site]\n", "site = 7\n[other]\n", [f'{PATH}:1: "site" is not a table. {FROM_GIT}.', f'{PATH}:2: "other" is not a permanent id, which is a URI. {FROM_GIT}.', f'{PATH}:2: other has no kind. {FROM_GIT}: one of post, paper, version, page, list, theme, shared, person, group.', f'{PATH}:2: other has no title. {FROM_GIT}: title = "…".', f'{PATH}:3: other has an unknown key "authority". The keys are kind, title, source, addresses, published, changes, version, digest, withdrawn, because.', f'{PATH}:4: "addresses" of other has the wrong form. {FROM_GIT}: each once, without a slash before it, addresses = ["posts/a/"].']),
        ('kind = "post"\ntitle = "A"', 'title = "A"', [f'{PATH}:5: {A} has no kind. {FROM_GIT}: one of post, paper, version, page, list, theme, shared, person, group.']),
        ('kind = "post"\ntitle = "A"', 'kind = "poem"\ntitle = "A"', [f'{PATH}:6: "kind" of {A} has the wrong form. {FROM_GIT}: one of post, paper, version, page, list, theme, shared, person, group.']),
        ('kind = "post"\ntitle = "A"', 'kind = ["post"]\ntitle = "A"', [f'{PATH}:6: "kind" of {A} has the wrong form. {FROM_GIT}: one of post, paper, version, page, list, theme, shared, person, group.']),
        ('title = "A"', 'title = " "', [f'{PATH}:7: "title" of {A} has the wrong form. {FROM_GIT}: title = "…".']),
        ('title = "A"', 'title = "A"\ntilte = "A"', [f'{PATH}:8: {A} has an unknown key "tilte". Did you mean "title"?']),
        ('source = "posts/a.md"', 'source = ""', [f'{PATH}:8: "source" of {A} has the wrong form. {FROM_GIT}: source = "posts/a.md".']),
        ('"posts/old/"', '"/posts/old/"', [f'{PATH}:9: "addresses" of {A} has the wrong form. {FROM_GIT}: each once, without a slash before it, addresses = ["posts/a/"].']),
        ('"posts/old/"', '"posts/a/"', [f'{PATH}:9: "addresses" of {A} has the wrong form. {FROM_GIT}: each once, without a slash before it, addresses = ["posts/a/"].']),
        ('"posts/old/"', '["posts/old/"]', [f'{PATH}:9: "addresses" of {A} has the wrong form. {FROM_GIT}: each once, without a slash before it, addresses = ["posts/a/"].']),
        ('["posts/b/"]', '[]', [f'{PATH}:21: "addresses" of {B} has the wrong form. {FROM_GIT}: each once, without a slash before it, addresses = ["posts/a/"].']),
        ("2015-12-15", '"2015-12-15"', [f'{PATH}:13: "published" of {A} has the wrong form. {FROM_GIT}: published = 2015-12-15, or an instant with its offset.']),
        ("09:30:00+01:00", "09:30:00", [f'{PATH}:22: "published" of {B} has the wrong form. {FROM_GIT}: published = 2015-12-15, or an instant with its offset.']),
        ("date = 2016", "day = 2016", [f'{PATH}:14: "changes" of {A} has the wrong form. {FROM_GIT}: changes = [{{ date = 2016-01-18, says = "…" }}].']),
        ('says = "A figure was wrong."', 'says = ""', [f'{PATH}:14: "changes" of {A} has the wrong form. {FROM_GIT}: changes = [{{ date = 2016-01-18, says = "…" }}].']),
        ("version = 2", "version = 0", [f'{PATH}:15: "version" of {A} has the wrong form. {FROM_GIT}: a whole number, version = 2.']),
        ("version = 2", "version = true", [f'{PATH}:15: "version" of {A} has the wrong form. {FROM_GIT}: a whole number, version = 2.']),
        ('"sha256-0"', "0", [f'{PATH}:16: "digest" of {A} has the wrong form. {FROM_GIT}: digest = "sha256-…".']),
        ("withdrawn = 2016-01-18", "withdrawn = 2016-01-18T09:30:00Z", [f'{PATH}:23: "withdrawn" of {B} has the wrong form. {FROM_GIT}: withdrawn = 2016-01-18.']),
        ('because = "It was not true."\n', "", [f"{PATH}:18: {B} was withdrawn without a sentence that says why, or the other way round. Write both, or neither."]),
        ("withdrawn = 2016-01-18\n", "", [f"{PATH}:18: {B} was withdrawn without a sentence that says why, or the other way round. Write both, or neither."]),
        ('because = "It was not true."', "because = 7", [f'{PATH}:24: "because" of {B} has the wrong form. {FROM_GIT}: because = "…".']),
        (f'["{B}"]', '["posts b"]', [f'{PATH}:18: "posts b" is not a permanent id, which is a URI. {FROM_GIT}.']),
        ("[site]\n", f'"{A}x" = 7\n[site]\n', [f'{PATH}:1: "{A}x" is not a block. {FROM_GIT}.']),
        ('["posts/b/"]', '["posts/old/"]', [f"{PATH}:21: posts/old/ is also an address of {A}. Keep it with the one that was there last."]),
        ('["posts/b/"]', '["posts/b/", "posts/a/"]', [f"{PATH}:21: posts/a/ is also an address of {A}. Keep it with the one that was there last."]),
    ],
)  # fmt: skip
def test_what_is_damaged_is_named_by_its_line(old: str, new: str, problems: list[str]) -> None:
    assert (old in TEXT, told(TEXT.replace(old, new, 1))) == (True, problems)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('title = "A"', 'title = "A', f"{PATH}:7: this is not TOML (Illegal character '\\n'). Mend the line or the one above it."),
        (f'["{B}"]', f'["{A}"]', f"{PATH}:18: the block {A} stands twice, first in line 5. Keep one of the two."),
        ('title = "B"\n', '<<<<<<< HEAD\ntitle = "B"\n=======\ntitle = "b"\n>>>>>>> other\n', f"{PATH}:20: the file is in the middle of a merge. Keep the blocks of both sides, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>."),
    ],
    ids=["not TOML", "a block twice", "a merge conflict"],
)  # fmt: skip
def test_what_cannot_be_read_at_all_is_refused_with_its_line(old: str, new: str, problem: str) -> None:
    with pytest.raises(ContentError) as caught:
        parse(TEXT.replace(old, new, 1), PATH)

    assert [str(one) for one in caught.value.problems] == [problem]


def test_a_damaged_block_is_left_out_and_the_others_are_read() -> None:
    record, _ = parse(TEXT.replace('title = "A"', "title = 7"), PATH)

    assert list(record.blocks) == [B]


@pytest.mark.parametrize("text", ["", "# nothing\n", text_of(Record())])
def test_an_empty_file_is_an_empty_record(text: str) -> None:
    assert parse(text, PATH) == (Record(), ())


def test_a_missing_file_is_an_empty_record(desk_copy: Callable[..., Path]) -> None:
    desk = read_desk(desk_copy({"content/data/publications.toml": None}) / "content")

    assert (desk.record, desk.problems) == (Record(), ())


@pytest.mark.parametrize(
    "data", [TEXT.replace("\n", "\r\n").encode(), b"\xef\xbb\xbf" + TEXT.encode()], ids=["Windows line ends", "a byte order mark"]
)
def test_a_record_that_an_editor_wrote_in_its_own_way_is_the_same(data: bytes, desk_copy: Callable[..., Path]) -> None:
    desk = read_desk(desk_copy({PATH: data}) / "content")

    assert (desk.record, desk.problems, [block.line for block in desk.record.blocks.values()]) == (parse(TEXT, PATH)[0], (), [5, 18])


@pytest.mark.parametrize(
    ("value", "first_day"),
    [
        ("example.org,2020-02-29", datetime.date(2020, 2, 29)),
        ("example.org,2020-02", datetime.date(2020, 2, 1)),
        ("example.org,2020", datetime.date(2020, 1, 1)),
        ("a,2020", datetime.date(2020, 1, 1)),
        ("example.org,2019-02-29", None),
        ("example.org,2020-13", None),
        ("example.org,0000", None),
        ("example.org,٢٠٢٠", None),
        ("example.org", None),
        ("example.org, 2020", None),
        (".example.org,2020", None),
        ("exa mple.org,2020", None),
        ("", None),
        (7, None),
    ],
)
def test_an_authority_is_a_domain_and_a_day_that_there_is(value: object, first_day: datetime.date | None) -> None:
    assert (since(value) if isinstance(value, str) and is_authority(value) else None) == first_day
