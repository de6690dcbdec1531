"""Tags remembered: the tags of a text as data, and the same tags again, given the themes that they are of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from editorial.cues import Cue
from editorial.tags import Bearing, Evidence, Parts, Tag
from editorial.themes import Theme
from editorial.vocabulary import Found, Hit


def as_data(tags: Iterable[Tag]) -> list[Any]:
    """Tags as data for JSON, in their order. A cue is told by its place among those of its theme, so that its line may change."""
    return [_tag(tag) for tag in tags]


def of_data(data: Iterable[Any], themes: Mapping[str, Theme]) -> tuple[Tag, ...]:
    """The tags of data; ``themes`` are those that they were made of, by slug."""
    return tuple(_tag_of(one, themes) for one in data)


def bearing_as_data(bearing: Bearing) -> list[Any]:
    """What lists are told of a tag, as data for JSON."""
    return [bearing.theme.slug, bearing.origin, bearing.found, bearing.score, bearing.share, bearing.sentences, bearing.in_title]


def bearing_of_data(data: Any, themes: Mapping[str, Theme]) -> Bearing:
    """What lists are told of a tag, of data."""
    slug, origin, found, score, share, sentences, in_title = data
    return Bearing(themes[slug], origin, found, score, share, sentences, in_title)


def vocabulary(themes: Iterable[Theme]) -> list[Any]:
    """All of the themes that tags depend on."""
    return [[theme.slug, theme.label, theme.threshold, [[cue.kind, cue.text] for cue in theme.cues]] for theme in themes]


def _tag(tag: Tag) -> list[Any]:
    found, parts = tag.cues, tag.parts
    return [
        tag.theme.slug,
        [tag.outcome, tag.origin, tag.found, tag.score, tag.threshold, tag.needed, tag.share],
        [parts.base, parts.model, parts.vocabulary, parts.points, parts.passage],
        [
            [[_place(hit.cue, tag.theme), hit.places, hit.sentence, hit.points] for hit in found.hits],
            [found.points, found.peak, found.strong, found.corroborated, found.context, found.against],
        ],
        [
            [one.path, one.line, one.quote, one.zone, one.start, one.end, one.phrases, one.words, one.weight, one.voice]
            for one in tag.evidence
        ],
    ]


def _place(cue: Cue, theme: Theme) -> int:
    """The place of a cue among those of a theme; -1 for its label."""
    return theme.cues.index(cue) if cue in theme.cues else -1


def _tag_of(data: Any, themes: Mapping[str, Theme]) -> Tag:
    slug, (outcome, origin, found, score, threshold, needed, share), (base, model, by_cues, points, passage), cues, evidence = data
    theme = themes[slug]
    return Tag(
        theme,
        outcome,
        origin,
        found,
        score,
        threshold,
        Parts(base, model, by_cues, points, tuple(passage) if passage else None),
        _found(cues, theme),
        tuple(needed),
        tuple(_evidence(one) for one in evidence),
        share,
    )


def _found(data: Any, theme: Theme) -> Found:
    hits, (points, peak, strong, corroborated, context, against) = data
    return Found(
        tuple(Hit(_cue(place, theme), tuple(places), sentence, worth) for place, places, sentence, worth in hits),
        points,
        peak,
        tuple(strong),
        corroborated,
        None if context is None else tuple(context),
        tuple(against),
    )


def _evidence(values: Any) -> Evidence:
    path, line, quote, zone, start, end, phrases, words, weight, voice = values
    return Evidence(path, line, quote, zone, start, end, tuple(phrases), tuple(words), weight, voice)


def _cue(place: int, theme: Theme) -> Cue:
    return Cue("alt", theme.label) if place < 0 else theme.cues[place]
