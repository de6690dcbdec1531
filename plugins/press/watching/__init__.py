"""Watching: a press that stays, builds again on every save, serves the site on this machine, and shows each new page by itself."""

from press.watching.outcomes import Outcome, Press
from press.watching.serving import Wanted, serve

__all__ = ("Outcome", "Press", "Wanted", "serve")
