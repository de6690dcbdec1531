"""press.names: what only all texts together show to be one name, one file, one address."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.contents import Author, Category, Tag
from pelican.settings import DEFAULT_CONFIG

from manuscript.source import parse
from press import names
from press.names import AUTHOR, CATEGORY, TAG, Claim, Named

NFC, NFD = unicodedata.normalize("NFC", "é"), unicodedata.normalize("NFD", "é")


def tag(name: str, place: str) -> Named:
    path, line = place.split(":")
    return Named(TAG, name, path, int(line))


# --- names that share a page --------------------------------------------------------------------

MERGED: dict[str, tuple[list[Named], list[str]]] = {
    "alike": ([tag("C", "a.md:3"), tag("C", "b.md:3")], []),
    "of different kinds": ([tag("Python", "a.md:3"), Named(AUTHOR, "python", "a.md", 4)], []),
    "without a slug": ([tag("???", "a.md:3"), tag("!!!", "b.md:3")], []),
    "the most used stays": (
        [tag("Python", "a.md:3"), tag("python", "b.md:3"), tag("python", "c.md:3")],
        [
            'a.md:3: the tag "Python" shares the page "python" with "python" (b.md:3). '
            'Write "python", or give them different addresses with SLUG_REGEX_SUBSTITUTIONS.'
        ],
    ),
    "as often: the first stays, whatever the order": (
        [tag("python", "b.md:3"), tag("Python", "a.md:3")],
        [
            'b.md:3: the tag "python" shares the page "python" with "Python" (a.md:3). '
            'Write "Python", or give them different addresses with SLUG_REGEX_SUBSTITUTIONS.'
        ],
    ),
    "by signs that no slug has": (
        [tag("C", "a.md:3"), tag("C++", "b.md:3"), tag("C#", "c.md:3"), tag("C", "d.md:3")],
        [
            'b.md:3: the tag "C++" shares the page "c" with "C" (a.md:3), "C#" (c.md:3). '
            'Write "C", or give them different addresses with SLUG_REGEX_SUBSTITUTIONS.',
            'c.md:3: the tag "C#" shares the page "c" with "C" (a.md:3), "C++" (b.md:3). '
            'Write "C", or give them different addresses with SLUG_REGEX_SUBSTITUTIONS.',
        ],
    ),
    "by letters that ASCII lacks": (
        [Named(CATEGORY, "Études", "a.md", 2), Named(CATEGORY, "Etudes", "b.md", 2)],
        [
            'b.md:2: the category "Etudes" shares the page "etudes" with "Études" (a.md:2). '
            'Write "Études", or give them different addresses with SLUG_REGEX_SUBSTITUTIONS.'
        ],
    ),
    "at each place": (
        [tag("a", "a.md:3"), tag("a", "b.md:3"), tag("a", "c.md:3"), tag("A", "d.md:3"), tag("A", "e.md:4")],
        [
            f'{place}: the tag "A" shares the page "a" with "a" (a.md:3). Write "a", or give them different addresses with SLUG_REGEX_SUBSTITUTIONS.'
            for place in ("d.md:3", "e.md:4")
        ],
    ),
}


@pytest.mark.parametrize(("entries", "expected"), MERGED.values(), ids=MERGED.keys())
def test_names_that_share_a_page_are_named_with_one_another(entries: list[Named], expected: list[str]) -> None:
    assert sorted(map(str, names.merged(entries, DEFAULT_CONFIG))) == expected


def test_names_with_addresses_of_their_own_are_not_merged() -> None:
    settings = {**DEFAULT_CONFIG, "TAG_REGEX_SUBSTITUTIONS": [(r"\+", "-plus"), ("#", "-sharp")]}

    assert list(names.merged([tag("C", "a.md:3"), tag("C++", "b.md:3"), tag("C#", "c.md:3")], settings)) == []


def test_more_spellings_than_can_be_read_are_counted() -> None:
    spelt = [tag("t" + "+" * number, f"{number:02}.md:1") for number in range(12)]

    assert str(max(names.merged(spelt, DEFAULT_CONFIG))).count(".md:1") == 1 + 8


@pytest.mark.parametrize(("kind", "made"), [(TAG, Tag), (AUTHOR, Author), (CATEGORY, Category)])
@pytest.mark.parametrize("name", ["C++", "Ada L.", "Été", "a/b", " x ", "日本", "<b>x</b>", "&amp;"])
@pytest.mark.parametrize("settings", [{}, {"SLUGIFY_USE_UNICODE": True, "SLUGIFY_PRESERVE_CASE": True, "AUTHOR_REGEX_SUBSTITUTIONS": []}])
def test_a_slug_is_the_one_that_pelican_makes(kind: str, made: type, name: str, settings: dict[str, object]) -> None:
    settings = {**DEFAULT_CONFIG, **settings}

    assert names.slug_of(kind, name.strip(), settings) == made(name.strip(), settings).slug


def test_the_names_in_a_header_are_parted_as_pelican_parts_them() -> None:
    source = parse("Title: T\nTags: b, a,, b\ntags: c\nAuthors: Doe, Jane; Roe\nAuthor: One, Two\nCategory: x, y\n\nBody", "a.md")

    assert names.named(source) == (
        Named(TAG, "b", "a.md", 2),
        Named(TAG, "a", "a.md", 2),
        Named(AUTHOR, "One, Two", "a.md", 5),
        Named(AUTHOR, "Doe, Jane", "a.md", 4),
        Named(AUTHOR, "Roe", "a.md", 4),
        Named(CATEGORY, "x, y", "a.md", 6),
    )


@given(st.lists(st.tuples(st.sampled_from(["C", "c", "C++", "D"]), st.sampled_from(["a.md", "b.md", "c.md"])), max_size=9), st.randoms())
def test_the_order_of_names_is_irrelevant(pairs: list[tuple[str, str]], chance: object) -> None:
    entries = [Named(TAG, name, path, 1) for name, path in pairs]
    shuffled = sorted(entries, key=lambda _: chance.random())  # type: ignore[attr-defined]

    assert sorted(names.merged(shuffled, DEFAULT_CONFIG)) == sorted(names.merged(entries, DEFAULT_CONFIG))


# --- files --------------------------------------------------------------------------------------

TWINS: dict[str, tuple[list[str], list[str]]] = {
    "different": (["a.md", "b.md", "a/a.md"], []),
    "but for case": (
        ["posts/a.md", "posts/A.md"],
        [
            'content/posts/a.md: the name is that of "content/posts/A.md", in upper and lower case. '
            "Give one of the two another name: on other machines they are one file."
        ],
    ),
    "but for the case of a folder": (
        ["Posts/a.md", "posts/a.md"],
        [
            'content/posts/a.md: the name is that of "content/Posts/a.md", in upper and lower case. '
            "Give one of the two another name: on other machines they are one file."
        ],
    ),
    "but for accents": (
        [f"{NFC}.md", f"{NFD}.md"],
        [
            f'content/{NFC}.md: the name is that of "content/{NFD}.md", with accents encoded otherwise. '
            "Give one of the two another name: on other machines they are one file."
        ],
    ),
    "but for both": (
        [f"{NFC.upper()}.md", f"{NFD}.md"],
        [
            f'content/{NFC.upper()}.md: the name is that of "content/{NFD}.md", in upper and lower case. '
            "Give one of the two another name: on other machines they are one file."
        ],
    ),
}


@pytest.mark.parametrize(("paths", "expected"), TWINS.values(), ids=TWINS.keys())
def test_files_that_are_one_on_other_machines_are_named_both(paths: list[str], expected: list[str]) -> None:
    assert list(map(str, names.twins(paths))) == expected


def test_of_three_twins_two_are_named_under_the_folder_of_the_site() -> None:
    assert [problem.path for problem in names.twins(["a.md", "A.md", "a.MD"], "texts")] == ["texts/a.MD", "texts/a.md"]


# --- addresses ----------------------------------------------------------------------------------


def claim(save_as: str, what: str, path: str, line: int = 1, *, overrides: bool = False) -> Claim:
    return Claim(save_as, save_as, what, path, line, overrides=overrides)


INDEX = claim("index.html", "template", "", 0)
HOME = claim("index.html", "page", "content/pages/home.md", 4, overrides=True)

CLAIMS: dict[str, tuple[list[Claim], list[tuple[str, int, str, str]]]] = {
    "different files": ([claim("a.html", "article", "a.md"), claim("b.html", "article", "b.md")], []),
    "the same, said twice": ([claim("a.html", "article", "a.md"), claim("a.html", "article", "a.md", 2)], []),
    "what is not written": ([claim("", "article", "a.md"), claim("", "article", "b.md")], []),
    "two texts": (
        [claim("x.html", "article", "b.md", 3), claim("x.html", "page", "a.md", 2)],
        [("b.md", 3, "duplicate-slug", 'the article b.md:3 would be written to "x.html", as the page a.md:2 is')],
    ),
    "two texts, but for case": (
        [claim("x.html", "article", "a.md"), claim("X.html", "draft", "b.md")],
        [
            (
                "b.md",
                1,
                "duplicate-slug",
                'the draft b.md:1 would be written to "X.html", which is "x.html" on other machines, as the article a.md:1 is',
            )
        ],
    ),
    "two texts, but for accents": (
        [claim(f"{NFC}.html", "article", "a.md"), claim(f"{NFD}.html", "article", "b.md")],
        [
            (
                "b.md",
                1,
                "duplicate-slug",
                f'the article b.md:1 would be written to "{NFD}.html", which is "{NFC}.html" on other machines, as the article a.md:1 is',
            )
        ],
    ),
    "two texts, in other words": (
        [claim("a/../x.html", "article", "a.md"), claim("./x.html", "article", "b.md")],
        [("b.md", 1, "duplicate-slug", 'the article b.md:1 would be written to "./x.html", as the article a.md:1 is')],
    ),
    "three texts": (
        [claim("x.html", "article", "a.md"), claim("x.html", "article", "b.md"), claim("x.html", "article", "c.md")],
        [
            ("b.md", 1, "duplicate-slug", 'the article b.md:1 would be written to "x.html", as the article a.md:1 is'),
            ("c.md", 1, "duplicate-slug", 'the article c.md:1 would be written to "x.html", as the article a.md:1 is'),
        ],
    ),
    "a text and a file": (
        [claim("x.html", "static", "content/x.html", 0), claim("x.html", "article", "content/a.md")],
        [("content/x.html", 0, "collision", 'the static content/x.html would be written to "x.html", as the article content/a.md:1 is')],
    ),
    "a feed and a tag": (
        [claim("f.xml", "feed", "", 0), claim("f.xml", "tag", "", 0)],
        [("f.xml", 0, "collision", 'the tag would be written to "f.xml", as the feed is')],
    ),
    "a page that stands in for a template": ([INDEX, HOME], []),
    "a page that comes upon a template": (
        [INDEX, claim("index.html", "page", "content/pages/home.md", 4)],
        [("content/pages/home.md", 4, "collision", 'the page content/pages/home.md:4 would be written to "index.html", as the template is')],
    ),
    "two pages that stand in for a template": (
        [INDEX, HOME, claim("index.html", "page", "content/pages/house.md", 2, overrides=True)],
        [
            (
                "content/pages/house.md",
                2,
                "duplicate-slug",
                'the page content/pages/house.md:2 would be written to "index.html", as the page content/pages/home.md:4 is',
            )
        ],
    ),
    "a page that stands in for a tag": (
        [claim("tag/a.html", "tag", "", 0), claim("tag/a.html", "page", "a.md", overrides=True)],
        [("a.md", 1, "collision", 'the page a.md:1 would be written to "tag/a.html", as the tag is')],
    ),
    "a file and a folder": (
        [claim("a", "static", "content/a", 0), claim("a/index.html", "article", "content/b.md"), claim("A/x/y.html", "page", "content/c.md")],
        [("content/b.md", 1, "collision", '"a" would be a file and a folder: the static content/a and the article content/b.md:1 cannot both be written')],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("claimed", "expected"), CLAIMS.values(), ids=CLAIMS.keys())
def test_what_is_written_to_one_file_is_named_both(claimed: list[Claim], expected: list[tuple[str, int, str, str]]) -> None:
    assert [(one.path, one.line, one.code, one.message) for one in sorted(names.claims(claimed))] == expected


@given(st.permutations([claim for claims, _ in CLAIMS.values() for claim in claims]))
def test_the_order_of_claims_is_irrelevant(claimed: list[Claim]) -> None:
    everything = [claim for claims, _ in CLAIMS.values() for claim in claims]

    assert sorted(names.claims(claimed)) == sorted(names.claims(everything))
