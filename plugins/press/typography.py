"""Typography: TYPOGRIFY as Pelican means it, on bodies; on titles its punctuation alone, for they are words and not HTML."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any, Final

import smartypants
from typogrify.filters import typogrify

_DASHES: Final = {"oldschool": smartypants.Attr.set2, "oldschool_inverted": smartypants.Attr.set3}


def set_content(content: Any, settings: Mapping[str, Any]) -> None:
    """Set the punctuation of a text's body, title and summary."""
    dashes = _DASHES.get(settings["TYPOGRIFY_DASHES"], smartypants.Attr.set1)
    if content._content:
        # What typogrify calls smartypants with.
        smartypants.Attr.default = dashes | smartypants.Attr.w
        omitted = dict.fromkeys(settings["TYPOGRIFY_OMIT_FILTERS"], False)
        content._content = typogrify(content._content, settings["TYPOGRIFY_IGNORE_TAGS"], **omitted)
    for name in ("title", "summary"):
        words = content.metadata.get(name)
        if isinstance(words, str) and not (name == "summary" and name in settings["FORMATTED_FIELDS"]):
            content.metadata[name] = html.unescape(smartypants.smartypants(html.escape(words, quote=False), dashes))
            setattr(content, name, content.metadata[name])
