"""The address of the site, and the tag of its language."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

from press.pelican_settings.fault import Fault, Settings


def address_faults(settings: Settings, authored: Collection[str]) -> Iterator[Fault]:
    """That the address of the site is none, or its language no tag."""
    site = settings["SITEURL"]
    for name, address in {"SITEURL": site, "FEED_DOMAIN": settings.get("FEED_DOMAIN") or ""}.items():
        if name == "FEED_DOMAIN" and address.rstrip("/") == site.rstrip("/"):
            continue
        if not _is_address(address):
            remedy = f'Write {name} = "https://{address}"' if _LIKE_HOST.fullmatch(address) else f'Write {name} = "https://example.org"'
            yield Fault(name, "bad-setting", f'{name} is "{address}", which is not an address on the web, nor a path', remedy)
    if not re.fullmatch(
        r"[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*", settings["DEFAULT_LANG"]
    ):  # RFC 5646 §2.1, and an underscore for the hyphen
        message = f'DEFAULT_LANG is "{settings["DEFAULT_LANG"]}", which is not the tag of a language'
        yield Fault("DEFAULT_LANG", "bad-setting", message, 'Write one like "en" or "de-AT"')


# Not in an address as it stands. Source: RFC 3986 §2; the quotation mark ' may be, and would end an attribute.
_NOT_IN_ADDRESS = re.compile(r"[\s\"'<>\\^`{|}\x00-\x1f\x7f]")
_LIKE_HOST = re.compile(r"[\w-]+(\.[\w-]+)+(:\d+)?(/.*)?")


def _is_address(address: str) -> bool:
    """Whether it is empty, an http(s) address, ``//host`` or a path from the root or from here."""
    try:
        parts = urlsplit(address)
        _ = parts.port  # is read, and so checked, only now
    except ValueError:
        return False
    if _NOT_IN_ADDRESS.search(address) or parts.query or parts.fragment:
        return False
    if parts.scheme or parts.netloc:
        return parts.scheme in ("", "http", "https") and bool(parts.hostname)
    return not address or address[0] in "/."
