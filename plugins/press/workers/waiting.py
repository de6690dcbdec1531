"""Waiting: requests that children work on, until they have answered, have ended, or take too long."""

from __future__ import annotations

import math
import select
import time
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import Enum
from typing import Final, Self

from press.workers.child import Child
from press.workers.messages import HEAD, is_whole, message

_LONGEST: Final = 60.0  # seconds that are waited at once


class Came(Enum):
    """How it came out: with an answer, with the end of the child, or too late."""

    ANSWER = "answer"
    END = "end"
    LATE = "late"


@dataclass(slots=True, eq=False)
class Request:
    """A request that a child works on: what is left to send, what has come of the answer, until when (of the monotonic clock).

    ``used`` says that the child has done others before; ``came`` is None while it is waited for.
    """

    child: Child
    data: bytes
    unsent: memoryview
    deadline: float
    used: bool
    answer: bytearray = field(default_factory=bytearray)
    came: Came | None = None

    @classmethod
    def sent(cls, child: Child, data: bytes, *, seconds: float, used: bool) -> Self:
        """The request, when the child has what the pipe holds of it; it has so many seconds from now. Raises OSError."""
        unsent = child.send(message(data))
        return cls(child, data, unsent, time.monotonic() + seconds, used)

    def go_on(self, events: dict[int, int]) -> None:
        """Send and receive what its pipes are ready for. Raises OSError."""
        if self.child.asks in events:
            self.unsent = self.child.send(self.unsent)
        if self.child.answers in events:
            try:
                self.answer += self.child.receive()
            except EOFError:
                self.came = Came.END
            else:
                if is_whole(self.answer):
                    del self.answer[:HEAD]
                    self.came = Came.ANSWER


def advance(requests: Collection[Request], *, wait: bool) -> None:
    """Let requests go on; with ``wait`` only after something has come for one of them, or its time is over. Raises OSError."""
    ready = select.poll()
    for request in requests:
        ready.register(request.child.answers, select.POLLIN)
        if request.unsent:
            ready.register(request.child.asks, select.POLLOUT)
    now = time.monotonic()
    left = min((request.deadline for request in requests), default=now) - now
    events = dict(ready.poll(math.ceil(max(0.0, min(left, _LONGEST)) * 1000) if wait else 0))
    for request in requests:
        if request.child.answers in events or request.child.asks in events:
            request.go_on(events)
        elif request.deadline <= now:  # what has come is taken, however late: this process may have been stopped
            request.came = Came.LATE
