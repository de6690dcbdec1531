"""Making: which files of the site are made in this build, and why; all others stay as they stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from press.standing import Made, Standing
from press.tracing import Tracer, Untrackable, in_words
from press.tracing.arguments import is_of_page
from press.tracing.facts import CALL, DEEP, ENTITY, OF_THE_PAGE, UNTRACKED, Fact, from_data
from press.wholes import Wholes

NEW: Final = "it is new, or nothing is known of it"
OTHERS: Final = "it is another's"
PART: Final = ("part", "")  # what stands for the owner of a part of files


@dataclass(slots=True)
class Reading:
    """What the template of a page has read: what other pages may have read too, what only this page has; why it is always made."""

    shared: list[tuple[str, Fact, str]] = field(default_factory=list)
    local: list[tuple[Fact, str]] = field(default_factory=list)
    untracked: str = ""

    def as_data(self) -> list[Any]:
        """As data for JSON."""
        return [self.shared, self.local, self.untracked]

    @classmethod
    def from_data(cls, data: Any) -> Reading:
        """What ``as_data`` gave, after JSON."""
        shared, local, untracked = data
        found = cls(untracked=untracked)
        found.shared = [(root, from_data(fact), value) for root, fact, value in shared]
        found.local = [(from_data(fact), value) for fact, value in local]
        return found


class Making:
    """For one build. ``reasons`` says of each file that is made why, ``kept`` are the names of those that stay.

    ``all_anew`` says why every file is made, or nothing; ``damaged`` are names of files that do not stand as they were left.
    ``alone``: pages differ in the address that their links begin with, so that no two of them read the same.
    """

    def __init__(
        self,
        standing: Standing,
        tracer: Tracer | None,
        *,
        all_anew: str = "",
        damaged: Collection[str] = (),
        alone: bool = False,
        wholes: Wholes | None = None,
    ) -> None:
        self.standing = standing
        self.reasons: dict[str, str] = {}
        self.kept: set[str] = set()
        self._tracer = tracer
        self._all_anew = all_anew
        self._damaged = damaged
        self._alone = alone
        self._wholes = wholes
        self._changed: Mapping[int, Fact] | None = None

    def page_stays(self, name: str, owner: tuple[Any, ...], *, template: Any, local: Mapping[str, Any]) -> bool:
        """Whether a page stays as it stands: all that its template has read is what it was."""
        if reason := self._reason(name, owner) or self._reason_of_page(self.standing.files[name], template, local):
            self.reasons[name] = reason
            return False
        self.keep(name)
        return True

    def part_stays(self, name: str, template: Any, local: Mapping[str, Any]) -> str:
        """The digest of a part of files that would come out as it did, or nothing: it is to be made."""
        if self._reason(name, PART) or self._reason_of_page(self.standing.files[name], template, local):
            return ""
        self.standing.keep(name)
        return self.standing.files[name].data

    def data_stay(self, names: Collection[str], owner: tuple[Any, ...], inputs: str) -> bool:
        """Whether files stay that were made of inputs with this digest; where it is empty, they are made to be compared."""
        reasons = {name: self._reason(name, owner) or self._reason_of_data(name, inputs) for name in names}
        if found := {name: reason for name, reason in reasons.items() if reason}:
            self.reasons.update(found)
            return False
        for name in names:
            self.keep(name)
        return True

    def same_data(self, name: str, owner: tuple[Any, ...], data: str) -> bool:
        """Whether a file that was made stands already, letter by letter; then it stays."""
        if self._reason(name, owner) or self.standing.files[name].data != data:
            return False
        self.keep(name)
        return True

    def of(self, page: str) -> str:
        """Why a file was made in this build, or that it was not, in a sentence. It is named as in the output, or as in an address."""
        name = page.removeprefix("./").lstrip("/")
        found = next((one for one in (name, f"{name.rstrip('/')}/index.html".lstrip("/")) if one in self.reasons or one in self.kept), name)
        if found in self.reasons:
            same = ", and came out as it stood, letter by letter" if found in self.kept else ""
            return f"{found} was made: {self.reasons[found]}{same}."
        return f"{found} stays as it stands: all that it shows is what it was." if found in self.kept else f"There is no file {found}."

    def keep(self, name: str) -> None:
        """A file stays."""
        self.kept.add(name)
        self.standing.keep(name)

    def made(self, name: str, owner: tuple[Any, ...], data: str, *, inputs: str = "", reading: Reading | None = None) -> None:
        """A file was made: its bytes have this digest, and it is of these inputs, or of what its template has read."""
        read = reading or Reading()
        self.standing.add(name, Made(owner, data, inputs, read.untracked, tuple(read.local)), read.shared)

    def inputs(self, value: Any) -> str:
        """The digest of all that is in a value; empty where it cannot be compared."""
        try:
            return self._tracer.digest(value) if self._tracer else ""
        except (Untrackable, RecursionError):
            return ""

    @contextmanager
    def reading(self, template: Any, local: Mapping[str, Any]) -> Iterator[Reading]:
        """What a template reads within, which is known at the end."""
        found = Reading()
        if self._tracer is None:
            found.untracked = "what pages read is not recorded"
            yield found
            return
        with self._tracer.page(local, template) as reads:
            yield found
        for fact, value in reads.facts.items():
            if fact[0] == UNTRACKED:
                found.untracked = found.untracked or in_words(fact)
            elif self._alone or _is_of_the_page(fact):
                found.local.append((fact, value))
            else:
                found.shared.append((self._root_of(fact), fact, value))

    def root(self, root: str) -> str:
        """The digest of all that there are facts of at a root; empty where it is not known."""
        return self._wholes(root) if self._wholes and root else ""

    def _root_of(self, fact: Fact) -> str:
        """What a fact is one of, if that can be compared as a whole; else nothing."""
        if self._wholes is None or fact[0] not in (ENTITY, DEEP, CALL):
            return ""
        return self._wholes.root_of(fact)

    # --- reasons ----------------------------------------------------------------------------------

    def _reason(self, name: str, owner: tuple[Any, ...]) -> str:
        """Why a file must be made, whatever it is made of."""
        if self._all_anew:
            return self._all_anew
        if name not in self.standing.files:
            return NEW
        if name in self._damaged:
            return "it was changed or removed since it was made"
        return "" if self.standing.files[name].owner == owner else OTHERS

    def _reason_of_page(self, made: Made, template: Any, local: Mapping[str, Any]) -> str:
        if made.untracked:
            return f"it is made in every build: {made.untracked}"
        if self._tracer is None:
            return "what pages read is not recorded"
        if self._tracer.spoiled:
            return self._tracer.spoiled
        if not self.changed.keys().isdisjoint(made.shared):
            return f"{in_words(next(self.changed[number] for number in made.shared if number in self.changed))} has changed"
        for fact, value in made.local:
            if self._tracer.digest_of(fact, local, template) != value:
                return f"{in_words(fact)} has changed"
        return ""

    def _reason_of_data(self, name: str, inputs: str) -> str:
        if not inputs:
            return "what it is made of cannot be compared"
        return "" if self.standing.files[name].inputs == inputs else "what it is made of has changed"

    @property
    def changed(self) -> Mapping[int, Fact]:
        """The facts that have another value than in the build before, by their numbers."""
        if self._changed is None:
            assert self._tracer is not None
            tracer, shared = self._tracer, self._tracer.context
            self._changed = self.standing.changed(lambda fact: tracer.digest_of(fact, shared, None), self.root)
        return self._changed


def _is_of_the_page(fact: Fact) -> bool:
    return fact[0] in OF_THE_PAGE or is_of_page(fact[1:])
