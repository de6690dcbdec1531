"""What subscribers see, through two feed readers that people use: every text once, nothing new for a rename, one update for a change."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import feed_readers
import pytest
from conftest import ROOT, copy_of_site, press
from feed_readers import Newsboat, Rss2email, redirecting, serving

pytestmark = [
    pytest.mark.readers,
    pytest.mark.skipif(bool(feed_readers.missing()), reason=f"needs: apt install {' '.join(feed_readers.missing())}"),
]

FEEDS = ("feeds/all.atom.xml", "feeds/all.rss.xml")
POST = "content/posts/set-by-hand.md"


def retitle(site: Path) -> None:
    edit(site, POST, r"^Title: .*", "Title: Another title altogether")


def rename(site: Path) -> None:
    edit(site, POST, r"^Title:", "Slug: by-another-name\nTitle:")


def redate(site: Path) -> None:
    edit(site, POST, r"^Date: .*", "Date: 2011-03-03")
    command = ["record", "--content", "content", "--date", "2023-11-14", "--redate", "/posts/by-another-name/"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    subprocess.run([sys.executable, "-m", "editorial", *command], cwd=site, env=environment, check=True, capture_output=True)


def make_it_a_paper(site: Path) -> None:
    edit(site, POST, r"^Title:", "Group: circle\nTitle:")
    (site / POST).rename(site / "content/papers/filed-elsewhere.md")
    for file in (site / "content").rglob("*.md"):
        file.write_text(
            file.read_text("utf-8")
            .replace("posts/set-by-hand.md", "papers/filed-elsewhere.md")
            .replace("(set-by-hand.md", "(/papers/filed-elsewhere.md"),
            "utf-8",
        )


def change(site: Path) -> None:
    edit(site, "content/posts/first-lamp.md", r"^Title:", "Modified: 2012-12-12\nChanges: The figure was for another year.\nTitle:")
    edit(site, "content/posts/first-lamp.md", r"\Z", "\n\nThe figure is for 1901.\n")


def edit(site: Path, name: str, pattern: str, text: str) -> None:
    file = site / name
    before = file.read_text("utf-8")
    after = re.sub(pattern, text, before, count=1, flags=re.MULTILINE)
    assert after != before
    file.write_text(after, "utf-8")


RENAMED: Mapping[str, Callable[[Path], None]] = {
    "rebuilt": lambda _: None, "retitled": retitle, "renamed": rename, "redated": redate, "filed elsewhere": make_it_a_paper,
}  # fmt: skip


def published(site: Path, kept: Path, address: str = "https://pamphleteer.example") -> Path:
    """The site as it is published now, kept in a folder."""
    built = press(site, "-e", "EDITORIAL_PUBLISHING=true", f'EDITORIAL_ADDRESS="{address}"')
    assert built.code == 0, built.err
    return Path(shutil.copytree(built.output, kept))


@pytest.fixture(scope="session")
def life(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """A site published again and again while one of its texts is renamed in every way, then moved to another domain."""
    folder = tmp_path_factory.mktemp("life")
    site = copy_of_site(folder / "site", {})
    stages = {"first": published(site, folder / "first")}
    for name, happens in RENAMED.items():
        happens(site)
        stages[name] = published(site, folder / name)
    stages["moved"] = published(site, folder / "moved", "https://another.example")
    return stages


@pytest.fixture(scope="session")
def revised(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """A site published, published again as it is, and with a substantive change in one text."""
    folder = tmp_path_factory.mktemp("revised")
    site = copy_of_site(folder / "site", {})
    stages = {"first": published(site, folder / "first"), "rebuilt": published(site, folder / "rebuilt")}
    change(site)
    return {**stages, "changed": published(site, folder / "changed")}


def ids(stages: Mapping[str, Path]) -> list[str]:
    return sorted(re.findall(r"<entry.*?<id>(.*?)</id>", (stages["first"] / FEEDS[0]).read_text("utf-8"), re.DOTALL))


def put(served: Path, stage: Path) -> None:
    """Put a stage where the readers look for the site."""
    shutil.rmtree(served, ignore_errors=True)
    shutil.copytree(stage, served)


@pytest.mark.parametrize("feed", FEEDS)
def test_newsboat_lists_every_item_once_and_nothing_new_whatever_is_renamed(life: Mapping[str, Path], feed: str, tmp_path: Path) -> None:
    reader, served, seen = Newsboat(tmp_path / "home"), tmp_path / "served", {}
    with serving(served) as address:
        reader.subscribe(f"{address}/{feed}")
        for name, stage in life.items():
            put(served, stage)
            reader.reload()
            seen[name] = (sorted(item.guid for item in reader.items()), [item.guid for item in reader.unread()] if name != "first" else [])
            reader.mark_all_read()

    assert (seen, len(ids(life))) == ({name: (ids(life), []) for name in life}, 6)


@pytest.mark.parametrize("feed", FEEDS)
def test_rss2email_mails_every_item_once_and_nothing_new_whatever_is_renamed(life: Mapping[str, Path], feed: str, tmp_path: Path) -> None:
    reader, served, mailed = Rss2email(tmp_path / "home"), tmp_path / "served", {}
    with serving(served) as address:
        reader.subscribe(f"{address}/{feed}")
        for name, stage in life.items():
            put(served, stage)
            mailed[name] = sorted(mail.guid for mail in reader.run())

    assert mailed == {name: ids(life) if name == "first" else [] for name in life}


def test_a_new_domain_that_the_old_one_leads_to_brings_nothing_new(life: Mapping[str, Path], tmp_path: Path) -> None:
    reader, served = Rss2email(tmp_path / "home"), tmp_path / "served"
    put(served, life["first"])
    with serving(served) as old:
        reader.subscribe(f"{old}/{FEEDS[0]}")
        first = len(reader.run())
    with serving(life["moved"]) as new, redirecting(old, new):
        then = reader.run()

        assert (first, then, reader.addresses()) == (6, (), (f"{new}/{FEEDS[0]}",))


def test_a_feed_whose_theme_was_renamed_is_found_where_it_was(tmp_path: Path) -> None:
    site = copy_of_site(tmp_path / "site", {})
    first = published(site, tmp_path / "first")
    for file in (site / "content").rglob("*.*"):
        if file.suffix in (".md", ".toml"):
            file.write_text(file.read_text("utf-8").replace("[lamps]", "[lights]").replace("+lamps", "+lights"), "utf-8")
    (site / "content/lists/themes/lamps.md").rename(site / "content/lists/themes/lights.md")
    command = ["record", "--content", "content", "--date", "2023-11-14", "--moved", "/themes/lamps/", "--to", "/themes/lights/"]
    subprocess.run(
        [sys.executable, "-m", "editorial", *command], cwd=site, env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")}, check=True
    )
    second = published(site, tmp_path / "second")
    reader, served = Newsboat(tmp_path / "home"), tmp_path / "served"
    with serving(served) as address:
        reader.subscribe(f"{address}/themes/lamps/feed.atom.xml")
        put(served, first)
        reader.reload()
        reader.mark_all_read()
        put(served, second)
        reader.reload()

    assert (len(reader.items()), reader.unread()) == (5, ())


# By default neither reader tells of updates; these subscribers have asked for them.
@pytest.mark.parametrize("feed", FEEDS)
def test_newsboat_shows_exactly_one_update_after_a_substantive_change(revised: Mapping[str, Path], feed: str, tmp_path: Path) -> None:
    reader, served, unread = Newsboat(tmp_path / "home", updates=True), tmp_path / "served", {}
    with serving(served) as address:
        reader.subscribe(f"{address}/{feed}")
        for name, stage in revised.items():
            put(served, stage)
            reader.reload()
            unread[name] = [(item.guid.rpartition(":")[2], "The figure was for another year." in item.content) for item in reader.unread()]
            reader.mark_all_read()

    assert (len(unread["first"]), unread["rebuilt"], unread["changed"], len(reader.items())) == (6, [], [("posts/first-lamp", True)], 6)


@pytest.mark.parametrize("feed", FEEDS)
def test_rss2email_mails_exactly_one_update_after_a_substantive_change(revised: Mapping[str, Path], feed: str, tmp_path: Path) -> None:
    reader, served, mailed = Rss2email(tmp_path / "home", updates=True), tmp_path / "served", {}
    with serving(served) as address:
        reader.subscribe(f"{address}/{feed}")
        for name, stage in revised.items():
            put(served, stage)
            mailed[name] = [(mail.guid.rpartition(":")[2], mail.replies, "The figure is for 1901." in mail.body) for mail in reader.run()]

    assert (len(mailed["first"]), mailed["rebuilt"], mailed["changed"]) == (6, [], [("posts/first-lamp", True, True)])


def test_only_the_date_of_a_text_that_changed_moves(revised: Mapping[str, Path], life: Mapping[str, Path]) -> None:
    def dates(stage: Path) -> dict[str, str]:
        feed = (stage / FEEDS[0]).read_text("utf-8")
        return {
            "feed": re.findall("<updated>(.*?)<", feed)[0],
            **dict(re.findall(r"<id>(.*?)</id>.*?<updated>(.*?)</updated>", feed.partition("<entry")[2], re.DOTALL)),
        }

    before, after = dates(revised["first"]), dates(revised["changed"])
    moved = {name for name in before if before[name] != after[name]}
    retitled = {name for name in before if before[name] != dates(life["renamed"])[name]}

    assert (moved, after["tag:pamphleteer.example,2026-11-01:posts/first-lamp"][:10], retitled) == (
        {"feed", "tag:pamphleteer.example,2026-11-01:posts/first-lamp"}, "2012-12-12", set(),
    )  # fmt: skip
