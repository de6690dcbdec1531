"""Files: what is written beside pages, below the output."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from pelican.writers import Writer


def write(writer: Writer, names: Sequence[str], made_of: Any, make: Callable[[], Iterable[str | bytes]]) -> None:
    """Write files at addresses below the output, as UTF-8 with line ends as they are; ``make`` gives them in the order of the names.

    ``made_of`` is all that they depend on. The press's writer leaves files as they stand that were made of the same.
    """
    if hasattr(writer, "write_data"):
        writer.write_data(names, made_of, make)
        return
    for name, text in zip(names, make(), strict=True):
        file = Path(writer.output_path, name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)


def json_text(data: Any) -> str:
    """Data as JSON, for readers too."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
