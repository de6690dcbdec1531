"""Beside: what a text has beside its sentences, for comparing: pictures, code, citations and links, each as a sentence."""

from __future__ import annotations

import re
from dataclasses import replace

from editorial import citations
from editorial.prose import Sentence
from manuscript import links
from manuscript.source import Source

# A picture or a link: its words, with brackets within, and its address.
_LINK = re.compile(r"(?P<is_picture>!?)\[(?P<words>(?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?(?P<target>[^()\s<>]+(?:\([^()\s]*\)[^()\s<>]*)*)")
_REFERENCE = re.compile(r"^ {0,3}\[(?P<label>[^\]\n^][^\]\n]*)\]:\s*<?(?P<target>[^\s<>]+)", re.MULTILINE)


def of_source(source: Source) -> tuple[Sentence, ...]:
    """The pictures, code, citations and links of a body, in the order of their lines.

    Addresses of sources start from the content folder, so that those of two files can be compared.
    """
    rooted = replace(source, body=links.rooted(source))
    text = rooted.without_code()
    found = [Sentence(f"the code {' '.join(code.split())}", line, "body") for line, code in source.code()]
    found += [Sentence(f"the citation [{cluster}]", line, "body") for line, cluster in citations.clusters(source)]
    for match in _LINK.finditer(text):
        said = f"the picture {match['target']} ({match['words']})" if match["is_picture"] else f"the link to {match['target']}"
        found.append(Sentence(said, rooted.line_at(match.start()), "body"))
    found += [Sentence(f"the link to {match['target']}", rooted.line_at(match.start()), "body") for match in _REFERENCE.finditer(text)]
    return tuple(sorted(found, key=lambda one: one.line))
