"""A seeded generator of posts that look like the real ones: headings, lists, quotations, links, citations.

The same seed and number give the same bytes. Words are drawn by Zipf's law from a small lexicon of the
field, so that word frequencies, sentence lengths and the share of themed posts are lifelike; the
sentences mean nothing.
"""

from __future__ import annotations

import argparse
import datetime
import random
from collections.abc import Sequence
from pathlib import Path

SUBJECTS = (
    "the council",
    "a team manager",
    "the inspector",
    "the reviewer",
    "a duty worker",
    "the board",
    "our service",
    "the family",
    "a health visitor",
    "the minister",
)
VERBS = (
    "described",
    "questioned",
    "delayed",
    "repeated",
    "measured",
    "recorded",
    "explained",
    "ignored",
    "supported",
    "weighed",
)
OBJECTS = (
    "the referral",
    "a decision",
    "the visit",
    "the plan",
    "an assessment",
    "the meeting",
    "the handover",
    "a letter",
    "the figures",
    "the evidence",
)
TAILS = (
    "before the visit",
    "without saying why",
    "for the second time",
    "as the guidance asks",
    "in the light of day",
    "with little time",
    "after the meeting",
    "when asked",
)
THEMED = {
    "Blame culture": ["a blame culture", "somebody to blame", "a scapegoat", "defensive practice"],
    "Ofsted": ["Ofsted", "the inspection report", "the inspectorate"],
    "Reorganisation": ["the reorganisation", "another restructuring", "a merger"],
    "Just culture": ["a just culture", "the near miss", "human error", "psychological safety"],
    "Workload": ["the caseload", "the paperwork", "three vacancies"],
    "Serious case reviews": ["the serious case review", "a practice review", "the public inquiry"],
}
WORKS = ("munro-2011", "reason-2000", "edmondson-1999", "nao-2010", "laming-2003")
FIRST_DAY = datetime.date(2005, 1, 3)


def write(folder: Path, number: int, *, seed: int = 1, words: int = 700) -> None:
    """Write ``number`` posts of about ``words`` words into ``folder``, one file each, named by their slugs."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(seed)
    for n in range(number):
        slug, text = _post(n, number, chance, words)
        (folder / f"{slug}.md").write_text(text, encoding="utf-8", newline="\n")


def _post(n: int, number: int, chance: random.Random, words: int) -> tuple[str, str]:
    themes = chance.sample(sorted(THEMED), k=chance.choices((0, 1, 2, 3), (3, 5, 3, 1))[0])
    slug = f"post-{n:06d}"
    day = FIRST_DAY + datetime.timedelta(days=n * 7000 // max(number, 1))
    header = [f"Title: {_sentence(chance, themes).rstrip('.')}", f"Date: {day}", f"Slug: {slug}", "Authors: editors"]
    if n and chance.random() < 0.3:
        header.append(f"Responds-to: post-{chance.randrange(n):06d}")
    blocks: list[str] = []
    count = 0
    while count < words:
        block = _block(n, chance, themes)
        count += len(block.split())
        blocks.append(block)
    return slug, "\n".join([*header, "", "\n\n".join(blocks), ""])


def _block(n: int, chance: random.Random, themes: list[str]) -> str:
    kind = chance.choices(("paragraph", "heading", "list", "quotation", "link", "citation"), (10, 2, 1, 1, 2, 2))[0]
    paragraph = " ".join(_sentence(chance, themes) for _ in range(chance.randint(3, 6)))
    if kind == "heading":
        return f"## {_sentence(chance, themes).rstrip('.')}\n\n{paragraph}"
    if kind == "list":
        return "\n".join(f"- {_sentence(chance, themes)}" for _ in range(chance.randint(3, 5)))
    if kind == "quotation":
        return f"> {_sentence(chance, themes)}"
    if kind == "link" and n:
        return f'{paragraph} See ["what we said"]({{filename}}post-{chance.randrange(n):06d}.md) -- then.'
    if kind == "citation":
        return f"{paragraph} So the record says [@{chance.choice(WORKS)}]."
    return paragraph


def _sentence(chance: random.Random, themes: list[str]) -> str:
    """A sentence of one to three clauses: about 16 words, as in the sample content (15.7)."""
    clauses = [_clause(chance, themes) for _ in range(chance.choices((1, 2, 3), (4, 5, 1))[0])]
    sentence = ", and ".join(clauses)
    return f"{sentence[0].upper()}{sentence[1:]}."


def _clause(chance: random.Random, themes: list[str]) -> str:
    # Zipf: the k-th word is drawn with weight 1/k.
    def draw(words: Sequence[str]) -> str:
        return chance.choices(words, [1 / (rank + 1) for rank in range(len(words))])[0]

    thing = draw(THEMED[chance.choice(themes)]) if themes and chance.random() < 0.15 else draw(OBJECTS)
    return f"{draw(SUBJECTS)} {draw(VERBS)} {thing} {draw(TAILS)}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    write(arguments.folder, arguments.posts, seed=arguments.seed)
