"""Reading lists as they are published: pages, trails from page to page, and the files to take away, read by independent parsers."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import rispy
from bibtexparser.middlewares import SeparateCoAuthors
from conftest import Built, press
from test_bibtex import DECODER, raw
from test_output import HOME, Page

NEXT = re.compile(r'<a href="([^"]+)" rel="next">')


@pytest.fixture(scope="session", params=["fixture_site", "sample_site"])
def site(request: pytest.FixtureRequest) -> Built:
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def lists(site: Built) -> dict[str, dict[str, object]]:
    """Every list as data, by its address relative to the root."""
    return {
        f"{file.parent.relative_to(site.output).as_posix()}/": json.loads(file.read_text(encoding="utf-8"))
        for file in sorted(site.output.rglob("list.json"))
    }


def page(site: Built, address: str) -> str:
    return (site.output / address / "index.html").read_text(encoding="utf-8")


def complete(source: str) -> list[str]:
    """The headings of the entries of a list's page, in its order."""
    whole = source.split('<section id="route:complete"')[1].split("</section>")[0] if "route:complete" in source else ""
    return re.findall(r'<li id="entry:\d+">\n<h3>(.*?)</h3>', whole)


def test_every_list_stands_there_as_data_in_the_same_order_as_on_its_page(site: Built, lists: dict[str, dict[str, object]]) -> None:
    wrong = {}
    for address, data in lists.items():
        titles = complete(page(site, address))
        positions = [entry["position"] for entry in data["entries"]]  # type: ignore[attr-defined]
        if len(titles) != len(positions) or positions != list(range(1, len(positions) + 1)):
            wrong[address] = (titles, positions)

    assert (wrong, len(lists) > 3) == ({}, True)


def test_every_entry_says_what_it_is_where_it_is_and_why(lists: dict[str, dict[str, object]]) -> None:
    codes = {"pinned", "start", "prerequisite", "answers", "central", "newest", "curated"}
    keys = {"position", "url", "title", "kind", "reason_code", "reason", "minutes", "lists", "reproduced_in", "locator"}
    entries = [entry for data in lists.values() for entry in data["entries"]]  # type: ignore[attr-defined]

    assert [
        entry
        for entry in entries
        if set(entry) != keys
        or entry["reason_code"] not in codes
        or not entry["reason"]
        or (entry["minutes"] is None) != (entry["kind"] == "work")
    ] == []


def test_following_next_from_page_to_page_visits_every_entry_once_and_stays_on_the_list(
    site: Built, lists: dict[str, dict[str, object]]
) -> None:
    wrong = {}
    for address, data in lists.items():
        slug = address.split("/")[1]
        expected = [entry["url"].removeprefix(HOME) for entry in data["entries"] if entry["kind"] != "work"]  # type: ignore[attr-defined]
        works = {f"{address}#entry:{entry['position']}" for entry in data["entries"] if entry["kind"] == "work"}  # type: ignore[attr-defined]
        walked = []
        here = f"{expected[0]}#list:{slug}" if expected else ""
        while here and len(walked) <= len(expected):
            if here in works:  # the next entry stands below it, on the page of the list
                position = int(here.rsplit(":", 1)[1])
                following = page(site, address).split(f'<li id="entry:{position + 1}">')[1:]
                link = re.search(r'<h3><a href="/([^"]+)">', following[0]) if following else None
                here = link[1] if link else ""
                continue
            walked.append(urlsplit(here).path)
            way = re.search(rf'<p id="list:{slug}">(.*?)</p>', page(site, walked[-1]), re.DOTALL)
            found = NEXT.search(way[1]) if way else None
            here = found[1].lstrip("/") if found else ""
        if walked != expected:
            wrong[address] = (walked, expected)

    assert wrong == {}


def test_the_bibliography_is_read_by_a_bibtex_parser_with_every_entry(site: Built, lists: dict[str, dict[str, object]]) -> None:
    wrong = {}
    for address in lists:
        items = json.loads((site.output / address / "list.csl.json").read_text(encoding="utf-8"))
        read = raw((site.output / address / "list.bib").read_text(encoding="utf-8"), SeparateCoAuthors())
        found = [
            (
                DECODER.latex_to_text(one["title"]),
                str(one["year"]) if one.get("year") else None,
                len(one["author"] if one.get("author") else []),
            )
            for one in read
        ]
        wanted = [facts(item) for item in items]
        if found != wanted:
            wrong[address] = [pair for pair in zip(found, wanted, strict=False) if pair[0] != pair[1]]

    assert wrong == {}


def test_the_bibliography_is_read_by_a_ris_parser_with_every_entry(site: Built, lists: dict[str, dict[str, object]]) -> None:
    wrong = {}
    for address in lists:
        items = json.loads((site.output / address / "list.csl.json").read_text(encoding="utf-8"))
        found = [
            (entry.get("title"), entry.get("year"), len(entry.get("authors", [])))
            for entry in rispy.loads((site.output / address / "list.ris").read_text(encoding="utf-8"))
        ]
        wanted = [facts(item) for item in items]
        if found != wanted:
            wrong[address] = [pair for pair in zip(found, wanted, strict=False) if pair[0] != pair[1]]

    assert wrong == {}


def facts(item: dict[str, Any]) -> tuple[str, str | None, int]:
    """What both formats must keep of a record: title, year, number of authors."""
    year = str(item["issued"]["date-parts"][0][0]) if item.get("issued") else None
    return (item["title"], year, len(item.get("author", [])))


def test_the_bibliography_names_groups_whole_and_holds_posts_papers_and_works(fixture_site: Built) -> None:
    items = {item["id"]: item for item in json.loads((fixture_site.output / "lists/by-hand/list.csl.json").read_text(encoding="utf-8"))}

    assert (list(items), items["safe-lamps"]["author"], items["safe-lamps"]["URL"], items["lux-1902"]["volume"]) == (
        ["an-answer", "safe-lamps", "lux-1902", "set-by-hand", "wick-1901"],
        [{"literal": "The Circle (fixture)"}],
        "https://pamphleteer.example/papers/safe-lamps/",
        "3",
    )


def test_every_link_in_the_data_leads_somewhere(site: Built, lists: dict[str, dict[str, object]]) -> None:
    addresses = {
        url
        for data in lists.values()
        for entry in data["entries"]  # type: ignore[attr-defined]
        for url in (entry["url"], *entry["reproduced_in"], *(one["url"] for one in entry["lists"]))
        if url.startswith(HOME)
    }

    assert [url for url in sorted(addresses) if not (site.output / urlsplit(url).path.lstrip("/") / "index.html").is_file()] == []


def test_every_cited_work_is_listed_with_who_cites_it_and_no_other(site: Built) -> None:
    listed = set(re.findall(r'<li id="work:([^"]+)">', page(site, "works")))
    cited = {
        key
        for file in site.output.glob("p*s/*/index.html")
        for key in re.findall(r'<li id="work:([^"]+)">', file.read_text(encoding="utf-8"))
        if "hidden" not in str(file.parent.name)
    }

    assert (listed, len(cited) > 2) == (cited, True)


def test_a_mark_in_a_text_leads_to_the_work_with_the_same_letter_at_its_end(fixture_site: Built) -> None:
    source = page(fixture_site, "posts/first-lamp")

    assert (
        re.findall(r'<a href="#work:(lux[^"]+)">(.*?)</a>', source),
        re.findall(r'<li id="work:(lux[^"]+)">Society for Lux \((.*?)\)', source),
    ) == (
        [("lux-1902", "Society for Lux, 1902a"), ("lux-1902b", "Society for Lux, 1902b")],
        [("lux-1902", "1902a"), ("lux-1902b", "1902b")],
    )


def test_what_two_themes_share_has_a_page_from_four_texts_on(desk_copy) -> None:  # type: ignore[no-untyped-def]
    both = "Title: Both {n}\nDate: 2011-01-0{n}\n\nA lamp has oil. The oil is in the lamp.\n"
    built = press(desk_copy({f"content/posts/both-{n}.md": both.format(n=n) for n in (1, 2, 3)}))
    source = page(built, "themes/lamps+oil")

    assert (built.code, complete(source), 'href="/themes/lamps+oil/"' in page(built, "themes/lamps"), '"/posts/both-1/#' in source) == (
        0,
        ['<a href="/posts/both-3/">Both&nbsp;3</a>', '<a href="/posts/both-2/">Both&nbsp;2</a>', '<a href="/posts/both-1/">Both&nbsp;1</a>',
         '<a href="/posts/an-answer/">“Quotes”, &lt;b&gt;tags&lt;/b&gt; &amp; an&nbsp;answer</a>', '<a href="/posts/two-voices/">Two voices on&nbsp;lamps</a>'],
        True,
        False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('EDITORIAL_CITATION_STYLE = "apa"', ""),
        ('EDITORIAL_CITATION_STYLE = "harvard"', 'EDITORIAL_CITATION_STYLE "harvard" cannot be used: there is no such style, nor such a file. Did you mean "harvard-cite-them-right"?'),
        ('EDITORIAL_CITATION_STYLE = "content/pages/about.md"', "cannot be used: it is not a style in CSL"),
    ],
)  # fmt: skip
def test_the_style_of_citations_is_a_setting(desk_copy, line: str, told: str) -> None:  # type: ignore[no-untyped-def]
    folder: Path = desk_copy()
    conf = folder / "siteconf.py"
    conf.write_text(f"{conf.read_text()}\n{line}\n")
    built = press(folder)
    listed = (
        "Society for Lux. (1902a). Light measured. <i>Annals of Light</i>" in page(built, "posts/an-answer") if built.code == 0 else None
    )

    assert (built.code, told in built.err, listed) == (1, True, None) if told else (0, True, False)


def test_ids_of_the_pages_of_lists_are_the_targets_of_their_routes(site: Built) -> None:
    wrong = {}
    for file in sorted([*site.output.glob("themes/*/index.html"), *site.output.glob("lists/*/index.html")]):
        found = Page(file)
        missing = [one for one in found.addresses if one.startswith("#") and one[1:] not in found.ids]
        if missing:
            wrong[str(file)] = missing

    assert wrong == {}
