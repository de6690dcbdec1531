"""Moves: where addresses that were published lead now, each to its end at once."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from editorial import urls
from editorial.record.blocks import Block, Identity


def moves(identities: Mapping[str, Identity], missing: Iterable[Block]) -> Mapping[str, str]:
    """Each former address with the one that it leads to, by address; no target is itself a former address.

    What two themes shared, and do not any more, leads to the list of the first that there is, or else to all themes. An address
    whose page would be written over one that is there, or over that of another move, leads nowhere.
    """
    standing = {urls.place_of(address) for address in identities}
    pages: dict[str, str] = {}
    found = {
        former: address
        for address, one in sorted(identities.items(), key=lambda pair: pair[0])
        for former in one.former
        if _is_free(former, standing) and pages.setdefault(urls.place_of(former), address) == address
    }
    for block in missing:
        if block.kind == "shared" and not block.withdrawn:
            pair = [urls.of_theme(slug) for slug in block.address.strip("/").rpartition("/")[2].split("+")]
            there = [address for one in pair if (address := found.get(one, one)) in identities]
            for one in block.addresses:
                if _is_free(one, standing):
                    found.setdefault(one, (there or ["themes/"])[0])
    return dict(sorted(found.items()))


def _is_free(address: str, standing: Container[str]) -> bool:
    return not urls.is_own(address) and urls.place_of(address) not in standing
