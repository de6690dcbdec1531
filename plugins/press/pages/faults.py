"""Links that lead nowhere good, on pages and in feeds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from press.pages.site import Goal, Site


@dataclass(frozen=True, slots=True)
class Mention:
    """A link in a file: the address, its line, what relative ones start from, and of a feed's item its words and its own address."""

    address: str
    line: int
    base: str | None
    words: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """A link that leads nowhere good: what is wrong, on which page, how it is written, and where it leads."""

    code: str
    page: str
    line: int
    address: str
    goal: Goal
    item: str = ""  # of a feed: what it is called
    text_page: str = ""  # the page on which the text has its own place: of an item, the item's


def is_page(name: str) -> bool:
    """Whether a file is HTML, by its name."""
    return name.lower().endswith((".html", ".htm"))


def is_read(name: str) -> bool:
    """Whether a file may have links: a page, or what may be a feed."""
    return name.lower().endswith((".html", ".htm", ".xml", ".json"))


def wrong(site: Site, goal: Goal, page: str) -> str:
    """The code of what is wrong with a link from a page, or nothing."""
    if not goal.name:
        return "broken-link"
    if goal.name in site.drafts and page not in site.drafts:
        return "link-to-draft"
    return "broken-anchor" if goal.fragment and not site.has(goal.fragment, goal.name) else ""


def faults_of(site: Site, faulty: Mapping[str, Sequence[Mention]]) -> Iterator[Fault]:
    """The faults of files with what they mention, in one order: pages by their names, then feeds.

    Of links to places, those that lead to later pages come last of the pages'.
    """
    pages = [fault for name in sorted(filter(is_page, faulty)) for fault in _in_page(site, name, faulty[name])]
    later = [fault.code == "broken-anchor" and fault.goal.name > fault.page for fault in pages]
    yield from (fault for fault, is_later in zip(pages, later, strict=True) if not is_later)
    yield from (fault for fault, is_later in zip(pages, later, strict=True) if is_later)
    for name in sorted(name for name in faulty if not is_page(name)):
        yield from _in_feed(site, name, faulty[name])


def _in_page(site: Site, name: str, mentions: Iterable[Mention]) -> Iterator[Fault]:
    for one in mentions:
        goal = site.goal(one.address, one.base)
        if goal and (code := wrong(site, goal, name)):
            yield Fault(code, name, one.line, one.address, goal, text_page=name)


def _in_feed(site: Site, name: str, mentions: Iterable[Mention]) -> Iterator[Fault]:
    for one in mentions:
        goal = site.goal(one.address, one.base)
        if goal and (code := wrong(site, goal, name)):
            page = site.goal(one.item, site.address_of(name)) if one.item else None
            yield Fault(code, name, one.line, one.address, goal, one.words, page.name if page else "")
