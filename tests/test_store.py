"""press.store: what is found is what was kept, and whatever happens to the file costs time only."""

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from press.store import Store, digest
from press.store.store import DAYS, TOUCHED

PLUGINS = Path(__file__).resolve().parent.parent / "plugins"
DAY = 86_400
MADE = {f"text {n}": {"html": f"<p>{n}</p>\n" * 90, "found": [n, None, 1.5, True, "ö"]} for n in range(40)}
json_data = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(st.characters()),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters()), inner),
)


def kept(file: Path, made: dict[str, Any] = MADE, *, epoch: str = "1", **options: Any) -> Path:
    store = Store(file, epoch, **options)
    store.keep("html", made)
    store.close(True)
    return file


def found(file: Path, *, epoch: str = "1", kind: str = "html", **options: Any) -> dict[str, Any]:
    store = Store(file, epoch, **options)
    recalled = store.recall(kind, MADE)
    store.close(True)
    return recalled


def is_part(recalled: dict[str, Any]) -> bool:
    """Whether nothing was found but what was kept."""
    return recalled.items() <= MADE.items()


@cache
def good() -> bytes:
    """A file in which everything is kept."""
    with tempfile.TemporaryDirectory() as name:
        return kept(Path(name) / "store").read_bytes()


# --- what is kept ----------------------------------------------------------------------------------


@given(st.dictionaries(st.text(st.characters()), json_data, max_size=5))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_kept_is_found_as_it_was(tmp_path: Path, made: dict[str, Any]) -> None:
    kept(tmp_path / "store", made)

    assert Store(tmp_path / "store", "1").recall("html", made) == made


def test_what_is_kept_is_found_before_it_is_written(tmp_path: Path) -> None:
    store = Store(tmp_path / "store", "1")
    store.keep("html", MADE)

    assert (store.recall("html", [*MADE, "another"]), (tmp_path / "store").exists()) == (MADE, False)


def test_what_is_found_is_a_copy(tmp_path: Path) -> None:
    store, made = Store(tmp_path / "store", "1"), {"a": [1]}
    store.keep("html", made)
    made["a"].append(2)
    store.recall("html", ["a"])["a"].append(3)

    assert store.recall("html", ["a"]) == {"a": [1]}


def test_the_later_takes_the_place_of_the_earlier(tmp_path: Path) -> None:
    kept(tmp_path / "store", {"a": 1, "b": 2})
    kept(tmp_path / "store", {"a": 3})

    assert Store(tmp_path / "store", "1").recall("html", ["a", "b"]) == {"a": 3, "b": 2}


def test_another_epoch_and_another_kind_are_others(tmp_path: Path) -> None:
    kept(tmp_path / "store")

    assert (found(tmp_path / "store"), found(tmp_path / "store", epoch="2"), found(tmp_path / "store", kind="rst")) == (MADE, {}, {})


def test_huge_data_and_many_keys_are_found(tmp_path: Path) -> None:
    made = {"huge": "\ud800x" * 3_000_000, **{str(n): n for n in range(2_000)}}
    kept(tmp_path / "store", made)

    assert Store(tmp_path / "store", "1").recall("html", made) == made


def test_much_is_written_before_the_end(tmp_path: Path) -> None:
    store = Store(tmp_path / "store", "1")
    store.keep("html", {"huge": "x" * (17 << 20)})

    assert Store(tmp_path / "store", "1").recall("html", ["huge"]).keys() == {"huge"}


def test_what_is_no_data_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TypeError) as raised:
        Store(tmp_path / "store", "1").keep("html", {"a": {1, 2}})

    assert "set" in str(raised.value)


def test_what_is_nested_too_deeply_is_not_kept(tmp_path: Path) -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]

    assert Store(kept(tmp_path / "store", {"deep": deep, "a": 1}), "1").recall("html", ["deep", "a"]) == {"a": 1}


def test_a_store_goes_on_after_it_was_closed(tmp_path: Path) -> None:
    store = Store(tmp_path / "store", "1")
    seen = []
    for n in range(3):
        store.keep("html", {str(n): n})
        store.close(n == 1)
        seen.append(store.recall("html", "0123"))

    assert seen == [{"0": 0}, {"0": 0, "1": 1}, {"0": 0, "1": 1, "2": 2}]


def test_nothing_is_imported_made_or_written_before_it_is_needed(tmp_path: Path) -> None:
    code = "import sys; from press.store import Store; store = Store(__import__('pathlib').Path('store'), '1'); store.recall('a', []); "
    run = [sys.executable, "-c", f"{code}store.close(True); print('sqlite3' in sys.modules)"]
    told = subprocess.run(run, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(PLUGINS)}, capture_output=True, text=True, check=True)

    assert (told.stdout, list(tmp_path.iterdir())) == ("False\n", [])


def test_a_build_that_makes_nothing_writes_nothing(tmp_path: Path) -> None:
    before = kept(tmp_path / "store").stat()
    found(tmp_path / "store")
    after = (tmp_path / "store").stat()

    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)


# --- digests ---------------------------------------------------------------------------------------


parts = st.lists(st.text(st.characters(), max_size=3), max_size=4)


@given(parts, parts)
def test_digests_tell_all_lists_of_parts_from_one_another(one: list[str], other: list[str]) -> None:
    assert (digest(*one) == digest(*other)) == (one == other)


def test_text_counts_as_its_bytes() -> None:
    assert (digest("ä", "\ud800"), len(digest())) == (digest(b"\xc3\xa4", b"\xed\xa0\x80"), 32)


# --- damage ----------------------------------------------------------------------------------------


@given(data=st.data())
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_flipped_bit_anywhere_costs_time_only(tmp_path: Path, data: st.DataObject) -> None:
    damaged = bytearray(good())
    # The first page, its header above all, decides how the others are read.
    for at in data.draw(st.lists(st.integers(0, len(good()) - 1) | st.integers(0, 110) | st.integers(0, 4095), min_size=1, max_size=4)):
        damaged[at] ^= 1 << data.draw(st.integers(0, 7))
    (tmp_path / "store").write_bytes(damaged)
    recalled = found(tmp_path / "store")
    kept(tmp_path / "store")

    assert (is_part(recalled), found(tmp_path / "store")) == (True, MADE)


@given(cut=st.integers(0, 1 << 17))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_that_was_cut_is_begun_anew(tmp_path: Path, cut: int) -> None:
    (tmp_path / "store").write_bytes(good()[: cut % len(good())])
    recalled = found(tmp_path / "store")
    kept(tmp_path / "store")

    assert (is_part(recalled), found(tmp_path / "store")) == (True, MADE)


@given(st.binary(max_size=2000))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_of_anything_is_begun_anew(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "store").write_bytes(data)
    recalled = found(tmp_path / "store")
    kept(tmp_path / "store")

    assert (recalled, found(tmp_path / "store")) == ({}, MADE)


def test_a_file_that_says_it_must_not_be_written_although_it_may_is_begun_anew(tmp_path: Path) -> None:
    data = bytearray(good())
    data[18] = 3  # the version that may write it. Source: https://sqlite.org/fileformat2.html 1.3.3
    (tmp_path / "store").write_bytes(data)
    kept(tmp_path / "store", {"text 0": "another"})

    assert found(tmp_path / "store") == {"text 0": "another"}


def test_a_row_of_another_key_is_a_miss(tmp_path: Path) -> None:
    file = kept(tmp_path / "store", {"text 0": 0, "text 1": 1})
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("UPDATE made SET value = (SELECT value FROM made ORDER BY key LIMIT 1)")

    assert len(found(file)) == 1


def test_a_database_of_something_else_is_begun_anew(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "store", isolation_level=None)) as connection:
        connection.execute("CREATE TABLE made (key TEXT PRIMARY KEY, day INTEGER UNIQUE, value BLOB)")
    recalled = found(tmp_path / "store")
    kept(tmp_path / "store")

    assert (recalled, found(tmp_path / "store")) == ({}, MADE)


def test_a_database_that_holds_something_else_too_is_begun_anew(tmp_path: Path) -> None:
    with closing(sqlite3.connect(kept(tmp_path / "store"), isolation_level=None)) as connection:
        connection.execute("CREATE TABLE another (name TEXT)")
    recalled = found(tmp_path / "store")
    kept(tmp_path / "store")
    with closing(sqlite3.connect(tmp_path / "store")) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()

    assert (recalled, tables) == ({}, [("made",)])


def test_days_and_values_of_any_type_are_no_failure(tmp_path: Path) -> None:
    file = kept(tmp_path / "store")
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("UPDATE made SET day = CASE rowid % 4 WHEN 0 THEN 'x' WHEN 1 THEN NULL WHEN 2 THEN 1e300 ELSE X'00' END")
        connection.execute("UPDATE made SET value = CASE rowid % 3 WHEN 0 THEN 1 WHEN 1 THEN CAST(X'ff' AS TEXT) ELSE value END")
    recalled = found(file)

    assert (is_part(recalled), len(recalled)) == (True, 13)


# --- what stands in its way --------------------------------------------------------------------------


def a_folder(file: Path) -> None:
    file.mkdir()


def a_pipe(file: Path) -> None:
    os.mkfifo(file)


def a_file_for_a_folder(file: Path) -> None:
    file.parent.rmdir()
    file.parent.write_text("", encoding="utf-8")


def a_link_to_nowhere(file: Path) -> None:
    file.symlink_to(file.parent / "none" / "there")


def a_link_to_itself(file: Path) -> None:
    file.symlink_to(file)


@pytest.mark.parametrize(
    "stands", [a_folder, a_pipe, a_file_for_a_folder, a_link_to_nowhere, a_link_to_itself], ids=lambda one: one.__name__
)
def test_what_is_no_file_is_left_alone(tmp_path: Path, stands: Callable[[Path], None]) -> None:
    (tmp_path / "cache").mkdir()
    stands(tmp_path / "cache" / "store")
    before = sorted(tmp_path.rglob("*"))
    recalled = found(kept(tmp_path / "cache" / "store"))

    assert (recalled, sorted(tmp_path.rglob("*"))) == ({}, before)


def test_a_file_that_cannot_be_written_is_read() -> None:
    code = """
import os, sqlite3, sys
from pathlib import Path
from press.store import Store
if os.getuid() == 0:  # who may write everywhere
    os.setuid(65534)
store = Store(Path(sys.argv[1]), "1")
print(len(store.recall("html", [f"text {n}" for n in range(40)])))
store.keep("html", {"new": 1})
store.close(True)
print(store.recall("html", ["new"]))
"""
    with tempfile.TemporaryDirectory() as name:  # one that another user may enter
        file = kept(Path(name) / "store")
        file.chmod(0o444)
        Path(name).chmod(0o555)
        run = [sys.executable, "-c", code, str(file)]
        told = subprocess.run(run, env={**os.environ, "PYTHONPATH": str(PLUGINS)}, capture_output=True, text=True, check=True)
        Path(name).chmod(0o755)

    assert told.stdout == "40\n{}\n"


def test_what_cannot_be_written_is_there_for_this_build(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    store = Store(tmp_path / "store", "1")
    store.keep("html", {"huge": "x" * (17 << 20)})
    during = store.recall("html", ["huge"]).keys()
    store.close(True)

    assert (during, store.recall("html", ["huge"])) == ({"huge"}, {})


def test_a_locked_file_is_waited_for_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("press.store.database.BUSY", 0.01)
    file = kept(tmp_path / "store")
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        while_locked = found(kept(file, {"text 0": "another"}))
        other.execute("ROLLBACK")

    assert (while_locked, found(file)) == ({}, MADE)


def test_two_builds_at_once_lose_nothing_of_what_was_there(tmp_path: Path) -> None:
    file = kept(tmp_path / "store")
    code = """
import sys
from pathlib import Path
from press.store import Store
for n in range(25):
    store = Store(Path(sys.argv[1]), "1")
    assert len(store.recall("html", [f"text {n}" for n in range(40)])) in (0, 40)  # 0: the other one was writing for a second
    store.keep("html", {f"{sys.argv[2]} {n}": "x" * 100_000})
    store.close(True)
"""
    environment = {**os.environ, "PYTHONPATH": str(PLUGINS)}
    builds = [subprocess.Popen([sys.executable, "-c", code, str(file), name], env=environment) for name in "ab"]
    codes = [build.wait(timeout=60) for build in builds]

    assert (codes, found(file)) == ([0, 0], MADE)


def test_two_stores_that_begin_one_file_share_it(tmp_path: Path) -> None:
    one, other = Store(tmp_path / "store", "1"), Store(tmp_path / "store", "1")
    one.keep("html", {"a": 1})
    other.keep("html", {"b": 2})
    one.close(True)
    other.close(True)

    assert one.recall("html", "ab") == other.recall("html", "ab") == {"a": 1, "b": 2}


def test_a_build_killed_while_it_writes_costs_what_it_wrote(tmp_path: Path) -> None:
    file = kept(tmp_path / "store")
    code = """
import os, sys
from pathlib import Path
from press.store import Store
import press.store.database as database
whole = database._write
def broken(connection, rows, touched, day):
    connection.execute("PRAGMA cache_size = 2")
    whole(connection, rows, touched, day)
    os._exit(9)
database._write = broken
store = Store(Path(sys.argv[1]), "1")
store.keep("html", {f"text {n}": "x" * 9_000 for n in range(40)})
store.close(True)
"""
    run = subprocess.run([sys.executable, "-c", code, str(file)], env={**os.environ, "PYTHONPATH": str(PLUGINS)})
    journal = file.with_name("store-journal").exists()

    assert (run.returncode, journal, found(file)) == (9, True, MADE)


# --- what is removed ---------------------------------------------------------------------------------


def on(day: float) -> Callable[[], float]:
    return lambda: day * DAY


def test_what_no_build_has_used_for_long_goes(tmp_path: Path) -> None:
    file = kept(tmp_path / "store", clock=on(1000))
    kept(file, {"text 0": "new"}, clock=on(1000 + DAYS))
    on_the_last_day = len(Store(file, "1").recall("html", MADE))
    kept(file, {"text 0": "newer"}, clock=on(1000 + DAYS + 1))

    assert (on_the_last_day, found(file)) == (40, {"text 0": "newer"})


def test_what_is_used_stays(tmp_path: Path) -> None:
    file = kept(tmp_path / "store", clock=on(1000))
    for day in range(1000, 1100, TOUCHED):
        store = Store(file, "1", clock=on(day))
        store.recall("html", ["text 1", "text 2"])
        store.keep("html", {"another": day})
        store.close(True)

    assert found(file) == {name: MADE[name] for name in ("text 1", "text 2")}


def test_a_failed_build_removes_nothing(tmp_path: Path) -> None:
    file = kept(tmp_path / "store", clock=on(1000))
    store = Store(file, "1", clock=on(2000))
    store.keep("html", {"another": 1})
    store.close(False)

    assert found(file) == MADE


def test_a_clock_that_was_set_back_keeps_nothing_for_ever(tmp_path: Path) -> None:
    file = kept(tmp_path / "store", clock=on(9000))
    kept(file, {"another": 1}, clock=on(1000))
    after = len(Store(file, "1").recall("html", MADE))
    kept(file, {"another": 2}, clock=on(1000 + DAYS + 1))

    assert (after, found(file)) == (40, {})


def test_of_too_much_what_the_last_build_used_stays_and_the_file_shrinks(tmp_path: Path) -> None:
    file = kept(tmp_path / "store", {str(n): "x" * 10_000 for n in range(200)})
    before = file.stat().st_size
    store = Store(file, "1", limit=1_000_000)
    store.recall("html", ["7"])
    store.keep("html", {"new": 1})
    store.close(True)
    stay = store.recall("html", [*map(str, range(200)), "new"]).keys()

    assert (stay, before > 2_000_000, file.stat().st_size < 100_000) == ({"7", "new"}, True, True)
