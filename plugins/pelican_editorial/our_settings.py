"""Our settings: what each says, what is wrong with them, and what is made of them: the style of citations, the instant of the build."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from editorial import csl, urls
from editorial.record import blocks
from manuscript.problems import Problem, did_you_mean
from manuscript.settings import misspelt
from manuscript.source import UNTEXTUAL
from pelican_editorial import publishing
from pelican_editorial.filters import language_tag

SETTINGS: Final = {
    "EDITORIAL_ADDRESS": "the site's public address, for canonical links and feeds, whatever SITEURL is while working",
    "EDITORIAL_AUTHORITY": "who mints permanent ids: a domain and a day on which you had it, for good",
    "EDITORIAL_CITATION_STYLE": "how works are cited: the name of a style that comes with the project, or the path of a style in CSL",
    "EDITORIAL_CSP": "the content security policy, for the pages and for the _headers file",
    "EDITORIAL_DESCRIPTION": "one sentence on the site, for its home page and for feeds",
    "EDITORIAL_HUB": "the address of a WebSub hub that is told of what is new, or nothing",
    "EDITORIAL_LICENCE": "the terms on which the texts stand, a sentence for the foot of each page",
    publishing.SETTING: "this build is the site that is published: show what is new, and put it on record (tasks.py publish sets it)",
}


def style(settings: dict[str, Any]) -> tuple[csl.Style, tuple[Problem, ...]]:
    """The style of citations, and what is wrong with the setting that names it; another style stands in for one that cannot be used."""
    lang, root = language_tag(settings["DEFAULT_LANG"]), Path(settings["PATH"]).parent
    name = settings.get("EDITORIAL_CITATION_STYLE")
    try:
        return csl.read(name if isinstance(name, str) else csl.DEFAULT, root, lang), ()
    except ValueError as error:
        message = f'EDITORIAL_CITATION_STYLE "{name}" cannot be used: {error}'
        longer = [f'Did you mean "{style}"?' for style in csl.STYLES if style.startswith(str(name))]
        remedy = (
            next(iter(longer), did_you_mean(str(name), csl.STYLES))
            or f"Use one of {', '.join(csl.STYLES)}, or the path of an author-date style in CSL"
        )
        return csl.read(csl.DEFAULT, root, lang), (Problem("pelicanconf.py", 0, 0, "bad-setting", message, remedy),)


# The domain of the sample, which is nobody's. Source: RFC 6761 §6.5.
_SAMPLE: Final = "pamphleteer.example"


def faults(settings: dict[str, Any], minted_by: str) -> Iterator[Problem]:
    """What is wrong with our own settings, those that nothing reads among them.

    ``minted_by`` is the authority on record, empty before anything is published.
    """
    yield from misspelt(settings, "EDITORIAL_", SETTINGS, Path(settings["PATH"]))
    for name, what in SETTINGS.items():
        if name != publishing.SETTING and not isinstance(settings.get(name), str):
            yield Problem("pelicanconf.py", 0, 0, "bad-setting", f"{name} is not set to a text", f"Set it: {what}")
    address = settings.get("EDITORIAL_ADDRESS")
    if isinstance(address, str) and (not urls.WEB.fullmatch(address) or address.endswith("/")):
        remedy = "Write it as https://example.org, without a slash at the end"
        yield Problem("pelicanconf.py", 0, 0, "bad-setting", f'EDITORIAL_ADDRESS "{address}" is not a public address', remedy)
    elif isinstance(address, str) and (path := urlsplit(address).path) and not urls.is_path(path[1:]):
        remedy = "Use letters, digits and hyphens"
        yield Problem("pelicanconf.py", 0, 0, "bad-setting", f'EDITORIAL_ADDRESS: web servers cannot read the path "{path}"', remedy)

    for name in ("SITENAME", *SETTINGS):
        if found := UNTEXTUAL.search(str(settings.get(name, ""))):
            message = f"{name} holds U+{ord(found[0]):04X}, which is no character of a text"
            yield Problem("pelicanconf.py", 0, 0, "bad-setting", message, "Delete it")
    authority, hub = settings.get("EDITORIAL_AUTHORITY"), settings.get("EDITORIAL_HUB")
    if isinstance(authority, str) and not blocks.is_authority(authority):
        remedy = 'Write a domain of yours and a day on which you had it, as "example.org,2026-01-31"'
        yield Problem("pelicanconf.py", 0, 0, "bad-setting", f'EDITORIAL_AUTHORITY "{authority}" cannot mint ids', remedy)
    elif isinstance(authority, str) and authority.startswith(f"{_SAMPLE},") and _SAMPLE not in str(address) and not minted_by:
        message = f'EDITORIAL_AUTHORITY "{authority}" is that of the sample, and the ids of your texts would be too, for good'
        remedy = 'Write a domain of yours and today\'s date, as "example.org,2026-01-31"'
        yield Problem("pelicanconf.py", 0, 0, "bad-setting", message, remedy)
    if isinstance(hub, str) and hub and not urls.WEB.fullmatch(hub):
        remedy = "Write the whole address of a WebSub hub, or nothing"
        yield Problem("pelicanconf.py", 0, 0, "bad-setting", f'EDITORIAL_HUB "{hub}" is not an http or https address', remedy)


def now() -> datetime.datetime:
    """The instant of the build: SOURCE_DATE_EPOCH where it is set, else the clock.

    Source: https://reproducible-builds.org/specs/source-date-epoch/
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC) if epoch.isdigit() else datetime.datetime.now(datetime.UTC)
