"""What every header needs: a title, and mostly a date."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from manuscript.problems import Problem
from manuscript.source import Field, Source
from press.headers.formats import Foreign
from press.headers.site import Site


def of_missing(source: Source, site: Site, taken: Collection[int], foreign: Sequence[Foreign]) -> Iterator[Problem]:
    """That there is no title, or no date where one is needed; a blank one is none."""
    title, date, status = source.field("title"), source.field("date"), _status(source, site)
    hidden = any(re.search(r"\b[tT]itle: ", one.instead) for one in foreign)
    if not (title.value or title.line in taken if title else "title" in site.given or hidden):
        yield _absent(source.path, title, "missing-title", "title", "Add a line Title: …")
    dateless = any(re.search(r"\b[dD]ate: ", one.instead) for one in foreign)
    needed = site.dated and status != "draft" and "date" not in site.given and not site.settings.get("DEFAULT_DATE") and not dateless
    if (date and not date.value and date.line not in taken) or (not date and needed):
        yield _absent(source.path, date, "missing-date", "date", "Add a line such as Date: 2015-12-15")


def _absent(path: str, field: Field | None, code: str, what: str, remedy: str) -> Problem:
    if field:
        return Problem(path, field.line, field.column, code, f'"{field.key}" has no value', "Write one")
    return Problem(path, 1, 0, code, f"there is no {what}", remedy)


def _status(source: Source, site: Site) -> str:
    default = dict(site.settings.get("DEFAULT_METADATA") or {}).get("status") or ("draft" if "status" in site.given else "published")
    found = source.field("status")
    return found.value.lower() if found and found.value else str(default).lower()
