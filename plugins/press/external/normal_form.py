"""The form in which an address is asked for, which is that of browsers."""

from __future__ import annotations

import ipaddress
import re
from encodings.idna import nameprep
from typing import Final
from urllib.parse import quote, unquote, urlsplit

_LONGEST: Final = 8000  # what every server must be able to take. Source: RFC 9110 §4.1
_CONTROLS: Final = "".join(map(chr, range(33)))
_DOTS = re.compile(r"(?:\.|%2e){1,2}", re.IGNORECASE)
_PARTS = re.compile(r"(?P<scheme>https?):[/\\]*(?P<host>[^/\\?#]*)(?P<path>[^?#]*)(?P<query>\?[^#]*)?(?:#.*)?", re.IGNORECASE | re.DOTALL)


def as_asked(written: str) -> str:
    """The address as a browser asks for it: in ASCII, without a fragment. Asked again, it is the same.

    Raises ValueError, with a reason that can follow "because". Source: WHATWG URL Standard §3.3, §4.4; host names without its
    table of mappings (UTS 46), by nameprep, which is the same but for rare characters.
    """
    match = _PARTS.fullmatch(re.sub(r"[\t\n\r]", "", written).strip(_CONTROLS))
    if not match:
        raise ValueError("it begins with neither http nor https")
    scheme, authority = match["scheme"].lower(), match["host"]
    if "@" in authority:
        raise ValueError("it holds a user name")
    host, port = _parted(authority)
    path = _without_dots(quote(match["path"].replace("\\", "/"), safe="!$%&'()*+,-./:;=@[]_|~") or "/")
    query = quote(match["query"] or "", safe="!$%&()*+,-./:;=?@[\\]^_`{|}~")
    address = f"{scheme}://{_host(host)}{_port(port, scheme)}{path}{query}"
    if len(address) > _LONGEST:
        raise ValueError(f"it is longer than {_LONGEST} characters")
    return address


def host_name(address: str) -> str:
    """The name of the host of an address as it is asked for; that of an IPv6 address without its brackets."""
    return urlsplit(address).hostname or ""


def origin(address: str) -> str:
    """Scheme, host and port of an address as it is asked for."""
    return urlsplit(address)._replace(path="", query="").geturl()


def shown(written: str) -> str:
    """The text of an address that cannot be asked for, as a message can show it: what is not printable is escaped, what is long is cut."""
    safe = "".join(char if char.isprintable() else quote(char, errors="replace") for char in written)
    return safe if len(safe) <= 200 else f"{safe[:200]}…"


def _parted(authority: str) -> tuple[str, str]:
    """Host and port as they are written, the latter empty where there is none."""
    match = re.search(r":([^:\]]*)$", authority)
    return (authority[: match.start()], match[1]) if match else (authority, "")


def _port(port: str, scheme: str) -> str:
    if not port:
        return ""
    if not re.fullmatch(r"[0-9]{1,5}", port) or not 0 < int(port) < 65536:
        raise ValueError("its port is not a number from 1 to 65535")
    return "" if int(port) == {"http": 80, "https": 443}[scheme] else f":{int(port)}"


def _host(host: str) -> str:
    if host.startswith("["):
        try:
            return f"[{ipaddress.IPv6Address(host[1:-1])}]"
        except ValueError as error:
            raise ValueError("its host is not an IPv6 address") from error
    labels = re.split("[.\u3002\uff0e\uff61]", unquote(host).lower())
    name = ".".join(map(_label, labels))
    if not all(labels[:-1]) or not labels[0] or len(name) > 253:  # only what follows the last full stop may be empty
        raise ValueError("its host is not a name")
    return name


def _label(label: str) -> str:
    """One part of a host name in ASCII. Browsers keep ß and ς, which nameprep would replace. Source: UTS 46 §4, RFC 3492."""
    try:
        name = "".join(part if part in "ßς" else nameprep(part) for part in re.split("([ßς])", label))
        name = name if name.isascii() else f"xn--{name.encode('punycode').decode()}"
    except UnicodeError as error:
        raise ValueError("its host is not a name") from error
    if len(name) > 63 or re.search(r"[\x00-\x20\x7f#%/:<>?@\[\\\]^|]", name):
        raise ValueError("its host is not a name")
    return name


def _without_dots(path: str) -> str:
    """The path with ``.`` and ``..`` followed. Source: WHATWG URL Standard §4.4, path state."""
    found: list[str] = []
    parts = [part.lower().replace("%2e", ".") if _DOTS.fullmatch(part) else part for part in path.removeprefix("/").split("/")]
    for part in parts:
        if part == "..":
            del found[-1:]
        elif part != ".":
            found.append(part)
    if parts[-1] in (".", ".."):
        found.append("")
    return "/" + "/".join(found)
