"""Sources: a Markdown file as header fields and body, each with its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from manuscript.problems import ContentError, Problem

# The form of Python-Markdown's meta-data extension: up to three spaces, a key, a colon, the value;
# four spaces or more continue the value above.
_FIELD = re.compile(r" {0,3}(?P<key>[A-Za-z0-9_-]+):\s*(?P<value>.*)")
_CONTINUED = re.compile(r" {4,}(?P<value>\S.*)")
# No character of a text. Source: XML 1.0 §2.2; DEL, which it allows, is none either.
UNTEXTUAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
# As Python-Markdown reads them: a fence stands at the beginning of its line and is closed by its like;
# a code span does not cross an empty line. Whichever begins first wins, and what is not closed is text.
_NOT_PROSE = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[^`\n]*\n(?:.*?\n)??(?P=fence)[ ]*$"
    r"|(?<![`\\])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)"
    r"|<!--.*?-->",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Field:
    """One line of the header: ``Key: value``. ``column`` is where the value begins, from 1."""

    key: str
    value: str
    line: int
    column: int


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
        for match in _NOT_PROSE.finditer(self.body):
            if not match[0].startswith("<!--"):
                yield self.line_at(match.start()), match[0]

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
    path = shown_path(file, root)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise ContentError(
            Problem(path, 0, 0, "unreadable", f"the file cannot be read ({error.strerror})", "Check that it exists and who may read it")
        ) from error
    return decode(data, path)


def decode(data: bytes, path: str) -> str:
    """The text of UTF-8 bytes, with line ends as ``\\n`` and without a byte order mark.

    Raises ContentError: the bytes are not UTF-8, or one of the characters may stand in no XML
    document, and so in no feed; line and column are named. Source: XML 1.0 §2.2.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = _unix(data[: error.start].decode("utf-8"))
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        message = f"byte 0x{data[error.start]:02x} at column {column} is not UTF-8"
        raise ContentError(Problem(path, line, column, "undecodable", message, "Save the file as UTF-8")) from error
    text = _unix(text)
    if found := UNTEXTUAL.search(text):
        line, column = text.count("\n", 0, found.start()) + 1, found.start() - text.rfind("\n", 0, found.start())
        message = f"U+{ord(found[0]):04X} at column {column} is not a character of a text"
        raise ContentError(Problem(path, line, column, "control-character", message, "Delete it"))
    return text


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


@lru_cache(maxsize=16)  # of one source it is asked for its sentences, its citations, its links
def _without_code(body: str) -> str:
    return _NOT_PROSE.sub(lambda match: _blank(match[0]), body)


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
    fenced = lines[0].strip() == "---"
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
            fields[-1] = Field(last.key, f"{last.value} {match['value'].strip()}".strip(), last.line, last.column)
        else:
            stray = number + 1 if fields or fenced else 0
            break
        number += 1
    return Source(path, tuple(fields), "\n".join(lines[number:]), number + 1, stray)


def _ends(line: str, fenced: bool) -> bool:
    """Whether the header ends with this line: an empty one, or between rules the second rule."""
    return line.strip() in ("---", "...") if fenced else not line.strip()


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
