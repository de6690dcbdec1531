"""Telling a hub: the feeds that changed since it was told last, and only where there is a hub."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from pelican_editorial.ping import main


class Hub(http.server.BaseHTTPRequestHandler):
    """A hub that keeps what it is told, and answers as it is asked to."""

    told: list[list[tuple[str, str]]]
    answer = 204

    def do_POST(self) -> None:
        self.told.append(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        self.send_response(self.answer)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def hub() -> Iterator[tuple[str, type[Hub]]]:
    kind = type("OneHub", (Hub,), {"told": []})
    with http.server.HTTPServer(("127.0.0.1", 0), kind) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/?a=1&b=2", kind
        server.shutdown()
        thread.join()


def site(folder: Path, address: str, *names: str) -> Path:
    for name in names:
        file = folder / "output" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        hub = address.replace("&", "&amp;")
        file.write_text(f'<link rel="hub" href="{hub}"/>\n<link rel="self" href="https://example.org/{name}"/>', "utf-8")
    return folder


def ping(folder: Path, address: str) -> int:
    return main([address, "--address", "https://example.org", "--output", str(folder / "output"), "--told", str(folder / "told.json")])


def test_the_hub_is_told_of_every_feed_once_and_then_of_those_that_changed(tmp_path: Path, hub: tuple[str, type[Hub]]) -> None:
    address, kind = hub
    folder = site(tmp_path, address, "feeds/all.atom.xml", "feeds/all.json", "themes/a/feed.rss.xml")
    codes = [ping(folder, address), ping(folder, address)]
    (folder / "output/feeds/all.json").write_text(f'"url": "{address}", "feed_url": "https://example.org/feeds/all.json", changed', "utf-8")
    codes.append(ping(folder, address))
    told = [[value for name, value in one if name == "hub.url"] for one in kind.told]

    assert (codes, told, {one[0] for one in kind.told}) == (
        [0, 0, 0],
        [["https://example.org/feeds/all.atom.xml", "https://example.org/feeds/all.json", "https://example.org/themes/a/feed.rss.xml"], ["https://example.org/feeds/all.json"]],
        {("hub.mode", "publish")},
    )  # fmt: skip


def test_a_hub_that_refuses_is_told_again_the_next_time(
    tmp_path: Path, hub: tuple[str, type[Hub]], capsys: pytest.CaptureFixture[str]
) -> None:
    address, kind = hub
    folder = site(tmp_path, address, "feeds/all.atom.xml")
    kind.answer = 500
    refused = ping(folder, address)
    said = capsys.readouterr().err
    kind.answer = 202

    assert (refused, ping(folder, address), len(kind.told), said) == (
        1, 0, 2, f"The hub {address} was not told: it answers 500 Internal Server Error\n",
    )  # fmt: skip


def test_a_hub_that_is_not_there_is_a_sentence_and_no_traceback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    address = "http://127.0.0.1:9/"
    code = ping(site(tmp_path, address, "feeds/all.atom.xml"), address)

    assert (code, capsys.readouterr().err.startswith(f"The hub {address} was not told: ")) == (1, True)


def test_archives_and_feeds_without_a_hub_are_not_told(tmp_path: Path, hub: tuple[str, type[Hub]]) -> None:
    address, kind = hub
    folder = site(tmp_path, address, "feeds/all.atom.xml")
    (folder / "output/feeds/all-1.atom.xml").write_text("<feed/>", "utf-8")
    ping(folder, address)

    assert [value for one in kind.told for name, value in one if name == "hub.url"] == ["https://example.org/feeds/all.atom.xml"]
