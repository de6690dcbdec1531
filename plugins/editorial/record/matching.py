"""Matching: which block of the record each item is, whatever of it was renamed, and the permanent id that it has or will have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from editorial import urls
from editorial.record.blocks import REALMS, Block, Change, Identity, Record
from editorial.values import Moment, day


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that is published now.

    ``address`` is relative to the root; ``source`` the file in the content folder, empty for what is made of data. The dates
    are those of the header, as written, and so are ``id`` (of an imported text) and ``was``, the addresses that it had.
    ``digest`` is that of its words, empty where it has none of its own.
    """

    kind: str
    address: str
    title: str
    source: str = ""
    published: Moment | None = None
    modified: Moment | None = None
    changes: str = ""
    version: int = 1
    digest: str = ""
    id: str = ""
    was: tuple[str, ...] = ()

    @property
    def realm(self) -> str:
        """Within what it keeps its identity."""
        return REALMS[self.kind]


@dataclass(frozen=True, slots=True)
class Matching:
    """What is published, and what the record knows of it.

    ``items`` are all there are; ``blocks`` are theirs, of those on record, and ``identities`` are those of all, both by address;
    ``missing`` are the blocks whose items are not published, by id.
    """

    items: tuple[Item, ...] = ()
    blocks: Mapping[str, Block] = field(default_factory=dict)
    missing: tuple[Block, ...] = ()
    identities: Mapping[str, Identity] = field(default_factory=dict)


def matched(items: Iterable[Item], record: Record, authority: str) -> Matching:
    """Which item is which block.

    What agrees in address, file and words is the same whatever its header says; then comes what the author says (``Id``, or
    ``Redirect-from`` with an address at which nothing stands), then what agrees in more of address, file and words; of what agrees
    in one, the address counts most. No two items are one block. ``authority`` mints the ids of what is not on record, where the
    record has none.
    """
    all_items = tuple(items)
    blocks: dict[str, Block] = {}
    taken: set[str] = set()
    for _, id_, address in sorted(_candidates(all_items, record)):
        if address not in blocks and id_ not in taken:
            taken.add(id_)
            blocks[address] = record.blocks[id_]
    missing = tuple(block for id_, block in sorted(record.blocks.items()) if id_ not in taken)
    used = set(record.blocks) | {item.id for item in all_items if item.id}
    identities = {}
    for item in all_items:
        block = blocks.get(item.address)
        said = item.id if item.id not in record.blocks else ""  # that of another, or of this block
        id_ = block.id if block else said or minted(item.address, record.authority or authority, used)
        used.add(id_)
        identities[item.address] = _identity(item, block, id_)
    return Matching(all_items, blocks, missing, identities)


def minted(address: str, authority: str, used: Container[str] = ()) -> str:
    """A permanent id for an item that is first published at an address, other than those that are used. Source: RFC 4151 §2.1."""
    first = f"tag:{authority}:{address.rstrip('/')}"
    number, id_ = 1, first
    while id_ in used:
        number += 1
        id_ = f"{first}/{number}"
    return id_


# How much an agreement counts. An Id outweighs any two of address, file and words, and not all three: then the Id is a slip.
# Redirect-from outweighs file and words together, and not an address with one of them: then a text has taken in another.
_ID, _SAID, _ADDRESS, _SOURCE, _WORDS, _FORMER = 15, 11, 8, 6, 4, 2
# What has a header, in which its author can say what it was.
_WITH_HEADER = ("post", "paper", "page", "list")


def _candidates(items: Iterable[Item], record: Record) -> Iterator[tuple[int, str, str]]:
    """The pairs that agree in something, the better the smaller the first number; then the id of the block and the item's address."""
    all_items = tuple(items)
    index = _Index(record, {item.address for item in all_items})
    for item in all_items:
        scores: defaultdict[str, int] = defaultdict(int)
        for id_, counts in index.of(item):
            scores[id_] += counts
        for id_, score in scores.items():
            yield -score, id_, item.address


class _Index:
    """The blocks by what items may agree with them in; ``live`` are the addresses at which something stands now."""

    def __init__(self, record: Record, live: Container[str]) -> None:
        self._blocks = record.blocks
        self._live = live
        self._by: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
        self._holders = {address: id_ for id_, block in record.blocks.items() for address in block.addresses}
        for id_, block in record.blocks.items():
            if block.digest:
                self._by["words", block.realm, block.digest].append(id_)
                self._by["words", block.realm, f"{block.digest} {block.version}"].append(id_)
            if block.withdrawn:  # another may stand there one day, and be another; it is back when its words are
                continue
            self._by["address", block.realm, block.address].append(id_)
            if block.source:
                self._by["source", block.realm, block.source].append(id_)
            for address in block.addresses[:-1]:
                self._by["former", block.realm, address].append(id_)

    def of(self, item: Item) -> Iterator[tuple[str, int]]:
        """The blocks that an item agrees with, each with what that counts; one as often as it agrees."""
        if item.id in self._blocks:
            yield item.id, _ID
        yield from self._said(item).items()
        agreements = (("address", item.address, _ADDRESS), ("source", item.source, _SOURCE), ("former", item.address, _FORMER))
        for kind, value, counts in agreements:
            yield from ((id_, counts) for id_ in self._by.get((kind, item.realm, value), ()))
        alike = self._by.get(("words", item.realm, item.digest), ())
        if len(alike) > 1:  # as two versions of a paper may
            alike = self._by["words", item.realm, f"{item.digest} {item.version}"]
        if len(alike) == 1:  # the words that several have tell none of them from the others
            yield alike[0], _WORDS

    def _said(self, item: Item) -> Mapping[str, int]:
        """The blocks that an item says it was, by an address at which nothing stands now, each with what that counts."""
        found: dict[str, int] = {}
        for address in item.was:
            id_ = self._holders.get(address, "")
            if id_ and address not in self._live and self._blocks[id_].kind in _WITH_HEADER:
                counts = _SAID if address == self._blocks[id_].address else _FORMER
                found[id_] = max(counts, found.get(id_, 0))
        return found


def _identity(item: Item, block: Block | None, id_: str) -> Identity:
    before = block.addresses if block else ()
    former: dict[str, str] = {}
    for address in (*before, *item.was):
        former.setdefault(urls.file_at(address), address)  # one file has several spellings
    former.pop(urls.file_at(item.address), None)
    return Identity(id_, block.published if block else item.published, changes_of(item, block), tuple(former.values()))


def changes_of(item: Item, block: Block | None) -> tuple[Change, ...]:
    """The substantive changes of an item: those on record, and the one that its header tells; of one day, the header's words.

    A new version of a paper is one, also where nothing more is said of it.
    """
    known = block.changes if block else ()
    is_release = item.version > 1 and (block is None or block.version < item.version)
    says = item.changes or (f"Version {item.version} replaces an earlier one." if is_release else "")
    if not (item.modified and says and item.modified != item.published):
        return known
    latest = Change(item.modified, says)
    if known and day(latest.date) < day(known[-1].date):
        return known
    return (*(one for one in known if day(one.date) != day(latest.date)), latest)
