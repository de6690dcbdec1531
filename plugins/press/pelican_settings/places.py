"""Places in the output that settings name: within it, and each for one thing."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from press.pelican_settings.families import FEEDS
from press.pelican_settings.fault import Fault, Settings


def outside(name: str, text: str, *, absolute: bool = True, address: bool = False) -> Iterator[Fault]:
    """A fault where a place leads out of the output, and a doubt where it names a folder."""
    parts = re.split(r"[/\\]", text)
    what = f'{name} has "{text}", which' if name in ("TEMPLATE_PAGES", "EXTRA_PATH_METADATA") else f'{name} is "{text}", which'
    if ".." in parts:
        yield Fault(
            name, "outside-output", f'{what} has ".." in it, and can lead out of the output', "Write the path from the output folder"
        )
    elif absolute and (text[:1] in ("/", "\\") or re.match(r"[A-Za-z]:[/\\]", text)):
        yield Fault(
            name, "outside-output", f"{what} is an absolute path", "Write the path from the output folder, without a slash before it"
        )
    elif text.endswith("/") and not address and name != "THEME_STATIC_DIR":
        message = f"{what} names a folder, and a file without ending would stand there"
        yield Fault(name, "doubtful-setting", message, f'Write "{text}index.html"')


def same_places(settings: Settings, authored: Collection[str]) -> Iterator[Fault]:
    """A fault where two settings name one file, of pages of which there is one each."""
    direct = list(map(str, settings["DIRECT_TEMPLATES"]))
    for twice in sorted({name for name in direct if direct.count(name) > 1}):
        yield Fault("DIRECT_TEMPLATES", "collision", f'DIRECT_TEMPLATES has "{twice}" twice', "Take one out")
    named = [(f"{name.upper()}_SAVE_AS", settings.get(f"{name.upper()}_SAVE_AS", f"{name}.html")) for name in dict.fromkeys(direct)]
    named += [(name, settings.get(name)) for name in ("FEED_ATOM", "FEED_RSS", "FEED_ALL_ATOM", "FEED_ALL_RSS")]
    yield from _twice(named, authored)
    for what, (field, _) in FEEDS.items():
        if field:
            yield from _twice([(name, settings.get(name)) for name in (f"{what}_ATOM", f"{what}_RSS")], authored)
    yield from _twice([(f"TEMPLATE_PAGES[{source!r}]", place) for source, place in (settings["TEMPLATE_PAGES"] or {}).items()], authored)


def _twice(named: Iterable[tuple[str, Any]], authored: Collection[str]) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for name, place in named:
        if not place or place is True:
            continue
        other = first.setdefault(os.path.normpath(place), name)
        if other != name:
            message = f'{other} and {name} would both be written to "{os.fspath(place)}"'
            at = name if name in authored else other  # at the one that somebody has written
            yield Fault(at.partition("[")[0], "collision", message, "Give one of them another place")
