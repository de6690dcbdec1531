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
from editorial.signatures import Signed
from editorial.wording import counted, listed
from manuscript.problems import ContentError, Problem
from manuscript.source import decode, parse, read_text, shown_path

_HIGHEST = 9999


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which paper, what it was before, and today."""
    parser.add_argument("paper", help="the slug of a paper")
    parser.add_argument("--history", type=Path, help="a folder with the texts of the paper that git has, the latest first by name")
    parser.add_argument("--date", type=datetime.date.fromisoformat, required=True, help="today, as 2026-11-22")


def run(args: argparse.Namespace) -> int:
    """Freeze the published text, and give the paper its next number, today's date, and no signature that is not of this version.

    Raises ContentError: the paper, or what is to be kept of it, has a fault.
    """
    root = args.content.resolve()
    desk = read_desk(root)
    paper = find(desk, args.paper)
    if paper.kind != front_matter.PAPER:
        return refuse(f"{paper.source.path} is a {paper.kind}: only papers have versions.")
    file = root.parent / paper.source.path
    text = read_text(file, root)
    latest = max((one.header.version for one in desk.versions_of(paper.slug)), default=0)
    release = _release(paper, text, _history(args.history, paper.source.path), latest)
    earlier, kept = release.earlier, root / versions.file_of(paper.slug, release.earlier.version)
    faults = [*release.faults, *(problem for problem in desk.problems if problem.path == paper.source.path and problem.level == "error")]
    if faults:
        raise ContentError(*faults)
    if earlier.status != "published" or not earlier.date or values.day(earlier.date) > args.date:
        status = f"its status is {earlier.status}" if earlier.status != "published" else f"its date is {earlier.date}"
        return refuse(f"{paper.source.path} has not been published yet ({status}): there is nothing to keep.")
    if earlier.version <= latest:
        return refuse(f"Version {latest} is kept already. The next is kept once git has it and another follows.")
    if kept.exists():
        return refuse(f"{shown_path(kept, root)} is there already, and is no version of this paper. Move it away.")
    if release.number > _HIGHEST:
        return refuse(f"There is no version above {_HIGHEST}.")
    signed, dropped = _signatures(paper.header, earlier, args.date)
    changes = paper.header.changes if paper.header.changes != earlier.changes else ""
    keys = {"Version": str(release.number), "Modified": args.date.isoformat(), "Changes": changes or None}
    if paper.source.field("Signatories"):
        keys["Signatories"] = signed or None
    frozen, next_text = versions.frozen(release.text, paper.source.path, paper.slug), rewriting.with_values(text, paper.source, keys)
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(frozen, encoding="utf-8", newline="\n")
    file.write_text(next_text, encoding="utf-8", newline="\n")
    _tell(paper, release, desk, dropped=dropped, unexplained=not changes)
    return 0


@dataclass(frozen=True, slots=True)
class _Release:
    """The text that is kept, with what its header says and what is wrong with it; the number of the version that follows it.

    ``origin`` says where the text is from; ``others`` counts the other texts of the same number that git has.
    """

    text: str
    earlier: Header
    faults: tuple[Problem, ...]
    number: int
    origin: str
    others: int


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
    read = [(old, *front_matter.read(parse(old, paper.source.path), front_matter.PAPER)) for old in committed]

    def release(old: str, header: Header, faults: tuple[Problem, ...], following: int, origin: str) -> _Release:
        bodies = {parse(other, "").body.strip() for other, said, _ in read if said.version == header.version}
        others = len(bodies - {parse(old, "").body.strip()})
        return _Release(old, header, tuple(one for one in faults if one.level == "error"), following, origin, others)

    for old, header, faults in read:
        if latest < header.version < number:
            return release(old, header, faults, number, "the last that git has under that number")
    if read and committed[0] != text:
        old, header, faults = read[0]
        return release(old, header, faults, header.version + 1, "what git has")
    return release(text, paper.header, (), number + 1, "the file as it stood" if read else "the file as it stood, since git has none")


def _signatures(header: Header, earlier: Header, day: datetime.date) -> tuple[str, list[Signed]]:
    """The line of those who have signed this version, and those who signed an earlier one only."""
    known = versions.day_of(earlier) is not None
    stay = [one for one in header.signatories if known and not versions.unsigned(one, day, earlier)]
    return ", ".join(map(signatures.written, stay)), [one for one in header.signatories if one not in stay and not one.withdrawn]


def _tell(paper: Manuscript, release: _Release, desk: Desk, *, dropped: list[Signed], unexplained: bool) -> None:
    earlier, number, path = release.earlier.version, release.number, paper.source.path
    print(f"content/{versions.file_of(paper.slug, earlier)} keeps version {earlier}, at /papers/{paper.slug}/v{earlier}/. Do not edit it.")
    print(f"Its text is {release.origin}.")
    if release.others:
        print(f"git has {counted(release.others, 'other text')} of version {earlier}. If one of these was the one published, put it there")
        print("before you publish; and release a paper before you commit what is new in it.")
    print(f"{path} is now version {number}.")
    if dropped:
        names = listed([one.id for one in dropped])
        print(f"Nobody has signed version {number} by signing version {earlier}. Ask {names}, and write who signs:")
        print(f"  Signatories: {signatures.asked(dropped[0])}")
    if unexplained:
        print(f"Say in one sentence what version {number} changes, in a line Changes:")
    carrying = [(post, mark) for post in desk.texts() for mark in marks(post.source) if reproductions.slug_of(mark, post) == paper.slug]
    for post, mark in carrying:
        if not mark.version:
            print(f"{post.source.path}:{mark.line} carries this paper.", end=" ")
            print(f'To stay with version {earlier}, write version="{earlier}" into the line.')
