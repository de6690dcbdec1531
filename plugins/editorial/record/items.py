"""Items: everything published that has an address of its own, as the publication record knows it."""

from __future__ import annotations

from collections.abc import Iterator

from editorial import front_matter, urls
from editorial.desk import Desk, Manuscript
from editorial.library import Library
from editorial.record.matching import Item


def of(library: Library, desk: Desk) -> tuple[Item, ...]:
    """What is published: texts, hidden ones too, in the order of the library, frozen versions, pages, lists, themes, people and groups."""
    return (*_texts(library, desk), *_pages(desk), *_lists(library, desk), *_contributors(library))


def _texts(library: Library, desk: Desk) -> Iterator[Item]:
    by_path = {manuscript.source.path: manuscript for manuscript in desk.written()}
    for text in (*library.publications, *(one for one in library.unlisted if one.status == "hidden")):
        yield _written(by_path[text.path], text.kind, text.url)
        for version in library.versions_of(text.slug)[1:]:
            yield _written(by_path[version.article.path], "version", version.article.url)


def _pages(desk: Desk) -> Iterator[Item]:
    for page in desk.manuscripts:
        if page.kind == front_matter.PAGE and page.header.status in ("published", "hidden"):
            yield _written(page, "page", f"{page.slug}/")


def _lists(library: Library, desk: Desk) -> Iterator[Item]:
    chosen = {urls.of_list(one.slug): one for one in desk.lists() if one.kind == front_matter.LIST}
    for one in library.curated_lists:
        yield _written(chosen[one.url], "list", one.url)
    for one in library.theme_lists:
        yield Item(kind="theme", address=one.url, title=one.title)
    for one in library.intersections:
        yield Item(kind="shared", address=one.url, title=one.title)


def _contributors(library: Library) -> Iterator[Item]:
    for one in library.contributors:
        yield Item(kind="group" if one.is_group else "person", address=one.url, title=one.who.name)


def _written(manuscript: Manuscript, kind: str, address: str) -> Item:
    header = manuscript.header
    return Item(
        kind=kind,
        address=address,
        title=header.title,
        source=manuscript.source.path.partition("/")[2],
        published=header.date,
        modified=header.modified,
        changes=header.changes,
        version=header.version,
        digest=manuscript.noted.words,
        id=header.id if kind != "version" else "",  # what is kept of a paper has its header
        was=header.redirect_from if kind != "version" else (),
    )
