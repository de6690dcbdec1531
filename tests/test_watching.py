"""press.watching: a press that stays, builds on every save, serves, and shows each page anew. Real processes, real requests."""

from __future__ import annotations

import http.client
import json
import os
import queue
import re
import signal
import socket
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from manuscript.problems import Problem
from press.watching import files, pages
from press.watching.board import Board
from press.watching.hosts import is_local
from press.watching.media_types import content_type
from press.watching.noise import is_noise
from press.watching.outcomes import Outcome
from press.watching.places import places
from press.watching.policies import allowing

PATIENCE = 60  # seconds, for what never takes so long

SITE = {
    "siteconf.py": """
        import look_up
        SITENAME, SITEURL, AUTHOR, TIMEZONE, DEFAULT_LANG = "Lamps", "", "The editors", "UTC", "en"
        PATH, THEME, PLUGINS = "content", "look", [look_up]
        ARTICLE_PATHS, STATIC_PATHS, TYPOGRIFY = ["posts"], ["images"], False
        ARTICLE_URL, ARTICLE_SAVE_AS = "{slug}/", "{slug}/index.html"
        DIRECT_TEMPLATES = ["index", "404"]
        CATEGORY_SAVE_AS = TAG_SAVE_AS = AUTHOR_SAVE_AS = ""
        FEED_ALL_ATOM = CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None
    """,
    "look_up.py": """
        from pelican import signals
        WORD = "first"
        def say(generator): generator.context["word"] = WORD
        def register(): signals.generator_init.connect(say)
    """,
    "look/templates/base.html": """
        <!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ SITENAME }}</title>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src 'self'">
        <meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/theme/site.css"></head>
        <body><h1>{{ SITENAME }}</h1><p id="word">{{ word }}</p>{% block content %}{% endblock %}</body></html>
    """,
    "look/templates/index.html": "{% extends 'base.html' %}{% block content %}{% for one in articles %}<p>{{ one.title }}</p>{% endfor %}{% endblock %}",
    "look/templates/article.html": "{% extends 'base.html' %}{% block content %}{{ article.content }}{% endblock %}",
    "look/templates/404.html": "{% extends 'base.html' %}{% block content %}Nowhere{% endblock %}",
    "look/static/site.css": "p { color: rgb(0, 0, 1); }",
    "content/posts/one.md": "Title: One\nDate: 2024-01-01\nSlug: one\n\nThe first lamp.\n",
    "content/posts/two.md": "Title: Two\nDate: 2024-01-02\nSlug: two\n\nThe second lamp.\n",
    "content/images/dot.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
}
ONE, TWO = "content/posts/one.md", "content/posts/two.md"


# --- a site that is served ------------------------------------------------------------------------


@dataclass
class Served:
    """A press at work; ``said`` gathers what it prints."""

    folder: Path
    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)
    lines: queue.Queue[str] = field(default_factory=queue.Queue)
    port: int = 0

    def gather(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.said.append(line.rstrip("\n"))
            self.lines.put(line.rstrip("\n"))

    def until(self, pattern: str) -> str:
        """The next line that matches."""
        while True:
            try:
                line = self.lines.get(timeout=PATIENCE)
            except queue.Empty:
                raise AssertionError(f"{pattern!r} was never said; but:\n" + "\n".join(self.said)) from None
            if re.search(pattern, line):
                return line

    def write(self, name: str, text: str) -> None:
        """Save a file as most editors do: whole, under another name first."""
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        aside = file.with_name(f"{file.name}~")
        aside.write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")
        aside.replace(file)

    def change(self, name: str, before: str, after: str) -> None:
        text = (self.folder / name).read_text()
        assert before in text
        self.write(name, text.replace(before, after))

    def ask(self, target: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.putrequest(method, target, skip_host="Host" in headers)
            for name, value in headers.items():
                connection.putheader(name, value)
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode()
        finally:
            connection.close()

    @contextmanager
    def told(self, page: str, *uses: str) -> Iterator[Callable[[], dict[str, Any]]]:
        """What the page hears, one notice after another."""
        query = "&".join([f"page={page}", *(f"use={use}" for use in uses)])
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", f"/.press/events?{query}")
        answer = connection.getresponse()

        def heard() -> dict[str, Any]:
            while not (line := answer.readline()).startswith(b"data: "):
                assert line, "the connection was closed"
            return dict(json.loads(line.removeprefix(b"data: ")))

        yield heard
        connection.close()

    def end(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


def written(folder: Path, changes: dict[str, str | None] | None = None) -> Path:
    for name, text in {**SITE, **(changes or {})}.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if text is not None:
            file.write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")
    return folder


@contextmanager
def serving(folder: Path, *arguments: str, wraps: tuple[str, ...] = (), **environment: str) -> Iterator[Served]:
    command = [sys.executable, "-m", "press", "content", "-o", "output", "-s", "siteconf.py", "--listen", "--port", "0", *arguments]
    process = subprocess.Popen(
        [*wraps, *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "PYTHONDONTWRITEBYTECODE": "1", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=hearing_all,
    )
    served = Served(folder, process)
    threading.Thread(target=served.gather, daemon=True).start()
    try:
        served.port = int(re.findall(r":(\d+)/", served.until("The site is at"))[0])
        yield served
    finally:
        process.kill()
        process.wait(PATIENCE)
        for _ in range(600):
            if not processes_in(folder):
                break
            time.sleep(0.1)
        assert process.stdout
        process.stdout.close()


def hearing_all() -> None:
    """In the child: the tests may run in the background, where Ctrl-C is ignored, or under nohup."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def processes_in(folder: Path) -> list[int]:
    """The processes that work in a folder."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and (entry / "cwd").readlink() == folder and "Z (" not in (entry / "status").read_text():
                found.append(int(entry.name))
        except OSError:
            continue
    return found


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A small site, built once, served and watched."""
    with serving(written(tmp_path), "--autoreload") as served:
        served.until("Built")
        yield served


# --- who may ask ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("localhost", True),
        ("localhost:8000", True),
        ("LOCALHOST.:8000", True),
        ("lamps.localhost:8000", True),
        ("127.0.0.1", True),
        ("127.8.9.10:80", True),
        ("[::1]:8000", True),
        ("[::1]", True),
        ("", False),
        ("evil.example", False),
        ("evil.example:8000", False),
        ("localhost.evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("evil.example#localhost", False),
        ("192.168.0.1:8000", False),
        ("0.0.0.0:8000", False),
        ("localhost:8000@evil.example", False),
    ],
)
def test_only_names_of_this_machine_are_local(host: str, expected: bool) -> None:
    assert is_local(host) is expected


def test_a_page_elsewhere_that_calls_itself_by_our_address_reads_nothing(served: Served) -> None:
    answers = [served.ask(target, Host="evil.example") for target in ("/", "/.press/events", "/.press/reload.js")]

    assert [(status, "lamp" in body) for status, _, body in answers] == [(403, False)] * 3


# --- which file -----------------------------------------------------------------------------------


@pytest.fixture
def output(tmp_path: Path) -> Path:
    folder = tmp_path / "output"
    for name in ("index.html", "404.html", "about.html", "posts/index.html", "empty/x.txt", "a b/ü.html", ".well-known/it", ".git/config"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    (tmp_path / "secret.html").write_text("secret")
    (tmp_path / "output-evil").mkdir()
    (tmp_path / "output-evil" / "secret.html").write_text("secret")
    (folder / "out.html").symlink_to("../secret.html")
    (folder / "out").symlink_to("..")
    (folder / "in.html").symlink_to("about.html")
    (folder / "round.html").symlink_to("round.html")
    os.mkfifo(folder / "pipe.html")
    return folder


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/", "200 index.html"),
        ("/?x=/../y", "200 index.html"),
        ("/index.html", "200 index.html"),
        ("/posts", "301 /posts/"),
        ("/posts?a=b&c", "301 /posts/?a=b&c"),
        ("//posts", "301 /posts/"),
        ("//evil.example/../posts", "404 404.html"),
        ("/posts/", "200 posts/index.html"),
        ("/posts//", "200 posts/index.html"),
        ("/about", "200 about.html"),
        ("/about.html/", "404 404.html"),
        ("/empty", "404 404.html"),
        ("/empty/", "404 404.html"),
        ("/a%20b/%C3%BC.html", "200 a b/ü.html"),
        ("/.well-known/it", "200 .well-known/it"),
        ("/.git/config", "404 404.html"),
        ("/../secret.html", "404 404.html"),
        ("/%2e%2e/secret.html", "404 404.html"),
        ("/posts/..%2f..%2fsecret.html", "404 404.html"),
        ("/..%5csecret.html", "404 404.html"),
        ("/../output-evil/secret.html", "404 404.html"),
        ("/out.html", "404 404.html"),
        ("/out/secret.html", "404 404.html"),
        ("/in.html", "200 about.html"),
        ("/round.html", "404 404.html"),
        ("/pipe.html", "404 404.html"),
        ("/%00", "404 404.html"),
        ("/%ff", "404 404.html"),
        (f"/{'x' * 300}", "404 404.html"),
        ("http://127.0.0.1/secret.html", "404 404.html"),
        ("*", "404 404.html"),
    ],
)
def test_an_address_stands_for_a_file_of_the_site_or_for_none(output: Path, target: str, expected: str) -> None:
    found = files.find(output, target)
    shown = found.location or (found.file.resolve().relative_to(output).as_posix() if found.file else "")

    assert f"{found.status.value} {shown}" == expected


def test_where_no_page_says_that_nothing_is_there_there_is_no_file(tmp_path: Path) -> None:
    assert files.find(tmp_path, "/x") == files.Found(HTTPStatus.NOT_FOUND)


def test_the_site_is_the_one_that_the_output_leads_to_now(tmp_path: Path) -> None:
    found = []
    for name in ("site-a", "site-b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").touch()
        (tmp_path / "link").symlink_to(name)
        (tmp_path / "link").replace(tmp_path / "output")
        found.append(files.find(tmp_path / "output", "/").file)

    assert found == [tmp_path / "site-a" / "index.html", tmp_path / "site-b" / "index.html"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("a.CSS", "text/css; charset=utf-8"),
        ("a.js", "text/javascript; charset=utf-8"),
        ("feed.atom", "application/atom+xml; charset=utf-8"),
        ("feed.json", "application/json; charset=utf-8"),
        ("a.svg", "image/svg+xml; charset=utf-8"),
        ("a.woff2", "font/woff2"),
        ("a.webp", "image/webp"),
        ("a.tar.gz", "application/gzip"),
        ("_headers", "application/octet-stream"),
    ],
)
def test_a_type_comes_from_the_name_and_text_is_utf_8(name: str, expected: str) -> None:
    assert content_type(name) == expected


# --- pages as they are served ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("default-src 'none'", "default-src 'none'; script-src-elem 'self'; style-src-elem 'self'; connect-src 'self'"),
        ("img-src 'self'", "img-src 'self'"),
        ("script-src 'self'; connect-src x.example", "script-src 'self'; connect-src x.example 'self'; script-src-elem 'self'"),
        ("SCRIPT-SRC 'NONE'; script-src *", "script-src 'NONE'; script-src-elem 'self'"),
        (
            "script-src 'strict-dynamic' 'nonce-a'",
            "script-src 'strict-dynamic' 'nonce-a'; script-src-elem 'strict-dynamic' 'nonce-a' 'nonce-N'",
        ),
        ("default-src", "default-src; script-src-elem 'self'; style-src-elem 'self'; connect-src 'self'"),
        ("img-src a, script-src b", "img-src a, script-src b; script-src-elem b 'self'"),
        ("", ""),
    ],
)
def test_a_policy_leaves_room_for_the_script_and_for_nothing_else(policy: str, expected: str) -> None:
    assert allowing(policy, "N") == expected


SCRIPT = '<script src="/.press/reload.js" nonce="N" data-page="p" data-build="b" defer></script>'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<body>a</body></html>", f"<body>a{SCRIPT}</body></html>"),
        ("<pre>&lt;</body></pre><BODY>a</BODY >", f"<pre>&lt;</body></pre><BODY>a{SCRIPT}</BODY >"),
        ("<p>a", f"<p>a{SCRIPT}"),
        (
            "<meta content='img-src &#39;self&#39;; script-src &quot;&gt;' HTTP-EQUIV=content-security-policy><meta name=a content='>'>",
            '<meta http-equiv="Content-Security-Policy" content="img-src &#x27;self&#x27;; script-src &quot;&gt;;'
            f" script-src-elem &quot;&gt; &#x27;self&#x27;\"><meta name=a content='>'>{SCRIPT}",
        ),
        ("<meta http-equiv=refresh content='9'><metal>", f"<meta http-equiv=refresh content='9'><metal>{SCRIPT}"),
        ('<meta content="', f'<meta content="{SCRIPT}'),
    ],
)
def test_a_page_is_served_with_the_script_and_leave_for_it(html: str, expected: str) -> None:
    made = pages.as_served(html.encode(), page="p", build="b").decode()

    assert re.sub(r'nonce="[^"]+"', 'nonce="N"', made) == expected.replace(
        "script-src &quot;&gt; &#x27;self&#x27;;", "script-src &quot;&gt;;"
    )


def test_a_page_in_another_encoding_is_left_alone() -> None:
    html = "<body></body>".encode("utf-16")

    assert pages.as_served(html, page="p", build="b") == html


def test_problems_are_text_whatever_they_hold() -> None:
    board = Board()
    board.end(Outcome((Problem("a<b>.md", 4, 0, "bad-date", "<script>alert(1)</script>\u202e", "Write & mend"),), 0, built=False))
    html = pages.without_site(board.notice).decode()

    assert ("<script" in html, re.findall("<li>.*</li>", html)) == (
        False,
        [
            '<li><p class="place">a&lt;b&gt;.md:4</p><p>&lt;script&gt;alert(1)&lt;/script&gt;\\u202e.</p>'
            '<p class="remedy">Write &amp; mend.</p></li>'
        ],
    )


def test_a_page_says_of_which_build_it_is_and_when_that_is_not_known() -> None:
    board = Board()
    seen = [board.notice.build]
    for built in (False, True):
        board.begin()
        seen.append(board.notice.build)
        board.end(Outcome((), 0, built=built))
        seen.append(board.notice.build)

    assert [build.removeprefix(seen[0].removesuffix("0")) for build in seen] == ["0", "0~", "0", "0~", "1"]


# --- what is watched ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("posts/a.md", False),
        ("extra/.htaccess", False),
        ("data/people.toml", False),
        ("posts/a.md~", True),
        ("posts/.a.md.swp", True),
        ("posts/4913", True),
        ("posts/.#a.md", True),
        ("posts/#a.md#", True),
        ("posts/.goutputstream-AB12", True),
        (".git/index", True),
        ("__pycache__/a.cpython-311.pyc", True),
        ("output/index.html", True),
        ("output-2/index.html", False),
    ],
)
def test_what_comes_and_goes_while_somebody_works_is_noise(name: str, expected: bool) -> None:
    assert is_noise(Path("/site", name), (Path("/site/output"),)) is expected


def test_the_places_are_sources_files_and_code_and_not_what_is_made(tmp_path: Path) -> None:
    for name in ("content", "look", "styles"):
        (tmp_path / name).mkdir()
    (tmp_path / "styles" / "a.csl").touch()
    settings = {
        "PATH": str(tmp_path / "content"),
        "THEME": str(tmp_path / "look"),
        "THEME_TEMPLATES_OVERRIDES": [str(tmp_path / "over")],
        "OUTPUT_PATH": str(tmp_path / "output"),
        "STYLE": "styles/a.csl",
        "PASSWORDS": "/etc/hosts.conf",
    }
    found = places(settings, base=tmp_path, settings_files={tmp_path / "conf.py"}, code={tmp_path / "plugins"})

    assert (found.sources, found.files, found.made, found.shallow) == (
        {tmp_path / name for name in ("content", "look", "over")},
        {tmp_path / "conf.py", tmp_path / "styles" / "a.csl"},
        {tmp_path / "output", tmp_path / ".output.press"},
        {tmp_path, tmp_path / "styles"},
    )


# --- a site that is served ------------------------------------------------------------------------


def test_the_site_is_served_as_hosts_serve_it(served: Served) -> None:
    asked = [("/", "GET"), ("/one/", "HEAD"), ("/one", "GET"), ("/none/", "GET"), ("/theme/site.css", "GET"), ("/", "POST")]
    answers = [served.ask(target, method) for target, method in asked]

    assert [(status, headers.get("Content-Type"), headers["Cache-Control"], headers.get("Location")) for status, headers, _ in answers] == [
        (200, "text/html; charset=utf-8", "no-store", None),
        (200, "text/html; charset=utf-8", "no-store", None),
        (301, "text/plain; charset=utf-8", "no-store", "/one/"),
        (404, "text/html; charset=utf-8", "no-store", None),
        (200, "text/css; charset=utf-8", "no-store", None),
        (501, "text/html;charset=utf-8", "no-store", None),
    ]


def test_the_script_is_in_what_is_served_and_not_in_the_files(served: Served) -> None:
    bodies = [served.ask(target)[2] for target in ("/", "/one/", "/none/")]
    on_disk = [file.read_bytes() for file in (served.folder / "output").rglob("*") if file.is_file()]

    assert ([body.count("/.press/reload.js") for body in bodies], [data for data in on_disk if b".press" in data]) == ([1, 1, 1], [])


def test_a_save_is_told_to_the_pages_that_it_changes(served: Served) -> None:
    with served.told("/one/", "/theme/site.css") as one, served.told("/two/") as two:
        before = [one(), two()]
        served.change(ONE, "first lamp", "brightest lamp")
        after = [one(), two()]

    assert (
        [early["page"] == late["page"] for early, late in zip(before, after, strict=True)],
        before[0]["uses"] == after[0]["uses"],
        "brightest" in served.ask("/one/")[2],
    ) == ([False, True], True, True)


def test_a_saved_style_sheet_is_told_apart_from_the_page(served: Served) -> None:
    with served.told("/one/", "/theme/site.css") as one:
        before = one()
        served.change("look/static/site.css", "0, 0, 1", "0, 0, 2")
        after = one()

    assert (before["page"] == after["page"], before["uses"] == after["uses"]) == (True, False)


def test_a_file_that_is_saved_as_it_was_is_built_once(served: Served) -> None:
    text = (served.folder / ONE).read_text()
    served.write(ONE, text)
    served.until("Built")
    served.write(ONE, text)
    time.sleep(1)  # for the build that there must not be

    assert len([line for line in served.said if "Built" in line]) == 2


def test_a_folder_that_comes_with_texts_in_it_is_seen(served: Served) -> None:
    aside = served.folder / "aside"
    aside.mkdir()
    (aside / "three.md").write_text("Title: Three\nDate: 2024-01-03\nSlug: three\n\nThe third lamp.\n")
    aside.rename(served.folder / "content" / "posts" / "more")
    served.until("Built")
    served.change("content/posts/more/three.md", "third", "newest")
    served.until("Built")

    assert "newest" in served.ask("/three/")[2]


def test_a_content_folder_that_is_replaced_is_watched_again(served: Served) -> None:
    content = served.folder / "content"
    content.rename(served.folder / "kept")
    served.until("Nothing was written")
    (served.folder / "kept").rename(content)
    served.until("Built")
    served.change(ONE, "first", "restored")
    served.until("Built")

    assert "restored" in served.ask("/one/")[2]


def test_a_failed_build_is_told_and_the_site_stands(served: Served) -> None:
    with served.told("/one/") as one:
        before = one()
        served.change(ONE, "2024-01-01", "2024-13-01")
        failed = one()
        stands = served.ask("/one/")[2]
        served.change(ONE, "2024-13-01", "2024-01-01")
        mended = one()

    assert (
        (before["failed"], failed["failed"], mended["failed"]),
        [row["place"] for row in failed["rows"]],
        "first lamp" in stands,
    ) == (("", "1 problem", ""), ["content/posts/one.md:2"], True)


def test_where_no_site_stands_the_server_tells_why(tmp_path: Path) -> None:
    with serving(written(tmp_path, {ONE: "Title: One\nDate: never\n\nx\n"}), "--autoreload") as served:
        served.until("Nothing was written")
        status, headers, body = served.ask("/one/")
        served.write(ONE, SITE[ONE])
        served.until("Built")
        after = served.ask("/one/")[0]

    assert (status, headers["Retry-After"], re.findall('<p class="place">([^<]*)', body), "reload.js" in body, after) == (
        503,
        "1",
        ["content/posts/one.md:2"],
        True,
        200,
    )


def test_readers_see_no_gap_while_the_site_is_built_over_and_over(served: Served) -> None:
    seen: set[tuple[int, bool]] = set()
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            for target in ("/one/", "/two/", "/theme/site.css"):
                status, _, body = served.ask(target)
                seen.add((status, body.rstrip().endswith(("</html>", "}"))))

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for number in range(8):
        served.write(TWO, f"{SITE[TWO]}\nFor the {number}th time.\n")
        served.until("Built")
    done.set()
    for reader in readers:
        reader.join()

    assert seen == {(200, True)}


# --- code -----------------------------------------------------------------------------------------


def test_changed_settings_are_read_by_a_new_process_at_the_same_address(served: Served) -> None:
    with served.told("/one/") as one:
        first = one()["build"]
        served.change("siteconf.py", '"Lamps"', '"Lanterns"')
        served.until("The site is at")
        served.until("Built")
    with served.told("/one/") as one:
        second = one()["build"]

    assert ("<h1>Lanterns" in served.ask("/")[2], first.split(".")[0] == second.split(".")[0], first == second, served.process.poll()) == (
        True,
        True,
        False,
        None,
    )


def test_changed_code_of_a_plugin_is_read_anew(served: Served) -> None:
    served.change("look_up.py", '"first"', '"second"')
    served.until("The site is at")
    served.until("Built")

    assert '<p id="word">second</p>' in served.ask("/")[2]


def test_code_that_nothing_has_read_is_no_reason_to_build(served: Served) -> None:
    served.write("elsewhere.py", "x = 1\n")
    time.sleep(1)  # for the build that there must not be

    assert len([line for line in served.said if "Built" in line or "The site is at" in line]) == 2


def test_code_that_is_not_python_is_told_and_what_was_read_goes_on(served: Served) -> None:
    with served.told("/one/") as one:
        one()
        served.change("look_up.py", "def say(", "def say((")
        failed = one()
        served.change(ONE, "first lamp", "second lamp")  # saved meanwhile, and built when the code is whole
        one()
        served.change("look_up.py", "def say((", "def say(")
        served.until("The site is at")
        served.until("Built")

    assert ([row["place"] for row in failed["rows"]], "second lamp" in served.ask("/one/")[2]) == (["look_up.py:3"], True)


def test_settings_that_cannot_be_used_are_told_until_they_can(served: Served) -> None:
    served.change("siteconf.py", "import look_up", "import look_down")
    served.until("Nothing was written")
    with served.told("/one/") as one:
        failed = one()["rows"]
    served.write("look_down.py", "")
    served.until("The site is at")
    served.until("Nothing was written")  # the settings name look_up, which they do not import
    served.change("siteconf.py", "import look_down", "import look_up")
    served.until("Built")

    assert [row["message"] for row in failed] == ["ModuleNotFoundError: No module named 'look_down'."]


# --- the end --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_it_ends_when_told_and_leaves_nobody(served: Served, number: int, code: int) -> None:
    ended = served.end(number)

    assert (ended, processes_in(served.folder)) == (code, [])


def test_it_ends_when_told_in_the_midst_of_a_build(tmp_path: Path) -> None:
    slow = "import time\ntime.sleep(1000)\n"
    with serving(
        written(tmp_path, {"look_up.py": f"def register():\n    print('At work', flush=True)\n{textwrap.indent(slow, '    ')}"}),
        "--autoreload",
    ) as served:
        served.until("At work")
        ended = served.end(signal.SIGINT)

    assert (ended, processes_in(tmp_path)) == (130, [])


def test_a_press_whose_parent_is_killed_ends(tmp_path: Path) -> None:
    parent = "import os, subprocess, sys; os.environ['PRESS_ENDS_WITH'] = str(os.getpid()); subprocess.call(sys.argv[1:])"
    with serving(written(tmp_path), "--autoreload", wraps=(sys.executable, "-c", parent)) as served:
        served.until("Built")
        before = len(processes_in(tmp_path))
        served.process.kill()
        served.process.wait(PATIENCE)
        for _ in range(100):
            if not (left := processes_in(tmp_path)):
                break
            time.sleep(0.1)

    assert (before >= 2, left) == (True, [])


def test_a_press_that_is_killed_leaves_no_worker(served: Served) -> None:
    served.write(TWO, f"{SITE[TWO]}\n{'A word. ' * 2000}")
    served.end(signal.SIGKILL)
    for _ in range(100):
        if not (left := processes_in(served.folder)):
            break
        time.sleep(0.1)

    assert left == []


def test_a_port_in_use_is_said_in_a_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "press", "content", "-s", "siteconf.py", "--listen", "--autoreload", "--port", str(port)],
            cwd=written(tmp_path),
            env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )

    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "",
        f"Port {port} is in use by another program. End that, or choose another port: --port {port + 1}.\n",
    )


def test_to_listen_alone_serves_what_stands_as_it_is(tmp_path: Path) -> None:
    page = tmp_path / "output" / "index.html"
    page.parent.mkdir()
    page.write_text("<body>It stands</body>")
    with serving(written(tmp_path)) as served:
        answers = [served.ask(target)[::2] for target in ("/", "/.press/reload.js")]

    assert [(status, "reload.js" in body) for status, body in answers] == [(200, False), (404, False)]


GROWTH = """
    import gc, os, sys, threading
    from pathlib import Path
    from pelican.plugins import signals
    from press.watching.pelican_press import PelicanPress

    press = PelicanPress("siteconf.py", {"OUTPUT_PATH": "output", "DEBUG": False})

    def build(times):
        for number in range(times):
            Path("content/posts/two.md").write_text(f"Title: Two\\nDate: 2024-01-02\\nSlug: two\\n\\nFor the {number}th time.\\n")
            outcome = press.build(None)
            assert outcome.built, outcome
            press.rest()

    def counted():
        receivers = sum(len(one.receivers) for one in vars(signals).values() if hasattr(one, "receivers"))
        return receivers, threading.active_count(), len(os.listdir("/proc/self/fd"))

    build(3)
    before, objects = counted(), len(gc.get_objects())
    build(30)
    print(before == counted(), len(gc.get_objects()) - objects < 200, before, counted(), len(gc.get_objects()) - objects)
"""


def test_thirty_builds_leave_no_more_behind_than_three(tmp_path: Path) -> None:
    leaky = SITE["look_up.py"].replace("connect(say)", "connect(lambda generator: say(generator), weak=False)")
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(GROWTH)],
        cwd=written(tmp_path, {"look_up.py": leaky}),
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "plugins"), str(tmp_path)])},
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert (done.stdout.split()[:2], done.stderr) == (["True", "True"], ""), done.stdout


def test_a_server_that_has_built_thirty_times_holds_no_more_than_before(served: Served) -> None:
    def held() -> tuple[int, int]:
        process = Path("/proc", str(served.process.pid))
        return len(list((process / "task").iterdir())), len(list((process / "fd").iterdir()))

    def builds(times: int) -> None:
        for number in range(times):
            served.write(TWO, f"{SITE[TWO]}\nFor the {times}.{number}th time.\n")
            served.until("Built")

    builds(2)
    before = held()
    builds(30)

    assert held() == before


# --- in a browser ---------------------------------------------------------------------------------


from chromium import needs_chromium  # noqa: E402

HOSTILE = "Title: One\nDate: <img src=x onerror=document.title=1>\nSlug: one\n\nThe first lamp.\n"


@pytest.fixture
def page(browser: Any, served: Served) -> Iterator[Any]:
    """The page of the first post, as it hears of builds; ``window.kept`` is there until it is reloaded."""
    context = browser.new_context(viewport={"width": 1280, "height": 600})
    page = context.new_page()
    page.errors = []
    page.on("console", lambda message: None if "favicon" in message.location["url"] else page.errors.append(message.text))
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    with page.expect_request("**/.press/events?*"):
        page.goto(f"http://127.0.0.1:{served.port}/one/")
    page.evaluate("window.kept = true")
    page.wait_for_timeout(200)  # the first notice
    yield page
    context.close()


class TestBrowser:
    pytestmark = needs_chromium

    def test_a_save_shows_the_page_anew_where_it_was_scrolled_to(self, page: Any, served: Served) -> None:
        served.write(ONE, SITE[ONE] + "\nAnother lamp.\n" * 200)
        page.wait_for_function("() => document.body.innerText.includes('Another lamp')")
        page.wait_for_load_state()
        page.evaluate("window.scrollTo(0, 700); window.kept = true")
        page.wait_for_timeout(300)
        served.write(ONE, SITE[ONE] + "\nAnother candle.\n" * 200)
        page.wait_for_function("() => document.body.innerText.includes('Another candle')")
        page.wait_for_function("() => scrollY > 0")

        assert (page.evaluate("[window.kept, scrollY]"), page.errors) == ([None, 700], [])

    def test_a_save_that_does_not_concern_the_page_leaves_it(self, page: Any, served: Served) -> None:
        served.change(TWO, "second", "other")
        served.until("Built")
        page.wait_for_timeout(500)

        assert (page.evaluate("window.kept"), page.errors) == (True, [])

    def test_a_saved_style_sheet_is_taken_without_a_reload(self, page: Any, served: Served) -> None:
        served.change("look/static/site.css", "0, 0, 1", "0, 0, 2")
        page.wait_for_function("() => getComputedStyle(document.querySelector('#word')).color === 'rgb(0, 0, 2)'")

        assert (page.evaluate("window.kept"), page.errors) == (True, [])

    def test_a_page_that_was_missing_is_shown_when_it_comes(self, page: Any, served: Served) -> None:
        with page.expect_request("**/.press/events?*"):
            page.goto(f"http://127.0.0.1:{served.port}/three/")
        served.write("content/posts/three.md", "Title: Three\nDate: 2024-01-03\nSlug: three\n\nThe third lamp.\n")
        page.wait_for_function("() => document.body.innerText.includes('third lamp')")

        assert page.evaluate("document.body.innerText.includes('Nowhere')") is False

    def test_changed_settings_show_the_page_anew(self, page: Any, served: Served) -> None:
        served.change("siteconf.py", '"Lamps"', '"Lanterns"')
        page.wait_for_function("() => document.querySelector('h1').innerText === 'Lanterns'")

        assert page.evaluate("window.kept") is None

    def test_problems_lie_over_the_site_until_they_are_mended(self, page: Any, served: Served) -> None:
        served.write(ONE, HOSTILE)
        dialog = page.get_by_role("alertdialog")
        dialog.wait_for()
        shown = {
            "name": dialog.get_by_role("heading").inner_text(),
            "text": "<img src=x onerror" in dialog.inner_text() and "content/posts/one.md:2" in dialog.inner_text(),
            "inner": dialog.evaluate("one => one.querySelectorAll('img, script').length"),
            "focus": dialog.evaluate("one => one.getRootNode().activeElement === one"),
            "below": page.locator("body").inner_text().startswith("Lamps"),
            "title": page.title(),
        }
        served.write(ONE, SITE[ONE])
        dialog.wait_for(state="detached")

        assert (shown, page.evaluate("window.kept"), page.errors) == (
            {"name": "1 problem", "text": True, "inner": 0, "focus": True, "below": True, "title": "Lamps"},
            True,
            [],
        )

    def test_problems_can_be_put_aside_and_come_back_when_they_are_others(self, page: Any, served: Served) -> None:
        served.write(ONE, HOSTILE)
        dialog = page.get_by_role("alertdialog")
        dialog.wait_for()
        page.keyboard.press("Escape")
        dialog.wait_for(state="hidden")
        served.change(TWO, "second", "other")  # the same problem as before
        served.until("Nothing was written")
        served.until("Nothing was written")
        page.wait_for_timeout(300)
        aside = dialog.is_visible()
        served.change(TWO, "2024-01-02", "2024-01-32")
        dialog.wait_for()

        assert (aside, dialog.get_by_role("heading").inner_text()) == (False, "2 problems")

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_problems_can_be_read_on_any_screen_and_by_anybody(self, page: Any, served: Served, scheme: str, tmp_path: Path) -> None:
        from axe_playwright_python.sync_playwright import Axe

        page.emulate_media(color_scheme=scheme)
        served.write(ONE, HOSTILE.replace("Slug: one", f"Slug: {'long-' * 40}x y"))
        page.get_by_role("alertdialog").wait_for()
        found = {}
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 600})
            page.wait_for_timeout(100)
            page.screenshot(path=os.environ.get("SCREENSHOTS", str(tmp_path)) + f"/problems-{scheme}-{width}.png")
            beyond = page.get_by_role("alertdialog").evaluate(
                "one => one.scrollWidth > one.clientWidth || one.getBoundingClientRect().right > innerWidth"
            )
            violations = [one["id"] for one in Axe().run(page, context="body ~ div").response["violations"]]
            found[width] = (beyond, violations)

        assert found == {320: (False, []), 1280: (False, [])}

    def test_where_no_site_stands_the_page_of_problems_gives_way_to_it(self, browser: Any, tmp_path: Path) -> None:
        with serving(written(tmp_path, {ONE: HOSTILE}), "--autoreload") as served:
            served.until("Nothing was written")
            page = browser.new_page()
            with page.expect_request("**/.press/events?*"):
                page.goto(f"http://127.0.0.1:{served.port}/one/")
            before = page.locator("h1").inner_text()
            served.write(ONE, SITE[ONE])
            page.wait_for_function("() => document.body.innerText.includes('first lamp')")
            page.close()

        assert before == "1 problem. There is no site yet."
