"""editorial.csl_pruning: what is left of a style for records of one shape says what the whole style says."""

from __future__ import annotations

from functools import cache
from typing import Any
from xml.etree import ElementTree

import pytest
from conftest import ROOT
from hypothesis import assume, given
from hypothesis import strategies as st

from editorial import csl, csl_input, csl_pruning
from editorial.citations import Citation
from editorial.csl import Style
from editorial.csl_pruning import Shape
from editorial.how_to_cite import STYLES
from editorial.works import Work

HEAD = '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0"><info><category citation-format="author-date"/></info>'
REPORT = Shape("report", frozenset({"title", "author", "issued"}))


def style(listed: str, macros: str = "", cited: str = '<text variable="title"/>') -> str:
    """A style with this in its bibliography."""
    return f"{HEAD}{macros}<citation><layout>{cited}</layout></citation><bibliography><layout>{listed}</layout></bibliography></style>"


def left(listed: str, macros: str = "") -> str:
    """What is left of the bibliography and the macros, on one line, without the name space."""
    root = ElementTree.fromstring(csl_pruning.pruned(style(listed, macros), REPORT))
    kept = [*root.findall("{*}macro"), *next(iter(root.iter(f"{root.tag.removesuffix('style')}bibliography")))[0]]
    for one in root.iter():
        one.tag = one.tag.split("}")[1]
    return "".join(ElementTree.tostring(one, encoding="unicode") for one in kept)


def branches(condition: str) -> str:
    return f'<choose><if {condition}><text term="in"/></if><else><text term="and"/></else></choose>'


IN, AND, NONE = '<text term="in" />', '<text term="and" />', '<text variable="none" />'


@pytest.mark.parametrize(
    ("condition", "kept"),
    [
        ('type="report"', IN),
        ('type="book"', AND),
        ('type="report book"', AND),
        ('type="report book" match="all"', AND),
        ('type="report book" match="any"', IN),
        ('type="report book" match="none"', AND),
        ('type="bill book" match="none"', IN),
        ('variable="title issued"', IN),
        ('variable="title URL"', AND),
        ('variable="title URL" match="any"', IN),
        ('variable="title URL" match="none"', AND),
        ('variable="volume URL" match="none"', IN),
        ('type="report" variable="URL"', AND),
        ('type="report" variable="URL" match="any"', IN),
        ('type="book" variable="URL" match="none"', IN),
        ('type="book" is-numeric="title"', AND),
        ('type="report" is-numeric="title" match="any"', IN),
        ('type="report" is-numeric="title" match="none"', AND),
        ('type="book" locator="page" disambiguate="true"', AND),
    ],
)
def test_a_branch_is_taken_where_type_and_variables_tell(condition: str, kept: str) -> None:
    assert left(branches(condition)) == kept


@pytest.mark.parametrize(
    "condition",
    [
        'is-numeric="title"',
        'position="first"',
        'locator="page"',
        'disambiguate="true"',
        'is-uncertain-date="issued"',
        'variable="locator"',
        'type="report" is-numeric="title"',
        'type="book" is-numeric="title" match="any"',
        'type="book" is-numeric="title" match="none"',
    ],
)
def test_a_condition_stays_that_only_the_item_can_tell(condition: str) -> None:
    assert left(branches(condition)) == branches(condition).replace('"/>', '" />')


@pytest.mark.parametrize(
    ("listed", "macros", "kept"),
    [
        ('<text macro="a"/>', '<macro name="a"><text variable="title"/></macro>', '<text variable="title" />'),
        ('<text macro="a" prefix="("/>', '<macro name="a"><text variable="URL"/></macro>', ""),
        ('<group><text term="in"/><text variable="URL"/></group>', "", ""),
        ('<group prefix="("><text term="in"/><text variable="URL"/><text variable="title"/></group>', "", f'<group prefix="(">{IN}<text variable="title" /></group>'),
        (f'<group prefix="("><text term="and"/><choose><if type="report">{IN}</if><else><text variable="URL"/></else></choose></group>', "", f'<group prefix="(">{AND}<choose><else>{IN}{NONE}</else></choose></group>'),
        ('<names variable="editor"><substitute><text variable="URL"/></substitute></names>', "", ""),
        ('<names variable="author"><substitute><text macro="a"/></substitute></names>', '<macro name="a"><text variable="title"/></macro>', '<names variable="author" />'),
        # What stands for names is not said again; a macro is not taken for the variable within.
        ('<names variable="editor"><substitute><text macro="a"/></substitute></names>', '<macro name="a"><text variable="title"/></macro>', '<macro name="a"><text variable="title" /></macro><names variable="editor"><substitute><text macro="a" /></substitute></names>'),
    ],
)  # fmt: skip
def test_what_cannot_come_to_anything_goes_and_what_a_group_asks_for_stays(listed: str, macros: str, kept: str) -> None:
    assert left(listed, macros) == kept


# --- the law: a pruned style says what the whole one says -----------------------------------------------

names = st.one_of(
    st.builds(lambda name: {"literal": name}, st.sampled_from(["The Circle", "Marks, Spencer and Sons", "李小龍", "نور الهدى", "A & <B>"])),
    st.builds(lambda family: {"family": family}, st.sampled_from(["Plato", "van der Berg", "d’Alembert"])),
    st.builds(lambda family, given: {"family": family, "given": given}, st.sampled_from(["Writer", "Lin"]), st.sampled_from(["Ada B.", "Wei"])),
)  # fmt: skip
dates = st.one_of(
    st.builds(lambda year: [year], st.integers(1, 2030)),
    st.builds(lambda year, month: [year, month], st.integers(1000, 2030), st.integers(1, 12)),
    st.builds(lambda year, month, day: [year, month, day], st.integers(1000, 2030), st.integers(1, 12), st.integers(1, 28)),
).map(lambda parts: {"date-parts": [parts]})  # fmt: skip
words = st.sampled_from(["Who counts?", "The count", "A “quoted” title: its end", "<i>x</i> & y", "12", "Stop!", "x" * 300])
FIELDS = {
    "title": words,
    "author": st.lists(names, min_size=1, max_size=25),
    "editor": st.lists(names, min_size=1, max_size=2),
    "issued": dates,
    "URL": st.sampled_from(["https://e.org/a?b=1&c=2", "https://e.org/"]),
    "language": st.sampled_from(["en-GB", "de", "zh"]),
    "abstract": words,
    "genre": st.sampled_from(["Position paper", "Position paper, version 2"]),
    "version": st.sampled_from(["1", "2", "2.1"]),
    "publisher": words,
    "container-title": words,
}
ours = ("title", "author", "issued", "URL", "language", "abstract", "genre", "version", "publisher", "container-title")


def record(kinds: tuple[str, ...], fields: tuple[str, ...]) -> st.SearchStrategy[dict[str, Any]]:
    """Records of these types with some of these fields; all have a title."""
    some = {key: FIELDS[key] for key in fields if key != "title"}
    return st.builds(
        lambda kind, title, rest: {"id": "k", "type": kind, "title": title, **rest},
        st.sampled_from(kinds),
        FIELDS["title"],
        st.fixed_dictionaries({}, optional=some),
    )


def work(item: dict[str, Any]) -> Work:
    return Work("k", item["title"], item=item)


def shape_of(item: dict[str, Any]) -> Shape:
    return csl_pruning.shape(csl_input.record(work(item), "0"))


@cache
def whole(name: str) -> Style:
    return csl.read(name, ROOT, "en-GB")


@cache
def small(name: str, shape: Shape) -> Style:
    return whole(name).pruned(shape)


@pytest.mark.parametrize("name", STYLES)
@given(item=record(("report", "post-weblog"), ours))
def test_a_text_is_listed_as_by_the_whole_style(name: str, item: dict[str, Any]) -> None:
    assert small(name, shape_of(item)).listed(work(item)) == whole(name).listed(work(item))


texts = st.sampled_from(
    [f'<text variable="{one}"/>' for one in ("title", "publisher", "genre", "version", "URL", "year-suffix", "volume")]
    + ['<text variable="title" form="short"/>', '<text term="in"/>', '<text term="and" prefix="{" suffix="}"/>', '<text value="v."/>']
    + ['<number variable="version"/>', '<number variable="volume"/>', '<label variable="version"/>', '<label variable="volume"/>']
    + ['<date variable="issued"><date-part name="year"/></date>', '<date variable="accessed" form="numeric"/>']
    + ['<names variable="author"/>', '<names variable="editor"><name form="short"/></names>', '<names variable="translator"/>']
    + [f'<text macro="{one}"/>' for one in "abc"]
    + ['<text macro="a" prefix="["/>', '<text macro="b" text-case="uppercase"/>', '<text macro="c" font-style="italic"/>']
)  # fmt: skip
conditions = st.sampled_from(
    [
        'type="report"', 'type="book"', 'type="report book" match="any"', 'variable="publisher"', 'variable="volume"',
        'variable="genre version" match="any"', 'variable="genre URL"', 'variable="editor" match="none"', 'is-numeric="version"',
        'type="report" is-numeric="version"', 'type="book" is-numeric="version" match="any"', 'type="book" is-numeric="title" match="none"',
        'position="first"', 'variable="locator"', 'disambiguate="true"',
    ]
)  # fmt: skip
delimiters = st.sampled_from(["", ' delimiter=", "', ' delimiter=" " prefix="(" suffix=")"', ' suffix="."'])


def elements(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, max_size=3).map("".join)
    return st.one_of(
        st.builds(lambda how, within: f"<group{how}>{within}</group>", delimiters, several),
        st.builds(
            lambda first, one, second, two, other: (
                f"<choose><if {first}>{one}</if><else-if {second}>{two}</else-if>" + (f"<else>{other}</else>" if other else "") + "</choose>"
            ),
            conditions, several, conditions, several, several,
        ),
        st.builds(
            lambda role, first, second: f'<names variable="{role}"><substitute>{first}{second}</substitute></names>',
            st.sampled_from(["author", "editor", "translator"]), inner, inner,
        ),
    )  # fmt: skip


layouts = st.lists(st.recursive(texts, elements, max_leaves=8), min_size=1, max_size=4).map("".join)


@given(layouts, layouts, layouts, layouts, record(("report", "book"), (*ours, "editor")))
def test_whatever_style_it_is_the_pruned_one_lists_and_cites_as_the_whole_one(
    listed: str, a: str, b: str, c: str, item: dict[str, Any]
) -> None:
    # A macro calls only those after it.
    a, b, c = a, b.replace('macro="a"', 'macro="c"').replace('macro="b"', 'macro="c"'), c.replace("macro=", 'value="m" class=')
    a = a.replace('macro="a"', 'macro="b"')
    text = style(listed, "".join(f'<macro name="{name}">{one}</macro>' for name, one in zip("abc", (a, b, c), strict=True)), listed)
    try:
        full = Style(text, "en-GB")
        said = (full.listed(work(item)), full.cite([Citation("k")], {"k": work(item)}, {}))
    except Exception:  # citeproc-py cannot do it at all
        assume(False)
    less = full.pruned(shape_of(item))

    assert (less.listed(work(item)), less.cite([Citation("k")], {"k": work(item)}, {})) == said


def test_the_order_of_a_list_stays() -> None:
    # The names in "b" are not inverted, as only those in "a" itself would be.
    macros = '<macro name="a"><text macro="b"/></macro><macro name="b"><names variable="author"/></macro>'
    text = style('<text variable="title"/>', macros).replace("<bibliography>", '<bibliography><sort><key macro="a"/></sort>')
    both = [
        Work(key, key, item={"id": key, "type": "report", "title": key, "author": [{"family": family, "given": given}]})
        for key, family, given in (("x", "Zed", "Ada"), ("y", "Abel", "Zoe"))
    ]
    full = Style(text, "en-GB")

    assert [one.ordered(both) for one in (full, full.pruned(REPORT))] == [tuple(both)] * 2


@pytest.mark.parametrize("name", STYLES)
def test_what_is_left_is_less(name: str) -> None:
    text = (csl.FOLDER / f"{name}.csl").read_text(encoding="utf-8")

    assert len(csl_pruning.pruned(text, REPORT)) < len(text) / 2
