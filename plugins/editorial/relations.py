"""Relations: what one text is to another, from the front matter and from links in the text, with the inverses made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from editorial import front_matter
from editorial.front_matter import Header

Verb = Literal["supersedes", "responds-to", "reproduces", "requires", "cites"]

# What readers are told: of the text that names, and of the text that is named. The first weigh most.
PHRASES: Final[Mapping[Verb, tuple[str, str]]] = {
    "supersedes": ("Supersedes", "Superseded by"),
    "responds-to": ("Answers", "Answered by"),
    "reproduces": ("Reproduces", "Reproduced in"),
    "requires": ("Builds on", "Leads on to"),
    "cites": ("Cites", "Cited by"),
}
# The keys of the front matter that state one; "cites" is stated by links.
KEYS: Final[Mapping[str, Verb]] = {
    "Responds-to": "responds-to",
    "Requires": "requires",
    "Reproduces": "reproduces",
    "Supersedes": "supersedes",
}


@dataclass(frozen=True, slots=True, order=True)
class Relation:
    """``source`` (a slug) does something to ``target`` (a slug)."""

    source: str
    verb: Verb
    target: str


@dataclass(frozen=True)
class Relations:
    """Relations that can be asked from both ends. Every answer stands in the order in which they were stated."""

    stated: tuple[Relation, ...] = ()

    @cached_property
    def _targets(self) -> Mapping[tuple[Verb, str], tuple[str, ...]]:
        return _gathered(((one.verb, one.source), one.target) for one in self.stated)

    @cached_property
    def _sources(self) -> Mapping[tuple[Verb, str], tuple[str, ...]]:
        return _gathered(((one.verb, one.target), one.source) for one in self.stated)

    def named_by(self, slug: str, verb: Verb) -> tuple[str, ...]:
        """The texts to which this one does it: what ``slug`` answers, for ``responds-to``."""
        return self._targets.get((verb, slug), ())

    def naming(self, slug: str, verb: Verb) -> tuple[str, ...]:
        """The texts that do it to this one: what answers ``slug``, for ``responds-to``."""
        return self._sources.get((verb, slug), ())

    def between_originals(self, original: Mapping[str, str]) -> Relations:
        """The same relations, with each post that carries a text replaced by that text: ``original`` has the slugs of both."""
        if not original:
            return self
        ends = ((original.get(one.source, one.source), one.verb, original.get(one.target, one.target)) for one in self.stated)
        return Relations(tuple(dict.fromkeys(Relation(*one) for one in ends if one[0] != one[2])))

    def of(self, slug: str) -> Iterator[tuple[str, str]]:
        """Everything that is known of a text: phrases for readers with the slug of the other text, the weightiest first."""
        for verb, (says, inverse) in PHRASES.items():
            yield from ((inverse, other) for other in self.naming(slug, verb))
            yield from ((says, other) for other in self.named_by(slug, verb))


def stated(header: Header, slug: str, cited: Iterable[str]) -> tuple[Relation, ...]:
    """The relations that a text states: those of its header, in its order, then ``cites`` for each text that it links to.

    ``cited`` are slugs, repeated or not. To cite what one answers, reproduces, supersedes or builds on is not said twice.
    """
    named: list[Relation] = []
    for key, verb in KEYS.items():
        named.extend(Relation(slug, verb, target) for target in dict.fromkeys(front_matter.value(header, key)))
    known = {slug, *(one.target for one in named)}
    return (*named, *(Relation(slug, "cites", target) for target in dict.fromkeys(cited) if target not in known))


def _gathered(pairs: Iterable[tuple[tuple[Verb, str], str]]) -> Mapping[tuple[Verb, str], tuple[str, ...]]:
    found: defaultdict[tuple[Verb, str], list[str]] = defaultdict(list)
    for key, slug in pairs:
        found[key].append(slug)
    return {key: tuple(slugs) for key, slugs in found.items()}
