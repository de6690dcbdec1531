"""press.lock: one build of an output at a time, and a lock of the dead is none."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import ROOT

from manuscript.problems import ContentError
from press import lock

HOLDER = """
import os, sys
from pathlib import Path
from press.lock import taken
with taken(Path(sys.argv[1]), "output", wait_seconds=60, told=print):
    print("taken", flush=True)
    sys.stdin.read()
"""


@contextmanager
def holder(file: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that has the lock until its input ends."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "taken\n"
        try:
            yield process
        finally:
            process.kill()


def take(file: Path, *, wait_seconds: float = 0) -> list[str]:
    """Take the lock and give it back; what was told meanwhile, or the problem."""
    told: list[str] = []
    try:
        with lock.taken(file, "output", wait_seconds=wait_seconds, told=told.append):
            told.append("taken")
    except ContentError as error:
        told += map(str, error.problems)
    return told


def test_a_lock_that_nobody_has_is_taken_without_a_word(tmp_path: Path) -> None:
    assert [take(tmp_path / "lock"), take(tmp_path / "lock")] == [["taken"], ["taken"]]


def test_a_lock_that_another_process_has_is_a_problem_that_names_the_process(tmp_path: Path) -> None:
    with holder(tmp_path / "lock") as process:
        told = take(tmp_path / "lock")

    assert told == [f"output: process {process.pid} is building this output. Wait for it, or end it."]


def test_who_waits_says_so_once_and_takes_the_lock_when_it_is_free(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    with holder(tmp_path / "lock") as process:

        def pause(seconds: float) -> None:
            pauses.append(seconds)
            if len(pauses) == 3:
                process.communicate("")

        monkeypatch.setattr(lock.time, "sleep", pause)
        told = take(tmp_path / "lock", wait_seconds=60)

    assert (told, len(pauses)) == ([f"Waiting for process {process.pid}, which is building output.", "taken"], 3)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_dead_lock_heals(tmp_path: Path, number: signal.Signals) -> None:
    with holder(tmp_path / "lock") as process:
        process.send_signal(number)
        process.wait()
        told = take(tmp_path / "lock")

    assert told == ["taken"]


def test_a_child_that_outlives_the_build_does_not_keep_the_lock(tmp_path: Path) -> None:
    read, write = os.pipe()
    with lock.taken(tmp_path / "lock", "output", wait_seconds=0, told=print):
        child = os.fork()
        if child == 0:
            os.close(write)
            os.read(read, 1)
            os._exit(0)
    told = take(tmp_path / "lock")
    os.close(write)
    os.close(read)
    os.waitpid(child, 0)

    assert told == ["taken"]


def test_a_lock_whose_file_was_removed_and_made_anew_is_taken_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, tries = tmp_path / "lock", []
    take_it = lock._lock

    def removed_meanwhile(descriptor: int) -> bool:
        tries.append(descriptor)
        if len(tries) == 1:
            file.unlink()
        return take_it(descriptor)

    monkeypatch.setattr(lock, "_lock", removed_meanwhile)
    monkeypatch.setattr(lock.time, "sleep", lambda _: None)
    told = take(file, wait_seconds=60)

    assert (told, len(tries), file.exists()) == (["Waiting for another process, which is building output.", "taken"], 2, True)


@pytest.mark.parametrize("text", ["", "no number", "99999999999999999999999999", "-1", "\udcff"])
def test_a_lock_file_that_holds_something_else_does_no_harm(tmp_path: Path, text: str) -> None:
    (tmp_path / "lock").write_text(text, encoding="utf-8", errors="surrogateescape")

    assert take(tmp_path / "lock") == ["taken"]


def test_a_lock_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "victim").write_text("mine", encoding="utf-8")
    (tmp_path / "lock").symlink_to("victim")
    with pytest.raises(OSError, match="symbolic"):
        take(tmp_path / "lock")

    assert (tmp_path / "victim").read_text(encoding="utf-8") == "mine"


def test_a_lock_that_is_a_fifo_stops_nobody_for_good(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "lock")

    assert take(tmp_path / "lock") == ["taken"]


def test_no_file_stays_open(tmp_path: Path) -> None:
    before = _open_files()
    with holder(tmp_path / "lock"):
        take(tmp_path / "lock")
    take(tmp_path / "lock")

    assert _open_files() == before


def _open_files() -> list[str]:
    return sorted(file.name for file in Path("/proc/self/fd").iterdir())
