"""The pages in Chromium: accessible, whole without scripts, kept to themselves, usable on a small screen.

Needs Chromium (Debian's package chromium, or a path in CHROMIUM).
"""

from __future__ import annotations

import functools
import gzip
import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from chromium import needs_chromium
from conftest import Built

pytestmark = needs_chromium

KINDS = {
    "home": "/",
    "post": "/posts/an-answer/",
    "paper": "/papers/safe-lamps/",
    "themes": "/themes/",
    "theme": "/themes/lamps/",
    "empty theme": "/themes/wicks/",
    "curated list": "/lists/by-hand/",
    "post along a list": "/posts/an-answer/#list:oil",
    "reproducing post": "/posts/carried/",
    "post with two articles": "/posts/two-voices/",
    "frozen version": "/papers/safe-lamps/v1/",
    "people": "/people/",
    "person": "/people/ada/",
    "group": "/groups/circle/",
    "works": "/works/",
    "archive": "/archive/",
    "papers": "/papers/",
    "page": "/about/",
    "feeds": "/feeds/",
    "corrections": "/corrections/",
    "withdrawn": "/posts/given-up/",
    "404": "/404.html",
}
SCHEMES = ("light", "dark")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def base(fixture_site: Built) -> Iterator[str]:
    """The address at which the fixture site is served on this machine."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(fixture_site.output))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, which runs inside the page past its policy."""
    package = pytest.importorskip("axe_playwright_python", reason="axe is missing: run `python3 tasks.py test`, which installs it")
    return (Path(package.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def opened(browser: Any, address: str, *, width: int = 1280, **options: Any) -> Any:
    page = browser.new_page(viewport={"width": width, "height": 900}, **options)
    page.goto(address)
    return page


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(browser: Any, base: str, axe: str, kind: str, width: int, scheme: str) -> None:
    page = opened(browser, base + KINDS[kind], width=width, color_scheme=scheme)
    page.evaluate(axe)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("tags => axe.run({runOnly: tags})", tags)
    told = [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]]
    page.close()

    assert (told, len(found["passes"]) > 10) == ([], True)


@pytest.mark.parametrize("name", ["feeds/all.atom.xml", "feeds/corrections.rss.xml", "themes/wicks/feed.atom.xml"])
def test_a_browser_shows_a_feed_as_text_to_read(browser: Any, base: str, name: str) -> None:
    page = opened(browser, f"{base}/{name}", width=320)
    shown = page.evaluate("""() => {
        const seen = element => getComputedStyle(element).display !== "none";
        const all = [...document.documentElement.querySelectorAll("*")];
        return {
            marks: all.filter(one => !one.children.length && seen(one) && /<(?:p|a|div|ul|h2)\\b/.test(one.textContent)).map(one => one.localName),
            titles: all.filter(one => one.localName === "title").every(one => seen(one) && one.getBoundingClientRect().height > 10),
            told: getComputedStyle(document.documentElement, "::before").content.includes("This is a feed"),
            wide: document.documentElement.scrollWidth > 320,
        };
    }""")
    page.close()

    assert shown == {"marks": [], "titles": True, "told": True, "wide": False}


def test_read_aloud_a_post_says_at_each_point_who_speaks(browser: Any, base: str) -> None:
    page = opened(browser, f"{base}/posts/two-voices/")
    tree = page.locator(".e-content").aria_snapshot()
    page.close()
    told = [
        line.replace("'", "") for line in tree.split("\n") if re.match(r" *- '?(?:article|blockquote|heading|paragraph: Here ends)", line)
    ]

    assert told == [
        '- heading "What the harbour says" [level=2]',
        '- article "An article by The Harbour (fixture), reproduced in part Lamps far away":',
        '  - heading "Lamps far away" [level=3]:',
        "  - blockquote:",
        '    - heading "Fog" [level=4]',
        '      - heading "Works that the article cites" [level=4]',
        "  - paragraph: Here ends what is taken from the article by The Harbour (fixture). What follows is by A. Writer (fixture) and B. Writer (fixture).",
        '- heading "What the Circle says" [level=2]',
        '- article "An article by The Circle (fixture), reproduced in part Safe lamps: a position":',
        '  - heading "Safe lamps: a position" [level=3]:',
        "  - blockquote:",
        '    - heading "Proposals" [level=4]',
        "  - paragraph: Here ends what is taken from the article by The Circle (fixture).",
    ]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_has_a_contrast_of_seven_and_apparatus_of_four_and_a_half(browser: Any, base: str, scheme: str) -> None:
    page = opened(browser, f"{base}/posts/an-answer/", color_scheme=scheme)
    ratios = page.evaluate(CONTRASTS)
    page.close()

    assert [name for name, ratio in ratios.items() if ratio < (7 if name == "ink" else 4.5)] == []


# The contrast of each text colour on paper and on raised paper. Source: WCAG 2.2, relative luminance.
CONTRASTS = """() => {
  const style = getComputedStyle(document.documentElement);
  const luminance = name => {
    const probe = document.createElement("i");
    probe.style.color = style.getPropertyValue(name);
    document.body.append(probe);
    const parts = getComputedStyle(probe).color.match(/[\\d.]+/g).slice(0, 3).map(part => part / 255);
    probe.remove();
    const [r, g, b] = parts.map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const found = {};
  for (const name of ["ink", "muted", "rubric"])
    found[name] = Math.min(...["paper", "raised"].map(ground => {
      const [dark, light] = [luminance("--" + name), luminance("--" + ground)].sort((a, b) => a - b);
      return (light + 0.05) / (dark + 0.05);
    }));
  return found;
}"""


@pytest.mark.parametrize("kind", KINDS)
def test_no_request_leaves_the_site_and_the_console_stays_empty(browser: Any, base: str, kind: str) -> None:
    page = browser.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda response: said.append(f"{response.status} {response.url}") if response.status >= 400 else None)
    page.goto(base + KINDS[kind], wait_until="networkidle")
    page.close()

    assert (said, [url for url in asked if not url.startswith(base)], len(asked) > 2) == ([], [], True)


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_wider_than_the_window(browser: Any, base: str, kind: str, width: int) -> None:
    page = opened(browser, base + KINDS[kind], width=width)
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.close()

    assert wide <= width


@pytest.mark.parametrize("kind", KINDS)
def test_targets_outside_running_text_are_24_pixels_high(browser: Any, base: str, kind: str) -> None:
    page = opened(browser, base + KINDS[kind], width=320, has_touch=True)
    small = page.evaluate(
        """() => [...document.querySelectorAll(".masthead a, .kicker a, .years a, .routes a, .ways p > a, .note li a:only-child, summary")]
             .map(one => [one.textContent.trim(), one.getBoundingClientRect().height]).filter(([, height]) => height && height < 24)"""
    )
    page.close()

    assert small == []


def test_the_keyboard_reaches_everything_in_the_order_of_the_page(browser: Any, base: str) -> None:
    page = opened(browser, f"{base}/posts/an-answer/")
    focusable = page.evaluate(
        """[...document.querySelectorAll("a[href], summary, [tabindex='0']")].filter(one => one.checkVisibility()).map(one => one.textContent.trim())"""
    )
    walked = []
    for _ in focusable:
        page.keyboard.press("Tab")
        walked.append(page.evaluate("document.activeElement.textContent.trim()"))
    page.close()

    assert (walked, walked[0]) == (focusable, "Skip to the text")


def test_a_quotation_leads_to_its_sentence_and_marks_it(browser: Any, base: str) -> None:
    page = opened(browser, f"{base}/posts/an-answer/")
    quote = page.locator(".margin q a").first
    said = quote.inner_text()
    quote.click()
    place = page.evaluate(
        "({text: document.querySelector(':target').innerText, colour: getComputedStyle(document.querySelector(':target')).backgroundColor})"
    )
    page.close()

    assert (place["text"].rstrip("."), place["colour"] not in ("", "rgba(0, 0, 0, 0)")) == (said.rstrip("."), True)


def ways(page: Any) -> list[str]:
    """The lists whose way is shown above the title, with the place on it."""
    return [" ".join(text.split()) for text in page.locator(".ways > p:visible .way-place").all_inner_texts()]


@pytest.mark.parametrize("width", [320, 1280])
def test_a_reader_who_comes_along_a_list_stays_on_it_by_keyboard_and_without_a_script(browser: Any, base: str, width: int) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{base}/themes/lamps/")
    page.locator("#route\\:complete h3 a").first.focus()
    seen: list[tuple[list[str], str]] = []
    while True:
        with page.expect_navigation():
            page.keyboard.press("Enter")
        seen.append((ways(page), page.url.removeprefix(base)))
        if not page.locator('.ways > p:visible a[rel="next"]').count() or len(seen) > 5:
            break
        for _ in range(3):  # the sequence of focus begins at the target: the list, the one before, the one after
            page.keyboard.press("Tab")
            if page.locator('.ways > p:visible a[rel="next"]:focus').count():
                break
    context.close()

    assert seen == [
        (["1 of 3 in Lamp"], "/posts/first-lamp/#list:lamps"),
        (["2 of 3 in Lamp"], "/papers/safe-lamps/#list:lamps"),
        (["3 of 3 in Lamp"], "/posts/an-answer/#list:lamps"),
    ]


def test_a_reader_who_comes_by_no_list_sees_no_way_above_the_title_and_all_trails_below_the_text(browser: Any, base: str) -> None:
    page = opened(browser, f"{base}/posts/an-answer/")
    shown = (ways(page), page.locator(".trail:visible").count())
    page.close()

    assert shown == ([], 3)


def test_the_trail_of_the_list_that_a_reader_came_by_is_marked(browser: Any, base: str) -> None:
    page = opened(browser, f"{base}/posts/an-answer/#list:oil")
    marked = page.evaluate(
        "[...document.querySelectorAll('.trail')].map(one => getComputedStyle(one).backgroundColor !== 'rgba(0, 0, 0, 0)')"
    )
    page.close()

    assert marked == [False, True, False]


def test_the_skip_link_is_seen_when_focused_and_leads_to_the_text(browser: Any, base: str) -> None:
    page = opened(browser, f"{base}/posts/an-answer/")
    before = page.evaluate("document.querySelector('.skip').getBoundingClientRect().right")
    page.keyboard.press("Tab")
    after = page.evaluate("document.querySelector('.skip').getBoundingClientRect().left")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = page.evaluate("document.querySelector('main').contains(document.activeElement)")
    page.close()

    assert (before < 0, after >= 0, inside) == (True, True, True)


@pytest.mark.parametrize("forced", ["none", "active"])
def test_focus_is_seen(browser: Any, base: str, forced: str) -> None:
    page = opened(browser, f"{base}/posts/an-answer/", forced_colors=forced)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    outline = page.evaluate("(({outlineStyle, outlineWidth}) => [outlineStyle, outlineWidth])(getComputedStyle(document.activeElement))")
    page.close()

    assert outline == ["solid", "3px"]


def test_the_measure_holds_60_to_75_characters(browser: Any, base: str) -> None:
    page = opened(browser, f"{base}/posts/an-answer/")
    page.evaluate("document.fonts.ready")
    count = page.evaluate(
        """() => {
          const prose = document.querySelector(".prose"), probe = document.createElement("span");
          probe.textContent = "the quick brown fox jumps over the lazy dog and then it rests a little ";
          prose.append(probe);
          return prose.clientWidth / (probe.getBoundingClientRect().width / probe.textContent.length);
        }"""
    )
    page.close()

    assert 60 <= count <= 75


def test_the_page_says_where_it_belongs(browser: Any, base: str) -> None:
    page = opened(browser, f"{base}/themes/")
    here = page.evaluate("[...document.querySelectorAll('[aria-current]')].map(one => [one.textContent, one.getAttribute('aria-current')])")
    page.close()

    assert here == [["Themes", "page"]]


def test_evidence_opens_without_a_script(browser: Any, base: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}/posts/an-answer/")
    hidden = page.locator("details p").first.is_visible()
    page.locator("summary").first.click()
    shown = page.locator("details p").first.is_visible()
    context.close()

    assert (hidden, shown) == (False, True)


def test_a_post_weighs_at_most_60_kilobytes_without_the_italic_font_and_nothing_shifts(
    browser: Any, base: str, fixture_site: Built
) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(base)))
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(l => l.getEntries().forEach(e => window.shift += e.value)).observe({type: 'layout-shift', buffered: true})"
    )
    page.goto(f"{base}/posts/first-lamp/", wait_until="networkidle")
    shift = page.evaluate("window.shift")
    page.close()
    files = [
        fixture_site.output / (name.lstrip("/") + ("index.html" if name.endswith("/") else "")) for name in asked if "italic" not in name
    ]
    weight = sum(file.stat().st_size if file.suffix == ".woff2" else len(gzip.compress(file.read_bytes(), mtime=0)) for file in files)

    # Layout shift is told to two places, as browsers do.
    assert (weight <= 60 * 1024, round(shift, 2)) == (True, 0)
