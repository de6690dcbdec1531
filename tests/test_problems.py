"""manuscript.problems: how a problem is shown, weighed and sorted."""

import json

import pytest

from manuscript.problems import Problem, as_json, did_you_mean, has_errors

LATE = Problem("content/b.md", 4, 9, "unknown-theme", 'theme "opne" is not there', 'Did you mean "open"?')
EARLY = Problem("content/a.png", 0, 0, "not-copied", "the file is not published")


def test_a_problem_reads_as_place_fact_and_remedy() -> None:
    assert [str(EARLY), str(LATE)] == [
        "content/a.png: the file is not published.",
        'content/b.md:4: theme "opne" is not there. Did you mean "open"?',
    ]


def test_only_errors_stop_a_build() -> None:
    assert (has_errors([EARLY]), has_errors([EARLY, LATE]), has_errors([])) == (False, True, False)


def test_as_data_problems_are_sorted_and_whole() -> None:
    assert json.loads(as_json([LATE, EARLY])) == [
        {
            "path": "content/a.png", "line": 0, "column": 0, "code": "not-copied", "level": "warning",
            "message": "the file is not published", "remedy": "",
        },
        {
            "path": "content/b.md", "line": 4, "column": 9, "code": "unknown-theme", "level": "error",
            "message": 'theme "opne" is not there', "remedy": 'Did you mean "open"?',
        },
    ]  # fmt: skip


def test_a_code_that_is_not_in_the_rules_cannot_be_used() -> None:
    with pytest.raises(ValueError, match="no such problem code: nonsense"):
        Problem("a", 0, 0, "nonsense", "")


def test_the_nearest_word_is_offered_whatever_its_case_and_none_when_none_is_near() -> None:
    known = ["Responds-to", "Reproduces"]

    assert (did_you_mean("respond-to", known), did_you_mean("xyz", known)) == ('Did you mean "Responds-to"?', "")
