"""One corpus as the sites of four programs: ours, stock Pelican, Hugo and Eleventy, each in a folder of its own, with its commands.

Ours has everything on: checks, tagging, lists, relations, citations, three feed formats. Stock Pelican has its own theme and
settings, with TYPOGRIFY. Hugo and Eleventy have what they bring for the same: tags with their lists, an index in pages, a feed
of all posts, related posts, typographic punctuation.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import tools
from generate import write
from tools import ROOT
from translating import translate, works

HERE = Path(__file__).resolve().parent
NAMES = ("ours", "hugo", "eleventy", "stock")
# What speaks of other texts than these.
LEFT_OUT = ("publications.toml", "permissions.toml")
_PAGE = "posts/{slug}/index.html"

STOCK = """
PATH = "content"
SITENAME = "Bench"
TIMEZONE = "Europe/London"
DEFAULT_LANG = "en"
TYPOGRIFY = True
ARTICLE_PATHS = ["posts"]
"""

OURS = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from pelicanconf import *
PATH = "content"
OUTPUT_PATH = "output"
THEME = {str(ROOT / "theme")!r}
"""


@dataclass(frozen=True, slots=True)
class Site:
    """A site that a program builds: its folder, how it is built and served, and its posts.

    ``page`` is where a post stands in ``output``; ``serve`` is empty where serving is not measured, and holds ``{port}``.
    ``written`` names what the folder holds before the first build.
    """

    name: str
    folder: Path
    build: tuple[str, ...]
    serve: tuple[str, ...]
    posts: Path
    output: Path
    page: str
    written: frozenset[str]

    def clear(self) -> None:
        """Remove what builds have made, caches too: the next build is a cold one."""
        for found in self.folder.iterdir():
            if found.name in self.written:
                continue
            if found.is_dir() and not found.is_symlink():
                shutil.rmtree(found)
            else:
                found.unlink()


def make(place: Path, number: int, names: tuple[str, ...]) -> tuple[Site, ...]:
    """The sites of these names, written into folders of ``place``, in their order."""
    corpus = place / "corpus"
    write(corpus, number)
    return tuple(_MAKERS[name](place / name, corpus) for name in names)


def _ours(folder: Path, corpus: Path) -> Site:
    shutil.copytree(corpus, folder / "content" / "posts")
    shutil.copytree(ROOT / "content" / "data", folder / "content" / "data", ignore=shutil.ignore_patterns(*LEFT_OUT))
    for name in ("pages", "papers", "images"):  # the settings name them
        (folder / "content" / name).mkdir()
    (folder / "ours.py").write_text(OURS, encoding="utf-8")
    build = (sys.executable, "-m", "press", "content", "-s", "ours.py", "-o", "output")
    serve = (*build, "--listen", "--autoreload", "--bind", "127.0.0.1", "--port", "{port}")
    return Site("ours", folder, build, serve, folder / "content" / "posts", folder / "output", _PAGE, _names(folder))


def _stock(folder: Path, corpus: Path) -> Site:
    shutil.copytree(corpus, folder / "content" / "posts")
    (folder / "stock.py").write_text(STOCK, encoding="utf-8")
    build = (sys.executable, "-m", "pelican", "content", "-s", "stock.py", "-o", "output", "-q")
    return Site("stock", folder, build, (), folder / "content" / "posts", folder / "output", "{slug}.html", _names(folder))


def _hugo(folder: Path, corpus: Path) -> Site:
    shutil.copytree(HERE / "peers" / "hugo", folder)
    translate(corpus, folder / "content" / "posts")
    (folder / "content" / "works.md").write_text(f"---\ntitle: Works\n---\n\n{works()}", encoding="utf-8")
    build = (*tools.hugo(), "--quiet", "--noBuildLock")
    serve = (*tools.hugo(), "server", "--bind", "127.0.0.1", "--port", "{port}", "--noBuildLock")
    return Site("hugo", folder, build, serve, folder / "content" / "posts", folder / "public", _PAGE, _names(folder))


def _eleventy(folder: Path, corpus: Path) -> Site:
    shutil.copytree(HERE / "peers" / "eleventy", folder)
    translate(corpus, folder / "posts", extra="layout: post.njk\npermalink: /posts/{slug}/")
    (folder / "works.md").write_text(f"---\nlayout: base.njk\ntitle: Works\npermalink: /works/\n---\n\n{works()}", encoding="utf-8")
    (folder / "node_modules").symlink_to(tools.modules(), target_is_directory=True)
    program = tools.eleventy()
    serve = (*program, "--serve", "--incremental", "--quiet", "--port={port}")
    build = (*program, "--quiet")
    return Site("eleventy", folder, build, serve, folder / "posts", folder / "public", _PAGE, _names(folder))


def _names(folder: Path) -> frozenset[str]:
    return frozenset(found.name for found in folder.iterdir())


_MAKERS: dict[str, Callable[[Path, Path], Site]] = {"ours": _ours, "hugo": _hugo, "eleventy": _eleventy, "stock": _stock}
