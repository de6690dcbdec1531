"""What may have been meant: files and places whose names are like those that are written."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Collection
from pathlib import PurePosixPath
from urllib.parse import unquote

from manuscript.problems import nearest
from press.pages.faults import Fault
from press.pages.site import SCHEME, Goal, Site
from press.pages.sources import stem


class Near:
    """What may have been meant: files and places whose names are like those that are written.

    Few are looked for, since each is compared with every name: ``_left`` counts the comparisons.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self._left = 20_000
        self._made: dict[tuple[str, str], str] = {}
        self._pages: dict[str, str] = {}
        self._files: dict[str, str] = {}
        self._alike: dict[str, str] = {}
        for name in sorted(site.names - site.drafts):
            (self._pages if _is_page(name) else self._files).setdefault(stem(name).lower(), name)
            self._alike.setdefault(_alike(name), name)

    def file(self, fault: Fault) -> str:
        """``Did you mean "…"?``, in the form in which the address is written, or nothing."""
        path = fault.goal.path
        known = self._pages if _is_page(path) else self._files
        key = stem(path).lower()
        alike = self._alike.get(_alike(path)) or self._alike.get(_alike(unquote(path)))  # encoded twice
        name = alike or known.get(key) or known.get(self._like(str(_is_page(path)), key, known), "")
        return f'Did you mean "{self._as_written(name, fault)}"?' if name else ""

    def place(self, goal: Goal) -> str:
        """``Did you mean "#…"?`` with a place on the same page, or nothing."""
        near = self._like(goal.name, unquote(goal.fragment), self._site.ids.get(goal.name, frozenset()))
        return f'Did you mean "#{near}"?' if near else ""

    def _like(self, where: str, word: str, known: Collection[str]) -> str:
        if (where, word) not in self._made and 0 < len(known) <= self._left and 0 < len(word) <= 100:
            self._left -= len(known)
            self._made[where, word] = nearest(word, (one for one in known if len(one) <= 100))
        return self._made.get((where, word), "")

    def _as_written(self, name: str, fault: Fault) -> str:
        path = name.removesuffix("index.html") if name.endswith("/index.html") else name
        if fault.address.startswith("/") or SCHEME.match(fault.address) or not fault.text_page:
            return self._site.address_of(path).replace(" ", "%20")
        slash = "/" if path.endswith("/") else ""
        return posixpath.relpath(path, posixpath.dirname(fault.text_page) or ".").replace(" ", "%20") + slash


def _is_page(path: str) -> bool:
    return path.endswith("/") or PurePosixPath(path).suffix.lower() in ("", ".html", ".htm")


def _alike(path: str) -> str:
    """A path whatever its case, its ending, and the form of its letters."""
    path = unicodedata.normalize("NFC", path).casefold().removesuffix("index.html").rstrip("/")
    return path.removesuffix(".html").removesuffix(".htm")
