"""Markdown and reStructuredText that do not say what was meant."""

from __future__ import annotations

from typing import Any

from hostile.cases import Case, html, page, post, rst

A = "content/a.md"
GOOD = {"content/z.md": post(title="Zed")}


def bad(name: str, body: str, *says: str, **more: Any) -> Case:
    """A post whose text, from line 4, is wrong."""
    return Case(name=name, files={**GOOD, A: post(body)}, **{"code": 1, "says": says or (f"{A}:4:",), **more})


def doubtful(name: str, body: str, *says: str) -> Case:
    """A post whose text, from line 4, is doubtful."""
    return Case(name=name, files={**GOOD, A: post(body)}, says=says or (f"{A}:4:",), has={"one.html": ()})


def restructured(name: str, body: str, *says: str, **more: Any) -> Case:
    """A post in reStructuredText whose text, from line 6, is wrong."""
    return Case(name=name, files={**GOOD, "content/a.rst": rst(body)}, **{"code": 1, "says": says or ("content/a.rst:6:",), **more})


CASES = (
    bad("a footnote that is not there", "Words[^1].", f"{A}:4: & ^1"),
    bad("a footnote that is misspelt", "Words[^note].\n\n[^ntoe]: A note.", f"{A}:4:"),
    bad("a reference that is not there", "Words [x][y].", f"{A}:4: & y"),
    bad("a short reference that is not there", "Words [x][]."),
    bad("a picture by a reference that is not there", "![x][y]"),
    bad("a block of code that is not closed", "Words.\n\n```python\nx = 1\n\nMore words.", f"{A}:6:"),
    bad("a block of code closed by other signs", "```\nx = 1\n~~~\n\nMore words.", f"{A}:4:"),
    bad("a comment that is not closed", "Words.\n\n<!-- a remark\n\nMore words.", f"{A}:6:"),
    bad("a comment in a paragraph that is not closed", "Words <!-- a remark\n\nMore words.", f"{A}:4:"),
    bad("a link without text", "[](https://example.org/)", code=None),
    bad("a link without text to a text", "[]({filename}z.md)", code=None),
    bad("a footnote defined twice", "Words[^1].\n\n[^1]: One.\n[^1]: Two.", f"{A}:7:||{A}:6:", code=None),
    bad("a link cut in the middle", "[x](https://example.org/", code=None, says=()),
    doubtful("a picture without a text", "![](https://example.org/x.png)"),
    doubtful("a picture in HTML without a text", '<p><img src="https://example.org/x.png"></p>'),
    doubtful("a footnote that nothing refers to", "Words.\n\n[^1]: A note.", f"{A}:6:"),
    doubtful("a second heading of level 1", "# First\n\nWords.\n\n# Second\n\nWords.", f"{A}:8:"),
    doubtful("a second heading of level 1, underlined", "First\n=====\n\nWords.\n\nSecond\n======\n\nWords.", f"{A}:9:||{A}:10:"),
    Case(name="a block of code in a page that is not closed", files={**GOOD, "content/pages/p.md": page("```\nx")}, code=1, says=("content/pages/p.md:3:",)),
    Case(name="a footnote in a draft that is not there", files={**GOOD, A: post("Words[^1].", "Status: draft")}, code=None, says=(f"{A}:5:",)),
    Case(name="an element that is not closed", files={**GOOD, A: post("<div>\n\nWords.")}, code=None),
    Case(name="an end of nothing", files={**GOOD, A: post("Words.\n\n</div></article></main></body>\n\nMore.")}, code=None, says=(A,)),
    restructured("an unknown directive", ".. nothing::\n\n   x"),
    restructured("an unknown role", "Words :nothing:`x`."),
    restructured("a reference in reStructuredText that is not there", "Words foo_."),
    restructured("a footnote in reStructuredText that is not there", "Words [1]_."),
    restructured("emphasis that does not end", "Words *and more.", code=None),
    restructured("a table that is broken", "===  ===\na  b\n===\n", code=1, says=("content/a.rst",)),
    restructured("a heading underlined too short", "Part of it\n-----\n\nWords.", "content/a.rst:7:||content/a.rst:6:"),
    restructured("a substitution that is not there", "Words |x|."),
    restructured("an indent that is not expected", "Words.\n    More.\n  Less.", code=None, says=("content/a.rst",)),
    Case(name="no title in reStructuredText", files={**GOOD, "content/a.rst": ":date: 2020-01-02\n\nWords.\n"}, code=1, says=("content/a.rst",)),
    Case(name="two titles in reStructuredText", files={**GOOD, "content/a.rst": "One\n###\n\nWords.\n\nTwo\n###\n\nMore.\n"}, code=1, says=("content/a.rst",)),
    Case(name="the heading levels of reStructuredText jump", files={**GOOD, "content/a.rst": rst("Part\n----\n\nDeep\n~~~~\n\nPart\n----\n\nOther\n=====\n\nx")}, code=1, says=("content/a.rst",)),
    Case(name="HTML without a body", files={**GOOD, "content/a.html": '<html><head><title>One</title><meta name="date" content="2020-01-02"></head>\n<p>Words that are lost.</p></html>'}, code=None, either=True, says=("content/a.html",), has={"one.html": ("Words that are lost.",)}),
    Case(name="HTML whose body is not closed", files={**GOOD, "content/a.html": '<html><head><title>One</title><meta name="date" content="2020-01-02"></head><body>\n<p>Words that are lost.</p>\n'}, code=None, either=True, says=("content/a.html",), has={"one.html": ("Words that are lost.",)}),
    Case(name="a part of HTML", files={**GOOD, "content/a.html": "<p>Words.</p>\n"}, code=1, says=("content/a.html",)),
    Case(name="HTML with a misspelt key", files={**GOOD, "content/a.html": html("<p>Words.</p>", '<meta name="catgory" content="x">')}, code=None, says=("content/a.html",)),
    Case(name="HTML with the old way of writing keys", files={**GOOD, "content/a.html": html("<p>Words.</p>", '<meta name="tags" contents="x">')}, code=None, says=("content/a.html",)),
)  # fmt: skip
