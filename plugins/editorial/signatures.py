"""Signatures: what the ``Signatories:`` key of the front matter says: who signs, as what, from when, until when."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

_DATED = re.compile(r"(?P<what>joined|withdrawn)\s+(?P<day>\S+)")
# What was meant as a day, or as one of the two words, and would stand on the page as a role.
_MEANT = re.compile(r"\d{4}-\d|\b(?:joined|signed|since|from|withdr\w*|left|until)\b.*\d", re.IGNORECASE)


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

    Raises ValueError: an entry cannot be read, or somebody signs twice; everything that is wrong is told.
    """
    found: list[Signed] = []
    wrong: list[str] = []
    for entry in _entries(value):
        try:
            found.append(_signed(entry.strip()))
        except ValueError as error:
            wrong.append(str(error))
    counted = Counter(one.id for one in found)
    wrong += [f'"{id_}" signs twice' for id_, count in counted.items() if count > 1]
    if wrong:
        raise ValueError("; ".join(wrong))
    return tuple(found)


def written(one: Signed) -> str:
    """A signatory as the header has it."""
    said = [one.role, f"joined {one.joined}" if one.joined else "", f"withdrawn {one.withdrawn}" if one.withdrawn else ""]
    more = "; ".join(filter(None, said))
    return f"{one.id} ({more})" if more else one.id


def asked(one: Signed) -> str:
    """A signatory as the header shall have it, with the day of signing left to be filled in."""
    known = written(replace(one, joined=None))
    return f"{known.removesuffix(')')}; joined …)" if known != one.id else f"{one.id} (joined …)"


def _entries(value: str) -> Iterator[str]:
    """The entries between commas; a comma within parentheses belongs to a role."""
    start = depth = 0
    for place, sign in enumerate(value):
        depth = max(0, depth + (sign == "(") - (sign == ")"))
        if sign == "," and not depth:
            yield value[start:place]
            start = place + 1
    yield value[start:]


def _signed(entry: str) -> Signed:
    id_, opening, more = entry.partition("(")
    id_ = id_.strip()
    if not id_ or ")" in id_ or (opening and (more.count(")") != 1 or not more.endswith(")") or "(" in more)):
        raise ValueError(f'"{entry}" is not a signatory')
    role = ""
    days: dict[str, datetime.date] = {}
    for part in filter(None, (part.strip() for part in more.removesuffix(")").split(";"))):
        dated = _DATED.fullmatch(part)
        if dated and dated["what"] in days:
            raise ValueError(f'"{dated["what"]}" is said twice of "{id_}"')
        if dated:
            days[dated["what"]] = _day(dated["day"])
        elif _MEANT.search(part):
            raise ValueError(f'"{part}" of "{id_}" is neither a role nor "joined" or "withdrawn" with a day, after a semicolon')
        elif role:
            raise ValueError(f'"{id_}" has two roles, "{role}" and "{part}"')
        else:
            role = part
    return Signed(id_, role, days.get("joined"), days.get("withdrawn"))


def _day(text: str) -> datetime.date:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise ValueError(f'"{text}" is not a day such as 2016-01-18')
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise ValueError(f'"{text}" is no day that there is') from None
