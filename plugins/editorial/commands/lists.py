"""``lists``: the reading lists as editors see them, and what is missing from them."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Iterator

from editorial import assembly
from editorial.commands.shared import open_desk, show
from editorial.library import Library
from editorial.model import Publication
from editorial.reading_lists import ReadingList
from editorial.wording import counted, opened


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Today, and the form."""
    parser.add_argument("--date", type=datetime.date.fromisoformat, required=True, help="today, as 2026-11-22")
    parser.add_argument("--json", action="store_true", help="as data")


def run(args: argparse.Namespace) -> int:
    """List them, or print them as data."""
    end_of_day = datetime.datetime.combine(args.date, datetime.time.max, datetime.UTC)
    library = assembly.build(open_desk(args.content), lang="en-GB", zone=datetime.UTC, now=end_of_day)
    one_voice = [one for one in library.lists if one.publications and not any(counter_positions(one, library))]
    if args.json:
        show(
            {
                "lists": [_row(one, library) for one in library.lists],
                "on_no_list": [text.path for text in library.on_no_list()],
                "without_counter_position": [one.url for one in one_voice],
                "uncited_works": [work.key for work in library.uncited],
                "texts": len(library.publications),
                "works": len(library.works),
            }
        )
        return 0
    for one in library.lists:
        row = _row(one, library)
        print(f"{one.url:<36} {len(one.entries):>4} entries, of which {row['replies']} answer another")
        for entry in one.entries[:3]:
            print(f"  {entry.position}. {entry.item.title}: {entry.reason.text}")
    print()
    for text in library.on_no_list():
        print(f"On no list: {text.path}")
    for one in one_voice:
        print(f"No counter-position: on {one.url} nobody answers another author. A post with Responds-to: would.")
    if library.uncited:
        print(f"{opened(counted(len(library.uncited), 'work'))} in references.json that nothing cites, shown nowhere:")
        print(f"  {', '.join(work.key for work in library.uncited)}")
    print(f"{opened(counted(len(library.lists), 'list'))}, {counted(len(library.publications), 'text')}, {len(library.works)} works.")
    return 0


def counter_positions(reading_list: ReadingList, library: Library) -> Iterator[tuple[Publication, Publication]]:
    """Each text of a list that answers another of it in another voice: by authors who have no hand in the other."""
    texts = {text.slug: text for text in reading_list.publications}
    for text in texts.values():
        for slug in library.relations.named_by(text.slug, "responds-to"):
            if slug in texts and not {author.id for author in text.authors} & {author.id for author in texts[slug].authors}:
                yield text, texts[slug]


def _row(reading_list: ReadingList, library: Library) -> dict[str, object]:
    return {
        "url": reading_list.url,
        "title": reading_list.title,
        "entries": len(reading_list.entries),
        "minutes": reading_list.minutes,
        "replies": sum(reply.depth > 0 for reply in library.routes_of(reading_list).argument),
        "order": [
            {
                "position": entry.position,
                "id": entry.item.id,
                "title": entry.item.title,
                "reason_code": entry.reason.code,
                "reason": entry.reason.text,
                "because": entry.reason.because,
            }
            for entry in reading_list.entries
        ],
    }
