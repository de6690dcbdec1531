"""The cleaning, by nh3: again and again until nothing changes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache, partial
from typing import Final

import nh3

from press.sanitiser.addresses import LINK_SCHEMES
from press.sanitiser.allowed import HTML, MATHML, PREFIXES, SVG, SVG_TRUSTED, anywhere, elements
from press.sanitiser.references import REFERENCE, is_control
from press.sanitiser.refused import DROPPED, known_names
from press.sanitiser.styles import STYLES
from press.sanitiser.tags import tags_in
from press.sanitiser.values import kept_value


def readable(html: str) -> str:
    """The HTML without what a parser cannot be given or would make a character that no text may have."""
    if not html.isascii():
        html = html.encode("utf-8", "replace").decode("utf-8")
    if "&#" in html:
        html = REFERENCE.sub(lambda reference: "\ufffd" if is_control(reference) else reference[0], html)
    if "<object " in html:
        html = _DRAWING.sub(_as_picture, html)
    return html


def until_settled(html: str, cleaner: nh3.Cleaner) -> str | None:
    """The HTML as it is when cleaning it once more changes nothing, so that what nh3 read is what browsers read; None: it never is."""
    before = html
    for _ in range(_PASSES):
        after = _cleaned_once(before, cleaner)
        if after == before:
            return after
        before = after
    return None


def without_strays(html: str, trusted: bool, custom: frozenset[str]) -> str:
    """The HTML without tags outside drawings and formulas that are no HTML, such as ``vector<int>`` makes.

    nh3 would take some for parts of a formula, and leave out all that follows them with them.
    """
    known = known_names(trusted) | custom
    if known.issuperset(map(str.lower, _NAME.findall(html))):
        return html
    parts, here = [], 0
    for tag in tags_in(html):
        if tag.name and not tag.fault and not tag.foreign and tag.name not in known:
            parts.append(html[here : tag.start])
            here = tag.stop
    return "".join((*parts, html[here:]))


def as_text(html: str) -> str:
    """HTML as text, which shows how it is written."""
    text = html.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cleaner_for(html: str, trusted: bool, custom: Mapping[str, frozenset[str]]) -> nh3.Cleaner:
    """The cleaner for a text, by what stands in it."""
    lower = html.lower()
    return _cleaner(trusted, "<svg" in lower, "<math" in lower, tuple(sorted(custom.items())))


_PASSES: Final = 4
# A drawing as docutils shows it. Only what it writes is read as a picture: text, no elements.
_DRAWING: Final = re.compile(r'<object((?: [a-z]+="[^"<>]*")+)>([^<]*)</object>')
_IN_FRAME: Final = re.compile(r"(<iframe(?: [^>]*)?>).*?(</iframe>)", re.DOTALL)
_FIRST_LINE: Final = re.compile(r"(<(?:pre|textarea)(?: [^>]*)?>)\n")
_IN_LISTS: Final = re.compile(r"<(/?)(li|dd|dt|ul|ol|dl|menu|dir)(?: [^>]*)?>")
_NAME: Final = re.compile(r"<([A-Za-z][^\s/>]*)")


def _as_picture(drawing: re.Match[str]) -> str:
    """The drawing of docutils as a picture, which runs nothing."""
    if ' type="image/svg+xml"' not in drawing[1]:
        return drawing[0]
    attributes = drawing[1].replace(' type="image/svg+xml"', "").replace(" data=", " src=")
    words = drawing[2].replace('"', "&quot;")
    return f'<img alt="{words}"{attributes} />'


def _cleaned_once(html: str, cleaner: nh3.Cleaner) -> str:
    # What stands in a frame is characters for browsers, and elements for readers of feeds.
    cleaned = _IN_FRAME.sub(r"\1\2", cleaner.clean(html))
    # The first line end of such an element is not part of it, so that one which is needs another before it.
    cleaned = _FIRST_LINE.sub(r"\1\n\n", cleaned)
    return _without_bare_items(cleaned)


def _without_bare_items(html: str) -> str:
    """The HTML without tags of items outside lists: they would close the item of a page in which the text stands."""
    lists, bare = 0, 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal lists, bare
        end, name = bool(tag[1]), tag[2]
        if name not in ("li", "dd", "dt"):
            lists += -1 if end else 1
        elif not lists:
            bare += 1
            return ""
        return tag[0]

    return _IN_LISTS.sub(kept, html) if "<li" in html or "<d" in html else html


@lru_cache(maxsize=32)
def _cleaner(trusted: bool, drawings: bool, formulas: bool, custom: tuple[tuple[str, frozenset[str]], ...]) -> nh3.Cleaner:
    """The cleaner for a text, with the elements of drawings and formulas where there are any."""
    allowed = {**elements(trusted), **dict(custom)}
    left_out = (frozenset() if drawings else (SVG | SVG_TRUSTED) - HTML) | (frozenset() if formulas else MATHML)
    tags = {name for name in allowed if name not in left_out}
    return nh3.Cleaner(
        tags=tags,
        clean_content_tags=set(DROPPED - tags),
        attributes={"*": set(anywhere(trusted)), **{name: set(allowed[name]) for name in tags if allowed[name]}},
        attribute_filter=partial(kept_value, trusted),
        generic_attribute_prefixes=set(PREFIXES),
        # A box that cannot be ticked is all of a form that a text may have.
        set_tag_attribute_values=None if trusted else {"input": {"type": "checkbox", "disabled": ""}},
        filter_style_properties=None if trusted else set(STYLES),
        url_schemes={*LINK_SCHEMES, "data"},  # data: is kept by kept_value, for pictures
        link_rel=None,
    )
