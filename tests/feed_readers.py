"""Two feed readers that people use, newsboat and rss2email, run for the tests against a folder served over loopback.

Each reader keeps everything in a folder of its own, asks nothing, and runs only when told.
What a reader lists and what it mails is the reader's own judgement: these helpers read it, and judge nothing.
Both come from Debian: `apt-get install --no-install-recommends newsboat rss2email`.
"""

from __future__ import annotations

import configparser
import contextlib
import email
import email.policy
import functools
import http.server
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

PROGRAMS = {"newsboat": "newsboat", "r2e": "rss2email"}
MEDIA_TYPES = {
    ".atom.xml": "application/atom+xml",
    ".rss.xml": "application/rss+xml",
    ".json": "application/feed+json",
    ".html": "text/html; charset=utf-8",
}
TIMEOUT = 30  # seconds; a call takes well under one


class ReaderError(Exception):
    """A reader that could not be run, or that complained about a feed; the text is its own."""


@dataclass(frozen=True, slots=True)
class Item:
    """An item as newsboat lists it; `published` is the instant newsboat first noted, UTC-aware."""

    guid: str
    title: str
    url: str
    feed: str
    published: datetime
    content: str
    unread: bool


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as rss2email wrote it; `replies` is whether it answers an earlier mail, which is how it announces an update."""

    subject: str
    sender: str
    date: str
    guid: str
    url: str
    feed: str
    replies: bool
    body: str


def missing() -> tuple[str, ...]:
    """The Debian packages that these helpers need and that are not here, sorted; empty when a test can run."""
    return tuple(sorted(package for program, package in PROGRAMS.items() if not shutil.which(program)))


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address, without a slash at its end, at which the folder is served until the context closes.

    Each call takes another free port of 127.0.0.1, so one folder can be served under two addresses.
    The folder is read anew for each request and may be changed or replaced between them.
    Nothing is ever "304 Not Modified": `Last-Modified` counts whole seconds, and a test rebuilds twice in one.
    """
    with _running(functools.partial(_Folder, directory=str(folder)), port=0) as address:
        yield address


@contextlib.contextmanager
def redirecting(old: str, new: str) -> Iterator[None]:
    """Nothing; until the context closes each path at the old address answers "301 Moved Permanently" to the same path at the new.

    The old address is one that `serving` gave and that is closed.
    """
    with _running(functools.partial(_Moved, new), port=urlsplit(old).port or 0):
        yield


class Newsboat:
    """A subscriber with newsboat, who has its default settings unless `updates` is set.

    New is what has a `guid` (Atom: `id`) that the cache does not hold, in whichever feed; nothing else makes an item new.
    With `updates`, as with `reset-unread-on-update`, an item whose content changed is unread again; title, link and dates do not count.
    """

    def __init__(self, home: Path, *, updates: bool = False) -> None:
        self.home = home
        self.updates = updates
        home.mkdir(parents=True, exist_ok=True)
        self._write_addresses(())

    def subscribe(self, *urls: str) -> None:
        """Nothing; the addresses come after those already subscribed to."""
        self._write_addresses((*self._addresses(), *urls))

    def readdress(self, old: str, new: str) -> None:
        """Nothing; in the list of subscriptions the new address stands where the old one stood."""
        self._write_addresses(tuple(new if each == old else each for each in self._addresses()))

    def reload(self) -> None:
        """Nothing; each subscription has been fetched. Raises ReaderError when a feed cannot be fetched or read."""
        complaints = self.home / "errors"
        complaints.unlink(missing_ok=True)
        self._newsboat("-x", "reload")
        if complaints.exists() and (text := complaints.read_text("utf-8").strip()):
            raise ReaderError(f"newsboat: {text}")

    def items(self) -> tuple[Item, ...]:
        """Every item in newsboat's list, oldest first as newsboat took them in; empty before the first reload."""
        if not self._cache.exists():
            return ()
        query = "SELECT guid, title, url, feedurl, pubDate, content, unread FROM rss_item WHERE deleted = 0 ORDER BY id"
        with contextlib.closing(sqlite3.connect(self._cache)) as cache:
            return tuple(_item(*row) for row in cache.execute(query))

    def unread(self) -> tuple[Item, ...]:
        """The items that newsboat shows as unread: new, or with `updates` changed; in the order of `items`."""
        return tuple(item for item in self.items() if item.unread)

    def mark_all_read(self) -> None:
        """Nothing; newsboat itself has marked each item as read."""
        guids = self.home / "read"
        guids.write_text("".join(f"{item.guid}\n" for item in self.items()), "utf-8")
        self._newsboat("-I", str(guids))

    @property
    def _cache(self) -> Path:
        return self.home / "cache.db"

    def _addresses(self) -> tuple[str, ...]:
        return tuple((self.home / "urls").read_text("utf-8").split())

    def _write_addresses(self, urls: tuple[str, ...]) -> None:
        settings = [f'error-log "{self.home / "errors"}"']
        settings += [f'reset-unread-on-update "{url}"' for url in urls if self.updates]
        (self.home / "urls").write_text("".join(f"{url}\n" for url in urls), "utf-8")
        (self.home / "config").write_text("".join(f"{line}\n" for line in settings), "utf-8")

    def _newsboat(self, *arguments: str) -> None:
        files = ("-u", str(self.home / "urls"), "-C", str(self.home / "config"), "-c", str(self._cache))
        _run(self.home, "newsboat", *files, *arguments)


class Rss2email:
    """A subscriber with rss2email, who has its default settings unless told otherwise, and a maildir.

    By default (`trust-guid`) an entry whose `guid` (Atom: `id`) the feed has had before is never mailed again.
    With `updates`, as with `reply-changes`, one whose content's hash changed is mailed again, in reply to the mail before.
    Other settings are rss2email's own, by name: `settings={"trust-link": "True"}`.
    """

    def __init__(self, home: Path, *, updates: bool = False, settings: Mapping[str, str] | None = None) -> None:
        self.home = home
        home.mkdir(parents=True, exist_ok=True)
        delivery = {"to": "reader@pamphleteer.example", "email-protocol": "maildir", "maildir-path": str(home), "maildir-mailbox": "mail"}
        self._write_config({"DEFAULT": {**delivery, "verbose": "warning", "reply-changes": str(updates), **(settings or {})}})

    def subscribe(self, url: str) -> None:
        """Nothing; the address comes after those already subscribed to."""
        self._r2e("add", f"feed-{len(self._read_config().sections()) + 1}", url)

    def readdress(self, old: str, new: str) -> None:
        """Nothing; in the configuration the new address stands where the old one stood, as when a subscriber edits the file."""
        config = self._read_config()
        for name in config.sections():
            if config[name]["url"] == old:
                config[name]["url"] = new
        self._write_config(config)

    def addresses(self) -> tuple[str, ...]:
        """The addresses subscribed to, in order; rss2email itself changes one that was moved for good (301)."""
        config = self._read_config()
        return tuple(config[name]["url"] for name in config.sections())

    def run(self) -> tuple[Mail, ...]:
        """The mails of this run, sorted by subject and then `guid`; empty when nothing was new.

        Raises ReaderError when rss2email warns about a feed.
        """
        complaints = self._r2e("run")
        if complaints:
            raise ReaderError(f"r2e run: {complaints}")
        return tuple(sorted((_mail(text) for text in self._taken()), key=lambda mail: (mail.subject, mail.guid)))

    def _taken(self) -> Iterator[bytes]:
        for path in (self.home / "mail" / "new").glob("*"):
            yield path.read_bytes()
            path.unlink()

    @property
    def _config(self) -> Path:
        return self.home / "rss2email.cfg"

    def _read_config(self) -> configparser.ConfigParser:
        config = configparser.ConfigParser(interpolation=None)
        config.read(self._config, "utf-8")
        return config

    def _write_config(self, values: Mapping[str, Mapping[str, str]]) -> None:
        config = configparser.ConfigParser(interpolation=None)
        config.read_dict(values)
        with self._config.open("w", encoding="utf-8") as file:
            config.write(file)

    def _r2e(self, *arguments: str) -> str:
        return _run(self.home, "r2e", "-c", str(self._config), "-d", str(self.home / "rss2email.json"), *arguments)


class _Folder(http.server.SimpleHTTPRequestHandler):
    """A folder's files, each with the media type of a published feed."""

    def guess_type(self, path: str) -> str:  # type: ignore[override]
        named = (kind for ending, kind in MEDIA_TYPES.items() if path.endswith(ending))
        return next(named, None) or super().guess_type(path)

    def send_header(self, keyword: str, value: str) -> None:
        if keyword != "Last-Modified":
            super().send_header(keyword, value)

    def log_message(self, format: str, *args: object) -> None:
        pass


class _Moved(http.server.BaseHTTPRequestHandler):
    """The same path at another address, for good."""

    def __init__(self, new: str, *arguments: object) -> None:
        self.new = new
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        self.send_response(301)
        self.send_header("Location", f"{self.new}{self.path}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextlib.contextmanager
def _running(handler: Callable[..., http.server.BaseHTTPRequestHandler], port: int) -> Iterator[str]:
    """The address of a server on loopback, answering in a thread until the context closes."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


def _run(home: Path, program: str, *arguments: str) -> str:
    """What the program wrote to its standard error, stripped. Raises ReaderError when it is missing, fails or hangs.

    Its environment is bare, so that no proxy, locale or Python of ours reaches it and each file it writes is under `home`.
    """
    found = shutil.which(program)
    if not found:
        raise ReaderError(f"{program} is not here: apt-get install --no-install-recommends {PROGRAMS[program]}")
    surroundings = {"HOME": str(home), "XDG_RUNTIME_DIR": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    try:
        done = subprocess.run(
            [found, *arguments], cwd=home, env=surroundings, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=TIMEOUT
        )
    except subprocess.TimeoutExpired as error:
        said = (error.stderr or b"").decode("utf-8", "replace")  # bytes, whatever `text` says
        raise ReaderError(f"{program} {' '.join(arguments)}: no end after {TIMEOUT} seconds: {said}") from None
    if done.returncode:
        raise ReaderError(f"{program} {' '.join(arguments)}: exit {done.returncode}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stderr.strip()


def _item(guid: str, title: str, url: str, feed: str, published: int, content: str, unread: int) -> Item:
    """A row of newsboat's cache."""
    return Item(guid, title, url, feed, datetime.fromtimestamp(published, UTC), content, bool(unread))


def _mail(raw: bytes) -> Mail:
    """A mail of one part from its bytes; a header that is not there is an empty string."""
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    subject, sender, date, guid, url, feed = (
        str(mail[name] or "") for name in ("Subject", "From", "Date", "X-RSS-ID", "X-RSS-URL", "X-RSS-Feed")
    )
    return Mail(subject, sender, date, guid, url, feed, "In-Reply-To" in mail, mail.get_content())
