"""press.paths: what lies within the output, and which names are one."""

import posixpath
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.paths import fault, folded, is_inside, within


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("index.html", True),
        ("a/b/../c.html", False),
        ("../output-evil/x.html", False),
        ("..", False),
        (".", False),
        ("", False),
        ("/etc/passwd", False),
        ("a/../../x", False),
        ("..\\x.html", False),
        ("C:/x.html", False),
        ("C:x.html", False),
        ("a\0b", False),
        ("...", True),
        ("a/..b", True),
        ("ä/ü.html", True),
    ],
)
def test_a_name_stays_within_the_output_by_its_parts(name: str, inside: bool) -> None:
    assert is_inside(name) == inside


@given(st.lists(st.sampled_from(["a", "..", ".", "", "b.html", "...", " ", "\\", "C:", "~"]), max_size=6).map("/".join))
def test_what_is_inside_never_leads_out(name: str) -> None:
    joined = posixpath.normpath(posixpath.join("/site/output", name))

    assert not is_inside(name) or joined.startswith("/site/output/")


def test_a_link_in_the_output_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "output").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "output" / "a").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(ValueError, match="leads out of the output through a link"):
        within(tmp_path / "output", "a/x.html", known=set())
    assert within(tmp_path / "output", "b/x.html", known=set()) == tmp_path / "output" / "b" / "x.html"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("A.html", "a.html", True), ("caf\u00e9", "cafe\u0301", True), ("a/./b", "a/b", True), ("Straße", "STRASSE", True), ("a", "b", False)],
)
def test_names_are_one_where_a_file_system_takes_them_for_one(one: str, other: str, same: bool) -> None:
    assert (folded(one) == folded(other)) == same


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a/", "is a folder"), ("x" * 256, "is longer than 255 bytes"), ("a/" + "é" * 128, "is longer than 255 bytes"), ("x" * 255, "")],
)
def test_a_name_that_no_file_can_have_is_told(name: str, expected: str) -> None:
    assert fault(name) == expected
