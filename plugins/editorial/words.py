"""Words: a text as the tokens that cues and word vectors see, and the form in which inflected ones are alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

# Letters and digits; an apostrophe within a word is part of it, a hyphen is not.
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

# A hyphen before a space is where a line was broken, but for "short- and long-term".
_BROKEN = re.compile(r"(?<=[^\W\d_])[-\u2010]\s+(?!(?:and|or|to|nor)\b)(?=[^\W\d_A-Z])")
# What a hyphen may join without making two words of it: re-organise.
_PREFIX = re.compile(r"\b(re|co|de|un|dis|mis|non|over|under|sub|pre)[-\u2010\u2011](?=[^\W\d_])", re.IGNORECASE)
_IZE = re.compile(r"iz(?=(?:e|es|ed|er|ers|ing|ation|ations|ational)$)")
_VOWEL = re.compile(r"[aeiouy]")
_DOUBLED = re.compile(r"([^aeiouys])\1$")
# One syllable that ends in one vowel and one consonant.
_SHORT = re.compile(r"[^aeiou]*[aeiouy][^aeiouwxy]")
_AS_THEY_ARE = frozenset(("news", "lens", "bias", "gas", "always", "perhaps", "series", "species"))


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text by their numbers in a lexicon; sentence n holds those from ``bounds[n]`` up to ``bounds[n + 1]``."""

    ids: tuple[int, ...]
    bounds: tuple[int, ...]
    lexicon: Lexicon

    def words(self, places: Iterable[int]) -> str:
        """The tokens at these places, as they are written, with spaces between."""
        return " ".join(self.lexicon.tokens[self.ids[place]] for place in places)


class Lexicon:
    """Every distinct token of the texts that were read, once, by a number; the numbers count from 0 as tokens come.

    A text is parted at its blanks, and what stands between two is taken apart once in the life of a lexicon:
    that is ten times as fast as looking for words in every text.
    """

    def __init__(self) -> None:
        self.tokens: list[str] = []
        self._ids: dict[str, int] = {}
        self._chunks: dict[str, tuple[int, ...]] = {}

    def read(self, sentences: Iterable[str]) -> Tokens:
        """The tokens of these sentences."""
        chunks = self._chunks
        ids: list[int] = []
        bounds = [0]
        for sentence in sentences:
            parts = mended(sentence).split()
            try:
                ids += chain.from_iterable(map(chunks.__getitem__, parts))
            except KeyError:
                del ids[bounds[-1] :]
                ids += chain.from_iterable(chunks[part] if part in chunks else self._learn(part) for part in parts)
            bounds.append(len(ids))
        return Tokens(tuple(ids), tuple(bounds), self)

    def number(self, token: str) -> int:
        """The number of a token."""
        if token not in self._ids:
            self._ids[token] = len(self.tokens)
            self.tokens.append(token)
        return self._ids[token]

    def _learn(self, chunk: str) -> tuple[int, ...]:
        self._chunks[chunk] = tuple(map(self.number, tokens(chunk)))
        return self._chunks[chunk]


def mended(text: str) -> str:
    """A text in which words that were broken at the end of a line are whole again; soft hyphens are dropped."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).replace("\u00ad", "")
    return _BROKEN.sub("", text) if "- " in text or "-\n" in text or "\u2010" in text else text


def tokens(text: str) -> list[str]:
    """The words of a text as they are written, in order. A prefix is joined to its word (``re-organise``); other hyphens part words."""
    if "-" in text or "\u2010" in text or "\u2011" in text:
        text = _PREFIX.sub(r"\1", text)
    return WORD.findall(text)


def plain(token: str) -> str:
    """A token in lower case, its ligatures resolved, without a possessive ending: ``Ofﬁce’s`` is ``office``."""
    if not token.isascii():
        token = unicodedata.normalize("NFKC", token).replace("’", "'")
    return token.lower().removesuffix("'s").rstrip("'")


def stem(word: str) -> str:
    """What the inflected forms of a plain word have in common: ``merg`` for merge, merges, merged, merging.

    It is a key, not a word. Only endings of number, tense and participle are taken off, and -ize is -ise:
    stemmers that go further (Porter2) take an authority for an author and an inspectorate for an inspector.
    A short word keeps the e that tells it from another: ``care`` is not ``car``, nor ``caring``.
    """
    if len(word) < 3 or not word.isascii() or word in _AS_THEY_ARE:
        return word
    word = _IZE.sub("is", word)
    if word.endswith(("ies", "ied")) and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        base = word[: -len(ending)]
        if word.endswith(ending) and len(base) > 1 and _VOWEL.search(base) and not word.endswith("eed"):
            if _SHORT.fullmatch(base):  # a word without the e would have doubled its consonant
                return base + "e"
            word = base
            break
    if _DOUBLED.search(word):
        return word[:-1]
    return word[:-1] if word.endswith("e") and len(word) > 3 and not _SHORT.fullmatch(word[:-1]) else word
