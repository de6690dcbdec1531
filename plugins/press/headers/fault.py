"""What is wrong with one line or value of a header, wherever it stands."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """A problem's code, message and remedy; whoever knows the place makes a problem of it."""

    code: str
    message: str
    remedy: str = ""
