"""The report: problems as people, programs and code hosts read them."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable
from typing import Any, Final, Literal, TextIO
from urllib.parse import quote

from manuscript.problems import RULES, Problem, as_json

Form = Literal["text", "json", "sarif"]
_SARIF: Final = "https://json.schemastore.org/sarif-2.1.0.json"


def report(problems: Collection[Problem], form: Form = "text", *, strict: bool = False) -> str:
    """The problems in one of three forms, sorted by place; as text one a line, warnings marked as such."""
    if form == "sarif":
        return json.dumps(_sarif(problems, strict), ensure_ascii=False, indent=2)
    if form == "json":
        return as_json(problems, strict=strict)
    return "\n".join(f"{problem}{_mark(problem, strict)}" for problem in sorted(problems))


def say(text: str, stream: TextIO) -> None:
    """Print a text; whoever has stopped reading (``| head``) misses it, and nothing else comes of that."""
    try:
        print(text, file=stream, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def once(problems: Iterable[Problem]) -> set[Problem]:
    """The problems without those that another says in the same words for the same line, and with the column besides."""
    best: dict[tuple[str, int, str, str], Problem] = {}
    for problem in sorted(problems):  # by column last
        best[problem.path, problem.line, problem.code, problem.message] = problem
    return set(best.values())


def counted(problems: Iterable[Problem], *, strict: bool = False) -> str:
    """How many there are, in words: ``2 problems and 1 warning``; empty for none."""
    found = list(problems)
    errors = sum(strict or problem.level == "error" for problem in found)
    numbers = ((errors, "problem"), (len(found) - errors, "warning"))
    return " and ".join(f"{number} {word}{'' if number == 1 else 's'}" for number, word in numbers if number)


def _mark(problem: Problem, strict: bool) -> str:
    return "" if strict or problem.level == "error" else " (warning)"


def _sarif(problems: Iterable[Problem], strict: bool) -> dict[str, Any]:
    """The problems in the format that code hosts show beside the lines. Source: SARIF 2.1.0 (OASIS)."""
    found = sorted(problems)
    codes = sorted({problem.code for problem in found})
    rules = [{"id": code, "shortDescription": {"text": RULES[code].says}} for code in codes]
    results = [_result(problem, codes.index(problem.code), strict) for problem in found]
    driver = {"name": "press", "informationUri": "https://docs.getpelican.com/", "rules": rules}
    return {
        "$schema": _SARIF,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }


def _result(problem: Problem, rule: int, strict: bool) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(problem.path)}}
    if problem.line:
        column = {"startColumn": problem.column} if problem.column else {}
        place["region"] = {"startLine": problem.line, **column}
    text = str(problem).partition(": ")[2]
    level = "error" if strict else problem.level
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": level,
        "message": {"text": text},
        "locations": [{"physicalLocation": place}],
    }
