"""Lists as data: what readers take away of a list, and what other programs are told of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from editorial import records
from editorial.library import Library
from editorial.reading_lists import Entry, ReadingList
from editorial.works import Work


def of_list(reading_list: ReadingList, library: Library, address: str) -> dict[str, Any]:
    """A list with its entries in order. Addresses are absolute; ``minutes`` of a work, whose length is not known, are null."""
    return {
        "title": reading_list.title,
        "url": f"{address}/{reading_list.url}",
        "about": reading_list.about,
        "minutes": reading_list.minutes,
        "entries": [_entry(entry, reading_list, library, address) for entry in reading_list.entries],
    }


def _entry(entry: Entry, reading_list: ReadingList, library: Library, address: str) -> dict[str, Any]:
    text = entry.publication
    others = (trail for trail in library.trails_of(entry.item.id) if trail.reading_list.url != reading_list.url)
    return {
        "position": entry.position,
        "url": f"{address}/{text.url}" if text else _address(entry, address),
        "title": entry.item.title,
        "kind": entry.kind,
        "locator": entry.locator,
        "reason_code": entry.reason.code,
        "reason": entry.reason.text,
        "minutes": text.minutes if text else None,
        "lists": [
            {
                "title": trail.reading_list.title,
                "url": f"{address}/{trail.reading_list.url}",
                "position": trail.entry.position,
                "of": len(trail.reading_list.entries),
            }
            for trail in others
        ],
        "reproduced_in": [f"{address}/{post.url}" for post in entry.reproduced_in],
    }


def _address(entry: Entry, address: str) -> str:
    """Where a work is to be found: where it says, or else on the page of works."""
    assert isinstance(entry.item, Work)
    return entry.item.address or f"{address}/works/#work:{entry.item.key}"


def bibliography(reading_list: ReadingList, library: Library, *, address: str, site: str, marked: bool) -> tuple[Mapping[str, Any], ...]:
    """What readers take away of a list as records in CSL-JSON: its entries in order, then the works that its texts cite, most cited first.

    The note of an entry says its place on the list, the part of it that is meant, and the reason; ``address``, ``site`` and
    ``marked`` are as in ``records.of_item``.
    """
    found: dict[str, dict[str, Any]] = {}
    for item in (*(entry.item for entry in reading_list.entries), *(one.work for one in library.works_on(reading_list))):
        found.setdefault(item.id, dict(records.of_item(item, address=address, site=site, marked=marked)))
    total = len(reading_list.entries)
    for entry in reading_list.entries:
        part = f", {entry.locator}" if entry.locator else ""
        said = f"{entry.position} of {total} in {reading_list.title}{part}. {entry.reason.text}"
        record = found[entry.item.id]
        record["note"] = " ".join(filter(None, (str(record.get("note") or ""), said)))
    keys = {str(record["id"]) for id_, record in found.items() if id_.startswith("@")}
    for id_, record in found.items():
        while not id_.startswith("@") and record["id"] in keys:  # the slug of a text may be the key of a work
            record["id"] += "-text"
    return tuple(found.values())
