"""editorial.reproductions: what a post carries, in whose words, and how true to the article."""

import pytest
from examples import OURS, desk, frozen, library, paper, post
from hypothesis import given
from hypothesis import strategies as st

from editorial import reproductions
from editorial.desk import Desk, Manuscript
from editorial.reproductions import Reproduction

ARTICLE = """We keep the lamp[^1]. "It's lit," they said.

## Fog

In fog the keeper rings a bell. The bell is loud -- and old.

## Rain

> Count the oil.

- One measure.
- Two measures.

[^1]: See [the book](https://example.org).
"""


def carried(body: str, *papers: Manuscript, **keys: str) -> tuple[Reproduction, ...]:
    mine = post("q", body, **{"Reproduces": "p", "Permission": "own", **keys})
    return reproductions.of_post(mine, desk(mine, *(papers or (paper("p", ARTICLE),)), groups=(OURS,)))


def pasted(words: str, article: str = ARTICLE) -> tuple[str, list[str]]:
    """How true these words are to the article, and what is different."""
    (one,) = carried(f"Own.\n\n{{{{ reproduce }}}}\n{words}\n{{{{ end reproduce }}}}\n", paper("p", article))
    return one.extent, [difference.change for difference in one.differences]


@pytest.mark.parametrize(
    ("words", "extent", "changes"),
    [
        (ARTICLE, "full", []),
        (ARTICLE.replace('"It\'s lit,"', "“It’s lit,”").replace("--", "–"), "full", []),
        (ARTICLE.replace("keeper", "*keeper*").replace("\n- ", "\n* "), "full", []),
        (ARTICLE.replace("\n\n## Rain", "\n\n\n\nRain\n----"), "full", []),
        (ARTICLE.replace(" The bell is loud -- and old.", ""), "part", ["left-out"]),
        (ARTICLE.split("## Rain")[0] + "[^1]: See the book.", "part", ["left-out"] * 5),
        (ARTICLE.replace("[^1]: See [the book](https://example.org).", ""), "part", ["left-out"] * 2),
        (ARTICLE.replace("(https://example.org)", "(https://example.com)"), "changed", ["changed"]),
        (ARTICLE + "\n\n![A lamp]({static}/images/lamp.svg)", "changed", ["added"]),
        (ARTICLE.replace("rings", "rang"), "changed", ["changed"]),
        (ARTICLE.replace("In fog", "In Fog"), "changed", ["changed"]),
        (ARTICLE.replace("is loud", "is not loud"), "changed", ["changed"]),
        (ARTICLE.replace("> Count the oil.", "> Count the oil. So say all."), "changed", ["added"]),
        (ARTICLE.replace("- One measure.\n- Two measures.", "- Two measures.\n- One measure."), "changed", ["added", "left-out"]),
        (ARTICLE.replace("rings", "rang").replace(" The bell is loud -- and old.", ""), "changed", ["changed", "left-out"]),
        (ARTICLE + "\n\nP.S. We added this.", "changed", ["added"]),
    ],
)
def test_what_is_pasted_is_full_in_part_or_changed(words: str, extent: str, changes: list[str]) -> None:
    assert pasted(words) == (extent, changes)


def test_an_article_that_repeats_itself_is_in_part_too_where_sentences_are_left_out() -> None:
    article = "A lamp.\n\nA lamp.\n\nA lamp.\n\nNo oil was left.\n\nIt is so.\n\nA lamp."

    assert pasted("No oil was left.\n\nA lamp.", article) == ("part", ["left-out"] * 4)


def test_pasted_sections_are_compared_with_those_sections() -> None:
    made = [
        carried(f'{{{{ reproduce sections="Fog" }}}}\n{words}\n{{{{ end reproduce }}}}')[0]
        for words in (
            "## Fog\n\nIn fog the keeper rings a bell. The bell is loud — and old.",
            "## Fog\n\nIn fog the keeper rings a bell.",
            "In fog she rings a bell.",
        )
    ]

    assert [(one.extent, [difference.change for difference in one.differences]) for one in made] == [
        ("part", []), ("part", ["left-out"]), ("changed", ["left-out", "changed", "left-out"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("mark", "extent", "words"),
    [
        ("{{ reproduce }}", "full", 33),
        ('{{ reproduce sections="Fog" }}', "part", 14),
        ('{{ reproduce sections="Fog; Rain" }}', "part", 22),
        ('{{ reproduce only="summary" }}', "summary", 0),
    ],
)
def test_a_mark_alone_carries_the_article_s_own_words(mark: str, extent: str, words: int) -> None:
    assert [(one.extent, one.words, one.differences) for one in carried(mark)] == [(extent, words, ())]


def test_a_version_is_carried_where_it_is_named_and_else_the_current_one() -> None:
    old, new = paper("p", "It was so.", Version="1"), paper("p", "It is so.", Version="2", Modified="2011-01-01")
    body = '{{ reproduce version="1" }}\n\n{{ reproduce version="2" }}\n\n{{ reproduce }}\n\n{{ reproduce version="3" }}'

    assert [(one.sentences[0].text, one.sentences[0].path) for one in carried(body, new, frozen(old))] == [
        ("It was so.", "content/papers/versions/p/v1.md"), ("It is so.", "content/papers/p.md"), ("It is so.", "content/papers/p.md"),
    ]  # fmt: skip


def test_of_several_articles_each_is_carried_where_it_is_named() -> None:
    made = carried("{{ reproduce r }}\n\n{{ reproduce p }}\n\n{{ reproduce }}", paper("p"), paper("r"), Reproduces="p, r")

    assert [one.original.slug for one in made] == ["r", "p"]


@pytest.mark.parametrize(
    ("body", "level"),
    [
        ("{{ reproduce }}\n\n## After", 2), ("## A\n\n{{ reproduce }}", 3), ("## A\n\n### B\n\n{{ reproduce }}", 4),
        ("### B\n\n## A\n\n{{ reproduce }}", 3), ("###### B\n\n{{ reproduce }}", 5), ("```\n### B\n```\n\n{{ reproduce }}", 2),
    ],
)  # fmt: skip
def test_the_heading_of_the_article_is_one_below_that_of_the_section_it_stands_in(body: str, level: int) -> None:
    mine = post("q", body, Reproduces="p")

    assert [reproductions.level_at(one.mark, mine) for one in carried(body)] == [level]


def test_headings_that_are_pasted_do_not_count_as_the_post_s() -> None:
    body = "## A\n\n{{ reproduce }}\n#### Fog\n{{ end reproduce }}\n\n{{ reproduce }}"
    mine = post("q", body, Reproduces="p")

    assert [reproductions.level_at(one.mark, mine) for one in carried(body)] == [3, 3]


def read(mine: Manuscript, made: Desk) -> list[tuple[str, str, int, str]]:
    return [(one.voice, one.path, one.line, one.text) for one in reproductions.sentences(mine, made)]


def test_the_sentences_of_both_voices_stand_in_reading_order_with_their_files_and_lines() -> None:
    body = "Before.\n\n{{ reproduce }}\n\nBetween[^1].\n\n{{ reproduce }}\nIt is not so.\n{{ end reproduce }}\n\nAfter.\n\n[^1]: A note."
    mine, theirs = post("q", body, Reproduces="p"), paper("p", "It is so[^1].\n\n[^1]: Very.")

    assert read(mine, desk(mine, theirs)) == [
        ("", "", 1, "q"), ("", "", 5, "Before."),
        ("p", "content/papers/p.md", 5, "It is so."), ("p", "content/papers/p.md", 7, "Very."),
        ("", "", 9, "Between."), ("", "content/posts/q.md", 12, "It is not so."), ("", "", 15, "After."), ("", "", 17, "A note."),
    ]  # fmt: skip


def test_the_opening_of_a_post_is_its_own_and_so_is_its_summary() -> None:
    theirs = paper("p", "It is so.", Summary="S.")
    made = library(post("q", "{{ reproduce }}\n\nI signed this.", Reproduces="p", Permission="own"),
                   post("r", "{{ reproduce }}", Reproduces="p", Permission="own"), theirs, groups=(OURS,))  # fmt: skip

    assert [made.publication(slug).summary for slug in "qr"] == ["I signed this.", "Reproduces ‘p’."]


def test_a_tag_knows_in_whose_words_it_was_found() -> None:
    body = "Oil is dear. Oil, again.\n\n{{ reproduce }}\n\nWe need more oil."
    theirs = paper("p", "A lantern burned.\n\nLanterns and another lantern.")
    made = library(post("q", body, Reproduces="p", Permission="own"), theirs, groups=(OURS,))
    evidence = {tag.theme.slug: [(one.voice, one.path, one.line) for one in tag.evidence] for tag in made.tags_of("q")}

    assert evidence == {
        "lamps": [("p", "content/papers/p.md", 5), ("p", "content/papers/p.md", 7)],
        "oil": [("", "content/posts/q.md", 6), ("", "content/posts/q.md", 6), ("", "content/posts/q.md", 10)],
    }


def test_what_a_post_is_like_and_what_it_cites_is_told_by_its_own_words() -> None:
    words = "Harpoons, tridents, anchors and keels [@w]."
    others = [post(f"o{n}", f"Nothing but filler{n} and padding{n}.") for n in range(8)]
    made = [
        library(
            post("q", body, Reproduces="p", Permission="own"),
            paper("p", words),
            *others,
            groups=(OURS,),
            references='[{"id": "w", "title": "W"}]',
        )
        for body in ("{{ reproduce }}\n\nMine.", f"{{{{ reproduce }}}}\n{words}\n{{{{ end reproduce }}}}\n\nMine.", words)
    ]

    assert [
        ([work.key for work in one.cited["q"]], [work.key for each in one.carried["q"] for work in each.cited],
         [alike.slug for alike in one.likeness.get("q", ())])
        for one in made
    ] == [([], ["w"], []), ([], ["w"], []), (["w"], [], ["p"])]  # fmt: skip


SENTENCES = [
    "A lamp burned.",
    "No oil was left.",
    'It’s "so" -- they said.',
    "## The lamp",
    "> Oil, they said.",
    "- Count *it*.",
    "See [x](y).",
]
TEXTS = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8)


@given(TEXTS)
def test_an_article_that_is_pasted_word_for_word_is_in_full(found: list[str]) -> None:
    assert pasted("\n\n".join(found), "\n\n".join(found)) == ("full", [])


@given(TEXTS, st.data())
def test_an_article_of_which_sentences_are_left_out_is_in_part(found: list[str], data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.booleans(), min_size=len(found), max_size=len(found)).filter(lambda one: any(one) and not all(one)))
    left = [one for one, is_kept in zip(found, kept, strict=True) if is_kept]
    extent, changes = pasted("\n\n".join(left), "\n\n".join(found))

    assert (extent, set(changes)) == ("part", {"left-out"})


@given(TEXTS, TEXTS)
def test_a_text_is_in_part_only_where_nothing_else_is_said(article: list[str], words: list[str]) -> None:
    extent, changes = pasted("\n\n".join(words), "\n\n".join(article))

    assert (extent == "changed") == bool(set(changes) - {"left-out"})
    assert (extent == "full") == (not changes)


@given(
    st.lists(st.sampled_from([*SENTENCES, "{{ reproduce }}", "{{ reproduce }}\nA lamp burned.\n{{ end reproduce }}"]), max_size=9), TEXTS
)
def test_every_sentence_begins_on_its_line_of_its_file(found: list[str], article: list[str]) -> None:
    mine, theirs = post("q", "\n\n".join(found), Reproduces="p"), paper("p", "\n\n".join(article))
    files = {one.source.path: [""] * (one.source.body_line - 1) + one.source.body.split("\n") for one in (mine, theirs)}
    first = [
        (one, files[one.path or mine.source.path][one.line - 1])
        for one in reproductions.sentences(mine, desk(mine, theirs)) if one.zone != "title"
    ]  # fmt: skip

    assert [one for one, line in first if one.text.split()[0].strip("*") not in line] == []
    assert {one.voice for one, _ in first} <= {"", "p"}
