"""editorial.new_draft: what a new text begins with is valid."""

import datetime
from pathlib import Path

import pytest

from editorial.__main__ import main
from editorial.front_matter import keys_of, read
from editorial.urls import slugified
from manuscript.source import parse


@pytest.fixture
def content(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "people.toml").write_text('[people.ada]\nname = "A."\n[groups.circle]\nname = "C."\n')
    return tmp_path


@pytest.mark.parametrize(("flags", "folder", "kind"), [([], "posts", "post"), (["--paper"], "papers", "paper")])
def test_a_new_draft_is_valid_dated_and_explains_every_key(content: Path, flags: list[str], folder: str, kind: str) -> None:
    code = main(["new", "An Été's end", "--date", "2026-11-22", "--content", str(content), *flags])
    text = (content / folder / "an-etes-end.md").read_text(encoding="utf-8")
    header, problems = read(parse(text, "a.md"), kind)

    assert (code, problems, header.status, header.date, header.authors, header.group) == (
        0, (), "draft", datetime.date(2026, 11, 22), ("ada",) if kind == "post" else (), "circle" if kind == "paper" else "",
    )  # fmt: skip
    assert [key.name for key in keys_of(kind) if f"\n{key.name} " not in text] == []


@pytest.mark.parametrize("title", ["", "???", "日本語"])
def test_a_title_that_makes_no_address_is_refused(content: Path, title: str) -> None:
    assert main(["new", title, "--date", "2026-11-22", "--content", str(content)]) == 1


def test_what_is_there_is_not_written_over(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        code = main(["new", "Once", "--date", "2026-11-22", "--content", str(content)])

    assert (code, capsys.readouterr().err) == (1, f"{content.name}/posts/once.md is there already. Give another title, or a --slug.\n")


def test_a_slug_is_plain() -> None:
    assert slugified("  ‘Landmark’ reforms — & the author’s 2nd word! ") == "landmark-reforms-the-authors-2nd-word"
