"""press.headers: what is wrong with the header of a text of any Pelican site."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pelican.tests
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.contents import Article
from pelican.readers import MarkdownReader
from pelican.settings import DEFAULT_CONFIG

from manuscript.problems import ContentError, Problem
from manuscript.source import decode, parse
from press import headers
from press.headers.keys import RESERVED

NOW = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
SETTINGS = {**DEFAULT_CONFIG, "TIMEZONE": "Europe/London"}
TOP = "Title: T\nDate: 2015-12-15\n"
SENTENCE = "Note: this is my first paragraph, which ends here."
OPEN = "---\ntitle: T\ndate: 2015-12-15\n"


def check(text: str, path: str = "content/a.md", **options: Any) -> list[Problem]:
    options = {"settings": SETTINGS, "now": NOW, **options}
    return sorted(headers.check(text, parse(text, path), **options))


def found(text: str, **options: Any) -> list[tuple[int, str]]:
    return [(problem.line, problem.code) for problem in check(text, **options)]


def told(text: str, **options: Any) -> list[str]:
    return [str(problem) for problem in check(text, **options)]


HEADERS: dict[str, tuple[str, list[tuple[int, str]]]] = {
    # nothing is wrong
    "a plain header": (f"{TOP}Tags: a, b\nCategory: c\nAuthor: Ada\n\nBody.\n", []),
    "only a header": (TOP, []),
    "a header between rules": (f"{OPEN}tags: a, b\n---\n\nBody.", []),
    "a header between rules that dots end": (f"{OPEN}...\nBody.", []),
    "a draft without a date": ("Title: T\nStatus: draft\n\nBody.", []),
    "a source that is skipped": ("Status: skip\nSlug: a/b\n\nBody.", []),
    "text right below the header": (f"{TOP}The first sentence, without an empty line above it.\n\nMore.", []),
    "a paragraph of two lines right below": (f"{TOP}The first line\nand the second.\n\nMore.", []),
    "a heading right below": (f"{TOP}## Heading\n\nMore.", []),
    "a picture right below": (f"{TOP}![A lamp](lamp.png)\n\nMore.", []),
    "a sentence with a colon right below": (f"{TOP}In other words: nobody has come to see the lamps.\n\nMore.", []),
    "a rule right below": (f"{TOP}---\nBody.", []),
    "a field-like line in the body": (f"{TOP}\nNote: this is a paragraph, which ends here.\n", []),
    "several lines of a summary": (f"{TOP}Summary:\n    One line of it\n    and another.\n\nBody.", []),
    "tags that go on after a comma": (f"{TOP}Tags: a,\n    b\nSlug: t\n\nBody.", []),
    "a tab before what goes on": (f"{TOP}Summary: one\n\ttwo\nSlug: t\n\nBody.", []),
    "the home page of Pelican's documentation": (f"{TOP}URL:\nSave_as: index.html\n\nBody.", []),
    "a version in a slug": (f"{TOP}Slug: python-3.11\n\nBody.", []),
    "letters beyond ASCII in a slug": (f"{TOP}Slug: crème-brûlée\n\nBody.", []),
    "a title about JavaScript": ("Title: JavaScript: the good parts\nDate: 2015-12-15\n\nBody.", []),
    "a title about data": ("Title: Data: what we know\nDate: 2015-12-15\n\nBody.", []),
    "quotation marks in a plain header": ('Title: "No"\nDate: 2015-12-15\n\nBody.', []),
    "brackets in a title": ("Title: [solved] a riddle [at last]\nDate: 2015-12-15\n\nBody.", []),
    "brackets in a title between rules": ("---\ntitle: [solved]\ndate: 2015-12-15\n---\nBody.", []),
    "emphasis in a summary between rules": (f"{OPEN}summary: *really* good\n---\nBody.", []),
    "a date with time and offset": ("Title: T\nDate: 2015-12-15T09:30+02:00\n\nBody.", []),
    "a date with time and Z": ("Title: T\nDate: 2015-12-15 09:30Z\n\nBody.", []),
    "a date in words": ("Title: T\nDate: 15 December 2015\n\nBody.", []),
    "a date with its weekday": ("Title: T\nDate: Tue, 15 Dec 2015 09:30:00 -0500 (EST)\n\nBody.", []),
    "a leap day": ("Title: T\nDate: 29 February 2016\n\nBody.", []),
    "a date with an underscore, as in names of files": ("Title: T\nDate: 2015-12-15_09:30\n\nBody.", []),
    "modified on the same day": (f"{TOP}Modified: 2015-12-15\n\nBody.", []),
    "modified an instant later elsewhere": ("Title: T\nDate: 2015-12-15 12:00\nModified: 2015-12-15T13:30+01:00\n\nBody.", []),
    "a status in capitals": (f"{TOP}Status: Hidden\n\nBody.", []),
    "a language with a region": (f"{TOP}Lang: pt-BR\n\nBody.", []),
    "an address elsewhere": (f"{TOP}URL: https://example.org/a/\n\nBody.", []),
    "draft: false is what it would be": (f"{OPEN}draft: false\n---\nBody.", [(4, "doubtful-key")]),
    # there is no header, or none that is read
    "an empty file": ("", [(1, "missing-title")]),
    "only white space": ("\n  \n", [(1, "missing-title")]),
    "an empty line above the header": (f"\n{TOP}\nBody.", [(1, "missing-title")]),
    "an indented key": (f"    {TOP}\nBody.", [(1, "missing-title")]),
    "a key behind a tab": (f"\t{TOP}\nBody.", [(1, "missing-title")]),
    "a heading and no header": ("# Heading\n\nBody.", [(1, "missing-title")]),
    "a text and no header": ("Once upon a time.\n", [(1, "missing-title")]),
    "a rule and no header": ("---\n\nOnce upon a time.\n", [(1, "missing-title")]),
    "a space before the colon": (f"Title : T\n{TOP}\nBody.", [(1, "missing-title")]),
    "a wide colon": ("Title：T\n\nBody.", [(1, "missing-title")]),
    "a second byte order mark": (f"\ufeff{TOP}\nBody.", [(1, "missing-title")]),
    "no title": ("Date: 2015-12-15\n\nBody.", [(1, "missing-title")]),
    "a title without words": ("Title:  \nDate: 2015-12-15\n\nBody.", [(1, "missing-title")]),
    "no date": ("Title: T\n\nBody.", [(1, "missing-date")]),
    "a date without words": ("Title: T\nDate:\n\nBody.", [(2, "missing-date")]),
    "a draft with a date without words, which Pelican drops": ("Title: T\nStatus: draft\nDate:\n\nBody.", [(3, "missing-date")]),
    # another format
    "TOML": ('+++\ntitle = "T"\ntags = ["a", "b"]\n+++\nBody.', [(1, "header-format")]),
    "JSON": ('{\n  "title": "T",\n  "date": "2015-12-15"\n}\n\nBody.', [(1, "header-format")]),
    "JSON on one line": ('{"title": "T"}\n\nBody.', [(1, "header-format")]),
    "a list of YAML": (f"{OPEN}tags:\n- a\n- b\n---\nBody.", [(4, "header-format")]),
    "an indented list of YAML": (f"{OPEN}tags:\n  - a\n  - b\nslug: a/b\n---\nBody.", [(4, "header-format"), (7, "bad-slug")]),
    "a deeply indented list of YAML": (f"{OPEN}tags:\n    - a\n---\nBody.", [(4, "header-format")]),
    "a list of YAML without rules": (f"{TOP}Tags:\n    - a\n    - b\n\nBody.", [(3, "header-format")]),
    "an inline list of YAML": (f"{OPEN}tags: [a, b]\n---\nBody.", [(4, "header-format")]),
    "an inline list without rules": (f"{TOP}Tags: [a, b]\n\nBody.", [(3, "header-format")]),
    "a quoted value": ('---\ntitle: "T"\ndate: 2015-12-15\n---\nBody.', [(2, "header-format")]),
    "a value in single quotes": ("---\ntitle: 'It''s T'\ndate: '2015-12-15'\n---\nBody.", [(2, "header-format"), (3, "header-format")]),
    "a quoted key": ('---\n"title": T\ndate: 2015-12-15\n---\nBody.', [(2, "header-format")]),
    "a folded block": (f"{OPEN}summary: >\n  One line\n  and another\n---\nBody.", [(4, "header-format")]),
    "a literal block without rules": (f"{TOP}Summary: |\n    One line\n    and another\n\nBody.", [(3, "header-format")]),
    "keys below a key": (f"{OPEN}author:\n  name: Ada\n---\nBody.", [(4, "header-format")]),
    "a mapping on one line": (f"{OPEN}cover: {{image: a.png, alt: b}}\n---\nBody.", [(4, "header-format")]),
    "an anchor": (f"{OPEN}summary: &s Hello\n---\nBody.", [(4, "header-format")]),
    "an alias": (f"{OPEN}summary: *s\n---\nBody.", [(4, "header-format")]),
    "an item below no key": ("---\n- a\ntitle: T\ndate: 2015-12-15\n---\nBody.", [(2, "header-format")]),
    "a comment": ("---\n# a comment\ntitle: T\ndate: 2015-12-15\n---\nBody.", [(2, "header-format")]),
    "a draft of Hugo": (f"{OPEN}draft: true\n---\nBody.", [(4, "header-format")]),
    "a draft of Hugo without rules": (f"{TOP}Draft: true\n\nBody.", [(3, "header-format")]),
    "an unpublished text of Jekyll": (f"{OPEN}published: false\n---\nBody.", [(4, "header-format")]),
    "a layout of Jekyll": (f"{OPEN}layout: post\n---\nBody.", [(4, "header-format")]),
    "categories of Jekyll": (f"{OPEN}categories: [a, b]\n---\nBody.", [(4, "header-format")]),
    "a permalink": (f"{OPEN}permalink: /a/b/\n---\nBody.", [(4, "header-format")]),
    "everything of YAML at once": (
        '---\ntitle: "T"\ndate: 10\ntags: [a]\n# c\nslug: a b\nstatus: drat\n---\nBody.',
        [(2, "header-format"), (3, "bad-date"), (4, "header-format"), (5, "header-format"), (7, "unknown-status")],
    ),
    # lines that are not read as meant
    "a rule that nothing closes": (f"{OPEN}\nBody.", [(1, "stray-line")]),
    "a rule that nothing closes, and another in the body": (f"{OPEN}\nBody.\n\n---\n\nMore.", [(1, "stray-line")]),
    "an empty line between the rules": ("---\ntitle: T\n\ndate: 2015-12-15\n---\nBody.", [(3, "stray-line")]),
    "a line between the rules": (f"{OPEN}nonsense here.\n---\nBody.", [(4, "stray-line")]),
    "a line among fields": ("Title: T\nnonsense here.\nDate: 2015-12-15\n\nBody.", [(2, "stray-line")]),
    "a space before a colon below": ("Title: T\nDate : 2015-12-15\n\nBody.", [(1, "missing-date"), (2, "stray-line")]),
    "a key without a colon, above the text": (f"{TOP}Tags a, b\nThe body is here.\n\nMore.", [(3, "stray-line")]),
    "a heading among fields": ("Title: T\n## Heading\nDate: 2015-12-15\n\nBody.", [(2, "stray-line")]),
    "a key with a space": (f"{TOP}Publish date: 2015\n\nBody.", [(3, "stray-line")]),
    "a key without a colon": (f"{TOP}Tags a, b\n\nBody.", [(3, "stray-line")]),
    "a few words below the header": (f"{TOP}not a field\n\nBody.", [(3, "stray-line")]),
    "a sentence that begins like a field": (f"{TOP}{SENTENCE}\n\nBody.", [(3, "eaten-text")]),
    "a sentence of two lines": (f"{TOP}Note: we begin with this and\nend it here.\n\nBody.", [(3, "eaten-text")]),
    "a long sentence without its end": (f"{TOP}Note: {'word ' * 13}\n\nBody.", [(3, "eaten-text")]),
    "an address at the beginning": (f"{TOP}http://example.org is down\n\nBody.", [(3, "eaten-text")]),
    "a sentence instead of a header": (
        "Warning: the floor is wet.\n\nBody.",
        [(1, "missing-date"), (1, "missing-title"), (1, "eaten-text")],
    ),
    "code below the date": (f"{TOP}    import os\n\nBody.", [(3, "eaten-text")]),
    "code below a title": ("Date: 2015-12-15\nTitle: T\n    print(1)\n\nBody.", [(3, "eaten-text")]),
    "tags that go on without a comma": (f"{TOP}Tags: a\n    b\n\nBody.", [(4, "eaten-text")]),
    "tags that begin below": (f"{TOP}Tags:\n    a, b\n\nBody.", [(4, "eaten-text")]),
    # keys
    "a key with two words": (f"{TOP}Mood: quite happy.\n\nBody.", [(3, "doubtful-key")]),
    "a misspelt key": (f"{TOP}Catgory: c\n\nBody.", [(3, "doubtful-key")]),
    "a key of a plugin, with several lines": (f"{TOP}Multiline: one line that is long.\n    And two.\n\nBody.", [(3, "doubtful-key")]),
    "an unknown sentence in the middle": (f"{SENTENCE}\n{TOP}\nBody.", [(1, "doubtful-key")]),
    "a title twice": (f"{TOP}Title: U\n\nBody.", [(3, "duplicate-key")]),
    "tags twice, in other case": (f"{TOP}Tags: a\ntags: b\n\nBody.", [(4, "duplicate-key")]),
    "a slug three times": (f"{TOP}Slug: a\nSlug: b\nSlug: c\n\nBody.", [(4, "duplicate-key"), (5, "duplicate-key")]),
    "another key twice": (f"{TOP}Keywords: a\nKeywords: b\n\nBody.", [(4, "repeated-key")]),
    "a key that Pelican keeps": (f"{TOP}Content: c\n\nBody.", [(3, "reserved-key")]),
    "a key of two underscores": (f"{TOP}__class__: c\n\nBody.", [(3, "reserved-key")]),
    "a key around a check": (f"{TOP}override_save_as: ../x\n\nBody.", [(3, "reserved-key")]),
    # values
    "tags without words": (f"{TOP}Tags:\n\nBody.", [(3, "blank-value")]),
    "an address without words": (f"{TOP}URL:\n\nBody.", [(3, "blank-value")]),
    "modified without words, which Pelican drops": (f"{TOP}Modified:\n\nBody.", [(3, "bad-date")]),
    "a file without a name": (f"{TOP}Save_as:\n\nBody.", [(3, "bad-address")]),
    "a template without a name": (f"{TOP}Template:\n\nBody.", [(3, "unknown-template")]),
    "a language without a name": (f"{TOP}Lang:\n\nBody.", [(3, "bad-lang")]),
    "only a day": ("Title: T\nDate: 10\n\nBody.", [(2, "bad-date")]),
    "only a month": ("Title: T\nDate: March\n\nBody.", [(2, "bad-date")]),
    "only a year": ("Title: T\nDate: 2015\n\nBody.", [(2, "bad-date")]),
    "only a time": ("Title: T\nDate: 12:30\n\nBody.", [(2, "bad-date")]),
    "only a weekday": ("Title: T\nDate: Friday\n\nBody.", [(2, "bad-date")]),
    "a month of a year": ("Title: T\nDate: 2015-03\n\nBody.", [(2, "bad-date")]),
    "a month of a year in words": (f"{TOP}Modified: March 2016\n\nBody.", [(3, "bad-date")]),
    "no such day": ("Title: T\nDate: 2015-02-30\n\nBody.", [(2, "bad-date")]),
    "no such hour": ("Title: T\nDate: 2015-02-03 25:00\n\nBody.", [(2, "bad-date")]),
    "no date at all": ("Title: T\nDate: today\n\nBody.", [(2, "bad-date")]),
    "a number that no computer counts to": (f"Title: T\nDate: {'9' * 30}\n\nBody.", [(2, "bad-date")]),
    "an abbreviated time zone": ("Title: T\nDate: 2015-12-15 09:30 EST\n\nBody.", [(2, "bad-date")]),
    "an offset of four days": ("Title: T\nDate: 2015-12-15 09:30+99:00\n\nBody.", [(2, "bad-date")]),
    "an unknown time zone": (f"{TOP}Timezone: Europe/Atlantis\n\nBody.", [(3, "bad-date")]),
    "a time zone outside its folder": (f"{TOP}Timezone: ../../etc/passwd\n\nBody.", [(3, "bad-date")]),
    "a folder of time zones": (f"{TOP}Timezone: Europe\n\nBody.", [(3, "bad-date")]),
    "modified before its date": (f"{TOP}Modified: 2015-12-14\n\nBody.", [(3, "order-of-dates")]),
    "modified before its date elsewhere": (
        "Title: T\nDate: 2015-12-15 12:00\nTimezone: America/New_York\nModified: 2015-12-15T16:59Z\n\nBody.",
        [(4, "order-of-dates")],
    ),
    "a date in the future": ("Title: T\nDate: 2027-01-01\n\nBody.", [(2, "odd-date")]),
    "the first year and the last": (
        "Title: T\nDate: 0001-01-01\nModified: 9999-12-31\n\nBody.",
        [(2, "odd-date"), (3, "odd-date")],
    ),
    "before the web": ("Title: T\nDate: 1969-12-31\n\nBody.", [(2, "odd-date")]),
    "a misspelt status": (f"{TOP}Status: drfat\n\nBody.", [(3, "unknown-status")]),
    "skip in capitals, on which Pelican fails": (f"{TOP}Status: Skip\n\nBody.", [(3, "unknown-status")]),
    "a language in a word": (f"{TOP}Lang: english\n\nBody.", [(3, "bad-lang")]),
    "a locale instead of a language": (f"{TOP}Lang: pt_BR\n\nBody.", [(3, "bad-lang")]),
    "a slug of two folders": (f"{TOP}Slug: a/b\n\nBody.", [(3, "bad-slug")]),
    "a slug that leads up": (f"{TOP}Slug: ..\n\nBody.", [(3, "bad-slug")]),
    "a slug with a backslash": (f"{TOP}Slug: a\\b\n\nBody.", [(3, "bad-slug")]),
    "a slug with an ending": (f"{TOP}Slug: a.html\n\nBody.", [(3, "bad-slug")]),
    "a slug with a query": (f"{TOP}Slug: a?b\n\nBody.", [(3, "bad-slug")]),
    "a slug with an escape": (f"{TOP}Slug: a%2fb\n\nBody.", [(3, "bad-slug")]),
    "a slug with a fragment": (f"{TOP}Slug: a#b\n\nBody.", [(3, "bad-slug")]),
    "a slug with a colon": (f"{TOP}Slug: a:b\n\nBody.", [(3, "bad-slug")]),
    "a slug with a tab": (f"{TOP}Slug: a\tb\n\nBody.", [(3, "bad-slug")]),
    "a slug that turns the writing round": (f"{TOP}Slug: a\u202eb\n\nBody.", [(3, "bad-slug")]),
    "a slug of 201 bytes": (f"{TOP}Slug: {'é' * 100}a\n\nBody.", [(3, "bad-slug")]),
    "a slug of 200 bytes": (f"{TOP}Slug: {'é' * 100}\n\nBody.", []),
    "a slug that is a device": (f"{TOP}Slug: Con\n\nBody.", [(3, "bad-slug")]),
    "a slug that begins like a device": (f"{TOP}Slug: console\n\nBody.", []),
    "a title that leaves no slug": ("Title: ???\nDate: 2015-12-15\n\nBody.", [(1, "bad-slug")]),
    "a title that leaves no slug, and one": ("Title: ???\nDate: 2015-12-15\nSlug: three\n\nBody.", []),
    "a title that is a device": ("Title: AUX\nDate: 2015-12-15\n\nBody.", [(1, "bad-slug")]),
    "a title of 201 letters": (f"Title: {'a' * 201}\nDate: 2015-12-15\n\nBody.", [(1, "bad-slug")]),
    "a tag without a slug": (f"{TOP}Tags: a, ++\n\nBody.", [(3, "bad-slug")]),
    "an author without a slug": (f"{TOP}Authors: Ada; !!!\n\nBody.", [(3, "bad-slug")]),
    "a category without a slug": (f"{TOP}Category: ?\n\nBody.", [(3, "bad-slug")]),
    "a file outside": (f"{TOP}Save_as: ../x.html\n\nBody.", [(3, "outside-output")]),
    "an absolute file": (f"{TOP}Save_as: /etc/x.html\n\nBody.", [(3, "outside-output")]),
    "a file on a drive": (f"{TOP}Save_as: C:x.html\n\nBody.", [(3, "outside-output")]),
    "a file outside on Windows": (f"{TOP}Save_as: a\\..\\..\\x.html\n\nBody.", [(3, "outside-output")]),
    "a file with a backslash": (f"{TOP}Save_as: a\\x.html\n\nBody.", [(3, "bad-address")]),
    "a file that is a folder": (f"{TOP}Save_as: a/\n\nBody.", [(3, "bad-address")]),
    "a file with a name of 256 letters": (f"{TOP}Save_as: {'a' * 256}/index.html\n\nBody.", [(3, "bad-address")]),
    "a file with a name of 255 letters": (f"{TOP}Save_as: {'a' * 255}/index.html\n\nBody.", []),
    "a file that is a device": (f"{TOP}Save_as: a/nul.html\n\nBody.", [(3, "bad-address")]),
    "a file with two dots in its name": (f"{TOP}Save_as: a..b/x.html\n\nBody.", []),
    "a file with a control character": (f"{TOP}Save_as: a\x85b.html\n\nBody.", [(3, "bad-address")]),
    "an address from the root": (f"{TOP}URL: /a/\n\nBody.", [(3, "bad-address")]),
    "an address of another site": (f"{TOP}URL: //example.org/\n\nBody.", [(3, "bad-address")]),
    "an address that leads up": (f"{TOP}URL: a/../../b\n\nBody.", [(3, "bad-address")]),
    "an address with a backslash": (f"{TOP}URL: \\\\example.org\n\nBody.", [(3, "bad-address")]),
    "an address that runs": (f"{TOP}URL: javascript:alert(1)\n\nBody.", [(3, "unsafe-value")]),
    "an address that runs, in disguise": (f"{TOP}URL: java&#x09;script&colon;alert(1)\n\nBody.", [(3, "unsafe-value")]),
    "an address of another kind": (f"{TOP}URL: mailto:ada@example.org\n\nBody.", [(3, "unsafe-value")]),
    "an unknown key that runs": (f"{TOP}Cover: JavaScript: alert(1)\n\nBody.", [(3, "doubtful-key"), (3, "unsafe-value")]),
    "a key of data": (f"{TOP}Cover: data:text/html,x\n\nBody.", [(3, "doubtful-key"), (3, "unsafe-value")]),
    "a title that runs": ("Title: javascript:alert(1)\nDate: 2015-12-15\n\nBody.", [(1, "unsafe-value")]),
}


@pytest.mark.parametrize(("text", "expected"), HEADERS.values(), ids=HEADERS.keys())
def test_what_is_wrong_with_a_header_is_named_where_it_stands(text: str, expected: list[tuple[int, str]]) -> None:
    assert found(text) == expected


MESSAGES: dict[str, tuple[str, list[str]]] = {
    "what to write instead of a list": (
        "---\ntitle: T\ndate: 2015-12-15\ntags:\n- a\n- 'b c'\n---\nBody.",
        ['content/a.md:4: "tags" is a list of YAML, which is not read. Write Tags: a, b c.'],
    ),
    "what to write instead of TOML": (
        '+++\ndraft = true\ntitle = "T"\n+++\nBody.',
        [
            "content/a.md:1: the header is written in TOML, which would be shown as text. "
            "Write plain lines and an empty line below them; here: Status: draft."
        ],
    ),
    "what to write instead of JSON": (
        '{\n  "tags": ["a", "b"]\n}\n\nBody.',
        [
            "content/a.md:1: the header is written in JSON, which would be shown as text. "
            "Write plain lines and an empty line below them; here: Tags: a, b."
        ],
    ),
    "what to write instead of a permalink": (
        f"{OPEN}permalink: /a/b/\n---\nBody.",
        [
            'content/a.md:4: "permalink" is a key of another system, and Pelican does not read it. '
            "Write URL: a/b/ and Save_as: a/b/index.html."
        ],
    ),
    "the heading that is the title": (
        "# On *lamps* #\n\nBody.",
        [
            "content/a.md:1: there is no title: the file begins with a heading, and has no header. "
            "Begin with Title: On *lamps*, then an empty line."
        ],
    ),
    "the empty line above the header": (
        f"\n{TOP}\nBody.",
        [
            "content/a.md:1: there is no title: the file begins with an empty line, which ends the header before it begins. "
            "Delete the empty lines above the header; without one, add a line Title: …."
        ],
    ),
    "that there is nothing": (
        "\n  \n",
        ["content/a.md:1: the file is empty, and so there is no title. Write Title: and a title, or remove the file."],
    ),
    "what cannot be seen": (
        f"\u200b{TOP}\nBody.",
        [
            "content/a.md:1: there is no title: the file does not begin with a header "
            "(its first line begins with an invisible character, U+200B). "
            "Begin with lines such as Title: … and Date: 2015-12-15, then an empty line."
        ],
    ),
    "why a line is no field": (
        "Title: T\nTítulo: U\nDate: 2015-12-15\n\nBody.",
        [
            "content/a.md:2: this line of the header is not a key and its value: a key is written in the letters a to z. "
            "Write Key: value, or leave a line empty between the header and the text."
        ],
    ),
    "what was meant": (
        f"{TOP}Catgory: c\nStatus: drfat\nTimezone: Europe/Londn\n\nBody.",
        [
            'content/a.md:3: Pelican does not know the key "Catgory". Did you mean "category"?',
            'content/a.md:4: "drfat" is not a status. Did you mean "draft"?',
            'content/a.md:5: the time zone "Europe/Londn" is not known. Did you mean "Europe/London"?',
        ],
    ),
    "where the first stands": (
        f"{TOP}Title: U\n\nBody.",
        ['content/a.md:3: "Title" stands here again; the first is in line 1. Keep one of the two.'],
    ),
    "what a date lacks": (
        "Title: T\nDate: 10\n\nBody.",
        [
            'content/a.md:2: Date: "10" lacks its year, month or day, which would be taken from the day of the build. '
            "Write year, month and day, as 2015-12-15, or 2015-12-15 09:30+00:00."
        ],
    ),
    "a long value is cut": (
        f"{TOP}Lang: {'x' * 200000}\n\nBody.",
        [f'content/a.md:3: "{"x" * 60}…" is not a language tag. Write a tag such as en or pt-BR.'],
    ),
}


@pytest.mark.parametrize(("text", "expected"), MESSAGES.values(), ids=MESSAGES.keys())
def test_a_message_says_what_is_wrong_and_what_to_do(text: str, expected: list[str]) -> None:
    assert told(text) == expected


# --- the site that a header is for --------------------------------------------------------------

BARE = "Tags: a\n\nBody."


@pytest.mark.parametrize(
    ("text", "options", "expected"),
    [
        ("Title: T\n\nBody.", {"dated": False}, []),
        (BARE, {"given": {"title", "date"}}, []),
        (BARE, {"given": {"date"}}, [(1, "missing-title")]),
        ("Once.", {"given": {"title", "date"}}, []),
        ("Once.", {"given": {"title"}}, [(1, "missing-date")]),
        ("Title: T\n\nBody.", {"settings": {**SETTINGS, "DEFAULT_DATE": "fs"}}, []),
        ("Title: T\n\nBody.", {"settings": {**SETTINGS, "DEFAULT_METADATA": {"status": "draft"}}}, []),
        (
            "Title: T\nStatus: published\n\nBody.",
            {"settings": {**SETTINGS, "DEFAULT_METADATA": {"status": "draft"}}},
            [(1, "missing-date")],
        ),
        (f"{TOP}Subtitle: s\n\nBody.", {}, [(3, "doubtful-key")]),
        (f"{TOP}Subtitle: s\n\nBody.", {"used": {"subtitle"}}, []),
        (f"{TOP}{SENTENCE}\n\nBody.", {"used": {"note"}}, []),
        (f"{OPEN}layout: wide\n---\nBody.", {"used": {"layout"}}, []),
        (f"{TOP}Series: s\n\nBody.", {"settings": {**SETTINGS, "ARTICLE_URL": "{series}/{slug}/"}}, []),
        (f"{TOP}Series: s\n\nBody.", {"settings": {**SETTINGS, "PATH_METADATA": "(?P<series>[^/]*)/.*"}}, []),
        (f"{TOP}Series: s\n\nBody.", {"settings": {**SETTINGS, "FORMATTED_FIELDS": ["summary", "series"]}}, []),
        (f"{TOP}Weight: 3\n\nBody.", {"settings": {**SETTINGS, "PAGE_ORDER_BY": "reversed-weight"}}, []),
        (f"{TOP}Lang: klingon\n\nBody.", {"settings": {**SETTINGS, "DATE_FORMATS": {"klingon": "%Y"}}}, []),
        ("Title: ???\nDate: 2015-12-15\n\nBody.", {"given": {"slug"}}, []),
        ("Title: ???\nDate: 2015-12-15\n\nBody.", {"settings": {**SETTINGS, "SLUGIFY_SOURCE": "basename"}}, []),
        (f"{TOP}\nBody.", {"settings": {**SETTINGS, "SLUGIFY_SOURCE": "basename"}, "path": "content/???.md"}, [(1, "bad-slug")]),
        (f"{TOP}Tags: ++\n\nBody.", {"settings": {**SETTINGS, "TAG_SAVE_AS": ""}}, []),
        ("Title: T\nDate: 2030-01-01\n\nBody.", {"now": None}, []),
        ("Title: T\nDate: 2026-01-01 00:30\n\nBody.", {"settings": {**SETTINGS, "TIMEZONE": "Asia/Tokyo"}}, []),
        ("Title: T\nDate: 2026-01-01 00:30\n\nBody.", {}, [(2, "odd-date")]),
    ],
)
def test_what_the_site_gives_and_reads_is_not_missed(text: str, options: dict[str, Any], expected: list[tuple[int, str]]) -> None:
    assert found(text, **options) == expected


@pytest.mark.parametrize(
    ("file", "settings", "expected"),
    [
        ("a.md", {}, set()),
        ("2015-12-15-a.md", {}, {"date"}),
        ("a.md", {"DEFAULT_DATE": "fs"}, {"date"}),
        ("a.md", {"DEFAULT_METADATA": {"Author": "Ada", "lang": ""}}, {"author"}),
        ("blog/a.md", {"PATH_METADATA": "(?P<category>[^/]*)/(?P<Title>[^.]*).*"}, {"category", "title"}),
        (
            "blog/a.md",
            {"EXTRA_PATH_METADATA": {"blog": {"title": "T"}, "blo": {"slug": "s"}, "blog/a.md": {"date": "x"}}},
            {"title", "date"},
        ),
    ],
)
def test_what_settings_and_path_provide_is_known(file: str, settings: dict[str, Any], expected: set[str]) -> None:
    assert headers.provided(file, {**SETTINGS, "USE_FOLDER_AS_CATEGORY": False, **settings}) == expected


# --- what Pelican does --------------------------------------------------------------------------


def article(**metadata: Any) -> Article:
    values = {"title": "T", "date": datetime.datetime(2015, 12, 15), "modified": datetime.datetime(2015, 12, 15), **metadata}
    return Article("<p>Body</p>", values, settings={**SETTINGS, "PATH": "/content"}, source_path="/content/a.md")


ASKED: dict[str, Callable[[Article], object]] = {
    "valid": lambda text: text.is_valid(),
    "body": lambda text: (text.content, text.get_content("")),
    "summary": lambda text: (text.summary, text.get_summary("")),
    "address": lambda text: (text.url, text.save_as, text.url_format["slug"]),
    "links": lambda text: text.get_static_links(),
    "template": lambda text: text.template,
    "settings": lambda text: (text.settings["PATH"], text.get_siteurl(), text.get_url_setting("url")),
    "translations": lambda text: list(text.translations),
    "refreshed": lambda text: text.refresh_metadata_intersite_links(),
}


def behaviour(**metadata: Any) -> dict[str, object]:
    """What can be seen of an article, or how it fails; and the values of its header that are lost."""
    try:
        text = article(**metadata)
    except Exception as error:
        return {"made": type(error)}
    seen: dict[str, object] = {"lost": {key for key, value in metadata.items() if getattr(text, key) != value}}
    for name, ask in ASKED.items():
        try:
            seen[name] = ask(text)
        except Exception as error:
            seen[name] = type(error)
    return seen


@pytest.fixture
def quiet() -> Iterator[None]:
    """Pelican says what it skips; a test that makes it do so is not about that."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("key", [*sorted(RESERVED), "_content", "_context", "__class__", "override_save_as"])
def test_a_reserved_key_breaks_or_changes_what_pelican_does(key: str) -> None:
    seen = behaviour(**{key: "written"})

    assert seen != {**behaviour(), "lost": set()}


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("key", ["colour", "subtitle", "description", "path", "date_format", "keywords"])
def test_another_key_changes_nothing_that_pelican_does(key: str) -> None:
    assert (behaviour(**{key: "written"}), check(f"{TOP}{key}: written\n\nBody.", used={"colour", "subtitle"})) == (behaviour(), [])


def by_pelican(text: str, folder: Path) -> dict[str, Any] | str:
    """The metadata that Pelican's own reader finds, or the name of its failure."""
    file = folder / "a.md"
    file.write_text(text, encoding="utf-8")
    settings = {**SETTINGS, "MARKDOWN": {"extension_configs": {}, "output_format": "html5"}}
    try:
        return dict(MarkdownReader(settings).read(str(file))[1])
    except Exception as error:
        return type(error).__name__


TODAY = datetime.datetime.combine(datetime.date.today(), datetime.time())


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"\n{TOP}\nBody.", {}),
        (f"    {TOP}\nBody.", {}),
        ("+++\ntitle = 'T'\n+++\nBody.", {}),
        ('---\ntitle: "T"\n\ndate: 2015-12-15\n---\nBody.', {"title": '"T"'}),
        (f"Title: T\n{SENTENCE}\n\nBody.", {"title": "T", "note": "this is my first paragraph, which ends here."}),
        ("Title: T\nhttp://example.org is down\n\nBody.", {"title": "T", "http": "//example.org is down"}),
        ("Title: T\nTitle: U\n\nBody.", {"title": ["T", "U"]}),
        ("Title: T\n    print(1)\n\nBody.", {"title": ["T", "print(1)"]}),
        ("Slug: a\nSlug: b\n\nBody.", {"slug": "a"}),
        ("Tags:\n    - a\n    - b\nTitle: T\n\nBody.", {"title": "T"}),
        ("Title: T\nDate : 2015-12-15\n\nBody.", {"title": "T"}),
        ("Date: 10\n\nBody.", {"date": TODAY.replace(day=10)}),
        ("Date:\n\nBody.", "ValueError"),
        ("Modified:\n\nBody.", "ValueError"),
        ("Date: 2015-02-30\n\nBody.", "ValueError"),
        (f"Date: {'9' * 30}\n\nBody.", "OverflowError"),
    ],
)
def test_pelican_does_what_the_messages_say(text: str, expected: dict[str, Any] | str, tmp_path: Path) -> None:
    found_by_pelican = by_pelican(text, tmp_path)
    kept = (
        {key: value for key, value in found_by_pelican.items() if isinstance(value, (str, list, datetime.datetime))}
        if isinstance(found_by_pelican, dict)
        else found_by_pelican
    )

    assert (kept, [problem.level for problem in check(text)][:1]) == (expected, ["error"])


CONTENT = Path(pelican.tests.__file__).parent / "content"


def test_of_pelicans_own_texts_only_what_is_wrong_is_named() -> None:
    texts = {file.name: decode(file.read_bytes(), file.name) for file in sorted(CONTENT.glob("*.m*d*")) if file.suffix != ".mmd"}
    problems = {name: found(text, given=headers.provided(name, SETTINGS), dated=False) for name, text in texts.items()}

    assert {name: problem for name, problem in problems.items() if problem} == {
        "2012-11-30_md_w_filename_meta#foo-bar.md": [(1, "missing-title")],
        "article_with_markdown_and_empty_tags.md": [(2, "blank-value")],
        "article_with_markdown_and_footnote.md": [(5, "doubtful-key")],
        "article_with_markdown_and_summary_metadata_multi.md": [(6, "doubtful-key")],
        "empty.md": [(1, "missing-title")],
        "empty_with_bom.md": [(1, "missing-title")],
    }


# --- laws ---------------------------------------------------------------------------------------

ROWS = (
    "---",
    "...",
    "+++",
    "{",
    "",
    "Title: T",
    "title: 'T'",
    "date: 10",
    "Tags:",
    "- a",
    "  - a",
    "    b",
    "\tc",
    "Tags: [a, b]",
    "# c",
    "prose.",
)
MORE = (
    "Slug: ??",
    "save_as: ../x",
    "URL: data:,",
    "Summary: |",
    "  k: v",
    "Lang: _",
    "__x: y",
    "\u2028",
    '"k": v',
    "Note: a b c d.",
    "k = v",
    "Key : v",
)
pieces = st.lists(st.sampled_from(ROWS + MORE) | st.text(st.characters(exclude_categories=["Cs"]), max_size=9), max_size=12).map("\n".join)


@given(pieces)
def test_whatever_a_header_is_each_problem_stands_on_one_of_its_lines(text: str) -> None:
    lines = text.count("\n") + 1

    assert [problem for problem in check(text) if not 1 <= problem.line <= lines] == []


@given(st.text(st.sampled_from("0123456789-/:.+ TZamprESTCMonday,th()_"), max_size=24))
def test_whatever_a_date_is_it_is_read_or_named(value: str) -> None:
    assert {code for _, code in found(f"Title: T\nDate: {value}\n\nBody.")} <= {"bad-date", "odd-date", "missing-date"}


@given(
    st.dates(min_value=datetime.date(1970, 1, 1), max_value=datetime.date(2025, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%a, %d %b %Y 10:30"]),
)
def test_a_whole_date_is_read_in_every_form(day: datetime.date, form: str) -> None:
    assert found(f"Title: T\nDate: {day.strftime(form)}\n\nBody.") == []


# --- what the bytes of a file may be ------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\xef\xbb\xbfTitle: T\nDate: 2015-12-15\n\nBody", []),
        (b"Title: T\rDate: 2015-12-15\r\rBody", []),
        (b"Title: T\r\nDate: 2015-12-15\n\rBody", []),
        ("Title: a\u2028Date: b\x85c\u2029d\nDate: 2015-12-15\n\nBody".encode(), []),
        (b"\xef\xbb\xbf\xef\xbb\xbfTitle: T\n\nBody", [(1, "missing-title")]),
    ],
)
def test_marks_line_ends_and_separators_do_not_part_a_header_otherwise(data: bytes, expected: list[tuple[int, str]]) -> None:
    assert found(decode(data, "content/a.md")) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("Title: T\n".encode("utf-16"), (1, 1, "undecodable")),
        ("Title: T\n".encode("utf-16-le"), (1, 1, "undecodable")),
        ("Title: T\n".encode("utf-16-be"), (1, 1, "undecodable")),
        ("Title: T\n".encode("utf-32"), (1, 1, "undecodable")),
        ("Title: T\n".encode("utf-32-be"), (1, 1, "undecodable")),
        ("Title: é\n".encode("latin-1"), (1, 8, "undecodable")),
        ("Title: “a”\n".encode("cp1252"), (1, 8, "undecodable")),
        (b"Title: T\nDate: \xed\xa0\xbd\xed\xb8\x80\n", (2, 7, "undecodable")),
        (b"Title: T\x00\n", (1, 9, "control-character")),
        (b"Title: T\x0c\n", (1, 9, "control-character")),
        (b"Title: T\x0b\n", (1, 9, "control-character")),
        (b"Title: T\r\rBo\x1bdy", (3, 3, "control-character")),
        (b"\xef\xbf\xbf", (1, 1, "control-character")),
    ],
)
def test_bytes_that_are_no_text_are_named_with_their_place(data: bytes, expected: tuple[int, int, str]) -> None:
    with pytest.raises(ContentError) as caught:
        decode(data, "content/a.md")

    assert [(problem.line, problem.column, problem.code) for problem in caught.value.problems] == [expected]
