"""Answers: what an address came to, and the problems that are made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from manuscript.problems import Problem
from press.external.places import Place

GONE: Final = "Link to where it is now, or to an archived copy"
LOOK: Final = "Look at it in a browser"
LATER: Final = "Try again later"


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address came to. ``says`` can follow the address in a sentence, and is empty for what is fine."""

    state: Literal["fine", "doubtful", "dead"]
    says: str = ""
    remedy: str = ""


FINE: Final = Answer("fine")
_CODES: Final = {"dead": "external-dead", "doubtful": "external-doubtful"}


def problems(places: Mapping[str, Sequence[Place]], answers: Mapping[str, Answer]) -> tuple[Problem, ...]:
    """A problem for every place of every address that is not fine, sorted. What was not asked has none."""
    return tuple(
        sorted(
            Problem(place.path, place.line, place.column, _CODES[answer.state], f"{address} {answer.says}", answer.remedy)
            for address, answer in answers.items()
            if answer.state != "fine"
            for place in places[address]
        )
    )


def by_way_of(answer: Answer, at: str, address: str) -> Answer:
    """The answer of what an address leads to, as its own."""
    return answer if at == address else Answer(answer.state, f"leads to {at}, which {answer.says}", answer.remedy)


def malformed(error: ValueError) -> Answer:
    """That an address has no form in which it could be asked for."""
    return Answer("doubtful", f"cannot be asked for, because {error}", "Correct the address")
