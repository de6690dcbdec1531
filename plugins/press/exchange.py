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
    moved: list[Path] = []
    try:
        for entry in sorted(output.glob(".*")):
            if not (staged / entry.name).exists():
                entry.rename(staged / entry.name)
                moved.append(entry)
        output.rename(kept)
        staged.rename(output)
    except BaseException:  # an interrupt too
        if kept.exists() and not output.exists():
            kept.rename(output)
        for entry in moved:
            if (staged / entry.name).exists():
                (staged / entry.name).rename(entry)
        raise
    finally:
        if output.exists():
            shutil.rmtree(old, ignore_errors=True)


def refusal(output: Path, *, content: Path, site_theme: Path, here: Path) -> str:
    """Why a site must not be put at ``output``, or nothing. All paths are absolute.

    A build takes the place of what stands there, so that must be a site that was built, apart from
    what the site is made from and from where the command was given.
    """
    if output.exists() and not output.is_dir():
        return f"{output} is a file"
    for source in (content, site_theme, here):
        if output == source or output in source.parents:
            return f"{output} holds {source}, which would be lost"
    for source in (content, site_theme):
        if source in output.parents:
            return f"{output} lies in {source}, which the site is made from"
    if output.exists() and not (output / "index.html").exists() and any(not entry.name.startswith(".") for entry in output.iterdir()):
        return f"{output} holds files that no build has put there"
    return ""
