"""Checks on versions: that frozen ones are as they were, that numbers rise, and that whoever signs a version has signed it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Final

from editorial import front_matter, values, versions
from editorial.desk import Desk, Manuscript
from manuscript.problems import Problem


def frozen_versions_are_as_they_were(desk: Desk) -> Iterator[Problem]:
    """The file of a frozen version is named by its number, belongs to a paper, and has not been edited."""
    papers = {text.slug: text for text in desk.texts() if text.kind == front_matter.PAPER}
    for one in desk.versions:
        path, number = one.source.path, one.header.version
        if not path.endswith(f"/{versions.file_of(one.slug, number)}"):
            message = f"the header says version {number}, and the file is {PurePosixPath(path).name}"
            yield one.source.problem("Version", "version-edited", message, remedy="Take the file back as it was frozen")
        elif not one.header.digest:
            message = "a frozen version has a line Digest:, which this one lacks"
            remedy = "Take the file back as it was frozen; python3 tasks.py release-paper writes such files"
            yield Problem(path, 1, 0, "version-edited", message, remedy)
        elif one.header.digest != versions.digest(one.source):
            message = f"version {number} was edited after it was frozen"
            remedy = "Take the file back as it was (git checkout); what has to change belongs into a new version"
            yield one.source.problem("Digest", "version-edited", message, remedy=remedy)
        paper = papers.get(one.slug)
        if paper is None or paper.header.status != "published":
            what = f"is {'held' if paper.header.status == 'held' else f'a {paper.header.status}'}" if paper else "is not there"
            message = f'version {number} is published for good, and its paper "{one.slug}" {what}'
            yield Problem(
                path, 1, 0, "version-orphan", message, "Publish the paper, with the text of this version if there is no later one"
            )
        elif paper.header.version <= number:
            message = f"version {number} is frozen already, and this is version {paper.header.version}"
            remedy = f"Write Version: {max(other.header.version for other in desk.versions_of(one.slug)) + 1}"
            yield paper.source.problem("Version", "version-order", message, remedy=remedy)


def versions_are_dated_and_kept(desk: Desk) -> Iterator[Problem]:
    """A later version has a date of its own, and the one before it is kept."""
    for paper in (one for one in desk.written() if one.kind in (front_matter.PAPER, front_matter.VERSION)):
        number = paper.header.version
        if number > 1 and not paper.header.modified and paper.source.field("Modified") is None:
            message = f"version {number} has no date of its own"
            yield paper.source.problem("Version", "missing-date", message, remedy="Add a line Modified:, the day on which it was published")
        if paper.kind == front_matter.PAPER and number > 1 and not desk.versions_of(paper.slug):
            message = f"this is version {number}, and no earlier one is kept"
            remedy = f"If one was published here, python3 tasks.py release-paper {paper.slug} takes it from git and keeps it"
            yield paper.source.problem("Version", "version-missing", message, remedy=remedy)


def signatories_have_signed(desk: Desk) -> Iterator[Problem]:
    """Nobody withdraws before signing; and under a later version stands only who signed that version."""
    for paper in (one for one in desk.written() if one.header.signatories and one.header.date):
        assert paper.header.date
        first = values.day(paper.header.date)
        for one in paper.header.signatories:
            since = one.joined or first
            if one.withdrawn and one.withdrawn < since:
                message = f'"{one.id}" withdrew on {one.withdrawn}, before signing on {since}'
                yield paper.source.problem("Signatories", "order-of-dates", message, remedy="Correct one of the two days")
        if paper.kind == front_matter.PAPER:
            yield from _signed_anew(paper, desk)


def _signed_anew(paper: Manuscript, desk: Desk) -> Iterator[Problem]:
    before = next((one for one in desk.versions_of(paper.slug) if one.header.version < paper.header.version), None)
    when = before and (before.header.modified or before.header.date)
    if not (before and when):
        return
    for one in paper.header.signatories:
        if one.joined and one.joined > values.day(when):
            continue
        told = f"signed on {one.joined}, before that version" if one.joined else "has no day of signing"
        message = f'"{one.id}" {told}: a signature under version {before.header.version} is not one under version {paper.header.version}'
        remedy = f"Write {one.id} (joined …) with the day of signing version {paper.header.version}, or take {one.id} out"
        yield paper.source.problem("Signatories", "unsigned-version", message, remedy=remedy)


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
