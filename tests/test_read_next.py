"""editorial.read_next: what to read after a text, and why."""

from examples import curated, library, link, paper, post, webs
from hypothesis import given

from editorial.desk import Manuscript


def test_relations_come_first_then_what_follows_on_the_lists_then_what_is_alike() -> None:
    made = library(
        post("a", "A harbour lamp. The lamp of the harbour keeper."), post("b", "A lamp. A lamp.", Responds_to="a", day="2011-01-01"),
        post("c", "Lamp. A lamp.", day="2009-01-01"), post("alike", "The harbour, the keeper of the harbour."), post("draft", Status="draft", Responds_to="a"),
        curated("l", f"1. {link('a')}\n2. {link('c')}\n"), *(post(f"x{n}", "Nothing.") for n in range(6)),
    )  # fmt: skip

    assert [(one.publication.slug, one.reason, one.anchor) for one in made.read_next("a")] == [
        ("b", "It answers this text.", "posts/b/"),
        ("c", "It comes next in List l.", "posts/c/#list:l"),
        ("alike", "It is like this text in its words: harbour and keeper.", "posts/alike/"),
    ]


def test_what_takes_its_place_comes_before_everything_else() -> None:
    made = library(
        paper("a"), *(post(f"r{n}", Responds_to="a", day=f"201{n}-01-01") for n in range(5)), paper("b", Supersedes="a", day="2001-01-01"),
    )  # fmt: skip

    assert [(one.publication.slug, one.reason) for one in made.read_next("a")][:3] == [
        ("b", "It takes the place of this text."), ("r4", "It answers this text."), ("r3", "It answers this text."),
    ]  # fmt: skip


def test_citations_are_relations_too() -> None:
    made = library(post("a", f"Nothing. {link('b')}"), post("b", "Nothing."), post("c", f"Nothing. {link('a')}"))

    assert [(one.publication.slug, one.reason) for one in made.read_next("a")] == [
        ("c", "It cites this text."),
        ("b", "This text cites it."),
    ]


def test_two_follow_on_lists_and_two_are_alike_at_most() -> None:
    words = ["harbour keeper ledger", "harbour keeper storm", "harbour keeper bishop", "harbour keeper saddle"]
    made = library(
        *(post(f"w{n}", body) for n, body in enumerate(words)), *(post(f"x{n}", "Nothing.") for n in range(12)),
        *(curated(f"l{n}", f"1. {link('w0')}\n2. {link(f'x{n}')}\n") for n in range(3)),
    )  # fmt: skip

    assert [one.publication.slug for one in made.read_next("w0")] == ["x0", "x1", "w1", "w2"]


def test_posts_that_carry_one_paper_are_told_once_and_not_to_one_another() -> None:
    copies = [post(slug, "The harbour, the keeper, the ledger.", Reproduces="p") for slug in ("c1", "c2")]
    made = library(paper("p", "The harbour, the keeper, the ledger."), *copies, *(post(f"x{n}", "Nothing.") for n in range(8)))

    assert {slug: [one.publication.slug for one in made.read_next(slug)] for slug in ("p", "c1")} == {"p": [], "c1": ["p"]}


@given(webs())
def test_never_a_draft_never_itself_never_twice_and_always_a_reason(made: list[Manuscript]) -> None:
    built = library(*made)
    published = {text.slug for text in built.publications}
    for text in (*built.publications, *built.unlisted):
        slugs = [one.publication.slug for one in built.read_next(text.slug)]

        assert set(slugs) <= published - {text.slug}
        assert len(slugs) == len(set(slugs)) <= (7 if text.slug in published else 0)
        assert all(one.reason.endswith(".") for one in built.read_next(text.slug))
