"""editorial.similarity: which texts are alike in their words."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial import similarity
from editorial.likeness import Alike
from editorial.similarity import LEAST
from editorial.words import Lexicon

WORDS = ("harbour", "lantern", "keeper", "storm", "ledger", "bishop", "orchard", "violin", "saddle", "granite", "thimble", "walnut")


def found(**bodies: str) -> Mapping[str, tuple[Alike, ...]]:
    lexicon = Lexicon()
    return similarity.similarity({slug: lexicon.read([body]).ids for slug, body in bodies.items()}, lexicon)


def test_texts_with_rare_words_in_common_are_alike_by_those_words() -> None:
    made = found(
        a="The keepers of the harbour wrote a ledger of storms.", b="A ledger that no keeper wrote: of the harbour and its storm.",
        c="An orchard with walnuts and a violin.", d="The violin in the orchard.", e="Bishops rode over granite.", f="A bishop with a thimble.",
        g="Nothing in common with anybody.",
    )  # fmt: skip
    nearest = {slug: [(one.slug, one.words) for one in alike[:1]] for slug, alike in made.items()}

    assert nearest == {
        "a": [("b", ("harbour", "keeper", "ledger"))], "b": [("a", ("harbour", "keeper", "ledger"))],
        "c": [("d", ("orchard", "violin"))], "d": [("c", ("orchard", "violin"))],
        "e": [("f", ("bishop",))], "f": [("e", ("bishop",))], "g": [],
    }  # fmt: skip


@pytest.mark.parametrize("made", [{}, {"a": ""}, {"a": "", "b": ""}])
def test_nothing_is_like_nothing(made: dict[str, str]) -> None:
    assert found(**made) == dict.fromkeys(made, ())


bodies = st.lists(st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join), max_size=9).map(
    lambda found: {f"t{n}": body for n, body in enumerate(found)}
)


@given(bodies, st.randoms(use_true_random=False))
def test_the_order_of_the_texts_does_not_matter(made: dict[str, str], chance: random.Random) -> None:
    shuffled = list(made.items())
    chance.shuffle(shuffled)

    assert found(**dict(shuffled)) == found(**made)


@given(bodies)
def test_no_text_is_like_itself_and_the_most_alike_stands_first(made: dict[str, str]) -> None:
    for slug, alike in found(**made).items():
        scores = [one.score for one in alike]

        assert slug not in [one.slug for one in alike]
        assert (scores, [score for score in scores if not LEAST <= score <= 1.001]) == (sorted(scores, reverse=True), [])


@given(bodies)
def test_it_is_the_cosine_of_tf_idf_where_no_text_has_too_many_words(made: dict[str, str]) -> None:
    counts = {slug: {word: body.split().count(word) for word in body.split()} for slug, body in made.items()}
    spread = {word: sum(word in one for one in counts.values()) for word in WORDS}
    usable = {word: math.log(len(made) / n) for word, n in spread.items() if 1 < n <= max(2, 0.3 * len(made))}
    vectors = {slug: {word: (1 + math.log(n)) * usable[word] for word, n in one.items() if word in usable} for slug, one in counts.items()}

    def cosine(one: dict[str, float], other: dict[str, float]) -> float:
        length = math.sqrt(sum(value**2 for value in one.values()) * sum(value**2 for value in other.values()))
        return sum(value * other.get(word, 0) for word, value in one.items()) / length if length else 0.0

    for slug, alike in found(**made).items():
        for one in alike:
            assert one.score == pytest.approx(cosine(vectors[slug], vectors[one.slug]), abs=0.001)


def test_the_time_does_not_grow_with_the_square() -> None:
    """Counted, not timed: how many pairs of a text and a champion are looked at."""
    looked: list[int] = []
    nearest = similarity._nearest

    def counting(n, terms, values, bounds, *others):  # type: ignore[no-untyped-def]
        looked.append(sum(int(bounds[term + 1] - bounds[term]) for term in terms.tolist()))
        return nearest(n, terms, values, bounds, *others)

    chance = random.Random(1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(similarity, "_nearest", counting)
        most = []
        for size in (300, 600, 1200):
            looked.clear()
            found(**{f"t{n}": " ".join(chance.choices([f"word{k}x" for k in range(400)], k=80)) for n in range(size)})
            most.append(max(looked))

    assert [count <= 64 * 48 for count in most] == [True] * 3


def test_what_a_long_text_says_only_once_makes_it_like_no_other() -> None:
    once, twice = "harbour keeper", "walnut walnut"
    fill = {slug: " ".join(f"{slug}filler{n}" for n in range(210)) for slug in "abcd"}
    made = found(a=f"{once} {fill['a']}", b=f"{once} {fill['b']}", c=f"{twice} {fill['c']}", d=f"{twice} {fill['d']}", e="x", f="y", g="z")

    assert {slug: [one.slug for one in alike] for slug, alike in made.items()} == {
        "a": [], "b": [], "c": ["d"], "d": ["c"], "e": [], "f": [], "g": [],
    }  # fmt: skip


def test_texts_that_share_one_word_of_a_dozen_are_not_alike() -> None:
    mine, theirs = [f"mine{n}x" for n in range(12)], [f"theirs{n}x" for n in range(12)]
    made = found(a=" ".join(("shared", *mine)), b=" ".join(("shared", *theirs)), c=" ".join(mine), d=" ".join(theirs))

    assert {slug: [one.slug for one in alike] for slug, alike in made.items()} == {"a": ["c"], "b": ["d"], "c": ["a"], "d": ["b"]}


def test_a_name_is_told_with_its_capital_and_no_word_of_grammar_is_told() -> None:
    made = found(a="Doncaster because of the lamps", b="Doncaster because of the lamp", c="x", d="y", e="z", f="u", g="v")

    assert [one.words for one in made["a"]] == [("Doncaster", "lamp")]
