"""Resolving: where a host is, and whether that is a place which only this machine can reach."""

from __future__ import annotations

import ipaddress
import socket
import threading
from concurrent.futures import Future
from typing import Any, Final

from press.external.deadlines import Deadline

Resolved = tuple[tuple[socket.AddressFamily, Any], ...]  # family and place, as sockets take them

_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")


def resolved(name: str, port: int, deadline: Deadline) -> Resolved:
    """Where a host is, in the system's order, each place once. Raises OSError, ValueError and StoppedError.

    It is looked up by a thread that can be left behind, for that has no timeout.
    """
    found: Future[Resolved] = Future()
    threading.Thread(target=_look_up, args=(name, port, found), daemon=True).start()
    deadline.stop.wait(found, seconds=deadline.left)
    if not found.done():
        raise TimeoutError
    return found.result()


def is_private(place: str) -> bool:
    """Whether an IP address is this machine's, of a private network, or for no single host. Source: IANA special-purpose registries."""
    ip = ipaddress.ip_address(place)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None)
        ip = inner or ip
    return not ip.is_global or ip.is_multicast


def _look_up(name: str, port: int, found: Future[Resolved]) -> None:
    try:
        # Bytes, for a text would be read by another rule than a browser's.
        infos = socket.getaddrinfo(name.encode("ascii"), port, type=socket.SOCK_STREAM)
        found.set_result(tuple(dict.fromkeys((info[0], info[4]) for info in infos)))
    except Exception as error:
        found.set_exception(error)
