"""Replies: what a server says, or that it says nothing."""

from __future__ import annotations

import email.utils
import http.client
import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from press.external.answers import Answer


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server says: ``pause`` are the seconds for which it wants to be left alone, or None."""

    status: int
    location: str
    pause: float | None

    @property
    def leads_on(self) -> bool:
        """Whether it is a redirect."""
        return self.status in (301, 302, 303, 307, 308) and bool(self.location)

    @property
    def proves_nothing(self) -> bool:
        """Whether another method may have another answer: many servers refuse HEAD, and some do not know it."""
        return self.status >= 400 and self.status not in (401, 407) and self.pause is None


class UnansweredError(Exception):
    """There is no reply; ``answer`` says why."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.says)
        self.answer = answer


class GarbledError(UnansweredError):
    """There is a reply, which is not HTTP, or breaks off."""


def reply_of(response: http.client.HTTPResponse, now: datetime) -> Reply:
    """What is said; ``now`` is what a date in ``Retry-After`` is compared with where the server does not say its own."""
    return Reply(response.status, _decoded(response.headers.get("Location", "").strip()), _pause(response, now))


def _decoded(location: str) -> str:
    """The header as it was meant: many servers send UTF-8, which is read as Latin-1."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


def _pause(response: http.client.HTTPResponse, now: datetime) -> float | None:
    """For how many seconds the server wants to be left alone, or None. Source: RFC 6585 §4, RFC 9110 §10.2.3."""
    if response.status not in (429, 503):
        return None
    said = response.headers.get("Retry-After", "").strip()
    if re.fullmatch(r"[0-9]{1,9}", said):
        return float(said)
    until, since = _moment(said), _moment(response.headers.get("Date", "")) or now
    if until is not None:
        return max((until - since).total_seconds(), 0.0)
    return math.inf if response.status == 429 else None


def _moment(said: str) -> datetime | None:
    """An HTTP date, or None."""
    try:
        moment = email.utils.parsedate_to_datetime(said)
    except (ValueError, TypeError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
