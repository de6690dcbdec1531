"""pelican_editorial.typography: punctuation where it is prose, and nowhere else."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from smartypants import Attr, smartypants

from pelican_editorial.typography import set_body, set_text, set_title


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<p>'One' \"two\" -- three--- ...</p>", "<p>‘One’ “two” – three— …</p>"),
        ("<p>The group's</p>", "<p>The group’s</p>"),
        ('<p><code>"x"</code> "y"</p>', '<p><code>"x"</code> “y”</p>'),
        ('<!-- "c" -- \' -->', '<!-- "c" -- \' -->'),
        ("<svg><text>'s'</text></svg>", "<svg><text>'s'</text></svg>"),
        ("<math><mtext>'m'</mtext></math>", "<math><mtext>'m'</mtext></math>"),
        ('<a title="\'kept\'" href="https://example.org/a--b">"x"</a>', '<a title="\'kept\'" href="https://example.org/a--b">“x”</a>'),
        ('<p>"<code>x</code>"</p>', "<p>“<code>x</code>”</p>"),
        ('<a title="1 > 0" id="x">"x"</a> > "y"', '<a title="1 &gt; 0" id="x">“x”</a> > “y”'),
        ("<b title='<i id=\"y\">'>'x'</b>", "<b title='&lt;i id=\"y\"&gt;'>‘x’</b>"),
    ],
)
def test_a_body_gets_its_punctuation_and_keeps_what_is_not_prose(body: str, shown: str) -> None:
    assert set_body(body) == shown


def test_a_title_is_escaped_first() -> None:
    assert set_title("'Quotes', <b> & a last word") == "‘Quotes’, &lt;b&gt; &amp; a last&nbsp;word"


def test_a_text_is_escaped_and_may_break_anywhere() -> None:
    assert set_text('"a" < b & c') == "“a” &lt; b &amp; c"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_no_text_can_become_markup(text: str) -> None:
    assert "<" not in set_title(text) + set_text(text)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="<>&\"'-.\\`"), max_size=80))
def test_a_text_without_marks_stays_as_it_is(text: str) -> None:
    assert set_body(text) == text


PIECES = [
    *"aS19_é ,.;:!?()-\n\t\u2013", "'", '"', "--", "---", "''", "\"'", "'s", ' "', " '", "80s", "...", "word", " -- ", "<b>", "</b>",
    "<a href=\"x'y--\">", "&nbsp;", "&#8211;", "&#8217;", "<tt>", "</tt>", "<em>",
]  # fmt: skip


@example("a's's")
@example("x \"y\" 'z' -- a---b")
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_marks_become_what_smartypants_makes_of_them_however_plain_they_are(text: str) -> None:
    marks = {8211: "–", 8212: "—", 8216: "‘", 8217: "’", 8220: "“", 8221: "”", 8230: "…"}
    made = smartypants(f"it's {text}", Attr.set2)
    for number, mark in marks.items():
        made = made.replace(f"&#{number};", mark)

    assert set_body(f"it's {text}") == made
