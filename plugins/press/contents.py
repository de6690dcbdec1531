"""Contents: a text as Pelican has made it of its source, as data, so that the next build need not make it again."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast
from urllib.parse import urlparse
from zoneinfo import ZoneInfo

from markupsafe import Markup
from pelican.contents import Article, Content, Page
from pelican.urlwrappers import Author, Category, Tag
from pelican.utils import SafeDatetime

HELD: Final = "_press_held"  # under which a text has its own status (_status) while it is held back
_KINDS: Final = {"Article": Article, "Page": Page}
_NAMES: Final[Mapping[str, Any]] = {"Author": Author, "Category": Category, "Tag": Tag}
# What a text has of the build that it is in, and not of its source.
_OF_THE_BUILD: Final = frozenset({"settings", "_context", "translations", "_content", HELD})


BODY: Final = "_press_body"  # under which a text that was made of data has its body


class NoDataError(Exception):
    """A text holds what is no data: something of a plugin's."""


@dataclass(frozen=True, slots=True)
class Body:
    """The body of a text, before it is asked for: its ``digest`` (of ``press.tracing``), and the ``links`` of Pelican's in it.

    A link is what stands in braces and what follows it: ``("filename", "a.md#part")``.
    """

    fetch: Callable[[], str]
    digest: str
    links: tuple[tuple[str, str], ...]


class _Kept:
    """A text whose body is fetched when it is asked for; most pages of a site are not made again, and need none."""

    _fetch: Body | None
    relative_dir: str

    @property
    def _content(self) -> str:
        if BODY not in self.__dict__ and self._fetch:
            self.__dict__[BODY] = self._fetch.fetch()
        return str(self.__dict__[BODY])

    @_content.setter
    def _content(self, body: str) -> None:
        self.__dict__[BODY] = body
        self._fetch = None

    def body_digest(self) -> str | None:
        """The digest of the body, as long as it is the one that was kept."""
        return self._fetch.digest if self._fetch else None

    def get_static_links(self) -> set[str]:
        """What Pelican's method gives: the files that the body links to."""
        if self._fetch is None:
            return set(Content.get_static_links(cast(Content, self)))
        return {_static_path(cast(Content, self), value) for what, value in self._fetch.links if what in ("static", "attach")}


def _static_path(text: Content, value: str) -> str:
    path = urlparse(value).path
    inner = path[1:] if path.startswith("/") else text.get_relative_source_path(os.path.join(text.relative_dir, path))  # noqa: PTH118
    return str(inner).replace("%20", " ")


def links_of(text: Any) -> tuple[tuple[str, str], ...]:
    """The links of Pelican's in the body of a text, each once: what stands in braces, and what follows."""
    kept = getattr(text, "_fetch", None)
    if isinstance(kept, Body):
        return kept.links
    body = text._content or ""
    if "{" not in body and "|" not in body:
        return ()
    return tuple(dict.fromkeys((match["what"], match["value"]) for match in text._get_intrasite_link_regex().finditer(body)))


# With Pelican's names, which themes and plugins may ask a text for.
_LAZY: Final = {name: type(name, (_Kept, cls), {}) for name, cls in _KINDS.items()}


def as_data(content: Any) -> dict[str, Any]:
    """A text without its body as data for JSON. Raises NoDataError: it is of another kind, or holds what is no data."""
    kind = type(content).__name__
    held = {"_status": content.__dict__[HELD]} if HELD in content.__dict__ else {}
    if type(content) is not _KINDS.get(kind) or content.translations:
        raise NoDataError
    return {
        "kind": kind,
        "attributes": {name: _encoded(value) for name, value in {**vars(content), **held}.items() if name not in _OF_THE_BUILD},
    }


class Contents:
    """Makes texts of data again, for one build, which its ``settings`` and ``context`` are of."""

    def __init__(self, settings: Any, context: Any) -> None:
        self._settings = settings
        self._context = context
        self._zones: dict[str, ZoneInfo] = {}
        self._names: dict[tuple[str, str], Any] = {}

    def content(self, data: Mapping[str, Any], body: Body) -> Any:
        """The text of data; ``body`` is asked for its HTML when somebody wants it.

        Raises KeyError, TypeError and ValueError: it is no such data.
        """
        content: Any = object.__new__(_LAZY[data["kind"]])
        attributes = {name: self._decoded(value) for name, value in data["attributes"].items()}
        content.__dict__.update(attributes, settings=self._settings, _context=self._context, translations=[], _fetch=body)
        return content

    def _decoded(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        kind, *parts = value
        if kind == "list":
            return [self._decoded(part) for part in parts]
        if kind == "tuple":
            return tuple(self._decoded(part) for part in parts)
        if kind == "dict":
            return {key: self._decoded(part) for key, part in parts}
        if kind == "date":
            date, zone, fold = parts
            return SafeDatetime.fromisoformat(date).replace(tzinfo=self._zone(zone), fold=fold)
        if kind == "zone":
            return self._zone(parts[0])
        if kind == "html":
            return Markup(parts[0])
        return self._name(kind, parts[0])

    def _name(self, kind: str, name: str) -> Any:
        if (kind, name) not in self._names:
            self._names[kind, name] = _NAMES[kind](name, self._settings)
        return self._names[kind, name]

    def _zone(self, zone: Any) -> datetime.tzinfo | None:
        if zone is None:
            return None
        if isinstance(zone, str):
            return self._zones.setdefault(zone, ZoneInfo(zone))
        return datetime.timezone(datetime.timedelta(seconds=zone)) if zone else datetime.UTC


def _encoded(value: Any) -> Any:
    """A value as data: what JSON has as itself, all else as a list that begins with its kind."""
    if value is None or type(value) in (str, int, float, bool):
        return value
    if type(value) in (list, tuple):
        return [type(value).__name__, *map(_encoded, value)]
    if type(value) is dict and all(type(key) is str for key in value):
        return ["dict", *([key, _encoded(part)] for key, part in value.items())]
    if type(value) is SafeDatetime:
        return ["date", value.replace(tzinfo=None, fold=0).isoformat(), _zone_of(value.tzinfo), value.fold]
    if type(value) is ZoneInfo and value.key:
        return ["zone", value.key]
    if type(value) is Markup:
        return ["html", str(value)]
    if type(value) in _NAMES.values() and vars(value).keys() <= _OF_A_NAME and value._slug_from_name:
        return [type(value).__name__, value.name]
    raise NoDataError


_OF_A_NAME: Final = frozenset({"settings", "_name", "_slug", "_slug_from_name", "name", "slug"})


def _zone_of(zone: datetime.tzinfo | None) -> str | int | None:
    """A time zone as its name, or the seconds from UTC of one that has none. Raises NoDataError: it is of another kind."""
    if zone is None:
        return None
    if type(zone) is ZoneInfo and zone.key:
        return zone.key
    if type(zone) is datetime.timezone:
        offset = zone.utcoffset(None)
        if datetime.timezone(offset) == zone and offset.microseconds == 0 and zone.tzname(None) == datetime.timezone(offset).tzname(None):
            return int(offset.total_seconds())
    raise NoDataError
