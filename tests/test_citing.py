"""pelican_editorial.citing: citations in Markdown."""

import pytest
from conftest import ROOT
from markdown import Markdown

from editorial import csl
from editorial.works import parse
from pelican_editorial.citing import CitationExtension

WORKS, _ = parse(
    '[{"id": "a", "title": "T", "author": [{"literal": "A & <Co>"}], "issued": {"date-parts": [[2011]]}}, {"id": "b", "title": "B"}]',
    "refs.json",
)
A = '<span class="citation">(<a href="#work:a">A &amp; &lt;Co&gt;, 2011</a>)</span>'


def converted(text: str) -> str:
    style = csl.read(csl.DEFAULT, ROOT, "en-GB")
    return Markdown(extensions=["footnotes", "tables", CitationExtension(works=WORKS, style=style)]).convert(text)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One [@a].", f"<p>One {A}.</p>"),
        ("*One [@a]*", f"<p><em>One {A}</em></p>"),
        ("# On [@a]", f"<h1>On {A}</h1>"),
        ("`[@a]` and [@nobody] and \\[@a]", "<p><code>[@a]</code> and [@nobody] and [@a]</p>"),
        ("![fig [@a]](x.svg)", '<p><img alt="fig (A &amp; &lt;Co&gt;, 2011)" src="x.svg" /></p>'),
    ],
)
def test_a_citation_stands_where_it_was_written(text: str, html: str) -> None:
    assert converted(text) == html


def test_a_citation_in_a_table_and_a_note_is_one_too() -> None:
    assert converted("| A |\n|---|\n| [@a] |\n\nx[^1]\n\n[^1]: See [@a].").count(A) == 2


def test_a_conversion_hangs_on_the_works_that_its_text_may_cite_and_on_no_others() -> None:
    style = csl.read(csl.DEFAULT, ROOT, "en-GB")
    more, _ = parse('[{"id": "a", "title": "T"}, {"id": "c", "title": "C"}]', "refs.json")
    before, after = (CitationExtension(works=works, style=style) for works in (WORKS, {**WORKS, **more}))
    texts = ("None.", "One [@b].", "One [@a].", "> [@b;\n> @c, p. 1]", "See [@nobody].")

    assert ([before.cache_key_of(text) == after.cache_key_of(text) for text in texts], before.cache_key == after.cache_key) == (
        [True, True, False, False, True],
        False,
    )
