"""Converting: Markdown as the settings say, so that nothing of one text reaches the next."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from markdown import Markdown

# An author's note to themselves; in code it would be escaped.
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)


def converter(settings: Mapping[str, Any], clean: Callable[[str, str], str] | None = None) -> Callable[..., str]:
    """What makes HTML of Markdown as the settings say, without comments; ``clean`` takes out of it what would run.

    The second argument of either is the path of the source, for the problems that are found in it.
    """
    markdown = Markdown(**settings["MARKDOWN"])
    if "meta" in markdown.preprocessors:  # headers are read already; a first line "Note: ..." is text
        markdown.preprocessors.deregister("meta")

    def convert(text: str, path: str = "") -> str:
        html = markdown.reset().convert(text)
        return clean(html, path) if clean else without_comments(html)

    return convert


def without_comments(body: str) -> str:
    """Body HTML without comments."""
    return _COMMENT.sub("", body)
