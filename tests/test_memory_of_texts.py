"""editorial.memory and what is remembered of texts: the library is the same with a memory, with a crew, and without."""

from __future__ import annotations

import dataclasses
import datetime
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from examples import LAMPS, NOW, OIL, desk, paper, post, webs
from hypothesis import given
from hypothesis import strategies as st

from editorial import noted, prose, source_memory, tag_memory, tagging
from editorial.assembly import build
from editorial.author_word import AuthorWord
from editorial.desk import Desk, Manuscript, read_desk
from editorial.library import Library
from editorial.memory import ALONE, NOTHING, Crew, Memory, digest
from editorial.tagging import Tagger
from editorial.themes import Theme
from manuscript.source import parse


class Notebook:
    """A memory that holds data as JSON, and counts what was kept."""

    def __init__(self) -> None:
        self.pages: dict[tuple[str, str], str] = {}
        self.kept: list[str] = []

    def recall(self, kind: str, keys: Iterable[str]) -> Mapping[str, Any]:
        return {key: json.loads(self.pages[kind, key]) for key in keys if (kind, key) in self.pages}

    def keep(self, kind: str, made: Mapping[str, Any]) -> None:
        self.kept += [kind] * len(made)
        self.pages |= {(kind, key): json.dumps(data) for key, data in made.items()}


class Others:
    """A crew that works as one in other processes does: only JSON goes there and back. Some of them fail."""

    def __init__(self, failing: int = 0) -> None:
        self.failing = failing

    def map(self, function: Callable[[Any], Any], values: Sequence[Any]) -> Sequence[Any]:
        made = [json.loads(json.dumps(function(json.loads(json.dumps(value))))) for value in values]
        return [OSError("gone"), *made[1:]] if self.failing and made else made


def library(of: Desk, memory: Memory = NOTHING, crew: Crew = ALONE) -> Library:
    return build(of, lang="en-GB", zone=datetime.UTC, now=NOW, address="https://example.org", memory=memory, crew=crew)


def whole(one: Library) -> dict[str, Any]:
    """Everything in a library, looked up."""
    found = {field.name: getattr(one, field.name) for field in dataclasses.fields(one)}
    return {**found, "tags": dict(one.tags), "plain": dict(one.plain), "relations": one.relations.stated}


TEXTS = st.lists(st.sampled_from(["A lamp.", "Oil, more oil!", "# Lamps", "> A lantern said.", "Nothing at all.", "A lamp with oil."]))
WORDS = st.builds(AuthorWord, st.just(("lamps",)) | st.just(()), st.just(("oil",)) | st.just(()))


@given(TEXTS.map("\n\n".join), WORDS, st.booleans())
def test_tags_are_the_same_after_they_were_data(body: str, word: AuthorWord, all_evidence: bool) -> None:
    sentences = prose.sentences(parse(f"Title: A lamp\n\n{body}\n", "a.md"))
    tags = Tagger([LAMPS, OIL]).tags("a.md", sentences, word, all_evidence=all_evidence)
    data = json.loads(json.dumps([tag_memory.as_data(tags), [tag_memory.bearing_as_data(tag.bearing) for tag in tags]]))
    themes = {theme.slug: theme for theme in (LAMPS, OIL)}

    assert (tag_memory.of_data(data[0], themes), tuple(tag_memory.bearing_of_data(one, themes) for one in data[1])) == (
        tags,
        tuple(tag.bearing for tag in tags),
    )


LINES = st.lists(
    st.sampled_from(
        [
            "Title: A", "Title: B", "Date: 2015-12-15", "Date: 2015-12-15T09:30+02:00", "Date: 2015-12-15 09:30:00.25Z", "Date: never", "Modified: 2016-01-01", "Slug: s",
            "Summary: one\n    two", "Status: draft", "Status: skip", "Authors: ada, ben", "Group: circle", "Version: 2", "Lang: fr", "Canonical: https://e.org/a",
            "Signatories: ada (chair; joined 2016-01-18), ben (withdrawn 2017-03-01)", "Themes: +lamps, -oil", "Themes: = lamps", "Themes: none",
            "Responds-to: a, b", "Redirect-from: /old/, /older/", "Id: tag:e.org,2015:a", "Unknown: x", "stray", "Changes:",
        ]
    ),
    max_size=8,
)  # fmt: skip
BODIES = st.sampled_from(["", "Text.", "[@a; @b, p. 1] [see @c]\n\n`[@no]`", "\n\n[x]({filename}a.md) é\u2028 \r"])


@given(LINES.map("\n".join), BODIES, st.sampled_from(["post", "paper", "page", "list", "introduction", "version"]))
def test_a_source_is_the_same_after_it_was_data(header: str, body: str, kind: str) -> None:
    text = f"{header}\n\n{body}"
    written = source_memory.read(text, "content/posts/a.md", kind)
    data = json.loads(json.dumps(source_memory.as_data(written, text)))

    assert source_memory.of_data(data, text, "content/posts/a.md") == written


@given(webs())
def test_a_library_is_the_same_from_memory_and_by_a_crew(texts: list[Manuscript]) -> None:
    notebook = Notebook()
    fresh = whole(library(desk(*texts)))
    others = [
        library(desk(*texts), notebook),
        library(desk(*texts), notebook),
        library(desk(*texts), crew=Others()),
        library(desk(*texts), crew=Others(1)),
    ]

    assert [whole(one) for one in others] == [fresh] * 4


CARRIER = {"Reproduces": "charter", "Permission": "own"}
BEFORE = (
    post("a", "A lamp."),
    post("b", "Oil.\n\n{{ reproduce }}\n", **CARRIER),
    paper("charter", "A lamp. Another lamp."),
)


@pytest.mark.parametrize(
    ("after", "anew"),
    [
        (desk(*BEFORE), 0),
        (desk(post("a", "A lantern."), *BEFORE[1:]), 1),
        (desk(post("a", "A lamp.", Themes="+oil"), *BEFORE[1:]), 1),
        (desk(post("a", "A lamp.", day="2011-01-01"), *BEFORE[1:]), 1),
        (desk(*BEFORE[:2], paper("charter", "A lamp. Another lantern.")), 2),
        (desk(*BEFORE, post("c", "A lamp.")), 1),
        (desk(*BEFORE[1:]), 0),
        (desk(*BEFORE, themes=(LAMPS, dataclasses.replace(OIL, threshold=0.4))), 3),
        (desk(*BEFORE, themes=(dataclasses.replace(LAMPS, cues=()), OIL)), 3),
        (desk(*BEFORE, themes=(OIL, LAMPS)), 3),
        (desk(*BEFORE, themes=(LAMPS, dataclasses.replace(OIL, scope="Another note.", line=99))), 0),
        (desk(*BEFORE, references='[{"id": "w", "title": "W"}]'), 0),
    ],
    ids=["nothing", "body", "themes", "date", "the article that another carries", "a new text", "one text less",
         "threshold", "cues", "order", "scope note", "works"],
)  # fmt: skip
def test_a_text_is_read_anew_where_something_that_its_reading_hangs_on_has_changed(after: Desk, anew: int) -> None:
    notebook = Notebook()
    library(desk(*BEFORE), notebook)
    notebook.kept.clear()
    library(after, notebook)

    assert notebook.kept.count("reading") == anew


def test_the_lines_of_cues_are_those_of_the_present_vocabulary() -> None:
    later = tuple(
        dataclasses.replace(theme, cues=tuple(dataclasses.replace(cue, line=cue.line + 7) for cue in theme.cues)) for theme in (LAMPS, OIL)
    )
    notebook = Notebook()
    library(desk(*BEFORE), notebook)

    assert whole(library(desk(*BEFORE, themes=later), notebook)) == whole(library(desk(*BEFORE, themes=later)))


def test_tags_and_plain_texts_that_were_forgotten_are_made_again() -> None:
    notebook = Notebook()
    library(desk(*BEFORE), notebook)
    notebook.pages = {key: page for key, page in notebook.pages.items() if key[0] == "reading"}

    assert whole(library(desk(*BEFORE), notebook)) == whole(library(desk(*BEFORE)))


def test_a_model_is_not_parsed_for_texts_that_are_all_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    notebook = Notebook()
    before = whole(library(desk(*BEFORE), notebook))
    monkeypatch.setattr(tagging, "of_desk", lambda _: pytest.fail("the tagger was asked for"))

    assert whole(library(desk(*BEFORE), notebook)) == before


def test_a_desk_is_the_same_from_memory(desk_copy: Callable[[dict[str, str | bytes | None]], Path]) -> None:
    root = (
        desk_copy(
            {
                "content/posts/bad.md": b"Title: \xff\n",
                "content/posts/.hidden.md": "Title: H\n",
                "content/posts/skipped.md": "Status: skip\n\nx",
            }
        )
        / "content"
    )
    notebook = Notebook()

    assert [read_desk(root, notebook), read_desk(root, notebook)] == [read_desk(root)] * 2


def test_what_is_in_a_file_counts_and_neither_its_name_alone_nor_its_time(
    desk_copy: Callable[[dict[str, str | bytes | None]], Path],
) -> None:
    root = desk_copy({"content/posts/one.md": "Title: One\nDate: 2015-01-01\n\nA.\n"}) / "content"
    notebook = Notebook()
    read_desk(root, notebook)
    notebook.kept.clear()
    (root / "posts/one.md").write_text("Title: Two\nDate: 2015-01-01\n\nA.\n", encoding="utf-8")
    titles = {one.source.path: one.header.title for one in read_desk(root, notebook).manuscripts}

    assert (titles["content/posts/one.md"], notebook.kept) == ("Two", ["source"])


@given(st.lists(st.text(max_size=3), max_size=3), st.lists(st.text(max_size=3), max_size=3))
def test_texts_have_one_digest_where_they_are_the_same(some: list[str], others: list[str]) -> None:
    assert (digest(*some) == digest(*others)) == (some == others)


def test_what_is_noted_of_a_source_tells_it_from_every_other() -> None:
    texts = ["Title: A\n\nB", "Title: A\n\nB ", "Title: A\n    B\n\nB", "Title: A B\n\nB", "---\nTitle: A\n---\nB", "Titl: eA\n\nB"]
    digests = {noted.of(parse(text, path)).digest for path in ("content/pages/a.md", "content/pages/b.md") for text in texts}

    assert len(digests) == len(texts) * 2


def test_a_theme_that_is_new_is_found_in_texts_that_are_known() -> None:
    notebook = Notebook()
    library(desk(*BEFORE, themes=(LAMPS,)), notebook)
    found = library(desk(*BEFORE, themes=(LAMPS, OIL)), notebook)

    assert whole(found) == whole(library(desk(*BEFORE, themes=(LAMPS, OIL))))


def test_what_the_tagger_finds_is_told_of_the_themes_that_an_author_names() -> None:
    made = library(
        desk(post("a", "A lamp. A lantern.", Themes="+lamps, -oil"), post("b", "A lamp.", Themes="= lamps"), post("c", "A lamp."))
    )

    assert made.found == {"a": {"lamps": "assigned", "oil": "none"}}


def _theme(slug: str) -> Theme:
    return Theme(slug, slug.title())


def test_a_memory_of_another_vocabulary_of_the_same_size_is_none() -> None:
    notebook = Notebook()
    library(desk(*BEFORE, themes=(_theme("lamp"), _theme("oil"))), notebook)

    assert whole(library(desk(*BEFORE), notebook)) == whole(library(desk(*BEFORE)))
