"""Versions: a paper as it was, frozen in ``content/papers/versions/``, and what tells that it still is."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from editorial import front_matter, prose, signatures, values
from editorial.desk import VERSIONS, Desk, Manuscript
from editorial.differences import Difference, differences
from editorial.front_matter import Header
from editorial.model import GroupArticle, Publication
from editorial.noted import sha256, words_of
from editorial.prose import Sentence
from editorial.signatures import Signed
from editorial.works import Work, cited_in
from manuscript import links
from manuscript.source import Field, Source, parse

_KEY = "Digest"


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a paper that has several: the article as it stood, the works it cites, and how it differs from the one before.

    ``differences`` are empty for the first that is kept.
    """

    article: GroupArticle
    cited: tuple[Work, ...]
    differences: tuple[Difference, ...]


def of_desk(desk: Desk, published: Callable[[Manuscript, Sequence[Sentence]], Publication]) -> Mapping[str, tuple[Version, ...]]:
    """The versions of each paper that has frozen ones, by its slug, the latest (the paper itself) first.

    ``published`` makes a publication of a manuscript and its sentences.
    """
    found = {}
    for paper in desk.texts():
        frozen_ones = desk.versions_of(paper.slug) if paper.kind == front_matter.PAPER else ()
        if frozen_ones and paper.header.date:
            kept = [one for one in (paper, *frozen_ones) if one.header.date]
            read = [prose.sentences(one.source) for one in kept]
            made = []
            for n, (one, sentences) in enumerate(zip(kept, read, strict=True)):
                article = published(one, sentences)
                changed = differences(read[n + 1], sentences) if n + 1 < len(kept) else ()
                if isinstance(article, GroupArticle):
                    made.append(Version(article, cited_in(one.source, desk.works), changed))
            found[paper.slug] = tuple(made)
    return found


def file_of(slug: str, version: int) -> str:
    """Where a frozen version is kept, relative to the content folder."""
    return f"{VERSIONS}/{slug}/v{version}.md"


def day_of(header: Header) -> datetime.date | None:
    """The day of a version: the first has that of the text, a later one that on which the text was modified."""
    when = header.modified if header.version > 1 else header.date
    return values.day(when) if when else None


def unsigned(one: Signed, day: datetime.date | None, earlier: Header | None) -> str:
    """Why a signature is none under a later version, in words; empty for one that is.

    ``day`` is that of the version, ``earlier`` the header of the version before it, where that is kept.
    """
    if not one.joined:
        return "has no day of signing"
    if earlier is None or one.joined == day:
        return ""
    if any((one.id, one.joined) == (other.id, other.joined) for other in earlier.signatories):
        return f"signed version {earlier.version} on {one.joined}"
    first = day_of(earlier)
    return f"signed on {one.joined}, before version {earlier.version}" if first and one.joined < first else ""


def digest(source: Source) -> str:
    """What tells a version from every other: its header but for the digest itself, and its words.

    Two things may change in a version that is kept: that a signatory withdraws, and where in the content folder a link leads.
    """
    header = "".join(f"{field.key}: {_signed(field)}\n" for field in source.fields if field.key.lower() != _KEY.lower())
    return sha256(f"{header}\n{words_of(source)}\n")


def _signed(field: Field) -> str:
    """The value of a field; that of signatories without the days of withdrawing."""
    if field.key.lower() != "signatories":
        return field.value
    try:
        return ", ".join(signatures.written(replace(one, withdrawn=None)) for one in signatures.parse(field.value))
    except ValueError:  # the header's own checks say so
        return field.value


def frozen(text: str, path: str, slug: str) -> str:
    """The text of a paper as it is kept: links from the content folder, its slug, version and digest in its header.

    ``path`` is that of the paper, from whose folder its links start.
    """
    source = parse(text, path)
    lines = text.split("\n")[: source.body_line - 1]
    header = [line for line in lines if line.strip() not in ("---", "") and not re.match(rf"{_KEY}:", line, re.IGNORECASE)]
    header += [f"{key}: {value}" for key, value in (("Slug", slug), ("Version", "1")) if source.field(key) is None]
    body = links.rooted(source).strip("\n")
    whole = "\n".join([*header, "", body, ""])
    kept = parse(whole, path)
    return "\n".join([*header, f"{_KEY}: {digest(kept)}", "", body, ""])
