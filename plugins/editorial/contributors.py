"""Contributors: the people and groups of the site, each with what they wrote, signed and chose."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from editorial import urls
from editorial.model import Group, GroupArticle, Person, Publication, Signature
from editorial.people import People
from editorial.reading_lists import ReadingList
from editorial.versions import Version

_What = TypeVar("_What")


@dataclass(frozen=True, slots=True)
class Signing:
    """That a person signs (or signed) a version of a paper."""

    article: GroupArticle
    signature: Signature


@dataclass(frozen=True, slots=True)
class Contributor:
    """A person or a group, with what is published of them, newest first.

    ``wrote`` are posts and papers of which they are an author, a group's papers too; ``signed`` the versions that a person signs, or
    has signed, the current one of a paper before earlier ones; ``chose`` the lists that they chose or introduced. ``groups`` are
    those that a person is a member of, ``members`` the people of a group, as far as they have a page.
    """

    who: Person | Group
    wrote: tuple[Publication, ...] = ()
    signed: tuple[Signing, ...] = ()
    chose: tuple[ReadingList, ...] = ()
    groups: tuple[Group, ...] = ()
    members: tuple[Person, ...] = ()

    @property
    def is_group(self) -> bool:
        """Whether it is a group."""
        return isinstance(self.who, Group)

    @property
    def in_feed(self) -> tuple[Publication, ...]:
        """What of it is in their feed: the texts that they wrote or sign as they stand now, each once, and no earlier version."""
        signing = (one.article for one in self.signed if not one.signature.withdrawn)
        found = {text.slug: text for text in (*self.wrote, *signing) if text.url == urls.of_text(text.kind, text.slug)}
        return tuple(found.values())

    @property
    def url(self) -> str:
        """The address of its page, relative to the root."""
        return self.who.page


def of(
    people: People,
    publications: Iterable[Publication],
    lists: Iterable[ReadingList],
    versions: Mapping[str, tuple[Version, ...]],
    kept: Container[str] = (),
) -> tuple[Contributor, ...]:
    """Everyone of whom something is published, groups first, both in the order of the file.

    ``publications`` stand newest first; ``versions`` as in ``versions.of_desk``. The members of a group that has a page have one
    too, and so has whoever had one: ``kept`` are the addresses of pages that have been published.
    """
    texts = tuple(publications)
    wrote = _gathered((author, text) for text in _written(texts, versions) for author in text.authors)
    chose = _gathered((person, one) for one in lists for person in one.curators)
    signed = _gathered((signing.signature.person, signing) for signing in _signed(texts, versions))
    groups = [group for group in people.groups.values() if group.page in wrote or group.page in kept]
    members = {id_ for group in groups for id_ in group.members}
    all_pages = (wrote, chose, signed, kept)
    shown = [one for one in people.people.values() if one.id in members or any(one.page in pages for pages in all_pages)]
    with_page = {one.id: one for one in shown}
    return (
        *(
            Contributor(group, wrote.get(group.page, ()), members=tuple(with_page[id_] for id_ in group.members if id_ in with_page))
            for group in groups
        ),
        *(
            Contributor(
                person,
                wrote.get(person.page, ()),
                signed.get(person.page, ()),
                chose.get(person.page, ()),
                tuple(group for group in groups if person.id in group.members),
            )
            for person in shown
        ),
    )


def _gathered(pairs: Iterable[tuple[Person | Group, _What]]) -> Mapping[str, tuple[_What, ...]]:
    """What belongs to each person and group, by the address of their page, in order."""
    found: dict[str, list[_What]] = {}
    for who, what in pairs:
        found.setdefault(who.page, []).append(what)
    return {page: tuple(all_) for page, all_ in found.items()}


def _written(texts: Iterable[Publication], versions: Mapping[str, tuple[Version, ...]]) -> Iterator[Publication]:
    """The texts in their order, each followed by its earlier versions, by those who are no authors of it any more."""
    for text in texts:
        yield text
        for version in versions.get(text.slug, ())[1:]:
            gone = tuple(author for author in version.article.authors if author not in text.authors)
            if gone:
                yield replace(version.article, authors=gone)


def _signed(texts: Iterable[Publication], versions: Mapping[str, tuple[Version, ...]]) -> Iterator[Signing]:
    """Every signature under the papers in their order, of each the latest version first."""
    for text in texts:
        if isinstance(text, GroupArticle):
            for article in [one.article for one in versions.get(text.slug, ())] or [text]:
                yield from (Signing(article, signature) for signature in article.signatories)
