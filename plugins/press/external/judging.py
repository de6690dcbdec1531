"""Judging: what a reply comes to, or that there is none."""

from __future__ import annotations

import http.client
import socket
import ssl
from http import HTTPStatus

from press.external.answers import FINE, GONE, LATER, LOOK, Answer, by_way_of
from press.external.replies import Reply


def judged(reply: Reply, at: str, *, address: str, moved: str) -> Answer:
    """What a reply comes to.

    ``at`` is who said it, ``address`` who was to be asked, and ``moved`` where redirects that are for good lead.
    """
    if 200 <= reply.status < 300:
        return FINE if moved == address else Answer("doubtful", f"has moved for good to {moved}", "Link to its new address")
    says = f"answers {reply.status} {_phrase(reply.status)}".strip()
    if reply.status in (404, 410):
        return by_way_of(Answer("dead", says, GONE), at, address)
    return by_way_of(Answer("doubtful", says, LATER if reply.status >= 500 or reply.status == 429 else LOOK), at, address)


def failure(error: Exception) -> Answer:
    """What an error comes to in looking a host up, in connecting to it or in reading what it says."""
    if isinstance(error, socket.gaierror):
        if error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)):
            return Answer("dead", "names a host that does not exist", GONE)
        return Answer("doubtful", "names a host that could not be looked up", LATER)
    if isinstance(error, ConnectionRefusedError):
        return Answer("dead", "refuses every connection", GONE)
    if isinstance(error, ssl.SSLCertVerificationError):
        return Answer("doubtful", f"has a certificate that is not valid ({error.verify_message})", LOOK)
    if isinstance(error, ssl.SSLError):
        return Answer("doubtful", f"cannot be reached safely ({error.reason or 'TLS fails'})", LOOK)
    if isinstance(error, ConnectionError | http.client.IncompleteRead | http.client.RemoteDisconnected):
        return Answer("doubtful", "breaks off without an answer", LATER)
    if isinstance(error, OSError):
        return Answer("doubtful", f"cannot be reached ({error.strerror or error})", LATER)
    return Answer("doubtful", "answers what is not HTTP", LOOK)


def _phrase(status: int) -> str:
    """What a status means in the words of the standard, not in the server's."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
