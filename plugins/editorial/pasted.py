"""Pasted: more than a paragraph of a group article in a text that does not say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from editorial import differences, front_matter, marks, prose
from editorial.desk import Desk, Manuscript
from editorial.library import Library
from editorial.prose import Sentence
from manuscript.problems import Problem

# So many words in a row, the same as in an article, are more than a paragraph.
_PASTED: Final = 90
# Of a short article half is enough, if it is as many as this.
_FEWEST: Final = 25
# Between two sentences of a run so many may be others.
_GAP: Final = 5


def check(desk: Desk, library: Library) -> Iterator[Problem]:
    """Texts that have more than a paragraph of an article in them, or half of it, without a mark for it."""
    where: dict[str, dict[str, list[int]]] = {}
    whole: Counter[str] = Counter()
    papers = {one.source.path: one for one in (*desk.papers.values(), *desk.versions)}
    for key, one in papers.items():
        plain = library.plain.get(one.slug, "") if one.kind == front_matter.PAPER else prose.plain_text(prose.sentences(one.source))
        for n, sentence in enumerate(plain.split("\n")):
            where.setdefault(differences.plain(sentence), {}).setdefault(key, []).append(n)
            whole[key] += len(sentence.split())
    for text in desk.manuscripts if where else ():
        if text.kind in (front_matter.POST, front_matter.PAPER):
            said = library.plain.get(text.slug, "").split("\n")
        elif text.kind == front_matter.PAGE:
            said = [one.text for one in prose.sentences(text.source)]
        else:
            continue
        others = {path: one for path, one in papers.items() if not _is_its_own(text, one)}
        told = (one for one in said if any(path in others for path in where.get(differences.plain(one), ())))
        if sum(len(one.split()) for one in told) >= _FEWEST:
            yield from _runs(text, where, whole, others)


def _is_its_own(text: Manuscript, paper: Manuscript) -> bool:
    """Whether the words of a paper are a text's own: it is that paper, or another of the same group."""
    return text.kind == front_matter.PAPER and (text.slug == paper.slug or text.header.group == paper.header.group)


@dataclass(slots=True)
class _Run:
    """Sentences of a text that are those of an article, nearly in a row: where the run has come to in both, and what it holds."""

    here: int
    there: int
    first: Sentence
    last: Sentence
    words: int = 0
    sentences: int = 0

    def goes_on(self, here: int, there: int) -> bool:
        return 0 < here - self.here <= _GAP + 1 and 0 < there - self.there <= _GAP + 1


def _runs(
    text: Manuscript, where: Mapping[str, Mapping[str, Sequence[int]]], whole: Mapping[str, int], papers: Mapping[str, Manuscript]
) -> Iterator[Problem]:
    longest: dict[str, _Run] = {}
    going: dict[str, _Run] = {}
    for here, sentence in enumerate(prose.sentences(marks.own_words(text.source))):
        for path, places in where.get(differences.plain(sentence.text), {}).items():
            if path not in papers:
                continue
            run = going.get(path)
            there = next((place for place in places if run and run.goes_on(here, place)), None)  # a sentence may stand there twice
            if run is None or there is None:
                there = places[0]
                run = going[path] = _Run(here, there, sentence, sentence)
            run.here, run.there, run.last = here, there, sentence
            run.words += len(sentence.text.split())
            run.sentences += 1
            longest[path] = max(run, longest.get(path, run), key=lambda one: one.words)
    told: set[str] = set()
    for path, run in sorted(longest.items(), key=lambda one: (-one[1].words, one[0])):
        slug = papers[path].slug
        if slug not in told and (run.words >= _PASTED or run.words >= max(_FEWEST, whole[path] / 2)):
            told.add(slug)
            several = run.last.line > run.first.line
            lines = f"lines {run.first.line} to {run.last.line} hold" if several else f"line {run.first.line} holds"
            message = f"{lines} {run.words} words in {run.sentences} sentences of {path}, and nothing says so"
            remedy = f"Write Reproduces: {slug} and Permission: into the header, and {{{{ reproduce }}}} in their place, or around them"
            if text.kind != front_matter.POST:
                remedy = f"Link to it; only a post carries an article, with Reproduces: {slug} and Permission: in its header"
            yield Problem(text.source.path, run.first.line, 0, "pasted-article", message, remedy)
