"""The sanitiser in Chromium: of all attacks none runs, asks for anything elsewhere or leads away.

The pages have no policy that would help. Needs Chromium (Debian's package chromium, or a path in CHROMIUM).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from chromium import needs_chromium, playwright
from test_sanitiser import HOSTILE, attacks

from press.sanitiser import clean

pytestmark = needs_chromium

HERE = "http://here.example/"
PAGE = '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Canary</title><body><ul><li><div id="holder">{}</div></li></ul></body></html>'

# All that a reader may do: to each element come the events of a mouse, of keys and of time, then the focus, then a click.
# A second link that is followed at once would call off the first.
TOUCH = """async () => {
  const holder = document.getElementById("holder");
  const all = holder ? [...document.querySelectorAll("body, body *")] : [];
  const quiet = event => { if (event.target.closest("a[href], area[href]")?.protocol?.startsWith("http")) event.preventDefault(); };
  document.addEventListener("click", quiet);
  for (const one of all) {
    for (const type of ["mouseover", "pointerenter", "mouseenter", "keydown", "toggle", "animationstart", "scrollend", "submit", "begin", "load", "error"])
      one.dispatchEvent(new Event(type, {bubbles: false}));
    if (one.tabIndex < 0 && one.localName !== "body") one.tabIndex = 0;
    one.focus?.();
  }
  for (const one of all) {
    one.dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true}));
    if (one.matches("a, area, button, input, svg *, math *")) await new Promise(done => setTimeout(done, 10));
  }
}"""


def signs(browser: Any, html: str) -> list[str]:
    """What a page with this HTML does that none may do: on load, at every touch, and shortly after."""
    seen: list[str] = []
    page = browser.new_page()

    def answer(route: Any) -> None:
        request = route.request
        if request.url == HERE and request.is_navigation_request() and request.frame == page.main_frame:
            route.fulfill(body=PAGE.format(html), content_type="text/html; charset=utf-8")
            return
        if not request.url.startswith((HERE, "data:image/")):
            seen.append(f"asks for {request.url}")
        elif request.is_navigation_request() and request.frame == page.main_frame:
            seen.append(f"leads to {request.url}")
        route.abort()

    page.route("**", answer)
    page.on("dialog", lambda dialog: (seen.append("a dialog"), dialog.dismiss()))
    page.on("popup", lambda popup: seen.append("a window"))
    page.on(
        "framenavigated",
        lambda frame: (
            seen.append(f"went to {frame.url}") if frame.url.partition("#")[0] not in (HERE, "") and not frame.parent_frame else None
        ),
    )
    page.goto(HERE)
    try:
        page.wait_for_timeout(150)
        page.evaluate(TOUCH)
        page.wait_for_timeout(150)
        if page.evaluate("Boolean(window.canary)"):
            seen.append("the canary")
    except playwright.Error:
        seen.append("the page went away")
    page.close()
    return sorted(set(seen))


def in_one(kind: str, made: Callable[[str], str]) -> str:
    return "".join(f"<div>{made(attack)}</div>" for attack in attacks(kind))


@pytest.mark.parametrize("trusted", [False, True], ids=["untrusted", "trusted"])
@pytest.mark.parametrize("kind", HOSTILE)
def test_nothing_stirs_the_canary(browser: Any, kind: str, trusted: bool) -> None:
    assert signs(browser, in_one(kind, lambda attack: clean(attack, trusted=trusted).html)) == []


@pytest.mark.parametrize("kind", HOSTILE)
def test_without_the_sanitiser_the_canary_is_stirred(browser: Any, kind: str) -> None:
    assert signs(browser, in_one(kind, str)) != []
