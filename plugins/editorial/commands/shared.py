"""What the commands share: opening the desk, finding a text, and saying things."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from editorial import checks, examples, reproductions
from editorial.author_word import AuthorWord
from editorial.desk import THEMES, Desk, Manuscript, read_desk
from editorial.examples import Example
from editorial.tagging import Tagger
from editorial.tags import Tag
from manuscript.problems import ContentError, Problem, did_you_mean

VOCABULARY = f"content/data/{THEMES}"


def open_desk(content: Path) -> Desk:
    """The desk in a content folder. Raises ContentError: the vocabulary has a fault, as nothing can be said of themes then."""
    desk = read_desk(content.resolve())
    found = (*desk.problems, *checks.cues_are_sound(desk))
    faults = sorted(problem for problem in found if problem.path == VOCABULARY and problem.level == "error")
    if faults:
        raise ContentError(*faults)
    return desk


def find(desk: Desk, name: str) -> Manuscript:
    """The post or paper of that slug (or file). Raises ContentError: there is none."""
    slug = Path(name).stem
    for text in desk.texts():
        if text.slug == slug or text.source.path == name:
            return text
    slugs = [text.slug for text in desk.texts()]
    remedy = did_you_mean(slug, slugs) or "Name it by its slug, as in its address"
    raise ContentError(Problem("content", 0, 0, "unknown-text", f'there is no post or paper "{slug}"', remedy))


def tags_of(text: Manuscript, desk: Desk, tagger: Tagger, *, heed_author: bool = True, all_evidence: bool = False) -> tuple[Tag, ...]:
    """The tags of a text, with or without the author's word."""
    word = text.header.themes if heed_author else AuthorWord()
    return tagger.tags(text.source.path, reproductions.sentences(text, desk), word, all_evidence=all_evidence)


def confirmed_examples(desk: Desk) -> tuple[Example, ...]:
    """The texts whose author has said exactly which themes they have, and on which day they were read, as examples.

    A post that carries an article is none: not all its words are its own, and the article is an example itself.
    """
    return tuple(
        Example(
            text.slug, text.source.body, frozenset(text.header.themes.exactly), "posts", title=text.header.title, line=text.source.body_line
        )
        for text in desk.texts()
        if text.header.themes_checked and text.header.themes.exactly is not None and not text.header.reproduces
    )


def read_examples(folder: Path, desk: Desk, content: Path) -> tuple[Example, ...]:
    """The examples of a folder. Raises ContentError: a line is faulty."""
    found, problems = examples.read_folder(folder, content.resolve(), {theme.slug for theme in desk.themes})
    if problems:
        raise ContentError(*problems)
    return found


def slugs(tags: Iterable[Tag], outcome: str) -> tuple[str, ...]:
    """The themes with that outcome, in the order of the vocabulary."""
    return tuple(tag.theme.slug for tag in tags if tag.outcome == outcome)


def show(data: Any) -> None:
    """Print something as JSON."""
    print(json.dumps(data, ensure_ascii=False, indent=1))


def refuse(message: str) -> int:
    """Say what cannot be done, and return the exit code for it."""
    print(message, file=sys.stderr)
    return 1
