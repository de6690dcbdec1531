"""Manners: how many hosts are asked at once, with what pauses, and whether private ones are."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Manners:
    """How it is asked: how many hosts at once, and whether private ones.

    In seconds: the pause between two questions to one host, the time that one question may take, and the longest pause that
    is kept because a host asks for it.
    """

    at_once: int = 8
    pause: float = 1.0
    timeout: float = 20.0
    patience: float = 30.0
    allow_private: bool = False
