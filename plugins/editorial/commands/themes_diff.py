"""``themes-diff``: what a change of vocabulary or model changes in tags and lists."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from editorial import learning, tagging, themes
from editorial.commands.shared import open_desk, show, tags_of
from editorial.desk import MODEL, THEMES, Desk
from editorial.tagging import Tagger
from manuscript.problems import ContentError, has_errors
from manuscript.source import read_text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to compare with."""
    parser.add_argument("--before", type=Path, required=True, help="a folder with the themes.toml and themes.model.json of before")
    parser.add_argument("--json", action="store_true", help="as data")


def run(args: argparse.Namespace) -> int:
    """Tag every text with the one and the other, and tell what is gained and lost."""
    desk = open_desk(args.content)
    before, after = _tagger(args.before), tagging.of_desk(desk)
    changes = _changes(desk, before, after)
    if args.json:
        show(changes)
        return 0
    for change in changes:
        before_score, after_score = (
            ("no such theme" if one is None else f"{one:.2f}") for one in (change["score_before"], change["score_after"])
        )
        outcomes, scores = f"{change['before']} → {change['after']}", f"{before_score} → {after_score}"
        print(f"{change['path']}: {change['theme']} {outcomes} ({scores})")
    if after.model and after.model.vocabulary != themes.digest(desk.themes):
        print("The model has not learned from this vocabulary yet: run python3 tasks.py train, then compare again.")
    gained = sum(change["after"] == "assigned" for change in changes)
    lost = sum(change["before"] == "assigned" for change in changes)
    lists = sorted({str(change["theme"]) for change in changes if "assigned" in (change["before"], change["after"])})
    print(f"{gained} gained, {lost} lost; lists that change: {', '.join(lists) or 'none'}.")
    return 0


def _changes(desk: Desk, before: Tagger, after: Tagger) -> list[dict[str, Any]]:
    """One row for each text and theme whose outcome (by the author's word too) changes, a theme that is gone or new too."""
    rows: list[dict[str, Any]] = []
    for text in desk.texts():
        old = {tag.theme.slug: tag for tag in tags_of(text, desk, before)}
        new = {tag.theme.slug: tag for tag in tags_of(text, desk, after)}
        for slug in dict.fromkeys([*old, *new]):
            was, now = old.get(slug), new.get(slug)
            outcomes = (was.outcome if was else "none", now.outcome if now else "none")
            if outcomes[0] != outcomes[1]:
                rows.append(
                    {
                        "path": text.source.path,
                        "theme": slug,
                        "before": outcomes[0],
                        "after": outcomes[1],
                        "score_before": was.score if was else None,
                        "score_after": now.score if now else None,
                    }
                )
    return rows


def _tagger(folder: Path) -> Tagger:
    """Raises ContentError: what is in the folder cannot be read."""
    folder = folder.resolve()
    found, problems = themes.parse(read_text(folder / THEMES, folder), f"(before) {THEMES}")
    if has_errors(problems):
        raise ContentError(*problems)
    file = folder / MODEL
    return Tagger(found, learning.parse(read_text(file, folder), MODEL) if file.exists() else None)
