"""Files: which file of the site stands at an address, as hosts of static sites find it, and none outside the site."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO, Final
from urllib.parse import quote, unquote_to_bytes

# The one name with a dot at its beginning that sites have. Source: RFC 8615.
_PUBLIC: Final = ".well-known"


@dataclass(frozen=True, slots=True)
class Found:
    """What stands at an address: a file; or ``location``, the address to go to; or neither: there is not even a page that says so."""

    status: HTTPStatus
    file: Path | None = None
    location: str = ""


def find(output: Path, target: str) -> Found:
    """What stands at the target of a request, as the output is now. Raises FileNotFoundError: there is no site.

    A folder stands for its ``index.html`` and ends in a slash; ``about`` may be ``about.html``; what is missing is ``404.html``.
    A file that is reached through a link out of the site, or has a hidden name, is missing.
    """
    root = output.resolve(strict=True)  # anew for each request: another folder may have taken its place
    path, _, query = target.partition("#")[0].partition("?")
    names = _names(path)
    if names is None:
        return _missing(root)
    place = root.joinpath(*names)
    if not names or path.endswith("/"):
        return _first(root, place / "index.html")
    if os.path.isdir(place) and _is_within(root, place / "index.html"):  # noqa: PTH112 (no name is too long for it)
        # Put together anew: two slashes at the beginning would lead to another host.
        return Found(HTTPStatus.MOVED_PERMANENTLY, location=f"/{'/'.join(map(_quoted, names))}/{'?' if query else ''}{query}")
    return _first(root, place, place.with_name(f"{place.name}.html"))


def opened(file: Path) -> BinaryIO:
    """The file, open for reading. Raises OSError."""
    return os.fdopen(os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb")


def digest(status: HTTPStatus, data: bytes) -> str:
    """What tells a response from all others."""
    return f"{status.value}-{blake2b(data, digest_size=12).hexdigest()}"


def digest_of(output: Path, target: str) -> str:
    """What tells the response to a request from all others; empty where there is no site, or the file goes while it is read."""
    try:
        found = find(output, target)
        if found.file is None:
            return digest(found.status, found.location.encode())
        state = found.file.stat()
        return _digest_of_file(found.status, str(found.file), (state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns))
    except OSError:
        return ""


@lru_cache(maxsize=2048)
def _digest_of_file(status: HTTPStatus, file: str, state: tuple[int, ...]) -> str:
    with opened(Path(file)) as stream:
        return digest(status, stream.read())


def _names(path: str) -> list[str] | None:
    """The names that a path is made of, in order; None: it leads out of the site, or to what is nobody's."""
    names = [name for name in os.fsdecode(unquote_to_bytes(path)).split("/") if name not in ("", ".")]
    hidden = any(name.startswith(".") and name != _PUBLIC for name in names)
    odd = any(character in name for name in names for character in ("\0", "\\", *((":",) if os.name == "nt" else ())))
    return None if hidden or odd or not path.startswith("/") else names


def _first(root: Path, *files: Path) -> Found:
    return next((Found(HTTPStatus.OK, file) for file in files if _is_within(root, file)), None) or _missing(root)


def _missing(root: Path) -> Found:
    page = root / "404.html"
    return Found(HTTPStatus.NOT_FOUND, page if _is_within(root, page) else None)


def _is_within(root: Path, file: Path) -> bool:
    """Whether a file stands there, in the site and not only by a link. A pipe is none: it could be waited for without end."""
    try:
        real = file.resolve(strict=True)
        return real.is_relative_to(root) and stat.S_ISREG(real.stat().st_mode)
    except (OSError, ValueError, RuntimeError):  # not there, no name for a file, a ring of links
        return False


def _quoted(name: str) -> str:
    return quote(os.fsencode(name))
