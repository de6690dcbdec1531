"""Plugins that fail: each is named, and the build with it."""

from __future__ import annotations

from hostile.cases import USE_PLUGIN, Case, html, page, plugin, post, rst

GOOD = {"content/a.md": post("Words.", "Tags: x", "Author: Ada"), "content/pages/p.md": page()}
_SIGNALS = (
    "initialized", "get_generators", "readers_init", "generator_init", "article_generator_init", "article_generator_preread",
    "article_generator_context", "article_generator_pretaxonomy", "article_generator_finalized", "article_writer_finalized",
    "page_generator_init", "page_generator_context", "page_generator_finalized", "page_writer_finalized", "static_generator_init",
    "static_generator_finalized", "content_object_init", "all_generators_finalized", "get_writer", "article_generator_write_article",
    "page_generator_write_page", "content_written", "feed_generated", "feed_written", "finalized",
)  # fmt: skip
_FEED = 'SITEURL = "https://example.org"\nFEED_ALL_ATOM = "feeds/all.atom.xml"\n'
# Not all of them are sent in every version and every build; those that are must be named.
_RARE = ("feed_generated", "feed_written")

CASES = (
    Case(name="a plugin that does not exist", files=GOOD, conf='PLUGINS = ["no_such_plugin"]\n', code=1, says=("no_such_plugin",)),
    Case(name="two plugins that do not exist", files=GOOD, conf='PLUGINS = ["no_such_one", "no_such_two"]\n', code=1, says=("no_such_one", "no_such_two")),
    Case(name="a plugin with a mistake in its syntax", files={**GOOD, "ours.py": "def register():\n    pass\nx = = 1\n"}, conf=USE_PLUGIN, code=1, says=("ours",)),
    Case(name="a plugin that imports what is not there", files={**GOOD, "ours.py": "import no_such_module\n\n\ndef register():\n    pass\n"}, conf=USE_PLUGIN, code=1, says=("no_such_module", "ours")),
    Case(name="a plugin that fails on import", files={**GOOD, "ours.py": "raise RuntimeError('of my own')\n"}, conf=USE_PLUGIN, code=1, says=("ours", "of my own")),
    Case(name="a plugin that exits on import", files={**GOOD, "ours.py": "import sys\nsys.exit(0)\n"}, conf=USE_PLUGIN, code=1, says=("ours",)),
    Case(name="a plugin without register", files={**GOOD, "ours.py": "x = 1\n"}, conf=USE_PLUGIN, code=1, says=("ours",)),
    Case(name="a plugin that fails to register", files={**GOOD, "ours.py": "def register():\n    raise ValueError('of my own')\n"}, conf=USE_PLUGIN, code=1, says=("ours", "of my own")),
    Case(name="a plugin that exits when it registers", files={**GOOD, "ours.py": "import sys\n\n\ndef register():\n    sys.exit(0)\n"}, conf=USE_PLUGIN, code=1, says=("ours",)),
    Case(name="a plugin that raises the exit of its own", files={**GOOD, "ours.py": "class Own(BaseException):\n    pass\n\n\ndef register():\n    raise Own('of my own')\n"}, conf=USE_PLUGIN, code=1, says=("ours",)),
    Case(name="a plugin by the path of a folder that is not there", files=GOOD, conf='PLUGIN_PATHS = ["no_such_folder"]\nPLUGINS = ["ours"]\n', code=1, says=("ours||no_such_folder",)),
    *(
        Case(name=f"a plugin that raises at {name}", files={**plugin(name, "raise RuntimeError('of my own')"), **GOOD}, conf=USE_PLUGIN + (_FEED if name in _RARE else ""), code=1, says=("ours.py:6: & of my own",))
        for name in _SIGNALS
    ),
    *(
        Case(name=f"a plugin that exits at {name}", files={**plugin(name, "sys.exit()"), **GOOD}, conf=USE_PLUGIN, code=1, says=("ours",))
        for name in ("initialized", "article_generator_context", "content_object_init", "all_generators_finalized", "content_written")
    ),
    Case(name="a plugin that runs out of memory", files={**plugin("finalized", "raise MemoryError"), **GOOD}, conf=USE_PLUGIN, code=1, says=("ours",)),
    Case(name="a plugin that calls itself for ever", files={**plugin("all_generators_finalized", "act()"), **GOOD}, conf=USE_PLUGIN, code=1, says=("ours",)),
    Case(name="a plugin whose error cannot be said", files={**plugin("finalized", "class E(Exception):\n    def __str__(self):\n        raise ValueError\nraise E"), **GOOD}, conf=USE_PLUGIN, code=1, says=("ours",)),
    Case(name="a plugin whose error has a byte of its own", files={**plugin("finalized", "raise ValueError('caf\\udce9 \\x1b[31m')"), **GOOD}, conf=USE_PLUGIN, code=1, says=("ours",), not_says=("\x1b[31m",)),
    Case(name="a plugin that logs an error", files={**plugin("finalized", "import logging\nlogging.getLogger('ours').error('of my own')"), **GOOD}, conf=USE_PLUGIN, code=1, says=("of my own",)),
    Case(name="a plugin that logs a warning", files={**plugin("finalized", "import logging\nlogging.getLogger('ours').warning('of my own')"), **GOOD}, conf=USE_PLUGIN, says=("of my own",), has={"one.html": ()}),
    Case(name="a plugin that switches logging off", files={**plugin("initialized", "import logging\nlogging.disable(logging.CRITICAL)"), **GOOD, "content/b.md": "Title: Two\n\nWords.\n"}, conf=USE_PLUGIN, code=1, says=("content/b.md",)),
    Case(name="a plugin that drops a post from one list", files={**plugin("article_generator_finalized", "sent[0].articles = [a for a in sent[0].articles if a.slug != 'two']"), **GOOD, "content/b.md": post(title="Two")}, conf=USE_PLUGIN, code=None, says=("content/b.md||two.html",)),
    Case(name="a plugin that drops a post from all lists", files={**plugin("article_generator_pretaxonomy", "sent[0].articles = [a for a in sent[0].articles if a.slug != 'two']"), **GOOD, "content/b.md": post(title="Two")}, conf=USE_PLUGIN, code=None, says=("content/b.md",)),
    Case(name="a plugin that takes a page away", files={**plugin("finalized", "os.path.exists(sent[0].output_path + '/two.html') and os.remove(sent[0].output_path + '/two.html')"), **GOOD, "content/b.md": post(title="Two")}, conf=USE_PLUGIN, code=1, says=("two.html||content/b.md",)),
    Case(name="a plugin that empties the output", files={**plugin("finalized", "import shutil\nshutil.rmtree(sent[0].output_path)"), **GOOD}, conf=USE_PLUGIN, code=1, says=("output||written||site",)),
    Case(name="a plugin that adds a script", files={**plugin("content_object_init", "setattr(sent[0], '_content', (sent[0]._content or '') + '<script>x()</script>')"), **GOOD}, conf=USE_PLUGIN, code=None),
    Case(name="a plugin that sets a title of a kind of its own", files={**plugin("content_object_init", "setattr(sent[0], 'title', 7)"), **GOOD}, conf=USE_PLUGIN, code=None),
    Case(name="a reader that fails", files={"ours.py": "from pelican import signals\nfrom pelican.readers import BaseReader\n\n\nclass Reader(BaseReader):\n    enabled = True\n    file_extensions = ['foo']\n\n    def read(self, path):\n        raise ValueError('of my own')\n\n\ndef add(readers):\n    readers.reader_classes['foo'] = Reader\n\n\ndef register():\n    signals.readers_init.connect(add)\n", **GOOD, "content/b.foo": "x"}, conf=USE_PLUGIN, code=1, says=("content/b.foo", "of my own")),
    Case(name="a reader that gives nothing", files={"ours.py": "from pelican import signals\nfrom pelican.readers import BaseReader\n\n\nclass Reader(BaseReader):\n    enabled = True\n    file_extensions = ['foo']\n\n    def read(self, path):\n        return None\n\n\ndef add(readers):\n    readers.reader_classes['foo'] = Reader\n\n\ndef register():\n    signals.readers_init.connect(add)\n", **GOOD, "content/b.foo": "x"}, conf=USE_PLUGIN, code=1, says=("content/b.foo",)),
    Case(name="a reader that is disabled", files={"ours.py": "from pelican import signals\nfrom pelican.readers import BaseReader\n\n\nclass Reader(BaseReader):\n    enabled = False\n    file_extensions = ['foo']\n\n\ndef add(readers):\n    readers.reader_classes['foo'] = Reader\n\n\ndef register():\n    signals.readers_init.connect(add)\n", **GOOD, "content/b.foo": "x"}, conf=USE_PLUGIN, code=None, says=("content/b.foo",)),
    Case(name="a generator that fails", files={"ours.py": "from pelican import signals\nfrom pelican.generators import Generator\n\n\nclass Ours(Generator):\n    def generate_output(self, writer):\n        raise ValueError('of my own')\n\n\ndef get(pelican):\n    return Ours\n\n\ndef register():\n    signals.get_generators.connect(get)\n", **GOOD}, conf=USE_PLUGIN, code=1, says=("ours.py:7: & of my own",)),
    Case(name="a generator that is none", files={"ours.py": "from pelican import signals\n\n\ndef get(pelican):\n    return 'Ours'\n\n\ndef register():\n    signals.get_generators.connect(get)\n", **GOOD}, conf=USE_PLUGIN, code=None, says=("generator||Ours||plugin",)),
    Case(name="a writer that fails", files={"ours.py": "from pelican import signals\nfrom pelican.writers import Writer\n\n\nclass Ours(Writer):\n    def write_file(self, name, *args, **named):\n        raise OSError('of my own')\n\n\ndef get(pelican):\n    return Ours\n\n\ndef register():\n    signals.get_writer.connect(get)\n", **GOOD}, conf=USE_PLUGIN, code=1, says=("of my own",)),
    Case(name="a writer that swallows a template's error", files={"ours.py": "from pelican import signals\nfrom pelican.writers import Writer\n\n\nclass Ours(Writer):\n    def write_file(self, name, *args, **named):\n        try:\n            super().write_file(name, *args, **named)\n        except Exception:\n            pass\n\n\ndef get(pelican):\n    return Ours\n\n\ndef register():\n    signals.get_writer.connect(get)\n", "over/article.html": "{{ 1 / 0 }}", **GOOD}, conf=USE_PLUGIN + 'THEME_TEMPLATES_OVERRIDES = ["over"]\n', code=1, says=("one.html||over/article.html",)),
    Case(name="a plugin that writes a page over another", files={**plugin("finalized", "open(sent[0].output_path + '/one.html', 'w').write('mine')"), **GOOD}, conf=USE_PLUGIN, code=None),
    Case(name="an extension of Markdown that fails", files={"ours.py": "from markdown.extensions import Extension\nfrom markdown.preprocessors import Preprocessor\n\n\nclass Fails(Preprocessor):\n    def run(self, lines):\n        raise ValueError('of my own')\n\n\nclass Ours(Extension):\n    def extendMarkdown(self, md):\n        md.preprocessors.register(Fails(md), 'fails', 30)\n\n\ndef makeExtension(**named):\n    return Ours(**named)\n", **GOOD}, conf='MARKDOWN = {"extension_configs": {"ours": {}, "markdown.extensions.meta": {}}}\n', code=1, says=("content/a.md & of my own||content/a.md",)),
    Case(name="an extension of Markdown that fails on a text that is doubtful too", files={"ours.py": "from markdown.extensions import Extension\nfrom markdown.preprocessors import Preprocessor\n\n\nclass Fails(Preprocessor):\n    def run(self, lines):\n        raise ValueError('of my own')\n\n\nclass Ours(Extension):\n    def extendMarkdown(self, md):\n        md.preprocessors.register(Fails(md), 'fails', 30)\n\n\ndef makeExtension(**named):\n    return Ours(**named)\n", "content/a.md": post("![](https://example.org/x.png)", "Wibble: x"), "content/b.md": post("![](https://example.org/x.png)", title="Two")}, conf='MARKDOWN = {"extension_configs": {"ours": {}, "markdown.extensions.meta": {}}}\n', code=1, says=("content/a.md & of my own", "content/b.md & of my own")),
    Case(name="an extension of Markdown that exits", files={"ours.py": "import sys\nfrom markdown.extensions import Extension\nfrom markdown.preprocessors import Preprocessor\n\n\nclass Fails(Preprocessor):\n    def run(self, lines):\n        sys.exit(0)\n\n\nclass Ours(Extension):\n    def extendMarkdown(self, md):\n        md.preprocessors.register(Fails(md), 'fails', 30)\n\n\ndef makeExtension(**named):\n    return Ours(**named)\n", **GOOD}, conf='MARKDOWN = {"extension_configs": {"ours": {}, "markdown.extensions.meta": {}}}\n', code=1, says=("content/a.md",)),
    Case(name="a directive of reStructuredText that fails", files={"ours.py": "from docutils.parsers.rst import Directive, directives\n\n\nclass Fails(Directive):\n    def run(self):\n        raise ValueError('of my own')\n\n\ndef register():\n    directives.register_directive('fails', Fails)\n", "content/a.rst": rst(".. fails::"), "content/b.html": html(title="Two")}, conf=USE_PLUGIN, code=1, says=("content/a.rst",)),
)  # fmt: skip
