"""Keys: which a header may have, of what sort each is, and which are Pelican's own."""

from __future__ import annotations

import dis
import re
import string
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from pelican.contents import Article, Content, Page
from pelican.readers import DUPLICATES_DEFINITIONS_ALLOWED

# The keys that Pelican, its writers and the themes that come with it read.
KEYS: Final = frozenset(
    {"title", "date", "modified", "category", "tags", "keywords", "author", "authors", "slug", "summary", "description"}
    | {"lang", "translation", "status", "template", "save_as", "url", "timezone", "date_format", "path"}
)
STATUSES: Final[tuple[str, ...]] = Page.allowed_statuses
LISTS: Final = frozenset({"tags", "authors", "keywords", "category", "author"})
# Where a theme may let people write whole sentences; a reader is not meant to click on them.
PROSE: Final = LISTS | {"title", "summary", "description", "subtitle", "excerpt", "abstract", "caption", "headline", "tagline", "series"}
# A second line of these would be joined to what is no sentence.
ONE_LINE: Final = frozenset({"date", "modified", "status", "slug", "lang", "save_as", "url", "template", "category", "author", "timezone"})
# Of what several make no sense.
SINGLE: Final = {*DUPLICATES_DEFINITIONS_ALLOWED, "title", "summary", "lang", "template", "translation", "timezone", "date_format"}


# The settings that the checks of headers depend on.
SETTINGS: Final = (
    "ARTICLE_ORDER_BY", "ARTICLE_TRANSLATION_ID", "AUTHOR_REGEX_SUBSTITUTIONS", "AUTHOR_SAVE_AS", "CATEGORY_REGEX_SUBSTITUTIONS",
    "CATEGORY_SAVE_AS", "DATE_FORMATS", "DEFAULT_DATE", "DEFAULT_LANG", "DEFAULT_METADATA", "EXTRA_PATH_METADATA", "FILENAME_METADATA",
    "FORMATTED_FIELDS", "PAGE_ORDER_BY", "PAGE_TRANSLATION_ID", "PATH_METADATA", "SLUGIFY_PRESERVE_CASE", "SLUGIFY_SOURCE",
    "SLUGIFY_USE_UNICODE", "SLUG_REGEX_SUBSTITUTIONS", "TAG_REGEX_SUBSTITUTIONS", "TAG_SAVE_AS", "TIMEZONE", "USE_FOLDER_AS_CATEGORY",
    *(f"{kind}_{what}" for kind in ("ARTICLE", "PAGE", "DRAFT", "DRAFT_PAGE") for what in ("URL", "SAVE_AS", "LANG_URL", "LANG_SAVE_AS")),
)  # fmt: skip


def named_in(settings: Mapping[str, Any]) -> frozenset[str]:
    """The keys that the settings read or give: in addresses, patterns of paths, orders, and defaults."""
    names = set(settings.get("FORMATTED_FIELDS") or ()) | set(settings.get("DEFAULT_METADATA") or ())
    for values in (settings.get("EXTRA_PATH_METADATA") or {}).values():
        names |= set(values)
    for address in _ADDRESSES:
        names |= _placeholders(str(settings.get(address) or ""))
    for pattern in ("FILENAME_METADATA", "PATH_METADATA"):
        names |= set(re.findall(r"\(\?P<(\w+)>", str(settings.get(pattern) or "")))
    for order in ("ARTICLE_ORDER_BY", "PAGE_ORDER_BY", "ARTICLE_TRANSLATION_ID", "PAGE_TRANSLATION_ID"):
        value = settings.get(order)
        names |= {name.removeprefix("reversed-") for name in _words_of(value)}
    return frozenset(name.lower() for name in names)


@lru_cache(maxsize=256)
def _placeholders(template: str) -> frozenset[str]:
    try:
        return frozenset(re.split(r"[.\[]", name)[0] for _, name, _, _ in string.Formatter().parse(template) if name)
    except ValueError:
        return frozenset()


_ADDRESSES: Final = tuple(name for name in SETTINGS if name.endswith("URL") or re.match(r"(?:ARTICLE|PAGE|DRAFT)_.*SAVE_AS", name))


def _words_of(value: Any) -> tuple[str, ...]:
    """The names in a setting that may be one, several, or something that has none (a function)."""
    listed = value if isinstance(value, list | tuple) else (value,)
    return tuple(name for name in listed if isinstance(name, str))


def _kept() -> frozenset[str]:
    """The attributes of articles and pages: those of their classes, and those that their constructors set."""
    names = {name for cls in (Content, Article, Page) for name in dir(cls)}
    for constructor in (Content.__init__, Article.__init__):
        names |= {one.argval for one in dis.get_instructions(constructor) if one.opname == "STORE_ATTR"}
    return frozenset(name for name in names if not name.startswith("_"))


# The names, in lower case, under which Pelican keeps something on a text that a header must not overwrite. What a header is there
# to say stays allowed, though Pelican keeps it under the same name. Names that begin with _ or override_ are reserved besides.
RESERVED: Final = _kept() - KEYS
