"""The files of a site, and where addresses lead in it."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

SCHEME = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):")


@dataclass(frozen=True, slots=True)
class Goal:
    """Where an address leads within the site: its ``path``, the file that stands there, or nothing, and the place on it."""

    path: str
    name: str
    fragment: str


@dataclass(slots=True)
class Site:
    """The files of a site, and what addresses lead to in it. ``ids`` are the places on each page that was read."""

    names: frozenset[str]
    host: str
    root: str
    drafts: frozenset[str]
    also: frozenset[str]
    ids: dict[str, frozenset[str]] = field(default_factory=dict)
    local: set[str] = field(default_factory=set)  # places on their own page that texts lead to, and that are there
    _known: dict[tuple[str, bool], Goal | None] = field(default_factory=dict)

    @classmethod
    def of(cls, staged: Path, site_url: str, drafts: Collection[str], also: Collection[str]) -> Site:
        """The site in a folder, which stands at an address, or at the root of a server."""
        host, path = _parted(site_url) if "//" in site_url else ("", site_url if site_url.startswith("/") else "")
        root = "/".join(("", *(part for part in unquote(path).split("/") if part)))
        standing = frozenset(unquote(one).strip("/") for one in also)
        return cls(frozenset(_walk(staged)), host, root, frozenset(drafts), standing)

    def address_of(self, name: str) -> str:
        """The path on the server at which a file of the output stands."""
        return f"{self.root}/{name}"

    def goal(self, address: str, base: str | None) -> Goal | None:
        """Where an address leads that stands at ``base`` (a path on the server; None: elsewhere), or None where that is not ours."""
        if not address.startswith("/") and not SCHEME.match(address):
            return self._goal(address, base)
        key = (address, base is None)  # the same wherever it stands, such as on every page
        if key not in self._known:
            self._known[key] = self._goal(address, base)
        return self._known[key]

    def _goal(self, address: str, base: str | None) -> Goal | None:
        path = self.path(address, base)
        if path is None or not f"{path}/".startswith(f"{self.root}/"):
            return None
        path = path[len(self.root) + 1 :]
        fragment = _UNSEEN.sub("", address).strip().partition("#")[2].partition(":~:")[0]
        return Goal(path, self._name(path), "" if fragment.lower() == "top" else fragment)

    def path(self, address: str, base: str | None) -> str | None:
        """The path on the server that an address leads to, decoded and without dots; None where it leads to another server."""
        written = _UNSEEN.sub("", address).strip().partition("#")[0].partition("?")[0].replace("\\", "/")
        if not written:
            return base
        scheme = SCHEME.match(written)
        if scheme or written.startswith("//"):
            if scheme and scheme["scheme"].lower() not in ("http", "https"):
                return None
            host, written = _parted(written)
            if not self.host or host != self.host:
                return None
        elif base is None:
            return None
        elif not written.startswith("/"):
            return _plain(f"{base[: base.rfind('/')]}/{unquote(written, errors='surrogateescape')}")
        return _plain(unquote(written, errors="surrogateescape"))

    def _name(self, path: str) -> str:
        """The file at a path, letter by letter, or nothing. A folder is its index; a server leads there without the slash too."""
        if path in self.names:
            return path
        index = f"{path.rstrip('/')}/index.html".lstrip("/")
        if index in self.names:
            return index
        return path if path.strip("/") in self.also else ""

    def has(self, fragment: str, name: str) -> bool:
        """Whether a page has a place. What is no page, and was not read, may have any."""
        ids = self.ids.get(name)
        return ids is None or fragment in ids or unquote(fragment) in ids


_UNSEEN = re.compile(r"[\t\n\r]")


def _walk(root: Path) -> Iterator[str]:
    """The name of every file below a folder, as the folder spells it."""
    for folder, _, files in os.walk(root):
        inner = Path(folder).relative_to(root).as_posix()
        yield from files if inner == "." else (f"{inner}/{file}" for file in files)


def _parted(address: str) -> tuple[str, str]:
    """The host of an absolute address, with its port where that is not the scheme's own; and the path."""
    host, slash, path = address.partition("//")[2].partition("/")
    return host.lower().removesuffix(":80").removesuffix(":443"), slash + path


def _plain(path: str) -> str:
    """A path without dots and empty segments; a slash at its end stays. Source: RFC 3986 §5.2.4."""
    parts: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            del parts[-1:]
        elif segment not in ("", "."):
            parts.append(segment)
    end = "/" if parts and segments[-1] in ("", ".", "..") else ""
    return f"/{'/'.join(parts)}{end}"
