"""Publishing without a build: desks and libraries on which there is a record, and the record that comes of publishing them."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from examples import NOW, desk

from editorial.assembly import build
from editorial.desk import Desk, Manuscript
from editorial.record import record_checks, recording
from editorial.record.blocks import Block, Record
from editorial.record.matching import Matching

AUTHORITY, SITE, TODAY = "example.org,2020-01-31", "https://example.org", NOW.date()
EMPTY = Record()


def id_of(address: str) -> str:
    """The id that is minted for what is first published there."""
    return f"tag:{AUTHORITY}:{address.strip('/')}"


def desk_on(record: Record, *made: Manuscript, **options: Any) -> Desk:
    """A desk as ``examples.desk`` makes it, with a record."""
    return dataclasses.replace(desk(*made, **options), record=record)


def matching_on(record: Record, *made: Manuscript, now: datetime.datetime = NOW, **options: Any) -> Matching:
    """What a record knows of what would be published of these manuscripts."""
    return build(desk_on(record, *made, **options), lang="en-GB", zone=datetime.UTC, now=now, authority=AUTHORITY).matching


def publish(record: Record, *made: Manuscript, today: datetime.date = TODAY, site: str = SITE, **options: Any) -> Record:
    """The record once these manuscripts have been published."""
    return recording.recorded(record, matching_on(record, *made, **options), today=today, site=site, authority=AUTHORITY)


def differences(record: Record, *made: Manuscript, **options: Any) -> tuple[str, ...]:
    """What publishing these manuscripts would change in the record, in words."""
    return recording.differences(record, publish(record, *made, **options))


def told(record: Record, *made: Manuscript, authority: str = AUTHORITY, known: tuple[Any, ...] = (), **options: Any) -> list[str]:
    """What the checks on the record say of these manuscripts."""
    on_desk, found = desk_on(record, *made, **options), matching_on(record, *made, **options)
    return [str(problem) for problem in record_checks.check(on_desk, found, authority, known)]


def block_at(record: Record, address: str) -> Block:
    """The block whose address this is, or was."""
    return next(block for block in record.blocks.values() if address in block.addresses)
