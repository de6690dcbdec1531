"""Sources in reStructuredText and HTML: their headers are looked at like those of Markdown, and what they say cannot run."""

from __future__ import annotations

from hostile.cases import Case, html, post, rst

GOOD = {"content/z.md": post(title="Zed")}
R, H = "content/a.rst", "content/a.html"

# A field, the level of what is wrong with it, and a word of what is said.
FIELDS = (
    ("slug", "con", 1, "slug"),
    ("slug", "a/b", 1, "slug"),
    ("slug", "x" * 201, 1, "bytes"),
    ("modified", "10", 1, "lacks"),
    ("modified", "2019-01-01", 1, "modified"),
    ("status", "publishd", 1, "published"),
    ("lang", "english please", 1, "language"),
    ("content", "words", 1, "Pelican keeps"),
    ("save_as", "../../a.html", 1, ""),
    ("url", "javascript:alert(1)", 1, ""),
    ("link", "javascript:alert(1)", 1, ""),
    ("tags", "", 0, "no value"),
    ("modified", "2999-01-01", 0, "future"),
    ("sumary", "Words", 0, "summary"),
)

CASES = (
    *(
        Case(
            name=f"{key} {value[:20]!r} in reStructuredText",
            files={**GOOD, R: rst("Words.", f":{key}: {value}".rstrip())},
            code=code,
            says=(f"{R}:5: & {word}",),
        )
        for key, value, code, word in FIELDS
    ),
    *(
        Case(
            name=f"{key} {value[:20]!r} in HTML",
            files={**GOOD, H: html("<p>Words.</p>", f'\n<meta name="{key}" content="{value}" />')},
            code=code,
            says=(f"{H}:4: & {word}",),
        )
        for key, value, code, word in FIELDS
    ),
    Case(
        name="a key twice in reStructuredText",
        files={**GOOD, R: rst("Words.", ":slug: one", ":slug: two")},
        code=1,
        says=(f"{R}:6: & slug",),
    ),
    Case(
        name="a script in the summary of HTML",
        files={**GOOD, H: html("<p>Words.</p>", '\n<meta name="summary" content="a <script>alert(1)</script>" />')},
        code=1,
        says=(H,),
    ),
    Case(
        name="a handler in the summary of reStructuredText",
        files={**GOOD, R: rst("Words.", ":summary: a `b <javascript:alert(1)>`_")},
        code=1,
        says=(R,),
    ),
    Case(
        name="a comment in HTML that is not closed",
        files={**GOOD, H: html("<p>Words.</p>\n<!-- open\n<p>Lost.</p>")},
        code=1,
        says=(f"{H}:6:",),
    ),
    Case(
        name="a picture without words in HTML",
        files={**GOOD, H: html('<p><img src="https://example.org/a.png"></p>')},
        code=0,
        says=(f"{H}:5: & picture",),
    ),
    Case(name="a link without words in HTML", files={**GOOD, H: html('<p><a href="z.html"></a></p>')}, code=1, says=(f"{H}:5:",)),
    Case(name="the project is the content", files={"a.md": post()}, content=".", code=0, has={"one.html": ("Words.",)}),
    Case(
        name="the output in a folder of texts",
        files={"posts/a.md": post()},
        conf='PATH = "."\nARTICLE_PATHS = ["posts"]\n',
        content=".",
        output="posts",
        code=1,
        says=("posts",),
    ),
)
