"""Sources: each text of a build read once, for all who look into it."""

from __future__ import annotations

from pathlib import Path

from manuscript.problems import ContentError
from manuscript.source import Source, decode, parse, read_bytes, shown_path
from press.store import digest


def lenient(file: Path) -> str:
    """The text of a file to look for something in it: what is no UTF-8 replaced, empty where it cannot be read."""
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


class Sources:
    """The texts below a content folder, as they were when they were first asked for, all by their absolute paths.

    What is asked of one first, its digest or its text, is told of the same bytes as all else.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._bytes: dict[str, bytes] = {}  # of those whose text nobody has asked for
        self._digests: dict[str, str] = {}
        self._texts: dict[str, str] = {}
        self._sources: dict[str, Source] = {}
        self._faults: dict[str, ContentError] = {}

    def digest(self, file: str) -> str:
        """The digest of the bytes of a file. Raises ContentError: it cannot be read, each time alike."""
        if file not in self._digests:
            self._read(file)
        return self._digests[file]

    def text(self, file: str) -> str:
        """The text of a file. Raises ContentError: it cannot be read, or is no text, each time alike."""
        if file not in self._texts:
            if file not in self._digests:
                self._read(file)
            if file in self._faults:
                raise self._faults[file]
            try:
                self._texts[file] = decode(self._bytes.pop(file), shown_path(Path(file), self._root))
            except ContentError as error:
                self._faults[file] = error
                raise
        return self._texts[file]

    def source(self, file: str) -> Source:
        """Header and body of a file. Raises ContentError, as ``text`` does."""
        if file not in self._sources:
            self._sources[file] = parse(self.text(file), shown_path(Path(file), self._root))
        return self._sources[file]

    def forget(self) -> None:
        """Forget all, for the next build or to make room."""
        for known in (self._bytes, self._digests, self._texts, self._sources, self._faults):
            known.clear()

    def _read(self, file: str) -> None:
        """Read a file, whose digest is not known. Raises ContentError."""
        if file in self._faults:
            raise self._faults[file]
        try:
            self._bytes[file] = read_bytes(Path(file), self._root)
        except ContentError as error:
            self._faults[file] = error
            raise
        self._digests[file] = digest(self._bytes[file])
