"""The judge: builds a case in a place of its own, and says what is wrong with what came of it."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Final

import lxml.etree
import lxml.html
from forked import Ran

from hostile.cases import BASE_CONF, OLD_SITE, Case, Copy, Entry, Fifo, File, Folder, Link, Socket
from press import unchanged

Run = Callable[..., Ran]
More = Callable[[Case, Path, Run, Ran], list[str]]
Snapshot = Mapping[str, tuple[str, int, bytes | str]]
_RUNS: Final = re.compile(r"[\s\x00-\x1f]*(?:javascript|vbscript|data)[\s\x00-\x1f]*:", re.IGNORECASE)
# What is HTML in RSS; of the rest, and in Atom without `type="html"`, markup is only text. Source: RSS 2.0; RFC 4287 §3.1.
_HTML_OF_RSS: Final = ("description", "encoded")
_PICTURE: Final = re.compile(r"\s*data:image/(?:png|jpeg|gif|webp)[;,]", re.IGNORECASE)


def faults(case: Case, place: Path, run: Run, *, more: tuple[More, ...] = ()) -> list[str]:
    """What is wrong, in words; empty when all is as the case expects. ``place`` is an empty folder of its own.

    ``more`` judge the case further, given its place and what its build has come to.
    """
    site = laid_out(case, place)
    ran, found = step(case, place, run)
    for judge in more:
        found += judge(case, place, run, ran)
    for number, other in enumerate(case.others):
        found += _other(case, place.with_name(f"{place.name}-{number}"), other, run, taken(site / case.output))
    return found + steps_after(case, place, run)


def step(case: Case, place: Path, run: Run) -> tuple[Ran, list[str]]:
    """One build of what is laid out, and what is wrong with what came of it."""
    output = place / "site" / case.output
    mine = _ours(case)
    old, around = taken(output, _is_said), _around(place, mine)
    ran = build(case, place, run)
    found = [*_told(case, ran), *differences("beside the output", around, _around(place, mine))]
    if case.output not in case.touched and (ran.code != 0 or case.unchanged):
        found += differences("the old site", old, taken(output, _is_said))
    elif not case.either or ran.code == 0:
        found += _built(case, output, command(place / "site", case))
    if ran.code >= 0 and (left := _left(output.parent, output.name)):
        found.append(f"left behind: {left}")
    return ran, found


def steps_after(case: Case, place: Path, run: Run) -> list[str]:
    """What is wrong with the builds that follow in the same place."""
    found, following = list[str](), case.then
    while following:
        put(place / "site", following.files, following)
        found += [f"then: {fault}" for fault in step(following, place, run)[1]]
        following = following.then
    return found


def laid_out(case: Case, place: Path, *, backwards: bool = False) -> Path:
    """The folder of the project, with what the case has in and around it."""
    site = made(place)
    before = case.before if case.before is not None else OLD_SITE if case.code not in (0, None) and not case.either else {}
    files = all_files(case, before)
    put(site, dict(reversed(list(files.items()))) if backwards else files, case)
    return site


def made(place: Path) -> Path:
    """The empty folder of a project, with what is around it."""
    for name in ("site", "outside", "home", "tmp"):
        (place / name).mkdir(parents=True)
    (place / "outside" / "secret.txt").write_text("the secret\n")
    (place / "outside" / "secret.md").write_text("Title: The secret\nDate: 2020-01-02\n\nthe secret\n")
    return place / "site"


def all_files(case: Case, before: Mapping[str, Entry]) -> dict[str, Entry]:
    """The files of a case, with its settings and what stands in the output before it is built."""
    return {"pelicanconf.py": BASE_CONF + case.conf, **{f"{case.output}/{name}": entry for name, entry in before.items()}, **case.files}


def taken(folder: Path, ignored: Callable[[str], bool] = lambda _: False) -> Snapshot:
    """Everything in a folder, links as links: kind, mode, and bytes or target."""
    found: dict[str, tuple[str, int, bytes | str]] = {}
    if folder.is_symlink() or not folder.is_dir():
        return {".": _entry(folder)} if os.path.lexists(folder) else {}
    for top, folders, files in os.walk(folder):
        for name in [*folders, *files]:
            path = Path(top, name)
            shown = path.relative_to(folder).as_posix()
            if not ignored(shown):
                found[shown] = _entry(path)
    return found


def _entry(path: Path) -> tuple[str, int, bytes | str]:
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        return "link", 0, str(path.readlink())
    if stat.S_ISDIR(mode):
        return "folder", stat.S_IMODE(mode), ""
    return ("file", stat.S_IMODE(mode), path.read_bytes()) if stat.S_ISREG(mode) else ("special", 0, "")


def put(site: Path, files: Mapping[str, Entry], case: Case) -> None:
    """Lay out files, each in the place of what is there; ``{command}`` in a name is what the press calls the case's command."""
    called = command(site, case)
    for name, entry in files.items():
        path = site / name.replace("{command}", called)
        if entry is None or _is_in_the_way(path, entry):
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink(missing_ok=True)
        if entry is None:
            continue
        folder = path if isinstance(entry, Folder) else path.parent
        for above in reversed([folder, *folder.parents]):
            if os.path.lexists(above) and not above.is_dir():
                above.unlink()
        folder.mkdir(parents=True, exist_ok=True)
        _make(path, entry, site)
    for name, entry in reversed(list(files.items())):
        if isinstance(entry, (Folder, File)):
            (site / name.replace("{command}", called)).chmod(entry.mode)


def command(site: Path, case: Case) -> str:
    """What the press calls the command by which the case is built."""
    return unchanged._digest(str(site.resolve()), sys.executable, *arguments(case))


def _is_in_the_way(path: Path, entry: Entry) -> bool:
    """Whether what stands there cannot become the entry."""
    if not os.path.lexists(path):
        return False
    is_folder = path.is_dir() and not path.is_symlink()
    is_file = path.is_file() and not path.is_symlink()
    return not (is_folder if isinstance(entry, Folder) else is_file and isinstance(entry, (str, bytes, File)))


def _make(path: Path, entry: Entry, site: Path) -> None:
    if isinstance(entry, Link):
        path.symlink_to(entry.target)
    elif isinstance(entry, Copy):
        there = site / entry.source
        shutil.copytree(there, path, symlinks=True) if there.is_dir() else shutil.copy2(there, path)
    elif isinstance(entry, Fifo):
        os.mkfifo(path)
    elif isinstance(entry, Socket):
        here = Path.cwd()
        os.chdir(path.parent)  # the address of a socket is short
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
        os.chdir(here)
    elif isinstance(entry, (str, bytes, File)):
        data = entry.data if isinstance(entry, File) else entry
        path.write_bytes(data.encode() if isinstance(data, str) else data)


def _ours(case: Case) -> Callable[[str], bool]:
    """What a build may change in the project: the output, the folder of the press beside it, and what plugins of the case change."""
    output = PurePosixPath(os.path.normpath(case.output))
    mine = (str(output), str(output.with_name(f".{output.name}.press")) if output.name else "", "cache", ".cache", *case.touched)
    return lambda name: any(name == one or name.startswith(f"{one}/") for one in mine)


def arguments(case: Case) -> tuple[str, ...]:
    """The arguments with which the case is built."""
    output = () if any(arg.startswith(("-o", "--output")) for arg in case.args) else ("-o", case.output)
    settings = () if "-s" in case.args else ("-s", "pelicanconf.py")
    return (*((case.content,) if case.content else ()), *output, *settings, *case.args)


def build(case: Case, place: Path, run: Run, environment: Mapping[str, str] | None = None) -> Ran:
    """One build of what is laid out."""
    surroundings = {"TZ": "UTC", "HOME": str(place / "home"), "TMPDIR": str(place / "tmp"), **case.environment, **(environment or {})}
    seed = {name: surroundings.pop(name) for name in ("PYTHONHASHSEED",) if name in surroundings}
    return run(
        place / "site", arguments(case),
        plain=case.plain, environment=surroundings, file_bytes=case.file_bytes, **seed,
    )  # fmt: skip


def _is_said(name: str) -> bool:
    """Whether a file is what a build has said, or the secret that it keeps at home."""
    return name in ("said.out", "said.err") or f"{name}/".startswith("home/.cache/")


def _around(place: Path, mine: Callable[[str], bool]) -> Snapshot:
    parts = {"site": mine, "outside": lambda _: False, "home": lambda name: f"{name}/".startswith(".cache/"), "tmp": lambda _: False}
    found = {f"{part}/{name}": what for part, ignored in parts.items() for name, what in taken(place / part, ignored).items()}
    # what lies beside the project too, for outputs that are given as ../www
    found |= {f"{path.name}/": _entry(path) for path in place.iterdir() if path.name not in parts and not _is_said(path.name)}
    return {name: what for name, what in found.items() if not mine(f"../{name.rstrip('/')}")}


def _left(folder: Path, output: str) -> list[str]:
    """What a build that has ended must not leave beside the output."""
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    found = [name for name in names if output and name.startswith(f".{output}") and name != f".{output}.press"]
    own = folder / f".{output}.press"
    return found + [f".{output}.press/{name}" for name in ("new", "next", "old") if os.path.lexists(own / name)]


def _told(case: Case, ran: Ran) -> Iterator[str]:
    codes = (0, 1) if case.either or case.code is None else case.code if isinstance(case.code, tuple) else (case.code,)
    said = f"{ran.out}\n{ran.err}"
    if ran.hung:
        yield "it hangs"
    if ran.orphans:
        yield "it leaves processes behind"
    if ran.code not in codes:
        yield f"exit code {ran.code} and not {' or '.join(map(str, codes))}"
    lines = list(_lines(case, ran))
    if lines == ["?"]:
        yield f"standard output is not {case.data}: {ran.out[:200]!r}"
    if not case.either or ran.code:
        yield from (f"does not say {wish!r}" for wish in case.says if not any(_holds(line, wish) for line in lines))
    yield from (f"says {word!r}" for word in ("Traceback (most recent", *case.not_says) if word.casefold() in said.casefold())


def _lines(case: Case, ran: Ran) -> Iterator[str]:
    if not case.data:
        yield from ran.out.splitlines()
        yield from ran.err.splitlines()
        return
    try:
        data = json.loads(ran.out)
        entries = data["runs"][0]["results"] if case.data == "sarif" else data
        if case.data == "sarif" and data["version"] != "2.1.0":
            raise ValueError
        yield from (json.dumps(entry, ensure_ascii=False) for entry in entries)
    except (ValueError, LookupError, TypeError):
        yield "?"


def _holds(line: str, wish: str) -> bool:
    folded = line.casefold()
    return all(any(word.casefold() in folded for word in part.split("||")) for part in wish.split(" & "))


def differences(what: str, old: Snapshot, new: Snapshot) -> Iterator[str]:
    """That two snapshots differ, and in what."""
    if old != new:
        names = sorted(name for name in {*old, *new} if old.get(name) != new.get(name))
        yield f"{what} was changed: {', '.join(names[:8])}"


def _built(case: Case, output: Path, called: str) -> Iterator[str]:
    for name, words in case.has.items():
        text = _text(output / name.replace("{command}", called))
        if text is None:
            yield f"{name} is not there"
        else:
            yield from (f"{name} lacks {word!r}" for word in words if word not in text)
    for name, words in case.has_not.items():
        text = _text(output / name)
        if text is not None:
            yield from (f"{name} has {word!r}" for word in words if word in text) if words else (f"{name} is there",)
    if case.inert:
        yield from _running(output)


def _text(file: Path) -> str | None:
    return file.read_bytes().decode(errors="replace") if file.is_file() else None


def _running(output: Path) -> Iterator[str]:
    """What would run in a page, or in the HTML that a feed carries."""
    for file in sorted(output.rglob("*")):
        if file.suffix == ".html" and file.stat().st_size:
            yield from (f"{file.name}: {found}" for found in _runs(lxml.html.document_fromstring(file.read_bytes().decode() or "<p>")))
        elif file.suffix == ".xml":
            for element in lxml.etree.parse(file).iter(lxml.etree.Element):
                if element.get("type") == "html" or lxml.etree.QName(element).localname in _HTML_OF_RSS:
                    yield from (f"{file.name}: {found}" for found in _runs(lxml.html.document_fromstring(f"<div>{element.text}</div>")))
                yield from (f"{file.name}: {value}" for value in element.attrib.values() if _RUNS.match(value))


def _runs(root: lxml.html.HtmlElement) -> Iterator[str]:
    for element in root.iter(lxml.etree.Element):
        if element.tag in ("iframe", "object", "embed", "base", "form") or (
            element.tag == "script" and "json" not in element.get("type", "")
        ):
            yield f"<{element.tag}>"
        for name, value in element.attrib.items():
            address = name in ("href", "src", "xlink:href", "action", "data", "poster", "cite")
            handler = name.lower().startswith("on") or name.lower() in ("srcdoc", "formaction", "http-equiv")
            if handler or (address and _RUNS.match(value) and not _PICTURE.match(value)):
                yield f"{name}={value!r}"


def _other(case: Case, place: Path, surroundings: Mapping[str, str], run: Run, wanted: Snapshot) -> Iterator[str]:
    """What another building of the same site in other surroundings does otherwise."""
    site = laid_out(case, place, backwards=True)
    for name in taken(site):
        os.utime(site / name, (1, 1), follow_symlinks=False)
    ran = build(case, place, run, surroundings)
    if ran.code != 0:
        yield f"with {dict(surroundings)}: exit code {ran.code}"
    yield from differences(f"the site with {dict(surroundings)}", wanted, taken(site / case.output))
