"""editorial.list_data and editorial.records: lists and texts as data."""

from __future__ import annotations

import dataclasses
import json

from examples import EDITORS, curated, library, link, paper, post

from editorial import records
from editorial.library import Library
from editorial.list_data import bibliography, of_list

REFERENCES = json.dumps(
    [
        {"id": "a", "title": "Has the <i>slug</i> of a post", "issued": {"date-parts": [[1999]]}},
        {"id": "wick", "title": "On wicks", "note": "Borrowed.", "URL": "https://example.org/wick"},
    ]
)


def made() -> Library:
    body = f"1. {link('a')}: first\n2. [@wick, ch. 1]: second\n3. [@wick, ch. 2]: third\n"
    return library(post("a", "A lamp [@a]."), curated("l", body), curated("m", "1. [@wick]\n"), references=REFERENCES)


def test_a_bibliography_tells_texts_and_works_apart_and_says_where_they_stand() -> None:
    built = made()
    (first, _) = built.curated_lists
    found = bibliography(first, built, address="https://here.example", site="Here", marked=False)

    assert [(item["id"], item["title"], item.get("note")) for item in found] == [
        ("a-text", "a", "1 of 3 in List l. First."),
        ("wick", "On wicks", "Borrowed. 2 of 3 in List l, ch. 1. Second. 3 of 3 in List l, ch. 2. Third."),
        ("a", "Has the slug of a post", None),
    ]


def test_a_work_on_a_list_says_where_it_is_and_on_which_other_lists() -> None:
    built = made()
    entry = of_list(built.curated_lists[0], built, "https://here.example")["entries"][1]

    assert {key: entry[key] for key in ("url", "kind", "locator", "minutes", "lists")} == {
        "url": "https://example.org/wick", "kind": "work", "locator": "ch. 1", "minutes": None,
        "lists": [{"title": "List l", "url": "https://here.example/lists/l/", "position": 3, "of": 3}, {"title": "List m", "url": "https://here.example/lists/m/", "position": 1, "of": 1}][1:],
    }  # fmt: skip


def test_names_are_parted_only_where_their_parts_are_given_and_a_home_elsewhere_is_the_address() -> None:
    built = library(paper("p", Authors="editors", Canonical="https://elsewhere.example/p"))
    text = built.publications[0]
    parted = dataclasses.replace(text, authors=(dataclasses.replace(EDITORS, family="Doe", given="Ada"), *text.authors))
    record = records.of_text(parted, address="https://here.example", site="Here")

    assert (record["author"], record["URL"], record["type"], record["version"]) == (
        [{"family": "Doe", "given": "Ada"}, {"literal": "The Circle, and friends"}, {"literal": "The editors"}],
        "https://elsewhere.example/p", "report", "1",
    )  # fmt: skip
