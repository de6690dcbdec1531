"""Our build beside those of Hugo, Eleventy and stock Pelican, on the same posts, on this machine, in turns: medians and ratios.

Each build is a fresh process. Hugo and Eleventy are installed once, into ``.cache/bench``. What is measured, and of what the
sites consist, is told in ``docs/performance.md``; nothing else should run beside it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import statistics
import sys
from collections.abc import Callable, Sequence

import tools
from goals import GOALS, Medians
from measuring import BUILDS, MEASURES, Plan, Taken, measure
from sites import NAMES

_QUICK = {"posts": [300], "rounds": 1}


def main(argv: Sequence[str] | None = None) -> None:
    """Measure and print."""
    given = _arguments(argv)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # servers and folders go with it
    names = tuple(name for name in NAMES if name not in given.without)
    start = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    taken = {posts: measure(Plan(names, given.only, posts, given.rounds)) for posts in given.posts}
    medians = {posts: _medians(one) for posts, one in taken.items()}
    machine = {"system": f"{platform.system()} {platform.machine()}", "cores": os.cpu_count(), "load at the start": round(start, 2)}
    if given.json:
        goals = [{"goal": f"{goal.says}: ≤ {goal.most:g} {goal.unit}", "measured": goal.measured(medians)} for goal in GOALS]
        said = {"machine": machine, "versions": tools.versions(names), "rounds": given.rounds, "taken": taken, "goals": goals}
        print(json.dumps(said, ensure_ascii=False))
        return
    print(*(f"{key}: {value}" for key, value in {**machine, **tools.versions(names)}.items()), sep="\n")
    print(f"\nSeconds of a build and MB of memory, medians of {given.rounds} (memory: of one build)\n\n{_table(medians, names)}")
    print(f"\n{_goals(medians)}")


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=_numbers, default=[1000, 10_000], help="how many posts, or several numbers: 1000,10000")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", type=_names_of(MEASURES), default=MEASURES, metavar="MEASURES", help=f"some of {','.join(MEASURES)}")
    parser.add_argument("--without", type=_names_of(NAMES), default=(), metavar="SITES", help=f"leave out some of {','.join(NAMES)}")
    parser.add_argument("--quick", action="store_true", help="300 posts, one round: whether it works, not how fast it is")
    parser.add_argument("--json", action="store_true", help="every single measurement, as JSON")
    given = parser.parse_args(argv)
    for name, value in _QUICK.items() if given.quick else ():
        setattr(given, name, value)
    return given


def _numbers(said: str) -> list[int]:
    return [int(number) for number in said.split(",")]


def _names_of(known: tuple[str, ...]) -> Callable[[str], tuple[str, ...]]:
    def names(said: str) -> tuple[str, ...]:
        found = tuple(said.split(","))
        if strange := set(found) - set(known):
            raise argparse.ArgumentTypeError(f"{', '.join(sorted(strange))}: there are {', '.join(known)}")
        return found

    return names


def _medians(taken: Taken) -> dict[str, dict[str, float]]:
    return {name_of: {name: statistics.median(values) for name, values in of.items()} for name_of, of in taken.items()}


def _table(medians: Medians, names: tuple[str, ...]) -> str:
    """Rows of measures, columns of sites, with ours divided by each peer's; a peer's build after an edit is its cold one."""
    peers = [name for name in names if name != "ours"]
    rows = [["posts", "measure", *names, *(f"ours / {name}" for name in peers)]]
    for posts, measures in medians.items():
        for name_of, of in measures.items():
            bases = measures.get("cold", {}) if name_of in BUILDS else of
            ratios = [f"{of['ours'] / bases[name]:.3f}" if "ours" in of and name in bases else "-" for name in peers]
            rows.append([f"{posts:,}", name_of, *(f"{of[name]:.3f}" if name in of else "-" for name in names), *ratios])
    return _in_columns(rows)


def _goals(medians: Medians) -> str:
    rows = [["goal", "at most", "measured", ""]]
    for goal in GOALS:
        found = goal.measured(medians)
        said = ["-", ""] if found is None else [f"{found:.3g}", "met" if found <= goal.most else f"missed: {found / goal.most:.1f} times"]
        rows.append([goal.says, f"{goal.most:g} {goal.unit}", *said])
    return _in_columns(rows)


def _in_columns(rows: list[list[str]]) -> str:
    """A Markdown table, which reads well as it is."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]])


if __name__ == "__main__":
    main()
