"""The site of a header: what it is checked against."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Site:
    """What a header is checked against. ``known`` is every key that something is known to read.

    ``instants`` takes in those that are compared with ``now``.
    """

    settings: Mapping[str, Any]
    used: frozenset[str]
    known: frozenset[str]
    given: frozenset[str]
    dated: bool
    now: datetime.datetime | None
    instants: list[datetime.datetime] = field(default_factory=list)
