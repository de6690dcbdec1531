"""What the tagger owes to what: cross-validated figures by number of examples, and with parts of it left out.

Figures are over writers: each text is scored by a model that has seen nothing by its writer. Takes ten minutes.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "plugins"))

from editorial import evaluation, examples, learning, tagging, themes, training  # noqa: E402
from editorial.author_word import AuthorWord  # noqa: E402
from editorial.training import Material  # noqa: E402
from editorial.vectors import WordVectors  # noqa: E402

CONTENT = ROOT / "content"
EMPTY = np.zeros(0)


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    vocabulary, _ = themes.parse((CONTENT / "data" / "themes.toml").read_text(encoding="utf-8"), "themes.toml")
    found, _ = examples.read_folder(CONTENT / "data" / "examples", CONTENT)
    material = training.prepare(found, vocabulary)
    vectors = WordVectors()
    for size in (50, 100, 200, 400, 800):
        _say(f"{size} examples", material, _with_examples(size, material, vectors))
    odds = training.cross_validated(material, vectors)
    _say(f"{len(found)} examples", material, odds)
    for name, constant, value in (("without vectors", "MEANING", 1e-6), ("without stems", "LEAST_TEXTS", 10**6)):
        kept = getattr(training, constant)
        setattr(training, constant, value)
        _say(name, material, training.cross_validated(material, vectors))
        setattr(training, constant, kept)
    _say("without cues", material, odds - tagging.of_cues(material.points))
    tagger = tagging.Tagger(vocabulary)
    said = [[tag.found == "assigned" for tag in tagger.tags("a", example.sentences(), AuthorWord())] for example in found]
    _tell("cues alone", evaluation.measure_decisions(material.labels, np.array(said), material.themes, 0))


def _with_examples(size: int, material: Material, vectors: WordVectors) -> np.ndarray:
    """Log-odds by models of so many texts, drawn from the other writers with a seed."""
    chance = np.random.default_rng(1)
    groups = np.array(material.groups)
    odds = np.zeros(material.labels.shape)
    for group in sorted(set(material.groups)):
        here = np.flatnonzero(groups == group)
        drawn = np.sort(chance.choice(np.flatnonzero(groups != group), size, replace=False))
        odds[here] = training.scores(training.fit(material, vectors, drawn), material, vectors, list(here))
    return odds


def _say(name: str, material: Material, odds: np.ndarray) -> None:
    blank = learning.Model(material.themes, 1, {}, EMPTY, EMPTY, EMPTY, EMPTY, EMPTY, EMPTY, EMPTY)
    _tell(name, training.measured(training.with_thresholds(blank, odds, material), odds, material))


def _tell(name: str, report: evaluation.Report) -> None:
    micro = report.micro
    print(f"{name:<20} macro F1 {report.macro_f1:.3f}, precision {micro.precision:.3f}, recall {micro.recall:.3f}", flush=True)


if __name__ == "__main__":
    main()
