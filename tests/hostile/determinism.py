"""The same input gives the same bytes, wherever and whenever it is built."""

from __future__ import annotations

from hostile.cases import FEEDS, PNG, USE_PLUGIN, Case, page, plugin, post

_POSTS = {
    f"content/{folder}/{n}.md": post(f"Words {n} by “{folder}”.\n\n```python\nx = {n}\n```", f"Tags: {', '.join(f't{k}' for k in range(n, n + 4))}", f"Author: Author {n % 3}", title=f"Post {n}", date=f"2020-01-0{n % 3 + 1}")
    for n, folder in enumerate(["x", "y", "z", "é", "ß", "Ä", "x", "y"])
}  # fmt: skip
_SITE = {
    **_POSTS,
    "content/pages/p.md": page("Words.", "Date: 2020-05-05"),
    "content/pages/q.md": page(title="Another"),
    "content/images/p.png": PNG,
    "content/images/q/r.png": PNG,
}
_ALL = (
    FEEDS
    + 'CATEGORY_FEED_ATOM = "feeds/{slug}.atom.xml"\nYEAR_ARCHIVE_SAVE_AS = "{date:%Y}/index.html"\nMONTH_ARCHIVE_SAVE_AS = "{date:%Y}/{date:%b}/index.html"\n'
)
_ELSEWHERE = ({"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"}, {"TZ": "America/New_York", "LC_ALL": "C", "LANG": "de_DE.UTF-8"})

CASES = (
    Case(name="hash seed, folder order, time zone, locale", files=_SITE, conf=_ALL, others=_ELSEWHERE, has={"index.html": ("Post 1",)}),
    Case(name="the theme notmyidea", files=_SITE, conf=_ALL + 'THEME = "notmyidea"\n', others=_ELSEWHERE[:1]),
    Case(name="a time zone of the site", files=_SITE, conf=_ALL + 'TIMEZONE = "Europe/Berlin"\n', others=_ELSEWHERE),
    Case(name="dates in words", files=_SITE, conf=_ALL + 'DEFAULT_LANG = "de"\nDEFAULT_DATE_FORMAT = "%A, %d. %B %Y"\n', others=({"LC_ALL": "C"}, {"LC_ALL": "fr_FR.UTF-8"}, {"LC_TIME": "ja_JP.UTF-8", "LC_ALL": ""}), has={"index.html": ("Januar 2020",)}),
    Case(name="posts of one instant", files={f"content/{name}.md": post(title=f"Post {name}", date="2020-01-02 10:00") for name in "dacbfe"}, conf=_ALL, others=_ELSEWHERE),
    Case(name="relative addresses and pages of pages", files=_SITE, conf=_ALL + "RELATIVE_URLS = True\nDEFAULT_PAGINATION = 3\n", others=_ELSEWHERE[:1]),
    Case(name="the instant of the build is said by the environment", files=_SITE, conf=_ALL, environment={"SOURCE_DATE_EPOCH": "1600000000"}, others=_ELSEWHERE[:1]),
    Case(name="feeds of nothing", files={"content/pages/p.md": page()}, conf=_ALL, environment={"SOURCE_DATE_EPOCH": "1600000000"}, others=_ELSEWHERE[:1]),
    Case(name="a plugin that changes the locale", files={**plugin("initialized", "import locale\ntry:\n    locale.setlocale(locale.LC_ALL, '')\nexcept locale.Error:\n    pass"), **_SITE}, conf=_ALL + USE_PLUGIN, others=({"LC_ALL": "C"},)),
    Case(name="sources, links and archives of days", files=_SITE, conf=_ALL + 'OUTPUT_SOURCES = True\nDAY_ARCHIVE_SAVE_AS = "{date:%Y}/{date:%j}/index.html"\n', others=_ELSEWHERE[:1]),
    Case(name="the second build gives the bytes of the first", files=_SITE, conf=_ALL, others=({"TZ": "UTC"},)),
)  # fmt: skip
