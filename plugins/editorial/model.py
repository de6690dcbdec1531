"""What is published: posts and group articles, and who writes and signs them."""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass
from typing import Literal

from editorial import urls

# Reading speed in words a minute: the mean for English non-fiction, silent reading.
# Source: Brysbaert, M. (2019), Journal of Memory and Language 109, 104047.
WORDS_A_MINUTE = 238

Kind = Literal["post", "paper"]
# A paper that is held lives elsewhere: it has no page here, and can be carried and compared with.
Status = Literal["published", "draft", "hidden", "held", "skip"]


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who writes or signs; ``id`` is what front matter names.

    ``family`` and ``given`` are the parts of the name that bibliographies sort by; without them the name is never parted.
    """

    id: str
    name: str
    about: str = ""
    url: str = ""
    family: str = ""
    given: str = ""

    @property
    def page(self) -> str:
        """The address of the page on what they wrote and signed."""
        return urls.of_person(self.id)


@dataclass(frozen=True, slots=True)
class Group:
    """A body that signs group articles; ``members`` are ids of people, in the order of the file.

    ``ours`` says that the site is the group's: to reproduce its articles here asks for no permission of others.
    """

    id: str
    name: str
    about: str = ""
    url: str = ""
    contact: str = ""
    members: tuple[str, ...] = ()
    ours: bool = False

    @property
    def page(self) -> str:
        """The address of the page on what it wrote."""
        return urls.of_group(self.id)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs a group article, in which role (may be empty), from which day, and until when; see ``signatures.Signed``."""

    person: Person
    role: str = ""
    joined: datetime.date | None = None
    withdrawn: datetime.date | None = None


def minutes_of(words: int) -> int:
    """Reading time in whole minutes, at least 1, rounded up: the minutes of several texts add up to no less than they take."""
    return max(1, math.ceil(words / WORDS_A_MINUTE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One text of the site: what posts and group articles have in common.

    ``published`` and ``modified`` are aware instants; ``url`` is relative to the site's root;
    ``authors`` stand in the order of the header; ``minutes`` is the reading time (``minutes_of``).
    """

    path: str
    slug: str
    url: str
    title: str
    summary: str
    status: Status
    lang: str
    published: datetime.datetime
    modified: datetime.datetime | None
    authors: tuple[Person | Group, ...]
    minutes: int
    canonical: str = ""

    @property
    def id(self) -> str:
        """What tells it from other texts and from works: its slug."""
        return self.slug

    @property
    def kind(self) -> Kind:
        """``post`` or ``paper``."""
        return "post"

    @property
    def dated(self) -> datetime.datetime:
        """The date to cite."""
        return self.published

    @property
    def recency(self) -> tuple[float, str]:
        """A sort key: newest first; texts of one instant by slug, so that the order is total."""
        return (-self.published.timestamp(), self.slug)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post(Publication):
    """A member's post."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupArticle(Publication):
    """A position paper signed by a group, in one version. ``authors`` begins with the group.

    ``signatories`` stand in the order of the header, those who have withdrawn among them. A frozen version has the slug of
    its paper, and an address of its own.
    """

    group: Group
    signatories: tuple[Signature, ...] = ()
    version: int = 1
    changes: str = ""

    @property
    def kind(self) -> Kind:
        """``paper``."""
        return "paper"

    @property
    def dated(self) -> datetime.datetime:
        """When this version was published: the first with the paper, a later one on the day of its last change."""
        return self.modified if self.version > 1 and self.modified else self.published

    @property
    def signed_by(self) -> tuple[Signature, ...]:
        """Those who sign and have not withdrawn."""
        return tuple(one for one in self.signatories if not one.withdrawn)

    @property
    def withdrew(self) -> tuple[Signature, ...]:
        """Those who signed and have withdrawn."""
        return tuple(one for one in self.signatories if one.withdrawn)
