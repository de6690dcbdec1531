"""pelican_editorial.carrying: an article inside a post, with ids, headings and links that fit the page."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable

import pelicanconf
import pytest
from conftest import ROOT
from examples import NOW, OURS, desk, paper, post
from hypothesis import given
from hypothesis import strategies as st

from editorial import csl
from editorial.assembly import build
from editorial.carried import Carried
from editorial.desk import Manuscript
from editorial.works import parse as parse_works
from manuscript.links import links, rooted
from manuscript.source import Source, parse
from pelican_editorial import converter
from pelican_editorial.carrying import CarryingExtension, address_of, carry
from pelican_editorial.citing import CitationExtension

WORK = '[{"id": "wick", "title": "Wicks", "author": [{"family": "Wick"}], "issued": {"date-parts": [[1901]]}}]'
WORKS, _ = parse_works(WORK, "refs.json")
OURS_IN = [CitationExtension(works=WORKS, style=csl.read(csl.DEFAULT, ROOT, "en-GB")), CarryingExtension()]
# As a site converts: with the project's own extensions.
convert = converter({"MARKDOWN": {**pelicanconf.MARKDOWN, "extensions": [*pelicanconf.MARKDOWN["extensions"], *OURS_IN]}})


def frame(carried: Carried, words: str, address: str) -> str:
    return f'<article id="{carried.prefix}frame" cite="{address}">{words}</article>'


def carried_of(*made: Manuscript, slug: str = "q") -> tuple[Carried, ...]:
    return build(desk(*made, references=WORK, groups=(OURS,)), lang="en-GB", zone=NOW.tzinfo, now=NOW).carried[slug]


def page(body: str, *papers: Manuscript) -> str:
    """The HTML of a post that carries these papers."""
    carrying = post("q", body, Reproduces=", ".join(one.slug for one in papers), Permission="own")
    return carry(convert(carrying.source.body), carried_of(*papers, carrying), convert, frame)


def alone(body: str) -> str:
    """The HTML of an article p, as it stands in a post that says nothing else."""
    found = re.fullmatch(r"<article[^>]*>(.*)</article>", page("{{ reproduce }}", paper("p", body)), re.DOTALL)
    assert found
    return found[1].strip()


def ids(markup: str) -> list[str]:
    return re.findall(r'\sid="([^"]*)"', markup)


def twice(found: Iterable[str]) -> list[str]:
    return [one for one, count in Counter(found).items() if count > 1]


def inner_links(markup: str) -> list[str]:
    return re.findall(r'href="#([^"]*)"', markup)


SAME = "A lamp[^1]. See [Fog](#fog) and [@wick].\n\n## Fog\n\nIn fog[^2].\n\n## Rain\n\n[up](#fog)\n\n[^1]: One.\n[^2]: Two."


@pytest.mark.parametrize(
    "body",
    [
        f"{SAME}\n\n{{{{ reproduce p }}}}\n",
        f"{{{{ reproduce p }}}}\n\n{{{{ reproduce r }}}}\n\n{SAME}",
        '{{ reproduce p sections="Fog" }}\n\nBetween.\n\n{{ reproduce p sections="Rain" }}\n\n{{ reproduce p }}\n\n{{ reproduce r }}',
        f"{SAME}\n\n{{{{ reproduce p }}}}\n{SAME}\n{{{{ end reproduce }}}}\n",
    ],
)
def test_no_id_stands_twice_and_each_link_within_leads_to_one(body: str) -> None:
    made = page(body, paper("p", SAME), paper("r", SAME))
    works = {one for one in inner_links(made) if "work:" in one}  # the frame of a site lists them

    assert (twice(ids(made)), [one for one in inner_links(made) if one not in ids(made) and one not in works]) == ([], [])


def test_a_note_of_the_article_leads_to_the_article_s_note_and_back() -> None:
    assert alone("A lamp[^1].\n\n[^1]: Trimmed.") == (
        '<p>A lamp<sup id="p:fnref:1"><a class="footnote-ref" href="#p:fn:1">1</a></sup>.</p>\n<div class="footnote">\n<hr>\n<ol>\n'
        '<li id="p:fn:1">\n<p>Trimmed.&#160;<a class="footnote-backref" href="#p:fnref:1" title="Back to the text at note 1">&#8617;</a></p>'
        "\n</li>\n</ol>\n</div>"
    )


def test_a_citation_of_the_article_leads_to_the_article_s_works() -> None:
    assert alone("See [@wick].") == '<p>See <span class="citation">(<a href="#p:work:wick">Wick, 1901</a>)</span>.</p>'


def test_the_same_article_twice_has_two_prefixes() -> None:
    body = '{{ reproduce sections="Fog" }}\n\n{{ reproduce sections="Fog" }}\n\n{{ reproduce sections="Fog" }}'

    assert ids(page(body, paper("p", "## Fog\n\nIn fog."))) == ["p:frame", "p:fog", "p.2:frame", "p.2:fog", "p.3:frame", "p.3:fog"]


def test_a_link_to_a_part_that_is_not_carried_leads_to_the_original() -> None:
    body = "## Fog\n\n[a](#rain) [b](#fog) [c](#)\n\n## Rain\n\nR."
    held = paper("p", body, Status="held", Canonical="https://example.org/p?a=1&b=2")
    mark = '{{ reproduce sections="Fog" }}'

    assert [re.findall('<a href="([^"]*)"', page(mark, one)) for one in (paper("p", body), held)] == [
        ["{filename}/papers/p.md#rain", "#p:fog", "#"], ["https://example.org/p?a=1&amp;b=2#rain", "#p:fog", "#"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("post_headings", "article", "shown"),
    [
        ("", ["# A", "## B", "### C"], ["h3", "h4", "h5"]),
        ("", ["## B", "### C", "## D"], ["h3", "h4", "h3"]),
        ("", ["#### B"], ["h3"]),
        ("## Two\n\n", ["## B", "### C"], ["h4", "h5"]),
        ("## Two\n\n### Three\n\n", ["## B", "### C"], ["h5", "h6"]),
        ("###### Six\n\n", ["# A", "## B", "###### C"], ["h6", "h6", "h6"]),
        ("###### Six\n\n## Two\n\n", ["# A"], ["h4"]),
    ],
)
def test_headings_fit_below_those_of_the_post_and_none_is_lower_than_the_sixth(
    post_headings: str, article: list[str], shown: list[str]
) -> None:
    made = page(f"{post_headings}{{{{ reproduce }}}}\n\n# Last\n", paper("p", "\n\n".join(article)))
    inside = made.split('<article id="p:frame"')[1].split("</article>")[0]

    assert (re.findall(r"<(h\d)", inside), re.findall(r"</(h\d)", inside)) == (shown, shown)


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ('```\n<h2 id="x">A</h2> <a href="#x">\n```', '<pre><code>&lt;h2 id=&quot;x&quot;&gt;A&lt;/h2&gt; &lt;a href=&quot;#x&quot;&gt;\n</code></pre>'),
        ('    <h2 id="x">', '<pre><code>&lt;h2 id="x"&gt;\n</code></pre>'),
        ('Write `<h2 id="x">` or `id="x"`.', '<p>Write <code>&lt;h2 id="x"&gt;</code> or <code>id="x"</code>.</p>'),
        (
            '<span title="1 > 0" id="x">A</span> [b](#x)', '<p><span title="1 &gt; 0" id="p:x">A</span> <a href="#p:x">b</a></p>',
        ),
        ('<a title="1 > 0" href="#x">A</a> <b id="x">B</b>', '<p><a title="1 &gt; 0" href="#p:x">A</a> <b id="p:x">B</b></p>'),
        ("<b id='x' title='<h2 id=\"y\">'>B</b> [b](#x)", "<p><b id=\"p:x\" title='&lt;h2 id=\"y\"&gt;'>B</b> <a href=\"#p:x\">b</a></p>"),
        ("<b id=x>B</b> [b](#x)", '<p><b id="p:x">B</b> <a href="#p:x">b</a></p>'),
        ('<b data-id="x" class="id">B</b>', '<p><b data-id="x" class="id">B</b></p>'),
        ('<a name="x"></a> [b](#x)', '<p><a name="p:x"></a> <a href="#p:x">b</a></p>'),
        ('<H4 ID="x">A</H4>', '<h3 ID="p:x">A</h3>'),
        ('<b id="x">B</b><i aria-describedby="x y">I</i>', '<p><b id="p:x">B</b><i aria-describedby="p:x p:y">I</i></p>'),
        (
            '<svg aria-labelledby="t"><title id="t">T</title><g id="g"/><use href="#g"/><path fill="url(#g)" mask="url(#h)"/></svg>',
            '<p><svg aria-labelledby="p:t"><title id="p:t">T</title><g id="p:g"/><use href="#p:g"/>'
            '<path fill="url(#p:g)" mask="url(#h)"/></svg></p>',
        ),
        ("1 < 2 and <h2 is no tag", "<p>1 &lt; 2 and &lt;h2 is no tag</p>"),
        ("A <!-- <h2 id='x'> --> B", "<p>A  B</p>"),
        ("A {#x .y}\n\n## B {#z}", '<p>A {#x .y}</p>\n<h3 id="p:z">B</h3>'),
    ],
)  # fmt: skip
def test_ids_and_headings_are_those_of_tags_and_of_nothing_else(written: str, html: str) -> None:
    assert alone(written) == html


def test_tables_abbreviations_and_definitions_are_carried_as_they_are() -> None:
    body = 'a | b\n--|--\n1 | 2\n\nTerm\n: HTML "here"\n\n*[HTML]: x > y'

    assert alone(body) == (
        '<div aria-label="Table" class="table" role="region" tabindex="0"><table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n'
        "<tbody>\n<tr>\n<td>1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table>\n</div><dl>\n<dt>Term</dt>\n"
        '<dd><abbr title="x &gt; y">HTML</abbr> “here”</dd>\n</dl>'
    )


def test_reference_links_and_pictures_keep_their_addresses() -> None:
    body = '[one][r], [r], ![pic][p], <a href="{filename}far.md">h</a>\n\n[r]: {filename}far.md#fog "T"\n[p]: {attach}pics/a.svg\n'

    assert alone(body) == (
        '<p><a href="{filename}/papers/far.md#fog" title="T">one</a>, <a href="{filename}/papers/far.md#fog" title="T">r</a>, '
        '<img alt="pic" src="{static}/papers/pics/a.svg">, <a href="{filename}/papers/far.md">h</a></p>'
    )


def test_three_thousand_notes_are_carried_each_with_its_own() -> None:
    many = range(1, 3001)
    body = "\n\n".join(f"Claim {n}[^{n}]." for n in many) + "\n\n" + "\n".join(f"[^{n}]: Note {n}." for n in many)
    made = page("Mine[^1].\n\n{{ reproduce }}\n\n[^1]: My note.", paper("p", body))

    assert (twice(ids(made)), sorted(set(inner_links(made)) - set(ids(made)))) == ([], [])
    assert re.findall(r'<li id="p:fn:(\d+)">\n<p>Note (\d+)\.', made) == [(str(n), str(n)) for n in many]


def test_the_places_of_marks_are_where_they_stood_and_what_is_pasted_is_gone() -> None:
    body = "One.\n{{ reproduce p }}\nTwo.\n\n{{ reproduce p }}\nA *lamp*.\n{{ end reproduce }}\n- Three\n\n```\n{{ reproduce }}\n```\n"

    assert page(body, paper("p", "A lamp.")) == (
        '<p>One.</p>\n<article id="p:frame" cite="{filename}/papers/p.md"><p>A lamp.</p></article>\n<p>Two.</p>\n'
        '<article id="p.2:frame" cite="{filename}/papers/p.md"><p>A <em>lamp</em>.</p></article>\n<ul>\n<li>Three</li>\n</ul>\n'
        "<pre><code>{{ reproduce }}\n</code></pre>"
    )


def test_nothing_of_one_text_reaches_the_next() -> None:
    made = page(
        "{{ reproduce p }}\n\n{{ reproduce r }}\n\n[x]\n",
        paper("p", "[x] A[^1].\n\n[x]: https://p.example\n\n[^1]: P."),
        paper("r", "[x] A[^1]."),
    )

    assert re.findall(r"\[[^\]]*\]|https://\S*?(?=\")", made) == ["https://p.example", "[x]", "[^1]", "[x]"]


def test_an_article_is_read_at_its_home_or_on_its_page_here() -> None:
    article = carried_of(paper("p"), post("q", "{{ reproduce }}", Reproduces="p", Permission="own"))[0].article

    assert [
        address_of(one)
        for one in (
            article,
            dataclasses.replace(article, path="content/papers/a b/ü.md"),
            dataclasses.replace(article, canonical="https://example.org/p"),
            dataclasses.replace(article, canonical="https://example.org/p", status="held"),
        )
    ] == ["{filename}/papers/p.md", "{filename}/papers/a%20b/%C3%BC.md", "{filename}/papers/p.md", "https://example.org/p"]


@pytest.mark.parametrize(
    ("written", "whole"),
    [
        ("[a]({filename}b.md)", "[a]({filename}/papers/deep/b.md)"),
        ("[a]({filename}../../posts/b.md#x)", "[a]({filename}/posts/b.md#x)"),
        ("[a]({filename}/posts/b.md?q=1#x)", "[a]({filename}/posts/b.md?q=1#x)"),
        ("![a]({static}../i/a.svg) ![b]({attach}b.svg)", "![a]({static}/papers/i/a.svg) ![b]({static}/papers/deep/b.svg)"),
        ("[a](|filename|b.md)", "[a]({filename}/papers/deep/b.md)"),
        ("[a](<{filename}a b.md>)", "[a](<{filename}/papers/deep/a b.md>)"),
        ("[a]({filename}a%20b%23c.md)", "[a]({filename}/papers/deep/a%20b%23c.md)"),
        ("[a]: {filename}b.md 'T'", "[a]: {filename}/papers/deep/b.md 'T'"),
        ("`{filename}b.md` [a](/posts/b/) [b](https://b.example)", "`{filename}b.md` [a](/posts/b/) [b](https://b.example)"),
    ],
)
def test_a_rooted_link_starts_from_the_content_folder(written: str, whole: str) -> None:
    assert rooted(parse(f"Title: T\n\n{written}", "content/papers/deep/p.md")) == whole


def test_a_rooted_link_in_a_folder_with_a_space_is_one_still() -> None:
    assert rooted(Source("content/a (b)/p.md", (), "[a]({filename}c.md)", 1)) == "[a]({filename}/a%20%28b%29/c.md)"


TARGETS = st.sampled_from(["b.md", "../posts/b.md#x", "/posts/b.md", "a%20b.md", "c(1).md", "./d/../e.md?q#f"])


@given(st.lists(st.tuples(st.sampled_from(["filename", "static", "attach"]), TARGETS), max_size=5))
def test_to_root_links_twice_is_to_root_them_once(found: list[tuple[str, str]]) -> None:
    once = rooted(Source("content/papers/p.md", (), " ".join(f"[x]({{{what}}}{target})" for what, target in found), 1))

    assert len(list(links(Source("", (), once, 1)))) == len(found)
    assert rooted(Source("content/posts/q.md", (), once, 1)) == once


PIECES = st.lists(
    st.sampled_from(
        ["## Fog", "### Rain", "A[^1].", "B[^n].", "[f](#fog)", "[x](#nowhere)", "[@wick]", '<b title=">" id="b">x</b>', "[b](#b)",
         "```\n<h2 id='b'>\n```", "[^1]: One.", "[^n]: See [^1]."]
    ),
    max_size=9,
).map("\n\n".join)  # fmt: skip


@given(PIECES, PIECES)
def test_whatever_two_texts_hold_no_id_collides_and_every_link_leads_somewhere(mine: str, theirs: str) -> None:
    made = page(f"{mine}\n\n{{{{ reproduce }}}}\n", paper("p", theirs))
    own = set(ids(convert(mine)))
    inside = made.split('<article id="p:frame"')[1].split("</article>")[0] if "<article" in made else ""

    assert [one for one in twice(ids(made)) if not (one == "b" and mine.count('id="b"') > 1) and not theirs.count('id="b"') > 1] == []
    assert [one for one in inner_links(inside) if one not in ids(inside) and "work:" not in one] == []
    assert not own & set(ids(inside))
