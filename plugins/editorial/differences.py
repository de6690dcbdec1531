"""Differences: how a text departs from another, sentence by sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

from editorial.prose import Sentence

Change = Literal["added", "left-out", "changed"]
Part = tuple[Literal["same", "added", "left-out"], str]

# Punctuation is set by the build, whatever an author types.
_SET: Final = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " "})
# Two sentences are versions of one from this share of common words on.
_ALIKE: Final = 0.5
# Comparing each sentence with each: for a stretch longer than this, for texts or sentences longer than that, for sentences that
# stand in both so often, the quicker way must do.
_STRETCH: Final = 40
_LONGEST: Final = 2000
_MOST_PAIRS: Final = 20_000
_MOST_WORDS: Final = 500
# What a sentence is, beside what it says.
_ROLES: Final = {"heading": "heading", "quotation": "quotation"}
_Said = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """One sentence that is not as it was. ``before`` is None for one that was added, ``after`` for one that was left out.

    ``under`` is the heading below which it stands, in the later text; empty above the first.
    """

    before: Sentence | None
    after: Sentence | None
    under: str = ""

    @property
    def change(self) -> Change:
        """What happened to it."""
        if self.before and self.after:
            return "changed"
        return "added" if self.after else "left-out"

    @property
    def parts(self) -> tuple[Part, ...]:
        """The sentence in pieces: what stayed, what was left out, what was added, in the order in which they read."""
        said: list[Part] = []
        if self.before and self.after:
            old, new = self.before.text.split(), self.after.text.split()
            if max(len(old), len(new)) <= _MOST_WORDS and plain(self.before.text) != plain(self.after.text):
                return tuple(_parts(old, new))
        if self.before:
            said.append(("left-out", self.before.text))
        if self.after:
            said.append(("added", self.after.text))
        return tuple(said)


def differences(before: Sequence[Sentence], after: Sequence[Sentence]) -> tuple[Difference, ...]:
    """Every sentence that differs, in the order of the later text; empty for texts of the same words.

    Curly and straight quotation marks are alike, and so are dashes of every length. A sentence that becomes a heading, or a
    quotation, or ceases to be one, has changed.
    """
    old, new = [[(_ROLES.get(one.zone, ""), plain(one.text)) for one in text] for text in (before, after)]
    found: list[Difference] = []
    i = j = 0
    under = ""
    for i_end, j_end in [*_common(old, new), (len(old), len(new))]:
        if i < i_end or j < j_end:
            found.extend(_stretch(before[i:i_end], after[j:j_end], under))
        under = next((one.text for one in reversed(after[j : j_end + 1]) if one.zone == "heading"), under)
        i, j = i_end + 1, j_end + 1
    return tuple(found)


def _common(old: Sequence[_Said], new: Sequence[_Said]) -> list[tuple[int, int]]:
    """The places in both of the sentences that they have in common, in order: all of one that has only sentences of the other."""
    if (places := _within(new, old)) is not None:
        return [(place, n) for n, place in enumerate(places)]
    if (places := _within(old, new)) is not None:
        return list(enumerate(places))
    counts = Counter(old)
    if max(len(old), len(new)) > _LONGEST or sum(counts[one] for one in new) > _MOST_PAIRS:
        return _in_passing(old, new)
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return [(i + n, j + n) for i, j, size in blocks for n in range(size)]


def _within(some: Sequence[_Said], others: Sequence[_Said]) -> list[int] | None:
    """Where each of some stands among others, if all do, in their order."""
    places: list[int] = []
    for place, one in enumerate(others):
        if len(places) < len(some) and one == some[len(places)]:
            places.append(place)
    return places if len(places) == len(some) else None


def _in_passing(old: Sequence[_Said], new: Sequence[_Said]) -> list[tuple[int, int]]:
    """Sentences in common, found in one walk through both: not the most that there are, but in a time that grows with the texts."""
    places: defaultdict[_Said, list[int]] = defaultdict(list)
    for place, one in enumerate(old):
        places[one].append(place)
    found: list[tuple[int, int]] = []
    at = 0
    for n, one in enumerate(new):
        where = places.get(one, [])
        next_ = bisect_left(where, at)
        if next_ < len(where) and where[next_] - at <= _STRETCH:
            found.append((where[next_], n))
            at = where[next_] + 1
    return found


def plain(text: str) -> str:
    """A sentence whose punctuation is as a typewriter has it, for comparing."""
    return text.translate(_SET).replace("---", "-").replace("--", "-")


def _stretch(before: Sequence[Sentence], after: Sequence[Sentence], under: str) -> Iterator[Difference]:
    """The differences of two stretches that have no sentence in common: sentences that are alike are paired, in order."""
    left = list(before)
    for one in after:
        match = _nearest(one, left) if max(len(before), len(after)) <= _STRETCH else None
        if match is None:
            yield Difference(None, one, under)
        else:
            yield from (Difference(gone, None, under) for gone in left[:match])
            yield Difference(left[match], one, under)
            del left[: match + 1]
        if one.zone == "heading":
            under = one.text
    yield from (Difference(gone, None, under) for gone in left)


def _nearest(one: Sentence, others: Sequence[Sentence]) -> int | None:
    """The place of the sentence that is most like one, if any is alike."""
    words = plain(one.text).split()[:_MOST_WORDS]
    told = (plain(other.text).split()[:_MOST_WORDS] for other in others)
    scored = [(SequenceMatcher(None, other, words, autojunk=False).ratio(), -n) for n, other in enumerate(told)]
    best, place = max(scored, default=(0.0, 0))
    return -place if best >= _ALIKE else None


def _parts(before: Sequence[str], after: Sequence[str]) -> Iterator[Part]:
    old, new = [[plain(word) for word in words] for words in (before, after)]
    for tag, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "same", " ".join(after[j:j_end])
            continue
        if i < i_end:
            yield "left-out", " ".join(before[i:i_end])
        if j < j_end:
            yield "added", " ".join(after[j:j_end])
