"""New drafts: the text that a new post or paper begins with."""

from __future__ import annotations

import datetime

from editorial import front_matter
from editorial.people import People


def text(title: str, kind: str, *, slug: str, date: datetime.date, people: People) -> str:
    """A valid draft: the header filled in as far as can be, and every other key explained in a comment.

    ``kind`` is ``post`` or ``paper``. The first person (or group) of the file stands in for the author.
    """
    filled = {"Title": title, "Date": date.isoformat(), "Slug": slug, "Status": "draft"}
    if kind == front_matter.PAPER:
        filled |= {"Group": next(iter(people.groups), ""), "Version": "1"}
    else:
        filled |= {"Authors": next(iter(people.people), "")}
    header = [f"{key}: {value}" for key, value in filled.items() if value]
    keys = front_matter.keys_of(kind)
    width = max(len(key.name) for key in keys)
    notes = [f"{key.name:<{width}}  {key.help}" for key in keys]
    return "\n".join(
        [
            *header,
            "",
            "<!-- The keys that the header may have. Delete this comment when you are done.",
            "",
            *notes,
            "-->",
            "",
            "Write here.",
            "",
        ]
    )
