"""How fast texts are put together: lists with their order, relations, overlaps, similarity, trails, routes and what to read next.

The posts are paragraphs of the examples, drawn with a seed, so that their words are as many as in real ones; each has one
to three of the themes, answers an older one or not, and cites two. They are read and tagged before the clock starts
(``bench/tagging.py`` times that). One process, one thread; the time is that of the processor, the memory the peak of the
whole process, with its input.
"""

from __future__ import annotations

import argparse
import datetime
import os
import random
import resource
import sys
import time
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Any

for threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[threads] = "1"

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "plugins"))

from tagging import posts  # noqa: E402

from editorial import assembly, prose, similarity  # noqa: E402
from editorial.assembly import Reading  # noqa: E402
from editorial.desk import Desk  # noqa: E402
from editorial.model import Person, Post  # noqa: E402
from editorial.people import People  # noqa: E402
from editorial.quality import Facts  # noqa: E402
from editorial.relations import Relation  # noqa: E402
from editorial.tags import Parts, Tag  # noqa: E402
from editorial.themes import Theme  # noqa: E402
from editorial.vocabulary import Found  # noqa: E402
from editorial.words import Lexicon  # noqa: E402
from manuscript.source import parse  # noqa: E402

EDITORS = Person("editors", "The editors")
FIRST_DAY = datetime.datetime(2000, 1, 3, tzinfo=datetime.UTC)


def readings(number: int, themes: tuple[Theme, ...], texts: list[tuple[str, array[int]]]) -> list[Reading]:
    """So many posts as they are when they have been read and tagged."""
    chance = random.Random(2)
    found = []
    for n in range(number):
        slug = f"post-{n:06d}"
        post = Post(
            path=f"content/posts/{slug}.md", slug=slug, url=f"posts/{slug}/", title=f"Post {n}", summary="A post.", status="published",
            lang="en-GB", published=FIRST_DAY + datetime.timedelta(days=n * 9000 // number), modified=None, authors=(EDITORS,), minutes=3,
        )  # fmt: skip
        tags = tuple(_tag(theme, chance) for theme in chance.sample(themes, chance.choices((1, 2, 3), (5, 3, 1))[0]))
        stated = [Relation(slug, "cites", f"post-{chance.randrange(n):06d}") for _ in range(2) if n]
        if n and chance.random() < 0.3:
            stated.insert(0, Relation(slug, "responds-to", f"post-{chance.randrange(max(0, n - 500), n):06d}"))
        if n and chance.random() < 0.05:
            stated.append(Relation(slug, "requires", f"post-{chance.randrange(n):06d}"))
        found.append(Reading(post, *texts[n], tags, (), tuple(dict.fromkeys(stated))))
    return found


def _read(text: str, lexicon: Lexicon) -> tuple[str, array[int]]:
    """The plain text of a post, and its tokens."""
    sentences = prose.sentences(parse(text, "a.md"))
    return prose.plain_text(sentences), array("i", lexicon.read(sentence.text for sentence in sentences).ids)


def _tag(theme: Theme, chance: random.Random) -> Tag:
    score = round(chance.uniform(0.5, 1), 4)
    return Tag(theme, "assigned", "tagger", "assigned", score, 0.5, Parts(0, 0, 0, 0), Found(), (), (), round(chance.uniform(0.05, 0.7), 4))


def timed(name: str, work: Callable[[], Any]) -> Any:
    """Do a piece of work and say how long it took."""
    start = time.process_time()
    done = work()
    print(f"  {name:<28} {time.process_time() - start:6.2f} s")
    return done


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=10_000)
    parser.add_argument("--themes", type=int, default=50)
    args = parser.parse_args()
    themes = tuple(Theme(f"theme-{n}", f"Theme {n}") for n in range(args.themes))
    lexicon = Lexicon()
    texts = [_read(text, lexicon) for text in posts(args.posts)]
    desk = Desk((), People({"editors": EDITORS}, {}), themes, {}, ())
    for number in sorted({args.posts // 4, args.posts // 2, args.posts}):
        given = readings(number, themes, texts)
        print(f"{number} posts, {len(themes)} themes")
        start = time.process_time()
        library = assembly.put_together(given, lexicon, desk, Facts())
        print(f"  {'relations, lists, similarity':<28} {time.process_time() - start:6.2f} s")
        timed("trails", lambda made=library: [made.trails_of(text.slug) for text in made.publications])
        timed("what to read next", lambda made=library: [made.read_next(text.slug) for text in made.publications])
        timed("routes", lambda made=library: [made.routes_of(one) for one in made.lists])
        timed("related lists", lambda made=library: [made.overlaps_of(one) for one in made.lists])
        spent = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"  {'all':<28} {spent:6.2f} s, {1000 * spent / number:.3f} ms a post; peak {peak:.0f} MB with the texts themselves")
        timed("(of which similarity)", lambda some=given: similarity.similarity({one.text.slug: one.tokens for one in some}, lexicon))


if __name__ == "__main__":
    main()
