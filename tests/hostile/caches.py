"""Caches and leftovers that are damaged, foreign or planted: they count as nothing, and nothing of them runs."""

from __future__ import annotations

import gzip
import json
import pickle
import sqlite3
from contextlib import closing
from typing import Any

from hostile.cases import Case, Copy, Entry, Fifo, File, Folder, Link, post
from press.left import _SCHEMA
from press.marks import SIZE

A = "content/a.md"
CACHED = "CACHE_CONTENT = True\nLOAD_CONTENT_CACHE = True\n"
BUILT = {"one.html": ("Words.",)}


class _Bomb:
    """What writes a file when it is read from a pickle."""

    def __reduce__(self) -> tuple[Any, ...]:
        return exec, ("open('../outside/pwned', 'w').close()",)


BOMB = pickle.dumps(_Bomb())
_NAMES = (
    "ArticlesGenerator-Readers",
    "PagesGenerator-Readers",
    "StaticGenerator-Readers",
    "ArticlesGenerator",
    "PagesGenerator",
    "Readers",
)


def record(*, begun: object = (), folder: str = "", leaf: str = "index.html") -> bytes:
    """A record of how the site was left, well formed, with what no build writes there."""
    left = {"identity": "x", "root": 1, "turn": 0, "before": 0, "differing": [], "settled": True}
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        for statement in _SCHEMA:
            made.execute(statement)
        noted = begun if isinstance(begun, str) else json.dumps({"root": 1, "leaves": begun})
        made.executemany("INSERT INTO site VALUES (?, ?)", [("form", "1"), ("left", json.dumps(left)), ("begun", noted)])
        made.execute("INSERT INTO folders VALUES (?, ?, ?, ?, ?, ?)", (folder.encode(), b"x", b"x", f"{leaf}\0".encode(), b"", b"x" * SIZE))
        return made.serialize()


def of_another_kind() -> bytes:
    """A database of somebody else's."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        made.execute("CREATE TABLE made (other TEXT)")
        made.execute("INSERT INTO made VALUES ('mine')")
        return made.serialize()


def with_log() -> bytes:
    """A database that says of itself that it is written by a log beside it. Source: https://sqlite.org/fileformat2.html §1.3.3."""
    data = bytearray(of_another_kind())
    data[18:20] = b"\x02\x02"
    return bytes(data)


def planted(what: str, file: str) -> tuple[Case, ...]:
    """Sites that are built whatever lies where something is kept from build to build."""
    deep = file.count("/") * "../"
    entries: dict[str, Entry] = {
        "damaged": b"SQLite format 3\x00 damaged" * 9,
        "empty": "",
        "text": "{ no json",
        "of another kind": of_another_kind(),
        "JSON of another kind": '{"x": [1, null]}',
        "not to be written": File("mine", 0o444),
        "not to be read": File("mine", 0o000),
        "a link to nothing": Link(f"{deep}../outside/none"),
        "a link to an empty file": Link(f"{deep}../outside/empty"),
        "a link to itself": Link(file.rpartition("/")[2]),
        "a link out": Link(f"{deep}../outside/secret.txt"),
        "a pipe": Fifo(),
        "bytes": b"\xff\xfe\x00" * 99,
    }
    around: dict[str, Entry] = {"../outside/empty": ""}
    sites = (
        # Where it cannot be read how the site was left, its pages would be foreign for good.
        beside(f"{what} that is {how}", {**around, file: entry}, code=None if file.startswith(STATE) and how.startswith("not to be") else 0)
        for how, entry in entries.items()
    )
    return (*sites, beside(f"{what} that is a folder", {f"{file}/x": "x"}))


def beside(name: str, files: dict[str, Any], **more: Any) -> Case:
    """A site that is built whatever lies in the folder of the press beside its output."""
    return Case(name=name, files={A: post(), "output/index.html": "old", **files}, before={}, **{"has": BUILT, **more})


PRESS = ".output.press"
STATE = f"{PRESS}/state.sqlite"
COMMAND = ".cache/press/{command}.json"
# What is kept from build to build.
_KEPT = {
    "a record of the site": STATE,
    "a record of its pages": f"{PRESS}/notes.sqlite",
    "a store": ".cache/press.sqlite",
    "a success": COMMAND,
}
_LOGS: dict[str, Entry] = {
    "a pipe": Fifo(),
    "a link out": Link("../../outside/secret.txt"),
    "a link to nothing": Link("../../outside/none"),
    "bytes": b"x" * 99,
}

CASES = (
    Case(name="a pickle that was planted", files={A: post(), **{f"cache/{name}": gzip.compress(BOMB) for name in _NAMES}}, conf=CACHED, has=BUILT),
    Case(name="a pickle that was planted, not packed", files={A: post(), **{f"cache/{name}": BOMB for name in _NAMES}}, conf=CACHED + "GZIP_CACHE = False\n", has=BUILT),
    Case(name="a pickle that was planted for generators", files={A: post(), **{f"cache/{name}": gzip.compress(BOMB) for name in _NAMES}}, conf=CACHED + 'CONTENT_CACHING_LAYER = "generator"\n', has=BUILT),
    Case(name="a pickle that was planted elsewhere", files={A: post(), **{f"cache/{name}": gzip.compress(BOMB) for name in _NAMES}}, conf=CACHED + 'CACHE_PATH = "cache/"\nCHECK_MODIFIED_METHOD = "md5"\n', args=("--ignore-cache",), has=BUILT),
    Case(name="a cache that is damaged", files={A: post(), **{f"cache/{name}": b"\x1f\x8b\x08 damaged" for name in _NAMES}}, conf=CACHED, has=BUILT),
    Case(name="a cache that is a file", files={A: post(), "cache": "x"}, conf=CACHED, has=BUILT),
    Case(name="a cache that is a link out", files={A: post(), "cache": Link("../outside")}, conf=CACHED, has=BUILT),
    Case(name="a cache at the place of the content", files={A: post()}, conf=CACHED + 'CACHE_PATH = "content"\n', has=BUILT),
    Case(name="a cached build after a change", files={A: post()}, conf=CACHED, has=BUILT, then=Case(name="again", files={A: post("Else.")}, has={"one.html": ("Else.",)})),
    Case(name="a change within one second and of one length", files={A: post("Aaaaa.")}, conf=CACHED, then=Case(name="again", files={A: post("Bbbbb.")}, has={"one.html": ("Bbbbb.",)})),
    *(case for what, file in _KEPT.items() for case in planted(what, file)),
    *(case for what, file in _KEPT.items() if file.endswith("sqlite") for case in planted(f"a journal of {what}", f"{file}-journal")),
    *(beside(f"{what} with a log that is {how}", {file: with_log(), f"{file}-wal": log, f"{file}-shm": log}) for what, file in _KEPT.items() if file.endswith("sqlite") for how, log in _LOGS.items()),
    beside("a record of the site whose files lie outside", {STATE: record(begun=["../../outside/secret.txt", "/etc/x", "index.html"])}),
    beside("a record of the site whose folders lie outside", {STATE: record(folder="../../outside", leaf="secret.txt")}),
    beside("a record of the site whose leaves lie outside", {STATE: record(folder="", leaf="../../outside/secret.txt")}),
    beside("a record of the site that is without end", {STATE: record(begun="[" * 100_000)}),
    beside("what a success was made from, without end", {COMMAND: "[" * 100_000}),
    beside("what a success was made from, in another form", {COMMAND: '{"form": 1, "inputs": {"files": [], "digests": 1, "folders": {"x": 3}, "beyond": ""}}'}),
    beside("what a success was made from, that of nothing", {COMMAND: '{"form": 1, "inputs": {"files": {}, "digests": {}, "folders": {}, "beyond": ""}, "output": "", "site": "", "due": "", "told": [], "built": "all", "machine": ""}'}),
    beside("what a success was made from, with a file that is a pipe", {"pipe": Fifo(), COMMAND: '{"form": 1, "inputs": {"files": {"pipe": []}, "digests": {"pipe": ""}, "folders": {"pipe": []}, "beyond": ""}, "output": "", "site": "", "due": "", "told": [], "built": "", "machine": ""}'}),
    beside("a folder of caches that is a file", {".cache": "mine"}),
    beside("a folder of caches that is a link out", {".cache": Link("../outside")}),
    beside("a folder of caches that is a link to nothing", {".cache": Link("../outside/none")}),
    beside("a folder of caches that is a pipe", {".cache": Fifo()}),
    beside("a folder of caches that is read only", {".cache": Folder(0o555)}),
    beside("a folder of caches that may not be entered", {".cache": Folder(0o000)}),
    beside("a folder of successes that is a file", {".cache/press": "mine"}),
    beside("a folder of successes that is a link out", {".cache/press": Link("../../outside")}),
    beside("a folder of successes that is a link to nothing", {".cache/press": Link("../../outside/none")}),
    beside("a folder of successes that is read only", {".cache/press": Folder(0o555)}),
    beside("what hides caches from git is a link out", {".cache/.gitignore": Link("../../outside/new")}),
    beside("what hides caches from git is a folder", {".cache/.gitignore/x": "x"}),
    beside("what hides caches from git is a pipe", {".cache/.gitignore": Fifo()}),
    Case(name="caches are hidden from git", files={A: post()}, has={**BUILT, "../.cache/.gitignore": ("*",), "../.cache/press.sqlite": (), f"../{PRESS}/notes.sqlite": (), f"../{PRESS}/state.sqlite": ()}),
    Case(name="what was kept of a text comes back beside another", files={A: post("First.")}, then=Case(
        name="changed", files={"kept/cache": Copy(".cache"), "kept/press": Copy(PRESS), A: post("Other.")}, has={"one.html": ("Other.",)}, then=Case(
        name="put back", files={".cache": None, PRESS: None, ".cache/press": Copy("kept/cache/press"), ".cache/press.sqlite": Copy("kept/cache/press.sqlite"), STATE: Copy("kept/press/state.sqlite"), f"{PRESS}/notes.sqlite": Copy("kept/press/notes.sqlite")}, has={"one.html": ("Other.",)}))),
    Case(name="what was kept of an output comes back beside another", files={A: post("First.")}, then=Case(
        name="changed", files={"kept/output": Copy("output"), A: post("Other.")}, has={"one.html": ("Other.",)}, then=Case(
        name="put back", files={"output": None}, has={"one.html": ("Other.",)}, then=Case(
        name="another", files={"output": Copy("kept/output")}, has={"one.html": ("Other.",)})))),
    Case(name="a page that was changed by hand", files={A: post()}, then=Case(name="changed", files={"output/one.html": "by hand"}, has=BUILT)),
    Case(name="a page that was removed by hand", files={A: post()}, then=Case(name="removed", files={"output/one.html": None}, has=BUILT)),
    Case(name="a page that became a link out", files={A: post()}, then=Case(name="linked", files={"output/one.html": Link("../../outside/secret.txt")}, has=BUILT, has_not={"one.html": ("the secret",)})),
    Case(name="a page that became a folder", files={A: post()}, then=Case(name="folder", files={"output/one.html": None, "output/one.html/x": "mine"}, code=None)),
    Case(name="a page that became a pipe", files={A: post()}, then=Case(name="pipe", files={"output/one.html": Fifo()}, has=BUILT)),
    Case(name="a page that may not be read", files={A: post()}, then=Case(name="secret", files={"output/one.html": File("x", 0o000)}, has=BUILT)),
    Case(name="a folder of pages that became a link out", files={A: post()}, conf='ARTICLE_SAVE_AS = "posts/{slug}.html"\nARTICLE_URL = "posts/{slug}.html"\n', then=Case(name="linked", files={"output/posts": Link("../../outside")}, code=1, says=("posts & which no build has written",))),
    Case(name="a source that became a pipe", files={A: post(), "content/b.md": post(title="Two")}, then=Case(name="pipe", files={"content/b.md": Fifo()}, code=None, says=("b.md",))),
    Case(name="settings that became a pipe", files={A: post()}, then=Case(name="pipe", files={"pelicanconf.py": Fifo()}, code=1, says=("pelicanconf.py",))),
    Case(name="a template that became a pipe", files={A: post(), "templates/extra.html": "Extra"}, conf='THEME_TEMPLATES_OVERRIDES = ["templates"]\nDIRECT_TEMPLATES = ["index", "extra"]\n', then=Case(name="pipe", files={"templates/extra.html": Fifo()}, code=1, says=("extra.html",))),
    beside("a lock that is a link out", {".output.press/lock": Link("../../outside/secret.txt")}, code=None),
    beside("a lock that is a pipe", {".output.press/lock": Fifo()}, code=None),
    beside("a lock that is a folder", {".output.press/lock/x": "x"}, code=None),
    beside("a lock of a process that is dead", {".output.press/lock": "999999\n"}),
    beside("a lock of process 1", {".output.press/lock": "1\n"}),
    beside("the folder of the press is a link out", {".output.press": Link("../outside")}, code=None),
    beside("the folder of the press is a file", {".output.press": "mine"}, code=None, says=(".output.press||output",)),
    beside("a half-built site is left", {".output.press/new/half.html": "half"}, has_not={"half.html": ()}),
    beside("a half-built site is a link out", {".output.press/new": Link("../../outside")}),
    beside("a half-built site holds a link out", {".output.press/new/x": Link("../../../outside")}),
    beside("a half-built site is read only", {".output.press/new/x/half.html": File("half", 0o444), ".output.press/new/x": Folder(0o555)}),
    beside("an old site is left", {".output.press/old/index.html": "older"}),
    beside("an old site is left and the output is gone", {"output": None, "output/index.html": None, ".output.press/old/index.html": "older"}),
    beside("an old site is a link out", {".output.press/old": Link("../../outside")}),
    Case(name="leftovers of Pelican's own kind", files={A: post(), "output/.doctrees/x.pickle": BOMB}, has=BUILT),
    Case(name="bytecode that was planted", files={A: post(), "__pycache__/pelicanconf.cpython-311.pyc": BOMB}, has=BUILT),
)  # fmt: skip
