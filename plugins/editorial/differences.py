"""Differences: how a text departs from another, sentence by sentence."""

from __future__ import annotations

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
# Comparing each sentence with each: for a stretch longer than this, or texts longer than that, the quicker way must do.
_STRETCH: Final = 40
_LONGEST: Final = 2000


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
        if not (self.before and self.after):
            one = self.before or self.after
            assert one is not None
            return (("left-out" if self.before else "added", one.text),)
        return tuple(_parts(self.before.text.split(), self.after.text.split()))


def differences(before: Sequence[Sentence], after: Sequence[Sentence]) -> tuple[Difference, ...]:
    """Every sentence that differs, in the order of the later text; empty for texts of the same words.

    Curly and straight quotation marks are alike, and so are dashes of every length.
    """
    old, new = [[plain(one.text) for one in text] for text in (before, after)]
    found: list[Difference] = []
    i = j = 0
    for i_end, j_end in [*_common(old, new), (len(old), len(new))]:
        if i < i_end or j < j_end:
            found.extend(_stretch(before[i:i_end], after[j:j_end], _heading(after[:j])))
        i, j = i_end + 1, j_end + 1
    return tuple(found)


def _common(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The places in both of the sentences that they have in common, in order: all of one that has only sentences of the other."""
    if (places := _within(new, old)) is not None:
        return [(place, n) for n, place in enumerate(places)]
    if (places := _within(old, new)) is not None:
        return list(enumerate(places))
    quick = max(len(old), len(new)) > _LONGEST
    blocks = SequenceMatcher(None, old, new, autojunk=quick).get_matching_blocks()
    return [(i + n, j + n) for i, j, size in blocks for n in range(size)]


def _within(some: Sequence[str], others: Sequence[str]) -> list[int] | None:
    """Where each of some stands among others, if all do, in their order."""
    places: list[int] = []
    for place, one in enumerate(others):
        if len(places) < len(some) and one == some[len(places)]:
            places.append(place)
    return places if len(places) == len(some) else None


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
    words = plain(one.text).split()
    scored = [(SequenceMatcher(None, plain(other.text).split(), words, autojunk=False).ratio(), -n) for n, other in enumerate(others)]
    best, place = max(scored, default=(0.0, 0))
    return -place if best >= _ALIKE else None


def _heading(sentences: Sequence[Sentence]) -> str:
    return next((one.text for one in reversed(sentences) if one.zone == "heading"), "")


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
