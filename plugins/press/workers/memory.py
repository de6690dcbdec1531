"""Memory: how much of it a process has, and how much more it may have."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

if sys.platform != "win32":
    import resource

MEGABYTE: Final = 1 << 20  # bytes

_ADDRESSES, _RESIDENT = 0, 1  # what /proc/self/statm begins with. Source: proc(5)


def resident() -> int:
    """What this process has in memory, in bytes; 0 where nothing says it."""
    return _used(_RESIDENT)


def limit_memory(megabytes: int) -> None:
    """Let the address space of this process grow by no more than this, where it is known how much it has."""
    if not (used := _used(_ADDRESSES)):
        return
    limit = used + megabytes * MEGABYTE
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    bounds = [bound for bound in (soft, hard) if bound != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min([limit, *bounds]), hard))


def _used(which: int) -> int:
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[which]) * resource.getpagesize()
    except OSError:
        return 0
