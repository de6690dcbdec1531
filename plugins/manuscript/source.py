"""Sources: a Markdown file as header fields and body, each with its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from manuscript.problems import ContentError, Problem

# The form of Python-Markdown's meta-data extension: up to three spaces, a key, a colon, the value;
# four spaces or more continue the value above.
_FIELD = re.compile(r" {0,3}(?P<key>[A-Za-z0-9_-]+):\s*(?P<value>.*)")
_CONTINUED = re.compile(r" {4,}(?P<value>\S.*)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_CODE_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")


@dataclass(frozen=True, slots=True)
class Field:
    """One line of the header: ``Key: value``. ``column`` is where the value begins, from 1."""

    key: str
    value: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Source:
    """A source file: ``fields`` in their order, ``body`` as written, ``body_line`` its first line (from 1)."""

    path: str
    fields: tuple[Field, ...]
    body: str
    body_line: int

    def field(self, key: str) -> Field | None:
        """The first field of that name, whatever its case, or None."""
        return next((field for field in self.fields if field.key.lower() == key.lower()), None)

    def lines_outside_code(self) -> Iterator[tuple[int, str]]:
        """The lines of the body with their numbers, fenced code left out and code spans blanked (columns stay)."""
        fence = ""
        for number, line in enumerate(self.body.split("\n"), self.body_line):
            mark = _FENCE.match(line)
            if fence:
                closes = mark is not None and mark[1].startswith(fence) and not line.strip().strip(fence[0])
                fence = "" if closes else fence
            elif mark:
                fence = mark[1]
            else:
                yield number, _CODE_SPAN.sub(lambda span: " " * len(span[0]), line) if "`" in line else line

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

    Raises ContentError: the bytes are not UTF-8; line, column and byte are named.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before) - (before.rfind(b"\n") + 1) + 1
        raise ContentError(
            Problem(
                path,
                line,
                column,
                "undecodable",
                f"byte 0x{data[error.start]:02x} at column {column} (byte {error.start} of the file) is not UTF-8",
                "Save the file as UTF-8",
            )
        ) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


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
    while number < len(lines) and lines[number].strip() and not (fenced and lines[number].strip() in ("---", "...")):
        line = lines[number]
        if match := _FIELD.fullmatch(line):
            fields.append(Field(match["key"], match["value"].strip(), number + 1, match.start("value") + 1))
        elif fields and (match := _CONTINUED.fullmatch(line)):
            last = fields[-1]
            fields[-1] = Field(last.key, f"{last.value} {match['value'].strip()}".strip(), last.line, last.column)
        else:
            break
        number += 1
    if number < len(lines) and (not lines[number].strip() or (fenced and lines[number].strip() in ("---", "..."))):
        number += 1
    return Source(path, tuple(fields), "\n".join(lines[number:]), number + 1)


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
