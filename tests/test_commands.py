"""python -m editorial: what authors are told of themes."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, SITE

from editorial.__main__ import COMMANDS, main


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str, str]]:
    """Runs a command on a site's folder: exit code, what it said, what it complained of."""

    def command(*arguments: str, site: Path = SITE) -> tuple[int, str, str]:
        monkeypatch.chdir(site)
        code = main(arguments)
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


def test_themes_lists_every_text_and_what_is_without(run: Callable[..., tuple[int, str, str]]) -> None:
    code, out, _ = run("themes", "--json")
    data = json.loads(out)
    assigned = {text["path"]: [row["theme"] for row in text["themes"] if row["outcome"] == "assigned"] for text in data["texts"]}

    assert (code, assigned) == (
        0,
        {
            "content/posts/an-answer.md": ["lamps", "oil"],
            "content/posts/carried.md": ["lamps"],
            "content/posts/first-lamp.md": ["lamps"],
            "content/posts/hidden-lamp.md": ["lamps"],
            "content/posts/later-lamp.md": ["lamps"],
            "content/posts/secret-draft.md": ["lamps"],
            "content/posts/set-by-hand.md": ["oil"],
            "content/posts/two-voices.md": ["lamps", "oil"],
            "content/papers/far-lamps.md": ["lamps", "oil"],
            "content/papers/safe-lamps.md": ["lamps"],
        },
    )


def test_confirming_writes_what_was_found_and_evaluate_measures_against_it(
    run: Callable[..., tuple[int, str, str]], desk_copy: Callable[..., Path]
) -> None:
    site = desk_copy()
    code, out, _ = run("themes", "--confirm", "an-answer", "--date", "2026-11-23", site=site)
    _, measured, _ = run("evaluate", "--json", site=site)

    assert (code, "lamps, oil" in out) == (0, True)
    assert "Themes: = lamps, oil\nThemes-checked: 2026-11-23\n" in (site / "content/posts/an-answer.md").read_text()
    assert {key: json.loads(measured)[key] for key in ("macro_f1", "precision", "recall", "texts")} == {
        "macro_f1": 1.0,
        "precision": 1.0,
        "recall": 1.0,
        "texts": 1,
    }


def test_lists_shows_the_order_and_what_is_missing(run: Callable[..., tuple[int, str, str]], desk_copy: Callable[..., Path]) -> None:
    site = desk_copy({"content/posts/lonely.md": "Title: Lonely\nDate: 2010-01-01\n\nNobody and nothing.\n"})
    code, out, _ = run("lists", "--date", "2023-11-14", "--json", site=site)
    data = json.loads(out)
    _, said, _ = run("lists", "--date", "2023-11-14", site=site)

    assert (code, [one["url"] for one in data["lists"]], [(entry["id"], entry["reason_code"]) for entry in data["lists"][0]["order"]]) == (
        0, ["themes/lamps/", "themes/oil/", "themes/wicks/", "lists/by-hand/"],
        [("first-lamp", "prerequisite"), ("safe-lamps", "pinned"), ("an-answer", "start")],
    )  # fmt: skip
    assert {key: data[key] for key in ("on_no_list", "without_counter_position", "uncited_works")} == {
        "on_no_list": ["content/posts/lonely.md"], "without_counter_position": ["themes/lamps/", "themes/oil/", "lists/by-hand/"],
        "uncited_works": ["snuff-1903"],
    }  # fmt: skip
    assert [
        line for line in ("On no list: content/posts/lonely.md", "One work in references.json that nothing cites") if line not in said
    ] == []


def test_explain_tells_every_theme_with_sentences_and_rules(run: Callable[..., tuple[int, str, str]]) -> None:
    code, out, _ = run("explain", "an-answer")

    assert code == 0
    assert [
        word
        for word in ("lamps: assigned", "wicks: none", "passed: cues in two sentences", "content/posts/an-answer.md:")
        if word not in out
    ] == []


def test_evaluate_prints_one_object_on_a_file_of_labelled_texts(run: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(
        '{"id": "1", "text": "A lamp.\\n\\nA lantern.", "themes": ["lamps"], "mentions": []}\n'
        '{"id": "2", "title": "Rain", "text": "Some oil. More oil.", "themes": ["weather"]}\n',
        encoding="utf-8",
    )
    code, out, _ = run("evaluate", "--gold", str(gold), "--json")
    data = json.loads(out)

    assert (code, {key: data[key] for key in ("macro_f1", "precision", "recall", "assigned_or_suggested_recall")}) == (
        0,
        {"macro_f1": 1.0, "precision": 0.5, "recall": 1.0, "assigned_or_suggested_recall": 1.0},
    )
    assert data["themes"]["lamps"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0, "positives": 1}
    assert [(one["id"], one["theme"], one["kind"]) for one in data["disagreements"]] == [("2", "oil", "wrong")]


def test_themes_diff_tells_what_a_change_gains_and_loses(run: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    before = (SITE / "content" / "data" / "themes.toml").read_text(encoding="utf-8").replace("lantern", "torch")
    (tmp_path / "themes.toml").write_text(before.replace('label = "Lamp"', 'label = "Candle"'), encoding="utf-8")
    code, out, _ = run("themes-diff", "--before", str(tmp_path))

    assert code == 0
    assert out.splitlines()[-1].endswith("lists that change: lamps.")


def test_training_needs_examples_and_says_so(run: Callable[..., tuple[int, str, str]]) -> None:
    assert run("train") == (1, "", "No theme has 8 examples yet; themes go by their cues. Nothing was written.\n")


def test_skos_is_turtle(run: Callable[..., tuple[int, str, str]]) -> None:
    code, out, _ = run("skos", "--address", "https://example.org")

    assert (code, 'skos:prefLabel "Lamp"@en-GB' in out) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("explain", "an-anser"), 'content: there is no post or paper "an-anser". Did you mean "an-answer"?'),
        (("evaluate",), "No text is confirmed yet."),
        (("evaluate", "--gold", "nowhere.jsonl"), "nowhere.jsonl: the file cannot be read"),
        (("themes", "--confirm", "an-answer"), "--confirm needs --date"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(run: Callable[..., tuple[int, str, str]], arguments: tuple[str, ...], told: str) -> None:
    code, _, err = run(*arguments)

    assert (code, err.count("\n"), told in err) == (1, 1, True)


def test_a_faulty_vocabulary_is_a_problem_not_a_traceback(run: Callable[..., tuple[int, str, str]], desk_copy: Callable[..., Path]) -> None:
    site = desk_copy({"content/data/themes.toml": '[lamps]\nlabel = "Lamp"\nstrong = "+ oil"\n'})
    code, _, err = run("themes", site=site)

    assert (code, err) == (
        1,
        'content/data/themes.toml:3: "+ oil" is not a cue of theme "lamps": it begins with a sign. docs/tagging.md explains how cues are written.\n',
    )


def test_nothing_heavy_is_loaded_before_a_text_is_tagged() -> None:
    code = "import sys, editorial.desk, editorial.library, editorial.checks, editorial.__main__; print(sorted({'numpy', 'tokenizers', 'safetensors'} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": str(ROOT / "plugins")}, capture_output=True, text=True, check=True
    )

    assert done.stdout == "[]\n"


def test_every_command_has_a_module() -> None:
    assert sorted(
        file.stem for file in (ROOT / "plugins/editorial/commands").glob("*.py") if file.stem not in ("__init__", "shared")
    ) == sorted(name.replace("-", "_") for name in COMMANDS)
