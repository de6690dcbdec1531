"""press: inventory and links: nothing dropped, nothing that leads nowhere."""

import logging
from pathlib import Path
from types import SimpleNamespace

from manuscript.problems import Problem
from press import inventory, links
from press.log import PelicanLog

EXCLUDED = {"ARTICLE_EXCLUDES": ["pages"], "PAGE_EXCLUDES": [""], "STATIC_EXCLUDES": [], "PAGE_PATHS": ["pages"], "ARTICLE_PATHS": [""]}
NOTHING_READ = {"generated_content": {}, "static_content": {}, "PRESS_DATA_PATHS": ["data"], **EXCLUDED}


def tree(root: Path, **files: str) -> Path:
    for name, text in files.items():
        file = root / name.replace("__", "/").replace("_md", ".md").replace("_png", ".png")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


def test_the_inventory_has_every_file_but_those_that_are_ignored(tmp_path: Path) -> None:
    root = tree(tmp_path, posts__a_md="", posts__deep__b_md="", images__x_png="")
    tree(tmp_path / ".git", config="")

    assert inventory.take(root, ["**/.*"]).files == ("images/x.png", "posts/a.md", "posts/deep/b.md")


def test_every_file_is_published_skipped_data_or_named(tmp_path: Path) -> None:
    root = tree(
        tmp_path / "content", posts__read_md="", posts__lost_md="Title: x\n", posts__named_md="", posts__skip_md="Status: skip\n",
        data__x_md="", posts__picture_png="",
    )  # fmt: skip
    context = {**NOTHING_READ, "generated_content": {"posts/read.md": object(), "posts/named.md": None}}
    found = inventory.unaccounted(inventory.take(root, []), context, {"content/posts/named.md"})

    assert sorted((problem.path, problem.code) for problem in found) == [
        ("content/posts/lost.md", "not-published"),
        ("content/posts/picture.png", "not-copied"),
    ]


def test_links_are_checked_with_their_place_also_in_what_pelican_could_not_read(tmp_path: Path) -> None:
    body = (
        "Title: x\n\n[here](b.md) [one]({filename}b.md) [two]({filename}nowhere.md#part) `{filename}code.md`\n"
        "![pic]({static}/images/lamps.png)\n[spaced](<{filename}a b.md>)\n[up]({filename}../pages/p.md)\n[draft](|filename|d.md)\n"
    )
    root = tree(tmp_path / "content", posts__a_md=body, posts__b_md="", images__lamp_png="", posts__d_md="Status: draft\n")
    tree(root, **{"posts__a b_md": ""})

    assert [str(problem) for problem in links.check(inventory.take(root, []).known, NOTHING_READ, root)] == [
        "content/posts/a.md:3: {filename}nowhere.md#part leads to content/posts/nowhere.md, which does not exist. "
        "Correct the path, which starts from the folder of this file.",
        'content/posts/a.md:4: {static}/images/lamps.png leads to content/images/lamps.png, which does not exist. Did you mean "/images/lamp.png"?',
        "content/posts/a.md:6: {filename}../pages/p.md leads to content/pages/p.md, which does not exist. "
        "Correct the path, which starts from the folder of this file.",
        "content/posts/a.md:7: {filename}d.md leads to what is not published: a draft, or held back. Publish it, or take the link out.",
    ]


def test_a_draft_by_its_date_counts_as_a_draft(tmp_path: Path) -> None:
    root = tree(tmp_path / "content", posts__a_md="Title: x\n\n[d]({filename}d.md)\n", posts__d_md="Title: d\n")
    context = {**NOTHING_READ, "generated_content": {"posts/d.md": SimpleNamespace(status="draft")}}

    assert [problem.code for problem in links.check(inventory.take(root, []).known, context, root)] == ["link-to-draft"]


def test_what_pelican_says_of_a_file_that_has_a_problem_is_not_said_twice(tmp_path: Path) -> None:
    log, root = PelicanLog(), tmp_path / "content"
    for text in (f"two items: {root}/posts/a.md {root}/posts/b.md", "something of posts/c.md", "no file"):
        log.emit(logging.LogRecord("pelican", logging.WARNING, "", 0, text, None, None))
    files = ("posts/a.md", "posts/b.md", "posts/c.md")

    assert sorted(map(str, log.problems(files, root, {Problem("content/posts/b.md", 1, 0, "missing-alt", "a picture")}))) == [
        "content/posts/c.md: Pelican says: something of posts/c.md.",
        "content: Pelican says: no file.",
    ]
