"""editorial.citations: the marks in a text that cite works."""

import pytest

from editorial.citations import Citation, clusters, keys, parse_cluster
from manuscript.source import parse as parse_source


def test_a_cluster_holds_several_works_with_their_places() -> None:
    assert parse_cluster("@one, p. 14; @two-b; @three, chapters 1, 2") == (
        Citation("one", "p. 14"), Citation("two-b"), Citation("three", "chapters 1, 2"),
    )  # fmt: skip


def test_a_cluster_with_something_else_is_refused() -> None:
    with pytest.raises(ValueError, match='"see two" is not a citation'):
        parse_cluster("@one; see two")


def test_clusters_in_code_do_not_count() -> None:
    source = parse_source("Title: T\n\nA [@one].\n```\n[@two]\n```\n`[@three]` and [@four; @five]", "a.md")

    assert list(clusters(source)) == [(3, "@one"), (7, "@four; @five")]


def test_a_cluster_may_go_over_two_lines_and_what_a_link_follows_is_none() -> None:
    source = parse_source("Title: T\n\nOne [@a,\np. 3] and [@handle](https://example.org) \\[@b].", "a.md")

    assert list(clusters(source)) == [(3, "@a, p. 3")]


def test_the_keys_of_a_text_stand_once_in_its_order() -> None:
    source = parse_source("Title: T\n\nA [@b; @a]. `[@code]` [@a, p. 2] [@not a key; x] [@c].", "a.md")

    assert keys(source) == ("b", "a", "c")
