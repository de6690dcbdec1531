"""Quality: how good the tagger was at each theme, as the model says that was measured when it was trained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Quality:
    """Precision and recall (0 to 1) of one theme, measured on so many texts, of which so many are about it."""

    precision: float
    recall: float
    positives: int
    texts: int

    @property
    def precision_in_100(self) -> int:
        """Of 100 texts that are put under the theme, so many belong there."""
        return round(100 * self.precision)

    @property
    def recall_in_100(self) -> int:
        """Of 100 texts that belong under the theme, so many are put there."""
        return round(100 * self.recall)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a model says of itself: the digest of its vocabulary, and what was measured when it was trained.

    Both are empty where there is no model.
    """

    vocabulary: str = ""
    measured: Mapping[str, Any] = field(default_factory=dict)

    def of(self, slug: str) -> Quality | None:
        """How good the tagger was at a theme on texts that it had not seen; None where that was not measured."""
        try:
            measured = self.measured.get("held_out") or self.measured["cross_validated"]
            found = measured["themes"][slug]
            return Quality(found["precision"], found["recall"], found["positives"], measured["texts"])
        except (KeyError, TypeError):  # a model made by hand says nothing of it
            return None
