"""The names of settings: misspelt, gone, or known."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator
from types import MappingProxyType
from typing import Final

from pelican.settings import DEFAULT_CONFIG

from press.pelican_settings.families import direct_places
from press.pelican_settings.fault import Fault, Settings
from press.pelican_settings.kinds import KINDS
from press.pelican_settings.usage import is_used

# Documented, and without a default.
_WITHOUT_DEFAULT: Final = """
    ANALYTICS ARCHIVES_SAVE_AS ARCHIVES_URL AUTHOR AUTHORS_SAVE_AS AUTHORS_URL CATEGORIES_SAVE_AS CATEGORIES_URL DEBUG DEFAULT_DATE
    DISQUS_SITENAME FEED_DOMAIN GITHUB_POSITION GITHUB_URL INDEX_URL LINKS LINKS_WIDGET_NAME MENUITEMS SITESUBTITLE SOCIAL
    SOCIAL_WIDGET_NAME STYLESHEET_URL SUMMARY_MAX_PARAGRAPHS TAGS_SAVE_AS TAGS_URL TIMEZONE TWITTER_USERNAME
"""
# Pelican says so itself where it finds one of these.
_TOLD_BY_PELICAN: Final = """
    ARTICLE_DIR ARTICLE_PERMALINK_STRUCTURE AUTHOR_SUBSTITUTIONS AUTORELOAD_IGNORE_CACHE CATEGORY_FEED CATEGORY_SUBSTITUTIONS
    CLEAN_URLS EXTRA_TEMPLATES_PATHS FEED FILES_TO_COPY JINJA_EXTENSIONS LESS_GENERATOR MD_EXTENSIONS PAGE_DIR
    PAGINATED_DIRECT_TEMPLATES PLUGIN_PATH SLUG_SUBSTITUTIONS TAG_FEED TAG_SUBSTITUTIONS TRANSLATION_FEED WRITE_SELECTED
"""
# Pelican passes these over without a word. Source: its changelog.
_REMOVED: Final = MappingProxyType(
    {
        "DATE_FORMAT": "Write DATE_FORMATS, or DEFAULT_DATE_FORMAT",
        "MARKUP": "Write READERS",
        "PDF_GENERATOR": "Use a plugin for PDF",
        "PDF_PROCESSOR": "Use a plugin for PDF",
        "PDF_STYLE_PATH": "Use a plugin for PDF",
        "REVERSE_ARCHIVE_ORDER": "Write NEWEST_FIRST_ARCHIVES",
        "WEBASSETS": "Use the plugin webassets",
    }
)
KNOWN: Final = frozenset({*DEFAULT_CONFIG, *KINDS, *_WITHOUT_DEFAULT.split(), *_TOLD_BY_PELICAN.split(), *_REMOVED})


def name_faults(settings: Settings, authored: Collection[str], read: Collection[str]) -> Iterator[Fault]:
    """That nothing reads a setting which is like one that Pelican knows, or has known."""
    known = KNOWN | set(direct_places(settings))
    for name in sorted(authored):
        if name in read:  # the settings need it themselves
            continue
        if name in _REMOVED and not is_used(name, settings):
            yield Fault(name, "doubtful-setting", f"Pelican does not know {name} any more", _REMOVED[name])
        elif name.upper() in known and name != name.upper():
            remedy = f"Write {name.upper()}"
            yield Fault(name, "doubtful-setting", f"{name} has no effect: settings are written in capitals", remedy)
        elif name not in known and (near := _near_name(name, known)) and not is_used(name, settings):
            yield Fault(name, "doubtful-setting", f"nothing reads {name}", f'Did you mean "{near}"?')


def _near_name(name: str, known: Iterable[str]) -> str:
    """The known name that differs by one slip of the hand or the order of its words, or is very like it; or nothing."""
    names = sorted(known)
    words = sorted(name.split("_"))
    slips = [other for other in names if _is_one_slip(name, other) or sorted(other.split("_")) == words]
    return next(iter(slips or difflib.get_close_matches(name, names, n=1, cutoff=0.85)), "")


def _is_one_slip(word: str, other: str) -> bool:
    """Whether the two differ by one letter more, or by two that changed places."""
    shorter, longer = sorted((word, other), key=len)
    if len(shorter) == len(longer):
        return any(word[:at] + word[at + 1] + word[at] + word[at + 2 :] == other for at in range(len(word) - 1))
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
