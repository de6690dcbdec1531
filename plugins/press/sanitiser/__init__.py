"""The sanitiser: the HTML of a text with nothing in it that runs or takes the page over, and what had to go.

What is safe is settled by nh3 alone, from lists of what is allowed. Findings for authors come from a walk over the tags of the text,
which nothing depends on: were it to overlook something, it would go without a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

import nh3

from manuscript.source import UNTEXTUAL
from press.sanitiser.cleaning import as_text, cleaner_for, readable, until_settled, without_strays
from press.sanitiser.custom import custom_in
from press.sanitiser.depth import too_deep
from press.sanitiser.finding import TAKE_OUT, Finding
from press.sanitiser.places import problems
from press.sanitiser.references import controls
from press.sanitiser.refused import DROPPED
from press.sanitiser.walk import alike, findings_of

__all__ = ("Cleaned", "Finding", "clean", "plain_title", "problems")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The HTML of a text with nothing in it that it may not have, and what went."""

    html: str
    found: tuple[Finding, ...]


def clean(html: str, *, trusted: bool = False) -> Cleaned:
    """The HTML of a text as it may stand in a page.

    It is balanced, and what was cleaned once stays as it is. ``trusted`` allows all that cannot run. HTML that is nested too deep to be
    read in time is handed over as text, with a finding ``too-costly``.
    """
    given = readable(html)
    if deep := too_deep(given):
        return Cleaned(as_text(given), (deep,))
    custom = custom_in(given) if trusted and "-" in given else {}
    settled = until_settled(without_strays(given, trusted, frozenset(custom)), cleaner_for(given, trusted, custom))
    if settled is None:
        message = "the HTML reads differently each time it is read, as attacks on browsers do"
        return Cleaned(as_text(given), (Finding("unsafe-html", message, TAKE_OUT, "<"),))
    # A literal no-break space would come back as &nbsp;, which XML has no name for.
    result = settled.replace("&nbsp;", "\xa0") if "\xa0" in given else settled
    return Cleaned(result, (*controls(html), *(() if alike(given, settled) else findings_of(given, settled, trusted, frozenset(custom)))))


def plain_title(html: str) -> str:
    """A title that is given as HTML, as plain text: its tags are gone, its references characters, its spaces single."""
    spaced = re.sub(r"<(?=/?(?:br|div|li|p|t[dhr])\b)", " <", readable(html), flags=re.IGNORECASE)
    if too_deep(spaced):
        text = re.sub(r"<[^<>]*>", "", spaced)
    else:
        text = nh3.clean(spaced, tags=set(), clean_content_tags=set(DROPPED), link_rel=None)
    return " ".join(UNTEXTUAL.sub("", unescape(text)).split())
