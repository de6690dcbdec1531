"""A server of builds (``forked``) that has imported what our own site builds with, too, and builds by name of who asks.

Run as a program, this file is the process that forks.
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

TESTS: Final = Path(__file__).resolve().parent.parent
# What the builds of our own site import late. The settings and the plugins of a site are imported in each build anew.
_EARLY: Final = (
    "citeproc", "dateutil.rrule", "editorial.assembly", "editorial.csl", "editorial.desk", "editorial.vectors", "numpy",
    "pelican_editorial", "pelican_editorial.files", "pelican_editorial.generator", "pelican_editorial.feed_generator",
    "pelican_editorial.tables", "pelican_editorial.converting", "safetensors.numpy", "sqlite3", "tokenizers", "press.site",
)  # fmt: skip


def _serve() -> None:
    sys.path[0] = str(TESTS)  # each build puts the folder of its site there
    forked = importlib.import_module("forked")
    forked._EARLY = (*forked._EARLY, *_EARLY)
    forked._serve()


if __name__ == "__main__":
    _serve()
else:
    from forked import ROOT, Server

    class Preloaded(Server):
        """One build at a time."""

        def __init__(self, **environment: str) -> None:
            kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LD_LIBRARY_PATH")}
            fixed = {"PYTHONPATH": str(ROOT / "plugins"), "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
            self._process = subprocess.Popen(
                [sys.executable, __file__], env={**kept, **fixed, **environment}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
