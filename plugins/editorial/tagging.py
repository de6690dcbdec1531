"""Tagging: from the labels of a theme, by way of the sentences they occur in, to a tag with its evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from editorial.author_word import AuthorWord
from editorial.prose import Sentence, Zone
from editorial.themes import Theme

Outcome = Literal["assigned", "suggested", "none"]
Origin = Literal["tagger", "author"]

# What a sentence weighs by where it stands: a title says what a text is about, a quotation is another's word.
WEIGHTS: Final[Mapping[Zone, float]] = {"title": 2.5, "heading": 1.5, "opening": 1.3, "body": 1.0, "quotation": 0.5}
# Two sentences of the body, or the title alone.
THRESHOLD: Final = 2.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence in which a cue occurs: file and line, the sentence quoted, its zone, the cue, the weight."""

    path: str
    line: int
    quote: str
    zone: Zone
    cue: str
    weight: float


@dataclass(frozen=True, slots=True)
class Tag:
    """That a text is (or is not) about a theme: outcome, who says so, the score, and the sentences that prove it.

    ``evidence`` stands in the order of the text.
    """

    theme: Theme
    outcome: Outcome
    origin: Origin
    score: float
    evidence: tuple[Evidence, ...]

    @property
    def strongest(self) -> tuple[Evidence, ...]:
        """The evidence by weight, the first in the text first among equals; at most three sentences."""
        return tuple(sorted(self.evidence, key=lambda item: (-item.weight, item.line))[:3])


class Tagger:
    """Finds the themes of texts by the preferred and alternative labels of a vocabulary."""

    def __init__(self, themes: Sequence[Theme]) -> None:
        self._cues = tuple((theme, _Cues((theme.label, *theme.alt))) for theme in themes)

    def tags(self, path: str, sentences: Sequence[Sentence], word: AuthorWord) -> tuple[Tag, ...]:
        """One tag for every theme, in the order of the vocabulary, those with outcome ``none`` too.

        The author's word wins over what is found, and the evidence stands all the same.
        """
        words = [frozenset(_WORD.findall(sentence.text.lower())) for sentence in sentences]
        return tuple(_decide(theme, _evidence(path, sentences, words, cues), word) for theme, cues in self._cues)


def _decide(theme: Theme, evidence: tuple[Evidence, ...], word: AuthorWord) -> Tag:
    score = round(sum(item.weight for item in evidence), 3)
    found: Outcome = "assigned" if score >= THRESHOLD else "suggested" if evidence else "none"
    said = word.says(theme.slug)
    if said is None:
        return Tag(theme, found, "tagger", score, evidence)
    return Tag(theme, "assigned" if said else "none", "author", score, evidence)


def _evidence(path: str, sentences: Sequence[Sentence], words: Sequence[frozenset[str]], cues: _Cues) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(path, sentence.line, sentence.text, sentence.zone, cue, WEIGHTS[sentence.zone])
        for sentence, these in zip(sentences, words, strict=True)
        if (cue := cues.first_in(sentence.text, these))
    )


_WORD = re.compile(r"\w+")


class _Cues:
    """The labels of one theme, made ready to be looked for."""

    def __init__(self, labels: Sequence[str]) -> None:
        longest_first = sorted(labels, key=lambda label: (-len(label), label))
        self._pattern = re.compile("|".join(map(_label_pattern, longest_first)))
        # Most sentences lack the first word of every label, and a set knows that faster than a pattern.
        first = {_WORD.findall(label.lower())[0] for label in labels if _WORD.search(label)}
        self._first = frozenset(first | {f"{word}s" for word in first})

    def first_in(self, text: str, words: frozenset[str]) -> str:
        """The first label in the text, as it is written there, or nothing. ``words`` are those of the text, in lower case."""
        if self._first.isdisjoint(words):
            return ""
        match = self._pattern.search(text)
        return match[0] if match else ""


def _label_pattern(label: str) -> str:
    """One label: hyphens and spaces alike, curly and straight apostrophes alike, a plural or possessive ending.

    An abbreviation in capitals (``SCR``) is matched in capitals only.
    """
    words = [re.sub("['’]", "['’]", re.escape(word)) for word in re.split(r"[\s-]+", label)]
    phrase = r"(?<!\w)" + r"[\s‐‑-]+".join(words) + r"(?:['’]?s)?(?!\w)"
    return phrase if label.isupper() else f"(?i:{phrase})"
