"""How deep elements stand in one another: no deeper than can be read in time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from press.sanitiser.allowed import listed
from press.sanitiser.finding import Finding
from press.sanitiser.tags import LOOSE, tags_in


def too_deep(html: str) -> Finding | None:
    """What is to be said when the elements stand too deep in one another for them to be read in time."""
    # The first reading is quick, and takes what stands in comments for tags.
    if not _deep(_ENDS.findall(html)) or not (depth := _deep((tag.end, tag.name) for tag in tags_in(html))):
        return None
    message = f"{depth:,} elements stand open in one another, more than can be read in time"
    return Finding("too-costly", message, "Close each element where it ends", "<")


_ENDS: Final = re.compile(r"<(/?)([A-Za-z][^\s/>]*)")
# What browsers open again in each paragraph that follows, until it is closed.
_FORMATTING: Final = listed("b big code em font i nobr s small strike strong tt u")
# nh3 takes 10 milliseconds for 2,000 elements in one another, and 100 times as long for ten times as many; browsers keep 512.
_DEEPEST: Final = 2_000
_MOST_FORMATTING: Final = 200


def _deep(tags: Iterable[tuple[bool | str, str]]) -> int:
    """How many elements stand open at once, when that is too many; 0 otherwise."""
    now, most = [0, 0], [0, 0]
    for end, name in tags:
        name = name.lower()
        if name not in LOOSE:
            which = name in _FORMATTING
            if end:
                now[which] = max(0, now[which] - 1)
            else:
                now[which] += 1
                most[which] = max(most[which], now[which])
    return max(most) if most[0] > _DEEPEST or most[1] > _MOST_FORMATTING else 0
