"""editorial.bibtex: works written as BibTeX, read back by a parser that is not ours."""

from __future__ import annotations

import json
import re
from itertools import accumulate
from typing import Any

import pytest
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors, SplitNameParts
from bibtexparser.middlewares.middleware import Middleware
from bibtexparser.model import Entry
from conftest import ROOT
from examples import odd_works
from hypothesis import given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from editorial.bibtex import bibtex

# What LaTeX itself knows (ltoutenc.dtx) and pylatexenc 2.11 does not: it reads nothing for the first five, and for the last
# another sign (U+02C6). The decoder learns them, so that the laws need no exception.
MACROS = {"textbraceleft": "{", "textbraceright": "}", "textless": "<", "textgreater": ">", "textbar": "|", "textasciicircum": "^"}
_CONTEXT = get_default_latex_context_db()
_CONTEXT.add_context_category("ours", prepend=True, macros=[MacroTextSpec(name, sign) for name, sign in MACROS.items()])
DECODER = LatexNodes2Text(latex_context=_CONTEXT, math_mode="verbatim")


def raw(text: str, *middlewares: Middleware) -> list[Entry]:
    """The entries as they stand in the file, or after a middleware; every block of the file is one."""
    library = parse_string(text, append_middleware=middlewares)
    assert library.blocks == library.entries
    return library.entries


def decoded(text: str, field: str) -> list[str]:
    """One field of each entry as a reader sees it."""
    return [entry[field] for entry in raw(text, LatexDecodingMiddleware(decoder=DECODER))]


def authors(text: str) -> list[tuple[str, str, str]]:
    """The authors of the only entry: last name with von, first name, jr."""
    (entry,) = raw(text, SeparateCoAuthors(), SplitNameParts())
    names = entry["author"] if entry.get("author") else []
    return [(_words(name.von + name.last), _words(name.first), _words(name.jr)) for name in names]


def _words(part: list[str]) -> str:
    return str(DECODER.latex_to_text(" ".join(part)))


def work(**item: Any) -> dict[str, Any]:
    return {"id": "k", **{key.replace("_", "-"): value for key, value in item.items()}}


# Text as people write it and as LaTeX fears it. Control characters become spaces (there is a test for that), so they are
# left out here; spaces at the ends and in a row have no meaning to BibTeX.
SIGNS = st.sampled_from([*"{}\\&%$#_~^\"'`,;:-?!<>|@=()[]*aZéΩ日 ", "and", " and ", "others", "👍", "\u00a0", "\\textbf{", "--", "''"])
LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp"))
TEXTS = st.lists(SIGNS | LETTERS, min_size=1).map(lambda signs: re.sub(" +", " ", "".join(signs)).strip()).filter(bool)
# Of the signs that RFC 3986 allows in a URL, and letters beyond ASCII (RFC 3987).
URLS = st.text(st.sampled_from("azAZ09-._~:/?#[]@!$&'()*+,;=%20éΩ日"), min_size=1).map("https://example.org/".__add__)


@pytest.mark.parametrize(
    ("item", "entry"),
    [
        (
            work(
                id="bevan-hood-2006", type="article-journal", title="What’s measured", volume=84, issue="3", page="517-538",
                author=[{"family": "Bevan", "given": "Gwyn"}, {"family": "Hood", "given": "Christopher"}],
                editor=[{"literal": "Editors, and others"}],
                issued={"date-parts": [["2006", 9]]}, container_title="Public Administration", ISSN="0033-3298",
                DOI="https://doi.org/10.1111/j.1467_9299", URL="https://example.org/a_b?x=%20&y#z", language="en-GB",
                abstract="First.\n\nSecond & last.", note="Read 50% of it",
            ),
            r"""@article{bevan-hood-2006,
  author = {Bevan, Gwyn and Hood, Christopher},
  editor = {{Editors, and others}},
  title = {{What’s measured}},
  journal = {Public Administration},
  volume = {84},
  number = {3},
  pages = {517--538},
  year = {2006},
  month = sep,
  issn = {0033-3298},
  doi = {10.1111/j.1467_9299},
  url = {https://example.org/a_b?x=%20&y#z},
  language = {en-GB},
  abstract = {First. Second \& last.},
  note = {Read 50\% of it},
}
""",
        ),
        (
            work(type="book", title="T", edition=2, publisher="Wiley", publisher_place="Chichester", ISBN="978", version="1.1"),
            """@book{k,
  title = {{T}},
  edition = {2},
  publisher = {Wiley},
  address = {Chichester},
  version = {1.1},
  isbn = {978},
}
""",
        ),
        (
            work(type="chapter", title="T", container_title="B", page="xi–xii, 3", publisher="P", editor=[{"family": "E", "given": "F"}]),
            """@incollection{k,
  editor = {E, F},
  title = {{T}},
  booktitle = {B},
  pages = {xi--xii, 3},
  publisher = {P},
}
""",
        ),
        (
            work(type="paper-conference", title="T", container_title="Proceedings", publisher="P"),
            "@inproceedings{k,\n  title = {{T}},\n  booktitle = {Proceedings},\n  publisher = {P},\n}\n",
        ),
        (
            work(type="report", title="T", number="HC 1050", publisher="DfE"),
            "@techreport{k,\n  title = {{T}},\n  number = {HC 1050},\n  institution = {DfE},\n}\n",
        ),
        (
            work(type="thesis", title="T", genre="Master’s thesis", publisher="LSE"),
            "@phdthesis{k,\n  title = {{T}},\n  type = {Master’s thesis},\n  school = {LSE},\n}\n",
        ),
        (
            work(type="post-weblog", title="T", container_title="A blog", issued={"date-parts": [[2015, 12, 5]]}),
            "@misc{k,\n  title = {{T}},\n  howpublished = {A blog},\n  year = {2015},\n  month = dec,\n  date = {2015-12-05},\n}\n",
        ),
        (
            work(type="legislation", title="T", number="c. 31"),
            "@misc{k,\n  title = {{T}},\n  number = {c. 31},\n}\n",
        ),
    ],
    ids=lambda value: value["type"] if isinstance(value, dict) else "",
)  # fmt: skip
def test_a_work_of_each_kind_is_an_entry(item: dict[str, Any], entry: str) -> None:
    assert bibtex([item]) == entry


def test_each_type_has_its_entry() -> None:
    types = [
        "article-journal", "article-magazine", "article-newspaper", "article", "book", "chapter", "entry-encyclopedia",
        "entry-dictionary", "paper-conference", "report", "thesis", "webpage", "post", "post-weblog", "legislation", "bill",
        "legal_case", "speech", "figure", "", None,
    ]  # fmt: skip

    assert [entry.entry_type for entry in raw(bibtex(work(type=kind) for kind in types))] == (
        ["article"] * 4 + ["book"] + ["incollection"] * 3 + ["inproceedings", "techreport", "phdthesis"] + ["misc"] * 10
    )


def test_no_works_are_an_empty_text() -> None:
    assert bibtex([]) == ""


def test_an_empty_line_stands_between_two_works() -> None:
    assert bibtex([work(id="a"), work(id="b")]) == "@misc{a,\n}\n\n@misc{b,\n}\n"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ({"literal": "Marks and Spencer, plc"}, "{Marks and Spencer, plc}"),
        ({"literal": "& Sons"}, r"{{}\& Sons}"),
        ({"family": "Ofsted"}, "{Ofsted}"),
        ({"given": "Plato"}, "{Plato}"),
        ("Munro, Eileen", "{Munro, Eileen}"),
        ({"family": "Le Grand", "given": "Julian"}, "Le Grand, Julian"),
        ({"family": "Vargas y Llosa", "given": "Mario"}, "{Vargas y Llosa}, Mario"),
        ({"family": "’t Hooft", "given": "Gerard"}, "{’t Hooft}, Gerard"),
        ({"family": "hooks", "given": "bell"}, "hooks, bell"),
        ({"family": "Beethoven", "given": "Ludwig", "dropping-particle": "van"}, "van Beethoven, Ludwig"),
        ({"family": "Gaulle", "given": "Charles", "non-dropping-particle": "de"}, "de Gaulle, Charles"),
        ({"family": "Alembert", "given": "Jean", "non-dropping-particle": "d’"}, "d’Alembert, Jean"),
        ({"family": "King", "given": "Martin Luther", "suffix": "Jr."}, "King, Jr., Martin Luther"),
        ({"family": "King", "suffix": "Jr."}, "{King, Jr.}"),
        ({"family": "Smith, PhD", "given": "A and B"}, "{Smith, PhD}, {A and B}"),
    ],
)
def test_a_name_is_read_in_one_way_only(name: Any, written: str) -> None:
    assert raw(bibtex([work(author=[name])]))[0]["author"] == written


def test_signs_that_latex_reads_are_escaped() -> None:
    assert raw(bibtex([work(note=r"& % $ # _ { } ~ ^ \ < > | -- ?` é 日")]))[0]["note"] == (
        r"\& \% \$ \# \_ {\textbraceleft} {\textbraceright} {\textasciitilde} {\textasciicircum} {\textbackslash} "
        r"{\textless} {\textgreater} {\textbar} -{}- ?{}` é 日"
    )


def test_a_title_that_begins_with_an_escape_keeps_its_capitals() -> None:
    assert raw(bibtex([work(title="& Co")]))[0]["title"] == r"{{}\& Co}"


def test_what_no_url_may_hold_is_escaped_as_urls_do_it() -> None:
    assert [raw(bibtex([work(URL="https://a.org/{b\\c d%7D", DOI="10.1/a}_%<b>")]))[0][field] for field in ("url", "doi")] == [
        "https://a.org/%7Bb%5Cc%20d%7D", "10.1/a%7D_%<b>",
    ]  # fmt: skip


def test_keys_are_safe_and_each_is_there_once() -> None:
    ids = ["a b", "munro-2011", "Ñandú_1:2.3", "munro-2011", "Munro-2011", "munro-2011b", "a/b", "日本", None, 12, "http://x.org/1"]

    assert [entry.key for entry in raw(bibtex(work(id=name) for name in ids))] == [
        "a-b", "munro-2011", "Nandu_1:2.3", "munro-2011a", "Munro-2011c", "munro-2011b", "a-ba", "work", "worka", "12", "http:-x.org-1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("issued", "fields"),
    [
        ({"date-parts": [[2011, 5, 3]]}, {"year": "2011", "month": "may", "date": "2011-05-03"}),
        ({"date-parts": [["2011", "05"]]}, {"year": "2011", "month": "may"}),
        ({"date-parts": [[2011], [2012]]}, {"year": "2011"}),
        ({"date-parts": [[2011.0, 13, 1]]}, {"year": "2011"}),
        ({"date-parts": [[2011, -5, 1]]}, {"year": "2011"}),
        ({"date-parts": [[-44, 3, 15]]}, {"year": "-44", "month": "mar"}),
        ({"date-parts": [[]], "raw": "2011-05-03"}, {"year": "2011"}),
        ({"literal": "2011, in spring"}, {"year": "2011"}),
        ({"literal": "spring 2011"}, {}),
        ({"raw": "20111"}, {}),
        ({"date-parts": [["n.d."]]}, {}),
        ({"date-parts": "2011"}, {}),
        ({"date-parts": [2011]}, {}),
        ("2011", {"year": "2011"}),
        ([2011], {}),
        (None, {}),
    ],
)
def test_a_date_is_as_full_as_it_is_known(issued: Any, fields: dict[str, str]) -> None:
    assert {name: field.value for name, field in raw(bibtex([work(issued=issued)]))[0].fields_dict.items()} == fields


def test_a_value_is_on_one_line() -> None:
    assert raw(bibtex([work(note=" a\r\nb\t\x00c\u2028d\x85e \ud83d")]))[0]["note"] == "a b c d e \ufffd"


def test_what_is_neither_text_nor_number_is_passed_over() -> None:
    assert (
        bibtex([work(title=None, volume=True, note=["a"], publisher={"b": "c"}, author="Munro", edition="", unknown="x")])
        == "@misc{k,\n}\n"
    )


# The parser takes a brace after a backslash for no brace; BibTeX and biber do not, so that this law counts for itself.
@given(TEXTS, TEXTS, TEXTS, URLS | TEXTS)
def test_braces_are_balanced_as_bibtex_counts_them(title: str, literal: str, given_name: str, url: str) -> None:
    names = [{"literal": literal}, {"family": literal, "given": given_name}]
    written = bibtex([work(title=title, note=title, page=title, author=names, URL=url, DOI=url)])
    depths = list(accumulate((sign == "{") - (sign == "}") for sign in written))

    assert (min(depths), depths[-1], depths[:-2].count(0)) == (0, 0, len("@misc"))


@given(st.lists(TEXTS, max_size=4))
def test_titles_come_back_in_their_order(titles: list[str]) -> None:
    assert decoded(bibtex(work(title=title) for title in titles), "title") == titles


@given(st.lists(TEXTS, max_size=4))
def test_notes_come_back(notes: list[str]) -> None:
    assert decoded(bibtex(work(note=note) for note in notes), "note") == notes


@given(st.lists(TEXTS, max_size=4))
def test_names_of_bodies_come_back_whole(bodies: list[str]) -> None:
    assert authors(bibtex([work(author=[{"literal": body} for body in bodies])])) == [(body, "", "") for body in bodies]


@given(st.lists(st.tuples(TEXTS, TEXTS, st.just("") | TEXTS), max_size=4))
def test_names_of_persons_come_back_in_their_parts(persons: list[tuple[str, str, str]]) -> None:
    names = [dict(zip(("family", "given", "suffix"), person, strict=True)) for person in persons]

    assert authors(bibtex([work(author=names)])) == persons


@given(st.lists(URLS, max_size=4))
def test_urls_come_back_untouched(urls: list[str]) -> None:
    assert [entry["url"] for entry in raw(bibtex(work(URL=url) for url in urls))] == urls


@given(st.lists(st.integers(1, 9999), max_size=4))
def test_years_come_back(years: list[int]) -> None:
    works = (work(issued={"date-parts": [[year]]}) for year in years)

    assert [int(entry["year"]) for entry in raw(bibtex(works))] == years


@given(st.lists(st.sampled_from(["a", "A", "aa", "b", "á", "?", ""]) | TEXTS, max_size=8))
def test_no_two_works_have_one_key(ids: list[str]) -> None:
    keys = [entry.key for entry in raw(bibtex(work(id=name) for name in ids))]

    assert (len({key.lower() for key in keys}), [key for key in keys if not re.fullmatch(r"[A-Za-z0-9_:.-]+", key)]) == (len(ids), [])


@given(odd_works)
def test_odd_works_are_entries_too(works: list[dict[str, Any]]) -> None:
    assert len(raw(bibtex(works))) == len(works)


def test_every_work_of_the_project_keeps_its_title_and_year() -> None:
    works = json.loads((ROOT / "content/data/references.json").read_text(encoding="utf-8"))
    written = bibtex(works)

    assert list(zip(decoded(written, "title"), decoded(written, "year"), strict=True)) == [
        (item["title"], str(item["issued"]["date-parts"][0][0])) for item in works
    ]
