"""Hosts: the moved and the withdrawn in the words of web servers, so that they answer 301 and 410 themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import unquote

from editorial import urls


def redirects(moved: Mapping[str, str], base: str) -> str:
    """The file ``_redirects``, as Netlify and Cloudflare Pages read it; what lies below an address moves with it.

    ``base`` is the path of the site's root, without a slash at the end: mostly empty.
    """
    lines = [f"{base}/{old} {base}/{new} 301" for old, new in moved.items()]
    return _file([*lines, *(f"{base}/{old}* {base}/{new}:splat 301" for old, new in _folders(moved))])


def nginx_moved(moved: Mapping[str, str], base: str) -> str:
    """The lines of a map in nginx from a path to the path that it moved to."""
    lines = [f'"{unquote(f"{base}/{old}")}" "{base}/{new}";' for old, new in moved.items()]
    return _file([*lines, *(f'"~^{_pattern(base, old)}(?<below>.+)$" "{base}/{new}$below";' for old, new in _folders(moved))])


def nginx_gone(gone: Iterable[str], base: str) -> str:
    """The lines of a map in nginx from the path of what was withdrawn to 1."""
    return _file(f'"{unquote(f"{base}/{address}")}" 1;' for address in sorted(gone))


def apache(moved: Mapping[str, str], gone: Iterable[str], base: str) -> str:
    """The file ``.htaccess``, as Apache reads it: the page for what is not found, then what moved, then what was withdrawn."""
    lines = [f"ErrorDocument 404 {base}/404.html"]
    lines += [f'RedirectMatch 301 "^{_pattern(base, old)}$" "{base}/{new}"' for old, new in moved.items()]
    lines += [f'RedirectMatch 301 "^{_pattern(base, old)}(.+)$" "{base}/{new}$1"' for old, new in _folders(moved)]
    for address in sorted(gone):
        lines.append(f'RedirectMatch 410 "^{_pattern(base, address)}$"')
        lines.append(f"<If \"%{{REQUEST_URI}} == '{unquote(f'{base}/{address}')}'\">")
        lines += [f'ErrorDocument 410 "{base}/{urls.file_at(address)}"', "</If>"]
    return _file(lines)


def _file(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _pattern(base: str, address: str) -> str:
    """A path as a regular expression; servers match it decoded."""
    return re.escape(unquote(f"{base}/{address}"))


def _folders(moved: Mapping[str, str]) -> list[tuple[str, str]]:
    """The moves of folders to folders, the deepest first: servers take the first line that fits."""
    folders = [(old, new) for old, new in moved.items() if old.endswith("/") and new.endswith("/")]
    return sorted(folders, key=lambda one: (-one[0].count("/"), one))
