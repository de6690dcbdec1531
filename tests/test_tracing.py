"""press.tracing: what a page read, and that nothing is missed which makes it come out otherwise."""

import copy
import dataclasses
import datetime
import json
from collections import defaultdict, namedtuple
from collections.abc import Callable
from functools import cached_property, partial
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pelican
import pytest
from jinja2 import ChoiceLoader, DictLoader, Environment
from jinja2.ext import Extension
from markupsafe import Markup
from pelican.contents import Article, Page
from pelican.generators import ArticlesGenerator, PagesGenerator
from pelican.paginator import Paginator
from pelican.settings import DEFAULT_CONFIG, configure_settings
from pelican.urlwrappers import Author, Category, Tag
from pelican.writers import Writer

from press.escaping import escaping, protect
from press.tracing import Kind, Tracer, as_data, from_data, in_words

ROOT = Path(__file__).parent / "site" / "content"
DAY = datetime.datetime(2024, 5, 1, tzinfo=datetime.UTC)


@dataclasses.dataclass(frozen=True)
class Shop:
    """What a plugin puts into the context, and has declared to be asked."""

    prices: dict[str, int]
    owner: str = "Ada"

    @cached_property
    def doubled(self) -> dict[str, int]:
        return {name: 2 * price for name, price in self.prices.items()}

    def price_of(self, name: str) -> int:
        return self.prices[name]

    def of(self, text: Any) -> int:
        return self.prices[text.slug]

    def __contains__(self, name: str) -> bool:
        return name in self.prices


@dataclasses.dataclass(frozen=True)
class Work:
    """An entity of a plugin's."""

    key: str
    title: str
    year: int = 2000

    @property
    def age(self) -> int:
        return datetime.datetime.now().year - self.year


@dataclasses.dataclass(frozen=True)
class Offer:
    """Data of a plugin's."""

    name: str
    work: Work | None = None

    @property
    def loud(self) -> str:
        return self.name.upper()

    def said(self) -> str:
        return f"{self.name}!"


Point = namedtuple("Point", "x y")
CLOCK = [0]


def tick() -> int:
    """A number that nobody can foretell."""
    CLOCK[0] += 1
    return CLOCK[0]


def title_of(text: Any) -> str:
    """A filter that asks for an attribute without the environment."""
    return str(text.title)


def titles_of(texts: Any) -> str:
    return ", ".join(text.title for text in texts)


class Site:
    """One build: contents, settings and templates, and what differs from another build."""

    def __init__(self, templates: dict[str, str] | None = None, known: dict[str, str] | None = None, **changed: Any) -> None:
        settings = configure_settings(
            {
                **copy.deepcopy(DEFAULT_CONFIG),
                "PATH": str(ROOT),
                "SITEURL": "https://a.org",
                "THEME": DEFAULT_CONFIG["THEME"],
                **changed.pop("settings", {}),
            }
        )
        settings["PLUGINS"] = []
        self.settings = settings
        self.context: dict[str, Any] = {**settings, "localsiteurl": settings["SITEURL"], "generated_content": {}, "static_content": {}}
        heads = changed.pop("heads", {})
        self.articles = [
            self.text(
                Article,
                name,
                body=changed.get(f"body_{name}", f"<p>The body of {name}.</p>"),
                **{"category": "misc", "tags": ["x"], **heads.get(name, {})},
            )
            for name in changed.pop("names", ("a", "b", "c"))
        ]
        self.pages = [self.text(Page, "about", body="<p>About</p>")]
        groups: dict[str, list[Any]] = {}
        for article in self.articles:
            groups.setdefault(str(article.category), []).append(article)
        self.context |= {
            "articles": self.articles,
            "pages": self.pages,
            "categories": [(Category(name, settings), texts) for name, texts in groups.items()],
            "tags": [(Tag("x", settings), self.articles)],
            "period_archives": defaultdict(list),
            **changed.pop("context", {}),
        }
        self.works = changed.pop("works", {"w": Work("w", "A work"), "v": Work("v", "Another")})
        self.context["works"] = list(self.works.values())
        self.local = {
            "output_file": "a.html",
            "article": self.articles[0],
            "category": getattr(self.articles[0], "category", None),
            **changed.pop("local", {}),
        }
        self.local |= {
            "pager": (pager := Paginator("index.html", "index.html", self.articles, settings, 2)),
            "articles_page": pager.page(1),
        }
        self.tracer = Tracer(
            self.context,
            settings=settings,
            pure=("pure_title", "pure_titles", "twice", "asking", *changed.pop("pure", ())),
            asked=("shop",),
            entities=(Kind(Work, lambda work: work.key, self.works.__getitem__),),
            known=known,
        )
        own = {"twice": lambda value: value * 2, "impure": lambda value: f"{value}{tick()}"}
        own |= {"pure_title": title_of, "pure_titles": titles_of, "asking": lambda text, shop: shop.prices[text.slug]}
        options = {**settings["JINJA_ENVIRONMENT"], **changed.pop("jinja", {})}
        self.env = Environment(loader=ChoiceLoader([DictLoader(templates or {})]), **escaping(options))
        self.env.filters |= own
        self.env.globals |= {"tick": tick, "pure_title": title_of, **changed.pop("jinja_globals", {})}
        protect(self.env, settings["DEFAULT_LANG"], own={})
        self.tracer.prepare(self.env)

    def text(self, kind: Any, name: str, body: str, **head: Any) -> Any:
        author = head.pop("author", "Ada")
        head = {"title": f"Title {name}", "slug": name, "date": DAY, "authors": [Author(author, self.settings)], **head}
        head["tags"] = [Tag(tag, self.settings) for tag in head.get("tags", ())]
        if "category" in head:
            head["category"] = Category(head["category"], self.settings)
        made = kind(body, metadata=head, settings=self.settings, source_path=str(ROOT / f"{name}.md"), context=self.context)
        self.context["generated_content"][f"{name}.md"] = made
        return made

    def page(self, name: str = "page.html", **local: Any) -> tuple[str, dict[Any, str]]:
        template = self.env.get_template(name)
        values = {**self.context, **self.local, **local}
        if values["localsiteurl"]:
            self.context["localsiteurl"] = values["localsiteurl"]
        with self.tracer.page(values, template) as reads:
            rendered = template.render(values)
        return rendered, reads.facts

    def changed(self, facts: dict[Any, str], name: str = "page.html", **local: Any) -> Any:
        template = self.env.get_template(name)
        return self.tracer.changed(facts, {**self.context, **self.local, **local}, template)


def compared(
    template: str | dict[str, str], *, before: dict[str, Any] | None = None, after: dict[str, Any] | None = None
) -> tuple[bool, bool]:
    """Whether a page comes out otherwise, and whether the facts say so."""
    templates = template if isinstance(template, dict) else {"page.html": template}
    first = Site(templates, **(before or {}))
    was, facts = first.page()
    written = {from_data(json.loads(json.dumps(as_data(fact)))): digest for fact, digest in facts.items()}
    after = after or {}
    second = Site({**templates, **after.pop("templates", {})}, known=dict(first.tracer.derived), **after)
    told = second.changed(written)
    return second.page()[0] != was, told is not None


def head(**fields: Any) -> dict[str, Any]:
    """Another header of article b."""
    return {"heads": {"b": fields}}


# Template, what differs in the next build, whether the page does, whether the facts say so.
TRACKED: dict[str, tuple[str, dict[str, Any], tuple[bool, bool]]] = {
    "nothing": ("{{ article.title }}{{ articles | length }}{{ SITENAME }}", {}, (False, False)),
    "title": ("{{ articles[1].title }}", head(title="New"), (True, True)),
    "title of another": ("{{ articles[0].title }}", head(title="New"), (False, False)),
    "setting": ("{{ SITENAME }}", {"settings": {"SITENAME": "Other"}}, (True, True)),
    "another setting": ("{{ SITENAME }}", {"settings": {"SITESUBTITLE": "Other"}}, (False, False)),
    "setting that was missing": ("{{ MINE | default('none') }}", {"settings": {"MINE": "one"}}, (True, True)),
    "defined": ("{{ MINE is defined }}", {"settings": {"MINE": "one"}}, (True, True)),
    "attribute that was missing": ("{{ articles[1].mood is defined }}", head(mood="grave"), (True, True)),
    "attr filter of what was missing": ("{{ (articles[1] | attr('mood')) is defined }}", head(mood="grave"), (True, True)),
    "attr filter": ("{{ articles[1] | attr('title') }}", head(title="New"), (True, True)),
    "item": ("{{ articles[1]['title'] }}", head(title="New"), (True, True)),
    "body": ("{{ articles[1].content }}", {"body_b": "<p>New</p>"}, (True, True)),
    "body of another": ("{{ articles[0].content }}", {"body_b": "<p>New</p>"}, (False, False)),
    "summary": ("{{ articles[1].summary }}", {"body_b": "<p>New</p>"}, (True, True)),
    "summary setting": (
        "{{ articles[1].summary }}",
        {"settings": {"SUMMARY_MAX_LENGTH": 2}},
        (True, True),
    ),
    "summary of the header": ("{{ articles[1].summary }}", head(summary="In short"), (True, True)),
    "summary as words": ("{{ articles[1].summary }}", {**head(summary="<i>x</i>"), "settings": {"FORMATTED_FIELDS": []}}, (True, True)),
    "date": ("{{ articles[1].date.strftime('%d') }}", head(date=DAY.replace(day=2)), (True, True)),
    "fold and zone of a date": (
        "{{ articles[1].date.isoformat() }}",
        head(date=DAY.astimezone(datetime.timezone(datetime.timedelta(hours=2)))),
        (True, True),
    ),
    "filter strftime": ("{{ articles[1].date | strftime('%B') }}", {"settings": {"DEFAULT_LANG": "de"}}, (True, True)),
    "language elsewhere": ("{{ SITENAME }}", {"settings": {"DEFAULT_LANG": "de"}}, (False, False)),
    "category": ("{{ articles[1].category.slug }}", head(category="other"), (True, True)),
    "url of a category by a setting": ("{{ articles[1].category.url }}", {"settings": {"CATEGORY_URL": "k/{slug}/"}}, (True, True)),
    "tags printed": ("{{ articles[1].tags | join(' ') }}", head(tags=["y"]), (True, True)),
    "metadata": ("{{ articles[1].metadata.title }}", head(title="New"), (True, True)),
    "settings of a text": ("{{ articles[1].settings.SITENAME }}", {"settings": {"SITENAME": "Other"}}, (True, True)),
    "settings of a name": ("{{ articles[1].category.settings['SITENAME'] }}", {"settings": {"SITENAME": "Other"}}, (True, True)),
    "loop over texts": ("{% for a in articles %}{{ a.title }}{% endfor %}", head(title="New"), (True, True)),
    "loop over texts, and a body": ("{% for a in articles %}{{ a.title }}{% endfor %}", {"body_b": "<p>New</p>"}, (False, False)),
    "loop over fewer texts": ("{% for a in articles %}.{% endfor %}", {"names": ("a", "b")}, (True, True)),
    "length": ("{{ articles | length }}", {"names": ("a", "b")}, (True, True)),
    "order": ("{% for a in articles %}{{ a.title }}{% endfor %}", {"names": ("b", "a", "c"), "local": {"article": None}}, (True, True)),
    "slice": ("{% for a in articles[1:2] %}{{ a.title }}{% endfor %}", head(title="New"), (True, True)),
    "truth of a list": ("{% if articles %}yes{% endif %}", {"names": ("a",)}, (False, True)),
    "unused variable": ("{% if SITENAME %}{{ SITENAME }}{% else %}{{ articles | length }}{% endif %}", {"names": ("a",)}, (False, False)),
    "comparison of texts": ("{% for a in articles %}{{ a == article }}{% endfor %}", {"local": {"article": None}}, (True, True)),
    "comparison of values": ("{{ articles[1].title == 'Title b' }}", head(title="New"), (True, True)),
    "containment": ("{{ 'y' in articles[1].tags }}", head(tags=["y"]), (True, True)),
    "containment of a text": ("{{ article in tags[0][1] }}", {"context": {"tags": [("x", [])]}}, (True, True)),
    "name compared with a text": (
        "{{ articles[1].category == 'mi_sc' }}",
        {"settings": {"CATEGORY_REGEX_SUBSTITUTIONS": [("_", "")], "SLUG_REGEX_SUBSTITUTIONS": []}},
        (True, True),
    ),
    "columns that are read": (
        "{% for c, texts in categories %}{{ c }}{{ texts | length }}{% endfor %}",
        {"names": ("a", "b")},
        (True, True),
    ),
    "columns that are not read": ("{% for c, texts in categories %}{{ c }}{% endfor %}", {"names": ("a", "b")}, (False, False)),
    "columns of new rows": ("{% for c, texts in categories %}{{ c }}{% endfor %}", head(category="other"), (True, True)),
    "column in the middle": (
        "{% for a, b, c in triples %}{{ b }}{% endfor %}",
        {"context": {"triples": [(1, 3, 3)]}},
        (True, True),
    ),
    "columns at the sides": (
        "{% for a, b, c in triples %}{{ a }}{{ c }}{% endfor %}",
        {"context": {"triples": [(1, 3, 3)]}},
        (False, False),
    ),
    "no column": ("{% for c, texts in categories %}.{% endfor %}", head(category="other"), (True, True)),
    "column in a test": ("{% for c, texts in categories if texts | length > 2 %}{{ c }}{% endfor %}", {"names": ("a", "b")}, (True, True)),
    "rows by loop": (
        "{% for c, texts in categories %}{{ loop.nextitem is defined }}{{ c }}{% endfor %}",
        {"names": ("a", "b")},
        (False, True),
    ),
    "rows unpacked twice": ("{% for a, (t, u) in rows %}{{ a }}{{ t }}{% endfor %}", {"context": {"rows": [(1, (3, 3))]}}, (True, True)),
    "map": ("{{ articles | map(attribute='title') | join }}", head(title="New"), (True, True)),
    "selectattr": ("{{ articles | selectattr('title', 'equalto', 'Title b') | list | length }}", head(title="New"), (True, True)),
    "selectattr of what was missing": ("{{ articles | selectattr('mood', 'defined') | list | length }}", head(mood="grave"), (True, True)),
    "sort": ("{{ (articles | sort(attribute='title') | first).slug }}", head(title="A"), (True, True)),
    "groupby": (
        "{% for c, all in articles | groupby('category.slug') %}{{ c }}{{ all | length }}{% endfor %}",
        head(category="o"),
        (True, True),
    ),
    "sum": ("{{ articles | map(attribute='title') | map('length') | sum }}", head(title="Longer than it was"), (True, True)),
    "unique": ("{{ articles | map(attribute='title') | unique | list | length }}", head(title="Title a"), (True, True)),
    "joined": ("{{ articles[1].title ~ '!' }}", head(title="New"), (True, True)),
    "percent": ("{{ '%s!' % articles[1].title }}", head(title="New"), (True, True)),
    "format method": ("{{ '{}!'.format(articles[1].title) }}", head(title="New"), (True, True)),
    "format method that looks inside": ("{{ '{0.title}!'.format(articles[1]) }}", head(title="New"), (True, True)),
    "printed text": ("{{ articles[1] }}", head(title="New"), (False, False)),
    "body by its method": ("{{ articles[1].get_content('https://b.org') }}", {"body_b": "<p>New</p>"}, (True, True)),
    "setting by a method": ("{{ articles[1].get_url_setting('url') }}", {"settings": {"ARTICLE_URL": "x/{slug}"}}, (True, True)),
    "url": ("{{ articles[1].url }}", head(slug="new"), (True, True)),
    "private": ("{{ articles[1]._content }}", {"body_b": "<p>New</p>"}, (True, True)),
    "url of what is linked to": (
        "{{ article.content }}",
        {"body_a": '<p><a href="{filename}/b.md">b</a></p>', **head(slug="new")},
        (True, True),
    ),
    "variable of the page": ("{{ output_file }}", {"local": {"output_file": "b.html"}}, (True, True)),
    "variable that becomes the page's own": ("{{ SITENAME }}", {"local": {"SITENAME": "Mine"}}, (True, True)),
    "variable that the page has no more": ("{{ mine | default('none') }}", {}, (False, False)),
    "global": ("{{ number }}", {"jinja_globals": {"number": 2}}, (True, True)),
    "global that becomes a variable": ("{{ number }}", {"context": {"number": 2}}, (True, True)),
    "pure filter": ("{{ articles[1] | pure_title }}", head(title="New"), (True, True)),
    "pure filter and another text": ("{{ articles[0] | pure_title }}", head(title="New"), (False, False)),
    "pure filter of many": ("{{ articles | pure_titles }}", head(title="New"), (True, True)),
    "pure filter of an iterator": ("{{ articles | selectattr('slug') | pure_titles }}", head(title="New"), (True, True)),
    "pure filter mapped": ("{{ articles | map('pure_title') | join }}", head(title="New"), (True, True)),
    "pure filter of a constant": ("{{ 'x' | twice }}", {}, (False, False)),
    "pure global": ("{{ pure_title(articles[1]) }}", head(title="New"), (True, True)),
    "asked attribute": ("{{ shop.owner }}", {"context": {"shop": Shop({"a": 1, "b": 2}, "Bob")}}, (True, True)),
    "asked attribute and another": ("{{ shop.owner }}", {"context": {"shop": Shop({"a": 2, "b": 2})}}, (False, False)),
    "asked method": ("{{ shop.price_of('b') }}", {"context": {"shop": Shop({"a": 1, "b": 3})}}, (True, True)),
    "asked method and another answer": ("{{ shop.price_of('a') }}", {"context": {"shop": Shop({"a": 1, "b": 3})}}, (False, False)),
    "asked method of a text": ("{{ shop.of(article) }}", {"context": {"shop": Shop({"a": 5, "b": 2})}}, (True, True)),
    "asked container": ("{{ 'c' in shop }}", {"context": {"shop": Shop({"a": 1, "b": 2, "c": 3})}}, (True, True)),
    "asked container, not in": ("{{ 'a' not in shop }}", {"context": {"shop": Shop({"b": 2})}}, (True, True)),
    "asked by a filter": ("{{ article | asking(shop) }}", {"context": {"shop": Shop({"a": 7})}}, (True, True)),
    "asked by a filter, another answer": ("{{ article | asking(shop) }}", {"context": {"shop": Shop({"a": 1, "b": 9})}}, (False, False)),
    "asked cached": ("{{ shop.doubled.b }}", {"context": {"shop": Shop({"a": 1, "b": 3})}}, (True, True)),
    "entity of a plugin": ("{{ works[0].title }}", {"works": {"w": Work("w", "New"), "v": Work("v", "Another")}}, (True, True)),
    "another attribute of it": (
        "{{ works[0].title }}",
        {"works": {"w": Work("w", "A work", 1), "v": Work("v", "Another")}},
        (False, False),
    ),
    "printed entity": ("{{ works[0] }}", {"works": {"w": Work("w", "New"), "v": Work("v", "Another")}}, (True, True)),
    "printed in a list": ("{{ works }}", {"works": {"w": Work("w", "New"), "v": Work("v", "Another")}}, (True, True)),
    "joined entity": ("{{ works[0] ~ '' }}", {"works": {"w": Work("w", "New"), "v": Work("v", "Another")}}, (True, True)),
    "entity as a string": ("{{ works[0] | string }}", {"works": {"w": Work("w", "New"), "v": Work("v", "Another")}}, (True, True)),
    "entities joined": ("{{ works | join }}", {"works": {"w": Work("w", "New"), "v": Work("v", "Another")}}, (True, True)),
    "entity by percent": ("{{ '%s' % works[0] }}", {"works": {"w": Work("w", "New"), "v": Work("v", "Another")}}, (True, True)),
    "entity formatted": ("{{ '{}'.format(works[0]) }}", {"works": {"w": Work("w", "New"), "v": Work("v", "Another")}}, (True, True)),
    "data": ("{{ offer.name }}", {"context": {"offer": Offer("b")}}, (True, True)),
    "entity in data": ("{{ offer.work.title }}", {"context": {"offer": Offer("a", Work("w", "Unlike"))}}, (True, True)),
    "named tuple": ("{{ point.y }}", {"context": {"point": Point(1, 3)}}, (True, True)),
    "text and markup": ("{{ html }}", {"context": {"html": Markup("<b>")}}, (True, True)),
    "number and truth": ("{{ one }}", {"context": {"one": True}}, (True, True)),
    "number and float": ("{{ one }}", {"context": {"one": 1.0}}, (True, True)),
    "order of a dict": ("{% for k in order %}{{ k }}{% endfor %}", {"context": {"order": {"b": 1, "a": 1}}}, (True, True)),
    "list and tuple": ("{{ pair }}", {"context": {"pair": (1, 2)}}, (True, True)),
    "order of numbers in a set": ("{{ numbers | list }}", {"context": {"numbers": {9, 1}}}, (True, True)),
    "nested": ("{{ deep.a.b[0] }}", {"context": {"deep": {"a": {"b": [2]}}}}, (True, True)),
    "namespace": (
        "{% set ns = namespace(n=0) %}{% for a in articles %}{% set ns.n = ns.n + a.title | length %}{% endfor %}{{ ns.n }}",
        head(title="New title!"),
        (True, True),
    ),
    "list of the template": (
        "{% set all = [] %}{% for a in articles %}{% if all.append(a.title) %}{% endif %}{% endfor %}{{ all }}",
        head(title="New"),
        (True, True),
    ),
    "list of the template, unchanged": (
        "{% set all = [] %}{% for a in articles %}{% if all.append(a.slug) %}{% endif %}{% endfor %}{{ all }}",
        head(title="New"),
        (False, False),
    ),
    "macro": ("{% macro m(a) %}{{ a.title }}{% endmacro %}{{ m(articles[1]) }}", head(title="New"), (True, True)),
    "caller": (
        "{% macro m() %}<{{ caller() }}>{% endmacro %}{% call m() %}{{ articles[1].title }}{% endcall %}",
        head(title="New"),
        (True, True),
    ),
    "loop": (
        "{% for a in articles %}{{ loop.previtem.title if not loop.first }}{{ loop.cycle('a', 'b') }}{% endfor %}",
        head(title="New"),
        (True, True),
    ),
    "changed in a loop": ("{% for a in articles %}{{ loop.changed(a.title) }}{% endfor %}", head(title="Title a"), (True, True)),
    "recursive loop": (
        "{% for a in [articles] recursive %}{% if a.title is defined %}{{ a.title }}{% else %}{{ loop(a) }}{% endif %}{% endfor %}",
        head(title="New"),
        (True, True),
    ),
    "cycler and joiner": (
        "{% set c = cycler('a', 'b') %}{% set j = joiner() %}{% for a in articles %}{{ j() }}{{ c.next() }}{{ a.title }}{% endfor %}",
        head(title="New"),
        (True, True),
    ),
    "with": ("{% with a = articles[1] %}{{ a.title }}{% endwith %}", head(title="New"), (True, True)),
    "set block": ("{% set x %}{{ articles[1].title }}{% endset %}{{ x }}", head(title="New"), (True, True)),
    "filter block": ("{% filter upper %}{{ articles[1].title }}{% endfilter %}", head(title="New"), (True, True)),
    "condition": ("{{ 'x' if articles[1].title else 'y' }}", head(title=""), (True, True)),
    "arithmetic": ("{{ articles[1].title | length + 1 }}", head(title="Longer title"), (True, True)),
    "default dict": ("{{ period_archives.year | length }}", {"context": {"period_archives": defaultdict(list, year=[1])}}, (True, True)),
    "page of a paginator": ("{{ articles_page.number }}{{ articles_page.has_next() }}", {"names": ("a", "b")}, (True, True)),
    "paginator": ("{{ pager.page(1).object_list[0].slug }}", {"names": ("b", "a")}, (True, True)),
}


@pytest.mark.parametrize("case", TRACKED)
def test_what_changes_a_page_is_told_and_what_does_not_is_mostly_not(case: str) -> None:
    template, after, expected = TRACKED[case]
    common = {
        "shop": Shop({"a": 1, "b": 2}),
        "offer": Offer("a", Work("w", "A work")),
        "point": Point(1, 2),
        "html": "<b>",
        "one": 1,
        "order": {"a": 1, "b": 1},
        "pair": [1, 2],
        "numbers": {1, 9},
        "deep": {"a": {"b": [1]}},
        "rows": [(1, (2, 3))],
        "triples": [(1, 2, 3)],
    }
    before: dict[str, Any] = {"jinja_globals": {"number": 1}}
    if case == "url of what is linked to":
        before["body_a"] = after["body_a"]
    if case == "summary as words":
        before |= head(summary="<i>x</i>")
    made = {
        "before": {**before, "context": common},
        "after": {"jinja_globals": {"number": 1}, **after, "context": {**common, **after.get("context", {})}},
    }

    assert compared(template, **made) == expected


UNTRACKED: dict[str, tuple[str, dict[str, Any]]] = {
    "filter": ("{{ 'x' ~ SITENAME | impure }}", {}),
    "filter of a constant": ("{{ 'x' | impure }}", {}),
    "filter of a constant in a condition": ("{% if 'x' | impure %}x{% endif %}", {}),
    "filter mapped": ("{{ articles | map(attribute='title') | map('impure') | join }}", {}),
    "filter block": ("{% filter impure %}x{% endfilter %}", {}),
    "global": ("{{ tick() }}", {}),
    "clock": ("{{ article.date.now() }}", {}),
    "clock of a class": ("{{ article.date.today().year }}", {}),
    "random": ("{{ [1, 2, 3] | random }}", {}),
    "lipsum": ("{{ lipsum() }}", {}),
    "property": ("{{ offer.loud }}", {}),
    "property by map": ("{{ [offer] | map(attribute='loud') | join }}", {}),
    "method": ("{{ offer.said() }}", {}),
    "function in the context": ("{{ clock() }}", {}),
    "function in the context, unused": ("{{ clock is defined }}", {}),
    "object": ("{{ thing.x }}", {}),
    "object, as it is": ("{{ thing is defined }}", {}),
    "iterator": ("{{ once | list }}", {}),
    "same in memory": ("{{ article.title is sameas SITENAME }}", {}),
    "inside of Python": ("{{ article.__class__.__name__ }}", {}),
    "inside of a text": ("{{ article.title.__class__ }}", {}),
    "inside of a constant": ("{{ ''.__class__.__mro__[1].__subclasses__() | length }}", {}),
    "the whole context": ("{{ article._context.SITENAME }}", {}),
    "method that changes a text": ("{{ article.refresh_metadata_intersite_links() }}", {}),
    "method of a name": ("{{ article.category.as_dict().slug }}", {}),
    "printed shop": ("{{ shop }}", {}),
    "shop in a filter": ("{{ shop | twice_of }}", {}),
    "argument without a name": ("{{ shop.of(offer) if false else shop.price_of(offer.name | twice_of) }}{{ shop.of(odd) }}", {}),
    "property of an entity's copy": ("{{ odd.title }}{{ odd.age }}", {}),
    "extension": ("x", {"jinja": {"extensions": ["test_tracing.Clock"]}}),
    "finalize": ("x{{ SITENAME }}", {"jinja": {"finalize": lambda value: value}}),
}


class Clock(Extension):
    """What may do anything while a template is compiled."""


class Thing:
    """No data."""

    x = 1


@pytest.mark.parametrize("case", UNTRACKED)
def test_a_page_that_reads_what_cannot_be_compared_is_always_rendered(case: str) -> None:
    template, options = UNTRACKED[case]
    context = {
        "offer": Offer("a"),
        "clock": lambda: tick(),
        "thing": Thing(),
        "once": (number for number in range(3)),
        "shop": Shop({"a": 1, "aa": 2}),
        "odd": Odd("a"),
    }
    site = Site({"page.html": template}, context=context, **options)
    site.env.filters["twice_of"] = lambda value: value
    _, facts = site.page()

    assert "untracked" in {kind for kind, *_ in facts}


@dataclasses.dataclass(frozen=True)
class Odd:
    """Data that a shop takes for a text."""

    slug: str
    title: str = "Odd"

    @property
    def age(self) -> int:
        return tick()


TEMPLATES: dict[str, tuple[dict[str, str], dict[str, str], tuple[bool, bool]]] = {
    "extended": ({"page.html": "{% extends 'base.html' %}", "base.html": "a"}, {"base.html": "b"}, (True, True)),
    "included": ({"page.html": "{% include 'part.html' %}", "part.html": "a"}, {"part.html": "b"}, (True, True)),
    "imported": (
        {"page.html": "{% import 'm.html' as m %}{{ m.f() }}", "m.html": "{% macro f() %}a{% endmacro %}"},
        {"m.html": "{% macro f() %}b{% endmacro %}"},
        (True, True),
    ),
    "imported with context": (
        {"page.html": "{% from 'm.html' import f with context %}{{ f() }}", "m.html": "{% macro f() %}a{% endmacro %}"},
        {"m.html": "{% macro f() %}b{% endmacro %}"},
        (True, True),
    ),
    "another": ({"page.html": "a", "other.html": "a"}, {"other.html": "b"}, (False, False)),
    "missing": ({"page.html": "x{% include 'part.html' ignore missing %}"}, {"part.html": "b"}, (True, True)),
    "first of several": (
        {"page.html": "{% include ['new.html', 'part.html'] %}", "part.html": "a"},
        {"new.html": "b"},
        (True, True),
    ),
    "named by a variable": ({"page.html": "{% include article.slug ~ '.html' %}", "a.html": "a"}, {"a.html": "b"}, (True, True)),
    "not included": (
        {"page.html": "{% if not SITENAME %}{% include 'part.html' %}{% endif %}x", "part.html": "a"},
        {"part.html": "b"},
        (False, False),
    ),
    "block of a parent": (
        {"page.html": "{% extends 'base.html' %}{% block b %}{{ super() }}{% endblock %}", "base.html": "{% block b %}a{% endblock %}"},
        {"base.html": "{% block b %}b{% endblock %}"},
        (True, True),
    ),
    "page itself": ({"page.html": "a"}, {"page.html": "b"}, (True, True)),
}


@pytest.mark.parametrize("case", TEMPLATES)
def test_a_template_that_changes_is_told_on_the_pages_that_use_it(case: str) -> None:
    templates, after, expected = TEMPLATES[case]

    assert compared(templates, after={"templates": after}) == expected


WITHIN: dict[str, dict[str, str]] = {
    "block": {
        "page.html": "{% extends 'base.html' %}{% block b %}{{ articles[1].title }}{% endblock %}",
        "base.html": "{% block b %}{% endblock %}",
    },
    "self": {"page.html": "{% block b %}{{ articles[1].title }}{% endblock %}{{ self.b() }}"},
    "super": {
        "page.html": "{% extends 'base.html' %}{% block b %}{{ super() }}{% endblock %}",
        "base.html": "{% block b %}{{ articles[1].title }}{% endblock %}",
    },
    "include": {"page.html": "{% include 'part.html' %}", "part.html": "{{ articles[1].title }}"},
    "include with a loop's variable": {
        "page.html": "{% for a in articles %}{% include 'part.html' %}{% endfor %}",
        "part.html": "{{ a.title }}",
    },
    "include without context": {
        "page.html": "{% include 'part.html' without context %}{{ articles[1].title }}",
        "part.html": "{{ number }}",
    },
    "include of an unused column": {
        "page.html": "{% for c, texts in categories %}{% include 'part.html' %}{% endfor %}",
        "part.html": "{{ texts[1].title }}",
    },
    "scoped block in a loop": {
        "page.html": "{% for c, texts in categories %}{% block b scoped %}{{ texts[1].title }}{% endblock %}{% endfor %}"
    },
    "import": {"page.html": "{% import 'm.html' as m %}{{ m.f(articles[1]) }}", "m.html": "{% macro f(a) %}{{ a.title }}{% endmacro %}"},
    "import with context": {
        "page.html": "{% import 'm.html' as m with context %}{{ m.f() }}",
        "m.html": "{% macro f() %}{{ articles[1].title }}{% endmacro %}",
    },
    "macro with what it takes beside": {
        "page.html": "{% macro f() %}{{ varargs[0].title }}{{ kwargs.a.title }}{% endmacro %}{{ f(articles[1], a=articles[1]) }}"
    },
    "title as the name of a template": {"page.html": "{% include [articles[1].title, 'x.html'] %}", "x.html": "x", "New": "new"},
}


@pytest.mark.parametrize("case", WITHIN)
def test_what_is_read_in_another_place_of_a_template_is_told(case: str) -> None:
    assert compared(WITHIN[case], after=head(title="New")) == (True, True)


@pytest.mark.parametrize("page", ["{% import 'm.html' as m %}{{ m.n }}", "{% include 'm.html' without context %}"])
def test_what_making_shared_macros_has_read_counts_on_each_page_that_has_them(page: str) -> None:
    templates = {"page.html": page, "m.html": "{% set n = number + 1 %}{{ n }}"}
    first = Site(templates, jinja_globals={"number": 1})
    first.page()
    _, facts = first.page()

    assert Site(templates, jinja_globals={"number": 2}).changed(facts) == ("global", "number")


SPOILING: dict[str, dict[str, str]] = {
    "list": {"page.html": "{% if articles.append(1) %}{% endif %}"},
    "dict of a text": {"page.html": "{% if article.metadata.update(x=1) %}{% endif %}"},
    "list in a list": {"page.html": "{% if tags[0][1].pop() %}{% endif %}"},
    "statement": {"page.html": "{% do articles.clear() %}"},
    "namespace of shared macros": {
        "page.html": "{% import 'm.html' as m %}{{ m.next() }}",
        "m.html": "{% set ns = namespace(n=0) %}{% macro next() %}{% set ns.n = ns.n + 1 %}{{ ns.n }}{% endmacro %}",
    },
    "list of shared macros": {
        "page.html": "{% import 'm.html' as m %}{{ m.next() }}",
        "m.html": "{% set seen = [] %}{% macro next() %}{% if seen.append(1) %}{% endif %}{{ seen }}{% endmacro %}",
    },
    "cycler of shared macros": {
        "page.html": "{% import 'm.html' as m %}{{ m.c.next() }}",
        "m.html": "{% set c = cycler('a', 'b') %}",
    },
    "joiner of shared macros": {"page.html": "{% import 'm.html' as m %}{{ m.j() }}", "m.html": "{% set j = joiner() %}"},
}


@pytest.mark.parametrize("case", SPOILING)
def test_templates_that_change_what_others_read_keep_no_page(case: str) -> None:
    site = Site(SPOILING[case], jinja={"extensions": ["jinja2.ext.do"]})
    _, facts = site.page()

    assert (bool(site.tracer.spoiled), "untracked" in {kind for kind, *_ in facts}) == (True, True)


def test_templates_that_change_what_is_their_own_spoil_nothing() -> None:
    template = "{% set all = [] %}{% do all.append(article) %}{% set ns = namespace(n=[]) %}{% set ns.n = all %}{% do ns.n.append(1) %}"
    site = Site({"page.html": template + "{% do (articles | list).append(1) %}"}, jinja={"extensions": ["jinja2.ext.do"]})
    site.page()

    assert site.tracer.spoiled == ""


def test_what_is_looked_up_in_a_dict_of_lists_is_not_put_into_it() -> None:
    site = Site({"page.html": "{{ period_archives.year }}{{ period_archives['day'] }}{{ period_archives | length }}"})

    assert site.page()[0] == "[][]0"


def test_bodies_are_known_for_each_address_that_their_links_begin_with() -> None:
    body = '<p><a href="{filename}/b.md">b</a></p>'
    site = Site({"page.html": "{{ article.content }}"}, body_a=body, settings={"RELATIVE_URLS": True})
    near, facts_near = site.page(localsiteurl=".")
    far, facts_far = site.page(localsiteurl="..")

    assert (
        near,
        far,
        site.changed(facts_near, localsiteurl="."),
        site.changed(facts_far, localsiteurl=".."),
        site.changed(facts_far, localsiteurl=".")[:2],
    ) == (
        '<p><a href="./b.html">b</a></p>',
        '<p><a href="../b.html">b</a></p>',
        None,
        None,
        ("entity", "Article a.md"),
    )


def test_all_of_a_text_has_its_links_as_they_are_on_the_page() -> None:
    body = '<p><a href="{filename}/b.md">b</a></p>'
    site = Site({"page.html": "{{ article | pure_title }}"}, body_a=body, settings={"RELATIVE_URLS": True})
    near, far = (site.page(localsiteurl=url)[1] for url in (".", ".."))

    assert (site.changed(near, localsiteurl="."), site.changed(far, localsiteurl=".."), near == far) == (None, None, False)


@pytest.mark.parametrize(
    ("template", "change"),
    [
        ("{{ article.mood }}", lambda site: setattr(site.articles[0], "mood", Markup("a"))),
        ("{{ article.mood }}", lambda site: setattr(site.articles[0], "mood", "b")),
        ("{{ article.tags | length }}", lambda site: site.articles[0].tags.append("new")),
        ("{{ articles | length }}", lambda site: site.articles.pop()),
        ("{{ mood }}", lambda site: site.context.update(mood=Markup("a"))),
        ("{{ mood }}", lambda site: site.context.pop("mood")),
    ],
)
def test_what_a_plugin_changes_between_two_pages_has_another_digest_on_the_second(template: str, change: Callable[[Site], Any]) -> None:
    site = Site({"page.html": template}, context={"mood": "a"}, heads={"a": {"mood": "a"}})
    _, first = site.page()
    change(site)
    _, second = site.page()

    assert first != second


def test_a_body_whose_digest_is_known_is_not_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    templates = {"page.html": "{{ article.content }}{{ article.summary }}"}
    first = Site(templates)
    _, facts = first.page()
    second = Site(templates, known=dict(first.tracer.derived))
    monkeypatch.setattr(second.tracer.bodies, "keep", None)  # it would be called for what was made

    assert (second.changed(facts), second.tracer.derived) == (None, first.tracer.derived)


def test_the_template_of_the_page_is_read() -> None:
    templates = {"page.html": "a", "other.html": "a"}
    _, facts = Site(templates).page()

    assert Site(templates).changed(facts, "other.html") == ("page",)


def test_facts_are_told_in_words() -> None:
    site = Site(
        {
            "page.html": "{{ SITENAME }}{{ articles[1].title }}{{ shop.price_of('a') }}{{ shop.owner }}{{ article | asking(shop) }}{{ works[0] }}{{ tick() }}"
        },
        context={"shop": Shop({"a": 1})},
    )
    _, facts = site.page()

    assert [in_words(fact) for fact in facts] == [
        "the template of the page, or which variables it has",
        "the template page.html",
        "the setting SITENAME",
        "the variable articles",
        "the title of Article b.md",
        "the variable shop",
        'shop.price_of("a")',
        "shop.owner",
        "the variable article",
        "asking(Article a.md, shop)",
        "the variable works",
        "all of Work w",
        "the global tick",
        "the variable tick",
        "the global tick is not known to be pure",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, True),
        (1, 1.0),
        ("1", 1),
        ("a", Markup("a")),
        ([1, 2], (1, 2)),
        ([[1], 2], [1, [2]]),
        (["ab", "c"], ["a", "bc"]),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ({1}, frozenset({1})),
        ({1, 2}, {1, 2, (1, 2)}),
        (DAY, DAY.replace(tzinfo=None)),
        (DAY, DAY.replace(fold=1)),
        (Offer("a"), Work("a", "b")),
        (None, ""),
        ("x" * 100, "x" * 101),
        (b"a", "a"),
    ],
)
def test_values_that_templates_tell_apart_have_digests_that_do(one: Any, other: Any) -> None:
    digest = Site().tracer.digest

    assert digest(one) != digest(other)


def test_values_that_hold_themselves_are_digested() -> None:
    one: list[Any] = [1]
    one.append(one)
    other: list[Any] = [1]
    other.append(other)
    third: list[Any] = [2]
    third.append(third)
    digest = Site().tracer.digest

    assert (digest(one) == digest(other), digest(one) == digest(third)) == (True, False)


def test_a_list_that_grows_is_digested_again() -> None:
    site, values = Site(), [1]
    before = site.tracer.digest(values)
    values.append(2)

    assert site.tracer.digest(values) != before


def test_an_entity_counts_with_all_its_attributes_if_that_is_asked() -> None:
    one, other = Site(), Site(**head(title="New"))
    values = [(site.tracer.digest(site.articles), site.tracer.digest(site.articles, deep=False)) for site in (one, other)]

    assert (values[0][0] == values[1][0], values[0][1] == values[1][1]) == (False, True)


def test_a_class_that_can_be_read_without_being_asked_is_no_entity() -> None:
    class Sized(Work):
        def __len__(self) -> int:
            return 1

    with pytest.raises(TypeError) as raised:
        Tracer({}, settings={}, entities=(Kind(Sized, lambda one: one.key, {}.__getitem__),))

    assert str(raised.value) == "Sized cannot be an entity: it has __len__"


def test_what_is_not_recorded_is_rendered_as_it_was() -> None:
    site = Site({"page.html": "{{ articles[1].title }}{% for c, n in categories %}{{ c ~ 1 }}{% endfor %}{{ 'Ti' in article.title }}"})
    template = site.env.get_template("page.html")

    assert template.render({**site.context, **site.local}) == "Title bmisc1True"


class Written(Writer):
    """Keeps what is written in memory, with what each page read, or which fact of an earlier build is no more so."""

    def __init__(self, settings: Any, tracer: Tracer, recorded: dict[str, dict[Any, str]]) -> None:
        super().__init__(settings["OUTPUT_PATH"], settings)
        self.tracer, self.recorded = tracer, recorded
        self.pages: dict[str, str] = {}
        self.facts: dict[str, dict[Any, str]] = {}
        self.told: dict[str, Any] = {}

    def write_file(self, name: Any, template: Any, context: Any, *args: Any, **kwargs: Any) -> None:
        super().write_file(name, SimpleNamespace(render=partial(self.render, template)), context, *args, **kwargs)

    def render(self, template: Any, local: dict[str, Any]) -> str:
        name = local["output_file"]
        changed = self.tracer.changed(self.recorded.get(name, {("untracked", "new"): ""}), local, template)
        if changed is not None:
            self.told[name] = in_words(changed)
        with self.tracer.page(local, template) as reads:
            self.pages[name] = template.render(local)
        self.facts[name] = reads.facts
        return ""

    def _open_w(self, filename: str, encoding: str, override: bool = False) -> Any:
        return StringIO()


def built(folder: Path, theme: str, recorded: dict[str, dict[Any, str]] | None = None, known: Any = None, **changed: Any) -> Written:
    """A site of a theme of Pelican's, from the sources in a folder."""
    defaults = {"PATH": str(folder), "SITEURL": "https://a.org", "TIMEZONE": "UTC", "THEME": str(THEMES / theme), "DEFAULT_PAGINATION": 2}
    settings = configure_settings(
        {
            **copy.deepcopy(DEFAULT_CONFIG),
            **defaults,
            "YEAR_ARCHIVE_SAVE_AS": "{date:%Y}.html",
            "FEED_ALL_ATOM": None,
            "CATEGORY_FEED_ATOM": None,
            **changed,
        }
    )
    settings["JINJA_ENVIRONMENT"] = escaping(settings["JINJA_ENVIRONMENT"])
    context = {**settings, "generated_content": {}, "static_content": {}, "static_links": set(), "localsiteurl": settings["SITEURL"]}
    given = {"context": context, "settings": settings, "path": str(folder), "theme": settings["THEME"], "output_path": str(folder / "out")}
    generators = [one(**given) for one in (ArticlesGenerator, PagesGenerator)]
    tracer = Tracer(context, settings=settings, known=known)
    for one in generators:
        protect(one.env, "en", own={})
        tracer.prepare(one.env)
        one.generate_context()
        one.refresh_metadata_intersite_links()
    writer = Written(settings, tracer, recorded or {})
    for one in generators:
        one.generate_output(writer)
    return writer


THEMES = Path(pelican.__file__).parent / "themes"
POSTS = {
    "a.md": "Title: A\nDate: 2024-01-01\nTags: x, y\nAuthors: Ada\n\nText of a, see [c]({filename}c.md).\n",
    "b.md": "Title: B\nDate: 2024-01-02\nTags: x\nCategory: other\n\nText of b.\n",
    "c.md": "Title: C\nDate: 2024-01-03\nSummary: Short.\n\nText of c.\n",
    "d.md": "Title: D\nDate: 2023-01-03\nModified: 2024-02-01\n\nText of d.\n",
    "pages/about.md": "Title: About\n\nAbout us.\n",
}
EDITS: dict[str, tuple[dict[str, str | None], dict[str, Any]]] = {
    "nothing": ({}, {}),
    "a body": ({"b.md": POSTS["b.md"].replace("Text", "New text")}, {}),
    "a body behind a summary": ({"c.md": POSTS["c.md"].replace("Text", "New text")}, {}),
    "a title": ({"b.md": POSTS["b.md"].replace("B", "Bee")}, {}),
    "a title that others link to": ({"c.md": POSTS["c.md"].replace("C", "Sea")}, {}),
    "a date": ({"b.md": POSTS["b.md"].replace("-02", "-04")}, {}),
    "a category": ({"b.md": POSTS["b.md"].replace("other", "third")}, {}),
    "a tag": ({"b.md": POSTS["b.md"].replace("Tags: x", "Tags: x, z")}, {}),
    "a tag taken away": ({"a.md": POSTS["a.md"].replace("x, y", "y")}, {}),
    "a new post": ({"e.md": "Title: E\nDate: 2024-01-05\n\nText of e.\n"}, {}),
    "an old post gone": ({"d.md": None}, {}),
    "a translation": ({"b-de.md": "Title: Beh\nDate: 2024-01-02\nLang: de\nSlug: b\nCategory: other\n\nText.\n"}, {}),
    "a draft": ({"b.md": POSTS["b.md"].replace("Title", "Status: draft\nTitle")}, {}),
    "a page": ({"pages/about.md": POSTS["pages/about.md"].replace("Title: About", "Title: We")}, {}),
    "the name of the site": ({}, {"SITENAME": "Other"}),
    "a menu": ({}, {"MENUITEMS": [("x", "/x")]}),
    "addresses": ({}, {"ARTICLE_URL": "p/{slug}", "CATEGORY_URL": "k/{slug}"}),
    "pagination": ({}, {"DEFAULT_PAGINATION": 3}),
    "relative addresses": ({}, {"RELATIVE_URLS": True}),
    "summaries": ({}, {"SUMMARY_MAX_LENGTH": 1}),
    "a setting of no page": ({}, {"GZIP_CACHE": False}),
}


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("theme", ["notmyidea", "simple"])
def test_with_pelican_s_themes_no_page_that_comes_out_otherwise_is_missed(theme: str, edit: str, tmp_path: Path) -> None:
    sources, settings = EDITS[edit]
    for name, text in POSTS.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    first = built(tmp_path, theme)
    for name, edited in sources.items():
        (tmp_path / name).write_text(edited, encoding="utf-8") if edited else (tmp_path / name).unlink()
    second = built(tmp_path, theme, first.facts, dict(first.tracer.derived), **settings)
    otherwise = {name for name, page in second.pages.items() if first.pages.get(name) != page}

    assert (otherwise - second.told.keys(), first.tracer.spoiled) == (set(), "")
