"""``record``: the record is shown, and a person's word on it is kept; through the door of the command line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from editorial.__main__ import main

RECORD = "content/data/publications.toml"
OPENING = """\
# What has been published: permanent ids, addresses, dates. `python3 tasks.py publish` writes this file; people read it.
# It lives in git. One block for each item, by id; after a merge conflict keep the blocks of both sides.
"""
ANSWER = """
["tag:x.org,2020:posts/an-answer"]
kind = "post"
title = "An answer"
source = "posts/an-answer.md"
addresses = [
  "posts/old/",
  "posts/an-answer/",
]
published = 2011-04-03
changes = [{ date = 2011-05-02, says = "A figure was corrected." }]
"""
DRAFT = """
["tag:x.org,2020:posts/secret-draft"]
kind = "post"
title = "A draft"
source = "posts/secret-draft.md"
addresses = ["posts/secret-draft/"]
published = 2012-01-01
"""
OIL = """
["tag:x.org,2020:themes/oil"]
kind = "theme"
title = "Oil"
addresses = ["themes/oil/"]
published = 2020-01-31
"""
SITE = """
[site]
authority = "x.org,2020"
addresses = ["https://x.org"]
"""
TEXT = OPENING + SITE + ANSWER + DRAFT + OIL


@pytest.fixture
def record(desk_copy: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, list[str], list[str], str]]:
    """Runs the command on the fixture site with a record: the exit code, the lines it said and refused, the record as it is then."""
    folder: list[Path] = []

    def run(*arguments: str, text: str | None = TEXT) -> tuple[int, list[str], list[str], str]:
        site = folder[0] if folder else desk_copy({RECORD: text})
        folder[:] = [site]
        code = main(["record", "--content", str(site / "content"), "--date", "2026-01-01", *arguments])
        said, file = capsys.readouterr(), site / RECORD
        return code, said.out.splitlines(), said.err.splitlines(), file.read_text(encoding="utf-8") if file.exists() else ""

    return run


# --- showing ----------------------------------------------------------------------------------------


def test_the_record_is_shown_by_address_and_stays_as_it_is(record) -> None:  # type: ignore[no-untyped-def]
    assert record() == (
        0,
        [
            "/posts/an-answer/ since 2011-04-03",
            "  changed on 2011-05-02: A figure was corrected.",
            "  was at /posts/old/",
            "/posts/secret-draft/ since 2012-01-01",
            "/themes/oil/ since 2020-01-31",
            "Three items on record.",
        ],
        [],
        TEXT,
    )


@pytest.mark.parametrize(("arguments", "said"), [((), ["No items on record."]), (("--json",), ["[]"])])
def test_no_record_is_shown_as_empty_and_none_is_made(record, arguments: tuple[str, ...], said: list[str]) -> None:  # type: ignore[no-untyped-def]
    assert record(*arguments, text=None) == (0, said, [], "")


def test_the_record_is_shown_as_json(record) -> None:  # type: ignore[no-untyped-def]
    code, said, _, _ = record("--json", text=OPENING + SITE + ANSWER + 'withdrawn = 2026-01-01\nbecause = "It was “wrong”."\n')

    assert (code, json.loads("\n".join(said)), "“wrong”" in "".join(said)) == (
        0,
        [
            {
                "id": "tag:x.org,2020:posts/an-answer",
                "kind": "post",
                "title": "An answer",
                "source": "posts/an-answer.md",
                "addresses": ["/posts/old/", "/posts/an-answer/"],
                "published": "2011-04-03",
                "changes": [{"date": "2011-05-02", "says": "A figure was corrected."}],
                "version": 1,
                "withdrawn": "2026-01-01",
                "because": "It was “wrong”.",
            }
        ],
        True,
    )


def test_a_record_with_windows_line_ends_is_kept_with_those_of_git(record, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    code, _, _, _ = record("--forget", "/posts/secret-draft/", text=TEXT.replace("\n", "\r\n"))

    assert (code, (tmp_path / "site" / RECORD).read_bytes().decode()) == (0, OPENING + SITE + ANSWER + OIL)


# --- withdrawing ------------------------------------------------------------------------------------


def test_what_was_withdrawn_has_its_sentence_and_is_to_be_taken_away(record) -> None:  # type: ignore[no-untyped-def]
    assert record("--withdraw", "/posts/an-answer/", "--because", " It was\n not true. ") == (
        0,
        [
            "withdrawn  /posts/an-answer/ It was not true.",
            "Now take content/posts/an-answer.md away, or make it a draft: what is still there is published again.",
        ],
        [],
        OPENING + SITE + ANSWER + 'withdrawn = 2026-01-01\nbecause = "It was not true."\n' + DRAFT + OIL,
    )


@pytest.mark.parametrize("name", ["posts/secret-draft", "/posts/secret-draft", "posts/secret-draft/", "tag:x.org,2020:posts/secret-draft"])
def test_what_is_a_draft_already_need_not_be_taken_away_however_it_is_named(record, name: str) -> None:  # type: ignore[no-untyped-def]
    assert record("--withdraw", name, "--because", "Why.") == (
        0,
        ["withdrawn  /posts/secret-draft/ Why."],
        [],
        OPENING + SITE + ANSWER + DRAFT + 'withdrawn = 2026-01-01\nbecause = "Why."\n' + OIL,
    )


def test_a_former_address_names_the_text_too(record) -> None:  # type: ignore[no-untyped-def]
    assert record("--withdraw", "/posts/old/", "--because", "Why.")[1][:1] == ["withdrawn  /posts/an-answer/ Why."]


def test_what_is_forgotten_is_named_by_where_it_is_now(record) -> None:  # type: ignore[no-untyped-def]
    assert record("--forget", "/posts/old/")[:3] == (
        1,
        [],
        ["/posts/an-answer/ was at /posts/old/, and is to be named by where it is now."],
    )


def test_another_sentence_for_what_was_withdrawn_is_told_as_such(record) -> None:  # type: ignore[no-untyped-def]
    record("--withdraw", "/posts/secret-draft/", "--because", "Why.")

    assert record("--withdraw", "/posts/secret-draft/", "--because", "Therefore.")[1] == ["withdrawn  /posts/secret-draft/ Therefore."]


# --- moving, dating, forgetting ---------------------------------------------------------------------


@pytest.mark.parametrize("to", ["/themes/wicks/", "themes/wicks", "/themes/wicks"])
def test_what_was_moved_has_both_addresses(record, to: str) -> None:  # type: ignore[no-untyped-def]
    assert record("--moved", "/themes/oil/", "--to", to) == (
        0,
        ["moved      /themes/oil/ → /themes/wicks/"],
        [],
        TEXT.replace('addresses = ["themes/oil/"]', 'addresses = [\n  "themes/oil/",\n  "themes/wicks/",\n]'),
    )


def test_what_was_moved_back_has_each_address_once(record) -> None:  # type: ignore[no-untyped-def]
    there = record("--moved", "/themes/oil/", "--to", "/themes/wicks/")[1]
    back = record("--moved", "/themes/wicks/", "--to", "/themes/oil/")

    assert (there, back[1], 'addresses = [\n  "themes/wicks/",\n  "themes/oil/",\n]' in back[3]) == (
        ["moved      /themes/oil/ → /themes/wicks/"], ["moved      /themes/wicks/ → /themes/oil/"], True,
    )  # fmt: skip


def test_what_was_dated_wrongly_has_the_day_of_its_header(record) -> None:  # type: ignore[no-untyped-def]
    assert record("--redate", "/posts/an-answer/") == (
        0,
        ["redated    /posts/an-answer/ 2011-04-03 → 2011-04-02T09:30:00+01:00"],
        [],
        TEXT.replace("2011-04-03", "2011-04-02T09:30:00+01:00"),
    )


def test_what_is_dated_rightly_changes_nothing(record) -> None:  # type: ignore[no-untyped-def]
    assert record("--redate", "/posts/secret-draft/") == (0, ["Nothing changes."], [], TEXT)


def test_what_was_forgotten_is_on_record_no_more(record) -> None:  # type: ignore[no-untyped-def]
    assert record("--forget", "/themes/oil/") == (0, ["forgotten  /themes/oil/"], [], OPENING + SITE + ANSWER + DRAFT)


# --- refusing ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "refused"),
    [
        (["--withdraw", "/posts/an-answer/"], 'Say why, in a sentence for its readers: --because "..."'),
        (["--withdraw", "/posts/an-answer/", "--because", " \n"], 'Say why, in a sentence for its readers: --because "..."'),
        (["--withdraw", "/posts/an-anwser/", "--because", "Why."], 'Nothing on record was published at /posts/an-anwser/. Did you mean "posts/an-answer"?'),
        (["--forget", "/zzz/"], "Nothing on record was published at /zzz/."),
        (["--redate", "/zzz/"], "Nothing on record was published at /zzz/."),
        (["--redate", "/themes/oil/"], "/themes/oil/ has no source with a date."),
        (["--moved", "/zzz/", "--to", "/themes/wicks/"], "Nothing on record was published at /zzz/."),
        (["--moved", "/themes/oil/"], 'Say where it stands now, as --to /themes/new/; "" is no such address.'),
        (["--moved", "/themes/oil/", "--to", "/"], 'Say where it stands now, as --to /themes/new/; "/" is no such address.'),
        (["--moved", "/themes/oil/", "--to", "https://x.org/themes/wicks/"], 'Say where it stands now, as --to /themes/new/; "https://x.org/themes/wicks/" is no such address.'),
        (["--moved", "/themes/oil/", "--to", "/themes/"], 'Say where it stands now, as --to /themes/new/; "/themes/" is no such address.'),
        (["--moved", "/themes/oil/", "--to", "../wicks/"], 'Say where it stands now, as --to /themes/new/; "../wicks/" is no such address.'),
        (["--moved", "/themes/oil/", "--to", "/posts/old/"], "/posts/old/ is on record as tag:x.org,2020:posts/an-answer. Forget that first, if it is not one of its own."),
        (["--because", "Why."], "--because goes with --withdraw ADDRESS."),
        (["--forget", "/themes/oil/", "--to", "/themes/wicks/"], "--to goes with --moved ADDRESS."),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused_and_the_record_stays(record, arguments: list[str], refused: str) -> None:  # type: ignore[no-untyped-def]
    assert record(*arguments) == (1, [], [refused], TEXT)


def test_one_thing_is_done_at_a_time(record, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(SystemExit) as caught:
        record("--forget", "/themes/oil/", "--redate", "/themes/oil/")

    assert (caught.value.code, capsys.readouterr().err.splitlines()[-1]) == (
        2,
        "editorial record: error: argument --redate: not allowed with argument --forget",
    )


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        (TEXT.replace('title = "Oil"', "title = 7"), f'{RECORD}:28: "title" of tag:x.org,2020:themes/oil has the wrong form. Take the file back from git, or mend the line: title = "…".'),
        (TEXT.replace('title = "Oil"', "title = "), f"{RECORD}:28: this is not TOML (Invalid value). Mend the line or the one above it."),
        (TEXT.replace('title = "Oil"', '<<<<<<< HEAD\ntitle = "Oil"'), f"{RECORD}:28: the file is in the middle of a merge. Keep the blocks of both sides, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>."),
        (TEXT.replace('title = "Oil"', 'title = "Oil\\u0007"'), f"{RECORD}:28: an escape stands for U+0007, which is no character of a text. Delete it."),
        (TEXT.replace('["themes/oil/"]', '["posts/old/"]'), f"{RECORD}:29: posts/old/ is also an address of tag:x.org,2020:posts/an-answer. Keep it with the one that was there last."),
    ],
    ids=["a wrong value", "not TOML", "a merge", "a control character", "an address twice"],
)  # fmt: skip
@pytest.mark.parametrize("arguments", [(), ("--json",), ("--forget", "/posts/secret-draft/")], ids=["show", "json", "forget"])
def test_a_damaged_record_is_refused_and_not_written_over(record, arguments: tuple[str, ...], text: str, refused: str) -> None:  # type: ignore[no-untyped-def]
    assert record(*arguments, text=text) == (1, [], [refused], text)
