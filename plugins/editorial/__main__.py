"""``python -m editorial``: commands for authors. Today's date is an argument."""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Sequence
from pathlib import Path

from editorial import front_matter, new_draft, people, urls
from editorial.desk import FOLDERS
from manuscript.problems import ContentError
from manuscript.source import read_text, shown_path


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command. Returns the exit code: 0 done, 1 a problem, 2 wrong arguments."""
    parser = argparse.ArgumentParser(prog="editorial", description="Commands for authors.")
    commands = parser.add_subparsers(dest="command", required=True)
    new = commands.add_parser("new", help="begin a post or a paper")
    new.add_argument("title")
    new.add_argument("--paper", action="store_true", help="a group article, not a post")
    new.add_argument("--date", type=datetime.date.fromisoformat, required=True, help="today, as 2026-11-22")
    new.add_argument("--slug", default="", help="its place in the address; without it, made of the title")
    new.add_argument("--content", type=Path, default=Path("content"), help="the content folder")
    args = parser.parse_args(argv)
    return _new(args.title, front_matter.PAPER if args.paper else front_matter.POST, args)


def _new(title: str, kind: str, args: argparse.Namespace) -> int:
    title = " ".join(title.split())
    slug = args.slug or urls.slugified(title)
    if not title:
        return _refuse("A draft needs a title.")
    if args.slug and not urls.SLUG.fullmatch(slug):
        return _refuse(f'"{slug}" is not a slug. Use lower-case letters, digits and single hyphens.')
    if not slug or len(slug) > urls.LONGEST:
        return _refuse(f'"{title}" makes no address. Give one with --slug, of lower-case letters, digits and hyphens.')
    root = args.content.resolve()
    folder = next(name for name, made in FOLDERS.items() if made == kind)
    taken = [file for other in ("posts", "papers") for file in (root / other).rglob(f"{slug}.md")]
    if taken:
        return _refuse(f"{shown_path(taken[0], root)} is there already. Give another title, or a --slug.")
    file = root / folder / f"{slug}.md"
    try:
        known, _ = people.parse(read_text(root / "data" / "people.toml", root), "content/data/people.toml")
    except ContentError as error:
        return _refuse(str(error))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(new_draft.text(title, kind, slug=slug, date=args.date, people=known), encoding="utf-8", newline="\n")
    print(f"{shown_path(file, root)} is a draft: write, then take out the line Status: draft to publish it.")
    return 0


def _refuse(message: str) -> int:
    print(message, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
