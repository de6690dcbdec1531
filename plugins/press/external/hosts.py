"""Hosts: each is asked by one at a time, in the order of their coming."""

from __future__ import annotations

import contextlib
import math
import threading
from collections import deque
from collections.abc import Iterator


class Host:
    """A host, which one thread at a time asks, in the order of their coming; ``free`` is when the next may, on the monotonic clock."""

    def __init__(self) -> None:
        self.free = -math.inf
        self._changed = threading.Condition()
        self._queue: deque[object] = deque()

    @contextlib.contextmanager
    def turn(self) -> Iterator[None]:
        """The turn of this thread."""
        me = object()
        with self._changed:
            self._queue.append(me)
            self._changed.wait_for(lambda: self._queue[0] is me)
        try:
            yield
        finally:
            with self._changed:
                self._queue.popleft()
                self._changed.notify_all()
