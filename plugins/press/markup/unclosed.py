"""Blocks of code and comments that nothing closes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from manuscript.problems import Problem
from press.markup.prose import OPEN_COMMENT
from press.markup.text import Text
from press.wording import one_line


def of_unclosed(text: Text, raw_html: bool) -> Iterator[Problem]:
    """A problem for every block of code, and for the first comment, that is not closed."""
    last = ""
    for match in _FENCE.finditer(text.prose) if "```" in text.prose or "~~~" in text.prose else ():
        mark = match["mark"]
        if last.startswith(mark[0]) and mark != last and not match["info"].strip():
            continue  # most likely meant to close the one above, and too long or too short
        last = mark
        message = f"the block of code that begins here is not closed by {one_line(mark)}"
        yield text.problem(match.start(), "unclosed", message, remedy="Close it with the same mark, at the beginning of a line of its own")
    comment = text.prose.find(OPEN_COMMENT)
    if raw_html and comment >= 0:
        yield text.problem(comment, "unclosed", "the comment that begins here is not closed", remedy='Close it with "-->"')


_FENCE = re.compile(r"^(?P<mark>`{3,}+|~{3,}+)(?P<info>[^`\n]*+)$", re.MULTILINE)
