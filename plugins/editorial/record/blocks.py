"""Blocks: the publication record as data, one block for each item."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from editorial.values import Moment

# What an item may be, and within what it keeps its identity: a post that becomes a paper is the same text.
REALMS: Final[Mapping[str, str]] = {
    "post": "text",
    "paper": "text",
    "version": "version",
    "page": "page",
    "list": "list",
    "theme": "theme",
    "shared": "shared",
    "person": "person",
    "group": "group",
}


@dataclass(frozen=True, slots=True)
class Change:
    """A substantive change: its day (or instant) and what it was, a sentence."""

    date: Moment
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What the record knows of one item.

    ``id`` is a URI, minted once. ``addresses`` are relative to the site's root, in the order of time: the last is the one it has.
    ``published`` is its first day (or instant), and ``source`` the file in the content folder: None and empty for what is made of
    data. ``changes`` stand in the order of time. ``digest`` is that of its words. ``withdrawn`` is the day on which it was taken
    out, and ``because`` the sentence that stands in its place. ``line`` is where it stands in the file.
    """

    id: str
    kind: str
    title: str
    addresses: tuple[str, ...]
    published: Moment | None = None
    source: str = ""
    changes: tuple[Change, ...] = ()
    version: int = 1
    digest: str = ""
    withdrawn: datetime.date | None = None
    because: str = ""
    line: int = field(default=0, compare=False)

    @property
    def address(self) -> str:
        """The address that it has, or had last."""
        return self.addresses[-1]

    @property
    def realm(self) -> str:
        """Within what it keeps its identity."""
        return REALMS[self.kind]


@dataclass(frozen=True, slots=True)
class Record:
    """The publication record; empty before anything is published.

    ``authority`` is who mints ids (RFC 4151: a domain and a day on which it was held); ``sites`` are the public addresses that
    the site has had, in the order of time; ``blocks`` are by id; ``text`` is what it was read from.
    """

    authority: str = ""
    sites: tuple[str, ...] = ()
    blocks: Mapping[str, Block] = field(default_factory=dict)
    text: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Identity:
    """What stays with an item: its permanent id, its first day, its substantive changes in the order of time, its former addresses.

    ``published`` is None for what has no date of its own and is not on record yet.
    """

    id: str
    published: Moment | None
    changes: tuple[Change, ...] = ()
    former: tuple[str, ...] = ()


# A domain and a day; a mail address, which the source allows too, is not for readers. Source: RFC 4151 §2.1.
_AUTHORITY: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?,[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")


def is_authority(value: Any) -> bool:
    """Whether something can mint ids: a domain and a day (or a month, or a year) that there is."""
    if not isinstance(value, str) or not _AUTHORITY.fullmatch(value):
        return False
    try:
        since(value)
    except ValueError:
        return False
    return True


def since(authority: str) -> datetime.date:
    """The day from which an authority mints ids; of a month or a year the first. Raises ValueError: there is no such day."""
    written = authority.partition(",")[2]
    return datetime.date.fromisoformat(written + "-01-01"[len(written) - 4 :])
