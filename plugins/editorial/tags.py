"""Tags: what was found about a text and a theme, and everything that a reader or an author may ask about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from editorial.prose import Zone
from editorial.themes import Theme
from editorial.vocabulary import Found, Rule, RuleName

Outcome = Literal["assigned", "suggested", "none"]
Origin = Literal["tagger", "author"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that speaks for a theme: where it stands, what it says, and what it adds to the score (log-odds).

    ``text[start:end]`` of the plain text (``prose.plain_text``) is the quote. ``phrases`` are the cues found in it as
    they are written there, ``words`` the words of it that the model counts for the theme, the strongest first. ``voice`` is the
    slug of the group article whose words it is, in a post that carries one; the path is then that article's.
    """

    path: str
    line: int
    quote: str
    zone: Zone
    start: int
    end: int
    phrases: tuple[str, ...]
    words: tuple[str, ...]
    weight: float
    voice: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """What makes up a score, in log-odds; their sum is that of the score.

    ``base`` is what a text without a word for or against it starts from; ``passage`` the lines (from, to) of the passage
    that speaks most for the theme; None where there is none, or where it begins in one file and ends in another.
    """

    base: float
    model: float
    vocabulary: float
    points: float
    passage: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Bearing:
    """What a list is told of a tag that is assigned: the theme, who says so, the score and the share of the text.

    So many ``sentences`` of its evidence stand in the text itself; ``in_title`` says whether one is the title.
    """

    theme: Theme
    origin: Origin
    found: Outcome
    score: float
    share: float
    sentences: int
    in_title: bool


@dataclass(frozen=True, slots=True)
class Tag:
    """That a text is (or is not) about a theme: outcome, who says so, the score, and the sentences that prove it.

    ``score`` lies between 0 and 1, and is compared with ``threshold``; ``found`` is what the tagger says, whatever the
    author does; ``evidence`` stands in the order of the text; ``cues`` is what the vocabulary says, of whose rules ``needed``
    must hold for the theme to be assigned. What is ``emphatic`` (three names or strong cues in one sentence, in the
    field) is assigned whatever the score. ``share`` (0 to 1) is how many of the text's words stand in sentences that speak
    for the theme at least a fifth as strongly as the strongest.
    """

    theme: Theme
    outcome: Outcome
    origin: Origin
    found: Outcome
    score: float
    threshold: float
    parts: Parts
    cues: Found
    needed: tuple[RuleName, ...]
    evidence: tuple[Evidence, ...]
    share: float = 0.0

    @property
    def bearing(self) -> Bearing:
        """What lists are told of it."""
        outside = sum(item.zone != "title" for item in self.evidence)
        return Bearing(self.theme, self.origin, self.found, self.score, self.share, outside, outside < len(self.evidence))

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule that the theme knows, and whether the text passes it."""
        return self.cues.rules

    @property
    def emphatic(self) -> bool:
        """Whether it is assigned whatever the score."""
        return self.cues.emphatic

    @property
    def strongest(self) -> tuple[Evidence, ...]:
        """The evidence by weight, the first in the text first among equals."""
        return tuple(sorted(self.evidence, key=lambda item: (-item.weight, item.line)))

    @property
    def words(self) -> tuple[str, ...]:
        """The words that the model counts most for the theme, in the strongest sentences; at most eight."""
        return tuple(dict.fromkeys(word.lower() for item in self.strongest for word in item.words[:2]))[:8]

    @property
    def failed(self) -> tuple[Rule, ...]:
        """The rules that must hold and do not."""
        return tuple(rule for rule in self.rules if rule.name in self.needed and not rule.passed)
