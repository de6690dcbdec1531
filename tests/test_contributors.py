"""editorial.contributors, and their pages: who wrote, signed and chose what."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
import mf2py
import pytest
from conftest import Built
from examples import CIRCLE, OURS, curated, frozen, introduction, library, link, manuscript, paper, post
from test_output import HOME

from editorial.contributors import Contributor
from editorial.desk import Manuscript
from editorial.model import Group


def told(*manuscripts: Manuscript, **options: Any) -> Mapping[str, Contributor]:
    """The contributors of such a library, by id, in order."""
    return {one.who.id: one for one in library(*manuscripts, **options).contributors}


def signed(one: Contributor) -> list[tuple[str, int, str]]:
    return [(signing.article.slug, signing.article.version, signing.signature.role) for signing in one.signed]


def test_somebody_wrote_what_they_are_an_author_of_newest_first() -> None:
    found = told(
        post("old", day="2010-01-01", Authors="ada"),
        post("new", day="2012-01-01", Authors="ben, ada"),
        post("bens", day="2011-01-01", Authors="ben"),
        paper("p", day="2013-01-01", Authors="ben"),
    )

    assert {id_: [text.slug for text in one.wrote] for id_, one in found.items()} == {
        "circle": ["p"],
        "ada": ["new", "old"],
        "ben": ["p", "new", "bens"],
    }


def test_somebody_signed_the_versions_under_which_they_stand_the_latest_of_a_paper_first() -> None:
    first = paper("p", day="2010-01-01", Signatories="ada (chair), ben (withdrawn 2010-06-01)")
    second = paper("p", day="2010-01-01", Modified="2012-01-01", Version="2", Changes="Words.", Signatories="ben (joined 2012-01-01)")
    other = paper("q", day="2011-01-01", Signatories="ben (guest), editors")
    found = told(second, frozen(first), other)

    assert {id_: signed(one) for id_, one in found.items()} == {
        "circle": [],
        "editors": [("q", 1, "")],
        "ada": [("p", 1, "chair")],
        "ben": [("q", 1, "guest"), ("p", 2, ""), ("p", 1, "")],
    }


def test_somebody_chose_the_lists_that_they_made_or_introduced() -> None:
    by_hand = curated("hand", f"1. {link('a')}\n")
    by_ben = manuscript(f"Title: Bens\nAuthors: ben\n\n1. {link('a')}\n", "content/lists/bens.md", "list")
    about_lamps = introduction("lamps", f"Authors: ada\n\nRead on.\n\n1. {link('a')}\n")
    found = told(post("a", Authors="editors"), by_hand, by_ben, about_lamps)

    assert {id_: [(one.url, bool(one.theme)) for one in contributor.chose] for id_, contributor in found.items()} == {
        "editors": [],
        "ada": [("themes/lamps/", True)],
        "ben": [("lists/bens/", False)],
    }


def test_groups_come_first_and_both_stand_in_the_order_of_the_file() -> None:
    other = Group("others", "Others", members=("ben",))
    second = manuscript("Title: q\nDate: 2015-01-01\nGroup: others\n\nA lamp.\n", "content/papers/q.md", "paper")

    assert [
        list(told(paper("p"), second, post("a", Authors="ben"), post("b", Authors="editors"), groups=groups))
        for groups in ((CIRCLE, other), (other, CIRCLE))
    ] == [["circle", "others", "editors", "ada", "ben"], ["others", "circle", "editors", "ada", "ben"]]


def test_the_members_of_a_group_that_has_published_have_a_page_and_each_names_the_other() -> None:
    found = told(paper("p"))

    assert {id_: ([one.id for one in who.members], [one.id for one in who.groups]) for id_, who in found.items()} == {
        "circle": (["ada"], []),
        "ada": ([], ["circle"]),
    }


@pytest.mark.parametrize("status", ["draft", "hidden", "skip"])
def test_nobody_is_a_contributor_of_whom_nothing_is_published(status: str) -> None:
    assert told(
        post("a", Authors="ada", Status=status),
        paper("p", Authors="ben", Signatories="editors", Status=status),
        post("later", day="2099-01-01", Authors="ben"),
    ) == {}  # fmt: skip


def test_a_group_whose_only_paper_lives_elsewhere_is_no_contributor_nor_are_its_members() -> None:
    held = paper("p", "A lamp burned here.", Status="held", Canonical="https://else.example/")
    carrying = post("c", "Words.\n\n{{ reproduce }}\n", day="2013-01-01", Authors="ben", Reproduces="p", Permission="own")

    assert list(told(held, carrying, groups=(OURS,))) == ["ben"]


# --- over the built sites ------------------------------------------------------------------------------


@pytest.fixture(scope="session", params=["fixture_site", "sample_site"])
def site(request: pytest.FixtureRequest) -> Built:
    return request.getfixturevalue(request.param)


def pages(site: Built) -> list[Path]:
    """The pages of people and groups."""
    return sorted([*site.output.glob("people/*/index.html"), *site.output.glob("groups/*/index.html")])


def address(site: Built, file: Path) -> str:
    return f"{file.parent.relative_to(site.output).as_posix()}/"


def texts(site: Built) -> dict[str, str]:
    """The HTML of every text that is published, by its address; versions and hidden texts are left out."""
    found = {address(site, file): file.read_text(encoding="utf-8") for file in site.output.glob("p*s/*/index.html")}
    return {
        here: source
        for here, source in found.items()
        if re.match(r"(posts|papers)/", here) and '<meta name="robots" content="noindex">' not in source
    }


def plain(name: str) -> str:
    """A name as it was typed, of which the page has the apostrophes curly and the last two words kept together."""
    return name.replace("\u00a0", " ").replace("’", "'")


def wrote(site: Built) -> dict[str, set[str]]:
    """By the address of each person and group, the texts that have them in the byline."""
    found: dict[str, set[str]] = {}
    for here, source in texts(site).items():
        for who in re.findall(r'href="/((?:people|groups)/[^"]+)"', re.search(r'<p class="byline">.*', source)[0]):  # type: ignore[index]
            found.setdefault(who, set()).add(here)
    return found


def test_every_name_in_a_byline_leads_to_a_page(site: Built) -> None:
    there = {address(site, file) for file in pages(site)}
    named = {
        link
        for file in site.output.glob("p*s/**/index.html")
        for line in re.findall(r'<p class="byline">.*', file.read_text(encoding="utf-8"))
        for link in re.findall(r'class="p-name u-url" href="/([^"]+)"', line)
    }

    assert (named - there, len(named) > 1) == (set(), True)


def test_the_index_of_people_leads_to_every_page_and_that_of_groups_to_those_of_groups(site: Built) -> None:
    there = {address(site, file) for file in pages(site)}
    listed = {
        name: set(re.findall(r'<h\d><a href="/([^"]+)">', (site.output / name / "index.html").read_text(encoding="utf-8")))
        for name in ("people", "groups")
    }

    assert listed == {"people": there, "groups": {one for one in there if one.startswith("groups/")}}


def test_every_page_of_somebody_is_their_card_with_name_and_address(site: Built) -> None:
    wrong = {}
    for file in pages(site):
        source, here = file.read_text(encoding="utf-8"), HOME + address(site, file)
        cards = [item["properties"] for item in mf2py.parse(doc=source, url=here)["items"] if item["type"] == ["h-card"]]
        named = json.loads(re.search(r'"application/ld\+json">(.*?)</script>', source)[1])["name"]  # type: ignore[index]
        found = [([plain(name) for name in card["name"]], card["uid"], card["url"][0]) for card in cards]
        if found != [([plain(named)], [here], here)]:
            wrong[here] = found

    assert (wrong, len(pages(site)) > 2) == ({}, True)


def signs(site: Built) -> dict[str, set[str]]:
    """By the address of each person, the texts in their current version that have them among those who sign."""
    found: dict[str, set[str]] = {}
    for here, source in texts(site).items():
        signed = re.search(r"<h3>Signed by</h3>.*?</ul>", source, re.DOTALL)
        for who in re.findall(r'href="/(people/[^"]+)"', signed[0]) if signed else ():
            found.setdefault(who, set()).add(here)
    return found


def test_the_feed_of_somebody_lists_exactly_what_they_wrote_or_sign(site: Built) -> None:
    written, signed = wrote(site), signs(site)
    feeds = {
        address(site, file): {
            urlsplit(entry.link).path.lstrip("/") for entry in feedparser.parse((file.parent / "feed.atom.xml").read_bytes()).entries
        }
        for file in pages(site)
        if (file.parent / "feed.atom.xml").exists()
    }

    assert (feeds, len(signed) > 0) == ({here: written.get(here, set()) | signed.get(here, set()) for here in feeds}, True)


def test_the_page_of_somebody_lists_what_they_wrote_and_links_the_feed(site: Built) -> None:
    written = wrote(site)
    wrong = {}
    for file in pages(site):
        source, here = file.read_text(encoding="utf-8"), address(site, file)
        section = re.search(r'<h2 class="rubric" id="wrote">.*?</section>', source, re.DOTALL)
        listed = set(re.findall(r'<h3><a href="/([^"]+)">', section[0])) if section else set()
        if listed != written.get(here, set()) or f'href="/{here}feed.atom.xml"' not in source:
            wrong[here] = (listed, written.get(here))

    assert wrong == {}


def test_who_signed_the_first_version_only_stands_under_that_version_only(fixture_site: Built) -> None:
    def signatures(name: str) -> list[tuple[str, str]]:
        source = (fixture_site.output / f"people/{name}/index.html").read_text(encoding="utf-8")
        return re.findall(r'<a href="/(papers/[^"]+)">[^<]*</a> <small>(version \d)', source.split('id="signed"')[1].split("</section>")[0])

    assert (signatures("ada"), signatures("ben")) == (
        [("papers/safe-lamps/v1/", "version 1")],
        [("papers/safe-lamps/", "version 2"), ("papers/safe-lamps/v1/", "version 1")],
    )


def test_nobody_has_a_page_of_whom_nothing_is_published(fixture_site: Built) -> None:
    assert [address(fixture_site, file) for file in pages(fixture_site)] == ["groups/circle/", "people/ada/", "people/ben/"]


def test_who_wrote_an_earlier_version_only_is_credited_with_that_version() -> None:
    first = frozen(paper("p", "One.", Authors="ada, ben"))
    made = library(first, paper("p", "Two.", Version="2", Modified="2012-01-01", Authors="ben"))
    wrote = {one.who.id: [text.url for text in one.wrote] for one in made.contributors}

    fed = {one.who.id: [text.url for text in one.in_feed] for one in made.contributors}

    assert (wrote, fed) == (
        {"circle": ["papers/p/"], "ada": ["papers/p/v1/"], "ben": ["papers/p/"]},
        {"circle": ["papers/p/"], "ada": [], "ben": ["papers/p/"]},
    )
