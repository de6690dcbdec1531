"""press.report: problems as people, programs and code hosts read them."""

import json

from manuscript.problems import Problem
from press.report import counted, report

ERROR = Problem("content/b c.md", 4, 9, "broken-link", "x leads nowhere", "Correct it")
WARNING = Problem("content/a.png", 0, 0, "not-copied", "the file\nis \u202enot published")


def test_as_text_warnings_say_so_and_each_problem_keeps_its_line() -> None:
    assert report([ERROR, WARNING]).splitlines() == [
        "content/a.png: the file\\nis \\u202enot published. (warning)",
        "content/b c.md:4: x leads nowhere. Correct it.",
    ]


def test_when_it_is_strict_nothing_is_a_warning() -> None:
    data = json.loads(report([ERROR, WARNING], "json", strict=True))

    assert (counted([ERROR, WARNING], strict=True), {one["level"] for one in data}) == ("2 problems", {"error"})


def test_they_are_counted_in_words() -> None:
    assert [counted(some) for some in ([], [ERROR], [WARNING, WARNING], [ERROR, WARNING])] == [
        "", "1 problem", "2 warnings", "1 problem and 1 warning",
    ]  # fmt: skip


def test_sarif_has_rules_places_and_levels() -> None:
    run = json.loads(report([ERROR, WARNING], "sarif"))["runs"][0]

    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["broken-link", "not-copied"]
    assert [(one["ruleId"], one["ruleIndex"], one["level"], one["locations"][0]["physicalLocation"]) for one in run["results"]] == [
        ("not-copied", 1, "warning", {"artifactLocation": {"uri": "content/a.png"}}),
        ("broken-link", 0, "error", {"artifactLocation": {"uri": "content/b%20c.md"}, "region": {"startLine": 4, "startColumn": 9}}),
    ]
