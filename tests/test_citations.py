"""editorial.citations: works, the marks that cite them, and how they read."""

import json

import pytest

from editorial.citations import Citation, Work, clusters, parse, parse_cluster
from manuscript.problems import ContentError
from manuscript.source import parse as parse_source


def work(**item: object) -> Work:
    works, problems = parse(json.dumps([{"id": "k", "title": "T", **item}]), "refs.json")
    assert not problems
    return works["k"]


def test_a_work_keeps_what_its_record_says() -> None:
    item = {
        "type": "article-journal",
        "author": [{"family": "Reason", "given": "James"}],
        "issued": {"date-parts": [[2000, 3]]},
        "container-title": "BMJ", "volume": "320", "issue": "7237", "page": "768-770", "DOI": "10.1136/x",
    }  # fmt: skip

    made = work(**item)

    assert (made.authors, made.label, made.source, made.address) == (
        ("Reason, James",), "Reason, 2000", "BMJ, 320(7237), pp. 768–770", "https://doi.org/10.1136/x",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("authors", "label"),
    [
        ([], "T, 1999"),
        (["A"], "A, 1999"),
        (["A", "B"], "A and B, 1999"),
        (["A", "B", "C"], "A et al., 1999"),
    ],
)
def test_a_label_names_up_to_two_authors(authors: list[str], label: str) -> None:
    names = [{"family": name} for name in authors]

    assert work(author=names, issued={"date-parts": [[1999]]}).label == label


def test_a_body_that_writes_is_not_split_into_names() -> None:
    assert work(author=[{"literal": "National Audit Office"}]).authors == ("National Audit Office",)


def test_a_second_edition_is_called_so() -> None:
    assert [work(edition=number).source for number in ("2", "3", "11", "21", "revised")] == [
        "2nd edition", "3rd edition", "11th edition", "21st edition", "revised edition",
    ]  # fmt: skip


def test_a_cluster_holds_several_works_with_their_places() -> None:
    assert parse_cluster("@one, p. 14; @two-b; @three, chapters 1, 2") == (
        Citation("one", "p. 14"), Citation("two-b"), Citation("three", "chapters 1, 2"),
    )  # fmt: skip


def test_a_cluster_with_something_else_is_refused() -> None:
    with pytest.raises(ValueError, match='"see two" is not a citation'):
        parse_cluster("@one; see two")


def test_clusters_in_code_do_not_count() -> None:
    source = parse_source("Title: T\n\nA [@one].\n```\n[@two]\n```\n`[@three]` and [@four; @five]", "a.md")

    assert list(clusters(source)) == [(3, "@one"), (7, "@four; @five")]


def test_faulty_works_are_named_and_left_out() -> None:
    text = '[\n{"id": "a", "title": "A"},\n{"id": "a", "title": "B"},\n{"title": "C"},\n{"id": "d d", "title": "D"}\n]'
    works, problems = parse(text, "refs.json")

    assert (list(works), [str(problem) for problem in problems]) == (
        ["a"],
        [
            'refs.json:3: work "a" stands in the list twice. Keep one of the two.',
            "refs.json: work 3 of the list has no id or no title. Give it an id of letters, digits and hyphens, and a title.",
            'refs.json:5: work "d d" has an id that cannot be cited. Use letters, digits and hyphens.',
        ],
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[{"id": }]', "refs.json:1: this is not JSON (Expecting value). Export the file anew, or mend the line."),
        ("{}", "refs.json:1: this is not a list of works. Export it from Zotero as CSL JSON."),
    ],
)
def test_a_file_that_is_no_list_of_works_is_named(text: str, told: str) -> None:
    with pytest.raises(ContentError) as caught:
        parse(text, "refs.json")

    assert str(caught.value) == told


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ({"author": ["Munro"]}, 'refs.json:1: the authors of work "k" are not written as CSL JSON has them. Write [{"family": "…", "given": "…"}] or [{"literal": "…"}].'),
        ({"issued": "2011"}, 'refs.json:1: the date of work "k" is not written as CSL JSON has it. Write {"date-parts": [[2011, 5]]}.'),
        ({"URL": "javascript:alert(1)"}, 'refs.json:1: the URL of work "k" is not an http or https address. Write the whole address, beginning with https://.'),
    ],
)  # fmt: skip
def test_a_record_of_the_wrong_form_is_named(item: dict[str, object], told: str) -> None:
    assert [str(problem) for problem in parse(json.dumps([{"id": "k", "title": "T", **item}]), "refs.json")[1]] == [told]


def test_a_doi_is_an_address_however_it_is_written() -> None:
    assert [work(DOI=doi).address for doi in ("10.1/a<b>", "https://doi.org/10.1/x", None)] == [
        "https://doi.org/10.1/a%3Cb%3E", "https://doi.org/10.1/x", "",
    ]  # fmt: skip


def test_a_cluster_may_go_over_two_lines_and_what_a_link_follows_is_none() -> None:
    source = parse_source("Title: T\n\nOne [@a,\np. 3] and [@handle](https://example.org) \\[@b].", "a.md")

    assert list(clusters(source)) == [(3, "@a, p. 3")]
