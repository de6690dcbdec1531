"""The bibliography: how each text of the site is cited, for templates and for the files beside its page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup

from editorial import bibtex, csl, how_to_cite, meta_tags, records, ris, structured_data
from editorial.how_to_cite import Citing
from editorial.library import Library
from editorial.model import Publication
from pelican_editorial import typography
from pelican_editorial.files import json_text

# What of a record is words to readers. Its punctuation is set before a style puts marks of its own around it.
_READ: Final = frozenset({"title", "author", "container-title", "publisher"})


@dataclass(frozen=True)
class Bibliography:
    """``address`` is the site's public address, ``site`` its name; ``lang`` the language of its citations, ``root`` its folder."""

    address: str
    site: str
    lang: str
    root: Path

    @classmethod
    def of(cls, settings: Mapping[str, Any], lang: str) -> Bibliography:
        """The bibliography of a site with these settings."""
        return cls(str(settings.get("EDITORIAL_ADDRESS", "")), str(settings["SITENAME"]), lang, Path(settings["PATH"]).parent)

    @cached_property
    def _styles(self) -> tuple[Citing, ...]:
        return how_to_cite.all_styles(partial(csl.read, root=self.root, lang=self.lang))

    def filters(self) -> Mapping[str, Callable[..., Any]]:
        """What templates ask of a text."""
        return {
            "how_to_cite": self.how_to_cite,
            "highwire": lambda text: meta_tags.highwire(self.record(text)),
            "coins": lambda text: meta_tags.coins(self.record(text)),
            "structured_data": self.structured_data,
            "contributor_data": lambda one: structured_data.of_contributor(one, address=self.address),
        }

    def record(self, text: Publication) -> Mapping[str, Any]:
        """The record of a text in CSL-JSON."""
        return records.of_text(text, address=self.address, site=self.site)

    def how_to_cite(self, text: Publication) -> list[tuple[str, Markup]]:
        """The name of each style with the sentence in which a text is cited."""
        record = {key: _set(value) if key in _READ else value for key, value in self.record(text).items()}
        return [(one.name, Markup(one.sentence(record))) for one in self._styles]

    def structured_data(self, text: Publication, library: Library) -> dict[str, Any]:
        """A text in JSON-LD."""
        is_current = library.publication(text.slug) is text
        return structured_data.of_text(
            text,
            self.record(text),
            themes=[tag.theme for tag in library.tags_of(text.slug)] if is_current else [],
            carried=library.carried.get(text.slug, ()),
            pages=library.pages_of_contributors,
            address=self.address,
            site=self.site,
        )

    def files(self, text: Publication) -> Mapping[str, str]:
        """What stands beside the page of a text, by file name."""
        record = self.record(text)
        return {
            "cite.bib": bibtex.bibtex([record]),
            "cite.ris": ris.ris([record]),
            "cite.csl.json": json_text([record]),
        }


def _set(value: Any) -> Any:
    """A value of a record with the punctuation of its words set: a text, or names in a list."""
    if isinstance(value, str):
        return typography.set_plain(value)
    return [{part: typography.set_plain(words) for part, words in name.items()} for name in value]
