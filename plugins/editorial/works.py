"""Works: the external publications that texts cite, read from CSL-JSON, and who cites them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from editorial import citations, csl_fields, urls
from editorial.model import Publication
from manuscript.problems import ContentError, Problem
from manuscript.source import Source


@dataclass(frozen=True, slots=True)
class Work:
    """An external publication. ``item`` is its CSL-JSON record as it was exported; the rest is read from it.

    ``names`` are the authors (or else editors) as a citation has them, family names and bodies; ``year`` and
    ``address`` are empty when unknown. Source: CSL-JSON 1.0.2.
    """

    key: str
    title: str
    names: tuple[str, ...] = ()
    year: str = ""
    address: str = ""
    item: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def id(self) -> str:
        """What tells it from texts and other works: its key as it is cited."""
        return f"@{self.key}"

    @property
    def sort_key(self) -> tuple[str, str, str, str]:
        """By authors, then year, then title, then key."""
        return (" ".join(self.names).casefold() or self.title.casefold(), self.year, self.title.casefold(), self.key)


@dataclass(frozen=True, slots=True)
class CitedWork:
    """A work with the published texts that cite it, newest first; none for a work that only a curator has chosen."""

    work: Work
    cited_by: tuple[Publication, ...]


def most_cited(texts: Iterable[Publication], cited: Mapping[str, tuple[Work, ...]], chosen: Iterable[Work] = ()) -> tuple[CitedWork, ...]:
    """The works that some texts cite, and those that are chosen: what most of the texts cite first, then by author, year and title.

    ``cited`` holds the works of each text by its slug.
    """
    by_work: dict[str, tuple[Work, list[Publication]]] = {work.key: (work, []) for work in chosen}
    for text in sorted(texts, key=lambda text: text.recency):
        for work in cited.get(text.slug, ()):
            by_work.setdefault(work.key, (work, []))[1].append(text)
    found = (CitedWork(work, tuple(citing)) for work, citing in by_work.values())
    return tuple(sorted(found, key=lambda one: (-len(one.cited_by), one.work.sort_key)))


def cited_in(source: Source, works: Mapping[str, Work]) -> tuple[Work, ...]:
    """The works that a source cites, by author, year and title; those that are not known are left out."""
    return known(citations.keys(source), works)


def known(keys: Iterable[str], works: Mapping[str, Work]) -> tuple[Work, ...]:
    """The works of these keys, by author, year and title; those that are not known are left out."""
    return tuple(sorted((works[key] for key in keys if key in works), key=lambda work: work.sort_key))


def parse(text: str, path: str) -> tuple[Mapping[str, Work], tuple[Problem, ...]]:
    """The works in a CSL-JSON text, by key in the order of the file, and what is wrong; a faulty one is left out.

    Raises ContentError: the text is not a JSON array.
    """
    try:
        items = json.loads(text)
    except (RecursionError, ValueError) as error:
        if not isinstance(error, json.JSONDecodeError):  # brackets without end, a number of thousands of digits
            raise ContentError(
                Problem(path, 0, 0, "bad-data", "this is no list of works that can be read", "Export the file anew")
            ) from None
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
        key = _key(item)
        if fault := _fault(item, key, number, works):
            line = _last_line_of(text, rf'"id":\s*"?{re.escape(key)}(?![\w./:-])') if key else 0
            problems.append(Problem(path, line, 0, *fault))
        else:
            works[key] = _work(key, item)
    return works, tuple(problems)


def _key(item: Any) -> str:
    """The id of a record, a text or a number (CSL-JSON allows both); empty where it has none."""
    id_ = item.get("id") if isinstance(item, dict) else None
    return str(id_) if isinstance(id_, str | int) and not isinstance(id_, bool) else ""


def _fault(item: Any, key: str, number: int, works: Mapping[str, Work]) -> tuple[str, str, str] | None:
    """What is wrong with a record: the code, the fact, what to do; None for a good one."""
    if not key or not isinstance(item.get("title"), str):
        return "bad-data", f"work {number} of the list has no id or no title", "Give it an id of letters, digits and hyphens, and a title"
    if not citations.can_be_cited(key):
        remedy = "To cite it, give it a citation key of letters, digits and hyphens (in Zotero: the extension Better BibTeX)"
        return "uncitable-work", f'work "{key}" has an id that no text can cite', remedy
    if "\\ud" in json.dumps(item) and not _is_text(item):
        return "bad-data", f'work "{key}" has half a character, which no text may have', "Type the word anew, or export the file anew"
    if fact := _misshapen(item, key, works):
        return "bad-data", *fact
    return None


def _is_text(item: Any) -> bool:
    """Whether all of a record can be written as UTF-8: JSON may hold half a character."""
    try:
        json.dumps(item, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _misshapen(item: dict[str, Any], key: str, works: Mapping[str, Work]) -> tuple[str, str] | None:
    """What of a record is not as CSL-JSON has it, and what to do; None for a good one."""
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


def _work(key: str, item: dict[str, Any]) -> Work:
    names = csl_fields.names(item, "author") or csl_fields.names(item, "editor")
    doi = csl_fields.doi(item)
    return Work(
        key=key,
        title=csl_fields.text(csl_fields.unmarked(item), "title"),
        names=tuple(name.literal or name.family for name in names),
        year=str(next(iter(csl_fields.issued(item)), "")),
        address=f"https://doi.org/{quote(doi)}" if doi else str(item.get("URL") or ""),
        item=item,
    )


def _last_line_of(text: str, pattern: str) -> int:
    """The line of the last place where the pattern is found: of two records with one id, the second is at fault."""
    places = [match.start() for match in re.finditer(pattern, text)]
    return text.count("\n", 0, places[-1]) + 1 if places else 0
