"""manuscript.source: fields and body keep their places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manuscript.problems import ContentError
from manuscript.source import Field, Source, decode, parse


def test_a_header_ends_at_the_first_empty_line() -> None:
    text = "Title: One\nDate:  2015-12-15\n\nThe body.\n\nIts end.\n"

    assert parse(text, "a.md") == Source(
        "a.md", (Field("Title", "One", 1, 8), Field("Date", "2015-12-15", 2, 8)), "The body.\n\nIts end.\n", 4
    )


def test_an_indented_line_continues_the_value_above_it() -> None:
    assert parse("Summary: one\n    two\n\nBody", "a.md").fields == (Field("Summary", "one two", 1, 10, ("one", "two")),)


def test_a_text_without_a_header_is_all_body() -> None:
    assert parse("Only a text.\n", "a.md") == Source("a.md", (), "Only a text.\n", 1)


def test_a_line_that_is_no_field_ends_the_header_and_is_remembered() -> None:
    assert parse("Title: One\nNo field here\n", "a.md") == Source("a.md", (Field("Title", "One", 1, 8),), "No field here\n", 2, stray=2)


def test_a_header_between_rules_is_read() -> None:
    assert parse("---\nTitle: One\n---\nBody", "a.md") == Source("a.md", (Field("Title", "One", 2, 8),), "Body", 4)


def test_a_byte_that_is_not_utf_8_is_named_with_its_place() -> None:
    with pytest.raises(ContentError) as caught:
        decode(b"Title: x\n\ncaf\xe9 time", "a.md")

    assert [str(problem) for problem in caught.value.problems] == ["a.md:3: byte 0xe9 at column 4 is not UTF-8. Save the file as UTF-8."]


def test_a_byte_order_mark_and_letters_of_many_bytes_do_not_shift_the_place() -> None:
    with pytest.raises(ContentError) as caught:
        decode(b"\xef\xbb\xbfTitle: x\r\n\xc3\xa9\xc3\xa9\xff", "a.md")

    assert str(caught.value) == "a.md:2: byte 0xff at column 3 is not UTF-8. Save the file as UTF-8."


@pytest.mark.parametrize(("data", "told"), [(b"ok\na\x00", "a.md:2: U+0000 at column 2"), (b"\xef\xbf\xbe", "a.md:1: U+FFFE at column 1")])
def test_a_character_that_no_feed_can_carry_is_named(data: bytes, told: str) -> None:
    with pytest.raises(ContentError) as caught:
        decode(data, "a.md")

    assert str(caught.value) == f"{told} is not a character of a text. Delete it."


def test_code_and_comments_are_blanked_in_their_place() -> None:
    body = "a `b` c\n```py\nd\n```\ne <!-- f\ng --> h\n``unclosed\n\n~~~ open"
    source = parse(f"Title: T\n\n{body}", "a.md")

    assert source.without_code().split("\n") == ["a     c", "     ", " ", "   ", "e       ", "      h", "``unclosed", "", "~~~ open"]


def test_a_mark_at_the_beginning_and_foreign_line_ends_do_not_reach_the_text() -> None:
    assert decode(b"\xef\xbb\xbfTitle: x\r\nDate: y\r\rBody", "a.md") == "Title: x\nDate: y\n\nBody"


fields = st.lists(
    st.tuples(st.from_regex(r"[A-Z][a-z-]{0,8}", fullmatch=True), st.from_regex(r"[\w.,+=-]{1,12}", fullmatch=True)), min_size=1
)


@given(fields, st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_writing_then_reading_is_the_identity(pairs: list[tuple[str, str]], body: str) -> None:
    text = "".join(f"{key}: {value}\n" for key, value in pairs) + "\n" + body
    source = parse(text, "a.md")

    assert ([(field.key, field.value) for field in source.fields], source.body) == (pairs, body)


@given(fields, st.lists(st.from_regex(r"[a-z ]{0,10}", fullmatch=True), max_size=5))
def test_every_place_is_where_it_says(pairs: list[tuple[str, str]], lines: list[str]) -> None:
    text = "".join(f"{key}: {value}\n" for key, value in pairs) + "\n" + "\n".join(lines)
    source = parse(text, "a.md")
    written = text.split("\n")

    assert [written[field.line - 1][field.column - 1 :] for field in source.fields] == [value for _, value in pairs]
    assert "\n".join(written[source.body_line - 1 :]) == source.body
