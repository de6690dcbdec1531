"""Tagging: from what the examples and the cues say of a text to a tag for each theme, with the sentences that prove it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, TypeVar

import numpy as np

from editorial import learning
from editorial.author_word import AuthorWord
from editorial.desk import MODEL, Desk
from editorial.learning import Integers, Learner, Model, Run
from editorial.prose import Sentence
from editorial.tags import Evidence, Origin, Outcome, Parts, Tag
from editorial.themes import Theme
from editorial.vectors import Array
from editorial.vocabulary import Found, RuleName, Vocabulary
from editorial.words import Lexicon, Tokens

# How the parts are added up, in log-odds. Chosen by cross-validation over writers (docs/tagging.md).
WHOLE, PASSAGE = 0.75, 0.25
POINT, MOST_POINTS = 0.1, 6.0
# A theme without examples goes by its cues alone: so many points assign, so many suggest.
CUE_POINT, CUE_ASSIGNS, CUE_SUGGESTS = 0.6, 3.5, 1.5
# What must hold besides the score, for a theme with examples and for one without.
MUST_HOLD: Final[tuple[RuleName, ...]] = ("context", "unless")
MUST_HOLD_ALONE: Final[tuple[RuleName, ...]] = ("strength", "corroboration", "context", "unless")
# Sentences that are shown: at most so many, none that weighs less than this share of the strongest.
_SHOWN, _LEAST = 5, 0.2

# One number, or one for each theme.
_Number = TypeVar("_Number", float, Array)


class Tagger:
    """Finds the themes of texts: by a model, where there is one that knows them, and by the cues of the vocabulary."""

    def __init__(self, themes: Sequence[Theme], model: Model | None = None) -> None:
        self.model = model
        self._themes = tuple(themes)
        self.lexicon = Lexicon()
        self._vocabulary = Vocabulary(themes)
        self._learner = Learner(model) if model and any(theme.slug in model.themes for theme in themes) else None
        self._column = {slug: n for n, slug in enumerate(model.themes)} if model else {}

    def read(self, sentences: Sequence[Sentence]) -> Tokens:
        """The tokens of a text, all of one lexicon; for ``tags``, and for whoever else asks about the same words."""
        return self.lexicon.read(sentence.text for sentence in sentences)

    def tags(
        self, path: str, sentences: Sequence[Sentence], word: AuthorWord, *, tokens: Tokens | None = None, all_evidence: bool = False
    ) -> tuple[Tag, ...]:
        """One tag for every theme, in the order of the vocabulary, those with outcome ``none`` too.

        ``tokens`` are those of the sentences, if they have been read. The author's word wins over what is found, and the
        evidence stands all the same. Only what is assigned has evidence, unless ``all_evidence`` asks for more.
        """
        text = tokens or self.read(sentences)
        learned = _Learned.of(text, self._learner) if self._learner and text.ids else None
        reading = _Reading(path, sentences, text, learned)
        found = self._vocabulary.read(text, sentences)
        return tuple(
            _tag(theme, self._column.get(theme.slug) if learned else None, cues, reading, word.says(theme.slug), all_evidence)
            for theme, cues in zip(self._themes, found, strict=True)
        )


def of_model(whole: _Number, passage: _Number) -> _Number:
    """The model's part of a score before any threshold: the whole text, and its best passage."""
    return WHOLE * whole + PASSAGE * passage


def of_cues(points: _Number) -> _Number:
    """The vocabulary's part: the points of the best sentence, up to a limit."""
    part: _Number = POINT * np.minimum(points, MOST_POINTS)
    return part


def of_desk(desk: Desk) -> Tagger:
    """The tagger of a desk's vocabulary and model. Raises ContentError: the model is damaged."""
    return Tagger(desk.themes, learning.parse(desk.model, f"content/data/{MODEL}") if desk.model else None)


@dataclass(frozen=True, slots=True)
class _Learned:
    """What the model says of a text: its words, the whole, and the best passage (its sentences and score) for each theme."""

    learner: Learner
    ids: Integers
    run: Run
    whole: list[float]
    passages: tuple[tuple[int, int], ...]
    best: list[int]
    passage: list[float]

    @staticmethod
    def of(text: Tokens, learner: Learner) -> _Learned:
        ids = learner.ids(text)
        run = learner.run(ids)
        passages, scores = learner.passages(run, text.bounds)
        best = np.argmax(scores.round(6), axis=0)
        at_best = scores[best, np.arange(scores.shape[1])]
        return _Learned(learner, ids, run, learner.score(run).tolist(), passages, best.tolist(), at_best.tolist())


@dataclass(frozen=True, slots=True)
class _Reading:
    path: str
    sentences: Sequence[Sentence]
    text: Tokens
    learned: _Learned | None

    def starts(self) -> list[int]:
        """Where each sentence begins in the plain text (``prose.plain_text``), of which they are joined by single characters."""
        return list(accumulate((len(sentence.text) + 1 for sentence in self.sentences), initial=0))


def _tag(theme: Theme, column: int | None, cues: Found, reading: _Reading, said: bool | None, all_evidence: bool) -> Tag:
    parts, suggested_at = _parts(column, cues, reading)
    alone = column is None
    score = _probability(parts.base + parts.model + parts.vocabulary)
    threshold = theme.threshold or 0.5
    found: Outcome = "none"
    if (score >= threshold and (cues.passes if alone else cues.in_field)) or cues.emphatic:
        found = "assigned"
    elif score >= min(suggested_at, threshold):
        found = "suggested"
    outcome: Outcome = found if said is None else "assigned" if said else "none"
    evidence, share = _evidence(column, cues, parts, reading) if all_evidence or "assigned" in (found, outcome) else ((), 0.0)
    origin: Origin = "tagger" if said is None else "author"
    return Tag(theme, outcome, origin, found, score, threshold, parts, cues, MUST_HOLD_ALONE if alone else MUST_HOLD, evidence, share)


def _parts(column: int | None, cues: Found, reading: _Reading) -> tuple[Parts, float]:
    """What makes up the score of a theme, and the score from which it is suggested."""
    learned = reading.learned
    if column is None or not learned:
        return Parts(-CUE_POINT * CUE_ASSIGNS, 0.0, CUE_POINT * cues.points, cues.points), _CUE_SUGGESTED
    model = learned.learner.model
    points = cues.at_peak
    start, assigned = float(model.base[column]), float(model.assigned[column])
    first, last = learned.passages[learned.best[column]]
    # Rounded, as the order in which a sum is taken changes its last digits.
    score = round(of_model(learned.whole[column], learned.passage[column]), 6)
    ends = (reading.sentences[first], reading.sentences[last - 1])
    passage = (ends[0].line, ends[1].line) if ends[0].path == ends[1].path else None
    parts = Parts(round(start - assigned, 6), round(score - start, 6), float(of_cues(points)), points, passage)
    return parts, _probability(float(model.suggested[column]) - assigned)


def _probability(log_odds: float) -> float:
    """The score between 0 and 1, to four digits, so that none hangs on the last bit of a platform's arithmetic."""
    return round(1 / (1 + math.exp(-max(min(log_odds, 30), -30))), 4)


# The score from which a theme without examples is suggested.
_CUE_SUGGESTED: Final = _probability(CUE_POINT * (CUE_SUGGESTS - CUE_ASSIGNS))


def _evidence(column: int | None, cues: Found, parts: Parts, reading: _Reading) -> tuple[tuple[Evidence, ...], float]:
    """The strongest sentences, in the order of the text; and the share of the words that stand in sentences like them."""
    by_token = _by_token(column, reading)
    bounds = np.array(reading.text.bounds)
    sums = np.concatenate([[0.0], np.cumsum(by_token)])
    weights = (sums[bounds[1:]] - sums[bounds[:-1]]).round(6).tolist()
    for n, added in _by_cues(column, cues, parts):
        weights[n] += added
    least = _LEAST * max(weights, default=0.0)
    speaking = [n for n, weight in enumerate(weights) if weight > 0 and weight >= least]
    share = round(sum(reading.text.bounds[n + 1] - reading.text.bounds[n] for n in speaking) / max(1, reading.text.bounds[-1]), 4)
    starts = reading.starts()
    adds = by_token.round(6).tolist()
    kept = sorted(sorted(speaking, key=lambda n: (-weights[n], n))[:_SHOWN])
    return tuple(_quoted(n, starts[n], weights[n], adds, cues, reading) for n in kept), share


def _quoted(n: int, start: int, weight: float, adds: Sequence[float], cues: Found, reading: _Reading) -> Evidence:
    """One sentence as evidence; ``adds`` is what each token of the text adds to the model's part of the score."""
    sentence, text = reading.sentences[n], reading.text
    strong = sorted((-adds[place], place) for place in range(text.bounds[n], text.bounds[n + 1]) if adds[place] > 0)
    return Evidence(
        sentence.path or reading.path,
        sentence.line,
        sentence.text,
        sentence.zone,
        start,
        start + len(sentence.text),
        tuple(dict.fromkeys(text.words(hit.places) for hit in cues.hits if hit.sentence == n)),
        tuple(dict.fromkeys(text.words((place,)) for _, place in strong[:12]))[:5],
        round(weight, 4),
        sentence.voice,
    )


def _by_token(column: int | None, reading: _Reading) -> Array:
    """What each token adds to the model's part of the score: exactly, their sum is that part."""
    learned, bounds = reading.learned, reading.text.bounds
    if column is None or not learned:
        return np.zeros(len(reading.text.ids))
    parts = WHOLE * learned.learner.parts(learned.run, column)
    first, last = learned.passages[learned.best[column]]
    start, end = bounds[first], bounds[last]
    parts[start:end] += PASSAGE * learned.learner.parts(learned.learner.run(learned.ids[start:end]), column)
    return np.asarray(parts)


def _by_cues(column: int | None, cues: Found, parts: Parts) -> Iterator[tuple[int, float]]:
    """What each hit adds to the vocabulary's part of the score: with a model, only those of the sentence that has most count."""
    hits = cues.hits if column is None else [hit for hit in cues.hits if hit.sentence == cues.peak]
    total = sum(hit.points for hit in hits)
    for hit in hits:
        yield hit.sentence, parts.vocabulary * hit.points / total
