"""What the words of a text become on their way into a feed."""

from __future__ import annotations

import pytest
from feed_html import faults_of_html
from hypothesis import given
from hypothesis import strategies as st

from pelican_editorial.feed_content import for_feeds

PAGE = "https://example.org/posts/a/"


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ('<p class="lead" id="a">Words</p>', "<p>Words</p>"),
        ('<a href="#fn:1">1</a>', f'<a href="{PAGE}#fn:1">1</a>'),
        ('<a href="../b/">b</a> <a href="/c/">c</a> <a href="?d">d</a>', '<a href="https://example.org/posts/b/">b</a> <a href="https://example.org/c/">c</a> <a href="https://example.org/posts/a/?d">d</a>'),
        ('<img src="/images/a.png" alt="A lamp" class="x">', '<img src="https://example.org/images/a.png" alt="A lamp">'),
        ('<a href="/é/a b/<x>">a</a>', '<a href="https://example.org/%C3%A9/a%20b/%3Cx%3E">a</a>'),
        ('<a href="mailto:a@example.org">a</a>', '<a href="mailto:a@example.org">a</a>'),
        ('<a href="javascript:alert(1)">a</a>', "<a>a</a>"),
        ('<a href="http://[bad">a</a>', "<a>a</a>"),
        ("<script>alert(1)</script><style>p{}</style><p onclick='x()' style='y'>a</p>", "<p>a</p>"),
        ("<iframe src='https://example.org/'>x</iframe><p>a</p>", "<p>a</p>"),
        ("<details open><summary>More <em>here</em></summary><p>a</p></details>", "<p><strong>More <em>here</em></strong></p><p>a</p>"),
        ("<p><svg aria-label='A chart'><title>no</title><path/></svg></p>", f'<p><a href="{PAGE}">[Drawing: A chart]</a></p>'),
        ("<svg><title>Lamps &amp; oil</title></svg>", f'<a href="{PAGE}">[Drawing: Lamps &amp; oil]</a>'),
        ("<svg><path/></svg>", f'<a href="{PAGE}">[A drawing]</a>'),
        ('<blockquote cite="/posts/b/" class="voice">a</blockquote>', '<blockquote cite="https://example.org/posts/b/">a</blockquote>'),
        ('<table><tr><th scope="col">a</th><td colspan="2">b</td></tr></table>', '<table><tbody><tr><th scope="col">a</th><td colspan="2">b</td></tr></tbody></table>'),
        ("<pre><code>a &lt; b\n  c</code></pre>", "<pre><code>a &lt; b\n  c</code></pre>"),
        ('<p lang="fr" dir="ltr">a</p>', '<p lang="fr" dir="ltr">a</p>'),
        ("<math><mi>x</mi><mo>=</mo><mn>1</mn></math>", "<math><mi>x</mi><mo>=</mo><mn>1</mn></math>"),
        ("<!-- a note --><p>a</p>", "<p>a</p>"),
        ('<ol start="3"><li>a</li></ol>', '<ol start="3"><li>a</li></ol>'),
    ],
)  # fmt: skip
def test_the_words_stay_and_what_readers_cannot_use_goes(body: str, shown: str) -> None:
    assert for_feeds(body, PAGE) == shown


pieces = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<b", ">", "<a href='", "'", '"', "javascript:x", "//evil", "<svg>", "</svg>", "<svg onload=x>", "<math>", "<mtext>", "<table>", "<img src=x onerror=y>",
         "<style>", "</style>", "<title>", "words", "&lt;", "&#60;script&#62;", "<details>", "<summary>", "</summary>", "<noscript>", "<!--", "-->", "<iframe>", "\x00", "é"]
    ),
    max_size=14,
).map("".join)  # fmt: skip


@given(pieces)
def test_nothing_that_is_written_runs_or_leads_nowhere(body: str) -> None:
    assert faults_of_html(for_feeds(body, PAGE)) == []


@given(pieces)
def test_what_is_fit_for_feeds_stays_as_it_is(body: str) -> None:
    once = for_feeds(body, PAGE)

    assert for_feeds(once, PAGE) == once
