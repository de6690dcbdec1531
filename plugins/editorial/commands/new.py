"""``new``: begin a post or a paper."""

from __future__ import annotations

import argparse
import datetime

from editorial import front_matter, new_draft, people, urls
from editorial.commands.shared import refuse
from editorial.desk import FOLDERS
from manuscript.source import read_text, shown_path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The title, and where the draft goes."""
    parser.add_argument("title")
    parser.add_argument("--paper", action="store_true", help="a group article, not a post")
    parser.add_argument("--date", type=datetime.date.fromisoformat, required=True, help="today, as 2026-11-22")
    parser.add_argument("--slug", default="", help="its place in the address; without it, made of the title")


def run(args: argparse.Namespace) -> int:
    """Write the draft, unless there is one of that name."""
    kind = front_matter.PAPER if args.paper else front_matter.POST
    title = " ".join(args.title.split())
    slug = args.slug or urls.slugified(title)
    if not title:
        return refuse("A draft needs a title.")
    if args.slug and not urls.SLUG.fullmatch(slug):
        return refuse(f'"{slug}" is not a slug. Use lower-case letters, digits and single hyphens.')
    if not slug or len(slug) > urls.LONGEST:
        return refuse(f'"{title}" makes no address. Give one with --slug, of lower-case letters, digits and hyphens.')
    root = args.content.resolve()
    folder = next(name for name, made in FOLDERS.items() if made == kind)
    taken = [file for other in ("posts", "papers") for file in (root / other).rglob(f"{slug}.md")]
    if taken:
        return refuse(f"{shown_path(taken[0], root)} is there already. Give another title, or a --slug.")
    file = root / folder / f"{slug}.md"
    known, _ = people.parse(read_text(root / "data" / "people.toml", root), "content/data/people.toml")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(new_draft.text(title, kind, slug=slug, date=args.date, people=known), encoding="utf-8", newline="\n")
    print(f"{shown_path(file, root)} is a draft: write, then take out the line Status: draft to publish it.")
    return 0
