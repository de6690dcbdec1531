"""The looks: what the sites are at first, two with themes of Pelican's, one whose sidebar reads everything, and our own."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Final

import pelican
from conftest import ROOT, copy_of_site

from editorial.vectors import DIMENSIONS, NAME
from incremental.project import Project, fresh
from incremental.texts import Text, link_to, words

HERE: Final = Path(__file__).resolve().parent
TAGS: Final = ("oil", "wick", "fog", "old harbour")
CATEGORIES: Final = ("Lamps", "Boats", "Fog & rain")
AUTHORS: Final = ("Ada", "Ben", "Cy Dee")
MODEL: Final = "content/data/themes.model.json"

CONF: Final = """\
import json
import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import local_filters
import local_plugin
from press.site import Site
from shared_conf import *

SITENAME = "Site n0001"
SITEURL = "https://example.org"
SITESUBTITLE = os.environ.get("FLAVOUR", "")
TIMEZONE = "Europe/London"
DEFAULT_LANG = "en"
PATH = "content"
ARTICLE_PATHS = ["posts"]
STATIC_PATHS = ["images"]
PRESS_DATA_PATHS = ["parts"]
THEME_TEMPLATES_OVERRIDES = ["over"]
PLUGINS = [local_plugin]
PELICAN_CLASS = Site
WITH_FUTURE_DATES = False
DEFAULT_PAGINATION = 2
MENUITEMS = [tuple(one) for one in json.loads((HERE / "menu.json").read_text())]
JINJA_FILTERS = {"shout": local_filters.shout, "noted": local_filters.noted, "titles": local_filters.titles}
JINJA_GLOBALS = {"visits": local_filters.visits}
JINJA_TESTS = {"lit": local_filters.lit}
"""
SHARED_CONF: Final = 'MARK = "k0001"\nTAG_CLOUD = 3\n'
FILTERS: Final = '''\
"""Filters of the site theme."""

from pathlib import Path

HERE = Path(__file__).resolve().parent
COUNT = [0]


def shout(text):
    return f"{text}! f0001"


def titles(articles):
    return " + ".join(sorted(article.title for article in articles)) + " g0001"


def noted(text):
    return f"{text} {(HERE / 'notes.txt').read_text().strip()}"


def lit(article, other):
    return article.category == other.category and article.date < other.date


def visits():
    COUNT[0] += 1
    return f"call {COUNT[0]} v0001"
'''
PLUGIN: Final = '''\
"""A plugin of the site: it adds to texts and to what templates know, and writes a file of its own."""

from pathlib import Path

from pelican import signals

HERE = Path(__file__).resolve().parent
MARK = "p0001"


def note(content):
    if getattr(content, "slug", ""):
        content.note = f"{content.slug} {MARK}"


def extra(generator):
    generator.context["EXTRA"] = f"{len(generator.articles)} {(HERE / 'extra.txt').read_text().strip()} q0001"


def ended(pelican):
    Path(pelican.output_path, "plugin.txt").write_text(f"{(HERE / 'extra.txt').read_text()} {MARK}")


def register():
    signals.content_object_init.connect(note)
    signals.article_generator_finalized.connect(extra)
    signals.finalized.connect(ended)
'''
OVER: Final[Mapping[str, str]] = {
    "over/aside.html": "<p>{{ SITENAME }} {{ articles|length }} o0001</p>\n",
    "over/said.html": "{% macro said(text) %}<p>{{ text|shout }} {{ MARK }} {{ text|noted }} r0001</p>{% endmacro %}\n",
    "over/article.html": (
        '{% extends "!theme/article.html" %}\n{% from "said.html" import said %}\n'
        '{% block content %}{{ super() }}{{ said(article.title) }}{% include "aside.html" %}{{ article.note|default("") }} {{ EXTRA }}{% endblock %}\n'
    ),
}
LAMP: Final = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>{}</title><path d="M0 0h9v9z"/></svg>\n'


def laid_out(place: Path, look: str, seed: int) -> Project:
    """A project of this look, in a folder of its own; another seed has other texts."""
    project, rng = Project(place, look), Random(f"{look} {seed}")
    project.place.mkdir(parents=True)
    (_ours if project.is_ours else _stock)(project, rng)
    project.write("extra.txt", f"extra {fresh('x', rng)}\n")
    project.write("local_plugin.py", PLUGIN)
    return project


def _stock(project: Project, rng: Random) -> None:
    project.folder.mkdir()
    theme = {"simple": '"simple"', "notmyidea": '"look"', "sidebar": '"look"'}[project.look]
    listing = 'DIRECT_TEMPLATES = ["index", "tags", "categories", "authors", "archives", "listing"]\n' if project.look == "sidebar" else ""
    if project.look != "simple":
        themes = HERE if project.look == "sidebar" else Path(pelican.__file__).parent / "themes"
        shutil.copytree(themes / project.look, project.folder / "look")
    over = {} if project.look == "sidebar" else OVER
    files = {"siteconf.py": f"{CONF}THEME = {theme}\n{listing}", "shared_conf.py": SHARED_CONF, "local_filters.py": FILTERS, **over}
    made = {
        "menu.json": '[["Menu j0001", "/"]]',
        "notes.txt": "note t0001\n",
        "over/.keep": "",
        "content/images/lamp.svg": LAMP.format("l0001"),
    }
    for name, text in {**files, **made}.items():
        project.write(name, text)
    for number in range(rng.randint(3, 5)):
        new_post(project, rng, f"post-{number}")
    project.write("content/pages/about.md", f"Title: About\n\n{words(rng)} See [a post]({link_to('content/posts/post-0.md')}).\n")
    project.write("content/posts/note.rst", RST)
    project.write("content/parts/part.txt", f"A part {fresh('y', rng)} of the note.\n")


RST: Final = "A note in another form\n######################\n\n:date: 2020-05-05\n:category: Boats\n\nThe note z0001.\n\n.. include:: ../parts/part.txt\n"


def new_post(project: Project, rng: Random, stem: str) -> Text:
    """A post, written."""
    made = Text(f"content/posts/{stem}.md", {"Title": f"The {stem} {fresh('h', rng)}", "Date": a_day(project, rng)}, "")
    if project.is_ours:
        made.set("Authors", rng.choice(("ada", "ben", "ada, ben")))
    else:
        made.set("Category", rng.choice(CATEGORIES))
        made.set("Authors", "; ".join(rng.sample(AUTHORS, rng.randint(1, 2))))
    made.set("Tags", ", ".join(rng.sample(TAGS, rng.randint(0, 3))))
    made.body = f"{words(rng)}\n\n## A heading of it\n\n{words(rng)}\n"
    made.keep(project)
    return made


def a_day(project: Project, rng: Random) -> str:
    """A day in the past of every build."""
    return f"{2013 if project.is_ours else 2020 - rng.randint(0, 1)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"


def _ours(project: Project, rng: Random) -> None:
    copy_of_site(project.folder, {})
    shutil.copytree(ROOT / "theme", project.folder / "look")
    shutil.rmtree(project.folder / "over", ignore_errors=True)
    conf = project.read("siteconf.py").replace('THEME = str(ROOT / "theme")', 'THEME = "look"')
    project.write("siteconf.py", f"{conf}{OUR_CONF}")
    project.write("over/.keep", "")
    project.write(MODEL, a_model(rng))
    new_post(project, rng, "post-0")


OUR_CONF: Final = """
import os

sys.path.insert(0, str(HERE))

import local_plugin

SITESUBTITLE = os.environ.get("FLAVOUR", "")
PLUGINS = [*PLUGINS, local_plugin]
THEME_TEMPLATES_OVERRIDES = ["over"]
"""


# Each with the bounds of its weights for the two themes.
_STEMS: Final = (("lamp", (4, 6), (-3, 0)), ("keeper", (0, 2), (-1, 1)), ("oil", (0, 1), (0, 4)))


def a_model(rng: Random) -> str:
    """A model of the themes of our site that knows three words, as JSON."""
    weights = {stem: [3, round(rng.uniform(*one), 2), round(rng.uniform(*other), 2)] for stem, one, other in _STEMS}
    zeros = [0.0] * DIMENSIONS
    data = {
        "format": 1, "vectors": NAME, "themes": ["lamps", "oil"], "texts": 9, "vocabulary": "", "examples": "", "posts": {}, "quality": {},
        "base": [-1.0, -1.0], "assigned": [1.0, 1.0], "suggested": [0.5, 0.5], "centre": zeros, "directions": [zeros, zeros], "stems": weights,
    }  # fmt: skip
    return json.dumps(data)
