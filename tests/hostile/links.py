"""Links that lead nowhere: each is named where it is written."""

from __future__ import annotations

from typing import Any

from hostile.cases import FEEDS, PNG, Case, html, page, post, rst

A, B = "content/a.md", "content/b.md"
GOOD = {
    B: post("## Part {#part}", title="Two"),
    "content/images/p.png": PNG,
    "content/d.md": post("Words.", "Status: draft", title="Draft"),
    "content/s.md": post("Words.", "Status: skip", title="Skipped"),
}


def broken(name: str, body: str, *says: str, **more: Any) -> Case:
    """A post whose text, from line 4, has a link that leads nowhere."""
    more["files"] = {**GOOD, A: post(body), **more.get("files", {})}
    return Case(name=name, **{"code": 1, "says": says or (f"{A}:4:",), **more})


CASES = (
    broken("a file that is not there", "[x]({filename}nowhere.md)", f"{A}:4: & nowhere.md"),
    broken("a file in the old way of writing", "[x](|filename|nowhere.md)"),
    broken("a file in a folder that is not there", "[x]({filename}no/where.md)"),
    broken("a file in other capitals", "[x]({filename}B.md)", f"{A}:4: & b.md"),
    broken("a picture in other capitals", "![x]({static}/images/P.png)", f"{A}:4: & p.png"),
    broken("a file from a wrong place", "[x]({filename}/content/b.md)"),
    broken("a picture that is not there", "![x]({static}/images/q.png)"),
    broken("an attachment that is not there", "![x]({attach}q.png)"),
    broken("a file percent-encoded twice", "[x]({filename}b%252emd)"),
    broken("a tag that no text has", "[x]({tag}nowhere)"),
    broken("a category that no text has", "[x]({category}nowhere)"),
    broken("an author of nothing", "[x]({author}Nobody)"),
    broken("an unknown kind of link", "[x]({file}b.md)"),
    broken("another unknown kind of link", "[x]({archives})"),
    broken("a kind of link in capitals", "[x]({Filename}b.md)"),
    broken("a plain link to a page that is not there", "[x](nowhere.html)"),
    broken("a link from the root to what is not there", "[x](/no/where/)"),
    broken("a plain link to a source", "[x](b.md)"),
    broken("a plain link to a page in other capitals", "[x](Two.html)"),
    broken("a plain link to a folder without an index", "[x](/images/)"),
    broken("a picture by a plain path that is not there", "![x](images/q.png)"),
    broken("a picture that is not copied", "![x](/photos/q.png)", files={"content/photos/q.png": PNG}),
    broken("an address of the site itself that is not there", "[x](https://example.org/nowhere.html)", conf='SITEURL = "https://example.org"\n'),
    broken("an address of the site itself by another scheme", "[x](http://EXAMPLE.org/nowhere.html)", conf='SITEURL = "https://example.org"\n'),
    broken("an address without its scheme", "[x](www.example.org)"),
    broken("a link to nothing", "[x]()", code=None),
    broken("a place on the page that is not there", "[x](#nowhere)"),
    broken("a place on another page that is not there", "[x]({filename}b.md#nowhere)"),
    broken("a place on another page, by its address", "[x](two.html#nowhere)"),
    broken("a place in other capitals", "[x]({filename}b.md#Part)"),
    broken("a link to a draft", "[x]({filename}d.md)", f"{A}:4: & draft||publish"),
    broken("a link to a draft by its address", "[x](/drafts/draft.html)"),
    broken("a link to what is skipped", "[x]({filename}s.md)"),
    broken("a link to what is held back", "[x]({filename}f.md)", files={"content/f.md": post(title="Future", date="2999-01-01")}, conf="WITH_FUTURE_DATES = False\n"),
    broken("a link to a text that cannot be read", "[x]({filename}c.md)", "content/c.md", files={"content/c.md": "Title: Three\n\nWords.\n"}),
    broken("a link in a definition", "Words [x][1].\n\n[1]: {filename}nowhere.md", f"{A}:6:||{A}:4:"),
    broken("a link in raw HTML", '<p>x <a href="nowhere.html">y</a></p>'),
    broken("a picture in raw HTML", '<p><img alt="x" src="{static}/images/q.png"></p>'),
    broken("a picture for large screens", '<p><img alt="x" src="{static}/images/p.png" srcset="/images/q.png 2x"></p>'),
    broken("the still of a film", '<p><video src="{static}/images/p.png" poster="/images/q.png"></video></p>', code=1),
    broken("a link in a footnote", "Words[^1].\n\n[^1]: [x]({filename}nowhere.md)", f"{A}:6:"),
    broken("a link in a table", "| a |\n|---|\n| [x]({filename}nowhere.md) |", f"{A}:6:"),
    broken("a link in a heading", "## [x]({filename}nowhere.md)"),
    broken("a link in a list", "- one\n\n    - [x]({filename}nowhere.md)", f"{A}:6:"),
    broken("a link in a quotation", "> [x]({filename}nowhere.md)"),
    broken("a link around a picture", "[![p]({static}/images/p.png)]({filename}nowhere.md)"),
    broken("a link with a title", '[x]({filename}nowhere.md "A title")'),
    broken("a link in angle brackets", "[x](<{filename}no where.md>)"),
    broken("a link over two lines", "Words [a long\ntext]({filename}nowhere.md).", f"{A}:5:||{A}:4:"),
    broken("a link below much text", "word\n\n" * 200 + "[x]({filename}nowhere.md)", f"{A}:404:"),
    broken("a link in bold", "**[x]({filename}nowhere.md)**"),
    broken("two broken links in one line", "[x]({filename}nowhere.md) [y]({filename}nothing.md)", f"{A}:4: & nowhere.md", f"{A}:4: & nothing.md"),
    broken("eight broken links in one text", "\n\n".join(f"[x]({{filename}}nowhere{n}.md)" for n in range(8)), *(f"{A}:{4 + 2 * n}: & nowhere{n}.md" for n in range(8))),
    broken("the same broken link in eight lines", "\n\n".join(["[x]({filename}nowhere.md)"] * 8), *(f"{A}:{4 + 2 * n}:" for n in range(8))),
    broken("the same broken address in eight lines", "\n\n".join(["[x](/nowhere.html)"] * 8), *(f"{A}:{4 + 2 * n}:" for n in range(8))),
    Case(name="the same broken link in eight texts", files={f"content/{n}.md": post("[x]({filename}nowhere.md)", title=f"Post {n}") for n in range(8)}, code=1, says=tuple(f"content/{n}.md:4:" for n in range(8))),
    Case(name="the same broken address in eight texts", files={f"content/{n}.md": post("[x](/nowhere.html)", title=f"Post {n}") for n in range(8)}, code=1, says=tuple(f"content/{n}.md:4:" for n in range(8))),
    broken("a broken link among good ones", "[b]({filename}b.md) [p]({static}/images/p.png) [x]({filename}bb.md)", f"{A}:4: & bb.md"),
    broken("a link in a page", "Words.", "content/pages/p.md:3:", files={"content/pages/p.md": page("[x]({filename}nowhere.md)")}),
    broken("a link in a page to a post from the wrong folder", "Words.", "content/pages/p.md:3:", files={"content/pages/p.md": page("[x]({filename}b.md)")}),
    broken("a link in a draft", "Words.", "content/e.md:5:", files={"content/e.md": post("[x]({filename}nowhere.md)", "Status: draft", title="Else")}, code=None),
    broken("a link in a hidden text", "Words.", "content/e.md:5:", files={"content/e.md": post("[x]({filename}nowhere.md)", "Status: hidden", title="Else")}),
    broken("a link in a translation", "Words.", "content/e.md:6:", files={"content/e.md": post("[x]({filename}nowhere.md)", "Slug: one", "Lang: de", title="Eins")}),
    broken("a link in a summary", "Words.", "content/e.md:3:", files={"content/e.md": post("Words.", "Summary: [x]({filename}nowhere.md)", title="Else")}),
    broken("a plain link in a summary", "Words.", "content/e.md:3:", files={"content/e.md": post("Words.", "Summary: [x](/nowhere.html)", title="Else")}),
    broken("a picture in a key of the theme", "Words.", "content/e.md:3:", files={"content/e.md": post("Words.", "Cover: {static}/images/q.png", title="Else")}, code=None),
    broken("a link in reStructuredText", "Words.", "content/e.rst:6:", files={"content/e.rst": rst("`x <{filename}nowhere.md>`_", title="Else")}),
    broken("a picture in reStructuredText", "Words.", "content/e.rst:6:", files={"content/e.rst": rst(".. image:: {static}/images/q.png\n   :alt: x", title="Else")}),
    broken("a plain link in reStructuredText", "Words.", "content/e.rst:6:", files={"content/e.rst": rst("`x </nowhere.html>`_", title="Else")}),
    broken("a link in HTML", "Words.", "content/e.html", files={"content/e.html": html('<a href="{filename}nowhere.md">x</a>', title="Else")}),
    broken("a plain link in HTML", "Words.", "content/e.html", files={"content/e.html": html('<a href="/nowhere.html">x</a>', title="Else")}),
    broken("a relative address that leads nowhere", "[x](../../nowhere.html)", conf="RELATIVE_URLS = True\n"),
    broken("a link that is right for one folder only", "[x](one.html)", conf='ARTICLE_URL = "{slug}/"\nARTICLE_SAVE_AS = "{slug}/index.html"\n'),
    Case(name="a menu that leads nowhere", files={A: post()}, conf='MENUITEMS = (("Nowhere", "/nowhere.html"),)\n', code=None, says=("nowhere.html",)),
    Case(name="authors without pages", files={A: post("Words.", "Author: Ada")}, conf='AUTHOR_SAVE_AS = ""\n', code=None, says=("author/ada.html",)),
    Case(name="tags without pages", files={A: post("Words.", "Tags: x")}, conf='TAG_SAVE_AS = ""\n', code=None, says=("tag/x.html",)),
    Case(name="categories without pages", files={A: post()}, conf='CATEGORY_SAVE_AS = ""\n', has={"one.html": ()}),
    Case(name="a broken link in a feed", files={A: post("[x](/nowhere.html)", title="One")}, conf=FEEDS, code=1, says=(f"{A}:4:",)),
    Case(name="a feed that is linked and not written", files={"over/index.html": '<html><body><a href="/feeds/all.rss.xml">feed</a></body></html>', A: post()}, conf='THEME_TEMPLATES_OVERRIDES = ["over"]\n', code=None, says=("all.rss.xml",)),
    Case(name="a static file linked as a text", files={**GOOD, A: post("[x]({filename}images/p.png)")}, code=None, says=(A,)),
    Case(name="one picture attached to two texts", files={"content/x/a.md": post("![p]({attach}p.png)"), "content/x/b.md": post("![p]({attach}p.png)", title="Two"), "content/x/p.png": PNG}, conf='ARTICLE_URL = "{slug}/"\nARTICLE_SAVE_AS = "{slug}/index.html"\n', code=None, says=("p.png",)),
    Case(name="a picture attached to a draft", files={**GOOD, A: post("![p]({static}/photos/q.png)", "Status: draft"), "content/photos/q.png": PNG}, code=None),
    Case(name="links to each other that are all right", files={A: post("[b]({filename}b.md)"), B: post("[a]({filename}a.md#x)\n\n", title="Two")}, code=1, says=(f"{B}:4:",)),
)  # fmt: skip
