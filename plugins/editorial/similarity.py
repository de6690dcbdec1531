"""Similarity: which texts are alike in their words, by sparse tf-idf, without comparing each with each.

Of each text only the words that tell it best from the others count, and of each word only the texts that it tells best
(champion lists). A text is compared with the champions of its words, so that the time grows with the number of texts and
not with its square. Source: Manning, Raghavan and Schütze (2008), Introduction to Information Retrieval, §6.2 and §7.1.3.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from editorial.likeness import Alike
from editorial.vectors import Array
from editorial.words import Lexicon, plain, stem

Integers = npt.NDArray[np.int64]

# Words that count for a text, texts that count for a word, texts that are said to be like one, words that are told of it.
_WORDS, _CHAMPIONS, _ALIKE, _TOLD = 64, 48, 5, 3
# What a text of more than so many words says only once, it is not about.
_SHORT_TEXT, _LEAST_OFTEN = 200, 2
# Below this cosine two texts are not said to be alike.
LEAST = 0.15
# A word in more than this share of the texts tells none from another; one of less than four letters is hardly ever a subject.
_COMMON, _SHORTEST = 0.3, 4
# What says nothing of a subject: words of grammar, the lightest verbs, numbers. English; in another language rarity alone decides.
_GRAMMAR = """
about above across after again against almost along already also although always among another anybody anything around away back
became because become becomes been before behind being below between beyond both came cannot come comes could does doing done down
during each either else enough even ever every everybody everything find finds found from further gave getting give given gives
goes going gone have having here hers herself himself however indeed inside instead into itself just keep keeps kept knew know
known knows last later least less like likely little long longer made make makes making many mean means meant might more most much
must need needs neither never next nobody none nothing often once only onto other others otherwise ours over perhaps quite rather
said same says seem seems seen several shall should show shows shown since some somebody something sometimes soon still such
suppose sure take taken takes tell tells than that their theirs them themselves then there therefore these they thing things think
this those though thought through thus till together told took toward towards under unless until upon used very want wanted wants
well went were what whatever when whenever where whether which while whole whom whose will with within without would years your
yours four five seven eight nine eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty
fifty sixty seventy eighty ninety hundred thousand million billion first second third fourth fifth half twice dozen
"""
_EMPTY = frozenset(_GRAMMAR.split())


def similarity(texts: Mapping[str, Sequence[int]], lexicon: Lexicon) -> Mapping[str, tuple[Alike, ...]]:
    """For each text, given by its slug as its tokens in a lexicon, those most like it, best first.

    Neither the order of the texts nor that of the lexicon changes anything, nor does what else the lexicon holds.
    """
    slugs = sorted(texts)
    counts, words = _counts([texts[slug] for slug in slugs], lexicon)
    vectors = _vectors(counts, len(words))
    bounds, champions, weights = _champions(vectors, len(words))
    sums = np.zeros(len(slugs))
    found = {}
    for n, (terms, values) in enumerate(vectors):
        nearest = _nearest(n, terms, values, bounds, champions, weights, sums)
        mine = dict(zip(terms.tolist(), values.tolist(), strict=True))
        found[slugs[n]] = tuple(Alike(slugs[other], score, _common(mine, *vectors[other], words)) for other, score in nearest)
    return found


def _common(mine: Mapping[int, float], terms: Integers, values: Array, words: Sequence[str]) -> tuple[str, ...]:
    """The words that a text has in common with another, those that weigh most in both first."""
    shared = [(-mine[term] * value, words[term]) for term, value in zip(terms.tolist(), values.tolist(), strict=True) if term in mine]
    return tuple(word for _, word in sorted(shared)[:_TOLD])


def _counts(texts: Sequence[Sequence[int]], lexicon: Lexicon) -> tuple[list[tuple[Integers, Integers]], list[str]]:
    """For each text its terms and how often it has each; and the terms as words, in alphabetical order. A term is a stem."""
    read = [np.asarray(tokens, dtype=np.int64) for tokens in texts]
    stems: dict[int, str] = {}
    # Each stem stands for its shortest word, the first in the alphabet among equals; one that is always a name stays one.
    shown: dict[str, str] = {}
    for token in np.unique(np.concatenate([*read, np.zeros(0, dtype=np.int64)])).tolist():
        word = plain(lexicon.tokens[token])
        if len(word) >= _SHORTEST and not word[0].isdigit() and word not in _EMPTY:
            stems[token] = base = stem(word)
            written = word if lexicon.tokens[token][0].islower() else word[0].upper() + word[1:]
            shown[base] = min(shown.get(base, written), written, key=lambda one: (not one[0].islower(), len(one), one))
    numbers = {base: n for n, base in enumerate(sorted(shown, key=lambda base: (shown[base], base)))}
    column = np.full(len(lexicon.tokens) + 1, -1, dtype=np.int64)
    for token, base in stems.items():
        column[token] = numbers[base]
    counted = []
    for tokens in read:
        terms = np.sort(column[tokens])
        first = np.flatnonzero(np.diff(terms, prepend=-1))
        often = np.diff(first, append=len(terms))
        kept = often >= (_LEAST_OFTEN if len(tokens) > _SHORT_TEXT else 1)
        counted.append((terms[first][kept], often[kept]))
    return counted, [shown[base] for base in numbers]


def _vectors(counts: Sequence[tuple[Integers, Integers]], size: int) -> list[tuple[Integers, Array]]:
    """For each text its best terms and their weights, (1 + log tf) times idf, of length one before the others are left out."""
    spread = np.zeros(size, dtype=np.int64)
    for terms, _ in counts:
        spread[terms] += 1
    total = len(counts)
    usable = (spread > 1) & (spread <= max(2, _COMMON * total))
    inverse = np.where(usable, np.log(max(total, 1) / np.maximum(spread, 1)), 0.0)
    vectors = []
    for terms, often in counts:
        values = (1 + np.log(often)) * inverse[terms]
        length = float(np.sqrt(np.sum(values * values)))
        values = (values / length if length else values).round(6)
        best = np.lexsort((terms, -values))[:_WORDS]
        best = best[values[best] > 0]
        vectors.append((terms[best], values[best]))
    return vectors


def _champions(vectors: Sequence[tuple[Integers, Array]], size: int) -> tuple[Integers, Integers, Array]:
    """The texts in which each term weighs most, and the weights; those of term t stand from ``bounds[t]`` up to ``bounds[t + 1]``."""
    if not vectors:
        return np.zeros(size + 1, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0)
    terms = np.concatenate([one for one, _ in vectors])
    values = np.concatenate([one for _, one in vectors])
    texts = np.repeat(np.arange(len(vectors)), [len(one) for one, _ in vectors])
    order = np.lexsort((texts, -values, terms))
    terms, values, texts = terms[order], values[order], texts[order]
    first = np.searchsorted(terms, terms)
    kept = np.arange(len(terms)) - first < _CHAMPIONS
    bounds = np.searchsorted(terms[kept], np.arange(size + 1)).astype(np.int64)
    return bounds, texts[kept].astype(np.int64), values[kept]


def _nearest(
    n: int, terms: Integers, values: Array, bounds: Integers, champions: Integers, weights: Array, sums: Array
) -> list[tuple[int, float]]:
    """The texts most like text n. ``sums`` holds a zero for each text, before and after."""
    starts, lengths = bounds[terms], bounds[terms + 1] - bounds[terms]
    # The places of the champions of all terms: each run from its start on, one after the other.
    places = np.arange(int(lengths.sum())) + np.repeat(starts - np.cumsum(lengths) + lengths, lengths)
    texts = champions[places]
    np.add.at(sums, texts, weights[places] * np.repeat(values, lengths))
    sums[n] = 0.0
    candidates = np.unique(texts[sums[texts] >= LEAST])
    scores = sums[candidates].round(4)
    sums[texts] = 0.0
    best = np.lexsort((candidates, -scores))[:_ALIKE]
    return list(zip(candidates[best].tolist(), scores[best].tolist(), strict=True))
