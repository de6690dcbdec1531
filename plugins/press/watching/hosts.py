"""Hosts: whether a request was meant for this machine, by the name that it asked for.

A page elsewhere can let its own name lead to 127.0.0.1, and would then read what is served there as if it were its own (DNS
rebinding). Its requests still carry its name.
"""

from __future__ import annotations

import ipaddress


def is_loopback(address: str) -> bool:
    """Whether an address, or a name, is of this machine and reached only from it."""
    name = address.strip("[]").rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost"):  # Source: RFC 6761 §6.3
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def is_local(host: str) -> bool:
    """Whether the value of a Host header names this machine, with any port. Source: RFC 9110 §7.2."""
    name, colon, port = host.strip().rpartition(":")
    if not colon or not (port.isascii() and port.isdigit()):
        name = host.strip()
    return is_loopback(name)
