"""editorial.sections: the parts of a text below its headings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.prose import sentences
from editorial.sections import headings, missing, only
from manuscript.source import Source


def source(body: str) -> Source:
    return Source("content/papers/p.md", (), body, 5)


def kept(names: list[str], body: str) -> list[tuple[int, str]]:
    """The lines (from 1) of these sections."""
    lines = only(names, source(body)).body.split("\n")
    assert len(lines) == body.count("\n") + 1
    return [(n, line) for n, line in enumerate(lines, 1) if line]


def test_headings_of_both_kinds_are_found_with_line_level_and_words() -> None:
    body = "# One #\n\nTwo\n===\n\n## *Three* [words](x) {#id}\n\nFour\n---\n\n####Five\n\n## The `--lamp` option\n"

    assert headings(source(body)) == (
        (0, 1, "One"), (2, 1, "Two"), (5, 2, "Three words"), (7, 2, "Four"), (10, 4, "Five"), (12, 2, "The --lamp option"),
    )  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        "```\n## Fog\n```",
        "~~~\nFog\n---\n~~~",
        "<!--\n## Fog\n-->",
        "    ## Fog",
        "> ## Fog",
        "One.\nFog\n---",
        "---",
        "\n---\n",
        "Fog\n--- x",
    ],
)
def test_what_is_code_or_a_rule_is_no_heading(body: str) -> None:
    assert headings(source(body)) == ()


NESTED = "Before.\n\n## Fog\n\nA.\n\n### Bells\n\nB.\n\n#### Loud\n\nC.\n\n### Horns\n\nD.\n\n## Rain\n\nE.\n\n# Part\n\nF.\n"


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["Fog"], ["## Fog", "A.", "### Bells", "B.", "#### Loud", "C.", "### Horns", "D."]),
        (["Bells"], ["### Bells", "B.", "#### Loud", "C."]),
        (["Horns"], ["### Horns", "D."]),
        (["Rain"], ["## Rain", "E."]),
        (["Part"], ["# Part", "F."]),
        (["Rain", "Loud"], ["#### Loud", "C.", "## Rain", "E."]),
        (["Fog", "Bells"], ["## Fog", "A.", "### Bells", "B.", "#### Loud", "C.", "### Horns", "D."]),
        ([], []),
    ],
)
def test_a_section_reaches_to_the_next_heading_of_its_level_or_above(names: list[str], words: list[str]) -> None:
    assert [line for _, line in kept(names, NESTED)] == words


def test_a_section_below_an_underlined_heading_reaches_to_the_next() -> None:
    body = "Fog\n---\n\nA.\n\n### Bells\n\nB.\n\nRain\n----\n\nC.\n\nPart\n====\n\nD.\n"

    assert kept(["Fog"], body) == [(1, "Fog"), (2, "---"), (4, "A."), (6, "### Bells"), (8, "B.")]


def test_every_section_of_a_name_is_meant() -> None:
    body = "## Fog\n\nA.\n\n## Rain\n\nB.\n\n## Fog\n\nC.\n"

    assert kept(["Fog"], body) == [(1, "## Fog"), (3, "A."), (9, "## Fog"), (11, "C.")]


def test_a_heading_in_code_ends_no_section() -> None:
    body = "## Fog\n\n```\n## Rain\n```\n\nA.\n"

    assert kept(["Fog"], body) == [(1, "## Fog"), (3, "```"), (4, "## Rain"), (5, "```"), (7, "A.")]


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("The lamp’s *light*", "the lamp's light"), ('A "safe" lamp', "A “safe” lamp"), ("1900–1910", "1900-1910"),
        ("The `--lamp` option", "The --lamp option"), ("The `--lamp` option", "The `--lamp` option"), ("`lamp`", "lamp"),
        ("[Fog](x) {#f}", "FOG"), ("Fog & rain", "Fog &amp; rain"),
    ],
)  # fmt: skip
def test_a_name_is_that_of_a_heading_however_it_is_typed(heading: str, name: str) -> None:
    assert (missing([name], source(f"## {heading}\n\nA.")), kept([name], f"## {heading}\n\nA.")) == ((), [(1, f"## {heading}"), (3, "A.")])


def test_names_that_no_heading_has_are_missing() -> None:
    assert missing(["Fog", "Foggy", "A."], source("## Fog\n\nA.\n")) == ("Foggy", "A.")


NOTES = """## Fog

A[^a] and [B][b] and [c] and ![pic][p].

## Rain

R[^r], [X][x].

[^a]: Note a, see [d][] and
  [^deep].

    More of a.

[^r]: Note r.
[^deep]: Note deep.
[b]: https://b.example
[C]: https://c.example
[d]: <{filename}d.md> "D"
[p]: p.svg
[x]: https://x.example
*[HTML]: never mind
"""


def test_the_notes_and_addresses_that_a_section_uses_come_along_and_no_others() -> None:
    assert kept(["Fog"], NOTES) == [
        (1, "## Fog"), (3, "A[^a] and [B][b] and [c] and ![pic][p]."), (9, "[^a]: Note a, see [d][] and"), (10, "  [^deep]."),
        (12, "    More of a."), (15, "[^deep]: Note deep."), (16, "[b]: https://b.example"), (17, "[C]: https://c.example"),
        (18, '[d]: <{filename}d.md> "D"'), (19, "[p]: p.svg"), (21, "*[HTML]: never mind"),
    ]  # fmt: skip


def test_a_note_and_an_address_of_one_label_are_two() -> None:
    body = "## Fog\n\nA[^1].\n\n## Rain\n\n[B][1].\n\n[^1]: Note.\n\n[1]: https://b.example\n"

    assert [kept([name], body)[2:] for name in ("Fog", "Rain")] == [[(9, "[^1]: Note.")], [(11, "[1]: https://b.example")]]


def test_a_note_that_stands_in_the_section_and_is_used_elsewhere_stays_behind() -> None:
    body = "## Fog\n\nA.\n\n[^r]: Note r.\n\n## Rain\n\nB[^r].\n"

    assert (kept(["Fog"], body), kept(["Rain"], body)) == (
        [(1, "## Fog"), (3, "A.")],
        [(5, "[^r]: Note r."), (7, "## Rain"), (9, "B[^r].")],
    )


def test_a_note_that_is_only_named_in_code_stays_behind() -> None:
    body = "## Fog\n\nWrite `[^a]`.\n\n```\n[b]\n```\n\n[^a]: Note a.\n\n[b]: https://b.example\n"

    assert kept(["Fog"], body) == [(1, "## Fog"), (3, "Write `[^a]`."), (5, "```"), (6, "[b]"), (7, "```")]


BLOCKS = st.lists(
    st.sampled_from(
        [
            "# Fog", "## Fog", "### Rain", "Snow\n---", "Fog\n===", "A lamp[^1]. Another [lamp][l].", "No oil.\nNone at all.", "- One\n- Two",
            "> Oil, they said.", "```\n## Fog\n```", "[^1]: See [oil][o].\n\n    More.", "[l]: https://l.example", "[o]: https://o.example",
        ]
    ),
    max_size=12,
).map("\n\n".join)  # fmt: skip


@given(BLOCKS, st.lists(st.sampled_from(["Fog", "Rain", "Snow"]), unique=True))
def test_every_sentence_of_a_section_stands_on_the_line_it_has_in_the_whole(body: str, names: list[str]) -> None:
    whole = {(one.line, one.text) for one in sentences(source(body))}

    assert [one for one in sentences(only(names, source(body))) if (one.line, one.text) not in whole] == []


@given(BLOCKS, st.lists(st.sampled_from(["Fog", "Rain", "Snow"]), unique=True))
def test_a_heading_is_kept_exactly_where_it_or_one_above_it_is_meant(body: str, names: list[str]) -> None:
    above: list[tuple[int, str]] = []
    meant = []
    for line, level, words in headings(source(body)):
        above = [*(one for one in above if one[0] < level), (level, words)]
        if any(words in names for _, words in above):
            meant.append((line, level, words))

    assert list(headings(only(names, source(body)))) == meant
