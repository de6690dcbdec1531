"""editorial.how_to_cite: a text as readers are asked to cite it, in three styles."""

from __future__ import annotations

import re
from functools import cache, partial
from typing import Any

import pytest
from conftest import ROOT

from editorial import csl, how_to_cite
from editorial.how_to_cite import Citing

URL = '<a href="https://e.org/p/">https://e.org/p/</a>'


@cache
def styles() -> tuple[Citing, ...]:
    return how_to_cite.all_styles(partial(csl.read, root=ROOT, lang="en-GB"))


def record(**fields: Any) -> dict[str, Any]:
    """A record with these fields beside its date and address; None leaves one out."""
    common: dict[str, Any] = {
        "id": "k",
        "title": "T",
        "issued": {"date-parts": [[2016, 1, 8]]},
        "URL": "https://e.org/p/",
        "language": "en-GB",
    }
    return {key: value for key, value in {**common, "author": [{"literal": "The Circle"}], **fields}.items() if value is not None}


def paper(**fields: Any) -> dict[str, Any]:
    return record(**{"type": "report", "genre": "Position paper", "version": "2", "publisher": "The site", **fields})


def post(**fields: Any) -> dict[str, Any]:
    return record(**{"type": "post-weblog", "container-title": "The site", **fields})


def cited(one: dict[str, Any]) -> list[str]:
    return [style.sentence(one) for style in styles()]


def test_texts_are_cited_in_three_styles() -> None:
    assert [style.name for style in styles()] == ["Harvard", "APA", "Chicago"]


@pytest.mark.parametrize(
    ("one", "sentences"),
    [
        (
            paper(),
            [
                f"The Circle (2016) <i>T</i>. Position paper, version 2. The site. Available at: {URL}.",
                f"The Circle. (2016). <i>T</i> (Version 2) [Position paper]. The site. {URL}",
                f"The Circle. 2016. <i>T</i> (version 2). Position paper. The site. {URL}.",
            ],
        ),
        (
            post(),
            [
                f"The Circle (2016) ‘T’, <i>The site</i>, 8 January. Available at: {URL}.",
                f"The Circle. (2016, January 8). T. <i>The Site</i>. {URL}",
                f"The Circle. 2016. ‘T’. <i>The Site</i>. January 8. {URL}.",
            ],
        ),
        (
            paper(publisher=None, URL="https://else.org/?a=1&b=<2>"),
            [
                'The Circle (2016) <i>T</i>. Position paper, version 2. Available at: '
                '<a href="https://else.org/?a=1&amp;b=&lt;2&gt;">https://else.org/?a=1&amp;b=&lt;2&gt;</a>.',
                "The Circle. (2016). <i>T</i> (Version 2) [Position paper]. "
                '<a href="https://else.org/?a=1&amp;b=&lt;2&gt;">https://else.org/?a=1&amp;b=&lt;2&gt;</a>',
                "The Circle. 2016. <i>T</i> (version 2). Position paper. "
                '<a href="https://else.org/?a=1&amp;b=&lt;2&gt;">https://else.org/?a=1&amp;b=&lt;2&gt;</a>.',
            ],
        ),
    ],
    ids=["paper", "post", "elsewhere"],
)  # fmt: skip
def test_a_text_of_each_kind_is_cited_as_the_style_has_it(one: dict[str, Any], sentences: list[str]) -> None:
    assert cited(one) == sentences


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        ([{"literal": "Marks, Spencer and Sons"}], ["Marks, Spencer and Sons"] * 3),
        (
            [{"literal": "Marks, Spencer and Sons"}, {"family": "van der Berg", "given": "Cara Ann"}],
            [
                "Marks, Spencer and Sons and van der Berg, C.A",
                "Marks, Spencer and Sons, &amp; van der Berg, C. A",
                "Marks, Spencer and Sons, and Cara Ann van der Berg",
            ],
        ),
        ([{"literal": "李小龍"}, {"literal": "نور الهدى"}], ["李小龍 and نور الهدى", "李小龍, &amp; نور الهدى", "李小龍, and نور الهدى"]),
        ([{"literal": "d’Alembert"}], ["d’Alembert"] * 3),
        ([{"literal": "<i>The</i> & Co"}], ["&lt;i&gt;The&lt;/i&gt; &amp; Co"] * 3),
        (
            [{"family": "Lin", "given": "Wei"}, {"family": "Plato"}, {"literal": "The Circle"}],
            ["Lin, W., Plato and The Circle", "Lin, W., Plato, &amp; The Circle", "Lin, Wei, Plato, and The Circle"],
        ),
        ([{"family": "Vargas", "given": "Émile-José"}], ["Vargas, É.-J", "Vargas, É.-J", "Vargas, Émile-José"]),
    ],
)
def test_names_of_bodies_stay_whole_and_names_in_parts_stand_as_the_style_has_them(authors: list[dict[str, str]], names: list[str]) -> None:
    assert [re.split(r"\.? \(?2016", sentence)[0] for sentence in cited(paper(author=authors))] == names


@pytest.mark.parametrize(
    ("title", "titles"),
    [
        ("Who counts?", ["‘Who counts?’, ", "Who counts? <i>", "‘Who Counts?’. "]),
        ("Stop!", ["‘Stop!’, ", "Stop! <i>", "‘Stop!’. "]),
        ("To be continued...", ["‘To be continued...’, ", "To be continued... <i>", "‘To Be Continued...’. "]),
        ("‘Landmark reforms’, or not", ["‘“Landmark reforms”, or not’, ", "‘Landmark reforms’, or not. <i>", "‘“Landmark Reforms”, or Not’. "]),
        ("$5, 100% {of} \\it", ["‘$5, 100% {of} \\it’, ", "$5, 100% {of} \\it. <i>", "‘$5, 100% {of} \\it’. "]),
        ("<b>a</b> & <x>", [
            "‘&lt;b&gt;a&lt;/b&gt; &amp; &lt;x&gt;’, ", "&lt;b&gt;a&lt;/b&gt; &amp; &lt;x&gt;. <i>", "‘&lt;b&gt;a&lt;/b&gt; &amp; &lt;x&gt;’. ",
        ]),
        ("<span>a</span>", ["‘&lt;span&gt;a&lt;/span&gt;’, ", "&lt;span&gt;a&lt;/span&gt;. <i>", "‘&lt;span&gt;a&lt;/span&gt;’. "]),
        ("</script>", ["‘&lt;/script&gt;’, ", "&lt;/script&gt;. <i>", "‘&lt;/script&gt;’. "]),
        ("x" * 300, [f"‘{'x' * 300}’, ", f"{'x' * 300}. <i>", f"‘X{'x' * 299}’. "]),
    ],
)  # fmt: skip
def test_a_title_stands_as_it_is_written_whatever_it_is(title: str, titles: list[str]) -> None:
    assert [(part, sentence) for part, sentence in zip(titles, cited(post(title=title)), strict=True) if part not in sentence] == []


@pytest.mark.parametrize("one", [paper(title="Who counts?"), post(title="Who counts?", author=[{"literal": "Stop!"}])])
def test_no_full_stop_follows_a_mark_that_ends_a_title_or_a_name(one: dict[str, Any]) -> None:
    assert [sentence for sentence in cited(one) if any(mark in sentence for mark in ("?.", "!.", "?</i>.", "!</i>."))] == []


def test_two_texts_of_one_id_are_cited_each_as_itself() -> None:
    # A frozen version is "k-v1", and so may be the slug of a post.
    both = (post(id="k-v1", title="One"), paper(id="k-v1", title="Two"))

    assert [cited(one)[0].split(". ")[0] for one in both] == [
        "The Circle (2016) ‘One’, <i>The site</i>, 8 January", "The Circle (2016) <i>Two</i>",
    ]  # fmt: skip


def test_no_text_of_ours_comes_upon_anything_in_a_style_that_is_not_prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    import citeproc

    texts = (paper(), post(), paper(publisher=None), paper(version=None), post(title="Who counts?"), post(author=[{"family": "Lin"}]))
    before = [cited(one) for one in texts]
    monkeypatch.setattr(citeproc, "CitationStylesBibliography", lambda *_: pytest.fail("citeproc-py was asked to list it"))

    assert [cited(one) for one in texts] == before


def test_a_paper_without_a_version_says_nothing_of_one() -> None:
    assert [sentence for sentence in cited(paper(version=None)) if "ersion" in sentence] == []
