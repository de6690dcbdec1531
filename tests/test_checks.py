"""editorial.checks: what sources name must be there."""

import dataclasses

import pytest
from examples import NOW, OURS, curated, desk, introduction, library, link, manuscript, paper, post
from hypothesis import given
from hypothesis import strategies as st

from editorial import list_checks
from editorial.checks import check, rings
from editorial.desk import Desk
from manuscript.problems import Problem

TODAY = NOW.date()


def told(made: Desk) -> list[str]:
    return [str(problem) for problem in check(made, TODAY)]


def test_a_desk_in_order_has_no_problems() -> None:
    assert told(desk(post("a", Authors="editors", Themes="+oil"), post("b", Responds_to="a"))) == []


def test_two_sources_with_one_slug_are_both_named() -> None:
    other = manuscript("Title: T\nDate: 2010-01-01\nGroup: g\nSlug: a\n", "content/papers/z.md", "paper")
    found = [line for line in told(desk(post("a"), other)) if "slug" in line]

    assert found == ['content/papers/z.md:4: slug "a" is also that of content/posts/a.md. Give one of the two another Slug.']


def test_pages_and_lists_have_slugs_of_their_own_but_not_the_site_s() -> None:
    page = manuscript("Title: T\n", "content/pages/themes.md", "page")
    same = manuscript("Title: T\n", "content/lists/a.md", "list")

    assert told(desk(post("a"), same, page)) == [
        "content/pages/themes.md:1: the address /themes/ belongs to the site itself. Give the page another Slug."
    ]


def test_a_file_name_that_makes_no_address_is_named() -> None:
    assert told(desk(manuscript("Title: T\nDate: 2010-01-01\n", "content/posts/My Post.md"))) == [
        'content/posts/My Post.md:1: the file name "My Post.md" makes no address. '
        "Add a line Slug:, or use lower-case letters, digits and single hyphens in the name."
    ]


def test_unknown_names_are_told_with_the_nearest() -> None:
    text = "Title: T\nDate: 2010-01-01\nGroup: square\nAuthors: editor\nSignatories: zzz\nThemes: +oils\nResponds-to: bb\n"

    assert told(desk(manuscript(text, "content/papers/a.md", "paper"), post("b"))) == [
        'content/papers/a.md:3: group "square" is not in content/data/people.toml. Add it there, or name another.',
        'content/papers/a.md:4: author "editor" is not in content/data/people.toml. Did you mean "editors"?',
        'content/papers/a.md:5: author "zzz" is not in content/data/people.toml. Add it there, or name another.',
        'content/papers/a.md:6: theme "oils" is not in content/data/themes.toml. Did you mean "oil"?',
        'content/papers/a.md:7: Responds-to: no post or paper has the slug "bb". Did you mean "b"?',
    ]


def test_what_a_text_names_must_be_published_and_another_and_of_the_right_kind() -> None:
    found = told(desk(post("a", Responds_to="a, d", Reproduces="b"), post("b"), post("d", Status="draft")))

    assert found == [
        "content/posts/a.md:3: Responds-to names the text itself. Name another, or leave the line out.",
        'content/posts/a.md:3: Responds-to: "d" is not published (its status is draft). Publish it, or leave the line out.',
        'content/posts/a.md:4: Reproduces: "b" is a post, not a group article. Name a text in content/papers/.',
    ]


def test_an_unknown_slug_of_what_is_to_be_read_before_is_named() -> None:
    assert told(desk(post("a", Requires="bb"), post("b"))) == [
        'content/posts/a.md:3: Requires: no post or paper has the slug "bb". Did you mean "b"?'
    ]


def test_a_citation_in_the_note_of_an_item_is_named_and_the_item_is_not() -> None:
    made = manuscript("Title: T\n\n1. [@w]. See [@w].\n2. [A]({filename}/posts/a.md). See [@w].\n", "content/lists/l.md", "list")

    assert [(problem.line, problem.code) for problem in check(desk(made, post("a"), references='[{"id": "w", "title": "W"}]'), TODAY)] == [
        (3, "misplaced-citation"), (4, "misplaced-citation"),
    ]  # fmt: skip


def test_a_text_and_what_it_carries_count_once_on_a_list() -> None:
    made = curated("l", f"1. {link('carries')}: this copy\n2. [o]({{filename}}/papers/original.md)\n")

    assert told(
        desk(made, paper("original"), post("carries", "{{ reproduce }}", Reproduces="original", Permission="own"), groups=(OURS,))
    ) == [
        "content/lists/l.md:3: content/posts/carries.md carries original, which stands in line 4; the two count once. "
        "Keep one of the two; on the list, each names the other."
    ]


def test_a_draft_of_a_list_may_hold_drafts() -> None:
    body = f"Title: T\nStatus: draft\n\n1. {link('a')}\n"

    assert told(desk(manuscript(body, "content/lists/l.md", "list"), post("a", Status="draft"))) == []


def test_a_draft_may_answer_a_draft() -> None:
    assert told(desk(post("a", Status="draft", Responds_to="b"), post("b", Status="draft"))) == []


def test_unknown_works_and_malformed_citations_are_named_by_line() -> None:
    text = post("a", "One [@munro].\n\nTwo [@munro; and more].")

    assert told(desk(text, references='[{"id": "munro-2011", "title": "T"}]')) == [
        'content/posts/a.md:4: work "munro" is not in content/data/references.json. Did you mean "munro-2011"?',
        'content/posts/a.md:6: "and more" is not a citation. Write [@key], [@key, p. 14] or [@one; @two].',
    ]


def test_items_of_a_curated_list_name_published_texts_once() -> None:
    body = """
1. [A]({filename}../posts/a.md) good
2. [B]({filename}../posts/bb.md)
3. only words
4. [A]({filename}/posts/a.md)
5. [C]({filename}../posts/c.md)
"""
    made = manuscript(f"Title: T\n{body}", "content/lists/l.md", "list")
    remedy = "Begin the item with a link such as [Title]({filename}/posts/title.md) or a work such as [@key], then a note."

    assert told(desk(made, post("a"), post("b"), post("c", Status="draft"))) == [
        'content/lists/l.md:4: content/posts/bb.md does not exist. Did you mean "/posts/b.md"?',
        f"content/lists/l.md:5: this item names no post, paper or work. {remedy}",
        "content/lists/l.md:6: content/posts/a.md stands on the list twice; the first is in line 3. Keep one of the two.",
        "content/lists/l.md:7: content/posts/c.md is not published (its status is draft). Publish it, or take the item out.",
    ]


def test_items_of_a_curated_list_may_be_works_that_are_known() -> None:
    body = "\n1. [@munro-2011, ch. 2]. Two.\n2. [@munro]\n3. [@munro-2011]\n4. [@a; @b]\n5. [@munro-2011, ch. 2]\n6. [x](/posts/x/)\n"
    made = manuscript(f"Title: T\n{body}", "content/lists/l.md", "list")
    remedy = "Begin the item with a link such as [Title]({filename}/posts/title.md) or a work such as [@key], then a note."

    assert told(desk(made, references='[{"id": "munro-2011", "title": "T"}]')) == [
        'content/lists/l.md:4: work "munro" is not in content/data/references.json. Did you mean "munro-2011"?',
        f"content/lists/l.md:6: this item names several works, and an item is one. {remedy}",
        "content/lists/l.md:7: @munro-2011, ch. 2 stands on the list twice; the first is in line 3. Keep one of the two.",
        f"content/lists/l.md:8: this item links to an address, and an item is named by its file. {remedy}",
    ]


def test_an_introduction_is_that_of_a_theme_and_pins_texts_only() -> None:
    body = "Summary: S.\nAuthors: nobody\n\nRead [A]({filename}/posts/a.md) first.\n\n1. [B]({filename}/posts/b.md)\n2. [@munro-2011]\n"
    made = manuscript(body, "content/lists/themes/lamp.md", "introduction")
    remedy = "Begin the item with a link such as [Title]({filename}/posts/title.md), then a note."

    assert told(desk(made, post("a"), references='[{"id": "munro-2011", "title": "T"}]')) == [
        'content/lists/themes/lamp.md:1: "lamp" is not a theme in content/data/themes.toml, whose list this would introduce. Did you mean "lamps"?',
        'content/lists/themes/lamp.md:2: author "nobody" is not in content/data/people.toml. Add it there, or name another.',
        "content/lists/themes/lamp.md:6: content/posts/b.md does not exist. Correct the path.",
        f"content/lists/themes/lamp.md:7: this item names a work, and the list of a theme holds posts and papers. {remedy}",
    ]


def test_an_introduction_may_be_all_text() -> None:
    assert told(desk(manuscript("Read this.\n", "content/lists/themes/lamps.md", "introduction"))) == []


def test_an_item_that_is_no_text_is_told_what_it_is() -> None:
    about = manuscript("Title: About\n", "content/pages/about.md", "page")
    made = manuscript("Title: T\n\n1. [About]({filename}/pages/about.md)\n", "content/lists/l.md", "list")

    assert told(desk(made, about)) == [
        "content/lists/l.md:3: content/pages/about.md is a page, and lists hold posts, papers and works. Write the link above the items, or take it out."
    ]


@pytest.mark.parametrize(
    ("mark", "is_told"),
    [("[see @munro-2011, p. 3]", True), ("[-@munro-2011]", True), ("[me@example.org]", False), ("[see @munro-2011](x)", False), ("\\[a @munro-2011]", False)],
)  # fmt: skip
def test_what_looks_like_a_citation_and_is_none_is_named(mark: str, is_told: bool) -> None:
    found = told(desk(post("a", f"One {mark}."), references='[{"id": "munro-2011", "title": "T"}]'))

    assert found == [f'content/posts/a.md:4: "{mark}" is not a citation. Write [@key], [@key, p. 14] or [@one; @two].'] * is_told


@pytest.mark.parametrize(
    ("header", "remedy"),
    [
        ({}, "Write Themes: +oil into its header"), ({"Themes": "-lamps"}, "Add +oil to the Themes: of its header"),
        ({"Themes": "= lamps"}, "Add oil to the Themes: of its header"), ({"Themes": "none"}, "Write Themes: = oil into its header"),
    ],
)  # fmt: skip
def test_the_remedy_for_a_pin_fits_the_header_of_the_text(header: dict[str, str], remedy: str) -> None:
    made = (introduction("oil", f"1. {link('a')}\n"), post("a", **header))

    assert [problem.remedy for problem in list_checks.check(desk(*made), library(*made), "")] == [f"{remedy}, or take the pin out"]


def test_an_introduction_none_of_whose_links_is_on_the_list_is_named() -> None:
    texts = (post("a"), post("b", "Oil. And oil."))
    none, some = introduction("oil", f"See {link('a')}."), introduction("oil", f"See {link('a')} and [b](/posts/b/).")

    assert [[str(problem) for problem in list_checks.check(desk(*texts, one), library(*texts, one), "")] for one in (none, some)] == [
        ["content/lists/themes/oil.md:1: none of the texts that the introduction links to is on the list (the first is a). "
         "Link to one that is, or write Themes: +oil into its header."],
        [],
    ]  # fmt: skip


def test_links_by_address_lead_to_what_is_published() -> None:
    body = "A lamp. [1](/posts/b/) [2](/papers/b/) [3](https://here.example/posts/bb/) [4](/posts/d/) [5](https://there.example/posts/x/) `/posts/y/`"
    made = (post("a", body), post("b"), post("d", Status="draft"), post("e", "[d](/posts/d/)", Status="draft"))

    assert [str(problem) for problem in list_checks.check(desk(*made), library(*made), "https://here.example")] == [
        "content/posts/a.md:4: /papers/b/ leads to no paper. Correct the address.",
        'content/posts/a.md:4: /posts/bb/ leads to no post. Did you mean "b"?',
        "content/posts/a.md:4: /posts/d/ leads to what is not published: a draft, or held back. Publish it, or take the link out.",
    ]


def test_a_pin_without_the_theme_is_named() -> None:
    pins = manuscript("1. [A]({filename}/posts/a.md)\n2. [B]({filename}/posts/b.md)\n", "content/lists/themes/oil.md", "introduction")
    made = (pins, post("a"), post("b", "Oil. And oil."))

    assert [str(problem) for problem in list_checks.check(desk(*made), library(*made), "")] == [
        "content/lists/themes/oil.md:1: content/posts/a.md is pinned, and is not under the theme. Write Themes: +oil into its header, or take the pin out."
    ]


def test_texts_that_are_to_be_read_before_one_another_are_named_once() -> None:
    ring = [post("a", Requires="b"), post("b", Requires="c, d"), post("c", Requires="a"), post("d")]

    assert told(desk(*ring)) == ["content/posts/a.md:3: Requires goes round in a ring: a → b → c → a. Take one of them out."]


@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=3), max_size=6))
def test_a_ring_is_told_exactly_where_there_is_one(wanted: dict[str, list[str]]) -> None:
    needs = {slug: [other for other in others if other in wanted and other != slug] for slug, others in wanted.items()}
    found = list(rings(needs))
    left = dict(needs)
    while free := [slug for slug, others in left.items() if not any(other in left for other in others)]:
        for slug in free:
            del left[slug]

    assert bool(found) == bool(left)
    assert all(ring[n] in needs[ring[n - 1]] for ring in found for n in range(len(ring)))


def test_a_citation_outside_posts_and_papers_is_named() -> None:
    page = manuscript("Title: T\n\nSee [@munro-2011].\n", "content/pages/p.md", "page")

    assert told(desk(page, references='[{"id": "munro-2011", "title": "T"}]')) == [
        "content/pages/p.md:3: [@munro-2011] stands in a page, which lists no works. Cite in posts, papers and items of curated lists; write a link here."
    ]


def test_what_a_file_would_hold_is_not_called_unknown_when_the_file_cannot_be_read() -> None:
    fault = Problem("content/data/themes.toml", 1, 0, "bad-data", "this is not TOML")
    made = dataclasses.replace(desk(post("a", Themes="+nowhere"), themes=()), problems=(fault,), unread=frozenset({"themes.toml"}))

    assert check(made, TODAY) == (fault,)


def test_one_faulty_entry_of_a_data_file_hides_no_unknown_name() -> None:
    fault = Problem("content/data/themes.toml", 1, 0, "bad-data", 'theme "wick" has no label')
    made = dataclasses.replace(desk(post("a", Themes="+nowhere")), problems=(fault,))

    assert [problem.code for problem in check(made, TODAY)] == ["bad-data", "unknown-theme"]


def test_a_word_that_the_fault_of_a_theme_quotes_is_no_theme() -> None:
    fault = Problem("content/data/themes.toml", 1, 0, "bad-data", 'theme "wick" names "oyl", which is not another theme')
    made = dataclasses.replace(desk(post("a", Themes="+oyl, +wick")), problems=(fault,))

    assert [(problem.code, problem.message) for problem in check(made, TODAY) if problem != fault] == [
        ("unknown-theme", 'theme "oyl" is not in content/data/themes.toml')
    ]


def test_text_after_the_items_of_a_list_is_named_and_an_indented_line_belongs_to_the_note() -> None:
    body = "\n- [A]({filename}../posts/a.md) good\n\n    and more\n\nLost text.\n\n[ref]: https://example.org\n"

    assert told(desk(manuscript(f"Title: T\n{body}", "content/lists/l.md", "list"), post("a"))) == [
        "content/lists/l.md:7: text stands after the items. "
        "Move it before the first item, or indent it by four spaces to make it part of the note above."
    ]


def test_a_list_may_not_have_the_slug_of_a_theme() -> None:
    assert told(desk(manuscript("Title: T\n", "content/lists/oil.md", "list"))) == [
        'content/lists/oil.md:1: slug "oil" is also that of a theme, which has a list. Give the list another Slug.'
    ]


def test_whoever_names_a_faulty_person_has_made_no_mistake() -> None:
    fault = Problem("content/data/people.toml", 1, 0, "bad-data", 'the url of "eve" is not an http or https address')
    made = dataclasses.replace(desk(post("a", Authors="eve"), post("b", Authors="eva")), problems=(fault,))

    assert [problem.message for problem in check(made, TODAY)] == [fault.message, 'author "eva" is not in content/data/people.toml']
