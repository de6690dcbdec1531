"""Single values in feeds: which are right, and what dates say. A complaint is the end of a sentence, empty if there is none."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from html.entities import html5

Complaint = Callable[[str], str]

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)
_NEVER_IN_ADDRESSES = re.compile(r"[\x00-\x20<>\"{}|\\^`\x7f]")
_WEB = re.compile(r"https?://[^/?#@:\s]+(:\d+)?([/?#].*)?\Z", re.I)
# RFC 4151 §2.1: who named it, when they did, and what.
_TAG = re.compile(r"tag:([a-z0-9.-]+\.[a-z0-9-]+|[^@,:\s]+@[a-z0-9.-]+),\d{4}(-\d\d(-\d\d)?)?:.+\Z", re.I)
# RFC 5646 §2.1, without its grandfathered tags: language, script, region, variants, extensions, private use.
_LANGUAGE = re.compile(
    r"([a-z]{2,3}(-[a-z]{3}){0,3}|[a-z]{4,8})(-[a-z]{4})?(-([a-z]{2}|\d{3}))?(-([a-z0-9]{5,8}|\d[a-z0-9]{3}))*"
    r"(-[0-9a-wy-z](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?|x(-[a-z0-9]{1,8})+",
    re.I,
)
# RFC 3339 §5.6, with the capitals that RFC 4287 §3.3 asks for.
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
# RFC 822 §5.1, with the four digits of the RSS profile, and of the zones only those that everybody understands.
_RFC_822 = re.compile(
    r"((?P<day>Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}"
    r" \d\d:\d\d(:\d\d)? (GMT|[+-]\d{4})"
)
_CHARACTER_REFERENCE = re.compile(r"&(#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);", re.I)


def matching(pattern: str, complaint: str) -> Complaint:
    """A complaint of every value that does not match wholly."""
    return lambda value: "" if re.fullmatch(pattern, value) else complaint


def is_absolute(address: str) -> bool:
    """Whether an address or name (an IRI) has a scheme, and on the web a host, and nothing that must be escaped."""
    if _NEVER_IN_ADDRESSES.search(address) or not _SCHEME.match(address):
        return False
    return bool(_WEB.match(address)) if re.match("https?:", address, re.I) else not address.endswith(":")


def not_absolute(value: str) -> str:
    """A complaint of what is no absolute IRI, or a tag: that RFC 4151 does not know."""
    if value.startswith("tag:") and not _TAG.match(value):
        return "is not a tag of RFC 4151"
    return "" if is_absolute(value) else "is not absolute"


def not_on_the_web(value: str) -> str:
    """A complaint of what is no absolute address that begins with http or https."""
    return "" if is_absolute(value) and _WEB.match(value) else "is not an absolute address on the web"


def not_ascii_on_the_web(value: str) -> str:
    """A complaint of what is no such address, or one that has letters beyond ASCII: RSS, OPML and JSON Feed want URLs."""
    return not_on_the_web(value) or ("" if value.isascii() else "has letters that a URL writes with per cent signs")


def blank(value: str) -> str:
    """A complaint of what has no text."""
    return "" if value.strip() else "is empty"


def escaped_twice(value: str) -> str:
    """A complaint of plain text in which readers would see the name of a character."""
    found = [one for one in _CHARACTER_REFERENCE.finditer(value) if one[1][0] == "#" or f"{one[1]};" in html5]
    return f"is plain text and shows “{found[0][0]}”" if found else ""


def not_a_language(value: str) -> str:
    """A complaint of what has not the shape of a language tag."""
    return "" if _LANGUAGE.fullmatch(value) else "is not a language tag"


def not_rfc_3339(value: str) -> str:
    """A complaint of what is no instant with its offset."""
    return "" if instant(value) else "is not a date of RFC 3339 with its offset"


def not_rfc_822(value: str) -> str:
    """A complaint of what is no date of mail with a year of four digits and an offset, or names the wrong day of the week."""
    then, named = mail_date(value), _RFC_822.fullmatch(value)
    if not (then and named):
        return "is not a date of RFC 822 with four digits of the year and its offset"
    return "" if named["day"] in (None, f"{then:%a}") else f"is a {then:%A}"


def instant(value: str) -> datetime.datetime | None:
    """The aware instant that a date of RFC 3339 is; none if it is not one."""
    try:
        return datetime.datetime.fromisoformat(value) if _RFC_3339.fullmatch(value) else None
    except ValueError:
        return None


def mail_date(value: str) -> datetime.datetime | None:
    """The aware instant that a date of RFC 822 is; none if it is not one."""
    try:
        then = parsedate_to_datetime(value) if _RFC_822.fullmatch(value) else None
    except ValueError:
        return None
    return then.replace(tzinfo=then.tzinfo or datetime.UTC) if then else None  # -0000 says that no zone is meant


def either_date(value: str) -> datetime.datetime | None:
    """The aware instant that a date of either kind is: RSS has its own, and borrows those of Atom."""
    return instant(value) or mail_date(value)
