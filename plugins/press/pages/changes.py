"""Changes: which files have links that lead nowhere good, told from what is new in a site and what that may have broken."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from urllib.parse import unquote

from press.pages.faults import is_page, is_read, wrong
from press.pages.leads import Leads, LostError
from press.pages.looking import Look, counted, digest_in, is_draft, is_source, local
from press.pages.readings import Reading
from press.pages.site import paths_to
from press.pages.state import Faulty, State


def faulty_by_changes(look: Look, before: State, tokens: Mapping[str, str], leads: Leads) -> Faulty:
    """The faulty files, of which only those are read whose tokens are not as ``before``.

    Others are looked into where something is gone, or has become a draft, that some file leads to. ``leads`` has then what all files
    lead to now.

    Raises LostError: too much has changed, or what was known before is lost.
    """
    fresh = {name for name, token in tokens.items() if before.tokens.get(name) != token}
    gone = before.tokens.keys() - tokens.keys()
    if 2 * (len(fresh) + len(gone)) > len(tokens):
        raise LostError
    then = _then(look, before, [name for name in (*fresh, *gone) if name in before.tokens and is_read(name)])
    now = dict(look.readings.of(sorted(filter(is_read, fresh))))
    if any(reading.has_base for reading in now.values()):
        raise LostError
    site = look.site
    site.ids = _Ids(look, {name: reading.ids for name, reading in now.items() if is_page(name)})
    site.is_local = lambda address: bool(leads.places(local(address)))
    for name in then.keys() | now.keys():
        less = _counted(look, name, then.get(name), before.tokens.get(name, ""))
        more = _counted(look, name, now.get(name), tokens.get(name, ""))
        leads.change(less - more, -1)
        leads.change(more - less, 1)
    others = {name: one for name, one in before.faulty.items() if name in tokens and name not in fresh}
    found = {name: look.still_wrong(name, mentions) for name, mentions in others.items()}
    found |= {name: look.wrong_in(name) for name, reading in now.items() if look.is_wrong(name, look.led(name, reading))}
    doubtful = {*_of_names(before, tokens, fresh | gone, leads), *_of_places(then, now, leads)}
    broken = {(path, place) for path, place in doubtful if wrong(site, site.standing_at(path, place), "")}
    found |= {name: look.wrong_in(name) for name in _leading_to(look, broken, (name for name in tokens if name not in now))}
    return {name: mentions for name, mentions in sorted(found.items()) if mentions}


def _then(look: Look, before: State, names: Collection[str]) -> dict[str, Reading]:
    """What counted of files before. Raises LostError."""
    found = look.readings.recalled({name: digest_in(before.tokens[name]) for name in names})
    if len(found) < len(names):
        raise LostError
    return found


def _counted(look: Look, name: str, reading: Reading | None, token: str) -> set[tuple[str, str]]:
    return counted(name, look.led(name, reading), {name: reading.ids}, of_source=is_source(token)) if reading else set()


def _of_names(before: State, tokens: Mapping[str, str], changed: Iterable[str], leads: Leads) -> Iterator[tuple[str, str]]:
    """What files lead to where a file has come or gone, or become a draft."""
    for name in changed:
        if name not in tokens or name not in before.tokens or is_draft(tokens[name]) != is_draft(before.tokens[name]):
            yield from ((path, place) for path in paths_to(name) for place in leads.places(path))


def _of_places(then: Mapping[str, Reading], now: Mapping[str, Reading], leads: Leads) -> Iterator[tuple[str, str]]:
    """What files lead to where a page has lost a place."""
    for name in then.keys() & now.keys():
        if lost := then[name].ids - now[name].ids:
            places = ((path, place) for path in paths_to(name) for place in leads.places(path))
            yield from ((path, place) for path, place in places if place in lost or unquote(place) in lost)


def _leading_to(look: Look, broken: Container[tuple[str, str]], names: Iterable[str]) -> Iterator[str]:
    """The files that lead to something of this; they are read where there is something."""
    for name, reading in look.readings.of(filter(is_read, names)) if broken else ():
        if any((goal.path, goal.fragment) in broken for _, goal in look.led(name, reading)):
            yield name


class _Ids(Mapping[str, frozenset[str]]):
    """The places on the pages of a site, each read when it is asked for."""

    def __init__(self, look: Look, known: dict[str, frozenset[str]]) -> None:
        self._look = look
        self._known = known

    def __getitem__(self, name: str) -> frozenset[str]:
        if name not in self._known:
            if not is_page(name) or name not in self._look.site.names:
                raise KeyError(name)
            self._known[name] = next(reading for _, reading in self._look.readings.of([name])).ids
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return filter(is_page, self._look.site.names)

    def __len__(self) -> int:
        return sum(1 for _ in self)
