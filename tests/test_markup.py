"""press.markup: what is wrong in Markdown as Markdown, each with its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manuscript.source import parse
from press.markup import check


def told(body: str, *, footnotes: bool = True, raw_html: bool = True) -> list[tuple[int, int, str, str]]:
    """Line and column in the body, code and message."""
    source = parse(f"Title: T\n\n{body}", "content/a.md")
    return [(one.line - 2, one.column, one.code, one.message) for one in check(source, footnotes=footnotes, raw_html=raw_html)]


def codes(body: str, *, footnotes: bool = True, raw_html: bool = True) -> list[tuple[int, int, str]]:
    return [one[:3] for one in told(body, footnotes=footnotes, raw_html=raw_html)]


REFERENCE = "undefined-reference"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("A note[^1] and [^two].\n\n[^1]: here", [(1, 16, REFERENCE, 'the footnote "two" is not defined')]),
        ("A[^x].\n\n[^x]: a\n\n[^x]: b", [(5, 1, REFERENCE, 'the footnote "x" is defined a second time, after line 5')]),
        ("A[^x].\n\n[^x]: a\n[^y]: b", [(4, 1, "unused-footnote", 'the footnote "y" is referred to nowhere')]),
        ("A[^X].\n\n[^x]: a", [(1, 2, REFERENCE, 'the footnote "X" is not defined'),
                                 (3, 1, "unused-footnote", 'the footnote "x" is referred to nowhere')]),
        ("Side by side[^1][^2].\n\n[^1]: a see[^2]\n[^2]: b", []),
        ("- item[^1]\n\n    [^1]: in a list", []),
    ],
)  # fmt: skip
def test_every_footnote_is_defined_once_and_used(body: str, found: list[tuple[int, int, str, str]]) -> None:
    assert told(body) == found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("See [the text][ref].", [(1, 5, REFERENCE, 'the link refers to "ref", which is not defined')]),
        (r"[a\*b][c]", [(1, 1, REFERENCE, 'the link refers to "c", which is not defined')]),
        ("See [Ref][].", [(1, 5, REFERENCE, 'the link refers to "Ref", which is not defined')]),
        ("See ![a picture][ref].", [(1, 5, REFERENCE, 'the picture refers to "ref", which is not defined')]),
        ("[![a](b.png)][ref]", [(1, 1, REFERENCE, 'the link refers to "ref", which is not defined')]),
        ("_[emphasis][ref]_", [(1, 2, REFERENCE, 'the link refers to "ref", which is not defined')]),
        ("é\n> [a][b]", [(2, 3, REFERENCE, 'the link refers to "b", which is not defined')]),
        ("[one][Two  WORDS] [two\nwords][]\n\n  [two words]: /there", []),
        ("[a][b]\n\n> [b]:\n> /there", []),
        ("array[i][j], f(x)[i][j], m[0][1][2], a_[i][j]", []),
        (r"\[a][b] [a\][b]", []),
        ("[a\n\nb][c]", []),
        ("[@one][@two] [x] [y] [z]", []),
    ],
)
def test_every_reference_is_defined(body: str, found: list[tuple[int, int, str, str]]) -> None:
    assert told(body) == found


def test_a_name_that_is_near_is_offered() -> None:
    source = parse("Title: T\n\n[a][feez] b[^noet]\n\n[fees]: /fees\n[^note]: c", "content/a.md")

    assert [str(problem) for problem in check(source, footnotes=True)] == [
        'content/a.md:3: the link refers to "feez", which is not defined. Did you mean "fees"?',
        'content/a.md:3: the footnote "noet" is not defined. Did you mean "note"?',
        'content/a.md:6: the footnote "note" is referred to nowhere. Refer to it, or take it out.',
    ]


def test_without_footnotes_their_marks_are_text() -> None:
    assert codes("A[^1] [a][^b].\n\n[^2]: c", footnotes=False) == [(1, 7, REFERENCE)]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("```\ncode", [(1, 1, "unclosed")]),
        ("```py\ncode\n```\n\n~~~\nmore", [(5, 1, "unclosed")]),
        ("````\ncode\n```\n", [(1, 1, "unclosed")]),
        ("```\na\n\n~~~\nb", [(1, 1, "unclosed"), (4, 1, "unclosed")]),
        ("A <!-- comment -->, <!-- another\n\n<!-- third", [(1, 21, "unclosed")]),
        ("```\ncode <!--\n```\n\n`<!--` <!-- x -->\n\n    <!--\n    ```", []),
    ],
)
def test_code_and_comments_are_closed(body: str, found: list[tuple[int, int, str]]) -> None:
    assert codes(body) == found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("# One\n\n# Two\n\n## Three\n\nFour\n====\n", [(3, 1, "second-title"), (7, 1, "second-title")]),
        ("One\n===\n\n#Two #", [(4, 1, "second-title")]),
        ("# One\n\n<h1>Two</h1>", [(3, 1, "second-title")]),
        ("# One\n\n```\n# code\n```\n\nTwo\nlines\n===\n\n\\# three, a # four\n\n    # five", []),
    ],
)
def test_the_first_level_1_heading_is_the_only_one(body: str, found: list[tuple[int, int, str]]) -> None:
    assert codes(body) == found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("[](/x) [ ](/y)", [(1, 1, "empty-link"), (1, 8, "empty-link")]),
        ("![](/x.png) ![ ][ref]\n\n[ref]: /y.png", [(1, 1, "missing-alt"), (1, 13, "missing-alt")]),
        ("[x]() [y](< >) [z]( 'title' ) ![w]()",
         [(1, 1, "broken-link"), (1, 7, "broken-link"), (1, 16, "broken-link"), (1, 31, "broken-link")]),
        ("[]()", [(1, 1, "broken-link"), (1, 1, "empty-link")]),
        ("[![](/x.png)](/y)", [(1, 2, "missing-alt")]),
        ("[`code`](/x) [<b></b>](/y) [a](<b c>) [](){#anchor} ![](/x.png){alt=''} f[](a) [](", []),
    ],
)  # fmt: skip
def test_links_have_words_and_addresses(body: str, found: list[tuple[int, int, str]]) -> None:
    assert codes(body) == found


HTML = "<IMG src='>'> <img alt='' src=x> <img title='alt'> <a href='/x'> </a> <a id='y'></a> <a href='/x'>`z`</a>"


def test_html_has_words_too() -> None:
    assert codes(HTML) == [(1, 1, "missing-alt"), (1, 34, "missing-alt"), (1, 52, "empty-link")]


def test_html_that_is_shown_as_written_is_text() -> None:
    assert codes(f"{HTML} <h1> <h1> <code>[a][b]</code> <!--", raw_html=False) == [(1, 123, REFERENCE)]


BAD = "[a][b] x[^y] [](z) ![](w)"


@pytest.mark.parametrize(
    "body",
    [
        f"`{BAD}`", f"```\n{BAD}\n```", f"<!-- {BAD} -->", f"text\n\n    {BAD}\n\n    {BAD}", f"\t{BAD}", f"> text\n>\n>     {BAD}", f"text\n>     {BAD}",
        f"- item\n\n        {BAD}", f"- item\n    - item\n\n            {BAD}", f"<pre>\n{BAD}\n\n{BAD}</pre>", f"<code>{BAD}</code>",
        f'<p title="{BAD}">',
    ],
)  # fmt: skip
def test_code_is_passed_over(body: str) -> None:
    assert codes(body) == []


@pytest.mark.parametrize(
    "body",
    [
        "- item\n\n    {}",
        "text\n    {}",
        "- item\n    - item\n\n        {}",
        "[^n]: a[^n]\n\n    {}",
        "> - item\n>\n>     {}",
        "- a\n\nb\n{}",
    ],
)
def test_what_is_indented_and_no_code_is_not(body: str) -> None:
    written = body.format("[a][b]")
    line = written.count("\n") + 1

    assert codes(written) == [(line, written.split("\n")[-1].index("[") + 1, REFERENCE)]


@pytest.mark.parametrize(
    "body",
    [
        "[" * 100_000, "[]" * 100_000, "[" * 50_000 + "](x)" * 50_000, "[^" * 50_000 + "]" * 50_000, "<!-- " * 50_000, "<a '" * 50_000,
        "<pre>" * 50_000, "[](" * 50_000, "[a](" + " " * 100_000, "> " * 50_000, "=\n" * 50_000, "\\" * 100_000, "[a]:\n" * 50_000,
        "![" * 50_000, "    [a]\n\n" * 20_000,
    ],
)  # fmt: skip
def test_what_costs_other_readers_long_is_read_once(body: str) -> None:
    assert len(codes(body)) <= 1


PARTS = st.lists(
    st.sampled_from(
        ["[a][b]", "x[^n]", "[](c)", "![](d)", "[e]()", "é", "\n", "\n\n", "    ", "> ", "`", "```\n", "<!--", "-->", "<b>", "\\"]
    )
)


@given(PARTS)
def test_every_place_is_where_a_mark_stands(parts: list[str]) -> None:
    body = "".join(parts)
    lines = body.split("\n")
    begins = {REFERENCE: "[", "empty-link": "[", "broken-link": "[", "missing-alt": "!", "unclosed": "`<", "second-title": "<"}

    assert [one for one in codes(body) if lines[one[0] - 1][one[1] - 1] not in begins[one[2]]] == []
