"""Small values that tests are made of, and hypothesis strategies for the laws."""

from __future__ import annotations

import datetime

from hypothesis import strategies as st

from editorial.author_word import AuthorWord
from editorial.citations import parse as parse_works
from editorial.cues import Cue
from editorial.desk import Desk, Manuscript
from editorial.front_matter import read
from editorial.library import Library, build
from editorial.model import Person
from editorial.people import People
from editorial.prose import Sentence
from editorial.themes import Theme
from manuscript.source import parse

LAMPS = Theme("lamps", "Lamp", cues=(Cue("alt", "lantern"),))
OIL = Theme("oil", "Oil")
EDITORS = Person("editors", "The editors")
NOW = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
NO_WORD = AuthorWord()


def manuscript(text: str, path: str = "content/posts/a.md", kind: str = "post") -> Manuscript:
    """A manuscript as the desk would read it; its form must be right."""
    source = parse(text, path)
    header, problems = read(source, kind)
    assert not problems, problems
    return Manuscript(source, kind, header, header.slug or path.rsplit("/", 1)[-1].removesuffix(".md"))


def desk(*manuscripts: Manuscript, themes: tuple[Theme, ...] = (LAMPS, OIL), references: str = "[]") -> Desk:
    """A desk with these manuscripts, one person, and two themes."""
    works, _ = parse_works(references, "content/data/references.json")
    return Desk(manuscripts, People({"editors": EDITORS}, {}), themes, works, ())


def library(*manuscripts: Manuscript, **options: object) -> Library:
    """The library of such a desk, as of the first day of 2026."""
    return build(desk(*manuscripts, **options), lang="en-GB", zone=datetime.UTC, now=NOW)  # type: ignore[arg-type]


def post(slug: str, body: str = "A lamp. Another lamp.", *, day: str = "2010-01-01", **keys: str) -> Manuscript:
    """A post of that slug."""
    more = "".join(f"{key.replace('_', '-')}: {value}\n" for key, value in keys.items())
    return manuscript(f"Title: {slug}\nDate: {day}\n{more}\n{body}\n", f"content/posts/{slug}.md")


def sentence(text: str, line: int = 5, zone: str = "body") -> Sentence:
    return Sentence(text, line, zone)  # type: ignore[arg-type]


slugs = st.from_regex(r"[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,4})?", fullmatch=True)
days = st.dates(datetime.date(1990, 1, 1), datetime.date(2025, 12, 31)).map(str)
bodies = st.lists(
    st.sampled_from(["A lamp burned.", "No oil was left.", "Nothing happened.", "Lanterns and oil.", "## The lamp", "> Oil, they said."]),
    max_size=6,
).map("\n\n".join)
posts = st.lists(st.tuples(slugs, days, bodies), max_size=8, unique_by=lambda one: one[0]).map(
    lambda found: [post(slug, body, day=day) for slug, day, body in found]
)
