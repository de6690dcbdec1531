"""Sockets: where the server listens: a place of its own, or the one that this process had before it began anew."""

from __future__ import annotations

import errno
import os
import socket
from contextlib import suppress
from typing import Final

# The descriptor of the listening socket, in the environment of a process that begins anew.
_HANDED_OVER: Final = "PRESS_LISTENING"


class CannotListenError(Exception):
    """Nothing can be served at the address; the text is a sentence for people."""


def listening(address: str, port: int) -> socket.socket:
    """A socket that listens at the address: the one handed over, if it is there, or a new one. Raises CannotListenError."""
    if before := _handed_over():
        if before.getsockname()[:2] == _resolved(address, port) or (port == 0 and before.getsockname()[0] == address):
            return before
        before.close()
    try:
        family, _, _, _, where = socket.getaddrinfo(address or "0.0.0.0", port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(where[:2], family=family, backlog=128)
    except (OSError, OverflowError) as error:
        raise CannotListenError(_told(error, address, port)) from error


def hand_over(listener: socket.socket) -> None:
    """Let the program that takes the place of this one in its process listen at the same socket; who connects meanwhile waits."""
    listener.set_inheritable(True)
    os.environ[_HANDED_OVER] = str(listener.fileno())


def _handed_over() -> socket.socket | None:
    number = os.environ.pop(_HANDED_OVER, "")
    if not number.isdigit():
        return None
    with suppress(OSError):
        listener = socket.socket(fileno=int(number))
        listener.set_inheritable(False)
        return listener
    return None


def _resolved(address: str, port: int) -> tuple[str, int] | None:
    with suppress(OSError):
        where = socket.getaddrinfo(address or "0.0.0.0", port, type=socket.SOCK_STREAM)[0][4]
        return str(where[0]), int(where[1])
    return None


def _told(error: Exception, address: str, port: int) -> str:
    number = getattr(error, "errno", None)
    if number == errno.EADDRINUSE:
        return f"Port {port} is in use by another program. End that, or choose another port: --port {port + 1 if port < 65535 else 8000}."
    if number == errno.EACCES:
        return f"This user may not listen at port {port}. Choose one above 1023: --port 8000."
    if isinstance(error, OverflowError):
        return f"{port} is no port. Choose one from 1024 to 65535: --port 8000."
    return f"Nothing can be served at {address}, port {port} ({getattr(error, 'strerror', '') or error}). Correct --bind or --port."
