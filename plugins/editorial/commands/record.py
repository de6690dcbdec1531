"""``record``: what has been published; and what a person has to say of it: withdrawn, moved, dated wrongly, to be forgotten."""

from __future__ import annotations

import argparse
import datetime
from typing import Any

from editorial import front_matter, urls
from editorial.commands.shared import refuse, show
from editorial.desk import PEOPLE, PUBLICATIONS, THEMES, Desk, read_desk
from editorial.record import editing, recording
from editorial.record.blocks import Block, Record
from editorial.values import Moment
from editorial.wording import counted, opened
from manuscript.problems import ContentError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to change, one thing at a time; today."""
    one = parser.add_mutually_exclusive_group()
    one.add_argument("--withdraw", metavar="ADDRESS", help="what stood there was taken out")
    one.add_argument("--moved", metavar="ADDRESS", help="what stood there stands elsewhere now")
    one.add_argument("--redate", metavar="ADDRESS", help="its first day is the one in its header")
    one.add_argument("--forget", metavar="ADDRESS", help="as if it had never been published")
    parser.add_argument("--because", default="", help="with --withdraw: a sentence for readers")
    parser.add_argument("--to", default="", metavar="ADDRESS", help="with --moved: the new address")
    parser.add_argument("--date", type=datetime.date.fromisoformat, required=True, help="today, as 2026-11-22")
    parser.add_argument("--json", action="store_true", help="print the record as JSON")


def run(args: argparse.Namespace) -> int:
    """Show the record, or change it as asked and tell what changed. Raises ContentError: the record is damaged."""
    root = args.content.resolve()
    desk = read_desk(root)
    if faults := [problem for problem in desk.problems if problem.path.endswith(f"data/{PUBLICATIONS}")]:
        raise ContentError(*faults)
    try:
        changed = _changed(args, desk)
    except (LookupError, ValueError) as error:
        return refuse(error.args[0])
    if changed is None:
        _show(desk.record, as_json=args.json)
        return 0
    recording.keep(changed, desk.record, root)
    print("\n".join(recording.differences(desk.record, changed)) or "Nothing changes.")
    if args.withdraw:
        _remind(editing.named(changed, args.withdraw), desk)
    return 0


def _changed(args: argparse.Namespace, desk: Desk) -> Record | None:
    """The record as asked; None where nothing is. Raises LookupError, ValueError: it cannot be."""
    if args.because and not args.withdraw:
        raise ValueError("--because goes with --withdraw ADDRESS.")
    if args.to and not args.moved:
        raise ValueError("--to goes with --moved ADDRESS.")
    if args.withdraw:
        if not args.because.strip():
            raise ValueError('Say why, in a sentence for its readers: --because "..."')
        return editing.withdrawn(desk.record, args.withdraw, args.because, args.date)
    if args.moved:
        to = f"{args.to.strip('/')}/"  # as every page of ours has its address
        if not urls.is_path(to) or urls.is_own(to):
            raise ValueError(f'Say where it stands now, as --to /themes/new/; "{args.to}" is no such address.')
        changed = editing.moved(desk.record, args.moved, to)
        if to not in _standing(desk):
            raise ValueError(f"Nothing stands at /{to}. Rename it first, in its header or in the data, then say so.")
        return changed
    if args.redate:
        return editing.redated(desk.record, args.redate, *_days_in_header(editing.named(desk.record, args.redate), desk))
    return editing.forgotten(desk.record, args.forget) if args.forget else None


def _standing(desk: Desk) -> set[str]:
    """The addresses at which something would stand."""
    texts = {urls.of_text(one.kind, one.slug) for one in desk.texts()} | {urls.of_list(one.slug) for one in desk.lists()}
    pages = {f"{one.slug}/" for one in desk.manuscripts if one.kind == front_matter.PAGE}
    versions = {urls.of_version(one.slug, one.header.version) for one in desk.versions}
    people = {one.page for one in desk.people.people.values()} | {one.page for one in desk.people.groups.values()}
    return texts | pages | versions | people | {theme.url for theme in desk.themes}


def _days_in_header(block: Block, desk: Desk) -> tuple[Moment, Moment | None]:
    """The date that the source of a block says, and that of its last change. Raises LookupError: it says none."""
    source = next((one for one in desk.written() if one.source.path.partition("/")[2] == block.source), None)
    if source is None or source.header.date is None:
        raise LookupError(f"/{block.address} has no source with a date.")
    return source.header.date, source.header.modified


def _remind(block: Block, desk: Desk) -> None:
    """Say what is left to do, while what was withdrawn is still there."""
    still = (one for one in (*desk.manuscripts, *desk.versions) if one.source.path.partition("/")[2] == block.source)
    if any(one.header.status in ("published", "hidden") for one in still):
        print(f"Now take content/{block.source} away, or make it a draft: what is still there is published again.")
    elif file := {"theme": THEMES, "person": PEOPLE, "group": PEOPLE}.get(block.kind):
        print(f"Now take it out of content/data/{file}.")


def _show(record: Record, *, as_json: bool) -> None:
    blocks = sorted(record.blocks.values(), key=lambda one: one.address)
    if as_json:
        show([_row(one) for one in blocks])
        return
    for one in blocks:
        what = f" withdrawn on {one.withdrawn}: {one.because}" if one.withdrawn else f" since {one.published}" if one.published else ""
        print(f"/{one.address}{what}")
        for change in one.changes:
            print(f"  changed on {change.date}: {change.says}")
        for former in one.addresses[:-1]:
            print(f"  was at /{former}")
    print(f"{opened(counted(len(blocks), 'item'))} on record.")


def _row(one: Block) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind,
        "title": one.title,
        "source": one.source or None,
        "addresses": [f"/{address}" for address in one.addresses],
        "published": one.published.isoformat() if one.published else None,
        "changes": [{"date": change.date.isoformat(), "says": change.says} for change in one.changes],
        "version": one.version,
        "withdrawn": one.withdrawn.isoformat() if one.withdrawn else None,
        "because": one.because or None,
    }
