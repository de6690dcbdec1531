"""Of what kind each setting must be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from pelican.settings import DEFAULT_CONFIG

from press.pelican_settings.families import FEEDS, FORMS, OF_CONTENT, OF_NAMES, OF_PERIODS, SUBSTITUTIONS
from press.pelican_settings.values import (
    either,
    is_absent,
    is_amount,
    is_count,
    is_dictionary,
    is_list,
    is_none,
    is_number,
    is_pairs,
    is_path,
    is_pelican,
    is_plugin,
    is_reader,
    is_switch,
    is_text,
    is_tuple_of,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a value must be: in ``words``, and whether one ``fits``. ``item`` is what stands in a list, or for each key."""

    words: str
    fits: Callable[[Any], bool]
    item: Kind | None = None


_TEXT = Kind("a string", is_text)
_PATH = Kind("a path", is_path)
_SWITCH = Kind("True or False", is_switch)
_COUNT = Kind("a whole number", is_count)
_COUNT_OR_NONE = Kind("a whole number, or None", either(is_count, is_none))
_PER_PAGE = Kind("the number of articles on a page, or False", either(is_count, is_absent))
_TEXTS = Kind("a list of strings", is_list, _TEXT)
_PATHS = Kind("a list of paths", is_list, _PATH)
_PATHS_OR_ONE = Kind("a list of paths", either(is_list, is_text), _PATH)
_TEXT_OR_TEXTS = Kind("a string, or a list of strings", either(is_text, is_list), _TEXT)
_TEXTS_OR_ABSENT = Kind("a string, a list of strings, or None", either(is_text, is_list, is_absent), _TEXT)
_TABLE = Kind("a dictionary", is_dictionary)
_TABLE_OR_NONE = Kind("a dictionary, or None", either(is_dictionary, is_none))
_CALLABLES = Kind("a dictionary of functions", is_dictionary, Kind("a function", callable))
PLACE = Kind('a path, or "" for none', either(is_path, is_absent))
# Pelican makes a text of these first: None and False become files of those names.
TEXT_PLACE = Kind("a path", is_path)
_ORDER = Kind("a string, or a function", either(is_text, callable))
_PAIRS = Kind("a list of pairs", is_list, Kind("a pair of strings", is_tuple_of(is_text, is_text)))
_DATE_FORMAT = Kind("a string, or a pair of locale and string", either(is_text, is_tuple_of(is_text, is_text)))
_BY_DEFAULT: Final = {bool: _SWITCH, int: _COUNT, str: _TEXT, list: _TEXTS, dict: _TABLE}

KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {name: _BY_DEFAULT[type(value)] for name, value in DEFAULT_CONFIG.items() if type(value) in _BY_DEFAULT}
    | dict.fromkeys(("PATH", "OUTPUT_PATH", "CACHE_PATH", "THEME", "THEME_STATIC_DIR"), _PATH)
    | dict.fromkeys(("ARTICLE_PATHS", "PAGE_PATHS", "STATIC_PATHS", "THEME_STATIC_PATHS", "THEME_TEMPLATES_OVERRIDES"), _PATHS)
    | dict.fromkeys(("ARTICLE_EXCLUDES", "PAGE_EXCLUDES", "STATIC_EXCLUDES"), _PATHS)
    | {f"{what}_{form}": TEXT_PLACE for what in OF_CONTENT for form in ("SAVE_AS", "URL")}
    | {f"{what}_{form}": PLACE for what in OF_NAMES for form in ("SAVE_AS", "URL")}
    | {f"{what}_SAVE_AS": Kind('a string, or "" for none', either(is_text, is_absent)) for what in OF_PERIODS}
    | {f"{what}_URL": _TEXT for what in OF_PERIODS}
    | {f"{what}_{form}": PLACE for what in FEEDS for form in FORMS}
    | {f"{what}_{form}_URL": _TEXT if field else PLACE for what, (field, _) in FEEDS.items() for form in FORMS}
    | dict.fromkeys(SUBSTITUTIONS, _PAIRS)
    | dict.fromkeys(("ARTICLE_ORDER_BY", "PAGE_ORDER_BY"), _ORDER)
    | dict.fromkeys(("ARTICLE_TRANSLATION_ID", "PAGE_TRANSLATION_ID"), _TEXTS_OR_ABSENT)
    | dict.fromkeys(("FEED_MAX_ITEMS", "SUMMARY_MAX_LENGTH", "SUMMARY_MAX_PARAGRAPHS"), _COUNT_OR_NONE)
    | dict.fromkeys(("JINJA_FILTERS", "JINJA_TESTS"), _CALLABLES)
    | dict.fromkeys(("AUTHOR", "TIMEZONE"), _TEXT)
    | dict.fromkeys(("CSS_FILE", "FEED_DOMAIN", "PATH_METADATA"), Kind("a string, or None", either(is_text, is_absent)))
    | {
        "DATE_FORMATS": Kind("a dictionary", is_dictionary, _DATE_FORMAT),
        "DEFAULT_DATE": Kind(
            'a date, "fs", or a tuple of year, month and day',
            either(is_text, is_absent, lambda value: isinstance(value, tuple | list) and all(map(is_number, value))),
        ),
        "DEFAULT_DATE_FORMAT": _DATE_FORMAT,
        "DEFAULT_METADATA": Kind("a dictionary", either(is_dictionary, is_pairs)),
        "DEFAULT_PAGINATION": _PER_PAGE,
        "DOCUTILS_SETTINGS": _TABLE_OR_NONE,
        "EXTRA_PATH_METADATA": Kind("a dictionary", is_dictionary, _TABLE),
        "LOCALE": _TEXT_OR_TEXTS,
        "LOG_FILTER": Kind(
            "a list of pairs", is_list, Kind("a pair of level and message", is_tuple_of(lambda level: isinstance(level, int), is_text))
        ),
        "PAGINATED_TEMPLATES": Kind("a dictionary", is_dictionary, Kind("the number of articles on a page, or None", _PER_PAGE.fits)),
        "PAGINATION_PATTERNS": Kind(
            "a list of patterns",
            is_list,
            Kind("a number and two patterns, for address and file", is_tuple_of(is_number, is_text, is_text)),
        ),
        "PELICAN_CLASS": Kind('a class like Pelican, or its name like "pelican.Pelican"', is_pelican),
        "PLUGINS": Kind("a list of plugins, or None", either(is_list, is_none), Kind("a plugin, or the name of one", is_plugin)),
        "PLUGIN_PATHS": _PATHS_OR_ONE,
        "PRESS_DATA_PATHS": _TEXTS,
        "PRESS_MEGABYTES": Kind("a number of megabytes above 0", lambda value: is_amount(value) and value >= 1),
        "PRESS_SECONDS": Kind("a number of seconds above 0", is_amount),
        "PRESS_TRUSTED": _TEXTS,
        "PYGMENTS_RST_OPTIONS": Kind("a dictionary, or None", either(is_dictionary, is_none, is_list)),
        "READERS": Kind("a dictionary", is_dictionary, Kind("a reader's class, or None", is_reader)),
        "TEMPLATE_PAGES": Kind("a dictionary, or None", either(is_dictionary, is_none), _TEXT),
    }
)
