"""What is wrong with one setting, whoever finds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Settings = Mapping[str, Any]


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong with one setting. Whoever knows where it is set makes a problem of it."""

    name: str
    code: str
    message: str
    remedy: str = ""
