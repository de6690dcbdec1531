"""Files: what is written beside pages, below the output."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def write(output: str, name: str, text: str | bytes) -> None:
    """Write a file at an address below the output, as UTF-8 with line ends as they are."""
    file = Path(output, name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)


def json_text(data: Any) -> str:
    """Data as JSON, for readers too."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
