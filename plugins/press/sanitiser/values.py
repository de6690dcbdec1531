"""The values of attributes: which may stay."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from press.sanitiser.addresses import ADDRESSES, RUNNING_SCHEMES, are_files, may_lead, scheme_of
from press.sanitiser.allowed import OF_SVG
from press.sanitiser.styles import is_local, kept_style


def kept_value(trusted: bool, tag: str, name: str, value: str) -> str | None:
    """The value of an attribute as it may stay, or None where it may not. nh3 asks this of each attribute on its lists."""
    if name.startswith(("data-", "aria-")) or name in ("class", "id", "title", "alt"):
        return value
    if name == "style":
        return kept_style(value, trusted)
    if name in _RULES:
        return value if _RULES[name](tag, value) else None
    if name in ADDRESSES:
        return value if may_lead(tag, name, value) else None
    if "-" in tag:
        return value if scheme_of(value) not in RUNNING_SCHEMES else None
    return value if name not in OF_SVG or is_local(value) else None


_TARGETS: Final = frozenset({"_blank", "_parent", "_self", "_top"})
_ANIMATED: Final = OF_SVG - {"href", "target", "xlink", "xmlns"}


def _animates(_tag: str, value: str) -> bool:
    return value.strip() in _ANIMATED


def _is_no_address(_tag: str, value: str) -> bool:
    return not any(scheme_of(part) for part in value.split(";"))


_RULES: Final[Mapping[str, Callable[[str, str], bool]]] = {
    "attributeName": _animates,
    "by": _is_no_address,
    "from": _is_no_address,
    "srcset": are_files,
    "tabindex": lambda _tag, value: value.strip() in ("0", "-1"),
    "target": lambda _tag, value: value.strip().lower() in _TARGETS,
    "to": _is_no_address,
    "values": _is_no_address,
}
