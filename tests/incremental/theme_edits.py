"""Edits of the site theme: templates, what they include and import, overrides, style sheets, static files."""

from __future__ import annotations

import re
from random import Random

from incremental.kinds import STOCK, kind
from incremental.project import Project, bumped, fresh

_TEMPLATES = ("look/templates/*.html", "over/*.html")
_USED = {"include": re.compile(r"{%-? *include \[?['\"]([^'\"]+)"), "import": re.compile(r"{%-? *(?:import|from) ['\"]([^'\"]+)")}
# Where words can stand in a template: before one of these.
_ENDS = re.compile(r"</(?:h[1-6]|p|a|li|ul|header|footer|article|section|td|span)>")


def _marked(project: Project, name: str, rng: Random, when: str = "now") -> bool:
    """Change words in a template, or add some; False where there is no place for any."""
    text = project.read(name)
    other, ends = bumped(text, rng), list(_ENDS.finditer(text))
    if ends and (other == text or rng.random() < 0.3):
        at = rng.choice(ends).start()
        other = f"{text[:at]} {fresh('t', rng)} {text[at:]}"
    if other != text:
        project.write(name, other, when)
    return other != text


def _used(project: Project, how: str) -> list[str]:
    """The templates that others include, or import."""
    texts = [project.read(name) for name in project.names(*_TEMPLATES)]
    wanted = {found for text in texts for found in _USED[how].findall(text)}
    return [name for name in project.names(*_TEMPLATES) if name.removeprefix("look/templates/").removeprefix("over/") in wanted]


def _one_of(project: Project, names: list[str], rng: Random) -> str:
    rng.shuffle(names)
    return next((name for name in names if _marked(project, name, rng)), "")


@kind("template")
def _template(project: Project, rng: Random) -> str:
    name = _one_of(project, project.names(*_TEMPLATES), rng)
    return f"{name} says another thing" if name else ""


@kind("partial")
def _partial(project: Project, rng: Random) -> str:
    name = _one_of(project, _used(project, "include"), rng)
    return f"{name}, which is included, says another thing" if name else ""


@kind("macro")
def _macro(project: Project, rng: Random) -> str:
    name = _one_of(project, _used(project, "import"), rng)
    return f"{name}, which is imported, says another thing" if name else ""


@kind("override-added")
def _override(project: Project, rng: Random) -> str:
    names = [name for name in project.names("look/templates/*.html") if not project.has(f"over/{name.removeprefix('look/templates/')}")]
    made = {f"over/{name.removeprefix('look/templates/')}": project.read(name) for name in names}
    if not project.is_ours:
        made |= {
            "over/page.html": '{% extends "!simple/page.html" %}{% block content %}{{ super() }}<p>o0002</p>{% endblock %}',
            "over/maybe.html": "<p>maybe o0003 {{ SITENAME }} {{ articles|length }}</p>",
        }
    made = {name: text for name, text in made.items() if not project.has(name)}
    if not made:
        return ""
    name = rng.choice(sorted(made))
    project.write(name, made[name])
    _marked(project, name, rng)
    return f"{name} takes the place of a template"


@kind("override-changed")
def _override_changed(project: Project, rng: Random) -> str:
    name = _one_of(project, project.names("over/*.html"), rng)
    return f"{name} says another thing" if name else ""


@kind("override-removed")
def _override_removed(project: Project, rng: Random) -> str:
    names = [name for name in project.names("over/*.html") if not name.endswith(("said.html", "aside.html"))]
    if not names:
        return ""
    name = rng.choice(names)
    project.remove(name)
    return f"{name} is deleted"


@kind("style-sheet", "notmyidea", "sidebar", "ours")
def _css(project: Project, rng: Random) -> str:
    name = rng.choice(project.names("look/static/css/*.css"))
    text = project.read(name)
    other = bumped(text, rng)
    project.write(name, other if other != text else f"{text}/* {fresh('c', rng)} */\n", rng.choice(("now", "same")))
    return f"{name} is another"


@kind("static-file", "notmyidea", "sidebar", "ours")
def _static(project: Project, rng: Random) -> str:
    name = f"look/static/extra-{rng.randrange(2)}.txt"
    if project.has(name) and rng.random() < 0.5:
        project.remove(name)
        return f"{name} is deleted"
    project.write(name, f"extra {fresh('x', rng)}\n")
    return f"{name} is written"


@kind("template-renamed", "sidebar")
def _renamed(project: Project, rng: Random) -> str:
    names = [name for name in _used(project, "include") if name.startswith("look/") and "pagination" not in name]
    if not names:
        return ""
    name = rng.choice(names)
    short, other = name.removeprefix("look/templates/"), f"{fresh('t', rng)}.html"
    for user in project.names(*_TEMPLATES):
        if (text := project.read(user)) != (left := text.replace(f'"{short}"', f'"{other}"')):
            project.write(user, left)
    (project.folder / name).rename(project.folder / "look/templates" / other)
    return f"{name} is {other} now"


@kind("template-broken")
def _broken(project: Project, rng: Random) -> str:
    names = project.names(*_TEMPLATES)
    if not names:
        return ""
    name = rng.choice(names)
    bad = rng.choice(("{% if %}", "{{ no_such_thing.at_all }}", '{% include "no-such.html" %}', "{{ 1 / 0 }}"))
    text = project.read(name)
    end = next(iter(_ENDS.finditer(text)), None)
    at = end.start() if end else len(text)
    project.write(name, f"{text[:at]}{bad}{text[at:]}")
    return f"{name} has {bad}"


@kind("filter-code", *STOCK)
def _filter(project: Project, rng: Random) -> str:
    name = "local_filters.py"
    project.write(name, bumped(project.read(name), rng), rng.choice(("now", "same", "back")))
    return f"{name} is of another version"


@kind("what-a-filter-reads", *STOCK)
def _notes(project: Project, rng: Random) -> str:
    project.write("notes.txt", f"note {fresh('t', rng)}\n", rng.choice(("now", "same")))
    return "notes.txt, which a filter reads, is another"
