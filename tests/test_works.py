"""editorial.works: external publications as CSL-JSON has them, and who cites them."""

import json

import pytest
from examples import library, post

from editorial.works import Work, parse
from manuscript.problems import ContentError


def work(**item: object) -> Work:
    works, problems = parse(json.dumps([{"id": "k", "title": "T", **item}]), "refs.json")
    assert not problems
    return works["k"]


def test_a_work_keeps_what_its_record_says() -> None:
    item = {
        "type": "article-journal",
        "author": [{"family": "Reason", "given": "James"}],
        "issued": {"date-parts": [[2000, 3]]},
        "title": "Human <i>error</i>",
        "DOI": "10.1136/x",
    }

    made = work(**item)

    assert (made.title, made.names, made.year, made.address, made.item) == (
        "Human error", ("Reason",), "2000", "https://doi.org/10.1136/x", {"id": "k", **item},
    )  # fmt: skip


def test_a_body_that_writes_is_not_split_into_names() -> None:
    assert work(author=[{"literal": "National Audit Office, the"}]).names == ("National Audit Office, the",)


@pytest.mark.parametrize(
    ("issued", "year"),
    [({"date-parts": [["2011", 5]]}, "2011"), ({"raw": "1999, spring"}, "1999"), ({"literal": "undated"}, ""), ({}, "")],
)
def test_a_year_is_read_however_it_was_exported(issued: dict[str, object], year: str) -> None:
    assert work(issued=issued).year == year


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[" * 200_000, "refs.json: this is no list of works that can be read. Export the file anew."),
        (
            f'[{{"id": "a", "title": "T", "volume": {"9" * 5000}}}]',
            "refs.json: this is no list of works that can be read. Export the file anew.",
        ),
    ],
    ids=["brackets", "digits"],
)
def test_a_file_that_no_program_can_read_is_named(text: str, told: str) -> None:
    with pytest.raises(ContentError) as caught:
        parse(text, "refs.json")

    assert str(caught.value) == told


def test_ids_may_be_numbers_or_hold_a_slash_and_half_a_character_is_named() -> None:
    text = '[\n{"id": 12, "title": "A"},\n{"id": "12/KC6", "title": "B"},\n{"id": "12/KC", "title": "half \\ud83d"},\n{"id": 12, "title": "C"}\n]'
    works, problems = parse(text, "refs.json")

    assert (list(works), [str(problem) for problem in problems]) == (
        ["12", "12/KC6"],
        [
            'refs.json:4: work "12/KC" has half a character, which no text may have. Type the word anew, or export the file anew.',
            'refs.json:5: work "12" stands in the list twice. Keep one of the two.',
        ],
    )


REFERENCES = json.dumps([{"id": key, "title": key.upper()} for key in ("a", "b", "c", "d")])


def test_works_stand_by_how_many_texts_cite_them_each_with_those_texts() -> None:
    made = library(
        post("old", "A lamp [@b]."), post("ancient", "A lamp [@b].", day="1999-01-01"), post("new", "A lamp [@b; @a].", day="2012-01-01"), post("draft", "A lamp [@c].", Status="draft"),
        references=REFERENCES,
    )  # fmt: skip

    assert (
        [(one.work.key, [text.slug for text in one.cited_by]) for one in made.works],
        [work.key for work in made.uncited],
    ) == ([("b", ["new", "old", "ancient"]), ("a", ["new"])], ["c", "d"])


def test_faulty_works_are_named_and_left_out() -> None:
    text = '[\n{"id": "a", "title": "A"},\n{"id": "a", "title": "B"},\n{"title": "C"},\n{"id": "d d", "title": "D"}\n]'
    works, problems = parse(text, "refs.json")

    assert (list(works), [str(problem) for problem in problems]) == (
        ["a"],
        [
            'refs.json:3: work "a" stands in the list twice. Keep one of the two.',
            "refs.json: work 3 of the list has no id or no title. Give it an id of letters, digits and hyphens, and a title.",
            'refs.json:5: work "d d" has an id that no text can cite. To cite it, give it a citation key of letters, digits and hyphens (in Zotero: the extension Better BibTeX).',
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
