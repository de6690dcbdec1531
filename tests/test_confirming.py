"""editorial.confirming: the author's word is written where it belongs, and nothing else changes."""

import datetime

import pytest

from editorial.confirming import confirmed
from manuscript.source import parse

DAY = datetime.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("header", "slugs", "after"),
    [
        ("Title: A\nDate: 2020-01-01", ["oil", "lamps"], "Title: A\nDate: 2020-01-01\nThemes: = oil, lamps\nThemes-checked: 2026-11-23"),
        ("Title: A", [], "Title: A\nThemes: none\nThemes-checked: 2026-11-23"),
        ("Themes: +oil\nTitle: A", ["oil"], "Themes: = oil\nTitle: A\nThemes-checked: 2026-11-23"),
        ("Themes-checked: 2020-01-01\nThemes: none\nTitle: A", ["oil"], "Themes-checked: 2026-11-23\nThemes: = oil\nTitle: A"),
        ("Title: A\nSummary: one\n    two", ["oil"], "Title: A\nSummary: one\n    two\nThemes: = oil\nThemes-checked: 2026-11-23"),
        ("Themes: +oil,\n    -lamps\nTitle: A", ["oil"], "Themes: = oil\nTitle: A\nThemes-checked: 2026-11-23"),
        ("Themes-checked:\n    2020-01-01\nThemes: +oil\nTitle: A", ["oil"], "Themes-checked: 2026-11-23\nThemes: = oil\nTitle: A"),
        ("---\nTitle: A\n---", ["oil"], "---\nTitle: A\nThemes: = oil\nThemes-checked: 2026-11-23\n---"),
    ],
)
def test_the_header_says_what_was_confirmed(header: str, slugs: list[str], after: str) -> None:
    body = "\n\nA *body*.\n\n    code\n"

    assert confirmed(header + body, parse(header + body, "a.md"), slugs, DAY) == after + body


def test_confirming_twice_changes_nothing_more() -> None:
    once = confirmed("Title: A\n\nB\n", parse("Title: A\n\nB\n", "a.md"), ["oil"], DAY)

    assert confirmed(once, parse(once, "a.md"), ["oil"], DAY) == once
