"""Dates in words: by the language of the site or the text, never by the locale of the machine."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_time
from pelican.utils import strftime

# The directives whose result depends on a language, and what CLDR has for each.
_WORDS: Final[Mapping[str, Callable[[datetime.datetime, Locale], str]]] = {
    "A": lambda date, locale: format_date(date, "EEEE", locale=locale),
    "a": lambda date, locale: format_date(date, "EEE", locale=locale),
    "B": lambda date, locale: format_date(date, "MMMM", locale=locale),
    "b": lambda date, locale: format_date(date, "MMM", locale=locale),
    "h": lambda date, locale: format_date(date, "MMM", locale=locale),
    "p": lambda date, locale: format_datetime(date, "a", locale=locale, tzinfo=date.tzinfo),
    "c": lambda date, locale: format_datetime(date, locale=locale, tzinfo=date.tzinfo),
    "x": lambda date, locale: format_date(date, "short", locale=locale),
    "X": lambda date, locale: format_time(date, locale=locale, tzinfo=date.tzinfo),
}
_DIRECTIVE: Final = re.compile(r"%([-#]?)(.)", re.DOTALL)


def in_words(date: datetime.datetime, form: str, language: str) -> str:
    """A date in the form of ``strftime``, with the names of days and months in a language (a tag such as ``en-GB``).

    English where the language is not known. The C locale's English is the same as ``strftime`` gives under LC_ALL=C.
    """
    if language.lower().partition("-")[0] == "en":
        return str(strftime(date, form))
    locale = _locale(language)
    return str(strftime(date, _DIRECTIVE.sub(lambda match: _written(match, date, locale), form)))


def _written(match: re.Match[str], date: datetime.datetime, locale: Locale) -> str:
    words = _WORDS.get(match[2])
    return words(date, locale).replace("%", "%%") if words else match[0]


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")


class DateFilter:
    """Pelican's Jinja filter ``strftime``, in the language of the site."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __call__(self, date: datetime.datetime, form: str) -> str:
        """A date in words."""
        return in_words(date, form, self._language)


def set_words(content: Any) -> None:
    """Write the dates of a text (``locale_date``, ``locale_modified``) in the text's own language."""
    for name in ("date", "modified"):
        if hasattr(content, f"locale_{name}"):
            setattr(content, f"locale_{name}", in_words(getattr(content, name), content.date_format, content.lang))


def now() -> datetime.datetime:
    """The instant of the build: that of SOURCE_DATE_EPOCH (seconds) where it is set, else the clock's, aware."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC) if epoch.isdigit() else datetime.datetime.now(datetime.UTC)
