"""Readings: what each text says for itself: its words, its tags, the works that it cites, the texts that it links to."""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any, Final, TypeVar

from editorial import citations, mentions, prose, publications, reproductions, tag_memory
from editorial.desk import Desk, Manuscript
from editorial.marks import marks, own_words
from editorial.memory import ALONE, NOTHING, Crew, Memory, digest, remembered
from editorial.publications import Said
from editorial.tags import Bearing, Outcome, Tag
from editorial.themes import Theme
from editorial.words import Lexicon

if TYPE_CHECKING:
    from editorial.tagging import Tagger

_What = TypeVar("_What")
# Of so many texts the tags and the plain text are at hand.
_HELD: Final = 1024


@dataclass(frozen=True, slots=True)
class Read:
    """What one text says for itself.

    ``bearings`` are of the tags that are assigned; ``found`` is what the tagger says of the themes that the author adds or takes away;
    ``cited`` are the keys of works, known or not; ``files`` and ``addresses`` the sources and the slugs that it links to. ``tokens``
    are those of its own words, in no order.
    """

    said: Said
    tokens: Sequence[int]
    bearings: tuple[Bearing, ...]
    found: Mapping[str, Outcome]
    cited: tuple[str, ...]
    files: tuple[str, ...]
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Readings:
    """What texts say for themselves: each text with its reading; and by slug the tags that are assigned, and the plain texts.

    What these two were made of is told by ``made_of``, digests.
    """

    texts: tuple[tuple[Manuscript, Read], ...]
    lexicon: Lexicon
    tags: Mapping[str, tuple[Tag, ...]]
    plain: Mapping[str, str]
    made_of: Mapping[str, str]


def of_desk(desk: Desk, tagger: Callable[[], Tagger], address: str, *, memory: Memory = NOTHING, crew: Crew = ALONE) -> Readings:
    """The readings of the posts and papers of a desk that are dated.

    ``tagger`` is asked for with the first text that is not remembered; ``address`` is the site's own.
    """
    texts = [text for text in desk.texts() if text.header.date]
    model = digest(json.dumps(tag_memory.vocabulary(desk.themes)), desk.model, address)
    keys = [digest(model, *_made_of(text, desk)) for text in texts]
    memory = _Notes() if memory is NOTHING else memory

    def make(places: Sequence[int]) -> Sequence[Any]:
        reader = tagger()
        made = crew.map(lambda place: _data(texts[place], desk, reader, address), places)
        # Where a process of the crew failed, there is what it failed by.
        made = [_data(texts[n], desk, reader, address) if isinstance(one, Exception) else one for n, one in zip(places, made, strict=True)]
        for part, kind in enumerate((_TAGS, _PLAIN)):
            memory.keep(kind, {keys[place]: data[1 + part] for place, data in zip(places, made, strict=True)})
        return [data[0] for data in made]

    def find(kind: str, place: int) -> Any:
        if not (known := memory.recall(kind, [keys[place]])):
            make([place])
            known = memory.recall(kind, [keys[place]])
        return known[keys[place]]

    rows = remembered(memory, "reading", keys, make)
    lexicon, themes = Lexicon(), {theme.slug: theme for theme in desk.themes}
    places = {text.slug: place for place, text in enumerate(texts)}
    return Readings(
        tuple((text, _read(row, themes, lexicon)) for text, row in zip(texts, rows, strict=True)),
        lexicon,
        _Later(places, lambda place: tag_memory.of_data(find(_TAGS, place), themes)),
        _Later(places, lambda place: str(find(_PLAIN, place))),
        {slug: keys[place] for slug, place in places.items()},
    )


_TAGS: Final = "tags"
_PLAIN: Final = "plain"


class _Later(Mapping[str, _What]):
    """Something of each text, by its slug, that is looked up when it is asked for."""

    def __init__(self, places: Mapping[str, int], find: Callable[[int], _What]) -> None:
        self._places = places
        self._find = lru_cache(_HELD)(find)

    def __getitem__(self, slug: str) -> _What:
        return self._find(self._places[slug])

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class _Notes:
    """The memory of one build, where no other is lent."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, str], Any] = {}

    def recall(self, kind: str, keys: Iterable[str]) -> Mapping[str, Any]:
        """What was made in this build."""
        return {key: self._made[kind, key] for key in keys if (kind, key) in self._made}

    def keep(self, kind: str, made: Mapping[str, Any]) -> None:
        """Hold it while the build lasts."""
        self._made |= {(kind, key): data for key, data in made.items()}


def _made_of(text: Manuscript, desk: Desk) -> Iterator[str]:
    """Everything of the desk, but vocabulary and model, that the reading of a text is made of."""
    yield text.noted.digest
    yield text.kind
    for mark in marks(text.source):
        original = reproductions.original_of(mark, text, desk)
        yield original.noted.digest if original else ""
        yield original.slug if original else ""


def _data(text: Manuscript, desk: Desk, tagger: Tagger, address: str) -> tuple[list[Any], list[Any], str]:
    """The reading of a text as data, the tags that are assigned, its plain text."""
    sentences = reproductions.sentences(text, desk)
    tokens = tagger.read(sentences)
    word = text.header.themes
    tags = tagger.tags(text.source.path, sentences, word, tokens=tokens)
    assigned = [tag for tag in tags if tag.outcome == "assigned"]
    own = own_words(text.source)
    if any(one.voice for one in sentences):  # what is alike is told by a text's own words
        tokens = tagger.read([one for one in sentences if not one.voice])
    counted = Counter(tokens.ids)
    said = publications.said(sentences)
    row = [
        [said.opening, said.words],
        [[tokens.lexicon.tokens[token] for token in counted], list(counted.values())],
        [tag_memory.bearing_as_data(tag.bearing) for tag in assigned],
        {tag.theme.slug: tag.found for tag in tags if tag.theme.slug in (*word.add, *word.remove)},
        citations.keys(own),
        tuple(mentions.files(own)),
        tuple(one.slug for one in mentions.addresses(own, address)),
    ]
    return row, tag_memory.as_data(assigned), prose.plain_text(sentences)


def _read(row: Any, themes: Mapping[str, Theme], lexicon: Lexicon) -> Read:
    (opening, words), (tokens, counts), tags, found, cited, files, addresses = row
    ids = array("i", chain.from_iterable(map(repeat, map(lexicon.number, tokens), counts)))
    bearings = tuple(tag_memory.bearing_of_data(tag, themes) for tag in tags)
    return Read(Said(opening, words), ids, bearings, found, tuple(cited), tuple(files), tuple(addresses))
