"""Checks on the record: that no id changes, no day moves, no two things are one, and no published address vanishes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher

from editorial import urls
from editorial.desk import PUBLICATIONS, Desk, Manuscript
from editorial.record.blocks import Block, Change
from editorial.record.matching import Item, Matching
from editorial.values import Moment, day
from editorial.wording import titled
from manuscript.problems import Problem
from manuscript.source import Source

PATH = f"content/data/{PUBLICATIONS}"
_COMMAND = "python3 tasks.py record"
# When more than these, and more than half of what is on record, are gone, it is told once.
_MANY = 3
# So many pairs of titles are compared at most.
_MOST_COMPARED = 10_000


def check(desk: Desk, found: Matching, authority: str, told: Iterable[Problem] = ()) -> tuple[Problem, ...]:
    """Every way in which what would be published breaks a promise of the record.

    ``told`` are the problems that are known: what is missing for their sake is not named as missing.
    """
    if PUBLICATIONS in desk.unread or any(problem.path == PATH for problem in desk.problems):
        return ()
    sources = {manuscript.source.path.partition("/")[2]: manuscript.source for manuscript in (*desk.manuscripts, *desk.versions)}
    vanished = tuple(_vanished(desk, found, told))
    of_another_site = any(not problem.line for problem in vanished)  # then it is no matter who minted its ids
    problems = [*vanished, *(() if of_another_site else _authority(desk, authority)), *_addresses(found, sources)]
    problems += [*_words_elsewhere(found, sources), *_ids(found, sources), *_dates(found, sources), *_silent(found, sources)]
    return tuple(sorted(set(problems)))


def _authority(desk: Desk, authority: str) -> Iterator[Problem]:
    known = desk.record.authority
    if known and authority and authority != known:
        message = f'EDITORIAL_AUTHORITY is "{authority}", and ids were minted by "{known}"'
        yield Problem(
            "pelicanconf.py", 0, 0, "id-changed", message, f'Write EDITORIAL_AUTHORITY = "{known}", also after a change of domain'
        )


def _vanished(desk: Desk, found: Matching, told: Iterable[Problem]) -> Iterator[Problem]:
    """The published addresses at which nothing would stand, but for those whose sources have problems of their own."""
    gone = list(_gone(found, frozenset(problem.path.partition("/")[2] for problem in told if problem.level == "error")))
    if len(gone) > max(_MANY, len(found.blocks)):
        message = f"{len(gone)} of the {len(desk.record.blocks)} addresses on record were published, and nothing stands there now"
        remedy = f"Put their sources back; or delete {PATH}, if this is a new site: nothing of it has been published yet"
        yield Problem(PATH, 0, 0, "address-vanished", message, remedy)
        return
    fresh = [item for item in found.items if item.address not in found.blocks and item.source]
    if len(fresh) * len(gone) > _MOST_COMPARED:
        fresh = []
    there, published = {item.address: item for item in found.items}, {item.source for item in found.items}
    by_source = {one.source.path.partition("/")[2]: one for one in desk.manuscripts}
    unpublished = {source: one for source, one in by_source.items() if source not in published}
    for block in gone:
        if other := there.get(block.address):
            why = f"{_named(other)} stands there now, which is another"
            remedy = f"Give that another Slug, or let go of what was there: {_COMMAND} --forget /{block.address}"
        else:
            why, remedy = _what_became(block, unpublished.get(block.source), fresh)
        message = f"/{block.address} was published, and {why}"
        yield Problem(PATH, block.line, 0, "address-vanished", message, remedy)


def _gone(found: Matching, faulty: frozenset[str]) -> Iterator[Block]:
    """The blocks at whose address something has to stand, and does not, if not for the sake of a source with problems of its own."""
    said = {address for item in found.items for address in item.was}
    for block in found.missing:
        is_kept = block.withdrawn or block.kind == "shared" or block.address in said
        if not is_kept and block.source not in faulty and (block.source or not faulty):
            yield block


def _what_became(block: Block, source: Manuscript | None, fresh: Iterable[Item]) -> tuple[str, str]:
    """Why nothing stands at the address of a block, in words, and what to do; ``source`` is its own, where that is not published."""
    withdraw = f'{_COMMAND} --withdraw /{block.address} --because "A sentence for readers."'
    if source is not None and source.kind in ("post", "paper", "page", "list"):
        status = source.header.status
        why = f"its status is {status} now" if status != "published" else "it is held back now by its date"
        return f"{block.source} is not ({why})", f"Publish it, or take it out with a word to its readers: {withdraw}"
    if near := _nearest(block, fresh) if block.kind != "version" else None:  # nobody writes into the header of what is frozen
        what = f"nothing stands there now; content/{near.source} is new"
        return what, f"If that is the same text, write Redirect-from: /{block.address} into its header; if not: {withdraw}"
    if block.source and block.kind != "version":
        return "nothing stands there now", f"Put {block.source} back, or write Redirect-from: into what replaces it, or {withdraw}"
    return "nothing stands there now", f"If it was renamed, {_COMMAND} --moved /{block.address} --to /new/address/; if not, {withdraw}"


def _nearest(block: Block, fresh: Iterable[Item]) -> Item | None:
    """The new item of its kind that is most like what a block was, by title and day, if one is like it."""
    near = [(_likeness(block, item), item.address, item) for item in fresh if item.realm == block.realm]
    best = max(near, default=None, key=lambda one: one[:2])
    return best[2] if best and best[0] >= 0.6 else None


def _likeness(block: Block, item: Item) -> float:
    alike = SequenceMatcher(None, block.title.casefold(), item.title.casefold()).ratio()
    return alike + (0.3 if item.published and block.published and day(item.published) == day(block.published) else 0.0)


def _addresses(found: Matching, sources: Mapping[str, Source]) -> Iterator[Problem]:
    """Addresses that would be two things: what stands there now, and what stood there before."""
    there = {urls.place_of(item.address): item for item in found.items}
    holders = dict(there)
    for item in found.items:  # what is on record goes before what is said now
        if block := found.blocks.get(item.address):
            for address in block.addresses:
                holders.setdefault(urls.place_of(address), item)
    for item in found.items:
        for address in found.identities[item.address].former:
            holder = holders.setdefault(urls.place_of(address), item)
            if urls.is_own(address):
                yield _misled(item, address, "an address of the site itself", sources)
            elif holder is not item and address in item.was:
                what = "the address" if there.get(urls.place_of(address)) is holder else "a former address"
                yield _misled(item, address, f"{what} of {_named(holder)}", sources)
            elif there.get(urls.place_of(address)) is item:
                yield _misled(item, address, "its own address, but for upper and lower case", sources)
            elif holder is not item:
                message = f"/{address} leads to {_named(item)}, which stood there before, and would be {_named(holder)}"
                remedy = "Give it another Slug: links of years would lead to another text"
                yield _at(holder, sources, "Slug", "address-taken", message, remedy)
    for block in found.missing:
        for address in block.addresses:
            other = holders.get(urls.place_of(address))
            if other and address in other.was:
                yield _taken_in(other, address, block, sources)
            elif other and block.withdrawn:
                message = f'/{address} was the address of "{block.title}", which was withdrawn'
                same = f"Give it another Slug; if it is the same text, write Id: {block.id}" if other.source else "Take it out of the data"
                remedy = f"{same}; or let go of what was there: {_COMMAND} --forget /{block.address}"
                yield _at(other, sources, "Slug", "address-taken", message, remedy)


def _misled(item: Item, address: str, what: str, sources: Mapping[str, Source]) -> Problem:
    message = f"/{address} is {what}"
    return _at(item, sources, "Redirect-from", "bad-redirect", message, "Name an address at which nothing stands")


def _taken_in(item: Item, address: str, block: Block, sources: Mapping[str, Source]) -> Problem:
    """A former address of what is another on record, whose other addresses would lead nowhere."""
    others = ", ".join(f"/{one}" for one in block.addresses if one not in item.was)
    message = f"/{address} is on record as an address of {titled(block.title)}{', which was withdrawn' if block.withdrawn else ''}"
    remedy = f"If that has become part of this, {f'name {others} here too, and ' if others else ''}{_COMMAND} --forget /{block.address}"
    return _at(item, sources, "Redirect-from", "bad-redirect", message, remedy)


def _named(item: Item) -> str:
    return f"content/{item.source}" if item.source else f"/{item.address}"


def _at(item: Item, sources: Mapping[str, Source], key: str, code: str, message: str, remedy: str) -> Problem:
    """A problem at the source of an item, or at the record, where it has none."""
    source = sources.get(item.source)
    return source.problem(key, code, message, remedy=remedy) if source else Problem(PATH, 0, 0, code, message, remedy)


def _ids(found: Matching, sources: Mapping[str, Source]) -> Iterator[Problem]:
    """Ids that would change, and ids that two things would have."""
    said = Counter(item.id for item in found.items if item.id)
    for item in found.items:
        block, id_ = found.blocks.get(item.address), found.identities[item.address].id
        if item.id and said[item.id] > 1:
            message = f"{item.id} is the Id of {said[item.id]} texts"
            yield _at(item, sources, "Id", "id-twice", message, "Keep it with the text that was published under it")
        elif item.id and block and item.id != block.id:
            message = f"the Id would change: this was published as {block.id}"
            yield _at(item, sources, "Id", "id-changed", message, "Take the line out: subscribers would see an old text as a new one")
        elif item.id and id_ != item.id:
            message = f"{item.id} is the Id of another text on record"
            yield _at(item, sources, "Id", "id-twice", message, "Take the line out")


def _words_elsewhere(found: Matching, sources: Mapping[str, Source]) -> Iterator[Problem]:
    """New texts at the file and address of another, whose words stand in a new place, word for word."""
    fresh = {(item.realm, item.digest): item for item in found.items if item.address not in found.blocks and item.digest}
    for item in found.items:
        block = found.blocks.get(item.address)
        other = fresh.get((item.realm, block.digest)) if block and item.digest != block.digest else None
        if other and block and block.title == other.title:
            message = f"/{block.address} was {titled(block.title)}, whose words are those of {_named(other)} now"
            remedy = "Give this one another Slug and another file, and the other its own back"
            yield _at(item, sources, "Slug", "address-taken", message, remedy)


def _dates(found: Matching, sources: Mapping[str, Source]) -> Iterator[Problem]:
    """Days that were told to readers and would be others."""
    for item in found.items:
        block = found.blocks.get(item.address)
        if block is None:
            continue
        first = block.published
        if item.published and first and day(item.published) != day(first) and item.published != first:
            message = f"it was published on {day(first)}, and would be of {day(item.published)}"
            remedy = (
                f"Write Date: {_written(first)}; a later change has its day in Modified:, and is told in Changes:. "
                f"If the day on record is wrong: {_COMMAND} --redate /{block.address}"
            )
            yield _at(item, sources, "Date", "date-moved", message, remedy)
        if item.modified and block.changes and day(item.modified) < day(block.changes[-1].date):
            last = block.changes[-1]
            message = f"it was changed on {day(last.date)} (“{last.says}”), and the day of its last change would be {day(item.modified)}"
            remedy = f"Write Modified: {_written(last.date)}. If the day on record is wrong: {_COMMAND} --redate /{block.address}"
            yield _at(item, sources, "Modified", "date-moved", message, remedy)


def _written(when: Moment) -> str:
    return when.isoformat()


def _silent(found: Matching, sources: Mapping[str, Source]) -> Iterator[Problem]:
    """Changes of which readers are told by half: a day without what it changed, an old sentence for a new day, new words in a paper."""
    for item in found.items:
        if item.kind == "version":  # it is as it was frozen
            continue
        block = found.blocks.get(item.address)
        known = block.changes if block else ()
        is_new = _is_new(item, known)
        if block and is_new and not item.changes and found.identities[item.address].changes == known:
            message = "it was modified, and nobody is told what changed: feeds do not show it as changed"
            remedy = "Say it in a line Changes:, or take Modified: out, if it was a mere slip of the pen"
            yield _at(item, sources, "Modified", "untold-change", message, remedy)
        elif is_new and known and item.changes == known[-1].says and item.modified and day(item.modified) > day(known[-1].date):
            message = f"Changes: says what it said of {day(known[-1].date)}"
            yield _at(item, sources, "Changes", "untold-change", message, "Say what changed this time")
        elif item.changes and not item.modified and item.version == 1:  # a later version must have its day anyhow
            message = "Changes: has no day, so nobody is told of it"
            yield _at(item, sources, "Changes", "untold-change", message, "Add a line Modified:, the day on which it was changed")
        if item.kind == "paper" and block and not is_new and block.digest != item.digest and block.version == item.version:
            message = f"version {item.version} was published with other words, and readers are not told of a change"
            remedy = "If it is more than a slip of the pen: python3 tasks.py release-paper begins a new version, and keeps this one"
            yield _at(item, sources, "Version", "untold-change", message, remedy)


def _is_new(item: Item, known: Iterable[Change]) -> bool:
    """Whether the header tells of a change that is not on record."""
    return item.modified is not None and item.modified != item.published and day(item.modified) not in {day(one.date) for one in known}
