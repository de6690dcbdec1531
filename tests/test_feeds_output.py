"""The feeds of a site as they are published: valid, complete, the same in three formats, found by whoever looks for them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import feedparser
import pytest
from conftest import Built
from feed_rules import faults_of_feed, items_of

HOME = "https://pamphleteer.example/"
ENDINGS = (".atom.xml", ".rss.xml", ".json")


@pytest.fixture(scope="session", params=["fixture_site", "sample_site"])
def site(request: pytest.FixtureRequest) -> Built:
    return request.getfixturevalue(request.param)


def stems(site: Built) -> list[str]:
    """The feeds of a site, each without the ending of its format."""
    return sorted(file.relative_to(site.output).as_posix().removesuffix(".atom.xml") for file in site.output.rglob("*.atom.xml"))


def items(site: Built, name: str) -> list[dict[str, object]]:
    return items_of((site.output / name).read_bytes(), HOME + name)


def test_every_feed_keeps_every_rule(site: Built) -> None:
    names = [*(stem + ending for stem in stems(site) for ending in ENDINGS), "feeds/subscriptions.opml"]
    faults = {name: found for name in names if (found := faults_of_feed((site.output / name).read_bytes(), HOME + name))}

    assert (faults, len(names) > 20) == ({}, True)


def test_a_feed_reader_s_library_finds_nothing_to_complain_of(site: Built) -> None:
    read = {
        stem + ending: feedparser.parse((site.output / f"{stem}{ending}").read_bytes()) for stem in stems(site) for ending in ENDINGS[:2]
    }

    assert [name for name, one in read.items() if one.bozo] == []


def test_the_three_formats_say_the_same_of_the_same_items_in_the_same_order(site: Built) -> None:
    different = []
    for stem in stems(site):
        atom, rss, json = ([{**item, "updated": None} for item in items(site, stem + ending)] for ending in ENDINGS)
        if not atom == rss == json:
            different.append(stem)

    assert different == []


def test_a_text_is_the_same_in_every_feed(site: Built) -> None:
    seen: dict[tuple[str, str], set[str]] = {}
    for stem in stems(site):
        for entry in re.findall(r"<entry.*?</entry>", (site.output / f"{stem}.atom.xml").read_text(encoding="utf-8"), re.DOTALL):
            seen.setdefault(("atom", re.findall(r"<id>(.*?)</id>", entry)[0]), set()).add(entry)
        for entry in re.findall(r"<item>.*?</item>", (site.output / f"{stem}.rss.xml").read_text(encoding="utf-8"), re.DOTALL):
            seen.setdefault(("rss", re.findall(r"<guid[^>]*>(.*?)</guid>", entry)[0]), set()).add(entry)

    assert ({key for key, entries in seen.items() if len(entries) > 1}, len(seen) > 10) == (set(), True)


class Content(HTMLParser):
    """The ids of a page, or the addresses in the content of an item."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.ids.add(value or "")
            elif name in ("href", "src"):
                self.addresses.append(value or "")


def dead(site: Built) -> Iterator[tuple[str, str]]:
    for item in items(site, "feeds/all.json"):
        for address in [*Content(str(item["content"])).addresses, str(item["url"])]:
            if address.startswith(HOME):
                parts = urlsplit(address)
                file = site.output / unquote(parts.path).lstrip("/")
                page = file / "index.html" if file.is_dir() else file
                if not page.is_file() or (parts.fragment and unquote(parts.fragment) not in Content(page.read_text("utf-8")).ids):
                    yield str(item["id"]), address


def test_every_link_in_a_feed_leads_to_its_place_on_the_site(site: Built) -> None:
    assert list(dead(site)) == []


def test_the_feed_of_the_site_has_every_text_once(site: Built) -> None:
    pages = {
        f"{HOME}{page.parent.relative_to(site.output).as_posix()}/"
        for kind in ("posts", "papers")
        for page in site.output.glob(f"{kind}/*/index.html")
        if 'content="noindex"' not in page.read_text(encoding="utf-8") or "two-voices" in str(page)
    }

    assert sorted(str(item["url"]) for item in items(site, "feeds/all.json")) == sorted(pages)


def test_the_feed_of_a_list_has_the_texts_that_the_list_has(site: Built) -> None:
    different = {}
    for file in site.output.rglob("list.json"):
        entries = json.loads(file.read_text(encoding="utf-8"))["entries"]
        listed = {url for entry in entries for url in (entry["url"], *entry["reproduced_in"]) if url.startswith(HOME)}
        fed = {item["url"] for item in items(site, (file.parent / "feed.json").relative_to(site.output).as_posix())}
        if fed != listed:
            different[file.parent.name] = (fed, listed)

    assert different == {}


def test_the_fixture_s_feed_says_who_when_and_about_what(fixture_site: Built) -> None:
    shown = [
        (item["url"], str(item["published"])[:10], str(item["updated"])[:10], item["authors"], item["categories"])
        for item in items(fixture_site, "feeds/all.atom.xml")
    ]
    ada, ben, circle = "A. Writer (fixture)", "B. Writer (fixture)", "The Circle (fixture)"

    assert shown == [
        (f"{HOME}posts/two-voices/", "2012-08-01", "2012-08-01", [ada, ben], ["Lamp", "Oil"]),
        (f"{HOME}papers/safe-lamps/", "2012-06-05", "2012-06-20", [circle], ["Lamp"]),
        (f"{HOME}posts/carried/", "2012-06-06", "2012-06-06", [ben], ["Lamp"]),
        (f"{HOME}posts/an-answer/", "2011-04-02", "2011-05-02", [ada, ben], ["Lamp", "Oil"]),
        (f"{HOME}posts/set-by-hand/", "2011-04-02", "2011-04-02", [ben], ["Oil"]),
        (f"{HOME}posts/first-lamp/", "2010-03-01", "2010-03-01", [ada], ["Lamp", "harbour"]),
    ]


def heads(site: Built, name: str) -> list[str]:
    """What a page's head names as feeds."""
    page = (site.output / name).read_text(encoding="utf-8")
    return re.findall(r'<link rel="alternate" type="application/(?:atom\+xml|rss\+xml|feed\+json)" title="[^"]+" href="/([^"]+)">', page)


def test_every_page_leads_to_the_feeds_that_belong_to_it(fixture_site: Built) -> None:
    everything = [f"feeds/all{ending}" for ending in ENDINGS]

    assert {
        name: heads(fixture_site, name)[3:]
        for name in (
            "index.html",
            "papers/index.html",
            "lists/by-hand/index.html",
            "posts/an-answer/index.html",
            "people/ada/index.html",
            "about/index.html",
        )
    } == {
        "index.html": [],
        "papers/index.html": [f"feeds/papers{ending}" for ending in ENDINGS],
        "lists/by-hand/index.html": [f"lists/by-hand/feed{ending}" for ending in ENDINGS],
        "posts/an-answer/index.html": [
            f"{page}feed.atom.xml" for page in ("themes/lamps/", "themes/oil/", "lists/by-hand/", "people/ada/", "people/ben/")
        ],
        "people/ada/index.html": [f"people/ada/feed{ending}" for ending in ENDINGS],
        "about/index.html": [],
    }
    assert heads(fixture_site, "404.html") == everything


def test_no_page_names_a_feed_that_is_not_there(site: Built) -> None:
    named = {address for page in site.output.rglob("*.html") for address in heads(site, page.relative_to(site.output).as_posix())}

    assert {address for address in named if not (site.output / address).is_file()} == set()


def test_the_page_of_feeds_and_the_list_for_readers_name_every_feed_once(site: Built) -> None:
    page = (site.output / "feeds/index.html").read_text(encoding="utf-8").partition("<main")[2]
    linked = re.findall(r'<a href="/([^"]+)" type="application/(?:atom\+xml|rss\+xml|feed\+json)">', page)
    outlines = [
        one.get("xmlUrl") for one in ElementTree.parse(site.output / "feeds/subscriptions.opml").iter("outline") if one.get("xmlUrl")
    ]
    current = [stem for stem in stems(site) if not re.search(r"-\d+$", stem)]

    assert (sorted(linked), sorted(outlines)) == (
        sorted(stem + ending for stem in current for ending in ENDINGS),
        sorted(f"{HOME}{stem}.atom.xml" for stem in current),
    )


def test_an_empty_feed_is_dated_by_the_day_since_which_ids_are_minted(fixture_site: Built) -> None:
    feed = (fixture_site.output / "themes/wicks/feed.atom.xml").read_text(encoding="utf-8")

    assert re.findall(r"<updated>(.*?)</updated>", feed) == ["2026-11-01T00:00:00+00:00"]


def test_the_sheet_by_which_browsers_show_a_feed_is_there(fixture_site: Built) -> None:
    sheets = {
        re.findall(r'<\?xml-stylesheet type="text/css" href="/([^"]+)"\?>', file.read_text(encoding="utf-8"))[0]
        for file in fixture_site.output.rglob("*.xml")
    }

    assert [(sheet, Path(fixture_site.output, sheet).is_file()) for sheet in sheets] == [("static/css/feed.css", True)]
