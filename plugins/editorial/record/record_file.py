"""The file: the publication record read from and written as ``publications.toml``."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from editorial import toml_data, urls, values
from editorial.record.blocks import REALMS, Block, Change, Record, is_authority
from manuscript.problems import ContentError, Problem, did_you_mean
from manuscript.source import line_of

_OPENING: Final = """\
# What has been published: permanent ids, addresses, dates. `python3 tasks.py publish` writes this file; people read it.
# It lives in git. One block for each item, by id; after a merge conflict keep the blocks of both sides.
"""
_SITE: Final = "site"


def _is_date(value: Any) -> bool:
    return isinstance(value, datetime.date) and not (isinstance(value, datetime.datetime) and value.tzinfo is None)


def _is_addresses(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(urls.is_path, value)) and len(set(value)) == len(value)


def _is_changes(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_change, value))


def _is_change(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {"date", "says"} and _is_date(value["date"]) and toml_data.is_text(value["says"])


# Every key of a block: whether it is needed, whether a value is one, and what to write.
_KEYS: Final[Mapping[str, tuple[bool, Callable[[Any], bool], str]]] = {
    "kind": (True, lambda value: isinstance(value, str) and value in REALMS, f"one of {', '.join(REALMS)}"),
    "title": (True, toml_data.is_text, 'title = "…"'),
    "source": (False, toml_data.is_text, 'source = "posts/a.md"'),
    "addresses": (True, _is_addresses, 'each once, without a slash before it, addresses = ["posts/a/"]'),
    "published": (False, _is_date, "published = 2015-12-15, or an instant with its offset"),
    "changes": (False, _is_changes, 'changes = [{ date = 2016-01-18, says = "…" }]'),
    "version": (False, toml_data.is_number, "a whole number, version = 2"),
    "digest": (False, toml_data.is_text, 'digest = "sha256-…"'),
    "withdrawn": (False, toml_data.is_day, "withdrawn = 2016-01-18"),
    "because": (False, toml_data.is_text, 'because = "…"'),
}
_FROM_GIT: Final = "Take the file back from git, or mend the line"


def parse(text: str, path: str) -> tuple[Record, tuple[Problem, ...]]:
    """The record in a TOML text, and what is wrong with it; a faulty block is left out.

    Raises ContentError: the text is not TOML, or is in the middle of a merge.
    """
    if conflict := re.search(r"^(?:<{7}|={7}|>{7})", text, re.MULTILINE):
        line = text.count("\n", 0, conflict.start()) + 1
        remedy = "Keep the blocks of both sides, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>"
        raise ContentError(Problem(path, line, 0, "bad-data", "the file is in the middle of a merge", remedy))
    if again := _twice(text):
        message = f"the block {again[0]} stands twice, first in line {again[1]}"
        raise ContentError(Problem(path, again[2], 0, "bad-data", message, "Keep one of the two"))
    data = dict(toml_data.parse(text, path))
    lines = toml_data.lines_of_keys(text)
    problems: list[Problem] = []

    def told(id_: str, key: str, message: str, remedy: str) -> None:
        line = lines.get((id_, key)) or lines.get((id_, "")) or line_of(text, rf"^\s*[\"']?{re.escape(id_)}[\"']?\s*=")
        problems.append(Problem(path, line, 0, "bad-data", message, remedy))

    site = data.pop(_SITE, {})
    for key, message in _faults_of_site(site):
        told(_SITE, key, message, _FROM_GIT)
    blocks: dict[str, Block] = {}
    for id_, table in data.items():
        faults = list(_faults(id_, table))
        for key, message, remedy in faults:
            told(id_, key, message, remedy)
        if not faults:
            blocks[id_] = _block(id_, table, lines.get((id_, ""), 0))
    for address, first, second in _claimed_twice(blocks.values()):
        told(second.id, "addresses", f"{address} is also an address of {first.id}", "Keep it with the one that was there last")
    if problems:
        return Record(blocks=blocks, text=text), tuple(problems)
    return Record(site.get("authority", ""), tuple(site.get("addresses", ())), blocks, text), ()


def _twice(text: str) -> tuple[str, int, int] | None:
    """The first block that stands twice, with both lines: what keeping both sides of a merge may leave."""
    seen: dict[str, int] = {}
    for match in re.finditer(r'^\["([^"\n]+)"\][ \t]*$', text, re.MULTILINE):
        line = text.count("\n", 0, match.start()) + 1
        if match[1] in seen:
            return match[1], seen[match[1]], line
        seen[match[1]] = line
    return None


def _faults_of_site(site: Any) -> Iterator[tuple[str, str]]:
    """What is wrong with the head of the record: the key, the fact."""
    if not isinstance(site, dict):
        yield "", '"site" is not a table'
        return
    authority, addresses = site.get("authority", ""), site.get("addresses", [])
    if authority and not is_authority(authority):
        yield "authority", '"authority" is not a domain and a day, as "example.org,2026-01-31"'
    if not (isinstance(addresses, list) and all(isinstance(one, str) and urls.WEB.fullmatch(one) for one in addresses)):
        yield "addresses", '"addresses" of the site are not http or https addresses'
    for key in site.keys() - {"authority", "addresses"}:
        yield key, f'the site has an unknown key "{key}"'


def _faults(id_: str, table: Any) -> Iterator[tuple[str, str, str]]:
    """What is wrong with a block: the key at fault (empty for the whole), the fact, what to do."""
    if not isinstance(table, dict):
        yield "", f'"{id_}" is not a block', _FROM_GIT
        return
    if not values.is_permanent_id(id_):
        yield "", f'"{id_}" is not a permanent id, which is a URI', _FROM_GIT
    for key, (needed, is_one, form) in _KEYS.items():
        if needed and key not in table:
            yield "", f"{id_} has no {key}", f"{_FROM_GIT}: {form}"
        elif key in table and not is_one(table[key]):
            yield key, f'"{key}" of {id_} has the wrong form', f"{_FROM_GIT}: {form}"
    if "source" in table and "published" not in table:
        yield "", f"{id_} has no published", f"{_FROM_GIT}: {_KEYS['published'][2]}"
    for key in table.keys() - _KEYS.keys():
        yield key, f'{id_} has an unknown key "{key}"', did_you_mean(key, _KEYS) or f"The keys are {', '.join(_KEYS)}"
    if ("withdrawn" in table) != ("because" in table):
        yield "", f"{id_} was withdrawn without a sentence that says why, or the other way round", "Write both, or neither"


def _block(id_: str, table: Mapping[str, Any], line: int) -> Block:
    changes = tuple(Change(one["date"], one["says"]) for one in table.get("changes", ()))
    return Block(id=id_, line=line, **{**table, "addresses": tuple(table["addresses"]), "changes": changes})


def _claimed_twice(blocks: Iterable[Block]) -> Iterator[tuple[str, Block, Block]]:
    """The addresses that two blocks have, with both."""
    holders: dict[str, Block] = {}
    for block in blocks:
        for address in block.addresses:
            if holders.setdefault(address, block) is not block:
                yield address, holders[address], block


def text_of(record: Record) -> str:
    """The record as TOML, its blocks by id, so that those of two branches seldom meet in one place."""
    head = [f"authority = {_quoted(record.authority)}"] if record.authority else []
    head += _array("addresses", map(_quoted, record.sites))
    parts = [_OPENING, *([_table(_SITE, head)] if head else [])]
    parts += [_table(_quoted(block.id), _lines(block)) for _, block in sorted(record.blocks.items())]
    return "\n".join(parts)


def _table(name: str, lines: Iterable[str]) -> str:
    return "\n".join([f"[{name}]", *lines, ""])


def _lines(block: Block) -> Iterator[str]:
    yield f"kind = {_quoted(block.kind)}"
    yield f"title = {_quoted(block.title)}"
    if block.source:
        yield f"source = {_quoted(block.source)}"
    yield from _array("addresses", map(_quoted, block.addresses))
    if block.published:
        yield f"published = {block.published.isoformat()}"
    yield from _array("changes", (f"{{ date = {one.date.isoformat()}, says = {_quoted(one.says)} }}" for one in block.changes))
    if block.version > 1:
        yield f"version = {block.version}"
    if block.digest:
        yield f"digest = {_quoted(block.digest)}"
    if block.withdrawn:
        yield f"withdrawn = {block.withdrawn.isoformat()}"
        yield f"because = {_quoted(block.because)}"


def _array(key: str, values: Iterable[str]) -> Iterator[str]:
    """An array with one value a line, so that two branches that add to it conflict where they do and nowhere else."""
    listed = [f"  {value}," for value in values]
    if len(listed) == 1:
        yield f"{key} = [{listed[0].strip().rstrip(',')}]"
    elif listed:
        yield from (f"{key} = [", *listed, "]")


def _quoted(text: str) -> str:
    """A basic string. Source: TOML 1.0.0, String: what JSON escapes, and DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
