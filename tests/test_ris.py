"""editorial.ris: works written as RIS, read back by a parser that is not ours."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import rispy
from conftest import ROOT
from examples import odd_works
from hypothesis import given
from hypothesis import strategies as st

from editorial.ris import ris


def read(text: str) -> list[dict[str, Any]]:
    """The records as rispy reads them. It splits UR at semicolons, as the specification has it: here they are put together."""
    return [record | {"urls": [";".join(record["urls"])]} if "urls" in record else record for record in rispy.loads(text)]


def column(works: list[dict[str, Any]], field: str) -> list[Any]:
    return [record.get(field) for record in read(ris(works))]


def work(**item: Any) -> dict[str, Any]:
    return {"id": "k", **{key.replace("_", "-"): value for key, value in item.items()}}


# Text that looks like RIS, and text that does not. Control characters become spaces (there is a test for that), so they are
# left out here; spaces in a row are one, those at the ends are none.
SIGNS = st.sampled_from([*"{}\\&%$\"'`,;:-/@ aZéΩ日", "TY  - ", "ER  - ", " and ", "👍", "\u00a0"])
LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp"))
TEXTS = st.lists(SIGNS | LETTERS, min_size=1).map(lambda signs: re.sub(" +", " ", "".join(signs)).strip()).filter(bool)
URLS = st.text(st.sampled_from("azAZ09-._~:/?#[]@!$&'()*+,;=%20éΩ日"), min_size=1).map("https://example.org/".__add__)


@pytest.mark.parametrize(
    ("item", "record"),
    [
        (
            work(
                id="bevan-hood-2006", type="article-journal", title="What’s measured", volume=84, issue="3", page="517–538",
                author=[{"family": "Bevan", "given": "Gwyn"}, {"literal": "Public Administration"}],
                editor=[{"family": "King", "given": "M. L.", "suffix": "Jr."}],
                issued={"date-parts": [["2006", 9, 1]]}, container_title="Public Administration", ISSN="0033-3298", ISBN="978",
                publisher="Wiley", publisher_place="Oxford", DOI="https://doi.org/10.1111/j.1467", URL="https://example.org/a",
                language="en-GB", abstract="First.\n\nSecond.", note="A note",
            ),
            """TY  - JOUR
ID  - bevan-hood-2006
AU  - Bevan, Gwyn
AU  - Public Administration
A2  - King, M. L., Jr.
TI  - What’s measured
T2  - Public Administration
PY  - 2006
DA  - 2006/09/01/
VL  - 84
IS  - 3
SP  - 517
EP  - 538
PB  - Wiley
CY  - Oxford
SN  - 0033-3298
SN  - 978
DO  - 10.1111/j.1467
UR  - https://example.org/a
LA  - en-GB
AB  - First. Second.
N1  - A note
ER  -\x20
""",
        ),
        (
            work(type="book", title="T", edition=2, editor=[{"family": "E", "given": "F"}], ISBN="978", number="4", page="200"),
            "TY  - BOOK\nID  - k\nED  - E, F\nTI  - T\nSP  - 200\nET  - 2\nM1  - 4\nSN  - 978\nER  - \n",
        ),
        (
            work(type="chapter", title="T", container_title="B", editor=[{"literal": "E"}], page="1-2, 5-6", number="4"),
            "TY  - CHAP\nID  - k\nA2  - E\nTI  - T\nT2  - B\nSP  - 1\nEP  - 2, 5-6\nSV  - 4\nER  - \n",
        ),
        (
            work(type="report", title="T", number="HC 1050", genre="White paper", issued={"date-parts": [[2015, 2]]}),
            "TY  - RPRT\nID  - k\nTI  - T\nPY  - 2015\nDA  - 2015/02//\nSN  - HC 1050\nM3  - White paper\nER  - \n",
        ),
        (
            work(type="thesis", title="T", publisher="LSE", issued={"date-parts": [[800]]}),
            "TY  - THES\nID  - k\nTI  - T\nPY  - 0800\nPB  - LSE\nER  - \n",
        ),
        (work(type="legislation", title="T", number="c. 31"), "TY  - STAT\nID  - k\nTI  - T\nM1  - c. 31\nER  - \n"),
        (work(type="legal_case", title="T", number="C1/2010"), "TY  - CASE\nID  - k\nTI  - T\nSV  - C1/2010\nER  - \n"),
        (work(type="software", title="T", version="1.2"), "TY  - GEN\nID  - k\nTI  - T\nET  - 1.2\nER  - \n"),
        ({}, "TY  - GEN\nER  - \n"),
    ],
    ids=lambda value: str(value.get("type")) if isinstance(value, dict) else "",
)  # fmt: skip
def test_a_work_of_each_kind_is_a_record(item: dict[str, Any], record: str) -> None:
    assert ris([item]) == record


def test_each_type_has_its_tag() -> None:
    types = [
        "article-journal", "article", "article-magazine", "article-newspaper", "book", "chapter", "entry-encyclopedia",
        "entry-dictionary", "paper-conference", "report", "thesis", "webpage", "post", "post-weblog", "legislation", "bill",
        "legal_case", "speech", "", None,
    ]  # fmt: skip

    assert column([work(type=kind) for kind in types], "type_of_reference") == [
        "JOUR", "JOUR", "MGZN", "NEWS", "BOOK", "CHAP", "ENCYC", "DICT", "CONF", "RPRT", "THES", "ELEC", "BLOG", "BLOG", "STAT", "BILL",
        "CASE", "GEN", "GEN", "GEN",
    ]  # fmt: skip


def test_no_works_are_an_empty_text() -> None:
    assert ris([]) == ""


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ({"literal": "Marks and Spencer, plc"}, "Marks and Spencer‚ plc"),
        ({"family": "Ofsted"}, "Ofsted"),
        ({"given": "Plato"}, "Plato"),
        ("Munro, Eileen", "Munro‚ Eileen"),
        ({"family": "Beethoven", "given": "Ludwig", "dropping-particle": "van"}, "Beethoven, Ludwig van"),
        ({"family": "Gaulle", "given": "Charles", "non-dropping-particle": "de"}, "de Gaulle, Charles"),
        ({"family": "Alembert", "given": "Jean", "non-dropping-particle": "d’"}, "d’Alembert, Jean"),
        ({"family": "King", "suffix": "Jr."}, "King, , Jr."),
        ({"family": "Smith, PhD", "given": "A, B"}, "Smith‚ PhD, A‚ B"),
    ],
)
def test_a_name_is_read_in_one_way_only(name: Any, written: str) -> None:
    assert column([work(author=[name])], "authors") == [[written]]


@pytest.mark.parametrize(
    ("issued", "lines"),
    [
        ({"date-parts": [[2011, 5, 3]]}, "PY  - 2011\nDA  - 2011/05/03/\n"),
        ({"date-parts": [["2011", "5"]]}, "PY  - 2011\nDA  - 2011/05//\n"),
        ({"date-parts": [[2011, 21]]}, "PY  - 2011\n"),
        ({"raw": "2011-05-03"}, "PY  - 2011\n"),
        ({"literal": "spring 2011"}, ""),
        ("2011", "PY  - 2011\n"),
    ],
)
def test_a_date_is_as_full_as_it_is_known(issued: Any, lines: str) -> None:
    assert ris([work(issued=issued)]) == f"TY  - GEN\nID  - k\n{lines}ER  - \n"


def test_a_value_is_on_one_line() -> None:
    assert ris([work(title=" a\r\nER  - \tb\x00c\u2028d\x85e")]) == "TY  - GEN\nID  - k\nTI  - a ER - b c d e\nER  - \n"


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=4))
def test_ids_and_titles_come_back_in_their_order(texts: list[tuple[str, str]]) -> None:
    records = read(ris(work(id=name, title=title) for name, title in texts))

    assert [(record["id"], record["title"]) for record in records] == texts


@given(st.lists(TEXTS, max_size=4))
def test_names_of_bodies_come_back_with_another_comma(bodies: list[str]) -> None:
    found = read(ris([work(author=[{"literal": body} for body in bodies])]))[0].get("authors", [])

    assert ([name for name in found if "," in name], [name.replace("‚", ",") for name in found]) == (
        [], [body.replace("‚", ",") for body in bodies],
    )  # fmt: skip


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=4))
def test_names_of_persons_come_back_in_their_parts(persons: list[tuple[str, str, str]]) -> None:
    names = [dict(zip(("family", "given", "suffix"), person, strict=True)) for person in persons]
    found = read(ris([work(author=names)]))[0].get("authors", [])

    assert [name.split(", ") for name in found] == [[part.replace(",", "‚") for part in person] for person in persons]


@given(st.lists(URLS, max_size=4))
def test_urls_come_back_untouched(urls: list[str]) -> None:
    assert column([work(URL=url) for url in urls], "urls") == [[url] for url in urls]


@given(st.lists(st.integers(1, 9999), max_size=4))
def test_years_come_back(years: list[int]) -> None:
    works = (work(issued={"date-parts": [[year]]}) for year in years)

    assert [int(record["year"]) for record in read(ris(works))] == years


@given(odd_works)
def test_odd_works_are_records_too(works: list[dict[str, Any]]) -> None:
    assert len(read(ris(works))) == len(works)


def test_every_work_of_the_project_keeps_its_title_and_year() -> None:
    works = json.loads((ROOT / "content/data/references.json").read_text(encoding="utf-8"))

    assert [(record["title"], record["year"], record.get("urls")) for record in read(ris(works))] == [
        (item["title"], str(item["issued"]["date-parts"][0][0]), [item["URL"]] if "URL" in item else None) for item in works
    ]
