"""editorial.tagging: labels are found as words, and prove what they tag."""

import pytest
from examples import LAMPS, NO_WORD, OIL, sentence

from editorial.author_word import AuthorWord
from editorial.tagging import Evidence, Tag, Tagger
from editorial.themes import Theme


def cues(label: str, text: str, *alt: str) -> list[str]:
    (tag,) = Tagger([Theme("t", label, alt=alt)]).tags("a.md", [sentence(text)], NO_WORD)
    return [item.cue for item in tag.evidence]


@pytest.mark.parametrize(
    ("label", "text", "found"),
    [
        ("Lamp", "Two lamps burned.", ["lamps"]),
        ("Lamp", "The lamp's oil", ["lamp's"]),
        ("Lamp", "The lamp’s oil", ["lamp’s"]),
        ("Lamp", "A headlamp, a lamplighter", []),
        ("Blame culture", "a blame-culture", ["blame-culture"]),
        ("witch-hunt", "a witch hunt", ["witch hunt"]),
        ("keeper's log", "the keeper’s log", ["keeper’s log"]),
        ("SCR", "The SCR said", ["SCR"]),
        ("SCR", "scr", []),
        ("C++", "Written in C++.", ["C++"]),
    ],
)
def test_a_label_is_found_as_whole_words(label: str, text: str, found: list[str]) -> None:
    assert cues(label, text) == found


def test_the_longest_of_the_labels_is_the_cue() -> None:
    assert cues("Lamp", "An oil lamp.", "oil lamp") == ["oil lamp"]


def test_two_sentences_assign_a_theme_and_one_suggests_it() -> None:
    lamps, wicks = Theme("lamps", "Lamp", alt=("lantern",)), Theme("wicks", "Wick")
    text = [sentence("A lamp.", 3), sentence("Some oil."), sentence("Lanterns!", 9)]

    assert Tagger([lamps, OIL, wicks]).tags("a.md", text, NO_WORD) == (
        Tag(
            lamps,
            "assigned",
            "tagger",
            2.0,
            (Evidence("a.md", 3, "A lamp.", "body", "lamp", 1.0), Evidence("a.md", 9, "Lanterns!", "body", "Lanterns", 1.0)),
        ),
        Tag(OIL, "suggested", "tagger", 1.0, (Evidence("a.md", 5, "Some oil.", "body", "oil", 1.0),)),
        Tag(wicks, "none", "tagger", 0.0, ()),
    )


def test_the_title_alone_assigns() -> None:
    (tag,) = Tagger([OIL]).tags("a.md", [sentence("On oil", 1, "title")], NO_WORD)

    assert (tag.outcome, tag.score) == ("assigned", 2.5)


def test_the_author_has_the_last_word_and_the_evidence_stays() -> None:
    text = [sentence("Oil."), sentence("More oil.")]
    tags = Tagger([LAMPS, OIL]).tags("a.md", text, AuthorWord(add=("lamps",), remove=("oil",)))

    assert [(tag.outcome, tag.origin, len(tag.evidence)) for tag in tags] == [("assigned", "author", 0), ("none", "author", 2)]
