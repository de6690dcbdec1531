"""People and groups: who may be named in a header, read from ``people.toml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final, TypeVar

from editorial import toml_data, urls
from editorial.model import Group, Person
from manuscript.problems import Problem, did_you_mean

_Named = TypeVar("_Named", Person, Group)


@dataclass(frozen=True, slots=True)
class People:
    """Everyone who can be named, by id, in the order of the file."""

    people: Mapping[str, Person] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)

    def name_of(self, who: str) -> str:
        """The name of a group or a person by id; anything else is a name already."""
        known = self.groups.get(who) or self.people.get(who)
        return known.name if known else who


def parse(text: str, path: str) -> tuple[People, tuple[Problem, ...]]:
    """The people and groups in a TOML text, and what is wrong with them; a faulty one is left out.

    Raises ContentError: the text is not TOML.
    """
    data = toml_data.parse(text, path)
    problems: list[Problem] = []
    for name in data:
        if name not in ("people", "groups"):
            remedy = did_you_mean(name, ("people", "groups")) or "Tables begin with people or groups"
            problems.append(_problem(text, path, (name,), f'"{name}" is neither people nor groups', remedy))

    def read(kind: str, cls: type[_Named]) -> dict[str, _Named]:
        made = {}
        tables = data.get(kind, {})
        if not isinstance(tables, dict):
            problems.append(
                _problem(text, path, (kind,), f'"{kind}" is not a table of tables', f"Write [{kind}.id] and the lines below it")
            )
            return {}
        for id_, table in tables.items():
            faults = list(_faults(text, path, (kind, id_), table, cls))
            problems.extend(faults)
            if not faults:
                values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
                made[id_] = cls(id=id_, **values)
        return made

    people, groups = read("people", Person), read("groups", Group)
    for group in groups.values():
        for member in group.members:
            if member not in people:
                remedy = did_you_mean(member, people) or "Members are ids of people in this file"
                message = f'member "{member}" of group "{group.id}" is not among the people'
                problems.append(_problem(text, path, ("groups", group.id), message, remedy))
    return People(people, groups), tuple(problems)


# What is no text.
_FORMS: Final[Mapping[str, type]] = {"members": list, "ours": bool}


def _faults(text: str, path: str, names: tuple[str, str], table: Any, cls: type[Person] | type[Group]) -> Iterator[Problem]:
    known = [item.name for item in fields(cls) if item.name != "id"]
    if not urls.SLUG.fullmatch(names[1]):
        yield _problem(text, path, names, f'"{names[1]}" is not an id', "Use lower-case letters, digits and hyphens")
    elif len(names[1]) > urls.LONGEST:
        message = f'the id "{names[1][:20]}…" has {len(names[1])} characters, and makes no address'
        yield _problem(text, path, names, message, f"Use at most {urls.LONGEST}")
    if not isinstance(table, dict):
        yield _problem(text, path, names, f'"{names[1]}" is not a table', f"Write [{names[0]}.{names[1]}] and the lines below it")
        return
    if not isinstance(table.get("name"), str) or not table["name"].strip():
        yield _problem(text, path, names, f'"{names[1]}" has no name', 'Add a line name = "…"')
    for key, value in table.items():
        wanted: type = _FORMS.get(key, str)
        if key not in known:
            remedy = did_you_mean(key, known) or f"The keys are {', '.join(known)}"
            yield _problem(text, path, names, f'"{names[1]}" has an unknown key "{key}"', remedy)
        elif not isinstance(value, wanted) or (isinstance(value, list) and not all(isinstance(item, str) for item in value)):
            form = {list: 'a list such as ["a", "b"]', bool: "true or false"}.get(wanted, "a text in quotation marks")
            yield _problem(text, path, names, f'"{key}" of "{names[1]}" has the wrong form', f"Write {form}")
        elif key == "url" and value and not urls.WEB.fullmatch(str(value)):
            message = f'the url of "{names[1]}" is not an http or https address'
            yield _problem(text, path, names, message, "Write the whole address, beginning with https://")


def _problem(text: str, path: str, names: tuple[str, ...], message: str, remedy: str) -> Problem:
    return Problem(path, toml_data.line_of_table(text, *names), 0, "bad-data", message, remedy)
