"""Styles in texts: what an element may say of its own looks, without leaving its place or asking for a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from press.sanitiser.addresses import FILE_SCHEMES, scheme_of
from press.sanitiser.allowed import listed

# What a style may say of its own element, without leaving its place or asking for a file.
STYLES: Final = listed(
    """
    background background-color border border-bottom border-bottom-color border-bottom-style border-bottom-width border-collapse
    border-color border-left border-left-color border-left-style border-left-width border-radius border-right border-right-color
    border-right-style border-right-width border-spacing border-style border-top border-top-color border-top-style
    border-top-width border-width break-after break-before break-inside caption-side clear clip-path clip-rule color column-count
    column-gap column-width columns direction display dominant-baseline empty-cells fill fill-opacity fill-rule filter float font
    font-family font-feature-settings font-size font-stretch font-style font-variant font-variant-numeric font-weight gap height
    hyphens letter-spacing line-height list-style list-style-position list-style-type margin margin-bottom margin-left
    margin-right margin-top marker-end marker-mid marker-start mask max-height max-width min-height min-width opacity orphans
    overflow overflow-wrap overflow-x overflow-y padding padding-bottom padding-left padding-right padding-top page-break-after
    page-break-before page-break-inside paint-order shape-rendering stop-color stop-opacity stroke stroke-dasharray
    stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width tab-size table-layout
    text-align text-anchor text-decoration text-decoration-color text-decoration-line text-decoration-style text-indent
    text-rendering text-transform unicode-bidi vector-effect vertical-align visibility white-space widows width word-break
    word-spacing word-wrap writing-mode
    """
)


def kept_style(value: str, trusted: bool) -> str | None:
    """A style as it may stay, or None where nothing of it may."""
    if trusted:
        return value if is_harmless_style(value) else None
    kept = [declaration.strip() for declaration in declarations(value) if may_say(declaration)]
    return ";".join(kept) or None


def is_harmless_style(value: str) -> bool:
    """Whether no part of a style runs or asks for a file that a picture could not be."""
    return not _FETCHES.search(value) and all(scheme_of(url) in ("", *FILE_SCHEMES) for url in _URL.findall(value))


def is_local(value: str) -> bool:
    """Whether a value of a drawing or formula names no file: every ``url()`` leads to its own page."""
    return "(" not in value or not ("\\" in value or "url(" in _LOCAL_URL.sub("", value).lower())


def declarations(style: str) -> Iterator[str]:
    """The declarations of a style, as written."""
    return (declaration for declaration in style.split(";") if declaration.strip())


def may_say(declaration: str) -> bool:
    """Whether a declaration may stand in a style: its property is listed, and its value keeps to the element."""
    name, _, value = declaration.partition(":")
    name = name.strip().lower()
    value = _LOCAL_URL.sub("", value)
    if name not in STYLES or not _STYLE_VALUE.fullmatch(value) or "/*" in value:
        return False
    if name.startswith("overflow") and name != "overflow-wrap":
        return value.strip().lower() in _OVERFLOWING
    calls = _CALLS_OF_SIZES if name in _SIZES else _CALLS
    return (name in _STAYING or not _NEGATIVE.search(value)) and all(call.lower() in calls for call in _CALL.findall(value))


_LOCAL_URL: Final = re.compile(r"url\(\s*([\"']?)#[\w.:-]+\1\s*\)", re.IGNORECASE)
_CALL: Final = re.compile(r"([\w-]*)\(")
_CALLS: Final = frozenset({"hsl", "hsla", "rgb", "rgba"})
_CALLS_OF_SIZES: Final = _CALLS | {"calc", "clamp", "max", "min"}
_SIZES: Final = listed("height max-height max-width min-height min-width width")
_STYLE_VALUE: Final = re.compile(r"[\w\s#.,%+*/()\"'!-]*")
_NEGATIVE: Final = re.compile(r"(?<![\w.])-\.?[0-9]")
_STAYING: Final = frozenset({"letter-spacing", "stroke-dashoffset", "vertical-align", "word-spacing"})
_OVERFLOWING: Final = frozenset({"auto", "clip", "hidden", "scroll"})
_URL: Final = re.compile(r"url\(\s*[\"']?([^\"')]*)", re.IGNORECASE)
_FETCHES: Final = re.compile(
    r"\\|@|expression\s*\(|(?<![\w-])(?:image|image-set|-webkit-image-set|src)\s*\(|-moz-binding|behavior",
    re.IGNORECASE,
)
