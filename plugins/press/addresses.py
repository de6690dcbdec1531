"""Addresses: where a text is written and what it is linked to, as Pelican has it, without what the patterns do not ask for."""

from __future__ import annotations

import datetime
import string
from functools import lru_cache
from typing import Any, Final

from pelican.contents import Article, Content, Page
from pelican.utils import path_to_url


def address(content: Any, key: str) -> str:
    """``url`` or ``save_as`` of a text, empty where it has none.

    Pelican fills in a pattern with all that a header says; there are two for each text of a site, and they ask for its slug.

    Raises KeyError, ValueError, IndexError and AttributeError, as Pelican does: a pattern asks for what there is not.
    """
    kind: Any = type(content)
    if not _is_as_pelican_made_it(kind) or hasattr(content, f"override_{key}"):
        return str(getattr(content, key) or "")
    names = ("DRAFT", "ARTICLE") if issubclass(kind, Article) else ("DRAFT_PAGE", kind.__name__.upper())
    name = names[0] if content.status == "draft" else names[1]
    pattern = str(content.settings[f"{name}_{'' if content.in_default_lang else 'LANG_'}{key.upper()}"])
    asked = _asked_by(pattern)
    if asked is None:
        return str(getattr(content, key))
    return pattern.format(**{one: _value(content, one) for one in asked})


def _value(content: Any, name: str) -> Any:
    """What Pelican gives a pattern under a name (``Content.url_format``). Raises KeyError: nothing."""
    if name == "slug":
        return getattr(content, "slug", "")
    if name == "lang":
        return getattr(content, "lang", "en")
    if name == "date":
        return getattr(content, "date", datetime.datetime.now())
    if name in ("author", "category"):
        return getattr(content, name).slug if hasattr(content, name) else ""
    if name == "path":
        return path_to_url(content.metadata.get("path", content.get_relative_source_path()))
    return content.metadata[name]


_OWN: Final = tuple((name, vars(Content)[name]) for name in ("url", "save_as", "url_format", "get_url_setting"))
_EXPANDING: Final = (Article._expand_settings, Page._expand_settings)


@lru_cache(maxsize=64)
def _is_as_pelican_made_it(kind: type) -> bool:
    """Whether texts of a class have their addresses as Pelican's articles and pages do."""
    return all(getattr(kind, name, None) is own for name, own in _OWN) and getattr(kind, "_expand_settings", None) in _EXPANDING


@lru_cache(maxsize=64)
def _asked_by(pattern: str) -> tuple[str, ...] | None:
    """The names that a pattern asks for; None where that is not told by the pattern alone, or it is none."""
    try:
        parts = [(name, form) for _, name, form, _ in string.Formatter().parse(pattern) if name is not None]
    except ValueError:
        return None
    if any(not name.isidentifier() or "{" in (form or "") for name, form in parts):
        return None
    return tuple({name for name, _ in parts})
