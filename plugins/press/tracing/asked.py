"""Asked objects: what plugins declare to be pure, which is known by the names of its variables."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from press.tracing.entities import read_natively


class Asked:
    """The asked objects of a build; ``names`` are theirs by their ids, ``closed`` why others may not be read as a whole.

    ``types`` are those of all of these. What is ``quiet``, which is by type, is so no more if one of that type is asked.
    """

    def __init__(self, context: Mapping[str, Any], variables: Collection[str], quiet: set[tuple[type, Any]]) -> None:
        self._context = context
        self._variables = tuple(variables)
        self._quiet = quiet
        self.types: set[type] = {type(context)}
        self.names: dict[int, str] = {}
        self.closed: dict[int, str] = {id(context): "the whole context is read"}

    @property
    def are_any(self) -> bool:
        """Whether variables are declared to be asked."""
        return bool(self._variables)

    def look_up(self) -> None:
        """Find the objects in the context, which plugins fill in time."""
        for variable in self._variables:
            value = self._context.get(variable)
            if value is None or id(value) in self.names or id(value) in self.closed:
                continue
            self.types.add(type(value))
            self._quiet.difference_update([one for one in self._quiet if one[0] is type(value)])
            if how := read_natively(type(value), object, but=("__contains__",)):
                self.closed[id(value)] = f"{variable} can be read by {how} without being asked"
            else:
                self.names[id(value)] = variable

    def name_of(self, value: Any) -> str:
        """The name of an asked object; empty for any other."""
        return self.names.get(id(value), "")
