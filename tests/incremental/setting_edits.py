"""Edits of the settings, of what they are made from, and of a plugin."""

from __future__ import annotations

import json
import os
import re
from random import Random

from incremental.kinds import OURS, STOCK, kind
from incremental.project import Project, bumped, fresh

_CONF = "siteconf.py"
_MARKDOWN = (
    '{"extensions": ["markdown.extensions.extra", "markdown.extensions.codehilite", "markdown.extensions.meta"], "output_format": "html5"}',
    '{"extensions": ["markdown.extensions.extra", "markdown.extensions.toc"], "output_format": "html"}',
    '{"extensions": ["markdown.extensions.toc"], "extension_configs": {"markdown.extensions.toc": {"permalink": "#"}}}',
)
_OTHERS = {
    "RELATIVE_URLS": ("True", "False"),
    "DEFAULT_LANG": ('"en"', '"de"', '"fr"'),
    "DEFAULT_DATE_FORMAT": ('"%d %B %Y"', '"%a %d %b %Y"'),
    "DATE_FORMATS": ('{"en": "%Y, %B"}', "{}"),
    "SUMMARY_MAX_LENGTH": ("3", "50", "None"),
    "ARTICLE_ORDER_BY": ('"reversed-date"', '"date"', '"title"'),
    "TAG_SAVE_AS": ('""', '"tag/{slug}.html"'),
    "AUTHOR_SAVE_AS": ('"by/{slug}.html"', '"author/{slug}.html"'),
    "DISPLAY_PAGES_ON_MENU": ("True", "False"),
    "FEED_ALL_ATOM": ("None", '"feeds/all.atom.xml"'),
    "FEED_MAX_ITEMS": ("1", "2", "100"),
    "TIMEZONE": ('"Europe/London"', '"Asia/Tokyo"', '"America/New_York"'),
    "WITH_FUTURE_DATES": ("True", "False"),
    "AUTHOR": ('"Nobody"', '"Somebody"'),
    "SITEURL": ('"https://example.org"', '"https://example.com/blog"', '""'),
    "STATIC_PATHS": ('["images"]', '["images", "files"]'),
    "EXTRA_PATH_METADATA": ('{"images/lamp.svg": {"path": "lamp.svg"}}', "{}"),
    "YEAR_ARCHIVE_SAVE_AS": ('"{date:%Y}/index.html"', '""'),
    "SLUG_REGEX_SUBSTITUTIONS": (
        '[(r"[^\\\\w\\\\s-]", ""), (r"(?u)\\\\A\\\\s*", ""), (r"[-\\\\s]+", "_")]',
        '[(r"[^\\\\w\\\\s-]", ""), (r"[-\\\\s]+", "-")]',
    ),
    "DEFAULT_CATEGORY": ('"misc"', '"other"'),
    "CSS_FILE": ('"main.css"', '"wide.css"'),
    "INTRASITE_LINK_REGEX": ("r'[{|](?P<what>.*?)[|}]'",),
    "DELETE_OUTPUT_DIRECTORY": ("True", "False"),
    "CACHE_CONTENT": ("True", "False"),
    "REVERSE_CATEGORY_ORDER": ("True", "False"),
    "NEWEST_FIRST_ARCHIVES": ("True", "False"),
    "TYPOGRIFY_OMIT_FILTERS": ('["amp"]', "[]"),
    "PAGINATED_TEMPLATES": ('{"index": 3, "tag": None}', '{"index": None}'),
    "SLUGIFY_SOURCE": ('"title"', '"basename"'),
}
_OF_OURS = {
    "SITESUBTITLE": ('"A subtitle"', '"Another"'),
    "EDITORIAL_DESCRIPTION": ('"A description."', '"Another description."'),
    "EDITORIAL_LICENCE": ('"Some terms."', '"Other terms."'),
    "EDITORIAL_CITATION_STYLE": ('"apa"', '"harvard-cite-them-right"'),
    "EDITORIAL_ADDRESS": ('"https://one.pamphleteer.example"', '"https://pamphleteer.example"'),
    "EDITORIAL_HUB": ('"https://hub.example.org/"', '""'),
    "TIMEZONE": ('"Europe/London"', '"Asia/Tokyo"'),
    "DEFAULT_LANG": ('"en-GB"', '"en-US"'),
    "PAGE_URL": ('"{slug}/"',),
    "DIRECT_TEMPLATES": ("[*DIRECT_TEMPLATES]",),
    "SITEURL": ('"https://pamphleteer.example"', '""'),
    "DELETE_OUTPUT_DIRECTORY": ("True", "False"),
}


def _set(project: Project, name: str, value: str) -> str:
    """Give a setting a value, and say so; nothing where it has it."""
    text = project.read(_CONF)
    line = f"{name} = {value}"
    lines = [one for one in text.splitlines() if not one.startswith(f"{name} = ") or (project.is_ours and "*" in one)]
    if line in text.splitlines():
        return ""
    project.write(_CONF, "\n".join([*lines, line, ""]))
    return line


def _setting(kind_name: str, choices: dict[str, tuple[str, ...]], *looks: str) -> None:
    @kind(kind_name, *looks)
    def _(project: Project, rng: Random) -> str:
        name = rng.choice(sorted(choices))
        return _set(project, name, re.sub("#", lambda _: fresh("n", rng), rng.choice(choices[name])))


_setting("sitename", {"SITENAME": ('"Site #"', '"A & B #"')})
_setting("pagination", {"DEFAULT_PAGINATION": ("False", "2", "3")}, *STOCK)
_setting("typogrify", {"TYPOGRIFY": ("True", "False")}, *STOCK)
_setting("markdown", {"MARKDOWN": _MARKDOWN}, *STOCK)
_setting("setting", _OTHERS, *STOCK)
_setting("setting-of-ours", _OF_OURS, *OURS)


@kind("addresses", *STOCK)
def _addresses(project: Project, rng: Random) -> str:
    url, save = rng.choice((("{slug}.html",) * 2, ("{category}/{slug}.html",) * 2, ("at/{slug}/", "at/{slug}/index.html")))
    told = [_set(project, "ARTICLE_URL", f'"{url}"'), _set(project, "ARTICLE_SAVE_AS", f'"{save}"')]
    return told[1]


@kind("custom-setting", *STOCK)
def _custom(project: Project, rng: Random) -> str:
    project.write("shared_conf.py", bumped(project.read("shared_conf.py"), rng), rng.choice(("now", "same")))
    return "MARK, in a file that the settings import, is another"


@kind("custom-setting-of-many", *STOCK)
def _many(project: Project, rng: Random) -> str:
    return _set(project, "MARK", f'"k{rng.randrange(10_000):04}"')


@kind("settings-data", *STOCK)
def _menu(project: Project, rng: Random) -> str:
    project.write("menu.json", json.dumps([[f"Menu {fresh('j', rng)}", "/"]]))
    return "menu.json, which the settings read, is another"


@kind("settings-touched")
def _touched(project: Project, rng: Random) -> str:
    os.utime(project.folder / _CONF)
    return "the settings are touched, and the same"


@kind("settings-comment")
def _comment(project: Project, rng: Random) -> str:
    project.write(_CONF, f"{project.read(_CONF)}# {fresh('d', rng)}\n")
    return "the settings have one more comment"


@kind("settings-broken")
def _settings_broken(project: Project, rng: Random) -> str:
    bad = rng.choice(("1 / 0", "if", "PAGE_PATHS = 3", "DEFAULT_PAGINATION = 'two'", "THEME = 'no-such-theme'"))
    project.write(_CONF, f"{project.read(_CONF)}{bad}\n")
    return f"the settings have {bad}"


@kind("plugin-code")
def _plugin(project: Project, rng: Random) -> str:
    name = "local_plugin.py"
    project.write(name, bumped(project.read(name), rng), rng.choice(("now", "same", "back")))
    return f"{name} is of another version"


@kind("what-a-plugin-reads")
def _extra(project: Project, rng: Random) -> str:
    project.write("extra.txt", f"extra {fresh('x', rng)}\n", rng.choice(("now", "same")))
    return "extra.txt, which a plugin reads, is another"


@kind("plugin-broken")
def _plugin_broken(project: Project, rng: Random) -> str:
    name, text = "local_plugin.py", project.read("local_plugin.py")
    at = rng.choice([found.end() for found in re.finditer(r"^def \w+\(.*\):\n", text, re.MULTILINE)])
    project.write(name, f"{text[:at]}    1 / 0\n{text[at:]}")
    return f"{name} fails"


@kind("plugin-out")
def _plugin_out(project: Project, rng: Random) -> str:
    text = project.read(_CONF)
    line = "PLUGINS = [*PLUGINS, local_plugin]" if project.is_ours else "PLUGINS = [local_plugin]"
    out = f"# out: {line}"
    other = text.replace(out, line) if out in text else text.replace(line, out)
    if other == text:
        return ""
    project.write(_CONF, other)
    return "the plugin is taken out" if out in other else "the plugin is in again"
