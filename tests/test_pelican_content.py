"""Pelican's own test content through Pelican and through the press: the same site, but for what is promised."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import lxml.etree
import lxml.html
import pelican.tests
import pytest
from forked import Ran, Server

CONTENT: Final = Path(pelican.tests.__file__).parent
SETS: Final = ("content", "simple_content", "mixed_content", "nested_content", "cyclic_intersite_links", "TestPages")
THEMES: Final = ("simple", "notmyidea")
# Everything has a date, a place of its own and a place in the order: these files were not written to be one site.
CONF: Final = """\
SITENAME = "Site"
SITEURL = "https://example.org"
TIMEZONE = "UTC"
LOCALE = "C"
DEFAULT_DATE = (2012, 1, 1)
ARTICLE_ORDER_BY = PAGE_ORDER_BY = "source_path"
SLUGIFY_SOURCE = "basename"
ARTICLE_URL = ARTICLE_SAVE_AS = "{path}.html"
DRAFT_URL = DRAFT_SAVE_AS = "drafts/{path}.html"
THEME_TEMPLATES_OVERRIDES = ["over"]
"""
PAGES_CONF: Final = 'ARTICLE_PATHS = ["articles"]\nPAGE_PATHS = [""]\n'
# What Pelican itself passes over, for want of a title or a status that there is.
REFUSED: Final[Mapping[str, tuple[str, ...]]] = {
    "content": (
        "2012-11-30_md_w_filename_meta#foo-bar.md",
        "article_with_attributes_containing_double_quotes.html",
        "article_with_comments.html",
        "article_with_null_attributes.html",
        "empty.md",
        "empty_with_bom.md",
    ),
    "TestPages": ("bad_page.rst",),
}
# An address that holds "#" leads elsewhere: Pelican writes it as it is, and the press says so.
ODD: Final[Mapping[str, tuple[str, ...]]] = {"content": ("2012-11-29_rst_w_filename_meta#foo-bar.rst",)}
# What its texts link to and do not have; the press would stop at it.
ADDED: Final[Mapping[str, Mapping[str, str]]] = {
    "cyclic_intersite_links": {"nonexistent.rst": "Now it exists\n#############\n\n:date: 2018-11-11\n\nWords.\n"},
    "TestPages": {
        "image0.jpg": "a picture",
        "image1.jpg": "a picture",
        "articles/a.md": "Title: A post\nDate: 2012-01-02\nTags: マック\nCategory: Yeah\n\nWords.\n",
    },
}
LINKS: Final = ("href", "src", "poster", "data", "cite", "action")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server() as server:
        yield server


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", SETS)
def test_the_press_builds_what_pelican_builds(server: Server, tmp_path: Path, name: str, theme: str) -> None:
    stock = built(server, laid_out(tmp_path / "stock", name, theme), plain=True)
    ours = built(server, laid_out(tmp_path / "ours", name, theme), plain=False)

    assert ours == stock


@pytest.mark.parametrize("name", REFUSED)
def test_what_pelican_passes_over_is_named(server: Server, tmp_path: Path, name: str) -> None:
    site = laid_out(tmp_path / "site", name, "simple", refused=True)
    ran = server.run(site, ["content", "-o", "output", "-s", "pelicanconf.py"])
    named = [file for file in REFUSED[name] if any(line.startswith(f"content/{file}:") for line in ran.err.splitlines())]

    assert (ran.code, named, (site / "output").exists()) == (1, list(REFUSED[name]), False)


def laid_out(site: Path, name: str, theme: str, *, refused: bool = False) -> Path:
    """A project with a copy of the test content."""
    shutil.copytree(CONTENT / name, site / "content")
    for file in () if refused else (*REFUSED.get(name, ()), *ODD.get(name, ())):
        (site / "content" / file).unlink()
    added = {**ADDED.get(name, {}), "../over/custom.html": '{% extends "page.html" if page else "article.html" %}', "../over/.keep": ""}
    for file, text in added.items():
        path = site / "content" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    pages = PAGES_CONF if name == "TestPages" else ""
    (site / "pelicanconf.py").write_text(f'{CONF}THEME = "{theme}"\n{pages}')
    return site


def built(server: Server, site: Path, *, plain: bool) -> dict[str, object]:
    """Every file of the site: pages and feeds as their words and links, others as bytes."""
    ran = server.run(site, ["content", "-o", "output", "-s", "pelicanconf.py"], plain=plain)
    assert ran.code == 0, said(ran)
    output = site / "output"
    return {file.relative_to(output).as_posix(): read(file) for file in sorted(output.rglob("*")) if file.is_file()}


def said(ran: Ran) -> str:
    return f"{ran.out}\n{ran.err}"


def read(file: Path) -> object:
    """What a reader finds in a file: of a page its words and its links, in their order."""
    if file.suffix == ".html":
        return words_and_links(file.read_bytes().decode())
    if file.suffix == ".xml":
        return [(element.tag, words_and_links(element.text or "x"), dict(element.attrib)) for element in lxml.etree.parse(file).iter()]
    return file.read_bytes()


def words_and_links(html: str) -> tuple[list[str], list[tuple[str, str]]]:
    root = lxml.html.document_fromstring(html.strip() or "<p>")
    links = [(name, value) for element in root.iter(lxml.etree.Element) for name, value in element.attrib.items() if name in LINKS]
    # HTML has no block in a link in a paragraph: the sanitiser, which reads as browsers do, makes several links of one.
    return " ".join(root.itertext()).split(), [link for link, _ in itertools.groupby(links)]
