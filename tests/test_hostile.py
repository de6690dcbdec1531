"""The hostile corpus through the press: what must be refused is refused and named, and all else is built.

Each case is built for the first time; a part of them also where a sound site has been built, as an incremental build, which must come
to the same; all of them with ``HOSTILE=incremental``. What is only awkward is also built once more as it is.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest
from forked import Ran, Server
from hostile import CASES
from hostile.cases import Case, post
from hostile.incremental import after_a_sound_site, again
from hostile.judge import More, faults

ALL = os.environ.get("HOSTILE") == "incremental"
PART = 16  # of so many cases one is built after a sound site too, by its name alone
BY_NAME = {f"{case.kind}: {case.name}": case for case in CASES}
Judged = Callable[[str], list[str]]


class Pool:
    """As many servers as there are processors; one of them for each hash seed that a case asks for."""

    def __init__(self) -> None:
        self._free: SimpleQueue[Server] = SimpleQueue()
        self._all = [Server(PYTHONHASHSEED="0") for _ in range(os.cpu_count() or 1)]
        for server in self._all:
            self._free.put(server)

    def run(self, *what: Any, **how: Any) -> Ran:
        """A build by a server that is free; one with another hash seed is made for it."""
        if seed := how.pop("PYTHONHASHSEED", ""):
            with Server(PYTHONHASHSEED=str(seed)) as server:
                return server.run(*what, **how)
        server = self._free.get()
        try:
            return server.run(*what, **how)
        finally:
            self._free.put(server)

    def close(self) -> None:
        """End all servers."""
        for server in self._all:
            server.close()


@pytest.fixture(scope="module")
def judged(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judged]:
    """What is wrong with a case. Those that are asked for are all judged at once, beside each other."""
    asked = [item.callspec.params.get("name") for item in request.session.items if hasattr(item, "callspec")]
    wanted = [name for name in asked if isinstance(name, str)]
    pool, folder = Pool(), tmp_path_factory.mktemp("hostile")
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        found: dict[str, Future[list[str]]] = {
            name: threads.submit(faults, BY_NAME[name], folder / str(number), pool.run, more=_more(name))
            for number, name in enumerate(wanted)
            if name in BY_NAME
        }
        yield lambda name: found[name].result()
        for future in found.values():
            future.cancel()
    pool.close()


def _more(name: str) -> tuple[More, ...]:
    """How a case is judged beside its first build."""
    incremental = ALL or zlib.crc32(name.encode()) % PART == 0
    return (*((after_a_sound_site,) if incremental else ()), *((again,) if BY_NAME[name].kind == "awkward_but_fine" else ()))


@pytest.mark.parametrize("name", BY_NAME)
def test_a_site_is_built_or_refused_as_it_deserves(judged: Judged, name: str) -> None:
    found = judged(name)

    assert found == []


def test_there_are_at_least_230_sites_and_50_of_them_are_only_awkward() -> None:
    awkward = [case for case in CASES if case.kind == "awkward_but_fine"]

    assert (len(BY_NAME) == len(CASES) >= 230, len(awkward) >= 50) == (True, True)


@pytest.mark.parametrize(
    ("case", "ran", "found"),
    [
        (Case(name="x", files={}), Ran(1, "", ""), ["exit code 1 and not 0"]),
        (Case(name="x", files={}, code=1, says=("a.md:3: & word||other",)), Ran(1, "", "a.md:3: a WORD.\n"), []),
        (Case(name="x", files={}, code=1, says=("a.md:3: & word",)), Ran(1, "a.md:3: no.\n", "word\n"), ["does not say 'a.md:3: & word'"]),
        (Case(name="x", files={}, code=None), Ran(2, "", ""), ["exit code 2 and not 0 or 1"]),
        (Case(name="x", files={}, code=1), Ran(1, "", "Traceback (most recent call last):"), ["says 'Traceback (most recent'"]),
        (Case(name="x", files={}), Ran(0, "", "", hung=True, orphans=True), ["it hangs", "it leaves processes behind"]),
        (Case(name="x", files={}, data="json"), Ran(0, "[", ""), ["standard output is not json: '['"]),
        (Case(name="x", files={}, has={"x.html": ("y",)}), Ran(0, "", ""), ["x.html is not there"]),
        (Case(name="x", files={"output/x.html": "z"}, has={"x.html": ("y",)}, has_not={"x.html": ("z",)}), Ran(0, "", ""), ["x.html lacks 'y'", "x.html has 'z'"]),
        (Case(name="x", files={"output/x.html": "<p onclick=y>"}, inert=True), Ran(0, "", ""), ["x.html: onclick='y'"]),
        (Case(name="x", files={"output/x.xml": "<a><title>&lt;script></title><b type='html'>&lt;script></b></a>"}, inert=True), Ran(0, "", ""), ["x.xml: <script>"]),
    ],
)  # fmt: skip
def test_the_judge_sees_what_is_wrong(tmp_path: Path, case: Case, ran: Ran, found: list[str]) -> None:
    judgement = faults(case, tmp_path / "place", lambda *_, **__: ran)

    assert judgement == found


def test_the_judge_sees_what_was_changed_and_left(tmp_path: Path) -> None:
    def harmful(folder: Path, *_: object, **__: object) -> Ran:
        (folder / "output" / "index.html").write_text("changed")
        (folder / "content" / "a.md").unlink()
        (folder.parent / "outside" / "new").touch()
        (folder / ".output-new-1").mkdir()
        return Ran(1, "", "")

    judgement = faults(Case(name="x", files={"content/a.md": post()}, code=1), tmp_path / "place", harmful)

    assert judgement == [
        "beside the output was changed: outside/new, site/.output-new-1, site/content/a.md",
        "the old site was changed: index.html",
        "left behind: ['.output-new-1']",
    ]


def test_the_judge_sees_where_an_incremental_build_comes_to_something_else(tmp_path: Path) -> None:
    builds = []

    def forgetful(folder: Path, *_: object, **__: object) -> Ran:
        builds.append(folder)
        (folder / "output").mkdir(exist_ok=True)
        for name in ("one.html", *(("stale.html",) if (folder / "content" / "sound").exists() else ())):
            (folder / "output" / name).write_text("Words.")
        return Ran(0, f"a.md: told in build {len(builds)}\nBuilt all in 0.1 s.\n", "")

    judgement = faults(Case(name="x", files={"content/a.md": post()}), tmp_path / "place", forgetful, more=(after_a_sound_site, again))

    assert judgement == [
        "after a sound site: the site of a first build was changed: stale.html",
        "after a sound site: it does not say what a first build said: ['- a.md: told in build 1', '+ a.md: told in build 3']",
        "again: it does not say what the build before said: ['- a.md: told in build 1', '+ a.md: told in build 4']",
    ]
