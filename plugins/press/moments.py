"""Moments: dates as authors write them, read only when they are whole."""

from __future__ import annotations

import datetime
import re
from typing import Final

from dateutil import parser, tz  # type: ignore[import-untyped]

from press.wording import one_line


class PartialDate(ValueError):  # noqa: N818  # it is no error of the program's
    """A date that lacks its year, month or day."""


def complete(value: str) -> datetime.datetime:
    """The instant that Pelican reads from a date, naive where no time zone is written.

    Raises ValueError: it cannot be read, or its time zone is unknown.
    Raises PartialDate: it lacks its year, month or day, which Pelican would take from today.
    """
    written = one_line(value.replace("_", " "), length=100)
    if _ISO.fullmatch(written):
        try:
            return datetime.datetime.fromisoformat(written)
        except ValueError:
            raise ValueError(f'"{one_line(value)}" is no day or time that there is') from None
    first, second = (_parsed(written, default) for default in _DEFAULTS)
    if first != second:
        raise PartialDate(f'"{one_line(value)}" lacks its year, month or day, which would be taken from the day of the build')
    return first


_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?", re.ASCII)
# Two days that differ in everything, and have room for the 31st and for 29 February: what a date does not say shows.
_DEFAULTS: Final = (datetime.datetime(2000, 1, 1), datetime.datetime(2004, 3, 2))


def _parsed(value: str, default: datetime.datetime) -> datetime.datetime:
    try:
        parsed: datetime.datetime = parser.parse(value, default=default, tzinfos=_offset)
        parsed.utcoffset()  # only this tells one of more than a day
    except _UnknownZone as error:
        raise ValueError(f'the time zone "{error.args[0]}" is not known') from None
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):  # whatever dateutil stumbles over
        raise ValueError(f'"{one_line(value)}" is no date that can be read') from None
    return parsed


class _UnknownZone(Exception):  # noqa: N818  # it never leaves this module
    """An abbreviation, which means something else in another part of the world, and on another machine."""


def _offset(name: str | None, seconds: int | None) -> datetime.tzinfo | None:
    if name and seconds is None:
        raise _UnknownZone(name)
    return None if seconds is None else tz.tzoffset(name, seconds)
