"""Settings that are wrong: file and line are named."""

from __future__ import annotations

from typing import Any

from hostile.cases import BASE_CONF, CONF_LINE, FEEDS, PNG, Case, Folder, page, post

GOOD = {"content/a.md": post(), "content/pages/p.md": page(), "content/images/p.png": PNG}
HERE = f"pelicanconf.py:{CONF_LINE}:"


def wrong(name: str, conf: str, *says: str, **more: Any) -> Case:
    """Settings whose first own line is wrong, so that nothing is built."""
    wished = tuple(f"{HERE} & {word}" for word in says) or (HERE,)
    return Case(name=name, files=GOOD, conf=conf, **{"code": 1, "says": wished, **more})


def doubtful(name: str, conf: str, *says: str) -> Case:
    """Settings whose first own line is doubtful: it is said, and the site built."""
    return Case(name=name, files=GOOD, conf=conf, says=tuple(f"{HERE} & {word}" for word in says), has={"one.html": ("Words.",)})


CASES = (
    Case(name="a settings file that does not exist", files=GOOD, args=("-s", "no-such.py"), code=1, says=("no-such.py",)),
    Case(name="a settings file that is a folder", files={**GOOD, "conf": Folder()}, args=("-s", "conf"), code=1, says=("conf",)),
    Case(name="a settings file that is not UTF-8", files={**GOOD, "pelicanconf.py": b'SITENAME = "caf\xe9"\n'}, code=1, says=("pelicanconf.py:1:",)),
    Case(name="a settings file with NUL", files={**GOOD, "pelicanconf.py": b'SITENAME = "a"\nX = "\x00"\n'}, code=1, says=("pelicanconf.py",)),
    wrong("a mistake in the syntax", "X = = 1\n"),
    Case(name="a string that is not closed", files={**GOOD, "pelicanconf.py": 'SITENAME = "Site\nTIMEZONE = "UTC"\n'}, code=1, says=("pelicanconf.py:1:",)),
    Case(name="a wrong indent", files={**GOOD, "pelicanconf.py": 'SITENAME = "Site"\n  TIMEZONE = "UTC"\n'}, code=1, says=("pelicanconf.py:2:",)),
    wrong("a name that is not defined", "X = no_such\n", "no_such"),
    wrong("a module that is not there", "import no_such_module\n", "no_such_module"),
    wrong("an error in a function", "def f():\n    return 1 / 0\nX = f()\n", says=(f"pelicanconf.py:{CONF_LINE + 1}:||pelicanconf.py:{CONF_LINE + 2}:",)),
    wrong("settings that exit", "raise SystemExit(0)\n"),
    Case(name="settings that call sys.exit", files={**GOOD, "pelicanconf.py": "import sys\nsys.exit('enough')\n"}, code=1, says=("pelicanconf.py:2:",)),
    Case(name="settings that are interrupted", files={**GOOD, "pelicanconf.py": "raise KeyboardInterrupt\n"}, code=130),
    Case(name="a mistake in settings that others import", files={**GOOD, "base.py": "X = 1\nY = no_such\n", "pelicanconf.py": "import sys\nsys.path.insert(0, '.')\nfrom base import *\n"}, code=1, says=("base.py:2:",)),
    Case(name="a wrong value in settings that others import", files={**GOOD, "base.py": 'THEME = "simple"\nTIMEZONE = "No/Where"\n', "pelicanconf.py": "import sys\nsys.path.insert(0, '.')\nfrom base import *\n"}, code=1, says=("base.py:2:||pelicanconf.py:3:",)),
    Case(name="several mistakes at once", files=GOOD, conf='TIMEZONE = "No/Where"\nTHEME = "no-such-theme"\nARTICLE_SAVE_AS = "{slgu}.html"\n', code=1, says=(f"pelicanconf.py:{CONF_LINE}:", f"pelicanconf.py:{CONF_LINE + 1}:", f"pelicanconf.py:{CONF_LINE + 2}:")),
    wrong("an unknown time zone", 'TIMEZONE = "Europe/Brelin"\n', "Europe/Brelin"),
    wrong("an empty time zone", 'TIMEZONE = ""\n'),
    wrong("a time zone that is a path", 'TIMEZONE = "../../etc/passwd"\n'),
    Case(name="a time zone on the command line", files=GOOD, args=("-e", 'TIMEZONE="Mars/Phobos"'), code=1, says=("Mars/Phobos",)),
    doubtful("a locale that is not there", 'LOCALE = ["xx_XX.UTF-8"]\n', "xx_XX"),
    *(
        wrong(f"a wrong type of {line.split(' = ')[0]}: {line.split(' = ')[1]}", f"{line}\n", line.split(" = ")[0])
        for line in (
            "SITENAME = 3", "SITEURL = ['x']", "TIMEZONE = 5", "THEME = 5", "DEFAULT_LANG = None", "DEFAULT_PAGINATION = 'ten'", "PLUGINS = 'ours'",
            "PLUGINS = [3]", "STATIC_PATHS = 'images'", "ARTICLE_PATHS = 'content'", "PAGE_PATHS = 3", "ARTICLE_EXCLUDES = 'x'", "MARKDOWN = []",
            "JINJA_FILTERS = ['x']", "JINJA_FILTERS = {'x': 3}", "JINJA_ENVIRONMENT = []", "EXTRA_PATH_METADATA = ['x']", "DIRECT_TEMPLATES = 'index'",
            "IGNORE_FILES = '*.bak'", "FEED_MAX_ITEMS = 'ten'", "SUMMARY_MAX_LENGTH = 'x'", "DEFAULT_METADATA = ['x']", "PAGINATED_TEMPLATES = ['index']",
            "DATE_FORMATS = '%d'", "DEFAULT_DATE_FORMAT = 3", "READERS = ['x']", "TEMPLATE_PAGES = ['x']", "ARTICLE_SAVE_AS = 3", "SLUG_REGEX_SUBSTITUTIONS = 'x'",
            "PAGINATION_PATTERNS = 'x'", "DEFAULT_DATE = (2020, 13, 40)", "PLUGIN_PATHS = 3", "FORMATTED_FIELDS = 'summary'", "DOCUTILS_SETTINGS = 'x'",
            "DELETE_OUTPUT_DIRECTORY = 'no'", "OUTPUT_RETENTION = '.git'", "THEME_STATIC_PATHS = 'static'", "FILENAME_METADATA = 3", "ARTICLE_ORDER_BY = 3",
        )
    ),
    doubtful("SITNAME", 'SITNAME = "x"\n', "SITENAME"),
    doubtful("TIMZONE", 'TIMZONE = "UTC"\n', "TIMEZONE"),
    doubtful("ARTICLE_SAVEAS", 'ARTICLE_SAVEAS = "{slug}/index.html"\n', "ARTICLE_SAVE_AS"),
    doubtful("STATIC_PATH", 'STATIC_PATH = ["files"]\n', "STATIC_PATHS"),
    doubtful("DEFUALT_PAGINATION", "DEFUALT_PAGINATION = 10\n", "DEFAULT_PAGINATION"),
    doubtful("FEED_ALL_ATON", 'FEED_ALL_ATON = "x.xml"\n', "FEED_ALL_ATOM"),
    doubtful("PLUGIN", 'PLUGIN = ["x"]\n', "PLUGINS"),
    Case(name="an old name of a setting", files=GOOD, conf='PAGE_DIR = "pages"\n', says=("PAGE_DIR",), has={"pages/about.html": ()}),
    Case(name="a misspelt setting on the command line", files=GOOD, args=("-e", 'SITENAM="x"'), says=("SITENAM",), has={"one.html": ()}),
    doubtful("a folder of static files that is not there", 'STATIC_PATHS = ["images", "no-such"]\n', "no-such"),
    wrong("no folder at PATH", 'PATH = "no-such"\n', "no-such", content=""),
    wrong("the theme does not exist", 'THEME = "no-such-theme"\n', "no-such-theme"),
    wrong("articles above the output", 'ARTICLE_SAVE_AS = "../{slug}.html"\n', "ARTICLE_SAVE_AS"),
    wrong("articles at the root of the disk", 'ARTICLE_SAVE_AS = "/{slug}.html"\n', "ARTICLE_SAVE_AS"),
    wrong("a page of an index above the output", 'INDEX_SAVE_AS = "../index.html"\n', "INDEX_SAVE_AS"),
    wrong("a feed above the output", 'FEED_ALL_ATOM = "../all.atom.xml"\nSITEURL = "https://example.org"\n', "FEED_ALL_ATOM"),
    wrong("the files of the theme above the output", 'THEME_STATIC_DIR = "../theme"\n', "THEME_STATIC_DIR"),
    wrong("static files above the output", 'STATIC_SAVE_AS = "../{path}"\n', "STATIC_SAVE_AS"),
    wrong("static files from outside", 'STATIC_PATHS = ["../outside"]\n', "STATIC_PATHS"),
    wrong("static files from the root of the disk", 'STATIC_PATHS = ["/etc"]\n', "STATIC_PATHS"),
    wrong("posts from outside", 'ARTICLE_PATHS = ["../../outside"]\n', "ARTICLE_PATHS"),
    wrong("a path of metadata above the output", 'EXTRA_PATH_METADATA = {"images/p.png": {"path": "../../p.png"}}\n', says=("p.png||EXTRA_PATH_METADATA",)),
    wrong("a template page above the output", 'TEMPLATE_PAGES = {"pages/p.md": "../x.html"}\n', says=("TEMPLATE_PAGES||../x.html",)),
    wrong("an unknown field of an address", 'ARTICLE_SAVE_AS = "{slgu}.html"\n', "slgu"),
    wrong("a brace that is not closed", 'ARTICLE_URL = "{slug.html"\n', "ARTICLE_URL"),
    wrong("an empty field of an address", 'ARTICLE_SAVE_AS = "{}.html"\n', "ARTICLE_SAVE_AS"),
    wrong("a field that reaches into Python", 'ARTICLE_URL = "{date.__class__.__init__.__globals__[sys]}.html"\n', code=None),
    Case(name="an address of one place for all posts", files={**GOOD, "content/b.md": post(title="Two")}, conf='ARTICLE_SAVE_AS = "posts.html"\nARTICLE_URL = "posts.html"\n', code=1, says=("ARTICLE_SAVE_AS||posts.html",)),
    Case(name="addresses that differ from where pages are", files={**GOOD, "content/b.md": post("[a]({filename}a.md)", title="Two")}, conf='ARTICLE_URL = "posts/{slug}.html"\n', code=1, says=("posts/one.html",)),
    wrong("a site address without scheme", 'SITEURL = "example.org"\n', code=None),
    wrong("a site address that runs", 'SITEURL = "javascript:alert(1)"\n', "SITEURL"),
    wrong("an extension of Markdown that is not there", 'MARKDOWN = {"extension_configs": {"markdown.extensions.no_such": {}}}\n', "no_such"),
    wrong("an extension of Markdown with an unknown option", 'MARKDOWN = {"extension_configs": {"markdown.extensions.toc": {"no_such": 1}}}\n', "no_such"),
    wrong("an extension of Jinja that is not there", 'JINJA_ENVIRONMENT = {"extensions": ["no.such.Extension"]}\n', "no.such"),
    wrong("an unknown option of Jinja", 'JINJA_ENVIRONMENT = {"no_such": True}\n', "no_such"),
    wrong("a wrong pattern for names of files", 'FILENAME_METADATA = r"(?P<date>\\d{4"\n', "FILENAME_METADATA"),
    wrong("a wrong pattern for paths", 'PATH_METADATA = r"(?P<category>*"\n', "PATH_METADATA"),
    wrong("a wrong pattern for slugs", 'SLUG_REGEX_SUBSTITUTIONS = [("(", "x")]\n', "SLUG_REGEX_SUBSTITUTIONS"),
    wrong("a wrong pattern of links", 'INTRASITE_LINK_REGEX = "[{|](?P<what>.*?[|}]"\n', "INTRASITE_LINK_REGEX"),
    wrong("wrong patterns of pages of pages", 'PAGINATION_PATTERNS = ((1, "{no_such}", "{no_such}"),)\nDEFAULT_PAGINATION = 1\n', says=("no_such||PAGINATION_PATTERNS",)),
    wrong("an order by what no post has", 'ARTICLE_ORDER_BY = "no_such"\n', code=None, says=("no_such",)),
    wrong("a class that is no Pelican", 'PELICAN_CLASS = "no.such.Class"\n', code=None, says=("PELICAN_CLASS",)),
    wrong("an unknown layer of the cache", 'CONTENT_CACHING_LAYER = "x"\nCACHE_CONTENT = True\n', code=None, says=()),
    wrong("a default category that is empty", 'DEFAULT_CATEGORY = ""\n', code=None, says=()),
    Case(name="a function as a filter that fails", files={**GOOD, "over/article.html": "<html>\n{{ article.title|f }}"}, conf='THEME_TEMPLATES_OVERRIDES = ["over"]\nJINJA_FILTERS = {"f": lambda x: 1 / 0}\n', code=1, says=("over/article.html:2:||pelicanconf.py",)),
    Case(name="an order that fails", files={**GOOD, "content/b.md": post(title="Two")}, conf="ARTICLE_ORDER_BY = lambda a: 1 / 0\n", code=1, says=("ZeroDivisionError||division||pelicanconf.py",)),
    Case(name="two feeds at one place", files=GOOD, conf=f'{FEEDS}FEED_ATOM = "feeds/all.atom.xml"\nCATEGORY_FEED_ATOM = "feeds/all.atom.xml"\n', code=1, says=("feeds/all.atom.xml||CATEGORY_FEED_ATOM",)),
    Case(name="settings of the press that are misspelt", files=GOOD, conf="PRESS_SECOND = 3\n", code=None, says=("PRESS_SECOND",)),
    Case(name="no settings file, and no site name", files={"pelicanconf.py": None, "content/a.md": post()}, args=("-t", "simple", "-s", "pelicanconf.py"), code=1, says=("pelicanconf.py",)),
    Case(name="the settings file of another folder", files={**GOOD, "conf/pelicanconf.py": BASE_CONF}, args=("-s", "conf/pelicanconf.py"), has={"one.html": ()}),
)  # fmt: skip
