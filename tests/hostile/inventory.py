"""What lies in the content folder: each thing is published, or named."""

from __future__ import annotations

from typing import Any

from hostile.cases import PNG, USE_PLUGIN, Case, Fifo, File, Folder, Link, Socket, page, plugin, post

GOOD = {"content/a.md": post()}


def named(name: str, entry: Any, **more: Any) -> Case:
    """A thing beside a good post that cannot be published, and must be named."""
    path = str(more.pop("path"))
    return Case(name=name, files={**GOOD, path: entry}, **{"code": 1, "says": (path,), **more})


CASES = (
    named("a post that may not be read", File(post(title="Two"), 0o000), path="content/b.md"),
    named("a page that may not be read", File(page(), 0o000), path="content/pages/b.md"),
    named("a picture that may not be read", File(PNG, 0o000), path="content/images/b.png"),
    Case(name="a folder that may not be read", files={**GOOD, "content/sub/b.md": post(title="Two"), "content/sub": Folder(0o000)}, code=1, says=("content/sub",)),
    Case(name="a folder of pictures that may not be read", files={**GOOD, "content/images/x/b.png": PNG, "content/images/x": Folder(0o000)}, code=1, says=("content/images/x",)),
    Case(name="a folder that may be listed and not entered", files={**GOOD, "content/sub/b.md": post(title="Two"), "content/sub": Folder(0o444)}, code=1, says=("content/sub",)),
    named("a post that is a link to nothing", Link("no-such.md"), path="content/b.md"),
    named("a picture that is a link to nothing", Link("no-such.png"), path="content/images/b.png"),
    named("a link to itself", Link("b.md"), path="content/b.md"),
    named("a folder that is a link to nothing", Link("no-such"), path="content/sub"),
    named("a folder that is a link to the folder above", Link(".."), path="content/sub"),
    named("a folder that is a link to itself", Link("."), path="content/sub"),
    Case(name="two folders that are links to each other", files={**GOOD, "content/x/y": Link("../z"), "content/z/w": Link("../x")}, code=1, says=("content/x/y", "content/z/w")),
    named("a folder that is a link within the content", Link("../content"), path="content/again"),
    named("a post that is a link out of the content", Link("../../outside/secret.md"), path="content/posts/b.md"),
    named("a picture that is a link out of the content", Link("../../../outside/secret.txt"), path="content/images/b.png"),
    named("a folder that is a link out of the content", Link("../../outside"), path="content/sub"),
    named("a folder of pictures that is a link out of the content", Link("../../../outside"), path="content/images/x"),
    named("a link to a device", Link("/dev/zero"), path="content/images/b.png"),
    named("a post that is a link to a pipe", Link("../pipe"), path="content/b.md"),
    named("a post that is a pipe", Fifo(), path="content/b.md"),
    named("a picture that is a pipe", Fifo(), path="content/images/b.png"),
    named("a pipe with no ending", Fifo(), path="content/pipe"),
    named("a socket", Socket(), path="content/b.md"),
    named("a folder named like a post", Folder(), path="content/b.md", code=None),
    Case(name="a folder named like a post, with a post", files={**GOOD, "content/b.md/c.md": post(title="Two")}, code=0, says=("content/b.md",), has={"two.html": ()}),
    Case(name="a folder named like a page", files={**GOOD, "content/pages/b.html": Folder()}, code=None, says=("content/pages/b.html",)),
    Case(name="a post vanishes before it is read", files={**plugin("article_generator_init", "os.path.exists('content/b.md') and os.remove('content/b.md')"), **GOOD, "content/b.md": post(title="Two")}, conf=USE_PLUGIN, touched=("content/b.md",), code=1, says=("content/b.md",)),
    Case(name="a post vanishes while others are read", files={**plugin("article_generator_preread", "os.path.exists('content/b.md') and os.remove('content/b.md')"), **GOOD, "content/b.md": post(title="Two"), "content/c.md": post(title="Three")}, conf=USE_PLUGIN, touched=("content/b.md",), code=None, either=True, says=("content/b.md",), has={"two.html": ()}),
    Case(name="a picture vanishes before it is copied", files={**plugin("all_generators_finalized", "os.path.exists('content/images/b.png') and os.remove('content/images/b.png')"), **GOOD, "content/images/b.png": PNG}, conf=USE_PLUGIN, touched=("content/images/b.png",), code=1, says=("content/images/b.png",)),
    Case(name="a folder vanishes", files={**plugin("initialized", "import shutil\nshutil.rmtree('content/sub', ignore_errors=True)"), **GOOD, "content/sub/b.md": post(title="Two")}, conf=USE_PLUGIN, touched=("content/sub",), code=None),
    Case(name="a name with a line end", files={**GOOD, "content/b\nc.md": post(title="Two")}, code=None, either=True, says=("b & c.md",), has={"two.html": ()}),
    Case(name="a name with a control character", files={**GOOD, "content/b\x1b[31m.md": post(title="Two")}, code=None, either=True, says=("content/b",), not_says=("\x1b[31m",), has={"two.html": ()}),
    Case(name="a name that is not UTF-8", files={**GOOD, "content/caf\udce9.md": post(title="Two")}, code=1, says=("content/caf",)),
    Case(name="a picture whose name is not UTF-8", files={**GOOD, "content/images/caf\udce9.png": PNG}, code=1, says=("content/images/caf",)),
    Case(name="twins after normalization", files={"content/caf\u00e9.md": post(), "content/cafe\u0301.md": post(title="Two")}, code=1, says=("content/caf",)),
    Case(name="pictures that are twins after normalization", files={**GOOD, "content/images/\u00e9.png": PNG, "content/images/e\u0301.png": PNG}, code=1, says=("content/images/",)),
    Case(name="folders that are twins after normalization", files={"content/\u00e9/a.md": post(), "content/e\u0301/b.md": post(title="Two")}, code=None, says=("content/",)),
    Case(name="twins but for capitals", files={"content/a.md": post(), "content/A.md": post(title="Two")}, code=None, says=("content/A.md & content/a.md",)),
    Case(name="an ending in capitals", files={**GOOD, "content/b.MD": post(title="Two")}, code=None, either=True, says=("content/b.MD",), has={"two.html": ()}),
    Case(name="an unknown ending", files={**GOOD, "content/b.docx": b"PK\x03\x04"}, code=None, says=("content/b.docx",)),
    Case(name="a text with an ending that nothing reads", files={**GOOD, "content/b.txt": post(title="Two")}, code=None, says=("content/b.txt",)),
    Case(name="a text without an ending", files={**GOOD, "content/README": "words\n"}, code=None, says=("content/README",)),
    Case(name="a copy that an editor left", files={**GOOD, "content/a.md~": "x", "content/#a.md#": "x", "content/a (conflicted copy).md.orig": "x"}, code=None, says=("content/a.md~", "content/#a.md#", "content/a (conflicted copy).md.orig")),
    Case(name="a picture outside of the folders that are copied", files={**GOOD, "content/photos/b.png": PNG}, code=None, says=("content/photos/b.png",)),
    Case(name="a post outside of the folders that are read", files={"content/blog/a.md": post(), "content/other/b.md": post(title="Two")}, conf='ARTICLE_PATHS = ["blog"]\n', code=1, says=("content/other/b.md",)),
    Case(name="a page in a folder that is misspelt", files={"content/blog/a.md": post(), "content/page/b.md": page()}, conf='ARTICLE_PATHS = ["blog"]\n', code=1, says=("content/page/b.md",)),
    Case(name="a text that the settings take both as post and page", files={"content/pages/b.md": post(title="Two")}, conf='ARTICLE_PATHS = ["pages"]\nPAGE_PATHS = ["pages"]\n', code=None, says=("content/pages/b.md",)),
    Case(name="an empty file", files={**GOOD, "content/b.md": ""}, code=1, says=("content/b.md",)),
    Case(name="a file of spaces", files={**GOOD, "content/b.md": " \n\t\n  \n"}, code=1, says=("content/b.md",)),
    Case(name="a reader that is switched off", files={**GOOD, "content/b.rst": "Two\n###\n\n:date: 2020-01-02\n\nWords.\n"}, conf='READERS = {"rst": None}\n', code=None, says=("content/b.rst",)),
    Case(name="a dozen mistakes, each named", files={f"content/{n}.md": post(f"[x]({{filename}}nowhere.md)\n\n[y]({{filename}}nothing{n}.md)", title=f"Post {n}") for n in range(12)}, code=1, says=tuple(f"content/{n}.md:{line}:" for n in range(12) for line in (4, 6))),
    Case(name="a dozen posts without date, each named", files={f"content/{n}.md": f"Title: Post {n}\n\nWords.\n" for n in range(12)}, code=1, says=tuple(f"content/{n}.md" for n in range(12))),
    Case(name="mistakes of all kinds at once", files={"content/a.md": post("[x]({filename}nowhere.md)"), "content/b.md": "Title: Two\n\nWords.\n", "content/c.md": b"\xff\xfeT\x00", "content/d.md": post(date="2020-02-31", title="Four"), "content/e.md": post("<script>x</script>", title="Five"), "content/pages/p.md": page("[^9]"), "content/images/x.png": Link("none"), "content/f.rst": "Six\n###\n\n:date: 2020-01-02\n\n`none <{filename}none.rst>`_ and foo_\n"}, code=1, says=("content/a.md:4:", "content/b.md", "content/c.md", "content/d.md:2:", "content/e.md:4:", "content/pages/p.md:3:", "content/images/x.png", "content/f.rst:6:")),
    Case(name="messages that the settings would hide", files={**GOOD, "content/b.md": "Title: Two\n\nWords.\n"}, conf='import logging\nLOG_FILTER = [(logging.ERROR, "Skipping %s: could not find information about \'%s\'"), (logging.WARN, "%s")]\n', code=1, says=("content/b.md",)),
    Case(name="a doubtful text that Pelican would drop", files={**GOOD, "content/b.md": post("![](https://example.org/x.png)", "Wibble: x", "Timezone: Mars/Phobos", title="Two")}, code=1, says=("content/b.md:4: & Mars/Phobos",)),
    Case(name="a doubtful text in reStructuredText that Pelican would drop", files={**GOOD, "content/b.rst": "Two\n###\n\n:date: 2999-01-02\n:wibble: x\n\n.. nothing::\n"}, code=1, says=("content/b.rst:7:",)),
    Case(name="a mistake said quietly", files={**GOOD, "content/b.md": "Title: Two\n\nWords.\n"}, args=("-q",), code=1, says=("content/b.md",)),
)  # fmt: skip
