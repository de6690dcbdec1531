"""Wholes: one digest for all that a text has, so that its facts need not be looked at one by one where nothing of it has changed.

A text that was made of the same source by the same settings has all that it had, but for what plugins have changed in it since, which
is compared; and for its body and summary, in which the addresses of other texts stand, which are compared too.
"""

from __future__ import annotations

import html
import posixpath
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Any, Final
from urllib.parse import unquote, urlparse

from pelican.contents import Article, Content, Page, Static

from press.contents import links_of
from press.rereading import Rereading
from press.store import digest
from press.tracing import Tracer, Untrackable
from press.tracing.digests import body_digest
from press.tracing.facts import CALL, DEEP, ENTITY, Fact

# At the end of the root of what the body and the summary are facts of, and of a text with all that it leads to.
_BODY: Final = "#body"
_DEEP: Final = "#deep"
_ASKED: Final = "? "  # at the beginning of the root of a question
_OF_PELICAN: Final = frozenset({"url", "save_as", "relative_dir", "status"})
_MADE_OF_BODIES: Final = frozenset({"content", "summary"})
_METHODS: Final = frozenset({"get_content", "get_summary"})


class Wholes:
    """For one build: called with a root, it gives the digest of all that there are facts of; empty where that is not known."""

    def __init__(self, tracer: Tracer, rereading: Rereading | None, context: Mapping[str, Any]) -> None:
        self._tracer = tracer
        self._rereading = rereading
        self._context = context
        self._known: dict[str, str] = {}
        self._asked = frozenset(context.get("asked", ()))
        self._parts: dict[tuple[str, str], str] = {}

    def __call__(self, root: str) -> str:
        """The digest of a root in this build."""
        if root not in self._known:
            self._known[root] = ""  # a text that links to itself
            with suppress(LookupError, Untrackable, RecursionError):
                self._known[root] = self._of(root)
        return self._known[root]

    def root_of(self, fact: Fact) -> str:
        """The root of a fact of an entity; empty where it may hang on more than is known of the text."""
        kind, key, *rest = fact
        if kind == CALL and key in self._asked:
            return self._root_of_question(key, rest[0], rest[1])
        try:
            text = self._tracer.entities.find(key)
        except LookupError:
            return ""
        if not isinstance(text, Article | Page):
            return ""
        if kind == DEEP:
            return f"{key}{_DEEP}"
        name = rest[0]
        if name in (_METHODS if kind == CALL else _MADE_OF_BODIES):
            return f"{key}{_BODY}"
        return str(key) if kind == ENTITY and (name in vars(text) or name in _OF_PELICAN) else ""

    def _root_of_question(self, name: str, method: str, arguments: Any) -> str:
        """The root of a question whose answer is known to hang on parts of what is asked."""
        hangs_on = getattr(type(self._context.get(name)), "HANGS_ON", {}).get(method)
        if hangs_on is None:
            return ""
        first = str(arguments[0][1]) if arguments and arguments[0][0] == "data" else ""
        return f"{_ASKED}{name} {method} {first if any(one.endswith('[]') for one in hangs_on) else ''}"

    def _of_question(self, root: str) -> str:
        name, method, first = root.removeprefix(_ASKED).split(" ", 2)
        asked = self._context[name]
        return digest(*(self._part(asked, name, field, first) for field in type(asked).HANGS_ON[method]))

    def _part(self, asked: Any, name: str, field: str, first: str) -> str:
        if field.endswith("[]"):
            return self._tracer.digest(getattr(asked, field[:-2]).get(first), deep=False)
        if (name, field) not in self._parts:
            self._parts[name, field] = self._tracer.digest(getattr(asked, field), deep=False)
        return self._parts[name, field]

    def _of(self, root: str) -> str:
        if root.startswith(_ASKED):
            return self._of_question(root)
        key, _, part = root.partition("#")
        text = self._tracer.entities.find(key)
        made = self._rereading.made_of(text) if self._rereading else None
        if made is None:
            return ""
        if not part:
            return digest(made.key, self._tracer.digest(made.changes(), deep=False))
        if f"#{part}" == _DEEP and next(iter(self._tracer.digests.within(made.changes())), None) is not None:
            return ""
        return digest(self(key), self._body(text), *(one for link in links_of(text) for one in self._link(text, *link)))

    def _body(self, text: Any) -> str:
        """The digest of a body, which need not be fetched for it."""
        stated = getattr(text, "body_digest", None)
        return str((stated() if callable(stated) else None) or body_digest(text._content or ""))

    def _link(self, text: Content, what: str, value: str) -> Iterator[str]:
        """What the address of a link hangs on. Raises Untrackable: it is not known."""
        yield f"{what} {value}"
        if what not in ("filename", "static", "attach"):
            return
        for path in _paths(posixpath.dirname(str(text.relative_source_path)), value):
            for kind in ("generated_content", "static_content"):
                target = self._context[kind].get(path)
                if target is not None:
                    yield f"{kind} {path} {self._address(target)}"

    def _address(self, target: Any) -> str:
        if isinstance(target, Static):
            return f"{target.save_as} {target.url}"
        return str(target.url)


@lru_cache(maxsize=65536)
def _paths(folder: str, value: str) -> tuple[str, ...]:
    """The sources that a link in a text of a folder may mean, as Pelican looks for them: as it is written, and decoded."""
    written = (urlparse(value).path, unquote(urlparse(value).path), urlparse(html.unescape(value)).path)
    inner = (path[1:] if path.startswith("/") else posixpath.normpath(posixpath.join(folder, path)) for path in written)
    return tuple(dict.fromkeys(one for path in inner for one in (path, path.replace("%20", " "))))
