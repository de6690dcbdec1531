"""press.converter: what is known of a text is what its conversion would come to, in whatever order and by however many workers."""

import html as html_module
import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import smartypants
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from pelican.log import LimitFilter
from pelican.settings import DEFAULT_CONFIG

from manuscript.problems import ContentError
from press import typography
from press.converter import Converter
from press.extensions import own_code
from press.jobs import Jobs
from press.store import Store, digest
from press.workers import Worker
from press.workers import worker as one_worker

EXTENSIONS = ["extra", "toc", "codehilite", "admonition", "sane_lists", "meta"]


class Stamp(Extension):
    """Puts a word before each text, and does what it is told to."""

    def __init__(self, word: Any, act: Callable[[str], None] = lambda _: None) -> None:
        super().__init__()
        self.word = word
        self.act = act

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.register(Before(self), "stamp", 100)


class Before(Preprocessor):
    def __init__(self, stamp: Stamp) -> None:
        super().__init__()
        self.stamp = stamp

    def run(self, lines: list[str]) -> list[str]:
        self.stamp.act("\n".join(lines))
        return [f"{self.stamp.word} {lines[0]}", *lines[1:]]


class Keyed(Stamp):
    cache_key = "keyed 1"


def warn(text: str) -> None:
    logging.getLogger("some.extension").warning("%s is odd", text)


def read_what_it_names(text: str) -> None:
    if Path(text).is_absolute():
        Path(text).read_text(encoding="utf-8")


def fail(text: str) -> None:
    if "wrong" in text:
        raise ValueError("it is wrong")


def hang(text: str) -> None:
    while "endless" in text:
        pass


@pytest.fixture(autouse=True)
def _nothing_said_once_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pelican's loggers say nothing twice; in a build the press switches that off."""
    monkeypatch.setattr(LimitFilter, "LOGS_DEDUP_MIN_LEVEL", 0)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    return tmp_path / "content"


class Build:
    """A converter for one build: with a store in its place, unless there is to be none."""

    def __init__(self, root: Path, *extensions: Any, stored: bool = True, typogrify: bool = False, **options: Any) -> None:
        given = {**DEFAULT_CONFIG, "PATH": str(root), "MARKDOWN": {"extensions": list(extensions)}, "PRESS_WORKERS": 1, **options}
        self.store = Store(root.parent / "cache" / "store", "1") if stored else None
        self.converter = Converter(given, self.store)
        self.converter.typogrify = typogrify
        self.converter.begin()

    def __enter__(self) -> Converter:
        return self.converter

    def __exit__(self, *raised: object) -> None:
        self.converter.close()
        if self.store:
            self.store.close(True)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What workers are asked to do from now on."""
    values: list[Any] = []
    ask = Worker.ask

    def note(worker: Worker, job: str, value: Any) -> Any:
        values.append(value.get("text", value.get("file")))
        return ask(worker, job, value)

    monkeypatch.setattr(Worker, "ask", note)
    return values


def told(converter: Converter, do: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
    """What is made, or the words of the problem."""
    try:
        return do(*arguments, **options)
    except ContentError as error:
        return [problem.message for problem in error.problems]


# --- what is known is not converted ----------------------------------------------------------------


def test_a_text_is_converted_once_and_told_alike_each_time(root: Path, asked: list[Any], caplog: pytest.LogCaptureFixture) -> None:
    seen = []
    for _ in range(3):
        caplog.clear()
        with Build(root, Stamp("!", warn)) as converter:
            html = converter.markdown("a <script>x</script>", "content/a.md", line=5)
        problems = [(problem.path, problem.line, problem.code) for problem in converter.problems]
        seen.append((html, problems, caplog.record_tuples, len(asked), converter.uncached_because))

    said = [("some.extension", logging.WARNING, "a <script>x</script> is odd")]
    assert seen == [("<p>! a </p>", [("content/a.md", 5, "unsafe-html")], said, 1, "")] * 3


def test_what_is_found_in_a_text_is_told_at_each_of_its_places(root: Path, asked: list[Any]) -> None:
    with Build(root) as converter:
        for name in "ab":
            converter.markdown("<script>x</script>", f"content/{name}.md")

    assert (sorted(problem.path for problem in converter.problems), len(asked)) == (["content/a.md", "content/b.md"], 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"extensions": ["extra"]}, {"extensions": ["extra", "toc"]}),
        ({"extensions": ["extra", "toc"]}, {"extensions": ["toc", "extra"]}),
        ({"extensions": ["toc"], "extension_configs": {"toc": {"anchorlink": True}}}, {"extensions": ["toc"]}),
        ({"tab_length": 2}, {"tab_length": 4}),
        ({"output_format": "xhtml"}, {"output_format": "html"}),
        ({"extensions": [Stamp("a")]}, {"extensions": [Stamp("b")]}),
        ({"extensions": [Stamp("a", warn)]}, {"extensions": [Stamp("a", fail)]}),
        ({"extensions": [Stamp(("a", 1))]}, {"extensions": [Stamp(["a", 1])]}),
        ({"extensions": [Stamp("a")]}, {"extensions": [Keyed("a")]}),
    ],
)
def test_another_setting_is_another_conversion(root: Path, asked: list[Any], one: dict[str, Any], other: dict[str, Any]) -> None:
    for markdown in (one, other, one, other):
        with Build(root, MARKDOWN=markdown) as converter:
            converter.markdown("a", "content/a.md")

    assert len(asked) == 2


def test_what_is_vouched_for_is_another_conversion(root: Path) -> None:
    with Build(root, PRESS_TRUSTED=["b.md"]) as converter:
        made = [converter.markdown('<p style="position: fixed">x</p>', f"content/{name}.md") for name in "aba"]

    assert (made[0] == made[2], made[0] == made[1]) == (True, False)


def test_settings_count_as_they_are_when_the_first_text_is_converted(root: Path) -> None:
    made = []
    for word in "ab":
        with Build(root) as converter:
            converter._settings["MARKDOWN"] = {"extensions": [Stamp(word)]}
            made.append(converter.markdown("x", "content/a.md"))

    assert made == ["<p>a x</p>", "<p>b x</p>"]


def test_what_cannot_be_told_from_what_it_was_is_converted_each_time(root: Path, asked: list[Any]) -> None:
    for _ in range(2):
        with Build(root, Stamp(threading.Lock())) as converter:
            converter.markdown("a", "content/a.md")

    assert (len(asked), "MARKDOWN holds what cannot be told" in converter.uncached_because) == (2, True)


def test_an_extension_may_say_what_tells_it_from_others(root: Path, asked: list[Any]) -> None:
    for _ in range(2):
        with Build(root, Keyed(threading.Lock())) as converter:
            converter.markdown("a", "content/a.md")

    assert (len(asked), converter.uncached_because) == (1, "")


def test_what_reads_a_file_is_converted_each_time_and_the_others_are_not(root: Path, asked: list[Any]) -> None:
    (root / "more.txt").write_text("", encoding="utf-8")
    for _ in range(2):
        with Build(root, Stamp("!", read_what_it_names)) as converter:
            for text in (str(root / "more.txt"), "another"):
                converter.markdown(text, "content/a.md")

    assert (asked, converter.uncached_because) == (
        [str(root / "more.txt"), "another", str(root / "more.txt")],
        f"a text is made with the help of open {root / 'more.txt'}",
    )


def test_where_an_extension_reads_a_file_as_it_is_made_nothing_is_kept(root: Path, asked: list[Any]) -> None:
    class Glossary(Stamp):
        cache_key = "glossary"

        def extendMarkdown(self, md: Markdown) -> None:
            Path(self.word).read_text(encoding="utf-8")

    (root / "glossary").write_text("", encoding="utf-8")
    for _ in range(2):
        with Build(root, Glossary(str(root / "glossary"))) as converter:
            converter.markdown("a", "content/a.md")
            converter.markdown("b", "content/b.md")

    assert asked == ["a", "b"] * 2


def test_whoever_keeps_what_is_made_of_a_text_can_tell_whether_they_may(root: Path) -> None:
    (root / "more.txt").write_text("", encoding="utf-8")
    numbers = []
    with Build(root, Stamp("!", read_what_it_names), PRESS_WORKERS=2) as converter:
        files = sources(root, ["a", str(root / "more.txt"), "b", "c"])
        converter.convert_ahead(files)
        for file in files:
            converter.markdown(converter.sources.source(file).body.strip(), "content/a.md")
            numbers.append(converter.unsteady)

    assert numbers == [0, 1, 1, 1]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which Python finds the project's own code."""
    folder = tmp_path / "own"
    (folder / "ours").mkdir(parents=True)
    extension = "from markdown.extensions import Extension\n{}\nclass It(Extension):\n    def extendMarkdown(self, md):\n        pass\n"
    (folder / "ours" / "__init__.py").write_text("", encoding="utf-8")
    (folder / "ours" / "extension.py").write_text(extension.format(""), encoding="utf-8")
    (folder / "single.py").write_text(extension.format("import beside"), encoding="utf-8")
    (folder / "beside.py").write_text("", encoding="utf-8")
    (folder / "far.py").write_text(extension.format("import elsewhere"), encoding="utf-8")
    (folder / "other").mkdir()
    (folder / "other" / "elsewhere.py").write_text("", encoding="utf-8")
    monkeypatch.syspath_prepend(str(folder / "other"))
    monkeypatch.syspath_prepend(str(folder))
    return folder


@pytest.mark.parametrize(
    ("extension", "changed", "times"),
    [
        ("ours.extension:It", "ours/extension.py", 2),
        ("ours.extension:It", "ours/__init__.py", 2),
        ("ours.extension:It", "single.py", 1),
        ("single:It", "single.py", 2),
        ("single:It", "beside.py", 2),
        ("single:It", "other/elsewhere.py", 1),
        ("far:It", "other/elsewhere.py", 2),
    ],
)
def test_an_extension_that_is_only_named_counts_by_its_code(
    root: Path, own: Path, asked: list[Any], extension: str, changed: str, times: int
) -> None:
    for comment in ("", "# changed\n"):
        file = own / changed
        file.write_text(file.read_text(encoding="utf-8") + comment, encoding="utf-8")
        with Build(root, extension) as converter:
            converter.markdown("a", "content/a.md")

    assert len(asked) == times


def test_nothing_of_an_extension_that_is_installed_is_read() -> None:
    names = ["extra", "toc", "markdown.extensions.tables", "pygments", "press_has_none", "ours..", ""]

    assert own_code({"extensions": names, "extension_configs": {"codehilite": {}}}) == frozenset()


def test_an_import_is_no_help_from_outside(root: Path, asked: list[Any]) -> None:
    for _ in range(2):
        with Build(root, "codehilite", "fenced_code") as converter:  # which import lexers
            converter.markdown("```ada\nx\n```\n", "content/a.md")

    assert (len(asked), converter.uncached_because) == (1, "")


def test_what_fails_is_tried_each_time(root: Path, asked: list[Any]) -> None:
    seen = []
    for _ in range(2):
        with Build(root, Stamp("!", fail)) as converter:
            seen.append(told(converter, converter.markdown, "wrong", "content/a.md"))

    assert (seen, len(asked)) == ([["the text cannot be converted: ValueError: it is wrong"]] * 2, 2)


def test_html_is_cleaned_once_and_told_each_time(root: Path, asked: list[Any]) -> None:
    (root / "a.html").write_text("<body>\n<script>x</script></body>", encoding="utf-8")
    seen = []
    for _ in range(2):
        with Build(root) as converter:
            html = converter.clean("\n<script>x</script>", "content/a.html")
            seen.append((html, [(problem.line, problem.code) for problem in converter.problems], len(asked)))

    assert seen == [("\n", [(2, "unsafe-html")], 1)] * 2


def test_a_damaged_store_costs_time_only(root: Path, asked: list[Any]) -> None:
    made = []
    for _ in range(3):
        with Build(root) as converter:
            made.append(converter.markdown("a", "content/a.md"))
        file = root.parent / "cache" / "store"
        data = file.read_bytes()
        file.write_bytes(data.replace(b"<p>a</p>", b"<p>b</p>"))

    assert (made, len(asked)) == (["<p>a</p>"] * 3, 3)


@pytest.mark.parametrize("row", [None, [], {"html": "<p>b</p>"}, [{"html": "<p>b</p>", "found": []}, [["name", "level", "text"]]]])
def test_a_row_of_another_form_is_a_miss(root: Path, monkeypatch: pytest.MonkeyPatch, row: Any) -> None:
    with Build(root) as converter:
        converter.markdown("a", "content/a.md")
        monkeypatch.setattr(Store, "recall", lambda _self, _kind, keys: dict.fromkeys(keys, row))
        made = converter.markdown("a", "content/a.md")

    assert made == "<p>a</p>"


# --- reStructuredText --------------------------------------------------------------------------------


def rst(root: Path, text: str, name: str = "a.rst") -> tuple[str, str]:
    file = root / name
    file.write_text(f"Title\n=====\n\n:date: 2024-01-01\n\n{text}\n", encoding="utf-8")
    return str(file), f"content/{name}"


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Words.", 1),
        (".. code-block:: python\n\n   x = 1", 1),
        (".. include:: more.txt", 2),
        (".. include:: <isonum.txt>", 1),
        (".. csv-table::\n   :file: more.txt", 2),
        (".. raw:: html\n   :file: more.txt", 2),
        (".. |day| date:: %Y\n\n|day|", 2),
    ],
)
def test_restructured_text_is_converted_once_if_nothing_else_goes_into_it(root: Path, asked: list[Any], text: str, times: int) -> None:
    (root / "more.txt").write_text("a,b\n", encoding="utf-8")
    made = []
    for _ in range(2):
        file, path = rst(root, text)
        with Build(root) as converter:
            made.append(converter.rst(file, path))

    assert (made[0] == made[1], made[0][1:], len(asked)) == (True, ("Title", {"date": "2024-01-01"}), times)


def test_what_is_included_counts_as_it_is(root: Path) -> None:
    made = []
    for word in ("one", "two"):
        (root / "more.txt").write_text(word, encoding="utf-8")
        with Build(root) as converter:
            made.append(converter.rst(*rst(root, ".. include:: more.txt"))[0])

    assert made == ["<p>one</p>\n", "<p>two</p>\n"]


def test_a_source_that_changes_while_it_is_converted_is_not_kept(root: Path) -> None:
    file, _ = rst(root, "Words.")
    made = Jobs({**DEFAULT_CONFIG, "PATH": str(root)}).rst({"file": file, "digest": digest("before"), "trusted": False})

    assert made["impure"] == ["what is being written"]


def test_a_role_of_one_text_is_none_of_the_next(root: Path) -> None:
    with Build(root) as converter:
        first = converter.rst(*rst(root, ".. role:: mine\n\n:mine:`x`"))[0]
        second = told(converter, converter.rst, *rst(root, ":mine:`x`", "b.rst"))

    assert (first, second) == ('<p><span class="mine">x</span></p>\n', ['Unknown interpreted text role "mine".'])


# --- all at once -------------------------------------------------------------------------------------


def sources(root: Path, texts: Sequence[str]) -> list[str]:
    files = []
    for number, text in enumerate(texts):
        file = root / f"{number}.md"
        file.write_text(f"Title: {number}\nDate: 2024-01-01\n\n{text}\n", encoding="utf-8")
        files.append(str(file))
    return files


def read_all(converter: Converter, files: Sequence[str]) -> list[Any]:
    """What reading comes to: the HTML or the problem of each text, with its punctuation."""
    converter.convert_ahead(files)
    made = []
    for file in files:
        source = converter.sources.source(file)
        html = told(converter, converter.markdown, source.body, source.path, line=source.body_line, file=file)
        made.append(converter.typogrified(html) if converter.typogrify and isinstance(html, str) else html)
    return made


TEXTS = ['A "quoted" -- word.', "<script>x</script>", "It is wrong.", "", "A[^1] note.\n\n[^1]: One.", "same", "same", "last"]


@pytest.mark.parametrize("workers", [1, 2, 3])
@pytest.mark.parametrize("stored", [True, False])
def test_any_number_of_workers_makes_the_same(root: Path, caplog: pytest.LogCaptureFixture, workers: int, stored: bool) -> None:
    files, seen = sources(root, TEXTS), []
    with Build(root, "footnotes", Stamp("!", warn_and_fail), stored=False, typogrify=True) as converter:
        alone = read_all(converter, files), sorted(converter.problems), list(caplog.record_tuples)
    for _ in range(2):
        caplog.clear()
        with Build(root, "footnotes", Stamp("!", warn_and_fail), stored=stored, typogrify=True, PRESS_WORKERS=workers) as converter:
            seen.append((read_all(converter, files), sorted(converter.problems), list(caplog.record_tuples)))

    assert seen == [alone, alone]


def warn_and_fail(text: str) -> None:
    warn(text)
    fail(text)


def test_new_processes_make_the_same(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files, seen = sources(root, TEXTS), []
    for forks, workers in ((True, 1), (False, 2)):
        monkeypatch.setattr(one_worker, "FORKS", forks)
        with Build(root, "footnotes", stored=False, typogrify=True, PRESS_WORKERS=workers) as converter:
            seen.append((converter.crew.number, read_all(converter, files), sorted(converter.problems)))

    assert (seen[0][1:], seen[0][0], seen[1][0]) == (seen[1][1:], 1, 2)


def test_what_is_no_data_is_converted_here_where_there_is_no_fork(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_worker, "FORKS", False)
    with Build(root, Stamp("!"), PRESS_WORKERS=2) as converter:
        made = read_all(converter, sources(root, ["a", "b"]))

    assert (converter.crew.number, made) == (1, ["<p>! a</p>", "<p>! b</p>"])


def test_what_was_done_ahead_is_not_done_again(root: Path, asked: list[Any]) -> None:
    files = sources(root, TEXTS)
    with Build(root, Stamp("!", fail), stored=False, PRESS_WORKERS=2) as converter:
        read_all(converter, files)

    assert sorted(asked) == sorted(f"{text}\n" for text in TEXTS)


def test_a_text_that_takes_too_long_is_only_its_own_problem(root: Path) -> None:
    files = sources(root, ["one", "endless", *map(str, range(9))])
    with Build(root, Stamp("!", hang), PRESS_WORKERS=2, PRESS_SECONDS=1) as converter:
        made = read_all(converter, files)

    too_long = ["the text cannot be converted: it took longer than 1 second"]
    assert made == ["<p>! one</p>", too_long, *(f"<p>! {n}</p>" for n in range(9))]


def test_meanwhile_all_sources_are_looked_at(root: Path) -> None:
    files, looked = sources(root, TEXTS * 3), list[str]()
    with Build(root, PRESS_WORKERS=2) as converter:
        converter.meanwhile = looked.append
        read_all(converter, files)

    assert sorted(set(looked)) == sorted(files)


def test_a_source_that_cannot_be_read_is_passed_over(root: Path) -> None:
    files = sources(root, TEXTS)
    (root / "0.md").write_bytes(b"\xff")
    with Build(root, PRESS_WORKERS=2) as converter:
        converter.convert_ahead([*files, str(root / "none.md")])
        made = converter.markdown("same\n", "content/5.md")

    assert made == "<p>same</p>"


@pytest.mark.parametrize("stored", [True, False])
def test_more_than_is_held_is_found_in_the_store(root: Path, monkeypatch: pytest.MonkeyPatch, asked: list[Any], stored: bool) -> None:
    monkeypatch.setattr("press.conversions.HELD", 10)
    words = [f"number {n}" for n in range(40)]
    with Build(root, stored=stored, PRESS_WORKERS=2) as converter:
        made = read_all(converter, sources(root, words))

    assert (made, len(asked)) == ([f"<p>{word}</p>" for word in words], 40)


def test_what_is_held_is_not_looked_for_in_the_store(root: Path, monkeypatch: pytest.MonkeyPatch, asked: list[Any]) -> None:
    monkeypatch.setattr(Store, "recall", lambda *_: {})
    with Build(root, PRESS_WORKERS=2) as converter:
        made = read_all(converter, sources(root, ["a", "b"]))

    assert (made, len(asked)) == (["<p>a</p>", "<p>b</p>"], 2)


@pytest.mark.parametrize("workers", [1, 2])
def test_what_is_known_is_looked_at_too(root: Path, workers: int) -> None:
    files = sources(root, ["a", "b"])
    for _ in range(2):
        looked: list[str] = []
        with Build(root, PRESS_WORKERS=workers) as converter:
            converter.meanwhile = looked.append
            read_all(converter, files)

    assert sorted(set(looked)) == files


def test_the_next_source_is_begun_with_unless_it_is_known(root: Path, asked: list[Any]) -> None:
    files, begun = sources(root, ["a", "b", "c"]), []
    for _ in range(2):
        with Build(root, PRESS_WORKERS=1) as converter:
            converter.following = dict(pairwise(files))
            for file in files:
                source = converter.sources.source(file)
                converter.markdown(source.body, source.path, file=file)
                converter.begin_next(file)
                begun.append(converter.crew.first.request is not None)

    assert (begun, asked) == ([True, True, False, False, False, False], ["a\n", "b\n", "c\n"])


def test_the_children_that_were_needed_for_that_end_with_it(root: Path) -> None:
    with Build(root, PRESS_WORKERS=3) as converter:
        converter.convert_ahead(sources(root, TEXTS))
        left = [worker._ready is not None for worker in converter.crew._workers]

    assert left == [True, False, False]


# --- no state of one text reaches the next ---------------------------------------------------------

PARTS = (
    "# A heading\n",
    "# A heading {#named}\n",
    "## Another {: .big #named }\n",
    "A note[^1] and[^a] another.\n\n[^1]: The note.\n[^a]: Two\n    lines.\n",
    "Again[^1].\n",
    "A [link][there] and [there].\n\n[there]: https://example.org/ 'Title'\n",
    "A [link][there] and [there].\n",
    "The HTML of it.\n\n*[HTML]: Hyper Text\n",
    "The HTML of it.\n",
    "```python\nx = '<b>'\n```\n",
    "    :::python\n    x = 1\n",
    "~~~ {.css #code hl_lines='1'}\na {}\n~~~\n",
    "[TOC]\n",
    "!!! note\n    A note.\n",
    "Term\n:   What it is.\n",
    "a | b\n- | -\n1 | 2\n",
    "<div markdown='1'>\n*in*\n</div>\n",
    "<div>\n*out*\n",
    "1. one\n\n    - two\n",
    "> [^1]: not a note\n",
    "Key: value\n",
    "<!-- a comment\n",
    "\\*not\\* `code` ~~x~~ &amp; \x02wzxhzdk:0\x03\n",
)
texts = st.lists(st.lists(st.sampled_from(PARTS), min_size=1, max_size=4).map("\n".join), min_size=1, max_size=6)


def fresh(text: str, extensions: Sequence[str]) -> dict[str, Any]:
    return Jobs({"MARKDOWN": {"extensions": list(extensions)}}).markdown({"text": text, "trusted": False})


@pytest.fixture(scope="module")
def reused() -> Iterator[Jobs]:
    yield Jobs({"MARKDOWN": {"extensions": list(EXTENSIONS)}})


@given(texts=texts)
@settings(max_examples=60)
def test_texts_come_to_the_same_whatever_was_converted_before(reused: Jobs, texts: list[str]) -> None:
    made = [reused.markdown({"text": text, "trusted": False}) for text in (*texts, *reversed(texts))]

    assert made == [fresh(text, EXTENSIONS) for text in (*texts, *reversed(texts))]


# --- punctuation -------------------------------------------------------------------------------------

SETTINGS = {**DEFAULT_CONFIG, "TYPOGRIFY": True}


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.text("""a "'`-.\\&<>;#4ltquo""", max_size=12))
def test_words_without_marks_need_no_smartypants(words: str) -> None:
    in_full = html_module.unescape(smartypants.smartypants(html_module.escape(words, quote=False), smartypants.Attr.set1))

    assert typography._set_words(words, SETTINGS) == in_full


def test_punctuation_is_set_once_and_by_its_settings(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, times = [], list[str]()
    in_full = typography.typogrified
    monkeypatch.setattr(typography, "typogrified", lambda html, settings: times.append(html) or in_full(html, settings))
    for options in ({}, {"TYPOGRIFY_DASHES": "oldschool"}, {"TYPOGRIFY_IGNORE_TAGS": ["p"]}, {"TYPOGRIFY_OMIT_FILTERS": ["widont"]}) * 2:
        with Build(root, **options) as converter:
            made.append(converter.typogrified('<p>"One" -- CAPS & two</p>'))

    assert (made[:4] == made[4:], len(set(made)), len(times)) == (True, 4, 4)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.text("""<p>&"'-.A b""", max_size=20))
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_punctuation_from_the_store_is_what_it_would_be(root: Path, html: str) -> None:
    made = []
    for _ in range(2):
        with Build(root) as converter:
            made.append(converter.typogrified(html))

    assert made == [typography.typogrified(html, SETTINGS)] * 2


def test_a_store_of_another_build_may_be_open_too(root: Path) -> None:
    with Build(root) as one, Build(root) as other:
        made = [converter.markdown("a", "content/a.md") for converter in (one, other)]

    with closing(Converter({**DEFAULT_CONFIG, "PATH": str(root)})) as without:
        made.append(without.markdown("a", "content/a.md"))

    assert made == ["<p>a</p>"] * 3
