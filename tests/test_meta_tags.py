"""editorial.meta_tags: what the head and the end of a page tell programs that collect citations."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.meta_tags import coins, highwire

PAPER = {
    "id": "p", "type": "report", "title": "Count the work", "genre": "Position paper", "version": "2", "publisher": "Here & there",
    "author": [{"literal": "Marks, Spencer and Sons"}, {"family": "van der Berg", "given": "Cara"}], "language": "en-GB",
    "issued": {"date-parts": [[2016, 1, 8]]}, "URL": "https://here.example/papers/p/?a=1&b=2", "abstract": "In short.",
}  # fmt: skip
POST = {
    "id": "a", "type": "post-weblog", "title": "Why I signed", "container-title": "Here & there", "author": [{"literal": "B."}],
    "issued": {"date-parts": [[2016, 11, 30]]}, "URL": "https://here.example/posts/a/", "language": "en-GB",
}  # fmt: skip
TITLES = [
    "“Quotes” & <b>tags</b>", "{a} $5 100% \\b #_~^", "Who counts?", "Stop!", "x" * 300, "</script>", "a=b&c=d;e+f %26", "李小龍", "نور الهدى",
]  # fmt: skip


def test_the_tags_of_a_paper_are_those_of_a_technical_report() -> None:
    assert highwire(PAPER) == (
        ("citation_title", "Count the work"),
        ("citation_author", "Marks‚ Spencer and Sons"),  # no comma, at which readers would part it
        ("citation_author", "van der Berg, Cara"),
        ("citation_publication_date", "2016/01/08"),
        ("citation_technical_report_institution", "Here & there"),
        ("citation_technical_report_number", "version 2"),
        ("citation_publisher", "Here & there"),
        ("citation_language", "en-GB"),
        ("citation_abstract", "In short."),
        ("citation_public_url", "https://here.example/papers/p/?a=1&b=2"),
        ("citation_fulltext_html_url", "https://here.example/papers/p/?a=1&b=2"),
    )


def test_what_a_paper_has_not_has_no_tag() -> None:
    assert highwire({"id": "p", "title": "T"}) == (("citation_title", "T"),)


def test_the_coins_of_a_paper_and_of_a_post_are_read_back_by_a_parser_of_queries() -> None:
    assert [parse_qsl(coins(one), strict_parsing=True) for one in (PAPER, POST)] == [
        [
            ("ctx_ver", "Z39.88-2004"),
            ("rft_val_fmt", "info:ofi/fmt:kev:mtx:book"),
            ("rft.genre", "report"),
            ("rft.btitle", "Count the work"),
            ("rft.aucorp", "Marks, Spencer and Sons"),
            ("rft.au", "van der Berg, Cara"),
            ("rft.date", "2016-01-08"),
            ("rft.edition", "version 2"),
            ("rft.pub", "Here & there"),
            ("rft_id", "https://here.example/papers/p/?a=1&b=2"),
            ("rft.language", "en-GB"),
        ],
        [
            ("ctx_ver", "Z39.88-2004"),
            ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
            ("rft.type", "blogPost"),
            ("rft.title", "Why I signed"),
            ("rft.creator", "B."),
            ("rft.date", "2016-11-30"),
            ("rft.source", "Here & there"),
            ("rft.identifier", "https://here.example/posts/a/"),
            ("rft.language", "en-GB"),
        ],
    ]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ({"literal": "Marks, Spencer and Sons"}, "Marks‚ Spencer and Sons"),
        ({"family": "Writer", "given": "Ada"}, "Writer, Ada"),
        ({"family": "Plato"}, "Plato"),
        ({"family": "Gaulle", "given": "Charles", "non-dropping-particle": "de"}, "de Gaulle, Charles"),
        ({"family": "Alembert", "given": "Jean", "non-dropping-particle": "d’"}, "d’Alembert, Jean"),
        ({"literal": "李小龍"}, "李小龍"),
        ({"literal": "نور الهدى"}, "نور الهدى"),
        ({"literal": '<b>B</b> & "C"'}, '<b>B</b> & "C"'),
    ],
)
def test_a_name_is_one_tag_whole_or_family_name_first(name: dict[str, str], written: str) -> None:
    record = {**PAPER, "author": [name]}
    tags = [value for tag, value in highwire(record) if tag == "citation_author"]

    told = parse_qs(coins(record))

    assert (tags, told.get("rft.aucorp") or told["rft.au"]) == ([written], [name.get("literal", written)])


@pytest.mark.parametrize("title", TITLES)
def test_a_title_is_as_it_was_written(title: str) -> None:
    record = {**PAPER, "title": title}

    assert (dict(highwire(record))["citation_title"], parse_qs(coins(record))["rft.btitle"]) == (title, [title])


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp")), min_size=1).map(
    lambda text: re.sub(" +", " ", text).strip()
).filter(bool)  # fmt: skip


@given(words, st.lists(words, max_size=3), words)
def test_whatever_a_record_says_comes_back_from_the_coins(title: str, bodies: list[str], url: str) -> None:
    record: dict[str, Any] = {"type": "report", "title": title, "author": [{"literal": one} for one in bodies], "URL": url}
    told = parse_qsl(coins(record), strict_parsing=True)[2:]

    assert told == [("rft.genre", "report"), ("rft.btitle", title), *(("rft.aucorp", one) for one in bodies), ("rft_id", url)]
