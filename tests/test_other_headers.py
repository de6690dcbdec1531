"""press.other_headers: the headers of reStructuredText and HTML, with their lines."""

import pytest

from press.other_headers import fields_of

RST = """A title
#######

:date: 2015-12-15
:tags: a, b
:slug: con

Text.

:not-this: one
"""
HTML = """<html><head>
<title>A title</title>
<meta name="date" content="2015-12-15">
<META content='a &amp; b' name=keywords />
<meta http-equiv="X-UA-Compatible" content="IE=edge">
<meta name="og:title" content="no key">
<meta name="slug" contents="con">
</head><body><p>Text.</p></body></html>
"""


@pytest.mark.parametrize(
    ("text", "ending", "expected"),
    [
        (RST, ".rst", [("date", "2015-12-15", 4), ("tags", "a, b", 5), ("slug", "con", 6)]),
        ("Title\n=====\n\nText.\n", ".rst", []),
        (HTML, ".html", [("date", "2015-12-15", 3), ("tags", "a & b", 4), ("slug", "con", 7)]),
        ("", ".htm", []),
        (RST, ".txt", []),
    ],
)
def test_fields_are_found_with_their_lines(text: str, ending: str, expected: list[tuple[str, str, int]]) -> None:
    assert [(field.key, field.value, field.line) for field in fields_of(text, ending=ending)] == expected
