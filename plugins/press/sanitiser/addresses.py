"""Addresses in texts, as browsers read them: which may stand in which attribute."""

from __future__ import annotations

import re
from typing import Final

from press.sanitiser.allowed import SVG, SVG_TRUSTED, listed

# None of these runs in a page: a program of the reader's is asked to open it.
LINK_SCHEMES: Final = listed(
    "http https mailto tel doi ftp ftps gemini geo git gopher irc ircs magnet matrix news nntp sftp sip sips sms ssh urn webcal xmpp"
)
FILE_SCHEMES: Final = frozenset({"http", "https"})
RUNNING_SCHEMES: Final = frozenset({"data", "javascript", "livescript", "mocha", "vbscript"})
ADDRESSES: Final = listed("action background cite data formaction href longdesc ping poster src")
FILES: Final = frozenset({"poster", "src", "srcset"})


def may_lead(tag: str, name: str, value: str) -> bool:
    """Whether an attribute may have this address."""
    scheme = scheme_of(value)
    if tag in SVG | SVG_TRUSTED and tag not in ("a", "image"):
        return value.strip().startswith("#")
    if tag == "iframe":
        return not scheme and not _leads_elsewhere(value)
    if scheme == "data":
        return tag == "img" and name == "src" and bool(_PICTURE.match(_as_read(value)))
    if name in FILES or tag == "image":
        return not scheme or scheme in FILE_SCHEMES
    return not scheme or scheme in LINK_SCHEMES


def are_files(_tag: str, value: str) -> bool:
    """Whether each address of a ``srcset`` is one of a file."""
    return all(scheme_of(part) in ("", *FILE_SCHEMES) for part in re.split(r"[\s,]+", value))


def scheme_of(address: str) -> str:
    """The scheme with which browsers read an address, in lower case, or nothing for one that is relative."""
    match = _SCHEME.match(_as_read(address))
    return match[1].lower() if match else ""


_PICTURE: Final = re.compile(r"data:image/(?:png|jpe?g|gif|webp)[;,]", re.IGNORECASE)
_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
# As browsers read an address: controls and spaces before it do not count, nor do tabs and line ends in it. Source: URL Standard §4.4.
_BEFORE: Final = "".join(map(chr, range(0x21)))
_WITHIN: Final = {ord(char): None for char in "\t\n\r"}


def _as_read(address: str) -> str:
    return address.lstrip(_BEFORE).translate(_WITHIN)


def _leads_elsewhere(address: str) -> bool:
    """Whether a relative address names another host."""
    return _as_read(address).replace("\\", "/").startswith("//")
