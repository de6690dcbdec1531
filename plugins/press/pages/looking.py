"""Looking into files: what each leads to, what of that is counted, and what of it leads nowhere good."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from press.pages.faults import Mention, is_page, is_read, wrong
from press.pages.readings import Reading, Readings
from press.pages.site import Goal, Site

Led = list[tuple[str, Goal]]  # the addresses of a file that lead into the site, each with its goal

_DIGEST: Final = 32  # digits
_SOURCE: Final = "s"
_DRAFT: Final = "d"


@dataclass(frozen=True, slots=True)
class Look:
    """A look into the files of a site, of which ``sources`` are the pages that come from one source."""

    site: Site
    readings: Readings
    sources: Container[str]

    def token(self, name: str) -> str:
        """What counts of a file: its bytes where it may have links, and what it is."""
        of_bytes = self.readings.digest_of(name) if is_read(name) else ""
        return f"{of_bytes:{_DIGEST}}{_SOURCE if name in self.sources else ''}{_DRAFT if name in self.site.drafts else ''}"

    def led(self, name: str, reading: Reading) -> Led:
        """What a file leads to."""
        links = self.readings.links(name, reading)
        return [(address, goal) for address, base in links if (goal := self.site.goal(address, base))]

    def is_wrong(self, name: str, led: Led) -> bool:
        """Whether something that a file leads to is nowhere good."""
        return any(wrong(self.site, goal, name) for _, goal in led)

    def wrong_in(self, name: str) -> tuple[Mention, ...]:
        """What a file mentions that leads nowhere good, read with its lines."""
        return self.still_wrong(name, self.readings.mentions(name))

    def still_wrong(self, name: str, mentions: Iterable[Mention]) -> tuple[Mention, ...]:
        """Those of what a file mentions that lead nowhere good."""
        goals = ((one, self.site.goal(one.address, one.base)) for one in mentions)
        return tuple(one for one, goal in goals if goal and wrong(self.site, goal, name))


def digest_in(token: str) -> str:
    """The digest in a token; empty where the file has no links."""
    return token[:_DIGEST].strip()


def is_source(token: str) -> bool:
    """Whether a file with this token comes from one source."""
    return _SOURCE in token[_DIGEST:]


def is_draft(token: str) -> bool:
    """Whether a file with this token is a draft."""
    return _DRAFT in token[_DIGEST:]


def counted(name: str, led: Led, ids: Mapping[str, frozenset[str]], *, of_source: bool) -> set[tuple[str, str]]:
    """What is counted of a file: the paths and places that it leads to beside itself.

    Of the page of a source also the addresses that lead to places on it, of all pages whose places are ``ids``.
    """
    found = {(goal.path, goal.fragment) for _, goal in led if goal.path != name}
    if of_source and is_page(name):
        found |= {(local(address), "") for address, goal in led if address.startswith("#") and _is_there(goal, name, ids)}
    return found


def local(address: str) -> str:
    """The path under which addresses are counted that lead to their own page. No path within the site begins with a slash."""
    return f"/{address}"


def _is_there(goal: Goal, name: str, ids: Mapping[str, frozenset[str]]) -> bool:
    # What a path leads to may have changed since the page was counted, but for that of the page itself.
    places = ids.get(name if goal.path == name else goal.name, frozenset())
    return bool(goal.fragment) and (goal.fragment in places or unquote(goal.fragment) in places)
