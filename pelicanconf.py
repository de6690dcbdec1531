"""Settings for working on the site. ``publishconf.py`` adds what publishing needs.

Pelican's settings: https://docs.getpelican.com/en/stable/settings.html. Ours begin with EDITORIAL_
(``plugins/pelican_editorial``) or PRESS_ (``plugins/press``).
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "plugins"))

from jinja2 import StrictUndefined  # noqa: E402

import pelican_editorial  # noqa: E402
from pelican_editorial.tables import TableExtension  # noqa: E402
from press.site import Site  # noqa: E402

# --- the site: make these yours -------------------------------------------------------------------
SITENAME = "Notes on safer practice"
SITESUBTITLE = "Child protection, and how services learn"
EDITORIAL_DESCRIPTION = (
    "Posts and position papers on child protection in England: inspection, reorganisation, blame, and how services learn from error."
)
EDITORIAL_ADDRESS = "https://pamphleteer.example"
# Who mints the ids of texts: a domain of yours and a day on which you had it. It never changes, not even with the domain.
EDITORIAL_AUTHORITY = "pamphleteer.example,2026-11-01"
EDITORIAL_LICENCE = "Sample content of Pamphleteer, under the licence of the project."
EDITORIAL_CITATION_STYLE = "harvard-cite-them-right"  # or apa, or the path of an author-date style in CSL
EDITORIAL_HUB = ""  # the address of a WebSub hub, which `python3 tasks.py ping` tells of what is new
AUTHOR = "The editors"
DEFAULT_LANG = "en-GB"
TIMEZONE = "Europe/London"

# --- where things are -----------------------------------------------------------------------------
PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
THEME_STATIC_DIR = "static"
ARTICLE_PATHS = ["posts", "papers"]
ARTICLE_EXCLUDES = ["papers/versions"]  # frozen versions are pages of their papers
PAGE_PATHS = ["pages"]
STATIC_PATHS = ["images"]
PRESS_DATA_PATHS = ["data"]
PATH_METADATA = r"(?P<category>posts|papers)/.*"
EXTRA_PATH_METADATA = {"papers": {"template": "paper"}}
USE_FOLDER_AS_CATEGORY = False
FILENAME_METADATA = ""
SLUGIFY_SOURCE = "basename"

# --- addresses (docs/architecture.md) ---------------------------------------------------------------
SITEURL = ""
ARTICLE_URL = ARTICLE_LANG_URL = "{category}/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_LANG_SAVE_AS = "{category}/{slug}/index.html"
PAGE_URL = PAGE_LANG_URL = "{slug}/"
PAGE_SAVE_AS = PAGE_LANG_SAVE_AS = "{slug}/index.html"
# Drafts are written nowhere; `serve` gives them an address for its own use.
DRAFT_URL = DRAFT_LANG_URL = DRAFT_PAGE_URL = DRAFT_PAGE_LANG_URL = "drafts/{slug}/"
DRAFT_SAVE_AS = DRAFT_LANG_SAVE_AS = DRAFT_PAGE_SAVE_AS = DRAFT_PAGE_LANG_SAVE_AS = ""
TAG_URL = "themes/{slug}/"
TAG_SAVE_AS = CATEGORY_SAVE_AS = AUTHOR_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "archives", "papers", "themes", "works", "feeds", "corrections", "404", "headers"]
ARCHIVES_SAVE_AS, ARCHIVES_URL = "archive/index.html", "archive/"
PAPERS_SAVE_AS, PAPERS_URL = "papers/index.html", "papers/"
THEMES_SAVE_AS, THEMES_URL = "themes/index.html", "themes/"
WORKS_SAVE_AS, WORKS_URL = "works/index.html", "works/"
FEEDS_SAVE_AS, FEEDS_URL = "feeds/index.html", "feeds/"
CORRECTIONS_SAVE_AS, CORRECTIONS_URL = "corrections/index.html", "corrections/"
HEADERS_SAVE_AS = "_headers"
PAGINATED_TEMPLATES = {}

# Our own generator writes the feeds; none of Pelican's.
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None

# --- how it is built --------------------------------------------------------------------------------
# Modules, not names: a name that fails to import is only logged, and the site is built without it.
PLUGINS = [pelican_editorial]
PELICAN_CLASS = Site
ARTICLE_ORDER_BY = pelican_editorial.newest_first
WITH_FUTURE_DATES = True  # our plugin holds them back, by an instant that a build can be given
IGNORE_FILES = [".*"]  # Pelican's own "**/.*" matches no name
READERS = dict.fromkeys(["markdown", "mkd", "mdown", "rst", "html", "htm"])  # texts end in .md, and are read one way
FORMATTED_FIELDS = []
TYPOGRIFY = False  # our own step sets the punctuation and leaves code, SVG and titles' plain text alone
JINJA_ENVIRONMENT = {
    "autoescape": True,
    "undefined": StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "auto_reload": False,  # each build reads the templates anew, and none of them twice
}
MARKDOWN = {
    "extensions": [
        "markdown.extensions.abbr",
        "markdown.extensions.attr_list",
        "markdown.extensions.def_list",
        "markdown.extensions.fenced_code",
        "markdown.extensions.footnotes",
        "markdown.extensions.sane_lists",
        "markdown.extensions.tables",
        "markdown.extensions.toc",
        TableExtension(),
    ],
    "extension_configs": {
        "markdown.extensions.footnotes": {"BACKLINK_TITLE": "Back to the text at note {}"},
        "markdown.extensions.tables": {"use_align_attribute": True},
    },
    "output_format": "html",
}
EDITORIAL_CSP = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
