"""Filters: what templates do to a title, a text or a date before readers see it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from typing import Any

from babel.core import Locale
from babel.dates import format_date, format_skeleton
from markupsafe import Markup
from pelican.contents import Content

from editorial.csl import Style
from editorial.works import Work
from pelican_editorial import places, typography


def filters(lang: str, style: Style) -> Mapping[str, Callable[..., Any]]:
    """The filters for a site in a language (a BCP 47 tag) that cites in a style."""
    locale = Locale.parse(lang, sep="-")
    return {
        "body_at": body_at,
        "typeset_title": typography.set_title,
        "typeset": typography.set_text,
        "date_in_words": partial(date_in_words, locale=locale),
        "day_and_month": partial(day_and_month, locale=locale),
        "machine_date": machine_date,
        "language_tag": language_tag,
        "with_places": places.with_places,
        "place_of": places.place_of,
        "in_style": partial(in_style, style=style),
        "in_order_of_style": style.ordered,
        "hours_and_minutes": hours_and_minutes,
    }


def body_at(text: Content, address: str) -> Markup:
    """The body of a text, with links within the site that begin with an address."""
    return Markup(text.get_content(address))


def in_style(works: Iterable[Work], among: Iterable[Work] | None = None, *, style: Style) -> list[Markup]:
    """Works as a list of works has them, in their order; letters tell apart those that would be cited alike.

    ``among`` are the works of the page, if there are others too.
    """
    listed = tuple(works)
    letters = style.letters({work.key: work for work in (listed if among is None else among)}.values())
    return [_set_entry(style.entry(work, letters.get(work.key, ""))) for work in listed]


@lru_cache(maxsize=8192)  # a work stands on many pages
def _set_entry(entry: str) -> Markup:
    return Markup(typography.set_body(entry))


def hours_and_minutes(minutes: int) -> Markup:
    """A reading time in words: ``5 minutes``, ``1 hour``, ``2 hours 10 minutes``; a number stays with its noun."""
    hours, left = divmod(minutes, 60)
    counted = [(hours, "hour"), (left, "minute")]
    return Markup(" ".join(f"{n}\u00a0{one}{'' if n == 1 else 's'}" for n, one in counted if n) or "no\u00a0time")


def date_in_words(when: datetime.date, locale: Locale) -> str:
    """The day in the site's language: 15 December 2015."""
    return format_date(when, "long", locale=locale)


def day_and_month(when: datetime.datetime, locale: Locale) -> str:
    """The day without its year: 15 December."""
    return format_skeleton("MMMMd", when, locale=locale)


def machine_date(when: datetime.date) -> str:
    """The day for machines, as HTML's ``time`` wants it: 2015-12-15."""
    return (when.date() if isinstance(when, datetime.datetime) else when).isoformat()


def language_tag(tag: str) -> str:
    """A language tag in its usual letters, en-GB: Pelican makes all its settings' and sources' languages lower case.

    Source: RFC 5646 §2.1.1.
    """
    first, *others = tag.split("-")
    usual = {2: str.upper, 4: str.title}
    return "-".join([first.lower(), *(usual.get(len(part), str.lower)(part) for part in others)])
