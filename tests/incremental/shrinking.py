"""A shorter chain that is wrong too: steps, edits and ways of building are left out as long as something stays wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Protocol, TypeVar

from incremental.chains import Chain, Part, Step

_PLAIN = Part("plain")


class Outcome(Protocol):
    """A chain up to the step that was wrong, if any was."""

    @property
    def chain(self) -> Chain: ...
    @property
    def wrong(self) -> str: ...


Some = TypeVar("Some", bound=Outcome)


def shortest(ran: Some, run: Callable[[Chain], Some], *, tries: int) -> Some:
    """The outcome of the shortest chain that is wrong, of those that ``run`` has tried, at most ``tries``."""
    tried: set[Chain] = set()
    improved = True
    while improved:
        improved = False
        for chain in _shorter(ran.chain):
            if chain in tried:
                continue
            if len(tried) >= tries:
                return ran
            tried.add(chain)
            if (other := run(chain)).wrong:
                ran, improved = other, True
                break
    return ran


def _shorter(chain: Chain) -> Iterator[Chain]:
    """Chains with less in them, those that lack most first."""
    for steps in _fewer(chain.steps):
        yield replace(chain, steps=steps)


def _fewer(steps: tuple[Step, ...]) -> Iterator[tuple[Step, ...]]:
    size = len(steps) // 2
    while size:
        for start in range(0, len(steps), size):
            yield steps[:start] + steps[start + size :]
        size //= 2
    for at, (one, other) in enumerate(pairwise(steps)):  # one build less
        yield (*steps[:at], replace(other, edits=one.edits + other.edits, mends=one.mends), *steps[at + 2 :])
    for at, step in enumerate(steps):
        for simpler in _simpler(step):
            yield (*steps[:at], simpler, *steps[at + 1 :])


def _simpler(step: Step) -> Iterator[Step]:
    if step.way != _PLAIN:
        yield replace(step, way=_PLAIN)
    for at in range(len(step.edits)):
        yield replace(step, edits=step.edits[:at] + step.edits[at + 1 :])
