"""Edits of what only our own site has: themes, works, people, permissions, papers, reproductions, lists, the record, the model."""

from __future__ import annotations

import json
import re
from random import Random

from incremental.kinds import OURS, kind
from incremental.looks import MODEL, a_model
from incremental.project import Project, fresh
from incremental.texts import Text, some, words

_DATA = "content/data"


def _swapped(project: Project, name: str, rng: Random, *choices: tuple[str, str]) -> str:
    """Exchange one text for another in a source, to and fro; # becomes a mark."""
    if not project.has(name):
        return ""
    text = project.read(name)
    found = [(old, new) for pair in choices for old, new in (pair, pair[::-1]) if old in text]
    if not found:
        return ""
    old, new = rng.choice(found)
    project.write(name, text.replace(old, new, 1))
    return f"{name} says {new!r} and not {old!r}"


@kind("themes", *OURS)
def _themes(project: Project, rng: Random) -> str:
    choices = (
        ('label = "Oil"', 'label = "Oils"'),
        ("Lamps, and who trims them.", "Lamps."),
        ("lantern\n", "lantern\nkeeper\n"),
        ('related = """\noil\n"""\n', ""),
    )
    return _swapped(project, f"{_DATA}/themes.toml", rng, *choices)


@kind("theme-added", *OURS)
def _theme_added(project: Project, rng: Random) -> str:
    name, block = f"{_DATA}/themes.toml", '\n[keepers]\nlabel = "Keepers"\nscope = "Who keeps."\nalt = """\nkeeper\n"""\n'
    text = project.read(name)
    project.write(name, text.replace(block, "") if block in text else f"{text}{block}")
    return "there is a theme of keepers" if block not in text else "there is no theme of keepers"


@kind("references", *OURS)
def _references(project: Project, rng: Random) -> str:
    choices = (
        ("Light measured again", "Light measured twice"),
        ("Fixture Press", "Another Press"),
        ('"family": "Wick"', '"family": "Wicke"'),
        ("1903", "1904"),
    )
    return _swapped(project, f"{_DATA}/references.json", rng, *choices)


@kind("people", *OURS)
def _people(project: Project, rng: Random) -> str:
    choices = (
        ("A. Writer", "Anna Writer"),
        ("example.org/ben", "example.org/benjamin"),
        ("The Harbour (fixture)", "The Port (fixture)"),
        ('["ada", "ben"]', '["ada"]'),
    )
    return _swapped(project, f"{_DATA}/people.toml", rng, *choices)


@kind("permissions", *OURS)
def _permissions(project: Project, rng: Random) -> str:
    choices = (
        ("letter book", "minutes"),
        ("words = 60", "words = 2"),
        ('indexing = "post"', 'indexing = "canonical"'),
        ("2012-07-02", "2012-07-03"),
    )
    return _swapped(project, f"{_DATA}/permissions.toml", rng, *choices)


@kind("papers", *OURS)
def _papers(project: Project, rng: Random) -> str:
    choices = (
        ("Trim the lamp.", "Trim every lamp."),
        ("(keeper of the lamp;", "(keeper;"),
        ("position\n", "standpoint\n"),
        ("The second proposal", "One proposal"),
    )
    return _swapped(project, "content/papers/safe-lamps.md", rng, *choices)


@kind("held-paper", *OURS)
def _held(project: Project, rng: Random) -> str:
    choices = (("rings a bell", "sounds a horn"), ("Status: held\n", ""), ("## Fog", "## Mist"), ("in fog and in rain", "in fog"))
    return _swapped(project, "content/papers/far-lamps.md", rng, *choices)


@kind("version", *OURS)
def _version(project: Project, rng: Random) -> str:
    return _swapped(
        project, "content/papers/versions/safe-lamps/v1.md", rng, ("Count the oil.", "Count the oil!"), ("(writer)", "(author)")
    )


@kind("reproduction", *OURS)
def _reproduction(project: Project, rng: Random) -> str:
    name = rng.choice(("carried", "two-voices"))
    choices = (
        ('{{ reproduce version="1" }}', "{{ reproduce }}"),
        ('sections="Fog"', 'sections="Rain"'),
        ("Count the oil.\n", "Count all oil.\n"),
        ("Ben would", "Ben might"),
    )
    return _swapped(project, f"content/posts/{name}.md", rng, *choices)


@kind("lists", *OURS)
def _lists(project: Project, rng: Random) -> str:
    choices = (
        ("begin with the objection", "begin here"),
        ("3. [@lux-1902, p. 11]: the one measurement that there is.\n", ""),
        ("Chosen by hand", "Chosen"),
    )
    return _swapped(project, "content/lists/by-hand.md", rng, *choices)


@kind("introduction", *OURS)
def _introduction(project: Project, rng: Random) -> str:
    choices = (("what the matter is", "what it is about"), ("1. [The paper]", "2. [The paper]"), ("Authors: ada", "Authors: ben"))
    return _swapped(project, "content/lists/themes/lamps.md", rng, *choices)


@kind("relations", *OURS)
def _relations(project: Project, rng: Random) -> str:
    names = project.names("content/posts/*.md")
    if len(names) < 2:
        return ""
    text, other = (Text.of(project, name) for name in rng.sample(names, 2))
    key = rng.choice(("Responds-to", "Requires"))
    text.set(key, "" if key in text.fields and rng.random() < 0.5 else other.stem)
    text.keep(project)
    return f"{key} of {text.name} is {text.fields.get(key, '')!r}"


@kind("word-of-author", *OURS)
def _word(project: Project, rng: Random) -> str:
    if not (text := some(project, rng, "content/posts/*.md")):
        return ""
    text.set("Themes", rng.choice(("+oil", "+lamps, -oil", "= wicks", "none", "")))
    text.keep(project)
    return f"Themes of {text.name} are {text.fields.get('Themes', '')!r}"


@kind("correction", *OURS)
def _correction(project: Project, rng: Random) -> str:
    if not (text := some(project, rng, "content/posts/*.md")):
        return ""
    text.set("Modified", f"2021-{rng.randint(1, 12):02}-01")
    text.set("Changes", f"A correction {fresh('h', rng)}.")
    text.keep(project)
    return f"{text.name} has a correction"


@kind("citation", *OURS)
def _citation(project: Project, rng: Random) -> str:
    if not (text := some(project, rng, "content/posts/*.md")):
        return ""
    text.body = f"{text.body.rstrip()}\n\n{words(rng)} [@{rng.choice(('wick-1901', 'lux-1902', 'snuff-1903'))}, p. {rng.randint(1, 9)}]\n"
    text.keep(project)
    return f"{text.name} cites one more work"


@kind("model", *OURS)
def _model(project: Project, rng: Random) -> str:
    if project.has(MODEL) and rng.random() < 0.3:
        project.remove(MODEL)
        return "there is no model"
    if project.has(MODEL) and rng.random() < 0.4:
        data = json.loads(project.read(MODEL))
        data["base"] = [round(rng.uniform(-3, 1), 2), -1.0]
        project.write(MODEL, json.dumps(data))
        return "the base of the model is another"
    project.write(MODEL, a_model(rng))
    return "the model is another"


@kind("redirect", *OURS)
def _redirect(project: Project, rng: Random) -> str:
    if not (text := some(project, rng, "content/posts/*.md")):
        return ""
    text.set("Redirect-from", f"/old/{fresh('h', rng)}/")
    text.keep(project)
    return f"{text.name} was at {text.fields['Redirect-from']}"


@kind("record", *OURS)
def _record(project: Project, rng: Random) -> str:
    name = f"{_DATA}/publications.toml"
    text = project.read(name)
    other = re.sub(r'because = ".*"', f'because = "Reason {fresh("h", rng)}."', text, count=1)
    if other == text:
        return ""
    project.write(name, other)
    return "the record has another reason"


@kind("data-broken", *OURS)
def _data_broken(project: Project, rng: Random) -> str:
    name = rng.choice(project.names(f"{_DATA}/*"))
    text = project.read(name)
    at = rng.randrange(len(text))
    project.write(name, f"{text[:at]}]{text[at:]}" if rng.random() < 0.7 else text[:at])
    return f"{name} is broken"


@kind("frozen-text", *OURS)
def _frozen(project: Project, rng: Random) -> str:
    if not (text := some(project, rng, "content/papers/safe-*.md")):
        return ""
    text.set("Version", rng.choice(("2", "3")))
    text.set("Modified", rng.choice(("2012-06-20", "2012-07-20")))
    text.keep(project)
    return f"the paper is of version {text.fields['Version']}, {text.fields['Modified']}"
