"""``release-paper``: keep the version of a paper that is published, and make room for the next."""

from __future__ import annotations

import argparse
import datetime
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from editorial import front_matter, reproductions, rewriting, signatures, values, versions
from editorial.commands.shared import find, refuse
from editorial.desk import Desk, Manuscript, read_desk
from editorial.front_matter import Header
from editorial.marks import marks
from manuscript.problems import ContentError
from manuscript.source import decode, parse, read_text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which paper, what it was before, and today."""
    parser.add_argument("paper", help="the slug of a paper")
    parser.add_argument("--history", type=Path, help="a folder with the texts of the paper that git has, the latest first by name")
    parser.add_argument("--date", type=datetime.date.fromisoformat, required=True, help="today, as 2026-11-22")


def run(args: argparse.Namespace) -> int:
    """Freeze the published text, and give the paper its next number, today's date, and no signature that is not of this version."""
    root = args.content.resolve()
    desk = read_desk(root)
    paper = find(desk, args.paper)
    if paper.kind != front_matter.PAPER:
        return refuse(f"{paper.source.path} is a {paper.kind}: only papers have versions.")
    file = root.parent / paper.source.path
    text = read_text(file, root)
    latest = max((one.header.version for one in desk.versions_of(paper.slug)), default=0)
    release = _release(paper, text, _history(args.history, paper.source.path), latest)
    earlier = release.earlier
    if earlier.status != "published":
        return refuse(f"{paper.source.path} has not been published yet (its status is {earlier.status}): there is nothing to keep.")
    if earlier.version <= latest:
        return refuse(f"Version {latest} is kept already. The next is kept once git has it and another follows.")
    kept = root / versions.file_of(paper.slug, earlier.version)
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(versions.frozen(release.text, paper.source.path, paper.slug), encoding="utf-8", newline="\n")
    signed, dropped = _signatures(paper.header, earlier)
    changed = paper.header.changes if paper.header.changes != earlier.changes else None
    values = {"Version": str(release.number), "Modified": args.date.isoformat(), "Signatories": signed or None, "Changes": changed or None}
    if not paper.source.field("Signatories"):
        del values["Signatories"]
    file.write_text(rewriting.with_values(text, paper.source, values), encoding="utf-8", newline="\n")
    _tell(paper, release, desk, dropped=dropped, unexplained=not changed)
    return 0


@dataclass(frozen=True, slots=True)
class _Release:
    """The text that is kept, with what its header says, and the number of the version that follows it."""

    text: str
    earlier: Header
    number: int


def _history(folder: Path | None, path: str) -> list[str]:
    """The texts of a paper that are on record, the latest first; what is no text is passed over."""
    found = []
    for file in sorted(folder.glob("*.md")) if folder else ():
        with suppress(ContentError):
            found.append(decode(file.read_bytes(), path))
    return found


def _release(paper: Manuscript, text: str, committed: list[str], latest: int) -> _Release:
    """What is published, and the number of what comes next. ``latest`` is the highest number that is kept already.

    A number that has been raised already is left as it is, and the text before it is taken from git. Else what git has is
    what is published, if the file was changed since; or the file itself.
    """
    number = paper.header.version
    headers = [front_matter.read(parse(old, paper.source.path), front_matter.PAPER)[0] for old in committed]
    for old, header in zip(committed, headers, strict=True):
        if latest < header.version < number:
            return _Release(old, header, number)
    if committed and committed[0] != text:
        return _Release(committed[0], headers[0], headers[0].version + 1)
    return _Release(text, paper.header, number + 1)


def _signatures(header: Header, earlier: Header) -> tuple[str, list[str]]:
    """The line of those who have signed this version, and the ids of those who signed the earlier one only."""
    when = earlier.modified or earlier.date
    assert when is not None
    stay = [one for one in header.signatories if one.joined and one.joined > values.day(when)]
    return ", ".join(map(signatures.written, stay)), [one.id for one in header.signatories if one not in stay and not one.withdrawn]


def _tell(paper: Manuscript, release: _Release, desk: Desk, *, dropped: list[str], unexplained: bool) -> None:
    earlier, number, path = release.earlier.version, release.number, paper.source.path
    print(f"content/{versions.file_of(paper.slug, earlier)} keeps version {earlier}, at /papers/{paper.slug}/v{earlier}/. Do not edit it.")
    print(f"{path} is now version {number}.")
    if dropped:
        print(f"Nobody has signed version {number} by signing version {earlier}. Ask {', '.join(dropped)}, and write who signs:")
        print(f"  Signatories: {dropped[0]} (joined …)")
    if unexplained:
        print(f"Say in one sentence what version {number} changes, in a line Changes:")
    carrying = [(post, mark) for post in desk.texts() for mark in marks(post.source) if reproductions.slug_of(mark, post) == paper.slug]
    for post, mark in carrying:
        if not mark.version:
            print(f"{post.source.path}:{mark.line} carries this paper.", end=" ")
            print(f'To stay with version {earlier}, write version="{earlier}" into the line.')
