"""What no text may have, and what each does."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from press.sanitiser.allowed import HTML, HTML_TRUSTED, listed


@lru_cache(maxsize=2)
def known_names(trusted: bool) -> frozenset[str]:
    """The elements that HTML has or had, in lower case, whether texts may have them or not."""
    return HTML | {"svg", "math"} | NEVER.keys() | NEVER_UNTRUSTED.keys() | (HTML_TRUSTED if trusted else frozenset())


RUNS: Final = "runs in the reader's browser"
_OTHER_PAGE: Final = "brings another page into this one"
_SENDS: Final = "sends what readers type to where the text says"
_READ_TWICE: Final = "is read otherwise by one browser than by another"
NEVER: Final[Mapping[str, str]] = {
    "applet": RUNS,
    "base": "changes where all links of the page lead",
    "embed": _OTHER_PAGE,
    "fencedframe": _OTHER_PAGE,
    "form": _SENDS,
    "frame": _OTHER_PAGE,
    "frameset": _OTHER_PAGE,
    "isindex": _SENDS,
    "link": "changes how the whole page looks",
    "listing": _READ_TWICE,
    "meta": "speaks for the whole page, and can lead readers away from it",
    "noembed": _READ_TWICE,
    "noframes": _READ_TWICE,
    "noscript": _READ_TWICE,
    "object": _OTHER_PAGE,
    "param": _OTHER_PAGE,
    "plaintext": "swallows the rest of the page",
    "portal": _OTHER_PAGE,
    "script": RUNS,
    "style": "changes how the whole page looks",
    "template": _READ_TWICE,
    "xmp": _READ_TWICE,
}
# Beside those, where the source is not trusted.
NEVER_UNTRUSTED: Final[Mapping[str, str]] = {"iframe": _OTHER_PAGE}
# What is no words of the text, and goes with its element.
DROPPED: Final = listed("iframe noembed noframes noscript script style template")
NEVER_ATTRIBUTES: Final[Mapping[str, str]] = {
    "action": _SENDS,
    "formaction": _SENDS,
    "http-equiv": "speaks for the whole page",
    "srcdoc": _OTHER_PAGE,
}
