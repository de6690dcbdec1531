"""Custom elements, which only trusted texts may have."""

from __future__ import annotations

import re
from typing import Final

from press.sanitiser.allowed import listed
from press.sanitiser.refused import NEVER_ATTRIBUTES
from press.sanitiser.tags import tags_in


def custom_in(html: str) -> dict[str, frozenset[str]]:
    """The custom elements of a text with the attributes that they have there."""
    names = {name.lower() for name in _CUSTOM.findall(html)} - _NO_CUSTOM
    if not names:
        return {}
    found: dict[str, frozenset[str]] = dict.fromkeys(names, frozenset())
    for tag in tags_in(html):
        if tag.name in names:
            found[tag.name] |= {name for name, _, _ in tag.attributes() if may_be_custom(name)}
    return found


def may_be_custom(attribute: str) -> bool:
    """Whether a custom element may have an attribute of its own of that name."""
    return attribute not in NEVER_ATTRIBUTES and bool(_CUSTOM_ATTRIBUTE.fullmatch(attribute))


_CUSTOM: Final = re.compile(r"<([a-z][a-z0-9._]*-[a-z0-9._-]*)(?=[\s/>])", re.IGNORECASE)
# Source: HTML Standard §4.13.3.
_NO_CUSTOM: Final = listed(
    "annotation-xml color-profile font-face font-face-format font-face-name font-face-src font-face-uri missing-glyph"
)
_CUSTOM_ATTRIBUTE: Final = re.compile(r"(?!on)[a-z][a-z0-9_.-]*")
