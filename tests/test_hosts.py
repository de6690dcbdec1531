"""editorial.record.hosts: the moved and the withdrawn in the words of web servers.

The laws read the files as the servers do, as far as the lines that we write go; test_hosts_nginx.py asks a real one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paths import histories, paths

from editorial import urls
from editorial.record import hosts
from editorial.record.blocks import Identity
from editorial.record.moves import moves

MOVED = {
    "2015/12/a-post.html": "posts/new/",
    "caf%C3%A9/a+b/": "posts/new/",
    "notes": "about/",
    "posts/old/": "posts/new/",
    "posts/old/v1/": "papers/p/",
    "wiki/a:b/": "about/",
}
GONE = ["posts/sorry/", "2015/12/so%20sorry.html"]


def test_netlify_and_cloudflare_are_told_in_a_line_for_each_of_them() -> None:
    assert hosts.redirects(MOVED, GONE, "/blog").splitlines() == [
        "/blog/2015/12/a-post.html /blog/posts/new/ 301!",
        "/blog/2015/12/a-post.html /blog/posts/new/ 301",
        "/blog/caf%C3%A9/a+b/ /blog/posts/new/ 301!",
        "/blog/caf%C3%A9/a+b/ /blog/posts/new/ 301",
        "/blog/notes /blog/about/ 301!",
        "/blog/notes /blog/about/ 301",
        "/blog/posts/old/ /blog/posts/new/ 301!",
        "/blog/posts/old/ /blog/posts/new/ 301",
        "/blog/posts/old/v1/ /blog/papers/p/ 301!",
        "/blog/posts/old/v1/ /blog/papers/p/ 301",
        "/blog/posts/old/v1/* /blog/papers/p/:splat 301",
        "/blog/caf%C3%A9/a+b/* /blog/posts/new/:splat 301",
        "/blog/posts/old/* /blog/posts/new/:splat 301",
    ]


def test_nginx_is_told_of_what_moved_by_its_decoded_path() -> None:
    assert hosts.nginx_moved(MOVED, GONE, "/blog").splitlines() == [
        r'"~^/blog/2015/12/a\-post\.html$" "/blog/posts/new/";',
        r'"~^/blog/café/a\+b/?$" "/blog/posts/new/";',
        r'"~^/blog/notes/?$" "/blog/about/";',
        r'"~^/blog/posts/old/?$" "/blog/posts/new/";',
        r'"~^/blog/posts/old/v1/?$" "/blog/papers/p/";',
        r'"~^/blog/wiki/a:b/?$" "/blog/about/";',
        r'"~^/blog/posts/old/v1/(?<below>[A-Za-z0-9._~!&()*+,;=:@/-]+)$" "/blog/papers/p/$below";',
        r'"~^/blog/café/a\+b/(?<below>[A-Za-z0-9._~!&()*+,;=:@/-]+)$" "/blog/posts/new/$below";',
        r'"~^/blog/posts/old/(?<below>[A-Za-z0-9._~!&()*+,;=:@/-]+)$" "/blog/posts/new/$below";',
        r'"~^/blog/wiki/a:b/(?<below>[A-Za-z0-9._~!&()*+,;=:@/-]+)$" "/blog/about/$below";',
    ]


def test_nginx_is_told_of_what_was_withdrawn() -> None:
    assert hosts.nginx_gone(GONE, "").splitlines() == [r'"~^/2015/12/so\ sorry\.html$" 1;', r'"~^/posts/sorry/?$" 1;']


def test_apache_is_told_of_all_in_one_file() -> None:
    moved = {"2015/12/a-post.html": "posts/new/", "caf%C3%A9/": "odd/a%20b/"}

    assert hosts.apache(moved, GONE, "").splitlines() == [
        'ErrorDocument 404 "/404.html"',
        "<If \"%{REQUEST_URI} == '/2015/12/so sorry.html' && -z reqenv('REDIRECT_STATUS')\">",
        'RedirectMatch 410 "^"',
        'ErrorDocument 410 "/2015/12/so%20sorry.html"',
        "</If>",
        "<If \"%{REQUEST_URI} == '/posts/sorry/' && -z reqenv('REDIRECT_STATUS')\">",
        'RedirectMatch 410 "^"',
        'ErrorDocument 410 "/posts/sorry/index.html"',
        "</If>",
        r'RedirectMatch 301 "^/2015/12/a\-post\.html$" "/posts/new/"',
        r'RedirectMatch 301 "^/café/?$" "/odd/a b/"',
        r'RedirectMatch 301 "^/café/([A-Za-z0-9._~!&()*+,;=:@/-]+)$" "/odd/a b/$1"',
    ]


def test_a_site_on_which_nothing_moved_says_nothing_but_what_is_not_found() -> None:
    said = [hosts.redirects({}, [], ""), hosts.nginx_moved({}, [], ""), hosts.nginx_gone([], ""), hosts.apache({}, [], "")]

    assert said == ["", "", "", 'ErrorDocument 404 "/404.html"\n']


def test_a_folder_does_not_take_what_is_withdrawn_or_stands_within_it_along() -> None:
    moved = {"2014/": "posts/a/", "2015/": "posts/b/", "2016/": "2016/12/c/"}

    assert hosts.nginx_moved(moved, ["2014/12/d/"], "").splitlines() == [
        '"~^/2014/?$" "/posts/a/";',
        '"~^/2015/?$" "/posts/b/";',
        '"~^/2016/?$" "/2016/12/c/";',
        r'"~^/2015/(?<below>[A-Za-z0-9._~!&()*+,;=:@/-]+)$" "/posts/b/$below";',
    ]


# --- the laws: for any addresses that the record may hold -----------------------------------------

# What a path leads to, decoded both; None where it leads nowhere.
Answers = Callable[[str], str | None]


def netlify(moved: dict[str, str], gone: list[str]) -> Answers:
    rules = [line.split(" ") for line in hosts.redirects(moved, gone, "").splitlines()]
    patterns = [(re.escape(unquote(old.removesuffix("*"))) + ("(.*)" if old.endswith("*") else ""), unquote(new)) for old, new, _ in rules]
    return lambda path: next((new.replace(":splat", found.group(found.re.groups)) for found, new in _found(patterns, path)), None)


def nginx(moved: dict[str, str], gone: list[str]) -> Answers:
    lines = re.findall(r'^"~(.+)" "(.+)";$', hosts.nginx_moved(moved, gone, ""), re.MULTILINE)
    patterns = [(old.replace("(?<", "(?P<"), unquote(new)) for old, new in lines]
    return lambda path: next((new.replace("$below", found.group(found.re.groups)) for found, new in _found(patterns, path)), None)


def apache(moved: dict[str, str], gone: list[str]) -> Answers:
    patterns = re.findall(r'^RedirectMatch 301 "(.+)" "(.+)"$', hosts.apache(moved, gone, ""), re.MULTILINE)
    return lambda path: next((new.replace("$1", found.group(found.re.groups)) for found, new in _found(patterns, path)), None)


def _found(patterns: list[tuple[str, str]], path: str) -> list[tuple[re.Match[str], str]]:
    return [(found, new) for old, new in patterns if (found := re.fullmatch(old, path))]


def plain(identities: dict[str, Identity]) -> dict[str, str]:
    """The moves, without those that Netlify and Cloudflare are not told of."""
    return {old: new for old, new in moves(identities, ()).items() if not set(old + new) & set(":*")}


SERVERS = pytest.mark.parametrize("server", [netlify, nginx, apache])


@SERVERS
@given(identities=histories)
def test_every_former_address_leads_to_its_end_at_once(server: Callable[..., Answers], identities: dict[str, Identity]) -> None:
    moved = plain(identities)
    answers = server(moved, [])

    assert {old: answers(unquote(f"/{old}")) for old in moved} == {old: unquote(f"/{new}") for old, new in moved.items()}


@SERVERS
@given(identities=histories, gone=st.lists(paths, max_size=3))
def test_what_stands_and_what_was_withdrawn_leads_nowhere(
    server: Callable[..., Answers], identities: dict[str, Identity], gone: list[str]
) -> None:
    moved = plain(identities)
    gone = [one for one in gone if urls.file_at(one) not in map(urls.file_at, moved)]
    answers = server(moved, gone)

    assert [one for one in (*moved.values(), *gone) if answers(unquote(f"/{one}")) is not None] == []


@SERVERS
@given(identities=histories, below=st.sampled_from(("cite.bib", "a/", "b/a/cite.bib", "A/A/A/a")))
def test_what_lies_below_is_never_sent_round_in_circles(
    server: Callable[..., Answers], identities: dict[str, Identity], below: str
) -> None:
    moved = plain(identities)
    answers = server(moved, [])
    for old in moved:
        path, hops = unquote(f"/{old.removesuffix('/')}/{below}"), 0
        while (after := answers(path)) is not None:
            path, hops = after, hops + 1

            assert hops <= below.count("/") + 2, path


@SERVERS
def test_what_lies_below_a_folder_moves_with_the_deepest(server: Callable[..., Answers]) -> None:
    answers = server(MOVED, GONE)
    asked = ("posts/old/cite.bib", "posts/old/v1/cite.bib", "posts/old/v10/cite.bib", "posts/older/cite.bib", "notes/cite.bib")

    assert [answers(f"/{one}") for one in asked] == [
        "/posts/new/cite.bib",
        "/papers/p/cite.bib",
        "/posts/new/v10/cite.bib",
        None,
        None,
    ]


# A text in quotation marks that a server reads as it stands: no mark, no end of a line, no letter behind a backslash.
_TEXT = r"(?:[^\"'\\$\x00-\x1f{}]|\\[^\w\"'\\\x00-\x1f$])+"
_LINES = {
    hosts.redirects: r"/[^\s:*#]+ /new/ 301!?|/[^\s:*#]+/\* /new/:splat 301",
    hosts.nginx_moved: rf'"~\^/{_TEXT}\$" "/new/(\$below)?";',
    hosts.apache: rf"ErrorDocument 4\d\d \"/[\w.~%/-]+\"|RedirectMatch 301 \"\^/{_TEXT}\$\" \"/new/(\$1)?\"|RedirectMatch 410 \"\^\""
    rf"|<If \"%{{REQUEST_URI}} == '/{_TEXT}' && -z reqenv\('REDIRECT_STATUS'\)\">|</If>",
}


@pytest.mark.parametrize("write", _LINES)
@given(old=paths, gone=paths)
def test_no_address_breaks_out_of_its_line(write: Callable[..., str], old: str, gone: str) -> None:
    lines = write({old: "new/"}, [gone], "").split("\n")

    assert [line for line in lines[:-1] if not re.fullmatch(_LINES[write], line)] == []
    assert lines[-1] == ""


@given(gone=paths)
def test_no_address_breaks_out_of_the_line_of_what_was_withdrawn(gone: str) -> None:
    assert re.fullmatch(rf'"~\^/{_TEXT}\$" 1;\n', hosts.nginx_gone([gone], ""))


@given(st.text(st.sampled_from("ab/.%25\"'\\${}<>|\n\r\t #é")))
def test_a_path_has_no_mark_that_a_server_reads_as_its_own(text: str) -> None:
    assert not urls.is_path(text) or not set(unquote(text)) & set("\"'\\${}<>|\n\r\t")


@pytest.mark.parametrize(
    "text",
    ["", "/", "/a/", "a//b/", "./a/", "a/../b/", "%2E%2e/a/", "a%2Fb/", "a%5Cb/", "a%7Bb/", "a$b/", "a%24b/", "a%22/", "a%27/", "a%0Ab/",
     "a%0D/", "a%00/", "a%FF/", "a b/", "é/", "a#b", "a?b", "a%2/", "a.html/", "a.html/b/", ".html", "a" * 201, 7, None],
)  # fmt: skip
def test_what_is_no_path(text: object) -> None:
    assert not urls.is_path(text)


@pytest.mark.parametrize(
    "text", ["a", "a/", "2015/12/my-post.html", "a+b~(c)&d=e:f@g!h,i;j*k./", "a%20b/", "caf%C3%A9/", "100%25/", "a" * 200]
)
def test_what_is_a_path(text: str) -> None:
    assert urls.is_path(text)


@given(paths)
def test_the_file_at_a_path_is_a_page_below_the_output(path: str) -> None:
    parts = urls.file_at(path).split("/")

    assert parts[-1].lower().endswith((".html", ".htm"))
    assert not [part for part in parts if part in ("", ".", "..") or part.startswith(".")]
