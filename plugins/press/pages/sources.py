"""Sources: where an address of a page is written in the text that the page was made from."""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import TypeVar
from urllib.parse import unquote

from manuscript.source import MARKDOWN, parse
from press.pages.faults import Fault
from press.pages.site import Goal, Site


@dataclass(frozen=True, slots=True)
class PageSource:
    """What a page was made from: ``path`` as problems name it, ``text`` as the file has it."""

    path: str
    text: str


class PageSources(Mapping[str, PageSource]):
    """What pages were made from: ``paths`` of sources by the names of the pages, each ``read`` when it is asked for."""

    def __init__(self, paths: Mapping[str, str], read: Callable[[str], str]) -> None:
        self._paths = paths
        self._read = read
        self._known: dict[str, PageSource] = {}

    def __getitem__(self, name: str) -> PageSource:
        if name not in self._known:
            self._known[name] = PageSource(self._paths[name], self._read(self._paths[name]))
        return self._known[name]

    def __contains__(self, name: object) -> bool:
        return name in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


class Written:
    """The addresses that a source has, and their places."""

    def __init__(self, source: PageSource) -> None:
        self.source = source
        self._by_goal: dict[str, dict[tuple[str, str], list[int]]] = {}
        self._sought = 0

    @cached_property
    def text(self) -> str:
        """The text; of Markdown without code, which is shown and leads nowhere."""
        text = self.source.text
        if not self.source.path.lower().endswith(MARKDOWN):
            return text
        source = parse(text, self.source.path)
        return text[: len(text) - len(source.body)] + source.without_code()

    @cached_property
    def tokens(self) -> tuple[_Token, ...]:
        """Every address, in order."""
        found = {match.start(): match[0] for match in _WRITTEN.finditer(self.text)}
        for match in _SPACED.finditer(self.text):
            kind = match.lastgroup or 0
            if len(found.get(match.start(kind), "")) < len(match[kind].strip()) < 2000:
                found[match.start(kind)] = match[kind]
        return tuple(_token(found[place], place) for place in sorted(found))

    @cached_property
    def _ends(self) -> tuple[int, ...]:
        return tuple(match.start() for match in re.finditer("\n", self.text))

    def line_and_column(self, place: int) -> tuple[int, int]:
        """Where the character at an offset stands; both from 1."""
        before = bisect_left(self._ends, place)
        return before + 1, place - (self._ends[before - 1] if before else -1)

    def as_written(self, address: str) -> list[int]:
        """Where an address is written just so (references of HTML and encoded characters resolved)."""
        return self._by_written.get(_token(address, 0).written, [])

    @cached_property
    def _by_written(self) -> dict[str, list[int]]:
        return _places((token.written, token.place) for token in self.tokens)

    def otherwise(self, fault: Fault, site: Site) -> tuple[int, ...]:
        """Where it is written otherwise, or what it was made from.

        What Pelican makes an address of that name from may lead to another folder, and to this place nowhere.
        """
        made, leading = self._made_into(fault), self._leading_there(fault, site)
        if fault.code == "broken-anchor":
            return (*leading, *made) or tuple(self._made_by_fragment.get(unquote(fault.goal.fragment), ()))
        return tuple(leading or made)

    def _made_into(self, fault: Fault) -> list[int]:
        """What Pelican makes an address of that name and fragment from."""
        return self._made_by_name.get((stem(fault.goal.path), unquote(fault.goal.fragment)), [])

    @cached_property
    def _made_by_name(self) -> dict[tuple[str, str], list[int]]:
        made = [token for token in self.tokens if token.intrasite]
        names = ((name, token) for token in made for name in dict.fromkeys((stem(token.path), _slug(stem(token.path)))))
        return _places(((name, token.fragment), token.place) for name, token in names)

    def _leading_there(self, fault: Fault, site: Site) -> list[int]:
        """Addresses that are written in another way, and lead to the same."""
        if fault.text_page not in self._by_goal:
            base = site.address_of(fault.text_page)
            goals = ((site.goal(token.written, base), token) for token in self.tokens if not token.intrasite)
            self._by_goal[fault.text_page] = _places((_decoded(goal), token.place) for goal, token in goals if goal)
        return self._by_goal[fault.text_page].get(_decoded(fault.goal), [])

    @cached_property
    def _made_by_fragment(self) -> dict[str, list[int]]:
        return _places((token.fragment, token.place) for token in self.tokens if token.intrasite)

    def among_words(self, address: str) -> tuple[int, ...]:
        """Where an address stands in the words: a plugin may make links of its own. Looked for a hundred times at most."""
        self._sought += 1
        if self._sought > 100 or len(address) < 4 or address.isalnum():
            return ()
        match = re.search(rf"(?<![\w./-]){re.escape(address)}(?![\w/-])", self.text)
        return (match.start(),) if match else ()


def stem(path: str) -> str:
    """The last name of a path; of a page and of a source without its ending, and of an index the folder's."""
    name = PurePosixPath(path.removesuffix("index.html").rstrip("/") or "index.html")
    return name.stem if name.suffix.lower() in (".html", ".htm", ".rst", *MARKDOWN) else name.name


_Key = TypeVar("_Key")

# An address in Markdown, reStructuredText or HTML; then one with spaces in it or around it.
_WRITTEN = re.compile(
    r"""(?:(?<=[(<"'=])|(?<=[:,]\s))[^\s()<>"'\[\],]++(?:\([^\s()<>"']*+\)[^\s()<>"'\[\],]*+|,(?=\S)[^\s()<>"'\[\],]*+)*+"""
)
_SPACED = re.compile(r"""(?<=\]\()\s*+(?P<round>[^()<>"'\n]++)|<(?P<angle>[^<>\n]++)>|"(?P<double>[^"\n]++)"|'(?P<single>[^'\n]++)'""")
# Pelican's own words for what it makes an address from.
_INTRASITE = re.compile(r"[{|](?:filename|static|attach|tag|category|author|index)[|}]")


@dataclass(frozen=True, slots=True)
class _Token:
    """An address that a source has: its path without a leading slash, its fragment; whether Pelican makes it; and its offset."""

    written: str
    path: str
    fragment: str
    intrasite: bool
    place: int


def _places(pairs: Iterable[tuple[_Key, int]]) -> dict[_Key, list[int]]:
    found: dict[_Key, list[int]] = {}
    for key, place in pairs:
        found.setdefault(key, []).append(place)
    return found


def _decoded(goal: Goal) -> tuple[str, str]:
    return goal.path, unquote(goal.fragment)


def _token(written: str, place: int) -> _Token:
    plain = html.unescape(written.strip())
    made = _INTRASITE.match(plain)
    path, _, fragment = plain[made.end() if made else 0 :].partition("#")
    return _Token(unquote(plain), unquote(path.partition("?")[0]).strip("/"), unquote(fragment), made is not None, place)


def _slug(name: str) -> str:
    return re.sub(r"[\W_]+", "-", name.lower()).strip("-")
