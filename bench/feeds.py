"""What share of a build the feeds are: so many posts on fifty themes, each with one to three; every feed in three formats.

One build in a process of its own into an empty folder, with everything on; the feeds are timed within it. The longest document
is told too.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generate import write
from sites import OURS, ROOT

THEMES = 50
LEFT_OUT = ("examples", "held-out", "*.model.json", "publications.toml", "permissions.toml")
ENDINGS = ("*.atom.xml", "*.rss.xml", "feeds/*.json", "feed*.json")
# The settings of ``compare``, with a clock around the generator of feeds.
CONF = f"""{OURS}
import time
from pelican_editorial.feed_generator import FeedGenerator
plain = FeedGenerator.generate_output
def timed(self, writer):
    started = time.perf_counter()
    plain(self, writer)
    print(f"feeds took {{time.perf_counter() - started:.3f}}")
FeedGenerator.generate_output = timed
"""


def measure(posts: int) -> tuple[float, float, int, int]:
    """Seconds of the build, seconds of its feeds, how many documents they are, and the bytes of the longest."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write(folder / "content" / "posts", posts)
        data = folder / "content" / "data"
        shutil.copytree(ROOT / "content" / "data", data, ignore=shutil.ignore_patterns(*LEFT_OUT))
        (data / "themes.toml").write_text("".join(f'[theme-{n}]\nlabel = "Theme {n}"\n\n' for n in range(THEMES)))
        _tag(folder / "content" / "posts")
        (folder / "ours.py").write_text(CONF)
        command = [sys.executable, "-m", "press", "content", "-s", "ours.py", "-o", "ours"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
        started = time.perf_counter()
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
        taken = time.perf_counter() - started
        if done.returncode:
            sys.exit(done.stderr)
        documents = [file.stat().st_size for ending in ENDINGS for file in (folder / "ours").rglob(ending)]
        return taken, float(re.findall(r"feeds took (\S+)", done.stdout)[0]), len(documents), max(documents)


def _tag(folder: Path) -> None:
    """Give each post one to three themes."""
    chance = random.Random(3)
    for file in sorted(folder.glob("*.md")):
        themes = ", ".join(f"theme-{n}" for n in sorted(chance.sample(range(THEMES), chance.choices((1, 2, 3), (5, 3, 1))[0])))
        file.write_text(file.read_text(encoding="utf-8").replace("Authors:", f"Themes: = {themes}\nAuthors:", 1), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=10_000)
    arguments = parser.parse_args()
    build, feeds, documents, longest = measure(arguments.posts)
    print(
        f"{arguments.posts} posts, {THEMES} themes: {documents} documents, the longest {longest / 1000:.0f} KB; "
        f"feeds {feeds:.1f} s of {build:.1f} s, {100 * feeds / build:.1f} %"
    )
