"""editorial.cues: the cue language finds what its docs say it finds."""

import re

import pytest

from editorial import cue_checks, cues, themes
from editorial.cues import Finder
from editorial.words import Lexicon


def found(cue: str, *sentences: str) -> list[str]:
    text = Lexicon().read(sentences)
    occurrences, _ = Finder([cues.parse(cue)]).find(text)
    return [text.words(one.places) for one in sorted(occurrences, key=lambda one: one.places)]


@pytest.mark.parametrize(
    ("cue", "sentence", "what"),
    [
        ("scapegoat", "Scapegoats and scapegoating.", ["Scapegoats", "scapegoating"]),
        ("reorganise", "They re-organized it.", ["reorganized"]),
        ("witch-hunt", "A witch hunt, a witchhunt, a witch-hunt.", ["witch hunt", "witchhunt", "witch hunt"]),
        ("keeper's log", "The keeper’s log.", ["keeper’s log"]),
        ("rated/judged inadequate", "Judged inadequate, then rated inadequate; rated good.", ["Judged inadequate", "rated inadequate"]),
        ("strip .. control", "They were stripped of all control.", ["stripped control"]),
        ("strip .. control", "Control was stripped.", []),
        ("strip .. control", "Stripped one two three four five six seven control.", []),
        ("abolish/scrap + board/agency", "The agency will be scrapped.", ["agency scrapped"]),
        ("=sacked", "Sacked, not sacking.", ["Sacked"]),
        ("=SCR", "The SCR, not the scr.", ["SCR"]),
        ("=keeper's log", "The keeper’s log.", ["keeper’s log"]),
        ("café", "A cafe\u0301.", ["café"]),
        ("safety culture", "Culture of safety.", []),
    ],
)
def test_a_cue_finds(cue: str, sentence: str, what: list[str]) -> None:
    assert found(cue, sentence) == what


def test_a_cue_does_not_cross_the_end_of_a_sentence() -> None:
    assert found("abolish + board", "It was abolished.", "The board met.") == []


@pytest.mark.parametrize(
    ("cue", "fault"),
    [
        ("", "it begins with a sign"),
        ("+ board", "it begins with a sign"),
        ("board ..", "two signs stand side by side, or one at the end"),
        ("a .. + b", "two signs stand side by side, or one at the end"),
        ("rated//judged", "a word is missing beside a sign"),
        ("- -", '"-" has no letter or digit'),
        ("really =sacked", '"=" stands only before the first word of a phrase'),
        ("lamps # and oil", "a comment cannot stand among cues; put it above the key"),
        ("board+agency", '"+" and ".." need a space on both sides'),
        ("a/b/c/d a/b/c/d a/b/c/d a/b/c/d a/b", "it stands for 512 phrases, more than 256"),
    ],
)
def test_a_malformed_cue_says_what_is_wrong(cue: str, fault: str) -> None:
    with pytest.raises(ValueError, match="^" + re.escape(fault) + "$"):
        cues.parse(cue)


def lint(text: str) -> list[str]:
    vocabulary, problems = themes.parse(text, "themes.toml")
    assert not problems
    return [f"{problem.line} {problem.code}" for problem in cue_checks.check(vocabulary, "themes.toml")]


def test_a_cue_in_two_themes_twice_in_one_or_under_an_exclusion_is_told_with_its_line() -> None:
    text = """[a]
label = "Lamp"
alt = \"\"\"
lanterns
lantern
\"\"\"
strong = \"\"\"
magic lantern show
\"\"\"
not = \"\"\"
magic lantern
\"\"\"
[b]
label = "Lamps"
"""

    assert lint(text) == ["5 cue-twice", "8 cue-shadowed", "13 cue-twice"]


def test_a_cue_that_occurs_nowhere_is_told() -> None:
    from examples import sentence

    vocabulary, _ = themes.parse('[a]\nlabel = "Lamp"\nalt = """\nwick\noil\n"""', "themes.toml")
    problems = cue_checks.unseen(vocabulary, [(sentence("Some oil."),)], "themes.toml")

    assert [f"{problem.line} {problem.code}" for problem in problems] == ["4 cue-unseen"]
