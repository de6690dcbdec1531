"""The docs tell the truth: codes, keys, settings, tasks and commands are those of the code."""

import re
import subprocess
import sys
from pathlib import Path

from conftest import ROOT

from editorial.front_matter import KEYS
from manuscript.problems import RULES
from pelican_editorial import our_settings
from press import site


def doc(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_problem_code_is_explained_once_with_its_level() -> None:
    table = re.findall(r"^\| `([a-z-]+)` \| (error|warning) \| (.+?) \|", doc("docs/problems.md"), re.MULTILINE)

    assert sorted(table) == sorted((code, rule.level, rule.says) for code, rule in RULES.items())


def test_every_problem_code_is_used() -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "plugins").rglob("*.py") if file.name != "problems.py")

    assert [name for name in RULES if f'"{name}"' not in code] == []


def test_every_key_of_the_front_matter_is_explained() -> None:
    table = re.findall(r"^\| `([A-Z][A-Za-z-]+)` \|", doc("docs/writing.md"), re.MULTILINE)

    assert table == [key.name for key in KEYS]


def test_every_setting_of_ours_is_explained() -> None:
    table = re.findall(r"^\| `((?:EDITORIAL|PRESS)_[A-Z_]+)` \|", doc("docs/architecture.md"), re.MULTILINE)

    assert sorted(table) == sorted([*our_settings.SETTINGS, *site.SETTINGS])


def test_every_task_stands_in_the_readme() -> None:
    listed = subprocess.run([sys.executable, "-m", "invoke", "--list"], cwd=ROOT, capture_output=True, text=True).stdout
    tasks = re.findall(r"^  (\S+)", listed, re.MULTILINE)
    readme = doc("README.md")

    assert (len(tasks) >= 8, [task for task in tasks if f"tasks.py {task}" not in readme]) == (True, [])


def test_every_file_that_the_docs_link_to_is_there() -> None:
    missing = []
    for file in (ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))):
        for target in re.findall(r"\]\((?!https?:|#|mailto:|\{)([^)#]+)", file.read_text(encoding="utf-8")):
            if not (file.parent / target).exists():
                missing.append(f"{file.name}: {target}")

    assert missing == []


def test_every_word_of_a_room_in_the_architecture_is_a_file(tmp_path: Path) -> None:
    text = doc("docs/architecture.md")
    rooms = re.findall(r"^### (\w+)\n(.*?)(?=^#|\Z)", text, re.MULTILINE | re.DOTALL)
    told = {f"{room}/{name}.py" for room, body in rooms for name in re.findall(r"^- `(\w+)`", body, re.MULTILINE)}
    there = {
        f"{file.parent.name}/{file.name}" for file in (ROOT / "plugins").rglob("*.py") if file.name != "__init__.py"
    }  # fmt: skip

    assert told == there
