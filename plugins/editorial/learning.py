"""What the examples say: a linear model over the words of a text, and the exact part that each word has in its score.

Two views of the same words are added up. By *stem*: how often a stem occurs, weighted by how rare it is in
the examples (tf-idf, of unit length). By *meaning*: the mean of the vectors of the distinct words, so that a
word which no example has counts as its neighbours do. Source: tf-idf after Salton and Buckley (1988),
Information Processing & Management 24, 513; logistic regression in training.py.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from editorial.vectors import DIMENSIONS, NAME, Array, WordVectors
from editorial.words import Tokens, plain, stem
from manuscript.problems import ContentError, Problem

FORMAT: Final = 1
# A passage is as many whole sentences as hold this many words; the next one begins half way through it.
PASSAGE: Final = 160

# Passages are scored so many at a time: a text of a million words would need gigabytes at once.
_BLOCK: Final = 64

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Model:
    """A trained model of T themes over S stems; all weights are natural log-odds.

    ``stems``: the number of each; ``frequency`` (S): in how many of the ``texts`` it occurred; ``weights``: S × T.
    ``centre`` (256) is taken from each word vector; ``directions``: T × 256. ``base``: T. A theme is assigned from
    the score ``assigned`` (T) and suggested from ``suggested`` (T). ``quality`` is what training measured.
    ``posts`` are digests of the confirmed posts that it learned from, by slug.
    """

    themes: tuple[str, ...]
    texts: int
    stems: Mapping[str, int]
    frequency: Array
    weights: Array
    centre: Array
    directions: Array
    base: Array
    assigned: Array
    suggested: Array
    vocabulary: str = ""
    examples: str = ""
    posts: Mapping[str, str] = field(default_factory=dict)
    quality: Mapping[str, Any] = field(default_factory=dict)

    def rarity(self, frequency: Array) -> Array:
        """The inverse document frequency, smoothed, of stems that occur in so many texts; always at least 1."""
        return np.log((1 + self.texts) / (1 + frequency)) + 1


@dataclass(frozen=True, slots=True)
class Run:
    """A run of tokens as a model sees it: ``words`` and how often each occurs, and the stems that the model knows.

    ``inverse`` tells the word of each token, ``place`` the stem of each word that has one (``known``); ``value`` is the
    tf-idf of the stems, of unit length, ``frequency`` how often each occurs.
    """

    words: Integers
    inverse: Integers
    counts: Integers
    rarity: Array
    known: npt.NDArray[np.bool_]
    stems: Integers
    place: Integers
    frequency: Array
    value: Array


class Learner:
    """Reads texts of one lexicon by a model. Each distinct word is looked up once in its life; the vectors are opened with the first."""

    def __init__(self, model: Model, vectors: WordVectors | None = None) -> None:
        self.model = model
        self._vectors = vectors or WordVectors()
        self._words: dict[str, int] = {}
        self._seen = 0  # tokens of the lexicon
        self._word: Integers = np.zeros(1024, dtype=np.int64)  # of a token: two tokens may be one word
        self._stem: Integers = np.zeros(1024, dtype=np.int64)
        self._rarity: Array = np.zeros(1024)
        self._meaning: Array = np.zeros((1024, len(model.themes)))
        self._stem_rarity = model.rarity(model.frequency)

    def ids(self, text: Tokens) -> Integers:
        """The numbers of the words of a text; new words are learned."""
        if len(text.lexicon.tokens) > self._seen:
            self._learn(text.lexicon.tokens[self._seen :])
        return np.asarray(self._word[np.array(text.ids, dtype=np.int64)])

    def run(self, ids: Integers) -> Run:
        """A run of words, not empty, made ready."""
        words, inverse, counts = np.unique(ids, return_inverse=True, return_counts=True)
        stems = self._stem[words]
        known = stems >= 0
        frequencies = np.bincount(stems[known], counts[known], len(self.model.stems)).astype(np.float64)
        found = np.flatnonzero(frequencies)
        frequency = frequencies[found]
        value = (1 + np.log(frequency)) * self._stem_rarity[found]
        value /= np.sqrt(value @ value) or 1.0
        return Run(words, inverse, counts, self._rarity[words], known, found, np.searchsorted(found, stems[known]), frequency, value)

    def score(self, run: Run) -> Array:
        """The scores of a run for each theme."""
        by_stem = run.value @ self.model.weights[run.stems]
        by_meaning = run.rarity @ self._meaning[run.words] / run.rarity.sum()
        return np.asarray(by_stem + by_meaning + self.model.base)

    def parts(self, run: Run, theme: int) -> Array:
        """What each token of a run adds to its score for a theme: they and the base add up to the score."""
        part = run.rarity * self._meaning[run.words, theme] / run.rarity.sum() / run.counts
        part[run.known] += (run.value * self.model.weights[run.stems, theme] / run.frequency)[run.place]
        return np.asarray(part[run.inverse])

    def passages(self, run: Run, bounds: Sequence[int]) -> tuple[tuple[tuple[int, int], ...], Array]:
        """The passages of a text (sentences from, up to) and their scores, shape (passages, themes); ``run`` is the whole text."""
        found = tuple((first, last) for first, last in _passages(bounds) if bounds[first] < bounds[last])
        if len(found) == 1 and bounds[found[0][1]] - bounds[found[0][0]] == len(run.inverse):
            return found, self.score(run)[None, :]
        scores = [self._block(run, bounds, found[start : start + _BLOCK]) for start in range(0, len(found), _BLOCK)]
        return found, np.concatenate(scores)

    def _block(self, run: Run, bounds: Sequence[int], passages: Sequence[tuple[int, int]]) -> Array:
        """The scores of some passages, from a table of passages × distinct words."""
        spans = [(bounds[first], bounds[last]) for first, last in passages]
        words, stems = len(run.words), len(run.stems)
        owner = np.repeat(np.arange(len(spans)), [end - start for start, end in spans])
        inverse = np.concatenate([run.inverse[start:end] for start, end in spans])
        counts = np.bincount(owner * words + inverse, minlength=len(spans) * words).reshape(len(spans), words)
        rarity = (counts > 0) * run.rarity
        scores = rarity @ self._meaning[run.words] / rarity.sum(axis=1, keepdims=True) + self.model.base
        if stems:
            places = np.arange(len(spans))[:, None] * stems + run.place
            frequency = np.bincount(places.ravel(), counts[:, run.known].ravel(), len(spans) * stems).reshape(len(spans), stems)
            value = (frequency > 0) * (1 + np.log(np.maximum(frequency, 1))) * self._stem_rarity[run.stems]
            value /= np.maximum(np.linalg.norm(value, axis=1, keepdims=True), 1e-12)
            scores += value @ self.model.weights[run.stems]
        return np.asarray(scores)

    def _learn(self, tokens: Sequence[str]) -> None:
        words = [plain(token) for token in tokens]
        first = len(self._words)
        fresh = [word for word in dict.fromkeys(words) if word not in self._words]
        self._words.update((word, first + n) for n, word in enumerate(fresh))
        self._word = _grown(self._word, self._seen + len(tokens))
        self._word[self._seen : self._seen + len(tokens)] = [self._words[word] for word in words]
        self._seen += len(tokens)
        if not fresh:
            return
        self._stem, self._rarity, self._meaning = (_grown(array, len(self._words)) for array in (self._stem, self._rarity, self._meaning))
        here = slice(first, first + len(fresh))
        stems = np.array([self.model.stems.get(stem(word), -1) for word in fresh])
        frequency = np.where(stems >= 0, self.model.frequency[stems] if len(self.model.frequency) else 0.0, 0.0)
        self._stem[here] = stems
        self._rarity[here] = self.model.rarity(frequency)
        self._meaning[here] = unit(self._vectors.of(fresh) - self.model.centre) @ self.model.directions.T


def _grown(array: Any, length: int) -> Any:
    """An array of at least this length along its first axis, doubled until it is."""
    while len(array) < length:
        array = np.concatenate([array, np.zeros_like(array)])
    return array


def unit(rows: Array) -> Array:
    """Rows of unit length; a row of zeros stays."""
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12))


def _passages(bounds: Sequence[int]) -> list[tuple[int, int]]:
    """Runs of whole sentences that cover the text, each of about PASSAGE words and half of it shared with the next."""
    found: list[tuple[int, int]] = []
    first, count = 0, len(bounds) - 1
    while first < count:
        last = first
        while last < count and bounds[last] - bounds[first] < PASSAGE:
            last += 1
        found.append((first, last))
        if last == count:
            break
        half = first + 1
        while half < last - 1 and bounds[half] - bounds[first] < PASSAGE / 2:
            half += 1
        first = half
    return found


# --- the file -------------------------------------------------------------------------------------


def parse(text: str, path: str) -> Model:
    """The model in a JSON text. Raises ContentError: it is damaged, or of another format, or for other word vectors."""
    try:
        data = json.loads(text)
        themes = tuple(data["themes"])
        if not all(isinstance(theme, str) for theme in themes) or len(set(themes)) < len(themes):
            raise ValueError("its themes are not slugs, each once")
        stems = data["stems"]
        rows = _array(list(stems.values()), len(stems), 1 + len(themes)) if stems else np.zeros((0, 1 + len(themes)))
        if int(data["texts"]) < 1 or (rows[:, 0] < 0).any() or (rows[:, 0] > data["texts"]).any():
            raise ValueError("its counts of texts are impossible")
        model = Model(
            themes=themes,
            texts=int(data["texts"]),
            stems={stem: n for n, stem in enumerate(stems)},
            frequency=rows[:, 0],
            weights=np.ascontiguousarray(rows[:, 1:]),
            centre=_array(data["centre"], DIMENSIONS),
            directions=_array(data["directions"], len(themes), DIMENSIONS),
            base=_array(data["base"], len(themes)),
            assigned=_array(data["assigned"], len(themes)),
            suggested=_array(data["suggested"], len(themes)),
            vocabulary=str(data["vocabulary"]),
            examples=str(data["examples"]),
            posts=dict(data["posts"]),
            quality=dict(data["quality"]),
        )
        if data["format"] != FORMAT or data["vectors"] != NAME:
            raise ValueError("it was made for another version")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        fact = f"the model cannot be read ({type(error).__name__}: {error})"
        raise ContentError(
            Problem(path, 0, 0, "bad-model", fact, "Run python3 tasks.py train, or take the file back from the repository")
        ) from error
    return model


def _array(values: object, *shape: int) -> Array:
    """Finite numbers of that shape. Raises ValueError."""
    array = np.array(values, dtype=np.float64)
    if array.shape != shape or not np.isfinite(array).all():
        raise ValueError(f"numbers of shape {shape} were expected")
    return array


def dump(model: Model) -> str:
    """The model as JSON, one stem a line. What is written is rounded, and it is what counts: write, read, then measure."""
    head = {
        "format": FORMAT,
        "vectors": NAME,
        "themes": list(model.themes),
        "texts": model.texts,
        "vocabulary": model.vocabulary,
        "examples": model.examples,
        "posts": dict(sorted(model.posts.items())),
        "quality": model.quality,
        "base": model.base.round(4).tolist(),
        "assigned": model.assigned.round(4).tolist(),
        "suggested": model.suggested.round(4).tolist(),
        "centre": model.centre.round(5).tolist(),
        "directions": model.directions.round(4).tolist(),
    }
    lines = [f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}," for key, value in head.items()]
    rows = [
        f"  {json.dumps(stem, ensure_ascii=False)}: {json.dumps([int(model.frequency[n]), *model.weights[n].round(3).tolist()])}"
        for stem, n in model.stems.items()
    ]
    return "{\n" + "\n".join(lines) + '\n "stems": {\n' + ",\n".join(rows) + "\n }\n}\n"
