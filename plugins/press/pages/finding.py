"""Finding: which files have links that lead nowhere good, told from what an earlier build has found where that can be."""

from __future__ import annotations

from collections.abc import Container

from press.pages.changes import faulty_by_changes
from press.pages.faults import is_page, is_read
from press.pages.known import Known
from press.pages.leads import Leads, LostError
from press.pages.looking import Look, counted, local
from press.pages.readings import Readings
from press.pages.site import Goal, Site
from press.pages.state import Faulty, State
from press.store import digest


def faulty_files(site: Site, readings: Readings, sources: Container[str], known: Known | None) -> Faulty:
    """The files that have links which lead nowhere good, each with these in their order.

    ``sources`` are the pages that come from one source. ``site`` knows afterwards the places on every page that faults lead to,
    and whether a text leads to its own page by an address.
    """
    look = Look(site, readings, sources)
    if known is None:
        return _faulty_of_all(look, Leads(None))[0]
    key = digest(known.site, site.host, site.root, *sorted(site.also))
    tokens = {name: look.token(name) for name in sorted(site.names)}
    before = State.recalled(known, key)
    try:
        if before is None:
            raise LostError
        leads = Leads(known.store, before.leads)
        found, has_bases = faulty_by_changes(look, before, tokens, leads), False
    except LostError:
        leads = Leads(known.store)
        found, has_bases = _faulty_of_all(look, leads)
    if not has_bases:  # what such a page leads to is not told by its bytes alone
        State(tokens, leads.keep(), found).keep(known, key)
    return found


def _faulty_of_all(look: Look, leads: Leads) -> tuple[Faulty, bool]:
    """The faulty files, and whether a page says what its links start from. ``leads`` has then all that files lead to."""
    site = look.site
    site.ids = ids = dict[str, frozenset[str]]()
    site.is_local = lambda address: bool(leads.places(local(address)))
    has_bases = False
    suspected: set[str] = set()
    later: list[tuple[str, Goal]] = []  # places on pages that are not read yet
    names = sorted(filter(is_read, site.names), key=lambda name: (not is_page(name), name))
    for name, reading in look.readings.of(names):
        if is_page(name):
            ids[name] = reading.ids
        has_bases |= reading.has_base
        led = look.led(name, reading)
        leads.change(counted(name, led, ids, of_source=name in look.sources), 1)
        if look.is_wrong(name, led):
            suspected.add(name)
        later += ((name, goal) for _, goal in led if goal.fragment and goal.name not in ids and is_page(goal.name))
    suspected |= {name for name, goal in later if not site.has(goal.fragment, goal.name)}
    return {name: look.wrong_in(name) for name in sorted(suspected)}, has_bases
