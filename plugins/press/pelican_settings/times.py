"""Dates and languages in settings: time zone, default date, formats, locale."""

from __future__ import annotations

import datetime
import locale
import re
import zoneinfo
from collections.abc import Collection, Iterator
from typing import Any

from manuscript.problems import did_you_mean
from press.moments import PartialDate, complete
from press.pelican_settings.fault import Fault, Settings
from press.pelican_settings.values import as_list


def time_faults(settings: Settings, authored: Collection[str]) -> Iterator[Fault]:
    """That a time zone, the default date, a format for dates or a locale cannot be used."""
    zone = settings.get("TIMEZONE", "UTC")
    try:
        zoneinfo.ZoneInfo(zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        near = did_you_mean(zone, zoneinfo.available_timezones()) or 'Write one like "Europe/London", or "UTC"'
        yield Fault("TIMEZONE", "bad-setting", f'there is no time zone "{zone}"', near)
    yield from _default_date(settings.get("DEFAULT_DATE"))
    formats = {"DEFAULT_DATE_FORMAT": settings["DEFAULT_DATE_FORMAT"]}
    formats |= {f"DATE_FORMATS[{lang!r}]": form for lang, form in settings["DATE_FORMATS"].items()}
    for where, form in formats.items():
        # What Pelican would not take as a directive is left, and Python's own formatting stumbles on it.
        if "%" in re.sub("%-?.", "", plain_format(form), flags=re.DOTALL):
            yield Fault(where.partition("[")[0], "bad-setting", f'{where} ends in a "%" without a letter', "Write %% for the sign itself")
    if "LOCALE" in authored and not any(map(_is_available, as_list(settings["LOCALE"]))):
        names = ", ".join(f'"{name}"' for name in as_list(settings["LOCALE"]))
        remedy = "Take it out: dates are written in the language of the site"
        yield Fault("LOCALE", "doubtful-setting", f"this machine does not have the locale {names}", remedy)


def plain_format(form: Any) -> str:
    """A format for dates without the locale that may stand before it."""
    return form if isinstance(form, str) else form[1]


def _default_date(value: Any) -> Iterator[Fault]:
    if not value or value == "fs":
        return
    if isinstance(value, str):
        try:
            complete(value)
        except PartialDate:
            message = f'DEFAULT_DATE is "{value}", which is not a whole date'
            yield Fault("DEFAULT_DATE", "bad-setting", message, "Write year, month and day")
        except ValueError:
            yield Fault("DEFAULT_DATE", "bad-setting", f'DEFAULT_DATE is "{value}", which is no date', "Write one like 2024-05-31")
        return
    try:
        datetime.datetime(*value)
    except (TypeError, ValueError, OverflowError) as error:
        yield Fault("DEFAULT_DATE", "bad-setting", f"DEFAULT_DATE is no date: {error}", "Write one like (2024, 5, 31)")


def _is_available(name: str) -> bool:
    before = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, name)
    except (locale.Error, ValueError):
        return False
    finally:
        locale.setlocale(locale.LC_ALL, before)
    return True
