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
    """A permission is for a paper, and to people, that there are; and it was given by today."""
    papers = {text.slug for text in desk.texts() if text.kind == front_matter.PAPER}
    for one in desk.permissions.values():
        if one.what not in papers:
            remedy = did_you_mean(one.what, papers) or "Name a paper in content/papers/ by its slug, or take the permission out"
            yield _at(one, "permission-idle", f'permission "{one.id}" is for "{one.what}", and there is no such paper', remedy)
        for id_ in one.to if PEOPLE not in desk.unread else ():
            if id_ != permissions.SITE and id_ not in desk.people.people:
                remedy = did_you_mean(id_, (*desk.people.people, permissions.SITE)) or f'Name people by their ids, or "{permissions.SITE}"'
                yield _at(one, "bad-data", f'permission "{one.id}" is given to "{id_}", who is not in content/data/{PEOPLE}', remedy)
        if one.date > today:
            message = f'permission "{one.id}" is given on {one.date}, which is after today'
            yield _at(one, "future-date", message, "Correct the date")


def _at(one: Permission, code: str, message: str, remedy: str) -> Problem:
    return Problem(f"content/data/{PERMISSIONS}", one.line, 0, code, message, remedy)


def what_is_reproduced_is_allowed(desk: Desk, today: datetime.date) -> Iterator[Problem]:
    """Each article that a post carries, and each that lives elsewhere and has a page here, is allowed by a permission of the header."""
    if {PEOPLE, PERMISSIONS} & desk.unread:
        return
    papers = {text.slug: text for text in desk.texts() if text.kind == front_matter.PAPER}
    for text in desk.texts():
        if text.header.status in ("draft", "held"):
            continue
        for id_ in text.header.permission:
            if id_ not in desk.permissions and id_ != permissions.OWN:
                remedy = did_you_mean(id_, (*desk.permissions, permissions.OWN)) or "Add it there"
                message = f'permission "{id_}" is not in content/data/{PERMISSIONS}'
                yield text.source.problem("Permission", "unknown-permission", message, remedy=remedy)
        if text.kind == front_matter.PAPER:
            yield from _at_home(text, desk, today)
        else:
            yield from _carried(text, papers, desk, today)
            yield from _one_canonical(text, desk)


def _at_home(paper: Manuscript, desk: Desk, today: datetime.date) -> Iterator[Problem]:
    """A paper whose home is elsewhere is reproduced by its own page."""
    group = desk.people.groups.get(paper.header.group)
    if paper.header.canonical and not (group and group.ours):
        words = prose.count_words(prose.sentences(paper.source))
        yield from _allowed(paper, paper, words, desk, today, key="Canonical", only_summary=False)


def _carried(post: Manuscript, papers: dict[str, Manuscript], desk: Desk, today: datetime.date) -> Iterator[Problem]:
    carried = reproductions.of_post(post, desk)
    for slug in post.header.reproduces:
        if paper := papers.get(slug):
            of_it = [one for one in carried if one.original.slug == slug]
            words = sum(one.words for one in of_it)
            only_summary = bool(of_it) and all(one.extent == "summary" for one in of_it)
            yield from _allowed(post, paper, words, desk, today, key="Reproduces", only_summary=only_summary)


def _allowed(
    text: Manuscript, paper: Manuscript, words: int, desk: Desk, today: datetime.date, *, key: str, only_summary: bool
) -> Iterator[Problem]:
    """What of a text's header does not allow that so many words of a paper stand in it."""
    group = desk.people.groups.get(paper.header.group)
    named = text.header.permission
    if group and group.ours and permissions.OWN in named:
        return
    if not named:
        yield text.source.problem(
            key, "missing-permission", f'"{paper.slug}" is {_whose(group)}, and no permission is named', remedy=_ask(group, paper, key)
        )
        return
    known = [desk.permissions[id_] for id_ in named if id_ in desk.permissions]
    fitting = [one for one in known if one.what == paper.slug]
    if not fitting:
        if any(id_ not in desk.permissions and id_ != permissions.OWN for id_ in named):
            return  # which one is meant is asked already
        if permissions.OWN in named:
            message = f'"{paper.slug}" is {_whose(group)}, and {_not_ours(group)}'
            yield text.source.problem("Permission", "missing-permission", message, remedy=_ask(group, paper, key))
        elif known:
            message = f'permission "{known[0].id}" is for "{known[0].what}", not for "{paper.slug}"'
            fits = [one.id for one in desk.permissions.values() if one.what == paper.slug]
            remedy = f"Name {' or '.join(fits)}" if fits else "Ask for one, and add it to the data"
            yield text.source.problem("Permission", "permission-elsewhere", message, remedy=remedy)
        return
    faults = [list(_falls_short(one, text, words, today, only_summary=only_summary)) for one in fitting]
    if all(faults):  # one that holds is enough
        for code, message, remedy in faults[0]:
            yield text.source.problem("Permission", code, message, remedy=remedy)


def _falls_short(
    one: Permission, text: Manuscript, words: int, today: datetime.date, *, only_summary: bool
) -> Iterator[tuple[str, str, str]]:
    """Why a permission for the right paper does not hold: code, fact, remedy."""
    if permissions.SITE not in one.to and not set(text.header.authors) & set(one.to):
        message = f'permission "{one.id}" is given to {", ".join(one.to)}, and not to an author of this text'
        yield "permission-elsewhere", message, "Ask for one, and add it to the data"
    if not one.lasts(today):
        message = f'permission "{one.id}" expired on {one.expires}'
        yield "permission-expired", message, "Ask for it anew and correct its date, or take the article out"
    if one.scope == "extract" and words > one.words:
        message = f'{words} words are reproduced, and permission "{one.id}" is for {one.words}'
        yield "permission-exceeded", message, "Reproduce fewer sections, or ask for more"
    if one.scope == "summary" and not only_summary:
        message = f'{words} words are reproduced, and permission "{one.id}" is for title and summary'
        yield "permission-exceeded", message, 'Write {{ reproduce only="summary" }}, or ask for more'


def _one_canonical(post: Manuscript, desk: Desk) -> Iterator[Problem]:
    """A page has one canonical address: that of its header, or of one article that it carries."""
    claims = [id_ for id_ in post.header.permission if id_ in desk.permissions and desk.permissions[id_].indexing == "canonical"]
    if len(claims) + bool(post.header.canonical) > 1:
        told = [f'permission "{id_}"' for id_ in claims] + (["Canonical:"] if post.header.canonical else [])
        message = f"{' and '.join(told)} each say where the home of this post is"
        remedy = 'Give all but one of the permissions indexing = "post" or "noindex", or take Canonical: out'
        yield post.source.problem("Permission", "canonical-twice", message, remedy=remedy)


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
