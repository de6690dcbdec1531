"""How to cite: the sentence in which a text of this site is cited, in the styles that readers ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from editorial import csl_input, csl_pruning
from editorial.csl import Style
from editorial.csl_pruning import Shape
from editorial.works import Work

# The styles that every text is cited in, in the order in which readers see them, with the names that they know.
STYLES: Final[Mapping[str, str]] = {"harvard-cite-them-right": "Harvard", "apa": "APA", "chicago-author-date-16th-edition": "Chicago"}

# A version that no text has, by which it is seen whether a style has a place for versions.
_PROBE: Final = "8264"


@dataclass(frozen=True)
class Citing:
    """One style, with the name that readers know it by, and what is left of it for records of each shape that was cited."""

    name: str
    style: Style
    _pruned: dict[Shape, Style] = field(default_factory=dict, init=False, repr=False, compare=False)

    def sentence(self, record: Mapping[str, Any]) -> str:
        """The record (CSL-JSON) of a text as this style lists it, as HTML; nothing in it is CSL's markup, as nothing in our texts is.

        Where a style has no place for a version, it stands with the genre.
        """
        record = {key: csl_input.safe(value) if isinstance(value, str) else value for key, value in record.items()}
        if record.get("version") and not self._has_place_for_version:
            record = {**record, "genre": f"{record.get('genre', 'Version')}, version {record['version']}"}
        work = Work(str(record["id"]), str(record["title"]), item=record)
        known = csl_input.record(work, "0")
        shape = csl_pruning.shape(known)
        if shape not in self._pruned:
            self._pruned[shape] = self.style.pruned(shape)
        return self._pruned[shape].listed_record(known)

    @cached_property
    def _has_place_for_version(self) -> bool:
        record = {"id": f"probe-{_PROBE}", "type": "report", "title": "T", "genre": "G", "version": _PROBE}
        return _PROBE in self.style.entry(Work(str(record["id"]), "T", item=record))


def all_styles(read: Callable[[str], Style]) -> tuple[Citing, ...]:
    """Every style that texts are cited in; ``read`` makes a style of its name."""
    return tuple(Citing(name, read(file)) for file, name in STYLES.items())
