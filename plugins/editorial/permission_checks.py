"""Checks on permissions: whatever is reproduced of another holder is allowed, by whom, to whom, today, and as far as it goes."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import Final

from editorial import front_matter, permissions, prose, reproductions
from editorial.desk import PEOPLE, PERMISSIONS, Desk, Manuscript
from editorial.model import Group
from editorial.permissions import Permission
from manuscript.problems import Problem, did_you_mean


def permissions_name_what_there_is(desk: Desk, today: datetime.date) -> Iterator[Problem]:
    """A permission is for a paper, by and to people, that there are; and it was given by today."""
    people, groups = desk.people.people, desk.people.groups
    for one in desk.permissions.values():
        if one.what not in desk.papers:
            remedy = did_you_mean(one.what, desk.papers) or "Name a paper in content/papers/ by its slug, or take the permission out"
            yield _at(one, "permission-idle", f'permission "{one.id}" is for "{one.what}", and there is no such paper', remedy)
        for id_ in one.to if PEOPLE not in desk.unread else ():
            if id_ != permissions.SITE and id_ not in people:
                remedy = did_you_mean(id_, (*people, permissions.SITE)) or f'Name people by their ids, or "{permissions.SITE}"'
                yield _at(one, "bad-data", f'permission "{one.id}" is given to "{id_}", who is not in content/data/{PEOPLE}', remedy)
        if one.granted_by in one.to:
            message = f'permission "{one.id}" is given by "{one.granted_by}" to themselves'
            yield _at(one, "bad-data", message, "Say who holds the rights")
        elif one.granted_by not in people and one.granted_by not in groups and (near := did_you_mean(one.granted_by, (*groups, *people))):
            yield _at(one, "bad-data", f'permission "{one.id}" is granted by "{one.granted_by}", who is not in content/data/{PEOPLE}', near)
        if one.date > today:
            message = f'permission "{one.id}" is given on {one.date}, which is after today'
            yield _at(one, "future-date", message, "Correct the date")


def _at(one: Permission, code: str, message: str, remedy: str) -> Problem:
    return Problem(f"content/data/{PERMISSIONS}", one.line, 0, code, message, remedy)


def what_is_reproduced_is_allowed(desk: Desk, today: datetime.date) -> Iterator[Problem]:
    """Each article that a post carries, and each that lives elsewhere and has a page here, is allowed by a permission of the header."""
    if {PEOPLE, PERMISSIONS} & desk.unread:
        return
    faulty = desk.named_in_faults(PERMISSIONS)
    for text in desk.texts():
        if text.header.status in ("draft", "held"):
            continue
        named = text.header.permission
        for id_ in named:
            if id_ not in desk.permissions and id_ not in faulty and id_ != permissions.OWN:
                remedy = did_you_mean(id_, (*desk.permissions, permissions.OWN)) or "Add it there"
                message = f'permission "{id_}" is not in content/data/{PERMISSIONS}'
                yield text.source.problem("Permission", "unknown-permission", message, remedy=remedy)
        if text.kind == front_matter.PAPER:
            yield from _at_home(text, desk, today)
        else:
            yield from _carried(text, desk, today)
            yield from _one_canonical(text, desk)


def _at_home(paper: Manuscript, desk: Desk, today: datetime.date) -> Iterator[Problem]:
    """A paper whose home is elsewhere is reproduced by its own page, and by those of its versions."""
    for one in (paper, *desk.versions_of(paper.slug)):
        if one.header.canonical:
            use = permissions.Use(paper.slug, prose.count_all_words(one.source), False, paper.header.authors, today)
            faults = [*_allowed(paper, one, use, desk, key="Canonical")]
            yield from faults
            if faults:
                return


def _carried(post: Manuscript, desk: Desk, today: datetime.date) -> Iterator[Problem]:
    carried = reproductions.of_post(post, desk)
    faults: list[Problem] = []
    used = {one.id for one in desk.permissions.values() if one.what in post.header.reproduces}
    for slug in post.header.reproduces:
        if slug not in desk.papers:  # checks.named_texts_exist says so
            return
        # A version may be another group's than the paper is now.
        originals = {one.original.header.group: one.original for one in carried if one.original.slug == slug} or {"": desk.papers[slug]}
        for original in originals.values():
            faults += _allowed(post, original, reproductions.use_of(slug, post, carried, today), desk, key="Reproduces")
            group = desk.people.groups.get(original.header.group)
            used |= {permissions.OWN} if group and group.ours else set()
    yield from faults
    for id_ in post.header.permission if post.header.reproduces and not faults else ():
        if id_ not in used and (id_ in desk.permissions or id_ == permissions.OWN):
            message = f'permission "{id_}" is for nothing that this post carries'
            yield post.source.problem("Permission", "permission-idle", message, remedy="Take it out, or carry what it is for")


def _allowed(text: Manuscript, paper: Manuscript, use: permissions.Use, desk: Desk, *, key: str) -> Iterator[Problem]:
    """What of a text's header does not allow this use of a paper."""
    group = desk.people.groups.get(paper.header.group)
    named = text.header.permission
    if group and group.ours and permissions.OWN in named:
        return
    if not named:
        if text.source.field("Permission") is None:  # one that cannot be read is named already
            message = f'"{paper.slug}" is {_whose(group)}, and no permission is named'
            yield text.source.problem(key, "missing-permission", message, remedy=_ask(group, paper, key))
        return
    one = permissions.fitting(named, use, desk.permissions)
    if one is None:
        yield from _unfitting(text, paper, group, desk, key)
        return
    for code, message, remedy in permissions.shortcomings(one, use):
        yield text.source.problem("Permission", code, message, remedy=remedy)


def _unfitting(text: Manuscript, paper: Manuscript, group: Group | None, desk: Desk, key: str) -> Iterator[Problem]:
    """That none of the permissions that a header names is for a paper."""
    named = text.header.permission
    if any(id_ not in desk.permissions and id_ != permissions.OWN for id_ in named):
        return  # which one is meant is asked already
    if permissions.OWN in named:
        message = f'"{paper.slug}" is {_whose(group)}, and {_not_ours(group)}'
        yield text.source.problem("Permission", "missing-permission", message, remedy=_ask(group, paper, key))
        return
    first = desk.permissions[named[0]]
    message = f'permission "{first.id}" is for "{first.what}", not for "{paper.slug}"'
    fits = [one.id for one in desk.permissions.values() if one.what == paper.slug]
    remedy = f"Name {' or '.join(fits)}" if fits else "Ask for one, and add it to the data"
    yield text.source.problem("Permission", "permission-elsewhere", message, remedy=remedy)


def _one_canonical(post: Manuscript, desk: Desk) -> Iterator[Problem]:
    """A page has one canonical address: that of its header, or of the one article that it carries."""
    claims = [id_ for id_ in post.header.permission if id_ in desk.permissions and desk.permissions[id_].indexing == "canonical"]
    remedy = 'Give all but one of the permissions indexing = "post" or "noindex", or take Canonical: out'
    if len(claims) + bool(post.header.canonical) > 1:
        told = [f'permission "{id_}"' for id_ in claims] + (["Canonical:"] if post.header.canonical else [])
        message = f"{' and '.join(told)} each say where the home of this post is"
        yield post.source.problem("Permission", "canonical-twice", message, remedy=remedy)
    elif claims and len(post.header.reproduces) > 1:
        message = f'permission "{claims[0]}" says that one article is the home of this post, which carries {len(post.header.reproduces)}'
        yield post.source.problem("Permission", "canonical-twice", message, remedy='Give the permission indexing = "post" or "noindex"')


def _whose(group: Group | None) -> str:
    return f"an article of {group.name}" if group else "an article of a group"


def _not_ours(group: Group | None) -> str:
    """That the data does not make the site the group's, in words."""
    return f"people.toml does not say that this site is theirs (ours = true in [groups.{group.id}])" if group else "nobody knows the group"


def _ask(group: Group | None, paper: Manuscript, key: str) -> str:
    if group and group.ours:
        return f"Add a line Permission: {permissions.OWN}, since the site is the group's"
    held = "; or write Status: held, to keep it for comparison and for posts to carry" if key == "Canonical" else ""
    return f'Ask for it, add it to content/data/{PERMISSIONS} with what = "{paper.slug}", and name it in a line Permission:{held}'


DATED_CHECKS: Final[tuple[Callable[[Desk, datetime.date], Iterator[Problem]], ...]] = (
    permissions_name_what_there_is,
    what_is_reproduced_is_allowed,
)
