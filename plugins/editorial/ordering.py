"""Ordering: the order of a theme's list, and the reason for every place in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from editorial.model import Publication
from editorial.reading_lists import Entry, Reason, ReasonCode, reproductions
from editorial.relations import Relations
from editorial.tags import Bearing
from editorial.wording import counted, ended, number, opened, titled

# From here on a text is central to a theme: the tagger's score times the share of the text that speaks of it. A third of a text of
# which the tagger is nearly sure; on the sample lists this takes in half of the entries.
CENTRAL = 0.3


@dataclass(frozen=True, slots=True)
class Member:
    """A text of a list before it is ordered: the tagger's score and the share that is about the theme (0 to 1), why it belongs.

    ``subject`` is what the theme is called in its reason.
    """

    publication: Publication
    score: float = 0.0
    share: float = 0.0
    belongs: str = ""
    subject: str = "the theme"

    @property
    def centrality(self) -> float:
        """How central it is to the theme, between 0 and 1."""
        return round(self.score * self.share, 4)

    @property
    def by_centrality(self) -> tuple[float, tuple[float, str]]:
        """A sort key: the most central first, then the newest, then by slug."""
        return (-self.centrality, self.publication.recency)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the editors ask of a list: slugs to pin to its top, each with its note (may be empty); slugs that its introduction names."""

    pins: Mapping[str, str]
    introduced: tuple[str, ...] = ()


NO_WISHES = Wishes({})


def member_of(publication: Publication, tags: Sequence[Bearing]) -> Member:
    """A text as a member of what these tags of it have in common (one tag, or several)."""
    weakest = min(tags, key=lambda tag: (tag.score * tag.share, tag.theme.slug))
    subject = "the theme" if len(tags) == 1 else titled(weakest.theme.label)
    return Member(publication, weakest.score, weakest.share, belongs(weakest, subject), subject)


def belongs(tag: Bearing, subject: str) -> str:
    """Why a text is on the list of a theme, from its tag."""
    if tag.origin == "author" and tag.found != "assigned":
        return f"The author placed it under {subject}."
    if tag.in_title:
        return f"Its title speaks of {subject}."
    return f"{opened(counted(tag.sentences, 'sentence'))} {'speaks' if tag.sentences == 1 else 'speak'} of {subject} most clearly."


def ordered(members: Iterable[Member], relations: Relations, wishes: Wishes = NO_WISHES) -> tuple[Entry, ...]:
    """The entries of a list in their order, each with its reason.

    First what the editors pin; then where to start, which is what the introduction names, or else the text that most others
    on the list answer or cite; then the central ones, the most central first; then the others, newest first. What a text
    builds on comes before it, and what answers it comes after it, wherever they would stand by themselves. Posts that carry
    a text of the list stand under it. The order does not depend on that of ``members``, and no two texts tie.
    """
    by_slug = {member.publication.slug: member for member in members}
    under = reproductions({slug: member.publication for slug, member in by_slug.items()}, relations)
    original = {post.slug: slug for slug, posts in under.items() for post in posts}
    for slug in original:
        by_slug.pop(slug, None)
    asked = _of_originals(wishes, original)
    places = _Places(by_slug, relations.between_originals(original), asked)
    _fill(places, asked)
    return tuple(
        Entry(n, by_slug[slug].publication, _reason(slug, places, asked), under.get(slug, ())) for n, slug in enumerate(places.order, 1)
    )


def _of_originals(wishes: Wishes, original: Mapping[str, str]) -> Wishes:
    """The same wishes with each post that carries a text replaced by that text."""
    pins: dict[str, str] = {}
    for slug, note in wishes.pins.items():
        pins.setdefault(original.get(slug, slug), note)
    return Wishes(pins, tuple(dict.fromkeys(original.get(slug, slug) for slug in wishes.introduced)))


def _fill(places: _Places, wishes: Wishes) -> None:
    """Put every member in its place."""
    for slug in wishes.pins:
        places.put(slug, "pinned")
    for slug in places.among(wishes.introduced) or _most_answered(places):
        places.put(slug, "start")
    places.thread(tuple(places.order))
    rest = sorted((places.members[slug] for slug in places.members if slug not in places.taken), key=lambda one: one.by_centrality)
    for member in rest:
        if member.centrality >= CENTRAL:
            places.thread(places.put(member.publication.slug, "central"))
    for member in sorted(rest, key=lambda one: one.publication.recency):
        places.thread(places.put(member.publication.slug, "newest"))


def _most_answered(places: _Places) -> tuple[str, ...]:
    """The slug of the text that most others answer or cite, if any do; not one that another of the list supersedes."""
    counts = {
        slug: len(places.answering(slug) | places.citing(slug))
        for slug in places.members
        if slug not in places.taken and not places.among(places.relations.naming(slug, "supersedes"))
    }
    if max(counts.values(), default=0) == 0:
        return ()
    return (min(counts, key=lambda slug: (-counts[slug], places.members[slug].by_centrality)),)


class _Places:
    """Who stands where, while a list is being ordered."""

    def __init__(self, members: Mapping[str, Member], relations: Relations, wishes: Wishes) -> None:
        self.members = members
        self.relations = relations
        self._wishes = wishes
        self.order: list[str] = []
        self.position: dict[str, int] = {}
        self.taken: dict[str, tuple[ReasonCode, str]] = {}

    def among(self, slugs: Iterable[str]) -> tuple[str, ...]:
        """Those that are on the list."""
        return tuple(slug for slug in slugs if slug in self.members)

    def answering(self, slug: str) -> set[str]:
        """The texts of the list that answer one."""
        return set(self.among(self.relations.naming(slug, "responds-to"))) - {slug}

    def targets(self, slug: str) -> tuple[str, ...]:
        """The texts of the list that one answers, in the order of its header."""
        return self.among(self.relations.named_by(slug, "responds-to"))

    def citing(self, slug: str) -> set[str]:
        """The texts of the list that cite one."""
        return set(self.among(self.relations.naming(slug, "cites"))) - {slug}

    def put(self, slug: str, code: ReasonCode, because: str = "") -> tuple[str, ...]:
        """Place a text with what it builds on before it. Returns what was placed; nothing for what has its place or is not on the list."""
        before = len(self.order)
        on_way = {slug}
        ahead = [(slug, code, because, iter(self._needs(slug)))] if slug in self.members and slug not in self.taken else []
        while ahead:
            current, its_code, its_cause, needs = ahead[-1]
            need = next((one for one in needs if one not in self.taken and one not in on_way), None)
            if need is None:
                ahead.pop()
                self.order.append(current)
                self.position[current] = len(self.order)
                self.taken[current] = (its_code, its_cause)
            else:
                on_way.add(need)
                ahead.append((need, *self._cause(need, current), iter(self._needs(need))))
        return tuple(self.order[before:])

    def thread(self, slugs: Iterable[str]) -> None:
        """Place below the texts what answers them, oldest first, and below each of those what answers it."""
        for slug in slugs:
            ahead = [(slug, iter(self._answers(slug)))]
            while ahead:
                target, answers = ahead[-1]
                answer = next(answers, None)
                if answer is None:
                    ahead.pop()
                else:
                    ahead.extend((placed, iter(self._answers(placed))) for placed in self.put(answer, "answers", target))

    def _cause(self, need: str, by: str) -> tuple[ReasonCode, str]:
        """What puts a text before another that builds on it: a wish of the editors, if there is one, or that other."""
        if need in self._wishes.pins:
            return "pinned", ""
        return ("start", "") if need in self._wishes.introduced else ("prerequisite", by)

    def _needs(self, slug: str) -> tuple[str, ...]:
        return self.among(self.relations.named_by(slug, "requires"))

    def _answers(self, slug: str) -> list[str]:
        texts = (self.members[one].publication for one in self.answering(slug))
        return [text.slug for text in sorted(texts, key=lambda text: (text.published, text.slug))]


def _reason(slug: str, places: _Places, wishes: Wishes) -> Reason:
    """Why a text stands in its place; and what it answers, where that comes later."""
    code, cause = places.taken[slug]
    if code in ("answers", "prerequisite"):
        found = _related(code, slug, cause, places)
    elif code == "start":
        found = _start(slug, places, wishes)
    else:
        found = Reason(code, _by_itself(code, places.members[slug], wishes))
    later = [one for one in places.targets(slug) if places.position[one] > places.position[slug] and one != cause]
    told = (f"It answers entry {places.position[one]}, {titled(places.members[one].publication.title)}." for one in later)
    return replace(found, text=" ".join((found.text, *told)), away=found.elsewhere)


def _by_itself(code: ReasonCode, member: Member, wishes: Wishes) -> str:
    """The reason of what no other text puts in its place."""
    if code == "pinned":
        return ended(wishes.pins.get(member.publication.slug, "")) or "Pinned to the top of this list by the editors."
    if code == "newest":
        return f"By date, newest first. {member.belongs}".rstrip()
    share, score = round(100 * member.share), round(100 * member.score)
    return f"Central to {member.subject}: {share}% of the text speaks of it, and the tagger is {score}% sure. {member.belongs}".rstrip()


def _start(slug: str, places: _Places, wishes: Wishes) -> Reason:
    if slug in wishes.introduced:
        return Reason("start", "Start here: the introduction to this list points to it.")
    answering, citing = places.answering(slug), places.citing(slug)
    answer, cite = len(answering), len(citing - answering)
    told = [f"{counted(answer, 'text')} on this list {_do('answer', answer)} it"] if answer else []
    if cite:
        whose = f"{number(cite)} more" if answer else f"{counted(cite, 'text')} on this list"
        told.append(f"{whose} {_do('cite', cite)} it")
    return Reason("start", f"Start here: {', '.join(told)}.", tuple(sorted(answering | citing)))


def _do(verb: str, count: int) -> str:
    return f"{verb}s" if count == 1 else verb


def _related(code: ReasonCode, slug: str, cause: str, places: _Places) -> Reason:
    """The reason of what answers another entry, or is to be read before it; the words depend on where that stands."""
    distance = places.position[cause] - places.position[slug]
    title = titled(places.members[cause].publication.title)
    where = f"entry {places.position[cause]}, {title}"
    if code == "answers":
        return Reason(code, "Answers the entry above." if distance == -1 else f"Answers {where}.", (cause,), f"Answers {title}.")
    which = "the entry below" if distance == 1 else where
    return Reason(code, f"Read it before {which}, which builds on it.", (cause,), f"Read it before {title}, which builds on it.")
