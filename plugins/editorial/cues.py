"""Cues: the small language in which the vocabulary says what points to a theme, and where cues occur in a text."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Literal

from editorial.words import Tokens, mended, plain, stem, tokens

# Words between two parts of a cue that a gap joins, at most.
GAP: Final = 6
# Phrases that one part may stand for: more is a list, not a cue.
_MOST_PHRASES: Final = 256
# A sentence that has a part of a cue more often than this is not prose; the others are passed over.
_MOST_RUNS: Final = 40

Kind = Literal["alt", "strong", "support", "weak", "not", "unless", "context"]


@dataclass(frozen=True, slots=True)
class Cue:
    """One line of a theme's cues: what it is for, its text, and its line in the vocabulary (0 where it has none)."""

    kind: Kind
    text: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a cue looks for: parts that all stand in one sentence; each part is any of its phrases, each a run of keys.

    A key is a stem, ``=word`` for the exact word in any case, or ``==Word`` for the exact word in this case.
    ``ordered[n]`` says that part n+1 follows part n within ``GAP`` words; else it may stand anywhere.
    """

    parts: tuple[tuple[tuple[str, ...], ...], ...]
    ordered: tuple[bool, ...] = ()

    @property
    def key(self) -> tuple[object, ...]:
        """Equal for cues that find the same: the order of alternatives, and of parts that may stand anywhere, is nothing."""
        parts = [tuple(sorted(part)) for part in self.parts]
        return (tuple(parts if any(self.ordered) else sorted(parts)), self.ordered)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where a cue occurs: its index among those looked for, the sentence, the tokens of the text that it takes, in order."""

    cue: int
    sentence: int
    places: tuple[int, ...]


# A vocabulary is read, checked and made ready; each time its cues are the same.
@lru_cache(maxsize=8192)
def parse(text: str) -> Pattern:
    """The pattern of a cue.

    A phrase finds its words in any inflection, hyphened or not. ``rated/judged inadequate``: either word.
    ``strip .. control``: both in this order, at most GAP words between. ``abolish + board``: both in one
    sentence. ``=sacked``: this form only; with a capital, ``=SCR``, in this case only.

    Raises ValueError: what is wrong with it.
    """
    parts: list[tuple[tuple[str, ...], ...]] = []
    ordered: list[bool] = []
    words: list[str] = []
    if "#" in text:
        raise ValueError("a comment cannot stand among cues; put it above the key")
    for word in [*mended(text).replace("’", "'").split(), "+"]:
        if word not in ("+", ".."):
            words.append(word)
            continue
        if not words:
            raise ValueError("it begins with a sign" if not parts else "two signs stand side by side, or one at the end")
        parts.append(_phrases(words))
        ordered.append(word == "..")
        words = []
    if ordered[-1]:
        raise ValueError("it ends with a sign")
    return Pattern(tuple(parts), tuple(ordered[:-1]))


def of_label(label: str) -> Pattern | None:
    """The pattern of a theme's own label, in which no sign has a meaning; None for one without a letter or digit."""
    found = tokens(label)
    return Pattern(((tuple(stem(plain(token)) for token in found),),)) if found else None


def _phrases(words: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Every run of keys that a part stands for."""
    exact = words[0].startswith("=")
    slots = []
    for word in (words[0].removeprefix("="), *words[1:]):
        if "=" in word:
            raise ValueError('"=" stands only before the first word of a phrase')
        if ".." in word or "+" in word.strip("+") or word.startswith("+"):
            raise ValueError('"+" and ".." need a space on both sides')
        slots.append([spelling for alternative in word.split("/") for spelling in _spellings(alternative, exact)])
    if (count := _product(len(slot) for slot in slots)) > _MOST_PHRASES:
        raise ValueError(f"it stands for {count} phrases, more than {_MOST_PHRASES}")
    return tuple(dict.fromkeys(tuple(itertools.chain(*chosen)) for chosen in itertools.product(*slots)))


def _product(numbers: Iterable[int]) -> int:
    product = 1
    for number in numbers:
        product *= number
    return product


def _spellings(word: str, exact: bool) -> Iterator[tuple[str, ...]]:
    """The keys of one word; a hyphened one (take-over) may be parted or in one."""
    found = tokens(word)
    if not found:
        raise ValueError(f'"{word}" has no letter or digit' if word else "a word is missing beside a sign")
    yield tuple(_key(token, exact) for token in found)
    if len(found) > 1:
        yield (_key("".join(found), exact),)


def _key(token: str, exact: bool) -> str:
    if not exact:
        return stem(plain(token))
    return f"=={_bare(token)}" if token != token.lower() else f"={plain(token)}"


def _bare(token: str) -> str:
    """A token as it is written, without a possessive ending."""
    return token.replace("’", "'").removesuffix("'s").removesuffix("'S")


# The anchor of a phrase and what it belongs to: cue, part, the phrase, and where in it the anchor stands.
_Anchored = tuple[int, int, tuple[str, ...], int]


class Finder:
    """Finds many cues at once in texts of one lexicon. Each distinct token is looked up once in the life of a finder.

    Of the cues in ``once`` it matters only whether they occur: one word of theirs is looked for among the distinct
    tokens, and no place is told.
    """

    def __init__(self, patterns: Sequence[Pattern], once: Collection[int] = ()) -> None:
        self._patterns = patterns
        # The anchor is the longest key of a phrase, which is most likely the rarest.
        self._anchored: defaultdict[str, list[_Anchored]] = defaultdict(list)
        self._flagged: defaultdict[str, list[int]] = defaultdict(list)
        self._alone: defaultdict[str, list[int]] = defaultdict(list)
        for cue, pattern in enumerate(patterns):
            for part, phrases in enumerate(pattern.parts):
                for phrase in phrases:
                    if len(phrase) == len(pattern.parts) == 1:
                        (self._flagged if cue in once else self._alone)[phrase[0]].append(cue)
                        continue
                    place = max(range(len(phrase)), key=lambda n: (len(phrase[n].lstrip("=")), -n))
                    self._anchored[phrase[place]].append((cue, part, phrase, place))
        # By the number of a token: its keys; the cues that it is all of, and the phrases that it may anchor; those of once.
        self._keys: list[tuple[str, str, str]] = []
        self._known: dict[int, tuple[tuple[int, ...], tuple[_Anchored, ...]]] = {}
        self._flags: dict[int, tuple[int, ...]] = {}

    def find(self, text: Tokens) -> tuple[list[Occurrence], dict[int, int]]:
        """Every occurrence of every cue; and those of ``once`` that occur, each with the number of its first token."""
        self._learn(text.lexicon.tokens)
        ids, bounds, keys = text.ids, text.bounds, self._keys
        distinct = dict.fromkeys(ids)
        flagged: dict[int, int] = {}
        for token in distinct:
            for cue in self._flags.get(token, ()):
                flagged.setdefault(cue, token)
        known = {token: self._known[token] for token in distinct.keys() & self._known.keys()}
        found: list[Occurrence] = []
        runs: dict[tuple[int, int], dict[int, list[tuple[int, int]]]] = {}
        sentence = 0
        for place in [place for place, token in enumerate(ids) if token in known]:
            while bounds[sentence + 1] <= place:
                sentence += 1
            first, last = bounds[sentence], bounds[sentence + 1]
            alone, candidates = known[ids[place]]
            for cue in alone:
                found.append(Occurrence(cue, sentence, (place,)))
            for cue, part, phrase, offset in candidates:
                start = place - offset
                end = start + len(phrase)
                if start < first or end > last:
                    continue
                for n, key in enumerate(phrase, start):
                    if key not in keys[ids[n]]:
                        break
                else:
                    here = runs.setdefault((cue, sentence), {}).setdefault(part, [])
                    if len(here) < _MOST_RUNS:
                        here.append((start, end))
        for (cue, sentence), parts in runs.items():
            if len(parts) == len(self._patterns[cue].parts):
                found.extend(Occurrence(cue, sentence, places) for places in _joined(self._patterns[cue], parts))
        return found, flagged

    def _learn(self, tokens: Sequence[str]) -> None:
        for number in range(len(self._keys), len(tokens)):
            keys = _keys_of(tokens[number])
            self._keys.append(keys)
            alone, anchored, flagged = (_all(kept, keys) for kept in (self._alone, self._anchored, self._flagged))
            if alone or anchored:
                self._known[number] = (alone, anchored)
            if flagged:
                self._flags[number] = flagged


def _all(kept: Mapping[str, Sequence[Any]], keys: Iterable[str]) -> tuple[Any, ...]:
    """What is kept under any of these keys, each once."""
    return tuple(dict.fromkeys(one for key in keys for one in kept.get(key, ())))


def _keys_of(token: str) -> tuple[str, str, str]:
    """The keys under which a token of a text may be looked for."""
    word = plain(token)
    return (stem(word), f"={word}", f"=={_bare(token)}")


def _joined(pattern: Pattern, parts: Mapping[int, list[tuple[int, int]]]) -> Iterator[tuple[int, ...]]:
    """The tokens of each occurrence in one sentence: every run of the first part, with the nearest runs of the others."""
    for first in sorted(set(parts[0])):
        if len(pattern.parts) == 1:
            yield tuple(range(*first))
            continue
        runs = [first]
        for part in range(1, len(pattern.parts)):
            before = runs[-1]
            if pattern.ordered[part - 1]:
                later = [run for run in parts[part] if before[1] <= run[0] <= before[1] + GAP]
            else:
                later = [run for run in parts[part] if all(run[1] <= other[0] or run[0] >= other[1] for other in runs)]
            if not later:
                break
            runs.append(min(later, key=lambda run: (abs(run[0] - before[1]), run)))
        else:
            yield tuple(sorted({place for run in runs for place in range(*run)}))
