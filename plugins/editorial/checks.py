"""Checks: one function for each rule on what sources name (what a header looks like is checked in ``front_matter``)."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from editorial import (
    citations,
    cue_checks,
    curated,
    escapes,
    front_matter,
    permission_checks,
    relations,
    reproduction_checks,
    urls,
    version_checks,
)
from editorial.curated import CuratedList
from editorial.desk import PEOPLE, REFERENCES, THEMES, Desk, Manuscript
from manuscript.problems import Problem, did_you_mean

Check = Callable[[Desk], Iterator[Problem]]
DatedCheck = Callable[[Desk, datetime.date], Iterator[Problem]]


def check(desk: Desk, today: datetime.date) -> tuple[Problem, ...]:
    """Every problem of a desk on a day, in the order of place: those of form, and those that the checks below find."""
    found = {*desk.problems, *(problem for rule in CHECKS for problem in rule(desk))}
    found.update(problem for rule in DATED_CHECKS for problem in rule(desk, today))
    return tuple(sorted(found))


def slugs_are_slugs(desk: Desk) -> Iterator[Problem]:
    """A slug taken from the file name must be one; the header's is checked with the header."""
    for text in desk.manuscripts:
        if text.kind == front_matter.INTRODUCTION:  # it is named by its theme, and told so
            continue
        from_file = not text.header.slug and text.source.field("Slug") is None
        if from_file and (not urls.SLUG.fullmatch(text.slug) or len(text.slug) > urls.LONGEST):
            message = f'the file name "{text.slug}.md" makes no address'
            yield Problem(
                text.source.path,
                1,
                0,
                "bad-slug",
                message,
                "Add a line Slug:, or use lower-case letters, digits and single hyphens in the name",
            )


def slugs_are_unique(desk: Desk) -> Iterator[Problem]:
    """Posts and papers share one set of slugs (they are named by them); pages and lists have their own."""
    first: dict[tuple[str, str], Manuscript] = {}
    for text in desk.manuscripts:
        realm = "text" if text.is_text else text.kind
        holder = first.setdefault((realm, text.slug), text)
        if holder is not text:
            message = f'slug "{text.slug}" is also that of {holder.source.path}'
            yield text.source.problem("Slug", "duplicate-slug", message, remedy="Give one of the two another Slug")
        if text.kind == front_matter.LIST and text.slug in (theme.slug for theme in desk.themes):
            message = f'slug "{text.slug}" is also that of a theme, which has a list'
            yield text.source.problem("Slug", "duplicate-slug", message, remedy="Give the list another Slug")
        if text.kind == front_matter.PAGE and text.slug in urls.RESERVED:
            message = f"the address /{text.slug}/ belongs to the site itself"
            yield text.source.problem("Slug", "duplicate-slug", message, remedy="Give the page another Slug")


def authors_are_known(desk: Desk) -> Iterator[Problem]:
    """Authors and signatories are among the people."""
    known = {*desk.people.people, *desk.named_in_faults(PEOPLE)}
    for text in (*desk.written(), *desk.lists()) if PEOPLE not in desk.unread else ():
        for key, names in (("Authors", text.header.authors), ("Signatories", [one.id for one in text.header.signatories])):
            yield from _unknown(text, key, names, known, "unknown-author", PEOPLE)


def groups_are_known(desk: Desk) -> Iterator[Problem]:
    """The group of a paper is among the groups."""
    known = {*desk.people.groups, *desk.named_in_faults(PEOPLE)}
    for text in desk.written() if PEOPLE not in desk.unread else ():
        named = (text.header.group,) if text.header.group else ()
        yield from _unknown(text, "Group", named, known, "unknown-group", PEOPLE)


def themes_are_known(desk: Desk) -> Iterator[Problem]:
    """Themes in the author's word are in the vocabulary."""
    known = {theme.slug for theme in desk.themes} | desk.named_in_faults(THEMES, "theme")
    for text in desk.texts() if THEMES not in desk.unread else ():
        yield from _unknown(text, "Themes", text.header.themes.slugs, known, "unknown-theme", THEMES)


def named_texts_exist(desk: Desk) -> Iterator[Problem]:
    """What a text answers, builds on, reproduces or supersedes exists, is published, and is not itself."""
    by_slug = {text.slug: text for text in desk.texts()}
    for text in desk.texts():
        for key in relations.KEYS:
            for slug in front_matter.value(text.header, key):
                yield from _named(text, key, slug, by_slug)


def _named(text: Manuscript, key: str, slug: str, by_slug: dict[str, Manuscript]) -> Iterator[Problem]:
    target = by_slug.get(slug)
    if target is None:
        message = f'{key}: no post or paper has the slug "{slug}"'
        yield text.source.problem(key, "unknown-text", message, remedy=did_you_mean(slug, by_slug) or "Name a post or paper by its slug")
    elif target is text:
        yield text.source.problem(key, "names-itself", f"{key} names the text itself", remedy="Name another, or leave the line out")
    elif key in ("Reproduces", "Supersedes") and target.kind != front_matter.PAPER:
        message = f'{key}: "{slug}" is a post, not a group article'
        yield text.source.problem(key, "not-a-paper", message, remedy="Name a text in content/papers/")
    elif _shows(text, key) and target.header.status not in _NAMEABLE.get(key, ("published",)):
        message = f'{key}: "{slug}" is not published (its status is {target.header.status})'
        yield text.source.problem(key, "unpublished-text", message, remedy="Publish it, or leave the line out")


def _shows(text: Manuscript, key: str) -> bool:
    """Whether readers see what a text names: a hidden text carries an article all the same."""
    return text.header.status == "published" or (key == "Reproduces" and text.header.status == "hidden")


# An article that lives elsewhere can be carried, and it can be replaced.
_NAMEABLE: Final[Mapping[str, tuple[str, ...]]] = dict.fromkeys(("Reproduces", "Supersedes", "Responds-to"), ("published", "held"))


def prerequisites_make_no_ring(desk: Desk) -> Iterator[Problem]:
    """No text is to be read before itself, by way of others; each ring is named once, at the text whose path is first."""
    by_slug = {text.slug: text for text in desk.texts()}
    needs = {slug: [other for other in text.header.requires if other in by_slug and other != slug] for slug, text in by_slug.items()}
    for ring in rings(needs):
        first = min(ring, key=lambda slug: by_slug[slug].source.path)
        at = ring.index(first)
        way = " → ".join([*ring[at:], *ring[:at], first])
        message = f"Requires goes round in a ring: {way}"
        yield by_slug[first].source.problem("Requires", "prerequisite-ring", message, remedy="Take one of them out")


def rings(needs: Mapping[str, Iterable[str]]) -> Iterator[list[str]]:
    """The rings of a graph that a walk from its nodes, in their order, comes upon; every ring shares a node with one of these."""
    done: set[str] = set()
    for start in sorted(needs):
        way: list[str] = []
        on_way: set[str] = set()
        ahead: list[Iterator[str]] = [iter([start])]
        while ahead:
            step = next(ahead[-1], None)
            if step is None:
                ahead.pop()
                if way:
                    on_way.discard(last := way.pop())
                    done.add(last)
            elif step in on_way:
                yield way[way.index(step) :]
            elif step not in done:
                way.append(step)
                on_way.add(step)
                ahead.append(iter(sorted(needs[step])))


def citations_stand_where_works_are_listed(desk: Desk) -> Iterator[Problem]:
    """Works are cited in posts and papers, and as items of lists (which ``curated`` checks)."""
    for text in desk.manuscripts:
        if text.is_text:
            continue
        found, faults = curated.parse(text) if text.is_list else (CuratedList("", ()), ())
        named = {item.line for item in found.items if item.key} | {fault.line for fault in faults}
        for line, cluster in text.noted.clusters:
            if line in named:  # the work that the item is; another in its note is not
                named.discard(line)
            else:
                message = f"[{cluster}] stands in {'the words of a list' if text.is_list else f'a {text.kind}'}, which lists no works"
                remedy = "Cite in posts, papers and items of curated lists; write a link here"
                yield Problem(text.source.path, line, 0, "misplaced-citation", message, remedy)


def citations_are_well_formed(desk: Desk) -> Iterator[Problem]:
    """Whatever looks like a citation of a work can be read as one."""
    remedy = "Write [@key], [@key, p. 14] or [@one; @two]"
    for text in desk.written():
        for line, cluster in text.noted.clusters:
            try:
                citations.parse_cluster(cluster)
            except ValueError as error:
                yield Problem(text.source.path, line, 0, "malformed-citation", str(error), remedy)
        for line, mark, key in text.noted.near_misses:
            if key in desk.works:
                yield Problem(text.source.path, line, 0, "malformed-citation", f'"{mark}" is not a citation', remedy)


def works_are_known(desk: Desk) -> Iterator[Problem]:
    """Every cited key is among the references."""
    for text in desk.written() if REFERENCES not in desk.unread else ():
        for line, key in citations.in_clusters(text.noted.clusters):
            if key not in desk.works:
                message = f'work "{key}" is not in content/data/{REFERENCES}'
                yield Problem(text.source.path, line, 0, "unknown-work", message, did_you_mean(key, desk.works) or "Add it there")


def list_items_name_texts(desk: Desk) -> Iterator[Problem]:
    """Every item of a list names a published text or a known work, once; an introduction is that of a theme."""
    known = {manuscript.source.path: manuscript for manuscript in desk.manuscripts}
    slugs = {theme.slug for theme in desk.themes}
    for manuscript in desk.lists():
        yield from curated.check(manuscript, known, desk.works if REFERENCES not in desk.unread else None)
        if manuscript.kind == front_matter.INTRODUCTION and manuscript.slug not in slugs and THEMES not in desk.unread:
            message = f'"{manuscript.slug}" is not a theme in content/data/{THEMES}, whose list this would introduce'
            remedy = did_you_mean(manuscript.slug, slugs) or "Name the file by the slug of a theme"
            yield Problem(manuscript.source.path, 1, 0, "unknown-theme", message, remedy)


def _unknown(text: Manuscript, key: str, names: Iterable[str], known: Iterable[str], code: str, where: str) -> Iterator[Problem]:
    what = code.removeprefix("unknown-")
    for name in names:
        if name not in known:
            message = f'{what} "{name}" is not in content/data/{where}'
            remedy = did_you_mean(name, known) or "Add it there, or name another"
            yield text.source.problem(key, code, message, remedy=remedy)


def cues_are_sound(desk: Desk) -> Iterator[Problem]:
    """No cue stands twice, and none is covered by an exclusion."""
    yield from cue_checks.check(desk.themes, f"content/data/{THEMES}")


def characters_can_be_published(desk: Desk) -> Iterator[Problem]:
    """No reference stands for a character that no page or feed may have."""
    for text in (*desk.manuscripts, *desk.versions):
        yield from escapes.in_source(text.source)


CHECKS: Final[tuple[Check, ...]] = (
    characters_can_be_published,
    slugs_are_slugs,
    slugs_are_unique,
    authors_are_known,
    groups_are_known,
    themes_are_known,
    named_texts_exist,
    prerequisites_make_no_ring,
    citations_stand_where_works_are_listed,
    citations_are_well_formed,
    works_are_known,
    list_items_name_texts,
    cues_are_sound,
    *reproduction_checks.CHECKS,
    *version_checks.CHECKS,
)
# Those that hang on the day of the build.
DATED_CHECKS: Final[tuple[DatedCheck, ...]] = (*permission_checks.DATED_CHECKS, *version_checks.DATED_CHECKS)
