"""Contributors: the people and groups of the site, each with what they wrote, signed and chose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from editorial.model import Group, GroupArticle, Person, Publication, Signature
from editorial.people import People
from editorial.reading_lists import ReadingList
from editorial.versions import Version


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
    def url(self) -> str:
        """The address of its page, relative to the root."""
        return self.who.page


def of(
    people: People, publications: Iterable[Publication], lists: Iterable[ReadingList], versions: Mapping[str, tuple[Version, ...]]
) -> tuple[Contributor, ...]:
    """Everyone of whom something is published, groups first, both in the order of the file.

    ``publications`` stand newest first; ``versions`` as in ``versions.of_desk``. The members of a group that has a page have one too.
    """
    texts, chosen = tuple(publications), tuple(lists)
    signed = _signed(texts, versions)
    groups = [group for group in people.groups.values() if any(group in text.authors for text in texts)]
    members = {id_ for group in groups for id_ in group.members}
    found = []
    for person in people.people.values():
        wrote = tuple(text for text in texts if person in text.authors)
        chose = tuple(one for one in chosen if person in one.curators)
        if wrote or chose or person.id in signed or person.id in members:
            within = tuple(group for group in groups if person.id in group.members)
            found.append(Contributor(person, wrote, tuple(signed.get(person.id, ())), chose, within))
    with_page = {one.who.id: one.who for one in found if isinstance(one.who, Person)}
    return (
        *(
            Contributor(
                group,
                tuple(text for text in texts if group in text.authors),
                members=tuple(with_page[id_] for id_ in group.members if id_ in with_page),
            )
            for group in groups
        ),
        *found,
    )


def _signed(texts: Iterable[Publication], versions: Mapping[str, tuple[Version, ...]]) -> dict[str, list[Signing]]:
    """What each person signs, by id: the papers in their order, of each the latest version first."""
    found: dict[str, list[Signing]] = {}
    for text in texts:
        if isinstance(text, GroupArticle):
            for article in [one.article for one in versions.get(text.slug, ())] or [text]:
                for signature in article.signatories:
                    found.setdefault(signature.person.id, []).append(Signing(article, signature))
    return found
