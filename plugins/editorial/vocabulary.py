"""What the cues say: for each theme, the points that a text earns, the words that earn them, and the rules they pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from editorial import cues
from editorial.cues import Cue, Finder, Kind, Occurrence
from editorial.prose import Sentence, Zone
from editorial.themes import Theme
from editorial.words import Tokens

# What a cue is worth, by its kind, and by where it stands: a title says what a text is about, a quotation is another's word.
# Source: measured on full-length posts (docs/tagging.md).
POINTS: Final[Mapping[Kind, float]] = {"alt": 4, "strong": 3, "support": 2, "weak": 1}
ZONES: Final[Mapping[Zone, float]] = {"title": 2.5, "heading": 1.5, "opening": 1.3, "body": 1.0, "quotation": 0.5}
# A long text has more of every word: above 150 words, the sum of points is divided by (words / 150) ^ 0.3.
_SHORT, _LENGTH = 150, 0.3
# So many alternative names and strong cues in one sentence leave no doubt.
_EMPHATIC = 3
_STRONG: Final = ("alt", "strong")

RuleName = Literal["strength", "corroboration", "context", "unless"]
RULES: Final[Mapping[RuleName, str]] = {
    "strength": "a cue that hardly means anything else",
    "corroboration": "cues in two sentences, or in the title",
    "context": "words of the field",
    "unless": "nothing that speaks against it",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, whether the text passes it, and what decided it: the words found (or, for what is missing, nothing)."""

    name: RuleName
    passed: bool
    found: tuple[str, ...] = ()

    @property
    def says(self) -> str:
        """What it asks for, in words."""
        return RULES[self.name]


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue that counts: which, its tokens in the text, its sentence, and its points."""

    cue: Cue
    places: tuple[int, ...]
    sentence: int
    points: float


@dataclass(frozen=True, slots=True)
class Found:
    """What the cues of one theme say of a text. ``hits`` stand in the order of the text.

    ``points`` is the sum of theirs, less in a long text; ``peak`` is the sentence with the most points (-1 where there is
    none). ``strong``, ``context`` and ``against`` are the words that decide the rules; ``context`` is None for a theme
    that asks for none.
    """

    hits: tuple[Hit, ...] = ()
    points: float = 0.0
    peak: int = -1
    strong: tuple[str, ...] = ()
    corroborated: bool = False
    context: tuple[str, ...] | None = None
    against: tuple[str, ...] = ()

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule that the theme knows, and whether it is passed."""
        return (
            Rule("strength", bool(self.strong), self.strong),
            Rule("corroboration", self.corroborated),
            *((Rule("context", bool(self.context), self.context),) if self.context is not None else ()),
            Rule("unless", not self.against, self.against),
        )

    @property
    def in_field(self) -> bool:
        """Whether the rules that hold for every theme are passed: context and unless."""
        return self.context != () and not self.against

    @property
    def passes(self) -> bool:
        """Whether every rule is passed."""
        return bool(self.strong) and self.corroborated and self.in_field

    @property
    def at_peak(self) -> float:
        """The points of the sentence that has most."""
        return sum(hit.points for hit in self.hits if hit.sentence == self.peak)

    @property
    def emphatic(self) -> bool:
        """Whether one sentence has three of the theme's names and strong cues, in the field."""
        by_sentence = Counter(hit.sentence for hit in self.hits if hit.cue.kind in _STRONG)
        return bool(by_sentence) and max(by_sentence.values()) >= _EMPHATIC and self.in_field


class Vocabulary:
    """The cues of some themes, made ready to be looked for in texts of one lexicon."""

    def __init__(self, themes: Sequence[Theme]) -> None:
        self._themes = themes
        labels = [(n, Cue("alt", theme.label), cues.of_label(theme.label)) for n, theme in enumerate(themes)]
        read = [(n, cue, cues.parse(cue.text)) for n, theme in enumerate(themes) for cue in theme.cues]
        known = [(n, cue, pattern) for n, cue, pattern in (*labels, *read) if pattern]
        self._cues = [(n, cue) for n, cue, _ in known]
        once = frozenset(n for n, (_, cue) in enumerate(self._cues) if cue.kind in ("context", "unless"))
        self._finder = Finder([pattern for _, _, pattern in known], once)
        # What is said of a text without any word of a theme.
        self._nothing = [Found(context=() if any(cue.kind == "context" for cue in theme.cues) else None) for theme in themes]

    def occurring(self, text: Tokens) -> frozenset[tuple[str, Cue]]:
        """The cues that occur in a text, each with the slug of its theme."""
        occurrences, flagged = self._finder.find(text)
        found = (self._cues[cue] for cue in {*(occurrence.cue for occurrence in occurrences), *flagged})
        return frozenset((self._themes[n].slug, cue) for n, cue in found)

    def read(self, text: Tokens, sentences: Sequence[Sentence]) -> tuple[Found, ...]:
        """What the cues say of a text, for each theme in the order given."""
        occurrences, flagged = self._finder.find(text)
        mine: dict[int, list[tuple[Cue, Occurrence]]] = {}
        for occurrence in occurrences:
            n, cue = self._cues[occurrence.cue]
            mine.setdefault(n, []).append((cue, occurrence))
        context: dict[int, list[str]] = {}
        against: dict[int, list[str]] = {}
        for number, token in flagged.items():
            n, cue = self._cues[number]
            (context if cue.kind == "context" else against).setdefault(n, []).append(text.lexicon.tokens[token])
        for n, found in mine.items():
            for cue, occurrence in found:
                if cue.kind in ("context", "unless"):
                    (context if cue.kind == "context" else against).setdefault(n, []).append(text.words(occurrence.places))
        result = list(self._nothing)
        for n in sorted({*mine, *context, *against}):
            field = _few(context.get(n, ())) if self._nothing[n].context is not None else None
            result[n] = _found(mine.get(n, ()), text, sentences, field, _few(against.get(n, ())))
        return tuple(result)


def _found(
    occurrences: Sequence[tuple[Cue, Occurrence]],
    text: Tokens,
    sentences: Sequence[Sentence],
    context: tuple[str, ...] | None,
    against: tuple[str, ...],
) -> Found:
    if not occurrences:
        return Found(context=context, against=against)
    masked = {place for cue, occurrence in occurrences if cue.kind == "not" for place in occurrence.places}
    worth = sorted(
        (
            (-POINTS[cue.kind] * ZONES[sentences[occurrence.sentence].zone], occurrence.places, cue, occurrence.sentence)
            for cue, occurrence in occurrences
            if cue.kind in POINTS and masked.isdisjoint(occurrence.places)
        ),
        key=lambda one: one[:2],
    )
    taken: set[int] = set()
    seen: dict[str, int] = {}
    hits = []
    for points, places, cue, sentence in worth:
        if not taken.isdisjoint(places):
            continue  # each token counts once for a theme
        taken.update(places)
        words = text.words(places).lower()
        seen[words] = seen.get(words, 0) + 1  # and the same words less each time
        hits.append(Hit(cue, places, sentence, -points / seen[words]))
    hits.sort(key=lambda hit: hit.places)
    by_sentence: dict[int, float] = {}
    for hit in hits:
        by_sentence[hit.sentence] = by_sentence.get(hit.sentence, 0.0) + hit.points
    return Found(
        tuple(hits),
        sum(by_sentence.values()) / (max(len(text.ids), _SHORT) / _SHORT) ** _LENGTH,
        max(by_sentence, key=lambda n: (round(by_sentence[n], 6), -n), default=-1),
        _few(text.words(hit.places) for hit in hits if hit.cue.kind in _STRONG),
        len(by_sentence) > 1 or any(sentences[n].zone == "title" for n in by_sentence),
        context,
        against,
    )


def _few(phrases: Iterable[str]) -> tuple[str, ...]:
    """Each phrase once, in their order; at most five."""
    return tuple(dict.fromkeys(phrases))[:5]
