"""editorial.themes and editorial.people: data files, and what is wrong with them by line."""

import pytest

from editorial import people, themes
from editorial.cues import Cue
from editorial.model import Group, Person
from editorial.people import People
from editorial.themes import Theme
from manuscript.problems import ContentError


def test_themes_stand_in_the_order_of_the_file() -> None:
    text = '[oil]\nlabel = "Oil"\nbroader = "lamps"\n\n[lamps]\nlabel = "Lamps"\nscope = "All\\n lamps."\nalt = """\nlantern\n\ntorch\n"""\nrelated = "oil"\n'

    assert themes.parse(text, "themes.toml") == (
        (
            Theme("oil", "Oil", broader="lamps", line=1),
            Theme("lamps", "Lamps", "All lamps.", related=("oil",), cues=(Cue("alt", "lantern", 9), Cue("alt", "torch", 11)), line=5),
        ),
        (),
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[oil]\nlabel = "Oil"\nlabels = "x"', 'themes.toml:3: theme "oil" has an unknown key "labels". Did you mean "label"?'),
        ('\n[oil]\nscope = "x"', 'themes.toml:2: theme "oil" has no label. Add a line label = "…".'),
        ('["Oil lamp"]\nlabel = "x"', 'themes.toml:1: "Oil lamp" is not a slug. Use lower-case letters, digits and single hyphens.'),
        ('[oil]\nlabel = "Oil"\nalt = ["x"]', 'themes.toml:3: "alt" of theme "oil" is not a text. Write alt = """ … """, one entry a line.'),
        ('[oil]\nlabel = "Oil"\nbroader = "oils"', 'themes.toml:3: theme "oil" names "oils", which is not another theme.'),
        ('[oil]\nlabel = "Oil"\nalt = "- lamp oil"', 'themes.toml:3: "- lamp oil" is not a cue of theme "oil": "-" has no letter or digit. docs/tagging.md explains how cues are written.'),
        ('[oil]\nlabel = "Oil"\nthreshold = 2', 'themes.toml:3: "threshold" of theme "oil" is not a number between 0 and 1. Write one, such as threshold = 0.6.'),
        ('[a]\nlabel = "A"\nbroader = "b"\n[b]\nlabel = "B"\nbroader = "a"', 'themes.toml:1: theme "a" is broader than itself: a → b → a. Take one of them out.'),
        ('oil = "x"', 'themes.toml: "oil" is not a table. Write [oil] and the lines below it.'),
    ],
)  # fmt: skip
def test_a_faulty_vocabulary_is_told_where_and_what(text: str, told: str) -> None:
    assert [str(problem) for problem in themes.parse(text, "themes.toml")[1]] == [told]


def test_what_is_not_toml_is_named_by_line() -> None:
    with pytest.raises(ContentError) as caught:
        themes.parse('[oil]\nlabel = "Oil', "themes.toml")

    # The words in the brackets are Python's, and change with its version.
    assert str(caught.value).startswith("themes.toml:2: this is not TOML (")


def test_an_empty_vocabulary_has_no_themes() -> None:
    assert themes.parse("", "themes.toml") == ((), ())


def test_people_and_groups_are_read_by_their_ids() -> None:
    text = '[people.ada]\nname = "A."\n[groups.circle]\nname = "C."\nmembers = ["ada"]\n'

    assert people.parse(text, "people.toml") == (
        People({"ada": Person("ada", "A.")}, {"circle": Group("circle", "C.", members=("ada",))}),
        (),
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("people = 3", 'people.toml: "people" is not a table of tables. Write [people.id] and the lines below it.'),
        ('[people.a]\nname = "x"\nurl = "javascript:x"', 'people.toml:1: the url of "a" is not an http or https address. Write the whole address, beginning with https://.'),
        ("[people.ada]\n", 'people.toml:1: "ada" has no name. Add a line name = "…".'),
        ('[person.ada]\nname = "x"', 'people.toml:1: "person" is neither people nor groups. Tables begin with people or groups.'),
        ('[people.ada]\nname = "x"\nurll = "y"', 'people.toml:1: "ada" has an unknown key "urll". Did you mean "url"?'),
        ('[people.Ada]\nname = "x"', 'people.toml:1: "Ada" is not an id. Use lower-case letters, digits and hyphens.'),
        ('[groups.c]\nname = "x"\nmembers = "ada"', 'people.toml:1: "members" of "c" has the wrong form. Write a list such as ["a", "b"].'),
        ('[groups.c]\nname = "x"\nmembers = ["ada"]', 'people.toml:1: member "ada" of group "c" is not among the people. Members are ids of people in this file.'),
    ],
)  # fmt: skip
def test_faulty_people_are_told_where_and_what(text: str, told: str) -> None:
    assert [str(problem) for problem in people.parse(text, "people.toml")[1]] == [told]
