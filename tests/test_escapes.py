"""editorial.escapes: characters that no text may have, behind escapes and references."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial import escapes
from editorial.desk import read_desk
from manuscript.source import UNTEXTUAL, parse


def in_data(text: str, name: str = "content/data/a.toml") -> list[str]:
    return [str(problem) for problem in escapes.check(text, name)]


def in_body(body: str) -> list[str]:
    return [str(problem) for problem in escapes.in_source(parse(f"Title: T\n\n{body}", "a.md"))]


def told(line: int, code: str, name: str = "content/data/a.toml", written: str = "an escape") -> str:
    return f"{name}:{line}: {written} stands for U+{code}, which is no character of a text. Delete it."


# --- data -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ('a = "x\\u0007"', [told(1, "0007")]),
        ('# one\na = "x\\U00000007"', [told(2, "0007")]),
        ('a = "x\\b"\nb = "y\\f"', [told(1, "0008"), told(2, "000C")]),
        ('a = "x\\u007F"', [told(1, "007F")]),
        ('a = "x\\uFFFE\\uFFFF"', [told(1, "FFFE"), told(1, "FFFF")]),
        ('a = "x\\u0000"', [told(1, "0000")]),
        ('a = "x"\n"k\\u0001" = 1', [told(2, "0001")]),
        ('[[t]]\na = [["x", { b = "\\u0002" }]]', [told(2, "0002")]),
        ('a = "\\u0007"\nb = "\\u0007"', [told(1, "0007")]),
        ('a = "\\\\u0007"\nb = "\\u0007"', [told(2, "0007")]),
        ('a = "\\n"\nb = "\\u0000"', [told(2, "0000")]),
        ('a = """\none\n\\u0007"""', [told(3, "0007")]),
    ],
)
def test_an_escape_for_what_no_text_may_have_is_named_with_its_first_line(text: str, problems: list[str]) -> None:
    assert in_data(text) == problems


@pytest.mark.parametrize(
    "text",
    [
        "",
        'a = "x"',
        'a = "\\t\\n\\r\\"\\\\\\u00e9\\U0001F600\\u202E"',
        "a = '\\u0007 \\b'",
        'a = "\\\\u0007"',
        '# \\u0007\na = "x"',
        'a = "\\u0007',
        "a = '\\UFFFFFFFF'",
        'a = 2015-12-15\nb = 1.5\nc = true\nd = "\\\\"',
    ],
)
def test_other_escapes_and_what_only_looks_like_one_are_in_order(text: str) -> None:
    assert in_data(text) == []


def test_what_looks_like_an_escape_for_no_character_does_no_harm() -> None:
    assert in_data("a = '\\UFFFFFFFF'\nb = \"\\u0007\"") == [told(2, "0007")]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ('[\n{"a": "\\u0007"}]', [told(2, "0007", "a.json")]),
        ('["\\ud83d\\ude00", "\\u00e9"]', []),
        ('["x",\n"\\ud83d"]', [told(2, "D83D", "a.json")]),
        ('{"\\u0000": 1}', [told(1, "0000", "a.json")]),
        ('["\\\\UFFFFFFFF",\n"\\b"]', [told(2, "0008", "a.json")]),
        ('["\\u0007"', []),
    ],
    ids=["a control character", "a pair", "half a pair", "a key", "what only looks like one", "no JSON"],
)
def test_json_is_read_as_json(text: str, problems: list[str]) -> None:
    assert in_data(text, "a.json") == problems


# DEL stands in JSON as itself: whoever reads the file finds it.
_texts = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\x7f") | st.sampled_from("\x00\x07\b\f\n\t\\u07\ufffe"), max_size=8
)


@given(st.dictionaries(_texts, st.lists(_texts, max_size=2), max_size=4))
def test_every_wrong_character_of_the_data_is_named_once_and_no_other(data: dict[str, list[str]]) -> None:
    texts = [*data, *(text for inner in data.values() for text in inner)]
    wrong = sorted({letter for text in texts for letter in UNTEXTUAL.findall(text)})

    assert [(problem.message.split()[4], problem.line) for problem in escapes.check(json.dumps(data), "a.json")] == [
        (f"U+{ord(letter):04X},", 1) for letter in wrong
    ]


def test_data_files_are_read_with_it(desk_copy: Callable[..., Path]) -> None:
    people = '[people.ada]\nname = "A\\u0007"\n\n[people.ben]\nname = "B"\n\n[groups.circle]\nname = "C"\n\n[groups.harbour]\nname = "H"\n'
    desk = read_desk(desk_copy({"content/data/people.toml": people}) / "content")

    assert [str(problem) for problem in desk.problems] == [told(2, "0007", "content/data/people.toml")]


# --- sources ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "problems"),
    [
        ("a &#7; b", [told(3, "0007", "a.md", "&#7;")]),
        ("one\n\na &#x7; b &#X0B;", [told(5, "0007", "a.md", "&#x7;"), told(5, "000B", "a.md", "&#X0B;")]),
        ("&#0; &#7 &#0007;", [told(3, "0000", "a.md", "&#0;"), told(3, "0007", "a.md", "&#7"), told(3, "0007", "a.md", "&#0007;")]),
        ("&#xD800;", [told(3, "D800", "a.md", "&#xD800;")]),
        ("&#xFFFF;", [told(3, "FFFF", "a.md", "&#xFFFF;")]),
        ("&#x110000;", [told(3, "110000", "a.md", "&#x110000;")]),
        ("&#127;", [told(3, "007F", "a.md", "&#127;")]),
    ],
)
def test_a_reference_to_what_no_text_may_have_is_named_as_it_is_written(body: str, problems: list[str]) -> None:
    assert in_body(body) == problems


@pytest.mark.parametrize(
    "body",
    ["", "&#233; &#xE9; &#9; &#10; &#13; &#x1F600;", "&#; &#x; &#xg; & # 7;", "`&#7;`", "```\n&#7;\n```", "<!-- &#7; -->", "&amp;&lt;"],
)
def test_other_references_and_those_in_code_are_in_order(body: str) -> None:
    assert in_body(body) == []


@pytest.mark.parametrize("body", [f"&#{'9' * 5000};", f"&#x{'F' * 5000};"])
def test_a_reference_of_any_length_is_named(body: str) -> None:
    assert [problem.split(" ")[0] for problem in in_body(body)] == ["a.md:3:"]


@given(st.integers(0, 0x11FFFF), st.sampled_from(["&#{};", "&#x{:x};", "&#X{:08X};"]))
def test_a_reference_is_named_when_its_character_may_stand_in_no_source(number: int, form: str) -> None:
    is_letter = 0x80 <= number <= 0x9F  # of Windows, in HTML

    assert bool(in_body(form.format(number))) == (number > 0x10FFFF or (not is_letter and bool(UNTEXTUAL.match(chr(number)))))
