"""Headers and bytes that go wrong: nothing is guessed, and the line is named."""

from __future__ import annotations

from typing import Any

from hostile.cases import Case, html, page, post, rst

GOOD = {"content/z.md": post(title="Zed")}
A = "content/a.md"


def bad(name: str, text: str | bytes, *says: str, **more: Any) -> Case:
    """A post that cannot be published as it is."""
    return Case(name=name, files={**GOOD, A: text}, **{"code": 1, "says": says or (A,), **more})


def doubtful(name: str, text: str | bytes, *says: str, **more: Any) -> Case:
    """A post of which something is said, and which is published."""
    return Case(name=name, files={**GOOD, A: text}, says=says, **{"has": {"one.html": ()}, **more})


def read_or_named(name: str, text: str | bytes, *says: str, **has: tuple[str, ...]) -> Case:
    """A post that is read rightly, or named."""
    wanted = {file.replace("__", "/") + ".html": words for file, words in has.items()} or {"one.html": ("Words.",)}
    return Case(name=name, files={**GOOD, A: text}, code=None, either=True, says=says or (A,), has=wanted)


CASES = (
    bad("UTF-16 with its mark", post().encode("utf-16")),
    bad("UTF-16 without its mark", post().encode("utf-16-le")),
    bad("UTF-32", post().encode("utf-32")),
    bad("Latin-1", post("Caf\xe9.").encode("latin-1"), f"{A}:4:"),
    bad("quotes of Windows", post("\u201cHm\u201d.").encode("cp1252"), f"{A}:4:"),
    bad("Latin-1 in the title", post(title="Caf\xe9").encode("latin-1"), f"{A}:1:"),
    bad("the end of a character is missing", post("Words.").encode() + b"caf\xc3", f"{A}:5:"),
    bad("overlong UTF-8", post("x").encode() + b"\xc0\xaf\n", f"{A}:5:"),
    bad("NUL", post("Wo\x00rds."), f"{A}:4:"),
    bad("a bell", post("Wo\x07rds."), f"{A}:4:"),
    bad("an escape sequence in the title", post(title="One\x1b[31m"), f"{A}:1:", not_says=("\x1b[31m",)),
    bad("a vertical tab in the header", post("Words.", "Summary: a\x0bb"), f"{A}:3:"),
    bad("a form feed in the header", post("Words.", "Tags: a\x0cb"), f"{A}:3:"),
    bad("a lone surrogate", post("x").encode() + b"\xed\xa0\x80\n", f"{A}:5:"),
    bad("the reference of a control character", post("A &#1; b."), f"{A}:4:", code=None),
    bad("U+FFFE", post("Words\ufffe."), f"{A}:4:"),
    bad("U+FFFF", post("Words\uffff."), f"{A}:4:"),
    bad("U+FDD0", post("Words\ufdd0."), f"{A}:4:"),
    bad("U+1FFFE", post("Words\U0001fffe."), f"{A}:4:"),
    bad("a control character of the second kind", post("Words\x85\x9b."), f"{A}:4:", code=None),
    Case(name="a control character in a page", files={**GOOD, "content/pages/p.md": page("Wo\x08rds.")}, code=1, says=("content/pages/p.md:3:",)),
    Case(name="bytes of Latin-1 in reStructuredText", files={**GOOD, "content/a.rst": rst("Caf\xe9.").encode("latin-1")}, code=1, says=("content/a.rst",)),
    Case(name="bytes of Latin-1 in HTML", files={**GOOD, "content/a.html": html("<p>Caf\xe9.</p>").encode("latin-1")}, code=1, says=("content/a.html",)),
    Case(name="NUL in reStructuredText", files={**GOOD, "content/a.rst": rst("Wo\x00rds.")}, code=1, says=("content/a.rst",)),
    read_or_named("a line separator in the title", post(title="One\u2028Two"), **{"one-two": ("Words.",)}),
    read_or_named("a next line in a tag", post("Words.", "Tags: a\x85b"), one=("Words.",)),
    # another format of header
    read_or_named("YAML with a list", "---\ntitle: One\ndate: 2020-01-02\ntags:\n  - red\n  - blue\n---\n\nWords.\n", tag__red=("One",), tag__blue=("One",)),
    read_or_named("YAML with a list in brackets", "---\ntitle: One\ndate: 2020-01-02\ntags: [red, blue]\n---\n\nWords.\n", tag__red=("One",), tag__blue=("One",)),
    read_or_named("YAML with quotation marks", '---\ntitle: "One"\ndate: 2020-01-02\nslug: "one"\n---\n\nWords.\n', one=("<p>Words.</p>", ">One</a>")),
    read_or_named("YAML with a nested key", "---\ntitle: One\ndate: 2020-01-02\nauthor:\n  name: Ada\n---\n\nWords.\n", author__ada=("One",)),
    read_or_named("YAML with a block", "---\ntitle: One\ndate: 2020-01-02\nsummary: |\n  First line.\n  Second line.\n---\n\nWords.\n", one=("<p>Words.</p>",), index=("First line.", "Second line.")),
    read_or_named("YAML with a comment", "---\n# a remark\ntitle: One\ndate: 2020-01-02\n---\n\nWords.\n", one=("Words.",)),
    read_or_named("YAML that is not closed", "---\ntitle: One\ndate: 2020-01-02\n\nWords.\n"),
    read_or_named("YAML with an anchor", "---\ntitle: &t One\ndate: 2020-01-02\nsummary: *t\n---\n\nWords.\n"),
    bad("TOML", '+++\ntitle = "One"\ndate = 2020-01-02\n+++\n\nWords.\n'),
    bad("JSON", '{\n  "title": "One",\n  "date": "2020-01-02"\n}\n\nWords.\n'),
    bad("Org mode", "#+TITLE: One\n#+DATE: 2020-01-02\n\nWords.\n"),
    bad("a header of reStructuredText in Markdown", "One\n###\n\n:date: 2020-01-02\n\nWords.\n"),
    # where the header begins and ends
    bad("a heading and no header", "# One\n\nWords.\n"),
    bad("only words", "Words and more words.\n"),
    bad("an empty line above the header", "\n\nTitle: One\nDate: 2020-01-02\n\nWords.\n"),
    bad("an indented header", "    Title: One\n    Date: 2020-01-02\n\nWords.\n"),
    bad("a comment above the header", "<!-- draft -->\nTitle: One\nDate: 2020-01-02\n\nWords.\n"),
    bad("a space before the colon", "Title : One\nDate: 2020-01-02\n\nWords.\n"),
    bad("another colon", "Title\uff1a One\nDate: 2020-01-02\n\nWords.\n"),
    bad("keys in another alphabet", "Заголовок: One\nDate: 2020-01-02\n\nWords.\n"),
    bad("a key of two words above the others", "Post title: One\nTitle: One\nDate: 2020-01-02\n\nWords.\n"),
    read_or_named("a stray line in the header", "Title: One\nthis is stray\nDate: 2020-01-02\nTags: x\n\nWords.\n", tag__x=("One",)),
    read_or_named("no empty line below the header", "Title: One\nDate: 2020-01-02\nWords directly below.\n", one=("Words directly below.",)),
    bad("the header eats the first paragraph", "Title: One\nDate: 2020-01-02\nNote: this is the first paragraph, and it ends here.\n\nMore.\n", f"{A}:3:"),
    bad("the header eats an address", "Title: One\nDate: 2020-01-02\nhttps://example.org/ is where this began, long ago.\n\nMore.\n", f"{A}:3:"),
    read_or_named("the header eats code", "Title: One\nDate: 2020-01-02\n    print('words')\n\nMore.\n", one=("print(",)),
    read_or_named("a value goes on in the next line", post("Words.", "Tags: red,", "    blue"), tag__red=("One",), tag__blue=("One",)),
    read_or_named("a title goes on in the next line", "Title: One\n    more\nDate: 2020-01-02\n\nWords.\n", **{"one-more": ("Words.",)}),
    # keys
    bad("no title", "Date: 2020-01-02\n\nWords.\n"),
    bad("an empty title", "Title:\nDate: 2020-01-02\n\nWords.\n"),
    bad("a title of spaces", "Title:   \nDate: 2020-01-02\n\nWords.\n"),
    bad("no date", "Title: One\n\nWords.\n"),
    bad("an empty date", "Title: One\nDate:\n\nWords.\n"),
    bad("two titles", "Title: One\nTitle: Two\nDate: 2020-01-02\n\nWords.\n", f"{A}:2:"),
    bad("two dates", post("Words.", "Date: 2021-01-02"), f"{A}:3:||{A}:2:", code=None),
    bad("tags twice", post("Words.", "Tags: red", "Tags: blue"), f"{A}:4:||{A}:3:", code=None),
    bad("a slug twice", post("Words.", "Slug: red", "Slug: blue"), f"{A}:4:||{A}:3:", code=None),
    bad("a status twice", post("Words.", "Status: draft", "Status: published"), f"{A}:4:||{A}:3:", code=None),
    bad("a key of the theme twice", post("Words.", "Cover: a", "Cover: b"), f"{A}:4:||{A}:3:", code=None),
    bad("a key twice, in capitals too", post("Words.", "Tags: red", "TAGS: blue"), f"{A}:4:||{A}:3:", code=None),
    bad("author and authors", post("Words.", "Author: Ada", "Authors: Alan, Grace"), f"{A}:4:||{A}:3:", code=None),
    *(
        bad(f"a key that shadows {key}", post("Words.", f"{key}: x"), f"{A}:3:")
        for key in ("content", "settings", "metadata", "translations", "get_content", "_content", "_context", "url_format", "is_valid", "source_path", "in_default_lang", "get_url_setting")
    ),
    bad("a key that shadows valid_save_as", post("Words.", "_has_valid_save_as: x"), f"{A}:3:"),
    bad("a key that shadows locale_date", post("Words.", "locale_date: tomorrow"), f"{A}:3:", code=None),
    doubtful("a misspelt key", post("Words.", "Catgory: x"), f"{A}:3: & category"),
    doubtful("another misspelt key", post("Words.", "Tgas: x"), f"{A}:3: & tags"),
    doubtful("an unknown key", post("Words.", "Wibble: x"), f"{A}:3: & wibble"),
    doubtful("empty tags", post("Words.", "Tags:"), f"{A}:3:"),
    doubtful("tags of commas", post("Words.", "Tags: , ,"), f"{A}:3:"),
    doubtful("an empty category", post("Words.", "Category:  "), f"{A}:3:"),
    doubtful("an empty author", post("Words.", "Author:"), f"{A}:3:"),
    doubtful("an empty slug", post("Words.", "Slug:"), f"{A}:3:"),
    doubtful("an empty summary", post("Words.", "Summary:"), f"{A}:3:"),
    doubtful("an empty status", post("Words.", "Status:"), f"{A}:3:"),
    # dates
    *(
        bad(f"the date {date!r}", post(date=date), f"{A}:2:")
        for date in (
            "10", "March", "2015", "2015-03", "12:30", "Monday", "May 5", "2020-02-30", "2020-13-01", "2021-02-29", "0000-00-00", "yesterday", "now", "2020-01-02 25:00",
            "2020-01-02 12:60", "2020-01-02T10:00:00+99:00", "20200", "1/2", "2020\u201301\u201302", "2020-01-02 Mars/Phobos", "99999-01-01", "a" * 300,
        )
    ),
    read_or_named("a date whose month may be its day", post(date="03/04/2020")),
    read_or_named("a date in words", post(date="2 January 2020")),
    *(doubtful(f"the date {date}", post(date=date), f"{A}:2:") for date in ("2999-01-02", "1969-12-31", "0001-01-01", "9999-12-31")),
    bad("the first instant of all, east of Greenwich", post(date="0001-01-01 00:00"), f"{A}:2:", conf='TIMEZONE = "Asia/Tokyo"\n', code=None),
    bad("the last instant of all, west of Greenwich", post(date="9999-12-31 23:59"), f"{A}:2:", conf='TIMEZONE = "America/New_York"\n', code=None),
    bad("a modified date that is none", post("Words.", "Modified: soon"), f"{A}:3:"),
    bad("a modified date of the day only", post("Words.", "Modified: 10"), f"{A}:3:"),
    bad("modified before it was written", post("Words.", "Modified: 2019-01-01"), f"{A}:3:", code=None),
    bad("a time zone that there is not", post("Words.", "Timezone: Mars/Phobos"), f"{A}:3:"),
    bad("a date format that is none", post("Words.", "Date_format: %"), f"{A}:3:", code=None, says=()),
    Case(name="a date in the name of the file that is none", files={**GOOD, "content/2020-02-30-a.md": "Title: One\n\nWords.\n"}, code=1, says=("content/2020-02-30-a.md",)),
    Case(name="a day in reStructuredText", files={**GOOD, "content/a.rst": rst(date="10")}, code=1, says=("content/a.rst",)),
    Case(name="an impossible date in reStructuredText", files={**GOOD, "content/a.rst": rst(date="2020-02-30")}, code=1, says=("content/a.rst",)),
    Case(name="no date in reStructuredText", files={**GOOD, "content/a.rst": "One\n###\n\nWords.\n"}, code=1, says=("content/a.rst",)),
    Case(name="a month in HTML", files={**GOOD, "content/a.html": html(date="March")}, code=1, says=("content/a.html",)),
    Case(name="no title in HTML", files={**GOOD, "content/a.html": '<html><head><meta name="date" content="2020-01-02"></head><body>Words.</body></html>'}, code=1, says=("content/a.html",)),
    Case(name="a day in a page", files={**GOOD, "content/pages/p.md": page("Words.", "Date: 10")}, code=1, says=("content/pages/p.md:2:",)),
    Case(name="a modified month in reStructuredText", files={**GOOD, "content/a.rst": rst("Words.", ":modified: March")}, code=1, says=("content/a.rst",)),
    # other values
    bad("an unknown status", post("Words.", "Status: drafft"), f"{A}:3:"),
    bad("a status in another language", post("Words.", "Status: Entwurf"), f"{A}:3:"),
    Case(name="an unknown status of a page", files={**GOOD, "content/pages/p.md": page("Words.", "Status: publish")}, code=1, says=("content/pages/p.md:2:",)),
    bad("a language that is none", post("Words.", "Lang: not a language"), f"{A}:3:", code=None),
    bad("a language with a path", post("Words.", "Lang: ../../x"), f"{A}:3:"),
    bad("two languages for one post", post("Words.", "Lang: en", "Lang: de"), f"{A}:4:||{A}:3:", code=None),
    Case(name="three posts, each with a mistake in its header", files={"content/a.md": post(date="10"), "content/b.md": post("Words.", "Status: x", title="Two"), "content/c.md": "Date: 2020-01-02\n\nWords.\n"}, code=1, says=("content/a.md:2:", "content/b.md:3:", "content/c.md")),
    Case(name="two mistakes in one header", files={"content/a.md": post("Words.", "Status: x", date="10")}, code=1, says=("content/a.md:2:", "content/a.md:3:")),
    Case(name="a mistake in the header and one in the text", files={"content/a.md": post("[x]({filename}nowhere.md)", date="10")}, code=1, says=("content/a.md:2:", "content/a.md:4:")),
)  # fmt: skip
