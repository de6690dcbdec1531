"""press.pages: what stands in the output leads somewhere."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.pages import PageSource, check

SITE = "https://example.org"


def site(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("utf-8", "surrogateescape"))
    return root


def told(
    root: Path, files: dict[str, str], sources: dict[str, str] | None = None, *, site_url: str = SITE, drafts: tuple[str, ...] = ()
) -> list[str]:
    """The problems as people see them, with the column before. The source of ``a.html`` is ``content/a.md``."""
    made = {name: PageSource(f"content/{name.removesuffix('.html')}.md", text) for name, text in (sources or {}).items()}
    found = check(site(root, files), site_url=site_url, sources=made, drafts=drafts, also={"/elsewhere/"})
    return [f"{problem.column} {problem.code} {problem}" for problem in found]


# Addresses on the page posts/a.html, beside posts/b.html (with the id "here"), posts/c d.html, posts/é.html, x.pdf and deep/index.html.
FILES = {
    "posts/b.html": "<p id=here>",
    "posts/c d.html": "",
    "posts/é.html": "<a name=ü>",
    "x.pdf": "",
    "deep/index.html": "",
    "index.html": "",
}


@pytest.mark.parametrize(
    "address",
    [
        "b.html", "./b.html", "../posts/b.html", "/posts/b.html", f"{SITE}/posts/b.html", "HTTP://Example.ORG/posts/b.html",
        "//example.org/posts/b.html", "https://example.org:443/posts/b.html", "/posts//b.html", "b.html?x=/y", "?x", " b.html\n",
        "c%20d.html", "c d.html", "%C3%A9.html", "é.html", "..", "/", "../", "/deep/", "/deep", "/deep/index.html", "/../x.pdf", "..\\x.pdf",
        "b.html#here", "b.html#", "b.html#top", "b.html#:~:text=x", "b.html#here:~:text=x", "é.html#%C3%BC", "é.html#ü", "/x.pdf#page=2",
        "", "#", "#own", "#TOP", "/elsewhere", "/elsewhere/", "/elsewhere#any",
        "https://other.org/x", "//other.org/x", "mailto:a@b", "tel:1", "data:,x", "javascript:x", "https://", "http:x",
    ],
)  # fmt: skip
def test_an_address_leads_somewhere(tmp_path: Path, address: str) -> None:
    assert told(tmp_path, {**FILES, "posts/a.html": f'<p id=own><a href="{address}">x</a>'}) == []


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/nowhere.html", "leads to nothing. Correct the address, or take the link out."),
        ("nowhere.png", "leads to /posts/nowhere.png, which does not exist. Correct the address, or take the link out."),
        ("b.htm", 'leads to /posts/b.htm, which does not exist. Did you mean "b.html"?'),
        ("b", 'leads to /posts/b, which does not exist. Did you mean "b.html"?'),
        ("B.html", 'leads to /posts/B.html, which does not exist. Did you mean "b.html"?'),
        ("/posts/B.html", 'leads to nothing. Did you mean "/posts/b.html"?'),
        ("/deeep/", 'leads to nothing. Did you mean "/deep/"?'),
        ("b.html/", 'leads to /posts/b.html/, which does not exist. Did you mean "b.html"?'),
        ("../../x.pdff", 'leads to /x.pdff, which does not exist. Did you mean "../x.pdf"?'),
        ("c%2520d.html", 'leads to /posts/c%20d.html, which does not exist. Did you mean "c%20d.html"?'),
        ("e\u0301.html", 'leads to /posts/e\u0301.html, which does not exist. Did you mean "é.html"?'),
        ("%ff.html", "leads to /posts/\\udcff.html, which does not exist. Correct the address, or take the link out."),
        ("HTTP://Example.ORG:80/x", "leads to /x, which does not exist. Correct the address, or take the link out."),
        ("https://example.org:443/x", "leads to /x, which does not exist. Correct the address, or take the link out."),
        (f"{SITE}/x.pd", 'leads to /x.pd, which does not exist. Did you mean "/x.pdf"?'),
    ],
)
def test_an_address_leads_nowhere(tmp_path: Path, address: str, said: str) -> None:
    assert told(tmp_path, {**FILES, "posts/a.html": f'\n<a href="{address}">x</a>'}) == [
        f"0 broken-link posts/a.html:2: {address} {said}"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("#hera", "leads to a place that this page does not have. Correct what stands after #."),
        ("b.html#hera", 'leads to a place that /posts/b.html does not have. Did you mean "#here"?'),
        ("#field", "leads to a place that this page does not have. Correct what stands after #."),
        ("/deep#here", "leads to a place that /deep/index.html does not have. Correct what stands after #."),
        ("b.html#Here", 'leads to a place that /posts/b.html does not have. Did you mean "#here"?'),
    ],
)
def test_an_anchor_leads_to_no_place(tmp_path: Path, address: str, said: str) -> None:
    assert told(tmp_path, {**FILES, "posts/a.html": f'<a href="{address}">x</a><input name="field">'}) == [
        f"0 broken-anchor posts/a.html:1: {address} {said}"
    ]


@pytest.mark.parametrize(
    "element",
    [
        "<A HREF=gone>", "<link rel=x href=gone>", "<img src=gone>", "<video poster=gone>", "<form action=gone>", "<object data=gone>",
        "<q cite=gone>", '<svg><use xlink:href="gone"/></svg>', '<svg><use href="gone"/></svg>', "<button formaction=gone>",
        '<img srcset="data:,x 1x, gone 2x">', '<img srcset="data:,x, gone 2x">',
        '<img srcset="gone,">', '<link rel=preload imagesrcset="gone 100w">',
        '<meta http-equiv="Refresh" content="0; URL=\'gone\'">', '<meta property="og:image" content="gone">',
        '<meta name="twitter:image" content="gone">', "<iframe src=gone>", "<area href=gone>", "<p><a href=gone", "<table><a href=gone>",
        "<div>" * 5000 + "<a href=gone>", "<base href=/posts/><a href=gone>", '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><a href="gone"/></html>',
    ],
)  # fmt: skip
def test_every_attribute_that_has_an_address_is_looked_at(tmp_path: Path, element: str) -> None:
    found = told(tmp_path, {"a.html": f"{element}>", "posts/gone": "" if "base" in element else "x"})

    assert [one.split(": ")[1].split(" ")[0] for one in found] == ([] if "base" in element else ["gone"])


@pytest.mark.parametrize(
    "page",
    ["", " ", "\0", "<", "<!--", "\udcff<a href=b.html>", '<a data="x" data-src="x" name="x">', "<base href=//other.org/><a href=x>"],
)
def test_a_page_however_broken_is_read(tmp_path: Path, page: str) -> None:
    assert told(tmp_path, {"a.html": page, "b.html": ""}) == []


def test_a_site_below_a_path_ends_where_that_ends(tmp_path: Path) -> None:
    files = {
        "a.html": "<a href=/blog/b.html><a href=/blog><a href=/elsewhere/other><a href=../elsewhere/other><a href=b.html>"
        "<a href=https://example.org/elsewhere/other><a href=http://example.org/blog/c.html><a href=/blog/d.html>",
        "b.html": "",
        "index.html": "",
    }

    assert told(tmp_path, files, site_url="https://example.org/blog/") == [
        "0 broken-link a.html:1: /blog/d.html leads to nothing. Correct the address, or take the link out.",
        "0 broken-link a.html:1: http://example.org/blog/c.html leads to /blog/c.html, which does not exist. "
        "Correct the address, or take the link out.",
    ]


def test_a_site_without_an_address_has_rooted_and_relative_links(tmp_path: Path) -> None:
    assert told(tmp_path, {"d/a.html": "<a href=/d/a.html><a href=../d/a.html><a href=/x><a href=https://example.org/y>"}, site_url="") == [
        "0 broken-link d/a.html:1: /x leads to nothing. Correct the address, or take the link out."
    ]


SOURCE = """Title: A
Cover: /cover.jpg

Code `[x](/gone.html)`, then [x](/gone.html), and [once more]( /gone.html ).
[spaced](<two words.png>), ![relative](img/lost.png "title") [other form](https://example.org/far.html)
[ref]: /ref.html
[made]({filename}b.md#plcae), [here](#nohwere), [tag]({tag}Odd Tag) <a href='/q?a=1&amp;b=2'>
The plugin makes [[wiki/page]] of this. [dated]({filename}2015-b.md#ened)
"""
PAGE = """<a href="/nav.html">Site theme</a>
<img src="/cover.jpg"><a href="/gone.html"></a><a href="/gone.html"></a><img src="two%20words.png"><img src="img/lost.png">
<a href="/far.html"></a><a href="/ref.html"></a><a href="/b.html#plcae"></a><a href="#nohwere"></a><a href="/tag/odd-tag.html"></a>
<a href="/q?a=1&amp;b=2"></a><a href="/b.html#ened"></a><a href="wiki/page"></a>
"""


def test_what_is_written_in_a_source_is_named_there(tmp_path: Path) -> None:
    files = {
        "a.html": PAGE,
        "b.html": "<h2 id=place>",
        "c.html": "<a href=/nav.html>\n",
        "index.html": "\n<a href=/nav.html><a href=/gone.html>",
    }
    cut = " which does not exist. Correct the address, or take the link out."

    assert told(tmp_path, files, {"a.html": SOURCE}) == [
        "0 broken-link a.html:1: /nav.html leads to nothing; so on 2 further pages. Correct the address, or take the link out.",
        "8 broken-link content/a.md:2: /cover.jpg leads to nothing. Correct the address, or take the link out.",
        "34 broken-link content/a.md:4: /gone.html leads to nothing. Correct the address, or take the link out.",
        "64 broken-link content/a.md:4: /gone.html leads to nothing. Correct the address, or take the link out.",
        "11 broken-link content/a.md:5: two%20words.png leads to /two words.png," + cut,
        "40 broken-link content/a.md:5: img/lost.png leads to /img/lost.png," + cut,
        "75 broken-link content/a.md:5: /far.html leads to nothing. Correct the address, or take the link out.",
        "8 broken-link content/a.md:6: /ref.html leads to nothing. Correct the address, or take the link out.",
        '8 broken-anchor content/a.md:7: /b.html#plcae leads to a place that /b.html does not have. Did you mean "#place"?',
        "38 broken-anchor content/a.md:7: #nohwere leads to a place that this page does not have. Correct what stands after #.",
        "55 broken-link content/a.md:7: /tag/odd-tag.html leads to nothing. Correct the address, or take the link out.",
        "78 broken-link content/a.md:7: /q?a=1&b=2 leads to /q," + cut,
        "20 broken-link content/a.md:8: wiki/page leads to /wiki/page," + cut,
        "49 broken-anchor content/a.md:8: /b.html#ened leads to a place that /b.html does not have. Correct what stands after #.",
    ]


def test_an_address_is_named_in_every_form_that_its_source_has(tmp_path: Path) -> None:
    page = "<a href=/b.html#x></a><a href=/b.html#x></a><a href=b.html#x></a>"
    source = "Title: a\n\n[a]({filename}b.md#x) [b](/b.html#x) [c](b.html#x)\n"

    assert told(tmp_path, {"a.html": page, "b.html": ""}, {"a.html": source}) == [
        f"{column} broken-anchor content/a.md:3: {address} leads to a place that /b.html does not have. Correct what stands after #."
        for column, address in ((5, "/b.html#x"), (27, "/b.html#x"), (42, "b.html#x"))
    ]


def test_an_address_is_named_wherever_its_source_has_it(tmp_path: Path) -> None:
    assert [
        one.partition(" /")[0] for one in told(tmp_path, {"a.html": "<a href=/x>"}, {"a.html": "T: a\n\n[a](/x)\n[b](/y)\n[c](/x)"})
    ] == [
        "5 broken-link content/a.md:3:",
        "5 broken-link content/a.md:5:",
    ]


def test_what_comes_from_no_source_is_said_once(tmp_path: Path) -> None:
    files = {f"{name}.html": "<a href=/nav/>\n<a href=#content>" for name in "abc"}

    assert told(tmp_path, files, {"a.html": "No link.", "b.html": "None."}) == [
        "0 broken-link a.html:1: /nav/ leads to nothing; so on 2 further pages. Correct the address, or take the link out.",
        "0 broken-anchor a.html:2: #content leads to a place that this page does not have; so on 2 further pages. Correct what stands after #.",
    ]


def test_a_place_on_its_own_page_is_fine_where_a_text_is_quoted(tmp_path: Path) -> None:
    files = {"a.html": "<a href=#fn1><p id=fn1>", "b.html": "<a href=#fn1>", "index.html": "<a href=#fn1>"}

    assert told(tmp_path, files, {"a.html": "", "b.html": ""}) == [
        "0 broken-anchor b.html:1: #fn1 leads to a place that this page does not have. Correct what stands after #."
    ]


def test_a_relative_link_that_breaks_on_a_list_of_texts_is_named_in_its_source(tmp_path: Path) -> None:
    files = {"posts/a.html": "<a href=b.html>", "posts/b.html": "", "index.html": "<a href=b.html>"}

    assert told(tmp_path, files, {"posts/a.html": "Title: A\n\n[b](b.html)"}) == [
        '5 broken-link content/posts/a.md:3: b.html on index.html, which shows this text, leads to /b.html, which does not exist. Did you mean "posts/b.html"?'
    ]


def test_links_to_drafts_are_named_but_those_of_drafts(tmp_path: Path) -> None:
    files = {"a.html": "<a href=d/>", "d/index.html": "<a href=../e.html>", "e.html": ""}

    assert told(tmp_path, files, {"a.html": "Title: A\n\nSee [d](d/)."}, drafts=("d/index.html", "e.html")) == [
        "9 link-to-draft content/a.md:3: d/ leads to a draft. Publish it, or take the link out."
    ]


ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="{SITE}/f.xml"/>
<entry><title>The &lt;b&gt; title</title><link href="{SITE}/a.html"/><summary>a &lt;a href="text"&gt;</summary>
<content type="html">&lt;a href="lost.html"&gt; &lt;a href="#own"&gt; &lt;a href="written.html"&gt;</content></entry>
<entry xml:base="/deep/"><title>Base</title><link rel="enclosure" href="/gone.mp3"/><link href="a.html"/><content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><a href="b.html#x"/><q cite="c.png"/></div></content></entry></feed>"""
RSS = f"""<rss><channel><link>{SITE}/</link><image><url>/logo.png</url></image><item><title>T</title><link>{SITE}/a.html</link>
<guid isPermaLink="false">gone</guid><guid>{SITE}/a.html#gone</guid><enclosure url="/gone.ogg"/>
<description>&lt;a href="https://other.org/"&gt;&lt;img src="lost.html"&gt;</description></item></channel></rss>"""
JSON = """{"version": "https://jsonfeed.org/version/1.1", "home_page_url": "/", "items": [3, {"title": "J", "url": "/a.html",
"attachments": [{"url": "/gone.mp4"}], "content_html": "<a href='lost.html'><a href=#gone>"}]}"""


def test_feeds_are_read_too(tmp_path: Path) -> None:
    files = {
        "a.html": "<p id=own>", "deep/a.html": "", "deep/b.html": "", "index.html": "", "f.xml": ATOM, "r.xml": RSS, "j.json": JSON,
        "other.json": '{"url": "/none"}', "sitemap.xml": "<urlset><link href='/none'/></urlset>", "broken.xml": "<feed><a:b link", "b.json": "jsonfeed.org{",
    }  # fmt: skip
    cut = "which does not exist. Correct the address, or take the link out."

    assert told(tmp_path, files, {"a.html": "Title: A\n\n[w](written.html)"}) == [
        "5 broken-link content/a.md:3: written.html leads to /written.html, " + cut,
        '0 broken-link f.xml:3: lost.html in the item "The <b> title" of f.xml leads to /lost.html, which does not exist; so on 2 further pages. Correct the address, or take the link out.',
        '0 broken-link f.xml:4: /gone.mp3 in the item "Base" of f.xml leads to nothing. Correct the address, or take the link out.',
        '0 broken-anchor f.xml:5: b.html#x in the item "Base" of f.xml leads to a place that /deep/b.html does not have. Correct what stands after #.',
        '0 broken-link f.xml:5: c.png in the item "Base" of f.xml leads to /deep/c.png, ' + cut,
        '0 broken-anchor j.json: #gone in the item "J" of j.json leads to a place that this page does not have. Correct what stands after #.',
        '0 broken-link j.json: /gone.mp4 in the item "J" of j.json leads to nothing. Correct the address, or take the link out.',
        "0 broken-link r.xml:1: /logo.png leads to nothing. Correct the address, or take the link out.",
        '0 broken-anchor r.xml:2: https://example.org/a.html#gone in the item "T" of r.xml leads to a place that this page does not have. Correct what stands after #.',
        '0 broken-link r.xml:2: /gone.ogg in the item "T" of r.xml leads to nothing. Correct the address, or take the link out.',
    ]


def test_entities_of_a_feed_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("/secret")
    feed = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]><rss><channel><link>&x;</link><link>/y</link></channel></rss>'

    assert told(tmp_path / "out", {"f.xml": feed}) == [
        "0 broken-link f.xml:1: /y leads to nothing. Correct the address, or take the link out."
    ]


def test_thousands_of_broken_links_are_all_named(tmp_path: Path) -> None:
    many = range(3000)
    page = "".join(f"<a href=lost{n}.html>" for n in many)
    source = "".join(f"[x](lost{n}.html)\n" for n in many)
    found = told(tmp_path, {"a.html": page, **{f"x/last{n}.html": "" for n in range(300)}}, {"a.html": f"Title: A\n\n{source}"})

    assert [one.partition(": ")[0] for one in found] == [f"5 broken-link content/a.md:{n + 3}" for n in many]


# A link from one page to another: which, in which form, to which place, and what breaks it, if anything.
PAGES = ("a.html", "b/index.html", "b/c d.html", "é/e.html")
LINKS = st.lists(
    st.tuples(
        st.integers(0, 3), st.integers(0, 3), st.sampled_from(["rooted", "absolute", "relative"]),
        st.sampled_from(["", "#one", "#two%20", "#"]), st.sampled_from(["", "", "", "name", "case", "place", "ending"]),
    ),
    max_size=30,
)  # fmt: skip


def address(from_: str, to: str, form: str, place: str, broken: str) -> str:
    name = {"name": f"{to[:-5]}x.html", "case": to.upper(), "ending": to.removesuffix(".html")}.get(broken, to)
    before = {"rooted": "/", "absolute": f"{SITE}/", "relative": "../" * from_.count("/")}[form]
    return f"{before}{name}".replace(" ", "%20") + ("#three" if broken == "place" else place)


@given(LINKS)
def test_of_any_links_exactly_the_broken_are_named(
    tmp_path_factory: pytest.TempPathFactory, links: list[tuple[int, int, str, str, str]]
) -> None:
    pages = dict.fromkeys(PAGES, '<p id="one"><p id="two ">')
    sources = dict.fromkeys(PAGES, "Title: T\n\n")
    broken = set()
    for from_, to, *how in links:
        written = address(PAGES[from_], PAGES[to], *how)
        pages[PAGES[from_]] += f'<a href="{written}">x</a>'
        sources[PAGES[from_]] += f"[x](<{written}>)\n"
        if how[2]:
            line = sources[PAGES[from_]].count("\n")
            broken.add(("broken-anchor" if how[2] == "place" else "broken-link", PAGES[from_], line, written))
    root = site(tmp_path_factory.mktemp("site"), pages)
    made = {name: PageSource(name, text) for name, text in sources.items()}
    found = [
        (one.code, one.path, one.line, one.message.partition(" ")[0]) for one in check(root, site_url=SITE, sources=made)
    ]  # fmt: skip

    assert found == sorted(broken, key=lambda one: (one[1], one[2]))
