"""Every page is valid HTML, by the Nu checker.

Needs Java, and vnu.jar in .cache/tools (`npm install --prefix .cache/tools vnu-jar`) or at the path VNU_JAR.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT, Built

JAR = Path(os.environ.get("VNU_JAR") or ROOT / ".cache/tools/node_modules/vnu-jar/build/dist/vnu.jar")

pytestmark = [
    pytest.mark.vnu,
    pytest.mark.skipif(not shutil.which("java"), reason="Java is missing: apt install default-jre-headless"),
    pytest.mark.skipif(
        not JAR.is_file(), reason="vnu.jar is missing: npm install --prefix .cache/tools vnu-jar, or set VNU_JAR to its path"
    ),
]


def checked(folder: Path) -> list[str]:
    """What the checker says of every page below a folder."""
    done = subprocess.run(
        ["java", "-jar", str(JAR), "--skip-non-html", "--format", "json", str(folder)], capture_output=True, text=True, timeout=300
    )
    messages = json.loads(done.stderr)["messages"]
    return [f"{one['url'].rsplit('/', 1)[-1]}:{one.get('lastLine')}: {one['message']}" for one in messages if one["type"] != "info"]


@pytest.mark.parametrize("name", ["fixture_site", "sample_site"])
def test_every_page_is_valid(name: str, request: pytest.FixtureRequest) -> None:
    site: Built = request.getfixturevalue(name)

    assert checked(site.output) == []


def test_the_checker_finds_faults_when_there_are_some(tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text("<!doctype html><title>x</title><p align=right><b>")

    assert checked(tmp_path) != []
