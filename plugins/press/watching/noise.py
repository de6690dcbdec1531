"""Noise: files that come and go while somebody works, and of which no site is made."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_FOLDERS: Final = frozenset(
    {
        ".cache", ".git", ".hg", ".hypothesis", ".idea", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".svn", ".tox", ".venv",
        ".vscode", "__pycache__", "node_modules",
    }
)  # fmt: skip
_FILES: Final = re.compile(
    r"""
      .*~                       # Emacs, Vim, nano: the file before
    | \#.*\# | \.\#.*           # Emacs: not yet saved; locked
    | \..*\.sw[a-z] | 4913      # Vim: not yet saved; whether it may write here
    | \.~lock\..*\#             # LibreOffice
    | .*___jb_(tmp|old)___      # JetBrains
    | \.goutputstream-.*        # GLib: gedit, GNOME Text Editor
    | \..*\.kate-swp            # Kate
    | .*\.(crdownload|part|py[cod]|tmp)
    | \.DS_Store | Thumbs\.db
    """,
    re.VERBOSE,
)


def is_noise(path: Path, folders: Iterable[Path] = ()) -> bool:
    """Whether nothing need be built when this changes; what lies in one of the ``folders`` is passed over too."""
    if _FILES.fullmatch(path.name) or not _FOLDERS.isdisjoint(path.parts):
        return True
    return any(path.is_relative_to(folder) for folder in folders)
