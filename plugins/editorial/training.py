"""Training: a model from labelled texts, by logistic regression, and what it is worth on texts that it has not seen.

This alone needs scikit-learn (the extra ``train``); building does not come here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from editorial import evaluation, learning, tagging, vocabulary
from editorial.examples import Example
from editorial.learning import Learner, Model
from editorial.themes import Theme
from editorial.vectors import DIMENSIONS, Array, WordVectors
from editorial.words import Lexicon, Tokens, plain, stem

Labels = npt.NDArray[np.bool_]

# The constants of the fit. Chosen by cross-validation over writers (docs/tagging.md).
LEAST_TEXTS: Final = 3  # a stem of fewer texts tells nothing
MEANING: Final = 0.3  # length of the mean word vector beside that of the stems, which is 1
_INVERSE_PENALTY: Final = 40.0
# The log-odds of a theme of which all texts, or none, have been seen.
_CERTAIN: Final = 3.0
# A theme with fewer examples than this goes by its cues alone.
LEAST_EXAMPLES: Final = 8
# How thresholds are chosen on cross-validated scores: assigned where F-beta is highest, suggested from where this share is found.
_BETA: Final = 0.6
_FOUND: Final = 0.975


@dataclass(frozen=True)
class Material:
    """Texts made ready: their tokens and groups, and, texts × themes, what the vocabulary says of them.

    That is: the points of the best sentence, whether the rules that must hold do, and whether it is emphatic.
    """

    themes: tuple[str, ...]
    texts: tuple[Tokens, ...]
    labels: Labels
    points: Array
    allowed: Labels
    emphatic: Labels
    groups: tuple[str, ...]


def prepare(examples: Sequence[Example], themes: Sequence[Theme]) -> Material:
    """The material of these examples for the themes that have enough of them, in the order of the vocabulary."""
    lexicon = Lexicon()
    readings = [(example, found, lexicon.read(one.text for one in found)) for example in examples for found in [example.sentences()]]
    readings = [reading for reading in readings if reading[2].ids]  # a text without a word teaches nothing
    count = Counter(slug for example, _, _ in readings for slug in example.themes)
    taught = [theme for theme in themes if LEAST_EXAMPLES <= count[theme.slug] < len(readings)]
    cues = vocabulary.Vocabulary(taught)
    said = [cues.read(text, found) for _, found, text in readings]
    shape = (len(readings), len(taught))
    return Material(
        tuple(theme.slug for theme in taught),
        tuple(text for _, _, text in readings),
        np.array([[theme.slug in example.themes for theme in taught] for example, _, _ in readings], dtype=bool).reshape(shape),
        np.array([[one.at_peak for one in row] for row in said], dtype=np.float64).reshape(shape),
        np.array([[one.in_field for one in row] for row in said], dtype=bool).reshape(shape),
        np.array([[one.emphatic for one in row] for row in said], dtype=bool).reshape(shape),
        tuple(example.group for example, _, _ in readings),
    )


def fit(material: Material, vectors: WordVectors, chosen: npt.NDArray[np.int64] | None = None) -> Model:
    """A model of the material (or of the texts of these indices), its thresholds not yet chosen."""
    from sklearn.linear_model import LogisticRegression

    indices = np.arange(len(material.texts)) if chosen is None else chosen
    bags = [_bag(material.texts[n]) for n in indices]
    stems_of = {word: stem(word) for bag in bags for word in bag}
    frequency = Counter(key for bag in bags for key in {stems_of[word] for word in bag})
    stems = {key: n for n, key in enumerate(sorted(key for key, count in frequency.items() if count >= LEAST_TEXTS))}
    words = sorted(stems_of)
    found = vectors.of(words)
    centre = found.mean(axis=0).round(5)
    meaning = dict(zip(words, learning.unit(found - centre), strict=True))
    themes = len(material.themes)
    model = Model(
        themes=material.themes,
        texts=len(indices),
        stems=stems,
        frequency=np.array([frequency[key] for key in stems], dtype=np.float64),
        weights=np.zeros((len(stems), themes)),
        centre=centre,
        directions=np.zeros((themes, DIMENSIONS)),
        base=np.zeros(themes),
        assigned=np.zeros(themes),
        suggested=np.zeros(themes),
    )
    rarity = dict(zip(stems, model.rarity(model.frequency), strict=True))
    rarest = float(model.rarity(np.zeros(1))[0])
    by_meaning = np.array([_mean(bag, meaning, [rarity.get(stems_of[word], rarest) for word in bag]) for bag in bags])
    middle = by_meaning.mean(axis=0)
    scale = MEANING / max(float(np.sqrt(((by_meaning - middle) ** 2).sum(axis=1).mean())), 1e-12)
    rows = _rows([(by_meaning - middle) * scale, [_unit(bag, stems_of, rarity) for bag in bags]], stems)
    directions, weights, base = [], [], []
    for theme in range(themes):
        labels = material.labels[indices, theme]
        if labels.all() or not labels.any():  # all of one kind, as where a writer has all examples: nothing to tell apart
            directions.append(np.zeros(DIMENSIONS))
            weights.append(np.zeros(len(stems)))
            base.append(_CERTAIN if labels.all() else -_CERTAIN)
            continue
        # Both classes count alike, however few examples a theme has.
        regression = LogisticRegression(C=_INVERSE_PENALTY, class_weight="balanced", max_iter=5000, tol=1e-6)
        regression.fit(rows, labels)
        coefficients = regression.coef_[0]
        directions.append(coefficients[:DIMENSIONS] * scale)
        weights.append(coefficients[DIMENSIONS:])
        base.append(float(regression.intercept_[0]) - float(directions[-1] @ middle))
    return replace(model, directions=np.array(directions), weights=np.array(weights).T, base=np.array(base))


def _bag(text: Tokens) -> Counter[str]:
    """How often each plain word occurs."""
    return Counter(plain(text.lexicon.tokens[token]) for token in text.ids)


def _mean(bag: Counter[str], meaning: dict[str, Array], rarity: Sequence[float]) -> Array:
    """The mean of the vectors of the distinct words, the rare ones weighing more."""
    if not bag:
        return np.zeros(DIMENSIONS)
    weights = np.array(rarity)
    return np.asarray(weights @ np.array([meaning[word] for word in bag]) / weights.sum())


def _unit(bag: Counter[str], stems_of: dict[str, str], rarity: dict[str, float]) -> dict[str, float]:
    """The tf-idf of the stems, of unit length."""
    counts: Counter[str] = Counter()
    for word, count in bag.items():
        counts[stems_of[word]] += count
    values = {key: (1 + float(np.log(count))) * rarity[key] for key, count in counts.items() if key in rarity}
    length = float(np.sqrt(sum(value * value for value in values.values()))) or 1.0
    return {key: value / length for key, value in values.items()}


def _rows(parts: Any, stems: dict[str, int]) -> Any:
    """A sparse matrix: the dense part, then a column for each stem."""
    from scipy.sparse import csr_matrix, hstack

    dense, bags = parts
    place = [(n, stems[key], value) for n, bag in enumerate(bags) for key, value in bag.items()]
    row, column, value = zip(*place, strict=True) if place else ((), (), ())
    return hstack([csr_matrix(dense), csr_matrix((value, (row, column)), shape=(len(bags), len(stems)))]).tocsr()


def scores(model: Model, material: Material, vectors: WordVectors, indices: Sequence[int]) -> Array:
    """The log-odds of these texts before any threshold, shape (indices, themes)."""
    learner = Learner(model, vectors)
    rows = []
    for n in indices:
        ids = learner.ids(material.texts[n])
        run = learner.run(ids)
        passages = learner.passages(run, material.texts[n].bounds)[1]
        rows.append(tagging.of_model(learner.score(run), passages.max(axis=0)) + tagging.of_cues(material.points[n]))
    return np.array(rows).reshape(len(indices), len(material.themes))


def cross_validated(material: Material, vectors: WordVectors) -> Array:
    """The log-odds of each text by a model that has seen no text of its group; groups are writers, so styles are unseen too."""
    result = np.zeros(material.labels.shape)
    for indices in _folds(material):
        others = np.setdiff1d(np.arange(len(material.texts)), indices)
        result[indices] = scores(fit(material, vectors, others), material, vectors, list(indices))
    return result


def _folds(material: Material) -> Iterator[npt.NDArray[np.int64]]:
    """The texts of each group; of a single group, every fifth text."""
    groups = np.array(material.groups)
    names = sorted(set(material.groups))
    if len(names) > 1:
        for name in names:
            yield np.flatnonzero(groups == name)
    else:
        for n in range(5):
            yield np.arange(n, len(groups), 5)


def with_thresholds(model: Model, log_odds: Array, material: Material) -> Model:
    """The model with the thresholds that serve best on cross-validated scores."""
    assigned, suggested = [], []
    for theme in range(len(material.themes)):
        truth, odds = material.labels[:, theme], log_odds[:, theme]
        assigned.append(_best(truth, np.where(material.allowed[:, theme], odds, -np.inf)))
        suggested.append(min(float(np.quantile(odds[truth], 1 - _FOUND)), assigned[-1]))
    return replace(model, assigned=np.array(assigned).round(4), suggested=np.array(suggested).round(4))


def _best(truth: Labels, odds: Array) -> float:
    """The threshold at which F-beta is highest: the middle of the best stretch, so that it hangs on no single text."""
    candidates = np.arange(-2.0, 2.0, 0.05)
    values = np.array([_f_beta(truth, odds >= threshold) for threshold in candidates])
    smooth = np.convolve(np.pad(values, 3, mode="edge"), np.ones(7) / 7, mode="valid").round(9)
    return float(candidates[smooth == smooth.max()].mean())


def _f_beta(truth: Labels, said: Labels) -> float:
    hits = float((truth & said).sum())
    beta = _BETA**2
    return (1 + beta) * hits / max(beta * float(truth.sum()) + float(said.sum()), 1.0)


def measured(model: Model, log_odds: Array, material: Material) -> evaluation.Report:
    """What the thresholds of a model are worth on cross-validated scores."""
    assigned = ((log_odds >= model.assigned) & material.allowed) | material.emphatic
    reached = material.labels & (assigned | (log_odds >= model.suggested))
    return evaluation.measure_decisions(material.labels, assigned, material.themes, int(reached.sum()))
