"""Chains as data: drawn so that every kind comes, written in a line, and read again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from incremental.kinds import KINDS, LOOKS, OURS, kinds_of

# How a build is made, and how often of twenty-five times; after those from "killed" on another build follows, which is judged.
WAYS: Final[Mapping[str, int]] = {
    "plain": 11, "json": 2, "strict": 1, "check": 1, "pelican": 2, "killed": 2, "killed-at-operation": 2, "fails-at-operation": 2,
    "two-at-once": 1, "again": 1,
}  # fmt: skip
_LENGTH: Final = 25  # steps of a chain
# How many steps of a hundred are of a look. Builds of our own site take five times as long as others.
_SHARES: Final[Mapping[str, int]] = {"simple": 22, "notmyidea": 22, "sidebar": 38, "ours": 18}
# How many edits a step has; of our own site more, as its steps are few.
_COUNTS: Final = ((1, 1, 1, 1, 2, 2, 3, 4), (1, 2, 2, 3, 3, 4))


@dataclass(frozen=True, slots=True)
class Part:
    """An edit, or a way of building: a name, and a number from which all that is chosen in it follows."""

    name: str
    number: int = 0

    def __str__(self) -> str:
        return f"{self.name}:{self.number}"

    @property
    def rng(self) -> Random:
        return Random(str(self))


@dataclass(frozen=True, slots=True)
class Step:
    """Edits and a build. Before them the sources are made what they were before a build that has failed, if ``mends``."""

    edits: tuple[Part, ...] = ()
    way: Part = Part("plain")
    mends: bool = True

    def __str__(self) -> str:
        return f"{'+'.join(map(str, self.edits))}/{self.way}{'' if self.mends else '!'}"


@dataclass(frozen=True, slots=True)
class Chain:
    """A site and what is done to it; ``seed`` tells its texts."""

    look: str
    seed: int
    steps: tuple[Step, ...]

    def __str__(self) -> str:
        return f"{self.look} {self.seed} '{' '.join(map(str, self.steps))}'"


def read(look: str, seed: int, steps: str) -> Chain:
    """The chain of which ``str`` has made these words."""
    return Chain(look, seed, tuple(map(_step, steps.split())))


def drawn(steps: int, seed: int) -> tuple[Chain, ...]:
    """Chains of about so many steps in all, in which every kind of edit comes if there are 300 or more."""
    return tuple(chain for look in LOOKS for chain in _of_look(look, max(1, round(steps * _SHARES[look] / 100)), seed))


def _of_look(look: str, steps: int, seed: int) -> Iterator[Chain]:
    rng = Random(f"{look} {seed}")
    own = [name for name in kinds_of(look) if KINDS[name].looks == OURS]  # comes twice as often
    kinds, ways = _bag([*kinds_of(look), *own], rng), _bag(_ways(look), rng)
    for number in range(-(-steps // _LENGTH)):
        length = min(_LENGTH, steps - number * _LENGTH)
        yield Chain(look, seed * 1000 + number, tuple(_drawn(kinds, ways, rng, _COUNTS[bool(own)]) for _ in range(length)))


def _drawn(kinds: Iterator[str], ways: Iterator[str], rng: Random, counts: Sequence[int]) -> Step:
    count = rng.choice(counts)
    edits = tuple(Part(next(kinds), rng.randrange(10_000)) for _ in range(count))
    return Step(edits, Part(next(ways), rng.randrange(10_000)), rng.random() < 0.9)


def _ways(look: str) -> list[str]:
    return [way for way, times in WAYS.items() for _ in range(times)] + (["publish"] * 3 if look == "ours" else [])


def _bag(what: Sequence[str], rng: Random) -> Iterator[str]:
    """Each of them once, in some order, and again in another, for ever."""
    while True:
        yield from rng.sample(what, len(what))


def _step(words: str) -> Step:
    edits, _, way = words.rstrip("!").rpartition("/")
    return Step(tuple(_part(one) for one in edits.split("+") if one), _part(way), not words.endswith("!"))


def _part(words: str) -> Part:
    name, _, number = words.partition(":")
    return Part(name, int(number or 0))
