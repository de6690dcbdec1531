"""pelican_editorial.places: quoted sentences become targets, and the body stays what it was."""

import re

import pytest
from examples import NO_WORD
from hypothesis import given
from hypothesis import strategies as st

from editorial.cues import Cue
from editorial.prose import sentences
from editorial.tagging import Tagger
from editorial.themes import Theme
from manuscript.source import parse
from pelican_editorial.places import with_places

LAMPS = Theme("lamps", "Lamp", cues=(Cue("alt", "lantern"),))


def marked(body: str, markdown: str) -> str:
    tags = Tagger([LAMPS]).tags("a.md", sentences(parse("\n" + markdown, "a.md")), NO_WORD, all_evidence=True)
    return str(with_places(body, tags))


@pytest.mark.parametrize(
    ("body", "markdown", "after"),
    [
        ("<p>One. A lamp burns. Two.</p>", "One. A lamp burns. Two.", '<p>One. <span id="said:5">A lamp burns.</span> Two.</p>'),
        ("<p>A <em>lamp</em> burns.</p>", "A *lamp* burns.", '<p><span id="said:0">A <em>lamp</em> burns.</span></p>'),
        ("<p><em>One. A lamp</em> burns.</p>", "*One. A lamp* burns.", '<p><em>One. <span id="said:5"></span>A lamp</em> burns.</p>'),
        ("<p>“A lamp” &amp; oil.</p>", '"A lamp" & oil.', '<p>“<span id="said:0">A lamp” &amp; oil.</span></p>'),
        ("<h2 id=x>The lamp</h2>", "## The lamp", '<h2 id=x><span id="said:0">The lamp</span></h2>'),
        ("<p>Caf&eacute; lamp.</p>", "Café lamp.", '<p><span id="said:0">Caf&eacute; lamp.</span></p>'),
        ('<p>A lamp<sup id="f"><a href="#1">1</a></sup> burns.</p>', "A lamp[^1] burns.", '<p><span id="said:0">A lamp<sup id="f"><a href="#1">1</a></sup> burns.</span></p>'),
        ("<p>Elsewhere.</p>", "A lamp.", "<p>Elsewhere.</p>"),
        ("<p>Lamp caf&eacute;</p>", "Lamp café", '<p><span id="said:0">Lamp caf&eacute;</span></p>'),
        ("<p>Lamp &#1; A lamp.</p>", "A lamp.", '<p>Lamp &#1; <span id="said:0">A lamp.</span></p>'),
        ('<p>See <abbr title="> A lamp.">y</abbr>. A lamp.</p>', "See y. A lamp.", '<p>See <abbr title="> A lamp.">y</abbr>. <span id="said:7">A lamp.</span></p>'),
        ("<p>The lamplight. The lamp</p>", "The lamplight. The lamp", '<p>The lamplight. <span id="said:15">The lamp</span></p>'),
        ("<p>A <code>x</code> lamp burns.</p>", "A `x` lamp burns.", '<p><span id="said:0">A <code>x</code> lamp burns.</span></p>'),
        ("<p>T. A lantern.</p><li>A lamp note.</li>", "T.[^1]\n\n[^1]: A lamp note.\n\nA lantern.", '<p>T. <span id="said:16">A lantern.</span></p><li><span id="said:3">A lamp note.</span></li>'),
    ],
)  # fmt: skip
def test_a_quoted_sentence_is_the_target_of_its_link(body: str, markdown: str, after: str) -> None:
    assert marked(body, markdown) == after


@given(
    st.lists(
        st.sampled_from(["A lamp.", "<em>A lamp</em> here.", "Lamp &lt;x&gt; lamp.", "None.", "A <a href='#'>lamp. A</a> lantern."]),
        max_size=6,
    )
)
def test_nothing_but_the_spans_is_added(parts: list[str]) -> None:
    body = "".join(f"<p>{part}</p>" for part in parts)
    after = marked(body, "\n\n".join(re.sub("<[^>]*>", "", part) for part in parts))

    assert re.sub(r'<span id="said:\d+">(.*?)</span>', r"\1", after) == body
