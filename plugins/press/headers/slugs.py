"""Slugs: those of texts and of names, written or made, as parts of addresses and of names of files."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, Final

from pelican.utils import slugify

from manuscript.source import Field, Source
from press.headers.fault import Fault
from press.headers.site import Site
from press.names import KINDS, parted, slug_of
from press.wording import one_line

_LONGEST: Final = 200  # bytes; most file systems have 255, of which an ending and a staging name need some
# Source: Microsoft, Naming Files, Paths, and Namespaces.
DEVICE: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)


def slug_faults(field: Field, source: Source, site: Site) -> Iterator[Fault]:
    """What is wrong with a slug that is written."""
    if why := _bad_slug(field.value):
        yield Fault("bad-slug", f'the slug "{one_line(field.value)}" {why}', "Use letters, digits and hyphens")


def title_faults(field: Field, source: Source, site: Site) -> Iterator[Fault]:
    """What is wrong with the slug that is made for a text without one."""
    slug, save_as = source.field("slug"), source.field("save_as")
    addressed = (slug and slug.value) or (save_as and save_as.value) or "slug" in site.given
    if not addressed and (fault := _made_slug(field.value, source, site)):
        yield fault


def name_faults(field: Field, settings: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with tags, authors or a category as the addresses of their pages."""
    kind = KINDS[field.key.lower()]
    if not settings.get(f"{kind.upper()}_SAVE_AS", "{slug}"):
        return
    names = parted(field.key, field.value)
    if field.value and not names:
        yield Fault("blank-value", f'"{field.key}" has no name in it', "Write one, or leave the line out")
    for name in names:
        slug = slug_of(kind, name[:4000], settings)
        if not slug or len(slug.encode()) > _LONGEST:
            why = f"makes an address of more than {_LONGEST} bytes" if slug else "has no character that an address can hold"
            yield Fault("bad-slug", f'the {kind} "{one_line(name)}" {why}', "Write another name")


def is_control(char: str) -> bool:
    """Whether a character does something and is not seen: a control, a surrogate, a separator, a change of direction."""
    return unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") or char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def _bad_slug(slug: str) -> str:
    """Why a slug can be no part of an address and of the name of a file, or nothing."""
    if wrong := next((char for char in slug if char in '/\\%?#:*"<>|' or is_control(char)), ""):
        return f'has "{wrong}", which an address cannot hold' if wrong.isprintable() else f"has the invisible character U+{ord(wrong):04X}"
    if re.search(r"(?<!\d)\.|\.(?!\d)", slug):  # 10.8 is a version
        return 'has ".", which begins the ending of a name'
    return _bad_name(slug)


def _bad_name(slug: str) -> str:
    if len(slug.encode("utf-8", "surrogatepass")) > _LONGEST:
        return f"has more than {_LONGEST} bytes"
    return "is the name of a device on Windows" if DEVICE.fullmatch(slug) else ""


def _made_slug(title: str, source: Source, site: Site) -> Fault | None:
    """What is wrong with the slug that Pelican makes of the title, or of the name of the file."""
    written = title if site.settings.get("SLUGIFY_SOURCE", "title") == "title" else PurePosixPath(source.path).stem
    slug = slugify(
        written[:4000],  # longer, and it is too long anyhow
        regex_subs=site.settings.get("SLUG_REGEX_SUBSTITUTIONS", ()),
        preserve_case=site.settings.get("SLUGIFY_PRESERVE_CASE", False),
        use_unicode=site.settings.get("SLUGIFY_USE_UNICODE", False),
    )
    why = _bad_name(slug) if slug else "is empty"
    if not why:
        return None
    return Fault("bad-slug", f'the slug that is made of "{one_line(written)}" {why}', "Add a line Slug: with letters, digits and hyphens")
