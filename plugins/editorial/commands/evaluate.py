"""``evaluate``: how good the tags are, measured against what people say."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from editorial import evaluation, examples, tag_data, tagging
from editorial.commands.shared import confirmed_examples, open_desk, refuse, show
from editorial.evaluation import Report, Verdict
from editorial.tags import Tag
from manuscript.problems import ContentError, Problem
from manuscript.source import decode


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Against what."""
    parser.add_argument("--gold", type=Path, help='JSON lines {"id", "text", "themes"}; without it, the confirmed texts')
    parser.add_argument("--json", action="store_true", help="as one object")


def run(args: argparse.Namespace) -> int:
    """Measure, and tell every disagreement with its evidence."""
    desk = open_desk(args.content)
    tagger = tagging.of_desk(desk)
    themes = [theme.slug for theme in desk.themes]
    if args.gold:
        gold, problems = examples.parse(_read(args.gold), str(args.gold))
        if problems:
            raise ContentError(*problems)
        if strange := sorted({slug for one in gold for slug in one.themes} - set(themes)):
            print(f"Not scored, as the vocabulary does not have them: {', '.join(strange)}.", file=sys.stderr)
        if not gold:
            return refuse(f"{args.gold} has no texts.")
        report, found = _measured(tagger, gold, themes)
        if args.json:
            show(_data(report, found))
        else:
            _print(f"{len(gold)} texts of {args.gold}", report, found)
        return 0
    confirmed = confirmed_examples(desk)
    if not confirmed:
        return refuse("No text is confirmed yet. Run python3 tasks.py themes --confirm SLUG on some, or give --gold FILE.")
    known = tagger.model.posts if tagger.model else {}
    sets = {
        "unseen": [one for one in confirmed if known.get(one.id) != one.digest],
        "learned": [one for one in confirmed if known.get(one.id) == one.digest],
    }
    measured = {name: _measured(tagger, some, themes) for name, some in sets.items() if some}
    if args.json:
        first = next(iter(measured.values()))
        show({**_data(*first), "sets": {name: evaluation.as_data(report) for name, (report, _) in measured.items()}})
        return 0
    titles = {"unseen": "confirmed texts that the model has not learned from", "learned": "confirmed texts that it has learned from"}
    for name, (report, found) in measured.items():
        _print(f"{report.texts} {titles[name]}", report, found)
    return 0


def _read(file: Path) -> str:
    """The text of a file that stands anywhere. Raises ContentError: it cannot be read; named as it was given."""
    try:
        return decode(file.read_bytes(), str(file))
    except OSError as error:
        raise ContentError(
            Problem(str(file), 0, 0, "unreadable", f"the file cannot be read ({error.strerror})", "Check that it exists")
        ) from error


def _measured(tagger: tagging.Tagger, gold: Sequence[examples.Example], themes: Sequence[str]) -> tuple[Report, tuple[Verdict, ...]]:
    found = evaluation.verdicts(tagger, gold, themes)
    return evaluation.measure(found, themes), found


def _data(report: Report, found: Sequence[Verdict]) -> dict[str, Any]:
    return {**evaluation.as_data(report), "disagreements": [_parted(*one) for one in evaluation.disagreements(found)]}


def _parted(one: Verdict, tag: Tag, kind: str) -> dict[str, Any]:
    return {"id": one.id, "kind": kind, **tag_data.of_tag(tag)}


def _print(title: str, report: Report, found: Sequence[Verdict]) -> None:
    print(f"{title}:\n")
    for line in table(report):
        print(line)
    for one, tag, kind in evaluation.disagreements(found):
        print(f"\n{one.id}: {kind} {tag.theme.slug} ({tag.score:.2f} of {tag.threshold:.2f})")
        for item in tag.strongest[:2]:
            print(f"  line {item.line}: {item.quote}")
    print()


def table(report: Report) -> list[str]:
    """The report as lines of text."""
    rows = [f"{'theme':<24} {'precision':>9} {'recall':>7} {'F1':>6} {'texts':>6}"]
    for slug, score in report.themes.items():
        if not score.positives and not score.precision:
            rows.append(f"{slug:<24} {'-':>9} {'-':>7} {'-':>6} {0:>6}")
            continue
        rows.append(f"{slug:<24} {score.precision:>9.3f} {score.recall:>7.3f} {score.f1:>6.3f} {score.positives:>6}")
    micro, spans = report.micro, report.intervals
    rows.append(f"{'all labels (micro)':<24} {micro.precision:>9.3f} {micro.recall:>7.3f} {micro.f1:>6.3f} {micro.positives:>6}")
    rows.append(f"macro F1 {report.macro_f1:.3f} (95 % of resamples: {spans['macro_f1'][0]:.3f} to {spans['macro_f1'][1]:.3f})")
    rows += [f"{name} {spans[name][0]:.3f} to {spans[name][1]:.3f}" for name in ("precision", "recall")]
    rows.append(f"assigned or suggested: {report.reached:.3f} of the labels")
    return rows
