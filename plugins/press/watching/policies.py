"""Policies: the content security policy of a page, with room for the script that shows the next build.

Else it stays as it is, so that what it forbids on the public site is forbidden here. Source: Content Security Policy Level 3.
"""

from __future__ import annotations

from typing import Final

# For what the script does, the directives that rule it, the first of those that there are before the others.
_NEEDS: Final = (
    ("script-src-elem", "script-src", "default-src"),
    ("style-src-elem", "style-src", "default-src"),
    ("connect-src", "default-src"),
)


def allowing(policies: str, nonce: str) -> str:
    """The policies (several are parted by commas) with scripts, style sheets and connections of the site's own allowed.

    ``nonce`` is what the tag of the script has, for policies that trust no address.
    """
    return ", ".join(_allowing_one(policy, nonce) for policy in policies.split(","))


def _allowing_one(policy: str, nonce: str) -> str:
    directives: dict[str, list[str]] = {}
    for part in policy.split(";"):
        name, *sources = part.split() or [""]
        if name:
            directives.setdefault(name.lower(), sources)  # a second of the name does nothing
    widened = dict(directives)
    for names in _NEEDS:
        ruling = next((name for name in names if name in directives), None)
        if ruling:
            widened[names[0]] = _with_own(directives[ruling], nonce)
    return "; ".join(" ".join((name, *sources)) for name, sources in widened.items())


def _with_own(sources: list[str], nonce: str) -> list[str]:
    kept = [source for source in sources if source.lower() != "'none'"]
    if any(source.lower() == "'strict-dynamic'" for source in kept):
        return [*kept, f"'nonce-{nonce}'"]
    return kept if "'self'" in kept else [*kept, "'self'"]
