"""editorial.permissions and its checks: what may be reproduced, by whom, today, and as far as it goes."""

import dataclasses
import datetime

import pytest
from examples import CIRCLE, NOW, OURS, desk, frozen, manuscript, paper, post

from editorial.assembly import build
from editorial.checks import check
from editorial.model import Group
from editorial.permissions import parse

DAY = datetime.date(2020, 6, 1)
FULL = """[full]
what = "lamps"
to = ["editors"]
granted-by = "circle"
date = 2019-06-01
scope = "full"
indexing = "post"
because = "It has words of its own."
record = "The minutes of 1 June 2019."
"""
EXTRACT = FULL.replace("[full]", "[extract]").replace('"full"', '"extract"\nwords = 6')
SUMMARY = FULL.replace("[full]", "[summary]").replace('"full"', '"summary"')
BODY = "We hold that lamps are kept.\n\n## Oil\n\nOil is kept too.\n"


def told(permission: str = "full", *, data: str = FULL, mark: str = "{{ reproduce }}", today: datetime.date = DAY, ours: bool = False, **keys: str) -> list[str]:  # fmt: skip
    """What is told of a post that carries the paper with that permission."""
    named = {"Permission": permission} if permission else {}
    made = post("a", mark, Reproduces="lamps", Authors="editors", **{**named, **keys})
    return [
        str(problem)
        for problem in check(desk(made, paper("lamps", BODY, Summary="S."), groups=(OURS if ours else CIRCLE,), permissions=data), today)
    ]


@pytest.mark.parametrize(
    ("case", "problems"),
    [
        ({}, []),
        ({"permission": "own", "ours": True}, []),
        ({"data": FULL + 'expires = 2020-06-01\n'}, []),
        ({"data": FULL + 'expires = 2020-05-31\n'}, ["content/posts/a.md:5: permission \"full\" expired on 2020-05-31. Ask for it anew and correct its date, or take the article out."]),
        ({"data": FULL.replace("2019-06-01", "2020-06-02")}, ["content/data/permissions.toml:1: permission \"full\" is given on 2020-06-02, which is after today. Correct the date."]),
        ({"permission": ""}, ['content/posts/a.md:3: "lamps" is an article of The Circle, and friends, and no permission is named. Ask for it, add it to content/data/permissions.toml with what = "lamps", and name it in a line Permission:.']),
        ({"permission": "", "ours": True}, ['content/posts/a.md:3: "lamps" is an article of The Circle, and friends, and no permission is named. Add a line Permission: own, since the site is the group\'s.']),
        ({"permission": "own"}, ['content/posts/a.md:5: "lamps" is an article of The Circle, and friends, and people.toml does not say that this site is theirs (ours = true in [groups.circle]). Ask for it, add it to content/data/permissions.toml with what = "lamps", and name it in a line Permission:.']),
        ({"permission": "fill"}, ['content/posts/a.md:5: permission "fill" is not in content/data/permissions.toml. Did you mean "full"?']),
        ({"data": FULL.replace('["editors"]', '["ben"]')}, ['content/posts/a.md:5: permission "full" is given to ben, and not to an author of this text. Ask for one, and add it to the data.']),
        ({"data": FULL.replace('["editors"]', '["site"]')}, []),
        ({"permission": "extract", "data": EXTRACT}, ['content/posts/a.md:5: 11 words are reproduced, and permission "extract" is for 6. Reproduce fewer sections, or ask for more.']),
        ({"permission": "extract", "data": EXTRACT, "mark": '{{ reproduce sections="Oil" }}'}, []),
        ({"permission": "extract", "data": EXTRACT, "mark": '{{ reproduce sections="Oil" }}\n\n{{ reproduce sections="oil" }}'}, ['content/posts/a.md:5: 10 words are reproduced, and permission "extract" is for 6. Reproduce fewer sections, or ask for more.']),
        ({"permission": "summary", "data": SUMMARY}, ['content/posts/a.md:5: 11 words are reproduced, and permission "summary" is for title and summary. Write {{ reproduce only="summary" }}, or ask for more.']),
        ({"permission": "summary", "data": SUMMARY, "mark": '{{ reproduce only="summary" }}'}, []),
        # One that holds is enough.
        ({"permission": "extract, full", "data": EXTRACT + FULL}, []),
        # A draft is not published, and may wait for its permission.
        ({"permission": "", "Status": "draft"}, []),
        ({"data": FULL.replace('"post"', '"canonical"'), "Canonical": "https://example.org/a"}, ['content/posts/a.md:5: permission "full" and Canonical: each say where the home of this post is. Give all but one of the permissions indexing = "post" or "noindex", or take Canonical: out.']),
    ],
)  # fmt: skip
def test_what_is_reproduced_needs_a_permission_that_holds_and_reaches_far_enough(case: dict[str, str], problems: list[str]) -> None:
    assert told(**case) == problems  # type: ignore[arg-type]


def test_a_permission_for_another_paper_is_none() -> None:
    texts = (post("a", "{{ reproduce }}", Reproduces="oil", Permission="full", Authors="editors"), paper("lamps"), paper("oil"))

    assert [str(problem) for problem in check(desk(*texts, permissions=FULL), DAY)] == [
        'content/posts/a.md:4: permission "full" is for "lamps", not for "oil". Ask for one, and add it to the data.'
    ]


def test_two_papers_in_one_post_need_two_permissions() -> None:
    both = FULL + FULL.replace("[full]", "[other]").replace('"lamps"', '"oil"')

    def told_of(permission: str) -> list[str]:
        mark = "{{ reproduce lamps }}\n\n{{ reproduce oil }}"
        carries = post("a", mark, Reproduces="lamps, oil", Permission=permission, Authors="editors")
        return [str(problem) for problem in check(desk(carries, paper("lamps"), paper("oil"), permissions=both), DAY)]

    assert (told_of("full"), told_of("full, other")) == (
        ['content/posts/a.md:4: permission "full" is for "lamps", not for "oil". Name other.'],
        [],
    )


@pytest.mark.parametrize(
    ("keys", "ours", "codes"),
    [
        ({"Canonical": "https://example.org/lamps"}, False, ["missing-permission"]),
        ({"Canonical": "https://example.org/lamps", "Permission": "full", "Authors": "editors"}, False, []),
        ({"Canonical": "https://example.org/lamps", "Permission": "own"}, True, []),
        ({"Canonical": "https://example.org/lamps", "Status": "held"}, False, []),
        ({}, False, []),
    ],
)
def test_a_paper_whose_home_is_elsewhere_needs_leave_for_its_page_here(keys: dict[str, str], ours: bool, codes: list[str]) -> None:
    made = desk(paper("lamps", **keys), groups=(OURS if ours else CIRCLE,), permissions=FULL)

    assert [problem.code for problem in check(made, DAY)] == codes


def test_a_permission_for_what_is_not_here_is_told_and_stops_nothing() -> None:
    found = check(desk(post("a"), permissions=FULL.replace('["editors"]', '["edtors"]')), DAY)

    assert [(problem.level, str(problem)) for problem in found] == [
        ("error", 'content/data/permissions.toml:1: permission "full" is given to "edtors", who is not in content/data/people.toml. Did you mean "editors"?'),
        ("warning", 'content/data/permissions.toml:1: permission "full" is for "lamps", and there is no such paper. Name a paper in content/papers/ by its slug, or take the permission out.'),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (FULL.replace('what = "lamps"\n', ""), '1: permission "full" has no what. Add the slug of a paper, what = "…".'),
        (FULL.replace('["editors"]', '"editors"'), '3: "to" of permission "full" has the wrong form. Write ids of people, to = ["ada"], or to = ["site"].'),
        (FULL.replace("2019-06-01", '"2019-06-01"'), '5: "date" of permission "full" has the wrong form. Write the day it was given, date = 2016-01-18.'),
        (FULL.replace("2019-06-01", "2019-06-01T10:00:00Z"), '5: "date" of permission "full" has the wrong form. Write the day it was given, date = 2016-01-18.'),
        (FULL.replace('"full"', '"whole"'), '6: "scope" of permission "full" has the wrong form. Write scope = "full", "extract" (with words = 300) or "summary".'),
        (FULL.replace('"full"', '["full"]'), '6: "scope" of permission "full" has the wrong form. Write scope = "full", "extract" (with words = 300) or "summary".'),
        (FULL.replace('"full"', '"extract"'), '6: permission "full" is for an extract and does not say of how many words, or the other way round. Write scope = "extract" together with words = 300.'),
        (FULL + "words = 0\n", '10: "words" of permission "full" has the wrong form. Write a whole number, words = 300.'),
        (FULL + "expires = 2019-05-31\n", '10: permission "full" expires before it is given. Correct one of the two days.'),
        (FULL + 'expire = 2021-01-01\n', '10: permission "full" has an unknown key "expire". Did you mean "expires"?'),
        (FULL.replace("[full]", "[Full]"), '1: "Full" is not an id of a permission. Use lower-case letters, digits and hyphens, and another word than own.'),
        (FULL.replace("[full]", "[own]"), '1: "own" is not an id of a permission. Use lower-case letters, digits and hyphens, and another word than own.'),
        ('full = 3\n', '1: "full" is not a table. Write [full] and the lines below it.'),
    ],
)  # fmt: skip
def test_a_faulty_permission_is_told_with_its_line_and_left_out(data: str, told: str) -> None:
    found, problems = parse(data, "p.toml")

    assert (dict(found), [str(problem) for problem in problems][:1]) == ({}, [f"p.toml:{told}"])


def test_what_a_permission_allows_is_said_in_words() -> None:
    found = [parse(data, "p.toml")[0][id_].allows for id_, data in (("full", FULL), ("extract", EXTRACT), ("summary", SUMMARY))]

    assert found == ["the whole text", "an extract of up to 6 words", "title and summary"]


def test_a_hidden_post_needs_leave_too_and_carries_no_draft() -> None:
    hidden = post("a", "{{ reproduce }}", Reproduces="lamps", Authors="editors", Status="hidden")
    draft = paper("lamps", BODY, Status="draft")

    assert [[problem.code for problem in check(desk(hidden, one), DAY)] for one in (paper("lamps", BODY), draft)] == [
        ["missing-permission"],
        ["missing-permission", "unpublished-text"],
    ]


def test_the_words_of_code_count() -> None:
    body = "Lamps.\n\n    one two three four five six seven\n\n```\neight nine\n```\n"
    made = post("a", "{{ reproduce }}", Reproduces="lamps", Authors="editors", Permission="extract")

    assert [problem.message for problem in check(desk(made, paper("lamps", body), permissions=EXTRACT), DAY)] == [
        '10 words are reproduced, and permission "extract" is for 6'
    ]


def test_a_version_of_another_group_needs_that_group_s_leave() -> None:
    harbour = Group("harbour", "The Harbour")
    first = manuscript(f"Title: T\nDate: 2010-01-01\nGroup: harbour\n\n{BODY}", "content/papers/lamps.md", "paper")
    made = post("a", '{{ reproduce version="1" }}', Reproduces="lamps", Authors="editors", Permission="own")
    now = paper("lamps", BODY, Version="2", Modified="2011-01-01", Changes="The group.")
    found = check(desk(made, now, frozen(dataclasses.replace(first, slug="lamps")), groups=(OURS, harbour)), DAY)

    assert [problem.message.partition(", and")[0] for problem in found] == [
        'version 1 is by the group "harbour", and this is by "circle"'.partition(", and")[0],
        '"lamps" is an article of The Harbour',
    ]


def test_of_two_permissions_the_one_that_holds_is_the_one_that_readers_are_told_of() -> None:
    both = FULL.replace("[full]", "[past]") + "expires = 2019-12-31\n" + FULL
    texts = (post("a", "{{ reproduce }}", Reproduces="lamps", Authors="editors", Permission="past, full"), paper("lamps", BODY))
    made = build(desk(*texts, permissions=both), lang="en-GB", zone=datetime.UTC, now=NOW)
    (carried,) = made.carried["a"]

    assert (check(desk(*texts, permissions=both), DAY), carried.permission and carried.permission.id) == ((), "full")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"granted-by = \"circle\"": "granted-by = \"circel\""}, ['permission "full" is granted by "circel", who is not in content/data/people.toml']),
        ({"granted-by = \"circle\"": "granted-by = \"editors\""}, ['permission "full" is given by "editors" to themselves']),
        ({"granted-by = \"circle\"": "granted-by = \"The estate of A. N. Other\""}, []),
    ],
)  # fmt: skip
def test_who_granted_is_somebody_and_somebody_else(changes: dict[str, str], told: list[str]) -> None:
    data = FULL
    for before, after in changes.items():
        data = data.replace(before, after)

    assert [problem.message for problem in check(desk(paper("lamps", BODY), permissions=data), DAY)] == told


def test_a_permission_that_nothing_needs_and_one_canonical_for_two_articles_are_told() -> None:
    idle = post("a", "{{ reproduce }}", Reproduces="lamps", Authors="editors", Permission="full, own")
    canonical = FULL.replace('"post"', '"canonical"') + FULL.replace("[full]", "[other]").replace('"lamps"', '"oil"')
    two = post("a", "{{ reproduce lamps }}\n\n{{ reproduce oil }}", Reproduces="lamps, oil", Authors="editors", Permission="full, other")
    found = [
        check(desk(idle, paper("lamps", BODY), permissions=FULL), DAY),
        check(desk(two, paper("lamps", BODY), paper("oil", BODY), permissions=canonical), DAY),
    ]

    assert [[(problem.level, problem.message) for problem in one] for one in found] == [
        [("warning", 'permission "own" is for nothing that this post carries')],
        [("error", 'permission "full" says that one article is the home of this post, which carries 2')],
    ]


def test_a_faulty_permission_is_told_and_whoever_names_it_is_not() -> None:
    assert [line.partition(":")[0] for line in told(data=FULL.replace('"full"', '"whole"'))] == ["content/data/permissions.toml"]
