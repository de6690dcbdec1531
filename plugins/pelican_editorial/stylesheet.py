"""The stylesheet: the site theme's sheets joined into one, so that a page waits for one file and not for ten."""

from __future__ import annotations

import re
from pathlib import Path

# In the order of their layers; components by name.
_LAYERS = ("tokens.css", "base.css", "layout.css", "components/*.css", "print.css")
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


def joined(folder: Path) -> str:
    """The sheets below a folder as one, without comments, for a place one folder up; print.css for print only."""
    sheets = [file for pattern in _LAYERS for file in sorted(folder.glob(pattern))]
    return "\n".join(_sheet(file) for file in sheets).replace('url("../', 'url("')


def _sheet(file: Path) -> str:
    text = _COMMENT.sub("", file.read_text(encoding="utf-8")).strip()
    return f"@media print {{\n{text}\n}}" if file.name == "print.css" else text
