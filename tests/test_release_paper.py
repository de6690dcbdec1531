"""``release-paper`` and ``permissions``: what authors ask of versions and permissions."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import tasks
from conftest import press

from editorial.__main__ import main

PAPER = """Title: Count the lamps
Date: 2012-01-01
Group: circle
Signatories: ada (clerk), ben
Version: 1

One lamp, as [the first]({filename}../posts/first-lamp.md) says.
"""
CHANGED = PAPER.replace("One lamp", "Two lamps")
PATH = "content/papers/count.md"
KEPT = "content/papers/versions/count/v1.md"


@pytest.fixture
def release(
    desk_copy: Callable[..., Path], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Callable[..., tuple[Path, int, list[str]]]:
    """Runs the command on a site whose paper is this text, where git has those texts, the latest first."""

    def run(text: str, *committed: str, again: bool = False) -> tuple[Path, int, list[str]]:
        site = tmp_path / "site"
        if not again:
            site = desk_copy({PATH: text})
        history = tmp_path / "history"
        history.mkdir(exist_ok=True)
        for n, old in enumerate(committed):
            (history / f"{n:04}.md").write_text(old, encoding="utf-8")
        (site / PATH).write_text(text, encoding="utf-8")
        code = main(["release-paper", "count", "--content", str(site / "content"), "--history", str(history), "--date", "2013-01-01"])
        told = capsys.readouterr()
        return site, code, (told.out + told.err).splitlines()

    return run


def body(site: Path, path: str) -> str:
    return (site / path).read_text(encoding="utf-8").split("\n\n", 1)[1]


@pytest.mark.parametrize(
    ("text", "committed", "origin"),
    [
        (PAPER, [], ["the file as it stood, since git has none."]),
        (PAPER, [PAPER], ["the file as it stood."]),
        (CHANGED, [PAPER], ["what git has."]),
        (CHANGED.replace("Version: 1", "Version: 2"), [PAPER], ["the last that git has under that number."]),
        (CHANGED.replace("Version: 1", "Version: 2"), [CHANGED.replace("Version: 1", "Version: 2"), PAPER, PAPER.replace("One", "No")], [
            "the last that git has under that number.",
            "git has one other text of version 1. If one of these was the one published, put it there",
            "before you publish; and release a paper before you commit what is new in it.",
        ]),
    ],
    ids=["no git", "nothing changed yet", "changed", "changed and raised", "changed, raised and committed"],
)  # fmt: skip
def test_what_was_published_is_kept_and_the_paper_is_the_next_version(release, text: str, committed: list[str], origin: list[str]) -> None:  # type: ignore[no-untyped-def]
    site, code, told = release(text, *committed)
    header = (site / PATH).read_text(encoding="utf-8").split("\n\n")[0].split("\n")

    assert (code, body(site, KEPT), body(site, PATH), header) == (
        0,
        "One lamp, as [the first]({filename}/posts/first-lamp.md) says.\n",
        text.split("\n\n", 1)[1],
        ["Title: Count the lamps", "Date: 2012-01-01", "Group: circle", "Version: 2", "Modified: 2013-01-01"],
    )
    assert told == [
        f"{KEPT} keeps version 1, at /papers/count/v1/. Do not edit it.",
        f"Its text is {origin[0]}",
        *origin[1:],
        f"{PATH} is now version 2.",
        "Nobody has signed version 2 by signing version 1. Ask ada and ben, and write who signs:",
        "  Signatories: ada (clerk; joined …)",
        "Say in one sentence what version 2 changes, in a line Changes:",
    ]


def test_a_site_with_a_released_paper_builds_and_shows_both_versions(release) -> None:  # type: ignore[no-untyped-def]
    site, _, _ = release(CHANGED, PAPER)
    built = press(site)
    pages = [(built.output / "papers" / "count" / name / "index.html").read_text(encoding="utf-8") for name in ("", "v1")]

    assert (built.code, built.err, ["Signed by" in page for page in pages], ["Two lamps" in page.split("</article>")[0] for page in pages]) == (
        0, "", [False, True], [True, False],
    )  # fmt: skip


def test_who_has_signed_the_new_version_already_stays(release) -> None:  # type: ignore[no-untyped-def]
    signed = CHANGED.replace("ada (clerk), ben", "ada (clerk; joined 2012-12-24), ben").replace(
        "Version: 1", "Version: 2\nChanges: One more."
    )
    site, _, told = release(signed, PAPER)
    text = (site / PATH).read_text(encoding="utf-8")

    assert ("Signatories: ada (clerk; joined 2012-12-24)\n" in text, "Changes: One more.\n" in text, told[3:]) == (
        True, True, ["Nobody has signed version 2 by signing version 1. Ask ben, and write who signs:", "  Signatories: ben (joined …)"],
    )  # fmt: skip


def test_posts_that_carry_the_paper_are_named(release, desk_copy) -> None:  # type: ignore[no-untyped-def]
    site, _, _ = release(PAPER)
    carrying = "Title: P\nDate: 2012-01-02\nReproduces: count\nPermission: own\n\n{{ reproduce }}\n"
    (site / "content/posts/p.md").write_text(carrying, encoding="utf-8")
    (site / KEPT).unlink()
    _, _, told = release(PAPER, again=True)

    assert told[-1] == 'content/posts/p.md:6 carries this paper. To stay with version 1, write version="1" into the line.'


@pytest.mark.parametrize(
    ("text", "committed", "told"),
    [
        (PAPER + "Status: x", [PAPER.replace("Version: 1", "Status: draft")], f"{PATH} has not been published yet (its status is draft): there is nothing to keep."),
        (PAPER.replace("Version: 1", "Status: draft"), [], f"{PATH} has not been published yet (its status is draft): there is nothing to keep."),
    ],
)  # fmt: skip
def test_what_was_never_published_is_not_kept(release, text: str, committed: list[str], told: str) -> None:  # type: ignore[no-untyped-def]
    site, code, said = release(text, *committed)

    assert (code, said, (site / PATH).read_text(encoding="utf-8"), (site / KEPT).exists()) == (1, [told], text, False)


def test_a_version_is_kept_once(release) -> None:  # type: ignore[no-untyped-def]
    site, _, _ = release(CHANGED, PAPER)
    text = (site / PATH).read_text(encoding="utf-8")
    _, code, told = release(text, PAPER, again=True)

    assert (code, told, (site / PATH).read_text(encoding="utf-8")) == (
        1, ["Version 1 is kept already. The next is kept once git has it and another follows."], text,
    )  # fmt: skip


def test_only_papers_are_released(desk_copy: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    site = desk_copy()
    codes = [
        main(["release-paper", name, "--content", str(site / "content"), "--date", "2013-01-01"]) for name in ("first-lamp", "safe-lmps")
    ]

    assert (codes, capsys.readouterr().err.splitlines()) == (
        [1, 1],
        [
            "content/posts/first-lamp.md is a post: only papers have versions.",
            'content: there is no post or paper "safe-lmps". Did you mean "safe-lamps"?',
        ],
    )


def test_the_task_takes_the_history_from_git_the_latest_first(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "elsewhere").mkdir()
    file = tmp_path / "a paper.md"
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "init", "-q", "."], cwd=tmp_path, check=True)
    for text in ("one\n", "two\n"):
        file.write_text(text)
        subprocess.run([*git, "add", file.name], cwd=tmp_path, check=True)
        subprocess.run([*git, "commit", "-q", "-m", "x"], cwd=tmp_path, check=True)
    tasks._history(file, tmp_path / "out")
    tasks._history(tmp_path / "elsewhere" / "none.md", tmp_path / "elsewhere")

    assert [[(found.name, found.read_text()) for found in sorted((tmp_path / name).iterdir())] for name in ("out", "elsewhere")] == [
        [("0000.md", "two\n"), ("0001.md", "one\n")], [],
    ]  # fmt: skip


def test_who_signed_the_kept_version_late_has_not_signed_the_next(release) -> None:  # type: ignore[no-untyped-def]
    late = PAPER.replace("ada (clerk), ben", "ada (clerk; joined 2012-03-01), ben (joined 2013-01-01)")
    site, _, told = release(late.replace("One lamp", "Two lamps"), late)
    text = (site / PATH).read_text(encoding="utf-8")

    assert ("Signatories: ben (joined 2013-01-01)\n" in text, told[3]) == (
        True, "Nobody has signed version 2 by signing version 1. Ask ada, and write who signs:",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (PAPER.replace("Date: 2012-01-01\n", ""), f"{PATH}:1: there is no date. Add a line such as Date: 2015-12-15."),
        (PAPER.replace("ben\n", "ben (x\n"), f'{PATH}:4: Signatories: "ben (x" is not a signatory. Write ids with commas between, and what is said of one in parentheses: ada (chair; joined 2016-01-18), ben.'),
        (PAPER.replace("2012-01-01", "2013-01-02"), f"{PATH} has not been published yet (its date is 2013-01-02): there is nothing to keep."),
        (PAPER.replace("Version: 1", "Version: 9999"), "There is no version above 9999."),
        ("", f'{PATH}:1: the file does not begin with a header. Begin with lines such as Title: and Date:, then an empty line.'),
    ],
)  # fmt: skip
def test_a_paper_with_a_fault_is_not_released_and_nothing_is_written(release, text: str, told: str) -> None:  # type: ignore[no-untyped-def]
    site, code, said = release(text)

    assert (code, said, (site / PATH).read_text(encoding="utf-8"), (site / KEPT).parent.exists()) == (1, [told], text, False)


def test_a_file_in_the_way_is_left_alone(release, desk_copy) -> None:  # type: ignore[no-untyped-def]
    site, _, _ = release("")
    (site / KEPT).parent.mkdir(parents=True)
    (site / KEPT).write_text("Status: skip\n\nPrecious.\n", encoding="utf-8")
    _, code, said = release(PAPER, again=True)

    assert (code, said, "Precious" in (site / KEPT).read_text(encoding="utf-8")) == (
        1, [f"{KEPT} is there already, and is no version of this paper. Move it away."], True,
    )  # fmt: skip


def test_the_task_finds_a_paper_by_the_slug_of_its_header_and_follows_its_file(tmp_path: Path) -> None:
    file = tmp_path / "new name.md"
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "init", "-q", "."], cwd=tmp_path, check=True)
    (tmp_path / "old.md").write_text("Title: T\nSlug: some-paper\n\nOne.\n" + "A line.\n" * 20)
    subprocess.run([*git, "add", "."], cwd=tmp_path, check=True)
    subprocess.run([*git, "commit", "-q", "-m", "x"], cwd=tmp_path, check=True)
    subprocess.run([*git, "mv", "old.md", file.name], cwd=tmp_path, check=True)
    subprocess.run([*git, "commit", "-q", "-m", "y"], cwd=tmp_path, check=True)
    (tmp_path / "out").mkdir()
    tasks._history(file, tmp_path / "out")

    assert (tasks._slug(file), len(list((tmp_path / "out").iterdir()))) == ("some-paper", 2)


PERMISSIONS = """[{id}]
what = "safe-lamps"
to = ["ada"]
granted-by = "circle"
date = 2012-07-02
expires = {expires}
scope = "full"
record = "a letter"
indexing = "post"
because = "So it is."
"""


def test_permissions_are_listed_by_urgency_with_what_rests_on_them(
    desk_copy: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    site = desk_copy()
    file = site / "content/data/permissions.toml"
    rows = {"past": "2012-12-31", "today": "2013-01-01", "soon": "2013-04-01", "later": "2013-04-02"}
    file.write_text(file.read_text() + "".join(PERMISSIONS.format(id=id_, expires=day) for id_, day in rows.items()))
    code = main(["permissions", "--content", str(site / "content"), "--date", "2013-01-01", "--json"])
    found = json.loads(capsys.readouterr().out)

    assert (code, [(row["id"], row["state"], row["used_in"]) for row in found]) == (
        0,
        [
            ("past", "expired on 2012-12-31", []),
            ("today", "expires on 2013-01-01, today", []),
            ("soon", "expires on 2013-04-01, in 90 days", []),
            ("later", "in force", []),
            ("fog", "in force", ["content/posts/two-voices.md"]),
        ],
    )
    assert main(["permissions", "--content", str(site / "content"), "--date", "2013-01-01"]) == 0
    assert capsys.readouterr().out.splitlines()[-6:] == [
        "fog: in force",
        "  far-lamps, an extract of up to 60 words, to ada; given by The Harbour (fixture) on 2012-07-02",
        "  terms: unchanged, with the harbour's name",
        "  on record: The harbour's letter book, 2 July 2012",
        "  used in: content/posts/two-voices.md",
        "Five permissions: two to expire by 2013-04-01, one expired.",
    ]


def test_without_permissions_there_is_nothing_to_list(desk_copy: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    site = desk_copy({"content/data/permissions.toml": None})

    assert (main(["permissions", "--content", str(site / "content"), "--date", "2013-01-01"]), capsys.readouterr().out) == (
        0,
        "No permissions.\n",
    )
