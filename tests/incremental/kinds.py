"""The kinds of edits: each by its name, with the looks that it is for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Final

from incremental.project import Project

STOCK: Final = ("simple", "notmyidea", "sidebar")  # sites of Pelican's own kind
OURS: Final = ("ours",)
LOOKS: Final = (*STOCK, *OURS)
Change = Callable[[Project, Random], str]


@dataclass(frozen=True, slots=True)
class Kind:
    """What an edit does, told in words; in no words where there was nothing to edit. ``looks`` are those that it is for."""

    change: Change
    looks: tuple[str, ...]


KINDS: Final[dict[str, Kind]] = {}


def kind(name: str, *looks: str) -> Callable[[Change], Change]:
    """Enters a function as a kind of edit, for all looks where none is named."""

    def enter(change: Change) -> Change:
        assert name not in KINDS
        KINDS[name] = Kind(change, looks or LOOKS)
        return change

    return enter


def kinds_of(look: str) -> tuple[str, ...]:
    """The kinds that are for a look, sorted."""
    return tuple(sorted(name for name, one in KINDS.items() if look in one.looks))
