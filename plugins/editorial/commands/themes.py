"""``themes``: what every text is tagged with, what is suggested, and which cues are of no use."""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path

from editorial import confirming, cue_checks, examples, reproductions, tagging
from editorial.commands.shared import VOCABULARY, find, open_desk, refuse, show, slugs, tags_of
from editorial.desk import Desk
from editorial.tags import Tag
from manuscript.problems import Problem
from manuscript.source import read_text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do beside listing."""
    parser.add_argument("--confirm", metavar="POST", help="write the themes of this post into its header, as read and found right")
    parser.add_argument("--date", type=datetime.date.fromisoformat, help="today, as 2026-11-22, for --confirm")
    parser.add_argument("--cues", action="store_true", help="list the cues that occur in no text and no example")
    parser.add_argument("--json", action="store_true", help="as data")


def run(args: argparse.Namespace) -> int:
    """List, or confirm one text."""
    desk = open_desk(args.content)
    if args.confirm and not args.date:
        return refuse("--confirm needs --date, today as 2026-11-22.")
    if args.confirm:
        return _confirm(desk, args)
    tagger = tagging.of_desk(desk)
    found = {text.source.path: tags_of(text, desk, tagger) for text in desk.texts()}
    useless = _useless(desk, args.content)
    if args.json:
        show(
            {
                "texts": [{"path": path, "themes": [_row(tag) for tag in tags]} for path, tags in found.items()],
                "without_theme": [path for path, tags in found.items() if not slugs(tags, "assigned")],
                "cues": [{"line": problem.line, "says": problem.message} for problem in useless],
            }
        )
        return 0
    for path, tags in found.items():
        shown = [tag for tag in tags if tag.outcome != "none" or tag.found != "none"]
        print(path)
        for tag in sorted(shown, key=lambda tag: -tag.score):
            print(f"  {_says(tag):<10} {tag.theme.slug:<24} {tag.score:.2f} of {tag.threshold:.2f}{_origin(tag)}")
    _footer(found, useless, args.cues)
    return 0


def _row(tag: Tag) -> dict[str, object]:
    return {
        "theme": tag.theme.slug,
        "outcome": tag.outcome,
        "origin": tag.origin,
        "found": tag.found,
        "score": tag.score,
        "threshold": tag.threshold,
    }


def _says(tag: Tag) -> str:
    return "left out" if tag.outcome == "none" else tag.outcome


def _origin(tag: Tag) -> str:
    if tag.origin == "author":
        return f"  the author's word (the tagger: {tag.found})"
    return f"  held back: fails {', '.join(rule.name for rule in tag.failed)}" if tag.failed and tag.score >= tag.threshold else ""


def _footer(found: dict[str, tuple[Tag, ...]], useless: list[Problem], cues: bool) -> None:
    without = [path for path, tags in found.items() if not slugs(tags, "assigned")]
    suggested = [(path, slug) for path, tags in found.items() for slug in slugs(tags, "suggested")]
    print()
    if suggested:
        print(f"{len(suggested)} suggestions are not published. To accept one, write Themes: +SLUG into its header;")
        print("when all themes of a text are right, python3 tasks.py themes --confirm SLUG: the tagger learns from it.")
    for path in without:
        print(f"No theme: {path}")
    for problem in useless if cues else ():
        print(problem)
    if useless and not cues:
        print(f"{len(useless)} cues occur in no text and no example: python3 tasks.py themes --cues lists them.")
    print(f"{len(found)} texts, {sum(len(slugs(tags, 'assigned')) for tags in found.values())} themes assigned.")


def _useless(desk: Desk, content: Path) -> list[Problem]:
    """The cues that occur in no text and no example."""
    root = content.resolve()
    learned, _ = examples.read_folder(root / "data" / "examples", root)
    sentences = [*(reproductions.sentences(text, desk) for text in desk.texts()), *(example.sentences() for example in learned)]
    return sorted(cue_checks.unseen(desk.themes, sentences, VOCABULARY))


def _confirm(desk: Desk, args: argparse.Namespace) -> int:
    text = find(desk, args.confirm)
    if not text.source.fields:
        return refuse(f"{text.source.path} has no header yet. python3 tasks.py check tells what it needs.")
    wanted = slugs(tags_of(text, desk, tagging.of_desk(desk)), "assigned")
    root = args.content.resolve()
    file = root.parent / text.source.path
    day = args.date
    written = confirming.confirmed(read_text(file, root), text.source, wanted, day)
    ends = "\r\n" if b"\r\n" in file.read_bytes() else "\n"
    file.write_text(written, encoding="utf-8", newline=ends)
    themes = ", ".join(wanted) or "no theme"
    if args.json:
        show({"path": text.source.path, "themes": wanted, "checked": str(day)})
    else:
        print(f"{text.source.path} now says: {themes}, read on {day}. It is learned from when you run python3 tasks.py train.")
    return 0
