"""editorial.beside: what a text has beside its sentences, for comparing."""

import pytest

from editorial import beside, differences
from manuscript.source import parse


def of(body: str, path: str = "content/papers/p.md") -> list[tuple[int, str]]:
    return [(one.line, one.text) for one in beside.of_source(parse(f"Title: T\n\n{body}", path))]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("Plain *words* [in brackets] (and round ones).", []),
        ("See [a [b] c](https://example.org/a_(b)).", [(3, "the link to https://example.org/a_(b)")]),
        ("![A lamp]({static}../images/lamp.svg)", [(3, "the picture /images/lamp.svg (A lamp)")]),
        ("One [@munro-2011,\np. 14].", [(3, "the citation [@munro-2011, p. 14]")]),
        ("Use `x  = 1` here.\n\n```\ny = 2\n```", [(3, "the code `x = 1`"), (5, "the code ``` y = 2 ```")]),
        ("<!-- [a](https://example.org) --> `[b](https://example.org)`", [(3, "the code `[b](https://example.org)`")]),
        ("See [a][1].\n\n[1]: https://example.org\n[^1]: A note.", [(5, "the link to https://example.org")]),
    ],
)
def test_pictures_code_citations_and_links_are_found_in_their_lines(body: str, found: list[tuple[int, str]]) -> None:
    assert of(body) == found


def test_a_link_to_a_source_is_the_same_from_every_folder() -> None:
    assert of("[a]({filename}../posts/a.md)") == of("[a]({filename}a.md)", "content/posts/q.md") == of("[a]({filename}/posts/a.md)")


def test_another_address_is_a_difference() -> None:
    before, after = (beside.of_source(parse(f"Title: T\n\n[a](https://example.{end})", "p.md")) for end in ("org", "com"))

    assert [one.parts for one in differences.differences(before, after)] == [
        (("same", "the link to"), ("left-out", "https://example.org"), ("added", "https://example.com"))
    ]
