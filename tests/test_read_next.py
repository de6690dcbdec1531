"""editorial.read_next: what to read after a text, and why."""

from examples import curated, library, link, post, webs
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
    made = library(post("a"), *(post(f"r{n}", Responds_to="a", day=f"201{n}-01-01") for n in range(5)))

    assert [one.publication.slug for one in made.read_next("a")][:3] == ["r4", "r3", "r2"]


@given(webs())
def test_never_a_draft_never_itself_never_twice_and_always_a_reason(made: list[Manuscript]) -> None:
    built = library(*made)
    published = {text.slug for text in built.publications}
    for text in (*built.publications, *built.unlisted):
        slugs = [one.publication.slug for one in built.read_next(text.slug)]

        assert set(slugs) <= published - {text.slug}
        assert len(slugs) == len(set(slugs)) <= (7 if text.slug in published else 0)
        assert all(one.reason.endswith(".") for one in built.read_next(text.slug))
