"""How long after a save the page has what was saved: as it is served, and in a browser that stands open."""

from __future__ import annotations

import contextlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from typing import Any

from editing import Edited
from processes import environment
from sites import Site

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome") or ""
_LOOK = 0.004  # seconds between two requests for the page
# Seconds between a page that was seen and the next save. Hugo gathers changes for half a second at a time: with one and the same
# rest each save would come at one and the same moment of that, so rests are spread over it.
_REST, _SPREAD, _GOLDEN = 1.0, 0.5, 0.618
_LONGEST = 600.0  # seconds for one build, the first one too
_RELOAD = 10.0  # seconds in which a page that is served is loaded by the browser, if it ever is


class Served:
    """A site that is served and built again on every save."""

    def __init__(self, site: Site, edited: Edited, port: int) -> None:
        self._edited, self._port = edited, port
        self.address = f"http://127.0.0.1:{port}/{edited.address}"
        self._saves = 0

    def save(self) -> float:
        """Seconds from a save of the post's body to its page, served. Raises ``TimeoutError``."""
        self._rest()
        started = time.perf_counter()
        self.wait_for(self._edited.body(), started + _LONGEST)
        return time.perf_counter() - started

    def wait_for(self, word: str, until: float) -> None:
        """Return when the page that is served has the word. Raises ``TimeoutError`` at a time of ``perf_counter``."""
        while not self._page_has(word):
            if time.perf_counter() > until:
                raise TimeoutError(f"{self.address} was not served with what had been saved")
            time.sleep(_LOOK)

    def save_seen(self, page: Any) -> float | None:
        """Seconds from a save to the page with it in an open browser, which loads it anew by itself; ``None``: it does not."""
        from playwright.sync_api import Error

        self._rest()
        started = time.perf_counter()
        word = self._edited.body()
        # The browser is asked whenever it has time, through every load; the server only now and then, so as not to be in the way.
        while time.perf_counter() < started + _LONGEST:
            try:
                page.wait_for_function("word => document.body?.textContent.includes(word)", arg=word, polling=10, timeout=1000 * _RELOAD)
                return time.perf_counter() - started
            except Error:
                if self._page_has(word):
                    return None
        raise TimeoutError(f"{self.address} was not served with what had been saved")

    def _rest(self) -> None:
        self._saves += 1
        time.sleep(_REST + _SPREAD * (self._saves * _GOLDEN % 1))

    def _page_has(self, word: str) -> bool:
        asked = http.client.HTTPConnection("127.0.0.1", self._port, timeout=_LONGEST)
        try:
            asked.request("GET", f"/{self._edited.address}")
            answer = asked.getresponse()
            return answer.status == 200 and word.encode() in answer.read()
        except (OSError, http.client.HTTPException):  # not up yet, or between two sites
            return False
        finally:
            asked.close()


@contextlib.contextmanager
def served(site: Site, edited: Edited) -> Iterator[Served]:
    """The site, served; it and all that it started are ended in the end. Raises ``TimeoutError``.

    The server begins with nothing, so that a page which is served says that the first build is over: what is saved within a
    build may go unseen (Pelican's own watching begins after it).
    """
    site.clear()
    port = _free_port()
    command = [part.format(port=port) for part in site.serve]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command, cwd=site.folder, env=environment(), stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True
        )
        try:
            found = Served(site, edited, port)
            found.wait_for("", time.perf_counter() + _LONGEST)
            found.save()  # from here on the server watches, and has its texts in memory if ever
            yield found
        finally:
            _end(process)


@contextlib.contextmanager
def browser() -> Iterator[Any]:
    """A page of Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=options)
        yield chromium.new_page()
        chromium.close()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    with contextlib.suppress(ProcessLookupError, PermissionError):  # those that it started, in the session that is theirs alone
        os.killpg(process.pid, signal.SIGKILL)
