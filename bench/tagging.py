"""How fast texts are tagged: posts of 700 words with 6 themes and with 50, and the first tag in a fresh process.

The posts are paragraphs of the examples, drawn with a seed, so that their words are as many as in real ones.
Python's own start is not counted; reading the sources into sentences is timed by itself.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "plugins"))

from editorial import examples, learning, prose, themes  # noqa: E402
from editorial.author_word import AuthorWord  # noqa: E402
from editorial.learning import Model  # noqa: E402
from editorial.tagging import Tagger  # noqa: E402
from editorial.themes import Theme  # noqa: E402
from manuscript.source import parse  # noqa: E402

DATA = ROOT / "content" / "data"

FIRST = """
import sys, time
start = time.perf_counter()
from editorial import learning, tagging, themes
from editorial.author_word import AuthorWord
from editorial.prose import Sentence
from pathlib import Path
data = Path(sys.argv[1])
found, _ = themes.parse((data / "themes.toml").read_text(encoding="utf-8"), "themes.toml")
tagger = tagging.Tagger(found, learning.parse((data / "themes.model.json").read_text(encoding="utf-8"), "model"))
tagger.tags("a.md", [Sentence("The inspectors came on Tuesday and the grade was in the paper by Friday.", 1, "body")], AuthorWord())
print(time.perf_counter() - start)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=10_000)
    args = parser.parse_args()
    found, _ = themes.parse((DATA / "themes.toml").read_text(encoding="utf-8"), "themes.toml")
    model = learning.parse((DATA / "themes.model.json").read_text(encoding="utf-8"), "model")
    fresh = sorted(_first() for _ in range(5))
    print(f"first tag in a fresh process: {fresh[2]:.3f} s (median of 5, {fresh[0]:.3f} to {fresh[-1]:.3f})")
    written = posts(args.posts)
    start = time.process_time()
    texts = [prose.sentences(parse(text, "a.md")) for text in written]
    spent = time.process_time() - start
    words = sum(map(prose.count_words, texts))
    print(f"{args.posts} posts of {words / args.posts:.0f} words read into sentences: {spent:.1f} s")
    for count in (len(found), 50):
        _time(texts[: args.posts // 10], *_widened(found, model, count))
        _time(texts, *_widened(found, model, count))


def posts(number: int, words: int = 700) -> list[str]:
    """So many posts of about so many words."""
    found, _ = examples.read_folder(DATA / "examples", ROOT / "content")
    paragraphs = [part for example in found for part in example.text.split("\n\n")]
    chance = random.Random(1)
    made = []
    for n in range(number):
        parts: list[str] = [f"Title: Post {n}\n"]
        count = 0
        while count < words:
            parts.append(chance.choice(paragraphs))
            count += len(parts[-1].split())
        made.append("\n\n".join(parts))
    return made


def _first() -> float:
    done = subprocess.run(
        [sys.executable, "-c", FIRST, str(DATA)], env={"PYTHONPATH": str(ROOT / "plugins")}, capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def _time(texts: list[tuple[prose.Sentence, ...]], vocabulary: list[Theme], model: Model) -> None:
    start = time.process_time()
    tagger = Tagger(vocabulary, model)
    assigned = sum(tag.outcome == "assigned" for text in texts for tag in tagger.tags("a.md", text, AuthorWord()))
    spent = time.process_time() - start
    print(f"{len(texts)} posts, {len(vocabulary)} themes: {spent:.2f} s ({1000 * spent / len(texts):.2f} ms a post, {assigned} tags)")


def _widened(found: tuple[Theme, ...], model: Model, count: int) -> tuple[list[Theme], Model]:
    """So many themes, the six over and over under other names, with their cues and their part of the model."""
    which = [n % len(found) for n in range(count)]
    wide = [replace(found[n], slug=f"{found[n].slug}-{k}") for k, n in enumerate(which)]
    columns = np.array([model.themes.index(found[n].slug) for n in which])
    return wide, replace(
        model,
        themes=tuple(theme.slug for theme in wide),
        weights=np.ascontiguousarray(model.weights[:, columns]),
        directions=model.directions[columns],
        base=model.base[columns],
        assigned=model.assigned[columns],
        suggested=model.suggested[columns],
    )


if __name__ == "__main__":
    main()
