"""What citeproc-py is given: works and parts of works in forms that cannot upset it, and values that cannot become markup."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from editorial import csl_fields
from editorial.csl_fields import Name
from editorial.works import Work

# How authors write the part of a work that they mean. Source: CSL 1.0.2, appendix IV, "Locators".
_LABELS: Final[Mapping[str, str]] = {
    "p": "page", "pp": "page", "pg": "page", "page": "page", "pages": "page",
    "ch": "chapter", "chs": "chapter", "chap": "chapter", "chapter": "chapter", "chapters": "chapter",
    "para": "paragraph", "paras": "paragraph", "paragraph": "paragraph", "paragraphs": "paragraph", "¶": "paragraph",
    "s": "section", "ss": "section", "sec": "section", "section": "section", "sections": "section", "§": "section",
    "fig": "figure", "figs": "figure", "figure": "figure", "figures": "figure", "n": "note", "nn": "note", "note": "note", "notes": "note",
    "l": "line", "ll": "line", "line": "line", "lines": "line", "v": "verse", "vv": "verse", "verse": "verse", "verses": "verse",
    "vol": "volume", "vols": "volume", "volume": "volume", "pt": "part", "pts": "part", "part": "part", "parts": "part",
    "bk": "book", "book": "book", "col": "column", "cols": "column", "column": "column",
}  # fmt: skip
_ISO = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_LONGEST: Final = 100
_RANGE = re.compile(r"(?<=\w)\s*-{1,2}\s*(?=\w)")
_PLACE = re.compile(r"(?P<label>[^\W\d]+|[¶§])\.?\s*(?P<value>\d.*|[ivxlc]+\b.*)", re.IGNORECASE)

# citeproc-py writes values into its HTML as they are. These characters, which no text may have, stand for those that HTML needs.
_SAFE = str.maketrans({"&": "\ue002", "<": "\ue003", ">": "\ue004", '"': "\ue005"})
_ENTITIES = str.maketrans({"\ue002": "&amp;", "\ue003": "&lt;", "\ue004": "&gt;", "\ue005": "&quot;"})


def record(work: Work, id_: str) -> dict[str, Any]:
    """A CSL-JSON record in which nothing can upset citeproc-py."""
    from citeproc import DATES, NAMES, VARIABLES

    found: dict[str, Any] = {"id": id_, "type": str(work.item.get("type") or "document")}
    for key, value in csl_fields.unmarked(work.item).items():
        name = key.replace("-", "_")
        if name in NAMES:
            found[key] = [_name(name) for name in csl_fields.names(work.item, key)]
        elif name in DATES:
            found[key] = _date(value)
        elif name in VARIABLES:
            found[key] = safe(csl_fields.text({key: value}, key))
    return {key: value for key, value in found.items() if value}


def locator(text: str) -> tuple[str, str]:
    """What part of a work is meant, as CSL calls it, and which; no name where it is said in other words. A hyphen between is a dash."""
    text = _RANGE.sub("\u2013", text)
    place = _PLACE.fullmatch(text) if len(text) <= _LONGEST else None
    if place and (label := _LABELS.get(place["label"].lower())):
        return label, place["value"]
    return ("page" if text[:1].isdigit() else "", text)


def safe(text: str) -> str:
    """A value in which nothing is markup to citeproc-py."""
    return text.translate(_SAFE)


def html(text: str) -> str:
    """What citeproc-py wrote, with the marks of the values as HTML has them."""
    return text.translate(_ENTITIES)


def _name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": safe(name.literal)}
    parts = {
        "family": name.family,
        "given": name.given,
        "dropping-particle": name.dropping,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {key: safe(part) for key, part in parts.items() if part}


def _date(date: Any) -> dict[str, Any]:
    """A date with parts that are numbers, or what was written of it; empty where there is neither."""
    if not isinstance(date, dict):
        return {}
    parts = [list(known) for one in csl_fields.listed(date.get("date-parts")) if (known := csl_fields.known(one))]
    said = csl_fields.text(date, "literal") or csl_fields.text(date, "raw")
    if not parts and (plain := _ISO.fullmatch(said)):
        parts = [[int(part) for part in plain.groups() if part]]
    return {"date-parts": parts[:2]} if parts else {"literal": safe(said)} if said else {}
