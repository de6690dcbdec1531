"""Settings that come in families: for each sort of content, name, period and feed, with what they are filled in."""

from __future__ import annotations

from typing import Any, Final

from pelican.settings import DEFAULT_CONFIG

from press.pelican_settings.fault import Settings
from press.pelican_settings.values import is_list, is_text

OF_CONTENT: Final = {
    "ARTICLE": "article",
    "ARTICLE_LANG": "article",
    "DRAFT": "draft",
    "DRAFT_LANG": "draft",
    "PAGE": "page",
    "PAGE_LANG": "page",
    "DRAFT_PAGE": "draft",
    "DRAFT_PAGE_LANG": "draft",
    "STATIC": "static file",
}
OF_NAMES: Final = {"CATEGORY": "category", "TAG": "tag", "AUTHOR": "author"}
OF_PERIODS: Final = {"YEAR_ARCHIVE": "year", "MONTH_ARCHIVE": "month", "DAY_ARCHIVE": "day"}
FORMS: Final = ("ATOM", "RSS")
FEEDS: Final = {
    "FEED": ("", ""),
    "FEED_ALL": ("", ""),
    "CATEGORY_FEED": ("slug", "category"),
    "AUTHOR_FEED": ("slug", "author"),
    "TAG_FEED": ("slug", "tag"),
    "TRANSLATION_FEED": ("lang", "language"),
}
CONTENT_FIELDS: Final = frozenset({"author", "category", "date", "lang", "path", "slug"})
HEADER_FIELDS: Final = frozenset({"authors", "modified", "status", "summary", "tags", "template", "title"})
EXPRESSIONS: Final = frozenset({"FILENAME_METADATA", "INTRASITE_LINK_REGEX", "PATH_METADATA"})
SUBSTITUTIONS: Final = tuple(f"{what}_REGEX_SUBSTITUTIONS" for what in ("AUTHOR", "CATEGORY", "SLUG", "TAG"))


def direct_places(settings: Settings) -> tuple[str, ...]:
    """The names of the settings that say where pages of ``DIRECT_TEMPLATES`` stand."""
    templates: Any = settings.get("DIRECT_TEMPLATES")
    if not (is_list(templates) and all(map(is_text, templates))):
        templates = DEFAULT_CONFIG["DIRECT_TEMPLATES"]
    names = [name.upper() for name in templates]
    places = [f"{name}_{form}" for name in names for form in ("SAVE_AS", "URL")]
    return tuple(dict.fromkeys(place for place in places if place not in DEFAULT_CONFIG or place == "INDEX_SAVE_AS"))
