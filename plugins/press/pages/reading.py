"""What counts of a page for links: its places, its addresses, and what these start from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from lxml import etree  # type: ignore[import-untyped]


@dataclass(slots=True)
class Html:
    """What counts of some HTML: the ids, the links with their lines (0: not known), and what relative ones start from."""

    ids: set[str] = field(default_factory=set)
    links: list[tuple[str, int]] = field(default_factory=list)
    base: str = ""

    @property
    def addresses(self) -> tuple[str, ...]:
        """The address of every link, each once, in the order in which they come first."""
        return tuple(dict.fromkeys(address for address, _ in self.links))

    def take(self, tag: str, attributes: Collection[tuple[str, str]], line: int) -> None:
        """Take what counts from an element."""
        for name, value in attributes:
            kind = _KINDS.get(name)  # most attributes are of none
            if kind is None:
                continue
            if kind == "id":
                self.ids.add(value)
            elif kind == "address" and tag != "base":
                self.links.append((value, line))
            else:
                self._take_rare(tag, name, value, line, attributes)

    def _take_rare(self, tag: str, name: str, value: str, line: int, attributes: Collection[tuple[str, str]]) -> None:
        if tag == "base" and name in _ADDRESSES:
            self.base = self.base or (value if name == "href" else "")
        elif name == "data" and tag == "object":
            self.links.append((value, line))
        elif name in _SETS:
            self.links += [(one, line) for one in _candidates(value)]
        elif name == "name" and tag in ("a", "map"):
            self.ids.add(value)
        elif name == "content" and tag == "meta":
            self.links += [(one, line) for one in _in_meta(dict(attributes))]


def read_html(data: bytes) -> Html:
    """What counts of a page, however broken it is."""
    read = Html()
    parser = _parser(data)
    try:
        tree = etree.fromstring(data, parser)
        for element in tree.iter("*") if tree is not None else ():
            attributes = element.items()
            for name, _ in attributes:
                if name in _KINDS:
                    read.take(element.tag, attributes, line_of(element))
                    break
        last = parser.error_log.last_error
        if last is not None and last.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT:  # nested too deep for a tree
            read = Html()
            etree.fromstring(data, etree.HTMLParser(encoding=_encoding(data), huge_tree=True, target=_Events(read)))
    except (etree.LxmlError, ValueError):  # nothing in it
        return read
    return read


def line_of(element: Any) -> int:
    """The line of an element, or 0 where it is not known."""
    line = element.sourceline
    return 0 if line is None or line == 0xFFFF else int(line)  # libxml2 counts no further in HTML


def bytes_of(file: Path) -> bytes:
    """What a file holds; nothing where it cannot be read."""
    try:
        return file.read_bytes()
    except OSError:  # whoever writes files says so
        return b""


_ADDRESSES: Final = frozenset(
    {"href", "src", "xlink:href", "{http://www.w3.org/1999/xlink}href", "poster", "action", "formaction", "data", "cite"}
)
_SETS: Final = frozenset({"srcset", "imagesrcset"})
_KINDS: Final[Mapping[str, str]] = {
    "id": "id",
    **dict.fromkeys(_ADDRESSES - {"data"}, "address"),
    **dict.fromkeys(("name", "content", "data", *_SETS), "rare"),
}


def _parser(data: bytes) -> Any:
    return _parser_for(_encoding(data))


@lru_cache(maxsize=2)
def _parser_for(encoding: str | None) -> Any:
    # A table of ids, which nobody asks, would take as long as all else.
    return etree.HTMLParser(encoding=encoding, huge_tree=True, collect_ids=False)


def _encoding(data: bytes) -> str | None:
    """UTF-8 where the page is that; else None: what the page says of itself."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


@dataclass(slots=True)
class _Events:
    """Takes elements as they come, without a tree, whose depth has a limit."""

    read: Html

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.read.take(tag, attributes.items(), 0)

    def end(self, tag: str) -> None:
        """Do nothing; the parser wants to call it."""

    def close(self) -> None:
        """Do nothing, likewise."""


def _candidates(value: str) -> Iterator[str]:
    """The addresses of a ``srcset``. Source: HTML Living Standard §4.8.4.2.1."""
    rest = value
    while rest := rest.lstrip(" \t\n\r\f,"):
        address = rest.split(None, 1)[0]
        rest = rest[len(address) :]
        if not address.endswith(","):
            rest = rest.partition(",")[2]
        yield address.rstrip(",")


_PICTURES: Final = frozenset({"og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src"})


def _in_meta(attributes: Mapping[str, str]) -> Iterator[str]:
    content = attributes.get("content", "")
    if attributes.get("property", attributes.get("name", "")).strip().lower() in _PICTURES:
        yield content
    if attributes.get("http-equiv", "").strip().lower() == "refresh":
        address = content[content.lower().find("url") + 3 :].lstrip() if "url" in content.lower() else ""
        if address.startswith("="):
            yield address[1:].strip().strip("\"'")
