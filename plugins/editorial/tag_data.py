"""Tags as data: what readers' machines, and the commands with ``--json``, are told of the themes of a text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from editorial.model import Publication
from editorial.tags import Evidence, Tag


def of_text(text: Publication, tags: Iterable[Tag], plain: str) -> dict[str, Any]:
    """The themes of a text with their evidence. ``text[start:end]`` is the quotation, counted in Unicode code points.

    Source of the terms: ``exact``, ``start`` and ``end`` are those of the Web Annotation Data Model, §4.2.4 and §4.2.5.
    """
    return {
        "title": text.title,
        "url": text.url,
        "source": text.path,
        "themes": [of_tag(tag) for tag in tags],
        "text": plain,
    }


def of_tag(tag: Tag) -> dict[str, Any]:
    """One tag: the outcome and who says so, the score with its parts, the rules, the evidence in the order of the text."""
    return {
        "theme": tag.theme.slug,
        "label": tag.theme.label,
        "outcome": tag.outcome,
        "origin": tag.origin,
        "found": tag.found,
        "score": tag.score,
        "threshold": tag.threshold,
        "share": tag.share,
        "parts": {
            "base": round(tag.parts.base, 4),
            "model": round(tag.parts.model, 4),
            "vocabulary": round(tag.parts.vocabulary, 4),
            "points": round(tag.parts.points, 2),
            "passage": tag.parts.passage,
        },
        "rules": [
            {"name": rule.name, "says": rule.says, "passed": rule.passed, "needed": rule.name in tag.needed, "found": rule.found}
            for rule in tag.rules
        ],
        "emphatic": tag.emphatic,
        "evidence": [of_evidence(item) for item in tag.evidence],
    }


def of_evidence(item: Evidence) -> dict[str, Any]:
    """One sentence: the quotation, where it stands in the plain text and in the source, what it weighs and by which words."""
    return {
        "exact": item.quote,
        "start": item.start,
        "end": item.end,
        "path": item.path,
        "line": item.line,
        "zone": item.zone,
        "voice": item.voice,
        "weight": item.weight,
        "phrases": item.phrases,
        "words": item.words,
    }
