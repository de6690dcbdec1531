"""Moves: where addresses that were published lead now, each to its end at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from editorial import urls
from editorial.record.blocks import Block, Identity


def moves(identities: Mapping[str, Identity], missing: Iterable[Block]) -> Mapping[str, str]:
    """Each former address with the one that it leads to, by address; no target is itself a former address.

    What two themes shared, and do not any more, leads to the list of the first that there is, or else to all themes.
    """
    found = {former: address for address, one in identities.items() for former in one.former if former not in identities}
    for block in missing:
        if block.kind == "shared" and not block.withdrawn:
            pair = [urls.of_theme(slug) for slug in block.address.strip("/").rpartition("/")[2].split("+")]
            there = [address for one in pair if (address := found.get(one, one)) in identities]
            found |= dict.fromkeys((one for one in block.addresses if one not in identities), (there or ["themes/"])[0])
    return dict(sorted(found.items()))
