"""pelican_editorial.typography: punctuation where it is prose, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
