"""How long feeds are parted: every entry once, nothing too long, archives that stay as they are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from editorial.feeds.archives import LEAST_CURRENT, MOST_BYTES, MOST_ENTRIES, Part, parts

sizes = st.lists(st.sampled_from([100, 8_000, 60_000, 399_999, 500_000]), max_size=400)


def test_a_short_feed_is_one_document() -> None:
    assert parts([1000] * 69) == (Part(0, 69, 0),)


def test_a_feed_without_entries_is_one_document() -> None:
    assert parts([]) == (Part(0, 0, 0),)


def test_a_long_feed_has_numbered_archives_that_lead_to_one_another() -> None:
    assert parts([1000] * 130) == (
        Part(0, 30, 0, older=2),
        Part(30, 80, 2, older=1, newer=0),
        Part(80, 130, 1, older=None, newer=2),
    )


@given(sizes)
def test_every_entry_is_in_one_document_in_order(entries: list[int]) -> None:
    found = [place for part in parts(entries) for place in range(part.start, part.end)]

    assert found == list(range(len(entries)))


@given(sizes)
def test_no_document_is_too_long_unless_one_entry_is(entries: list[int]) -> None:
    current, *archives = parts(entries)
    too_long = [
        part
        for part in archives
        if part.end - part.start > MOST_ENTRIES or (sum(entries[part.start : part.end]) > MOST_BYTES and part.end - part.start > 1)
    ]
    weight = sum(entries[current.start : current.end])

    assert (too_long, weight <= 2 * MOST_BYTES or current.end == 1 or weight <= 2 * max(entries)) == ([], True)


@given(sizes)
def test_what_is_asked_for_again_has_enough_entries_if_they_are_not_too_long(entries: list[int]) -> None:
    current, *archives = parts(entries)
    if not archives or current.end >= LEAST_CURRENT:
        return

    assert sum(entries[: archives[0].end]) > 2 * MOST_BYTES


@given(sizes, st.integers(1, 5))
def test_an_archive_stays_as_it_is_when_texts_are_added(entries: list[int], added: int) -> None:
    def archived(those: list[int]) -> dict[int, tuple[int, int]]:
        return {part.number: (len(those) - part.start, len(those) - part.end) for part in parts(those)[1:]}

    before, after = archived(entries), archived([100] * added + entries)

    assert {number: after.get(number) for number in before} == before


@given(sizes)
def test_every_archive_is_reached_from_the_current_document_and_back(entries: list[int]) -> None:
    by_number = {part.number: part for part in parts(entries)}
    way, here = [0], by_number[0]
    while here.older is not None:
        way.append(here.older)
        assert by_number[here.older].newer == here.number
        here = by_number[here.older]

    assert way == list(by_number)
