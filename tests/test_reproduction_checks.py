"""editorial.reproduction_checks: each mark leads to what it says, and what is pasted is told."""

import pytest
from examples import NOW, OURS, desk, frozen, library, manuscript, paper, post
from hypothesis import given
from hypothesis import strategies as st

from editorial import reproduction_checks
from editorial.checks import check
from editorial.desk import Manuscript
from editorial.model import Group

KEYS = {"Reproduces": "p", "Permission": "own"}


def told(*made: Manuscript) -> list[str]:
    return [str(problem) for problem in check(desk(*made, groups=(OURS,)), NOW.date())]


def late(*made: Manuscript) -> list[str]:
    """What is told once every text has been read."""
    return [str(problem) for problem in reproduction_checks.check(desk(*made, groups=(OURS,)), library(*made, groups=(OURS,)))]


def carrying(body: str, **keys: str) -> Manuscript:
    return post("q", body, **{**KEYS, **keys})


ARTICLE = "A lamp.\n\n## Proposals\n\nTrim the lamp each day.\n\n## The grounds\n\nIt burns."


@pytest.mark.parametrize(
    "body",
    [
        "{{ reproduce }}", "{{ reproduce p }}", '{{ reproduce sections="Proposals; the grounds" }}', '{{ reproduce version="1" }}',
        '{{ reproduce only="summary" }}', f"{{{{ reproduce }}}}\n{ARTICLE}\n{{{{ end reproduce }}}}",
    ],
)  # fmt: skip
def test_a_mark_that_leads_to_an_article_has_no_problems(body: str) -> None:
    assert told(carrying(body), paper("p", ARTICLE, Summary="Of lamps.")) == []


def test_an_article_without_a_summary_of_its_own_has_none_to_carry() -> None:
    assert told(carrying('{{ reproduce only="summary" }}'), paper("p", ARTICLE)) == [
        "content/posts/q.md:6: the article has no summary of its own to carry. Add a line Summary: to content/papers/p.md, or carry sections of it."
    ]


def test_a_section_that_is_not_there_is_told_with_the_nearest_and_with_all() -> None:
    body = '{{ reproduce sections="Proposal; Fog" }}'

    assert told(carrying(body), paper("p", ARTICLE)) == [
        'content/posts/q.md:6: content/papers/p.md has no section "Fog". It has: Proposals; The grounds.',
        'content/posts/q.md:6: content/papers/p.md has no section "Proposal". Did you mean "Proposals"?',
    ]


def test_an_article_without_headings_has_no_sections() -> None:
    assert told(carrying('{{ reproduce sections="Fog" }}'), paper("p")) == [
        'content/posts/q.md:6: content/papers/p.md has no section "Fog". It has no headings.'
    ]


def test_a_version_that_is_not_here_is_told_with_those_that_are() -> None:
    old, new = paper("p", "Old.", Version="1"), paper("p", "New.", Version="2", Modified="2010-01-01")
    body = '{{ reproduce version="3" }}'

    assert [told(carrying(body), paper("p")), [one for one in told(carrying(body), new, frozen(old)) if "posts/q" in one]] == [
        ['content/posts/q.md:6: "p" has no version 3 here. There is 1.'], ['content/posts/q.md:6: "p" has no version 3 here. There are 1, 2.'],
    ]  # fmt: skip


def test_of_two_articles_each_mark_says_which() -> None:
    assert told(carrying("{{ reproduce }}\n\n{{ reproduce r }}", Reproduces="p, r"), paper("p"), paper("r")) == [
        "content/posts/q.md:6: the post reproduces 2 articles, and {{ reproduce }} does not say which. Write {{ reproduce p }}."
    ]


def test_a_mark_without_a_line_in_the_header_is_told() -> None:
    assert told(post("q", "{{ reproduce }}\n\n{{ reproduce p }}"), paper("p")) == [
        "content/posts/q.md:4: the header does not say what is reproduced. Add a line Reproduces: with the slug of the article.",
        'content/posts/q.md:6: the header does not say that the post reproduces "p". Add p to Reproduces: in the header.',
    ]


def test_a_mark_for_an_article_that_the_header_spells_otherwise_is_told() -> None:
    assert told(carrying("{{ reproduce lamp }}\n\n{{ reproduce lamps }}", Reproduces="lamps"), paper("lamps")) == [
        'content/posts/q.md:6: the header does not say that the post reproduces "lamp". Did you mean "lamps"?'
    ]


def test_a_line_in_the_header_without_a_mark_is_told() -> None:
    assert [told(carrying("One."), paper("p")), told(carrying("{{ reproduce p }}", Reproduces="p, r"), paper("p"), paper("r"))] == [
        ['content/posts/q.md:3: the post says that it reproduces "p", and nowhere carries it. '
         "Write {{ reproduce }} on a line of its own where the article shall stand."],
        ['content/posts/q.md:3: the post says that it reproduces "r", and nowhere carries it. '
         "Write {{ reproduce r }} on a line of its own where the article shall stand."],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("made", "problem"),
    [
        (
            paper("p", Status="draft"),
            'content/posts/q.md:3: Reproduces: "p" is not published (its status is draft). Publish it, or leave the line out.',
        ),
        (
            paper("p", Status="hidden"),
            'content/posts/q.md:3: Reproduces: "p" is not published (its status is hidden). Publish it, or leave the line out.',
        ),
        (post("p"), 'content/posts/q.md:3: Reproduces: "p" is a post, not a group article. Name a text in content/papers/.'),
        (paper("other"), 'content/posts/q.md:3: Reproduces: no post or paper has the slug "p". Name a post or paper by its slug.'),
    ],
)
def test_only_a_published_group_article_is_carried_and_the_mark_is_not_told_beside_it(made: Manuscript, problem: str) -> None:
    assert told(carrying("{{ reproduce }}"), made) == [problem]


def test_nothing_carries_itself() -> None:
    mine = carrying("{{ reproduce }}", Reproduces="q")
    itself = manuscript("Title: P\nDate: 2010-01-01\nGroup: circle\n\nA.\n\n{{ reproduce p }}\n", "content/papers/p.md", "paper")

    assert [told(mine), told(itself)] == [
        ["content/posts/q.md:3: Reproduces names the text itself. Name another, or leave the line out."],
        ["content/papers/p.md:7: a paper carries no group article: only a post does. Link to the article, or write a post."],
    ]


def test_a_draft_may_carry_a_draft() -> None:
    assert told(carrying("{{ reproduce }}", Status="draft"), paper("p", Status="draft")) == []


@pytest.mark.parametrize("body", ["{{ reproduce }}\n\n{{ end reproduce }}", "{{ reproduce }}\n```\nA lamp.\n```\n{{ end reproduce }}"])
def test_a_mark_that_carries_no_words_is_told(body: str) -> None:
    assert told(carrying(body), paper("p")) == [
        "content/posts/q.md:6: nothing is carried here: there are no words. Name another section, or paste the text."
    ]


def test_each_sentence_that_differs_is_told_with_both_places() -> None:
    body = "{{ reproduce }}\nA lamp.\n\n## Proposals\n\nTrim the lamp each night.\n\nSo be it.\n\n## The grounds\n{{ end reproduce }}"

    assert told(carrying(body), paper("p", ARTICLE)) == [
        'content/posts/q.md:6: this of the article is left out: "It burns." (content/papers/p.md:13). Put it back; readers are told of the change.',
        'content/posts/q.md:11: the article has other words here: "Trim the lamp each day." (content/papers/p.md:9). Write its words; readers are told of the change.',
        'content/posts/q.md:13: this is not in the article: "So be it." '
        "Take it out, or move it out of the reproduction; readers are told of the change.",
    ]


def test_sentences_that_are_only_left_out_are_not_told_one_by_one() -> None:
    assert told(carrying("{{ reproduce }}\nA lamp.\n{{ end reproduce }}"), paper("p", ARTICLE)) == []


@pytest.mark.parametrize(
    ("body", "day", "is_told"),
    [
        ("{{ reproduce }}", "2010-06-01", True), ("{{ reproduce }}", "2011-01-02", False), ("{{ reproduce }}", "2011-01-01", False),
        ('{{ reproduce version="1" }}', "2010-06-01", False), ('{{ reproduce version="2" }}', "2010-06-01", False),
    ],
)  # fmt: skip
def test_a_post_that_carries_a_version_later_than_itself_is_told(body: str, day: str, is_told: bool) -> None:
    old, new = paper("p", "Old.", Version="1"), paper("p", "New.", Version="2", Modified="2011-01-01", Changes="All.")
    found = [one for one in told(post("q", body, day=day, **KEYS), new, frozen(old)) if "posts/q" in one]

    assert (
        found
        == [
            "content/posts/q.md:6: version 2 of p is later than this post, which now carries it. "
            'Write version="1" into the line, or version="2" if that is what you mean.'
        ]
        * is_told
    )


SENTENCES = [f"It’s sentence {n} of a paper, and has exactly twelve fine words." for n in range(20)]
LONG = "\n\n".join(SENTENCES)
PROPOSAL = "Write Reproduces: p and Permission: into the header, and {{ reproduce }} in their place, or around them."


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (LONG, "lines 6 to 44 hold 240 words in 20 sentences"),
        (" ".join(SENTENCES[3:11]), "line 6 holds 96 words in 8 sentences"),
        ("\n".join(f"> {one}" for one in SENTENCES[:8]), "lines 6 to 13 hold 96 words in 8 sentences"),
        ("\n\n".join([*SENTENCES[:4], "I agree.", "So.", *SENTENCES[5:9]]), "lines 6 to 24 hold 96 words in 8 sentences"),
        (LONG.replace("’", "'"), "lines 6 to 44 hold 240 words in 20 sentences"),
    ],
)
def test_a_pasted_article_is_told_with_its_lines(body: str, lines: str) -> None:
    assert late(post("q", f"Mine.\n\n{body}"), paper("p", LONG)) == [
        f"content/posts/q.md:6: {lines} of content/papers/p.md, and nothing says so. {PROPOSAL}"
    ]


@pytest.mark.parametrize(
    "body",
    [
        "> " + " ".join(SENTENCES[:7]),
        "\n\n".join(f"{one}\n\n{7 * 'Mine. '}" for one in SENTENCES),
        "\n\n".join(SENTENCES[::-1]),
        f"{{{{ reproduce }}}}\n{LONG}\n{{{{ end reproduce }}}}",
        f"```\n{LONG}\n```",
    ],
)
def test_a_quotation_of_a_paragraph_and_what_is_marked_is_not(body: str) -> None:
    keys = KEYS if "{{" in body else {}

    assert late(post("q", body, **keys), paper("p", LONG)) == []


def test_what_is_pasted_beside_a_mark_is_told_too() -> None:
    assert late(carrying(f"{{{{ reproduce }}}}\n\n{LONG}"), paper("p", LONG)) == [
        f"content/posts/q.md:8: lines 8 to 46 hold 240 words in 20 sentences of content/papers/p.md, and nothing says so. {PROPOSAL}"
    ]


def test_a_sentence_that_the_article_says_often_breaks_no_run() -> None:
    refrain = "And so we ask, as we have always asked, for a light."
    body = "\n\n".join(f"{one}\n\n{refrain}" for one in SENTENCES)

    assert late(post("q", body), paper("p", body)) == [
        f"content/posts/q.md:4: lines 4 to 82 hold 480 words in 40 sentences of content/papers/p.md, and nothing says so. {PROPOSAL}"
    ]


def test_an_article_whose_day_is_still_to_come_is_carried_by_drafts_only() -> None:
    soon = paper("p", day="2026-02-01")

    assert [late(carrying("{{ reproduce }}"), soon), late(carrying("{{ reproduce }}", Status="draft"), soon), late(carrying("{{ reproduce }}"), paper("p"))] == [
        ['content/posts/q.md:3: Reproduces: "p" is not published before 2026-02-01. Date the post no earlier, or make it a draft.'], [], [],
    ]  # fmt: skip


@given(st.lists(st.integers(0, 19), max_size=30), st.integers(0, 12))
def test_a_run_of_eight_long_sentences_is_told_wherever_it_stands(before: list[int], start: int) -> None:
    body = "\n\n".join(["Mine.", *(f"I have read number {n} and liked it." for n in before), *SENTENCES[start : start + 8], "Mine."])

    assert [one.split(" hold")[1].split(" of ")[0].lstrip("s ") for one in late(post("q", body), paper("p", LONG))] == [
        "96 words in 8 sentences"
    ]


def test_a_page_and_another_group_s_paper_are_told_and_a_paper_of_the_same_group_is_not() -> None:
    page = manuscript(f"Title: T\n\n{LONG}\n", "content/pages/copied.md", "page")
    theirs = manuscript(f"Title: T\nDate: 2010-01-01\nGroup: harbour\n\n{LONG}\n", "content/papers/theirs.md", "paper")
    groups = (OURS, Group("harbour", "The Harbour"))
    texts = (page, theirs, paper("p", LONG), paper("same", LONG))
    found = reproduction_checks.check(desk(*texts, groups=groups), library(*texts, groups=groups))

    assert sorted({problem.path for problem in found}) == [
        "content/pages/copied.md", "content/papers/p.md", "content/papers/same.md", "content/papers/theirs.md",
    ]  # fmt: skip
    assert [
        problem.path for problem in reproduction_checks.check(desk(*texts[2:], groups=groups), library(*texts[2:], groups=groups))
    ] == []


def test_half_of_a_short_article_is_enough() -> None:
    short = "The lamp has to burn all night, as every keeper on this coast knows.\n\nWhoever keeps it has to say when the oil is low, and be heard."
    kept = short.split("\n\n", maxsplit=1)[0]

    assert [bool(late(post("q", body), paper("p", short))) for body in (short, kept)] == [True, False]
