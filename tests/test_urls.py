"""editorial.urls: which paths a static site can keep, the file that a server shows there, and which are the site's own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial import urls


@pytest.mark.parametrize(
    "path",
    [
        "posts/old/",
        "posts/old",
        "2015/12/old.html",
        "a",
        "a.b_c~d!e&f(g)+h,i;j=k:l@m",
        "%C3%A9t%C3%A9/",
        "caf%c3%a9",
        "Posts/OLD.HTM",
        "a/%20b",
        "a/b.",
        f"{'a' * urls.LONGEST}/b",
    ],
)
def test_what_a_static_site_can_keep_is_a_path(path: str) -> None:
    assert urls.is_path(path)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "/",
        "/posts/old/",
        "posts//old",
        "posts/old//",
        ".",
        "..",
        "../posts",
        "posts/../x",
        ".htaccess",
        "posts/.git/x",
        "%2e%2e/x",
        "%2E/x",
        "a%2Fb",
        "a%5Cb",
        "a%00b",
        "a%0Ab",
        "a%22b",
        "a%27b",
        "a'b",
        "a%24b",
        "a$1",
        "a%3Cb",
        "%FF/",
        "%C3/",
        "%E2%80%AE/",
        "a b",
        "é/",
        "a?b=c",
        "a#b",
        "a%",
        "a%4",
        "a%zz",
        "a\\b",
        "a\n",
        "https://example.org/a/",
        f"{'a' * (urls.LONGEST + 1)}/b",
        None,
        7,
        ["a"],
    ],
)
def test_what_it_cannot_keep_is_none(value: object) -> None:
    assert not urls.is_path(value)


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("posts/a/", "posts/a/index.html"),
        ("posts/a", "posts/a/index.html"),
        ("posts/a/index.html", "posts/a/index.html"),
        ("2015/old.html", "2015/old.html"),
        ("2015/old.HTM", "2015/old.HTM"),
        ("old.html/", "old.html/index.html"),
        ("feed.xml", "feed.xml/index.html"),
        ("caf%C3%A9/", "café/index.html"),
        ("posts/%61", "posts/a/index.html"),
        ("", "index.html"),
        ("index.html", "index.html"),
    ],
)
def test_the_file_at_an_address_is_what_a_server_shows_there(address: str, file: str) -> None:
    assert urls.file_at(address) == file


_segments = st.text("aB1._~%é/ .\\\n", max_size=6)


@given(st.lists(_segments, max_size=3).map("/".join))
def test_the_file_at_a_path_is_one_below_the_root(path: str) -> None:
    file = urls.file_at(path).split("/")

    assert not urls.is_path(path) or (
        all(part and not part.startswith(".") for part in file) and file[-1].lower().endswith((".html", ".htm"))
    )


@pytest.mark.parametrize(
    "address",
    [
        "",
        "index.html",
        "404.html",
        "404/",
        "archive/",
        "archive",
        "archive/index.html",
        "Archive/",
        "%61rchive/",
        "posts/",
        "corrections/",
        "people/",
        "feeds/",
        "feeds/all.atom.xml",
        "FEEDS/all.atom.xml",
        "static/x/y.css",
        "images/lamp.svg",
        "search/index.html",
        "drafts/a",
    ],
)
def test_pages_that_every_site_has_are_its_own_however_they_are_written(address: str) -> None:
    assert urls.is_own(address)


@pytest.mark.parametrize(
    "address", ["posts/a/", "themes/oil/", "people/ada/", "archive/2015/", "old.html", "about/", "index/", "feed/", "postscript/"]
)
def test_other_addresses_are_not(address: str) -> None:
    assert not urls.is_own(address)


@pytest.mark.parametrize("name", sorted(urls.RESERVED))
def test_every_reserved_name_is_an_address_of_its_own(name: str) -> None:
    assert (urls.is_own(name), urls.is_own(f"{name}/")) == (True, True)
