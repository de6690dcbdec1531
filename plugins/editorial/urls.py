"""Addresses: where everything stands on the site, relative to its root."""

from __future__ import annotations

import re
import unicodedata

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# An address on the web: nothing else may become a link.
WEB = re.compile(r"https?://[^\s/]+(/\S*)?")
# Most file systems take names of 255 bytes; this leaves room for what is put beside it.
LONGEST = 200


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
    {"posts", "papers", "themes", "lists", "works", "archive", "feeds", "people", "groups", "search", "drafts", "static", "images", "404"}
)  # fmt: skip
