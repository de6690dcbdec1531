"""``python -m press.external``: the addresses of a content folder are asked, and what is wrong is said."""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from manuscript.problems import has_errors
from press.external.answers import FINE, Answer, problems
from press.external.asking import ask
from press.external.cache import keep, known
from press.external.manners import Manners
from press.external.places import addresses
from press.external.sources import read_sources
from press.external.telling import counted, progress, report


def main(argv: Sequence[str] | None = None) -> int:
    """Ask, and say what is wrong. Returns the exit code: 0 nothing is gone, 1 something is, 2 wrong arguments, 130 interrupted."""
    args = _arguments(argv)
    try:
        return _run(args, datetime.now(UTC))
    except KeyboardInterrupt:  # before anything was asked, or while the end was told
        return 130


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    manners = Manners()
    parser = argparse.ArgumentParser(prog="press.external", description="Ask whether the addresses that the sources link to still answer.")
    parser.add_argument("content", type=Path, help="the content folder")
    parser.add_argument("--not", dest="left_out", action="append", default=[], metavar="FOLDER", help="a folder below it to pass over")
    parser.add_argument("--cache", type=Path, default=Path(".cache/external.json"), help="where it is kept what has answered")
    parser.add_argument("--json", action="store_true", help="print the problems as data")
    parser.add_argument("--allow-private", action="store_true", help="ask this machine and private networks too")
    parser.add_argument("--pause", type=float, default=manners.pause, help="seconds between two questions to one host")
    parser.add_argument("--timeout", type=float, default=manners.timeout, help="seconds that one question may take")
    args = parser.parse_args(argv)
    if not args.content.is_dir():
        parser.error(f"{args.content} is not a folder")
    if not (0 <= args.pause < math.inf and 0 < args.timeout < math.inf):
        parser.error("--pause and --timeout are numbers of seconds")
    return args


def _run(args: argparse.Namespace, now: datetime) -> int:
    manners = Manners(pause=args.pause, timeout=args.timeout, allow_private=args.allow_private)
    sources, unread = read_sources(args.content.resolve(), args.left_out)
    places = addresses(sources)
    before = known(args.cache, now)
    answers = {address: FINE for address in places if address in before}
    from_before = len(answers)
    interrupted = False
    with progress(len(places), answers) as told:
        try:
            ask([address for address in places if address not in before], answers, manners=manners, now=now, told=told)
        except KeyboardInterrupt:
            interrupted = True
    _keep(args.cache, before, answers, now=now)
    found = tuple(sorted({*unread, *problems(places, answers)}))
    report(found, counted(len(places), answers.values(), known_before=from_before), as_data=args.json)
    if interrupted:
        return 130
    return 1 if has_errors(found) else 0


def _keep(cache: Path, before: Mapping[str, datetime], answers: Mapping[str, Answer], *, now: datetime) -> None:
    new = {address: now for address, answer in answers.items() if answer.state == "fine" and address not in before}
    try:
        keep(cache, {**before, **new})
    except OSError as error:
        print(f"{cache}: what has answered could not be kept ({error.strerror}).", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
