"""editorial.skos: the vocabulary as other systems read it."""

from rdflib import Graph, URIRef
from rdflib.namespace import SKOS

from editorial import skos, themes

TEXT = """[lamps]
label = "Lamp"
scope = "Lamps."
alt = \"\"\"
lantern
=LED
oil/gas lamp
\"\"\"
strong = \"\"\"
storm lantern
trim .. wick
\"\"\"
related = "oil"
[oil]
label = "Oil"
[whale-oil]
label = "Whale oil"
broader = "oil"
"""


def test_a_theme_is_a_concept_with_its_labels_and_neighbours() -> None:
    vocabulary, _ = themes.parse(TEXT, "themes.toml")
    graph = Graph().parse(
        data=skos.graph(vocabulary, address="https://example.org", lang="en-GB").serialize(format="turtle"), format="turtle"
    )
    lamps, oil, whale = (URIRef(f"https://example.org/themes/{slug}/") for slug in ("lamps", "oil", "whale-oil"))

    def texts(subject: URIRef, predicate: URIRef) -> list[str]:
        return sorted(str(one) for one in graph.objects(subject, predicate))

    assert {name: texts(lamps, SKOS[name]) for name in ("prefLabel", "altLabel", "hiddenLabel", "scopeNote", "related")} == {
        "prefLabel": ["Lamp"],
        "altLabel": ["LED", "lantern"],
        "hiddenLabel": ["storm lantern"],
        "scopeNote": ["Lamps."],
        "related": [str(oil)],
    }
    assert (texts(whale, SKOS.broader), texts(oil, SKOS.narrower), texts(oil, SKOS.related)) == ([str(oil)], [str(whale)], [str(lamps)])
    assert texts(lamps, URIRef("https://example.org/themes/vocabulary#strong")) == ["storm lantern", "trim .. wick"]
