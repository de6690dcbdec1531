"""Escaping: every template escapes what it prints, whoever wrote it; what is HTML says so by its type."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from functools import lru_cache, wraps
from typing import Any, Final

import nh3
from jinja2 import Environment
from markupsafe import Markup, escape
from pelican.contents import Content
from pelican.settings import DEFAULT_CONFIG

from press.dates import DateFilter

# A tag in a setting: then the setting is meant as HTML. The site's owner wrote it, so that it is trusted.
_TAG: Final = re.compile(r"<[A-Za-z][^<>]*>")
_WORDS: Final = frozenset((*DEFAULT_CONFIG, "SITENAME", "SITESUBTITLE", "AUTHOR", "TAGLINE", "MENUITEMS", "LINKS", "SOCIAL"))
_PARTS: Final = re.compile(r"(<[^<>]*>)")
HTML: Final = ("content", "summary")  # what of a text is HTML
# Longer than any title or summary; the sanitiser takes its time over what is nested deeply.
_LONG: Final = 100_000


def escaping(environment: Mapping[str, Any]) -> dict[str, Any]:
    """Options for Jinja (JINJA_ENVIRONMENT) with escaping switched on; templates are read once, for no build outlasts them."""
    return {**environment, "autoescape": True, "auto_reload": False}


def protect(env: Environment, language: str, *, own: Mapping[str, Callable[..., Any]]) -> None:
    """Give a template environment our filters: ``safe`` that believes types only, and dates in the site's language.

    ``own`` are the filters of the site's settings: what they make of HTML is HTML, even where they return a plain string.
    """
    env.__class__ = EscapingEnvironment  # Pelican makes the environment itself
    env.autoescape = True
    env.filters |= {name: _keeping_html(made) for name, made in own.items() if env.filters.get(name) is made}
    env.filters["safe"] = safe
    env.filters["strftime"] = DateFilter(language)


def _keeping_html(made: Callable[..., Any]) -> Callable[..., Any]:
    """A filter whose result is HTML where it was given HTML: its author wrote it for a Pelican that escapes nothing."""

    @wraps(made)
    def keeping(*arguments: Any, **options: Any) -> Any:
        result = made(*arguments, **options)
        return Markup(result) if type(result) is str and any(isinstance(one, Markup) for one in arguments[:2]) else result

    return keeping


def safe(value: Any) -> Markup:
    """The value as HTML that cannot run: what is Markup as it is, any other text sanitised.

    A theme that says ``title | safe`` means HTML, and a title is whatever an author typed. Quotation marks and equals signs of
    a text are written as entities, so that it breaks out of no attribute either.
    """
    if hasattr(value, "__html__"):
        return Markup(value)
    text = "" if value is None else str(value)
    return Markup(_sanitised(text)) if len(text) <= _LONG else escape(text)


@lru_cache(maxsize=4096)
def _sanitised(text: str) -> str:
    parts = _PARTS.split(nh3.clean(text, link_rel=None))
    return "".join(_in_tag(part) if part.startswith("<") else _in_text(part) for part in parts)


def _in_text(text: str) -> str:
    return text.replace('"', "&#34;").replace("'", "&#39;").replace("=", "&#61;")


def _in_tag(tag: str) -> str:
    return re.sub(r'="([^"]*)"', lambda match: f'="{match[1].replace("=", "&#61;")}"', tag)


def html_of_settings(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of the site's own that hold HTML, as Markup: its theme prints them raw, and they must stay what they are.

    Pelican's own, such as the name of the site, are words.
    """
    own = {name: value for name, value in settings.items() if name.isupper() and name not in _WORDS}
    return {name: Markup(value) for name, value in own.items() if type(value) is str and _TAG.search(value)}


def html_of(content: Content, name: str, value: Any) -> Markup:
    """What ``content`` or ``summary`` of a text is as HTML: both are, but for a summary that is words of the header, unformatted."""
    is_plain = name == "summary" and name in content.metadata and name not in content.settings["FORMATTED_FIELDS"]
    # A plain summary may have been written with entities; Pelican prints it raw.
    return Markup(value) if hasattr(value, "__html__") or not is_plain else escape(html.unescape(str(value)))


class EscapingEnvironment(Environment):
    """Jinja's environment in which the body and the summary of a text are HTML, and nothing else of it is.

    Only templates see them so: to plugins they are the plain strings that they have always been.
    """

    def getattr(self, obj: Any, attribute: str) -> Any:
        """An attribute, as ``obj.attribute`` in a template."""
        value = super().getattr(obj, attribute)
        return html_of(obj, attribute, value) if attribute in HTML and isinstance(obj, Content) else value

    def getitem(self, obj: Any, argument: Any) -> Any:
        """An item or attribute, as ``obj["attribute"]`` in a template."""
        value = super().getitem(obj, argument)
        return html_of(obj, argument, value) if argument in HTML and isinstance(obj, Content) else value
