"""The cache: what is known from before."""

from __future__ import annotations

import json
import os
import stat
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

HOLDS: Final = timedelta(days=7)  # how long it is believed that an address answers


def known(cache: Path, now: datetime) -> dict[str, datetime]:
    """The addresses that have answered within the last week, and when.

    A file that is damaged, of another form, somebody else's or no regular file is as if there was none, and so is an entry
    that is older, or from the future.
    """
    try:
        entries = json.loads(_own_file(cache))["answered"]
        found = {address: datetime.fromisoformat(when) for address, when in entries.items()}
        return {address: when for address, when in found.items() if now - HOLDS < when <= now}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


def keep(cache: Path, answered: Mapping[str, datetime]) -> None:
    """Write the cache, whole or not at all. Raises OSError."""
    cache.parent.mkdir(parents=True, exist_ok=True)
    entries = {address: answered[address].astimezone(UTC).isoformat(timespec="seconds") for address in sorted(answered)}
    descriptor, name = tempfile.mkstemp(prefix=f".{cache.name}-", dir=cache.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump({"answered": entries}, file, indent=1)
        Path(name).replace(cache)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _own_file(file: Path) -> bytes:
    """What a regular file of this user's holds. Raises OSError."""
    descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as opened:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode) or (hasattr(os, "getuid") and found.st_uid != os.getuid()):
            raise OSError("not a file of ours")
        return opened.read()
