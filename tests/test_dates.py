"""press.dates: dates in words, by the language and not by the locale."""

import datetime

import pytest

from press.dates import DateFilter, in_words, now

DAY = datetime.datetime(2015, 3, 5, 14, 5, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Thu 05 March 2015 PM 100%"),
        ("en-gb", "Thu 05 March 2015 PM 100%"),
        ("fr", "jeu. 05 mars 2015 PM 100%"),
        ("de-CH", "Do. 05 März 2015 PM 100%"),
        ("ja", "木 05 3月 2015 午後 100%"),
        ("zh-hant-tw", "週四 05 3月 2015 下午 100%"),
        ("nonsense", "Thu 05 March 2015 PM 100%"),
        ("", "Thu 05 March 2015 PM 100%"),
    ],
)
def test_days_and_months_are_written_in_the_language(language: str, expected: str) -> None:
    assert in_words(DAY, "%a %d %B %Y %p 100%%", language) == expected


def test_the_filter_writes_in_the_language_of_the_site() -> None:
    assert DateFilter("de")(DAY, "%A, %-d. %b") == "Donnerstag, 5. März"


def test_the_first_year_can_be_written() -> None:
    assert in_words(datetime.datetime(1, 1, 1), "%A %-d %B", "fr") == "lundi 1 janvier"


def test_the_instant_of_a_build_can_be_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")

    assert now() == datetime.datetime(2023, 11, 14, 22, 13, 20, tzinfo=datetime.UTC)
