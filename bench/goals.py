"""The goals of speed: each a number, what it may be at most, and of what it is measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# Medians by posts, measure and site.
Medians = Mapping[int, Mapping[str, Mapping[str, float]]]
Key = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class Goal:
    """A measure, alone or divided by another, and the most that it may be."""

    says: str
    most: float
    unit: str
    of: Key
    by: Key | None = None

    def measured(self, medians: Medians) -> float | None:
        """The number; ``None`` where one of its measures is missing."""
        found = _look(medians, self.of)
        if self.by is None or found is None:
            return found
        base = _look(medians, self.by)
        return None if base is None else found / base


GOALS = (
    Goal("one body edit, 1,000 posts", 0.3, "× Hugo's build", (1000, "body", "ours"), (1000, "cold", "hugo")),
    Goal("one body edit, 10,000 posts", 0.03, "× Hugo's build", (10_000, "body", "ours"), (10_000, "cold", "hugo")),
    Goal("one body edit, 10,000 posts", 3, "× the same at 1,000", (10_000, "body", "ours"), (1000, "body", "ours")),
    Goal("a title edit, 10,000 posts", 0.1, "× Hugo's build", (10_000, "title", "ours"), (10_000, "cold", "hugo")),
    Goal("no change, 10,000 posts", 0.02, "× Hugo's build", (10_000, "unchanged", "ours"), (10_000, "cold", "hugo")),
    Goal("cold, 1,000 posts", 0.45, "× stock Pelican", (1000, "cold", "ours"), (1000, "cold", "stock")),
    Goal("cold, 10,000 posts", 1.0, "× Hugo's build", (10_000, "cold", "ours"), (10_000, "cold", "hugo")),
    Goal("cold, 10,000 posts", 0.35, "× stock Pelican", (10_000, "cold", "ours"), (10_000, "cold", "stock")),
    Goal("peak memory of the main process, cold, 10,000 posts", 300, "MB", (10_000, "memory", "ours")),
    Goal("save to page served, 1,000 posts", 0.1, "s", (1000, "serve", "ours")),
    Goal("save to page served, 10,000 posts", 0.3, "s", (10_000, "serve", "ours")),
    Goal("save to reloaded browser, 1,000 posts", 0.3, "s", (1000, "browser", "ours")),
    Goal("cold, 10,000 posts", 11, "× cold, 1,000 posts", (10_000, "cold", "ours"), (1000, "cold", "ours")),
)


def _look(medians: Medians, key: Key) -> float | None:
    posts, measure, name = key
    return medians.get(posts, {}).get(measure, {}).get(name)
