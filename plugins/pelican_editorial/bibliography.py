"""The bibliography: how each text of the site is cited, for templates and for the files beside its page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup

from editorial import bibtex, csl, how_to_cite, meta_tags, records, ris, structured_data
from editorial.carried import Carried
from editorial.how_to_cite import Citing
from editorial.model import Publication
from editorial.themes import Theme
from pelican_editorial import typography
from pelican_editorial.files import json_text

# What of a record is words to readers. Its punctuation is set before a style puts marks of its own around it.
_READ: Final = frozenset({"title", "author", "container-title", "publisher"})

# The names of the files in which readers take away how a text is cited.
FILES: Final = ("cite.bib", "cite.ris", "cite.csl.json")


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

    def structured_data(
        self, text: Publication, words: int, themes: Iterable[Theme], carried: Iterable[Carried], pages: Collection[str]
    ) -> dict[str, Any]:
        """A text in JSON-LD, with its length, themes and what it carries; ``pages`` are the addresses of the contributors who have one."""
        return structured_data.of_text(
            text,
            self.record(text),
            words=words,
            themes=themes,
            carried=carried,
            pages=pages,
            address=self.address,
            site=self.site,
        )

    def files(self, text: Publication) -> tuple[str, ...]:
        """What stands beside the page of a text, in the order of FILES."""
        record = self.record(text)
        return bibtex.bibtex([record]), ris.ris([record]), json_text([record])


def _set(value: Any) -> Any:
    """A value of a record with the punctuation of its words set: a text, or names in a list."""
    if isinstance(value, str):
        return typography.set_plain(value)
    return [{part: typography.set_plain(words) for part, words in name.items()} for name in value]
