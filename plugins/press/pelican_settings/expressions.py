"""Regular expressions in settings."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from press.pelican_settings.families import EXPRESSIONS, SUBSTITUTIONS
from press.pelican_settings.fault import Fault, Settings


def expression_faults(settings: Settings, authored: Collection[str]) -> Iterator[Fault]:
    """That a regular expression cannot be read, or what stands for its matches."""
    for name in sorted(EXPRESSIONS):
        yield from _expression(name, settings[name] or "")
    for name in SUBSTITUTIONS:
        for found, instead in settings.get(name, ()):
            yield from _expression(name, found, instead)


def _expression(name: str, expression: str, instead: str = "") -> Iterator[Fault]:
    try:
        compiled = re.compile(expression)
    except (re.error, OverflowError, RecursionError) as error:
        yield Fault(name, "bad-setting", f'{name} has "{expression}", which is not a regular expression: {error}', "Correct it")
        return
    try:
        compiled.sub(instead, "")  # reads what is to stand in the place of a match
    except (re.error, IndexError) as error:
        yield Fault(name, "bad-setting", f'{name} has "{instead}", which cannot stand for what "{expression}" finds: {error}', "Correct it")
    if name == "INTRASITE_LINK_REGEX" and "what" not in compiled.groupindex:
        yield Fault(name, "bad-setting", f'{name} has no group "what"', "Write (?P<what>…) around what says the kind of link")
