"""editorial.marks: the lines that carry an article, and what was meant as one."""

import pytest
from examples import NOW, desk, manuscript, post
from hypothesis import given
from hypothesis import strategies as st

from editorial.checks import check
from editorial.marks import Mark, blanked, faults, marks, own_words
from manuscript.source import Source

WRITE = 'Write {{ reproduce }} or {{ reproduce sections="One heading; another" }} on a line of its own, from its beginning on'


def source(body: str) -> Source:
    return Source("content/posts/a.md", (), body, 7)


def told(body: str) -> list[tuple[int, str, str]]:
    return [(one.line, one.message, one.remedy) for one in faults(source(body))]


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("{{ reproduce }}", Mark(0, 15, 7)),
        ("{{reproduce}}", Mark(0, 13, 7)),
        ("{{ reproduce }} \t", Mark(0, 17, 7)),
        ('{{ reproduce sections="Proposals; The grounds" }}', Mark(0, 49, 7, sections=("Proposals", "The grounds"))),
        ('{{ reproduce sections=" The   grounds ;; " }}', Mark(0, 45, 7, sections=("The grounds",))),
        ('{{ reproduce version="1" }}', Mark(0, 27, 7, version=1)),
        ('{{ reproduce only="summary" }}', Mark(0, 30, 7, only_summary=True)),
        ("{{ reproduce count-the-work }}", Mark(0, 30, 7, slug="count-the-work")),
        ("{{ reproduce sections }}", Mark(0, 24, 7, slug="sections")),
        ('{{ reproduce a-b sections="C" version="2" }}', Mark(0, 44, 7, slug="a-b", sections=("C",), version=2)),
        ('{{ reproduce a-b version="2" only="summary" }}', Mark(0, 46, 7, slug="a-b", version=2, only_summary=True)),
        ("{{ reproduce }}\nIts words.\n{{ end reproduce }}", Mark(0, 46, 7, pasted=(15, 27))),
    ],
)
def test_every_form_of_the_mark_is_read(line: str, mark: Mark) -> None:
    assert (marks(source(line)), told(line)) == ((mark,), [])


def test_each_mark_has_its_own_line_and_what_is_pasted_below_it() -> None:
    body = "One.\n\n{{ reproduce a }}\n{{ reproduce b }}\nB.\n{{ end reproduce }}\n\n{{ reproduce c }}\n"

    assert [(one.slug, one.line, body[slice(*one.pasted)] if one.pasted else None) for one in marks(source(body))] == [
        ("a", 9, None), ("b", 10, "\nB.\n"), ("c", 14, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        "`{{ reproduce }}`",
        "Write `{{ reproduce }}` and ``{{ end reproduce }}``.",
        "```\n{{ reproduce }}\n{{ reprodce }}\n{{ end reproduce }}\n```",
        "~~~ jinja\n{{ reproduce }}\n~~~",
        "<!--\n{{ reproduce }}\n-->",
        "<!-- {{ reprodce }} -->",
        "{{ include x }} and {{ end }} and {{ 4 }} and {{ }}",
        "We reproduce it.",
    ],
)
def test_what_is_in_code_or_a_comment_or_of_another_name_is_no_mark(body: str) -> None:
    assert (marks(source(body)), told(body)) == ((), [])


@pytest.mark.parametrize(
    "line",
    [
        "{{ reprodce }}", "{{ Reproduce }}", "{{ reproduces }}", "{{ reproduction }}", "{{ /reproduce }}", "{{ endreproduce }}",
        "{{ reproduce sections=”Fog” }}", "{{ reproduce sections='Fog' }}", "{{ reproduce sections=Fog }}", "{{ reproduce Fog }}",
        '{{ reproduce sections="Fog" far-lamps }}', "{{ reproduce", "{{ reproduce }",
    ],
)  # fmt: skip
def test_what_is_almost_a_mark_is_told_and_carries_nothing(line: str) -> None:
    assert (marks(source(f"One.\n\n{line}\n")), told(f"One.\n\n{line}\n")) == ((), [(9, f"{line} cannot be read", WRITE)])


@pytest.mark.parametrize("line", ["    {}", "\t{}", " {}", "> {}", "- {}", "Here: {}", "{} follows.", "{} {{{{ include }}}}"])
def test_a_mark_that_does_not_stand_alone_is_told(line: str) -> None:
    assert told(line.format("{{ reproduce }}")) == [(7, "{{ reproduce }} cannot be read", WRITE)]


def test_a_mark_on_two_lines_is_told_at_the_first() -> None:
    assert told('{{ reproduce sections="A;\nB" }}') == [(7, '{{ reproduce sections="A; cannot be read', WRITE)]


@pytest.mark.parametrize(
    ("options", "message", "remedy"),
    [
        ('section="A"', '{{ reproduce }} has no option "section"', 'Did you mean "sections"?'),
        ('from="A"', '{{ reproduce }} has no option "from"', "There are sections, version, only"),
        ('sections=" ; "', "{{ reproduce }} names no section", 'Write sections="One heading; another"'),
        ('sections="A" sections="B"', '{{ reproduce }} has "sections" twice', "Write it once; several sections are parted by semicolons"),
        ('version="one"', '"one" is not a version', 'Write a number, version="1"'),
        ('version="0"', '"0" is not a version', 'Write a number, version="1"'),
        ('only="title"', '{{ reproduce only="…" }} is for the summary, and alone', 'Write {{ reproduce only="summary" }}'),
        ('only="summary" sections="A"', '{{ reproduce only="…" }} is for the summary, and alone', 'Write {{ reproduce only="summary" }}'),
    ],
)
@pytest.mark.parametrize("below", ["", "\nIts words.\n{{ end reproduce }}"])
def test_an_option_that_cannot_be_is_told_once(options: str, message: str, remedy: str, below: str) -> None:
    body = f"{{{{ reproduce {options} }}}}{below}"

    assert (marks(source(body)), told(body)) == ((), [(7, message, remedy)])


def test_a_summary_has_nothing_pasted_below_it() -> None:
    body = '{{ reproduce only="summary" }}\nWords.\n{{ end reproduce }}'

    assert told(body) == [(7, '{{ reproduce only="…" }} is for the summary, and alone', 'Write {{ reproduce only="summary" }}')]


ENDS_NOTHING = ("{{ end reproduce }} ends nothing", "Write {{ reproduce }} above what is reproduced")


@pytest.mark.parametrize(
    ("body", "faulty"),
    [
        ("{{ end reproduce }}", [(7, *ENDS_NOTHING)]),
        ("{{ end reproduce }}\n{{ reproduce }}", [(7, *ENDS_NOTHING)]),
        ("{{ reproduce }}\nx\n{{ end reproduce }}\n{{ end reproduce }}", [(10, *ENDS_NOTHING)]),
        ("{{ reproduce }}\nx\n{{ end }}", [(9, "{{ end }} cannot be read", WRITE)]),
        ("{{ reproduce }} {{ end reproduce }}", [(7, "{{ reproduce }} cannot be read", WRITE), (7, "{{ end reproduce }} cannot be read", WRITE)]),
    ],
)  # fmt: skip
def test_an_end_without_its_beginning_is_told(body: str, faulty: list[tuple[int, str, str]]) -> None:
    assert told(body) == faulty


def test_only_a_post_has_marks() -> None:
    mark = "One.\n\n{{ reproduce }}\n"
    made = desk(
        manuscript(f"Title: T\nDate: 2010-01-01\nGroup: circle\n\n{mark}", "content/papers/p.md", "paper"),
        manuscript(f"Title: T\n\n{mark}", "content/pages/g.md", "page"),
        manuscript(f"Title: T\n\n{mark}\n1. [A]({{filename}}/posts/a.md)\n", "content/lists/l.md", "list"),
        manuscript(f"Summary: S.\n\n{mark}", "content/lists/themes/oil.md", "introduction"),
        post("a"),
    )

    assert [(one.path, one.line, one.message) for one in check(made, NOW.date()) if one.code == "bad-reproduction"] == [
        ("content/lists/l.md", 5, "a list carries no group article: only a post does"),
        ("content/lists/themes/oil.md", 5, "an introduction carries no group article: only a post does"),
        ("content/pages/g.md", 5, "a page carries no group article: only a post does"),
        ("content/papers/p.md", 7, "a paper carries no group article: only a post does"),
    ]


LINES = st.lists(
    st.sampled_from(
        ["", "One.", "{{ reproduce }}", "{{ end reproduce }}", '{{ reproduce version="1" }}', "```", "{{ reprodce }}", "`a", "<!--", "-->"]
    ),
    max_size=9,
).map("\n".join)


@given(LINES)
def test_own_words_keep_their_lines_and_have_no_mark(body: str) -> None:
    own = own_words(source(body)).body.split("\n")
    written = body.split("\n")

    assert len(own) == len(written)
    assert all(line in ("", there) for line, there in zip(own, written, strict=True))
    assert marks(source("\n".join(own))) == ()


@given(LINES)
def test_every_line_that_names_itself_a_mark_carries_or_is_told_or_stands_in_code(body: str) -> None:
    here = source(body)
    covered = {line for one in marks(here) for line in range(one.line, here.line_at(one.end) + 1)}
    covered |= {one.line for one in faults(here)}
    shown = here.without_code().split("\n")

    assert [n for n, line in enumerate(shown, 7) if "reproduce" in line and n not in covered] == []


@given(st.text("ab\n", max_size=30), st.data())
def test_what_is_blanked_takes_no_line_away(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    assert blanked(text, [(start, end)]) == text[:start] + "\n" * text[start:end].count("\n") + text[end:]
