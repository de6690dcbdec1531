"""Typography: TYPOGRIFY as Pelican means it, on bodies; on titles its punctuation alone, for they are words and not HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

import smartypants
from typogrify.filters import typogrify

_DASHES: Final = {"oldschool": smartypants.Attr.set2, "oldschool_inverted": smartypants.Attr.set3}


# What smartypants makes something of, in text without tags.
_MARKS: Final = re.compile(r"""["'`.\\-]""")


def typogrified(html: str, settings: Mapping[str, Any]) -> str:
    """HTML with TYPOGRIFY's punctuation, by typogrify's settings."""
    # What typogrify calls smartypants with.
    smartypants.Attr.default = _dashes(settings) | smartypants.Attr.w
    omitted = dict.fromkeys(settings["TYPOGRIFY_OMIT_FILTERS"], False)
    return str(typogrify(html, settings["TYPOGRIFY_IGNORE_TAGS"], **omitted))


def set_content(content: Any, settings: Mapping[str, Any], *, of_html: Callable[[str], str] | None = None) -> None:
    """Set the punctuation of a text's body, title and summary; ``of_html`` knows ``typogrified`` HTML, where somebody does."""
    if content._content:
        content._content = of_html(content._content) if of_html else typogrified(content._content, settings)
    for name in ("title", "summary"):
        words = content.metadata.get(name)
        if isinstance(words, str) and not (name == "summary" and name in settings["FORMATTED_FIELDS"]):
            content.metadata[name] = _set_words(words, settings)
            setattr(content, name, content.metadata[name])


def _set_words(words: str, settings: Mapping[str, Any]) -> str:
    if not _MARKS.search(words):
        return words
    return html.unescape(smartypants.smartypants(html.escape(words, quote=False), _dashes(settings)))


def _dashes(settings: Mapping[str, Any]) -> int:
    return int(_DASHES.get(settings["TYPOGRIFY_DASHES"], smartypants.Attr.set1))
