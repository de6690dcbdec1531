"""Evaluation: how good tags are, measured against what people say. Source: van Rijsbergen (1979), Information Retrieval, ch. 7."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from editorial.author_word import AuthorWord
from editorial.examples import Example
from editorial.tagging import Tagger
from editorial.tags import Tag

_RESAMPLES: Final = 1000
_SEED: Final = 20151215

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One text: the themes that it has, by people, and the tags that were found."""

    id: str
    truth: frozenset[str]
    tags: tuple[Tag, ...]

    def found(self, *outcomes: str) -> frozenset[str]:
        """The themes with one of these outcomes, whatever the author says."""
        return frozenset(tag.theme.slug for tag in self.tags if tag.found in outcomes)


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 (0 to 1; 0 where undefined), and how many texts have the theme (or labels there are)."""

    precision: float
    recall: float
    f1: float
    positives: int


@dataclass(frozen=True)
class Report:
    """What was measured. Macro means are over the themes that some text has; micro ones over all decisions.

    ``intervals`` are 95 % bootstrap intervals of macro F1, micro precision and micro recall, over resampled texts.
    ``reached``: the share of labels that are assigned or suggested.
    """

    texts: int
    themes: dict[str, Score]
    micro: Score
    macro_f1: float
    reached: float
    intervals: dict[str, tuple[float, float]]


def verdicts(tagger: Tagger, examples: Iterable[Example], themes: Sequence[str]) -> tuple[Verdict, ...]:
    """What a tagger says of labelled texts, beside their labels; only these themes count."""
    wanted = frozenset(themes)
    return tuple(
        Verdict(example.id, example.themes & wanted, tagger.tags(example.id, example.sentences(), AuthorWord(), all_evidence=True))
        for example in examples
    )


def measure(found: Sequence[Verdict], themes: Sequence[str]) -> Report:
    """The report on some verdicts, for these themes in their order."""
    truth = np.array([[slug in one.truth for slug in themes] for one in found], dtype=bool).reshape(len(found), len(themes))
    assigned = _decided(found, themes, "assigned")
    reached = truth & (assigned | _decided(found, themes, "suggested"))
    return measure_decisions(truth, assigned, themes, int(reached.sum()))


def measure_decisions(truth: npt.NDArray[np.bool_], assigned: npt.NDArray[np.bool_], themes: Sequence[str], reached: int) -> Report:
    """The same from tables, texts × themes; ``reached`` labels are assigned or suggested."""
    tables = np.stack([truth & assigned, ~truth & assigned, truth & ~assigned]).astype(np.int64)
    counts = tables.sum(axis=1)  # hits, false, missed × themes
    positives = counts[0] + counts[2]
    return Report(
        len(truth),
        {slug: _score(counts[:, n]) for n, slug in enumerate(themes)},
        _score(counts.sum(axis=1)),
        _macro(counts),
        _share(reached, int(positives.sum())),
        {
            "macro_f1": _interval(tables, _macro),
            "precision": _interval(tables, lambda one: _score(one.sum(axis=1)).precision),
            "recall": _interval(tables, lambda one: _score(one.sum(axis=1)).recall),
        },
    )


def _decided(found: Sequence[Verdict], themes: Sequence[str], outcome: str) -> npt.NDArray[np.bool_]:
    rows = [one.found(outcome) for one in found]
    return np.array([[slug in row for slug in themes] for row in rows], dtype=bool).reshape(len(found), len(themes))


def _score(counts: Counts) -> Score:
    hits, false, missed = (int(count) for count in counts)
    return Score(_share(hits, hits + false), _share(hits, hits + missed), _share(2 * hits, 2 * hits + false + missed), hits + missed)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _macro(counts: Counts) -> float:
    present = [n for n in range(counts.shape[1]) if counts[0, n] + counts[2, n]]
    return float(np.mean([_score(counts[:, n]).f1 for n in present])) if present else 0.0


def _interval(tables: Counts, figure: Callable[[Counts], float]) -> tuple[float, float]:
    """The middle 95 % of a figure over texts drawn anew, with a fixed seed."""
    texts = tables.shape[1]
    if not texts:
        return (0.0, 0.0)
    generator = np.random.default_rng(_SEED)
    values = [figure(tables[:, generator.integers(0, texts, texts)].sum(axis=1)) for _ in range(_RESAMPLES)]
    low, high = np.quantile(values, (0.025, 0.975))
    return (float(low), float(high))


def as_data(report: Report) -> dict[str, Any]:
    """The report for machines."""
    return {
        "macro_f1": round(report.macro_f1, 4),
        "precision": round(report.micro.precision, 4),
        "recall": round(report.micro.recall, 4),
        "f1": round(report.micro.f1, 4),
        "assigned_or_suggested_recall": round(report.reached, 4),
        "texts": report.texts,
        "intervals": {name: [round(end, 4) for end in ends] for name, ends in report.intervals.items()},
        "themes": {
            slug: {
                "precision": round(score.precision, 4),
                "recall": round(score.recall, 4),
                "f1": round(score.f1, 4),
                "positives": score.positives,
            }
            for slug, score in report.themes.items()
        },
    }


def disagreements(found: Iterable[Verdict]) -> list[tuple[Verdict, Tag, str]]:
    """Every theme on which tagger and people part: ``wrong`` (assigned, and it is not so), ``suggested`` or ``missed`` (and it is so)."""
    parted = []
    for one in found:
        for tag in one.tags:
            slug = tag.theme.slug
            if tag.found == "assigned" and slug not in one.truth:
                parted.append((one, tag, "wrong"))
            elif slug in one.truth and tag.found != "assigned":
                parted.append((one, tag, "suggested" if tag.found == "suggested" else "missed"))
    return parted
