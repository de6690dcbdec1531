"""Relations: what one text is to another, from the front matter, with the inverses made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from editorial.front_matter import Header

Verb = Literal["responds-to", "reproduces", "supersedes"]

# What readers are told: of the text that names, and of the text that is named.
PHRASES: Final[dict[Verb, tuple[str, str]]] = {
    "responds-to": ("Answers", "Answered by"),
    "reproduces": ("Reproduces", "Reproduced in"),
    "supersedes": ("Supersedes", "Superseded by"),
}


@dataclass(frozen=True, slots=True, order=True)
class Relation:
    """``source`` (a slug) does something to ``target`` (a slug)."""

    source: str
    verb: Verb
    target: str


def named_in(header: Header, slug: str) -> tuple[Relation, ...]:
    """The relations that a header states, in the order of the header."""
    stated: Iterable[tuple[Verb, tuple[str, ...]]] = (
        ("responds-to", header.responds_to),
        ("reproduces", header.reproduces),
        ("supersedes", header.supersedes),
    )
    return tuple(Relation(slug, verb, target) for verb, targets in stated for target in dict.fromkeys(targets))
