"""Questions: one request over a connection, and what the server says to it."""

from __future__ import annotations

import contextlib
import http.client
import socket
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from press.external.deadlines import Deadline
from press.external.replies import GarbledError, Reply, UnansweredError, reply_of

AGENT: Final = "Pamphleteer-link-check/1 (asks at its author's request whether the addresses that a website links to still answer)"

_READ: Final = 4096  # bytes of a body


def said(line: socket.socket, method: str, address: str, *, deadline: Deadline, now: datetime) -> Reply:
    """What the server says. Raises UnansweredError, GarbledError and StoppedError.

    ``now`` is what a date in ``Retry-After`` is compared with where the server does not say its own.
    """
    line.settimeout(deadline.timeout())
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port)
    connection.sock = line
    try:
        with contextlib.closing(connection):
            target = f"{parts.path}?{parts.query}" if "?" in address else parts.path
            headers = {"User-Agent": AGENT, "Accept": "*/*", "Connection": "close"}
            connection.request(method, target, headers=headers)
            with connection.getresponse() as response:
                response.read1(_READ)
                deadline.check()
                return reply_of(response, now)
    except (http.client.HTTPException, OSError, ValueError) as error:
        answer = deadline.failed(error)
        raise (UnansweredError if deadline.is_over or isinstance(error, TimeoutError) else GarbledError)(answer) from error
