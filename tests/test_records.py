"""editorial.records: a text of the site as a bibliography has it."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from examples import ADA, BEN, CIRCLE, frozen, library, paper, post

from editorial import records
from editorial.model import Group, GroupArticle, Person, Publication
from editorial.works import Work

HERE = {"address": "https://here.example", "site": "Here & there"}
POST = library(post("a", "A lamp.", day="2010-02-03", Authors="ada, ben", Summary="In short.")).publication("a")
PAPER = library(paper("p", "A lamp.", day="2010-02-03", Modified="2012-11-30", Version="3", Changes="Words.", Authors="ada")).publication(
    "p"
)


def record(text: Publication, **changes: Any) -> dict[str, Any]:
    return records.of_text(dataclasses.replace(text, **changes), **HERE)


def test_a_post_has_everything_that_a_bibliography_asks_of_a_post() -> None:
    assert record(POST) == {
        "id": "a",
        "type": "post-weblog",
        "title": "a",
        "author": [{"family": "Writer", "given": "Ada"}, {"literal": "B."}],
        "issued": {"date-parts": [[2010, 2, 3]]},
        "container-title": "Here & there",
        "URL": "https://here.example/posts/a/",
        "language": "en-GB",
        "abstract": "In short.",
    }


def test_a_paper_is_a_report_of_its_group_in_a_version_dated_by_the_version() -> None:
    assert record(PAPER) == {
        "id": "p",
        "type": "report",
        "title": "p",
        "author": [{"literal": "The Circle, and friends"}, {"family": "Writer", "given": "Ada"}],
        "issued": {"date-parts": [[2012, 11, 30]]},
        "URL": "https://here.example/papers/p/",
        "language": "en-GB",
        "abstract": "A lamp.",
        "genre": "Position paper",
        "version": "3",
        "publisher": "Here & there",
    }


@pytest.mark.parametrize(
    ("version", "modified", "day"),
    [("1", "", [2010, 2, 3]), ("1", "2012-11-30", [2010, 2, 3]), ("2", "2012-11-30", [2012, 11, 30])],
)
def test_a_paper_that_was_only_mended_keeps_the_day_of_its_first_version(version: str, modified: str, day: list[int]) -> None:
    keys = {"Version": version, **({"Modified": modified, "Changes": "Words."} if modified else {})}
    text = library(paper("p", day="2010-02-03", **keys)).publication("p")

    assert records.of_text(text, **HERE)["issued"]["date-parts"] == [day]


def test_a_frozen_version_has_an_id_address_day_and_number_of_its_own() -> None:
    first = paper("p", day="2010-02-03")
    second = paper("p", day="2010-02-03", Version="2", Modified="2012-11-30", Changes="Words.")
    articles = [one.article for one in library(second, frozen(first)).versions_of("p")]
    read = [records.of_text(article, **HERE) for article in articles]

    assert [(one["id"], one["URL"], one["issued"]["date-parts"], one["version"]) for one in read] == [
        ("p", "https://here.example/papers/p/", [[2012, 11, 30]], "2"),
        ("p-v1", "https://here.example/papers/p/v1/", [[2010, 2, 3]], "1"),
    ]


def test_a_text_whose_home_is_elsewhere_has_that_address_and_no_publisher_here() -> None:
    home = "https://else.example/?a=1&b=2"

    assert [(one["URL"], one.get("publisher")) for one in (record(POST, canonical=home), record(PAPER, canonical=home))] == [
        (home, None)
    ] * 2


@pytest.mark.parametrize(
    ("who", "name"),
    [
        (Person("a", "Ada Writer", family="Writer", given="Ada"), {"family": "Writer", "given": "Ada"}),
        (Person("a", "Plato", family="Plato"), {"family": "Plato"}),
        (Person("a", "Ada Writer", given="Ada"), {"literal": "Ada Writer"}),
        (Person("a", "Ludwig van Beethoven"), {"literal": "Ludwig van Beethoven"}),
        (Person("a", "Cara van der Berg", family="van der Berg", given="Cara"), {"family": "van der Berg", "given": "Cara"}),
        (Person("a", "李小龍"), {"literal": "李小龍"}),
        (Person("a", "نور الهدى"), {"literal": "نور الهدى"}),
        (Group("g", "Marks, Spencer and Sons {100%}"), {"literal": "Marks, Spencer and Sons {100%}"}),
        (Group("g", '<b>B</b> & "C"'), {"literal": '<b>B</b> & "C"'}),
    ],
)
def test_a_name_is_parted_only_where_its_parts_are_given(who: Person | Group, name: dict[str, str]) -> None:
    assert record(POST, authors=(who,))["author"] == [name]


@pytest.mark.parametrize(
    "title", ["“Quotes” & <b>tags</b>", "{a} $5 100% \\b #_~^", "Who counts?", "Stop!", "x" * 300, "</script>", ' -- and "so"...', "الحد"]
)
def test_a_title_is_as_it_was_written(title: str) -> None:
    assert [record(text, title=title)["title"] for text in (POST, PAPER)] == [title, title]


def test_what_a_text_has_not_is_not_there() -> None:
    bare = record(POST, authors=(), summary="", lang="")

    assert list(bare) == ["id", "type", "title", "author", "issued", "container-title", "URL"]


@pytest.mark.parametrize(("marked", "title"), [(True, "On <i>lamps</i>"), (False, "On lamps")])
def test_the_record_of_a_work_is_as_it_was_exported_but_for_marks_and_that_of_a_text_keeps_them(marked: bool, title: str) -> None:
    work = Work("w", "On lamps", item={"id": "w", "title": "On <i>lamps</i>"})
    text = dataclasses.replace(POST, title="On <i>lamps</i>")
    titles = [records.of_item(item, marked=marked, **HERE)["title"] for item in (work, text)]

    assert titles == [title, "On <i>lamps</i>"]


def test_a_group_comes_first_among_the_authors_of_its_paper() -> None:
    assert isinstance(PAPER, GroupArticle)
    assert (PAPER.authors, BEN in PAPER.authors) == ((CIRCLE, ADA), False)


def test_what_nobody_signs_is_the_site_s() -> None:
    assert record(POST, authors=())["author"] == [{"literal": "Here & there"}]
