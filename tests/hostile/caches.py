"""Caches and leftovers that are damaged, foreign or planted: they count as nothing, and nothing of them runs."""

from __future__ import annotations

import gzip
import pickle
from typing import Any

from hostile.cases import Case, Fifo, File, Folder, Link, post

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


def beside(name: str, files: dict[str, Any], **more: Any) -> Case:
    """A site that is built whatever lies in the folder of the press beside its output."""
    return Case(name=name, files={A: post(), "output/index.html": "old", **files}, before={}, **{"has": BUILT, **more})


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
    beside("a record of files that is damaged", {".output.press/written.json": "{ no json"}),
    beside("a record of files that is of another kind", {".output.press/written.json": '{"x": [1, null]}'}),
    beside("a record of files that is deep", {".output.press/written.json": "[" * 100_000}),
    beside("a record of files that leads out", {".output.press/written.json": '["../../outside/secret.txt", "/etc/x", "index.html"]'}),
    beside("a record of files that is bytes", {".output.press/written.json": b"\xff\xfe\x00"}),
    beside("a record of files that is a pipe", {".output.press/written.json": Fifo()}),
    beside("a record of files that is a folder", {".output.press/written.json/x": "x"}, code=None),
    beside("a record of files that is a link out", {".output.press/written.json": Link("../../outside/secret.txt")}),
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
