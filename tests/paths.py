"""Hypothesis strategies for addresses: paths of every kind, and what stood where."""

from __future__ import annotations

from urllib.parse import quote

from hypothesis import strategies as st

from editorial import urls
from editorial.record.blocks import Identity

_RAW = "abzAZ09._~!&()*+,;=:@-"
_ENCODED = st.characters(exclude_categories=["Cs", "Cc"]).map(lambda one: quote(one, safe=""))
# Few names, so that addresses lie within one another and differ in little; then every name that there may be.
_NAMES = st.sampled_from(("a", "b", "A", "ab", "a+b", "a.b", "%61", "caf%C3%A9", "100%25", "a%20b", "a:b", "index"))
_ANY = st.lists(st.sampled_from(_RAW) | _ENCODED, min_size=1, max_size=8).map("".join)
_SEGMENTS = st.lists(_NAMES | _ANY, min_size=1, max_size=3).map("/".join)

paths = st.tuples(_SEGMENTS, st.sampled_from(("/", "/", "", ".html"))).map("".join).filter(urls.is_path)


def _histories(holders: dict[str, int]) -> dict[str, Identity]:
    """What stands at its last address and had the ones before it, of each holder of addresses."""
    had: dict[int, list[str]] = {}
    for address, holder in holders.items():
        had.setdefault(holder, []).append(address)
    return {addresses[-1]: Identity(f"tag:example.org,2016:{n}", None, (), tuple(addresses[:-1])) for n, addresses in had.items()}


# A few things by their addresses, with those that they had; no two have had the same.
histories = st.dictionaries(paths, st.integers(0, 3), max_size=8).map(_histories)
