"""Readings: what counts of each file for where its links lead, read once for as long as its bytes stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

from press.pages.faults import Mention, is_page, is_read
from press.pages.feeds import mentions_of
from press.pages.known import Known
from press.pages.reading import bytes_of, read_html
from press.pages.site import Site
from press.store import digest

OWN: Final = ""  # in the place of a base: the address of the page itself


@dataclass(frozen=True, slots=True)
class Reading:
    """What counts of a file: its places, and its addresses, each once, by what relative ones start from.

    ``has_base`` is whether a page says itself what they start from.
    """

    ids: frozenset[str]
    links: tuple[tuple[str | None, tuple[str, ...]], ...]
    has_base: bool = False

    def as_data(self) -> list[Any]:
        """The reading as JSON can hold it."""
        return [sorted(self.ids), [[base, list(addresses)] for base, addresses in self.links], self.has_base]

    @classmethod
    def from_data(cls, data: Any) -> Reading:
        """The reading of which this is the data."""
        ids, links, has_base = data
        return cls(frozenset(ids), tuple((base, tuple(addresses)) for base, addresses in links), has_base)


class Readings:
    """What counts of the files below ``staged``, or where nothing is known of them there, of those that stand."""

    def __init__(self, site: Site, staged: Path, known: Known | None) -> None:
        self._site = site
        self._staged = staged
        self._known = known
        self._digests: dict[str, str] = {}

    def digest_of(self, name: str) -> str:
        """The digest of a file's bytes, which are read where nobody knows it."""
        if found := (self._known.digests.get(name, "") if self._known else "") or self._digests.get(name, ""):
            return found
        self._digests[name] = digest(self._bytes(name))
        return self._digests[name]

    def of(self, names: Iterable[str]) -> Iterator[tuple[str, Reading]]:
        """Each of these files with what counts of it, in their order."""
        rest = iter(names)
        while some := tuple(islice(rest, _AT_ONCE)):
            known = self.recalled({name: self.digest_of(name) for name in some} if self._known else {})
            made = self._made([name for name in some if name not in known])
            if self._known:
                self._known.store.keep(_KIND, {self._key(name, self.digest_of(name)): one.as_data() for name, one in made.items()})
            yield from ((name, known.get(name) or made[name]) for name in some)

    def recalled(self, digests: Mapping[str, str]) -> dict[str, Reading]:
        """What is known of files with these bytes; those of which nothing is known are not in it."""
        keys = {name: self._key(name, of_bytes) for name, of_bytes in digests.items()}
        found = self._known.store.recall(_KIND, keys.values()) if self._known else {}
        return {name: Reading.from_data(found[key]) for name, key in keys.items() if key in found}

    def mentions(self, name: str) -> tuple[Mention, ...]:
        """The links of a file with their lines, in their order."""
        data = self._bytes(name)
        if not is_page(name):
            return mentions_of(data, self._site, name)
        read = read_html(data)
        base = self._site.path(read.base, self._site.address_of(name)) if read.base else self._site.address_of(name)
        return tuple(Mention(address, line, base) for address, line in read.links)

    def links(self, name: str, reading: Reading) -> Iterator[tuple[str, str | None]]:
        """The addresses of a file, each with the path that relative ones start from, or None where that is elsewhere."""
        here = self._site.address_of(name)
        for base, addresses in reading.links:
            start = here if base == OWN else self._site.path(base, here) if base is not None and is_page(name) else base
            yield from ((address, start) for address in addresses)

    def _made(self, names: Sequence[str]) -> dict[str, Reading]:
        if not (self._known and self._known.crew and len(names) >= _MANY):
            return {name: self._read(name) for name in names}
        parts = [names[at : at + _PART] for at in range(0, len(names), _PART)]
        made: dict[str, Reading] = {}
        for part, found in zip(parts, self._known.crew.map(self._data_of, parts), strict=True):
            # What is too much for a worker, or has ended it, is read here, as without workers.
            made |= {name: Reading.from_data(data) for name, data in zip(part, found, strict=True)} if isinstance(found, list) else {}
        return {name: made.get(name) or self._read(name) for name in names}

    def _data_of(self, names: Sequence[str]) -> list[Any]:
        return [self._read(name).as_data() for name in names]

    def _read(self, name: str) -> Reading:
        if not is_read(name):
            return Reading(frozenset(), ())
        data = self._bytes(name)
        if is_page(name):
            read = read_html(data)
            return Reading(frozenset(read.ids), ((read.base or OWN, read.addresses),), bool(read.base))
        by_base: dict[str | None, dict[str, None]] = {}
        for one in mentions_of(data, self._site, name):
            by_base.setdefault(one.base, {})[one.address] = None
        return Reading(frozenset(), tuple((base, tuple(addresses)) for base, addresses in by_base.items()))

    def _bytes(self, name: str) -> bytes:
        file = self._staged / name
        return bytes_of(file) if not self._known or file.exists() else bytes_of(self._known.standing / name)

    def _key(self, name: str, of_bytes: str) -> str:
        # What the links of a feed start from is told by where it stands, too.
        return of_bytes if is_page(name) else digest(of_bytes, name, self._site.host, self._site.root)


_KIND: Final = "links-of-a-file"
# Files: so many are held in memory; so many are worth workers; so many go to one of them at a time.
_AT_ONCE: Final = 1024
_MANY: Final = 128
_PART: Final = 32
