"""Signatures: what the ``Signatories:`` key of the front matter says: who signs, as what, from when, until when."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

_ENTRY = re.compile(r"(?P<id>[^()]*?)\s*(?:\((?P<more>[^()]*)\))?")
# Commas within parentheses belong to a role.
_BETWEEN = re.compile(r",(?![^()]*\))")
_DATED = re.compile(r"(?P<what>joined|withdrawn)\s+(?P<day>\S+)")


@dataclass(frozen=True, slots=True)
class Signed:
    """One signatory as written: an id of ``people.toml``, the role (may be empty), the day of signing and of withdrawing.

    Who has no day of signing signed with the text; who has none of withdrawing stands by it.
    """

    id: str
    role: str = ""
    joined: datetime.date | None = None
    withdrawn: datetime.date | None = None


def parse(value: str) -> tuple[Signed, ...]:
    """The signatories in their order: ``ada (chair; joined 2016-01-18), ben (withdrawn 2017-03-01), eve``.

    Raises ValueError: an entry cannot be read, or somebody signs twice.
    """
    found = tuple(_signed(entry.strip()) for entry in _BETWEEN.split(value))
    ids = [one.id for one in found]
    if twice := next((id_ for id_ in ids if ids.count(id_) > 1), ""):
        raise ValueError(f'"{twice}" signs twice')
    return found


def _signed(entry: str) -> Signed:
    match = _ENTRY.fullmatch(entry)
    if not match or not match["id"]:
        raise ValueError(f'"{entry}" is not a signatory')
    role = ""
    days: dict[str, datetime.date] = {}
    for part in filter(None, (part.strip() for part in (match["more"] or "").split(";"))):
        dated = _DATED.fullmatch(part)
        if dated and dated["what"] in days:
            raise ValueError(f'"{dated["what"]}" is said twice of "{match["id"]}"')
        if dated:
            days[dated["what"]] = _day(dated["day"])
        elif role:
            raise ValueError(f'"{match["id"]}" has two roles, "{role}" and "{part}"')
        else:
            role = part
    return Signed(match["id"], role, days.get("joined"), days.get("withdrawn"))


def _day(text: str) -> datetime.date:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise ValueError(f'"{text}" is not a day such as 2016-01-18')
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise ValueError(f'"{text}" is no day that there is') from None


def written(one: Signed) -> str:
    """A signatory as the header has it."""
    said = [one.role, f"joined {one.joined}" if one.joined else "", f"withdrawn {one.withdrawn}" if one.withdrawn else ""]
    more = "; ".join(filter(None, said))
    return f"{one.id} ({more})" if more else one.id
