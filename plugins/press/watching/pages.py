"""Pages: HTML as it is served while somebody works on it: with a script that shows the next build. The files have nothing of it."""

from __future__ import annotations

import re
import secrets
from html import escape
from html.parser import HTMLParser
from typing import Final

from press.watching import policies
from press.watching.board import Notice

RESERVED: Final = "/.press/"
# A tag with its attributes, whose values may hold what would end it.
_META: Final = re.compile(rb"""<meta(?=[\s/])(?:[^"'>]++|"[^"]*+"|'[^']*+')*+>""", re.IGNORECASE)
_BODY_END: Final = re.compile(rb"</body(?=[\s/>])", re.IGNORECASE)
_OTHER_ENCODINGS: Final = (b"\xff\xfe", b"\xfe\xff")


def as_served(html: bytes, *, page: str, build: str) -> bytes:
    """A page with the script before the end of its body, and leave for it in the policy of the page.

    ``page`` is the digest of the response, and ``build`` tells of which build it is.
    """
    if html.startswith(_OTHER_ENCODINGS):
        return html
    nonce = secrets.token_urlsafe(12)
    html = _META.sub(lambda tag: _allowing(tag[0], nonce), html)
    ends = [found.start() for found in _BODY_END.finditer(html)]
    place = ends[-1] if ends else len(html)
    return html[:place] + _script(nonce, page=page, build=build) + html[place:]


def without_site(notice: Notice) -> bytes:
    """The page for any address while no site stands: that it is being built, or each problem with its place, message and remedy."""
    heading = f"{notice.failed}. There is no site yet." if notice.failed else "The site is being built."
    rows = "".join(
        f'<li><p class="place">{escape(row.place)}</p><p>{escape(row.message)}</p><p class="remedy">{escape(row.remedy)}</p></li>'
        for row in notice.rows
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<title>{escape(heading)}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="{RESERVED}overlay.css"></head>'
        f'<body class="alone"><main><h1>{escape(heading)}</h1>{f"<ol>{rows}</ol>" if rows else ""}</main></body></html>'
    ).encode("utf-8", "replace")


def _script(nonce: str, *, page: str, build: str) -> bytes:
    data = f'data-page="{escape(page)}" data-build="{escape(build)}"'
    return f'<script src="{RESERVED}reload.js" nonce="{nonce}" {data} defer></script>'.encode()


def _allowing(tag: bytes, nonce: str) -> bytes:
    """A tag ``meta``, widened if it is a policy."""
    read = _Meta()
    read.feed(tag.decode("utf-8", "surrogateescape"))
    read.close()
    if (read.values.get("http-equiv") or "").strip().lower() != "content-security-policy":
        return tag
    policy = policies.allowing(read.values.get("content") or "", nonce)
    return f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">'.encode("utf-8", "surrogateescape")


class _Meta(HTMLParser):
    """Reads the attributes of one tag; the first of a name counts."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str | None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the attributes, also of ``<meta />``."""
        for name, value in attrs:
            self.values.setdefault(name, value)
