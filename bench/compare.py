"""Our build beside stock Pelican's, on the same posts, on this machine, in turns: medians and their ratio.

Stock Pelican: its own theme and settings, with TYPOGRIFY on. Ours: everything on (checks, tagging,
lists, feeds). Each build is a fresh process into an empty folder.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generate import write

ROOT = Path(__file__).resolve().parent.parent

STOCK = """
PATH = "content"
SITENAME = "Bench"
TIMEZONE = "Europe/London"
DEFAULT_LANG = "en"
TYPOGRIFY = True
ARTICLE_PATHS = ["posts"]
"""

OURS = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from pelicanconf import *
PATH = "content"
OUTPUT_PATH = "output"
THEME = {str(ROOT / "theme")!r}
"""


def compare(posts: int, rounds: int) -> dict[str, float]:
    """Seconds of one build (medians over the rounds), and ours divided by stock's."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write(folder / "content" / "posts", posts)
        shutil.copytree(ROOT / "content" / "data", folder / "content" / "data", ignore=shutil.ignore_patterns("publications.toml"))
        (folder / "stock.py").write_text(STOCK)
        (folder / "ours.py").write_text(OURS)
        commands = {
            "ours": [sys.executable, "-m", "press", "content", "-s", "ours.py", "-o", "ours"],
            "stock": [sys.executable, "-m", "pelican", "content", "-s", "stock.py", "-o", "stock", "-q"],
        }
        taken: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                shutil.rmtree(folder / name, ignore_errors=True)
                taken[name].append(seconds(command, folder))
                pages = sum(1 for _ in (folder / name).rglob("*.html"))
                if pages < posts:
                    sys.exit(f"{name} wrote {pages} pages for {posts} posts")
    medians = {name: statistics.median(times) for name, times in taken.items()}
    return {"posts": posts, "rounds": rounds, **medians, "ratio": medians["ours"] / medians["stock"]}


def seconds(command: list[str], folder: Path) -> float:
    """How long a command takes in a folder, with our packages within its reach. Exits where it fails."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    started = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    taken = time.perf_counter() - started
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return taken


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    found = compare(arguments.posts, arguments.rounds)
    if arguments.json:
        print(json.dumps(found))
    else:
        print(
            f"{found['posts']} posts, median of {found['rounds']}: ours {found['ours']:.1f} s, "
            f"stock Pelican with typogrify {found['stock']:.1f} s: {found['ratio']:.2f} times as long"
        )
