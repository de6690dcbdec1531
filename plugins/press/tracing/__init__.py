"""Tracing: what the template of a page read while it was rendered, and whether that is still so."""

from press.tracing.digests import body_digest
from press.tracing.entities import Kind
from press.tracing.facts import Fact, as_data, from_data, in_words
from press.tracing.reads import Reads
from press.tracing.shapes import Untrackable
from press.tracing.tracer import Tracer

__all__ = ("Fact", "Kind", "Reads", "Tracer", "Untrackable", "as_data", "body_digest", "from_data", "in_words")
