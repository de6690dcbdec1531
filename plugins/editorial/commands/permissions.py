"""``permissions``: what may be reproduced, by whom, until when, and where it is."""

from __future__ import annotations

import argparse
import datetime
from typing import Any

from editorial.commands.shared import show
from editorial.desk import PERMISSIONS, Desk, read_desk
from editorial.permissions import Permission
from editorial.wording import counted, number, opened
from manuscript.problems import ContentError

_MOST_DAYS = 36_500


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Today, how far to look ahead, and the form."""
    parser.add_argument("--date", type=datetime.date.fromisoformat, required=True, help="today, as 2026-11-22")
    parser.add_argument("--days", type=int, default=90, choices=range(_MOST_DAYS + 1), metavar="N", help="tell what expires within N days")
    parser.add_argument("--json", action="store_true", help="as data")


def run(args: argparse.Namespace) -> int:
    """List every permission: what has expired, what expires soon, then the others, each with the texts that rest on it."""
    desk = read_desk(args.content.resolve())
    if faults := [problem for problem in desk.problems if problem.path.endswith(f"data/{PERMISSIONS}")]:
        raise ContentError(*faults)
    soon = args.date + datetime.timedelta(days=args.days)
    rows = [_row(one, desk, args.date, soon) for one in sorted(desk.permissions.values(), key=_urgency)]
    if args.json:
        show(rows)
        return 0
    for row in rows:
        print(f"{row['id']}: {row['state']}")
        print(f"  {row['what']}, {row['allows']}, to {', '.join(row['to'])}; given by {row['granted_by']} on {row['date']}")
        if row["terms"]:
            print(f"  terms: {row['terms']}")
        print(f"  on record: {row['record']}")
        print(f"  used in: {', '.join(row['used_in']) or 'no text'}")
    ending = sum(row["state"].startswith("expires") for row in rows)
    gone = sum(row["state"].startswith("expired") for row in rows)
    more = f": {number(ending)} to expire by {soon}, {number(gone)} expired" if rows else ""
    print(f"{opened(counted(len(rows), 'permission'))}{more}.")
    return 0


def _urgency(one: Permission) -> tuple[datetime.date, str]:
    return (one.expires or datetime.date.max, one.id)


def _row(one: Permission, desk: Desk, today: datetime.date, soon: datetime.date) -> dict[str, Any]:
    state = "in force"
    if one.date > today:
        state = f"not given before {one.date}"
    elif not one.lasts(today):
        state = f"expired on {one.expires}"
    elif one.expires and one.expires <= soon:
        left = (one.expires - today).days
        when = f"in {counted(left, 'day')}" if left else "today"
        state = f"expires on {one.expires}, {when}"
    return {
        "id": one.id,
        "state": state,
        "what": one.what,
        "to": list(one.to),
        "granted_by": desk.people.name_of(one.granted_by),
        "date": str(one.date),
        "scope": one.scope,
        "words": one.words or None,
        "allows": one.allows,
        "expires": str(one.expires) if one.expires else None,
        "terms": one.terms,
        "record": one.record,
        "used_in": [text.source.path for text in desk.texts() if one.id in text.header.permission],
    }
