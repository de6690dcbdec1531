"""Fields of a work in CSL-JSON, read leniently, for the writers of exchange formats. Source: CSL 1.0.2, appendix IV."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

# "12-14", also with a dash. What follows no letter or digit is no range ("-5").
PAGE_RANGE: Final = re.compile(r"(?<=\w)\s*[-\u2010-\u2015]+\s*(?=\w)")

# Source: CSL-JSON, "HTML-like formatting tags".
_LOOK: Final = re.compile(r"</?(?:i|b|sub|sup|sc|span)(?:\s[^<>]*)?>")
_SPACES: Final = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")
# JSON may hold half a character ("\ud83d"), UTF-8 may not.
_HALVES: Final = re.compile(r"[\ud800-\udfff]")
_PART: Final = re.compile(r"(-?[0-9]{1,4})(?:\.0)?")
_YEAR: Final = re.compile(r"[0-9]{4}(?![0-9])")
_DOI_RESOLVER: Final = re.compile(r"^https?://(dx\.)?doi\.org/", re.IGNORECASE)

# A comma splits a name where the format has no way to escape one. This sign (U+201A) looks like one in a bibliography; no reader
# splits at it, and no word is lost.
COMMA: Final = str.maketrans({",": "\u201a"})


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a person, or of a body: that has a ``literal`` and nothing else. A person has a ``family`` name."""

    literal: str = ""
    dropping: str = ""
    particle: str = ""
    family: str = ""
    given: str = ""
    suffix: str = ""


def text(item: Mapping[str, Any], key: str) -> str:
    """A field on one line; empty when it is missing, or neither text nor number."""
    value = item.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return _HALVES.sub("\ufffd", _SPACES.sub(" ", str(value))).strip()


def unmarked(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """A record without the tags that CSL lets stand in its texts for their look. DOIs and URLs stay as they are."""
    return {key: _LOOK.sub("", value) if isinstance(value, str) and key not in ("DOI", "URL") else value for key, value in item.items()}


def doi(item: Mapping[str, Any]) -> str:
    """The DOI without the address of its resolver; may be empty."""
    return _DOI_RESOLVER.sub("", text(item, "DOI"))


def names(item: Mapping[str, Any], key: str) -> tuple[Name, ...]:
    """The names in a field, in order; empty ones are passed over."""
    return tuple(name for name in map(_name, listed(item.get(key))) if name != Name())


def with_particle(particle: str, family: str) -> str:
    """The family name after its particle, with no space where that ends in an apostrophe (d’Alembert)."""
    return f"{particle}{family}" if not particle or particle.endswith(("'", "’")) else f"{particle} {family}"


def issued(item: Mapping[str, Any]) -> tuple[int, ...]:
    """Year, month and day as far as they are known; of a date in words only a year that it begins with. May be empty."""
    date = item.get("issued")
    if not isinstance(date, Mapping):
        return _year_of(text(item, "issued"))
    # A second list of parts is the end of a period.
    parts = known(next(iter(listed(date.get("date-parts"))), None))
    return parts or _year_of(text(date, "raw")) or _year_of(text(date, "literal"))


def day(item: Mapping[str, Any], between: str = "-") -> str:
    """The date of a work as far as it is known, in numbers: ``2016-01-18``. May be empty."""
    return between.join(f"{part:02d}" for part in issued(item))


def listed(value: Any) -> Sequence[Any]:
    """A value that is a list; nothing for any other."""
    return value if isinstance(value, list | tuple) else ()


def known(parts: Any) -> tuple[int, ...]:
    """The numbers of a date up to the first that is none: CSL has months above 12 for seasons."""
    found: list[int] = []
    for part, last in zip(listed(parts), (9999, 12, 31), strict=False):
        match = _PART.fullmatch(str(part).strip())
        number = int(match[1]) if match else 0
        if number == 0 or number > last or (found and number < 0):
            break
        found.append(number)
    return tuple(found)


def _year_of(words: str) -> tuple[int, ...]:
    match = _YEAR.match(words)
    return (int(match[0]),) if match and int(match[0]) else ()


def _name(entry: Any) -> Name:
    if not isinstance(entry, Mapping):
        return Name(literal=text({"": entry}, ""))
    name = Name(
        dropping=text(entry, "dropping-particle"),
        particle=text(entry, "non-dropping-particle"),
        family=text(entry, "family"),
        given=text(entry, "given"),
        suffix=text(entry, "suffix"),
    )
    whole = text(entry, "literal")
    if whole or not name.family:
        return Name(literal=whole or " ".join(filter(None, (name.given, name.dropping, name.particle, name.suffix))))
    return name
