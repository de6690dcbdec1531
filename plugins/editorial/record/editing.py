"""Editing: what a person may say of the record: that something was withdrawn, renamed, dated wrongly, or is to be forgotten."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace

from editorial.record.blocks import Block, Record
from editorial.values import Moment
from manuscript.problems import did_you_mean
from manuscript.source import UNTEXTUAL


def named(record: Record, name: str) -> Block:
    """The block of an address (whole, or below the root, with or without its slashes) or an id. Raises LookupError: there is none."""
    wanted = _path(record, name)
    found = record.blocks.get(name) or next((one for one in record.blocks.values() if wanted in _bare(one.addresses)), None)
    if found is None:
        near = did_you_mean(wanted, [address.strip("/") for one in record.blocks.values() for address in one.addresses])
        raise LookupError(f"Nothing on record was published at /{wanted}/. {near}".strip())
    return found


def _path(record: Record, name: str) -> str:
    """An address below the root, without the slashes at its ends."""
    site = next((one for one in record.sites if name.strip().startswith(f"{one}/")), "")
    return name.strip().removeprefix(site).strip("/")


def _bare(addresses: Iterable[str]) -> set[str]:
    return {address.strip("/") for address in addresses}


def withdrawn(record: Record, name: str, because: str, day: datetime.date) -> Record:
    """The record in which something was withdrawn on a day, with a sentence for its readers.

    Raises LookupError; ValueError: the sentence has a character that no text may have.
    """
    if UNTEXTUAL.search(because):
        raise ValueError("The sentence has a character that no text may have.")
    return _with(record, replace(named(record, name), withdrawn=day, because=" ".join(because.split())))


def moved(record: Record, name: str, address: str) -> Record:
    """The record in which something has a new address. Raises LookupError; ValueError: another has it already."""
    block = named(record, name)
    holder = next((one for one in record.blocks.values() if one is not block and address in one.addresses), None)
    if holder:
        raise ValueError(f"/{address} is on record as {holder.id}. Forget that first, if it is not one of its own.")
    return _with(record, replace(block, addresses=(*(one for one in block.addresses if one != address), address)))


def redated(record: Record, name: str, day: Moment, changed: Moment | None = None) -> Record:
    """The record in which something was first published on a day, and changed last on another, if it was. Raises LookupError."""
    block = named(record, name)
    changes = block.changes
    if changes and changed:
        changes = (*changes[:-1], replace(changes[-1], date=changed))
    return _with(record, replace(block, published=day, changes=changes))


def forgotten(record: Record, name: str) -> Record:
    """The record without something, as if it had never been published. Raises LookupError; ValueError: it has moved from there."""
    gone = named(record, name)
    if name != gone.id and _path(record, name) != gone.address.strip("/"):
        raise ValueError(f"/{gone.address} was at {name}, and is to be named by where it is now.")
    return replace(record, blocks={id_: block for id_, block in record.blocks.items() if id_ != gone.id})


def _with(record: Record, block: Block) -> Record:
    return replace(record, blocks={**record.blocks, block.id: block})
