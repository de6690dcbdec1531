"""What is doubtful about cues: the same twice, one that an exclusion covers, one that occurs nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from editorial import cues
from editorial.cues import Cue
from editorial.prose import Sentence
from editorial.themes import Theme
from editorial.vocabulary import POINTS, Vocabulary
from editorial.words import Lexicon
from manuscript.problems import Problem


def check(themes: Sequence[Theme], path: str) -> Iterator[Problem]:
    """What can be seen in the vocabulary alone: cues that two themes share, or one has twice, and cues that cannot count."""
    holders: dict[tuple[object, ...], tuple[Theme, Cue]] = {}
    for theme in themes:
        own: dict[tuple[object, ...], Cue] = {}
        label = cues.of_label(theme.label)
        named = [(Cue("alt", theme.label, theme.line), label)] if label else []
        for cue, pattern in (*named, *((cue, cues.parse(cue.text)) for cue in theme.cues if cue.kind in POINTS)):
            key = pattern.key
            if key in own:
                message = f'"{cue.text}" stands twice in theme "{theme.slug}" (the first is on line {own[key].line})'
                yield Problem(path, cue.line, 0, "cue-twice", message, "Keep the stronger one")
            elif key in holders and holders[key][0] is not theme:
                other, first = holders[key]
                message = f'"{cue.text}" points to theme "{theme.slug}" and, on line {first.line}, to theme "{other.slug}"'
                yield Problem(path, cue.line, 0, "cue-twice", message, "Keep it in one of the two, or give each another word beside it")
            own.setdefault(key, cue)
            holders.setdefault(key, (theme, cue))
        yield from _shadowed(theme, path)


def _shadowed(theme: Theme, path: str) -> Iterator[Problem]:
    """Cues whose every phrase holds the phrase of an exclusion: wherever they occur, they are masked."""
    masks = [(cue, cues.parse(cue.text)) for cue in theme.cues if cue.kind == "not"]
    for cue in theme.cues:
        if cue.kind not in POINTS:
            continue
        pattern = cues.parse(cue.text)
        for mask, exclusion in masks:
            if len(exclusion.parts) == 1 and any(
                all(any(_holds(phrase, small) for small in exclusion.parts[0]) for phrase in part) for part in pattern.parts
            ):
                message = f'"{cue.text}" of theme "{theme.slug}" can never count: "{mask.text}" on line {mask.line} excludes it'
                yield Problem(path, cue.line, 0, "cue-shadowed", message, "Take one of the two out")
                break


def _holds(phrase: Sequence[str], small: Sequence[str]) -> bool:
    return any(tuple(phrase[n : n + len(small)]) == tuple(small) for n in range(len(phrase) - len(small) + 1))


def unseen(themes: Sequence[Theme], texts: Iterable[Sequence[Sentence]], path: str) -> Iterator[Problem]:
    """Cues that occur in none of these texts, each given as its sentences."""
    vocabulary = Vocabulary(themes)
    lexicon = Lexicon()
    tokens = (lexicon.read(sentence.text for sentence in text) for text in texts)
    seen = frozenset(found for text in tokens for found in vocabulary.occurring(text))
    for theme in themes:
        for cue in theme.cues:
            if (theme.slug, cue) not in seen:
                message = f'"{cue.text}" of theme "{theme.slug}" occurs in no text and in no example'
                yield Problem(path, cue.line, 0, "cue-unseen", message, "Check its spelling, or keep it for texts to come")
