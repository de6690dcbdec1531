"""The strict Markdown reader: one reading of the header for everybody, faults with their place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from markdown import Markdown
from pelican.readers import DUPLICATES_DEFINITIONS_ALLOWED, MarkdownReader

from manuscript.source import Source, read


class StrictMarkdownReader(MarkdownReader):
    """Pelican's Markdown reader, but the header is read by ``manuscript.source`` and one converter serves all files."""

    _converter: Markdown | None = None

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """The HTML and the metadata of a source.

        Raises ContentError: the file is not text. Raises ValueError: Pelican cannot use a value.
        """
        source = read(Path(source_path), Path(self.settings["PATH"]))
        return self._convert(source.body), self._metadata(source)

    def _convert(self, text: str) -> str:
        if self._converter is None:
            self._converter = Markdown(**self.settings["MARKDOWN"])
            self._converter.preprocessors.deregister("meta")
        # State of one text (footnotes, references, ids) must not reach the next.
        return self._converter.reset().convert(text)

    def _metadata(self, source: Source) -> dict[str, Any]:
        values: dict[str, str] = {}
        for field in source.fields:
            key = field.key.lower()
            if key in values and not DUPLICATES_DEFINITIONS_ALLOWED.get(key, True):
                continue  # the first counts, as in Pelican
            value = self._convert(field.value) if key in self.settings["FORMATTED_FIELDS"] else field.value
            values[key] = value.lower() if key == "lang" else value  # Pelican compares languages in lower case
        return {key: self.process_metadata(key, value) for key, value in values.items()}
