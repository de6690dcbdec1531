"""editorial.record.moves: where addresses that were published lead now."""

from __future__ import annotations

import datetime
from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st
from paths import histories

from editorial import urls
from editorial.record.blocks import Block, Identity, Record
from editorial.record.matching import Item, matched
from editorial.record.moves import moves
from editorial.record.recording import recorded

DAY = datetime.date(2016, 1, 18)


def was(*former: str) -> Identity:
    return Identity("tag:example.org,2016:x", DAY, former=former)


def shared(address: str, *, because: str = "") -> Block:
    """What two themes shared and do not any more, or what was withdrawn of it."""
    return Block(
        id=f"tag:example.org,2016:{address}",
        kind="shared",
        title="Two themes",
        addresses=(address,),
        published=DAY,
        withdrawn=DAY if because else None,
        because=because,
    )


def test_what_moved_twice_leads_to_its_end_at_once() -> None:
    found = moves({"posts/c/": was("2015/12/a.html", "posts/b/"), "posts/d/": was()}, ())

    assert found == {"2015/12/a.html": "posts/c/", "posts/b/": "posts/c/"}


def test_an_address_at_which_something_stands_again_leads_nowhere() -> None:
    assert moves({"posts/a/": was("posts/b/"), "posts/b/": was("posts/a/")}, ()) == {}


def test_an_address_whose_page_would_be_written_over_another_leads_nowhere() -> None:
    former = ("posts/a", "posts/a/index.html", "Posts/A/", "posts/%61/", "posts/b", "posts/", "404.html", "_redirects")

    assert moves({"posts/a/": was(*former), "posts/b/": was()}, ()) == {}


def test_what_two_themes_shared_leads_to_the_first_that_is_there() -> None:
    themes = {"themes/oil/": was(), "themes/wax/": was("themes/tallow/")}
    missing = (shared("themes/lamps+oil/"), shared("themes/tallow+wicks/"), shared("themes/oil+wax/"), shared("themes/lamps+wicks/"))

    assert moves(themes, missing) == {
        "themes/lamps+oil/": "themes/oil/",
        "themes/lamps+wicks/": "themes/",
        "themes/oil+wax/": "themes/oil/",
        "themes/tallow+wicks/": "themes/wax/",
        "themes/tallow/": "themes/wax/",
    }


def test_what_two_themes_shared_leads_nowhere_once_it_was_withdrawn() -> None:
    assert moves({"themes/oil/": was()}, [shared("themes/lamps+oil/", because="The themes are one.")]) == {}


def test_a_text_that_names_what_two_themes_shared_comes_before_the_themes() -> None:
    assert moves({"themes/oil/": was(), "posts/a/": was("themes/lamps+oil/")}, [shared("themes/lamps+oil/")]) == {
        "themes/lamps+oil/": "posts/a/"
    }


@given(histories)
def test_nothing_leads_to_what_leads_elsewhere(identities: dict[str, Identity]) -> None:
    found = moves(identities, ())

    assert found.keys() & {*found.values()} == set()
    assert {*found.values()} <= identities.keys()


@given(histories)
def test_no_page_that_leads_elsewhere_takes_the_place_of_another_page(identities: dict[str, Identity]) -> None:
    standing = {urls.file_at(address).casefold() for address in identities}

    assert [old for old in moves(identities, ()) if urls.file_at(old).casefold() in standing] == []


@given(histories, st.randoms(use_true_random=False))
def test_the_order_of_identities_is_irrelevant(identities: dict[str, Identity], random: object) -> None:
    items = list(identities.items())
    random.shuffle(items)  # type: ignore[attr-defined]

    assert moves(dict(items), ()) == moves(identities, ())


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3)), max_size=8))
def test_every_address_that_a_text_ever_had_leads_to_where_it_is(renamings: list[tuple[int, int]]) -> None:
    """Three posts are renamed, back again too, and the site is published each time."""
    addresses = {n: f"posts/{n}/" for n in range(3)}
    had, record = defaultdict(set), Record()
    for n, name in [(0, 0), *renamings]:
        addresses[n] = f"posts/{n}-{name}/"
        items = [Item(kind="post", address=address, title="A title", source=f"posts/{n}.md") for n, address in addresses.items()]
        found = matched(items, record, "example.org,2016")
        record = recorded(record, found, today=DAY, site="https://example.org", authority="example.org,2016")
        for one, address in addresses.items():
            had[one].add(address)

    assert moves(found.identities, found.missing) == {old: addresses[n] for n, those in had.items() for old in those - {addresses[n]}}
