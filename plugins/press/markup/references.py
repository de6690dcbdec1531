"""References and footnotes: what is referred to is defined, and what is defined referred to."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from manuscript.problems import Problem, did_you_mean
from press.markup.brackets import LABEL, LONGEST, is_indexed, is_picture
from press.markup.text import Text
from press.wording import one_line


def of_references(text: Text, brackets: list[tuple[int, int]], footnotes: bool) -> Iterator[Problem]:
    """A problem for every link and picture that refers to what is not defined."""
    definitions = _DEFINITION.finditer(text.prose) if "]:" in text.prose else ()
    known = {_folded(text.source.body[match.start("label") : match.end("label")]): None for match in definitions}
    guess = _Guess.among(known)
    for start, end in brackets:
        label = _reference(text, start, end, footnotes)
        if label is not None and _folded(label) not in known:
            picture = is_picture(text.prose, start)
            what = "picture" if picture else "link"
            remedy = guess.of(_folded(label)) or f'Define it, "[{one_line(label)}]: address", or correct the name'
            yield text.problem(
                start - picture, "undefined-reference", f'the {what} refers to "{one_line(label)}", which is not defined', remedy=remedy
            )


def of_footnotes(text: Text, brackets: list[tuple[int, int]]) -> Iterator[Problem]:
    """A problem for every footnote that is defined twice or never, or used nowhere. Their names count letter by letter."""
    defined: dict[str, int] = {}
    heads = set()
    for match in _NOTE.finditer(text.prose) if "[^" in text.prose else ():
        label, place = match["label"], match.start("mark")
        heads.add(place)
        if label in defined:
            message = f'the footnote "{one_line(label)}" is defined a second time, after line {text.line_at(defined[label])}'
            yield text.problem(place, "undefined-reference", message, remedy="Give one of the two another name")
        defined.setdefault(label, place)
    uses = [
        (start, text.source.body[start + 2 : end])
        for start, end in brackets
        if text.prose[start + 1] == "^" and start not in heads and end - start <= LONGEST
    ]
    guess = _Guess.among(defined)
    for start, label in uses:
        if label.strip() and label not in defined and "[" not in label:
            remedy = guess.of(label) or f'Define it, "[^{one_line(label)}]: note", or correct the name'
            yield text.problem(start, "undefined-reference", f'the footnote "{one_line(label)}" is not defined', remedy=remedy)
    used = {label for _, label in uses}
    for label, place in defined.items():
        if label not in used:
            message = f'the footnote "{one_line(label)}" is referred to nowhere'
            yield text.problem(place, "unused-footnote", message, remedy="Refer to it, or take it out")


_DEFINITION = re.compile(r"^[ \t>]*+\[(?P<label>[^\[\]\n]++)\]:[ \t]*+(?:\n[ \t>]*+)?+\S", re.MULTILINE)
_NOTE = re.compile(r"^[ \t>]*+(?P<mark>\[\^(?P<label>[^\[\]\n]++)\]:)", re.MULTILINE)


def _reference(text: Text, start: int, end: int, footnotes: bool) -> str | None:
    """The label that a link between these brackets refers to, or None where it refers to none."""
    prose, body = text.prose, text.source.body
    if prose[end + 1 : end + 2] != "[" or not (match := LABEL.match(prose, end + 1)):
        return None
    if not is_picture(prose, start) and is_indexed(prose, start):
        return None
    label = body[match.start(1) : match.end(1)]
    # Footnotes side by side, and citations as plugins have them, are no references.
    others = ("@", "^") if footnotes else ("@",)
    if body.startswith(others, start + 1) or label.startswith(others):
        return None
    if label.strip() or end - start > LONGEST:
        return label.strip() or None
    return body[start + 1 : end].strip() or None


def _folded(label: str) -> str:
    return " ".join(label.split()).lower()


@dataclass(frozen=True, slots=True)
class _Guess:
    """Guesses at what was meant; few are made, since each compares with every name."""

    known: tuple[str, ...]
    made: dict[str, str] = dataclasses.field(default_factory=dict)

    def of(self, word: str) -> str:
        """``Did you mean "…"?``, or nothing."""
        if word not in self.made and len(self.made) < 50 and len(word) <= 80:
            self.made[word] = did_you_mean(word, self.known)
        return self.made.get(word, "")

    @staticmethod
    def among(names: Mapping[str, object]) -> _Guess:
        return _Guess(tuple(name for name in names if len(name) <= 80)[:300])
