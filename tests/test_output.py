"""What is published: every link leads somewhere, every quotation stands where it says."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from conftest import ROOT, SITE, Built

HOME = "https://pamphleteer.example/"


class Page(HTMLParser):
    """The ids and addresses of a page, and its text without markup."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.addresses: list[str] = []
        self.text = ""
        self.source = file.read_text(encoding="utf-8")
        self.feed(self.source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name in ("href", "src"):
                self.addresses.append(value or "")

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="session", params=["fixture_site", "sample_site"])
def site(request: pytest.FixtureRequest) -> Built:
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def pages(site: Built) -> dict[str, Page]:
    """The pages of a site by their address."""
    found = {}
    for file in sorted(site.output.rglob("*.html")):
        name = file.relative_to(site.output).as_posix()
        found["/" + name.removesuffix("index.html")] = Page(file)
    return found


def dead(site: Built, pages: dict[str, Page]) -> Iterator[tuple[str, str]]:
    for here, page in pages.items():
        for address in page.addresses:
            full = urlsplit(urljoin(HOME.rstrip("/") + here, address))
            if f"{full.scheme}://{full.netloc}/" != HOME:
                continue
            path = unquote(full.path)
            if (path not in pages and not (site.output / path.lstrip("/")).is_file()) or (
                full.fragment and path in pages and unquote(full.fragment) not in pages[path].ids
            ):
                yield here, address


def test_every_internal_link_anchor_and_image_leads_somewhere(site: Built, pages: dict[str, Page]) -> None:
    assert list(dead(site, pages)) == []


def test_no_page_has_an_id_twice(pages: dict[str, Page]) -> None:
    assert {here: twice for here, page in pages.items() if (twice := {one for one in page.ids if page.ids.count(one) > 1})} == {}


def test_every_page_has_one_canonical_link_and_one_first_heading(pages: dict[str, Page]) -> None:
    counts = {here: (page.source.count('rel="canonical"'), page.source.count("<h1")) for here, page in pages.items()}

    assert {here: count for here, count in counts.items() if count != (1, 1)} == {}


def test_no_page_has_anything_that_runs_or_a_style_of_its_own(pages: dict[str, Page]) -> None:
    forbidden = re.compile(r"<script(?! type=\"application/ld\+json\")|<[^>]*\s(?:style|on\w+)\s*=|javascript:|<style", re.IGNORECASE)

    assert {here: found[0] for here, page in pages.items() if (found := forbidden.search(page.source))} == {}


def plain(markup: str) -> str:
    """What a reader sees of a piece of HTML, in single spaces, without citations and footnote marks."""
    text = re.sub(r'<span class="citation">.*?</span>|<sup\b.*?</sup>', "", markup, flags=re.DOTALL)
    text = html.unescape(re.sub(r"<(?!/?(?:em|strong|a|code)\b)[^>]*>", " ", text))
    return re.sub(r"\s+([.,;:!?])", r"\1", " ".join(re.sub(r"<[^>]*>", "", text).split()))


def test_every_quotation_stands_whole_in_the_text_and_begins_in_the_source_at_its_line(site: Built, pages: dict[str, Page]) -> None:
    content = (SITE if site.output.parent.name.startswith("fixture") else ROOT) / "content"
    missing = []
    count = 0
    for here, page in pages.items():
        file = site.output / here.strip("/") / "themes.json"
        if not file.is_file():
            continue
        data = json.loads(file.read_text(encoding="utf-8"))
        paths = {f"said:{item['start']}": item["path"] for tag in data["themes"] for item in tag["evidence"]}
        body = page.source.split('<div class="prose e-content">')[1].split('<section class="cite"')[0]
        prose = plain(re.sub(r"</t[hd]>\s*<t[hd][^>]*>", "; ", body))
        for place, quote, line in re.findall(r'<p><q><a href="#([^"]+)">(.*?)</a></q> <small>line (\d+)', page.source):
            count += 1
            words = plain(quote)
            first = re.search(r"\w+", words)
            source = (content.parent / paths[place]).read_text(encoding="utf-8").split("\n")
            if words not in prose or place not in page.ids or not first or first[0] not in source[int(line) - 1]:
                missing.append((here, quote, line))

    assert (missing, count > 5) == ([], True)


def test_every_quotation_slices_out_of_the_text_in_the_data(site: Built, pages: dict[str, Page]) -> None:
    wrong = []
    count = 0
    for file in sorted(site.output.rglob("themes.json")):
        data = json.loads(file.read_text(encoding="utf-8"))
        shown = set(re.findall(r'id="why:([^"]+)"', pages[f"/{data['url']}"].source))
        if shown != {tag["theme"] for tag in data["themes"]}:
            wrong.append((data["url"], shown))
        for tag in data["themes"]:
            for item in tag["evidence"]:
                count += 1
                if data["text"][item["start"] : item["end"]] != item["exact"] or tag["outcome"] != "assigned":
                    wrong.append((data["url"], item["exact"]))

    assert (wrong, count > 5) == ([], True)


def test_every_text_is_on_the_page_of_each_theme_it_shows(pages: dict[str, Page]) -> None:
    wrong = []
    for here, page in pages.items():
        if "hidden" in here:  # it has a page, and stands on none
            continue
        for theme in re.findall(r'class="p-category" href="/(themes/[^"]+)"', page.source):
            listed = f'href="{here}#list:{theme.split("/")[1]}"', f'Reproduced in <a href="{here}"'
            if not any(link in pages[f"/{theme}"].source for link in listed):
                wrong.append((here, theme))

    assert wrong == []
