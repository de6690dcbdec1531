"""press.caches: what is kept is known by a secret, so that nothing that comes with a project is taken for it."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def told(expression: str, **environment: str) -> str:
    """What an expression comes to in a new process."""
    code = f"from press import caches, epoch, unchanged; print({expression})"
    kept = {name: value for name, value in os.environ.items() if name not in ("XDG_CACHE_HOME", "HOME")}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**kept, "PYTHONPATH": str(ROOT / "plugins"), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_one_user_has_one_secret_and_keeps_it_private(tmp_path: Path) -> None:
    first, second = (told("caches.secret()", XDG_CACHE_HOME=str(tmp_path)) for _ in range(2))
    file = tmp_path / "pamphleteer" / "secret"

    assert (len(first), first == second, file.read_text(), stat.S_IMODE(file.stat().st_mode)) == (64, True, first, 0o600)


def test_what_another_user_has_made_is_known_by_another_name(tmp_path: Path) -> None:
    epochs = {told("epoch.of_code()", XDG_CACHE_HOME=str(tmp_path / name)) for name in "ab"}
    successes = {told("unchanged._file(['content'])", XDG_CACHE_HOME=str(tmp_path / name)) for name in "ab"}

    assert (len(epochs), len(successes)) == (2, 2)


def test_a_secret_that_is_none_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "pamphleteer").mkdir()
    (tmp_path / "pamphleteer" / "secret").write_text("00")
    first, second = (told("caches.secret()", XDG_CACHE_HOME=str(tmp_path)) for _ in range(2))

    assert (len(first), len(second), first == second) == (64, 64, False)


def test_where_there_is_no_place_for_a_secret_each_process_has_its_own(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    first, second = (told("caches.secret()", XDG_CACHE_HOME=str(tmp_path / "file")) for _ in range(2))

    assert (len(first), first == second) == (64, False)
