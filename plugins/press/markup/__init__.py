"""Markup: what is wrong in a Markdown source as Markdown.

One pass over a text, in time that grows with its length only: no pattern here tries a place twice.
"""

from __future__ import annotations

from collections.abc import Iterator

from manuscript.problems import Problem
from manuscript.source import Source
from press.markup.brackets import brackets_in
from press.markup.links import of_elements, of_links
from press.markup.prose import without_code, without_elements, without_indented_code
from press.markup.references import of_footnotes, of_references
from press.markup.text import Element, Text
from press.markup.titles import of_titles
from press.markup.unclosed import of_unclosed


def check(source: Source, *, footnotes: bool, raw_html: bool = True) -> Iterator[Problem]:
    """A problem for everything in a body that Markdown would show as it is written, or show to nobody; in order of place.

    ``footnotes`` says whether footnotes are read as such, ``raw_html`` whether HTML is (else it is
    text like any other). Code and comments are passed over; what is not closed is read as text, as Markdown does.
    """
    text = Text(source, without_indented_code(source.body, without_code(source)))
    found = list(of_unclosed(text, raw_html))
    elements: tuple[Element, ...] = ()
    if raw_html:
        text, elements = without_elements(text)
    brackets = list(brackets_in(text.prose))
    found += of_references(text, brackets, footnotes)
    found += of_footnotes(text, brackets) if footnotes else ()
    found += of_links(text, brackets)
    found += of_elements(text, elements)
    found += of_titles(text, elements)
    yield from sorted(found)
