"""The exchange: a site is built beside the old one and takes its place when it is whole."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def staging(output: Path) -> Iterator[Path]:
    """A new, empty folder beside ``output``; what is still there at the end is removed."""
    output.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{output.name}-new-", dir=output.parent))
    folder.chmod(0o755)  # mkdtemp makes it private; a web server must be able to read it
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def exchange(staged: Path, output: Path) -> None:
    """Put the staged site where the old one stands; on failure the old one stands there again.

    Entries of the old output whose names begin with a dot (``.git``, ``.nojekyll``) are not a
    build's, and move along. Raises OSError.
    """
    if not output.exists():
        staged.rename(output)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{output.name}-old-", dir=output.parent))
    kept = old / output.name
    output.rename(kept)
    try:
        staged.rename(output)
    except OSError:
        kept.rename(output)
        raise
    for entry in kept.glob(".*"):
        if not (output / entry.name).exists():
            entry.rename(output / entry.name)
    shutil.rmtree(old, ignore_errors=True)
