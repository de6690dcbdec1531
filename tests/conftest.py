"""What the tests share: sites built in a process of their own (Pelican keeps state between builds in one)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "tests" / "site"
GOLDEN = ROOT / "tests" / "golden"

# Nothing in the tests is timed; in CI the same examples are tried each time.
settings.register_profile("project", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("project")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew; then read the diff")


@dataclass(frozen=True)
class Built:
    """A finished build: exit code, what it said, where it wrote."""

    code: int
    out: str
    err: str
    output: Path


def press(folder: Path, *arguments: str, conf: str = "siteconf.py", content: str = "content", **environment: str) -> Built:
    """Run the press on a site's folder. The instant of the build is fixed."""
    output = folder / "output"
    done = subprocess.run(
        [sys.executable, "-m", "press", content, "-s", conf, "-o", str(output), *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "SOURCE_DATE_EPOCH": "1700000000", **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )
    return Built(done.returncode, done.stdout, done.stderr, output)


@pytest.fixture(scope="session")
def fixture_site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The fixture site, built once from its place in the repository."""
    output = tmp_path_factory.mktemp("fixture") / "output"
    return _built(press(SITE, "-o", str(output)), output)


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The sample site, built once, at the instant of now."""
    output = tmp_path_factory.mktemp("sample") / "output"
    return _built(press(ROOT, "-o", str(output), conf="pelicanconf.py", SOURCE_DATE_EPOCH=""), output)


def _built(built: Built, output: Path) -> Built:
    assert built.code == 0, built.err
    return Built(built.code, built.out, built.err, output)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, for the tests that ask for it (``chromium.needs_chromium``)."""
    from chromium import started  # where Playwright is missing, they are skipped

    yield from started()


@pytest.fixture
def desk_copy(tmp_path: Path) -> Callable[..., Path]:
    """Makes a copy of the fixture site, with files changed: a path to a text, bytes, or None to remove it."""

    def make(changes: dict[str, str | bytes | None] | None = None) -> Path:
        return copy_of_site(tmp_path / "site", changes or {})

    return make


def copy_of_site(folder: Path, changes: Mapping[str, str | bytes | None]) -> Path:
    """The fixture site copied to a folder, with files changed as ``desk_copy`` does."""
    shutil.copytree(SITE, folder, ignore=shutil.ignore_patterns("output", "__pycache__", ".output*"))
    conf = folder / "siteconf.py"
    conf.write_text(conf.read_text().replace("HERE.parents[1]", f"Path({str(ROOT)!r})"))
    for name, text in changes.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            file.unlink()
        elif isinstance(text, bytes):
            file.write_bytes(text)
        else:
            file.write_text(text, encoding="utf-8")
    return folder
