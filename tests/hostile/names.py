"""Tags, authors and categories that become one without a word."""

from __future__ import annotations

from typing import Any

from hostile.cases import Case, post

A, B = "content/a.md", "content/b.md"


def merged(name: str, key: str, one: str, two: str, *says: str, **more: Any) -> Case:
    """Two posts whose names share a page: it is said, and built."""
    return Case(
        name=name,
        files={A: post("Words.", f"{key}: {one}"), B: post("Words.", f"{key}: {two}", title="Two")},
        says=says or (f"{A}:3:||{B}:3:",),
        **{"has": {"one.html": (), "two.html": ()}, **more},
    )


CASES = (
    merged("the tags C and C++", "Tags", "C", "C++"),
    merged("the tags C++ and C#", "Tags", "C++", "C#"),
    Case(name="the tags C, C++ and C# in one post", files={A: post("Words.", "Tags: C, C++, C#")}, says=(f"{A}:3: & C++", f"{A}:3: & C#"), has={"tag/c.html": ()}),
    merged("tags that differ in capitals", "Tags", "Python", "python"),
    merged("tags that differ in accents", "Tags", "café", "cafe"),
    merged("tags that differ in hyphens", "Tags", "open access", "open-access"),
    merged("tags that are alike after normalization", "Tags", "caf\u00e9", "cafe\u0301"),
    merged("authors that differ in capitals", "Author", "Ada Lovelace", "ada lovelace"),
    merged("authors that differ in a full stop", "Authors", "A. Lovelace", "A Lovelace"),
    merged("categories that differ in capitals", "Category", "Science", "science"),
    merged("categories that differ in signs", "Category", "R&D", "RD"),
    Case(name="a category by folder and one by header", files={"content/Science/a.md": post(), B: post("Words.", "Category: science", title="Two")}, says=(f"{B}:3:||content/Science/a.md",), has={"category/science.html": ()}),
    Case(name="a tag and a category of one name", files={A: post("Words.", "Category: x", "Tags: x")}, has={"category/x.html": (), "tag/x.html": ()}, not_says=("share",)),
    Case(name="tags and categories at one place", files={A: post("Words.", "Category: x", "Tags: x")}, conf='TAG_SAVE_AS = "{slug}/index.html"\nTAG_URL = "{slug}/"\nCATEGORY_SAVE_AS = "{slug}/index.html"\nCATEGORY_URL = "{slug}/"\n', code=1, says=("x/index.html||tag||category",)),
    Case(name="tags that are parted by substitutions", files={A: post("Words.", "Tags: C"), B: post("Words.", "Tags: C++", title="Two")}, conf="TAG_REGEX_SUBSTITUTIONS = [(r'\\+\\+', '-plus-plus'), (r'[^\\w\\s-]', ''), (r'[-\\s]+', '-')]\n", has={"tag/c.html": (), "tag/c-plus-plus.html": ()}, not_says=("share",)),
    Case(name="a hundred tags that become one", files={A: post("Words.", f"Tags: {', '.join('x' + '!' * n for n in range(100))}")}, code=None, says=(f"{A}:3:",)),
    Case(name="a tag twice in one post", files={A: post("Words.", "Tags: x, y, x")}, code=None, says=()),
)  # fmt: skip
