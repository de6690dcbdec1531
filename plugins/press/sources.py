"""Sources: each text of a build read once, for all who look into it."""

from __future__ import annotations

from pathlib import Path

from manuscript.problems import ContentError
from manuscript.source import Source, parse, read_text, shown_path


def lenient(file: Path) -> str:
    """The text of a file to look for something in it: what is no UTF-8 replaced, empty where it cannot be read."""
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


class Sources:
    """The texts below a content folder, as they were when they were first asked for."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._texts: dict[str, str | ContentError] = {}
        self._sources: dict[str, Source] = {}

    def text(self, file: str) -> str:
        """The text of a file, by its absolute path. Raises ContentError: it cannot be read, each time alike."""
        if file not in self._texts:
            try:
                self._texts[file] = read_text(Path(file), self._root)
            except ContentError as error:
                self._texts[file] = error
        found = self._texts[file]
        if isinstance(found, ContentError):
            raise found
        return found

    def source(self, file: str) -> Source:
        """Header and body of a file, by its absolute path. Raises ContentError: it cannot be read."""
        if file not in self._sources:
            self._sources[file] = parse(self.text(file), shown_path(Path(file), self._root))
        return self._sources[file]

    def forget(self) -> None:
        """Forget all, for the next build or to make room."""
        self._texts.clear()
        self._sources.clear()
