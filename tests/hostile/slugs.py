"""Slugs that no address can hold, or that two texts claim."""

from __future__ import annotations

from typing import Any

from hostile.cases import Case, page, post, rst

GOOD = {"content/z.md": post(title="Zed")}
A, B = "content/a.md", "content/b.md"


def bad(name: str, slug: str) -> Case:
    """A post whose header gives a slug that cannot be."""
    return Case(name=name, files={**GOOD, A: post("Words.", f"Slug: {slug}")}, code=1, says=(f"{A}:3:",))


def titled(name: str, title: str, **more: Any) -> Case:
    """A post whose title makes a slug that cannot be."""
    return Case(name=name, files={**GOOD, A: post(title=title)}, **{"code": 1, "says": (A,), **more})


def claimed(name: str, one: str, two: str, *says: str, **more: Any) -> Case:
    """Two texts that claim one place: both are named."""
    return Case(name=name, files={**GOOD, A: one, B: two}, **{"code": 1, "says": says or (f"{A} & {B}",), **more})


CASES = (
    *(
        bad(f"the slug {slug!r}", slug)
        for slug in (
            "a/b", "/a", "a\\b", "..", ".", "../../a", "a.b.", "50%", "what?", "a#b", "a:b", "c:", "%2e%2e%2fa", "a\tb", "a\u200bb/", "a" * 201, "é" * 120, "con", "NUL",
            "lpt1", "aux.txt", "COM9",
        )
    ),
    bad("a slug with a control character", "a\x01b"),
    bad("a slug that turns the direction", "a\u202etxt"),
    titled("a title of a picture only", "🎉"),
    titled("a title of punctuation only", "?!…"),
    titled("a title of a hyphen", "-", code=None, either=True, has={"-.html": ()}),
    titled("a title of 1,000 letters", "word " * 200),
    titled("a title that is reserved on Windows", "Con", code=None),
    titled("a title of an empty quotation", '""'),
    claimed("the same slug twice", post("Words.", "Slug: x"), post("Words.", "Slug: x", title="Two")),
    claimed("the same title twice", post(), post()),
    claimed("slugs that differ in capitals", post("Words.", "Slug: x"), post("Words.", "Slug: X", title="Two")),
    claimed("slugs that are alike after normalization", post("Words.", "Slug: caf\u00e9"), post("Words.", "Slug: cafe\u0301", title="Two")),
    claimed("titles that are alike in Latin letters", post(title="Straße"), post(title="Strasse")),
    claimed("titles that differ in punctuation", post(title="What now?"), post(title="What now!")),
    claimed("titles in capitals where they count", post(title="one"), post(title="ONE"), conf="SLUGIFY_PRESERVE_CASE = True\n"),
    claimed("the same slug as draft and post", post("Words.", "Slug: x"), post("Words.", "Slug: x", "Status: draft", title="Two"), code=None, says=()),
    claimed("the same slug in two drafts", post("Words.", "Slug: x", "Status: draft"), post("Words.", "Slug: x", "Status: draft", title="Two")),
    claimed("the same slug twice, hidden", post("Words.", "Slug: x", "Status: hidden"), post("Words.", "Slug: x", title="Two")),
    claimed("the same slug and language twice", post("Words.", "Slug: x", "Lang: de"), post("Worte.", "Slug: x", "Lang: de", title="Two")),
    Case(name="three of one slug", files={A: post("Words.", "Slug: x"), B: post("Words.", "Slug: x", title="Two"), "content/c.md": post("Words.", "Slug: x", title="Three")}, code=1, says=(A, B, "content/c.md")),
    Case(name="the same slug in Markdown and reStructuredText", files={**GOOD, A: post(), "content/b.rst": rst()}, code=1, says=("content/a.md & content/b.rst",)),
    Case(name="the same slug in two pages", files={**GOOD, "content/pages/p.md": page(), "content/pages/q.md": page("Else.")}, code=1, says=("content/pages/p.md & content/pages/q.md",)),
    Case(name="the same slug in a page and a post of one place", files={**GOOD, A: post(title="About"), "content/pages/p.md": page()}, conf='PAGE_SAVE_AS = "{slug}.html"\nPAGE_URL = "{slug}.html"\n', code=1, says=("content/a.md & content/pages/p.md",)),
    Case(name="the same slug in two folders", files={"content/x/a.md": post(), "content/y/a.md": post()}, code=1, says=("content/x/a.md & content/y/a.md",)),
    Case(name="the same slug, parted by the address", files={"content/x/a.md": post(), "content/y/a.md": post()}, conf='ARTICLE_SAVE_AS = "{category}/{slug}.html"\nARTICLE_URL = "{category}/{slug}.html"\n', code=None),
    Case(name="the same slug in other years", files={A: post(), B: post(date="2021-01-02")}, conf='ARTICLE_SAVE_AS = "{date:%Y}/{slug}.html"\nARTICLE_URL = "{date:%Y}/{slug}.html"\n', code=None),
    Case(name="a slug like that of the index", files={**GOOD, A: post("Words.", "Slug: index")}, code=1, says=(A,)),
    Case(name="a slug like that of the archives", files={**GOOD, A: post(title="Archives")}, code=1, says=(A,)),
    Case(name="a slug like that of the tags", files={**GOOD, A: post(title="Tags")}, code=1, says=(A,)),
    Case(name="a slug like that of a page of the index", files={**GOOD, A: post(title="Index2")}, conf="DEFAULT_PAGINATION = 1\n", code=1, says=(A,)),
    Case(name="a page with a slug that cannot be", files={**GOOD, "content/pages/p.md": page("Words.", "Slug: ../p")}, code=1, says=("content/pages/p.md:2:",)),
    Case(name="a category with a slash", files={**GOOD, A: post("Words.", "Category: a/b/../../c")}, code=None, says=()),
    Case(name="a category of punctuation", files={**GOOD, A: post("Words.", "Category: ...")}, code=1, says=(f"{A}:3:",)),
    Case(name="a folder of punctuation", files={**GOOD, "content/!!!/a.md": post()}, code=1, says=("content/!!!/a.md",)),
    Case(name="a tag of punctuation", files={**GOOD, A: post("Words.", "Tags: ok, ???")}, code=1, says=(f"{A}:3:",)),
    Case(name="an author of punctuation", files={**GOOD, A: post("Words.", "Author: !!!")}, code=1, says=(f"{A}:3:",)),
)  # fmt: skip
