"""Edits of texts after which a build is refused."""

from __future__ import annotations

from random import Random

from incremental.kinds import kind
from incremental.project import Project
from incremental.texts import TEXTS, some


@kind("header-broken")
def _header_broken(project: Project, rng: Random) -> str:
    if not (text := some(project, rng, *TEXTS)):
        return ""
    broken = rng.choice((("Date: 20", "Date: 2o"), ("Title:", "Titel:"), ("Title: ", "Title ")))
    project.write(text.name, project.read(text.name).replace(*broken, 1))
    return f"{text.name} has a broken header"


@kind("body-refused")
def _body_refused(project: Project, rng: Random) -> str:
    if not (text := some(project, rng)):
        return ""
    bad = rng.choice(
        (
            "<script>no()</script>",
            "[gone]({filename}gone.md)",
            "![gone]({static}/images/gone.svg)",
            "<p onclick='no()'>no</p>",
            "<blink>no</blink>",
        )
    )
    text.body = f"{text.body.rstrip()}\n\n{bad}\n"
    text.keep(project)
    return f"{text.name} has {bad}"


@kind("twin")
def _twin(project: Project, rng: Random) -> str:
    if not (text := some(project, rng, "content/posts/*.md")):
        return ""
    text.set("Slug", text.fields.get("Slug") or text.stem)
    text.name = f"content/posts/twin-{rng.randrange(3)}.md"
    text.keep(project)
    return f"{text.name} has the slug {text.fields['Slug']}, of another text"
