"""How texts are cited, as it is published: every format of every page, read by parsers that are not ours, against the sources."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import mf2py
import pytest
import rispy
from conftest import ROOT, SITE, Built, copy_of_site, press
from test_bibtex import DECODER, authors, raw
from test_output import HOME

# What upsets LaTeX, HTML, URLs, JSON within a script, CSL's markup, and readers of names.
LONG = " ".join(["A title of three hundred signs"] * 10)[:299] + "."
HARD_TITLES = {
    "marks": "\"What\" is <b>bold</b>, 'so called' & {this} $5, 100%, #1_a ~b ^c \\d?",
    "stop": "Stop!",
    "long": LONG,
    "inert": "</script><script>alert(1)</script><!-- x",
    "elsewhere": "A home elsewhere",
    "dashes": "Lamps -- and oil... l'huile",
}
HARD_PEOPLE = """
[people.cara]
name = "Cara van der Berg"
family = "van der Berg"
given = "Cara"

[people.lin]
name = "Lin Wei"
family = "Lin"
given = "Wei"

[people.noor]
name = "نور الهدى"

[people.li]
name = "李小龍"

[people.dan]
name = "Dan O'Neil and Daughters, Ltd"

[people.html]
name = "<i>Not</i> & \\"italic\\""

[groups.firm]
name = "Marks, Spencer and Sons {100%} & $5 <b>Co</b>"

[groups.afar]
name = "The Far Group"
"""
AFAR = """
[afar]
what = "afar"
to = ["site"]
granted-by = "afar"
date = 2012-01-01
scope = "full"
record = "A letter"
indexing = "post"
because = "It is a test."
"""


def _hard(folder: Path) -> Built:
    """The fixture site with titles, names and addresses that are hard to write."""
    signed = ("cara, noor", "lin, li", "dan", "html, cara", "lin", "noor, li, cara")
    changes: dict[str, str | bytes | None] = {
        f"content/posts/{slug}.md": f"Title: {title}\nDate: 2013-0{n}-1{n}\nAuthors: {who}\n"
        + ("Canonical: https://elsewhere.example/a;b?c=1&d=%20x#e\n" if slug == "elsewhere" else "")
        + "\nA lamp.\n"
        for n, ((slug, title), who) in enumerate(zip(HARD_TITLES.items(), signed, strict=True), 1)
    }
    changes["content/papers/firm.md"] = (
        f"Title: {HARD_TITLES['marks']}\nDate: 2013-05-01\nModified: 2014-11-30\nGroup: firm\nAuthors: cara, noor\nVersion: 12\n"
        "Changes: Words.\n\nA lamp.\n"
    )
    changes["content/papers/afar.md"] = (
        "Title: From afar\nDate: 2013-05-02\nGroup: afar\nAuthors: lin\nCanonical: https://afar.example/x?y=1&z=2\n\nA lamp.\n"
    )
    changes["content/data/people.toml"] = (SITE / "content/data/people.toml").read_text(encoding="utf-8") + HARD_PEOPLE
    changes["content/data/permissions.toml"] = (SITE / "content/data/permissions.toml").read_text(encoding="utf-8") + AFAR
    changes["content/papers/afar.md"] = str(changes["content/papers/afar.md"]).replace("\n\n", "\nPermission: afar\n\n")
    return press(copy_of_site(folder / "site", changes))


@dataclass(frozen=True)
class Facts:
    """What every format says of a text; the day as year, month and day. A format that has no place for a version has None."""

    authors: tuple[str, ...]
    title: str
    day: tuple[int, ...]
    version: str | None
    url: str


class Head(HTMLParser):
    """The metas, scripts and COinS of a page, and its "How to cite" by style as plain text, with the addresses of its links."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.metas: list[tuple[str, str]] = []
        self.links: list[tuple[str, str]] = []
        self.coins: list[str] = []
        self.data: list[Any] = []
        self.sentences: dict[str, str] = {}
        self.hrefs: dict[str, list[str]] = {}
        self._within, self._style = "", ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta" and "name" in given:
            self.metas.append((given["name"], given["content"]))
        if tag == "link":
            self.links.append((given["rel"], given["href"]))
        if tag == "span" and given.get("class") == "Z3988":
            self.coins.append(given["title"])
        if tag == "section":
            self._within = given.get("class", "")
        if tag == "script":
            self._within = given["type"]
        if self._within == "cite" and tag in ("dt", "dd"):
            self._within = f"cite {tag}"
        if self._within == "cite dd" and tag == "a":
            self.hrefs.setdefault(self._style, []).append(given["href"])

    def handle_endtag(self, tag: str) -> None:
        if tag in ("dt", "dd") and self._within == f"cite {tag}":
            self._within = "cite"
        if tag in ("section", "script"):
            self._within = ""

    def handle_data(self, data: str) -> None:
        if self._within == "application/ld+json":
            self.data.append(json.loads(data))
        if self._within == "cite dt":
            self._style = data
        if self._within == "cite dd":
            self.sentences[self._style] = self.sentences.get(self._style, "") + data


@dataclass(frozen=True)
class Cited:
    """A page on a text: its address, its source, its HTML."""

    address: str
    folder: Path
    kind: str
    facts: Facts
    names: Mapping[str, str]

    @property
    def html(self) -> str:
        return (self.folder / "index.html").read_text(encoding="utf-8")

    @property
    def head(self) -> Head:
        return Head(self.html)

    def read(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")


def _header(file: Path) -> dict[str, str]:
    lines = file.read_text(encoding="utf-8").split("\n\n")[0].split("\n")
    return dict(line.split(": ", 1) for line in lines if re.match(r"[A-Z][\w-]*: ", line))


def _facts(header: Mapping[str, str], address: str, people: Mapping[str, Any]) -> Facts:
    """What the source says: of a paper the group first; a version that is not the first has the day of its change."""
    group = [people["groups"][header["Group"]]] if "Group" in header else []
    version = header.get("Version", "1") if group else None
    day = header["Modified"] if version not in (None, "1") else header["Date"]
    who = [*group, *(people["people"][one.strip()] for one in header.get("Authors", "").split(",") if one.strip())]
    numbers = tuple(int(part) for part in day[:10].split("-"))
    return Facts(tuple(one["name"] for one in who), header["Title"], numbers, version, header.get("Canonical") or HOME + address)


def _cited(built: Built, content: Path) -> Iterator[Cited]:
    people = tomllib.loads((content / "data/people.toml").read_text(encoding="utf-8"))
    names = {f"{one['family']}, {one['given']}": one["name"] for one in people["people"].values() if "family" in one}
    sources = {f"posts/{file.stem}/": file for file in content.glob("posts/*.md")}
    sources |= {f"papers/{file.stem}/": file for file in content.glob("papers/*.md")}
    sources |= {f"papers/{file.parent.name}/{file.stem}/": file for file in content.glob("papers/versions/*/*.md")}
    for address, source in sorted(sources.items()):
        folder = built.output / address
        if folder.is_dir():
            yield Cited(address, folder, address.split("/")[0], _facts(_header(source), address, people), names)


@pytest.fixture(scope="session", params=["fixture", "sample", "hard"])
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Cited]:
    """Every page on a post, a paper or a frozen version, of three sites."""
    if request.param == "hard":
        folder = tmp_path_factory.mktemp("hard")
        built = _hard(folder)
        assert built.code == 0, built.err
        return list(_cited(built, folder / "site/content"))
    return list(_cited(request.getfixturevalue(f"{request.param}_site"), (SITE if request.param == "fixture" else ROOT) / "content"))


# --- one reader for each format -----------------------------------------------------------------------


def _whole(names: Mapping[str, str], written: list[str]) -> tuple[str, ...]:
    """Names as people.toml has them: those of people whose name has parts are written family name first."""
    return tuple(names.get(name, name) for name in written)


def from_bibtex(page: Cited) -> Facts:
    text = page.read("cite.bib")
    (entry,) = raw(text)
    written = [", ".join(filter(None, name)) for name in authors(text)]
    year, month, day = entry["date"].split("-")
    months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    assert (entry["year"], entry["month"]) == (year, months[int(month) - 1])
    title = str(DECODER.latex_to_text(entry["title"]))
    version = entry["version"] if "version" in entry.fields_dict else None
    return Facts(_whole(page.names, written), title, (int(year), int(month), int(day)), version, entry["url"])


def from_ris(page: Cited) -> Facts:
    (record,) = rispy.loads(page.read("cite.ris"))
    day = tuple(int(part) for part in record["date"].split("/")[:3])
    assert int(record["year"]) == day[0]
    # A comma parts names in RIS, so that a name that has one is written with another sign.
    written = [name.replace("‚", ",") for name in record.get("authors", [])]
    return Facts(_whole(page.names, written), record["title"], day, record.get("edition"), ";".join(record["urls"]))


def from_csl(page: Cited) -> Facts:
    (record,) = json.loads(page.read("cite.csl.json"))
    written = [name.get("literal") or f"{name['family']}, {name['given']}" for name in record.get("author", [])]
    (day,) = record["issued"]["date-parts"]
    return Facts(_whole(page.names, written), record["title"], tuple(day), record.get("version"), record["URL"])


def from_highwire(page: Cited) -> Facts:
    tags: dict[str, list[str]] = {}
    for name, value in page.head.metas:
        tags.setdefault(name, []).append(value)
    (title,), (day,), (url,) = (tags[f"citation_{name}"] for name in ("title", "publication_date", "public_url"))
    (version,) = tags["citation_technical_report_number"]
    assert tags["citation_fulltext_html_url"] == [url]
    numbers = tuple(int(part) for part in day.split("/"))
    names = [name.replace("‚", ",") for name in tags.get("citation_author", [])]
    return Facts(_whole(page.names, names), title, numbers, version.removeprefix("version "), url)


def from_coins(page: Cited) -> Facts:
    (title,) = page.head.coins
    told = parse_qs(title, strict_parsing=True)
    day = tuple(int(part) for part in told["rft.date"][0].split("-"))
    version = told["rft.edition"][0].removeprefix("version ") if "rft.edition" in told else None
    names = told.get("rft.creator") or [*told.get("rft.aucorp", []), *told.get("rft.au", [])]
    (title,), (url,) = told.get("rft.title") or told["rft.btitle"], told.get("rft.identifier") or told["rft_id"]
    return Facts(_whole(page.names, [name.replace("‚", ",") for name in names]), title, day, version, url)


def from_json_ld(page: Cited) -> Facts:
    (data,) = page.head.data
    title = data["headline" if data["@type"] == "BlogPosting" else "name"]
    day = tuple(int(part) for part in data["datePublished"].split("-"))
    return Facts(tuple(one["name"] for one in data.get("author", [])), title, day, data.get("version"), data["url"])


FORMATS: dict[str, Callable[[Cited], Facts]] = {
    "BibTeX": from_bibtex, "RIS": from_ris, "CSL-JSON": from_csl, "COinS": from_coins, "JSON-LD": from_json_ld,
}  # fmt: skip


def untypeset(text: str) -> str:
    """A text as it was typed, but for its quotation marks, which are all one."""
    marks = {"‘": "'", "’": "'", "“": "'", "”": "'", '"': "'", "\u00a0": " ", "–": "--", "—": "---", "…": "..."}
    return text.translate(str.maketrans(marks))


# --- what holds for every page --------------------------------------------------------------------------


def test_every_format_of_every_page_says_what_the_source_says(pages: list[Cited]) -> None:
    wrong = {}
    for page in pages:
        readers = FORMATS | ({"Highwire": from_highwire} if page.kind == "papers" else {})
        for name, read in readers.items():
            found = read(page)
            if name == "COinS":  # where bodies stand before people
                order = {author: n for n, author in enumerate(page.facts.authors)}
                found = replace(found, authors=tuple(sorted(found.authors, key=lambda author: order.get(author, -1))))
            if found != page.facts:
                wrong[page.address, name] = (found, page.facts)

    assert (wrong, len(pages) >= 8) == ({}, True)


def test_the_microformats_of_every_page_say_what_the_source_says(pages: list[Cited]) -> None:
    wrong = {}
    for page in pages:
        parsed = mf2py.parse(doc=page.html, url=HOME + page.address)
        (entry,) = [item["properties"] for item in parsed["items"] if item["type"] == ["h-entry"]]
        cards = [card["properties"]["name"] for card in entry.get("author", [])]
        (title,), (url,) = entry["name"], entry["url"]
        day = tuple(int(part) for part in entry["published"][0].split("-"))
        found = ([[untypeset(name) for name in names] for names in cards], untypeset(title), day, url)
        facts = page.facts
        wanted = ([[untypeset(name)] for name in facts.authors], untypeset(facts.title), facts.day, facts.url)
        if found != wanted:
            wrong[page.address] = (found, wanted)

    assert (wrong, len(pages) >= 8) == ({}, True)


def test_every_way_to_cite_names_title_year_address_version_and_all_authors(pages: list[Cited]) -> None:
    wrong = {}
    for page in pages:
        head, facts = page.head, page.facts
        families = {name: parted.split(", ")[0] for parted, name in page.names.items()}
        wanted = [*(families.get(name, name) for name in facts.authors), facts.title, str(facts.day[0]), facts.url]
        wanted += [f"version {facts.version}"] if facts.version else []
        for style, sentence in head.sentences.items():
            said = untypeset(sentence).casefold()
            missing = [one for one in wanted if untypeset(one).casefold() not in said]
            if missing or head.hrefs[style] != [facts.url]:
                wrong[page.address, style] = (missing, sentence)
        if list(head.sentences) != ["Harvard", "APA", "Chicago"]:
            wrong[page.address, ""] = (list(head.sentences), "")

    assert (wrong, len(pages) >= 8) == ({}, True)


def test_no_way_to_cite_has_a_straight_quotation_mark(pages: list[Cited]) -> None:
    assert {page.address: page.head.sentences for page in pages if re.search("[\"']", "".join(page.head.sentences.values()))} == {}


def test_tags_for_scholarly_search_stand_on_papers_and_versions_and_on_no_post(pages: list[Cited]) -> None:
    having = {page.address for page in pages if any(name.startswith("citation_") for name, _ in page.head.metas)}

    assert having == {page.address for page in pages if page.kind == "papers"}


def test_structured_data_call_a_paper_a_report_and_a_post_a_post(pages: list[Cited]) -> None:
    kinds = {"papers": "Report", "posts": "BlogPosting"}

    assert [data["@type"] for page in pages for data in page.head.data] == [kinds[page.kind] for page in pages]


def test_every_file_to_cite_with_is_told_of_in_the_head_and_in_the_page(pages: list[Cited]) -> None:
    names = ("cite.bib", "cite.ris", "cite.csl.json")
    missing = [
        (page.address, name)
        for page in pages
        for name in names
        if ("alternate", f"/{page.address}{name}") not in page.head.links or f'<a href="/{page.address}{name}">' not in page.html
    ]

    assert missing == []


@pytest.mark.parametrize(
    ("slug", "based_on"),
    [
        ("first-lamp", None),
        ("carried", [("Safe lamps: a position", ["The Circle (fixture)"], "1", "2012-06-05", f"{HOME}papers/safe-lamps/v1/")]),
        (
            "two-voices",
            [
                ("Lamps far away", ["The Harbour (fixture)"], "1", "2012-07-01", "https://example.org/far-lamps"),
                ("Safe lamps: a position", ["The Circle (fixture)"], "1", "2012-06-05", f"{HOME}papers/safe-lamps/v1/"),
            ],
        ),
    ],
)
def test_a_reproducing_post_is_based_on_the_articles_that_it_carries(fixture_site: Built, slug: str, based_on: object) -> None:
    (data,) = Head((fixture_site.output / f"posts/{slug}/index.html").read_text(encoding="utf-8")).data
    told = [
        (one["name"], [author["name"] for author in one["author"]], one["version"], one["datePublished"], one["url"])
        for one in data.get("isBasedOn", [])
    ]

    assert (told or None) == based_on


def test_the_microformats_of_a_reproducing_post_cite_the_articles_within_it(fixture_site: Built) -> None:
    page = (fixture_site.output / "posts/two-voices/index.html").read_text(encoding="utf-8")
    (entry,) = [item for item in mf2py.parse(doc=page, url=HOME)["items"] if item["type"] == ["h-entry"]]
    cites = [one["properties"] for one in entry["children"] if one["type"] == ["h-cite"]]

    assert [(untypeset(*one["name"]), one["author"][0]["value"], *one["published"], *one["url"]) for one in cites] == [
        ("Lamps far away", "The Harbour (fixture)", "2012-07-01", "https://example.org/far-lamps"),
        ("Safe lamps: a position", "The Circle (fixture)", "2012-06-05", f"{HOME}papers/safe-lamps/v1/"),
    ]


# --- what search engines are told of a reproduction ------------------------------------------------------

PERMITTED = """
[fog]
what = "far-lamps"
to = ["ada"]
granted-by = "harbour"
date = 2012-07-02
scope = "extract"
words = 60
record = "A letter"
indexing = "{indexing}"
because = "It is a test."
"""


@pytest.mark.parametrize(
    ("indexing", "canonical", "robots"),
    [
        ("post", f"{HOME}posts/two-voices/", []),
        ("canonical", "https://example.org/far-lamps", []),
        ("noindex", f"{HOME}posts/two-voices/", ["noindex"]),
    ],
)
def test_a_permission_says_what_search_engines_are_told_and_the_post_is_cited_by_its_own_address(
    desk_copy: Callable[..., Path], indexing: str, canonical: str, robots: list[str]
) -> None:
    carries = 'Title: T\nDate: 2012-08-01\nAuthors: ada\nReproduces: far-lamps\nPermission: fog\n\nOwn.\n\n{{ reproduce sections="Fog" }}\n'
    built = press(desk_copy({"content/data/permissions.toml": PERMITTED.format(indexing=indexing), "content/posts/two-voices.md": carries}))
    head = Head((built.output / "posts/two-voices/index.html").read_text(encoding="utf-8"))
    (record,) = json.loads((built.output / "posts/two-voices/cite.csl.json").read_text(encoding="utf-8"))
    own = f"{HOME}posts/two-voices/"

    assert (
        [href for rel, href in head.links if rel == "canonical"],
        [content for name, content in head.metas if name == "robots"],
        [head.hrefs[style] for style in head.sentences],
        record["URL"],
        head.data[0]["url"],
    ) == ([canonical], robots, [[own]] * 3, own, own)


def test_a_title_cannot_end_the_script_that_it_stands_in(desk_copy: Callable[..., Path]) -> None:
    title = HARD_TITLES["inert"]
    built = press(desk_copy({"content/posts/inert.md": f"Title: {title}\nDate: 2013-01-01\nAuthors: ada\n\nA lamp.\n"}))
    source = (built.output / "posts/inert/index.html").read_text(encoding="utf-8")

    assert (re.findall(r"</?script[^>]*>", source), Head(source).data[0]["headline"]) == (
        ['<script type="application/ld+json">', "</script>"],
        title,
    )
