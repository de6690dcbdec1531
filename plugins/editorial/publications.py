"""Publications: a manuscript as what is published: its people and groups by name, its dates as instants, its words counted."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from editorial import front_matter, prose, urls, values
from editorial.desk import Manuscript
from editorial.model import Group, GroupArticle, Person, Post, Publication, Signature, minutes_of
from editorial.people import People
from editorial.prose import Sentence

# Shown as the summary of a text that has none of its own: its opening, cut at a word.
SUMMARY_LENGTH = 200


def is_future(when: values.Moment | None, *, zone: datetime.tzinfo, now: datetime.datetime) -> bool:
    """Whether a date of the front matter lies after ``now``."""
    return when is not None and instant(when, zone) > now


def instant(when: values.Moment, zone: datetime.tzinfo) -> datetime.datetime:
    """A date of the front matter as an instant in ``zone``: a day is its midnight there."""
    return when.astimezone(zone) if isinstance(when, datetime.datetime) else datetime.datetime.combine(when, datetime.time(), zone)


@dataclass(frozen=True, slots=True)
class Said:
    """What a publication says of the sentences in it: its opening, cut to the length of a summary, and how many words they have."""

    opening: str
    words: int


def said(sentences: Sequence[Sentence]) -> Said:
    """What a publication says of the sentences that a reader of it reads."""
    return Said(_opening(sentences), prose.count_words(sentences))


def of_manuscript(
    manuscript: Manuscript, people: People, said: Said, *, lang: str, zone: datetime.tzinfo, now: datetime.datetime
) -> Publication:
    """The post, the group article, or the frozen version that a manuscript is; its header has a date.

    ``said`` is of the sentences that a reader of it reads; ``lang``, ``zone`` and ``now`` are as in ``assembly.build``. People who
    are not known are left out.
    """
    header = manuscript.header
    assert header.date is not None
    is_version = manuscript.kind == front_matter.VERSION
    authors: tuple[Person | Group, ...] = tuple(people.people[id_] for id_ in header.authors if id_ in people.people)
    common: dict[str, Any] = {
        "path": manuscript.source.path,
        "slug": manuscript.slug,
        "url": urls.of_version(manuscript.slug, header.version) if is_version else urls.of_text(manuscript.kind, manuscript.slug),
        "title": header.title,
        "summary": header.summary or said.opening,
        "status": "draft" if is_future(header.date, zone=zone, now=now) else header.status,
        "lang": header.lang or lang,
        "published": instant(header.date, zone),
        "modified": instant(header.modified, zone) if header.modified else None,
        "minutes": minutes_of(said.words),
        "canonical": "" if is_version else header.canonical,
    }
    group = people.groups.get(header.group)
    if manuscript.kind == front_matter.POST or not group:
        return Post(**common, authors=authors)
    signed = [one for one in header.signatories if one.id in people.people]
    signatures = tuple(Signature(people.people[one.id], one.role, one.joined, one.withdrawn) for one in signed)
    return GroupArticle(
        **common, authors=(group, *authors), group=group, signatories=signatures, version=header.version, changes=header.changes
    )


def _opening(sentences: Sequence[Sentence]) -> str:
    """The first paragraph, in the text's own words."""
    text = " ".join(sentence.text for sentence in sentences if sentence.zone == "opening")
    if len(text) <= SUMMARY_LENGTH:
        return text
    return text[:SUMMARY_LENGTH].rsplit(" ", 1)[0].rstrip(",;:.–—- ") + "…"
