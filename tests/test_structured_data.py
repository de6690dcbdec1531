"""editorial.structured_data: texts and people in the words of schema.org."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from examples import ADA, BEN, CIRCLE, LAMPS, OIL, OURS, frozen, library, paper, post

from editorial import records, structured_data
from editorial.contributors import Contributor
from editorial.library import Library
from editorial.model import Group, Publication

HERE = {"address": "https://here.example", "site": "Here & there"}
PEOPLE = {ADA.page, CIRCLE.page}


def data(text: Publication, known: Library | None = None, **changes: Any) -> dict[str, Any]:
    """A text as JSON-LD, as the site does it."""
    text = dataclasses.replace(text, **changes)
    carried = known.carried.get(text.slug, ()) if known else ()
    record = records.of_text(text, **HERE)
    return structured_data.of_text(text, record, words=2, themes=(LAMPS, OIL), carried=carried, pages=PEOPLE, **HERE)


POST = library(post("a", "A lamp.", day="2010-02-03", Authors="ada, ben", Summary="In short.")).publication("a")
PAPER = library(paper("p", "A lamp.", day="2010-02-03", Modified="2012-11-30", Version="3", Changes="Words.")).publication("p")
BLOG = {"@type": "Blog", "name": "Here & there", "url": "https://here.example/"}


def test_a_post_is_a_blog_posting() -> None:
    assert data(POST) == {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": "a",
        "datePublished": "2010-02-03",
        "url": "https://here.example/posts/a/",
        "author": [{"@type": "Person", "name": "Ada Writer", "url": "https://here.example/people/ada/"}, {"@type": "Person", "name": "B."}],
        "mainEntityOfPage": "https://here.example/posts/a/",
        "description": "In short.",
        "inLanguage": "en-GB",
        "dateModified": "2010-02-03T00:00:00+00:00",
        "wordCount": 2,
        "about": ["Lamp", "Oil"],
        "isPartOf": BLOG,
    }


def test_a_paper_is_a_report_of_an_organization_in_a_version() -> None:
    assert data(PAPER) == {
        "@context": "https://schema.org",
        "@type": "Report",
        "name": "p",
        "datePublished": "2012-11-30",
        "url": "https://here.example/papers/p/",
        "version": "3",
        "genre": "Position paper",
        "author": [{"@type": "Organization", "name": "The Circle, and friends", "url": "https://here.example/groups/circle/"}],
        "mainEntityOfPage": "https://here.example/papers/p/",
        "description": "A lamp.",
        "inLanguage": "en-GB",
        "dateModified": "2012-11-30T00:00:00+00:00",
        "wordCount": 2,
        "about": ["Lamp", "Oil"],
        "isPartOf": BLOG,
    }


def test_a_text_whose_home_is_elsewhere_has_that_address_and_its_page_here() -> None:
    found = data(POST, canonical="https://else.example/?a=1&b=2")

    assert (found["url"], found["mainEntityOfPage"]) == ("https://else.example/?a=1&b=2", "https://here.example/posts/a/")


@pytest.mark.parametrize(
    ("mark", "version", "day", "url"),
    [
        ("{{ reproduce }}", "2", "2012-11-30", "https://here.example/papers/p/"),
        ('{{ reproduce version="1" }}', "1", "2010-02-03", "https://here.example/papers/p/v1/"),
    ],
)
def test_a_post_is_based_on_the_version_that_it_carries(mark: str, version: str, day: str, url: str) -> None:
    first = paper("p", "A lamp burned here.", day="2010-02-03", Authors="ada")
    second = paper("p", "No lamp burned.", day="2010-02-03", Version="2", Modified="2012-11-30", Changes="Words.", Authors="ada")
    carrying = post("c", f"Before.\n\n{mark}\n\nAfter.", day="2013-01-01", Authors="ben", Reproduces="p", Permission="own")
    known = library(second, frozen(first), carrying, groups=(OURS,))

    assert data(known.publication("c"), known)["isBasedOn"] == [
        {
            "@type": "Report",
            "name": "p",
            "datePublished": day,
            "version": version,
            "url": url,
            "author": [
                {"@type": "Organization", "name": "The Circle, and friends", "url": "https://here.example/groups/circle/"},
                {"@type": "Person", "name": "Ada Writer", "url": "https://here.example/people/ada/"},
            ],
        }
    ]


@pytest.mark.parametrize(
    "name", ["Marks, Spencer and Sons", "<b>B</b> & \"C\"", "李小龍", "نور الهدى", "{100%} $5", "</script>", "Ludwig van Beethoven"]
)  # fmt: skip
def test_names_and_titles_are_whole_and_as_they_were_written(name: str) -> None:
    found = data(PAPER, title=name, authors=(Group("g", name), dataclasses.replace(BEN, name=name)))

    assert (found["name"], [(one["@type"], one["name"]) for one in found["author"]]) == (name, [("Organization", name), ("Person", name)])


def test_a_person_is_told_with_their_groups_and_a_group_with_its_members() -> None:
    ada = dataclasses.replace(ADA, about="Writes.", url="https://ada.example/")
    told = [
        structured_data.of_contributor(one, address="https://here.example")
        for one in (Contributor(ada, groups=(CIRCLE,)), Contributor(CIRCLE, members=(ADA, BEN)))
    ]

    assert told == [
        {
            "@context": "https://schema.org",
            "@type": "Person",
            "name": "Ada Writer",
            "url": "https://here.example/people/ada/",
            "description": "Writes.",
            "sameAs": "https://ada.example/",
            "memberOf": [{"@type": "Organization", "name": "The Circle, and friends", "url": "https://here.example/groups/circle/"}],
        },
        {
            "@context": "https://schema.org",
            "@type": "Organization",
            "name": "The Circle, and friends",
            "url": "https://here.example/groups/circle/",
            "member": [
                {"@type": "Person", "name": "Ada Writer", "url": "https://here.example/people/ada/"},
                {"@type": "Person", "name": "B.", "url": "https://here.example/people/ben/"},
            ],
        },
    ]
