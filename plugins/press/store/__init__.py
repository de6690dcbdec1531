"""The store: what a build has made, kept for the next one by what it was made from; data only, and never more than a help."""

from press.store.digests import digest
from press.store.store import Store

__all__ = ("Store", "digest")
