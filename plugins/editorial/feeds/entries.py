"""Entries: a text as subscribers get it, and the site as its feeds name it: plain values, from which every format is written."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Site:
    """The site as feeds name it. ``address`` is public, without a slash at the end.

    ``rights`` are the terms of its texts, ``since`` the instant that stands as the change of a feed without entries;
    ``hub`` is the address of a WebSub hub, ``stylesheet`` that of the sheet by which browsers show a feed; both may be empty.
    """

    name: str
    address: str
    lang: str
    rights: str
    since: datetime.datetime
    hub: str = ""
    stylesheet: str = ""


def rfc3339(when: datetime.datetime) -> str:
    """An instant in whole seconds with its offset. Source: RFC 3339 §5.6."""
    return in_minutes(when).isoformat(timespec="seconds")


def in_minutes(when: datetime.datetime) -> datetime.datetime:
    """The instant with an offset of whole minutes, as formats want it: before 1900 some zones had seconds."""
    offset = when.utcoffset() or datetime.timedelta()
    return when.astimezone(datetime.UTC) if offset.seconds % 60 else when


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote or signs: the name and the address of their page, which may be empty."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Category:
    """A theme, with the term and the address of its vocabulary; or a free word, without either."""

    label: str
    term: str = ""
    scheme: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One text. ``title`` and ``summary`` are plain text, ``content`` is HTML with absolute links; instants are aware.

    ``home`` is the address of the original, when the text's home is elsewhere.
    """

    id: str
    url: str
    title: str
    summary: str
    content: str
    lang: str
    published: datetime.datetime
    updated: datetime.datetime
    authors: tuple[Author, ...] = ()
    categories: tuple[Category, ...] = ()
    home: str = ""
