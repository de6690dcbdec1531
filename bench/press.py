"""What the press's promises cost: the same stock Pelican site built by plain Pelican and by the press, in turns; their ratio.

Pelican's own theme and settings, feeds on. Each build is a fresh process, the first of each round into an empty folder.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from generate import write
from processes import seconds

STOCK = """
PATH = "content"
SITENAME = "Bench"
SITEURL = "https://bench.example"
TIMEZONE = "Europe/London"
DEFAULT_LANG = "en"
ARTICLE_PATHS = ["posts"]
TYPOGRIFY = {typogrify}
"""


def compare(posts: int, rounds: int, *, typogrify: bool) -> dict[str, float]:
    """Seconds of one build (medians over the rounds) by each, and the press's divided by Pelican's."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write(folder / "content" / "posts", posts)
        (folder / "stock.py").write_text(STOCK.format(typogrify=typogrify))
        taken: dict[str, list[float]] = {"pelican": [], "press": []}
        for _ in range(rounds):
            for name, times in taken.items():
                shutil.rmtree(folder / name, ignore_errors=True)
                times.append(seconds([sys.executable, "-m", name, "content", "-s", "stock.py", "-o", name, "-q"], folder))
                if sum(1 for _ in (folder / name).rglob("*.html")) < posts:
                    sys.exit(f"{name} wrote too few pages")
        medians = {name: statistics.median(times) for name, times in taken.items()}
        return {"posts": posts, "rounds": rounds, "typogrify": typogrify, **medians, "ratio": medians["press"] / medians["pelican"]}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    for typogrify in (False, True):
        found = compare(arguments.posts, arguments.rounds, typogrify=typogrify)
        if arguments.json:
            print(json.dumps(found))
        else:
            print(
                f"{found['posts']} posts{' with typogrify' if typogrify else ''}, median of {found['rounds']}: "
                f"press {found['press']:.1f} s, Pelican {found['pelican']:.1f} s: {found['ratio']:.2f} times as long"
            )
