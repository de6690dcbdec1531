"""Hosts: the moved and the withdrawn in the words of web servers, so that they answer 301 and 410 themselves.

``base`` is the path of the site's root, without a slash at the end: mostly empty. All addresses have the form of ``urls.is_path``,
which is what keeps a line a line. What lies below a folder that moved moves with it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote, unquote

from editorial import urls

# Servers send a path on as it is once decoded, and a carriage return in it would end the header. These characters stand for themselves.
_BELOW = "[A-Za-z0-9._~!&()*+,;=:@/-]+"


def redirects(moved: Mapping[str, str], gone: Iterable[str], base: str) -> str:
    """The file ``_redirects``, as Netlify and Cloudflare Pages read it, without addresses that have a ``:`` or ``*``: patterns there.

    Netlify follows a line only where no page stands, unless its status ends in ``!``; Cloudflare passes over a line with that.
    """
    lines = [f"{base}/{old} {base}/{new} {status}" for old, new in moved.items() if _is_plain(old + new) for status in ("301!", "301")]
    return _file([*lines, *(f"{base}/{old}* {base}/{new}:splat 301" for old, new in _folders(moved, gone) if _is_plain(old + new))])


def nginx_moved(moved: Mapping[str, str], gone: Iterable[str], base: str) -> str:
    """The lines of a map in nginx from a path to the path that it moved to.

    They are regular expressions all: other keys are alike in either case, and nginx does not start with those of some length.
    """
    lines = [f'"~{_exactly(base, old)}" "{base}/{new}";' for old, new in moved.items()]
    return _file([*lines, *(f'"~^{_escaped(base, old)}(?<below>{_BELOW})$" "{base}/{new}$below";' for old, new in _folders(moved, gone))])


def nginx_gone(gone: Iterable[str], base: str) -> str:
    """The lines of a map in nginx from the path of what was withdrawn to 1."""
    return _file(f'"~{_exactly(base, address)}" 1;' for address in sorted(gone))


def apache(moved: Mapping[str, str], gone: Iterable[str], base: str) -> str:
    """The file ``.htaccess``, as Apache reads it: the page for what is not found, then what was withdrawn, then what moved.

    Apache encodes where a redirect leads to, and decodes where a page for an error is.
    """
    gone = sorted(gone)
    lines = [f'ErrorDocument 404 "{base}/404.html"']
    for address in gone:
        # Where the page is asked for as the answer to an error, it is to be found.
        lines.append(f"<If \"%{{REQUEST_URI}} == '{unquote(f'{base}/{address}')}' && -z reqenv('REDIRECT_STATUS')\">")
        lines += ['RedirectMatch 410 "^"', f'ErrorDocument 410 "{base}/{quote(urls.file_at(address))}"', "</If>"]
    lines += [f'RedirectMatch 301 "{_exactly(base, old)}" "{unquote(f"{base}/{new}")}"' for old, new in moved.items()]
    lines += [f'RedirectMatch 301 "^{_escaped(base, old)}({_BELOW})$" "{unquote(f"{base}/{new}")}$1"' for old, new in _folders(moved, gone)]
    return _file(lines)


def _file(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _is_plain(path: str) -> bool:
    return not set(path) & set(":*")


def _escaped(base: str, address: str) -> str:
    """A path for a regular expression; servers match it decoded."""
    return re.escape(unquote(f"{base}/{address}"))


def _exactly(base: str, address: str) -> str:
    """A regular expression for the path of an address; that of a folder may lack its slash, so that no server has to add it first."""
    is_file = urls.file_at(address) == unquote(address)
    return f"^{_escaped(base, address.removesuffix('/'))}{'' if is_file else '/?'}$"


def _folders(moved: Mapping[str, str], gone: Iterable[str]) -> list[tuple[str, str]]:
    """The moves of folders to folders, the deepest first, as servers take the first line that fits; none in which something else is."""
    others = sorted(unquote(address) for address in (*moved.values(), *gone))
    pairs = [(old, new) for old, new in moved.items() if old.endswith("/") and new.endswith("/")]
    folders = [(old, new) for old, new in pairs if not _holds_any(unquote(old), others)]
    return sorted(folders, key=lambda one: (-one[0].count("/"), one))


def _holds_any(folder: str, others: Sequence[str]) -> bool:
    """Whether one of the sorted paths lies in a folder."""
    place = bisect_left(others, folder)
    return place < len(others) and others[place].startswith(folder)
