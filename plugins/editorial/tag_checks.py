"""What is doubtful about tags: a model of another vocabulary, and words of authors that change nothing."""

from __future__ import annotations

from collections.abc import Iterator

from editorial import themes
from editorial.desk import MODEL, Desk, Manuscript
from editorial.library import Library
from editorial.tags import Outcome
from manuscript.problems import Problem


def check(desk: Desk, library: Library) -> Iterator[Problem]:
    """Every such problem; all are warnings."""
    if library.tagger.vocabulary and library.tagger.vocabulary != themes.digest(desk.themes):
        remedy = "Run python3 tasks.py train when you are done with the vocabulary"
        message = "the tagger was trained with another vocabulary than themes.toml now has"
        yield Problem(f"content/data/{MODEL}", 0, 0, "model-older", message, remedy)
    if desk.examples and not desk.model:
        message = "the tagger has examples and no model, so that all themes go by their cues alone"
        yield Problem(f"content/data/{MODEL}", 0, 0, "model-missing", message, "Run python3 tasks.py train, or take the file back")
    for text in desk.texts():
        for slug, found in library.found.get(text.slug, {}).items():
            yield from _redundant(text, slug, found)


def _redundant(text: Manuscript, slug: str, found: Outcome) -> Iterator[Problem]:
    """An addition of what the tagger assigns anyway, or a removal of what it does not. Exact lists are confirmations, not changes."""
    word = text.header.themes
    message = ""
    if slug in word.add and found == "assigned":
        message = f'"+{slug}" adds what the tagger finds by itself'
    elif slug in word.remove and found == "none":
        message = f'"-{slug}" takes away what the tagger does not find'
    if message:
        yield text.source.problem("Themes", "themes-redundant", message, remedy="You can leave it out")
