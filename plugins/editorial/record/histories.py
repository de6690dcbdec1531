"""Histories: what subscribers are told of a text: its permanent id, and real dates only."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from editorial import publications
from editorial.model import Publication
from editorial.record.blocks import Block, Identity


@dataclass(frozen=True, slots=True)
class Told:
    """One substantive change as readers are told of it: when, and what it was, a sentence."""

    when: datetime.datetime
    says: str


@dataclass(frozen=True, slots=True)
class History:
    """The life of a text: its permanent id, its first publication, its substantive changes in order. Instants are aware."""

    id: str
    published: datetime.datetime
    changes: tuple[Told, ...] = ()

    @property
    def updated(self) -> datetime.datetime:
        """The instant of its last substantive change; that of its publication, where there was none."""
        return max((self.published, *(change.when for change in self.changes)))

    @property
    def order(self) -> tuple[float, str]:
        """A sort key: the last changed first, then by id, so that the order is total."""
        return (-self.updated.timestamp(), self.id)


@dataclass(frozen=True, slots=True)
class Correction:
    """That a published text was changed in substance, or withdrawn (then ``text`` is None): its own permanent id, when, and a sentence.

    ``title`` and ``url`` are those of what was changed.
    """

    id: str
    when: datetime.datetime
    says: str
    title: str
    url: str
    text: Publication | None = None

    @property
    def order(self) -> tuple[float, str]:
        """A sort key: the latest first, then by id, so that the order is total."""
        return (-self.when.timestamp(), self.id)


def corrections(text: Publication, history: History) -> tuple[Correction, ...]:
    """The substantive changes of a text, in the order of time; of one day there is one."""
    return tuple(
        Correction(f"{history.id}/changed/{told.when.date()}", told.when, told.says, text.title, text.url, text) for told in history.changes
    )


def withdrawal(block: Block, zone: datetime.tzinfo) -> Correction:
    """That something was withdrawn (it was); a day is its midnight in ``zone``."""
    assert block.withdrawn
    when = publications.instant(block.withdrawn, zone)
    return Correction(f"{block.id}/withdrawn/{when.date()}", when, block.because, block.title, block.address)


def of_text(text: Publication, identity: Identity, zone: datetime.tzinfo) -> History:
    """The history of a text; a day is its midnight in ``zone``."""
    published = publications.instant(identity.published, zone) if identity.published else text.published
    changes = tuple(Told(publications.instant(one.date, zone), one.says) for one in identity.changes)
    return History(identity.id, published, changes)
