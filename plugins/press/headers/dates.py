"""The dates of a header: whole, in their order, in a time zone that there is."""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Iterator

from manuscript.problems import did_you_mean
from manuscript.source import Field, Source
from press.headers.fault import Fault
from press.headers.site import Site
from press.moments import complete
from press.wording import one_line


def date_faults(field: Field, source: Source, site: Site) -> Iterator[Fault]:
    """That a date cannot be read, that it is odd, or that a text was modified before its date."""
    try:
        when = complete(field.value)
    except ValueError as error:
        yield Fault("bad-date", f"{field.key}: {error}", "Write year, month and day, as 2015-12-15, or 2015-12-15 09:30+00:00")
        return
    zone = _zone(source, site)
    if field.key.lower() == "modified" and (date := source.field("date")):
        yield from _order(_aware(when, zone), date, zone)
    if odd := _odd(when, zone, site):
        yield Fault("odd-date", f"{one_line(field.value)} {odd}", "Correct it, if it is a slip")


def timezone_faults(field: Field, source: Source, site: Site) -> Iterator[Fault]:
    """That there is no such time zone."""
    if not _zone_named(field.value):
        remedy = did_you_mean(field.value[:40], zoneinfo.available_timezones()) or "Write a name such as Europe/Berlin"
        yield Fault("bad-date", f'the time zone "{one_line(field.value)}" is not known', remedy)


def _order(modified: datetime.datetime, date: Field, zone: datetime.tzinfo) -> Iterator[Fault]:
    try:
        published = _aware(complete(date.value), zone)
    except ValueError:  # told where it stands
        return
    if modified < published:
        message = f"the text was modified before its date, {one_line(date.value)}"
        yield Fault("order-of-dates", message, "Correct one of the two dates")


def _odd(when: datetime.datetime, zone: datetime.tzinfo, site: Site) -> str:
    if when.year < 1970:
        return "lies before there was a web to write on"
    if when.year == datetime.MAXYEAR:
        return "lies in the future"
    site.instants.append(_aware(when, zone))
    return "lies in the future" if site.now and site.instants[-1] > site.now else ""


def _aware(when: datetime.datetime, zone: datetime.tzinfo) -> datetime.datetime:
    return when if when.tzinfo else when.replace(tzinfo=zone)


def _zone(source: Source, site: Site) -> datetime.tzinfo:
    """The time zone of dates that have none: the header's, the site's, or UTC where these are none."""
    found = source.field("timezone")
    for name in (found.value if found else "", site.settings.get("TIMEZONE") or "UTC"):
        if zone := _zone_named(name):
            return zone
    return datetime.UTC


def _zone_named(name: str) -> datetime.tzinfo | None:
    """The time zone of that name, as ``Europe/Berlin``, or None."""
    try:
        return zoneinfo.ZoneInfo(name) if name else None
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None
