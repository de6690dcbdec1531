"""press.settings: what is said of a settings file, and what a site gets."""

from __future__ import annotations

import locale
import logging
import os
import sys
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pelican.settings import DEFAULT_CONFIG, read_settings

from manuscript.problems import ContentError, Problem
from press.pelican_settings.names import KNOWN
from press.settings import check, files_of, load, place_of

# Stands before the lines of each case, which therefore begin with line 2.
FIRST = 'PATH, TIMEZONE = "content", "UTC"\n'
Said = tuple[str, int, str, str]


@pytest.fixture(autouse=True)
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty site in the working directory; the modules of its settings are forgotten afterwards."""
    (tmp_path / "content").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # a file of the same length, written anew, would be taken for the old one
    before, level = dict(sys.modules), locale.setlocale(locale.LC_ALL)
    logging.disable(logging.CRITICAL)
    yield tmp_path
    logging.disable(logging.NOTSET)
    locale.setlocale(locale.LC_ALL, level)
    for name in sys.modules.keys() - before.keys():
        if str(tmp_path) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


def write(files: Mapping[str, str | bytes]) -> None:
    for name, text in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(text if isinstance(text, bytes) else text.encode())


def problems(overrides: dict[str, Any] | None = None, file: str | None = "conf.py") -> tuple[Problem, ...]:
    try:
        return load(file, overrides or {}).problems
    except ContentError as error:
        return error.problems


def told(found: tuple[Problem, ...], expected: list[Said]) -> list[Said]:
    """The problems as they are expected: of each message as much as is expected of it."""
    return [
        (problem.path, problem.line, problem.code, problem.message[: len(one[3])] if one else problem.message)
        for problem, one in zip_longest(found, expected)
        if problem is not None
    ]


# --- one setting at a time: the lines of a settings file, and what is said of them ----------------

BAD, DOUBT, OUT, AWAY, TWICE = "bad-setting", "doubtful-setting", "outside-output", "outside-content", "collision"

SETTINGS: list[tuple[str, list[tuple[int, str, str]]]] = [
    # kinds
    ("", []),
    ('TYPOGRIFY = "False"', [(2, BAD, 'TYPOGRIFY is the string "False", and must be True or False')]),
    ("TYPOGRIFY = 1", []),
    ("SITENAME = 7", [(2, BAD, "SITENAME is the number 7, and must be a string")]),
    ("SITEURL = None", [(2, BAD, "SITEURL is None, and must be a string")]),
    ('DEFAULT_PAGINATION = "5"', [(2, BAD, 'DEFAULT_PAGINATION is the string "5", and must be the number of articles on a page')]),
    ("DEFAULT_PAGINATION = False", []),
    ("DEFAULT_ORPHANS = -1", [(2, BAD, "DEFAULT_ORPHANS is the number -1, and must be a whole number")]),
    ('FEED_MAX_ITEMS = ""', [(2, BAD, 'FEED_MAX_ITEMS is the string "", and must be a whole number, or None')]),
    ("SUMMARY_MAX_LENGTH = None", []),
    ('STATIC_PATHS = "images"', [(2, BAD, 'STATIC_PATHS is the string "images", and must be a list of paths')]),
    ('IGNORE_FILES = ".*"', [(2, BAD, 'IGNORE_FILES is the string ".*", and must be a list of strings')]),
    ('PLUGINS = "sitemap"', [(2, BAD, 'PLUGINS is the string "sitemap", and must be a list of plugins, or None')]),
    ("PLUGINS = [3]", [(2, BAD, "item 1 of PLUGINS is the number 3, and must be a plugin")]),
    (
        'FORMATTED_FIELDS = ["summary", 1, None]',
        [
            (2, BAD, "item 2 of FORMATTED_FIELDS is the number 1, and must be a string"),
            (2, BAD, "item 3 of FORMATTED_FIELDS is None, and must be a string"),
        ],
    ),
    ("EXTRA_PATH_METADATA = []", [(2, BAD, "EXTRA_PATH_METADATA is a list, and must be a dictionary")]),
    ('READERS = {"html": None, "md": 3}', [(2, BAD, "READERS['md'] is the number 3, and must be a reader's class, or None")]),
    ('JINJA_FILTERS = {"a": len, "b": "len"}', [(2, BAD, "JINJA_FILTERS['b'] is the string \"len\", and must be a function")]),
    ("JINJA_FILTERS = [len]", [(2, BAD, "JINJA_FILTERS is a list, and must be a dictionary of functions")]),
    ('PAGINATED_TEMPLATES = {"index": "5"}', [(2, BAD, "PAGINATED_TEMPLATES['index'] is the string")]),
    ("ARTICLE_ORDER_BY = len", []),
    ("ARTICLE_ORDER_BY = 3", [(2, BAD, "ARTICLE_ORDER_BY is the number 3, and must be a string, or a function")]),
    ('PELICAN_CLASS = "Site"', [(2, BAD, 'PELICAN_CLASS is the string "Site", and must be a class like Pelican')]),
    ("PELICAN_CLASS = object", [(2, BAD, "PELICAN_CLASS is of the type type, and must be a class like Pelican")]),
    ("LOG_FILTER = ['x']", [(2, BAD, 'item 1 of LOG_FILTER is the string "x", and must be a pair of level and message')]),
    ("SITENAME = 'a\\x00b'", [(2, BAD, "SITENAME holds U+0000, which is not a character of a text")]),
    # folders
    ('PATH = "nowhere"', [(2, BAD, "the content folder nowhere does not exist")]),
    ('PATH = "conf.py"', [(2, BAD, "the content folder conf.py is not a folder")]),
    ("PATH = 3\nSTATIC_PATHS = ['x']", [(2, BAD, "PATH is the number 3, and must be a path")]),
    ('STATIC_PATHS = ["images"]', [(2, DOUBT, "STATIC_PATHS has content/images, which does not exist")]),
    ('ARTICLE_PATHS = ["blog", ""]', [(2, DOUBT, "ARTICLE_PATHS has content/blog, which does not exist")]),
    (
        'STATIC_PATHS = ["a/../../x", "/etc"]',
        [
            (2, AWAY, 'STATIC_PATHS has "/etc", which leads out of the content folder'),
            (2, AWAY, 'STATIC_PATHS has "a/../../x", which leads out of the content folder'),
        ],
    ),
    ('PAGE_PATHS = [".."]', [(2, AWAY, 'PAGE_PATHS has "..", which leads out of the content folder')]),
    ('PAGE_PATHS = ["../content"]', []),
    ('PLUGIN_PATHS = ["plugs"]', [(2, DOUBT, "PLUGIN_PATHS has plugs, which does not exist")]),
    ('THEME_TEMPLATES_OVERRIDES = ["mine"]', [(2, DOUBT, "THEME_TEMPLATES_OVERRIDES has mine, which does not exist")]),
    # the site theme
    ('THEME = "smiple"', [(2, BAD, "the site theme smiple does not exist")]),
    ('THEME = "simple"', []),
    ('THEME = "conf.py"', [(2, BAD, "the site theme conf.py is not a folder")]),
    (
        'THEME = "content"',
        [(2, BAD, 'the site theme content has no folder "templates"'), (2, DOUBT, 'the site theme content has no folder "static"')],
    ),
    ('THEME_STATIC_PATHS = ["static", "x"]', [(2, BAD, 'THEME_STATIC_PATHS has "x", which the site theme notmyidea does not have')]),
    ('THEME_STATIC_DIR = "../x"', [(2, OUT, 'THEME_STATIC_DIR is "../x", which has ".." in it')]),
    # patterns
    ('ARTICLE_SAVE_AS = "{slgu}.html"', [(2, BAD, 'ARTICLE_SAVE_AS is "{slgu}.html", and nothing fills in {slgu}')]),
    ('ARTICLE_SAVE_AS = ARTICLE_URL = "{date:%Y}/{slug}.html"', []),
    ('ARTICLE_SAVE_AS = "{slug"', [(2, BAD, 'ARTICLE_SAVE_AS is "{slug", which is not a pattern: expected')]),
    ('ARTICLE_SAVE_AS = "{slug.year}"', [(2, BAD, 'ARTICLE_SAVE_AS is "{slug.year}", which is not a pattern')]),
    ('ARTICLE_SAVE_AS = "{}.html"', [(2, BAD, 'ARTICLE_SAVE_AS is "{}.html", and nothing fills in {}')]),
    ('ARTICLE_URL = "posts/%(slug)s"', [(2, BAD, 'ARTICLE_URL is "posts/%(slug)s", which has a field in the old style')]),
    ('CATEGORY_URL = "{slug}/%s"', [(2, BAD, 'CATEGORY_URL is "{slug}/%s", which has a field in the old style')]),
    ('CATEGORY_SAVE_AS = "{date}.html"', [(2, BAD, 'CATEGORY_SAVE_AS is "{date}.html", and nothing fills in {date}')]),
    ('TRANSLATION_FEED_ATOM = "{slug}.xml"', [(2, BAD, 'TRANSLATION_FEED_ATOM is "{slug}.xml", and nothing fills in {slug}')]),
    ('FEED_ALL_ATOM = "{lang}.xml"', [(2, BAD, 'FEED_ALL_ATOM is "{lang}.xml", and nothing fills in {lang}')]),
    ('ARCHIVES_SAVE_AS = "{slug}.html"', [(2, BAD, 'ARCHIVES_SAVE_AS is "{slug}.html", and nothing fills in {slug}')]),
    ("ARTICLE_SAVE_AS = False", [(2, BAD, "ARTICLE_SAVE_AS is False, and must be a path")]),
    ("TAG_SAVE_AS = False\nDRAFT_SAVE_AS = ''\nFEED_ALL_ATOM = None\nARCHIVES_SAVE_AS = None", []),
    ('ARTICLE_SAVE_AS = "/x/{slug}.html"', [(2, OUT, 'ARTICLE_SAVE_AS is "/x/{slug}.html", which is an absolute path')]),
    ('PAGE_SAVE_AS = "../{slug}.html"', [(2, OUT, 'PAGE_SAVE_AS is "../{slug}.html", which has ".." in it')]),
    ('PAGE_SAVE_AS = "C:\\\\{slug}.html"', [(2, OUT, 'PAGE_SAVE_AS is "C:\\{slug}.html", which is an absolute path')]),
    ('FEED_ALL_RSS = "/all.xml"', [(2, OUT, 'FEED_ALL_RSS is "/all.xml", which is an absolute path')]),
    ('ARTICLE_URL = "/{slug}/"', [(2, OUT, 'ARTICLE_URL is "/{slug}/", which is an absolute path')]),
    ('TAGS_URL = "/tags/"', []),
    ('ARTICLE_SAVE_AS = "{slug}/"', [(2, DOUBT, 'ARTICLE_SAVE_AS is "{slug}/", which names a folder')]),
    ('ARTICLE_SAVE_AS = "a.html"', [(2, TWICE, 'every article would be written to "a.html"')]),
    ('TAG_FEED_ATOM = "tags.xml"', [(2, TWICE, 'every tag would be written to "tags.xml"')]),
    ('YEAR_ARCHIVE_SAVE_AS = "year.html"', [(2, TWICE, 'every year would be written to "year.html"')]),
    (
        'FEED_ALL_ATOM = "feed.xml"\nFEED_ALL_RSS = "./feed.xml"',
        [(3, TWICE, 'FEED_ALL_ATOM and FEED_ALL_RSS would both be written to "./feed.xml"')],
    ),
    ('INDEX_SAVE_AS = "archives.html"', [(2, TWICE, 'INDEX_SAVE_AS and ARCHIVES_SAVE_AS would both be written to "archives.html"')]),
    ('DIRECT_TEMPLATES = ["index", "index"]', [(2, TWICE, 'DIRECT_TEMPLATES has "index" twice')]),
    ('PAGINATION_PATTERNS = [(1, "{url}")]', [(2, BAD, "item 1 of PAGINATION_PATTERNS is a tuple, and must be a number and two patterns")]),
    ('PAGINATION_PATTERNS = [(1, "/{url}/", "{sav_as}")]', [(2, BAD, 'PAGINATION_PATTERNS has "{sav_as}", and nothing fills in {sav_as}')]),
    ('PAGINATION_PATTERNS = [(1, "{url}", "{save_as}")]', []),
    (
        'PAGINATION_PATTERNS = [(1, "{url}", "{save_as}")]\nDEFAULT_PAGINATION = 5',
        [(2, TWICE, 'every page from number 1 on would be written to "{save_as}"')],
    ),
    (
        'TEMPLATE_PAGES = {"a.html": "../b.html", "../c.html": "d.html"}',
        [
            (2, BAD, 'TEMPLATE_PAGES has "a.html", which does not exist'),
            (2, AWAY, 'TEMPLATE_PAGES has "../c.html", which leads out of the content folder'),
            (2, OUT, 'TEMPLATE_PAGES has "../b.html", which has ".." in it'),
        ],
    ),
    (
        'EXTRA_PATH_METADATA = {"robots.txt": {"path": "/robots.txt"}}',
        [
            (2, DOUBT, 'EXTRA_PATH_METADATA has "robots.txt", and the content folder does not'),
            (2, OUT, 'EXTRA_PATH_METADATA has "/robots.txt", which is an absolute path'),
        ],
    ),
    # values
    ('TIMEZONE = "Europe/Lodnon"', [(2, BAD, 'there is no time zone "Europe/Lodnon"')]),
    ('TIMEZONE = "../UTC"', [(2, BAD, 'there is no time zone "../UTC"')]),
    ('SITEURL = "example.org"', [(2, BAD, 'SITEURL is "example.org", which is not an address on the web, nor a path')]),
    ('SITEURL = "javascript:alert(1)"', [(2, BAD, 'SITEURL is "javascript:alert(1)", which is not an address')]),
    ("SITEURL = 'https://example.org/\"><b>'", [(2, BAD, 'SITEURL is "https://example.org/"><b>", which is not an address')]),
    ('SITEURL = "https://[::1"', [(2, BAD, 'SITEURL is "https://[::1", which is not an address')]),
    ('SITEURL = "https://example.org:8000/blog"', []),
    ('SITEURL = "//example.org"', []),
    ('SITEURL = "/blog"', []),
    ('FEED_DOMAIN = "example.org"', [(2, BAD, 'FEED_DOMAIN is "example.org", which is not an address')]),
    ('DEFAULT_LANG = "en gb"', [(2, BAD, 'DEFAULT_LANG is "en gb", which is not the tag of a language')]),
    ('DATE_FORMATS = {"en": 3}', [(2, BAD, "DATE_FORMATS['en'] is the number 3, and must be a string, or a pair of locale and string")]),
    ('DATE_FORMATS = {"en": ("en_US", "%a", "%b")}', [(2, BAD, "DATE_FORMATS['en'] is a tuple, and must be a string")]),
    ('DEFAULT_DATE_FORMAT = "%d %"', [(2, BAD, 'DEFAULT_DATE_FORMAT ends in a "%" without a letter')]),
    ('DEFAULT_DATE = "10"', [(2, BAD, 'DEFAULT_DATE is "10", which is not a whole date')]),
    ('DEFAULT_DATE = "someday"', [(2, BAD, 'DEFAULT_DATE is "someday", which is no date')]),
    ("DEFAULT_DATE = (2024, 13, 1)", [(2, BAD, "DEFAULT_DATE is no date: month must be in 1..12")]),
    ('DEFAULT_DATE = "fs"', []),
    ('FILENAME_METADATA = "(?P<date"', [(2, BAD, 'FILENAME_METADATA has "(?P<date", which is not a regular expression')]),
    ('PATH_METADATA = "*"', [(2, BAD, 'PATH_METADATA has "*", which is not a regular expression')]),
    ('SLUG_REGEX_SUBSTITUTIONS = [("a", r"\\2")]', [(2, BAD, 'SLUG_REGEX_SUBSTITUTIONS has "\\2", which cannot stand for what "a" finds')]),
    ('TAG_REGEX_SUBSTITUTIONS = ["ab"]', [(2, BAD, 'item 1 of TAG_REGEX_SUBSTITUTIONS is the string "ab", and must be a pair')]),
    ('INTRASITE_LINK_REGEX = "[{](.*)[}]"', [(2, BAD, 'INTRASITE_LINK_REGEX has no group "what"')]),
    ('SLUGIFY_SOURCE = "titel"', [(2, BAD, 'SLUGIFY_SOURCE is "titel", and must be "title" or "basename"')]),
    ('TYPOGRIFY_DASHES = "new"', [(2, DOUBT, 'TYPOGRIFY_DASHES is "new", and must be "default"')]),
    # Markdown and Jinja
    (
        'MARKDOWN = {"extension_configs": {"markdown.extensions.footnote": {}}}',
        [(2, BAD, 'the Markdown extension "markdown.extensions.footnote" cannot be imported')],
    ),
    ('MARKDOWN = {"extensions": ["toc"], "extension_configs": {"markdown.extensions.abbr": {}}}', []),
    (
        'MARKDOWN = {"extension_configs": {"markdown.extensions.toc": {"premalink": True}}}',
        [(2, BAD, 'the Markdown extension "markdown.extensions.toc" has no option "premalink"')],
    ),
    ('MARKDOWN = {"extension_configs": {"toc": 5}}', [(2, BAD, 'the options of the extension "toc" are the number 5')]),
    ('MARKDOWN = {"extensions": "toc"}', [(2, BAD, '"extensions" of MARKDOWN is the string "toc", and must be a list')]),
    ('MARKDOWN = {"output_format": "pdf"}', [(2, BAD, "Markdown cannot use MARKDOWN: KeyError")]),
    ('MARKDOWN = {"tab_length": "4"}', [(2, BAD, '"tab_length" of MARKDOWN is the string "4"')]),
    ('MARKDOWN = {"extention_configs": {}}', [(2, DOUBT, 'Markdown does not know the option "extention_configs"')]),
    ('JINJA_ENVIRONMENT = {"trim_block": True}', [(2, BAD, 'Jinja does not know the option "trim_block"')]),
    ('JINJA_ENVIRONMENT = {"extensions": ["jinja2.ext.x"]}', [(2, BAD, 'the Jinja extension "jinja2.ext.x" cannot be used')]),
    ('JINJA_ENVIRONMENT = {"block_start_string": "{{"}', [(2, BAD, "Jinja cannot use JINJA_ENVIRONMENT: AssertionError")]),
    ('JINJA_ENVIRONMENT = {"loader": None}', [(2, BAD, "JINJA_ENVIRONMENT has a loader, and Pelican sets its own")]),
    # names
    ('SITNAME = "x"', [(2, DOUBT, "nothing reads SITNAME")]),
    ('SITEANME = "x"', [(2, DOUBT, "nothing reads SITEANME")]),
    ('PAHT = "x"', [(2, DOUBT, "nothing reads PAHT")]),
    ('ARTICLES_SAVE_AS = "x"', [(2, DOUBT, "nothing reads ARTICLES_SAVE_AS")]),
    ('BASE = "https://example.org"\nSITENAMES = ["a"]\nSITENAME = SITENAMES[0]\nMY_OWN = 3', []),
    ('sitename = "x"', [(2, DOUBT, "sitename has no effect: settings are written in capitals")]),
    ('theme = "simple"\nTHEME = theme', []),
    ('MARKUP = ("md", "rst")', [(2, DOUBT, "Pelican does not know MARKUP any more")]),
    ('JINJA_EXTENSIONS = ["jinja2.ext.do"]', []),
    ('LOCALE = ["xx_YY", "yy_XX"]', [(2, DOUBT, 'this machine does not have the locale "xx_YY", "yy_XX"')]),
    ('LOCALE = ("xx_YY", "C")', []),
    ("CACHE_CONTENT = True", [(2, DOUBT, "CACHE_CONTENT has no effect")]),
    ("LOAD_CONTENT_CACHE = True", [(2, DOUBT, "LOAD_CONTENT_CACHE has no effect")]),
    ('JINJA_ENVIRONMENT = {"bytecode_cache": object()}', [(2, DOUBT, "bytecode_cache in JINJA_ENVIRONMENT has no effect")]),
    (
        'EXTRA_TEMPLATES_PATHS = ["a"]\nTHEME_TEMPLATES_OVERRIDES = ["content"]',
        [(0, BAD, "old settings cannot be used: ValueError: Setting both")],
    ),
    # what runs
    ("x = (", [(2, BAD, "Python cannot read this: '(' was never closed")]),
    ("\nraise ValueError('no')", [(3, BAD, "ValueError: no")]),
    ("def f():\n    1 / 0\n\nf()", [(3, BAD, "ZeroDivisionError: division by zero")]),
    ("import none_such", [(2, BAD, "ModuleNotFoundError: No module named 'none_such'")]),
    ("import sys\nsys.exit(3)", [(3, BAD, "the settings exit the build with 3")]),
    ("import argparse\nargparse.ArgumentParser(usage='').parse_args(['x'])", [(3, BAD, "the settings exit the build with 2")]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), SETTINGS, ids=[lines or "nothing" for lines, _ in SETTINGS])
def test_what_is_said_of_a_setting(lines: str, expected: list[tuple[int, str, str]]) -> None:
    write({"conf.py": FIRST + lines + "\n"})

    whole = [("conf.py", *one) for one in expected]

    assert told(problems(), whole) == whole


# --- whole sites: files, what the command line says, and what is said of them ---------------------

SITES: list[tuple[str, dict[str, str | bytes], dict[str, Any], list[Said]]] = [
    ("no file", {}, {}, [("conf.py", 0, BAD, "there is no such file")]),
    ("a folder", {"conf.py/x": ""}, {}, [("conf.py", 0, BAD, "this is a folder")]),
    ("no PATH", {"conf.py": "TIMEZONE = 'UTC'\n"}, {}, [("conf.py", 0, BAD, "no content folder is named")]),
    ("UTF-16", {"conf.py": "PATH = 'content'\n".encode("utf-16")}, {}, [("conf.py", 1, BAD, "byte 0xff is not UTF-8")]),
    ("Latin-1", {"conf.py": b"PATH = 'content'\nSITENAME = 'caf\xe9'\n"}, {}, [("conf.py", 2, BAD, "byte 0xe9 is not UTF-8")]),
    ("Latin-1, and it says so", {"conf.py": b"# coding: latin-1\nPATH = 'content'\nSITENAME = 'caf\xe9'\n"}, {}, []),
    ("NUL", {"conf.py": b"PATH = 'content'\x00\n"}, {}, [("conf.py", 0, BAD, "SyntaxError: source code string cannot contain null bytes")]),
    ("byte order mark", {"conf.py": b"\xef\xbb\xbfPATH = 'content'\n"}, {}, []),
    (
        "settings of settings",
        {"conf.py": "from base import *\nSITEURL = ''\n", "base.py": FIRST + "SITEURL = 'x.org'\nTYPOGRIFY = 'no'\nSITNAME = 1\n"},
        {},
        [("base.py", 3, BAD, "TYPOGRIFY is the string"), ("base.py", 4, DOUBT, "nothing reads SITNAME")],
    ),
    (
        "settings of settings in a folder",
        {"conf.py": "from more.base import *\nfrom more.base import SITEURL\n", "more/base.py": FIRST + "SITEURL = 'x.org'\n"},
        {},
        [("more/base.py", 2, BAD, "SITEURL is")],
    ),
    (
        "settings of settings that cannot be read",
        {"conf.py": "from base import *\n", "base.py": "\nx = 'a\n"},
        {},
        [("base.py", 2, BAD, "Python cannot read this: unterminated string")],
    ),
    (
        "settings of settings that fail",
        {"conf.py": "from base import *\n", "base.py": "\n{}['x']\n"},
        {},
        [("base.py", 2, BAD, "KeyError: 'x'")],
    ),
    ("a helper that fails", {"conf.py": "\nimport helper\n", "helper.py": "{}['x']\n"}, {}, [("conf.py", 2, BAD, "KeyError: 'x'")]),
    (
        "a helper that cannot be read",
        {"conf.py": "\nimport helper\n", "helper.py": "x = (\n"},
        {},
        [("conf.py", 2, BAD, "SyntaxError: '(' was never closed (helper.py, line 1)")],
    ),
    (
        "a plugin that exits",
        {"conf.py": "import plug\n", "plug.py": "import sys\n\nsys.exit('bye')\n"},
        {},
        [("plug.py", 3, "plugin-failed", "a plugin exits the build with 'bye' when it is imported")],
    ),
    (
        "a site theme without static files",
        {"conf.py": FIRST + "THEME = 'look'\n", "look/templates/base.html": ""},
        {},
        [("conf.py", 2, DOUBT, 'the site theme look has no folder "static"')],
    ),
    (
        "names that the site theme uses",
        {
            "conf.py": FIRST + "THEME = 'look'\nSITNAME = MARKUP = 1\nSITENAMES = 2\n",
            "look/templates/base.html": "{{ SITNAME }} {{ MARKUP }} SITENAMESAKE",
            "look/static/x": "",
        },
        {},
        [("conf.py", 4, DOUBT, "nothing reads SITENAMES")],
    ),
    (
        "names that a plugin uses",
        {
            "conf.py": FIRST + "PLUGINS = ['one', 'two']\nPLUGIN_PATHS = ['plugs']\nSITNAME = SITENMAE = SITENAMES = 1\n",
            "plugs/one.py": "SITNAME",
            "plugs/two/__init__.py": "",
            "plugs/two/deep/x.py": "SITENMAE",
            "plugs/three.py": "SITENAMES",
        },
        {},
        [("conf.py", 4, DOUBT, "nothing reads SITENAMES")],
    ),
    (
        "names that a plugin uses that is passed as a module",
        {"conf.py": FIRST + "import plug\nPLUGINS = [plug]\nSITNAME = 1\n", "plug.py": "SITNAME = register = 1"},
        {},
        [],
    ),
    (
        "fields that a header has",
        {
            "conf.py": FIRST + "ARTICLE_SAVE_AS = '{series}/{slug}'\nPAGE_SAVE_AS = '{serial}/{slug}'\n",
            "content/a.md": "Title: A\nSeries: One\n\nserial killers\n",
        },
        {},
        [("conf.py", 3, BAD, 'PAGE_SAVE_AS is "{serial}/{slug}", and nothing fills in {serial}')],
    ),
    (
        "fields that the settings give",
        {
            "conf.py": FIRST
            + "ARTICLE_SAVE_AS = '{path_no_ext}.html'\nPAGE_SAVE_AS = '{kind}/{slug}.html'\nSTATIC_SAVE_AS = '{of}/{path}'\n"
            + "PATH_METADATA = r'(?P<path_no_ext>.*)\\..*'\nDEFAULT_METADATA = {'kind': 'x'}\nEXTRA_PATH_METADATA = {'': {'of': 'y'}}\n"
        },
        {},
        [],
    ),
    (
        "a template page of the content folder, and one of the site theme",
        {"conf.py": FIRST + "TEMPLATE_PAGES = {'a.html': 'a.html', 'base.html': 'b.html'}\n", "content/a.html": ""},
        {},
        [],
    ),
    (
        "two template pages in one place",
        {"conf.py": FIRST + "TEMPLATE_PAGES = {'a.html': 'x.html', 'b.html': 'x.html'}\n", "content/a.html": "", "content/b.html": ""},
        {},
        [("conf.py", 2, TWICE, "TEMPLATE_PAGES['a.html'] and TEMPLATE_PAGES['b.html'] would both be written")],
    ),
    (
        "everything at once",
        {"conf.py": FIRST + "SITEURL = 'x.org'\nTIMEZONE = 'Mars'\nTYPOGRIFY = 'x'\nTHEME = 'none'\nSITNAME = 1\n"},
        {},
        [
            ("conf.py", 2, BAD, "SITEURL is"),
            ("conf.py", 3, BAD, "there is no time zone"),
            ("conf.py", 4, BAD, "TYPOGRIFY is"),
            ("conf.py", 5, BAD, "the site theme none does not exist"),
            ("conf.py", 6, DOUBT, "nothing reads SITNAME"),
        ],
    ),
    (
        "the command line",
        {"conf.py": FIRST + "FEED_MAX_ITEMS = 'x'\n"},
        {"FEED_MAX_ITEMS": "y", "SITNAME": 1, "sitename": "x", "ARTICLE_SAVE_AS": "/x/{slug}", "PATH": "nowhere"},
        [
            ("-e", 0, BAD, 'FEED_MAX_ITEMS is the string "y"'),
            ("-e", 0, DOUBT, "nothing reads SITNAME"),
            ("-e", 0, DOUBT, "sitename has no effect"),
            ("-e", 0, OUT, "ARTICLE_SAVE_AS is"),
            ("command line", 0, BAD, "the content folder nowhere does not exist"),
        ],
    ),
    (
        "the command line, with a file that fails",
        {"conf.py": "1 / 0\n"},
        {"TIMEZONE": "Mars"},
        [("-e", 0, BAD, 'there is no time zone "Mars"'), ("conf.py", 1, BAD, "ZeroDivisionError")],
    ),
    ("the command line mends the file", {"conf.py": "PATH = 3\nTIMEZONE = 3\n"}, {"PATH": "content", "TIMEZONE": "UTC"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("files", "overrides", "expected"), [case[1:] for case in SITES], ids=[case[0] for case in SITES])
def test_what_is_said_of_a_site(files: dict[str, str | bytes], overrides: dict[str, Any], expected: list[Said]) -> None:
    write(files)

    found = problems(overrides)

    assert told(found, expected) == expected


def test_a_path_of_the_settings_is_shown_from_the_working_directory(site: Path) -> None:
    write({"sub/conf.py": "PATH = '../content'\nSITEURL = 'x.org'\n"})

    shown = [problems(file=file)[0].path for file in ("sub/conf.py", "./sub/conf.py", str(site / "sub" / "conf.py"))]

    assert shown == ["sub/conf.py", "sub/conf.py", "sub/conf.py"]


def test_a_file_that_python_does_not_run_is_named() -> None:
    write({"conf.txt": FIRST})

    assert [problem.message for problem in problems(file="conf.txt")] == ["the name does not end in .py, so Python cannot run it"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_in_the_place_of_the_file_is_not_waited_for() -> None:
    os.mkfifo("conf.py")

    assert [problem.message for problem in problems()] == ["this is neither a file nor a folder"]


def test_a_folder_alone_is_enough() -> None:
    assert load(None, {"PATH": "content"}).settings["PATH"] == "content"


def test_without_a_folder_nothing_is_built() -> None:
    assert [str(problem) for problem in problems(file=None)] == [
        "command line: no content folder is named. Set PATH, or give the folder on the command line."
    ]


def test_a_remedy_is_what_to_write() -> None:
    cases = {
        "STATIC_PATHS = 'images'": 'Write STATIC_PATHS = ["images"]',
        "PLUGINS = 'sitemap'": 'Write PLUGINS = ["sitemap"]',
        "TYPOGRIFY = 'no'": "Write TYPOGRIFY = False",
        "DEFAULT_PAGINATION = '5'": "Write DEFAULT_PAGINATION = 5",
        "SUMMARY_MAX_LENGTH = 'None'": "Write SUMMARY_MAX_LENGTH = None",
        "PAGE_SAVE_AS = None": 'Write PAGE_SAVE_AS = "" to have none',
        "SITEURL = 'example.org'": 'Write SITEURL = "https://example.org"',
        "TIMEZONE = 'Europe/Lodnon'": 'Did you mean "Europe/London"?',
        "THEME = 'smiple'": 'Did you mean "simple"?',
        "ARTICLE_SAVE_AS = '{slgu}'": 'Did you mean "slug"?',
        "TAG_SAVE_AS = '{xyz}'": "The fields are {name}, {slug}",
        "ARTICLE_SAVE_AS = 'a'": "Put a field like {slug} into it",
        "SITNAME = 1": 'Did you mean "SITENAME"?',
        "SITEANME = 1": 'Did you mean "SITENAME"?',
        "FEED_ATOM_ALL = 1": 'Did you mean "FEED_ALL_ATOM"?',
        "sitename = 1": "Write SITENAME",
        "MARKUP = 1": "Write READERS",
        "MARKDOWN = {'extensions': ['markdown.extensions.footnote']}": 'Did you mean "markdown.extensions.footnotes"?',
        "MARKDOWN = {'extension_configs': {'toc': {'premalink': 1}}}": 'Did you mean "permalink"?',
        "JINJA_ENVIRONMENT = {'trim_block': 1}": 'Did you mean "trim_blocks"?',
    }

    remedies = {}
    for lines in cases:
        write({"conf.py": FIRST + lines})
        remedies[lines] = problems()[0].remedy

    assert remedies == cases


def test_every_line_of_a_setting_is_where_it_is_set_last() -> None:
    write({"conf.py": FIRST + "SITEURL = ''\nif True:\n    (SITEURL, X) = 'x.org', 1\ndef f():\n    SITEURL = ''\n"})

    assert [problem.line for problem in problems()] == [4]


# --- what a site gets -----------------------------------------------------------------------------


def test_a_settings_file_runs_once() -> None:
    write({"conf.py": FIRST + "with open('runs', 'a') as runs:\n    runs.write('x')\nSITNAME = 1\n"})

    load("conf.py", {})

    assert Path("runs").read_text(encoding="utf-8") == "x"


def test_what_a_site_gets_is_whole(site: Path) -> None:
    write(
        {
            "sub/conf.py": "\n".join(
                (
                    "PATH, THEME, TIMEZONE = '../content', 'simple', 'UTC'",
                    "OUTPUT_PATH, CACHE_PATH, PLUGIN_PATHS = 'out', '/cache', ('../content',)",
                    "ARTICLE_EXCLUDES, IGNORE_FILES, LOG_FILTER = ('x',), set('gfedcba'), [[30, 'x']]",
                    "DATE_FORMATS = {'en': ('en_US', '%a'), 'de': '%d'}",
                    "DEFAULT_DATE_FORMAT = ('de_DE', '%A')",
                    "JINJA_ENVIRONMENT = {'bytecode_cache': 1}",
                    "CACHE_CONTENT = LOAD_CONTENT_CACHE = True",
                    "LOCALE = 'C'",
                )
            )
        }
    )

    got = load("sub/conf.py", {"SITENAME": "Mine"}).settings
    expected = {
        "PATH": str(site / "content"),
        "OUTPUT_PATH": str(site / "sub" / "out"),
        "CACHE_PATH": "/cache",
        "THEME": str(Path(DEFAULT_CONFIG["THEME"]).parent / "simple"),
        "PLUGIN_PATHS": [str(site / "content")],
        "ARTICLE_EXCLUDES": ["x", "pages"],
        "IGNORE_FILES": [*"abcdefg"],
        "LOG_FILTER": [(30, "x")],
        "DATE_FORMATS": {"en": "%a", "de": "%d"},
        "DEFAULT_DATE_FORMAT": "%A",
        "JINJA_ENVIRONMENT": {"trim_blocks": True, "lstrip_blocks": True, "extensions": []},
        "CACHE_CONTENT": False,
        "LOAD_CONTENT_CACHE": False,
        "LOCALE": ["C"],
        "SITENAME": "Mine",
        "STATIC_PATHS": ["images"],
    }

    assert {name: got[name] for name in expected} == expected


def test_what_pelican_reads_is_what_a_site_gets() -> None:
    write({"conf.py": FIRST + "SITEURL = 'https://example.org/'\nTAG_FEED = 'x/{slug}.xml'\nJINJA_ENVIRONMENT = {}\nPAGE_DIR = 'p'\n"})

    pelicans = read_settings("conf.py", {"SITENAME": "Mine", "LOCALE": ["C"]})

    assert load("conf.py", {"SITENAME": "Mine", "LOCALE": ["C"]}).settings == pelicans


def test_old_settings_are_moved() -> None:
    write({"conf.py": FIRST + "JINJA_EXTENSIONS = ['jinja2.ext.do']\n"})

    assert load("conf.py", {}).settings["JINJA_ENVIRONMENT"]["extensions"] == ["jinja2.ext.do"]


def test_one_site_leaves_nothing_to_the_next() -> None:
    write({"conf.py": FIRST + "PAGE_PATHS = []\n"})
    first = load("conf.py", {}).settings
    first["MARKDOWN"]["extensions"] = ["x"]
    first["ARTICLE_EXCLUDES"].append("x")

    second = load("conf.py", {}).settings

    assert (second["MARKDOWN"].get("extensions"), second["ARTICLE_EXCLUDES"]) == (None, [])


def test_dates_are_written_without_a_locale_and_the_rest_stays() -> None:
    write({"conf.py": FIRST})
    parts = [locale.LC_CTYPE, locale.LC_COLLATE, locale.LC_NUMERIC, locale.LC_MONETARY]
    before = [locale.setlocale(part) for part in parts]
    locale.setlocale(locale.LC_TIME, "C.UTF-8")

    load("conf.py", {"LOCALE": ["C.UTF-8"]})

    assert ([locale.setlocale(part) for part in parts], locale.setlocale(locale.LC_TIME)) == (before, "C")


def test_what_stops_a_file_is_the_cause() -> None:
    write({"conf.py": "1 / 0\n"})

    with pytest.raises(ContentError) as caught:
        load("conf.py", {})

    assert isinstance(caught.value.__cause__, ZeroDivisionError)


# --- settings that Pelican has read ---------------------------------------------------------------


def test_settings_of_plain_pelican_are_checked_without_running_the_file() -> None:
    write({"conf.py": FIRST + "SITEURL = 'x.org'\nCACHE_CONTENT = True\nSTATIC_PATHS = ['x']\nSITNAME = 1\nFEED_MAX_ITEMS = 'x'\n"})
    settings = read_settings("conf.py")
    expected = [
        ("conf.py", 2, BAD, "SITEURL is"),
        ("conf.py", 3, DOUBT, "CACHE_CONTENT has no effect"),
        ("conf.py", 4, DOUBT, "STATIC_PATHS has content/x, which does not exist"),
        ("conf.py", 5, DOUBT, "nothing reads SITNAME"),
        ("conf.py", 6, BAD, "FEED_MAX_ITEMS is"),
    ]
    write({"conf.py": "\n".join(["raise SystemExit", *Path("conf.py").read_text(encoding="utf-8").splitlines()[1:]])})

    assert told(check(settings, Path("conf.py")), expected) == expected


def test_settings_of_nowhere_are_checked_too() -> None:
    assert [str(problem) for problem in check({**DEFAULT_CONFIG, "PATH": "content", "SITEURL": "x"}, None)] == [
        'settings: SITEURL is "x", which is not an address on the web, nor a path. Write SITEURL = "https://example.org".'
    ]


def test_what_loads_without_a_word_is_checked_without_a_word() -> None:
    write({"conf.py": FIRST + "DATE_FORMATS = {'en': ('en_US', '%a')}\nTHEME = 'simple'\nPLUGINS = []\n"})

    assert check(load("conf.py", {}).settings, Path("conf.py")) == ()


def test_where_a_setting_is_set_is_known_without_running_the_file() -> None:
    write({"conf.py": "from base import *\nraise SystemExit\n", "base.py": FIRST + "PLUGINS = []\n"})
    files = [Path("conf.py"), None]

    assert [[place_of(name, file) for name in ("PLUGINS", "THEME")] for file in files] == [
        [("base.py", 2), ("conf.py", 0)],
        [("", 0), ("", 0)],
    ]


def test_the_files_of_settings_are_all_that_settings_are_taken_from(site: Path) -> None:
    write({"conf.py": "from base import *\nimport helper\n", "base.py": FIRST, "helper.py": ""})

    assert files_of(Path("conf.py")) == {(site / "conf.py").resolve(), (site / "base.py").resolve()}


# --- anything at all ------------------------------------------------------------------------------

TEXTS = st.one_of(
    st.sampled_from(
        ["", "x", "é", "5", "%", "%s", "(", "\\1", "~", "\0", "\ud800", "/", "..", "../x", "/x", "a/", "content", "fs", "true"]
    ),
    st.sampled_from(["2024-05-31", "{slug}", "{slug", "{x}", "{}", "{0}", "{slug.a}", "{slug!q}", "{date:%Y}", "{number}"]),
)
PLAIN = st.one_of(TEXTS, st.sampled_from([None, True, False, 0, 1, -1, 10**30, 1.5, b"x", object(), len, dict, Path("x"), sys]))
KEYS = st.one_of(TEXTS, st.sampled_from(["extensions", "extension_configs", "tab_length", "path", "save_as", "loader"]))
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.tuples(inner, inner), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=5,
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(sorted(KNOWN)), VALUES, min_size=1, max_size=3))
def test_whatever_a_setting_says_is_used_or_named(overrides: dict[str, Any]) -> None:
    write({"conf.py": FIRST})
    try:
        used = load("conf.py", dict(overrides)).settings.keys() >= DEFAULT_CONFIG.keys()
    except ContentError as error:
        used = any(problem.level == "error" for problem in error.problems)

    assert used


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(sorted(KNOWN)), VALUES, min_size=1, max_size=3))
def test_whatever_pelican_has_read_can_be_checked(changed: dict[str, Any]) -> None:
    found = check({**DEFAULT_CONFIG, "PATH": "content", **changed}, None)

    assert list(found) == sorted(set(found))
