"""Addresses: where everything stands on the site, relative to its root."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# An address on the web: nothing else may become a link.
WEB = re.compile(r"https?://[^\s/]+(/\S*)?")
# Most file systems take names of 255 bytes; this leaves room for what is put beside it.
LONGEST = 200
# A segment of a path. Source: RFC 3986 §3.3, without a dot at its beginning, which hides a file, $ and ', which servers read as their own.
_SEGMENT = re.compile(r"(?!\.)(?:[A-Za-z0-9._~!&()*+,;=:@-]|%[0-9A-Fa-f]{2})+")


def is_path(value: object) -> bool:
    """Whether something is a path below the root, as it stands in a URL, at which a static site can keep a file."""
    if not isinstance(value, str):
        return False
    segments = value.removesuffix("/").split("/")
    return all(_SEGMENT.fullmatch(one) and len(one) <= LONGEST and _names_a_file(unquote(one)) for one in segments)


def _names_a_file(segment: str) -> bool:
    return segment.isprintable() and not segment.startswith(".") and not set(segment) & set("/\\\"<>|$'\ufffd")


def file_at(address: str) -> str:
    """The file, below the output, that a server shows at an address: within a folder, its index."""
    path = unquote(address)
    return path if path.rpartition("/")[2].lower().endswith((".html", ".htm")) else f"{path.removesuffix('/')}/index.html".lstrip("/")


def of_theme(slug: str) -> str:
    """The address of a theme's reading list."""
    return f"themes/{slug}/"


def of_list(slug: str) -> str:
    """The address of a curated list."""
    return f"lists/{slug}/"


def slugified(title: str) -> str:
    """A slug made of a title: ASCII letters, digits and hyphens; empty when the title has none of the first two."""
    plain = unicodedata.normalize("NFKD", title.replace("’", "").replace("'", "")).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))


def of_text(kind: str, slug: str) -> str:
    """The address of a post or a paper."""
    return f"{kind}s/{slug}/"


def of_version(slug: str, version: int) -> str:
    """The address of a frozen version of a paper."""
    return f"papers/{slug}/v{version}/"


def of_person(id_: str) -> str:
    """The address of the page on a person."""
    return f"people/{id_}/"


def of_group(id_: str) -> str:
    """The address of the page on a group."""
    return f"groups/{id_}/"


def of_themes_data(kind: str, slug: str) -> str:
    """The address of the themes of a post or a paper as data."""
    return f"{of_text(kind, slug)}themes.json"


# The first part of every address that is the site's own, or will be; no page may have it as its slug.
RESERVED = frozenset(
    ("posts", "papers", "themes", "lists", "works", "archive", "feeds", "people", "groups", "corrections", "search", "drafts", "static",
     "images", "404")
)  # fmt: skip
# Of these, folders of which the site has all.
_WHOLE = ("feeds", "static", "images", "search", "drafts")


def is_own(address: str) -> bool:
    """Whether an address is that of a page or file that every site has."""
    first, _, rest = address.partition("/")
    return first in _WHOLE or first == "404.html" or (first in RESERVED and not rest) or file_at(address) == "index.html"
