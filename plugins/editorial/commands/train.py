"""``train``: learn from the examples and from confirmed texts, and tell what it was worth."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from typing import Any

from editorial import evaluation, examples, learning, themes
from editorial.commands.evaluate import table
from editorial.commands.shared import confirmed_examples, open_desk, read_examples, refuse, show
from editorial.desk import MODEL, Desk
from editorial.evaluation import Report
from editorial.learning import Model
from editorial.tagging import Tagger
from editorial.vectors import WordVectors
from manuscript.problems import ContentError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How to report."""
    parser.add_argument("--json", action="store_true", help="as data")


def run(args: argparse.Namespace) -> int:
    """Fit, measure before and after, and write the model."""
    from editorial import training  # here, as it needs the extra "train"

    desk = open_desk(args.content)
    data = args.content.resolve() / "data"
    posts = confirmed_examples(desk)
    taught = (*read_examples(data / "examples", desk, args.content), *posts)
    held_out = read_examples(data / "held-out", desk, args.content)
    material = training.prepare(taught, desk.themes)
    if not material.themes:
        return refuse(f"No theme has {training.LEAST_EXAMPLES} examples yet; themes go by their cues. Nothing was written.")
    for theme in desk.themes:
        if theme.slug not in material.themes:
            print(f"{theme.slug} has fewer than {training.LEAST_EXAMPLES} examples and goes by its cues.", file=sys.stderr)
    print("Learning and measuring; this takes a few minutes.", file=sys.stderr)
    vectors = WordVectors()
    odds = training.cross_validated(material, vectors)
    model = training.with_thresholds(training.fit(material, vectors), odds, material)
    crossed = training.measured(model, odds, material)
    model = replace(
        model,
        vocabulary=themes.digest(desk.themes),
        examples=examples.digest(taught),
        posts={post.id: post.digest for post in posts},
    )
    before = _held_out(desk, held_out, _old(desk))
    after = _held_out(desk, held_out, learning.parse(learning.dump(model), MODEL))
    quality: dict[str, Any] = {"cross_validated": _short(crossed)}
    if after:
        quality["held_out"] = _short(after)
    file = data / MODEL
    file.write_text(learning.dump(replace(model, quality=quality)), encoding="utf-8", newline="\n")
    if args.json:
        named = {"cross_validated": crossed, "held_out_before": before, "held_out_after": after}
        show({name: evaluation.as_data(report) if report else None for name, report in named.items()})
        return 0
    _print(f"Cross-validated over writers ({len(taught)} texts):", crossed)
    if after:
        if before:
            _print(f"Held out ({len(held_out)} texts), with the model there was:", before)
        _print(f"Held out ({len(held_out)} texts), with the new one:", after)
    print(f"content/data/{MODEL} is written ({file.stat().st_size // 1000} kB). python3 tasks.py themes-diff shows what it changes.")
    return 0


def _old(desk: Desk) -> Model | None:
    """The model there was; a damaged one is as good as none, as training is its remedy."""
    try:
        return learning.parse(desk.model, MODEL) if desk.model else None
    except ContentError:
        return None


def _held_out(desk: Desk, held_out: tuple[examples.Example, ...], model: Model | None) -> Report | None:
    if not held_out or not model:
        return None
    slugs = [theme.slug for theme in desk.themes]
    return evaluation.measure(evaluation.verdicts(Tagger(desk.themes, model), held_out, slugs), slugs)


def _short(report: Report) -> dict[str, Any]:
    """What the site tells of the report."""
    data = evaluation.as_data(report)
    return {key: data[key] for key in ("texts", "macro_f1", "precision", "recall", "assigned_or_suggested_recall", "themes")}


def _print(title: str, report: Report) -> None:
    print("\n".join([title, *table(report), ""]))
