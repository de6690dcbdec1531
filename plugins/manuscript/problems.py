"""Problems: what is wrong with a file, where, and what to do about it."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a problem's code stands for: how much it weighs, and what it says in general."""

    level: Level
    says: str


def _error(says: str) -> Rule:
    return Rule("error", says)


def _warning(says: str) -> Rule:
    return Rule("warning", says)


# The codes never change their meaning; docs/problems.md explains each (a test compares the two).
RULES: Final[Mapping[str, Rule]] = {
    # a source file
    "unreadable": _error("A file cannot be read."),
    "undecodable": _error("A file is not UTF-8 text."),
    "control-character": _error("A file has a character that no text may have."),
    "no-header": _error("A source does not begin with its header."),
    "stray-line": _error("A line of the header is not a key and its value."),
    "unknown-key": _error("The header has a key that nothing reads."),
    "duplicate-key": _error("The header has a key twice."),
    "empty-value": _error("A key has no value."),
    "named-twice": _error("A key names the same thing twice."),
    "missing-title": _error("The header has no title."),
    "missing-date": _error("The header has no date."),
    "missing-group": _error("A group article does not say which group it speaks for."),
    "bad-date": _error("A date is impossible, or not in ISO 8601."),
    "bad-slug": _error("A slug has characters that an address cannot hold."),
    "bad-lang": _error("A language is not a language tag."),
    "bad-version": _error("A version is not a whole number."),
    "bad-signatory": _error("A signatory is not written as one, or signs twice."),
    "bad-id": _error("A permanent id is not a URI."),
    "bad-redirect": _error("A former address is none, or something else stands there."),
    "bad-digest": _error("The digest of a frozen version is not one."),
    "bad-address": _error("An address is not an http or https URL."),
    "bad-themes": _error("The author's word on themes is malformed or contradicts itself."),
    "unknown-status": _error("A status is none of those there are."),
    "order-of-dates": _error(
        "A text is modified before it is published, a version is before the earlier one, or somebody withdraws before signing."
    ),
    "header-format": _error("A header is written in another format: YAML, TOML or JSON."),
    "eaten-text": _error("A line of the text would be taken for the header, and shown to nobody."),
    "reserved-key": _error("A key of the header would overwrite what Pelican keeps on a text."),
    "unsafe-value": _error("A value of the header is an address that would run."),
    "unknown-template": _error("A text asks for a template that the site theme does not have."),
    "doubtful-key": _warning("The header has a key that Pelican does not know."),
    "repeated-key": _warning("The header has a key several times, which makes a list of it."),
    "blank-value": _warning("A key has no value, and is passed over."),
    "odd-date": _warning("A date lies in the future, or before there was a web to write on."),
    "merged-names": _warning("Tags, authors or categories that are written differently share one page."),
    "too-costly": _error("A text takes too much time or memory to be converted."),
    "future-date": _error("A change, a signature or a permission is dated after today."),
    # what a source names
    "duplicate-slug": _error("Two sources claim the same address."),
    "unknown-author": _error("An author is not among the people."),
    "unknown-group": _error("A group is not among the groups."),
    "unknown-theme": _error("A theme is not in the vocabulary."),
    "unknown-text": _error("A post or paper that is named does not exist."),
    "unpublished-text": _error("A post or paper that is named is not published."),
    "not-a-paper": _error("What is reproduced or superseded is not a group article."),
    "names-itself": _error("A text names itself."),
    "prerequisite-ring": _error("Texts are to be read before one another, in a ring."),
    "unknown-work": _error("A cited work is not among the references."),
    "uncitable-work": _warning("A work has an id that no text can cite."),
    "malformed-citation": _error("A citation cannot be read."),
    "misplaced-citation": _error("A citation stands where no works are listed."),
    # group articles, and what carries them
    "bad-reproduction": _error("A line that reproduces an article cannot be read, or leads nowhere."),
    "not-reproduced": _error("A post says that it reproduces an article, and does not carry it."),
    "unknown-section": _error("A section that is to be reproduced does not exist."),
    "unknown-version": _error("A version that is to be reproduced is not here."),
    "reproduced-changed": _warning("What is reproduced has other words than the article."),
    "reproduced-later": _warning("A post carries a version that is later than the post."),
    "pasted-article": _warning("A post has more than a paragraph of an article in it, and does not say so."),
    "missing-permission": _error("An article of others is reproduced, and no permission is named."),
    "unknown-permission": _error("A permission is not among the permissions."),
    "permission-elsewhere": _error("A permission is for another article, or given to somebody else."),
    "permission-idle": _warning("A permission is for an article that is not here, or not in the text that names it."),
    "permission-expired": _error("A permission has expired."),
    "permission-exceeded": _error("More is reproduced than the permission allows."),
    "canonical-twice": _error("A post has two canonical addresses."),
    "unsigned-version": _error("Somebody stands under a version without having signed it."),
    "version-order": _error("The version of a paper is not higher than one that is frozen, or is another group's."),
    "version-missing": _warning("A paper has a later version, and an earlier one is not kept."),
    "version-unchanged": _error("A version of a paper changes nothing."),
    "version-edited": _error("A frozen version is not as it was frozen."),
    "version-orphan": _error("A frozen version has no published paper."),
    # what has been published
    "id-changed": _error("The permanent id of something published would change."),
    "id-twice": _error("Two things would have one permanent id."),
    "date-moved": _error("Something published would be dated otherwise than readers were told."),
    "address-vanished": _error("Nothing would stand at an address that was published."),
    "address-taken": _error("Something new would stand at an address that leads to something else."),
    "untold-change": _warning("Something published was changed, and readers are not told what."),
    # data files and lists
    "missing-data": _error("A data file is missing."),
    "bad-data": _error("A data file cannot be read or lacks what it needs."),
    "bad-cue": _error("A cue of a theme cannot be read."),
    "cue-twice": _warning("Two themes, or one theme twice, have the same cue."),
    "cue-shadowed": _warning("A cue can never count, because an exclusion covers it."),
    "cue-unseen": _warning("A cue occurs in no text and no example."),
    "bad-model": _error("The tagger's model cannot be used."),
    "model-missing": _warning("The tagger has examples and no model."),
    "model-older": _warning("The tagger's model was trained with another vocabulary."),
    "bad-example": _error("A line of a file of examples cannot be used."),
    "themes-redundant": _warning("The author's word on themes changes nothing."),
    "list-item": _error("An item of a curated list names nothing that is published."),
    "pin-elsewhere": _error("A text is pinned to the list of a theme that it does not have."),
    "introduced-elsewhere": _warning("The introduction of a theme's list links to texts, and to none that is on the list."),
    "list-text": _error("A curated list has text after its items."),
    "list-twice": _error("A curated list has an entry twice."),
    # links, and what a text is made of
    "broken-link": _error("A link leads to what does not exist."),
    "theme-link": _warning("The site theme links to what does not exist."),
    "broken-anchor": _error("A link leads to a place on a page that the page does not have."),
    "link-to-draft": _error("A link leads to a draft."),
    "empty-link": _error("A link has no text."),
    "undefined-reference": _error("A link or footnote refers to a definition that does not exist."),
    "unclosed": _error("A block of code or a comment is not closed."),
    "unsafe-html": _error("HTML in a text would run, or take the page over."),
    "html-removed": _warning("HTML in a text is not among what texts may have, and is left out."),
    "missing-alt": _warning("A picture has no text for those who do not see it."),
    "unused-footnote": _warning("A footnote is referred to nowhere."),
    "second-title": _warning("A text has a level-1 heading beside its title."),
    "external-dead": _error("A link leads to an address elsewhere that is gone."),
    "external-doubtful": _warning("An address elsewhere did not answer as it should."),
    # the build
    "not-a-file": _error("Something in the content folder is neither a file nor a folder."),
    "outside-content": _error("A link leads out of the content folder."),
    "bad-name": _error("A file has a name that no address can hold."),
    "twin-names": _error("Two files have names that are the same on other machines."),
    "folder-like-text": _warning("A folder is named like a text."),
    "outside-output": _error("A page would be written outside the output."),
    "collision": _error("Two things would be written to one file."),
    "settings-published": _error("A file of the site's settings would be published."),
    "plugin-failed": _error("A plugin cannot be loaded, or fails."),
    "doubtful-setting": _warning("A setting is most likely misspelt, or has no effect."),
    "no-posts": _warning("There is nothing to publish."),
    "files-kept": _warning("The output holds files that no build has written."),
    "locked": _error("Another build of the same output goes on."),
    "not-written": _error("The site could not be written."),
    "not-followed": _error("A link in the content folder leads to a folder or to nothing."),
    "unsafe-output": _error("The output would take the place of what is not a built site."),
    "not-published": _error("A source was left out of the site."),
    "not-copied": _warning("A file stands in the content folder and is not published."),
    "unknown-setting": _error("A setting of ours is misspelt."),
    "bad-setting": _error("A setting is missing or of the wrong form."),
    "template": _error("A template cannot be rendered."),
    "build-failed": _error("Something that builds the site failed."),
    "not-finished": _error("The site is published, and something that goes with it is not done."),
    "pelican-error": _error("Pelican reports an error."),
    "pelican-warning": _warning("Pelican reports something doubtful."),
}


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault found: file, line, code, fact, remedy.

    ``path`` is relative to the project, with forward slashes; ``line`` and ``column`` count from 1,
    and are 0 where the whole file (or the whole line) is meant. ``message`` and ``remedy`` are
    sentences without their full stop. Problems sort by place.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    remedy: str = ""

    def __post_init__(self) -> None:
        if self.code not in RULES:
            raise ValueError(f"no such problem code: {self.code}")

    @property
    def level(self) -> Level:
        """``error`` stops the build; ``warning`` is only said."""
        return RULES[self.code].level

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return shown(" ".join((f"{place}:", *(_sentence(part) for part in (self.message, self.remedy) if part))))


class ContentError(Exception):
    """A content file that cannot be used; ``problems`` says why (one or more)."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def shown(text: str) -> str:
    """A text on one line, as a terminal can show it: line ends, controls and bytes that are no text written as escapes."""
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in text)


def has_errors(problems: Iterable[Problem]) -> bool:
    """True when at least one of the problems stops the build."""
    return any(problem.level == "error" for problem in problems)


def as_json(problems: Iterable[Problem], *, strict: bool = False) -> str:
    """The problems as a JSON array, sorted, one object each: path, line, column, code, level, message, remedy.

    ``strict``: warnings are errors.
    """
    return json.dumps([_as_data(problem, strict) for problem in sorted(problems)], ensure_ascii=False, indent=2)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``Did you mean "…"?`` with the nearest known word, or nothing when none is near."""
    near = nearest(word, known)
    return f'Did you mean "{near}"?' if near else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is most like this one, whatever its case, or nothing when none is near."""
    by_lower = {name.lower(): name for name in sorted(known)}
    near = difflib.get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[near[0]] if near else ""


def _as_data(problem: Problem, strict: bool) -> dict[str, str | int]:
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "code": problem.code,
        "level": "error" if strict else problem.level,
        "message": problem.message,
        "remedy": problem.remedy,
    }


def _sentence(text: str) -> str:
    return text if text.rstrip('"”’)').endswith((".", "?", "!")) else f"{text}."
