"""Connections: made to where a host is, outside private networks, and broken off when their time is over."""

from __future__ import annotations

import contextlib
import socket
import ssl
import time
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from press.external.answers import Answer
from press.external.deadlines import Deadline
from press.external.normal_form import host_name, origin
from press.external.replies import UnansweredError
from press.external.resolving import Resolved, is_private, resolved
from press.external.stopping import Stop, StoppedError

_PRIVATE: Final = Answer(
    "doubtful",
    "is on this machine or in a private network, and was not asked",
    "Link to a public address, or have it asked with --allow-private",
)


class Connections:
    """The connections of one round of questions, made by several threads at once."""

    def __init__(self, stop: Stop, *, allow_private: bool) -> None:
        self._stop = stop
        self._allow_private = allow_private
        self._closed: dict[str, Answer] = {}  # by scheme, host and port: nobody is there, which need not be found out again
        self._open: dict[socket.socket, float] = {}  # until when each may be used
        self._tls = ssl.create_default_context()

    def watch(self) -> None:
        """Break off what takes too long: a socket's own timeout begins anew with every byte."""
        for line, until in list(self._open.items()):
            if time.monotonic() > until:
                _hang_up(line)

    def hang_up(self) -> None:
        """Break off everything that goes on."""
        for line in list(self._open):
            _hang_up(line)

    def check(self, address: str) -> None:
        """Raises UnansweredError when it is known that there is no connection to the host of an address."""
        if answer := self._closed.get(origin(address)):
            raise UnansweredError(answer)

    @contextlib.contextmanager
    def connected(self, address: str, deadline: Deadline) -> Iterator[socket.socket]:
        """A connection to the host of an address. That there is none holds for all addresses of the host.

        Raises UnansweredError and StoppedError.
        """
        parts, name = urlsplit(address), host_name(address)
        try:
            line = self._called(name, parts.port or {"http": 80, "https": 443}[parts.scheme], deadline)
            if parts.scheme == "https":
                line = self._secured(line, name, deadline)
        except UnansweredError as error:
            self._closed[origin(address)] = error.answer
            raise
        except (OSError, ValueError) as error:
            self._closed[origin(address)] = answer = deadline.failed(error)
            raise UnansweredError(answer) from error
        try:
            yield line
        finally:
            self._drop(line)

    def _called(self, name: str, port: int, deadline: Deadline) -> socket.socket:
        places = self._public(resolved(name, port, deadline))
        failures: list[OSError] = []
        for number, (family, place) in enumerate(places):
            line = socket.socket(family, socket.SOCK_STREAM)
            # What is left is shared among the addresses of a host: the first may be of a network that leads nowhere.
            line.settimeout(deadline.timeout(len(places) - number))
            try:
                self._register(line, deadline)
                line.connect(place)
                return line
            except BaseException as error:
                self._drop(line)
                if not isinstance(error, OSError):
                    raise
                if self._stop.given:
                    raise StoppedError from error
                failures.append(error)
        # An address without an answer may have one tomorrow; one of a network that this machine is not in says nothing.
        raise min(failures, key=lambda failure: (not isinstance(failure, TimeoutError), not isinstance(failure, ConnectionRefusedError)))

    def _public(self, places: Resolved) -> Resolved:
        """The places, if all of them may be connected to. Raises UnansweredError."""
        if not self._allow_private and any(is_private(place[0]) for _, place in places):
            raise UnansweredError(_PRIVATE)
        return places

    def _secured(self, line: socket.socket, name: str, deadline: Deadline) -> socket.socket:
        line.settimeout(deadline.timeout())
        try:
            secured = self._tls.wrap_socket(line, server_hostname=name.rstrip("."), do_handshake_on_connect=False)
        finally:
            self._drop(line)  # which has nothing left to it when it is wrapped
        try:
            self._register(secured, deadline)
            secured.do_handshake()
        except BaseException:
            self._drop(secured)
            raise
        return secured

    def _register(self, line: socket.socket, deadline: Deadline) -> None:
        self._open[line] = deadline.until
        self._stop.check()  # stopped before it was registered

    def _drop(self, line: socket.socket) -> None:
        self._open.pop(line, None)
        line.close()


def _hang_up(line: socket.socket) -> None:
    """End a connection under the thread that waits for it."""
    with contextlib.suppress(OSError):
        socket.socket.shutdown(line, socket.SHUT_RDWR)  # not TLS's, which would take the state away from the other thread
