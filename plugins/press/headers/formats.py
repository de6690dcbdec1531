"""Headers for other systems: in YAML, TOML or JSON, or with their keys; and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from press.headers.fault import Fault
from press.headers.keys import KEYS, LISTS, PROSE
from press.headers.rows import FIELD, ITEM, Rows
from press.wording import one_line


def other_format(rows: Rows) -> Fault | None:
    """That the file begins with a header in TOML or JSON, which Pelican would show as text."""
    below = [line for _, line in rows.rows if line.strip()]
    if rows.first.strip() == "+++":
        first = next((match for line in below if (match := _TOML.fullmatch(line))), None)
        return _format_fault("TOML", first["key"] if first else "title", first["value"] if first else "…")
    if re.match(r"\s*\{\s*$", rows.first) or re.match(r'\s*\{\s*"[^"]*"\s*:', rows.first):
        first = _JSON.search("\n".join([rows.first, *below]))
        if first or rows.first.strip() != "{":
            return _format_fault("JSON", first["key"] if first else "title", first["value"] if first else "…")
    return None


@dataclass(frozen=True, slots=True)
class Foreign:
    """Something that only YAML, or only another system, reads: its lines, what it is, and what to write instead."""

    lines: tuple[int, ...]
    what: str
    instead: str


def foreign_in(rows: Rows, used: Collection[str]) -> Iterator[Foreign]:
    """What is YAML in a header; between rules more than elsewhere, where a quotation mark is most likely meant."""
    place = 0
    while place < len(rows.rows):
        number, line = rows.rows[place]
        match = FIELD.fullmatch(line)
        below = _below(rows, place) if match else ()
        if match:
            fenced = rows.fenced and match["key"].lower() not in used
            found = _foreign_field(match["key"], match["value"].strip(), [line for _, line in below], fenced=fenced)
        else:
            found = _foreign_line(line) if rows.fenced else None
        if found:
            yield Foreign((number, *(line for line, _ in below)), *found)
        place += 1 + len(below)


def foreign_fault(foreign: Foreign) -> Fault:
    """The fault that something foreign is."""
    return Fault("header-format", foreign.what, f"Write {foreign.instead}" if foreign.instead else "Leave the line out")


_TOML: Final = re.compile(r'\s*"?(?P<key>[A-Za-z0-9_-]+)"?\s*=\s*(?P<value>.*)')
_JSON: Final = re.compile(r'"(?P<key>[^"\n]+)"\s*:\s*(?P<value>\[[^\]]*\]|"[^"\n]*"|[^,\n}]*)')


def _format_fault(format_name: str, key: str, value: str) -> Fault:
    message = f"the header is written in {format_name}, which would be shown as text"
    return Fault("header-format", message, f"Write plain lines and an empty line below them; here: {_instead(key, value)}")


def _below(rows: Rows, place: int) -> tuple[tuple[int, str], ...]:
    """The lines below a field that YAML would take for its value: indented, or items of a list."""
    found: list[tuple[int, str]] = []
    for number, line in rows.rows[place + 1 :]:
        if not line.strip() or not (line[0] in " \t" or ITEM.fullmatch(line)):
            break
        found.append((number, line))
    return tuple(found)


def _foreign_field(key: str, value: str, below: Sequence[str], *, fenced: bool) -> tuple[str, str] | None:
    name = key.lower()
    items = [match for line in below if (match := ITEM.fullmatch(line))]
    if items and (fenced or name in LISTS) and not value:
        return f'"{key}" is a list of YAML, which is not read', _instead(key, "[" + ", ".join(match["item"] or "" for match in items) + "]")
    if _FLOW.fullmatch(value) and (name in LISTS or (fenced and name not in PROSE)):
        return f'the brackets of "{key}" are YAML, and would be read as part of its value', _instead(key, value)
    if name in _OTHERS and (fenced or name in ("draft", "published")) and (instead := _OTHERS[name](_unquoted(value))):
        return f'"{key}" is a key of another system, and Pelican does not read it', instead
    if re.fullmatch(r"[|>][+-]?\d?[+-]?", value) and (below or fenced):
        return f'"{key}" is a block of YAML, which is not read', f"{key}: {one_line(' '.join(line.strip() for line in below))}"
    return _foreign_value(key, value, below) if fenced else None


_FLOW: Final = re.compile(r"\[.*\]")


def _foreign_value(key: str, value: str, below: Sequence[str]) -> tuple[str, str] | None:
    """What makes a value YAML, between rules."""
    if not value and below and (inner := FIELD.fullmatch(below[0].strip())):
        return f'"{key}" has keys below it, which only YAML has', f"a line for each: {key}_{inner['key']}: {one_line(inner['value'])}"
    if re.fullmatch(r"\"(?:[^\"\\]|\\.)+\"|'(?:[^']|'')+'", value):
        return f'the quotation marks of "{key}" are YAML, and would be shown', f"{key}: {one_line(value[1:-1])}"
    if re.fullmatch(r"\{[^{}]*:\s[^{}]*\}", value):
        return f'"{key}" is a mapping of YAML, which is not read', f"a line for each: {key}_name: value"
    if re.match(r"(?:&|\*|!!)[\w:-]+(?:\s|$)", value) and not value.endswith("*"):
        return f'"{key}" has an anchor, an alias or a tag of YAML, which is not read', f"{key}: and the value itself"
    return None


def _foreign_line(line: str) -> tuple[str, str] | None:
    """What makes a line that is no field YAML, between rules."""
    if line.lstrip().startswith("#"):
        return "this is a comment of YAML, which is not read, and below which nothing is", ""
    if quoted := re.fullmatch(r"\s*([\"'])(?P<key>[\w -]+)\1\s*:\s*(?P<value>.*)", line):
        return "a key between quotation marks is YAML, which is not read", _instead(quoted["key"], quoted["value"])
    if item := ITEM.fullmatch(line):
        return "this is an item of a list of YAML, which is not read", f"Key: {one_line(item['item'] or '…')}"
    return None


def _instead(key: str, value: str) -> str:
    """The plain line for a key and its value in YAML, TOML or JSON."""
    name = key.lower()
    plain = _unquoted(value.strip().rstrip(","))
    if name in _OTHERS and (instead := _OTHERS[name](plain)):
        return instead
    if _FLOW.fullmatch(plain):
        plain = ", ".join(item for part in plain[1:-1].split(",") if (item := _unquoted(part)))
    return f"{key.capitalize() if name in KEYS else key}: {one_line(plain)}"


def _unquoted(value: str) -> str:
    return value.strip().strip("\"'").strip()


def _first(value: str) -> str:
    return _unquoted(value.strip("[]").split(",")[0]) or "name"


_FALSE: Final = ("false", "no", "off", "0")
# Keys of Hugo and Jekyll whose loss would be felt, with the line to write; nothing where none is needed.
_OTHERS: Final[Mapping[str, Callable[[str], str]]] = {
    "draft": lambda value: "Status: draft" if value.lower() in ("true", "yes", "on", "1") else "",
    "published": lambda value: "Status: draft" if value.lower() in _FALSE else "",
    "categories": lambda value: f"Category: {one_line(_first(value))}",
    "permalink": lambda value: f"URL: {one_line(value.strip('/'))}/ and Save_as: {one_line(value.strip('/'))}/index.html",
    "lastmod": lambda value: f"Modified: {one_line(value)}",
    "last_modified_at": lambda value: f"Modified: {one_line(value)}",
    "publishdate": lambda value: f"Date: {one_line(value)}",
    "excerpt": lambda value: f"Summary: {one_line(value)}",
    "aliases": lambda _: "the former addresses where your host keeps redirects, and leave the line out",
    "redirect_from": lambda _: "the former addresses where your host keeps redirects, and leave the line out",
    "layout": lambda value: f"Template: {one_line(value)}, if the site theme has it, or leave the line out",
}
