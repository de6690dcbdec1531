"""Claims: who writes which file of the output, so that nothing leaves it and no file hides another."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from press import paths
from press.failing import Failures


@dataclass(frozen=True, slots=True)
class Owner:
    """Who writes a file: a source as ``path`` (its address set in its header: ``overrides``), or something of the site's.

    ``yields`` is what a text may take the place of, as Pelican's documentation has it of a home page: a page of lists.
    """

    what: str
    path: str = ""
    overrides: bool = False
    yields: bool = False

    def __str__(self) -> str:
        return self.path or self.what


class Claims:
    """The files of an output and their owners: ``written`` by name. What cannot be is told to ``failures``."""

    def __init__(self, output: Path, root: Path, failures: Failures) -> None:
        self.written: dict[str, Owner] = {}
        self._output = output
        self._root = root
        self._failures = failures
        self._by_place: dict[str, tuple[str, Owner]] = {}
        self._folders: dict[str, tuple[str, Owner]] = {}
        self._known: set[Path] = set()

    def claim(self, name: str, owner: Owner, *, is_page: bool = True) -> Path | None:
        """The file of that name in the output, for its owner to write; None where it may not be written, which is told.

        What is no page is not among ``written``: what is wrong in it is told as it stands there.
        """
        try:
            file = paths.within(self._output, name, known=self._known)
        except ValueError as error:
            self._failures.tell(owner.path or self._root.name, 0, "outside-output", f"{owner} would be written elsewhere: {error}")
            return None
        place = paths.folded(name)
        taken = self._taken(place)
        if taken and taken[1].overrides and owner.yields:
            return None
        if taken and not (owner.overrides and taken[1].yields):
            self._tell_collision(name, owner, *taken)
            return None
        if is_page:
            self.written[name] = owner
        self._by_place[place] = (name, owner)
        for length in range(1, place.count("/") + 1):
            self._folders.setdefault(place.rsplit("/", length)[0], (name, owner))
        return file

    def _taken(self, place: str) -> tuple[str, Owner] | None:
        """What stands at a place already, or where a folder on the way to it would stand, or below it."""
        parts = place.split("/")
        above = ("/".join(parts[:length]) for length in range(1, len(parts) + 1))
        return next((self._by_place[one] for one in above if one in self._by_place), self._folders.get(place))

    def _tell_collision(self, name: str, owner: Owner, other: str, held: Owner) -> None:
        both_texts = owner.path and held.path and owner.what != "static file" != held.what
        path = owner.path or held.path or self._root.name
        if paths.folded(name) == paths.folded(other):
            where = name if name == other else f"{name} (and {other}, which is the same place on other machines)"
            message = f"{where} would be written by {held} and by {owner}"
        else:
            message = f"{name}, of {owner}, and {other}, of {held}: one of the two would be a folder, and the other a file"
        remedy = "Give one of the two another slug" if both_texts else "Give one of the two another address"
        self._failures.tell(path, 0, "duplicate-slug" if both_texts else "collision", message, remedy)
