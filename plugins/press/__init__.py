"""The machinery that builds: any Pelican site, nothing dropped without a word, all or nothing.

Knows Pelican; knows no themes and no papers. ``PELICAN_CLASS = "press.Site"`` is understood.
"""

from typing import Any


def __getattr__(name: str) -> Any:
    """The class of the site, loaded when it is asked for: its settings may import this package."""
    if name == "Site":
        from press.site import Site

        return Site
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
