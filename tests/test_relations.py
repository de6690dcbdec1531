"""editorial.relations and editorial.mentions: what texts are to one another, from both ends."""

import datetime

from examples import NOW, desk, library, paper, post, webs
from hypothesis import given

from editorial.assembly import build
from editorial.desk import Manuscript
from editorial.mentions import addresses, files
from editorial.relations import Relation
from manuscript.source import parse


def test_links_to_texts_count_as_mentions_wherever_they_stand() -> None:
    body = "[a]({filename}a.md#part) `[no]({filename}code.md)` ![no]({static}/images/x.svg)\n\n[r]: {filename}../papers/b.md\n\n[c](<|filename|c d.md>)"
    source = parse(f"Title: T\n\n{body}", "content/posts/here.md")

    assert list(files(source)) == ["content/posts/a.md", "content/papers/b.md", "content/posts/c d.md"]


def test_links_by_address_are_the_site_s_own_ones_only() -> None:
    body = "[a](/posts/a/) [b](https://here.example/papers/b-c/#x) [no](https://there.example/posts/d/) `/posts/e/` <https://here.example/posts/f/>"
    source = parse(f"Title: T\n\n{body}", "content/posts/here.md")

    assert [(one.kind, one.slug) for one in addresses(source, "https://here.example")] == [("post", "a"), ("paper", "b-c"), ("post", "f")]


def test_an_address_in_prose_or_in_another_site_s_path_is_no_link() -> None:
    body = 'In /posts/a/ of the disk "/posts/b/" (/posts/c/).\n\n[r]: /posts/d/\n\n<a href="/posts/e/">e</a> [f](/blog/posts/f/) [g](/posts/g/more/) `[h](/posts/h/)`'
    source = parse(f"Title: T\n\n{body}", "content/posts/here.md")

    assert [[one.slug for one in addresses(source, site)] for site in ("https://here.example", "https://here.example/blog")] == [
        ["d", "e"],
        ["d", "e", "f"],
    ]


def test_links_by_the_site_s_own_address_are_relations() -> None:
    made = build(
        desk(post("a"), post("b", "[a](https://here.example/posts/a/)")),
        lang="en",
        zone=datetime.UTC,
        now=NOW,
        address="https://here.example",
    )

    assert made.relations.stated == (Relation("b", "cites", "a"),)


def test_a_text_does_not_cite_what_it_answers_nor_itself() -> None:
    made = library(post("a"), post("b"), post("c", "A lamp. [a](/posts/a/) [b](/posts/b/) [b](/posts/b/) [c](/posts/c/)", Responds_to="a"))

    assert made.relations.stated == (Relation("c", "responds-to", "a"), Relation("c", "cites", "b"))


def test_every_relation_has_its_inverse_in_words() -> None:
    made = library(
        paper("old"), paper("new", Supersedes="old", day="2011-01-01"), post("carries", Reproduces="new", Requires="old", day="2012-01-01"),
        post("cites", "A lamp. [x](/papers/new/)", day="2013-01-01"),
    )  # fmt: skip
    shown = {
        slug: [(phrase, [other.slug for other in others]) for phrase, others in made.related_to(slug)] for slug in ("old", "new", "carries")
    }

    assert shown == {
        "old": [("Superseded by", ["new"]), ("Leads on to", ["carries"])],
        "new": [("Supersedes", ["old"]), ("Reproduced in", ["carries"]), ("Cited by", ["cites"])],
        "carries": [("Reproduces", ["new"]), ("Builds on", ["old"])],
    }


@given(webs())
def test_what_is_said_at_one_end_is_said_at_the_other(made: list[Manuscript]) -> None:
    built = library(*made)
    published = {text.slug for text in built.publications}
    told = [
        (text.slug, phrase, other.slug) for text in built.publications for phrase, others in built.related_to(text.slug) for other in others
    ]

    assert len(told) == 2 * len(built.relations.stated)
    assert all({one.source, one.target} <= published for one in built.relations.stated)
