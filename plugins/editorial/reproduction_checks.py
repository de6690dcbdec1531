"""Checks on reproductions: that each mark leads to what it says, and that what is carried is what the article says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from editorial import differences, front_matter, marks, prose, reproductions, sections, values
from editorial.desk import Desk, Manuscript
from editorial.library import Library
from editorial.marks import Mark
from editorial.prose import Sentence
from editorial.reproductions import Reproduction
from manuscript.problems import Problem, did_you_mean

# So many words in a row, the same as in an article, are more than a paragraph.
_PASTED: Final = 90
# A sentence is told from others by this many words; between two of a run so many may be others.
_TELLING, _GAP = 6, 2


def check(desk: Desk, library: Library) -> Iterator[Problem]:
    """What can be told only when every text has been read; the other checks are in ``CHECKS``."""
    yield from carried_too_soon(desk, library)
    yield from pasted(desk, library)


def marks_can_be_read(desk: Desk) -> Iterator[Problem]:
    """Whatever looks like ``{{ reproduce }}`` is one, and stands in a post."""
    for manuscript in (*desk.manuscripts, *desk.versions):
        for fault in marks.faults(manuscript.source):
            yield Problem(manuscript.source.path, fault.line, 0, "bad-reproduction", fault.message, fault.remedy)
        if manuscript.kind != front_matter.POST:
            for mark in marks.marks(manuscript.source):
                message = f"{front_matter.a(manuscript.kind)} carries no group article: only a post does"
                yield Problem(manuscript.source.path, mark.line, 0, "bad-reproduction", message, "Link to the article, or write a post")


def marks_lead_to_articles(desk: Desk) -> Iterator[Problem]:
    """Each mark means one article of the header, in a version and sections that there are."""
    for post in _posts(desk):
        for mark in marks.marks(post.source):
            yield from _misled(mark, post, desk)


def _misled(mark: Mark, post: Manuscript, desk: Desk) -> Iterator[Problem]:
    place = (post.source.path, mark.line, 0)
    named = post.header.reproduces
    slug = reproductions.slug_of(mark, post)
    if slug not in named:
        if slug:
            remedy = did_you_mean(slug, named) or f"Add {slug} to Reproduces: in the header"
            yield Problem(*place, "bad-reproduction", f'the header does not say that the post reproduces "{slug}"', remedy)
        elif named:
            message = f"the post reproduces {len(named)} articles, and {{{{ reproduce }}}} does not say which"
            yield Problem(*place, "bad-reproduction", message, f"Write {{{{ reproduce {named[0]} }}}}")
        elif post.source.field("Reproduces") is None:
            message = "the header does not say what is reproduced"
            yield Problem(*place, "bad-reproduction", message, "Add a line Reproduces: with the slug of the article")
        return
    current = next((text for text in desk.texts() if text.slug == slug and text.kind == front_matter.PAPER), None)
    original = reproductions.original_of(mark, post, desk)
    if current is None:  # checks.named_texts_exist says so
        return
    if original is None:
        known = sorted({current.header.version, *(one.header.version for one in desk.versions_of(slug))})
        message = f'"{slug}" has no version {mark.version} here'
        yield Problem(*place, "unknown-version", message, f"There {'is' if len(known) == 1 else 'are'} {', '.join(map(str, known))}")
        return
    missing = sections.missing(mark.sections, original.source)
    for name in missing:
        headings = [words for _, _, words in sections.headings(original.source)]
        remedy = did_you_mean(name, headings) or (f"It has: {'; '.join(headings)}" if headings else "It has no headings")
        yield Problem(*place, "unknown-section", f'{original.source.path} has no section "{name}"', remedy)
    if not missing and not mark.only_summary and not any(one.mark == mark and one.words for one in reproductions.of_post(post, desk)):
        yield Problem(*place, "bad-reproduction", "nothing is carried here: there are no words", "Name another section, or paste the text")


def what_is_named_is_reproduced(desk: Desk) -> Iterator[Problem]:
    """A post that says it reproduces an article has a mark for it."""
    papers = {text.slug for text in desk.texts() if text.kind == front_matter.PAPER}
    for post in _posts(desk):
        marked = {reproductions.slug_of(mark, post) for mark in marks.marks(post.source)}
        if "" in marked or marks.faults(post.source):  # which one is meant is asked already
            continue
        for slug in post.header.reproduces:
            if slug in papers and slug not in marked:  # checks.named_texts_exist names what is no paper
                which = "" if len(post.header.reproduces) == 1 else f" {slug}"
                message = f'the post says that it reproduces "{slug}", and nowhere carries it'
                remedy = f"Write {{{{ reproduce{which} }}}} on a line of its own where the article shall stand"
                yield post.source.problem("Reproduces", "not-reproduced", message, remedy=remedy)


def what_is_reproduced_is_the_article(desk: Desk) -> Iterator[Problem]:
    """Where the words are pasted, each sentence that differs is named; a version later than the post is, too."""
    for post in _posts(desk):
        for one in reproductions.of_post(post, desk):
            yield from _changed(one, post)
            yield from _later(one, post, desk)


def _changed(one: Reproduction, post: Manuscript) -> Iterator[Problem]:
    original = one.original.source.path
    for difference in one.differences if one.extent == "changed" and one.words else ():
        before, after = difference.before, difference.after
        line = after.line if after else one.mark.line
        if before and after:
            first = len(difference.parts[0][1].split()) if difference.parts[0][0] == "same" else 0
            message, remedy = f"the article has other words here: {_quoted(before, first)} ({original}:{before.line})", "Write its words"
        elif after:
            message, remedy = f"this is not in the article: {_quoted(after)}", "Take it out, or move it out of the reproduction"
        elif before:
            message, remedy = f"this of the article is left out: {_quoted(before)} ({original}:{before.line})", "Put it back"
        yield Problem(post.source.path, line, 0, "reproduced-changed", message, f"{remedy}; readers are told of the change")


def _later(one: Reproduction, post: Manuscript, desk: Desk) -> Iterator[Problem]:
    """A post that carries a version later than itself speaks of words that were not there."""
    carried = one.original.header
    if not (post.header.date and carried.modified) or carried.version == 1 or one.mark.version:
        return
    written = values.day(post.header.date)
    if values.day(carried.modified) > written:
        message = f"version {carried.version} of {one.original.slug} is later than this post, which now carries it"
        dated = ((kept.header.version, kept.header.modified or kept.header.date) for kept in desk.versions_of(one.original.slug))
        earlier = next((version for version, when in dated if when and values.day(when) <= written), carried.version)
        remedy = f'Write {{{{ reproduce version="{earlier}" }}}}'
        remedy += f', or version="{carried.version}" if that is what you mean' if earlier < carried.version else " if that is what you mean"
        yield Problem(post.source.path, one.mark.line, 0, "reproduced-later", message, remedy)


def carried_too_soon(desk: Desk, library: Library) -> Iterator[Problem]:
    """Published posts that carry an article whose day is still to come: its words would be out before it."""
    for post in _posts(desk):
        if library.carried.get(post.slug) and library.publication(post.slug).status != "draft":
            # checks.named_texts_exist names what is a draft by its header
            soon = {one.article.slug: one.article for one in library.carried[post.slug] if one.article.status == "draft"}
            for paper in desk.texts():
                if paper.slug in soon and paper.header.status != "draft":
                    message = f'Reproduces: "{paper.slug}" is not published before {soon[paper.slug].published.date()}'
                    yield post.source.problem(
                        "Reproduces", "unpublished-text", message, remedy="Date the post no earlier, or make it a draft"
                    )


def pasted(desk: Desk, library: Library) -> Iterator[Problem]:
    """Posts that have more than a paragraph of an article in them, without a mark for it."""
    texts = {text.slug: text for text in desk.texts()}
    where: dict[str, dict[str, list[int]]] = {}
    for slug, text in texts.items():
        if text.kind == front_matter.PAPER and slug in library.plain:
            for n, sentence in enumerate(library.plain[slug].split("\n")):
                if len(sentence.split()) >= _TELLING:
                    where.setdefault(differences.plain(sentence), {}).setdefault(slug, []).append(n)
    for slug, text in texts.items():
        if text.kind == front_matter.POST and any(differences.plain(one) in where for one in library.plain.get(slug, "").split("\n")):
            yield from _runs(text, where, texts)


@dataclass(slots=True)
class _Run:
    """Sentences of a post that are those of an article, nearly in a row: where the run has come to in both, and what it holds."""

    here: int
    there: int
    first: Sentence
    last: Sentence
    words: int = 0
    sentences: int = 0

    def goes_on(self, here: int, there: int) -> bool:
        return 0 < here - self.here <= _GAP + 1 and 0 < there - self.there <= _GAP + 1


def _runs(post: Manuscript, where: Mapping[str, Mapping[str, Sequence[int]]], papers: Mapping[str, Manuscript]) -> Iterator[Problem]:
    longest: dict[str, _Run] = {}
    going: dict[str, _Run] = {}
    for here, sentence in enumerate(prose.sentences(marks.own_words(post.source))):
        for slug, places in where.get(differences.plain(sentence.text), {}).items():
            run = going.get(slug)
            there = next((place for place in places if run and run.goes_on(here, place)), None)  # a sentence may stand there twice
            if run is None or there is None:
                there = places[0]
                run = going[slug] = _Run(here, there, sentence, sentence)
            run.here, run.there, run.last = here, there, sentence
            run.words += len(sentence.text.split())
            run.sentences += 1
            longest[slug] = max(run, longest.get(slug, run), key=lambda one: one.words)
    for slug, run in longest.items():
        if run.words >= _PASTED:
            several = run.last.line > run.first.line
            lines = f"lines {run.first.line} to {run.last.line} hold" if several else f"line {run.first.line} holds"
            message = f"{lines} {run.words} words in {run.sentences} sentences of {papers[slug].source.path}, and nothing says so"
            remedy = f"Write Reproduces: {slug} and Permission: into the header, and {{{{ reproduce }}}} in their place, or around them"
            yield Problem(post.source.path, run.first.line, 0, "pasted-article", message, remedy)


def _posts(desk: Desk) -> Iterator[Manuscript]:
    return (text for text in desk.texts() if text.kind == front_matter.POST)


def _quoted(sentence: Sentence, around: int = 0) -> str:
    """A sentence, or so much of it as tells which one it is, from shortly before the word of that number (from 0)."""
    words = sentence.text.split()
    start = max(0, min(around - 5, len(words) - 14))
    return f'"{"… " if start else ""}{" ".join(words[start : start + 14])}{" …" if start + 14 < len(words) else ""}"'


CHECKS: Final[tuple[Callable[[Desk], Iterator[Problem]], ...]] = (
    marks_can_be_read,
    marks_lead_to_articles,
    what_is_named_is_reproduced,
    what_is_reproduced_is_the_article,
)
