"""Values: what is wrong with what a key says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from manuscript.problems import did_you_mean
from manuscript.source import Field, Source
from press.headers.addresses import save_as_faults, unsafe_fault, url_faults
from press.headers.dates import date_faults, timezone_faults
from press.headers.fault import Fault
from press.headers.keys import STATUSES
from press.headers.site import Site
from press.headers.slugs import name_faults, slug_faults, title_faults
from press.names import KINDS
from press.wording import one_line


def value_faults(field: Field, source: Source, site: Site) -> Iterator[Fault]:
    """What is wrong with the value of a field, each for itself."""
    key, value = field.key.lower(), field.value
    if not value:
        yield from _blank(field, source)
        return
    if unsafe := unsafe_fault(key, value):
        yield unsafe
    elif key in _CHECKS:
        yield from _CHECKS[key](field, source, site)
    elif key in KINDS:
        if key == "author" and (other := source.field("authors")) and other.value:
            message = f'"{field.key}" stands beside "{other.key}" (line {other.line}), which Pelican lists instead'
            yield Fault("duplicate-key", message, "Keep one of the two, with everybody in it")
        yield from name_faults(field, site.settings)


def _blank(field: Field, source: Source) -> Iterator[Fault]:
    """What a key without a value does: mostly nothing, but some of Pelican's readers fail."""
    key = field.key.lower()
    if key in ("title", "date"):  # told as missing
        return
    if key in _BLANK:
        code, does = _BLANK[key]
        yield Fault(code, f'"{field.key}" has no value, {does}', "Write one, or leave the line out")
    elif not (key == "url" and source.field("save_as")):  # the address of the home page, as Pelican's documentation writes it
        yield Fault("blank-value", f'"{field.key}" has no value', "Write one, or leave the line out")


_BLANK: Final[Mapping[str, tuple[str, str]]] = {
    "modified": ("bad-date", "which Pelican cannot read as a date"),
    "timezone": ("bad-date", "which is no time zone"),
    "lang": ("bad-lang", "and the text would be in no language"),
    "template": ("unknown-template", "and no template is named so"),
    "save_as": ("bad-address", "and the page would not be written"),
}


def _status_faults(field: Field, source: Source, site: Site) -> Iterator[Fault]:
    if field.value.lower() not in STATUSES:
        remedy = did_you_mean(field.value[:40], STATUSES) or f"Use one of {', '.join(STATUSES)}"
        yield Fault("unknown-status", f'"{one_line(field.value)}" is not a status', remedy)
    elif field.value.lower() == "skip":  # skip itself is passed over before
        yield Fault("unknown-status", f'"{field.value}" is not skip, which counts in lower case only', "Write skip")


def _lang_faults(field: Field, source: Source, site: Site) -> Iterator[Fault]:
    # Source: RFC 5646 §2.1, the shape of the common tags: language, then subtags.
    ours = {str(site.settings.get("DEFAULT_LANG", "")).lower(), *(str(lang).lower() for lang in site.settings.get("DATE_FORMATS") or ())}
    if field.value.lower() not in ours and not re.fullmatch(r"(?:[A-Za-z]{2,3}|x)(?:-[A-Za-z0-9]{1,8})*", field.value):
        dashed = field.value.replace("_", "-")
        remedy = f"Write {dashed}" if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})+", dashed) else "Write a tag such as en or pt-BR"
        yield Fault("bad-lang", f'"{one_line(field.value)}" is not a language tag', remedy)


_CHECKS: Final[Mapping[str, Callable[[Field, Source, Site], Iterator[Fault]]]] = {
    "title": title_faults,
    "date": date_faults,
    "modified": date_faults,
    "timezone": timezone_faults,
    "status": _status_faults,
    "lang": _lang_faults,
    "slug": slug_faults,
    "save_as": save_as_faults,
    "url": url_faults,
}
