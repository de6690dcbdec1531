"""Paths that lead out, and files that would be written over each other."""

from __future__ import annotations

from hostile.cases import FEEDS, PNG, Case, Link, html, page, post, rst

A, B = "content/a.md", "content/b.md"
GOOD = {"content/z.md": post(title="Zed")}


def out(name: str, key: str, value: str, *, line: int = 3) -> Case:
    """A post that would be written where it must not."""
    return Case(name=name, files={**GOOD, A: post("Words.", f"{key}: {value}")}, code=1, says=(f"{A}:{line}:",))


def reads(name: str, body: str, file: str = A, *, code: int | None = 1, conf: str = "") -> Case:
    """A text that would publish what lies outside of the content folder."""
    text = rst(body) if file.endswith(".rst") else html(body) if file.endswith(".html") else post(body)
    return Case(
        name=name,
        files={**GOOD, file: text, "private.txt": "the secret"},
        conf=conf,
        code=code,
        says=(file,),
        has_not={"one.html": ("the secret",), "secret.txt": (), "private.txt": (), "outside/secret.txt": ()},
    )


CASES = (
    out("saved above the output", "save_as", "../../outside/x.html"),
    out("saved one folder above", "save_as", "../x.html"),
    out("saved above after going down", "save_as", "a/../../x.html"),
    out("saved at the root of the disk", "save_as", "/tmp/press-hostile-x.html"),
    out("saved beside the output by its name", "save_as", "../output-evil/x.html"),
    out("saved with the separators of Windows", "save_as", "..\\..\\x.html"),
    out("saved on a drive of Windows", "save_as", "C:\\x.html"),
    out("saved at home", "save_as", "~/../x.html"),
    out("saved as the output itself", "save_as", "."),
    out("saved as a folder", "save_as", "category/"),
    out("saved by a name that is too long", "save_as", "x" * 300 + ".html"),
    out("an address above", "url", "../../x.html"),
    Case(name="a page saved above the output", files={**GOOD, "content/pages/p.md": page("Words.", "save_as: ../p.html")}, code=1, says=("content/pages/p.md:2:",)),
    Case(name="a post in reStructuredText saved above the output", files={**GOOD, "content/a.rst": rst("Words.", ":save_as: ../x.html")}, code=1, says=("content/a.rst",)),
    Case(name="a post in HTML saved above the output", files={**GOOD, "content/a.html": html("<p>Words.</p>", '<meta name="save_as" content="../x.html">')}, code=1, says=("content/a.html",)),
    Case(name="a draft saved above the output", files={**GOOD, A: post("Words.", "Status: draft", "save_as: ../x.html")}, code=1, says=(f"{A}:4:",)),
    Case(name="a language that leads out", files={**GOOD, A: post("Words.", "Lang: x/../../../y")}, code=1, says=(f"{A}:3:",)),
    Case(name="a metadata value that leads out by the settings", files={**GOOD, A: post("Words.", "Place: ../../x")}, conf='ARTICLE_SAVE_AS = "{place}/{slug}.html"\nARTICLE_URL = "{place}/{slug}.html"\nDEFAULT_METADATA = {"place": "here"}\n', code=1, says=(A,)),
    Case(name="a folder whose name leads nowhere else", files={**GOOD, "content/..x/a.md": post()}, code=None),
    reads("a static file outside", "[x]({static}../../outside/secret.txt)"),
    reads("a static file outside, from the root", "[x]({static}/../private.txt)"),
    reads("an attachment outside", "[x]({attach}../private.txt)"),
    reads("an attachment by its absolute path", "[x]({attach}/etc/passwd)"),
    reads("a static file outside, percent-encoded", "[x]({static}%2e%2e/private.txt)"),
    reads("a static file outside, encoded as HTML", "[x]({static}&#46;&#46;/private.txt)"),
    reads("a static file outside, by a folder and back", "[x]({static}images/../../private.txt)"),
    reads("a text outside", "[x]({filename}../../outside/secret.md)"),
    reads("a static file outside in raw HTML", '<p><a href="{static}../private.txt">x</a></p>'),
    reads("a static file outside in reStructuredText", "`x <{static}../private.txt>`_", "content/a.rst"),
    reads("an attachment outside in HTML", '<a href="{attach}../private.txt">x</a>', "content/a.html"),
    reads("a file included in reStructuredText", ".. include:: ../private.txt", "content/a.rst"),
    reads("a file included from the root of the disk", ".. include:: /etc/hostname\n   :literal:", "content/a.rst"),
    reads("raw HTML from a file", ".. raw:: html\n   :file: ../private.txt", "content/a.rst"),
    reads("a table from a file", ".. csv-table::\n   :file: ../private.txt", "content/a.rst"),
    reads("code from a file", ".. code-block:: text\n   :include: ../private.txt", "content/a.rst"),
    reads("a link to the settings", "[x]({static}../pelicanconf.py)"),
    Case(name="a picture by a link to a file of the project", files={**GOOD, A: post("![x]({static}/images/x.png)"), "private.txt": "the secret", "content/images/x.png": Link("../../private.txt")}, code=1, says=("content/images/x.png",)),
    Case(name="settings in the content folder", files={**GOOD, "content/pelicanconf.py": 'SITENAME = "S"\nTHEME = "simple"\nSTATIC_PATHS = [""]\nSECRET = "x"\n'}, args=("-s", "content/pelicanconf.py"), code=1, says=("pelicanconf.py",)),
    Case(name="settings that are linked as a static file", files={**GOOD, A: post("[x]({static}/pelicanconf.py)"), "content/pelicanconf.py": 'SITENAME = "S"\nTHEME = "simple"\nTIMEZONE = "UTC"\nSECRET = "x"\n'}, args=("-s", "content/pelicanconf.py"), code=1, says=("pelicanconf.py",)),
    Case(name="the project as content, with everything static", files={"posts/a.md": post()}, conf='ARTICLE_PATHS = ["posts"]\nSTATIC_PATHS = ["."]\n', content=".", output="../www", code=1, says=("pelicanconf.py",)),
    Case(name="the project as content, with the output in it", files={A: post()}, content=".", code=0, has={"one.html": ("Words.",)}),
    Case(name="a static file over a post", files={A: post(), "content/extra/x.html": "<p>x</p>"}, conf='ARTICLE_EXCLUDES = ["extra"]\nSTATIC_PATHS = ["extra"]\nEXTRA_PATH_METADATA = {"extra/x.html": {"path": "one.html"}}\n', code=1, says=("content/a.md & content/extra/x.html",)),
    Case(name="a static file over the index", files={A: post(), "content/extra/x.txt": "x"}, conf='STATIC_PATHS = ["extra"]\nEXTRA_PATH_METADATA = {"extra/x.txt": {"path": "index.html"}}\n', code=1, says=("content/extra/x.txt & index.html",)),
    Case(name="a static file over a style sheet of the theme", files={A: post(), "content/theme/css/main.css": "x"}, conf='THEME = "notmyidea"\nSTATIC_PATHS = ["theme"]\n', code=1, says=("content/theme/css/main.css",)),
    Case(name="two static files at one place", files={A: post(), "content/extra/x.txt": "x", "content/extra/y.txt": "y"}, conf='STATIC_PATHS = ["extra"]\nEXTRA_PATH_METADATA = {"extra/x.txt": {"path": "z.txt"}, "extra/y.txt": {"path": "z.txt"}}\n', code=1, says=("content/extra/x.txt & content/extra/y.txt",)),
    Case(name="a static file over a feed", files={A: post(), "content/feeds/all.atom.xml": "x"}, conf=FEEDS + 'STATIC_PATHS = ["feeds"]\n', code=1, says=("content/feeds/all.atom.xml",)),
    Case(name="a post over a feed", files={A: post("Words.", "save_as: feeds/all.atom.xml", "URL: feeds/all.atom.xml")}, conf=FEEDS, code=1, says=(f"{A} & feeds/all.atom.xml||{A}:3:",)),
    Case(name="a post over a post by save_as", files={A: post(), B: post("Words.", "save_as: one.html", "URL: one.html", title="Two")}, code=1, says=("content/a.md & content/b.md",)),
    Case(name="a page over a post by save_as", files={A: post(), "content/pages/p.md": page("Words.", "save_as: one.html", "URL: one.html")}, code=1, says=("content/a.md & content/pages/p.md",)),
    Case(name="two pages over the index", files={A: post(), "content/pages/p.md": page("Words.", "save_as: index.html", "URL: /"), "content/pages/q.md": page("Words.", "save_as: index.html", "URL: /", title="Q")}, code=1, says=("content/pages/p.md & content/pages/q.md",)),
    Case(name="a page over a category", files={A: post(), "content/pages/p.md": page("Words.", "save_as: category/misc.html", "URL: category/misc.html")}, code=None, either=True, says=("category/misc.html",), has={"category/misc.html": ("<h2>About</h2>",)}),
    Case(name="places that differ in capitals", files={A: post("Words.", "save_as: x.html", "URL: x.html"), B: post("Words.", "save_as: X.html", "URL: X.html", title="Two")}, code=1, says=("content/a.md & content/b.md",)),
    Case(name="a page where another needs a folder", files={A: post("Words.", "save_as: x", "URL: x"), B: post("Words.", "save_as: x/y.html", "URL: x/y.html", title="Two")}, code=1, says=("content/a.md", "content/b.md")),
    Case(name="a page where the theme's files need a folder", files={A: post("Words.", "save_as: theme", "URL: theme")}, conf='THEME = "notmyidea"\n', code=1, says=(A,)),
    Case(name="sources over pages", files={A: post()}, conf='OUTPUT_SOURCES = True\nOUTPUT_SOURCES_EXTENSION = ".html"\n', code=1, says=("one.html",)),
    Case(name="a template page over a post", files={A: post(), "content/extra/x.txt": "x"}, conf='TEMPLATE_PAGES = {"extra/x.txt": "one.html"}\n', code=1, says=("one.html & content/a.md",)),
    Case(name="an archive of a year over a post", files={A: post("Words.", "save_as: 2020/index.html", "URL: 2020/")}, conf='YEAR_ARCHIVE_SAVE_AS = "{date:%Y}/index.html"\n', code=None, says=()),
    Case(name="a post over a picture", files={A: post("Words.", "save_as: images/p.png", "URL: images/p.png"), "content/images/p.png": PNG}, code=1, says=("content/a.md & content/images/p.png",)),
    Case(name="an index without a place", files={A: post()}, conf='INDEX_SAVE_AS = ""\n', code=None),
    Case(name="an address with a query", files={A: post("Words.", "URL: one.html?x=1#y", "save_as: one.html")}, code=None),
    Case(name="an address that is another site's", files={A: post("Words.", "URL: https://example.org/x", "save_as: one.html")}, code=None),
    Case(name="a file of the press in the output", files={A: post("Words.", "save_as: .one.html", "URL: .one.html")}, code=None),
)  # fmt: skip
