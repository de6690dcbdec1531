"""The vocabulary in SKOS, for other systems. Source: SKOS Reference, W3C Recommendation of 18 August 2009."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF, SKOS

from editorial.themes import Theme

# What makes a cue a pattern, not a label.
_SIGNS: Final = ("/", "..", "+", "=")


def graph(themes: Iterable[Theme], *, address: str, lang: str) -> Graph:
    """The vocabulary as a concept scheme at ``<address>/themes/``, its labels in a language.

    Strong cues that are plain phrases are hidden labels (SKOS §5.5.2); all cues stand in our own namespace as well,
    each by its kind.
    """
    found = Graph()
    scheme = URIRef(f"{address}/themes/")
    own = Namespace(f"{address}/themes/vocabulary#")
    found.bind("skos", SKOS)
    found.bind("cue", own)
    found.add((scheme, RDF.type, SKOS.ConceptScheme))
    concepts = {theme.slug: URIRef(f"{address}/{theme.url}") for theme in themes}
    for theme in themes:
        concept = concepts[theme.slug]
        found.add((concept, RDF.type, SKOS.Concept))
        found.add((concept, SKOS.inScheme, scheme))
        found.add((concept, SKOS.prefLabel, Literal(theme.label, lang)))
        if theme.scope:
            found.add((concept, SKOS.scopeNote, Literal(theme.scope, lang)))
        labels = {theme.label}  # no label is of two kinds (SKOS S13)
        for cue in theme.cues:
            found.add((concept, own[cue.kind], Literal(cue.text)))
            kind = {"alt": SKOS.altLabel, "strong": SKOS.hiddenLabel}.get(cue.kind)
            label = cue.text.lstrip("=") if cue.kind == "alt" else cue.text
            if kind and label not in labels and not any(sign in label for sign in _SIGNS):
                labels.add(label)
                found.add((concept, kind, Literal(label, lang)))
        if theme.threshold is not None:
            found.add((concept, own.threshold, Literal(theme.threshold)))
        if theme.broader:
            found.add((concept, SKOS.broader, concepts[theme.broader]))
            found.add((concepts[theme.broader], SKOS.narrower, concept))
        else:
            found.add((concept, SKOS.topConceptOf, scheme))
            found.add((scheme, SKOS.hasTopConcept, concept))
        for other in theme.related:
            found.add((concept, SKOS.related, concepts[other]))
            found.add((concepts[other], SKOS.related, concept))
    return found
