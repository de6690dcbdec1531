"""The server: the site on this machine, in threads of the process that builds it."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

from press.report import say
from press.watching.board import Board
from press.watching.hosts import is_loopback
from press.watching.requests import Request


class Server(ThreadingHTTPServer):
    """Serves the folder that stands at ``output`` when it is asked; with ``reloads``, its pages show each next build."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, listener: socket.socket, output: Path, board: Board, *, reloads: bool) -> None:
        super().__init__(listener.getsockname()[:2], Request, bind_and_activate=False)
        self.socket.close()
        self.socket = listener
        self.output, self.board, self.reloads = output, board, reloads
        self.is_private = is_loopback(str(listener.getsockname()[0]))
        self.has_served = False  # so that where there is no site now, there is one in a moment

    @property
    def address(self) -> str:
        """Where people find it, ending in a slash."""
        host, port = self.socket.getsockname()[:2]
        return f"http://{f'[{host}]' if ':' in host else host}:{port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Pass over a browser that has gone; say the rest in a line."""
        error = sys.exception()
        if not isinstance(error, ConnectionError | TimeoutError):
            say(f"A request could not be answered: {type(error).__name__}: {error}", sys.stderr)


@contextmanager
def answering(server: Server) -> Iterator[None]:
    """Within, the server answers; after it, nobody waits for an answer any more. The socket stays open."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="server", daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.board.close()
        server.shutdown()
        thread.join()
