"""Faults: whatever fails, and at whatever moment a build ends, the old site stands or the new one, whole.

``FAULTS=all`` tries every operation, and ``READERS=500`` is the number of publishes that are read.
"""

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import ROOT
from faults import KEPT, Request, Result, Server, server
from test_exchange import put, what_is_in

from press.exchange import Workplace

KINDS = ["EIO", "ENOSPC", "EACCES", "SIGINT", "SIGTERM", "SIGKILL"]
CODES = {"SIGINT": {130}, "SIGTERM": {143, -15}, "SIGKILL": {-9}}  # of a build that does not come to stand
ALL = os.environ.get("FAULTS") == "all"
ARGUMENTS = ["content", "-s", "siteconf.py", "-o", "output"]
LASTING = [".gitignore", "lock", "previous", "state.sqlite"]
WITH_NOTES = sorted([*LASTING, "notes.sqlite"])

SITE = {
    "siteconf.py": (
        'PATH = "content"\nTHEME = "simple"\nSITENAME = "Faults"\nSITEURL = ""\nTIMEZONE = "UTC"\nDEFAULT_LANG = "en"\nAUTHOR = "Ada"\n'
        "PRESS_WORKERS = 1\n"  # all operations are of one process
        'FEED_ALL_ATOM = CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None\nDEFAULT_PAGINATION = False\n'
    ),
    "content/one.md": "Title: One\nDate: 2020-01-01\nCategory: c\n\nOne, and [two]({filename}two.md).\n",
    "content/two.md": "Title: Two\nDate: 2020-01-02\nCategory: c\n\nTwo.\n",
    "content/three.md": "Title: Three\nDate: 2020-01-03\nCategory: d\n\nThree.\n",
    "content/images/lamp.png": "no picture",
}  # fmt: skip
CHANGED = {
    "content/one.md": "Title: One\nDate: 2020-01-01\nCategory: c\n\nOne, otherwise.\n",
    "content/four.md": "Title: Four\nDate: 2020-01-04\nCategory: d\n\nFour.\n",
    "content/images/lamp.png": "another picture",
}
FOREIGN = {"notes.txt": "mine", ".git/HEAD": "ref", "posts/": ""}


@dataclass(frozen=True)
class Case:
    """A site whose sources have changed since it was built: how it stands, how it will stand, in how many operations."""

    folder: Path
    old: dict[str, str]
    new: dict[str, str]
    operations: int


@pytest.fixture(scope="module")
def runner() -> Iterator[Server]:
    with server() as made:
        yield made


def _built(runner: Server, folder: Path) -> Result:
    result = runner.run(Request(str(folder), ARGUMENTS))
    assert result.code == 0, result.said
    return result


@pytest.fixture(scope="module")
def case(runner: Server, tmp_path_factory: pytest.TempPathFactory) -> Case:
    folder = put(tmp_path_factory.mktemp("faults") / "site", SITE)
    _built(runner, folder)
    put(folder / "output", FOREIGN)
    _built(runner, folder)  # so that there is one before
    old = what_is_in(folder / "output")
    (folder / "content" / "three.md").unlink()
    put(folder, CHANGED)
    copy = shutil.copytree(folder, folder.with_name("after"), symlinks=True)
    operations = _built(runner, copy).operations
    return Case(folder, old, what_is_in(copy / "output"), operations)


@pytest.fixture
def folder(case: Case, tmp_path: Path) -> Path:
    return shutil.copytree(case.folder, tmp_path / "site", symlinks=True)


def test_the_two_sites_differ_and_hold_what_is_foreign(case: Case) -> None:
    found = (case.old == case.new, "three.html" in case.old, "four.html" in case.new, {*FOREIGN} <= {*case.old} & {*case.new})

    assert found == (False, True, True, True)


def _state(output: Path, case: Case) -> str:
    if not os.path.lexists(output):
        return "missing"
    found = what_is_in(output)
    return "old" if found == case.old else "new" if found == case.new else f"a mixture: {found}"


def _fault(result: Result, state: str, kind: str) -> str:
    """What is wrong with this end of a build, or nothing."""
    if state not in ("old", "new"):
        return f"the output is {state}"
    if state == "old" and result.code not in CODES.get(kind, {1}):
        return f"the old site stands and the code is {result.code}"
    if "Traceback" in result.said:
        return "a traceback"
    return ""


def _next(runner: Server, folder: Path, case: Case) -> str:
    """What is wrong with the build after it, or nothing."""
    result = runner.run(Request(str(folder), ARGUMENTS))
    if "Unchanged" in result.said:  # what was left behind stays until there is something to do
        result = runner.run(Request(str(folder), [*ARGUMENTS, "--clean"]))
    left = sorted(entry.name for entry in (folder / ".output.press").iterdir())
    beside = sorted(entry.name for entry in folder.iterdir())
    found = (result.code, _state(folder / "output", case), left, beside)
    wanted = (0, "new", WITH_NOTES, [".cache", ".output.press", "content", "output", "siteconf.py"])
    return "" if found == wanted else f"the next build: {found} {result.said}"


def _moments(operations: int) -> list[int]:
    """Which operations fail: all, or a spread over the build and another over its end, where the exchange is."""
    if ALL:
        return list(range(1, operations + 1))
    early, late = operations - 60, operations
    return [*range(1, early, early // 4), *range(early, late, 60 // 4)]


@pytest.mark.parametrize("kind", KINDS)
def test_whichever_operation_fails_the_old_site_stands_or_the_new_one(runner: Server, case: Case, tmp_path: Path, kind: str) -> None:
    wrong = {}
    for at in _moments(case.operations):
        folder = shutil.copytree(case.folder, tmp_path / str(at), symlinks=True)
        result = runner.run(Request(str(folder), ARGUMENTS, kind, at))
        found = (
            _fault(result, _state(folder / "output", case), kind) or ("" if result.came else "no fault came") or _next(runner, folder, case)
        )
        if found:
            wrong[at] = f"{found}\n{result.said}"
        shutil.rmtree(folder)

    assert wrong == {}


# --- an incremental build -----------------------------------------------------------------------------------


class Standing:
    """A site that stands as a build has left it, in a folder that is built in over and over; its sources have changed since."""

    def __init__(self, runner: Server, folder: Path, case: Case) -> None:
        self.folder = folder
        self._runner = runner
        self._case = case
        put(folder, SITE)
        self._caches = folder.with_name("caches")
        _built(runner, folder)
        put(folder / "output", FOREIGN)
        for _ in range(2):  # so that the site before is of use
            put(folder, {"content/one.md": f"{SITE['content/one.md']}\n"})
            _built(runner, folder)
            put(folder, {"content/one.md": SITE["content/one.md"]})
            _built(runner, folder)
        shutil.copytree(folder / ".cache", self._caches)
        self._change()
        self.operations = _built(runner, folder).operations
        self.stood = self.back()

    def back(self) -> str:
        """How the site stands after the change was taken back, by another build, and made again."""
        shutil.rmtree(self.folder / "content")
        put(self.folder, SITE)
        _built(self._runner, self.folder)
        state = _state(self.folder / "output", self._case)
        shutil.rmtree(self.folder / ".cache")
        shutil.copytree(self._caches, self.folder / ".cache")  # in which nothing is known of the change
        self._change()
        return state

    def _change(self) -> None:
        (self.folder / "content" / "three.md").unlink()
        put(self.folder, CHANGED)


@pytest.fixture(scope="module")
def standing(runner: Server, case: Case, tmp_path_factory: pytest.TempPathFactory) -> Standing:
    return Standing(runner, tmp_path_factory.mktemp("standing") / "site", case)


def test_the_incremental_build_makes_what_a_clean_one_makes_and_keeps_what_stays(runner: Server, case: Case, standing: Standing) -> None:
    result = runner.run(Request(str(standing.folder), [*ARGUMENTS, "--why", "two.html"]))
    found = (result.code, "two.html stays as it stands" in result.said, _state(standing.folder / "output", case), standing.back())

    assert found == (0, True, "new", "old")


@pytest.mark.parametrize("kind", KINDS)
def test_whichever_operation_of_an_incremental_build_fails_the_old_site_stands_or_the_new_one(
    runner: Server, case: Case, standing: Standing, kind: str
) -> None:
    wrong = {}
    for at in _moments(standing.operations):
        folder = standing.folder
        result = runner.run(Request(str(folder), ARGUMENTS, kind, at))
        found = (
            _fault(result, _state(folder / "output", case), kind) or ("" if result.came else "no fault came") or _next(runner, folder, case)
        )
        if found or (found := "" if (state := standing.back()) == "old" else f"afterwards: {state}"):
            wrong[at] = f"{found}\n{result.said}"

    assert wrong == {}


# --- the exchange alone, at every operation -----------------------------------------------------------------


ALONE = Case(
    Path(),
    {"index.html": "old", "posts/a.html": "old", "mine/x": "mine", "link": "->nowhere"},
    {"index.html": "new", "posts/b.html": "new", "mine/x": "mine", "link": "->nowhere"},
    0,
)
TURNS = Case(Path(), ALONE.old | dict.fromkeys(KEPT, "kept"), ALONE.new | dict.fromkeys(KEPT, "kept"), 0)


def _start(folder: Path, way: str) -> Path:
    """A folder with an old site, as it was exchanged in that way."""
    output = folder / "output"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("press.disk.flush", lambda *_, **__: None)
        if way == "link":
            patch.setattr("press.disk.swap", lambda one, other: False)
        with Workplace.at(output) as workplace:
            put(workplace.staged, {"index.html": "old", "posts/a.html": "old"})
            workplace.exchange(emptied=False, retained=())
        put(output, {"mine/x": "mine", "link": "->nowhere"})
        for number in (1, 2) if way == "turn" else ():  # so that the site before is of use
            with Workplace.at(output) as workplace:
                kept = KEPT if number == 2 else frozenset()
                old = {"index.html": "old", "posts/a.html": "old", **dict.fromkeys(KEPT, "kept")}
                put(workplace.staged, {name: text for name, text in old.items() if name not in kept})
                workplace.exchange(emptied=False, retained=(), kept=kept)
    return folder


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("way", "function"), [("swap", "exchange_alone"), ("turn", "exchange_in_turns"), ("set aside", "exchange_without_swap"), ("link", "exchange_without_swap")])  # fmt: skip
def test_at_every_operation_of_the_exchange_the_old_site_stands_or_the_new_one(
    runner: Server, tmp_path: Path, way: str, function: str, kind: str
) -> None:
    wrong, at, came, case = {}, 0, True, TURNS if way == "turn" else ALONE
    # Set aside, a kill between the two renames leaves no output until the next build.
    bearable = {"missing"} if (way, kind) == ("set aside", "SIGKILL") else set()
    while came:
        at += 1 if ALL or way in ("swap", "turn") else 3
        folder = _start(tmp_path / str(at), way)
        result = runner.run(Request(str(folder), ["call", "faults", function], kind, at))
        came = result.came
        state = _state(folder / "output", case)
        again = runner.run(Request(str(folder), ["call", "faults", function]))
        found = (state, result.code == 0, again.code, _state(folder / "output", case))
        if state not in {"old", "new", *bearable} or (state != "new" and result.code == 0) or (again.code, found[3]) != (0, "new"):
            wrong[at] = (found, result.said, again.said)
        shutil.rmtree(folder)

    assert (wrong, at > 30) == ({}, True)


# --- faults that are real -----------------------------------------------------------------------------------


def test_a_file_that_may_not_grow_leaves_the_old_site(runner: Server, case: Case, folder: Path) -> None:
    result = runner.run(Request(str(folder), ARGUMENTS, file_size=600))

    assert (result.code, _state(folder / "output", case), _next(runner, folder, case)) == (1, "old", "")


@pytest.mark.parametrize("which", [".", "output", ".output.press", "output/posts", "output/notes.txt"])
def test_what_is_read_only_leaves_the_old_site_or_is_no_hindrance(runner: Server, case: Case, folder: Path, which: str) -> None:
    mode = (folder / which).stat().st_mode
    (folder / which).chmod(0o444 if which.endswith(".txt") else 0o555)
    result = runner.run(Request(str(folder), ARGUMENTS, powerless=True))
    state = _state(folder / "output", case)
    (folder / which).chmod(mode)

    expected = (0, "new") if which in ("output/posts", "output/notes.txt") else (1, "old")
    assert (result.code, state, _next(runner, folder, case)) == (*expected, "")


def test_a_first_build_below_a_read_only_folder_is_a_problem(runner: Server, tmp_path: Path) -> None:
    put(tmp_path, SITE)
    (tmp_path / "public").mkdir(mode=0o555)
    result = runner.run(Request(str(tmp_path), [*ARGUMENTS[:-1], "public/output"], powerless=True))

    assert (result.code, "not-written" in result.said or "Permission denied" in result.said, [*(tmp_path / "public").iterdir()]) == (
        1,
        True,
        [],
    )


def test_read_only_folders_are_kept_as_they_are_and_removed_where_they_are_leftovers(runner: Server, tmp_path: Path) -> None:
    put(tmp_path, {"output/mine/deep/x": "mine", ".output.press/new/a/b": ""})
    for folder in (".output.press/new/a", "output/mine/deep", "output/mine"):
        (tmp_path / folder).chmod(0o555)
    result = runner.run(Request(str(tmp_path), ["call", "faults", "exchange_alone"], powerless=True))
    again = runner.run(Request(str(tmp_path), ["call", "faults", "exchange_alone"], powerless=True))
    modes = [(tmp_path / folder).stat().st_mode & 0o777 for folder in ("output/mine", "output/mine/deep")]
    left = sorted(entry.name for entry in (tmp_path / ".output.press").iterdir())

    assert (result.code, again.code, modes, left) == (0, 0, [0o555, 0o555], LASTING)


def test_an_output_that_is_removed_during_the_build_is_built(runner: Server, case: Case, folder: Path) -> None:
    result = runner.run(Request(str(folder), ARGUMENTS, "remove", case.operations // 3))
    new = {name: text for name, text in case.new.items() if name not in FOREIGN}

    assert (result.code, what_is_in(folder / "output")) == (0, new)


def _press(folder: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    return subprocess.Popen(
        [sys.executable, "-m", "press", *ARGUMENTS], cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGKILL"])
def test_a_signal_from_outside_at_any_moment_leaves_one_of_the_two_sites(runner: Server, case: Case, tmp_path: Path, name: str) -> None:
    begun = time.monotonic()
    _press(shutil.copytree(case.folder, tmp_path / "whole", symlinks=True)).wait()
    whole = time.monotonic() - begun
    wrong = {}
    for part in (0.5, 0.7, 0.8, 0.9):
        folder = shutil.copytree(case.folder, tmp_path / str(part), symlinks=True)
        process = _press(folder)
        time.sleep(whole * part)
        process.send_signal(getattr(signal, name))
        code = process.wait()
        state = _state(folder / "output", case)
        if state not in ("old", "new") or (state == "old" and code == 0) or _next(runner, folder, case):
            wrong[part] = (state, code)

    assert wrong == {}


def test_two_builds_at_once_both_end_well(case: Case, folder: Path) -> None:
    processes = [_press(folder), _press(folder)]

    assert ([process.wait() for process in processes], _state(folder / "output", case)) == ([0, 0], "new")


# --- readers ------------------------------------------------------------------------------------------------

NAMES = [*(f"{number}.html" for number in range(12)), *(f"folder/{number}.html" for number in range(12))]


def _read(output: Path, passes: "multiprocessing.sharedctypes.Synchronized[int]", faults: "multiprocessing.Queue[str]") -> None:
    """Read the site over and over: through the folder once opened, and by path."""
    last = ""
    while passes.value >= 0:
        try:
            folder = os.open(output, os.O_RDONLY)
            ids = {_text(name, folder) for name in NAMES}
            os.close(folder)
            if len(ids) != 1:
                faults.put(f"a mixture: {sorted(ids)}")
            for name in NAMES:
                found = _text(output / name, None)
                if found < last:
                    faults.put(f"{found} after {last}")
                last = found
        except OSError as error:
            faults.put(str(error))
        with passes.get_lock():
            passes.value += passes.value >= 0


def _text(path: "str | Path", folder: int | None) -> str:
    descriptor = os.open(path, os.O_RDONLY, dir_fd=folder)
    try:
        return os.read(descriptor, 100).decode()
    finally:
        os.close(descriptor)


def _publish(output: Path, number: int) -> None:
    with Workplace.at(output) as workplace:
        put(workplace.staged, dict.fromkeys(NAMES, f"{number:06}"))
        workplace.exchange(emptied=False, retained=())


def test_no_reader_sees_a_mixture_or_misses_a_page(tmp_path: Path) -> None:
    output, times = tmp_path / "output", int(os.environ.get("READERS", "40"))
    _publish(output, 0)
    forked = multiprocessing.get_context("fork")
    faults = forked.Queue()
    passes = [forked.Value("q", 0) for _ in range(4)]
    readers = [forked.Process(target=_read, args=(output, count, faults), daemon=True) for count in passes]
    for reader in readers:
        reader.start()
    for number in range(1, times + 1):
        _publish(output, number)
        # The site before stays until the next build; here that would be at once, so each reader may end what it has begun.
        begun = [count.value for count in passes]
        while any(count.value == before for count, before in zip(passes, begun, strict=True)) and all(map(_lives, readers)):
            time.sleep(0.001)
    read = [count.value >= times for count in passes]
    for count in passes:
        with count.get_lock():
            count.value = -1
    for reader in readers:
        reader.join(20)
    faults.put("the end")

    assert (list(iter(faults.get, "the end")), read) == ([], [True] * 4)


def _lives(process: "multiprocessing.process.BaseProcess") -> bool:
    return process.is_alive()
