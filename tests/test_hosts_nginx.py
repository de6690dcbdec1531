"""The lines of docs/hosts.md in a real nginx, with the files that a site writes for it."""

from __future__ import annotations

import http.client
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from conftest import ROOT

from editorial import urls
from editorial.record import hosts

MOVED = {
    "2015/12/a-post.html": "posts/new/",
    "2015/12/" + "a-title-of-many-words-" * 8 + "/": "posts/new/",
    "Posts/Mixed/": "posts/mixed/",
    "caf%C3%A9/a%20b/": "posts/new/",
    "a+b~(c)&d=e:f@g!h,i;j*k./": "posts/new/",
    "%23%3B%5B%5D%5E%25%60/": "posts/new/",
    "posts/old/": "posts/new/",
    "posts/old/v1/": "posts/mixed/",
}
GONE = ["posts/sorry/", "2015/12/so%20sorry.html", "caf%C3%A9", "%3F%23%25/"]


class Local(http.client.HTTPConnection):
    """A connection to a socket in the file system."""

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(self.host)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The socket at which nginx serves a small site."""
    if not shutil.which("nginx"):
        pytest.skip("nginx is not installed")
    folder = tmp_path_factory.mktemp("nginx")
    _write_site(folder / "site")
    (folder / "nginx.conf").write_text(_configuration(folder), encoding="utf-8")
    process = subprocess.Popen(["nginx", "-c", folder / "nginx.conf", "-e", folder / "log"])
    try:
        while not (folder / "socket").exists():
            assert process.poll() is None, (folder / "log").read_text()
            time.sleep(0.01)
        yield folder / "socket"
    finally:
        process.terminate()
        process.wait()


def _write_site(site: Path) -> None:
    pages = {urls.file_at(address): f"The page of {address}" for address in (*MOVED.values(), *GONE)}
    files = {"moved.nginx": hosts.nginx_moved(MOVED, GONE, ""), "gone.nginx": hosts.nginx_gone(GONE, ""), "404.html": "Not found"}
    for name, text in {**pages, **{urls.file_at(old): "It has moved" for old in MOVED}, **files}.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")


def _configuration(folder: Path) -> str:
    """What the docs say, with a socket to listen at, in a frame that needs no rights."""
    lines = re.findall(r"^```nginx\n(.*?)^```", (ROOT / "docs" / "hosts.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    said = "\n".join(lines).replace("/srv/site", str(folder / "site")).replace("server {", f"server {{ listen unix:{folder / 'socket'};")
    kept = " ".join(f"{name}_temp_path {folder / name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    return f"daemon off; master_process off; pid {folder / 'pid'}; events {{}} http {{ access_log off; {kept} {said} }}"


def asked(server: Path, path: str) -> tuple[int, str]:
    """The status, and where it leads to or else what it says."""
    connection = Local(str(server))
    connection.request("GET", path, headers={"Host": "example.org"})
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, answer.headers.get("Location") or body


def test_what_moved_answers_301_at_once_and_keeps_the_query(server: Path) -> None:
    given = [f"/{old}{query}" for old in MOVED for query in ("", "?a=b&c=%20")]
    wanted = [(301, f"/{new}{query}") for new in MOVED.values() for query in ("", "?a=b&c=%20")]

    assert [asked(server, path) for path in given] == wanted


def test_a_folder_without_its_slash_and_what_lies_below_it_move_too(server: Path) -> None:
    folders = {old: new for old, new in MOVED.items() if old.endswith("/")}

    assert {old: (asked(server, f"/{old[:-1]}"), asked(server, f"/{old}x/cite.bib?y")) for old in folders} == {
        old: ((301, f"/{new}"), (301, f"/{new}x/cite.bib?y")) for old, new in folders.items()
    }


def test_what_was_withdrawn_answers_410_with_its_page(server: Path) -> None:
    assert [asked(server, f"/{address}") for address in GONE] == [(410, f"The page of {address}") for address in GONE]


def test_what_stands_is_shown_and_what_does_not_is_not_found(server: Path) -> None:
    given = ["/posts/new/", "/posts/mixed/", "/posts/older/", "/2015/12/a-postxhtml", "/nothing"]

    assert [asked(server, path) for path in given] == [
        (200, "The page of posts/new/"),
        (200, "The page of posts/mixed/"),
        (404, "Not found"),
        (404, "Not found"),
        (404, "Not found"),
    ]


@pytest.mark.parametrize("below", ["x%0dSet-Cookie:a=b", "x%0d%0aSet-Cookie:a=b", "%0d%0a", "%00", "x%20y"])
def test_nothing_that_is_asked_for_gets_into_the_header(server: Path, below: str) -> None:
    assert asked(server, f"/posts/old/{below}")[0] in (400, 404), unquote(below)
