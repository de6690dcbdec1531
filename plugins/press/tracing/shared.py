"""What pages share, and templates must not change; and looking for something in what is asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from jinja2.utils import Cycler, Joiner, Namespace

from press.tracing.arguments import Arguments, Unwritable
from press.tracing.digests import Digests
from press.tracing.facts import Fact

if TYPE_CHECKING:
    from press.tracing.reads import Reads


class Shared:
    """Whether a value is seen by other pages: it came from outside of the templates, or from macros that pages share."""

    def __init__(self, digests: Digests) -> None:
        self._digests = digests
        self._made: dict[int, Any] = {}
        self.spoiled = ""

    def holds(self, value: Any) -> bool:
        """Whether other pages see a value."""
        return id(value) in self._made or self._digests.is_known(value)

    def add(self, values: Iterable[Any]) -> None:
        """Values that a template has made and that outlast the page."""
        for value in values:
            if id(value) in self._made:
                continue
            if isinstance(value, Cycler | Joiner | list | dict | set | tuple | Namespace):
                self._made[id(value)] = value
                self.add(_inner(value))


def _inner(value: Any) -> Iterable[Any]:
    if isinstance(value, Namespace):
        attributes: dict[str, Any] = object.__getattribute__(value, "_Namespace__attrs")
        return attributes.values()
    if isinstance(value, Cycler):
        return value.items
    return value.values() if isinstance(value, dict) else () if isinstance(value, Joiner) else value


class Searched:
    """An asked object in which something is looked for: what is found, and that it is not, is recorded."""

    def __init__(self, value: Any, reads: Reads, what: Fact, arguments: Arguments) -> None:
        self._value = value
        self._reads = reads
        self._what = what
        self._arguments = arguments

    def __contains__(self, item: Any) -> bool:
        found = item in self._value
        try:
            self._reads.add((*self._what, *self._arguments.written((item,), {}, self._reads.own)), found)
        except Unwritable:
            self._reads.untracked(f"something is looked for in {self._what[1]} that cannot be named in another build")
        return found
