"""Turns: a site of which some files are kept is, after whatever happened, the site that is built anew; and costs what has changed."""

import errno
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_exchange import put, what_is_in

from press import disk, turns
from press.exchange import Workplace, stands
from press.left import NAMES, Record

SITE = {"index.html": "index", "posts/a/index.html": "a", "posts/b/index.html": "b", "posts/b/b.png": "picture"}
OPERATIONS = ("rename", "replace", "link", "unlink", "rmdir", "mkdir", "chmod", "chown", "utime", "symlink", "scandir", "listdir")


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "output"


@pytest.fixture(autouse=True)
def no_flushing(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test pulls the plug: to flush would only take time."""
    connect = sqlite3.connect

    def connected(*arguments: Any, **named: Any) -> sqlite3.Connection:
        connection = connect(*arguments, **named)
        connection.execute("PRAGMA synchronous = OFF")
        return connection

    monkeypatch.setattr(sqlite3, "connect", connected)
    monkeypatch.setattr(disk, "flush", lambda *_, **__: None)
    monkeypatch.setattr(disk, "flush_names", lambda _: None)


def cold(output: Path, site: dict[str, str], *, emptied: bool = False) -> list[str]:
    """Build the site with every file anew; what was said."""
    with Workplace.at(output) as workplace:
        put(workplace.staged, site)
        return sorted(map(str, workplace.exchange(emptied=emptied, retained=())))


def warm(output: Path, site: dict[str, str], *, emptied: bool = False, thorough: bool = True) -> list[str]:
    """Build the site, and keep of the one that stands what is as it is to be; what was said."""
    with Workplace.at(output) as workplace:
        kept = set[str]()
        if workplace.standing:
            survey = workplace.survey(thorough=thorough)
            before = {name: text for name, text in what_is_in(workplace.standing).items() if name not in survey.changed | survey.foreign}
            kept = {name for name, text in site.items() if before.get(name) == text and not name.endswith("/")}
        put(workplace.staged, {name: text for name, text in site.items() if name not in kept})
        return sorted(map(str, workplace.exchange(emptied=emptied, retained=(), kept=kept)))


def hidden(output: Path) -> Path:
    return output.with_name(".output.press")


def inodes(folder: Path) -> dict[str, int]:
    return {name: (folder / name).lstat().st_ino for name in what_is_in(folder)}


# --- operations, counted, of which one is the last ----------------------------------------------------------


class Killed(BaseException):
    """The process is no more."""


class Operations:
    """Counts what is done to files; from the operation ``last`` on nothing is."""

    def __init__(self, last: int = 0) -> None:
        self.done: list[str] = []
        self._last = last

    @contextmanager
    def counted(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            for name in OPERATIONS:
                patch.setattr(os, name, self._counting(name, getattr(os, name)))
            patch.setattr(sqlite3, "connect", self._counting("connect", sqlite3.connect))
            patch.setattr(disk, "swap", self._counting("swap", disk.swap))
            yield

    def _counting(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **named: Any) -> Any:
            self.done.append(name)
            if self._last and len(self.done) >= self._last:
                raise Killed
            return function(*arguments, **named)

        return counted


def killed(output: Path, site: dict[str, str], at: int, *, emptied: bool = False) -> None:
    """Build until the process is killed at that operation."""
    try:
        with Operations(at).counted():
            warm(output, site, emptied=emptied)
    except Killed:
        pass


# --- the law ------------------------------------------------------------------------------------------------

NAMES_OF_FILES = st.sampled_from(["a", "b", "a/x", "c/d", "c/e", "c/f/g", "c/f/h", ".h", ".i/j", "k/"])


def _fits(names: set[str]) -> set[str]:
    """Those that can be in one folder."""
    return {name for name in names if not any(other != name and other.startswith(name.rstrip("/") + "/") for other in names)}


SITES = st.frozensets(NAMES_OF_FILES, max_size=7).map(lambda names: _fits(set(names))).flatmap(
    lambda names: st.fixed_dictionaries({name: st.sampled_from("12") if not name.endswith("/") else st.just("") for name in sorted(names)})
)  # fmt: skip
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("build"), SITES, st.booleans()),
        st.tuples(st.just("build"), SITES, st.booleans()),
        st.tuples(st.just("kill"), SITES, st.integers(1, 80)),
        st.tuples(st.just("write"), NAMES_OF_FILES, st.sampled_from("xy")),
        st.tuples(st.just("replace"), NAMES_OF_FILES, st.sampled_from("xy")),
        st.tuples(st.just("remove"), NAMES_OF_FILES, st.just("")),
        st.tuples(st.just("mode"), NAMES_OF_FILES, st.sampled_from(["755", "700"])),
        st.tuples(st.just("before"), NAMES_OF_FILES, st.sampled_from(["put", "removed"])),
        st.tuples(st.just("set"), st.just("state"), st.sampled_from(["lost", "damaged"])),
    ),
    max_size=8,
)


def _touch(output: Path, what: str, name: str, text: str) -> None:
    """What somebody does to the site that stands."""
    file = output / name
    if what == "remove":
        _removed(file)
    elif what == "mode" and file.exists():
        file.chmod(int(text, 8))
    elif what in ("write", "replace") and not name.endswith("/") and not file.is_dir():
        if any(above.is_file() for above in file.parents) or (what == "write" and not file.exists()):
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        if what == "replace":
            file.unlink(missing_ok=True)
        file.write_text(text, encoding="utf-8")


def _stood(output: Path) -> bool:
    return Record.read(hidden(output) / NAMES[0]).stood


def _tamper(output: Path, name: str, how: str) -> None:
    """What somebody does to the site before the one that stands."""
    before = hidden(output) / "previous"
    if before.is_dir() and how == "removed":
        _removed(before / name)
    elif before.is_dir() and not (before / name).exists() and not any(above.is_file() for above in (before / name).parents):
        put(before, {name: "tampered"})


def _removed(file: Path) -> None:
    if os.path.lexists(file):
        disk.remove(file)


def _state(output: Path, how: str) -> None:
    file = hidden(output) / NAMES[0]
    if file.exists() and how == "damaged":
        file.write_bytes(b"damaged" * 1000)
    disk.remove(file) if how == "lost" else None


def _law(folder: Path, steps: list[tuple[str, Any, Any]]) -> list[str]:
    """What is wrong: the steps are done to a site that keeps what it can, and to one that is built anew each time."""
    output, clean, wrong = folder / "kept" / "output", folder / "clean" / "output", []
    warm(output, {"a": "1"})
    cold(clean, {"a": "1"})
    for what, which, how in steps:
        before = what_is_in(output)
        if what == "build":
            said = (warm(output, which, emptied=how), cold(clean, which, emptied=how))
            wrong += [f"said {said}"] if said[0] != said[1] else []
        elif what == "kill":
            killed(output, which, how)
            if not output.exists():  # set aside: the next build puts it back
                with Workplace.at(output):
                    pass
            if what_is_in(output) != before or _stood(output) != _stood(clean):
                cold(clean, which)
            if _stood(output) != _stood(clean):  # killed before its first site was noted: the next build does not empty
                warm(output, which)
        elif what == "before":
            _tamper(output, which, how)
        elif what == "set":
            _state(output, how)
            _state(clean, how)
        else:
            _touch(output, what, which, how)
            _touch(clean, what, which, how)
        if what_is_in(output) != what_is_in(clean):
            wrong.append(f"{what} {which} {how}: {what_is_in(output)}, and clean {what_is_in(clean)}")
    return wrong


@pytest.mark.parametrize("way", ["swap", "set aside", "link", "no hard links"])
@settings(max_examples=int(os.environ.get("TURNS", "60")))
@given(steps=STEPS)
@example(steps=[("build", {"a": "1", "b": "2"}, False), ("build", {"a": "1", "c/d": "1"}, False), ("build", {"a": "2", "c/d": "1"}, False)])
@example(steps=[("build", {"a/x": "1", "b": "2"}, False), ("build", {"a": "1", "b": "2"}, False), ("build", {"a/x": "1", "b": "2"}, False)])
def test_after_anything_a_site_that_keeps_what_it_can_is_the_site_that_is_built_anew(
    tmp_path_factory: pytest.TempPathFactory, way: str, steps: list[tuple[str, Any, Any]]
) -> None:
    folder = tmp_path_factory.mktemp("law")
    with pytest.MonkeyPatch.context() as patch:
        if way == "set aside":
            put(folder, {"kept/output/": "", "clean/output/": ""})
        if way in ("set aside", "link"):
            patch.setattr(disk, "swap", lambda one, other: False)
        if way == "no hard links":
            patch.setattr(os, "link", _no_link)
        wrong = _law(folder, steps)
    shutil.rmtree(folder)

    assert wrong == []


def _no_link(*_: object, **__: object) -> None:
    raise OSError(errno.EPERM, "no links here")


def _turning(output: Path) -> dict[str, str]:
    """A site of which the one before is of use, and with something foreign; the next site."""
    cold(output, SITE)
    put(output, {"mine/notes.txt": "mine"})
    warm(output, SITE | {"index.html": "second", "posts/c/index.html": "c"})
    return SITE | {"index.html": "third", "posts/d/index.html": "d"}


def test_at_whichever_operation_a_build_is_killed_the_old_site_stands_or_the_new_one_and_the_next_build_succeeds(tmp_path: Path) -> None:
    wrong, at, ended = {}, 0, False
    start = _turning(tmp_path / "start" / "output")
    old, new = what_is_in(tmp_path / "start" / "output"), start | {"mine/notes.txt": "mine"}
    while not ended:
        at += 1
        output = tmp_path / str(at) / "output"
        _turning(output)
        operations = Operations(at)
        try:
            with operations.counted():
                warm(output, start)
            ended = True
        except Killed:
            pass
        found = what_is_in(output)
        warm(output, start)
        left = sorted(entry.name for entry in hidden(output).iterdir())
        if found not in (old, new) or what_is_in(output) != new or set(left) - {".gitignore", "lock", "previous", *NAMES}:
            wrong[at] = (operations.done[-1], found, left)
        shutil.rmtree(output.parent)

    assert (wrong, at > 30) == ({}, True)


# --- what it costs --------------------------------------------------------------------------------------------


def _changes(output: Path, pages: int) -> dict[str, int]:
    """How often which operation was done by a build that changes one page of so many."""
    site = {f"posts/{number}/index.html": "text" for number in range(pages)}
    cold(output, site)
    warm(output, site := site | {"posts/1/index.html": "other"})
    operations = Operations()
    with operations.counted():
        warm(output, site | {"posts/2/index.html": "other"})
    return {name: operations.done.count(name) for name in OPERATIONS if name not in ("scandir", "listdir")}


def test_a_build_does_as_much_for_one_page_of_few_as_of_many(tmp_path: Path) -> None:
    few, many = (_changes(tmp_path / str(pages) / "output", pages) for pages in (5, 50))

    assert (few, few["link"], many) == (many, 1, few)


def test_what_is_kept_is_one_file_in_both_sites_and_what_is_fresh_is_none_of_the_old_one(output: Path) -> None:
    cold(output, SITE)
    warm(output, SITE | {"index.html": "other"})
    before, standing = inodes(hidden(output) / "previous"), inodes(output)

    assert {name for name in SITE if before[name] != standing[name]} == {"index.html"}


def test_the_site_that_stood_is_not_written_to(output: Path) -> None:
    cold(output, SITE)
    reader = os.open(output / "index.html", os.O_RDONLY)
    for number in range(4):
        warm(output, SITE | {"index.html": f"build {number}"})
    text = os.read(reader, 100)
    os.close(reader)

    assert text == b"index"


def test_a_site_before_that_cannot_be_brought_up_to_date_is_made_anew(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "broken")

    site = _turning(output)
    monkeypatch.setattr(turns, "turn", failing)
    warm(output, site)

    assert what_is_in(output) == site | {"mine/notes.txt": "mine"}


# --- what is kept ---------------------------------------------------------------------------------------------


def test_a_file_that_is_staged_goes_before_one_that_is_kept(output: Path) -> None:
    cold(output, SITE)
    with Workplace.at(output) as workplace:
        put(workplace.staged, {"index.html": "staged"})
        workplace.exchange(emptied=False, retained=(), kept=SITE)

    assert what_is_in(output) == SITE | {"index.html": "staged"}


def test_what_no_build_has_left_cannot_be_kept(output: Path) -> None:
    cold(output, SITE)
    put(output, {"notes.txt": "mine"})
    with pytest.raises(ValueError, match="not left by a build"), Workplace.at(output) as workplace:
        workplace.exchange(emptied=False, retained=(), kept={"notes.txt"})

    assert what_is_in(output) == SITE | {"notes.txt": "mine"}


def test_what_is_to_be_kept_and_is_removed_during_the_build_stops_it(output: Path) -> None:
    cold(output, SITE)
    with pytest.raises(OSError, match="changed while"), Workplace.at(output) as workplace:
        (output / "index.html").unlink()
        workplace.exchange(emptied=False, retained=(), kept=SITE)

    assert "index.html" not in what_is_in(output)


def test_an_output_that_is_replaced_during_the_build_has_nothing_to_keep(output: Path) -> None:
    cold(output, SITE)
    with pytest.raises(OSError, match="replaced while"), Workplace.at(output) as workplace:
        output.rename(output.with_name("elsewhere"))
        put(output, SITE)
        workplace.exchange(emptied=False, retained=(), kept=SITE)

    assert what_is_in(output) == SITE


# --- as it was left ---------------------------------------------------------------------------------------------


def _changed(output: Path, *, thorough: bool = True) -> set[str]:
    with Workplace.at(output) as workplace:
        return {*workplace.survey(thorough=thorough).changed}


@pytest.mark.parametrize("builds", [1, 2, 3])
def test_a_site_stands_as_it_was_left_until_somebody_touches_it(output: Path, builds: int) -> None:
    for number in range(builds):
        warm(output, SITE | {"index.html": str(number)})
    with Workplace.at(output) as workplace:
        identity = workplace.standing_identity
    before = (stands(output, identity), stands(output, identity, thorough=False), stands(output, "another"))
    (output / "posts" / "a" / "index.html").write_text("b", encoding="utf-8")

    assert (before, stands(output, identity), stands(output, identity, thorough=False)) == ((True, True, False), False, True)


@pytest.mark.parametrize("what", ["came", "went", "another", "folder"])
def test_what_comes_and_goes_is_seen_in_the_folders_alone(output: Path, what: str) -> None:
    with Workplace.at(output) as workplace:
        put(workplace.staged, SITE)
        workplace.exchange(emptied=False, retained=())
    file = output / "posts" / "b" / "b.png"
    if what == "came":
        put(output, {"posts/b/c.png": "foreign"})
    elif what == "went":
        file.unlink()
    elif what == "another":
        put(output, {"beside": "picture"})
        os.utime(output / "beside", ns=(file.stat().st_mtime_ns, file.stat().st_mtime_ns))
        (output / "beside").replace(file)
    else:
        file.parent.rename(output / "elsewhere")
        file.parent.symlink_to(output / "elsewhere")

    assert stands(output, workplace.identity, thorough=False) is False


def test_a_file_of_the_same_size_and_time_is_seen_by_the_time_of_its_change(output: Path) -> None:
    cold(output, SITE)
    file = output / "index.html"
    before = file.stat()
    file.write_text("INDEX", encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert (_changed(output), _changed(output, thorough=False)) == ({"index.html"}, set())


def test_files_that_get_and_lose_other_names_are_as_they_were(output: Path) -> None:
    cold(output, SITE)
    os.link(output / "index.html", output.with_name("backup"))
    one = _changed(output)
    warm(output, SITE | {"index.html": "other"})
    shutil.rmtree(hidden(output) / "previous")

    assert (one, _changed(output)) == (set(), set())


def test_a_first_build_that_kept_what_the_next_would_not_is_not_settled(output: Path) -> None:
    put(output, {"thesis.tex": "years of work"})
    with Workplace.at(output) as workplace:
        put(workplace.staged, SITE)
        workplace.exchange(emptied=True, retained=())

    assert stands(output, workplace.identity) is False


def test_nothing_is_known_of_a_site_whose_build_was_killed_before_it_was_noted(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cold(output, SITE)
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr("press.left.Record.end", _killed)
        cold(output, SITE | {"index.html": "new"})
    with Workplace.at(output) as workplace:
        found = (workplace.standing, workplace.standing_identity)

    assert (found, what_is_in(output)["index.html"]) == ((None, ""), "new")


def _killed(*_: object, **__: object) -> None:
    raise Killed


def test_each_site_has_an_identity_of_its_own_and_the_one_that_stands_is_told(output: Path) -> None:
    told = []
    for number in range(3):
        with Workplace.at(output) as workplace:
            put(workplace.staged, {"index.html": str(number)})
            workplace.exchange(emptied=False, retained=())
            told.append((workplace.identity, workplace.standing_identity))
    identities = [identity for identity, _ in told]

    assert ([standing for _, standing in told], len({*identities})) == (["", *identities[:2]], 3)


def test_notes_of_the_press_last_from_build_to_build(output: Path) -> None:
    for number in range(3):
        with Workplace.at(output) as workplace:
            if number == 0:
                workplace.notes.write_text("known", encoding="utf-8")
            workplace.exchange(emptied=False, retained=())

    assert workplace.notes.read_text(encoding="utf-8") == "known"


@pytest.mark.parametrize("names", ["../../victim\0", "a/b\0", "..\0"])
def test_a_record_that_leads_out_of_the_site_is_none(output: Path, names: str) -> None:
    warm(output, SITE)
    victim = put(output.parent, {"victim": "mine"}) / "victim"
    with sqlite3.connect(hidden(output) / NAMES[0]) as connection:
        connection.execute("UPDATE folders SET names = ? WHERE path = ?", (names.encode(), b""))
    connection.close()
    warm(output, {"posts/a/index.html": "a"})

    assert (victim.exists(), what_is_in(output)) == (True, SITE)


def test_foreign_folders_keep_mode_and_time_in_turns(output: Path) -> None:
    _turning(output)
    found = []
    for number in range(3):
        put(output, {f"mine/{number}": ""})
        (output / "mine").chmod(0o1570)
        os.utime(output / "mine", (number, number))
        warm(output, SITE | {"index.html": str(number)})
        status = (output / "mine").stat()
        found.append((status.st_mode & 0o7777, status.st_mtime))

    assert found == [(0o1570, 0), (0o1570, 1), (0o1570, 2)]


def test_a_change_of_mode_by_others_does_not_come_back(output: Path) -> None:
    _turning(output)
    (output / "posts").chmod(0o700)
    modes = set()
    for number in range(3):
        warm(output, SITE | {"index.html": str(number)})
        modes.add((output / "posts").stat().st_mode & 0o777)

    assert modes == {0o777 & ~_umask()}


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@pytest.mark.parametrize("how", ["put", "removed"])
def test_a_site_before_that_somebody_touched_is_not_of_use(output: Path, how: str) -> None:
    site = _turning(output)
    _tamper(output, {"put": "posts/a/tampered", "removed": "posts/a/index.html"}[how], how)
    warm(output, site)

    assert what_is_in(output) == site | {"mine/notes.txt": "mine"}


def test_nothing_is_known_of_a_site_in_whose_folder_another_may_have_been_built(output: Path) -> None:
    cold(output, SITE)
    file = hidden(output) / NAMES[0]
    Record.read(file).begin(output.stat().st_ino, SITE)
    found = Record.read(file)

    assert (found.of(output), found.stood, {*found.written}) == (None, True, {*SITE})


def test_what_is_in_a_folder_that_a_link_leads_to_is_not_in_the_site_any_more(output: Path) -> None:
    cold(output, SITE)
    (output / "posts").rename(output.with_name("elsewhere"))
    (output / "posts").symlink_to("../elsewhere")

    assert _changed(output, thorough=False) == {name for name in SITE if name.startswith("posts/")}


@pytest.mark.parametrize("builds", [1, 2])
def test_what_was_written_into_a_file_unseen_is_seen_by_the_next_build(output: Path, builds: int) -> None:
    cold(output, SITE)
    for number in range(builds):
        warm(output, SITE | {"index.html": str(number)})
    (output / "index.html").write_text("by others", encoding="utf-8")
    os.truncate(output / "posts" / "b" / "b.png", 0)
    with Workplace.at(output) as workplace:
        workplace.exchange(emptied=False, retained=(), kept=SITE)

    assert _changed(output) == {"index.html", "posts/b/b.png"}
