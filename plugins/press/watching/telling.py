"""Telling: what came of a build, for whoever looks at the terminal."""

from __future__ import annotations

import sys
import time

from press.report import counted, report, say
from press.watching.media_types import is_html
from press.watching.outcomes import Outcome


def tell(outcome: Outcome) -> None:
    """Say the problems, and in one line what was done: on standard output when it was built, else on standard error."""
    strict = not outcome.built and all(problem.level == "warning" for problem in outcome.problems)
    if told := report(outcome.problems, strict=strict):
        say(told, sys.stderr)
    clock = time.strftime("%H:%M:%S")
    if outcome.built:
        say(f"{clock} Built {_counted(outcome.written)} in {outcome.seconds:.2f} s.", sys.stdout)
    else:
        say(f"{clock} {counted(outcome.problems, strict=strict)}. Nothing was written; the site stands as it was.", sys.stderr)


def _counted(written: frozenset[str] | None) -> str:
    """What was written, in words."""
    if written is None:
        return "the site"
    pages = sum(map(is_html, written))
    others = len(written) - pages
    words = [f"{pages} page{'' if pages == 1 else 's'}"] if pages or not others else []
    if others:
        words.append(f"{others} {'other ' if pages else ''}file{'' if others == 1 else 's'}")
    return " and ".join(words)
