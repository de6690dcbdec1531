"""Requests: what a browser on this machine is answered, read from the output as it stands at that moment."""

from __future__ import annotations

import json
import shutil
import socket
import time
from dataclasses import asdict
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs

from press.watching import files, pages
from press.watching.board import Notice
from press.watching.hosts import is_local
from press.watching.media_types import content_type, is_html

if TYPE_CHECKING:
    from press.watching.server import Server

_OWN: Final = Path(__file__).parent
_OURS: Final = ("reload.js", "overlay.css")
# Where a file system cannot exchange folders, no site stands for a moment.
_TRIES: Final = 25
_PAUSE_SECONDS: Final = 0.02


class Request(BaseHTTPRequestHandler):
    """Answers the requests of one connection."""

    server: Server
    protocol_version = "HTTP/1.1"
    timeout = 30  # seconds; an idle connection holds a thread

    def do_GET(self) -> None:
        """Answer with the file, or what stands for it."""
        self._answer()

    def do_HEAD(self) -> None:
        """Answer with the headers alone."""
        self._answer()

    def end_headers(self) -> None:
        """End the headers with those that every response has."""
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def version_string(self) -> str:
        """What the header Server says."""
        return "press"

    def log_message(self, *_: Any) -> None:
        """Say nothing: the terminal is for builds."""

    # --- what is asked ---------------------------------------------------------------------------

    def _answer(self) -> None:
        if self.server.is_private and not is_local(self.headers.get("Host", "")):
            message = "This server is for programs on this machine. Ask for it as localhost or 127.0.0.1.\n"
            self._send(HTTPStatus.FORBIDDEN, "text/plain; charset=utf-8", message.encode())
        elif self.path.startswith(pages.RESERVED) and self.server.reloads:
            self._answer_ours(*self.path.removeprefix(pages.RESERVED).partition("?")[::2])
        else:
            self._answer_site()

    def _answer_ours(self, name: str, query: str) -> None:
        if name == "events":
            self._tell(parse_qs(query))
        elif name in _OURS:
            self._send(HTTPStatus.OK, content_type(name), _own(name))
        else:
            self._send(HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", b"There is nothing here.\n")

    def _answer_site(self) -> None:
        for _ in range(_TRIES if self.server.has_served else 1):
            build = self.server.board.notice.build  # before the file is read: a page may be newer than it says, never older
            try:
                self._send_found(files.find(self.server.output, self.path), build)
            except FileNotFoundError:  # the site, or the file after it was found, went in an exchange
                time.sleep(_PAUSE_SECONDS)
            else:
                self.server.has_served = True
                return
        html = pages.without_site(self.server.board.notice)
        self._send_page(HTTPStatus.SERVICE_UNAVAILABLE, html, self.server.board.notice.build)

    def _send_found(self, found: files.Found, build: str) -> None:
        """Answer with what was found. Raises FileNotFoundError: it went; nothing was answered."""
        if found.location:
            self._send(found.status, "text/plain; charset=utf-8", found.location.encode(), location=found.location)
        elif found.file is None:
            html = b"<!doctype html><html lang=en><title>Not found</title><body><h1>Not found</h1></body></html>"
            self._send_page(found.status, html, build, digest=files.digest(found.status, b""))
        elif is_html(found.file.name):
            with files.opened(found.file) as stream:
                html = stream.read()
            self._send_page(found.status, html, build)
        else:
            self._send_file(found.status, found.file)

    # --- what is answered ------------------------------------------------------------------------

    def _send_page(self, status: HTTPStatus, html: bytes, build: str, *, digest: str = "") -> None:
        if self.server.reloads:
            html = pages.as_served(html, page=digest or files.digest(status, html), build=build)
        self._send(status, "text/html; charset=utf-8", html)

    def _send_file(self, status: HTTPStatus, file: Path) -> None:
        with files.opened(file) as stream:
            self._begin(status, content_type(file.name), size=stream.seek(0, 2))
            stream.seek(0)
            if self.command != "HEAD":
                shutil.copyfileobj(stream, self.wfile)

    def _send(self, status: HTTPStatus, kind: str, body: bytes, *, location: str = "") -> None:
        self._begin(status, kind, size=len(body), location=location)
        if self.command != "HEAD":
            self.wfile.write(body)

    def _begin(self, status: HTTPStatus, kind: str, *, size: int | None, location: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in (("Location", location), ("Content-Length", "" if size is None else str(size))):
            if value:
                self.send_header(name, value)
        if status == HTTPStatus.SERVICE_UNAVAILABLE:
            self.send_header("Retry-After", "1")
        if size is None:
            self.send_header("Connection", "close")
        self.end_headers()

    # --- what is told ----------------------------------------------------------------------------

    def _tell(self, query: dict[str, list[str]]) -> None:
        """Tell of each build until the browser goes. Source: HTML Standard, server-sent events."""
        self._begin(HTTPStatus.OK, "text/event-stream; charset=utf-8", size=None)
        if self.command == "HEAD":
            return
        self.wfile.write(b"retry: 300\n\n")
        number = -1
        while not self.server.board.closed:
            notice = self.server.board.wait(number, 1)
            if notice.number != number:
                number = notice.number
                self.wfile.write(b"data: " + json.dumps(self._told(notice, query)).encode() + b"\n\n")
            elif _is_gone(self.connection):
                return

    def _told(self, notice: Notice, query: dict[str, list[str]]) -> dict[str, Any]:
        """What the page that asks, and what it uses, are now; and the problems."""
        output = self.server.output
        page = files.digest_of(output, query.get("page", ["/"])[0])
        return {
            "build": notice.build,
            "page": page or files.digest(HTTPStatus.SERVICE_UNAVAILABLE, pages.without_site(notice)),
            "uses": {use: files.digest_of(output, use) for use in query.get("use", ())},
            "failed": notice.failed,
            "rows": [asdict(row) for row in notice.rows],
        }


@cache
def _own(name: str) -> bytes:
    return (_OWN / name).read_bytes()


def _is_gone(connection: socket.socket) -> bool:
    """Whether the other side has closed the connection."""
    before = connection.gettimeout()
    connection.setblocking(False)
    try:
        return connection.recv(1, socket.MSG_PEEK) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True
    finally:
        connection.settimeout(before)
