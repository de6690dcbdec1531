"""Values: what each value of a header must look like, and what is made of it."""

from __future__ import annotations

import datetime
import re
from typing import Final, get_args

from editorial import urls
from editorial.model import Status

STATUSES: Final = get_args(Status)

# A day, or an aware instant, as it was written.
Moment = datetime.date | datetime.datetime


def names(value: str) -> tuple[str, ...]:
    """Names with commas between. Raises ValueError: one is named twice."""
    names = tuple(name for name in (part.strip() for part in value.split(",")) if name)
    if twice := next((name for name in names if names.count(name) > 1), ""):
        raise ValueError(f'"{twice}" is named twice')
    return names


_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_INSTANT = re.compile(_DATE.pattern + r"[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})")


def moment(value: str) -> Moment:
    """A day (``2015-12-15``) or an instant with its offset (``2015-12-15T09:30+00:00``), by ISO 8601.

    Raises ValueError: any other form, or a day that no calendar has.
    """
    if not (_DATE.fullmatch(value) or _INSTANT.fullmatch(value)):
        raise ValueError(f'"{value}" is not a date in ISO 8601')
    try:
        return datetime.date.fromisoformat(value) if _DATE.fullmatch(value) else datetime.datetime.fromisoformat(value)
    except ValueError:  # its words change with Python's version
        raise ValueError(f'"{value}" is no day or time that there is') from None


def slug(value: str) -> str:
    """A slug. Raises ValueError: it is none, or too long for a file system."""
    if not urls.SLUG.fullmatch(value):
        raise ValueError(f'"{value}" is not a slug')
    if len(value) > urls.LONGEST:
        raise ValueError(f"a slug of {len(value)} characters is too long")
    return value


def status(value: str) -> str:
    """A status. Raises ValueError: it is none of those there are."""
    if value not in STATUSES:
        raise ValueError(f'"{value}" is not a status')
    return value


def address(value: str) -> str:
    """An address on the web. Raises ValueError: it is none."""
    if not urls.WEB.fullmatch(value):
        raise ValueError(f'"{value}" is not an http or https address')
    return value


# An absolute URI, whose scheme says what it is. Source: RFC 3986 §3, §4.3; its characters in §2.
_URI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9._~:/?#@!$&()*+,;=%-]+")


def is_permanent_id(value: str) -> bool:
    """Whether a text is a URI, without the marks ``[ ] '``, which the publication record has no place for."""
    return bool(_URI.fullmatch(value))


def permanent_id(value: str) -> str:
    """A permanent id, a URI. Raises ValueError: it is none."""
    if not is_permanent_id(value):
        raise ValueError(f'"{value}" is not a permanent id')
    return value


def former_addresses(value: str) -> tuple[str, ...]:
    """Addresses below the root, without the slash before them. Raises ValueError: some are none, or one is named twice."""
    written = names(value)
    if wrong := [f'"{one}"' for one in written if not urls.is_path(one.removeprefix("/"))]:
        which = f"{wrong[0]} is not an address" if len(wrong) == 1 else f"{', '.join(wrong[:-1])} and {wrong[-1]} are no addresses"
        raise ValueError(f"{which} that a static site can keep")
    return names(", ".join(one.removeprefix("/") for one in written))


def digest(value: str) -> str:
    """A digest as ``versions.digest`` writes it. Raises ValueError: it is none."""
    if not re.fullmatch(r"sha256-[0-9a-f]{64}", value):
        raise ValueError(f'"{value}" is not a digest')
    return value


def version(value: str) -> int:
    """The number of a version, from 1 to 9999. Raises ValueError: it is none."""
    if not re.fullmatch(r"[1-9]\d{0,3}", value):
        raise ValueError(f'"{value}" is not a version')
    return int(value)


def lang(value: str) -> str:
    """A language tag. Raises ValueError: it is none."""
    # Source: BCP 47, the shape of the common tags: language, then subtags.
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", value):
        raise ValueError(f'"{value}" is not a language tag')
    return value


def day(when: Moment) -> datetime.date:
    """The day of a date, in whatever time zone it was written."""
    return when.date() if isinstance(when, datetime.datetime) else when
