"""Checks on reproductions: that each mark leads to what it says, and that what is carried is what the article says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from editorial import front_matter, marks, pasted, reproductions, sections, values
from editorial.desk import Desk, Manuscript
from editorial.library import Library
from editorial.marks import Mark
from editorial.prose import Sentence
from editorial.reproductions import Reproduction
from manuscript import links
from manuscript.problems import Problem, did_you_mean


def check(desk: Desk, library: Library) -> Iterator[Problem]:
    """What can be told only when every text has been read; the other checks are in ``CHECKS``."""
    yield from carried_too_soon(desk, library)
    yield from links_of_held_articles(desk)
    yield from pasted.check(desk, library)


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
        found = marks.marks(post.source)
        carried = {one.mark for one in reproductions.of_post(post, desk) if one.sentences} if found else set()
        for mark in found:
            yield from _misled(mark, post, desk, is_carried=mark in carried)


def _misled(mark: Mark, post: Manuscript, desk: Desk, *, is_carried: bool) -> Iterator[Problem]:
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
    current = desk.papers.get(slug)
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
        # As they have to be written between straight quotation marks.
        headings = [words.replace('"', "”").replace(";", "\\;") for _, _, words in sections.headings(original.source)]
        remedy = did_you_mean(name, headings) or (f"It has: {'; '.join(headings)}" if headings else "It has no headings")
        yield Problem(*place, "unknown-section", f'{original.source.path} has no section "{name}"', remedy)
    if mark.only_summary and not original.header.summary:
        remedy = f"Add a line Summary: to {original.source.path}, or carry sections of it"
        yield Problem(*place, "bad-reproduction", "the article has no summary of its own to carry", remedy)
    elif not missing and not mark.only_summary and not is_carried:
        yield Problem(*place, "bad-reproduction", "nothing is carried here: there are no words", "Name another section, or paste the text")


def what_is_named_is_reproduced(desk: Desk) -> Iterator[Problem]:
    """A post that says it reproduces an article has a mark for it."""
    for post in _posts(desk):
        marked = {reproductions.slug_of(mark, post) for mark in marks.marks(post.source)}
        if "" in marked or marks.faults(post.source):  # which one is meant is asked already
            continue
        for slug in post.header.reproduces:
            if slug in desk.papers and slug not in marked:  # checks.named_texts_exist names what is no paper
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
    """Every sentence that is other or more than in the article; what is left out besides, in one."""
    if one.extent != "changed" or not one.sentences:
        return
    original = one.original.source.path
    gone = [difference.before for difference in one.differences if difference.before and not difference.after]
    for difference in one.differences:
        before, after = difference.before, difference.after
        if before and after:
            first = len(difference.parts[0][1].split()) if difference.parts[0][0] == "same" else 0
            message, remedy = f"the article has other words here: {_quoted(before, first)} ({original}:{before.line})", "Write its words"
        elif after:
            message, remedy = f"this is not in the article: {_quoted(after)}", "Take it out, or move it out of the reproduction"
        if after:
            yield Problem(post.source.path, after.line, 0, "reproduced-changed", message, f"{remedy}; readers are told of the change")
    if gone:
        more = f", and {len(gone) - 1} more" if len(gone) > 1 else ""
        message = f"this of the article is left out: {_quoted(gone[0])} ({original}:{gone[0].line}){more}"
        yield Problem(post.source.path, one.mark.line, 0, "reproduced-changed", message, "Put it back; readers are told of the change")


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
        other = f', or version="{carried.version}" if that is what you mean' if earlier < carried.version else " if that is what you mean"
        remedy = f'Write version="{earlier}" into the line{other}'
        yield Problem(post.source.path, one.mark.line, 0, "reproduced-later", message, remedy)


def carried_too_soon(desk: Desk, library: Library) -> Iterator[Problem]:
    """Posts that readers see and that carry an article whose day is still to come: its words would be out before it."""
    for post in _posts(desk):
        if post.slug in library and library.publication(post.slug).status != "draft":
            soon = {one.article.slug: one.article for one in library.carried.get(post.slug, ()) if one.article.status == "draft"}
            for slug, article in soon.items():
                if desk.papers[slug].header.status != "draft":  # checks.named_texts_exist names what is a draft by its header
                    message = f'Reproduces: "{slug}" is not published before {article.published.date()}'
                    remedy = "Date the post no earlier, or make it a draft"
                    yield post.source.problem("Reproduces", "unpublished-text", message, remedy=remedy)


def links_of_held_articles(desk: Desk) -> Iterator[Problem]:
    """The links of an article that has no page here lead to what is published, as its words stand in posts."""
    unpublished = {one.source.path: one.header.status for one in desk.manuscripts if one.header.status not in ("published", "hidden")}
    told = set()
    for post in _posts(desk):
        for one in reproductions.of_post(post, desk) if post.header.status in ("published", "hidden") else ():
            path = one.original.source.path
            for link in links.links(one.source) if one.original.header.status == "held" and not one.mark.pasted else ():
                target = links.named(path, link.target)
                if target in unpublished and target != path and (path, link.line) not in told:
                    told.add((path, link.line))
                    message = f"{{{link.what}}}{link.target} leads to what is not published, and {post.source.path} carries it"
                    yield Problem(path, link.line, link.column, "link-to-draft", message, "Publish it, or carry other sections")


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
