"""The README's first command, as it stands, in a fresh clone whose path has a space."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

pytestmark = pytest.mark.clone


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is committed, and what would be, in a folder of its own."""
    folder = tmp_path_factory.mktemp("clone") / "with a space"
    files = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True
    ).stdout.split(b"\0")
    for name in filter(None, map(os.fsdecode, files)):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes((ROOT / name).read_bytes())
    return folder


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    outside = {key: value for key, value in os.environ.items() if key not in ("VIRTUAL_ENV", "PYTHONPATH")}
    return subprocess.run(
        [sys.executable, "tasks.py", *arguments], cwd=folder, env={**outside, **environment}, capture_output=True, text=True, timeout=600
    )


def test_the_first_command_builds_the_site_and_the_second_time_installs_nothing(clone: Path) -> None:
    readme = (clone / "README.md").read_text(encoding="utf-8")
    first, second = run(clone, "build"), run(clone, "build")

    assert "python3 tasks.py build" in readme
    assert (first.returncode, (clone / "output" / "index.html").is_file(), second.returncode, second.stderr) == (0, True, 0, "")


def test_an_unreachable_index_is_said_in_one_sentence(clone: Path, tmp_path: Path) -> None:
    offline = tmp_path / "offline"
    offline.mkdir()
    for name in ("tasks.py", "pyproject.toml", "constraints.txt"):
        (offline / name).write_bytes((clone / name).read_bytes())
    done = run(
        offline,
        "build",
        PIP_INDEX_URL="http://127.0.0.1:9/",
        PIP_EXTRA_INDEX_URL="",
        PIP_FIND_LINKS="",
        PIP_RETRIES="0",
        PIP_CONFIG_FILE=os.devnull,
    )
    told = done.stderr.splitlines()

    assert (done.returncode, told[:-1], told[-1].startswith("The packages could not be installed; is the package index within reach?")) == (
        1, ["Making the environment .venv ...", "Installing packages (only this once) ..."], True,
    )  # fmt: skip


def test_a_python_without_venv_is_told_what_to_install(clone: Path, tmp_path: Path) -> None:
    (tmp_path / "ensurepip.py").write_text("raise ImportError\n")
    (tmp_path / "tasks.py").write_bytes((clone / "tasks.py").read_bytes())
    for name in ("pyproject.toml", "constraints.txt"):
        (tmp_path / name).write_bytes((clone / name).read_bytes())
    done = run(tmp_path, "build")

    assert (done.returncode, done.stderr) == (
        1, "This Python lacks the module venv. On Debian and Ubuntu: apt install python3-venv. Then run the same command again.\n",
    )  # fmt: skip


def test_a_python_that_is_too_old_is_told_so(clone: Path) -> None:
    code = "import sys; sys.version_info = (3, 9, 1); exec(compile(open('tasks.py').read(), 'tasks.py', 'exec'))"
    done = subprocess.run([sys.executable, "-c", code], cwd=clone, capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (1, "Pamphleteer needs Python 3.11 or later; this is Python 3.9.\n")


def test_tasks_can_be_parsed_by_old_pythons(clone: Path) -> None:
    import ast

    assert ast.parse((clone / "tasks.py").read_text(encoding="utf-8"), feature_version=(3, 6))
