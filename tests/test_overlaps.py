"""editorial.overlaps: lists that share texts."""

from examples import LAMPS, OIL, curated, library, link, post, webs
from hypothesis import given

from editorial.desk import Manuscript


def test_lists_that_share_texts_say_how_many_in_words() -> None:
    made = library(
        post("a"), post("b"), post("c", "Lamp oil. Oil in a lamp."), post("d", "Oil. More oil."), curated("l", f"1. {link('c')}\n2. {link('d')}\n")
    )  # fmt: skip
    shown = {one.slug: [f"{overlap.says} {overlap.other.title}" for overlap in made.overlaps_of(one)] for one in made.lists}

    assert shown == {
        "lamps": ["1 of these 3 is also about Oil", "1 of these 3 is also on List l"],
        "oil": ["All 2 are also on List l", "1 of these 2 is also about Lamp"],
        "l": ["All 2 are also about Oil", "1 of these 2 is also about Lamp"],
    }


def test_two_themes_that_share_four_texts_have_a_page_for_both() -> None:
    three = [post(f"p{n}", "Lamp oil. Oil in a lamp.") for n in range(3)]
    made = library(*three, post("p4", "Lamp oil. Oil in a lamp."), post("only", "A lamp. Another lamp."))

    assert (
        [(one.slug, one.url, one.themes, len(one.entries)) for one in made.intersections],
        library(*three).intersections,
        {trail.reading_list.slug for trail in made.trails_of("p0")},
    ) == ([("lamps+oil", "themes/lamps+oil/", (LAMPS, OIL), 4)], (), {"lamps", "oil"})


@given(webs())
def test_an_overlap_is_told_on_both_lists_with_the_same_texts(made: list[Manuscript]) -> None:
    built = library(*made)
    told = {
        (one.url, overlap.other.url): {text.slug for text in overlap.shared} for one in built.lists for overlap in built.overlaps_of(one)
    }
    true = {
        (one.url, other.url): shared
        for one in built.lists
        for other in built.lists
        if one is not other and (shared := {text.slug for text in one.publications} & {text.slug for text in other.publications})
    }

    assert told == true
