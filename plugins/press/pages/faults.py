"""Links of pages that lead nowhere good."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from press.pages.reading import bytes_of, read_html
from press.pages.site import Goal, Site


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


def in_pages(site: Site, staged: Path, sources: Collection[str]) -> Iterator[Fault]:
    """The faults of all pages, ``sources`` of which come from one source.

    Links to places on pages that are not read yet are kept until they are.
    """
    pages = sorted(name for name in site.names if name.lower().endswith((".html", ".htm")))
    waiting: list[Fault] = []
    for name in pages:
        read = read_html(bytes_of(staged / name))
        site.ids[name] = frozenset(read.ids)
        here = site.address_of(name)
        base = site.path(read.base, here) if read.base else here
        for address, line in read.links:
            goal = site.goal(address, base)
            if goal is None:
                continue
            if code := wrong(site, goal, name):
                yield Fault(code, name, line, address, goal, text_page=name)
            elif goal.fragment and goal.name not in site.ids:
                waiting.append(Fault("broken-anchor", name, line, address, goal, text_page=name))
            elif goal.fragment and not site.has(goal.fragment, goal.name):
                yield Fault("broken-anchor", name, line, address, goal, text_page=name)
            elif goal.fragment and name in sources and address.startswith("#"):
                site.local.add(address)
    yield from (fault for fault in waiting if not site.has(fault.goal.fragment, fault.goal.name))


def wrong(site: Site, goal: Goal, page: str) -> str:
    """The code of what is wrong with a link from a page apart from its fragment, or nothing."""
    if not goal.name:
        return "broken-link"
    return "link-to-draft" if goal.name in site.drafts and page not in site.drafts else ""
