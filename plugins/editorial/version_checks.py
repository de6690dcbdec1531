"""Checks on versions: that frozen ones are as they were, that numbers rise, and that whoever signs a version has signed it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import Final

from editorial import front_matter, signatures, values, versions
from editorial.desk import Desk, Manuscript
from manuscript.problems import Problem


def frozen_versions_are_as_they_were(desk: Desk) -> Iterator[Problem]:
    """A frozen version stands where it belongs, is published, belongs to a paper, and has not been edited."""
    for one in desk.versions:
        path, number = one.source.path, one.header.version
        place = versions.file_of(one.slug, number)
        back = "Take the file back as it was frozen; python3 tasks.py release-paper writes such files"
        if not path.endswith(f"/{place}") or one.header.slug not in ("", one.slug):
            of = one.header.slug or one.slug
            message = f"this is version {number} of {of} by its header, which is kept in content/{versions.file_of(of, number)}"
            yield Problem(path, 1, 0, "version-edited", message, back)
        elif not one.header.digest:
            if one.source.field("Digest") is None:
                yield Problem(path, 1, 0, "version-edited", "a frozen version has a line Digest:, which this one lacks", back)
        elif one.header.digest != versions.digest(one.source):
            message = f"version {number} was edited after it was frozen"
            remedy = "Take the file back as it was (git checkout); what has to change belongs into a new version"
            yield one.source.problem("Digest", "version-edited", message, remedy=remedy)
        if one.header.status != "published":
            message = f"a frozen version is published for good, and the status of this one is {one.header.status}"
            yield one.source.problem("Status", "version-edited", message, remedy=back)
        yield from _orphaned(one, desk)


def _orphaned(one: Manuscript, desk: Desk) -> Iterator[Problem]:
    """That a version has no published paper of its group, with a higher number."""
    path, number, paper = one.source.path, one.header.version, desk.papers.get(one.slug)
    if paper is None:
        message = f'version {number} is published for good, and its paper "{one.slug}" is not there'
        remedy = f"Put the paper back; if its file was renamed, write Slug: {one.slug} into its header"
        yield Problem(path, 1, 0, "version-orphan", message, remedy)
    elif paper.header.status != "published":
        what = "held" if paper.header.status == "held" else f"a {paper.header.status}"
        message = f'version {number} is published for good, and its paper "{one.slug}" is {what}'
        yield Problem(path, 1, 0, "version-orphan", message, "Publish the paper, with the text of this version if there is no later one")
    elif _is_read(paper, "Version") and paper.header.version <= number:
        message = f"version {number} is frozen already, and this is version {paper.header.version}"
        remedy = f"Write Version: {desk.versions_of(one.slug)[0].header.version + 1}"
        yield paper.source.problem("Version", "version-order", message, remedy=remedy)
    if paper and paper.header.group and one.header.group and paper.header.group != one.header.group:
        message = f'version {number} is by the group "{one.header.group}", and this is by "{paper.header.group}"'
        remedy = "A paper stays its group's: give this one another Slug, and name the other in Supersedes:"
        yield paper.source.problem("Group", "version-order", message, remedy=remedy)


def versions_are_dated_and_kept(desk: Desk) -> Iterator[Problem]:
    """A later version has a date of its own, after that of the one before it, which is kept."""
    for paper in (one for one in desk.written() if one.kind in (front_matter.PAPER, front_matter.VERSION)):
        number = paper.header.version
        if number > 1 and paper.source.field("Modified") is None:
            message = f"version {number} has no date of its own"
            yield paper.source.problem("Version", "missing-date", message, remedy="Add a line Modified:, the day on which it was published")
        before = _before(paper, desk)
        if before and (first := versions.day_of(before.header)) and (second := versions.day_of(paper.header)) and second < first:
            message = f"version {number} is of {second}, before version {before.header.version} of {first}"
            yield paper.source.problem("Modified", "order-of-dates", message, remedy="Correct one of the two dates")
        if paper.kind == front_matter.PAPER:
            yield from _missing(paper, desk)
            if before and not paper.header.changes and paper.noted.words == before.noted.words:
                message = f"version {number} has the words of version {before.header.version}, and does not say what it changes"
                remedy = "Write what is new, or say in Changes: what changed; until then take the files back as they were (git)"
                yield paper.source.problem("Version", "version-unchanged", message, remedy=remedy)


def _missing(paper: Manuscript, desk: Desk) -> Iterator[Problem]:
    """Versions between those that there are, or right before the only one."""
    number, kept = paper.header.version, {one.header.version for one in desk.versions_of(paper.slug)}
    for missing in range(min(kept, default=number - 1), number):
        if missing > 0 and missing not in kept:
            message = f"this is version {number}, and version {missing} is not kept"
            remedy = f"If it was published here, take its file back, or let python3 tasks.py release-paper {paper.slug} take it from git"
            yield paper.source.problem("Version", "version-missing", message, remedy=remedy)


def signatories_have_signed(desk: Desk) -> Iterator[Problem]:
    """Nobody withdraws before signing; and under a later version stands only who signed that version."""
    for paper in (one for one in desk.written() if one.header.signatories and one.header.date):
        assert paper.header.date
        first, number, before = values.day(paper.header.date), paper.header.version, _before(paper, desk)
        is_later = paper.kind == front_matter.PAPER and number > 1  # under the first, all have signed
        for one in paper.header.signatories:
            since = one.joined or first
            if one.withdrawn and one.withdrawn < since:
                message = f'"{one.id}" withdrew on {one.withdrawn}, before signing on {since}'
                yield paper.source.problem("Signatories", "order-of-dates", message, remedy="Correct one of the two days")
            if is_later and (told := versions.unsigned(one, versions.day_of(paper.header), before.header if before else None)):
                message = f'"{one.id}" {told}: a signature under an earlier version is not one under version {number}'
                remedy = f"Write {signatures.asked(one)} with the day of signing version {number}, or take {one.id} out"
                yield paper.source.problem("Signatories", "unsigned-version", message, remedy=remedy)


def _before(paper: Manuscript, desk: Desk) -> Manuscript | None:
    """The kept version before this one."""
    return next((one for one in desk.versions_of(paper.slug) if one.header.version < paper.header.version), None)


def _is_read(paper: Manuscript, key: str) -> bool:
    """Whether a key has a value that could be read, or is not there."""
    field = paper.source.field(key)
    return field is None or str(front_matter.value(paper.header, key)) == field.value


def no_date_is_in_the_future(desk: Desk, today: datetime.date) -> Iterator[Problem]:
    """Nothing was changed, signed or withdrawn after today; a text that is dated in the future is held back."""
    for text in desk.written():
        if text.header.modified and values.day(text.header.modified) > today and not _is_ahead(text, today):
            message = f"it was modified on {values.day(text.header.modified)}, which is after today"
            yield text.source.problem("Modified", "future-date", message, remedy="Correct the date")
        for one in text.header.signatories if not _is_ahead(text, today) else ():
            for what, day in (("signed", one.joined), ("withdrew", one.withdrawn)):
                if day and day > today:
                    message = f'"{one.id}" {what} on {day}, which is after today'
                    yield text.source.problem("Signatories", "future-date", message, remedy="Correct the day")


def _is_ahead(text: Manuscript, today: datetime.date) -> bool:
    """Whether a text is itself of a later day."""
    return text.header.date is not None and values.day(text.header.date) > today


CHECKS: Final[tuple[Callable[[Desk], Iterator[Problem]], ...]] = (
    frozen_versions_are_as_they_were,
    versions_are_dated_and_kept,
    signatories_have_signed,
)
DATED_CHECKS: Final[tuple[Callable[[Desk, datetime.date], Iterator[Problem]], ...]] = (no_date_is_in_the_future,)
