"""The layers: who may import whom (docs/architecture.md). Imports point downwards only."""

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("manuscript", "editorial", "press", "pelican_editorial")

# Beside the standard library and itself.
MAY_IMPORT = {
    "manuscript": set(),
    "editorial": {"manuscript", "numpy", "safetensors", "tokenizers", "sklearn", "scipy", "rdflib", "citeproc"},
    "press": {
        "manuscript",
        "pelican",
        "markdown",
        "jinja2",
        "markupsafe",
        "nh3",
        "lxml",
        "rich",
        "babel",
        "docutils",
        "dateutil",
        "smartypants",
        "typogrify",
        "watchfiles",
    },
    "pelican_editorial": {"manuscript", "editorial", "pelican", "markdown", "markupsafe", "typogrify", "smartypants", "babel", "nh3"},
}


def imported_by(room: str) -> set[str]:
    found: set[str] = set()
    for file in sorted((ROOT / "plugins" / room).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{file}: import by full name"
                found.add((node.module or "").split(".")[0])
    return found


def test_each_room_imports_only_what_it_may() -> None:
    beyond = {room: imported_by(room) - set(sys.stdlib_module_names) - {room} - MAY_IMPORT[room] for room in ROOMS}

    assert beyond == {room: set() for room in ROOMS}


def test_every_permission_to_import_is_used() -> None:
    assert {room: MAY_IMPORT[room] - imported_by(room) for room in ROOMS} == {room: set() for room in ROOMS}


def test_the_rooms_are_all_there_are() -> None:
    assert sorted(folder.name for folder in (ROOT / "plugins").iterdir() if folder.is_dir() and folder.name != "__pycache__") == sorted(
        ROOMS
    )


def test_editorial_has_no_clock_and_no_network() -> None:
    forbidden = {"time", "socket", "http", "ssl", "asyncio", "random", "subprocess"}
    calls = {
        node.attr
        for file in (ROOT / "plugins" / "editorial").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("now", "today", "utcnow")
    }

    assert (imported_by("editorial") & forbidden, calls) == (set(), set())
