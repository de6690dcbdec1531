"""A case: the files of a site, how it is built, and what must come of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

# What `pelican-quickstart` writes, on one line each; a case's own settings stand below it.
BASE_CONF: Final = """\
SITENAME = "Site"
SITEURL = ""
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
THEME = "simple"
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
"""
CONF_LINE: Final = BASE_CONF.count("\n") + 1  # of the first line that is a case's own
FEEDS: Final = 'SITEURL = "https://example.org"\nFEED_ALL_ATOM = "feeds/all.atom.xml"\nFEED_ALL_RSS = "feeds/all.rss.xml"\n'
# The smallest picture: one transparent pixel.
PNG: Final = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63000100000500010d0a2db40000000049454e44ae426082"
)
# What stands in the output folder before a build that must not touch it.
OLD_SITE: Final[Mapping[str, str]] = {"index.html": "<p>the old site</p>\n", "one.html": "old words\n", "theme/old.css": "p {}\n"}


@dataclass(frozen=True, slots=True)
class Link:
    """A symbolic link to ``target``."""

    target: str


@dataclass(frozen=True, slots=True)
class Fifo:
    """A named pipe that nobody writes into."""


@dataclass(frozen=True, slots=True)
class Socket:
    """A socket of the file system."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of its own, with a mode that is set when everything is there."""

    mode: int = 0o755


@dataclass(frozen=True, slots=True)
class File:
    """A file with a mode."""

    data: str | bytes
    mode: int = 0o644


@dataclass(frozen=True, slots=True)
class Copy:
    """What stands at another place of the project by then, with its times; ``source`` is relative to the project."""

    source: str


# None takes away what an earlier step put there.
Entry = str | bytes | Link | Fifo | Socket | Folder | File | Copy | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A site, its build, and what is expected.

    ``files`` are relative to the project (``../outside/`` is beside it), ``before`` to the output. In their names ``{command}`` stands
    for what the press calls the command that builds the case. ``says`` are
    lines that must be said: all parts between `` & `` stand in one line (letters of either case), one of the
    alternatives between ``||``. ``has`` are output files with what stands in them, ``has_not`` with what does not
    (empty: the file is not there). ``code`` None: 0 or 1, but said all the same. ``either``: built as ``has`` says
    and exit 0, or named as ``says`` says and exit 1.
    """

    name: str
    files: Mapping[str, Entry]
    conf: str = ""
    args: tuple[str, ...] = ()
    before: Mapping[str, Entry] | None = None
    code: int | tuple[int, ...] | None = 0
    either: bool = False
    says: tuple[str, ...] = ()
    not_says: tuple[str, ...] = ()
    has: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    has_not: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    inert: bool = False  # nothing in any page or feed runs
    unchanged: bool = False  # the old output stays although the build ends with 0
    data: str = ""  # "json" or "sarif": standard output is that and nothing else
    content: str = "content"
    output: str = "output"
    plain: bool = False  # plain `pelican`, with PELICAN_CLASS set
    environment: Mapping[str, str] = field(default_factory=dict)
    file_bytes: int = 0  # the size that a file may reach: a full disk
    touched: tuple[str, ...] = ()  # what the site's own plugins change beside the output
    others: tuple[Mapping[str, str], ...] = ()  # surroundings in which the same bytes must come out
    timed: bool = False  # what comes out hangs on when it was laid out or built
    then: Case | None = None  # the next build in the same place
    kind: str = ""  # the module that it stands in


def post(body: str = "Words.", *more: str, title: str = "One", date: str = "2020-01-02") -> str:
    """A Markdown source. ``more`` are lines of the header from line 3; the body begins at line 4 and below."""
    return "\n".join((f"Title: {title}", f"Date: {date}", *more, "", body, ""))


def page(body: str = "Words.", *more: str, title: str = "About") -> str:
    """A Markdown source of a page; the body begins at line 3."""
    return "\n".join((f"Title: {title}", *more, "", body, ""))


def rst(body: str = "Words.", *more: str, title: str = "One", date: str = "2020-01-02") -> str:
    """A reStructuredText source; the body begins at line 6."""
    return "\n".join((title, "#" * max(len(title), 4), "", f":date: {date}", *more, "", body, ""))


def html(body: str = "<p>Words.</p>", *more: str, title: str = "One", date: str = "2020-01-02") -> str:
    """An HTML source; the body begins at line 5."""
    head = f'<html><head>\n<title>{title}</title>\n<meta name="date" content="{date}" />{"".join(more)}\n</head><body>'
    return f"{head}\n{body}\n</body></html>\n"


def plugin(name: str, body: str) -> Mapping[str, str]:
    """A plugin beside the settings whose function ``act`` is called by the signal ``name`` of Pelican."""
    indented = body.replace("\n", "\n    ")
    code = f"import os, signal, sys\nfrom pelican import signals\n\n\ndef act(*sent, **named):\n    {indented}\n\n\n"
    return {"ours.py": f"{code}def register():\n    signals.{name}.connect(act)\n"}


USE_PLUGIN: Final = 'PLUGINS = ["ours"]\n'
