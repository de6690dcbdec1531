"""Sources: a Markdown file as header fields and body, each with its place in the file."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from manuscript.problems import ContentError, Problem

# The endings of what Pelican reads as Markdown.
MARKDOWN = (".md", ".markdown", ".mkd", ".mdown")
# The form of Python-Markdown's meta-data extension: up to three spaces, a key, a colon, the value;
# four spaces or more continue the value above.
_FIELD = re.compile(r" {0,3}(?P<key>[A-Za-z0-9_-]+):\s*(?P<value>.*)")
_CONTINUED = re.compile(r"(?: {4}| {0,3}\t)\s*(?P<value>\S.*)")
_RULE = re.compile(r"(?:---|\.\.\.)(?:\s.*)?")
# No character of a text. Source: XML 1.0 §2.2, and HTML Living Standard §13.1.4, which forbids more: DEL and its like, which are
# most often another encoding read wrongly, and the non-characters of every plane.
UNTEXTUAL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
_MARKS = ((b"\xff\xfe\x00\x00", "UTF-32"), (b"\x00\x00\xfe\xff", "UTF-32"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))
# As Python-Markdown reads them: a fence stands at the beginning of its line and is closed by its like;
# a code span does not cross an empty line. Whichever begins first wins, and what is not closed is text.
_OPENING = re.compile(r"^(?P<fence>`{3,}+|~{3,}+)(?=[^`\n]*+$)|(?<![`\\])(?P<ticks>`++)|<!--", re.MULTILINE)
_FENCE = re.compile(r"^(`{3,}+|~{3,}+) *+$", re.MULTILINE)
_TICKS = re.compile(r"`++")
_EMPTY_LINE = re.compile(r"\n(?=[ \t]*+\n)")


@dataclass(frozen=True, slots=True)
class Field:
    """One line of the header: ``Key: value``. ``column`` is where the value begins, from 1.

    ``parts`` are the value and what continues it on the lines below, where there is anything; ``value`` is them together.
    """

    key: str
    value: str
    line: int
    column: int
    parts: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """The value line by line, one at least."""
        return self.parts or (self.value,)


@dataclass(frozen=True, slots=True)
class Source:
    """A source file: ``fields`` in their order, ``body`` as written, ``body_line`` its first line (from 1).

    ``stray`` is the line that ended the header without being empty, or 0: most likely a field
    that is not written as one, below which no field is read.
    """

    path: str
    fields: tuple[Field, ...]
    body: str
    body_line: int
    stray: int = 0

    def field(self, key: str) -> Field | None:
        """The first field of that name, whatever its case, or None."""
        return next((field for field in self.fields if field.key.lower() == key.lower()), None)

    @property
    def status(self) -> str:
        """What the header says of its status, in lower case; published where it says nothing."""
        found = self.field("Status")
        return found.value.lower() if found else "published"

    def without_code(self) -> str:
        """The body with fenced code, code spans and comments blanked: every line and column stays where it was."""
        return _without_code(self.body)

    def code(self) -> Iterator[tuple[int, str]]:
        """The fenced code and code spans of the body as they are written, each with its line."""
        for start, end in _not_prose(self.body):
            if not self.body.startswith("<!--", start):
                yield self.line_at(start), self.body[start:end]

    def line_at(self, place: int) -> int:
        """The line of the file (from 1) that holds the character of the body at this offset."""
        return self.body_line + self.body.count("\n", 0, place)

    def column_at(self, place: int) -> int:
        """Where in its line (from 1) that character stands."""
        return place - self.body.rfind("\n", 0, place)

    def problem(self, key: str, code: str, message: str, *, remedy: str = "") -> Problem:
        """A problem that stands where the key stands (or at line 1 where it is missing)."""
        field = self.field(key)
        line, column = (field.line, field.column) if field else (1, 0)
        return Problem(self.path, line, column, code, message, remedy)


def read_text(file: Path, root: Path) -> str:
    """The text of a file.

    ``root`` is the content folder; problems name the file relative to the folder above it.

    Raises ContentError: the file cannot be read, or is not UTF-8 (with the place of the first bad byte).
    """
    return decode(read_bytes(file, root), shown_path(file, root))


def read_bytes(file: Path, root: Path) -> bytes:
    """The bytes of a file, for ``decode``. Raises ContentError: it cannot be read."""
    try:
        return file.read_bytes()
    except OSError as error:
        message, remedy = f"the file cannot be read ({error.strerror})", "Check that it exists and who may read it"
        raise ContentError(Problem(shown_path(file, root), 0, 0, "unreadable", message, remedy)) from error


def decode(data: bytes, path: str) -> str:
    """The text of UTF-8 bytes, with line ends as ``\\n`` and without a byte order mark.

    Raises ContentError: the bytes are not UTF-8, or one of the characters may stand in no XML
    document, and so in no feed; line and column are named. Source: XML 1.0 §2.2.
    """
    if named := _wide(data):
        raise ContentError(Problem(path, 1, 1, "undecodable", f"the file is {named}, not UTF-8", "Save the file as UTF-8"))
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = _unix(data[: error.start].decode("utf-8"))
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        message = f"byte 0x{data[error.start]:02x} at column {column} is not UTF-8"
        raise ContentError(Problem(path, line, column, "undecodable", message, "Save the file as UTF-8")) from error
    text = _unix(text)
    if _may_be_untextual(data) and (found := UNTEXTUAL.search(text)):
        line, column = text.count("\n", 0, found.start()) + 1, found.start() - text.rfind("\n", 0, found.start())
        message = f"U+{ord(found[0]):04X} at column {column} is not a character of a text"
        raise ContentError(Problem(path, line, column, "control-character", message, "Delete it"))
    return text


def _may_be_untextual(data: bytes) -> bool:
    """False where bytes of UTF-8 show that there is no such character, as in most texts: to look at each letter takes long."""
    return len(data.translate(None, _CONTROLS)) < len(data) or not (data.isascii() or _OTHERS.search(data) is None)


_CONTROLS = bytes((*range(9), 11, 12, *range(14, 32), 127))
# U+0080 to U+009F, and what begins as U+F000 and all that follow do.
_OTHERS = re.compile(rb"\xc2[\x80-\x9f]|[\xef-\xf4]")


def _wide(data: bytes) -> str:
    """The name of an encoding that uses several bytes for each letter, if these bytes are in one, else nothing.

    Without its mark it shows in zeros where letters have nothing to say: every second byte of most texts.
    """
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    beginning = data[:200]
    return marked or ("UTF-16" if len(beginning) > 3 and beginning.count(0) * 3 > len(beginning) else "")


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


@lru_cache(maxsize=16)  # of one source it is asked for its sentences, its citations, its links
def _without_code(body: str) -> str:
    parts, here = [], 0
    for start, end in _not_prose(body):
        parts += [body[here:start], _blank(body[start:end])]
        here = end
    return "".join([*parts, body[here:]])


def _not_prose(body: str) -> Iterator[tuple[int, int]]:
    """Where code and comments begin and end, in order.

    The ends are looked up: to search from each beginning anew would take time that grows with the square of a text.
    """
    if not any(mark in body for mark in ("`", "~~~", "<!--")):
        return
    ends = _Ends(body)
    place = 0
    while opening := _OPENING.search(body, place):
        place = ends.of(opening)
        if place:
            yield opening.start(), place
        place = place or opening.end()


class _Ends:
    """Where what a text opens is closed, by what closes it."""

    def __init__(self, body: str) -> None:
        self._fences: dict[str, list[int]] = {}
        for fence in _FENCE.finditer(body):
            self._fences.setdefault(fence[1], []).append(fence.start())
        self._ticks: dict[int, list[int]] = {}
        for ticks in _TICKS.finditer(body):
            self._ticks.setdefault(len(ticks[0]), []).append(ticks.start())
        self._empty = [match.start() for match in _EMPTY_LINE.finditer(body)]
        self._last_comment = body.rfind("-->")
        self._body = body

    def of(self, opening: re.Match[str]) -> int:
        """The end of what begins here, or 0."""
        if fence := opening["fence"]:
            if (closing := _after(self._fences.get(fence, []), opening.end())) >= 0:
                return len(self._body) if (end := self._body.find("\n", closing)) < 0 else end
            return self._of_ticks(opening.end(), len(fence)) if fence.startswith("`") else 0
        if ticks := opening["ticks"]:
            return self._of_ticks(opening.end(), len(ticks))
        return self._body.find("-->", opening.end()) + 3 if opening.end() <= self._last_comment else 0

    def _of_ticks(self, place: int, count: int) -> int:
        closing = _after(self._ticks.get(count, []), place)
        empty = _after(self._empty, place)
        return closing + count if closing >= 0 and not 0 <= empty < closing else 0


def _after(places: list[int], place: int) -> int:
    """The first of these places, which are sorted, that is not before this one; -1 where there is none."""
    index = bisect_left(places, place)
    return places[index] if index < len(places) else -1


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def read(file: Path, root: Path) -> Source:
    """The source in a file. Raises ContentError as ``read_text`` does."""
    return parse(read_text(file, root), shown_path(file, root))


def parse(text: str, path: str) -> Source:
    """The source in a text: header fields up to the first empty line, then the body.

    A text that does not begin with a field has no fields and is all body. A header between two
    lines ``---`` is read too.
    """
    lines = text.split("\n")
    fenced = bool(_RULE.fullmatch(lines[0])) and lines[0].startswith("-")
    number = 1 if fenced else 0
    fields: list[Field] = []
    stray = 0
    while number < len(lines):
        line = lines[number]
        if _ends(line, fenced):
            number += 1
            break
        if match := _FIELD.fullmatch(line):
            fields.append(Field(match["key"], match["value"].strip(), number + 1, match.start("value") + 1))
        elif fields and (match := _CONTINUED.fullmatch(line)):
            last = fields[-1]
            more = match["value"].strip()
            fields[-1] = Field(last.key, f"{last.value} {more}".strip(), last.line, last.column, (*last.lines, more))
        else:
            stray = number + 1 if fields or fenced else 0
            break
        number += 1
    return Source(path, tuple(fields), "\n".join(lines[number:]), number + 1, stray)


def _ends(line: str, fenced: bool) -> bool:
    """Whether the header ends with this line: an empty one, or a rule; where it begins with a rule, only a rule."""
    return bool(_RULE.fullmatch(line)) or not (fenced or line.strip())


def shown_path(file: Path, root: Path) -> str:
    """The file as problems name it: relative to the folder above the content folder, forward slashes."""
    try:
        return file.relative_to(root.parent).as_posix()
    except ValueError:
        return file.as_posix()


def line_of(text: str, pattern: str) -> int:
    """The number of the first line (from 1) in which the regular expression is found, or 0."""
    match = re.search(pattern, text, re.MULTILINE)
    return text.count("\n", 0, match.start()) + 1 if match else 0
