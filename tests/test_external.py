"""External addresses: which there are, what each is asked, and what is said of the answers. Every server is a real one, on loopback."""

from __future__ import annotations

import contextlib
import errno
import http.server
import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import ClassVar

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from manuscript.problems import Problem
from manuscript.source import parse
from press.external import AGENT, FINE, Answer, Manners, Place, addresses, as_asked, ask, connections, keep, known, problems, read_sources
from press.external.__main__ import main

ROOT = Path(__file__).resolve().parent.parent
NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
QUICK = Manners(pause=0, timeout=60, allow_private=True)

# Of 127.0.0.1 and localhost, signed by itself, for these tests alone.
CERTIFICATE = """
-----BEGIN CERTIFICATE-----
MIIBcjCCARmgAwIBAgIBATAKBggqhkjOPQQDAjAaMRgwFgYDVQQDDA9BIHRlc3Qg
b2YgbGlua3MwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBoxGDAW
BgNVBAMMD0EgdGVzdCBvZiBsaW5rczBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IA
BPAkiDs7rS4HzXSqexZOxToz8QsZjsk1/bQBFv5CMmF4DviPk2Pwcy7cUX74pEzY
AzLV14YSv+VN0+kQvZ+Ed0GjTjBMMA8GA1UdEwEB/wQFMAMBAf8wGgYDVR0RBBMw
EYcEfwAAAYIJbG9jYWxob3N0MB0GA1UdDgQWBBQ9nlsi0FDpuwbUr24H08NDO59n
0jAKBggqhkjOPQQDAgNHADBEAiAxfcSOGn+yVqGHUJcsmmw8kP8+tNCLzMg7rW0G
p51xZQIgTqp2Y6+Ro+TfY7W45M3z+SthTujFBqmOQK0guwzbl8g=
-----END CERTIFICATE-----
"""
KEY = """
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg500oMMURACzh1fey
V29szPOLuLLMQz53cPdcYVnB5kihRANCAATwJIg7O60uB810qnsWTsU6M/ELGY7J
Nf20ARb+QjJheA74j5Nj8HMu3FF++KRM2AMy1deGEr/lTdPpEL2fhHdB
-----END PRIVATE KEY-----
"""


# --- servers --------------------------------------------------------------------------------------

Page = Callable[["Handler"], None]


def says(status: int, body: bytes = b"", **headers: str) -> Page:
    """A page with this status; ``Retry_After`` is the header Retry-After."""

    def page(handler: Handler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        if handler.command != "HEAD":
            handler.wfile.write(body)

    return page


def to(location: str, status: int = 302) -> Page:
    return says(status, Location=location)


def sends(*parts: bytes, on: str = "HEAD GET") -> Page:
    """A page that is these bytes as they are, for the methods named; others are answered 200."""

    def page(handler: Handler) -> None:
        if handler.command not in on:
            return says(200)(handler)
        for part in parts:
            handler.wfile.write(part)
        return None

    return page


def without_end(begins: bytes, part: bytes, *, pause: float) -> Page:
    """A page that begins so and goes on with the same part until its reader hangs up."""

    def page(handler: Handler) -> None:
        handler.wfile.write(begins)
        with contextlib.suppress(OSError):
            while not handler.server.ended.wait(pause):
                handler.wfile.write(part)

    return page


def only_get(status: int) -> Page:
    return lambda handler: says(status if handler.command == "HEAD" else 200, b"x")(handler)


def in_turn(*pages: Page) -> Page:
    """One page after the other, the last for ever."""
    left = list(pages)
    return lambda handler: (left.pop(0) if len(left) > 1 else left[0])(handler)


class Handler(http.server.BaseHTTPRequestHandler):
    server: Server
    timeout = 10

    def _answer(self) -> None:
        self.server.asked.append(f"{self.command} {self.path}")
        self.server.headers.append(dict(self.headers.items()))
        self.server.count()
        self.server.pages.get(self.path, says(404))(self)

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: object) -> None:
        pass


class Server(http.server.ThreadingHTTPServer):
    """A site whose ``pages`` answer as they are told; ``asked`` is every request in its order, ``times`` when each came."""

    daemon_threads = False
    crowds: ClassVar[Counter[str]] = Counter()  # how many are being answered now, and the most there were, by host
    most: ClassVar[Counter[str]] = Counter()
    lock = threading.Lock()

    def __init__(self, host: str) -> None:
        super().__init__((host, 0), Handler)
        self.address = f"http://{host}:{self.server_port}"
        self.pages: dict[str, Page] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.times: list[float] = []
        self.ended = threading.Event()
        self.linger = 0.0

    def count(self) -> None:
        """Count who waits; it is over before the first byte is sent, upon which the next may be asked."""
        host = str(self.server_address[0])
        with self.lock:
            self.times.append(time.monotonic())
            self.crowds[host] += 1
            self.most[host] = max(self.most[host], self.crowds[host])
            self.most["all"] = max(self.most["all"], sum(self.crowds.values()))
        self.ended.wait(self.linger)
        with self.lock:
            self.crowds[host] -= 1

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: who asks may hang up."""


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    """Begins a server at a host, of these pages by path."""
    with contextlib.ExitStack() as stack:
        Server.crowds.clear()
        Server.most.clear()

        def begin(host: str = "127.0.0.1", **pages: Page) -> Server:
            server = stack.enter_context(Server(host))
            server.pages = {f"/{name}": page for name, page in pages.items()}
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
            thread.start()
            stack.callback(thread.join)
            stack.callback(server.shutdown)
            stack.callback(server.ended.set)
            return server

        yield begin


def answer(address: str, manners: Manners = QUICK) -> Answer:
    answers: dict[str, Answer] = {}
    ask([address], answers, manners=manners, now=NOW)
    return answers[address]


def judged(address: str, manners: Manners = QUICK) -> tuple[str, str]:
    """State and words, with the server's address left out of them."""
    found = answer(address, manners)
    origin = "/".join(address.split("/")[:3])
    return found.state, found.says.replace(origin, "")


# --- which addresses ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("http://example.org", "http://example.org/"),
        ("HTTP://Example.ORG/Path", "http://example.org/Path"),
        ("https://example.org/#part", "https://example.org/"),
        ("https://example.org/a?b#c?d", "https://example.org/a?b"),
        ("https://example.org?b", "https://example.org/?b"),
        ("https://example.org/?", "https://example.org/?"),
        ("http://example.org:80/", "http://example.org/"),
        ("https://example.org:443/", "https://example.org/"),
        ("https://example.org:80/", "https://example.org:80/"),
        ("http://example.org:/", "http://example.org/"),
        (" http://example.org/a b\t\n", "http://example.org/a%20b"),
        ("http://example.org/ä?ö", "http://example.org/%C3%A4?%C3%B6"),
        ("http://example.org/%C3%A4%zz", "http://example.org/%C3%A4%zz"),
        ("http://example.org/<a>\"{b}`^|'?<a>\"{b}`^|'", "http://example.org/%3Ca%3E%22%7Bb%7D%60%5E|'?%3Ca%3E%22{b}`^|%27"),
        ("http://example.org/a/./b/../c/%2e%2E/d/..", "http://example.org/a/d/".replace("/d/", "/")),
        ("http://example.org/../..", "http://example.org/"),
        ("http://example.org/a%2e", "http://example.org/a%2e"),
        (r"http:\\example.org\a", "http://example.org/a"),
        ("http:example.org", "http://example.org/"),
        ("http://bücher.example/", "http://xn--bcher-kva.example/"),
        ("http://BÜCHER.example/", "http://xn--bcher-kva.example/"),
        ("http://b%C3%BCcher.example/", "http://xn--bcher-kva.example/"),
        ("http://straße.example/", "http://xn--strae-oqa.example/"),
        ("http://例え。テスト/", "http://xn--r8jz45g.xn--zckzah/"),
        ("http://example.org./", "http://example.org./"),
        ("http://[0:0::1]:8080/", "http://[::1]:8080/"),
        ("http://127.0.0.1/", "http://127.0.0.1/"),
        ("http://a_b.example/", "http://a_b.example/"),
    ],
)  # fmt: skip
def test_an_address_is_asked_for_as_browsers_do(written: str, address: str) -> None:
    assert as_asked(written) == address


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("ftp://example.org/", "it begins with neither http nor https"),
        ("http://", "its host is not a name"),
        ("https:///", "its host is not a name"),
        ("http://a..b/", "its host is not a name"),
        ("http://.a/", "its host is not a name"),
        ("http://a b/", "its host is not a name"),
        ("http://a%00b/", "its host is not a name"),
        ("http://a%2fb/", "its host is not a name"),
        ("http://a%ffb/", "its host is not a name"),
        ("http://a:b:80/", "its host is not a name"),
        (f"http://{'a' * 64}/", "its host is not a name"),
        (f"http://{'a.' * 127}/", "its host is not a name"),
        ("http://[::1/", "its host is not an IPv6 address"),
        ("http://[::1]x/", "its host is not an IPv6 address"),
        ("http://[1.2.3.4]/", "its host is not an IPv6 address"),
        ("http://a:b/", "its port is not a number from 1 to 65535"),
        ("http://a:0/", "its port is not a number from 1 to 65535"),
        ("http://a:65536/", "its port is not a number from 1 to 65535"),
        ("http://me:secret@a/", "it holds a user name"),
        (f"http://a/{'b' * 8000}", "it is longer than 8000 characters"),
    ],
)  # fmt: skip
def test_a_malformed_address_says_what_is_wrong(written: str, reason: str) -> None:
    with pytest.raises(ValueError) as raised:
        as_asked(written)

    assert str(raised.value) == reason


@given(
    st.text().map("http://a".__add__) | st.text().map("https://".__add__) | st.from_regex(r"https?://[a-zß.%]{1,9}(:8)?[/.%2eE\\]*[?#]?.*")
)
def test_what_is_asked_for_is_ascii_and_stays_what_it_is(written: str) -> None:
    try:
        address = as_asked(written)
    except ValueError:
        return

    assert (as_asked(address), address.isascii(), address.isprintable(), " " in address, "#" in address) == (
        address,
        True,
        True,
        False,
        False,
    )


def hrefs(shown: str) -> list[str]:
    """The web addresses that a browser finds in a page."""
    found = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.extend(value or "" for name, value in attrs if name in ("href", "src", "xlink:href"))

    Tags().feed(shown)
    return [address for address in found if address.strip().lower().startswith(("http:", "https:"))]


@pytest.mark.parametrize(
    "text",
    [
        "[a](http://x/a) and ![b](https://x/b.png \"t\"), [c]( http://x/c 't' )",
        "[a](http://x/a_(b)) [b](http://x/(a(b(c))))",
        "[a](http://x/a b)",
        "[a](<http://x/a b> \"t\") [b](<http://x/a)b>)",
        "[a](\nhttp://x/a\n\"t\")",
        "[a](http://x/a\\)b\\_c)",
        "[a](http://x/it's) and it's",
        "[a](http://x/ \"it (is\")",
        "[a](http://x/?a=1&copy=2&amp;b=3&#38;c)",
        "[a](http://x/a \"b\" c)",
        "[a](http://x/a",
        "[a](http://x/a\n\nb)",
        "[a\\](http://x/a)",
        "[![a](http://x/a)](http://x/b)",
        "<http://x/a> <HTTPS://x/b c> http://x/bare",
        "[a], [b], [c]\n\n[a]: http://x/a\\_b\n[b]: <http://x/b> \"t\"\n  [c]:\n  http://x/c",
        "[^1]\n\n[^1]: http://x/footnote, see <http://x/there>.",
        "*[HTML]: http://x/abbreviation",
        "`[a](http://x/code)` <!-- <http://x/comment> -->",
        "```\n[a](http://x/code)\n```",
        "<a href='http://x/a?b=1&amp;c=2' title='href=\"http://x/no\"'>a</a> <img alt=a src=http://x/b>",
        "<a data-href=\"http://x/no\" href = \" HTTP://x/a \">a</a> <b>http://x/bare</b>",
        "<svg xmlns=\"http://x/no\"><use xlink:href=\"http://x/a\"/></svg>",
        "[a](/here) [b](mailto:a@x) [c](//x/a) [d]({filename}x.md) [e](ftp://x)",
        "a < b and [c](http://x/c) > d",
    ],
)  # fmt: skip
def test_the_addresses_of_a_text_are_those_that_its_readers_get(text: str) -> None:
    shown = markdown.markdown(text, extensions=["extra"])

    assert list(addresses([parse(f"\n{text}", "a.md")])) == sorted({as_asked(address) for address in hrefs(shown)})


def test_an_address_has_all_its_places_and_stands_once() -> None:
    one = parse(
        "Title: One\nSummary: See [a](http://x/a).\nCanonical: https://x/alone\n\nText <http://x/a#part>,\n\n  [b](HTTP://X/a) <http://x/b>\n",
        "content/one.md",
    )
    two = parse("[a](http://x/a)", "content/a.md")

    assert list(addresses([one, two]).items()) == [
        ("http://x/a", (Place("content/a.md", 1, 5), Place("content/one.md", 2, 18), Place("content/one.md", 5, 7), Place("content/one.md", 7, 7))),
        ("http://x/b", (Place("content/one.md", 7, 20),)),
        ("https://x/alone", (Place("content/one.md", 3, 12),)),
    ]  # fmt: skip


def test_a_malformed_address_is_shown_as_it_is_written_but_for_what_cannot_be_shown() -> None:
    text = f"<http://a..b/ä\u202e\u009b> [a](http://{'b' * 300}/)"

    assert list(addresses([parse(text, "a.md")])) == ["http://a..b/ä%E2%80%AE%C2%9B", f"http://{'b' * 193}…"]


def test_only_markdown_below_the_content_folder_is_read(tmp_path: Path) -> None:
    root = tmp_path / "content"
    names = ["a.md", "b/c.markdown", "b/.hidden.md", ".git/d.md", "data/e.md", "b/data/f.md", "g.txt", "b/bad.md"]
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"\xff" if "bad" in name else b"text")
    (root / "folder.md").mkdir()
    os.mkfifo(root / "pipe.md")
    (tmp_path / "out.md").write_text("text")
    (root / "out.md").symlink_to(tmp_path / "out.md")
    (root / "in.md").symlink_to(root / "a.md")
    (root / "nothing.md").symlink_to(root / "nowhere.md")
    sources, unread = read_sources(root, ["data/"])

    assert ([source.path for source in sources], [(one.path, one.code) for one in unread]) == (
        ["content/a.md", "content/b/c.markdown", "content/b/data/f.md", "content/in.md"],
        [("content/b/bad.md", "undecodable")],
    )


# --- what is asked, and what is said of it --------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "found", "asked"),
    [
        (says(200), ("fine", ""), ["HEAD"]),
        (says(204), ("fine", ""), ["HEAD"]),
        *((only_get(status), ("fine", ""), ["HEAD", "GET"]) for status in (400, 403, 404, 405, 410, 500, 501, 503)),
        (says(404), ("dead", "answers 404 Not Found"), ["HEAD", "GET"]),
        (says(410), ("dead", "answers 410 Gone"), ["HEAD", "GET"]),
        (says(401), ("doubtful", "answers 401 Unauthorized"), ["HEAD"]),
        (says(403), ("doubtful", "answers 403 Forbidden"), ["HEAD", "GET"]),
        (says(500), ("doubtful", "answers 500 Internal Server Error"), ["HEAD", "GET"]),
        (says(503), ("doubtful", "answers 503 Service Unavailable"), ["HEAD", "GET"]),
        (says(999), ("doubtful", "answers 999"), ["HEAD", "GET"]),
        (says(300), ("doubtful", "answers 300 Multiple Choices"), ["HEAD"]),
        (says(302), ("doubtful", "answers 302 Found"), ["HEAD"]),
        (says(429), ("doubtful", "answers 429 Too Many Requests"), ["HEAD"]),
        (sends(b"garbage\r\n\r\n"), ("doubtful", "answers what is not HTTP"), ["HEAD", "GET"]),
        (sends(b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 200 + b"\r\n"), ("doubtful", "answers what is not HTTP"), ["HEAD", "GET"]),
        (sends(b"HTTP/1.1 200 OK\r\na: " + b"b" * 99999), ("doubtful", "answers what is not HTTP"), ["HEAD", "GET"]),
        (sends(), ("doubtful", "breaks off without an answer"), ["HEAD", "GET"]),
        (sends(on="HEAD"), ("fine", ""), ["HEAD", "GET"]),
        (sends(b"HTTP/1.1 405 No\r\n\r\n", on="HEAD"), ("fine", ""), ["HEAD", "GET"]),
    ],
)  # fmt: skip
def test_an_answer_is_fine_doubtful_or_dead(serve: Callable[..., Server], page: Page, found: tuple[str, str], asked: list[str]) -> None:
    server = serve(a=page)

    assert (judged(f"{server.address}/a"), server.asked) == (found, [f"{method} /a" for method in asked])


def test_what_is_asked_says_who_asks_and_wants_no_more_than_it_needs(serve: Callable[..., Server]) -> None:
    server = serve()
    server.pages["/a%20%C3%A4?b=%3C"] = says(200)
    judged(f"{server.address}/a ä?b=<#part")
    headers = list(server.headers)
    judged(f"{server.address}/a?")

    assert (server.asked, headers) == (
        ["HEAD /a%20%C3%A4?b=%3C", "HEAD /a?", "GET /a?"],
        [{"Host": server.address.removeprefix("http://"), "Accept-Encoding": "identity", "User-Agent": AGENT, "Accept": "*/*", "Connection": "close"}],
    )  # fmt: skip


def test_a_body_without_end_is_not_read_to_its_end(serve: Callable[..., Server]) -> None:
    endless = without_end(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 4096, pause=0)
    server = serve(a=lambda handler: (says(405) if handler.command == "HEAD" else endless)(handler))

    assert judged(f"{server.address}/a") == ("fine", "")


@pytest.mark.parametrize(
    "page",
    [
        without_end(b"", b"", pause=0.02),
        without_end(b"HTTP/1.1 200 OK\r\n", b"a", pause=0.02),
        without_end(b"HTTP/1.1 200 OK\r\n", b"a: b\r\n", pause=0.02),
        without_end(b"", b"HTTP/1.1 100 Continue\r\n\r\n", pause=0.01),
    ],
    ids=["silence", "a line without end", "headers without end", "to be continued"],
)
def test_a_slow_server_is_not_waited_for_however_it_is_slow(serve: Callable[..., Server], page: Page) -> None:
    server = serve(a=page)

    assert (judged(f"{server.address}/a", Manners(pause=0, timeout=0.4, allow_private=True)), "GET /a" in server.asked) == (
        ("doubtful", "did not answer within 0.4 seconds"),
        False,
    )


def test_nobody_there_is_found_out_once_for_all_addresses_of_a_host(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    calls = []
    connect = socket.socket.connect
    monkeypatch.setattr(socket.socket, "connect", lambda line, place: (calls.append(place), connect(line, place))[1])
    answers: dict[str, Answer] = {}
    ask([f"http://127.0.0.1:{port}/{page}" for page in "abc"], answers, manners=QUICK, now=NOW)

    assert ([(one.state, one.says) for one in answers.values()], calls) == (
        [("dead", "refuses every connection")] * 3,
        [("127.0.0.1", port)],
    )


@pytest.mark.parametrize(
    ("number", "found"),
    [
        (socket.EAI_NONAME, ("dead", "names a host that does not exist")),
        (socket.EAI_AGAIN, ("doubtful", "names a host that could not be looked up")),
    ],
)
def test_a_host_that_does_not_exist_is_dead_and_one_that_nobody_knows_of_now_is_doubtful(
    monkeypatch: pytest.MonkeyPatch, number: int, found: tuple[str, str]
) -> None:
    def fails(*args: object, **more: object) -> None:
        raise socket.gaierror(number, "no")

    monkeypatch.setattr(socket, "getaddrinfo", fails)

    assert judged("http://gone.example/a") == found


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: list[tuple[str, int]]) -> list[bytes]:
    """Every name is looked up as these places, one answer after the other; the names that were looked up."""
    left, names = list(answers), []

    def look_up(name: bytes, port: int, **more: object) -> list[tuple[object, ...]]:
        names.append(name)
        places = left.pop(0)
        return [(socket.AF_INET6 if ":" in place[0] else socket.AF_INET, socket.SOCK_STREAM, 6, "", place) for place in places]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return names


def test_of_several_addresses_of_a_host_the_next_is_tried(serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch) -> None:
    server = serve(a=says(200))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        nobody = listener.getsockname()
    resolving(monkeypatch, [nobody, ("127.0.0.1", server.server_port)])

    assert (judged("http://two.example/a"), server.headers[0]["Host"]) == (("fine", ""), "two.example")


@pytest.mark.parametrize(
    ("errors", "state"),
    [
        ((ConnectionRefusedError(), OSError(errno.ENETUNREACH, "Network is unreachable")), "dead"),
        ((OSError(errno.ENETUNREACH, "Network is unreachable"), ConnectionRefusedError()), "dead"),
        ((ConnectionRefusedError(), TimeoutError()), "doubtful"),
        ((OSError(errno.ENETUNREACH, "Network is unreachable"),) * 2, "doubtful"),
    ],
)
def test_a_host_is_dead_when_nothing_better_is_known_of_its_addresses(
    errors: tuple[OSError, ...], state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = list(errors)

    def connect(line: socket.socket, place: object) -> None:
        raise left.pop(0)

    resolving(monkeypatch, [("93.184.216.34", 80), ("2606:4700::1", 80)])
    monkeypatch.setattr(socket.socket, "connect", connect)

    assert (answer("http://two.example/a").state, left) == (state, [])


# --- TLS ------------------------------------------------------------------------------------------


@pytest.fixture
def secure(serve: Callable[..., Server], tmp_path: Path) -> Iterator[tuple[str, Path]]:
    server = serve(a=says(200))
    (tmp_path / "key.pem").write_text(KEY)
    (tmp_path / "certificate.pem").write_text(CERTIFICATE)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "certificate.pem", tmp_path / "key.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    yield server.address.replace("http:", "https:"), tmp_path / "certificate.pem"


def test_a_certificate_is_checked(secure: tuple[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    address, certificate = secure
    hosts = [address.replace("127.0.0.1", host) for host in ("127.0.0.1", "localhost", "localhost.", "other.example")]
    resolving(monkeypatch, *[[("127.0.0.1", int(address.rpartition(":")[2]))]] * 5)
    found = [answer(f"{address}/a")]
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    found += [answer(f"{host}/a") for host in hosts]
    doubtful, fine = ("doubtful", "has a certificate that is not valid"), ("fine", "")

    assert [(one.state, one.says.split(" (")[0]) for one in found] == [doubtful, fine, fine, fine, doubtful]


def test_a_server_without_tls_is_doubtful(serve: Callable[..., Server]) -> None:
    found = answer(serve(a=says(200)).address.replace("http:", "https:") + "/a")

    assert (found.state, found.says.split(" (")[0]) == ("doubtful", "cannot be reached safely")


# --- redirects ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pages", "found"),
    [
        ({"a": to("b"), "b": says(200)}, ("fine", "")),
        ({"a": to("/b?c#d", 303), "b?c": says(200)}, ("fine", "")),
        ({"a": to("b", 307), "b": says(200)}, ("fine", "")),
        ({"a": to("b", 301), "b": says(200)}, ("doubtful", "has moved for good to /b")),
        ({"a": to("b", 308), "b": to("c", 301), "c": says(200)}, ("doubtful", "has moved for good to /c")),
        ({"a": to("b", 301), "b": to("c"), "c": says(200)}, ("doubtful", "has moved for good to /b")),
        ({"a": to("b"), "b": to("c", 301), "c": says(200)}, ("fine", "")),
        ({"a": to("b", 301), "b": says(410)}, ("dead", "leads to /b, which answers 410 Gone")),
        ({"a": to("b"), "b": says(401)}, ("doubtful", "leads to /b, which answers 401 Unauthorized")),
        ({"a": to("b"), "b": only_get(405)}, ("fine", "")),
        ({"a": to("a")}, ("doubtful", "leads in a circle")),
        ({"a": to("b"), "b": to("#c"), "": says(200)}, ("doubtful", "leads in a circle")),
        ({"a": to("b"), "b": to("a")}, ("doubtful", "leads in a circle")),
        ({"a": to("ftp://x/\x1b[2J")}, ("doubtful", "leads to ftp://x/%1B[2J, which cannot be asked for, because it begins with neither http nor https")),
        ({"a": to("http://[")}, ("doubtful", "leads to http://[, which cannot be asked for, because Invalid IPv6 URL")),
        ({"a": to("/ä b".encode().decode("latin-1")), "%C3%A4%20b": says(200)}, ("fine", "")),
        ({"a": to("/\xe4"), "%C3%A4": says(200)}, ("fine", "")),
    ],
)  # fmt: skip
def test_a_redirect_is_followed_and_said_where_it_is_for_good(serve: Callable[..., Server], pages: dict[str, Page], found: tuple[str, str]) -> None:  # fmt: skip
    assert judged(f"{serve(**pages).address}/a") == found


@pytest.mark.parametrize(
    ("number", "found"), [(10, ("fine", "")), (11, ("doubtful", "leads on more than 10 times"))]
)  # fmt: skip
def test_ten_redirects_are_followed(serve: Callable[..., Server], number: int, found: tuple[str, str]) -> None:
    server = serve(**{str(step): to(str(step + 1)) for step in range(number)}, **{str(number): says(200)})

    assert (judged(f"{server.address}/0"), server.asked) == (found, [f"HEAD /{step}" for step in range(11)])


# --- what must not be asked -----------------------------------------------------------------------

PRIVATE = ("doubtful", "is on this machine or in a private network, and was not asked")


@pytest.mark.parametrize(
    "place",
    ["127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "255.255.255.255", "224.0.0.1", "::1", "::", "fc00::1", "fdff::1", "fe80::1%1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:224.0.0.1", "64:ff9b::a00:1", "2002:a00:1::1", "ff02::1"],
)  # fmt: skip
def test_what_is_of_this_machine_or_a_private_network_is_not_asked(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    names = resolving(monkeypatch, [("93.184.216.34", 80), (place, 80)])
    monkeypatch.setattr(socket.socket, "connect", lambda line, place: pytest.fail(f"{place} was called"))

    assert (judged("http://inside.example/a", Manners(pause=0)), names) == (PRIVATE, [b"inside.example"])


def test_what_is_public_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[object] = []
    resolving(monkeypatch, [("93.184.216.34", 80), ("2606:4700::1", 80), ("::ffff:8.8.8.8", 80)])

    def connect(line: socket.socket, place: object) -> None:
        called.append(place)
        raise TimeoutError

    monkeypatch.setattr(socket.socket, "connect", connect)

    assert (judged("http://outside.example/a", Manners(pause=0)), called) == (
        ("doubtful", "did not answer within 20 seconds"),
        [("93.184.216.34", 80), ("2606:4700::1", 80), ("::ffff:8.8.8.8", 80)],
    )


def test_a_machine_here_is_not_asked_by_any_of_its_names(serve: Callable[..., Server]) -> None:
    server = serve(a=says(200))
    hosts = ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1", "0"]

    assert ([judged(f"http://{host}:{server.server_port}/a", Manners(pause=0)) for host in hosts], server.asked) == ([PRIVATE] * 6, [])


def test_a_redirect_into_a_private_network_is_not_followed(serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch) -> None:
    inside = serve("127.0.0.2", a=says(200))
    outside = serve(a=to(f"{inside.address}/a"))
    monkeypatch.setattr(connections, "is_private", lambda place: place == "127.0.0.2")

    assert (answer(f"{outside.address}/a", Manners(pause=0)).says, inside.asked) == (f"leads to {inside.address}/a, which {PRIVATE[1]}", [])


def test_it_is_what_was_judged_that_is_connected_to(serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch) -> None:
    server = serve(a=says(200))
    names = resolving(monkeypatch, [("127.0.0.1", server.server_port)], [("10.0.0.1", 80)])
    monkeypatch.setattr(connections, "is_private", lambda place: place.startswith("10."))

    assert (judged("http://changing.example/a", Manners(pause=0)), server.asked, names) == (
        ("fine", ""),
        ["HEAD /a"],
        [b"changing.example"],
    )


def test_a_proxy_is_not_asked(serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch) -> None:
    server, proxy = serve(a=says(200)), serve("127.0.0.2")
    monkeypatch.setenv("http_proxy", proxy.address)

    assert (judged(f"{server.address}/a"), proxy.asked) == (("fine", ""), [])


# --- manners --------------------------------------------------------------------------------------


def test_one_address_is_asked_once_and_those_of_a_host_in_their_order(serve: Callable[..., Server]) -> None:
    server = serve(a=says(200), b=says(200), c=says(405))
    places = addresses([parse(f"<{server.address}/{page}>", f"{page}.md") for page in ("c", "b#1", "a", "b#2", "b")])
    answers: dict[str, Answer] = {}
    ask(places, answers, manners=QUICK, now=NOW)

    assert server.asked == ["HEAD /a", "HEAD /b", "HEAD /c", "GET /c"]


def test_a_host_is_asked_by_one_at_a_time_whatever_its_port_and_whoever_leads_there(serve: Callable[..., Server]) -> None:
    one, other, hosts = serve(), serve(), [serve(f"127.0.0.{number}") for number in range(2, 8)]
    for server in (one, other, *hosts):
        server.linger = 0.02
    pages = [str(number) for number in range(6)]
    one.pages = other.pages = {f"/{page}": says(200) for page in pages}
    for host in hosts:
        host.pages = {f"/{page}": to(f"{one.address}/{page}") for page in pages}
    answers: dict[str, Answer] = {}
    ask([f"{server.address}/{page}" for server in (one, other, *hosts) for page in pages], answers, manners=QUICK, now=NOW)

    assert (
        set(answers.values()),
        len(one.asked) + len(other.asked),
        {host: most for host, most in Server.most.items() if host != "all"},
        Server.most["all"] > 1,
    ) == ({FINE}, 48, {f"127.0.0.{number}": 1 for number in range(1, 8)}, True)


def test_so_many_are_asked_at_once_and_no_more(serve: Callable[..., Server]) -> None:
    servers = [serve(f"127.0.0.{number}", a=says(200)) for number in range(1, 10)]
    for server in servers:
        server.linger = 0.3
    answers: dict[str, Answer] = {}
    ask([f"{server.address}/a" for server in servers], answers, manners=Manners(at_once=3, pause=0, allow_private=True), now=NOW)

    assert (len(answers), Server.most["all"]) == (9, 3)


def test_the_host_with_most_addresses_is_begun_first(serve: Callable[..., Server]) -> None:
    servers = [serve(f"127.0.0.{number}", **{page: says(200) for page in "abc"[:most]}) for number, most in ((1, 2), (2, 1), (3, 3))]
    asked = [f"{server.address}{page}" for server in servers for page in server.pages]
    answers: dict[str, Answer] = {}
    ask(asked, answers, manners=Manners(at_once=1, pause=0, allow_private=True), now=NOW)

    assert list(answers) == [*asked[3:], *asked[:2], asked[2]]


def test_a_host_has_its_pause_after_every_question(serve: Callable[..., Server]) -> None:
    server = serve(a=says(405), b=to("c"), c=says(200))
    answers: dict[str, Answer] = {}
    manners = Manners(pause=0.1, allow_private=True)
    ask([f"{server.address}/{page}" for page in "abc"], answers, manners=manners, now=NOW)
    gaps = [after - before for before, after in zip(server.times, server.times[1:], strict=False)]

    assert (server.asked, min(gaps) >= 0.1) == (["HEAD /a", "GET /a", "HEAD /b", "HEAD /c", "HEAD /c"], True)


@pytest.mark.parametrize("status", [429, 503])
def test_a_pause_that_a_server_asks_for_is_kept(serve: Callable[..., Server], status: int) -> None:
    server = serve(a=in_turn(says(status, Retry_After="1"), says(200)))

    assert (judged(f"{server.address}/a"), server.asked, server.times[1] - server.times[0] >= 1) == (
        ("fine", ""),
        ["HEAD /a", "HEAD /a"],
        True,
    )


@pytest.mark.parametrize(
    ("headers", "asked"),
    [
        ({"Retry_After": "31"}, 1),
        ({"Retry_After": "0"}, 2),
        ({"Retry_After": "Sun, 01 Nov 2026 13:00:00 GMT"}, 1),
        ({"Retry_After": "Sun, 01 Nov 2026 12:00:00 GMT"}, 2),
        ({"Retry_After": "Sun, 01 Nov 2026 13:00:00 GMT", "Date": "Sun, 01 Nov 2026 13:00:00 GMT"}, 2),
        ({"Retry_After": "Wed, 01 Jan 2020 13:00:00 -0000"}, 2),
        ({"Retry_After": "soon"}, 1),
        ({}, 1),
    ],
)
def test_a_server_that_wants_a_long_pause_is_left_alone(serve: Callable[..., Server], headers: dict[str, str], asked: int) -> None:
    server = serve(a=sends(*(f"{line}\r\n".encode() for line in ("HTTP/1.1 429 No", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items()), ""))), b=says(200))  # fmt: skip
    answers: dict[str, Answer] = {}
    ask([f"{server.address}/a", f"{server.address}/b"], answers, manners=QUICK, now=NOW)

    assert ([one.says for one in answers.values()], server.asked) == (
        ["answers 429 Too Many Requests", "was not asked, because its host wants to be left alone"],
        ["HEAD /a"] * asked,
    )


# --- problems, the cache, the command -------------------------------------------------------------


def test_there_is_a_problem_at_every_place_of_what_is_not_fine() -> None:
    places = {
        "http://a/": (Place("content/b.md", 1, 2), Place("content/c.md", 3, 4)),
        "http://b/": (Place("content/a.md", 5, 6),),
        "http://c/": (Place("content/d.md", 7, 8),),
        "http://d/": (Place("content/e.md", 9, 9),),
    }
    answers = {
        "http://c/": FINE,
        "http://b/": Answer("doubtful", "has moved for good to http://b/c", "Link to its new address"),
        "http://a/": Answer("dead", "answers 410 Gone", "Link elsewhere"),
    }

    assert problems(places, answers) == (
        Problem("content/a.md", 5, 6, "external-doubtful", "http://b/ has moved for good to http://b/c", "Link to its new address"),
        Problem("content/b.md", 1, 2, "external-dead", "http://a/ answers 410 Gone", "Link elsewhere"),
        Problem("content/c.md", 3, 4, "external-dead", "http://a/ answers 410 Gone", "Link elsewhere"),
    )


def names_in(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_what_has_answered_is_known_for_a_week(tmp_path: Path) -> None:
    cache = tmp_path / "new" / "external.json"
    keep(cache, {"http://b/": NOW, "http://a/": NOW - timedelta(days=6, hours=23), "http://c/": NOW - timedelta(days=7), "http://d/": NOW + timedelta(1)})  # fmt: skip

    assert (known(cache, NOW), names_in(cache.parent)) == (
        {"http://a/": NOW - timedelta(days=6, hours=23), "http://b/": NOW},
        ["external.json"],
    )


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\xff\x00",
        b"[]",
        b"{}",
        b'{"answered": []}',
        b'{"answered": {"http://a/": 1}}',
        b'{"answered": {"http://a/": "yesterday"}}',
        b'{"answered": {"http://a/": "2026-11-01T12:00:00"}}',
        b'{"answered": {"http://a/": "2026-11-01T12:00:00+00:00"}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_or_foreign_cache_is_none_and_is_written_anew(tmp_path: Path, text: bytes) -> None:
    cache = tmp_path / "external.json"
    cache.write_bytes(text)
    before = known(cache, NOW)
    keep(cache, {"http://a/": NOW})

    assert (before, known(cache, NOW)) == ({}, {"http://a/": NOW})


def test_a_planted_cache_is_none_and_is_not_written_through(tmp_path: Path) -> None:
    keep(tmp_path / "other.json", {"http://a/": NOW})
    other = (tmp_path / "other.json").read_bytes()
    (tmp_path / "link.json").symlink_to(tmp_path / "other.json")
    (tmp_path / "folder.json").mkdir()
    os.mkfifo(tmp_path / "pipe.json")
    found = [known(tmp_path / f"{name}.json", NOW) for name in ("link", "folder", "pipe", "missing")]
    keep(tmp_path / "link.json", {"http://b/": NOW})

    assert (found, (tmp_path / "other.json").read_bytes() == other, known(tmp_path / "link.json", NOW)) == ([{}] * 4, True, {"http://b/": NOW})  # fmt: skip


def test_the_cache_of_another_user_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(tmp_path / "a.json", {"http://a/": NOW})
    monkeypatch.setattr(os, "getuid", lambda: (tmp_path / "a.json").stat().st_uid + 1)

    assert known(tmp_path / "a.json", NOW) == {}


def test_a_cache_that_cannot_be_written_leaves_the_old_one_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(tmp_path / "a.json", {"http://a/": NOW})

    def fails(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(OSError):
        keep(tmp_path / "a.json", {"http://b/": NOW})

    assert (known(tmp_path / "a.json", NOW), names_in(tmp_path)) == ({"http://a/": NOW}, ["a.json"])


def site(folder: Path, **texts: str) -> list[str]:
    """A site with these texts; the arguments of the command for it."""
    for name, text in texts.items():
        file = folder / "content" / f"{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"Title: {name}\n\n{text}\n", "utf-8")
    return [str(folder / "content"), "--cache", str(folder / ".cache/external.json"), "--allow-private", "--pause", "0"]


def test_the_command_says_what_is_gone_and_asks_the_next_time_for_what_was_not_fine(
    tmp_path: Path, serve: Callable[..., Server], capsys: pytest.CaptureFixture[str]
) -> None:
    server = serve(a=says(200), b=to("a", 301), c=says(404))
    at = server.address
    arguments = site(tmp_path, one=f"<{at}/a> <{at}/b>", two=f"[c]({at}/c)\n[a]({at}/a#x)")
    said = [(main(arguments), *capsys.readouterr())]
    server.pages["/c"] = says(200)
    asked = list(server.asked)
    server.asked.clear()
    said.append((main(arguments), *capsys.readouterr()))

    moved = f"content/one.md:3: {at}/b has moved for good to {at}/a. Link to its new address.\n"
    assert (said, asked, server.asked, list(known(tmp_path / ".cache/external.json", datetime.now(UTC)))) == (
        [
            (
                1,
                "3 addresses: 1 answers, 1 is doubtful, 1 is gone.\n",
                f"{moved}content/two.md:3: {at}/c answers 404 Not Found. Link to where it is now, or to an archived copy.\n",
            ),
            (0, "3 addresses: 2 answer (1 known from the last week), 1 is doubtful.\n", moved),
        ],
        ["HEAD /a", "HEAD /b", "HEAD /a", "HEAD /c", "GET /c"],
        ["HEAD /b", "HEAD /a", "HEAD /c"],
        [f"{at}/a", f"{at}/c"],
    )


def test_problems_can_be_had_as_data(tmp_path: Path, serve: Callable[..., Server], capsys: pytest.CaptureFixture[str]) -> None:
    server = serve()
    code = main([*site(tmp_path, one=f"<{server.address}/a>", bad="<http://a:b/>"), "--json"])
    out, err = capsys.readouterr()

    assert (code, [(one["path"], one["line"], one["column"], one["code"]) for one in json.loads(out)], err) == (
        1,
        [("content/bad.md", 3, 2, "external-doubtful"), ("content/one.md", 3, 2, "external-dead")],
        "2 addresses: 0 answer, 1 is doubtful, 1 is gone.\n",
    )


def test_private_addresses_are_asked_on_request_only(tmp_path: Path, serve: Callable[..., Server], capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    server = serve(a=says(200))
    arguments = [one for one in site(tmp_path, one=f"<{server.address}/a>") if one != "--allow-private"]

    assert (main(arguments), server.asked, capsys.readouterr().out) == (0, [], "1 address: 0 answer, 1 is doubtful.\n")


def test_a_source_that_cannot_be_read_is_named_and_folders_can_be_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = site(tmp_path, **{"one": "nothing", "data/two": "<http://a:b/>", "more/three": "<http://a:b/>"})
    (tmp_path / "content/bad.md").write_bytes(b"\xff")

    assert (main([*arguments, "--not", "data", "--not", "more/"]), *capsys.readouterr()) == (
        1,
        "No address leads elsewhere.\n",
        "content/bad.md:1: byte 0xff at column 1 is not UTF-8. Save the file as UTF-8.\n",
    )


def test_a_cache_that_cannot_be_kept_is_said_and_changes_nothing_else(
    tmp_path: Path, serve: Callable[..., Server], capsys: pytest.CaptureFixture[str]
) -> None:
    server = serve(a=says(200))
    arguments = site(tmp_path, one=f"<{server.address}/a>")
    (tmp_path / ".cache").write_text("a file")

    assert (main(arguments), *capsys.readouterr()) == (
        0,
        "1 address: 1 answers.\n",
        f"{tmp_path}/.cache/external.json: what has answered could not be kept (File exists).\n",
    )


@pytest.mark.parametrize("arguments", [["nowhere"], ["--pause", "-1"], ["--timeout", "0"], ["--timeout", "nan"]])
def test_wrong_arguments_are_refused(tmp_path: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        main([*([str(tmp_path)] if arguments[0].startswith("-") else []), *arguments])

    assert raised.value.code == 2


def test_progress_is_one_line_on_a_terminal_and_nothing_elsewhere(
    tmp_path: Path, serve: Callable[..., Server], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(a=says(200))
    arguments = site(tmp_path, one=f"<{server.address}/a>")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    main(arguments)
    err = capsys.readouterr().err

    assert ("\n" in err, set(err.strip("\r").split("\r")) - {"0 of 1 addresses"}) == (False, {"1 of 1 addresses", "\x1b[K"})


# --- interrupted ----------------------------------------------------------------------------------


def test_an_interrupted_run_ends_at_once_and_keeps_what_it_knows(tmp_path: Path, serve: Callable[..., Server]) -> None:
    reached = threading.Event()

    def never(handler: Handler) -> None:
        reached.set()
        handler.server.ended.wait()

    server = serve(a=says(200), b=never, c=says(200))

    def leads_there(handler: Handler) -> None:
        reached.wait()
        to(f"{server.address}/c")(handler)

    waiting = serve("127.0.0.2", a=leads_there)
    arguments = site(tmp_path, one=" ".join(f"<{server.address}/{page}>" for page in "abc"), two=f"<{waiting.address}/a>")
    command = [sys.executable, "-m", "press.external", *arguments, "--timeout", "600"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    ) as process:
        assert reached.wait(60)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)  # the timeout of the question is 600 seconds
    kept = json.loads((tmp_path / ".cache/external.json").read_text())

    assert (process.returncode, out, err, list(kept["answered"])) == (
        130,
        "4 addresses: 1 answers, 3 were not asked.\n",
        "",
        [f"{server.address}/a"],
    )


def interrupting(reached: threading.Event) -> Callable[[], None]:
    def told() -> None:
        if reached.is_set():
            raise KeyboardInterrupt

    return told


@pytest.mark.parametrize(
    ("manners", "answered"),
    [
        (Manners(pause=600, allow_private=True), says(405)),  # the pause before GET
        (Manners(pause=0, patience=600, allow_private=True), says(503, Retry_After="500")),  # the pause that was asked for
    ],
    ids=["between questions", "asked for"],
)
def test_a_pause_does_not_hold_an_interrupt_up(serve: Callable[..., Server], manners: Manners, answered: Page) -> None:
    reached = threading.Event()
    server = serve(a=lambda handler: (answered(handler), reached.set()))
    with pytest.raises(KeyboardInterrupt):
        ask([f"{server.address}/a"], {}, manners=manners, now=NOW, told=interrupting(reached))

    assert server.asked == ["HEAD /a"]


def test_an_answer_that_an_interrupt_cut_off_is_not_known(serve: Callable[..., Server]) -> None:
    reached = threading.Event()

    def page(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nA: b\r\n")
        reached.set()
        handler.server.ended.wait()

    answers: dict[str, Answer] = {}
    with pytest.raises(KeyboardInterrupt):
        ask([f"{serve(a=page).address}/a"], answers, manners=QUICK, now=NOW, told=interrupting(reached))

    assert answers == {}


def test_a_connection_that_begins_when_all_is_broken_off_is_broken_off_too(
    serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    reached, stopped = threading.Event(), threading.Event()
    hang_up, settimeout = connections.Connections.hang_up, socket.socket.settimeout
    monkeypatch.setattr(connections.Connections, "hang_up", lambda all_of_them: (hang_up(all_of_them), stopped.set()))
    monkeypatch.setattr(socket.socket, "settimeout", lambda line, seconds: (reached.set(), stopped.wait(), settimeout(line, seconds)))
    server = serve(a=says(200))
    with pytest.raises(KeyboardInterrupt):
        ask([f"{server.address}/a"], {}, manners=QUICK, now=NOW, told=interrupting(reached))

    assert server.asked == []


def test_a_name_that_is_looked_up_without_end_holds_nothing_up(monkeypatch: pytest.MonkeyPatch) -> None:
    reached, released = threading.Event(), threading.Event()

    def look_up(*args: object, **more: object) -> list[object]:
        reached.set()
        released.wait()
        return []

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    answers: dict[str, Answer] = {}
    found = judged("http://slow.example/", Manners(pause=0, timeout=0.2))
    with pytest.raises(KeyboardInterrupt):
        ask(["http://slow.example/"], answers, manners=Manners(), now=NOW, told=interrupting(reached))
    released.set()

    assert (found, answers) == (("doubtful", "did not answer within 0.2 seconds"), {})
