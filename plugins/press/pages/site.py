"""The files of a site, and where addresses lead in it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
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
    """The files of a site, and what addresses lead to in it.

    ``ids`` are the places on each page, as far as pages were read. ``is_local`` tells whether some text leads to a place on its
    own page by an address, and the place is there.
    """

    names: frozenset[str]
    host: str
    root: str
    drafts: frozenset[str]
    also: frozenset[str]
    ids: Mapping[str, frozenset[str]] = field(default_factory=dict)
    is_local: Callable[[str], bool] = field(default=lambda _: False)
    _known: dict[tuple[str, str | None], Goal | None] = field(default_factory=dict)

    @classmethod
    def of(cls, names: Iterable[str], site_url: str, drafts: Collection[str], also: Collection[str]) -> Site:
        """The site with these files, which stands at an address, or at the root of a server."""
        host, path = _parted(site_url) if "//" in site_url else ("", site_url if site_url.startswith("/") else "")
        root = "/".join(("", *(part for part in unquote(path).split("/") if part)))
        standing = frozenset(unquote(one).strip("/") for one in also)
        return cls(frozenset(names), host, root, frozenset(drafts), standing)

    def address_of(self, name: str) -> str:
        """The path on the server at which a file of the output stands."""
        return f"{self.root}/{name}"

    def goal(self, address: str, base: str | None) -> Goal | None:
        """Where an address leads that stands at ``base`` (a path on the server; None: elsewhere), or None where that is not ours.

        It is the same wherever the address stands, such as on every page, or for all pages of a folder, and looked up once.
        """
        first = address[:1]
        if first == "/" or (":" in address and SCHEME.match(address)):
            key = (address, None if base is None else "")
        elif base is not None and (first == "." or first.isalnum()):
            key = (address, base[: base.rfind("/") + 1])
        else:
            return self._goal(address, base)
        if key not in self._known:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[key] = self._goal(address, base)
        return self._known[key]

    def standing_at(self, path: str, fragment: str = "") -> Goal:
        """The goal that a path within the site is, and a place on what stands there."""
        return Goal(path, self._name(path), fragment)

    def _goal(self, address: str, base: str | None) -> Goal | None:
        if _UNSEEN.search(address):
            address = _UNSEEN.sub("", address)
        path = self.path(address, base)
        if path is None or not f"{path}/".startswith(f"{self.root}/"):
            return None
        fragment = address.strip().partition("#")[2].partition(":~:")[0]
        return self.standing_at(path[len(self.root) + 1 :], "" if fragment.lower() == "top" else fragment)

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
_MOST_KNOWN: Final = 50_000  # some 20 megabytes


def paths_to(name: str) -> tuple[str, ...]:
    """Every path within a site that may lead to a file: its own, and of an index those of its folder."""
    folder = name.removesuffix("index.html")
    if folder == name or (folder and not folder.endswith("/")):
        return (name,)
    return (name, folder, folder[:-1]) if folder else (name, "")


def names_below(root: Path) -> Iterator[str]:
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
