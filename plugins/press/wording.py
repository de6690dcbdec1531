"""Values in sentences: what somebody wrote, as a message can hold it."""

from __future__ import annotations


def one_line(value: str, length: int = 60) -> str:
    """A value on one line, its white space single, and cut after so many characters."""
    line = " ".join(value.split())
    return line if len(line) <= length else f"{line[:length]}…"
