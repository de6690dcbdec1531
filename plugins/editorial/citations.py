"""Citations: works in CSL-JSON, the marks that cite them, and how both are written out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from manuscript.problems import ContentError, Problem
from manuscript.source import Source, line_of

# [@key], [@key, p. 14], [@one; @two, pp. 3-4]. Source: the citation syntax of Pandoc's Markdown.
CLUSTER = re.compile(r"\[(?P<items>@[^\[\]]+)\]")
_ITEM = re.compile(r"@(?P<key>[A-Za-z0-9][\w:.-]*)(?:,\s*(?P<locator>\S.*))?")


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation in a text: the key of the work, and the place in it, if named."""

    key: str
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """An external publication. ``authors`` are names as people write them; ``year`` is empty when unknown."""

    key: str
    kind: str
    title: str
    authors: tuple[str, ...]
    short_authors: tuple[str, ...]
    year: str
    container: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    number: str = ""
    publisher: str = ""
    place: str = ""
    edition: str = ""
    doi: str = ""
    url: str = ""

    @property
    def address(self) -> str:
        """Where the work can be found: its DOI first, else its URL, else empty."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url

    @property
    def label(self) -> str:
        """How the text cites it: ``Munro, 2011``; three authors or more become ``first et al.``."""
        names = self.short_authors
        who = f"{names[0]} et al." if len(names) > 2 else " and ".join(names) or self.title
        return f"{who}, {self.year}" if self.year else who

    @property
    def source(self) -> str:
        """Where it appeared: journal with volume, issue and pages, or number, place and publisher. May be empty."""
        edition = f"{_ordinal(self.edition)} edition" if self.edition else ""
        volume = f"{self.volume}({self.issue})" if self.issue else self.volume
        pages = f"{'pp' if '-' in self.pages else 'p'}. {self.pages.replace('-', '–')}" if self.pages else ""
        house = ": ".join(part for part in (self.place, self.publisher) if part and part not in self.authors)
        return ", ".join(part for part in (self.container, volume, pages, edition, self.number, house) if part)

    @property
    def sort_key(self) -> tuple[str, str, str]:
        """By first author, then year, then title."""
        return (" ".join(self.short_authors).casefold() or self.title.casefold(), self.year, self.title.casefold())


def parse_cluster(items: str) -> tuple[Citation, ...]:
    """The citations between the brackets of a cluster, in order.

    Raises ValueError: one of them is not ``@key`` or ``@key, place``.
    """
    found = []
    for item in items.split(";"):
        match = _ITEM.fullmatch(item.strip())
        if match is None:
            raise ValueError(f'"{item.strip()}" is not a citation')
        found.append(Citation(match["key"], (match["locator"] or "").strip()))
    return tuple(found)


def clusters(source: Source) -> Iterator[tuple[int, str]]:
    """Every citation cluster of a source with its line, in order; code is passed over."""
    for number, line in source.lines_outside_code():
        if "[@" in line:
            yield from ((number, match["items"]) for match in CLUSTER.finditer(line))


def parse(text: str, path: str) -> tuple[Mapping[str, Work], tuple[Problem, ...]]:
    """The works in a CSL-JSON text, by key in the order of the file, and what is wrong; a faulty one is left out.

    Raises ContentError: the text is not a JSON array.
    """
    try:
        items = json.loads(text)
    except json.JSONDecodeError as error:
        raise ContentError(
            Problem(
                path, error.lineno, error.colno, "bad-data", f"this is not JSON ({error.msg})", "Export the file anew, or mend the line"
            )
        ) from None
    if not isinstance(items, list):
        raise ContentError(Problem(path, 1, 0, "bad-data", "this is not a list of works", "Export it from Zotero as CSL JSON"))
    works: dict[str, Work] = {}
    problems: list[Problem] = []
    for number, item in enumerate(items, 1):
        key = item.get("id") if isinstance(item, dict) else None
        line = line_of(text, rf'"id":\s*"{re.escape(str(key))}"') if key else 0
        if not isinstance(key, str) or not _ITEM.fullmatch(f"@{key}") or not isinstance(item.get("title"), str):
            message = (
                f"work {number} of the list has no key or no title"
                if not key
                else f'work "{key}" has a key that cannot be cited, or no title'
            )
            problems.append(Problem(path, line, 0, "bad-data", message, "Give it an id of letters, digits and hyphens, and a title"))
        elif key in works:
            problems.append(Problem(path, line, 0, "bad-data", f'work "{key}" stands in the list twice', "Keep one of the two"))
        else:
            works[key] = _work(item)
    return works, tuple(problems)


def _work(item: dict[str, Any]) -> Work:
    names = item.get("author") or item.get("editor") or []
    date = (item.get("issued") or {}).get("date-parts") or [[]]
    text = {
        key: str(item.get(key, ""))
        for key in ("volume", "issue", "page", "number", "publisher", "publisher-place", "edition", "DOI", "URL", "container-title")
    }
    return Work(
        key=item["id"],
        kind=str(item.get("type", "")),
        title=item["title"],
        authors=tuple(map(_full_name, names)),
        short_authors=tuple(str(name.get("literal") or name.get("family") or "") for name in names),
        year=str(date[0][0]) if date[0] else "",
        container=text["container-title"],
        volume=text["volume"],
        issue=text["issue"],
        pages=text["page"],
        number=text["number"],
        publisher=text["publisher"],
        place=text["publisher-place"],
        edition=text["edition"],
        doi=text["DOI"],
        url=text["URL"],
    )


def _full_name(name: dict[str, str]) -> str:
    return name.get("literal") or ", ".join(part for part in (name.get("family"), name.get("given")) if part)


def _ordinal(number: str) -> str:
    ends = {"1": "st", "2": "nd", "3": "rd"}
    return number + (ends.get(number[-1:], "th") if number[-2:] not in ("11", "12", "13") else "th") if number.isdigit() else number
