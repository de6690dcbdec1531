"""Texts: the header and the body of a source, read, changed and written back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from random import Random
from typing import Final, Self

from incremental.project import Project, bumped, fresh

POSTS: Final = ("content/posts/*.md", "content/papers/*.md")
TEXTS: Final = (*POSTS, "content/pages/*.md", "content/lists/*.md")
_FIELD: Final = re.compile(r"([A-Za-z_-]+): *(.*)")


@dataclass(slots=True)
class Text:
    """A Markdown source."""

    name: str
    fields: dict[str, str]
    body: str

    @classmethod
    def of(cls, project: Project, name: str) -> Self:
        """The text of a source; lines of the header that are broken are left out."""
        head, _, body = project.read(name).partition("\n\n")
        fields = {found[1]: found[2] for line in head.splitlines() if (found := _FIELD.fullmatch(line))}
        return cls(name, fields, body)

    @property
    def stem(self) -> str:
        return PurePosixPath(self.name).stem

    def keep(self, project: Project, when: str = "now") -> None:
        """Write it back."""
        head = "".join(f"{key}: {value}\n" for key, value in self.fields.items())
        project.write(self.name, f"{head}\n{self.body}", when)

    def set(self, key: str, value: str) -> None:
        """Set a key; an empty value takes it away."""
        self.fields.pop(key, None)
        if value:
            self.fields[key] = value


def some(project: Project, rng: Random, *patterns: str) -> Text | None:
    """A text at random, of those that exist; posts where no pattern is given."""
    names = [name for name in project.names(*(patterns or POSTS)) if "/versions/" not in name]
    return Text.of(project, rng.choice(names)) if names else None


def link_to(name: str) -> str:
    """The address by which a text links to the text of this name."""
    return f"{{filename}}/{name.removeprefix('content/')}"


def words(rng: Random) -> str:
    """A sentence with a mark, also with what typography changes."""
    openings = ("The keeper's lamp", 'A "lamp"', "Oil -- not water --", "The harbour", "Nobody & nothing", "A wick...")
    return f"{rng.choice(openings)} is {rng.choice(('lit', 'out', 'trimmed', 'late'))} {fresh('w', rng)}."


def changed(text: Text, rng: Random) -> str:
    """A body with something changed in it, or added to it."""
    other = bumped(text.body, rng)
    if other == text.body or rng.random() < 0.4:
        return f"{text.body.rstrip()}\n\n{words(rng)}\n"
    return other
