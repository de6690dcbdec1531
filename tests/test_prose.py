"""editorial.prose: sentences without markup, where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.prose import Sentence, count_words, sentences
from manuscript.source import parse


def read(body: str) -> list[tuple[str, int, str]]:
    return [(one.text, one.line, one.zone) for one in sentences(parse(f"Title: T\n\n{body}", "a.md"))][1:]


def test_zones_follow_the_blocks() -> None:
    body = "The first one. The second\none.\n\n## A heading\n\nMore.\n\n> Another's word.\n\n- An item\n- Another"

    assert read(body) == [
        ("The first one.", 3, "opening"),
        ("The second one.", 3, "opening"),
        ("A heading", 6, "heading"),
        ("More.", 8, "body"),
        ("Another's word.", 10, "quotation"),
        ("An item", 12, "body"),
        ("Another", 13, "body"),
    ]


def test_the_title_stands_first_with_its_line() -> None:
    assert sentences(parse("Date: 2010-01-01\nTitle: The lamp\n\nText.", "a.md"))[0] == Sentence("The lamp", 2, "title")


def test_markup_is_not_prose() -> None:
    body = (
        "See [the *first* lamp]({filename}a.md) and ![an image](x.png) `code` <b>here</b>[^1] as told [@key, p. 3; @other].\n\n"
        "[^1]: A note.\n\n[ref]: https://example.org\n\n<!-- a comment\n\nof lamps -->\n\n"
        "```\nlamp = code\n```\n\n    indented lamp\n\nThe **end** \\*now\\* &amp; then."
    )

    assert read(body) == [
        ("See the first lamp and here as told.", 3, "opening"),
        ("A note.", 5, "body"),
        ("The end *now* & then.", 19, "body"),
    ]


def test_a_sentence_begins_on_its_own_line_even_after_a_link_over_two() -> None:
    assert read("One [link\nhere](x). Two\nthree. Four.") == [
        ("One link here.", 3, "opening"),
        ("Two three.", 4, "opening"),
        ("Four.", 5, "opening"),
    ]


def test_abbreviations_and_initials_end_no_sentence() -> None:
    assert [text for text, _, _ in read("Dr. A. Lamp wrote cf. Oil, pp. 3 to 5, e.g. This. He left!")] == [
        "Dr. A. Lamp wrote cf. Oil, pp. 3 to 5, e.g. This.",
        "He left!",
    ]


def test_a_heading_may_be_underlined_and_a_table_is_read_by_rows() -> None:
    assert read("Lamps\n=====\n\n| a | b |\n|---|---|\n| c | d |") == [
        ("Lamps", 3, "heading"),
        ("a ; b".replace(" ;", ";"), 6, "opening"),
        ("c; d", 8, "body"),
    ]


def test_words_are_counted_without_the_title() -> None:
    assert count_words(sentences(parse("Title: Not these\n\nThe keeper's well-kept lamp.", "a.md"))) == 4


@given(
    st.lists(st.sampled_from(["Lamp one.", "Oil two!", "", "## Wick three", "> Quoted four.", "- item five", "`x`", "```"]), max_size=12)
)
def test_every_sentence_begins_on_its_stated_line(lines: list[str]) -> None:
    text = "Title: T\n\n" + "\n".join(lines)
    written = text.split("\n")

    assert all(one.text.split()[0] in written[one.line - 1] for one in sentences(parse(text, "a.md")))


@given(st.text(max_size=300))
def test_no_text_is_too_odd_to_be_read(body: str) -> None:
    assert isinstance(sentences(parse(body, "a.md")), tuple)


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("[the [sic] report](https://example.org/a_(b)) on lamps", ["the [sic] report on lamps"]),
        ('[x](u "A (b) title") y', ["x y"]),
        ("![a](x(1).png) y", ["y"]),
        ("**A *near miss* is** one", ["A near miss is one"]),
        ("## Near misses {#near}", ["Near misses"]),
        ("##Near misses", ["Near misses"]),
        ("The review came out in May\n2011. It said so.", ["The review came out in May 2011.", "It said so."]),
        ("They said no. Ofsted said yes.", ["They said no.", "Ofsted said yes."]),
        ("So did I. The board agreed.", ["So did I.", "The board agreed."]),
        ("Cm 5730, no. 3, p. 14. Next.", ["Cm 5730, no. 3, p. 14.", "Next."]),
        ("Było źle. Żaden nie przyszedł.", ["Było źle.", "Żaden nie przyszedł."]),
        ("Write `<!--` to begin. Then go on.", ["Write to begin.", "Then go on."]),
        ("```x``` is how it looks.\n\nMore.", ["is how it looks.", "More."]),
        ("```\nnever closed\n\nMore.", ["``` never closed", "More."]),
        ("~~~\n<!-- kept -->\n~~~\n\nMore.", ["More."]),
    ],
)
def test_what_readers_see_is_what_is_read(body: str, shown: list[str]) -> None:
    assert [text for text, _, _ in read(body)] == shown
