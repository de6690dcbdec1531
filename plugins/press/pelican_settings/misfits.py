"""Settings of a wrong kind, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from manuscript.source import UNTEXTUAL
from press.pelican_settings.families import EXPRESSIONS, direct_places
from press.pelican_settings.fault import Fault, Settings
from press.pelican_settings.kinds import KINDS, PLACE, TEXT_PLACE, Kind
from press.pelican_settings.names import KNOWN
from press.pelican_settings.values import described, is_absent


def kind_faults(settings: Settings) -> Iterator[Fault]:
    """A fault for each setting of a wrong kind, and for each wrong item of a list or dictionary."""
    kinds = {**KINDS, **dict.fromkeys(direct_places(settings), PLACE)}
    for name in sorted(kinds.keys() & settings.keys()):
        yield from _misfits(name, settings[name], kinds[name])
    for name in sorted((KNOWN - EXPRESSIONS) & settings.keys()):
        if isinstance(settings[name], str) and (found := UNTEXTUAL.search(settings[name])):
            yield Fault(name, "bad-setting", f"{name} holds U+{ord(found[0]):04X}, which is not a character of a text", "Take it out")


def _misfits(name: str, value: Any, kind: Kind) -> Iterator[Fault]:
    if not kind.fits(value):
        yield Fault(name, "bad-setting", f"{name} is {described(value)}, and must be {kind.words}", _mended(name, value, kind))
    elif kind.item is not None and not isinstance(value, str) and value:
        for where, item in _items(name, value):
            if not kind.item.fits(item):
                yield Fault(name, "bad-setting", f"{where} is {described(item)}, and must be {kind.item.words}")


def _items(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        return ((f"{name}[{key!r}]", item) for key, item in value.items())
    return ((f"item {number} of {name}", item) for number, item in enumerate(value, 1))


def _mended(name: str, value: Any, kind: Kind) -> str:
    """What to write instead, where that is plain."""
    if isinstance(value, str) and kind.fits([value]) and kind.item is not None:
        return f'Write {name} = ["{value}"]'
    if isinstance(value, str) and kind.fits(plain := _plain(value)):
        return f"Write {name} = {plain!r}"
    if is_absent(value) and kind is TEXT_PLACE:
        return f'Write {name} = "" to have none'
    return ""


def _plain(text: str) -> Any:
    """What a text most likely means that holds a value of another kind, or itself."""
    named = {"true": True, "yes": True, "false": False, "no": False, "none": None}
    return named.get(text.lower(), int(text) if text.isdecimal() and text.isascii() else text)
