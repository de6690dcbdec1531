"""The judge of incremental builds: a case laid out where a sound site stands, and one that is built once more as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from forked import Ran

from hostile.cases import BASE_CONF, Case, Entry, post
from hostile.judge import Run, Snapshot, all_files, build, differences, made, put, step, steps_after, taken

# The sound site: its first text is that of many cases, so that what was made of it may stay.
_SOUND: Final = {"a.md": post(), "sound/b.md": post("Else.", "Tags: sound", title="Sound")}
# What tells how long it took is no result; what is told of foreign files, and of the disk, hangs on what has stood before.
_PASSING: Final = re.compile(r"\d s\.$|no build has written it|could not be written")

_ADDRESS: Final = re.compile(r"0x[0-9a-f]+")  # in memory, of what is named in a message
_ABOVE: Final = re.compile(r"(?:\.\./)+")  # how deep the two lie


def after_a_sound_site(case: Case, place: Path, run: Run, first: Ran) -> list[str]:
    """What is wrong where the case's files take the place of those of a sound site that stands.

    It must come to what a first build of the same files comes to: ``first``, which stands in ``place``.
    """
    other = place.parent / "after" / place.name  # messages may name the folder
    gone = [name for name in _build_sound(case, made(other), run) if not any(one.startswith(f"{name}/") for one in case.files)]
    put(other / "site", {**dict.fromkeys(gone), **all_files(case, case.before or {})}, case)
    ran, found = step(case, other, run)
    if ran.code != first.code:
        may_differ = case.code is not None or case.kind == "bounds" or _is_of_the_press(case)  # what is at its bounds may take too long
        found += [] if may_differ else [f"exit code {ran.code}, and {first.code} of a first build"]
    elif ran.code >= 0:
        found += _differing_sites(case, place, other) if ran.code == 0 and not case.timed else ()
        found += _differing("a first build", _words(first, place), _words(ran, other))
    return [f"after a sound site: {fault}" for fault in (*found, *steps_after(case, other, run))]


def again(case: Case, place: Path, run: Run, first: Ran) -> list[str]:
    """What is wrong with another build of what has just been built: it must come to the same, and say the same."""
    if first.code != 0:
        return []
    before = taken(place / "site" / case.output)
    ran = build(case, place, run)
    found = [f"exit code {ran.code}"] if ran.code != 0 else []
    found += differences("the site", before, taken(place / "site" / case.output))
    return [f"again: {fault}" for fault in (*found, *_differing("the build before", _words(first, place), _words(ran, place)))]


def _build_sound(case: Case, site: Path, run: Run) -> tuple[str, ...]:
    """Build a sound site by the case's command, or a plain one where that is part of what is wrong; its files and folders."""
    content = case.content if case.content.isidentifier() else "content"
    files: dict[str, Entry] = {f"{content}/{name}": text for name, text in _SOUND.items()}
    same = Case(name="", files={}, args=case.args, content=content, output=case.output, environment=case.environment)
    for sound in (same, Case(name="", files={}, content=content)):
        put(site, {"pelicanconf.py": BASE_CONF, **files}, sound)
        if (ran := build(sound, site.parent, run)).code == 0:
            return (*files, f"{content}/sound", content)
    raise ValueError(f"the sound site is not built: {ran}")


def _site(case: Case, place: Path) -> Snapshot:
    """What a build has made, but for what the case has put there and what is above or below that."""
    folder = place / "site" / case.output
    laid = [name.removeprefix(f"{case.output}/") for name in case.files if name.startswith(f"{case.output}/")]
    others = [*laid, *(case.before or ())]
    return taken(folder, lambda name: any(f"{name}/".startswith(f"{one}/") or f"{one}/".startswith(f"{name}/") for one in others))


def _differing_sites(case: Case, place: Path, other: Path) -> Iterator[str]:
    first, now = _site(case, place), _site(case, other)
    if _is_of_the_press(case):  # without a record, the pages of the sound site are foreign
        now = {name: what for name, what in now.items() if name in first}
    yield from differences("the site of a first build", first, now)


def _is_of_the_press(case: Case) -> bool:
    """Whether the case has files where the press keeps what it knows of the site."""
    return any(name.startswith(f".{case.output}.press") for name in case.files)


def _words(ran: Ran, place: Path) -> list[str]:
    """What a build has said, but for what passes."""
    said = _ABOVE.sub("../", _ADDRESS.sub("0x", f"{ran.out}{ran.err}".replace(str(place), "")))
    return [line for line in said.splitlines() if not _PASSING.search(line)]


def _differing(what: str, before: list[str], now: list[str]) -> Iterator[str]:
    if before != now:
        only = [f"- {line}" for line in before if line not in now] + [f"+ {line}" for line in now if line not in before]
        yield f"it does not say what {what} said: {only[:6] or (before, now)}"
