"""editorial.csl: works cited and listed by a style."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from editorial import csl
from editorial.citations import parse_cluster
from editorial.csl import DEFAULT, FOLDER, STYLES, Style
from editorial.works import Work, parse

MUNRO = {
    "id": "munro",
    "type": "report",
    "title": "The Review",
    "author": [{"family": "Munro", "given": "Eileen"}],
    "issued": {"date-parts": [[2011, 5]]},
}
OTHER = {**MUNRO, "id": "Munro", "title": "Another review"}
REASON = {
    "id": "reason", "type": "article-journal", "title": "Human error", "author": [{"family": "Reason", "given": "James"}],
    "issued": {"date-parts": [["2000", 3]]}, "container-title": "BMJ", "volume": 320, "page": "768-770", "DOI": "10.1/x",
}  # fmt: skip
BODY = {
    "id": "nao",
    "type": "report",
    "title": "A & <B>",
    "author": [{"literal": "National Audit Office, and Co"}],
    "issued": {"literal": "undated"},
}


def works(*items: Mapping[str, object]) -> Mapping[str, Work]:
    found, problems = parse(json.dumps(items), "refs.json")
    assert not problems
    return found


def style(name: str = DEFAULT) -> Style:
    return csl.read(name, ROOT, "en-GB")


def cited(mark: str, *items: Mapping[str, object], name: str = DEFAULT) -> list[tuple[str, str]]:
    known, how = works(*items), style(name)
    return [(piece.html, piece.key) for piece in how.cite(parse_cluster(mark), known, how.letters(known.values()))]


def test_a_cluster_is_parted_at_its_works_in_the_order_of_the_style() -> None:
    assert [cited("@reason; @munro, pp. 14-15", MUNRO, REASON, name=name) for name in ("apa", DEFAULT)] == [
        [("(", ""), ("Munro, 2011, pp. 14–15", "munro"), ("; ", ""), ("Reason, 2000", "reason"), (")", "")],
        [("(", ""), ("Reason, 2000", "reason"), ("; ", ""), ("Munro, 2011, pp. 14–15", "munro"), (")", "")],
    ]


@pytest.mark.parametrize(
    ("locator", "shown"),
    [
        ("p. 14", "p. 14"), ("14", "p. 14"), ("pp. 3–4", "pp. 3–4"), ("ch. 2", "ch. 2"), ("para 3.4", "para. 3.4"), ("s. 47", "sect. 47"),
        ("paragraphs 3 & 4", "paras 3 &amp; 4"), ("foreword", "foreword"), ("the <b> part", "the &lt;b&gt; part"),
    ],
)  # fmt: skip
def test_the_part_of_a_work_is_named_as_the_style_does_or_as_it_was_written(locator: str, shown: str) -> None:
    assert cited(f"@munro, {locator}", MUNRO)[1] == (f"Munro, 2011, {shown}", "munro")


def test_works_of_one_author_and_year_get_letters_by_their_titles() -> None:
    known, how = works(MUNRO, OTHER, REASON), style()
    letters = how.letters(known.values())

    assert (letters, cited("@munro; @Munro", MUNRO, OTHER), how.entry(known["munro"], "b")) == (
        {"Munro": "a", "munro": "b"},
        [("(", ""), ("Munro, 2011a", "Munro"), ("; ", ""), ("Munro, 2011b", "munro"), (")", "")],
        "Munro, E. (2011b) <i>The Review</i>.",
    )


def test_one_style_serves_many_pages_and_each_gets_its_own_letters() -> None:
    known, how = works(MUNRO, OTHER), style()
    alone = [piece.html for piece in how.cite(parse_cluster("@munro"), known, {})]
    together = [piece.html for piece in how.cite(parse_cluster("@munro"), known, how.letters(known.values()))]

    assert (alone, together) == (["(", "Munro, 2011", ")"], ["(", "Munro, 2011b", ")"])


def test_letters_stand_where_a_style_does_not_place_them(tmp_path: Path) -> None:
    text = (FOLDER / f"{DEFAULT}.csl").read_text(encoding="utf-8").replace('variable="year-suffix"', 'variable="annote"')
    (tmp_path / "plain.csl").write_text(text, encoding="utf-8")
    known, how = works(MUNRO, OTHER), csl.read("plain.csl", tmp_path, "en-GB")

    assert [how.entry(work, letter) for work, letter in zip(known.values(), "ba", strict=True)] == [
        "Munro, E. (2011b) <i>The Review</i>.", "Munro, E. (2011a) <i>Another review</i>.",
    ]  # fmt: skip


def test_undated_works_of_one_author_get_letters_too() -> None:
    undated = [{key: value for key, value in one.items() if key != "issued"} for one in (MUNRO, OTHER)]

    assert [html for html, key in cited("@munro; @Munro", *undated) if key] == ["Munro, no date a", "Munro, no date b"]


@pytest.mark.parametrize(
    ("mark", "texts"),
    [("@vlee; @lee", ["Van Lee, 2011", "Lee, 2011"]), ("@lee, p. 12; @lee, p. 1", ["Lee, 2011, p. 12", "Lee, 2011, p. 1"])],
)
def test_each_citation_of_a_cluster_leads_to_its_work_also_when_one_is_part_of_another(mark: str, texts: list[str]) -> None:
    lee = {**MUNRO, "id": "lee", "author": [{"family": "Lee"}]}
    van_lee = {**MUNRO, "id": "vlee", "author": [{"family": "Van Lee"}]}

    assert sorted((html, key) for html, key in cited(mark, lee, van_lee) if key) == sorted(
        zip(texts, [one.split(",")[0][1:] for one in mark.split("; ")], strict=True)
    )


def test_quotations_within_a_quoted_title_get_the_other_marks_and_an_address_leaves_the_marks_after_it() -> None:
    item = {**REASON, "DOI": "", "title": "Children’s ‘initial assessment’: see https://example.org/x"}

    assert style().entry(works(item)["reason"]) == (
        "Reason, J. (2000) ‘Children’s “initial assessment”: see "
        '<a href="https://example.org/x">https://example.org/x</a>’, <i>BMJ</i>, 320, pp. 768–770.'
    )


@pytest.mark.parametrize(
    ("more", "mark"),
    [
        ({"author": [{"given": "Plato"}]}, "Plato, 2011"),
        ({"author": [{}]}, "T, 2011"),
        ({"issued": {"date-parts": [[2011.0]]}}, "T, 2011"),
        ({"issued": {"raw": "2011-05-03"}}, "T, 2011"),
        ({"issued": {"date-parts": [["--5"]]}}, "T, no date"),
        ({"issued": {"date-parts": [["²"]]}}, "T, no date"),
        ({"issued": {"date-parts": [[2011], 5]}}, "T, 2011"),
        ({"issued": {"date-parts": [[0]]}}, "T, no date"),
        ({"accessed": {"date-parts": [2011]}}, "T, 2011"),
    ],
)
def test_a_work_is_cited_whatever_its_export_makes_of_names_and_dates(more: dict[str, object], mark: str) -> None:
    item = {"id": "k", "type": "webpage", "title": "T", "issued": {"date-parts": [[2011]]}, **more}
    known = works(item)

    assert (re.sub("<.*?>", "", cited("@k", item)[1][0]), bool(style().entry(known["k"]))) == (mark, True)


def test_an_entry_is_html_with_its_address_as_a_link_and_nothing_that_a_value_brings_in() -> None:
    known = works(REASON, {**BODY, "URL": "https://example.org/?a=1&b=<2>"})

    assert [style().entry(work) for work in known.values()] == [
        "Reason, J. (2000) ‘Human error’, <i>BMJ</i>, 320, pp. 768–770. Available at: "
        '<a href="https://doi.org/10.1/x">https://doi.org/10.1/x</a>.',
        "National Audit Office, and Co (undated) <i>A &amp; &lt;B&gt;</i>. Available at: "
        '<a href="https://example.org/?a=1&amp;b=&lt;2&gt;">https://example.org/?a=1&amp;b=&lt;2&gt;</a>.',
    ]


@pytest.mark.parametrize("name", STYLES)
def test_every_work_of_the_sample_can_be_cited_and_listed_in_every_style(name: str) -> None:
    known = works(*json.loads((ROOT / "content/data/references.json").read_text(encoding="utf-8")))
    how = style(name)
    found = {
        key: ("".join(piece.html for piece in how.cite(parse_cluster(f"@{key}"), known, {})), how.entry(work))
        for key, work in known.items()
    }

    assert [key for key, (mark, entry) in found.items() if known[key].year not in mark or not entry] == []


odd = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["date-parts", "raw", "literal", "family", "given", "<b>"]), inner, max_size=3), max_leaves=6)  # fmt: skip
fields = st.sampled_from(
    [
        "author",
        "issued",
        "type",
        "publisher",
        "volume",
        "page",
        "edition",
        "DOI",
        "issue",
        "container-title",
        "editor",
        "accessed",
        "note",
        "version",
        "translator",
        "original-date",
    ]
)


@given(st.dictionaries(fields, odd, max_size=5), st.text(max_size=12))
def test_no_record_of_the_right_shape_can_upset_it(more: dict[str, object], title: str) -> None:
    known, _ = parse(json.dumps([{**more, "id": "k", "title": title}]), "refs.json")
    for work in known.values():
        how = style()
        told = how.entry(work) + "".join(piece.html for piece in how.cite(parse_cluster("@k, p. 3"), known, {}))

        assert re.sub(r'</?[ib]>|<a href="[^"]*">|</a>|</?su[bp]>', "", told).count("<") == 0


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("nowhere", "there is no such style, nor such a file"),
        ("README.md", "it is not a style in CSL (not well-formed (invalid token): line 1, column 1)"),
        ("numeric.csl", "it does not cite by author and date"),
        ("broken.csl", "citeproc-py cannot use it"),
        ("dependent.csl", "it is not a style in CSL, or one that only refers to another"),
    ],
)
def test_what_is_no_style_is_refused(tmp_path: Path, name: str, told: str) -> None:
    text = (FOLDER / f"{DEFAULT}.csl").read_text(encoding="utf-8")
    (tmp_path / "README.md").write_text("# no style", encoding="utf-8")
    (tmp_path / "numeric.csl").write_text(text.replace('citation-format="author-date"', 'citation-format="numeric"'), encoding="utf-8")
    (tmp_path / "broken.csl").write_text(text.replace('<macro name="editor">', '<macro name="redactor">'), encoding="utf-8")
    (tmp_path / "dependent.csl").write_text('<style xmlns="http://purl.org/net/xbiblio/csl"/>', encoding="utf-8")
    with pytest.raises(ValueError) as caught:
        csl.read(name, tmp_path, "en-GB")

    assert str(caught.value).startswith(told[:25])


@pytest.mark.parametrize(("lang", "joined"), [("en-GB", "and"), ("de", "und"), ("fr-FR", "et"), ("xx-YY", "and")])
def test_a_style_speaks_the_language_of_the_site_where_it_can(lang: str, joined: str) -> None:
    two = {**MUNRO, "author": [{"family": "A"}, {"family": "B"}]}
    how = csl.read(DEFAULT, ROOT, lang)

    assert [piece.html for piece in how.cite(parse_cluster("@munro"), works(two), {})][1] == f"A {joined} B, 2011"
