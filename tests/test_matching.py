"""editorial.record.matching: the permanent ids of texts, whatever is done to them."""

import dataclasses
import datetime
from dataclasses import dataclass

import pytest
from examples import NOW, frozen, manuscript, paper, post
from hypothesis import assume, given
from hypothesis import strategies as st
from publishing import AUTHORITY, EMPTY, id_of, matching_on, publish

from editorial.desk import Manuscript
from editorial.record import editing
from editorial.record.blocks import Block, Record
from editorial.record.matching import Item, matched, minted

A, B = post("a", "Words of a lamp."), post("b", "Other words of oil.", day="2011-01-01")
BOTH = publish(EMPTY, A, B)


@dataclass(frozen=True)
class Draft:
    """A text that is edited: what may be changed of it, and its words, which tell it from the others."""

    words: str
    name: str
    title: str = "T"
    slug: str = ""
    day: str = "2010-01-01"
    folder: str = "posts"
    below: str = ""

    @property
    def made(self) -> Manuscript:
        slug = f"Slug: {self.slug}\n" if self.slug else ""
        group = "Group: circle\n" if self.folder == "papers" else ""
        text = f"Title: {self.title}\nDate: {self.day}\n{slug}{group}\n{self.words}\n"
        return manuscript(text, f"content/{self.folder}/{self.below}{self.name}.md", self.folder.removesuffix("s"))


# Names that nobody else has, of which one may be had again.
_edits = st.one_of(
    st.tuples(st.just("title"), st.text("ABC ", min_size=1).filter(str.strip)),
    st.tuples(st.just("slug"), st.sampled_from(["", "s{}-1", "s{}-2", "s{}-3"])),
    st.tuples(st.just("name"), st.sampled_from(["n{}-1", "n{}-2", "n{}-3"])),
    st.tuples(st.just("day"), st.sampled_from(["2010-01-01", "2010-01-01T23:59:00-11:00", "2016-05-05"])),
    st.tuples(st.just("folder"), st.sampled_from(["posts", "papers"])),
    st.tuples(st.just("below"), st.sampled_from(["", "2015/", "lamps/"])),
)
_sites = st.sampled_from(["https://example.org", "https://www.example.org/blog", "https://other.example"])


def ids(record: Record, *made: Manuscript) -> dict[str, str]:
    """The id of each text, by its words."""
    found = matching_on(record, *made)
    words = {one.source.path.partition("/")[2]: one.source.body.strip() for one in made}
    return {words[item.source]: found.identities[item.address].id for item in found.items if item.source}


@given(st.integers(1, 3), st.lists(st.tuples(_sites, st.lists(st.tuples(st.integers(0, 2), _edits), max_size=6)), max_size=4))
def test_ids_stay_whatever_is_renamed_redated_and_moved_between_publishes(count: int, windows) -> None:  # type: ignore[no-untyped-def]
    drafts = [Draft(f"The words of lamp {number}.", f"n{number}-0") for number in range(count)]
    record = publish(EMPTY, *(one.made for one in drafts))
    for site, edits in windows:
        for number, (what, value) in edits:
            if number < count:
                drafts[number] = dataclasses.replace(drafts[number], **{what: value.format(number)})
        record = publish(record, *(one.made for one in drafts), site=site)

    assert ids(record, *(one.made for one in drafts)) == {
        f"The words of lamp {number}.": id_of(f"posts/n{number}-0") for number in range(count)
    }


@given(st.lists(st.lists(st.sets(st.sampled_from(["slug", "name", "words"]), max_size=2), min_size=3, max_size=3), max_size=4))
def test_ids_stay_while_one_of_address_file_and_words_does(windows: list[list[set[str]]]) -> None:
    drafts = [Draft(f"Lamp {number}.", f"n{number}-0", slug=f"s{number}-0") for number in range(3)]
    record = publish(EMPTY, *(one.made for one in drafts))
    for turn, changed in enumerate(windows, 1):
        for number, what in enumerate(changed):
            new = {"slug": f"s{number}-{turn}", "name": f"n{number}-{turn}", "words": f"Lamp {number}, {turn} times."}
            drafts[number] = dataclasses.replace(drafts[number], **{key: new[key] for key in what})
        record = publish(record, *(one.made for one in drafts))

    assert ids(record, *(one.made for one in drafts)) == {one.words: id_of(f"posts/s{number}-0") for number, one in enumerate(drafts)}


_SLUGS = ["posts/a/", "posts/b/", "posts/c/", "posts/d/", "posts/e/"]
_FILES, _WORDS, _IDS = ["", "a.md", "b.md"], ["", "one", "two"], ["", "tag:x,2020:1", "tag:x,2020:posts/a", "tag:x,2020:posts/b"]


@st.composite
def clashes(draw: st.DrawFn) -> tuple[list[Item], Record]:
    """Items, and a record, that agree in all manner of ways: nothing of them is sure but the address."""
    items = [
        Item(
            kind=draw(st.sampled_from(["post", "paper", "page", "version", "theme"])),
            address=address,
            title="T",
            source=draw(st.sampled_from(_FILES)),
            digest=draw(st.sampled_from(_WORDS)),
            version=draw(st.integers(1, 2)),
            id=draw(st.sampled_from(_IDS)),
            was=tuple(draw(st.lists(st.sampled_from(_SLUGS), unique=True, max_size=2))),
        )
        for address in draw(st.lists(st.sampled_from(_SLUGS), unique=True))
    ]
    addresses = draw(st.permutations(_SLUGS))
    blocks = {}
    for id_ in draw(st.lists(st.sampled_from([*_IDS[1:], "tag:x,2020:posts/a/2"]), unique=True)):
        some = draw(st.integers(1, 2))
        if len(addresses) >= some:
            had, addresses = tuple(addresses[:some]), addresses[some:]
            blocks[id_] = Block(
                id=id_,
                kind=draw(st.sampled_from(["post", "paper", "page", "version", "theme"])),
                title="T",
                addresses=had,
                published=datetime.date(2020, 1, 1),
                source=draw(st.sampled_from(_FILES)),
                digest=draw(st.sampled_from(_WORDS)),
                version=draw(st.integers(1, 2)),
                withdrawn=draw(st.none() | st.just(datetime.date(2021, 1, 1))),
            )
    return items, Record("x,2020", (), blocks)


@given(clashes(), st.randoms(use_true_random=False))
def test_the_order_of_items_and_blocks_is_irrelevant(made: tuple[list[Item], Record], chance) -> None:  # type: ignore[no-untyped-def]
    items, record = made
    shuffled, blocks = list(items), list(record.blocks.items())
    chance.shuffle(shuffled)
    chance.shuffle(blocks)
    one, other = matched(items, record, ""), matched(shuffled, dataclasses.replace(record, blocks=dict(blocks)), "")

    assert (one.identities, one.blocks, one.missing) == (other.identities, other.blocks, other.missing)


@given(clashes())
def test_every_block_is_one_item_or_missing_and_its_item_has_its_id(made: tuple[list[Item], Record]) -> None:
    items, record = made
    found = matched(items, record, "")

    assert sorted([*((found.identities[address].id, block.id) for address, block in found.blocks.items()), *((one.id, one.id) for one in found.missing)]) == [
        (id_, id_) for id_ in sorted(record.blocks)
    ]  # fmt: skip


@given(clashes())
def test_no_two_things_have_one_id(made: tuple[list[Item], Record]) -> None:
    items, record = made
    assume(len({item.id for item in items if item.id}) == len([item for item in items if item.id]))
    found = matched(items, record, "")
    all_ids = [*(one.id for one in found.identities.values()), *(block.id for block in found.missing)]

    assert len(all_ids) == len(set(all_ids))


@given(
    st.sampled_from(["a/", "posts/a/"]),
    st.sets(st.sampled_from([f"tag:x,2020:{path}{more}" for path in ("a", "posts/a") for more in ("", "/2", "/3")])),
)
def test_no_id_is_minted_twice(address: str, used: set[str]) -> None:
    new = minted(address, "x,2020", used)

    assert (new in used, new.startswith(f"tag:x,2020:{address.rstrip('/')}")) == (False, True)


def test_an_address_of_an_older_text_makes_another_id() -> None:
    moved = publish(BOTH, post("a", "Words of a lamp.", Slug="c"), B)

    assert ids(moved, post("a", "Words of a lamp.", Slug="c"), B, post("new", "New.", Slug="a")) == {
        "Words of a lamp.": id_of("posts/a"),
        "Other words of oil.": id_of("posts/b"),
        "New.": f"{id_of('posts/a')}/2",
    }


@pytest.mark.parametrize(
    "made",
    [
        (post("a", "Words of a lamp.", Slug="b"), post("b", "Other words of oil.", Slug="a")),
        (post("b", "Words of a lamp.", Slug="a"), post("a", "Other words of oil.", Slug="b")),
        (post("a", "Words of a lamp.", Slug="b"), post("b", "Other words of oil.", Slug="c")),
        (post("b", "Words of a lamp.", Slug="a"), post("c", "Other words of oil.", Slug="b")),
        (post("a2", "Words of a lamp."), post("a", "Other words of oil.", Slug="b")),
    ],
    ids=["slugs", "file names", "slugs in a row", "file names in a row", "one new, one with the other's file"],
)
def test_names_that_are_swapped_do_not_swap_ids(made: tuple[Manuscript, ...]) -> None:
    assert ids(BOTH, *made) == {"Words of a lamp.": id_of("posts/a"), "Other words of oil.": id_of("posts/b")}


@pytest.mark.parametrize("header", [{}, {"Slug": "copy"}, {"Slug": "0"}])
def test_a_copy_is_another_text_and_the_original_keeps_its_id(header: dict[str, str]) -> None:
    copy = post("0-copy", "Words of a lamp.", **header)
    found = matching_on(BOTH, A, copy, B)

    assert [found.identities[one].id for one in ("posts/a/", f"posts/{copy.slug}/")] == [id_of("posts/a"), id_of(f"posts/{copy.slug}")]


def test_what_is_deleted_is_missing_and_what_is_added_is_new() -> None:
    found = matching_on(BOTH, A, post("c", "New."))

    assert ([block.id for block in found.missing], ids(BOTH, A, post("c", "New."))) == (
        [id_of("posts/b")],
        {"Words of a lamp.": id_of("posts/a"), "New.": id_of("posts/c")},
    )


def test_of_what_agrees_in_one_the_address_counts_more_than_the_file_and_either_more_than_the_words() -> None:
    address = manuscript("Title: T\nDate: 2010-01-01\nSlug: a\n\nAll new.\n", "content/posts/new.md")
    file, words = post("a", "New too.", Slug="c"), post("d", "Words of a lamp.")
    found = [matching_on(publish(EMPTY, A), *made) for made in ((words, file, address), (words, file), (words,))]

    assert [[address for address, block in one.blocks.items() if block.id == id_of("posts/a")] for one in found] == [
        ["posts/a/"],
        ["posts/c/"],
        ["posts/d/"],
    ]


def test_words_that_two_texts_have_tell_neither_from_the_other() -> None:
    same = publish(EMPTY, post("a", "Same."), post("b", "Same."))
    found = matching_on(same, post("a", "Same."), post("c", "Same."))

    assert (found.identities["posts/c/"].id, [block.id for block in found.missing]) == (id_of("posts/c"), [id_of("posts/b")])


def test_a_paper_that_is_renamed_takes_its_versions_along_also_those_with_the_same_words() -> None:
    def versions(slug: str) -> list[Manuscript]:
        later = {"Modified": "2011-01-01", "Changes": "C.", "Version": "2"}
        kept = [frozen(paper(slug, "One lamp.", Signatories="ada")), frozen(paper(slug, "One lamp.", **later))]
        return [*kept, paper(slug, "Three lamps.", Version="3", Modified="2012-01-01", Changes="D.")]

    found = matching_on(publish(EMPTY, *versions("p")), *versions("q"))

    assert ({item.address: found.identities[item.address].id for item in found.items if item.source}, found.missing) == (
        {"papers/q/": id_of("papers/p"), "papers/q/v1/": id_of("papers/p/v1"), "papers/q/v2/": id_of("papers/p/v2")},
        (),
    )


def test_pages_and_lists_keep_their_ids_too() -> None:
    def made(name: str) -> list[Manuscript]:
        return [
            manuscript("Title: T\n\nA page.\n", f"content/pages/{name}.md", "page"),
            manuscript("Title: L\n\n1. [A]({filename}/posts/a.md)\n", f"content/lists/{name}.md", "list"),
        ]

    record = publish(EMPTY, A, *made("one"))
    found = matching_on(record, A, *made("two"))

    assert (found.identities["two/"].id, found.identities["lists/two/"].id) == (id_of("one"), id_of("lists/one"))


def test_a_page_does_not_become_a_post_by_its_words() -> None:
    record = publish(EMPTY, A, manuscript("Title: T\n\nA page.\n", "content/pages/one.md", "page"))

    assert ids(record, A, post("one", "A page.")) == {"Words of a lamp.": id_of("posts/a"), "A page.": id_of("posts/one")}


def test_a_page_becomes_a_post_where_its_author_says_so() -> None:
    record = publish(EMPTY, A, manuscript("Title: T\n\nA page.\n", "content/pages/one.md", "page"))

    assert ids(record, A, post("one", "New.", Redirect_from="/one/")) == {"Words of a lamp.": id_of("posts/a"), "New.": id_of("one")}


# --- Id ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "odd",
    ["tag:old.example,2009:p=12", "https://old.example/?p=12#x", "urn:uuid:60a76c80-d399-11d9-b93C-0003939e0af6", "x:%C3%A9(1)*!$&,;"],
)
def test_an_imported_id_is_kept_also_when_everything_else_is_new(odd: str) -> None:
    record = publish(EMPTY, post("a", "Words of a lamp.", Id=odd), B)

    assert ids(record, post("c", "New.", Id=odd), B) == {"New.": odd, "Other words of oil.": id_of("posts/b")}


def test_an_imported_id_is_kept_when_its_line_is_taken_out() -> None:
    assert ids(publish(EMPTY, post("a", "Words of a lamp.", Id="x:1")), A) == {"Words of a lamp.": "x:1"}


@pytest.mark.parametrize("words", ["Words of a lamp.", "Words of a lamp, corrected."])
def test_an_id_that_another_text_has_is_not_taken_from_it(words: str) -> None:
    both = {words: id_of("posts/a"), "Other words of oil.": id_of("posts/b")}

    assert ids(BOTH, post("a", words, Id=id_of("posts/b")), B) == both


def test_a_new_text_with_the_id_of_another_has_one_of_its_own() -> None:
    assert ids(BOTH, A, B, post("c", "New.", Id=id_of("posts/b"))) == {
        "Words of a lamp.": id_of("posts/a"),
        "Other words of oil.": id_of("posts/b"),
        "New.": id_of("posts/c"),
    }


# --- Redirect-from ----------------------------------------------------------------------------------


def test_a_text_is_the_one_that_stood_where_it_says_it_stood() -> None:
    assert ids(BOTH, A, post("c", "New.", day="2011-01-01", Redirect_from="/posts/b/")) == {
        "Words of a lamp.": id_of("posts/a"),
        "New.": id_of("posts/b"),
    }


def test_an_earlier_address_will_do() -> None:
    moved = publish(BOTH, A, post("b", "Other words of oil.", Slug="c"))

    assert ids(moved, A, post("d", "New.", Redirect_from="/posts/b/"))["New."] == id_of("posts/b")


@pytest.mark.parametrize("words", ["Words of a lamp.", "Words of a lamp, and other words of oil."])
def test_a_text_that_takes_in_another_stays_itself(words: str) -> None:
    assert ids(BOTH, post("a", words, Redirect_from="/posts/b/")) == {words: id_of("posts/a")}


def test_an_address_at_which_something_stands_makes_nothing_another() -> None:
    both = {"Words of a lamp.": id_of("posts/a"), "Other words of oil.": id_of("posts/b")}

    assert ids(BOTH, post("a", "Words of a lamp.", Redirect_from="/posts/b/"), B) == both


def test_an_address_at_which_something_stands_makes_nothing_another_however_much_of_that_is_new() -> None:
    rewritten = manuscript("Title: T\nDate: 2011-01-01\nSlug: b\n\nAll new.\n", "content/posts/new.md")

    assert ids(BOTH, A, rewritten, post("c", "New.", Redirect_from="/posts/b/"))["All new."] == id_of("posts/b")


def test_a_former_address_of_one_text_makes_no_other_that_text() -> None:
    moved = publish(BOTH, A, post("b", "Other words of oil.", Slug="c"))
    thief = post("new", "New.", Redirect_from="/posts/b/")

    assert ids(moved, A, post("b", "Other, corrected.", Slug="c"), thief)["Other, corrected."] == id_of("posts/b")


def test_a_list_in_place_of_a_theme_is_not_the_theme() -> None:
    instead = manuscript("Title: L\nRedirect-from: /themes/oil/\n\n1. [A]({filename}/posts/a.md)\n", "content/lists/l.md", "list")

    assert matching_on(BOTH, A, B, instead).identities["lists/l/"].id == id_of("lists/l")


@pytest.mark.parametrize(
    ("was", "former"),
    [
        ("/posts/old/, /2015/12/a.html", ("posts/old/", "2015/12/a.html")),
        ("/posts/a, /posts/a/index.html, /posts/%61/", ()),
        ("/old, /old/, /old/index.html", ("old",)),
    ],
)
def test_former_addresses_are_those_at_which_it_does_not_stand_each_once(was: str, former: tuple[str, ...]) -> None:
    assert matching_on(EMPTY, post("a", Redirect_from=was)).identities["posts/a/"].former == former


def test_former_addresses_stand_in_the_order_of_time() -> None:
    once = publish(BOTH, post("a", "Words of a lamp.", Slug="c", Redirect_from="/old/"), B)
    twice = publish(once, post("a", "Words of a lamp.", Slug="d"), B)
    back = publish(twice, A, B)

    assert [matched.blocks[id_of("posts/a")].addresses for matched in (once, twice, back)] == [
        ("posts/a/", "old/", "posts/c/"),
        ("posts/a/", "old/", "posts/c/", "posts/d/"),
        ("old/", "posts/c/", "posts/d/", "posts/a/"),
    ]


# --- what was withdrawn -----------------------------------------------------------------------------


def test_what_was_withdrawn_is_missing_until_it_is_put_back() -> None:
    withdrawn = editing.withdrawn(BOTH, "/posts/b/", "Because.", NOW.date())

    assert ([block.id for block in matching_on(withdrawn, A).missing], matching_on(withdrawn, A, B).missing) == ([id_of("posts/b")], ())


def test_the_authority_of_the_record_goes_before_that_of_the_settings() -> None:
    assert (
        matched([Item(kind="page", address="x/", title="X")], dataclasses.replace(EMPTY, authority="y.org,2001"), AUTHORITY)
        .identities["x/"]
        .id
        == "tag:y.org,2001:x"
    )
