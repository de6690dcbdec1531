"""Confirming: the author's word written into a header, with the day on which the themes were read."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from editorial import rewriting
from manuscript.source import Source


def confirmed(text: str, source: Source, slugs: Sequence[str], day: datetime.date) -> str:
    """The text of a source with ``Themes:`` saying exactly these (or none) and ``Themes-checked:`` this day; nothing else changes.

    ``text`` has ``\\n`` for line ends, and a header. Raises ValueError: the source has no header.
    """
    wanted = {"Themes": "= " + ", ".join(slugs) if slugs else "none", "Themes-checked": day.isoformat()}
    return rewriting.with_values(text, source, wanted)
