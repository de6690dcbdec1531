"""The build as a whole, in a process of its own: golden pages, problems, promises."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import GOLDEN, ROOT, Built, press

Copy = Callable[..., Path]


def files_of(folder: Path) -> dict[str, str]:
    """Every file below a folder with the digest of its bytes."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


GOLDEN_PAGES = (
    "index.html",
    "posts/an-answer/index.html",
    "posts/set-by-hand/index.html",
    "papers/safe-lamps/index.html",
    "themes/index.html",
    "themes/lamps/index.html",
    "themes/wicks/index.html",
    "lists/by-hand/index.html",
    "lists/by-hand/list.json",
    "lists/by-hand/list.bib",
    "lists/by-hand/list.ris",
    "posts/carried/index.html",
    "works/index.html",
    "archive/index.html",
    "feeds/index.html",
    "feeds/all.atom.xml",
    "feeds/corrections.rss.xml",
    "feeds/papers.json",
    "feeds/subscriptions.opml",
    "themes/lamps/feed.atom.xml",
    "themes/wicks/feed.atom.xml",
    "corrections/index.html",
    "posts/given-up/index.html",
    "2011/04/by-hand.html",
    "_redirects",
    ".htaccess",
    "404.html",
    "_headers",
)


@pytest.mark.parametrize("name", GOLDEN_PAGES)
def test_pages_of_the_fixture_are_as_they_were(fixture_site: Built, name: str, request: pytest.FixtureRequest) -> None:
    made = (fixture_site.output / name).read_text(encoding="utf-8")
    golden = GOLDEN / name.replace("/", "__")
    if request.config.getoption("--update-golden"):
        golden.write_text(made, encoding="utf-8")

    assert made == golden.read_text(encoding="utf-8")


def text_files(folder: str, *, of_version: bool = False) -> list[str]:
    """The files of a text, sorted; a frozen version has no themes."""
    names = ["cite.bib", "cite.csl.json", "cite.ris", "index.html", *([] if of_version else ["themes.json"])]
    return [f"{folder}/{name}" for name in names]


def feed_files(stem: str) -> list[str]:
    """The files of a feed, sorted."""
    return [f"{stem}{ending}" for ending in (".atom.xml", ".json", ".rss.xml")]


def list_files(folder: str) -> list[str]:
    """What stands at the address of a reading list."""
    return [
        *feed_files(f"{folder}/feed"),
        *(f"{folder}/{name}" for name in ("index.html", "list.bib", "list.csl.json", "list.json", "list.ris")),
    ]


def test_nothing_but_what_is_published_is_in_the_output(fixture_site: Built) -> None:
    assert sorted(name for name in files_of(fixture_site.output) if not name.startswith("static/")) == [
        ".htaccess", "2011/04/by-hand.html", "404.html", "_headers", "_redirects", "about/index.html", "archive/index.html", "corrections/index.html",
        *feed_files("feeds/all"), *feed_files("feeds/corrections"), "feeds/index.html", *feed_files("feeds/papers"), "feeds/subscriptions.opml",
        "gone.nginx", *feed_files("groups/circle/feed"), "groups/circle/index.html", "groups/index.html",
        "images/lamp.svg", "index.html", *list_files("lists/by-hand"), "moved.nginx", "papers/index.html", *text_files("papers/safe-lamps"),
        *text_files("papers/safe-lamps/v1", of_version=True),
        *feed_files("people/ada/feed"), "people/ada/index.html", *feed_files("people/ben/feed"), "people/ben/index.html", "people/index.html",
        *text_files("posts/an-answer"), *text_files("posts/carried"), *text_files("posts/first-lamp"), "posts/given-up/index.html", *text_files("posts/hidden-lamp"),
        *text_files("posts/set-by-hand"), *text_files("posts/two-voices"),
        "themes/index.html", *list_files("themes/lamps"), *list_files("themes/oil"), *list_files("themes/wicks"), "works/index.html",
    ]  # fmt: skip


UNLISTED = {
    "secret-draft": ("secret-draft", "secret draft", "not for showing"),
    "later-lamp": ("later-lamp", "lamp of a later day", "for another time"),
    "hidden-lamp": ("hidden-lamp", "hidden lamp", "nothing leads there", "snuff-1903", "only a hidden text cites"),
}


@pytest.mark.parametrize("slug", UNLISTED)
def test_the_title_and_slug_of_what_is_not_listed_stand_nowhere_but_on_a_hidden_text_s_own_page(fixture_site: Built, slug: str) -> None:
    texts = {
        file.relative_to(fixture_site.output).as_posix(): file.read_text(encoding="utf-8", errors="replace")
        for file in fixture_site.output.rglob("*")
        if file.is_file() and file.parent.name != "hidden-lamp"
    }

    assert [(name, mark) for name, text in texts.items() for mark in UNLISTED[slug] if mark.lower() in text.lower()] == []


def test_a_hidden_text_asks_not_to_be_found_and_no_note_of_an_author_goes_out(desk_copy: Copy) -> None:
    built = press(desk_copy({"content/posts/noted.md": "Title: Noted\nDate: 2010-01-01\n\nA lamp. <!-- ask Ben -->\n\n`<!-- code -->`\n"}))
    pages = {slug: (built.output / f"posts/{slug}/index.html").read_text(encoding="utf-8") for slug in ("noted", "hidden-lamp")}

    assert [("ask Ben" in page, "&lt;!-- code --&gt;" in page, 'content="noindex"' in page) for page in pages.values()] == [
        (False, True, False), (False, False, True),
    ]  # fmt: skip


def test_one_mistake_in_an_item_of_a_list_is_named_once(desk_copy: Copy) -> None:
    built = press(
        desk_copy({"content/lists/l.md": "Title: L\n\n1. [x]({filename}/posts/frist-lamp.md)\n2. [y]({filename}/posts/secret-draft.md)\n"})
    )

    assert built.err.splitlines() == [
        'content/lists/l.md:3: content/posts/frist-lamp.md does not exist. Did you mean "/posts/first-lamp.md"?',
        "content/lists/l.md:4: content/posts/secret-draft.md is not published (its status is draft). Publish it, or take the item out.",
        "2 problems. Nothing was written; the site stands as it was.",
    ]


def test_pins_are_checked_in_the_same_run_as_everything_else(desk_copy: Copy) -> None:
    pin = "1. [x]({filename}/posts/set-by-hand.md)\n"
    built = press(desk_copy({"content/lists/themes/lamps.md": pin, "content/posts/bad.md": "Title: x\n\nBody.\n"}), "--check", "--json")

    assert [(item["path"], item["code"]) for item in json.loads(built.out)] == [
        ("content/lists/themes/lamps.md", "pin-elsewhere"), ("content/posts/bad.md", "missing-date"),
    ]  # fmt: skip


BAD_POST = """Title: Three mistakes
Date: 2015-13-15
Author: ada
Authors: add
Themes: +lampz

A [link]({filename}frist-lamp.md) and a work [@wick-1900].
"""


def test_every_problem_is_named_in_one_run_sorted_and_nothing_is_written(desk_copy: Copy) -> None:
    folder = desk_copy(
        {
            "content/posts/bad.md": BAD_POST,
            "content/posts/bytes.md": b"Title: x\nDate: 2015-01-01\n\ncaf\xe9",
            "content/posts/twice.md": "Title: T\nDate: 2015-01-01\nSlug: first-lamp\n\nBody.\n",
            "content/pages/untitled.md": "Summary: s\n\nBody.\n",
            "content/stray.md": "Title: Stray\n\nBody.\n",
        }
    )
    built = press(folder)

    assert (built.code, built.out, built.output.exists(), built.err.splitlines()) == (
        1,
        "",
        False,
        [
            "content/pages/untitled.md:1: there is no title. Add a line Title: ….",
            'content/posts/bad.md:2: Date: "2015-13-15" is no day or time that there is. '
            "Write a day as 2015-12-15, or an instant with its offset as 2015-12-15T09:30+00:00.",
            'content/posts/bad.md:3: "Author" is not a key of the front matter. Did you mean "Authors"?',
            'content/posts/bad.md:4: author "add" is not in content/data/people.toml. Did you mean "ada"?',
            'content/posts/bad.md:5: theme "lampz" is not in content/data/themes.toml. Did you mean "lamps"?',
            'content/posts/bad.md:7: work "wick-1900" is not in content/data/references.json. Did you mean "wick-1901"?',
            "content/posts/bad.md:7: {filename}frist-lamp.md leads to content/posts/frist-lamp.md, which does not exist. "
            'Did you mean "first-lamp.md"?',
            "content/posts/bytes.md:4: byte 0xe9 at column 4 is not UTF-8. Save the file as UTF-8.",
            'content/posts/twice.md:3: slug "first-lamp" is also that of content/posts/first-lamp.md. Give one of the two another Slug.',
            "content/stray.md: the source was left out of the site. Give it the ending .md, put it into a folder that is built (ARTICLE_PATHS, PAGE_PATHS), or give it Status: skip.",
            "10 problems. Nothing was written; the site stands as it was.",
        ],
    )  # fmt: skip


def test_check_as_json_prints_the_same_problems_and_exits_with_one(desk_copy: Copy) -> None:
    built = press(desk_copy({"content/posts/bad.md": BAD_POST}), "--check", "--json")

    assert (built.code, [(item["line"], item["code"]) for item in json.loads(built.out)]) == (
        1,
        [(2, "bad-date"), (3, "unknown-key"), (4, "unknown-author"), (5, "unknown-theme"), (7, "unknown-work"), (7, "broken-link")],
    )  # fmt: skip


def test_check_writes_nothing(desk_copy: Copy) -> None:
    built = press(desk_copy(), "--check", "--json")

    assert (built.code, built.out, built.output.exists()) == (0, "[]\n", False)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"content/posts/bad.md": "Title: x\n\nBody.\n"}, "content/posts/bad.md:1: there is no date."),
        ({"content/data/people.toml": "[people.ada\n"}, "content/data/people.toml:1: this is not TOML"),
        ({"content/data/themes.toml": None}, "content/data/themes.toml: the file is missing."),
        ({"content/data/references.json": "[{]"}, "content/data/references.json:1: this is not JSON"),
        ({"content/lists/bad.md": "Title: L\n\n1. nothing\n"}, "content/lists/bad.md:3: this item names no post, paper or work."),
    ],
)  # fmt: skip
def test_a_failed_build_leaves_the_old_site_byte_for_byte(desk_copy: Copy, change: dict[str, str | None], told: str) -> None:
    folder = desk_copy()
    press(folder)
    before = files_of(folder / "output")
    for name, text in change.items():
        if text is None:
            (folder / name).unlink()
        else:
            (folder / name).write_text(text)
    built = press(folder)

    assert (built.code, told in built.err, "Traceback" in built.err, files_of(built.output) == before) == (1, True, False, True)


def test_a_template_that_fails_is_named_with_its_line_and_page(desk_copy: Copy) -> None:
    folder = desk_copy({"siteconf.py": None})
    theme = folder / "theme"
    for file in (ROOT / "theme" / "templates").rglob("*.html"):
        target = theme / "templates" / file.relative_to(ROOT / "theme" / "templates")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(file.read_text().replace("{{ page.title | typeset_title }}", "{{ page.titel }}"))
    (theme / "static").mkdir()
    conf = (ROOT / "tests" / "site" / "siteconf.py").read_text()
    (folder / "siteconf.py").write_text(conf.replace("HERE.parents[1]", f"Path({str(ROOT)!r})").replace('str(ROOT / "theme")', '"theme"'))
    line = (theme / "templates" / "page.html").read_text().split("page.titel")[0].count("\n") + 1
    built = press(folder)

    assert (built.code, next(told for told in built.err.splitlines() if "page.html" in told)) == (
        1, f"theme/templates/page.html:{line}: 'pelican.contents.Page object' has no attribute 'titel' (while writing about/index.html). Mend the template.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('EDITORIAL_DESCRIPTON = "x"', 'nothing reads EDITORIAL_DESCRIPTON. Did you mean "EDITORIAL_DESCRIPTION"?'),
        ("PRESS_DATA_PATH = []", 'nothing reads PRESS_DATA_PATH. Did you mean "PRESS_DATA_PATHS"?'),
        ('PLUGINS = ["nowhere_to_be_found"]', "nowhere_to_be_found"),
        ("EDITORIAL_LICENCE = None", "EDITORIAL_LICENCE is not set to a text. Set it: the terms on which"),
        ('EDITORIAL_ADDRESS = "example.org/"', 'EDITORIAL_ADDRESS "example.org/" is not a public address. Write it as https://example.org'),
    ],
)
def test_a_faulty_setting_stops_the_build(desk_copy: Copy, line: str, told: str) -> None:
    folder = desk_copy()
    conf = folder / "siteconf.py"
    conf.write_text(f"{conf.read_text()}\n{line}\n")
    built = press(folder)

    assert (built.code, told in built.err) == (1, True)


def test_a_file_that_nothing_publishes_is_said_and_the_site_is_built(desk_copy: Copy) -> None:
    built = press(desk_copy({"content/posts/picture.png": b"x"}))

    assert (built.code, built.err) == (
        0,
        "content/posts/picture.png: the file is not published. "
        "Link to it with {static} or {attach}, or put it into a folder of STATIC_PATHS. (warning)\n",
    )


def test_plain_pelican_keeps_the_promises_too(desk_copy: Copy) -> None:
    folder = desk_copy({"content/posts/bad.md": "Title: x\n\nBody.\n"})
    done = subprocess.run(
        [sys.executable, "-m", "pelican", "content", "-s", "siteconf.py", "-o", "output"],
        cwd=folder, capture_output=True, text=True, timeout=120,
    )  # fmt: skip

    assert (done.returncode, "content/posts/bad.md:1: there is no date." in done.stderr, (folder / "output").exists()) == (1, True, False)


def test_an_empty_site_is_built(desk_copy: Copy) -> None:
    folder = desk_copy()
    for name in ("posts", "papers", "pages", "lists", "images"):
        shutil.rmtree(folder / "content" / name)
    (folder / "content" / "data" / "themes.toml").write_text("")
    (folder / "content" / "data" / "references.json").write_text("[]")
    (folder / "content" / "data" / "permissions.toml").unlink()
    built = press(folder)

    lines = built.err.splitlines()

    assert (built.code, lines[-1], (built.output / "index.html").is_file(), len(list(built.output.rglob("*.xml")))) == (
        0, "content: there is no text to publish. Check PATH and ARTICLE_PATHS. (warning)", True, 6,
    )  # fmt: skip
    assert [line for line in lines if "(warning)" not in line] == []


def test_a_draft_is_shown_only_where_it_is_asked_for(desk_copy: Copy) -> None:
    built = press(desk_copy(), "-e", 'DRAFT_SAVE_AS="drafts/{slug}/index.html"')
    page = (built.output / "drafts" / "secret-draft" / "index.html").read_text()
    elsewhere = [
        file for file in built.output.rglob("*") if file.is_file() and b"secret-draft" in file.read_bytes() and "drafts" not in file.parts
    ]

    assert (built.code, "<strong>draft</strong>" in page, elsewhere) == (0, True, [])


@pytest.mark.parametrize("text", ["A lamp.\n", ""])
def test_a_text_dated_after_the_build_is_not_published(desk_copy: Copy, text: str) -> None:
    body = f"Title: Later lamp\nDate: 2024-01-01\nAuthors: ada\n\n{text}"
    folder = desk_copy({"content/posts/later.md": body})
    before = press(folder, SOURCE_DATE_EPOCH="1700000000")
    named_before = [file.name for file in before.output.rglob("*") if file.is_file() and b"Later lamp" in file.read_bytes()]
    after = press(folder, SOURCE_DATE_EPOCH="1710000000")

    assert (named_before, "posts/later/index.html" in files_of(after.output)) == ([], True)


def test_the_same_input_gives_the_same_bytes(desk_copy: Copy, fixture_site: Built) -> None:
    built = press(desk_copy(), PYTHONHASHSEED="7", TZ="Asia/Kolkata", LC_ALL="C")

    assert files_of(built.output) == files_of(fixture_site.output)


def test_the_order_of_files_in_their_folder_does_not_matter(desk_copy: Copy, fixture_site: Built) -> None:
    folder = desk_copy()
    backwards = """
import os
forwards = os.scandir
class Backwards:
    def __init__(self, entries): self.entries = iter(sorted(entries, key=lambda entry: entry.name, reverse=True))
    def __iter__(self): return self
    def __next__(self): return next(self.entries)
    def __enter__(self): return self
    def __exit__(self, *_): self.close()
    def close(self): pass
def scandir(path="."):
    with forwards(path) as entries:
        return Backwards(list(entries))
os.scandir = scandir
"""
    conf = folder / "siteconf.py"
    conf.write_text(backwards + conf.read_text())

    assert files_of(press(folder).output) == files_of(fixture_site.output)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_an_interrupted_build_leaves_the_old_site_and_exits_with_130(desk_copy: Copy) -> None:
    folder = desk_copy()
    press(folder)
    before = files_of(folder / "output")
    slow = "import time; from pelican import signals\ndef wait(_): open('waiting', 'w').close(); time.sleep(60)\nsignals.all_generators_finalized.connect(wait)\n"
    with (folder / "siteconf.py").open("a") as conf:
        conf.write(f"\n{slow}")
    child = subprocess.Popen(
        [sys.executable, "-m", "press", "content", "-s", "siteconf.py", "-o", "output"],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")}, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    for _ in range(600):
        if (folder / "waiting").exists():
            break
        time.sleep(0.1)
    child.send_signal(signal.SIGINT)
    _, told = child.communicate(timeout=30)

    assert (child.returncode, told, files_of(folder / "output") == before) == (130, "Interrupted. The site stands as it was.\n", True)


def test_a_line_of_the_header_that_is_no_field_stops_the_build_and_does_not_publish_a_draft(desk_copy: Copy) -> None:
    built = press(
        desk_copy({"content/posts/meant.md": "Title: Meant\nDate: 2010-01-01\nResponds to: first-lamp\nStatus: draft\n\nText.\n"})
    )

    assert (built.code, built.err.splitlines()[0]) == (
        1,
        "content/posts/meant.md:3: this line of the header is not a key and its value. "
        "Write Key: value; indent what continues a value by four spaces; leave a line empty before the text.",
    )


def test_a_file_that_only_a_draft_attaches_is_not_published(desk_copy: Copy) -> None:
    draft = "Title: D\nDate: 2010-01-01\nStatus: draft\n\n![x]({attach}secret.png)\n"
    built = press(desk_copy({"content/posts/d.md": draft, "content/posts/secret.png": b"x"}))

    assert (built.code, [name for name in files_of(built.output) if "secret" in name]) == (0, [])


@pytest.mark.parametrize(
    ("name", "code"),
    [("content/posts/page.html", "not-published"), ("content/posts/a.markdown", "not-published"), ("content/posts/A.MD", "not-published")],
)
def test_a_text_with_another_ending_is_not_passed_over(desk_copy: Copy, name: str, code: str) -> None:
    built = press(desk_copy({name: "Title: x\nDate: 2010-01-01\n\nBody.\n"}), "--check", "--json")

    assert (built.code, [(item["path"], item["code"]) for item in json.loads(built.out)]) == (1, [(name, code)])


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need rights there")
def test_links_to_folders_and_to_nothing_are_named(desk_copy: Copy) -> None:
    folder = desk_copy()
    (folder / "elsewhere").mkdir()
    (folder / "elsewhere" / "x.md").write_text("Title: x\nDate: 2010-01-01\n\nBody.\n")
    (folder / "content" / "posts" / "linked").symlink_to(folder / "elsewhere")
    (folder / "content" / "posts" / "gone.md").symlink_to(folder / "nowhere.md")
    told = [line for line in press(folder).err.splitlines() if "a link that leads" in line]

    assert told == [
        "content/posts/gone.md: this is a link that leads to nothing. Put the files themselves here, or take the link away.",
        "content/posts/linked: this is a link that leads out of the content folder. Put the files themselves here, or take the link away.",
    ]


def test_an_output_that_is_no_built_site_is_refused_and_stays(desk_copy: Copy) -> None:
    folder = desk_copy({"mine/letter.txt": "kept"})
    before = files_of(folder)
    answers = [press(folder, "-o", name) for name in (".", "..", "content", "content/built", "siteconf.py")]

    assert [(one.code, "unsafe" in one.err or "Name another folder" in one.err, "Traceback" in one.err) for one in answers] == [
        (1, True, False)
    ] * 5
    assert files_of(folder) == before


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need rights there")
def test_an_output_that_is_a_link_stays_one(desk_copy: Copy) -> None:
    folder = desk_copy()
    (folder / "www").mkdir()
    (folder / "output").symlink_to(folder / "www")
    built = press(folder)

    assert (built.code, (folder / "output").is_symlink(), (folder / "www" / "index.html").is_file()) == (0, True, True)


def test_a_faulty_settings_file_is_told_without_a_traceback(desk_copy: Copy) -> None:
    built = press(desk_copy({"siteconf.py": "PATH = 'content'\nSITENAME = \n"}))

    assert (built.code, built.err) == (
        1,
        "siteconf.py:2: Python cannot read this: invalid syntax. Correct it.\n1 problem. Nothing was written; the site stands as it was.\n",
    )


def test_a_plugin_that_is_missing_stops_every_build_while_watching(desk_copy: Copy) -> None:
    folder = desk_copy()
    runs = (
        "import sys; sys.path.insert(0, '.'); from pelican.settings import read_settings; from press.site import Site\n"
        "from pelican import init_logging; init_logging()\n"
        "site = Site(read_settings('siteconf.py', {'PLUGINS': ['nosuchplugin'], 'PRESS_WATCHING': True}))\n"
        "site.run(); site.run()\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    done = subprocess.run([sys.executable, "-c", runs], cwd=folder, env=environment, capture_output=True, text=True, timeout=120)

    assert (done.stderr.count("Nothing was written"), (folder / "output").exists()) == (2, False)
