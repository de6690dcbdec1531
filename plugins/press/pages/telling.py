"""Faults as problems, each where it can be mended."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property

from manuscript.problems import Problem
from press.pages.faults import Fault
from press.pages.near import Near
from press.pages.site import SCHEME, Goal, Site
from press.pages.sources import PageSource, Written


class Telling:
    """Faults as problems, each where it can be mended."""

    def __init__(self, site: Site, sources: Mapping[str, PageSource]) -> None:
        self._site = site
        self._sources = sources
        self._known: dict[str, Written] = {}
        self._sought: dict[tuple[str, str, str | Goal], bool] = {}  # whether what was looked for was found

    @cached_property
    def _near(self) -> Near:
        return Near(self._site)

    def _written_in(self, source: PageSource) -> Written:
        if source.path not in self._known:
            self._known[source.path] = Written(source)
        return self._known[source.path]

    def problems(self, faults: Iterable[Fault]) -> Iterator[Problem]:
        """The problems that the faults are, each place once."""
        told: dict[tuple[str, int, str], Problem] = {}
        elsewhere: dict[tuple[str, str, str], list[Fault]] = {}
        written: set[tuple[str, str, str]] = set()
        for fault in faults:
            if self._is_in_its_source(fault, told):
                written.add(_kind(fault))
            else:
                elsewhere.setdefault(_kind(fault), []).append(fault)
        yield from told.values()
        for kind, same in elsewhere.items():
            # A list of texts shows what is told already; a page of its own does not.
            kept = [fault for fault in same if kind not in written or fault.page in self._sources]
            kept = [fault for fault in kept if not self._is_excerpt(fault)]
            if kept:
                yield self._once(kept)

    def _is_in_its_source(self, fault: Fault, told: dict[tuple[str, int, str], Problem]) -> bool:
        """Whether the source of a text has the address of a fault; then it is told there, wherever it stands."""
        source = self._sources.get(fault.text_page)
        if source is None:
            return False
        key = (fault.text_page, fault.code, fault.address)
        if key not in self._sought:
            just_so, others = self._places(fault, self._written_in(source))
            for place in (*others, *just_so):  # the form in which it stands there is told last, and stays
                told[source.path, place, fault.code] = self._in_source(fault, source, place)
            self._sought[key] = bool(just_so or others or self._sought.get((fault.text_page, fault.code, fault.goal)))
        return self._sought[key]

    def _places(self, fault: Fault, written: Written) -> tuple[Collection[int], Collection[int]]:
        """Where the address of a fault is written just so, and (once for all that lead to the same) where it is otherwise."""
        just_so, goal = written.as_written(fault.address), (fault.text_page, fault.code, fault.goal)
        others: tuple[int, ...] = ()
        if goal not in self._sought:
            others = written.otherwise(fault, self._site)
            self._sought[goal] = bool(others)
        if not just_so and not self._sought[goal]:
            others = written.among_words(fault.address)
        return just_so, others

    def _in_source(self, fault: Fault, source: PageSource, place: int) -> Problem:
        return self._problem(fault, source.path, *self._written_in(source).line_and_column(place))

    def _is_excerpt(self, fault: Fault) -> bool:
        """Whether a text is quoted without the place on its own page that it leads to, such as a footnote."""
        return fault.address.startswith("#") and fault.page not in self._sources and self._site.is_local(fault.address)

    def _once(self, faults: list[Fault]) -> Problem:
        """One fault that stands on several pages and in the source of none, on the first of them."""
        first = min(faults, key=lambda fault: (fault.page, fault.line))
        pages = len({fault.page for fault in faults}) - 1
        if not pages and first.page not in self._sources and first.address[:1] not in ("/", "#") and not SCHEME.match(first.address):
            for written in map(self._written_in, self._sources.values()):
                if found := written.as_written(first.address):
                    place = written.line_and_column(found[0])
                    return self._problem(first, written.source.path, *place, on=f" on {first.page}, which shows this text,")
        return self._problem(first, first.page, first.line, 0, more=pages)

    def _problem(self, fault: Fault, path: str, line: int, column: int, *, more: int = 0, on: str = "") -> Problem:
        where = f' in the item "{fault.item}" of {fault.page}' if fault.item and path == fault.page else on
        further = f"; so on {more} further {'page' if more == 1 else 'pages'}" if more else ""
        message, remedy = self._words(fault)
        return Problem(path, line, column, fault.code, f"{fault.address}{where} {message}{further}", remedy)

    def _words(self, fault: Fault) -> tuple[str, str]:
        goal, page = fault.goal, fault.text_page or fault.page
        if fault.code == "link-to-draft":
            return "leads to a draft", "Publish it, or take the link out"
        if fault.code == "broken-anchor":
            where = "this page" if goal.name == page else self._site.address_of(goal.name)
            return f"leads to a place that {where} does not have", self._near.place(goal) or "Correct what stands after #"
        shown = self._site.address_of(goal.path)
        leads = "leads to nothing" if shown == fault.address else f"leads to {shown}, which does not exist"
        return leads, self._near.file(fault) or "Correct the address, or take the link out"


def _kind(fault: Fault) -> tuple[str, str, str]:
    """What faults have in common that are one and the same on several pages."""
    here = fault.address.startswith("#")
    return fault.code, "" if here else fault.goal.path, fault.goal.fragment if fault.code == "broken-anchor" else ""
