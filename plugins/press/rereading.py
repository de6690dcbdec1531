"""Rereading: a text whose source is what it was is not read again, but made of what an earlier build has kept of it."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Callable, Iterable, Mapping
from datetime import tzinfo
from functools import partial
from pathlib import Path
from typing import Any, Final

from pelican.plugins import signals

from manuscript.problems import ContentError
from manuscript.source import MARKDOWN
from press.contents import Body, Contents, NoDataError, as_data, links_of
from press.store import Store, digest
from press.tracing import body_digest

# What a receiver of a signal says of itself, by an attribute of this name: what it does to a text depends on that text's source alone,
# and is kept; or it is to be done to a text in each build, also to one that is not read again.
OF_THE_SOURCE: Final = "of_the_source"
IN_EACH_BUILD: Final = "in_each_build"

_HEARD_WHILE_READING: Final = (
    signals.article_generator_preread,
    signals.article_generator_context,
    signals.page_generator_preread,
    signals.page_generator_context,
)
# Settings that say where and how, and nothing of what a text becomes.
_WHERE: Final = frozenset(
    {"OUTPUT_PATH", "CACHE_PATH", "BIND", "PORT", "DEBUG", "LOG_FILTER", "PRESS_STRICT", "PRESS_JSON", "PRESS_SARIF", "PRESS_CHECK_ONLY"}
)


class Made:
    """A text as it was made, whatever is done to it later; ``key`` names all that it was made of."""

    def __init__(self, content: Any, key: str) -> None:
        self.content = content
        self.key = key
        self._before = {name: _shallow(value) for name, value in vars(content).items() if name not in _ASIDE}

    def changes(self) -> dict[str, Any]:
        """The attributes that are not what they were, by name; what was taken away is ``...``."""
        now = {name: value for name, value in vars(self.content).items() if name not in _ASIDE}
        found = {name: value for name, value in now.items() if not _is_same(value, self._before.get(name, ...))}
        return {**found, **dict.fromkeys(self._before.keys() - now.keys(), ...)}


_ASIDE: Final = frozenset({"settings", "_context", "_fetch", "_press_body", "_output_location_referenced"})


def _shallow(value: Any) -> Any:
    return value.copy() if type(value) in (list, dict) else value


def _is_same(now: Any, before: Any) -> bool:
    """Whether it is the very same, and holds the very same."""
    if type(now) is not type(before):
        return False
    if type(now) is list:
        return len(now) == len(before) and all(one is other for one, other in zip(now, before, strict=True))
    if type(now) is dict:
        return now.keys() == before.keys() and all(value is before[name] for name, value in now.items())
    return now is before


class Rereading:
    """For one build: what was kept of its ``files``, paths relative to the content folder.

    ``digest_of`` gives the digest of a source by its absolute path, ``told`` a number that grows when something is said of a text:
    of such a text nothing is kept, so that it is said again.
    """

    def __init__(
        self,
        store: Store,
        *,
        settings: Any,
        context: Any,
        files: Iterable[str],
        digest_of: Callable[[str], str],
        told: Callable[[], int],
    ) -> None:
        self._store = store
        self._root = Path(settings["PATH"])
        self._digest_of = digest_of
        self._told = told
        self._contents = Contents(settings, context)
        self._again = tuple(one for one in _receivers(signals.content_object_init) if getattr(one, IN_EACH_BUILD, False))
        self._keys: dict[tuple[str, str], str] = {}
        self._found: dict[str, Any] = {}
        self._made: dict[int, Made] = {}
        if of_settings := _settings_digest(settings):
            self._begin(of_settings, [file for file in files if file.lower().endswith(MARKDOWN)])

    def _begin(self, of_settings: str, files: list[str]) -> None:
        for file in files:
            try:
                of_source = self._digest_of(str(self._root / file))
            except ContentError:
                continue
            for kind in ("Article", "Page"):
                self._keys[kind, file] = digest(of_settings, kind, file, of_source)
        self._found = self._store.recall("text", self._keys.values())

    def knows(self, file: str) -> bool:
        """Whether a source, by its absolute path, need not be read."""
        name = os.path.relpath(file, self._root).replace(os.sep, "/")
        return any(self._keys.get((kind, name), "") in self._found for kind in ("Article", "Page"))

    def text(self, kind: Any, file: str) -> Any:
        """The text that a source is, or None: it is to be read."""
        key = self._keys.get((kind.__name__, file), "")
        if not (data := self._found.pop(key, None)):
            return None
        try:
            links = tuple((str(what), str(value)) for what, value in data["links"])
            content = self._contents.content(data, Body(partial(self._body, key), str(data["body"]), links))
        except (KeyError, TypeError, ValueError):
            return None
        for receiver in self._again:
            receiver(content)
        self._made[id(content)] = Made(content, key)
        return content

    def read(self, kind: Any, file: str, read: Callable[[], Any]) -> Any:
        """The text that ``read`` makes of a source; it is kept, unless something was said of it."""
        before = self._told()
        content = read()
        key = self._keys.get((kind.__name__, file), "")
        if key and self._told() == before and type(content) is kind and content.is_valid():
            try:
                data = {**as_data(content), "links": links_of(content), "body": body_digest(content._content or "")}
            except NoDataError:
                return content
            self._store.keep("text", {key: data})
            self._store.keep("body", {key: content._content})
            self._made[id(content)] = Made(content, key)
        return content

    @property
    def keys(self) -> Mapping[str, str]:
        """The key of each text that is known, by its file."""
        return {str(made.content.relative_source_path): made.key for made in self._made.values()}

    def made_of(self, content: Any) -> Made | None:
        """What a text was made of; None where that is not known."""
        found = self._made.get(id(content))
        return found if found and found.content is content else None

    def _body(self, key: str) -> str:
        return str(self._store.recall("body", [key])[key])


def _receivers(signal: Any) -> list[Any]:
    return list(signal.receivers_for(object()))


def _settings_digest(settings: Mapping[str, Any]) -> str:
    """The digest of all that makes a text of its source beside that; empty where nothing must be kept."""
    if any(_receivers(signal) for signal in _HEARD_WHILE_READING) or settings.get("DEFAULT_DATE") == "fs":
        return ""
    if not all(getattr(one, OF_THE_SOURCE, False) or getattr(one, IN_EACH_BUILD, False) for one in _receivers(signals.content_object_init)):
        return ""
    try:
        described = {name: described_as_data(value) for name, value in settings.items() if name not in _WHERE}
    except (NoDataError, RecursionError):
        return ""
    return digest(json.dumps(described, sort_keys=True))


def described_as_data(value: Any) -> Any:
    """What tells one value of a setting from another, as data. Raises NoDataError: nothing does.

    Of code that is its name: what it does is part of the epoch. An object says it by an attribute ``cache_key``, or has plain attributes.
    """
    if value is None or isinstance(value, str | int | float | bool):
        return [type(value).__name__, str(value)]
    if isinstance(value, Mapping):
        return ["mapping", *([described_as_data(key), described_as_data(part)] for key, part in value.items())]
    if isinstance(value, list | tuple):
        return [type(value).__name__, *map(described_as_data, value)]
    if isinstance(value, set | frozenset):
        return ["set", *sorted(map(json.dumps, map(described_as_data, value)))]
    name = f"{type(value).__module__}.{type(value).__qualname__}"
    if isinstance(key := getattr(value, "cache_key", None), str):
        return [name, key]
    if isinstance(value, os.PathLike | tzinfo):
        return [name, str(value)]
    if isinstance(value, partial):
        return [name, described_as_data(value.func), described_as_data(value.args), described_as_data(value.keywords)]
    if hasattr(value, "pattern") and hasattr(value, "flags"):
        return [name, str(value.pattern), int(value.flags)]
    if callable(value) and hasattr(value, "__qualname__") and "<locals>" not in value.__qualname__:
        return ["code", str(value.__module__), value.__qualname__]
    if type(value).__name__ == "module":
        return ["module", value.__name__]
    if dataclasses.is_dataclass(value) or hasattr(value, "__dict__"):
        parts = (
            {one.name: getattr(value, one.name) for one in dataclasses.fields(value)} if dataclasses.is_dataclass(value) else vars(value)
        )
        return [name, *([key, described_as_data(part)] for key, part in parts.items())]
    raise NoDataError
