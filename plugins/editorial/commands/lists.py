"""``lists``: the reading lists as editors see them, and what is missing from them."""

from __future__ import annotations

import argparse
import datetime
from zoneinfo import ZoneInfo

from editorial import assembly, routes
from editorial.commands.shared import open_desk, show
from editorial.library import Library
from editorial.reading_lists import ReadingList
from editorial.wording import counted, opened


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Today, and the form."""
    parser.add_argument("--date", type=datetime.date.fromisoformat, required=True, help="today, as 2026-11-22")
    parser.add_argument("--zone", default="UTC", help="the site's time zone, as Europe/London")
    parser.add_argument("--address", default="", help="the site's own address, by which texts may link to one another")
    parser.add_argument("--json", action="store_true", help="as data")


def run(args: argparse.Namespace) -> int:
    """List them, or print them as data."""
    zone = ZoneInfo(args.zone)
    end_of_day = datetime.datetime.combine(args.date, datetime.time.max, zone)
    library = assembly.build(open_desk(args.content), lang="en-GB", zone=zone, now=end_of_day, address=args.address)
    one_voice = [one for one in library.lists if one.publications and not any(routes.counter_positions(one, library.relations))]
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
