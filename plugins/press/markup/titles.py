"""Headings of level 1: one, which may be the title written once more."""

from __future__ import annotations

import re
from collections.abc import Iterator

from manuscript.problems import Problem
from press.markup.text import Element, Text


def of_titles(text: Text, elements: tuple[Element, ...]) -> Iterator[Problem]:
    """A problem for every level-1 heading after the first: that one may be the title, written once more."""
    prose = text.prose
    places = [0] if prose.startswith("#") and not prose.startswith("##") else []
    places += [match.end() - 1 for match in _HASH.finditer(prose)]
    if "\n=" in prose:
        places += [match.start("title") for match in _UNDERLINED.finditer(prose) if _is_written(text, match.start("title"))]
    places += [element.start for element in elements if element.name == "h1"]
    for place in sorted(set(places))[1:]:
        yield text.problem(place, "second-title", "this is a further level-1 heading", remedy="Begin with level 2, ##")


# Python-Markdown wants no space after the mark, and underlines only the first line of a block.
_HASH = re.compile(r"\n#(?!#)")
_UNDERLINED = re.compile(r"(?:\A|(?<=\n\n)|\n[ \t]++\n)(?P<title>[^\n]++)\n=++ *+$", re.MULTILINE)


def _is_written(text: Text, place: int) -> bool:
    """Whether the line that begins here has words, code among them."""
    end = text.source.body.find("\n", place)
    return bool(text.source.body[place:end].strip())
