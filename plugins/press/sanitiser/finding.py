"""One thing that went, as authors are told of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self

TAKE_OUT: Final = "Take it out, or link to it instead"
NO_ATTRIBUTE: Final = "Take the attribute out"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that went: its problem's code, message and remedy, and ``needle``, a text to look for in the source."""

    code: str
    message: str
    remedy: str
    needle: str

    def as_data(self) -> dict[str, str]:
        """The finding as JSON can hold it."""
        return {"code": self.code, "message": self.message, "remedy": self.remedy, "needle": self.needle}

    @classmethod
    def from_data(cls, data: Mapping[str, str]) -> Self:
        """The finding of which this is the data."""
        return cls(data["code"], data["message"], data["remedy"], data["needle"])
