"""The site of a header: what it is checked against."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from press.headers.keys import KEYS, named_in


@dataclass(frozen=True)
class Site:
    """What a header is checked against."""

    settings: Mapping[str, Any]
    used: frozenset[str]
    given: frozenset[str]
    dated: bool
    now: datetime.datetime | None

    @cached_property
    def known(self) -> frozenset[str]:
        """Every key that something is known to read."""
        return KEYS | self.used | named_in(self.settings)
