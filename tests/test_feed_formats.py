"""The three formats and the list of feeds: whatever stands in a title, a name or a text, readers of each read it as it is."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

import feedparser
import pytest
from feed_rules import faults_of_feed, items_of
from hypothesis import given
from hypothesis import strategies as st

from editorial.feeds import atom, json_feed, opml, rss
from editorial.feeds.archives import Part, parts
from editorial.feeds.entries import Author, Category, Entry, Site
from editorial.feeds.feeds import ATOM, JSON, RSS, Feed, Format

WRITERS = {ATOM: atom, RSS: rss, JSON: json_feed}
HOME = "https://example.org"
DAY = datetime.datetime(2015, 12, 15, tzinfo=datetime.UTC)
SITE = Site("A <site> & more", HOME, "en-GB", "All rights & wrongs.", DAY, stylesheet="/static/css/feed.css")
FEED = Feed("tag:example.org,2015:feeds/all", "site", "feeds/all", "", "", "What <we> write & sign.", ())

HOSTILE = [
    "]]>", "&lt;", "&amp;lt;", "<b>bold</b>", "A & B", "AT&T &copy; &#38;", "“Ofsted” said ‘no’", "emoji \U0001f469\u200d\U0001f692 \U0001f3f4\U000e0067\U000e0062",
    "\u202eright to left\u202c", "שלום עולם", "مرحبا", "e\u0301 and é", "\u2028line\u2029", "<![CDATA[x]]>", "<?php ?>", "<!-- c -->", "\\u0000 \\n", "tab\there",
    "{{ reproduce }}", "100 % $1 %s", "\ufeffbom", "\U0001f600" * 300,
]  # fmt: skip
titles = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1).filter(
    lambda text: text == text.strip() and text.strip() and not re.search(r"&#?\w+;", text)
)


def entry(number: int = 1, title: str = "A title", **changed: object) -> Entry:
    values = {
        "id": f"tag:example.org,2015:posts/{number}",
        "url": f"{HOME}/posts/{number}/",
        "title": title,
        "summary": title,
        "content": f'<p>Words &amp; more. <a href="{HOME}/posts/{number}/#fn:1">1</a></p>',
        "lang": "en-GB",
        "published": DAY + datetime.timedelta(days=number),
        "updated": DAY + datetime.timedelta(days=number),
        "authors": (Author(title, f"{HOME}/people/ada/"), Author("The Circle")),
        "categories": (Category("Lamp", "lamps", f"{HOME}/themes/"), Category(title)),
    }
    return Entry(**{**values, **changed})  # type: ignore[arg-type]


def written(form: Format, entries: Iterable[Entry], *, site: Site = SITE, feed: Feed = FEED, part: Part | None = None) -> bytes:
    """A document of a feed that holds these entries."""
    held = list(entries)
    updated = max((one.updated for one in held), default=None)
    texts = (WRITERS[form].entry(one) for one in held)
    return WRITERS[form].feed(feed, part or Part(0, len(held), 0), texts, updated, site).encode()  # type: ignore[no-any-return]


def address(form: Format, number: int = 0) -> str:
    return f"{HOME}/{FEED.address(form, number)}"


@pytest.mark.parametrize("title", HOSTILE)
@pytest.mark.parametrize("form", WRITERS, ids=lambda form: form.name)
def test_a_hostile_title_is_read_as_it_is_and_breaks_no_rule(form: Format, title: str) -> None:
    data = written(form, [entry(title=title)])
    (item,) = items_of(data, address(form))
    # That a title shows a reference is mostly a mistake of whoever writes feeds; here it is the title.
    faults = [fault for fault in faults_of_feed(data, address(form)) if not ("&" in title and "is plain text and shows" in fault)]

    assert (item["title"], item["authors"], item["categories"], faults) == (title, [title, "The Circle"], ["Lamp", title], [])


@given(titles)
def test_any_title_is_read_as_it_is_in_each_format(title: str) -> None:
    read = {
        form.name: [(one["title"], one["authors"][0]) for one in items_of(written(form, [entry(title=title)]), address(form))]
        for form in WRITERS
    }

    assert read == {form.name: [(title, title)] for form in WRITERS}


@pytest.mark.parametrize("letter", ["\x00", "\x0b", "\x1f", "\ufffe", "\uffff", "\ud800"])
@pytest.mark.parametrize("form", WRITERS, ids=lambda form: form.name)
def test_a_character_that_no_document_may_have_breaks_none(form: Format, letter: str) -> None:
    data = written(form, [entry(title=f"a{letter}b", content=f"<p>{letter}</p>")])

    assert [one["title"] for one in items_of(data, address(form))] == ["a\ufffdb"]


@pytest.mark.parametrize("form", [ATOM, RSS], ids=lambda form: form.name)
def test_a_reader_s_library_reads_a_hostile_feed_without_complaint(form: Format) -> None:
    read = feedparser.parse(written(form, [entry(n, title) for n, title in enumerate(HOSTILE)]))

    assert (bool(read.bozo), len(read.entries)) == (False, len(HOSTILE))


@pytest.mark.parametrize("form", WRITERS, ids=lambda form: form.name)
def test_a_feed_without_entries_is_valid_and_dated_by_no_clock(form: Format) -> None:
    data = written(form, [])

    assert (faults_of_feed(data, address(form)), items_of(data, address(form)), b"2015" in data) == ([], [], True)


def test_a_feed_of_ten_thousand_texts_is_paged_and_all_of_it_is_found() -> None:
    entries = [entry(n, content=f"<p>{'word ' * 1000}</p>") for n in range(10_000, 0, -1)]
    documents = parts([len(atom.entry(one)) for one in entries])
    for form in WRITERS:
        found: list[object] = []
        longest = 0
        for part in documents:
            data = written(form, entries[part.start : part.end], part=part)
            longest = max(longest, len(data))
            found += re.findall(rb"tag:example\.org,2015:posts/\d+", data)
            if part.number in (0, 1, 2, len(documents) - 1):
                assert faults_of_feed(data, address(form, part.number)) == []

        assert (len(found), len(set(found)), longest < 1_000_000) == (10_000, 10_000, True)


def test_an_archive_says_that_it_is_one_and_where_the_others_are() -> None:
    part = Part(30, 80, 2, older=1, newer=3)
    shown = {form.name: written(form, [entry()], part=part).decode() for form in WRITERS}

    assert (
        re.findall(r'<link rel="([\w-]+)" type="application/atom\+xml" href="([^"]+)"/>|<(fh:archive)/>', shown["Atom"]),
        re.findall(r'<atom:link rel="([\w-]+)" type="application/rss\+xml" href="([^"]+)"/>|<(fh:archive)/>', shown["RSS"]),
        re.findall(r'"(feed_url|next_url)": "([^"]+)"', shown["JSON Feed"]),
    ) == (
        [("self", f"{HOME}/feeds/all-2.atom.xml", ""), ("prev-archive", f"{HOME}/feeds/all-1.atom.xml", ""), ("", "", "fh:archive"),
         ("current", f"{HOME}/feeds/all.atom.xml", ""), ("next-archive", f"{HOME}/feeds/all-3.atom.xml", "")],
        [("self", f"{HOME}/feeds/all-2.rss.xml", ""), ("prev-archive", f"{HOME}/feeds/all-1.rss.xml", ""), ("", "", "fh:archive"),
         ("current", f"{HOME}/feeds/all.rss.xml", ""), ("next-archive", f"{HOME}/feeds/all-3.rss.xml", "")],
        [("feed_url", f"{HOME}/feeds/all-2.json"), ("next_url", f"{HOME}/feeds/all-1.json")],
    )  # fmt: skip


def test_a_hub_is_named_by_the_current_document_alone() -> None:
    site = Site("S", HOME, "en", "", DAY, hub="https://hub.example/?a=1&b=2")
    named = [
        b"hub.example" in written(form, [entry()], site=site, part=part)
        for form in WRITERS
        for part in (Part(0, 1, 0), Part(1, 2, 1, newer=0))
    ]
    faults = [fault for form in WRITERS for fault in faults_of_feed(written(form, [entry()], site=site), address(form))]

    assert (named, faults) == ([True, False] * 3, [])


def test_a_changed_text_tells_both_dates_and_its_home() -> None:
    one = entry(updated=DAY + datetime.timedelta(days=90), home="https://elsewhere.example/a")
    shown = {form.name: written(form, [one]) for form in WRITERS}

    assert ([items_of(data, address(form))[0]["updated"] for form, data in zip(WRITERS, shown.values(), strict=True)], [b"elsewhere" in data for data in shown.values()]) == (
        [one.updated] * 3, [True, True, False],
    )  # fmt: skip


@given(st.lists(titles, min_size=1, max_size=4))
def test_the_list_of_feeds_holds_any_name(names: list[str]) -> None:
    feeds = [Feed(f"tag:e.org,2015:{n}", "theme", f"themes/{n}/feed", f"themes/{n}/", name, name, ()) for n, name in enumerate(names)]
    text = opml.document(feeds, SITE)

    assert faults_of_feed(text.encode(), f"{HOME}/feeds/subscriptions.opml") == []
