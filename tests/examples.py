"""Small values that tests are made of, and hypothesis strategies for the laws."""

from __future__ import annotations

import dataclasses
import datetime

from hypothesis import strategies as st

from editorial import versions
from editorial.assembly import build
from editorial.author_word import AuthorWord
from editorial.cues import Cue
from editorial.desk import Desk, Manuscript
from editorial.front_matter import read
from editorial.library import Library
from editorial.model import Group, Person
from editorial.people import People
from editorial.permissions import parse as parse_permissions
from editorial.prose import Sentence
from editorial.themes import Theme
from editorial.works import parse as parse_works
from manuscript.source import parse

LAMPS = Theme("lamps", "Lamp", cues=(Cue("alt", "lantern"),))
OIL = Theme("oil", "Oil")
EDITORS = Person("editors", "The editors")
ADA, BEN = Person("ada", "Ada Writer", family="Writer", given="Ada"), Person("ben", "B.")
CIRCLE = Group("circle", "The Circle, and friends", members=("ada",))
OURS = dataclasses.replace(CIRCLE, ours=True)
NOW = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
NO_WORD = AuthorWord()


def manuscript(text: str, path: str = "content/posts/a.md", kind: str = "post") -> Manuscript:
    """A manuscript as the desk would read it; its form must be right."""
    source = parse(text, path)
    header, problems = read(source, kind)
    assert not problems, problems
    return Manuscript(source, kind, header, header.slug or path.rsplit("/", 1)[-1].removesuffix(".md"))


def desk(
    *manuscripts: Manuscript,
    themes: tuple[Theme, ...] = (LAMPS, OIL),
    references: str = "[]",
    groups: tuple[Group, ...] = (CIRCLE,),
    permissions: str = "",
) -> Desk:
    """A desk with these manuscripts, three people, one group (or others), two themes, and the permissions of a TOML text."""
    works, _ = parse_works(references, "content/data/references.json")
    people = People({one.id: one for one in (EDITORS, ADA, BEN)}, {one.id: one for one in groups})
    allowed, problems = parse_permissions(permissions, "content/data/permissions.toml")
    texts = tuple(one for one in manuscripts if one.kind != "version")
    versions = tuple(one for one in manuscripts if one.kind == "version")
    return Desk(texts, people, themes, works, problems, versions=versions, permissions=allowed)


def library(*manuscripts: Manuscript, **options: object) -> Library:
    """The library of such a desk, as of the first day of 2026."""
    return build(desk(*manuscripts, **options), lang="en-GB", zone=datetime.UTC, now=NOW)  # type: ignore[arg-type]


def post(slug: str, body: str = "A lamp. Another lamp.", *, day: str = "2010-01-01", **keys: str) -> Manuscript:
    """A post of that slug."""
    more = "".join(f"{key.replace('_', '-')}: {value}\n" for key, value in keys.items())
    return manuscript(f"Title: {slug}\nDate: {day}\n{more}\n{body}\n", f"content/posts/{slug}.md")


def paper(slug: str, body: str = "A lamp. Another lamp.", *, day: str = "2010-01-01", **keys: str) -> Manuscript:
    """A group article of that slug."""
    more = "".join(f"{key.replace('_', '-')}: {value}\n" for key, value in keys.items())
    return manuscript(f"Title: {slug}\nDate: {day}\nGroup: circle\n{more}\n{body}\n", f"content/papers/{slug}.md", "paper")


def frozen(made: Manuscript) -> Manuscript:
    """A paper as it is kept when it is replaced."""
    header = "".join(f"{field.key}: {field.value}\n" for field in made.source.fields)
    text = versions.frozen(f"{header}\n{made.source.body}", made.source.path, made.slug)
    kept = manuscript(text, f"content/{versions.file_of(made.slug, made.header.version)}", "version")
    return dataclasses.replace(kept, slug=made.slug)


def introduction(theme: str, body: str) -> Manuscript:
    """The introduction of a theme's list."""
    return manuscript(body, f"content/lists/themes/{theme}.md", "introduction")


def curated(slug: str, body: str) -> Manuscript:
    """A curated list."""
    return manuscript(f"Title: List {slug}\n\n{body}", f"content/lists/{slug}.md", "list")


def link(slug: str) -> str:
    """A link to a post, as authors write it."""
    return f"[{slug}]({{filename}}/posts/{slug}.md)"


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

# A library in which texts answer, cite, build on and reproduce one another. What a text builds on has a slug before its own,
# so that there is no ring; everything else may go round.
_NAMES = [f"t{n}" for n in range(7)]
_THEMED = [
    "A lamp burned.",
    "A lamp. A lamp burned.",
    "A lamp. No oil was left. Oil again.",
    "Nothing at all happened here. A lamp.",
    "Lanterns and oil. Oil.",
]


@st.composite
def webs(draw: st.DrawFn) -> list[Manuscript]:
    """Up to seven posts and papers with relations among them, published or not; and perhaps an introduction of their list."""
    names = draw(st.lists(st.sampled_from(_NAMES), unique=True, max_size=7))
    papers = {name for name in names if draw(st.integers(0, 3)) == 0}
    carried = {
        name: [one for one in draw(st.lists(st.sampled_from(sorted(papers)), unique=True, max_size=2)) if name not in papers]
        for name in names
        if papers
    }
    made = []
    for name in sorted(names):
        others = [one for one in names if one != name]
        some = st.lists(st.sampled_from(others), unique=True, max_size=2) if others else st.just([])
        keys = {
            "Responds-to": draw(some),
            # None of what carries another: it counts as that one, and so might close a ring.
            "Requires": [one for one in draw(some) if one < name and not carried.get(one)],
            "Reproduces": carried.get(name, []),
            "Supersedes": [one for one in draw(some) if one in papers] if name in papers else [],
        }
        lines = [f"{key}: {', '.join(slugs)}" for key, slugs in keys.items() if slugs]
        if name in papers:
            lines.append("Group: circle")
        lines.append(f"Status: {draw(st.sampled_from(['published', 'published', 'published', 'draft', 'hidden']))}")
        links = " ".join(f"[x]({{filename}}/{'papers' if one in papers else 'posts'}/{one}.md)" for one in draw(some))
        body = f"{draw(st.sampled_from(_THEMED))}\n\n{links}"
        day = draw(st.sampled_from(["2010-01-01", "2010-01-02", "2015-06-01", "2024-12-31"]))
        text = "\n".join([f"Title: Title of {name}", f"Date: {day}", *lines, "", body, ""])
        made.append(manuscript(text, f"content/{'papers' if name in papers else 'posts'}/{name}.md", "paper" if name in papers else "post"))
    if names and draw(st.booleans()):
        where = {name: f"{{filename}}/{'papers' if name in papers else 'posts'}/{name}.md" for name in names}
        pins = draw(st.lists(st.sampled_from(names), unique=True, max_size=2))
        opening = " ".join(f"[x]({where[name]})" for name in draw(st.lists(st.sampled_from(names), unique=True, max_size=2)))
        made.append(introduction("lamps", f"{opening}\n\n" + "".join(f"1. [x]({where[name]}): note on {name}\n" for name in pins)))
    return made


# Works of the right JSON shape in which anything may stand anywhere.
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9999, 99999) | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["date-parts", "raw", "literal", "family", "given"]), inner)
    ),
    max_leaves=6,
)
_FIELDS = ["id", "type", "title", "author", "editor", "issued", "page", "number", "issue", "URL", "DOI", "volume", "note"]
odd_works = st.lists(st.dictionaries(st.sampled_from(_FIELDS), _JSON), max_size=3)
