"""What can be checked only when the library stands: pins and introductions of lists, and addresses of texts in links."""

from __future__ import annotations

from collections.abc import Iterator

from editorial import curated, front_matter, mentions
from editorial.desk import Desk, Manuscript
from editorial.library import Library
from manuscript.problems import Problem, did_you_mean


def check(desk: Desk, library: Library, address: str) -> Iterator[Problem]:
    """Every such problem. ``address`` is the site's own, without a slash at its end; it may be empty."""
    for manuscript in desk.lists():
        if manuscript.kind == front_matter.INTRODUCTION:
            yield from _pinned_elsewhere(manuscript, desk, library)
            yield from _introduced_elsewhere(manuscript, library, address)
    for manuscript in desk.manuscripts:
        yield from _addresses(manuscript, library, address)


def _pinned_elsewhere(introduction: Manuscript, desk: Desk, library: Library) -> Iterator[Problem]:
    """Pins of published texts that do not have the theme."""
    theme, known = introduction.slug, {theme.slug for theme in desk.themes}
    by_path = {text.source.path: text for text in desk.texts() if text.header.status == "published"}
    for item in curated.parse(introduction)[0].items:
        text = by_path.get(item.path)
        if text and text.slug in library.bearings and theme in known - {tag.theme.slug for tag in library.bearings[text.slug]}:
            message = f"{item.path} is pinned, and is not under the theme"
            yield Problem(
                introduction.source.path, item.line, 0, "pin-elsewhere", message, f"{_place_under(theme, text)}, or take the pin out"
            )


def _place_under(theme: str, text: Manuscript) -> str:
    """What an author writes to put a text under a theme, whatever its header says of themes already."""
    if text.source.field("Themes") is None:
        return f"Write Themes: +{theme} into its header"
    if text.header.themes.exactly is None:
        return f"Add +{theme} to the Themes: of its header"
    return f"Add {theme} to the Themes: of its header" if text.header.themes.exactly else f"Write Themes: = {theme} into its header"


def _introduced_elsewhere(introduction: Manuscript, library: Library, address: str) -> Iterator[Problem]:
    """An introduction that links to texts, none of which is on the list: it says nowhere to start."""
    by_path = {text.path: text.slug for text in library.publications}
    named = [slug for slug in curated.introduced(introduction, by_path, address) if slug in library]
    on_list = {text.slug for one in library.theme_lists if one.slug == introduction.slug for text in one.texts}
    if named and not on_list & set(named) and any(one.slug == introduction.slug for one in library.theme_lists):
        message = f"none of the texts that the introduction links to is on the list (the first is {named[0]})"
        remedy = f"Link to one that is, or write Themes: +{introduction.slug} into its header"
        yield Problem(introduction.source.path, introduction.source.body_line, 0, "introduced-elsewhere", message, remedy)


def _addresses(manuscript: Manuscript, library: Library, address: str) -> Iterator[Problem]:
    """Links by address to a text that is not there, or is not published."""
    for link in mentions.addresses(manuscript.source, address):
        place = (manuscript.source.path, link.line, link.column)
        text = library.publication(link.slug) if link.slug in library else None
        if text is None or text.kind != link.kind:
            remedy = did_you_mean(link.slug, (one.slug for one in library.publications if one.kind == link.kind))
            yield Problem(*place, "broken-link", f"/{link.kind}s/{link.slug}/ leads to no {link.kind}", remedy or "Correct the address")
        elif text.status in ("draft", "held") and manuscript.header.status == "published":
            what = "what is not published: a draft, or held back"
            yield Problem(*place, "link-to-draft", f"/{link.kind}s/{link.slug}/ leads to {what}", "Publish it, or take the link out")
