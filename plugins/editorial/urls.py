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
# What no part of a path may be once it is decoded: a second folder, a mark of the files of servers, no text.
_REFUSED = frozenset("/\\\"<>|$'{}\ufffd")
_PAGES = (".html", ".htm")


def is_path(value: object) -> bool:
    """Whether something is a path below the root, as it stands in a URL, at which a static site can keep a file."""
    if not isinstance(value, str):
        return False
    segments = value.removesuffix("/").split("/")
    folders = segments if value.endswith("/") else segments[:-1]
    return all(map(_names_a_file, segments)) and not any(unquote(one).lower().endswith(_PAGES) for one in folders)


def _names_a_file(segment: str) -> bool:
    name = unquote(segment)
    is_name = bool(_SEGMENT.fullmatch(segment)) and len(segment) <= LONGEST
    return is_name and name.isprintable() and not name.startswith(".") and not _REFUSED & set(name)


def file_at(address: str) -> str:
    """The file, below the output, that a server shows at an address: within a folder, its index."""
    path = unquote(address)
    return path if path.lower().endswith(_PAGES) else f"{path.removesuffix('/')}/index.html".lstrip("/")


def place_of(address: str) -> str:
    """The file at an address, as a file system that does not tell cases apart has it."""
    return file_at(address).casefold()


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
# Of these, folders of which the site has all; then the files of its root.
_WHOLE = frozenset(("feeds", "static", "images", "search", "drafts"))
# What stands beside the page of a text, list, person or group.
_BESIDE = re.compile(r"(?:feed(?:-\d+)?\.(?:atom\.xml|rss\.xml|json)|(?:list|cite)\.(?:bib|ris|json|csl\.json)|themes\.json)")
_FILES = frozenset(("index.html", "404.html", "_headers", "_redirects", "moved.nginx", "gone.nginx"))


def is_own(address: str) -> bool:
    """Whether an address is that of a page or file that every site has."""
    first, _, rest = place_of(address).partition("/")
    return first in _WHOLE | _FILES or (first in RESERVED and rest == "index.html") or any(map(_BESIDE.fullmatch, rest.split("/")))
