"""Dates in words: by the language of the site or the text, never by the locale of the machine."""

from __future__ import annotations

import datetime
import os
import re
from typing import Any, Final

from pelican.utils import strftime

# The directives whose result depends on a language, and the pattern of CLDR for each (dates, or times of day).
_DATES: Final = {"A": "EEEE", "a": "EEE", "B": "MMMM", "b": "MMM", "h": "MMM", "p": "a", "c": "medium", "x": "short", "X": "medium"}
_DIRECTIVE: Final = re.compile(r"%([-#]?)(.)", re.DOTALL)


def in_words(date: datetime.datetime, form: str, language: str) -> str:
    """A date in the form of ``strftime``, with the names of days and months in a language (a tag such as ``en-GB``).

    English where the language is not known. The C locale's English is the same as ``strftime`` gives under LC_ALL=C.
    """
    if language.lower().partition("-")[0] == "en":
        return str(strftime(date, form))
    return str(strftime(date, _DIRECTIVE.sub(lambda match: _written(match, date, language), form)))


def _written(match: re.Match[str], date: datetime.datetime, language: str) -> str:
    from babel import Locale, UnknownLocaleError  # most sites are in English, and it takes its time to load
    from babel.dates import format_date, format_datetime, format_time

    pattern = _DATES.get(match[2])
    if pattern is None:
        return match[0]
    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    if match[2] == "X":
        written = format_time(date, pattern, locale=locale, tzinfo=date.tzinfo)
    elif match[2] in ("c", "p"):
        written = format_datetime(date, pattern, locale=locale, tzinfo=date.tzinfo)
    else:
        written = format_date(date, pattern, locale=locale)
    return written.replace("%", "%%")


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
