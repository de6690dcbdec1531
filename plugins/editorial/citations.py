"""Citations: works in CSL-JSON, the marks that cite them, and how both are written out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from editorial import urls
from manuscript.problems import ContentError, Problem
from manuscript.source import Source

# [@key], [@key, p. 14], [@one; @two, pp. 3-4]. Source: the citation syntax of Pandoc's Markdown.
# What a link or a reference follows is its text, not a citation.
CLUSTER = re.compile(r"(?<!\\)\[(?P<items>@[^\[\]]+)\](?![(\[])")
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
        return f"https://doi.org/{quote(self.doi)}" if self.doi else self.url

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
        match = _ITEM.fullmatch(" ".join(item.split()))
        if match is None:
            raise ValueError(f'"{item.strip()}" is not a citation')
        found.append(Citation(match["key"], (match["locator"] or "").strip()))
    return tuple(found)


def clusters(source: Source) -> Iterator[tuple[int, str]]:
    """Every citation cluster of a source with its line, in order; code is passed over."""
    if "[@" in source.body:
        for match in CLUSTER.finditer(source.without_code()):
            yield source.line_at(match.start()), " ".join(match["items"].split())


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
        fault = _fault(item, number, works)
        if fault:
            line = _last_line_of(text, rf'"id":\s*"{re.escape(key)}"') if isinstance(key, str) else 0
            problems.append(Problem(path, line, 0, "bad-data", *fault))
        else:
            works[str(key)] = _work(item)
    return works, tuple(problems)


def _fault(item: Any, number: int, works: Mapping[str, Work]) -> tuple[str, str] | None:
    """What is wrong with a record, and what to do; None for a good one."""
    if not isinstance(item, dict) or not isinstance(item.get("id"), str) or not isinstance(item.get("title"), str):
        return f"work {number} of the list has no id or no title", "Give it an id of letters, digits and hyphens, and a title"
    key = item["id"]
    if not _ITEM.fullmatch(f"@{key}"):
        return f'work "{key}" has an id that cannot be cited', "Use letters, digits and hyphens"
    if key in works:
        return f'work "{key}" stands in the list twice', "Keep one of the two"
    names = item.get("author") or item.get("editor") or []
    if not isinstance(names, list) or not all(isinstance(name, dict) for name in names):
        return (
            f'the authors of work "{key}" are not written as CSL JSON has them',
            'Write [{"family": "…", "given": "…"}] or [{"literal": "…"}]',
        )
    date = item.get("issued") or {}
    parts = date.get("date-parts", [[]]) if isinstance(date, dict) else None
    if not isinstance(parts, list) or not parts or not isinstance(parts[0], list):
        return f'the date of work "{key}" is not written as CSL JSON has it', 'Write {"date-parts": [[2011, 5]]}'
    url = item.get("URL")
    if url and not urls.WEB.fullmatch(str(url)):
        return f'the URL of work "{key}" is not an http or https address', "Write the whole address, beginning with https://"
    return None


_TEXTS = ("volume", "issue", "page", "number", "publisher", "publisher-place", "edition", "DOI", "URL", "container-title")


def _work(item: dict[str, Any]) -> Work:
    names = item.get("author") or item.get("editor") or []
    date = (item.get("issued") or {}).get("date-parts") or [[]]
    text = {key: str(item.get(key) or "") for key in _TEXTS}
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
        doi=re.sub(r"^https?://(dx\.)?doi\.org/", "", text["DOI"]),
        url=text["URL"],
    )


def _last_line_of(text: str, pattern: str) -> int:
    """The line of the last place where the pattern is found: of two records with one id, the second is at fault."""
    places = [match.start() for match in re.finditer(pattern, text)]
    return text.count("\n", 0, places[-1]) + 1 if places else 0


def _full_name(name: dict[str, str]) -> str:
    return name.get("literal") or ", ".join(part for part in (name.get("family"), name.get("given")) if part)


def _ordinal(number: str) -> str:
    ends = {"1": "st", "2": "nd", "3": "rd"}
    return number + (ends.get(number[-1:], "th") if number[-2:] not in ("11", "12", "13") else "th") if number.isdigit() else number
