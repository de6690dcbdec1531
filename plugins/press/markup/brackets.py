"""Brackets: where they open and close, and what stands before them."""

from __future__ import annotations

import re
from collections.abc import Iterator

LABEL = re.compile(r"\[([^\[\]]*+)\]")
LONGEST = 999  # characters of a label. Source: CommonMark 0.31.2 §4.7


def brackets_in(prose: str) -> Iterator[tuple[int, int]]:
    """Where each pair of brackets opens and closes, in order of their ends; none crosses an empty line."""
    first = prose.find("[")
    if first < 0:
        return
    open_: list[int] = []
    for match in _MARK.finditer(prose, prose.rfind("\n", 0, first) + 1):  # whether it is escaped is told from its line
        mark = match[0]
        if mark == "[":
            open_.append(match.start())
        elif mark != "]":
            if mark[0] == "\n":
                open_.clear()
        elif open_:
            yield open_.pop(), match.start()


def is_picture(prose: str, start: int) -> bool:
    """Whether a bracket that opens there is a picture's."""
    return prose[max(0, start - 1) : start] == "!" and prose[max(0, start - 2) : start - 1] != "\\"


def is_indexed(prose: str, start: int) -> bool:
    """Whether what stands before a bracket makes it an index, as in ``array[i][j]``."""
    before = prose[start - 1 : start] if start else ""
    if before == "_":  # it may be a mark of emphasis
        before = prose[start - 2 : start - 1] if start > 1 else ""
    return before.isalnum() or (before != "" and before in ")]")


_MARK = re.compile(r"\[|\]|\\.|\n[ \t>]*+\n")
