"""Recording: the record as it is once what is on the desk has been published, and the difference in words."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from editorial.desk import PUBLICATIONS
from editorial.record import record_file
from editorial.record.blocks import Block, Record
from editorial.record.matching import Item, Matching
from editorial.wording import titled
from manuscript.source import read_text, shown_path


def recorded(record: Record, found: Matching, *, today: datetime.date, site: str, authority: str) -> Record:
    """The record with everything that is published.

    ``site`` is the public address; a page or list, which has no date of its own, was first published ``today``. Nothing is taken
    out: what is missing is withdrawn, or a matter of the checks.
    """
    now = [_block(item, found.blocks.get(item.address), found, today) for item in found.items]
    sites = (*(one for one in record.sites if one != site), site)
    return Record(record.authority or authority, sites, {block.id: block for block in (*found.missing, *now)})


def _block(item: Item, before: Block | None, found: Matching, today: datetime.date) -> Block:
    identity = found.identities[item.address]
    return Block(
        id=identity.id,
        kind=item.kind,
        title=item.title,
        source=item.source,
        addresses=(*identity.former, item.address),
        published=identity.published or (today if item.source else None),
        changes=identity.changes,
        version=item.version,
        digest=item.digest,
        line=before.line if before else 0,
    )


def keep(record: Record, before: Record, root: Path) -> None:
    """Write the record into the data of a content folder, all of it or nothing. What it leads to, where it is a link, is written.

    Raises OSError; ValueError: it is not as it was when ``before`` was read.
    """
    file = (root / "data" / PUBLICATIONS).resolve()
    if (read_text(file, root) if file.exists() else "") != before.text:
        raise ValueError(f"{shown_path(root / 'data' / PUBLICATIONS, root)} was changed in the meantime, and is left as it is")
    file.parent.mkdir(parents=True, exist_ok=True)
    made = file.with_name(f".{file.name}.new")
    made.write_text(record_file.text_of(record), encoding="utf-8", newline="\n")
    made.replace(file)


def differences(before: Record, after: Record) -> tuple[str, ...]:
    """What publishing changes in the record, in lines, by address; empty where nothing does."""
    told = [f"the site   {before.sites[-1]} → {after.sites[-1]}"] if before.sites and before.sites[-1] != after.sites[-1] else []
    pairs = ((before.blocks.get(id_), block) for id_, block in after.blocks.items())
    lines = [(block.address, line) for old, block in pairs for line in _difference(old, block)]
    lines += [(block.address, f"forgotten  /{block.address}") for id_, block in before.blocks.items() if id_ not in after.blocks]
    return (*told, *(line for _, line in sorted(lines)))


_NOTED: Final = {"source": "file", "kind": "kind", "version": "version", "addresses": "earlier addresses"}


def _difference(old: Block | None, new: Block) -> tuple[str, ...]:
    """How a block differs, in lines that begin with what happened to it."""
    if old is None:
        return (f"new        /{new.address} {titled(new.title)}",)
    found = tuple(_changes(old, new))
    noted = [f"its {word}" for what, word in _NOTED.items() if getattr(old, what) != getattr(new, what)]
    return found or ((f"noted      /{new.address} ({', '.join(noted)})",) if noted else ())


def _changes(old: Block, new: Block) -> Iterator[str]:
    if new.withdrawn and (old.withdrawn, old.because) != (new.withdrawn, new.because):
        yield f"withdrawn  /{new.address} {new.because}"
    if old.withdrawn and not new.withdrawn:
        yield f"back       /{new.address} {titled(new.title)}"
    if old.address != new.address:
        yield f"moved      /{old.address} → /{new.address}"
    if old.title != new.title:
        yield f"retitled   /{new.address} {titled(old.title)} → {titled(new.title)}"
    if old.published and new.published and old.published != new.published:
        yield f"redated    /{new.address} {old.published.isoformat()} → {new.published.isoformat()}"
    if new.changes and old.changes != new.changes:
        yield f"changed    /{new.address} {new.changes[-1].says}"
    elif old.digest and old.digest != new.digest:
        tells = new.realm == "text"
        yield f"corrected  /{new.address} (without Changes:, so no subscriber is told)" if tells else f"edited     /{new.address}"
