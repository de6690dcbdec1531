"""Publishing: what is put on record, when, and what stands where something was."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import tasks
from conftest import Built, press
from feed_rules import faults_of_feed

from editorial.record.record_file import parse

Copy = Callable[..., Path]
RECORD = "content/data/publications.toml"


@pytest.fixture
def desk_copy(desk_copy: Copy) -> Copy:
    """Makes a copy of the fixture site on which nothing is on record, and no text has a former address."""

    def make(changes: dict[str, str | bytes | None] | None = None) -> Path:
        site = desk_copy({RECORD: None, **(changes or {})})
        edit(site, "content/posts/set-by-hand.md", "Redirect-from: /2011/04/by-hand.html\n", "")
        return site

    return make


def publish(site: Path, *arguments: str, **environment: str) -> Built:
    return press(site, "-e", "EDITORIAL_PUBLISHING=true", *arguments, **environment)


def record(site: Path) -> str:
    return (site / RECORD).read_text("utf-8") if (site / RECORD).exists() else ""


def page(built: Built, address: str) -> str:
    return (built.output / address.strip("/") / "index.html").read_text("utf-8")


def edit(site: Path, name: str, old: str, new: str) -> None:
    file = site / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def withdraw(site: Path, address: str, because: str) -> None:
    blocks = record(site)
    at = blocks.index(f'addresses = ["{address}"]')
    end = blocks.index("\n\n", at) if "\n\n" in blocks[at:] else len(blocks)
    (site / RECORD).write_text(f'{blocks[:end]}\nwithdrawn = 2023-11-01\nbecause = "{because}"{blocks[end:]}', "utf-8")


def test_a_build_never_writes_the_record_and_publishing_does(desk_copy: Copy) -> None:
    site = desk_copy()
    press(site)
    before = record(site)
    built = publish(site)

    assert (before, built.code, len(parse(record(site), RECORD)[0].blocks)) == ("", 0, 16)


def test_what_is_new_is_shown_first_and_the_second_time_nothing_is(desk_copy: Copy) -> None:
    site = desk_copy()
    first, second = publish(site), publish(site)

    assert (first.out.splitlines()[:2], second.out.splitlines()[:1]) == (
        ["new        /about/ ‘About’", "new        /groups/circle/ ‘The Circle (fixture)’"], ["Nothing new to record."],
    )  # fmt: skip


def test_publishing_twice_gives_the_same_bytes(desk_copy: Copy) -> None:
    site = desk_copy()

    def taken(built: Built) -> dict[str, bytes]:
        return {file.relative_to(built.output).as_posix(): file.read_bytes() for file in built.output.rglob("*") if file.is_file()}

    first, kept = taken(publish(site)), record(site)
    second = taken(publish(site, SOURCE_DATE_EPOCH="1710000000"))

    assert (second, record(site)) == (first, kept)


def test_a_dry_run_shows_what_is_new_and_writes_nothing(desk_copy: Copy) -> None:
    site = desk_copy()
    built = publish(site, "--check")

    assert (built.code, built.out.startswith("new "), record(site), built.output.exists()) == (0, True, "", False)


def test_a_site_that_cannot_be_built_is_not_put_on_record(desk_copy: Copy) -> None:
    site = desk_copy({"content/posts/bad.md": "Title: Bad\nDate: 2010-01-01\n\n[x]({filename}nowhere.md)\n"})
    built = publish(site)

    assert (built.code, record(site)) == (1, "")


def test_a_damaged_record_is_named_by_line_and_left_as_it_is(desk_copy: Copy) -> None:
    site = desk_copy()
    publish(site)
    damaged = record(site).replace('kind = "page"', 'kind = "pgae"')
    (site / RECORD).write_text(damaged, "utf-8")
    built = publish(site)
    line = damaged.split("\n").index('kind = "pgae"') + 1

    assert (built.code, built.err.splitlines()[0].partition(": ")[0], record(site)) == (1, f"{RECORD}:{line}", damaged)


def test_a_text_that_moved_is_found_at_its_old_address_on_any_host(desk_copy: Copy) -> None:
    site = desk_copy()
    publish(site)
    edit(site, "content/posts/set-by-hand.md", "Title:", "Slug: moved-by-hand\nTitle:")
    built = publish(site)
    old = page(built, "/posts/set-by-hand/")

    assert (
        re.findall(r'rel="canonical" href="([^"]+)"', old),
        re.findall(r'http-equiv="refresh" content="([^"]+)"', old),
        (built.output / "_redirects").read_text("utf-8").splitlines(),
        "moved      /posts/set-by-hand/ → /posts/moved-by-hand/" in built.out,
    ) == (
        ["https://pamphleteer.example/posts/moved-by-hand/"], ["0; url=/posts/moved-by-hand/"],
        ["/posts/set-by-hand/ /posts/moved-by-hand/ 301!", "/posts/set-by-hand/ /posts/moved-by-hand/ 301",
         "/posts/set-by-hand/* /posts/moved-by-hand/:splat 301"], True,
    )  # fmt: skip


def test_a_text_that_moved_twice_and_back_leads_nowhere_in_steps(desk_copy: Copy) -> None:
    site = desk_copy()
    publish(site)
    edit(site, "content/posts/set-by-hand.md", "Title:", "Slug: second\nTitle:")
    publish(site)
    edit(site, "content/posts/set-by-hand.md", "Slug: second", "Slug: third")
    third = (publish(site).output / "_redirects").read_text("utf-8").splitlines()[1:4:2]
    edit(site, "content/posts/set-by-hand.md", "Slug: third\n", "")
    back = (publish(site).output / "_redirects").read_text("utf-8").splitlines()[1:4:2]

    assert (third, back) == (
        ["/posts/second/ /posts/third/ 301", "/posts/set-by-hand/ /posts/third/ 301"],
        ["/posts/second/ /posts/set-by-hand/ 301", "/posts/third/ /posts/set-by-hand/ 301"],
    )


def test_a_text_that_vanishes_stops_the_build_with_what_to_do(desk_copy: Copy) -> None:
    site = desk_copy()
    publish(site)
    (site / "content/posts/two-voices.md").unlink()
    built = publish(site)
    line = record(site).split("\n").index('["tag:pamphleteer.example,2026-11-01:posts/two-voices"]') + 1

    assert (built.code, built.err.splitlines()) == (1, [
        f"{RECORD}:{line}: /posts/two-voices/ was published, and nothing stands there now. Put posts/two-voices.md back, or write "
        'Redirect-from: into what replaces it, or python3 tasks.py record --withdraw /posts/two-voices/ --because "A sentence for readers."',
        "1 problem. Nothing was written; the site stands as it was.",
    ])  # fmt: skip


def test_what_was_withdrawn_says_why_and_is_in_no_feed_but_that_of_corrections(desk_copy: Copy) -> None:
    site = desk_copy()
    publish(site)
    withdraw(site, "posts/two-voices/", "It was a mistake & a half.")
    (site / "content/posts/two-voices.md").unlink()
    built = publish(site)
    tombstone = page(built, "/posts/two-voices/")
    named = [file.name for file in built.output.rglob("*.xml") if b"two-voices" in file.read_bytes()]

    assert (built.code, "It was a mistake &amp; a half." in tombstone, 'content="noindex"' in tombstone, set(named)) == (
        0, True, True, {"corrections.atom.xml", "corrections.rss.xml"},
    )  # fmt: skip
    assert "/posts/two-voices/?" in (built.output / "gone.nginx").read_text("utf-8").replace("\\", "")


def test_the_feed_of_a_list_that_was_withdrawn_stays_and_says_why(desk_copy: Copy) -> None:
    site = desk_copy()
    publish(site)
    withdraw(site, "lists/by-hand/", "The list has been given up.")
    (site / "content/lists/by-hand.md").unlink()
    built = publish(site)
    names = ["lists/by-hand/feed.atom.xml", "lists/by-hand/feed.rss.xml", "lists/by-hand/feed.json"]
    data = [(built.output / name).read_bytes() for name in names]

    assert ([b"The list has been given up." in one for one in data], [faults_of_feed(one, f"https://pamphleteer.example/{name}") for one, name in zip(data, names, strict=True)]) == (
        [True] * 3, [[], [], []],
    )  # fmt: skip


def test_an_address_from_before_leads_to_the_text_that_names_it(desk_copy: Copy) -> None:
    site = desk_copy()
    edit(site, "content/posts/set-by-hand.md", "Title:", "Redirect-from: /2011/04/by-hand.html, /old/by-hand/\nTitle:")
    built = press(site)
    pages = [(built.output / name).read_text("utf-8") for name in ("2011/04/by-hand.html", "old/by-hand/index.html")]

    assert ["url=/posts/set-by-hand/" in text for text in pages] == [True, True]


def test_an_imported_id_is_kept_as_it_is(desk_copy: Copy) -> None:
    site = desk_copy()
    edit(site, "content/posts/set-by-hand.md", "Title:", "Id: tag:blogger.com,1999:blog-1.post-2\nTitle:")
    built = publish(site)
    ids = re.findall(r"<id>(.*?)</id>", (built.output / "feeds/all.atom.xml").read_text("utf-8"))

    assert ("tag:blogger.com,1999:blog-1.post-2" in ids, '["tag:blogger.com,1999:blog-1.post-2"]' in record(site)) == (True, True)


def test_whoever_published_once_keeps_a_page(desk_copy: Copy) -> None:
    site = desk_copy({"content/posts/cleo.md": "Title: Cleo\nDate: 2011-01-01\nAuthors: cleo\n\nA lamp.\n"})
    people = site / "content/data/people.toml"
    people.write_text(people.read_text("utf-8") + '\n[people.cleo]\nname = "C. Leo (fixture)"\n', "utf-8")
    publish(site)
    edit(site, "content/posts/cleo.md", "Authors: cleo", "Authors: ben")
    built = publish(site)

    assert (built.code, built.err, "C. Leo (fixture)" in page(built, "/people/cleo/")) == (0, "", True)


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ('EDITORIAL_AUTHORITY="nonsense"', 'pelicanconf.py: EDITORIAL_AUTHORITY "nonsense" cannot mint ids. Write a domain of yours and a day on which you had it, as "example.org,2026-01-31".'),
        ('EDITORIAL_AUTHORITY="example.org,2026-02-31"', 'pelicanconf.py: EDITORIAL_AUTHORITY "example.org,2026-02-31" cannot mint ids. Write a domain of yours and a day on which you had it, as "example.org,2026-01-31".'),
        ('EDITORIAL_HUB="hub"', 'pelicanconf.py: EDITORIAL_HUB "hub" is not an http or https address. Write the whole address of a WebSub hub, or nothing.'),
        ('SITENAME="a\\u0001b"', "-e: SITENAME holds U+0001, which is not a character of a text. Take it out."),
    ],
)  # fmt: skip
def test_a_setting_that_would_break_feeds_is_told(desk_copy: Copy, setting: str, told: str) -> None:
    built = press(desk_copy(), "-e", setting)

    assert (built.code, built.err.splitlines()[0]) == (1, told)


def test_ids_that_would_be_minted_otherwise_are_told(desk_copy: Copy) -> None:
    site = desk_copy()
    publish(site)
    built = press(site, "-e", 'EDITORIAL_AUTHORITY="another.example,2026"')

    assert built.err.splitlines()[0] == (
        'pelicanconf.py: EDITORIAL_AUTHORITY is "another.example,2026", and ids were minted by "pamphleteer.example,2026-11-01". '
        'Write EDITORIAL_AUTHORITY = "pamphleteer.example,2026-11-01", also after a change of domain.'
    )


EXCHANGE_FAILS = """
import press.exchange
def full(*_, **__): raise OSError("the disk is full")
press.exchange.Workplace.exchange = full
"""


def test_nothing_is_on_record_that_did_not_come_to_stand(desk_copy: Copy) -> None:
    site = desk_copy()
    publish(site)
    before = record(site)
    edit(site, "content/posts/set-by-hand.md", "Title: Set by hand", "Title: Another")
    conf = site / "siteconf.py"
    conf.write_text(conf.read_text("utf-8") + EXCHANGE_FAILS, "utf-8")
    built = publish(site)

    assert (built.code, record(site), "Set by hand" in page(built, "/posts/set-by-hand/"), built.err.splitlines()[-1]) == (
        1, before, True, "1 problem. Nothing was written; the site stands as it was.",
    )  # fmt: skip


def test_a_record_that_cannot_be_written_is_told_and_the_site_stands(desk_copy: Copy) -> None:
    site = desk_copy({"content/data/.publications.toml.new/x": "in the way"})
    built = publish(site)

    assert (built.code, record(site), "Set by hand" in page(built, "/posts/set-by-hand/"), built.err.splitlines()[-1]) == (
        1, "", True, "1 problem. The site is published, and this is not done.",
    )  # fmt: skip


CHANGED_MEANWHILE = """
import pelican_editorial.publishing as publishing
before = publishing._keep
def keep(record, read, root):
    (root / "data/publications.toml").write_text("# by somebody else\\n", encoding="utf-8")
    before(record, read, root)
publishing._keep = keep
"""


def test_a_record_that_somebody_changed_in_the_meantime_is_left_as_it_is(desk_copy: Copy) -> None:
    site = desk_copy()
    conf = site / "siteconf.py"
    conf.write_text(conf.read_text("utf-8") + CHANGED_MEANWHILE, "utf-8")
    built = publish(site)

    assert (built.code, record(site), built.err.splitlines()[0]) == (
        1, "# by somebody else\n",
        "content: content/data/publications.toml was changed in the meantime, and is left as it is. Mend it, and publish again.",
    )  # fmt: skip


def test_the_words_of_a_text_under_another_name_are_not_a_new_text_s(desk_copy: Copy) -> None:
    site = desk_copy()
    publish(site)
    text = (site / "content/posts/set-by-hand.md").read_text("utf-8")
    (site / "content/posts/older.md").write_text(text, "utf-8")
    edit(site, "content/posts/set-by-hand.md", "Nothing in this text names what it is about.", "Another text altogether.")
    built = publish(site)

    assert built.err.splitlines()[0] == (
        "content/posts/set-by-hand.md:1: /posts/set-by-hand/ was ‘Set by hand’, whose words are those of content/posts/older.md now. "
        "Give this one another Slug and another file, and the other its own back."
    )


def test_ids_are_not_minted_in_the_name_of_the_sample(desk_copy: Copy) -> None:
    built = press(desk_copy(), "-e", 'EDITORIAL_ADDRESS="https://example.org"')

    assert (built.code, built.err.splitlines()[0].partition(",")[0]) == (1, 'pelicanconf.py: EDITORIAL_AUTHORITY "pamphleteer.example')


BLOCKS = [f'["tag:e.org,2020:posts/{name}"]\nkind = "post"\n\n' for name in "abc"]


@pytest.mark.parametrize(
    ("here", "lost"),
    [
        ("".join(BLOCKS), []),
        ("".join(BLOCKS[:2]), ["tag:e.org,2020:posts/c"]),
        ("".join(BLOCKS)[:60], ["tag:e.org,2020:posts/b", "tag:e.org,2020:posts/c"]),
        ("".join([*BLOCKS, BLOCKS[0].replace("/a", "/d")]), []),
        ("", ["tag:e.org,2020:posts/a", "tag:e.org,2020:posts/b", "tag:e.org,2020:posts/c"]),
        (None, ["tag:e.org,2020:posts/a", "tag:e.org,2020:posts/b", "tag:e.org,2020:posts/c"]),
    ],
    ids=["whole", "a block less", "cut off", "a block more", "empty", "gone"],
)
def test_a_record_that_lacks_what_git_has_is_seen(
    here: str | None, lost: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "content/data").mkdir(parents=True)
    (tmp_path / RECORD).write_text("".join(BLOCKS), "utf-8")
    for arguments in (["init", "-q"], ["add", "-A"], ["-c", "user.name=x", "-c", "user.email=x@e.org", "commit", "-qm", "x"]):
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True)
    (tmp_path / RECORD).unlink()
    if here is not None:
        (tmp_path / RECORD).write_text(here, "utf-8")
    monkeypatch.setattr(tasks, "ROOT", tmp_path)

    assert tasks._lost_blocks() == lost


def test_where_there_is_no_git_nothing_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "ROOT", tmp_path)

    assert tasks._lost_blocks() == []
