"""Telling: what was found, in words or as data, and on a terminal how far it is."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Collection, Iterator, Sequence

from manuscript.problems import Problem, as_json
from press.external.answers import Answer


def report(found: Sequence[Problem], sentence: str, *, as_data: bool) -> None:
    """Print the problems and the sentence; as data, the problems alone are on standard output."""
    if as_data:
        print(as_json(found))
    else:
        for problem in found:
            print(problem, file=sys.stderr)
    print(sentence, file=sys.stderr if as_data else sys.stdout)


def counted(number: int, answers: Collection[Answer], *, known_before: int) -> str:
    """How many addresses there are, and what became of them, in words."""
    states = [answer.state for answer in answers]
    fine, doubtful, dead = (states.count(state) for state in ("fine", "doubtful", "dead"))
    left = number - len(states)
    if not number:
        return "No address leads elsewhere."
    parts = [
        f"{fine} {'answers' if fine == 1 else 'answer'}{f' ({known_before} known from the last week)' if known_before else ''}",
        *([f"{doubtful} {_are(doubtful)} doubtful"] if doubtful else []),
        *([f"{dead} {_are(dead)} gone"] if dead else []),
        *([f"{left} {'was' if left == 1 else 'were'} not asked"] if left else []),
    ]
    return f"{number} {'address' if number == 1 else 'addresses'}: {', '.join(parts)}."


@contextlib.contextmanager
def progress(number: int, answers: Collection[str]) -> Iterator[Callable[[], None]]:
    """What shows on a terminal, in one line that is rewritten, how many addresses have been asked; elsewhere nothing."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    try:
        yield lambda: print(f"\r{len(answers)} of {number} addresses", end="", file=sys.stderr, flush=True)
    finally:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _are(number: int) -> str:
    return "is" if number == 1 else "are"
