"""Headers: what is wrong with the header of a Markdown text of any Pelican site.

What each mistake does is told by Pelican 4.12 (``readers``, ``contents``) and Python-Markdown's meta-data extension.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from pelican.readers import parse_path_metadata

from manuscript.problems import Problem
from manuscript.source import Source
from press.headers.fields import of_fields
from press.headers.formats import foreign_fault, foreign_in, other_format
from press.headers.keys import KEYS, SETTINGS, named_in
from press.headers.required import of_missing
from press.headers.rows import FIELD, Rows, read_on
from press.headers.site import Site
from press.headers.strays import no_header, stray_lines

__all__ = ("SETTINGS", "check", "known_keys", "provided")


def check(
    text: str,
    source: Source,
    *,
    settings: Mapping[str, Any],
    used: Collection[str] = (),
    given: Collection[str] = (),
    dated: bool = True,
    now: datetime.datetime | None = None,
    known: frozenset[str] | None = None,
    instants: list[datetime.datetime] | None = None,
) -> Iterator[Problem]:
    """A problem for everything that is wrong with the header of a text; none for a text that is skipped.

    ``text`` is the whole file as ``manuscript.source.decode`` gives it, and ``source`` is what is parsed of it. ``used``
    are the keys that the site theme and the plugins read, ``given`` those that settings or the path provide
    (``provided``), both in lower case. ``dated`` is whether a text needs a date (an article does). A date after
    ``now``, an aware instant, is odd; without it none is. ``known`` is what ``known_keys`` makes of settings and ``used``, for those
    who check many; ``instants`` takes in those on whose being before or after ``now`` the problems depend.
    """
    status = source.field("status")
    if not (status and status.value == "skip"):  # as Pelican compares it
        used = frozenset(used)
        keys = known_keys(settings, used) if known is None else known
        site = Site(settings, used, keys, frozenset(given), dated, now, [] if instants is None else instants)
        yield from _checked(Rows.of(text), source, site)


def known_keys(settings: Mapping[str, Any], used: Collection[str]) -> frozenset[str]:
    """Every key, in lower case, that something is known to read: Pelican, the settings, or the site theme and plugins (``used``)."""
    return KEYS | frozenset(used) | named_in(settings)


def provided(file: str, settings: Mapping[str, Any]) -> frozenset[str]:
    """The keys, in lower case, that a text has without writing them: from settings, and from its path below the content folder."""
    names = {name for name, value in dict(settings.get("DEFAULT_METADATA") or {}).items() if value}
    names |= {name for name, value in parse_path_metadata(file, settings=settings).items() if value}
    for path, values in (settings.get("EXTRA_PATH_METADATA") or {}).items():
        if file == path or file.startswith(f"{path.rstrip('/')}/"):
            names |= set(values)
    if settings.get("DEFAULT_DATE"):
        names.add("date")
    return frozenset(name.lower() for name in names)


def _checked(rows: Rows, source: Source, site: Site) -> Iterator[Problem]:
    if fault := other_format(rows):
        yield Problem(source.path, 1, 0, *fault)
        return
    foreign = tuple(foreign_in(rows, site.used - KEYS))
    if not foreign and not any(FIELD.fullmatch(line) for _, line in rows.rows[: None if rows.fenced else 1]):
        if "title" in site.given:
            yield from of_missing(source, site, (), ())
        else:
            yield Problem(source.path, 1, 0, *no_header(rows, source))
        return
    taken = {line for one in foreign for line in one.lines}
    stray = tuple(stray_lines(rows, taken))
    read = read_on(rows, source, taken | {line for line, _ in stray})
    yield from (Problem(source.path, one.lines[0], 1, *foreign_fault(one)) for one in foreign)
    yield from (Problem(source.path, line, 1, *fault) for line, fault in stray)
    yield from of_fields(rows, read, site, taken)
    yield from of_missing(read, site, taken, foreign)
