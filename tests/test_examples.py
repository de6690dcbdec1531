"""editorial.examples: labelled texts are read line by line, and a faulty line is named."""

import pytest

from editorial import examples
from editorial.examples import Example

LINE = '{"id": "a-1", "text": "Oil.", "themes": ["oil"]}'


def test_an_example_has_its_file_for_a_group_and_may_have_a_title() -> None:
    found = examples.parse(
        LINE + '\n\n{"id": 2, "title": "On lamps", "text": "x", "themes": [], "mentions": ["oil"], "kind": "none"}', "data/w.jsonl"
    )

    assert found == (
        (
            Example("a-1", "Oil.", frozenset({"oil"}), "w"),
            Example("2", "x", frozenset(), "w", title="On lamps", mentions=frozenset({"oil"}), kind="none"),
        ),
        (),
    )


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{", "this is not JSON (Expecting property name enclosed in double quotes)"),
        ("[]", "a line is not an object"),
        ('{"id": "b", "themes": []}', '"text" is missing, or not a text'),
        ('{"text": "b", "themes": []}', '"id" is missing, or not a text'),
        ('{"id": "b", "text": "b"}', '"themes" is missing, or not a list of slugs'),
        ('{"id": "b", "text": "b", "themes": [1]}', '"themes" is missing, or not a list of slugs'),
        (LINE, '"a-1" is the id of a line above'),
        ('{"id": "b", "text": "\\ud800", "themes": []}', "it has half a character (a lone surrogate)"),
        ("[" * 100_000, "this line is nested too deeply"),
    ],
)
def test_a_faulty_line_is_told_and_the_others_are_read(line: str, fault: str) -> None:
    found, problems = examples.parse(f"{LINE}\n{line}\n", "w.jsonl")

    assert (len(found), [(problem.line, problem.code, problem.message) for problem in problems]) == (1, [(2, "bad-example", fault)])


def test_a_theme_that_is_not_in_the_vocabulary_is_told() -> None:
    _, problems = examples.parse(LINE, "w.jsonl", {"oils"})

    assert [str(problem) for problem in problems] == [
        'w.jsonl:1: theme "oil" of example "a-1" is not in the vocabulary. Did you mean "oils"?'
    ]
